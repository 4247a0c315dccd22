//! Tagged PDF with Typst: PDF/UA-1 and PDF/A-2a together, which Typst checks as it writes.
//!
//! Templates are files of this crate, and everything that a document says reaches them as data, so that no text that
//! people wrote is ever read as markup. The date of a document is its edition's; no clock is asked, and the same
//! request always gives the same bytes.

mod document;
mod world;

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use publish::{Refusal, Request, pages};
use thiserror::Error;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::chapters;
use document::{Body, Document};
use world::World;

/// How a document is to be laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// The number of the document's first page in the pack that it goes into: every page then has the pack's number
    /// beside its own.
    pub first_page: Option<NonZeroU32>,
}

/// Why there is no document.
#[derive(Debug, Error)]
pub enum Error {
    /// The audience may not have it.
    #[error(transparent)]
    Refused(Refusal),
    /// The scorecard has no page of a place.
    #[error("the scorecard has no page of the place `{0}`")]
    NoSuchPlace(String),
    /// A place's pages have nothing for a sheet.
    #[error("the pages of the place `{0}` have no table of indicators to put on one page")]
    NothingForSheet(String),
    /// No report of this id is drawn with the scorecard.
    #[error("no covering report `{0}` is drawn with the scorecard")]
    NoSuchReport(String),
    /// A letter that no font of the document has, which readers would see as an empty box and programs not at all.
    #[error("no font of the document has the letter {}, which stands in “{text}”", named(.letter))]
    NoSuchLetter {
        /// The letter.
        letter: char,
        /// Where it stands, cut short.
        text: String,
    },
    /// Typst could not lay the document out, or its checks of accessibility failed. This is a mistake of the program.
    #[error("the document could not be laid out: {0}")]
    Layout(String),
}

/// The whole scorecard: cover, contents, the answer first, guidance, its pages, exception reports, sources, definitions
/// and changes; landscape A4.
///
/// Refused like [`publish::site`], and where a text has a letter that no font has.
pub fn scorecard(request: &Request<'_>, options: &Options) -> Result<Vec<u8>, Error> {
    let pages = pages(request).map_err(Error::Refused)?;
    let body = Body::Chapters(chapters::scorecard(&pages));
    write(&Document::new(&pages, request, options, None, body))
}

/// One place on one landscape A4 page: a line for each indicator of the first of its pages that has a table of them. A
/// place with more lines than can be read on one page has a second.
///
/// Refused like [`scorecard`], and where the scorecard has no such place, given by its id.
pub fn place_sheet(request: &Request<'_>, place: &str, options: &Options) -> Result<Vec<u8>, Error> {
    let pages = pages(request).map_err(Error::Refused)?;
    let mut of_place = pages.places.iter().filter(|(id, _)| id == place).map(|(_, page)| page).peekable();
    if of_place.peek().is_none() {
        return Err(Error::NoSuchPlace(place.to_owned()));
    }
    let sheet = of_place.find_map(|page| chapters::sheet(page, pages.accent.as_deref()));
    let sheet = sheet.ok_or_else(|| Error::NothingForSheet(place.to_owned()))?;
    let title = sheet.title.clone();
    write(&Document::new(&pages, request, options, Some(&title), Body::Sheet(sheet)))
}

/// A covering report, portrait A4, given by its id.
///
/// Refused like [`scorecard`], and where the report isn't drawn with the scorecard.
pub fn covering_report(request: &Request<'_>, report: &str, options: &Options) -> Result<Vec<u8>, Error> {
    let pages = pages(request).map_err(Error::Refused)?;
    let found = pages.reports.iter().find(|(id, _)| id == report);
    let (_, page) = found.ok_or_else(|| Error::NoSuchReport(report.to_owned()))?;
    let chapter = chapters::report(page);
    write(&Document::new(&pages, request, options, Some(&page.title), Body::Chapter(chapter)))
}

/// A document of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdf {
    /// The name of its file, without an ending.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// All documents of an edition: the scorecard, its covering reports, and a sheet for each place that has a table of
/// indicators. `on_document` is told what each is called before it is laid out.
///
/// Refused like [`scorecard`].
pub fn documents(
    request: &Request<'_>,
    options: &Options,
    on_document: &mut dyn FnMut(&str),
) -> Result<Vec<Pdf>, Error> {
    let pages = pages(request).map_err(Error::Refused)?;
    let mut documents = Vec::new();
    let mut add = |name: String, title: String, document: Document| {
        on_document(&title);
        documents.push(Pdf { name, title, content: write(&document)? });
        Ok(())
    };
    let id = &request.framework.scorecard(request.scorecard).id;
    let body = Body::Chapters(chapters::scorecard(&pages));
    add(id.clone(), "The whole scorecard".to_owned(), Document::new(&pages, request, options, None, body))?;
    for (id, page) in &pages.reports {
        let body = Body::Chapter(chapters::report(page));
        let document = Document::new(&pages, request, options, Some(&page.title), body);
        add(format!("report-{id}"), page.title.clone(), document)?;
    }
    let mut seen = BTreeSet::new();
    for (id, page) in &pages.places {
        let Some(sheet) = chapters::sheet(page, pages.accent.as_deref()).filter(|_| !seen.contains(id))
        else {
            continue;
        };
        seen.insert(id);
        let title = sheet.title.clone();
        let document = Document::new(&pages, request, options, Some(&title), Body::Sheet(sheet));
        add(format!("sheet-{id}"), title, document)?;
    }
    Ok(documents)
}

fn write(document: &Document) -> Result<Vec<u8>, Error> {
    document.check_letters()?;
    let data = serde_json::to_vec(document).map_err(|error| Error::Layout(error.to_string()))?;
    let world = World::new(document.body.template(), data).map_err(Error::Layout)?;
    let written = typeset(&world);
    typst::comemo::evict(0);
    written
}

fn typeset(world: &World) -> Result<Vec<u8>, Error> {
    let laid_out = typst::compile::<PagedDocument>(world).output.map_err(|faults| layout(&faults))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .map_err(|error| Error::Layout(error.message().to_string()))?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Bellwether".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&laid_out, &options).map_err(|faults| layout(&faults))
}

/// A letter and its code.
fn named(letter: &char) -> String {
    format!("{letter:?} (U+{:04X})", u32::from(*letter))
}

/// What Typst says is wrong.
fn layout(faults: &[SourceDiagnostic]) -> Error {
    let messages: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
    Error::Layout(messages.join("; "))
}
