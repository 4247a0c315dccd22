//! An edition as documents, drawn from the view models of its pages.
//!
//! Each format is a feature of its own, so that who needs none pays for none. [`pdf`] lays out tagged PDF,
//! [`workbook`] writes XLSX: what an analyst takes away, and the form on which figures are returned. What a document says
//! is put together once, as plain blocks of text, tables and pictures; a format only lays them out, so that formats
//! cannot disagree.

#[cfg(feature = "pdf")]
mod chapters;
#[cfg(feature = "pdf")]
mod content;
#[cfg(feature = "pdf")]
pub mod pdf;
#[cfg(feature = "workbook")]
pub mod workbook;
