//! The facts of a figure in one sentence, as they stand before what somebody wrote about it.

use assess::Assessment;
use figures::Number;
use framework::Rules;
use periods::{Period, PeriodKind};

use super::figure::Shown;
use crate::edition::Edition;
use crate::words;

/// `27.3% against a target of 25.0%, 2.3 percentage points over; 1.2 percentage points more than a month before.`
pub(crate) fn facts(edition: &Edition<'_>, assessment: &Assessment<'_>) -> String {
    let rules = edition.rules(assessment.series, &assessment.period);
    let mut said = Shown::reading(rules, &assessment.reading).in_words().to_owned();
    if let Some(value) = assessment.reading.value() {
        if let Some(applied) = &assessment.target {
            let target =
                words::with_unit(rules, &applied.target, words::edge_decimals(rules, &applied.target));
            said.push_str(&format!(
                " against a target of {target}, {}",
                away(rules, &(value.number() - &applied.target), "over", "under", "on target")
            ));
        }
        said.extend(change(rules, assessment));
    }
    said.push('.');
    said
}

/// How far a value is from another: `2.3 percentage points over`, `just under`, `on target`.
pub(crate) fn away(rules: &Rules, distance: &Number, above: &str, below: &str, same: &str) -> String {
    if distance.is_zero() {
        return same.to_owned();
    }
    let side = if distance.is_negative() { below } else { above };
    let size = distance.abs();
    if size.rounded(rules.decimals).is_zero() {
        return format!("just {side}");
    }
    format!("{} {side}", distance_words(rules, &size))
}

/// A distance between two values with its unit: `2.3 percentage points`.
fn distance_words(rules: &Rules, size: &Number) -> String {
    words::with_minus(&rules.unit.distance().with_unit(&size.grouped(rules.decimals)))
}

fn change(rules: &Rules, assessment: &Assessment<'_>) -> Option<String> {
    let travel = assessment.directions.first()?;
    let (change, then) = (travel.change.as_ref()?, travel.compared_with?);
    let when = when(assessment.period, then);
    if change.is_zero() {
        return Some(format!("; the same as {when}"));
    }
    Some(if change.rounded(rules.decimals).is_zero() {
        format!("; about the same as {when}")
    } else {
        let side = if change.is_negative() { "less" } else { "more" };
        format!("; {} {side} than {when}", distance_words(rules, &change.abs()))
    })
}

/// When an earlier period was, seen from a later one: `a month before`.
fn when(period: Period, then: Period) -> String {
    let step = match period.kind() {
        PeriodKind::Month => "a month before",
        PeriodKind::FinancialQuarter | PeriodKind::CalendarQuarter => "a quarter before",
        PeriodKind::Term => "a term before",
        PeriodKind::HalfTerm => "half a term before",
        PeriodKind::FinancialYear | PeriodKind::AcademicYear | PeriodKind::CalendarYear => "a year before",
        PeriodKind::Run(_) => return format!("in {}", then.words()),
    };
    let months = period.last_month().months_since(then.last_month());
    if period.previous() == Some(then) {
        step.to_owned()
    } else if months == 12 {
        "a year before".to_owned()
    } else {
        format!("in {}", then.words())
    }
}
