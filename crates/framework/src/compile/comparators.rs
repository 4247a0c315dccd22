//! Comparators and their values.

use std::collections::BTreeMap;

use figures::{Number, Reading, Value};

use crate::diagnostics::{Diagnostic, Rule};
use crate::document::{Document, child};
use crate::model::{
    Comparator, ComparatorId, ComparatorKey, ComparatorKind, ComparatorValue, IndicatorId, NeighbourMethod,
};
use crate::raw::{self, ComparatorKindName};
use crate::schema::schemas;
use crate::table::{Columns, Table};

use super::context::Context;

const COLUMNS: Columns = Columns {
    required: &["indicator", "place", "comparator", "value"],
    optional: &["breakdown", "period", "status", "as_at", "source", "note"],
};

pub(super) fn read(context: &mut Context<'_>) -> Vec<Comparator> {
    let mut comparators = Vec::new();
    let Some((index, file)) = context.folder.find("comparators.toml") else { return comparators };
    let document = Document::read(index, file, &schemas().comparators, &mut context.diagnostics);
    context.comparators.doubt(document.keys_lost());
    for (id, raw) in document.entries::<raw::Comparator>() {
        let location = document.key(&child("", &id));
        let known = raw.as_ref().map(|_| ComparatorId::new(comparators.len()));
        // One file cannot declare an id twice: TOML refuses that.
        let _ = context.comparators.declare(&id, known, location);
        let Some(raw) = raw else { continue };
        let neighbours = raw.kind == ComparatorKindName::Neighbours;
        if !neighbours && (!raw.members.is_empty() || raw.method.is_some()) {
            let key = if raw.members.is_empty() { "method" } else { "members" };
            context.report(
                Diagnostic::new(
                    Rule::UnknownKey,
                    document.key(&child(&child("", &id), key)),
                    format!("only neighbours have `{key}`"),
                )
                .hint("take it out, or say `kind = \"neighbours\"`"),
            );
        }
        let kind = match raw.kind {
            ComparatorKindName::Published => ComparatorKind::Published,
            ComparatorKindName::Place => ComparatorKind::Place,
            ComparatorKindName::Region => ComparatorKind::Region,
            ComparatorKindName::Nation => ComparatorKind::Nation,
            ComparatorKindName::Neighbours => ComparatorKind::Neighbours {
                members: raw.members,
                method: raw.method.unwrap_or(NeighbourMethod::Mean),
            },
        };
        comparators.push(Comparator {
            id,
            label: raw.label,
            short: raw.short,
            kind,
            comparable: raw.comparable,
            about: raw.about,
        });
    }
    comparators
}

pub(super) fn read_values(context: &mut Context<'_>) -> BTreeMap<ComparatorKey, Vec<ComparatorValue>> {
    let mut values: BTreeMap<ComparatorKey, Vec<ComparatorValue>> = BTreeMap::new();
    let folder = context.folder;
    for (index, file) in folder.below("comparators", "csv") {
        let table = Table::read(index, file, &COLUMNS, &mut context.diagnostics);
        for row in table.rows() {
            let indicator: Option<IndicatorId> = context.indicator_cell(row, "indicator");
            let place = context.place_cell(row, "place");
            let comparator = context
                .needed(row, "comparator")
                .and_then(|cell| context.comparator(cell.location, &cell.text));
            let breakdown = context.breakdown_cell(row);
            let period = row.filled("period").map(|cell| context.period(cell.location, &cell.text));
            let value = context.number_cell(row, "value");
            let (mut provisional, mut absence) = (false, None);
            if let Some(cell) = row.filled("status") {
                if cell.text == "provisional" {
                    provisional = true;
                } else {
                    absence = super::figures::read_absence(context, &cell, &["provisional"]);
                }
            }
            let reading = match (value, absence) {
                (Some(number), None) => Reading::Present(Value::plain(number)),
                (None, Some(absence)) => Reading::Absent(absence),
                (None, None) => {
                    // A value or a reason that cannot be read has been reported.
                    if row.filled("value").or(row.filled("status").filter(|_| !provisional)).is_none() {
                        context.report(super::figures::neither_value_nor_status(row));
                    }
                    continue;
                }
                (Some(_), Some(absence)) => {
                    context.report(super::figures::value_and_status(row, absence));
                    continue;
                }
            };
            let (Some(indicator), Some(place), Some(comparator), Some(breakdown)) =
                (indicator, place, comparator, breakdown)
            else {
                continue;
            };
            let period = match period {
                None => None,
                Some(Some(period)) => Some(period),
                Some(None) => continue,
            };
            let key = ComparatorKey { indicator, place, breakdown, comparator };
            let of_key = values.entry(key).or_default();
            if let Some(first) = of_key.iter().find(|other| other.period == period) {
                context.report(
                    Diagnostic::new(
                        Rule::DuplicateFigure,
                        row.location(),
                        "this comparator has two values for one period",
                    )
                    .also(first.location, "the first")
                    .hint("take one of them out"),
                );
                continue;
            }
            of_key.push(ComparatorValue {
                period,
                reading,
                decimals: row.filled("value").map_or(0, |cell| Number::decimals_written(&cell.text)),
                provisional,
                as_at: row.text("as_at"),
                source: row.text("source"),
                note: row.text("note"),
                location: row.location(),
            });
        }
    }
    for of_key in values.values_mut() {
        of_key.sort_by_key(|value| value.period);
    }
    values
}
