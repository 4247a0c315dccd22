//! Place tables: places down, indicators across.

use crate::document::{Document, child, unknown_word};
use crate::model::{Column, PlaceTable, PlaceTableColumn, PlaceTableRows};
use crate::raw;

use super::{Context, read_columns};

pub(super) fn read(
    context: &mut Context<'_>,
    document: &Document<'_>,
    name: &str,
    raw: &raw::PlaceTable,
) -> Option<PlaceTable> {
    let here = child("/place_tables", name);
    let latest = match &raw.latest {
        Some(text) => Some(context.period(document.at(&child(&here, "latest")), text)?),
        None => None,
    };
    let mut places = Vec::new();
    for (position, rows) in raw.places.iter().enumerate() {
        let pointer = child(&child(&here, "places"), &position.to_string());
        let (title, location, text) = match rows {
            raw::PlaceTableRows::Plain(text) => (None, document.at(&pointer), text),
            raw::PlaceTableRows::Titled(titled) => {
                let location = document.at(&child(&pointer, "places"));
                (Some(titled.title.clone()), location, &titled.places)
            }
        };
        let selector = context.selector(location, text);
        places.extend(selector.map(|places| PlaceTableRows { title, places }));
    }
    let mut columns = Vec::new();
    for (position, column) in raw.columns.iter().enumerate() {
        let pointer = child(&child(&here, "columns"), &position.to_string());
        let shows = match &column.shows {
            None => vec![Column::Value],
            Some(words) => {
                let mut shows = Vec::new();
                for (number, word) in words.iter().enumerate() {
                    shows.extend(read_show(context, document, &child(&pointer, "shows"), number, word));
                }
                shows
            }
        };
        if let Some(indicator) =
            context.indicator(document.at(&child(&pointer, "indicator")), &column.indicator)
        {
            columns.push(PlaceTableColumn { indicator, title: column.title.clone(), shows });
        }
    }
    Some(PlaceTable {
        id: name.to_owned(),
        title: raw.title.clone(),
        caption: raw.caption.clone(),
        latest,
        places,
        columns,
        notes: raw.notes.clone(),
        location: document.key(&here),
    })
}

/// A column of a section, but for those that need more than one cell.
fn read_show(
    context: &mut Context<'_>,
    document: &Document<'_>,
    pointer: &str,
    number: usize,
    word: &str,
) -> Vec<Column> {
    let location = document.item(pointer, number);
    let columns = read_columns(context, location, word);
    if columns.iter().any(|column| matches!(column, Column::Periods | Column::Trend)) {
        let known = ["value", "previous", "change", "direction", "rating", "target"];
        context.report(unknown_word(location, word, &known));
        return Vec::new();
    }
    columns
}
