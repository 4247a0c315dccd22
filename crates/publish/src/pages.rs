//! The pages of an edition as view models, for documents.

use jiff::civil::Date;

use crate::edition::Edition;
use crate::paths::PlacePage as PlacePath;
use crate::view::{
    self, ChangesPage, DefinitionsPage, ExceptionPage, ExceptionsPage, GuidancePage, OverviewPage, PlacePage,
    PlacesPage, ReportPage, SourcesPage,
};
use crate::{Refusal, Request, seen};

/// The pages that documents are made of: all but those of single indicators, which only a site has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// The day that stands for the edition: that of its publication or, where that is not known, the last day of its
    /// data month.
    pub dated: Date,
    /// The council's colour, if it names one.
    pub accent: Option<String>,
    /// The answer first, and every page in a line.
    pub overview: OverviewPage,
    /// The scorecard's pages, in order, each with the id of its place.
    pub places: Vec<(String, PlacePage)>,
    /// All places beside each other.
    pub all_places: PlacesPage,
    /// Covering reports, each with its id.
    pub reports: Vec<(String, ReportPage)>,
    /// The list of exception reports; nothing where the scorecard has none.
    pub exceptions: Option<ExceptionsPage>,
    /// Exception reports.
    pub exception_reports: Vec<ExceptionPage>,
    /// How to read the scorecard.
    pub guidance: GuidancePage,
    /// Where figures come from.
    pub sources: SourcesPage,
    /// What indicators mean.
    pub definitions: DefinitionsPage,
    /// What has changed in the indicators.
    pub changes: ChangesPage,
}

/// The view models of an edition's pages, as its audience may see them. Refused like [`site`](crate::site).
pub fn pages(request: &Request<'_>) -> Result<Pages, Refusal> {
    match seen(request)? {
        Some(seen) => Ok(all(&Request { framework: &seen, ..request.clone() })),
        None => Ok(all(request)),
    }
}

fn all(request: &Request<'_>) -> Pages {
    let edition = Edition::new(request);
    let framework = edition.framework;
    let published_on = edition.declared.and_then(|declared| declared.published_on);
    let place = |shown: &PlacePath| (framework.place(shown.place).slug.clone(), view::place(&edition, shown));
    let report = |number: usize, path: &str| {
        (framework.reports[number].id.clone(), view::report(&edition, number, path))
    };
    Pages {
        dated: published_on.unwrap_or_else(|| edition.data_month.last_day()),
        accent: framework.brand.accent.clone(),
        overview: view::overview(&edition),
        places: edition.paths.place_pages.iter().map(place).collect(),
        all_places: view::places(&edition),
        reports: edition.paths.reports.iter().map(|(number, path)| report(*number, path)).collect(),
        exceptions: edition.scorecard.exceptions.as_ref().map(|_| view::exceptions(&edition)),
        exception_reports: edition
            .exceptions
            .iter()
            .map(|opened| view::exception(&edition, opened))
            .collect(),
        guidance: view::guidance(&edition),
        sources: view::sources(&edition),
        definitions: view::definitions(&edition),
        changes: view::changes(&edition),
    }
}
