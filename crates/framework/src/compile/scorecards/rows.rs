//! The rows of a section: a list of indicators, or groups of them under headings of their own.

use crate::diagnostics::{Diagnostic, Location, Rule, suggest};
use crate::document::{Document, child};
use crate::model::{IndicatorId, RowHeading};
use crate::raw;

use super::Context;

/// The indicators of a section and the headings between them.
pub(super) fn read(
    context: &mut Context<'_>,
    document: &Document<'_>,
    here: &str,
    raw: &raw::Section,
) -> Option<(Vec<IndicatorId>, Vec<RowHeading>)> {
    match (&raw.indicators, &raw.groups) {
        (Some(listed), None) => {
            let pointer = child(here, "indicators");
            Some((read_list(context, document, &pointer, listed), Vec::new()))
        }
        (None, Some(groups)) => {
            let (mut indicators, mut headings) = (Vec::new(), Vec::new());
            for (position, group) in groups.iter().enumerate() {
                let pointer = child(&child(&child(here, "groups"), &position.to_string()), "indicators");
                headings.push(RowHeading { title: group.title.clone(), above: indicators.len() });
                indicators.extend(read_list(context, document, &pointer, &group.indicators));
            }
            Some((indicators, headings))
        }
        (Some(_), Some(_)) => {
            context.report(
                Diagnostic::new(
                    Rule::KeysExclude,
                    document.key(&child(here, "groups")),
                    "a section has `indicators` or `groups`, never both",
                )
                .also(document.key(&child(here, "indicators")), "the other key")
                .hint("give these indicators a group of their own, or take one of the two keys out"),
            );
            None
        }
        (None, None) => {
            context.report(
                Diagnostic::new(Rule::MissingKey, document.key(here), "the key `indicators` is missing")
                    .hint("add `indicators = […]`, or `groups = [{ title = \"…\", indicators = […] }]`"),
            );
            None
        }
    }
}

/// A list of indicators, in which `mark:NAME` stands for all that have a mark and aren't in the list already.
fn read_list(
    context: &mut Context<'_>,
    document: &Document<'_>,
    pointer: &str,
    listed: &[String],
) -> Vec<IndicatorId> {
    let mut indicators = Vec::new();
    for (position, id) in listed.iter().enumerate() {
        let location = document.item(pointer, position);
        match id.strip_prefix("mark:") {
            Some(mark) => {
                for marked in marked(context, location, mark) {
                    if !indicators.contains(&marked) {
                        indicators.push(marked);
                    }
                }
            }
            None => indicators.extend(context.indicator(location, id)),
        }
    }
    indicators
}

/// The indicators with a mark, in the order of their files.
pub(super) fn marked(context: &mut Context<'_>, location: Location, mark: &str) -> Vec<IndicatorId> {
    if let Some(found) = context.marks.get(mark) {
        return found.clone();
    }
    if !context.marks_lost {
        let hint = suggest(mark, context.marks.keys().map(String::as_str))
            .unwrap_or_else(|| "marks are given to indicators: `marks = [\"…\"]`".to_owned());
        context.report(
            Diagnostic::new(Rule::UnknownMark, location, format!("no indicator has the mark `{mark}`"))
                .hint(hint),
        );
    }
    Vec::new()
}
