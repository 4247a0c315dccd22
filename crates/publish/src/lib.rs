//! View models of an edition, and the static web site drawn from them.
//!
//! [`site`] looks at a compiled framework through one scorecard and one data month. It first makes the view models of
//! [`view`]: plain structures, made for one audience, that hold all that is shown, in words, with the exact value
//! beside every printed one. Templates then only lay them out. Nothing here reads or writes a file or knows what day
//! it is; the same request always gives the same bytes.

mod assets;
pub mod charts;
mod compared;
pub mod data;
mod draw;
mod edition;
mod exceptions;
mod json;
mod open_data;
mod pages;
mod paths;
pub mod prose;
mod required;
pub mod view;
mod words;

use disclosure::Outcome;
use framework::{AudienceId, DisclosureMethod, Framework, LeftOut, ScorecardId};
use periods::Month;
use thiserror::Error;

use edition::Edition;

pub use assets::{SCRIPT, STYLE, brand_style};
pub use compared::{Compared, Correction, Since, Superseded};
pub use data::edition_data;
pub use json::{edition_schema, json, json_path};
pub use open_data::{open_data, open_data_files};
pub use pages::{Pages, pages};
pub use required::{RequiredText, required_texts};
pub use words::with_unit;

/// What to draw.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The compiled framework.
    pub framework: &'a Framework,
    /// The scorecard.
    pub scorecard: ScorecardId,
    /// The month that the data run to.
    pub data_month: Month,
    /// Who will read it.
    pub audience: Audience,
    /// The logo that the framework names, read by the caller.
    pub logo: Option<LogoFile>,
    /// What a public copy hides, where the framework's profile hides anything.
    pub disclosure: Option<&'a Outcome>,
    /// How the edition differs from what releases of its scorecard said, where releases are kept.
    pub compared: Option<&'a Compared>,
}

/// Who an output is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Those who work with the figures. Every page says so.
    Internal,
    /// An audience that the framework declares: its copy knows no more than it may see. Every page says so.
    Declared(AudienceId),
    /// Everybody.
    Public,
}

/// The file of a logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoFile {
    /// Its name without folders, such as `logo.svg`.
    pub name: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// A web site: files that link to each other by relative addresses, and to nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The files, in the order of their paths.
    pub files: Vec<SiteFile>,
}

/// A file of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteFile {
    /// Its path, with `/` between the parts.
    pub path: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// Why nothing was drawn.
#[derive(Debug, Error)]
pub enum Refusal {
    /// Nothing is public by default.
    #[error(
        "a public copy is refused: the framework has no disclosure profile with an owner, so nobody has said how \
         small numbers are protected; draw an internal copy instead"
    )]
    NoDisclosureProfile,
    /// Measured figures are shown as if they had been published.
    #[error(
        "a public copy is refused: the disclosure profile shows figures as they were published, and those measured \
         from records were not; write `method = \"hide\"` in [disclosure]"
    )]
    NeverPublished,
    /// Nobody has decided yet what is hidden.
    #[error("a public copy is refused: what it hides has not been worked out")]
    NotProtected,
    /// Something hidden can be worked out from what would be shown.
    #[error(
        "a public copy is refused: {counts} hidden counts could be worked out from what would be shown; \
         `bellwether disclose` lists them"
    )]
    GivenAway {
        /// How many.
        counts: usize,
    },
    /// A file could not be put together. This is a mistake of the program, not of the framework.
    #[error("the file `{path}` could not be put together")]
    Unwritten {
        /// The file.
        path: String,
        /// What went wrong.
        source: std::io::Error,
    },
    /// A page could not be laid out. This is a mistake of the program, not of the framework.
    #[error("the page `{path}` could not be laid out")]
    Layout {
        /// The page.
        path: String,
        /// What the template said.
        source: askama::Error,
    },
}

/// A file that stands beside the pages of a site, such as an archive of open data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// What it is called.
    pub title: String,
    /// What it holds, in a sentence.
    pub about: String,
    /// The file; its path is from the root of the site.
    pub file: SiteFile,
}

impl Download {
    /// A file beside the pages of an edition. Its name begins with the audience, unless that is everybody, so that no copy
    /// is taken for another.
    #[must_use]
    pub fn new(data: &data::EditionData, title: &str, about: &str, name: &str, content: Vec<u8>) -> Self {
        let path = download_path(&data.audience, name);
        Self { title: title.to_owned(), about: about.to_owned(), file: SiteFile { path, content } }
    }
}

fn download_path(audience: &str, name: &str) -> String {
    format!("{}/{}{name}", paths::DOWNLOADS_FOLDER, open_data::prefix(audience))
}

/// Draws the web site of an edition. `on_page` is told the path of each page before it is drawn.
///
/// Refused: [`Audience::Public`] unless the framework says how small numbers are protected, and they are.
pub fn site(request: &Request<'_>, on_page: &mut dyn FnMut(&str)) -> Result<Site, Refusal> {
    site_with_downloads(request, &[], on_page)
}

/// Draws the web site of an edition with files to download, which are among its files and have a page that lists them.
/// Refuses what [`site`] refuses.
pub fn site_with_downloads(
    request: &Request<'_>,
    downloads: &[Download],
    on_page: &mut dyn FnMut(&str),
) -> Result<Site, Refusal> {
    match seen(request)? {
        Some(seen) => draw_all(&Request { framework: &seen, ..request.clone() }, downloads, on_page),
        None => draw_all(request, downloads, on_page),
    }
}

/// The framework as the audience may see it, unless it sees everything.
pub(crate) fn seen(request: &Request<'_>) -> Result<Option<Framework>, Refusal> {
    let framework = request.framework;
    match request.audience {
        Audience::Internal => Ok(None),
        Audience::Declared(id) => Ok(Some(framework.seen_by(id))),
        Audience::Public => {
            let profile = framework.disclosure.as_ref().ok_or(Refusal::NoDisclosureProfile)?;
            match (&profile.method, request.disclosure) {
                (DisclosureMethod::AsPublished { .. }, _) if framework.origin.is_some() => {
                    Err(Refusal::NeverPublished)
                }
                (DisclosureMethod::AsPublished { .. }, _) => {
                    let published_on = request.edition().and_then(|edition| edition.published_on);
                    Ok(Some(framework.seen_by_public(LeftOut::not_due(request.data_month, published_on))))
                }
                (DisclosureMethod::Protect(_), Some(outcome)) if outcome.data_month == request.data_month => {
                    match outcome.given_away().count() {
                        0 => Ok(Some(outcome.public_copy(framework))),
                        counts => Err(Refusal::GivenAway { counts }),
                    }
                }
                (DisclosureMethod::Protect(_), _) => Err(Refusal::NotProtected),
            }
        }
    }
}

impl<'a> Request<'a> {
    /// The edition as the framework lists it.
    #[must_use]
    pub fn edition(&self) -> Option<&'a framework::Edition> {
        let is_this = |edition: &&framework::Edition| {
            edition.scorecard == self.scorecard && edition.data_month == self.data_month
        };
        self.framework.editions.iter().find(is_this)
    }
}

fn draw_all(
    request: &Request<'_>,
    downloads: &[Download],
    on_page: &mut dyn FnMut(&str),
) -> Result<Site, Refusal> {
    let edition = Edition::new(request).with_downloads(downloads);
    let mut files = draw::pages(&edition, on_page)?;
    files.extend(assets::files(request));
    files.extend(downloads.iter().map(|download| download.file.clone()));
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(Site { files })
}

/// How many pages [`site`] will draw for a request, for a progress bar; none for one that is refused.
#[must_use]
pub fn page_count(request: &Request<'_>) -> usize {
    match seen(request) {
        Ok(Some(seen)) => draw::page_count(&Edition::new(&Request { framework: &seen, ..request.clone() })),
        Ok(None) => draw::page_count(&Edition::new(request)),
        Err(_) => 0,
    }
}
