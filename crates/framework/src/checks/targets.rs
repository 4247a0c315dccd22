//! Targets that do not agree with each other or with their figures.

use figures::Unit;
use periods::{Basis, Period};

use crate::diagnostics::{Diagnostic, Rule, Subject, list};
use crate::model::{Framework, IndicatorId, PlaceSelector, Scheme, Target, TargetKey, TargetStatus};

/// Next year's target unchanged on some places only: a roll-forward that was not finished. An indicator whose target
/// stays at every place, or changes at every place, is sound, and so is a target that says that it is carried.
pub(super) fn unchanged(framework: &Framework) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (key, next) in in_order(framework) {
        let Some(this_year) = key.period.previous().filter(|_| key.period.kind().is_year()) else { continue };
        let this = framework.targets.declared(&TargetKey { period: this_year, ..key });
        let pairs = next.iter().filter(|next| next.status == TargetStatus::Set).filter_map(|next| {
            let this = this.iter().find(|this| this.scope == next.scope)?;
            Some((next, this.target.as_ref()?, next.target.as_ref()?))
        });
        let (kept, moved): (Vec<_>, Vec<_>) = pairs.partition(|(_, this, next)| this == next);
        let (Some((first, still, _)), Some((example, _, now))) = (kept.first(), moved.first()) else {
            continue;
        };
        let names: Vec<String> =
            kept.iter().map(|(target, ..)| scope_name(framework, &target.scope)).collect();
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
            .also(example.location, format!("changed to {now} at `{}`", scope_name(framework, &example.scope)))
            .hint("was the target rolled forward everywhere? If it is meant to stay, say `carried` in `status`, or acknowledge it with the reason")
            .about(Subject {
                indicator: Some(key.indicator),
                places: kept.iter().flat_map(|(target, ..)| framework.select(&target.scope)).collect(),
                period: Some(key.period),
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
        let originals = framework.targets.declared(&TargetKey { indicator: original, ..key });
        for target in targets {
            let Some(other) = originals.iter().find(|other| other.scope == target.scope) else { continue };
            if other.target != target.target {
                findings.push(differing(framework, key.indicator, original, key.period, target, other));
            }
        }
    }
    findings
}

fn differing(
    framework: &Framework,
    indicator: IndicatorId,
    original: IndicatorId,
    period: Period,
    target: &Target,
    other: &Target,
) -> Diagnostic {
    let value =
        |target: &Target| target.target.as_ref().map_or_else(|| "none".to_owned(), ToString::to_string);
    let places = match target.scope {
        PlaceSelector::Place(place) => vec![place],
        _ => Vec::new(),
    };
    Diagnostic::new(
        Rule::TargetsDiffer,
        target.location,
        format!(
            "{} is {} shown again, but their targets for {period} are {} and {}",
            framework.indicator(indicator).id,
            framework.indicator(original).id,
            value(target),
            value(other)
        ),
    )
    .also(other.location, "the other target")
    .hint("one indicator has one target: correct one of them")
    .about(Subject { indicator: Some(indicator), places, period: Some(period) })
}

/// Cumulative counts against an annual target that isn't spread over the year: early months could only be red.
pub(super) fn unprofiled(framework: &Framework) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (key, targets) in in_order(framework) {
        let indicator = framework.indicator(key.indicator);
        let Some(target) = targets.first().filter(|_| key.period.kind().is_year()) else { continue };
        let Some(level) = indicator.levels.first() else { continue };
        let rules = indicator.rules(*level, key.period.last_month());
        let cumulative = rules.unit == Unit::Count
            && matches!(rules.bases.get(key.basis.index()), Some(Basis::YearToDate | Basis::Month));
        let rated = rules.rating.scheme != Scheme::None;
        if cumulative && rated && rules.profile.is_none() && target.target.is_some() {
            findings.push(
                Diagnostic::new(
                    Rule::UnprofiledTarget,
                    target.location,
                    format!("{} is counted through the year, and this target is for all of {}", indicator.id, key.period),
                )
                .also(indicator.location, "it has no `profile`")
                .hint("spread the target over the months with `profile = \"even\"` or twelve shares, or give monthly targets")
                .about(Subject { indicator: Some(key.indicator), places: Vec::new(), period: Some(key.period) }),
            );
        }
    }
    findings
}

/// All targets by key, in the order of indicators and periods.
fn in_order(framework: &Framework) -> impl Iterator<Item = (TargetKey, &[Target])> {
    let mut ordered: Vec<(TargetKey, &[Target])> =
        framework.targets.iter().map(|(key, targets)| (*key, targets)).collect();
    ordered.sort_by_key(|(key, _)| (key.indicator, key.period, key.basis, key.breakdown));
    ordered.into_iter()
}
