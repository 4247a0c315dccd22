//! Parts and wholes, months and years.

use std::collections::BTreeMap;

use figures::{Number, Value};
use periods::Basis;

use crate::diagnostics::{Diagnostic, Rule, Subject};
use crate::model::{Figure, Framework, LevelId, PlaceId, SeriesKey, Sums};

/// Wholes that their parts do not add to. Only what an indicator declares is tested, and only where every part that
/// exists has a figure.
pub(super) fn parts_disagree(framework: &Framework) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (key, series) in &framework.figures {
        for figure in series.figures() {
            let rules = framework.rules(key.indicator, key.place, &figure.period);
            if rules.sums == Sums::No {
                continue;
            }
            let Some(whole) = figure.reading.value() else { continue };
            for (level, parts) in parts_by_level(framework, key.place) {
                let Some(total) = total_of_parts(framework, key, &parts, figure) else { continue };
                let sound = match rules.sums {
                    Sums::Exact => total == *whole.number(),
                    Sums::WithUnallocated => total <= *whole.number(),
                    Sums::No => true,
                };
                if !sound {
                    findings.push(finding(framework, key, figure, level, &total, rules.sums));
                }
            }
        }
    }
    findings
}

/// The parts of a place, by their level.
pub(super) fn parts_by_level(framework: &Framework, whole: PlaceId) -> BTreeMap<LevelId, Vec<PlaceId>> {
    let mut parts: BTreeMap<LevelId, Vec<PlaceId>> = BTreeMap::new();
    for place in framework.place_ids() {
        if framework.place(place).part_of.contains(&whole) {
            parts.entry(framework.place(place).level).or_default().push(place);
        }
    }
    parts
}

/// What the parts of one level add to, if the indicator exists at that level and each of them has a figure.
fn total_of_parts(
    framework: &Framework,
    key: &SeriesKey,
    parts: &[PlaceId],
    figure: &Figure,
) -> Option<Number> {
    let existing: Vec<PlaceId> = parts
        .iter()
        .copied()
        .filter(|part| framework.place(*part).exists_in(&figure.period))
        .filter(|part| framework.applies(key.indicator, *part))
        .collect();
    let value = |part: &PlaceId| {
        let series = framework.series(&SeriesKey { place: *part, ..*key })?;
        Some(series.get(&figure.period)?.reading.value()?.number().clone())
    };
    // No parts add to nothing, and say nothing of the whole.
    if existing.is_empty() { None } else { existing.iter().map(value).sum() }
}

fn finding(
    framework: &Framework,
    key: &SeriesKey,
    figure: &Figure,
    level: LevelId,
    total: &Number,
    sums: Sums,
) -> Diagnostic {
    let whole = figure.reading.value().map_or_else(String::new, |value| value.number().to_string());
    let level = &framework.levels[level.index()].name;
    let hint = match sums {
        Sums::Exact => "its `sums` say that parts add exactly; correct a figure, or say `with unallocated`",
        Sums::WithUnallocated | Sums::No => {
            "parts may add to less than the whole, never to more; correct a figure"
        }
    };
    Diagnostic::new(
        Rule::PartsDisagree,
        figure.location,
        format!(
            "{} is {whole} at `{}` in {}, but its parts of the level {level} add to {total}",
            framework.indicator(key.indicator).id,
            framework.place(key.place).slug,
            figure.period.words()
        ),
    )
    .hint(hint)
    .about(Subject::figure(key, figure.period))
}

/// Imported outturns that are not the figure of the year's last month, where that figure stands for the year.
pub(super) fn outturn_disagrees(framework: &Framework) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (key, series) in &framework.figures {
        for figure in series.figures().iter().filter(|figure| figure.period.kind().is_year()) {
            let rules = framework.rules(key.indicator, key.place, &figure.period);
            let basis = rules.bases.get(key.basis.index());
            if !matches!(basis, Some(Basis::Rolling(_) | Basis::Snapshot)) {
                continue;
            }
            let month = periods::Period::month(figure.period.last_month());
            let Some(last) = series.get(&month) else { continue };
            let (Some(year), Some(month)) = (figure.reading.value(), last.reading.value()) else { continue };
            if !agree(year, month, rules.decimals) {
                findings.push(
                    Diagnostic::new(
                        Rule::OutturnDisagrees,
                        figure.location,
                        format!(
                            "the outturn {} isn't the figure {} of the year's last month",
                            year.number(),
                            month.number()
                        ),
                    )
                    .also(last.location, "the last month")
                    .hint("on a rolling or snapshot basis the last month stands for the year; leave the outturn out, or correct one of them")
                    .about(Subject::figure(key, figure.period)),
                );
            }
        }
    }
    findings
}

/// Whether two values are the same, as far as they are known: a value without its numerator and denominator is known
/// only as it was printed.
fn agree(one: &Value, other: &Value, decimals: u8) -> bool {
    let exact = |value: &Value| value.numerator().is_some() && value.denominator().is_some();
    if exact(one) == exact(other) {
        one.number() == other.number()
    } else {
        one.number().printed(decimals) == other.number().printed(decimals)
    }
}
