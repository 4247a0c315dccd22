//! A total of the year so far begins anew with each year, and never falls within one.

use figures::{Number, Unit, Value};
use periods::{Basis, Period};

use crate::diagnostics::{Diagnostic, Rule, Subject};
use crate::model::{Figure, Framework, Series, SeriesKey};

/// Counts of the year so far that go on across the end of a year, or fall within one. A share of the year so far may do
/// either.
pub(super) fn running_totals(framework: &Framework) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (key, series) in &framework.figures {
        for figure in series.figures().iter().filter(|figure| !figure.period.kind().is_year()) {
            let rules = framework.rules(key.indicator, key.place, &figure.period);
            if rules.unit != Unit::Count || rules.bases.get(key.basis.index()) != Some(&Basis::YearToDate) {
                continue;
            }
            // Months and quarters stand side by side in a series.
            let Some(before) = figure.period.previous().and_then(|period| series.get(&period)) else {
                continue;
            };
            let (Some(now), Some(then)) = (number(figure), number(before)) else { continue };
            let Some(last_year) = before.period.year(rules.year) else { continue };
            if last_year.contains(&figure.period) {
                if now < then {
                    let message = format!("falls from {then} to {now}");
                    let hint = "a total cannot fall before its year ends: correct one of the two, or acknowledge it if cases were taken out";
                    findings
                        .push(finding(framework, key, Rule::TotalFalls, figure, before, &message).hint(hint));
                }
            } else if now >= then && began_before(series, before, last_year) {
                let message = format!("goes on from {then} to {now} as a new year begins");
                let hint = "the first period of a year counts that period alone: were cases counted from another date than the year's first?";
                findings.push(
                    finding(framework, key, Rule::TotalNotRestarted, figure, before, &message).hint(hint),
                );
            }
        }
    }
    findings
}

fn number(figure: &Figure) -> Option<&Number> {
    figure.reading.value().map(Value::number)
}

/// Whether a total was above nought before the last figure of its year. One that began with that figure counts no more
/// than the first of the next year does, and may well be smaller.
fn began_before(series: &Series, last: &Figure, year: Period) -> bool {
    series.of_kind(last.period.kind()).any(|figure| {
        figure.period < last.period
            && year.contains(&figure.period)
            && number(figure).is_some_and(|number| *number > Number::zero())
    })
}

fn finding(
    framework: &Framework,
    key: &SeriesKey,
    rule: Rule,
    figure: &Figure,
    before: &Figure,
    message: &str,
) -> Diagnostic {
    Diagnostic::new(
        rule,
        figure.location,
        format!(
            "{} at `{}` is a total of the year so far, and in {} it {message}",
            framework.indicator(key.indicator).id,
            framework.place(key.place).slug,
            figure.period.words()
        ),
    )
    .also(before.location, "the figure before")
    .about(Subject::figure(key, figure.period))
}
