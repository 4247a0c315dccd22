//! Word documents that committees edit: the covering reports, and the exception reports. Headings are headings, tables are
//! tables with rows of headings, and everything has a style, so that a change of one changes all.
//!
//! The charts are left out: the table beside each has its figures.

mod blocks;
mod styles;

use std::io::Cursor;

use docx_rs::{Docx, Footer, Header, NumPages, PageMargin, PageNum, Paragraph, Run};
use publish::{Pages, Refusal, Request, pages};
use thiserror::Error;

use crate::content::Chapter;
use crate::{DocumentFile, chapters};
use blocks::Writer;

/// Why there is no document.
#[derive(Debug, Error)]
pub enum WordError {
    /// The audience may not have it.
    #[error(transparent)]
    Refused(Refusal),
    /// The file could not be put together. This is a mistake of the program, not of the framework.
    #[error("the document `{name}` could not be put together: {reason}")]
    Writer {
        /// The document.
        name: String,
        /// What the library said.
        reason: String,
    },
}

/// The covering reports of an edition, and its exception reports in one document; none where the scorecard has neither.
/// Dated by the edition, never by the clock: the same request always gives the same bytes.
///
/// Refused like [`publish::site`].
pub fn documents(request: &Request<'_>) -> Result<Vec<DocumentFile>, WordError> {
    let pages = pages(request).map_err(WordError::Refused)?;
    let mut documents = Vec::new();
    for (id, page) in &pages.reports {
        documents.push(document(&pages, format!("report-{id}"), &[chapters::report(page)])?);
    }
    let exceptions = chapters::exceptions(&pages);
    if !pages.exception_reports.is_empty() {
        documents.push(document(&pages, "exceptions".to_owned(), &exceptions)?);
    }
    Ok(documents)
}

/// A4, in twentieths of a point.
const PAGE: (u32, u32) = (11_906, 16_838);
const MARGIN: i32 = 1_134;

fn document(pages: &Pages, name: String, chapters: &[Chapter]) -> Result<DocumentFile, WordError> {
    let title = chapters.first().map_or_else(String::new, |chapter| chapter.title.clone());
    let shell = &pages.overview.shell;
    let dated = format!("{}T00:00:00Z", pages.dated);
    let margin = PageMargin::new().top(MARGIN).bottom(MARGIN).left(MARGIN).right(MARGIN);
    let mut docx =
        Docx::new().page_size(PAGE.0, PAGE.1).page_margin(margin).created_at(&dated).updated_at(&dated);
    docx = styles::add(docx);
    let bands: Vec<&str> = shell.bands.iter().map(|band| band.heading.as_str()).collect();
    docx = docx.header(Header::new().add_paragraph(styles::paragraph(styles::SMALL, &bands.join(" · "))));
    let whose = format!("{} · {}, {} · page ", shell.organisation, shell.scorecard, shell.data_month);
    let numbers = Paragraph::new()
        .style(styles::SMALL)
        .add_run(Run::new().add_text(whose))
        .add_page_num(PageNum::new())
        .add_run(Run::new().add_text(" of "))
        .add_num_pages(NumPages::new());
    docx = docx.footer(Footer::new().add_paragraph(numbers));
    let mut writer = Writer::new(docx);
    for band in &shell.bands {
        writer.paragraph(styles::NOTICE, &format!("{}: {}", band.heading, band.text));
    }
    for (at, chapter) in chapters.iter().enumerate() {
        writer.chapter(chapter, at > 0);
    }
    let content = packed(writer.finish(), &shell.organisation)
        .map_err(|reason| WordError::Writer { name: name.clone(), reason })?;
    Ok(DocumentFile { name, title, content })
}

/// The file. The library knows no rows of headings that are repeated on each page, so they are marked here: they are
/// the only rows that may not be split between pages. Nor does it know authors: all files are by the author
/// `unknown`, and here by the organisation.
fn packed(docx: Docx, organisation: &str) -> Result<Vec<u8>, String> {
    let mut parts = docx.build();
    let replaced = |part: Vec<u8>, before: &str, after: &str| {
        let text = String::from_utf8(part).map_err(|error| error.to_string())?;
        Ok::<Vec<u8>, String>(text.replace(before, after).into_bytes())
    };
    parts.document = replaced(parts.document, "<w:cantSplit />", "<w:cantSplit /><w:tblHeader />")?;
    let escaped = organisation.replace('&', "&amp;").replace('<', "&lt;");
    parts.doc_props.core = replaced(parts.doc_props.core, ">unknown<", &format!(">{escaped}<"))?;
    let mut file = Cursor::new(Vec::new());
    parts.pack(&mut file).map_err(|error| error.to_string())?;
    Ok(file.into_inner())
}
