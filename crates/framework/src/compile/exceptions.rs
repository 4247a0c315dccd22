//! Which figures open an exception report.

use crate::document::Document;
use crate::model::{Exceptions, PageItem};
use crate::raw;

use super::context::Context;
use super::page_items::Names;
use super::scorecards::read_periods;

pub(super) fn read(
    context: &mut Context<'_>,
    document: &Document<'_>,
    raw: &raw::Exceptions,
    names: &Names<'_>,
) -> Option<Exceptions> {
    let places =
        raw.places.iter().enumerate().filter_map(|(position, text)| {
            context.selector(document.item("/exceptions/places", position), text)
        });
    let places = places.collect();
    let sections = raw.sections.as_ref().map(|sections| {
        let mut found = Vec::new();
        for (position, name) in sections.iter().enumerate() {
            match names.get(name) {
                Some(PageItem::Section(id)) => found.push(id),
                // Other things that pages show rate no rows of their own.
                _ => names.unknown(context, document.item("/exceptions/sections", position), name),
            }
        }
        found
    });
    let periods = read_periods(context, document.at("/exceptions/periods"), &raw.periods)?;
    Some(Exceptions {
        on: raw.on.clone(),
        places,
        sections,
        count: periods.count,
        kind: periods.kind,
        role: raw.role.clone(),
        lines: raw.lines.iter().map(|line| (line.label.clone(), line.text.clone())).collect(),
    })
}
