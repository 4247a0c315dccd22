//! View models of an edition, and the static web site drawn from them.
//!
//! [`site`] looks at a compiled framework through one scorecard and one data month. It first makes the view models of
//! [`view`]: plain structures, made for one audience, that hold all that is shown, in words, with the exact value
//! beside every printed one. Templates then only lay them out. Nothing here reads or writes a file or knows what day
//! it is; the same request always gives the same bytes.

mod assets;
pub mod charts;
mod draw;
mod edition;
mod exceptions;
mod paths;
pub mod prose;
pub mod view;
mod words;

use framework::{AudienceId, Framework, ScorecardId};
use periods::Month;
use thiserror::Error;

use edition::Edition;

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
    /// A page could not be laid out. This is a mistake of the program, not of the framework.
    #[error("the page `{path}` could not be laid out")]
    Layout {
        /// The page.
        path: String,
        /// What the template said.
        source: askama::Error,
    },
}

/// Draws the web site of an edition. `on_page` is told the path of each page before it is drawn.
///
/// [`Audience::Public`] is refused: there are no disclosure profiles yet, and nothing is public without one.
pub fn site(request: &Request<'_>, on_page: &mut dyn FnMut(&str)) -> Result<Site, Refusal> {
    match request.audience {
        Audience::Public => Err(Refusal::NoDisclosureProfile),
        Audience::Internal => draw_all(request, on_page),
        Audience::Declared(id) => {
            let seen = request.framework.seen_by(id);
            draw_all(&Request { framework: &seen, ..request.clone() }, on_page)
        }
    }
}

fn draw_all(request: &Request<'_>, on_page: &mut dyn FnMut(&str)) -> Result<Site, Refusal> {
    let edition = Edition::new(request);
    let mut files = draw::pages(&edition, on_page)?;
    files.extend(assets::files(request));
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(Site { files })
}

/// How many pages [`site`] will draw for a request, for a progress bar.
#[must_use]
pub fn page_count(request: &Request<'_>) -> usize {
    match request.audience {
        Audience::Declared(id) => {
            let seen = request.framework.seen_by(id);
            draw::page_count(&Edition::new(&Request { framework: &seen, ..request.clone() }))
        }
        Audience::Internal | Audience::Public => draw::page_count(&Edition::new(request)),
    }
}
