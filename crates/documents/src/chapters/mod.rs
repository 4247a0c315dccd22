//! The chapters of documents, made from the view models of pages.

mod back;
mod exceptions;
mod front;
mod place;
mod report;
mod section;
mod sheet;
mod tables;
mod texts;
mod tiles;
mod told;

use publish::Pages;

use crate::content::Chapter;

pub(crate) use report::report;
pub(crate) use sheet::{Sheet, sheet};

/// The list of exception reports, and each of them.
pub(crate) fn exceptions(pages: &Pages) -> Vec<Chapter> {
    let accent = pages.accent.as_deref();
    let list = pages.exceptions.iter().map(exceptions::list);
    list.chain(pages.exception_reports.iter().map(|page| exceptions::exception(page, accent))).collect()
}

/// All chapters of a scorecard, in the order in which councils print them.
pub(crate) fn scorecard(pages: &Pages) -> Vec<Chapter> {
    let accent = pages.accent.as_deref();
    let mut chapters = vec![front::overview(pages), front::guidance(&pages.guidance)];
    chapters.extend(pages.places.iter().map(|(_, page)| place::place(page, accent)));
    chapters.extend(exceptions(pages));
    chapters.push(back::sources(&pages.sources));
    chapters.push(back::definitions(&pages.definitions));
    if !pages.changes.is_empty() {
        chapters.push(back::changes(&pages.changes));
    }
    chapters
}
