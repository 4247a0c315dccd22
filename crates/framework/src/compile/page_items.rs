//! The names of what a page can show: sections, matrices, place tables, tiles and panels share one namespace.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Location, Rule, suggest};
use crate::document::{Document, child};
use crate::model::PageItem;

use super::context::Context;

/// What the pages of a scorecard can show, by name.
pub(super) struct Names<'d> {
    document: &'d Document<'d>,
    items: BTreeMap<String, (PageItem, Location)>,
}

impl<'d> Names<'d> {
    pub(super) fn new(document: &'d Document<'d>) -> Self {
        Self { document, items: BTreeMap::new() }
    }

    /// Takes a name that a key of `table` declares; `what` it is called in messages.
    pub(super) fn declare(
        &mut self,
        context: &mut Context<'_>,
        table: &str,
        what: &str,
        name: &str,
        item: PageItem,
    ) {
        let location = self.document.key(&child(table, name));
        context.address(location, what, name, "its heading is its `title`");
        match self.items.get(name) {
            Some((_, earlier)) => context.duplicate("things to show on a page", name, location, *earlier),
            None => {
                self.items.insert(name.to_owned(), (item, location));
            }
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<PageItem> {
        self.items.get(name).map(|(item, _)| *item)
    }

    /// Reports a name that nothing declares.
    pub(super) fn unknown(&self, context: &mut Context<'_>, location: Location, name: &str) {
        let hint = suggest(name, self.items.keys().map(String::as_str))
            .unwrap_or_else(|| format!("declare it: `[sections.{name}]`"));
        context.report(
            Diagnostic::new(
                Rule::UnknownSection,
                location,
                format!("this scorecard has no section `{name}`"),
            )
            .hint(hint),
        );
    }
}
