//! Lays the view models out as pages.

use askama::Template;

use crate::edition::Edition;
use crate::paths::DOWNLOADS;
use crate::view::{SUPERSEDED, superseded_by};
use crate::{Refusal, SiteFile, Superseded, view};

macro_rules! templates {
    ($($template:ident of $view:ident in $path:literal;)*) => {$(
        #[derive(Template)]
        #[template(path = $path)]
        struct $template {
            page: view::$view,
        }
    )*};
}

templates! {
    Overview of OverviewPage in "overview.html";
    Place of PlacePage in "place.html";
    Places of PlacesPage in "places.html";
    Indicator of IndicatorPage in "indicator.html";
    Indicators of IndicatorsPage in "indicators.html";
    Report of ReportPage in "report.html";
    Exceptions of ExceptionsPage in "exceptions.html";
    Exception of ExceptionPage in "exception.html";
    Guidance of GuidancePage in "guidance.html";
    Sources of SourcesPage in "sources.html";
    Changes of ChangesPage in "changes.html";
    Definitions of DefinitionsPage in "definitions.html";
    Downloads of DownloadsPage in "downloads.html";
}

/// Pages that every site has: overview, all places, indicators, guidance, sources, definitions, changes.
const FIXED_PAGES: usize = 7;

pub(crate) fn page_count(edition: &Edition<'_>) -> usize {
    let paths = &edition.paths;
    let exceptions = edition.scorecard.exceptions.as_ref().map_or(0, |_| 1 + edition.exceptions.len());
    let indicators = edition.scorecard.indicators().len();
    let downloads = usize::from(!edition.downloads.is_empty());
    FIXED_PAGES + downloads + paths.place_pages.len() + indicators + exceptions + paths.reports.len()
}

/// Every page of a site.
pub(crate) fn pages(edition: &Edition<'_>, on_page: &mut dyn FnMut(&str)) -> Result<Vec<SiteFile>, Refusal> {
    let mut files = Vec::with_capacity(page_count(edition));
    let mut draw = |path: &str, lay_out: &dyn Fn() -> askama::Result<String>| {
        on_page(path);
        let content = lay_out().map_err(|source| Refusal::Layout { path: path.to_owned(), source })?;
        files.push(SiteFile { path: path.to_owned(), content: tidy(&content).into_bytes() });
        Ok(())
    };
    draw("index.html", &|| Overview { page: view::overview(edition) }.render())?;
    for shown in &edition.paths.place_pages {
        draw(&shown.path, &|| Place { page: view::place(edition, shown) }.render())?;
    }
    draw("places/index.html", &|| Places { page: view::places(edition) }.render())?;
    for id in edition.scorecard.indicators() {
        let path = edition.paths.indicator(id).unwrap_or_default();
        draw(path, &|| Indicator { page: view::indicator(edition, id) }.render())?;
    }
    draw("indicators/index.html", &|| Indicators { page: view::indicators(edition) }.render())?;
    for (number, path) in &edition.paths.reports {
        draw(path, &|| Report { page: view::report(edition, *number, path) }.render())?;
    }
    if edition.scorecard.exceptions.is_some() {
        draw("exceptions/index.html", &|| Exceptions { page: view::exceptions(edition) }.render())?;
    }
    for opened in &edition.exceptions {
        draw(&opened.path, &|| Exception { page: view::exception(edition, opened) }.render())?;
    }
    draw("guidance.html", &|| Guidance { page: view::guidance(edition) }.render())?;
    draw("sources.html", &|| Sources { page: view::sources(edition) }.render())?;
    draw("definitions.html", &|| Definitions { page: view::definitions(edition) }.render())?;
    draw("changes.html", &|| Changes { page: view::changes(edition) }.render())?;
    if !edition.downloads.is_empty() {
        draw(DOWNLOADS, &|| Downloads { page: view::downloads(edition) }.render())?;
    }
    Ok(files)
}

/// Without the blank lines and trailing spaces that templates leave.
fn tidy(page: &str) -> String {
    let mut tidied = String::with_capacity(page.len());
    for line in page.lines().map(str::trim_end).filter(|line| !line.trim_start().is_empty()) {
        tidied.push_str(line.trim_start());
        tidied.push('\n');
    }
    tidied
}

#[derive(Template)]
#[template(path = "superseded.html")]
struct SupersededBand<'a> {
    heading: &'a str,
    text: String,
    href: Option<&'a str>,
}

impl Superseded {
    /// Writes on a page that was drawn earlier what stands in its place by now. What is no page of ours stays as it is.
    #[must_use]
    pub fn written_on(&self, page: &str) -> String {
        const BANDS: &str = "<aside class=\"bands\" aria-label=\"About this copy\">\n";
        let band =
            SupersededBand { heading: SUPERSEDED, text: superseded_by(self), href: self.href.as_deref() };
        match (page.split_once(BANDS), band.render()) {
            (Some((before, after)), Ok(band)) => format!("{before}{BANDS}{band}\n{after}"),
            _ => page.to_owned(),
        }
    }
}
