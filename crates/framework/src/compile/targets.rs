//! Targets and floors.

use figures::Number;
use periods::{Frequency, Period, PeriodKind};

use crate::diagnostics::{Diagnostic, Rule, Subject};
use crate::model::{
    Indicator, IndicatorId, OtherPlan, Place, PlaceId, Polarity, Rules, Target, TargetScope, TargetStatus,
    Targets,
};
use crate::table::{Columns, Table, View};

use super::context::Context;

const COLUMNS: Columns = Columns {
    required: &["indicator", "place", "period", "target"],
    optional: &["basis", "breakdown", "floor", "upper", "printed", "status", "source", "set_for", "note"],
};

pub(super) fn read(context: &mut Context<'_>, indicators: &[Indicator], places: &[Place]) -> Targets {
    let mut targets = Targets::default();
    let folder = context.folder;
    for (index, file) in folder.below("targets", "csv") {
        let table = Table::read(index, file, &COLUMNS, &mut context.diagnostics);
        for row in table.rows() {
            let Some((indicator, period, target)) = read_row(context, row, indicators) else { continue };
            let declared = targets.declared(indicator, period);
            if let Some(twin) = declared.iter().find(|other| other.scope == target.scope) {
                context.report(
                    Diagnostic::new(Rule::DuplicateTarget, row.location(), "there are two targets with this key")
                        .also(twin.location, "the first")
                        .hint("indicator, place, period, basis and breakdown together must be unique; take one of them out"),
                );
                continue;
            }
            targets.insert(indicator, period, target);
        }
    }
    for (_, _, of_period) in targets.iter() {
        check_rivals(context, of_period, places);
    }
    targets
}

/// No figure has two targets of which neither is more specific in everything: of two groups that share a place, or
/// with `*` for the basis of the one and for the breakdown or the places of the other. A third that is more specific
/// than both settles it.
fn check_rivals(context: &mut Context<'_>, targets: &[Target], places: &[Place]) {
    // A target of one place, basis and breakdown goes before every other.
    let rivals: Vec<&Target> =
        targets.iter().filter(|target| target.scope.specificity() != [3, 1, 1]).collect();
    for (position, target) in rivals.iter().enumerate() {
        let rival = rivals[..position].iter().find_map(|other| {
            let place = contested(&target.scope, &other.scope, targets, places)?;
            Some((place, other.location))
        });
        if let Some((place, other)) = rival {
            context.report(
                Diagnostic::new(
                    Rule::AmbiguousTarget,
                    target.location,
                    format!("`{}` has two targets, and neither is more specific", place.slug),
                )
                .also(other, "the other")
                .hint("give the place a target of its own, with the basis and breakdown of both, or narrow one of the two"),
            );
        }
    }
}

/// A place at which two targets are for the same figures, neither goes before the other, and no third settles it.
fn contested<'a>(
    one: &TargetScope,
    other: &TargetScope,
    targets: &[Target],
    places: &'a [Place],
) -> Option<&'a Place> {
    let (first, second) = (one.specificity(), other.specificity());
    if first != second && (goes_before(first, second) || goes_before(second, first)) {
        return None;
    }
    let basis = shared(one.basis, other.basis)?;
    let breakdown = shared(one.breakdown, other.breakdown)?;
    let settles = |third: &Target| {
        let (scope, third) = (&third.scope, third.scope.specificity());
        (scope.basis.is_none() || scope.basis == basis)
            && (scope.breakdown.is_none() || scope.breakdown == breakdown)
            && [first, second].iter().all(|rival| third != *rival && goes_before(third, *rival))
    };
    let settling: Vec<&Target> = targets.iter().filter(|third| settles(third)).collect();
    places.iter().enumerate().map(|(index, place)| (PlaceId::new(index), place)).find_map(|(id, place)| {
        let contested = one.places.matches(id, place)
            && other.places.matches(id, place)
            && !settling.iter().any(|third| third.scope.places.matches(id, place));
        contested.then_some(place)
    })
}

/// Whether one target is at least as specific as another in its places, its basis and its breakdown.
fn goes_before(one: [u8; 3], other: [u8; 3]) -> bool {
    one.iter().zip(other).all(|(one, other)| *one >= other)
}

/// What two targets share of a basis or breakdown, of which none is any: none at all where they name different ones.
#[expect(clippy::option_option, reason = "nothing shared isn't the same as everything shared")]
fn shared<T: PartialEq>(one: Option<T>, other: Option<T>) -> Option<Option<T>> {
    match (one, other) {
        (Some(one), Some(other)) => (one == other).then_some(Some(one)),
        (one, other) => Some(one.or(other)),
    }
}

fn read_row(
    context: &mut Context<'_>,
    row: View<'_, '_>,
    indicators: &[Indicator],
) -> Option<(IndicatorId, Period, Target)> {
    const STATUSES: [(&str, TargetStatus); 3] = [
        ("none", TargetStatus::Deliberate),
        ("no-longer-applicable", TargetStatus::NoLongerApplicable),
        ("carried", TargetStatus::Carried),
    ];
    let before = context.diagnostics.len();
    let indicator_id = context.indicator_cell(row, "indicator");
    let places = context.needed(row, "place").and_then(|cell| context.selector(cell.location, &cell.text));
    let period = context.period_cell(row, "period");
    let breakdown = if is_any(row, "breakdown") { Some(None) } else { context.breakdown_cell(row).map(Some) };
    let number = context.number_cell(row, "target");
    let floor = context.number_cell(row, "floor");
    let upper = context.number_cell(row, "upper");
    let status = row.filled("status").and_then(|cell| context.word(&cell, &STATUSES));
    let basis = if is_any(row, "basis") {
        Some(None)
    } else {
        indicator_id.and_then(|id| context.basis_cell(row, &indicators[id.index()])).map(Some)
    };
    let other_plan = read_other_plan(context, row);
    if context.diagnostics.len() > before {
        return None;
    }
    let (indicator_id, period) = (indicator_id?, period?);
    let scope = TargetScope { places: places?, basis: basis?, breakdown: breakdown? };
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
    let subject = Subject {
        indicator: Some(indicator_id),
        period: Some(period),
        basis: scope.basis,
        breakdown: scope.breakdown,
        ..Subject::default()
    };
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
        other_plan,
        note: row.text("note"),
        location: row.location(),
    };
    Some((indicator_id, period, target))
}

/// Whether a target is for any basis or breakdown of its indicator.
fn is_any(row: View<'_, '_>, column: &str) -> bool {
    row.cell(column).text == "*"
}

/// The plan from which a target was taken over: `set_for` says when it is due there, and `source` names it.
fn read_other_plan(context: &mut Context<'_>, row: View<'_, '_>) -> Option<OtherPlan> {
    let cell = row.filled("set_for")?;
    let due = context.period(cell.location, &cell.text);
    let name = context.needed(row, "source")?.text;
    Some(OtherPlan { name, due: due? })
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
