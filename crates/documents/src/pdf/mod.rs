//! Tagged PDF with Typst: PDF/UA-1 and PDF/A-2a together, which Typst checks as it writes.
//!
//! Templates are files of this crate, and everything that a document says reaches them as data, so that no text that
//! people wrote is ever read as markup. The date of a document is its edition's; no clock is asked, and the same
//! request always gives the same bytes.

mod document;
mod world;

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use publish::view::ReportPage;
use publish::{Pages, Refusal, Request, pages};
use thiserror::Error;
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::{DocumentFile, chapters};
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
    write(&Edition { pages: &pages, request, options }.scorecard())
}

/// One place on one landscape A4 page: a line for each indicator of the first of its pages that has a table of them. A
/// place with more lines than can be read on one page has a second.
///
/// Refused like [`scorecard`], and where the scorecard has no such place, given by its id.
pub fn place_sheet(request: &Request<'_>, place: &str, options: &Options) -> Result<Vec<u8>, Error> {
    let pages = pages(request).map_err(Error::Refused)?;
    let edition = Edition { pages: &pages, request, options };
    if !pages.places.iter().any(|(id, _)| id == place) {
        return Err(Error::NoSuchPlace(place.to_owned()));
    }
    let sheet = edition.sheet(place).ok_or_else(|| Error::NothingForSheet(place.to_owned()))?;
    write(&sheet.1)
}

/// A covering report, portrait A4, given by its id.
///
/// Refused like [`scorecard`], and where the report isn't drawn with the scorecard.
pub fn covering_report(request: &Request<'_>, report: &str, options: &Options) -> Result<Vec<u8>, Error> {
    let pages = pages(request).map_err(Error::Refused)?;
    let found = pages.reports.iter().find(|(id, _)| id == report);
    let (_, page) = found.ok_or_else(|| Error::NoSuchReport(report.to_owned()))?;
    write(&Edition { pages: &pages, request, options }.report(page))
}

/// All documents of an edition: the scorecard, its covering reports, and a sheet for each place that has a table of
/// indicators.
///
/// Refused like [`scorecard`].
pub fn documents(request: &Request<'_>, options: &Options) -> Result<Vec<DocumentFile>, Error> {
    let pages = pages(request).map_err(Error::Refused)?;
    let edition = Edition { pages: &pages, request, options };
    let mut documents = Vec::new();
    let mut add = |name: String, title: String, document: &Document| {
        documents.push(DocumentFile { name, title, content: write(document)? });
        Ok(())
    };
    let id = &request.framework.scorecard(request.scorecard).id;
    add(id.clone(), "The whole scorecard".to_owned(), &edition.scorecard())?;
    for (id, page) in &pages.reports {
        add(format!("report-{id}"), page.title.clone(), &edition.report(page))?;
    }
    let places: BTreeSet<&String> = pages.places.iter().map(|(id, _)| id).collect();
    for id in places {
        if let Some((title, sheet)) = edition.sheet(id) {
            add(format!("sheet-{id}"), title, &sheet)?;
        }
    }
    Ok(documents)
}

/// What the documents of an edition are made of.
#[derive(Clone, Copy)]
struct Edition<'a> {
    pages: &'a Pages,
    request: &'a Request<'a>,
    options: &'a Options,
}

impl Edition<'_> {
    fn scorecard(self) -> Document {
        self.document(None, Body::Chapters(chapters::scorecard(self.pages)))
    }

    fn report(self, page: &ReportPage) -> Document {
        self.document(Some(&page.title), Body::Chapter(chapters::report(page)))
    }

    /// The sheet of a place with its title, if one of its pages has a table for it.
    fn sheet(self, place: &str) -> Option<(String, Document)> {
        let accent = self.pages.accent.as_deref();
        let mut of_place = self.pages.places.iter().filter(|(id, _)| id == place);
        let sheet = of_place.find_map(|(_, page)| chapters::sheet(page, accent))?;
        let title = sheet.title.clone();
        let document = self.document(Some(&title), Body::Sheet(sheet));
        Some((title, document))
    }

    fn document(self, title: Option<&str>, body: Body) -> Document {
        Document::new(self.pages, self.request, self.options, title, body)
    }
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
