//! An edition as documents, drawn from the view models of its pages.
//!
//! Each format is a feature of its own, so that who needs none pays for none. [`pdf`] lays out tagged PDF,
//! [`word`] writes documents that people edit, [`workbook`] writes XLSX: what an analyst takes away, and the form on which figures are returned. What a document says
//! is put together once, as plain blocks of text, tables and pictures; a format only lays them out, so that formats
//! cannot disagree.

#[cfg(any(feature = "pdf", feature = "word"))]
mod chapters;
#[cfg(any(feature = "pdf", feature = "word"))]
mod content;
#[cfg(feature = "pdf")]
pub mod pdf;
#[cfg(feature = "word")]
pub mod word;
#[cfg(feature = "workbook")]
pub mod workbook;

/// A document of an edition.
#[cfg(any(feature = "pdf", feature = "word"))]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentFile {
    /// The name of its file, without an ending.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// Its bytes.
    pub content: Vec<u8>,
}
