//! How the counts of figures hang together: everything that lets one be worked out of others.
//!
//! - Places add to what they are part of, exactly or with a rest that belongs to none of them. The numerators and
//!   denominators of a proportion add where the numbers show that they do, whether the framework says so or not: so will
//!   an outsider.
//! - Members of a breakdown add to the whole. Of a cohort that leaves somebody out, those left out are the rest.
//! - Longer times hold shorter ones, and overlapping times share months.
//! - A second showing of an indicator is the same, and so is what two indicators count alike.

use std::collections::{BTreeMap, BTreeSet};

use figures::{Number, Unit};
use framework::{
    BasisIndex, BreakdownId, FigureKey, Formula, Framework, MemberId, PlaceId, Rules, SeriesKey, Sums, Tally,
};
use periods::{Basis, Month};

use crate::counts::is_small;
use crate::edition::{Edition, Entry};
use crate::problem::Guard;

/// A whole and its parts that do not agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The whole.
    pub whole: FigureKey,
    /// The parts.
    pub parts: Vec<FigureKey>,
    /// Whether it is their denominators that do not agree, and not the counts or numerators.
    pub of_denominators: bool,
}

/// Which of the counts of figures are added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

impl Entry {
    fn side(&self, side: Side) -> Option<(usize, &Number)> {
        match side {
            Side::Above => self.above.zip(self.counts.above.as_ref()),
            Side::Below => self.below.zip(self.counts.below.as_ref()),
        }
    }
}

/// Adds all relations, and gives those that the figures themselves contradict.
pub(crate) fn relate(edition: &mut Edition<'_>) -> Vec<Contradiction> {
    let mut contradictions = Vec::new();
    let keys: Vec<FigureKey> = edition.entries.keys().copied().collect();
    for whole in &keys {
        add_places(edition, whole, &mut contradictions);
        add_breakdowns(edition, whole, &mut contradictions);
        add_second_showing(edition, whole);
    }
    let series: BTreeSet<SeriesKey> =
        keys.iter().map(|(series, _)| SeriesKey { basis: BasisIndex::OWN, ..*series }).collect();
    for key in series {
        add_times(edition, key);
    }
    add_equal_tallies(edition);
    contradictions
}

/// What two indicators count alike is the same: the denominator of one may be the numerator of another.
fn add_equal_tallies(edition: &mut Edition<'_>) {
    let framework = edition.request.framework;
    let mut first = BTreeMap::new();
    let mut same = Vec::new();
    for ((series, period), entry) in &edition.entries {
        let rules = framework.rules(series.indicator, series.place, period);
        let (Some(measure), Some(basis)) = (&rules.measure, rules.bases.get(series.basis.index())) else {
            continue;
        };
        let tallies = match &measure.formula {
            Formula::Amount(tally) => vec![(Side::Above, tally)],
            Formula::Ratio { numerator, denominator } => {
                vec![(Side::Above, numerator), (Side::Below, denominator)]
            }
            Formula::Median(_) | Formula::Gap { .. } => Vec::new(),
        };
        let months = basis.covers(period, rules.year);
        for (side, tally) in tallies {
            let Some((quantity, count)) = entry.side(side) else { continue };
            let counted = (tally, series.place, series.breakdown, *period, months, measure.lag);
            let (known, known_count) = *first.entry(counted).or_insert((quantity, count));
            // A figure that replaces the measured one counts something else.
            if known != quantity && known_count == count {
                same.push((known, quantity));
            }
        }
    }
    for (one, other) in same {
        edition.problem.sum(one, [other], false);
    }
}

fn add_places(edition: &mut Edition<'_>, whole: &FigureKey, contradictions: &mut Vec<Contradiction>) {
    let (series, period) = *whole;
    let rules = edition.request.framework.rules(series.indicator, series.place, &period);
    let (sums, is_count) = (rules.sums, rules.unit == Unit::Count);
    let levels = edition.parts(series.place, series.indicator, &period);
    for (at, places) in levels.iter().enumerate() {
        let framework = edition.request.framework;
        // Teams are the whole county only if every district has one.
        let has_part = |larger: &PlaceId| places.iter().any(|&place| framework.is_part_of(place, *larger));
        let is_everywhere = levels[..at].iter().flatten().all(has_part);
        let parts: Vec<FigureKey> =
            places.iter().map(|&place| (SeriesKey { place, ..series }, period)).collect();
        let declared = match sums {
            Sums::Exact if is_everywhere => Declared::Exact,
            Sums::Exact => Declared::NoMore,
            Sums::WithUnallocated => Declared::NoMore,
            Sums::No if is_count && parts.iter().any(|part| !edition.entries.contains_key(part)) => continue,
            Sums::No => Declared::Nothing,
        };
        add_parts(edition, whole, &parts, declared, contradictions);
    }
}

fn add_breakdowns(edition: &mut Edition<'_>, whole: &FigureKey, contradictions: &mut Vec<Contradiction>) {
    let framework = edition.request.framework;
    let (series, period) = *whole;
    let base = &framework.breakdown(series.breakdown).members;
    for (index, dimension) in framework.dimensions.iter().enumerate() {
        if base.iter().any(|member| framework.members[member.index()].dimension == index) {
            continue;
        }
        let parts: Vec<FigureKey> = framework
            .breakdown_ids()
            .filter(|&breakdown| is_one_more(framework, breakdown, base, index))
            .map(|breakdown| (SeriesKey { breakdown, ..series }, period))
            .filter(|part| edition.entries.contains_key(part))
            .collect();
        if dimension.exclusive {
            let members = framework.members.iter().filter(|member| member.dimension == index).count();
            let is_whole = dimension.complete && parts.len() == members;
            let declared = if is_whole { Declared::Exact } else { Declared::NoMore };
            add_parts(edition, whole, &parts, declared, contradictions);
        } else {
            for part in parts {
                add_parts(edition, whole, &[part], Declared::NoMore, contradictions);
            }
        }
    }
}

/// Whether a breakdown is another with one more member, of a dimension.
fn is_one_more(framework: &Framework, breakdown: BreakdownId, base: &[MemberId], dimension: usize) -> bool {
    let members = &framework.breakdown(breakdown).members;
    members.len() == base.len() + 1
        && base.iter().all(|member| members.contains(member))
        && members.iter().any(|member| framework.members[member.index()].dimension == dimension)
}

/// What a framework says of a whole and its parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Declared {
    /// Nothing: only what the numbers show.
    Nothing,
    /// The parts are no more than the whole.
    NoMore,
    /// They are the whole.
    Exact,
}

fn add_parts(
    edition: &mut Edition<'_>,
    whole: &FigureKey,
    parts: &[FigureKey],
    declared: Declared,
    contradictions: &mut Vec<Contradiction>,
) {
    for side in [Side::Above, Side::Below] {
        let threshold = edition.threshold(whole.0.indicator, whole.0.breakdown);
        let Some((total, value)) = edition.entries.get(whole).and_then(|entry| entry.side(side)) else {
            continue;
        };
        let known: Vec<(usize, &Number)> =
            parts.iter().filter_map(|part| edition.entries.get(part)?.side(side)).collect();
        if known.is_empty() {
            continue;
        }
        let rest = known.iter().fold(value.clone(), |rest, (_, part)| rest - (*part).clone());
        let is_all = known.len() == parts.len();
        if rest.is_negative() || (declared == Declared::Exact && is_all && !rest.is_zero()) {
            if declared != Declared::Nothing {
                contradictions.push(Contradiction {
                    whole: *whole,
                    parts: parts.to_vec(),
                    of_denominators: side == Side::Below,
                });
            }
            continue;
        }
        let mut terms: Vec<usize> = known.iter().map(|(quantity, _)| *quantity).collect();
        // Where nothing is left over, an outsider will see that elsewhere too, and reckon with it.
        let is_exact = is_all && rest.is_zero();
        if !is_exact {
            let zeros = edition.request.limits.zeros_are_small && !rest.is_zero();
            let small = is_small(&rest, threshold, zeros) && edition.is_protected(whole);
            let guard = if small { Guard::Always } else { Guard::Never };
            terms.push(edition.problem.quantity(None, Some(rest.to_drawing()), guard));
        }
        edition.problem.sum(total, terms, false);
    }
}

fn add_second_showing(edition: &mut Edition<'_>, second: &FigureKey) {
    let (series, period) = *second;
    let Some(first) = edition.request.framework.indicator(series.indicator).same_as else { return };
    let first = (SeriesKey { indicator: first, ..series }, period);
    let (Some(one), Some(other)) = (edition.entries.get(&first), edition.entries.get(second)) else { return };
    let same: Vec<(usize, usize)> = [Side::Above, Side::Below]
        .into_iter()
        .filter_map(|side| Some((one.side(side)?, other.side(side)?)))
        .filter(|(one, other)| one.1 == other.1)
        .map(|(one, other)| (one.0, other.0))
        .collect();
    for (one, other) in same {
        edition.problem.sum(one, [other], false);
    }
}

/// Times of one indicator, place and breakdown that hold or overlap each other, on all its bases.
fn add_times(edition: &mut Edition<'_>, own: SeriesKey) {
    let framework = edition.request.framework;
    let mut times: Vec<(Month, Month, FigureKey)> = Vec::new();
    let same = |key: &SeriesKey| SeriesKey { basis: own.basis, ..*key } == own;
    for (series, known) in framework.figures.range(own..).take_while(|(key, _)| same(key)) {
        for figure in known.figures() {
            let key = (*series, figure.period);
            let rules = framework.rules(series.indicator, series.place, &figure.period);
            if !edition.entries.contains_key(&key) || !adds_over_time(rules) {
                continue;
            }
            let Some(basis) = rules.bases.get(series.basis.index()) else { continue };
            if matches!(basis, Basis::Snapshot | Basis::AverageOf(_)) {
                continue;
            }
            if let Some((first, last)) = basis.covers(&figure.period, rules.year) {
                times.push((first, last, key));
            }
        }
    }
    times.sort_by_key(|(first, last, key)| (last.months_since(*first), *first, *key));
    let overlaps = times
        .iter()
        .enumerate()
        .any(|(at, one)| times[at + 1..].iter().any(|other| one.0 <= other.1 && other.0 <= one.1));
    if overlaps {
        for side in [Side::Above, Side::Below] {
            add_months(edition, &times, side);
            add_differences(edition, &times, side);
        }
    }
}

/// Whether what is counted in two months is what is counted in both: not so of different children, of whom some are in
/// both.
fn adds_over_time(rules: &Rules) -> bool {
    let Some(measure) = &rules.measure else { return true };
    let adds = |tally: &Tally| tally.quantity.adds();
    match &measure.formula {
        Formula::Amount(tally) => adds(tally),
        Formula::Ratio { numerator, denominator } => adds(numerator) && adds(denominator),
        Formula::Median(_) | Formula::Gap { .. } => false,
    }
}

/// Every time is the sum of its months, whether or not these are shown.
fn add_months(edition: &mut Edition<'_>, times: &[(Month, Month, FigureKey)], side: Side) {
    let mut months: BTreeMap<Month, usize> = BTreeMap::new();
    for (first, last, key) in times {
        let Some((quantity, _)) = edition.entries.get(key).and_then(|entry| entry.side(side)) else {
            continue;
        };
        if first == last && !months.contains_key(first) {
            months.insert(*first, quantity);
            continue;
        }
        let mut parts = Vec::new();
        let mut month = Some(*first);
        while let Some(here) = month.filter(|month| month <= last) {
            parts.push(
                *months.entry(here).or_insert_with(|| edition.problem.quantity(None, None, Guard::Never)),
            );
            month = here.plus(1);
        }
        edition.problem.sum(quantity, parts, true);
    }
}

/// What is left of a time without the longest one within it is a count as well, shown or not: a year to date less that
/// of the month before is a month.
fn add_differences(edition: &mut Edition<'_>, times: &[(Month, Month, FigureKey)], side: Side) {
    for (at, (first, last, key)) in times.iter().enumerate() {
        let within = times[..at].iter().rev().find(|(from, to, _)| {
            from >= first && to <= last && (from, to) != (first, last) && (from == first || to == last)
        });
        let Some((_, _, inner)) = within else { continue };
        let threshold = edition.threshold(key.0.indicator, key.0.breakdown);
        let side_of = |key: &FigureKey| edition.entries.get(key).and_then(|entry| entry.side(side));
        let (Some((whole, more)), Some((part, less))) = (side_of(key), side_of(inner)) else { continue };
        let rest = more.clone() - less.clone();
        if rest.is_negative() {
            continue;
        }
        let small = is_small(&rest, threshold, false) && edition.is_protected(key);
        let guard = if small { Guard::Always } else { Guard::Never };
        let rest = edition.problem.quantity(None, Some(rest.to_drawing()), guard);
        edition.problem.sum(whole, [part, rest], true);
    }
}
