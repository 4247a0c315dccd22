//! Matrices: a measure by group.

use crate::diagnostics::{Diagnostic, Rule};
use crate::document::{Document, child, unknown_word};
use crate::model::{Matrix, MatrixRow, MatrixShow};
use crate::raw;

use super::Context;

/// What a cell can show; its value is always there.
const SHOWS: [(&str, Option<MatrixShow>); 4] = [
    ("value", None),
    ("rating", Some(MatrixShow::Rating)),
    ("direction", Some(MatrixShow::Direction)),
    ("target", Some(MatrixShow::Target)),
];

pub(super) fn read(
    context: &mut Context<'_>,
    document: &Document<'_>,
    name: &str,
    raw: &raw::Matrix,
) -> Option<Matrix> {
    let here = child("/matrices", name);
    let at = |key: &str| document.at(&child(&here, key));
    let latest = match &raw.latest {
        Some(text) => Some(context.period(at("latest"), text)?),
        None => None,
    };
    let shows = match &raw.shows {
        None => vec![MatrixShow::Rating],
        Some(words) => {
            let mut shows = Vec::new();
            for (position, word) in words.iter().enumerate() {
                match SHOWS.iter().find(|(known, _)| known == word) {
                    Some((_, show)) => shows.extend(*show),
                    None => context.report(unknown_word(
                        document.item(&child(&here, "shows"), position),
                        word,
                        &SHOWS.map(|(known, _)| known),
                    )),
                }
            }
            shows
        }
    };
    let mut rows = Vec::new();
    for (number, row) in raw.rows.iter().enumerate() {
        let pointer = child(&child(&child(&here, "rows"), &number.to_string()), "indicators");
        if row.indicators.len() != raw.groups.len() {
            context.report(
                Diagnostic::new(
                    Rule::MatrixRow,
                    document.at(&pointer),
                    "this row doesn't have one cell for each group",
                )
                .label(format!("cells: {}, groups: {}", row.indicators.len(), raw.groups.len()))
                .also(at("groups"), "the groups")
                .hint("name one indicator for each group, and write `\"\"` where there is none"),
            );
            continue;
        }
        let mut indicators = Vec::new();
        for (position, id) in row.indicators.iter().enumerate() {
            indicators.push(match id.as_str() {
                "" => None,
                id => context.indicator(document.item(&pointer, position), id),
            });
        }
        rows.push(MatrixRow { title: row.title.clone(), indicators });
    }
    Some(Matrix {
        id: name.to_owned(),
        title: raw.title.clone(),
        caption: raw.caption.clone(),
        groups: raw.groups.clone(),
        latest,
        shows,
        rows,
        notes: raw.notes.clone(),
        location: document.key(&here),
    })
}
