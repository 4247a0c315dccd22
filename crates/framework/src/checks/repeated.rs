//! A series that stands at two places is one that was copied to the wrong row.

use std::collections::{BTreeMap, BTreeSet};

use figures::{Number, Value};
use periods::{Period, PeriodKind};

use crate::diagnostics::{Diagnostic, Rule, Subject};
use crate::model::{Figure, Framework, PlaceId, Series, SeriesKey};

/// So many different values in a row do not come twice by chance.
const DIFFERENT_VALUES: usize = 3;

/// Below this, counts and what is worked out of them agree by chance.
const SMALL: i64 = 10;

/// Runs of periods, three different values or more, whose values are the same at two places. Small counts agree by
/// chance; a place agrees lawfully with one that it serves or succeeds, and with a whole of which it is the only part.
pub(super) fn repeated_series(framework: &Framework) -> Vec<Diagnostic> {
    let mut by_indicator: BTreeMap<_, Vec<(PlaceId, &Series)>> = BTreeMap::new();
    for (key, series) in &framework.figures {
        by_indicator.entry((key.indicator, key.breakdown, key.basis)).or_default().push((key.place, series));
    }
    let mut findings = Vec::new();
    for ((indicator, breakdown, basis), places) in by_indicator {
        for (position, (first, one)) in places.iter().enumerate() {
            for (second, other) in &places[position + 1..] {
                let Some(run) = longest_run(one, other) else { continue };
                let key = SeriesKey { indicator, place: *first, breakdown, basis };
                if !may_agree(framework, &key, *second, &run) {
                    findings.push(finding(framework, key, *second, &run));
                }
            }
        }
    }
    findings
}

type Run<'a> = Vec<(&'a Figure, &'a Figure)>;

/// Whether two places may lawfully have the same figures.
fn may_agree(framework: &Framework, key: &SeriesKey, second: PlaceId, run: &Run<'_>) -> bool {
    let first = key.place;
    [(first, second), (second, first)].into_iter().any(|(place, other)| {
        let declared = framework.place(place);
        declared.serves.contains(&other)
            || declared.succeeds == Some(other)
            || (framework.is_part_of(place, other) && is_only_part(framework, key, place, other, run))
    })
}

/// Whether no other part of a whole, at the level of this one, has figures that would add to it.
fn is_only_part(
    framework: &Framework,
    key: &SeriesKey,
    part: PlaceId,
    whole: PlaceId,
    run: &Run<'_>,
) -> bool {
    let counts = |place: PlaceId| {
        let series = framework.series(&SeriesKey { place, ..*key });
        run.iter().any(|(figure, _)| {
            let value = series.and_then(|series| series.get(&figure.period)?.reading.value());
            value.is_some_and(|value| *value.number() != Number::zero())
        })
    };
    let level = framework.place(part).level;
    !framework
        .place_ids()
        .filter(|place| *place != part && framework.place(*place).level == level)
        .any(|place| framework.is_part_of(place, whole) && counts(place))
}

/// The longest telling run of neighbouring periods in which two series agree.
fn longest_run<'a>(one: &'a Series, other: &'a Series) -> Option<Run<'a>> {
    let mut kinds: Vec<PeriodKind> = one.figures().iter().map(|figure| figure.period.kind()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut runs: Vec<Run<'a>> = Vec::new();
    for kind in kinds {
        let mut last: Option<Period> = None;
        for figure in one.of_kind(kind) {
            let Some(twin) = other.get(&figure.period).filter(|twin| agree(figure, twin)) else {
                last = None;
                continue;
            };
            let follows = last.is_some() && figure.period.previous() == last;
            match runs.last_mut().filter(|_| follows) {
                Some(run) => run.push((figure, twin)),
                None => runs.push(vec![(figure, twin)]),
            }
            last = Some(figure.period);
        }
    }
    // Of runs of one length, the latest.
    runs.into_iter().filter(telling).max_by_key(Vec::len)
}

fn agree(one: &Figure, other: &Figure) -> bool {
    match (one.reading.value(), other.reading.value()) {
        (Some(one), Some(other)) => one.number() == other.number(),
        _ => false,
    }
}

/// Whether a run holds too many different values to have come twice by chance.
fn telling(run: &Run<'_>) -> bool {
    let values: Vec<&Value> = run.iter().filter_map(|(figure, _)| figure.reading.value()).collect();
    let different: BTreeSet<&Number> = values.iter().map(|value| value.number()).collect();
    different.len() >= DIFFERENT_VALUES && !values.iter().all(|value| is_small(value))
}

/// Whether a value is a small count, or was worked out of one.
fn is_small(value: &Value) -> bool {
    let small = Number::from(SMALL);
    match value.denominator() {
        Some(denominator) => *denominator < small,
        None => value.number().abs() < small && value.number().rounded(0) == *value.number(),
    }
}

fn finding(framework: &Framework, key: SeriesKey, second: PlaceId, run: &Run<'_>) -> Diagnostic {
    let names = (&framework.place(key.place).slug, &framework.place(second).slug);
    let indicator = &framework.indicator(key.indicator).id;
    let first_period = run.first().map_or_else(String::new, |(figure, _)| figure.period.words());
    let last_period = run.last().map_or_else(String::new, |(figure, _)| figure.period.words());
    let locations =
        run.last().map_or((framework.place(second).location, framework.place(key.place).location), |pair| {
            (pair.1.location, pair.0.location)
        });
    Diagnostic::new(
        Rule::RepeatedSeries,
        locations.0,
        format!(
            "{indicator} has the same {} figures at `{}` and `{}`, from {first_period} to {last_period}",
            run.len(),
            names.0,
            names.1
        ),
    )
    .label(format!("the last of them at `{}`", names.1))
    .also(locations.1, format!("and at `{}`", names.0))
    .hint("one of the two was probably copied from the other: look both up at their source")
    .about(Subject {
        indicator: Some(key.indicator),
        places: vec![key.place, second],
        period: run.last().map(|(figure, _)| figure.period),
        basis: Some(key.basis),
        breakdown: Some(key.breakdown),
        against: None,
    })
}
