//! Verdicts published elsewhere, and findings that are known.

use crate::diagnostics::{Diagnostic, Rule, Severity};
use crate::document::unknown_word;
use crate::model::{Acknowledgement, Direction, Indicator, PublishedVerdict, SeriesKey};
use crate::table::{Columns, Table};

use super::context::Context;

pub(super) fn read(context: &mut Context<'_>, indicators: &[Indicator]) -> Vec<PublishedVerdict> {
    const COLUMNS: Columns = Columns {
        required: &["page", "indicator", "place", "period"],
        optional: &["basis", "breakdown", "target", "rating", "direction", "against"],
    };
    let directions = Direction::ALL.map(|direction| (direction.token(), direction));
    let mut verdicts = Vec::new();
    let folder = context.folder;
    for (index, file) in folder.below("verdicts", "csv") {
        let table = Table::read(index, file, &COLUMNS, &mut context.diagnostics);
        for row in table.rows() {
            let page = context.needed(row, "page");
            let indicator = context.indicator_cell(row, "indicator");
            let place = context.place_cell(row, "place");
            let period = context.period_cell(row, "period");
            let breakdown = context.breakdown_cell(row);
            let direction = row.filled("direction").and_then(|cell| context.word(&cell, &directions));
            let against = row.filled("against").and_then(|cell| context.period(cell.location, &cell.text));
            let target = context.number_cell(row, "target");
            let (Some(page), Some(indicator), Some(place), Some(period), Some(breakdown)) =
                (page, indicator, place, period, breakdown)
            else {
                continue;
            };
            let Some(basis) = context.basis_cell(row, &indicators[indicator.index()]) else { continue };
            verdicts.push(PublishedVerdict {
                page: page.text,
                series: SeriesKey { indicator, place, breakdown, basis },
                period,
                target,
                rating: row.text("rating"),
                direction,
                against,
                location: row.location(),
            });
        }
    }
    verdicts
}

pub(super) fn read_acknowledgements(
    context: &mut Context<'_>,
    indicators: &[Indicator],
) -> Vec<Acknowledgement> {
    const COLUMNS: Columns = Columns {
        required: &["rule", "reason"],
        optional: &["indicator", "place", "period", "basis", "breakdown", "against"],
    };
    let mut acknowledgements = Vec::new();
    let Some((index, file)) = context.folder.find("acknowledged.csv") else { return acknowledgements };
    let table = Table::read(index, file, &COLUMNS, &mut context.diagnostics);
    for row in table.rows() {
        let before = context.diagnostics.len();
        let rule = context.needed(row, "rule").and_then(|cell| {
            let rule = Rule::parse(&cell.text);
            match rule {
                Some(rule) if rule.severity() == Severity::Finding => Some(rule),
                Some(_) => {
                    context.report(
                        Diagnostic::new(
                            Rule::UnknownWord,
                            cell.location,
                            format!("`{}` is a fault", cell.text),
                        )
                        .hint("only findings can be acknowledged; a fault must be mended"),
                    );
                    None
                }
                None => {
                    let known: Vec<&str> = Rule::ALL
                        .iter()
                        .filter(|rule| rule.severity() == Severity::Finding)
                        .map(|rule| rule.token())
                        .collect();
                    context.report(unknown_word(cell.location, &cell.text, &known));
                    None
                }
            }
        });
        let reason = context.needed(row, "reason");
        // A basis is one of an indicator's.
        let indicator = match row.filled("basis") {
            Some(_) => context.indicator_cell(row, "indicator"),
            None => row.filled("indicator").and_then(|cell| context.indicator(cell.location, &cell.text)),
        };
        let place = row.filled("place").and_then(|cell| context.place(cell.location, &cell.text));
        let period = row.filled("period").and_then(|cell| context.period(cell.location, &cell.text));
        let against = row.filled("against").and_then(|cell| context.period(cell.location, &cell.text));
        let breakdown = row.filled("breakdown").and_then(|cell| context.breakdown(cell.location, &cell.text));
        let basis = row
            .filled("basis")
            .and(indicator)
            .and_then(|indicator| context.basis_cell(row, &indicators[indicator.index()]));
        if context.diagnostics.len() > before {
            continue;
        }
        let (Some(rule), Some(reason)) = (rule, reason) else { continue };
        acknowledgements.push(Acknowledgement {
            rule,
            indicator,
            place,
            period,
            basis,
            breakdown,
            against,
            reason: reason.text,
            location: row.location(),
        });
    }
    acknowledgements
}
