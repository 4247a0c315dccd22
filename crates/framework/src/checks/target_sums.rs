//! Targets of parts, and that of their whole.

use std::collections::BTreeSet;

use figures::{Number, Unit};

use crate::diagnostics::{Diagnostic, Rule, Subject};
use crate::model::{
    BasisIndex, BreakdownId, Framework, LevelId, PlaceId, PlaceSelector, Rules, SeriesKey, Sums, Target,
    TargetKey,
};

use super::sums::parts_by_level;

/// Targets of wholes that those of their parts cannot make, where every part that exists has one. Counts are tested only
/// where the indicator declares that its figures add; percentages only where each place has a target of its own, because
/// one for all with exceptions is a decision.
pub(super) fn parts_targets_disagree(framework: &Framework) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (indicator, period, targets) in framework.targets.iter() {
        // A row for any basis or breakdown is looked at on the indicator's own.
        let asked: BTreeSet<(BasisIndex, BreakdownId)> = targets
            .iter()
            .map(|target| {
                let scope = &target.scope;
                (scope.basis.unwrap_or(BasisIndex::OWN), scope.breakdown.unwrap_or(BreakdownId::WHOLE))
            })
            .collect();
        for (basis, breakdown) in asked {
            let key = TargetKey { indicator, period, basis, breakdown };
            for place in framework.place_ids().filter(|place| framework.applies(indicator, *place)) {
                findings.extend(of_whole(framework, &key, place));
            }
        }
    }
    findings
}

/// A place's target beside those of its parts at each level.
fn of_whole(framework: &Framework, key: &TargetKey, whole: PlaceId) -> Vec<Diagnostic> {
    let find = |place: PlaceId| {
        let target = framework.targets.find(key, place, framework.place(place))?;
        Some((target, target.target.as_ref()?))
    };
    let rules = framework.rules(key.indicator, whole, &key.period);
    let Some((own, aim)) = find(whole) else { return Vec::new() };
    let mut findings = Vec::new();
    for (level, parts) in parts_by_level(framework, whole) {
        let existing = parts.into_iter().filter(|part| {
            framework.place(*part).exists_in(&key.period) && framework.applies(key.indicator, *part)
        });
        let of_parts: Option<Vec<(&Target, &Number)>> = existing.map(find).collect();
        let Some(of_parts) = of_parts.filter(|of_parts| !of_parts.is_empty()) else { continue };
        if let Some(wrong) = wrong(rules, (own, aim), &of_parts) {
            findings.push(finding(framework, key, whole, level, (own, of_parts[0].0), &wrong));
        }
    }
    findings
}

/// What is wrong with a whole's target beside its parts', if anything. Counts add, and each target may have been rounded
/// to a whole number; a percentage lies between those of its parts.
fn wrong(rules: &Rules, (own, aim): (&Target, &Number), of_parts: &[(&Target, &Number)]) -> Option<String> {
    match rules.unit {
        Unit::Count if rules.sums != Sums::No => {
            let total: Number = of_parts.iter().map(|(_, number)| (*number).clone()).sum();
            let rounded = i64::try_from(of_parts.len()).unwrap_or(i64::MAX).saturating_add(1);
            let over = &total - aim;
            let tolerance = Number::rounding(0) * Number::from(rounded);
            let apart = if rules.sums == Sums::Exact { over.abs() } else { over };
            (apart > tolerance).then(|| format!("those of its parts add to {total}"))
        }
        Unit::Percent => {
            let of_place = |target: &Target| matches!(target.scope.places, PlaceSelector::Place(_));
            let each_its_own = of_place(own) && of_parts.iter().all(|(target, _)| of_place(target));
            let least = of_parts.iter().map(|(_, number)| *number).min()?;
            let most = of_parts.iter().map(|(_, number)| *number).max()?;
            let range = || {
                if least == most {
                    format!("those of its parts are {most}")
                } else {
                    format!("those of its parts lie between {least} and {most}")
                }
            };
            (each_its_own && (aim < least || aim > most)).then(range)
        }
        _ => None,
    }
}

fn finding(
    framework: &Framework,
    key: &TargetKey,
    whole: PlaceId,
    level: LevelId,
    (own, of_part): (&Target, &Target),
    wrong: &str,
) -> Diagnostic {
    let series =
        SeriesKey { indicator: key.indicator, place: whole, basis: key.basis, breakdown: key.breakdown };
    let aim = own.target.as_ref().map_or_else(String::new, ToString::to_string);
    Diagnostic::new(
        Rule::TargetsOfPartsDisagree,
        own.location,
        format!(
            "the target of {} for {} is {aim} at `{}`, but at the level {} {wrong}",
            framework.indicator(key.indicator).id,
            key.period.words(),
            framework.place(whole).slug,
            framework.levels[level.index()].name,
        ),
    )
    .also(of_part.location, "the target of one of its parts")
    .hint("the whole can only reach what its parts reach: correct one of the targets, or acknowledge it with the reason")
    .about(Subject::figure(&series, key.period))
}
