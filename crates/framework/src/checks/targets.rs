//! Targets that do not agree with each other or with their figures.

use std::collections::BTreeMap;

use figures::{Number, Unit};
use periods::{Basis, Period};

use crate::diagnostics::{Diagnostic, Rule, Subject, list};
use crate::model::{
    BasisIndex, BreakdownId, Framework, IndicatorId, PlaceSelector, Scheme, Target, TargetStatus,
};

/// What a row of targets is for, without its places; no basis or breakdown is any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct RowKey {
    indicator: IndicatorId,
    period: Period,
    basis: Option<BasisIndex>,
    breakdown: Option<BreakdownId>,
}

impl RowKey {
    fn subject(self) -> Subject {
        Subject {
            indicator: Some(self.indicator),
            period: Some(self.period),
            basis: self.basis,
            breakdown: self.breakdown,
            ..Subject::default()
        }
    }
}

/// Next year's target unchanged on some places only: a roll-forward that was not finished. An indicator whose target
/// stays at every place, or changes at every place, is sound, and so is a target that says that it is carried.
pub(super) fn unchanged(framework: &Framework) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (key, next) in in_order(framework) {
        let Some(this_year) = key.period.previous().filter(|_| key.period.kind().is_year()) else { continue };
        let this = framework.targets.declared(key.indicator, this_year);
        let pairs = next.iter().filter(|next| next.status == TargetStatus::Set).filter_map(|next| {
            let this = this.iter().find(|this| this.scope == next.scope)?;
            Some((next, this.target.as_ref()?, next.target.as_ref()?))
        });
        let (kept, moved): (Vec<_>, Vec<_>) = pairs.partition(|(_, this, next)| this == next);
        let (Some((first, still, _)), Some((example, _, now))) = (kept.first(), moved.first()) else {
            continue;
        };
        let names: Vec<String> =
            kept.iter().map(|(target, ..)| scope_name(framework, &target.scope.places)).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        findings.push(
            Diagnostic::new(
                Rule::TargetUnchanged,
                first.location,
                format!(
                    "the target of {} for {} is still that of {} at {}, but has changed elsewhere",
                    framework.indicator(key.indicator).id,
                    key.period.words(),
                    this_year.words(),
                    list(&names, "and")
                ),
            )
            .label(format!("still {still}"))
            .also(example.location, format!("changed to {now} at `{}`", scope_name(framework, &example.scope.places)))
            .hint("was the target rolled forward everywhere? If it is meant to stay, say `carried` in `status`, or acknowledge it with the reason")
            .about(Subject {
                places: kept.iter().flat_map(|(target, ..)| framework.select(&target.scope.places)).collect(),
                ..key.subject()
            }),
        );
    }
    findings
}

/// How files write the places of a target.
fn scope_name(framework: &Framework, scope: &PlaceSelector) -> String {
    match scope {
        PlaceSelector::Everywhere => "*".to_owned(),
        PlaceSelector::Level(level) => format!("level:{}", framework.levels[level.index()].name),
        PlaceSelector::Group(group) => format!("group:{group}"),
        PlaceSelector::Place(place) => framework.place(*place).slug.clone(),
    }
}

/// Two showings of one indicator with different targets.
pub(super) fn second_showings(framework: &Framework) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (key, targets) in in_order(framework) {
        let Some(original) = framework.indicator(key.indicator).same_as else { continue };
        let originals = framework.targets.declared(original, key.period);
        for target in targets {
            let Some(other) = originals.iter().find(|other| other.scope == target.scope) else { continue };
            if other.target != target.target {
                findings.push(differing(framework, key, original, target, other));
            }
        }
    }
    findings
}

fn differing(
    framework: &Framework,
    key: RowKey,
    original: IndicatorId,
    target: &Target,
    other: &Target,
) -> Diagnostic {
    let value =
        |target: &Target| target.target.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
    let places = match target.scope.places {
        PlaceSelector::Place(place) => vec![place],
        _ => Vec::new(),
    };
    Diagnostic::new(
        Rule::TargetsDiffer,
        target.location,
        format!(
            "{} is {} shown again, but their targets for {} are {} and {}",
            framework.indicator(key.indicator).id,
            framework.indicator(original).id,
            key.period,
            value(target),
            value(other)
        ),
    )
    .also(other.location, "the other target")
    .hint("one indicator has one target: correct one of them")
    .about(Subject { places, ..key.subject() })
}

/// Cumulative counts against a target that doesn't grow with them: one for the whole year that isn't spread over it, or
/// what a single month adds.
pub(super) fn unprofiled(framework: &Framework) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (key, targets) in in_order(framework) {
        let indicator = framework.indicator(key.indicator);
        let Some(level) = indicator.levels.first() else { continue };
        let rules = indicator.rules(*level, key.period.last_month());
        if rules.unit != Unit::Count || rules.rating.scheme == Scheme::None {
            continue;
        }
        let is = |wanted: &[Basis]| match key.basis {
            Some(basis) => rules.bases.get(basis.index()).is_some_and(|basis| wanted.contains(basis)),
            None => rules.bases.iter().any(|basis| wanted.contains(basis)),
        };
        if key.period.kind().is_year() {
            let Some(target) = targets.first().filter(|target| target.target.is_some()) else { continue };
            if is(&[Basis::YearToDate, Basis::Month]) && rules.profile.is_none() {
                findings.push(
                    Diagnostic::new(
                        Rule::UnprofiledTarget,
                        target.location,
                        format!("{} is counted through the year, and this target is for all of {}", indicator.id, key.period),
                    )
                    .also(indicator.location, "it has no `profile`")
                    .hint("spread the target over the months with `profile = \"even\"` or twelve shares, or give monthly targets")
                    .about(key.subject()),
                );
            }
        } else if is(&[Basis::YearToDate]) {
            let Some(year) = key.period.year(rules.year) else { continue };
            let first = key.period.first_month() == year.first_month();
            let annual = framework.targets.declared(key.indicator, year);
            let share = targets.iter().filter(|_| !first).find_map(|target| {
                let annual = annual.iter().find(|annual| annual.scope == target.scope)?;
                is_share(target.target.as_ref()?, annual.target.as_ref()?, key.period)
                    .then_some((target, annual))
            });
            if let Some((target, annual)) = share {
                findings.push(
                    Diagnostic::new(
                        Rule::UnprofiledTarget,
                        target.location,
                        format!(
                            "{} is counted through the year, and this target is what {} alone adds to that of {year}",
                            indicator.id,
                            key.period.words()
                        ),
                    )
                    .also(annual.location, "the target of the year")
                    .hint("it must hold all months so far; take it out, and spread the year's with `profile`")
                    .about(key.subject()),
                );
            }
        }
    }
    findings
}

/// Whether a target is the part of the year's that belongs to its months alone, as far as whole numbers can be.
fn is_share(target: &Number, year: &Number, period: Period) -> bool {
    let months = Number::from(i64::try_from(period.months().count()).unwrap_or(i64::MAX));
    let share = (year * months).checked_div(&Number::from(12)).unwrap_or_else(Number::zero);
    !target.is_zero() && (target - share).abs() <= Number::rounding(0)
}

/// All targets by what they are for, in the order of indicators and periods.
fn in_order(framework: &Framework) -> BTreeMap<RowKey, Vec<&Target>> {
    let mut ordered: BTreeMap<RowKey, Vec<&Target>> = BTreeMap::new();
    for (indicator, period, targets) in framework.targets.iter() {
        for target in targets {
            let (basis, breakdown) = (target.scope.basis, target.scope.breakdown);
            ordered.entry(RowKey { indicator, period, basis, breakdown }).or_default().push(target);
        }
    }
    ordered
}
