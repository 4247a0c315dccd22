//! An edition, drawn for an audience in every format.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use documents::pdf::Options;
use documents::workbook::{self, WorkbookError};
use documents::{DocumentFile, pdf, word};
use framework::{Framework, ScorecardId};
use periods::Month;
use publish::data::EditionData;
use publish::{Audience, Compared, Download, LogoFile, Refusal, Request, Site};
use thiserror::Error;

/// A format that a scorecard can be drawn in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// A web site; the files of other formats are linked from it.
    Site,
    /// Tidy CSV files by the data standard of the Department for Education, in an archive.
    OpenData,
    /// Every figure for programs.
    Json,
    /// Every figure for analysts, in a workbook.
    Workbook,
    /// The scorecard, its covering reports and a sheet for each place, for packs and printers.
    Pdf,
    /// The covering reports and the exception reports, for those who edit them.
    Word,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Site, Self::OpenData, Self::Json, Self::Workbook, Self::Pdf, Self::Word];

    /// What it is called while it is drawn.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::OpenData => "open data",
            Self::Json => "JSON",
            Self::Workbook => "workbook",
            Self::Pdf => "PDF",
            Self::Word => "Word",
        }
    }
}

/// An edition that is to be drawn.
#[derive(Debug, Clone, Copy)]
pub struct Drawn {
    /// The scorecard.
    pub scorecard: ScorecardId,
    /// The month that the data run to.
    pub data_month: Month,
    /// For whom.
    pub audience: Audience,
    /// Whether it is kept with a release, and is read once that is published.
    pub is_kept: bool,
}

/// An edition that is drawn for one audience.
#[derive(Debug)]
pub struct Drawing<'a> {
    framework: &'a Framework,
    drawn: Drawn,
    /// How it differs from earlier releases.
    compared: Compared,
    logo: Option<LogoFile>,
    /// What a public copy hides.
    disclosure: Option<disclosure::Outcome>,
}

/// Why an edition is not drawn.
#[derive(Debug, Error)]
pub enum DrawError {
    /// The audience may not have it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The workbook cannot be made.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// A PDF cannot be made.
    #[error(transparent)]
    Pdf(#[from] pdf::Error),
    /// A document for Word cannot be made.
    #[error(transparent)]
    Word(#[from] word::WordError),
    /// The logo that the framework names cannot be read.
    #[error("the logo {path} cannot be read")]
    Logo {
        /// Where it should be.
        path: String,
        /// Why not.
        source: io::Error,
    },
}

impl<'a> Drawing<'a> {
    /// Works out what a copy for an audience is to show; for the public that takes a while.
    #[must_use]
    pub fn new(framework: &'a Framework, drawn: Drawn, compared: Compared, logo: Option<LogoFile>) -> Self {
        let disclosure = (drawn.audience == Audience::Public)
            .then(|| disclosed(framework, drawn.scorecard, drawn.data_month))
            .flatten()
            .map(disclosure::Outcome::of);
        Self { framework, drawn, compared, logo, disclosure }
    }

    /// How many parts are told of while these formats are drawn.
    #[must_use]
    pub fn parts(&self, formats: &BTreeSet<Format>) -> usize {
        let pages = if formats.contains(&Format::Site) { publish::page_count(&self.request()) } else { 0 };
        pages + beside(formats).count()
    }

    /// Draws a site and other formats; without the site, the other formats alone. `on_part` is told each part before it
    /// is drawn.
    ///
    /// # Errors
    ///
    /// If the audience may not have a copy, or a format cannot be made.
    pub fn draw(
        &self,
        formats: &BTreeSet<Format>,
        options: &Options,
        on_part: &mut dyn FnMut(&str),
    ) -> Result<Site, DrawError> {
        let request = self.request();
        let mut downloads = Vec::new();
        if beside(formats).next().is_some() {
            let data = publish::edition_data(&request)?;
            for format in beside(formats) {
                on_part(format.words());
                downloads.extend(files_of(format, &request, &data, options)?);
            }
        }
        if formats.contains(&Format::Site) {
            return Ok(publish::site_with_downloads(&request, &downloads, on_part)?);
        }
        Ok(Site { files: downloads.into_iter().map(|download| download.file).collect() })
    }

    fn request(&self) -> Request<'_> {
        Request {
            framework: self.framework,
            scorecard: self.drawn.scorecard,
            data_month: self.drawn.data_month,
            audience: self.drawn.audience,
            logo: self.logo.clone(),
            disclosure: self.disclosure.as_ref(),
            compared: Some(&self.compared),
        }
    }
}

/// The formats whose files stand beside the pages of the site.
fn beside(formats: &BTreeSet<Format>) -> impl Iterator<Item = Format> + '_ {
    formats.iter().copied().filter(|format| *format != Format::Site)
}

/// What a format puts beside the pages.
fn files_of(
    format: Format,
    request: &Request<'_>,
    data: &EditionData,
    options: &Options,
) -> Result<Vec<Download>, DrawError> {
    match format {
        Format::Site => Ok(Vec::new()),
        Format::OpenData => Ok(publish::open_data(data)?),
        Format::Json => Ok(vec![publish::json(data)?]),
        Format::Workbook => {
            let content = workbook::workbook(data)?;
            let name = format!("{}.xlsx", data.scorecard);
            let about = "Every figure with its target, rating and reasons in one table, the latest figures, the \
                         indicators and the places, for Excel and its like.";
            Ok(vec![Download::new(data, "Workbook", about, &name, content)])
        }
        Format::Pdf => {
            let documents = pdf::documents(request, options)?;
            Ok(downloads(data, documents, "PDF, tagged, for packs and printers.", "pdf"))
        }
        Format::Word => Ok(downloads(data, word::documents(request)?, "A Word document to edit.", "docx")),
    }
}

fn downloads(data: &EditionData, documents: Vec<DocumentFile>, about: &str, ending: &str) -> Vec<Download> {
    let download = |DocumentFile { name, title, content }| {
        Download::new(data, &title, about, &format!("{name}.{ending}"), content)
    };
    documents.into_iter().map(download).collect()
}

/// What an edition makes public, if small counts are hidden in it.
#[must_use]
pub fn disclosed(
    framework: &Framework,
    scorecard: ScorecardId,
    month: Month,
) -> Option<disclosure::Request<'_>> {
    let edition = framework
        .editions
        .iter()
        .find(|edition| edition.scorecard == scorecard && edition.data_month == month);
    disclosure::Request::new(framework, month, edition.and_then(|edition| edition.published_on))
}

/// The audience of a name: `internal`, `public`, or one that the framework declares.
#[must_use]
pub fn audience(framework: &Framework, name: &str) -> Option<Audience> {
    match name {
        "internal" => Some(Audience::Internal),
        "public" => Some(Audience::Public),
        declared => framework.find_audience(declared).map(Audience::Declared),
    }
}

/// The logo that a framework names, from its folder.
///
/// # Errors
///
/// If it cannot be read.
pub fn logo(framework: &Framework, folder: &Path) -> Result<Option<LogoFile>, DrawError> {
    let Some(logo) = &framework.brand.logo else { return Ok(None) };
    let path = &logo.path;
    let content =
        fs::read(folder.join(path)).map_err(|source| DrawError::Logo { path: path.clone(), source })?;
    let name = path.rsplit('/').next().unwrap_or(path).to_owned();
    Ok(Some(LogoFile { name, content }))
}
