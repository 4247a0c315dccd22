//! Targets and floors.

use figures::Number;
use periods::{Frequency, Period, PeriodKind};

use crate::diagnostics::{Diagnostic, Rule, Subject};
use crate::model::{
    Indicator, Place, PlaceId, PlaceSelector, Polarity, Rules, Target, TargetKey, TargetStatus, Targets,
};
use crate::table::{Columns, Table, View};

use super::context::Context;

const COLUMNS: Columns = Columns {
    required: &["indicator", "place", "period", "target"],
    optional: &["basis", "breakdown", "floor", "upper", "printed", "status", "source", "note"],
};

pub(super) fn read(context: &mut Context<'_>, indicators: &[Indicator], places: &[Place]) -> Targets {
    let mut targets = Targets::default();
    let folder = context.folder;
    for (index, file) in folder.below("targets", "csv") {
        let table = Table::read(index, file, &COLUMNS, &mut context.diagnostics);
        for row in table.rows() {
            let Some((key, target)) = read_row(context, row, indicators) else { continue };
            if let Some(twin) = targets.declared(&key).iter().find(|other| other.scope == target.scope) {
                context.report(
                    Diagnostic::new(Rule::DuplicateTarget, row.location(), "there are two targets with this key")
                        .also(twin.location, "the first")
                        .hint("indicator, place, period, basis and breakdown together must be unique; take one of them out"),
                );
                continue;
            }
            targets.insert(key, target);
        }
    }
    for (_, of_key) in targets.iter() {
        check_rivals(context, of_key, places);
    }
    targets
}

/// No place has two targets of one specificity. Only groups can overlap; a target of the place itself settles it.
fn check_rivals(context: &mut Context<'_>, targets: &[Target], places: &[Place]) {
    let of_groups: Vec<&Target> =
        targets.iter().filter(|target| matches!(target.scope, PlaceSelector::Group(_))).collect();
    for (position, target) in of_groups.iter().enumerate() {
        let rival = of_groups[..position].iter().find_map(|other| {
            let shared = places.iter().enumerate().find(|(index, place)| {
                let id = PlaceId::new(*index);
                let settled = targets.iter().any(|own| own.scope == PlaceSelector::Place(id));
                !settled && other.scope.matches(id, place) && target.scope.matches(id, place)
            });
            shared.map(|(_, place)| (place, other.location))
        });
        if let Some((place, other)) = rival {
            context.report(
                Diagnostic::new(
                    Rule::AmbiguousTarget,
                    target.location,
                    format!("`{}` has two targets, and neither is more specific", place.slug),
                )
                .also(other, "the other")
                .hint("give the place a target of its own, or take it out of one of the groups"),
            );
        }
    }
}

fn read_row(
    context: &mut Context<'_>,
    row: View<'_, '_>,
    indicators: &[Indicator],
) -> Option<(TargetKey, Target)> {
    const STATUSES: [(&str, TargetStatus); 3] = [
        ("none", TargetStatus::Deliberate),
        ("no-longer-applicable", TargetStatus::NoLongerApplicable),
        ("carried", TargetStatus::Carried),
    ];
    let before = context.diagnostics.len();
    let indicator_id = context.indicator_cell(row, "indicator");
    let scope = context.needed(row, "place").and_then(|cell| context.selector(cell.location, &cell.text));
    let period = context.period_cell(row, "period");
    let breakdown = context.breakdown_cell(row);
    let number = context.number_cell(row, "target");
    let floor = context.number_cell(row, "floor");
    let upper = context.number_cell(row, "upper");
    let status = row.filled("status").and_then(|cell| context.word(&cell, &STATUSES));
    let basis = indicator_id.and_then(|id| context.basis_cell(row, &indicators[id.index()]));
    if context.diagnostics.len() > before {
        return None;
    }
    let (indicator_id, scope, period, breakdown, basis) =
        (indicator_id?, scope?, period?, breakdown?, basis?);
    let indicator = &indicators[indicator_id.index()];
    let status = status.unwrap_or(TargetStatus::Set);
    let absent = matches!(status, TargetStatus::Deliberate | TargetStatus::NoLongerApplicable);
    if absent == number.is_some() {
        let (column, message, hint) = if absent {
            (
                "status",
                "this row has a target, and its status says that there is none",
                "take the target or the status out",
            )
        } else {
            (
                "target",
                "this row has no target",
                "give one, or say with `status` that there is deliberately `none`",
            )
        };
        context.report(Diagnostic::new(Rule::TargetAndStatus, row.cell(column).location, message).hint(hint));
        return None;
    }
    let rules = indicator.rules.last().and_then(|era| era.first())?;
    let subject = Subject { indicator: Some(indicator_id), places: Vec::new(), period: Some(period) };
    check_period(context, row, indicator, rules, period);
    if let (Some(target), Some(floor)) = (&number, &floor) {
        check_floor(context, row, rules, target, floor, &subject);
    }
    let target = Target {
        scope,
        target: number,
        decimals: row.filled("target").map_or(0, |cell| Number::decimals_written(&cell.text)),
        floor,
        upper,
        printed: row.text("printed"),
        status,
        source: row.text("source"),
        note: row.text("note"),
        location: row.location(),
    };
    Some((TargetKey { indicator: indicator_id, period, basis, breakdown }, target))
}

/// A target's period is one that a figure of its indicator can have, or the year of the indicator.
fn check_period(
    context: &mut Context<'_>,
    row: View<'_, '_>,
    indicator: &Indicator,
    rules: &Rules,
    period: Period,
) {
    let year = rules.year.period_kind();
    let kind = period.kind();
    let possible = kind == year
        || (matches!(kind, PeriodKind::Run(_)) && rules.frequency != Frequency::Month)
        || match rules.frequency {
            Frequency::Month => kind == PeriodKind::Month,
            Frequency::Quarter => {
                matches!(kind, PeriodKind::Month | PeriodKind::FinancialQuarter | PeriodKind::CalendarQuarter)
            }
            Frequency::Term => matches!(kind, PeriodKind::Month | PeriodKind::Term | PeriodKind::HalfTerm),
            Frequency::Year => kind == PeriodKind::Month,
        };
    let outside = indicator.from.is_some_and(|from| period.last_month() < from)
        || indicator.until.is_some_and(|until| period.first_month() > until);
    if !possible {
        let frequency = rules.frequency;
        context.report(
            Diagnostic::new(
                Rule::TargetPeriod,
                row.cell("period").location,
                format!("`{}` can have no figure in {}", indicator.id, period.words()),
            )
            .also(
                indicator.location,
                format!("it has a figure every {frequency}, and its years are {}", rules.year),
            )
            .hint("give the year that contains the figures, or the period of one figure"),
        );
    } else if outside {
        context.report(
            Diagnostic::new(
                Rule::TargetPeriod,
                row.cell("period").location,
                format!("`{}` isn't measured in {}", indicator.id, period.words()),
            )
            .also(indicator.location, "see its `from` and `until`")
            .hint("take the target out, or correct the indicator's months"),
        );
    }
}

fn check_floor(
    context: &mut Context<'_>,
    row: View<'_, '_>,
    rules: &Rules,
    target: &Number,
    floor: &Number,
    subject: &Subject,
) {
    let wrong = match rules.polarity {
        Polarity::High | Polarity::Target => floor > target,
        Polarity::Low => floor < target,
        Polarity::Neutral => false,
    };
    if wrong {
        context.report(
            Diagnostic::new(
                Rule::FloorBeyondTarget,
                row.cell("floor").location,
                format!("the floor {floor} is better than the target {target}"),
            )
            .hint("a floor is easier to reach than its target; have the two changed places?")
            .about(subject.clone()),
        );
    }
}
