//! The first page: how the whole stands, and every place in a line.

use framework::PlaceId;

use super::place::items;
use super::rewritten::rewritten;
use super::shell::{Shell, shell};
use super::summary::{CountLine, Summary, bar, count, summary};
use super::table::Latest;
use super::told::{Told, told};
use crate::Correction;
use crate::charts::SharesBar;
use crate::edition::Edition;
use crate::words;

/// The first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverviewPage {
    /// What stands around it.
    pub shell: Shell,
    /// The scorecard.
    pub title: String,
    /// One line about the edition.
    pub lead: String,
    /// What the scorecard says of itself.
    pub about: Option<String>,
    /// What it corrects; nothing where it corrects nothing.
    pub erratum: Option<Erratum>,
    /// The place that the answer is about: the first of the scorecard.
    pub place: String,
    /// Its page.
    pub place_href: String,
    /// The answer first.
    pub summary: Summary,
    /// Every page of the scorecard.
    pub places: Vec<PlaceLine>,
    /// The ratings that the lines count, the worst first.
    pub ratings: Vec<super::RatingView>,
    /// That there is nothing to show, in words.
    pub empty: Option<String>,
}

/// What an edition corrects in a release of its month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erratum {
    /// Which release it corrects, why, and which texts are others, in sentences.
    pub lead: String,
    /// That only the internal copy knows of it so far.
    pub is_pending: bool,
    /// What was said and what is.
    pub told: Told,
}

/// A page of the scorecard in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceLine {
    /// The place, and what of it.
    pub title: String,
    /// Its page.
    pub href: String,
    /// How many of each of the page's [`ratings`](OverviewPage::ratings), in their order.
    pub counts: Vec<CountLine>,
    /// The same as a bar.
    pub bar: SharesBar,
    /// How many figures are to be supplied.
    pub awaited: usize,
    /// What is below its floor: words and page of each indicator.
    pub below: Vec<(String, String, String)>,
}

pub(crate) fn overview(edition: &Edition<'_>) -> OverviewPage {
    let path = "index.html";
    // Tiles and panels have no ratings to count.
    let has_sections =
        |shown: &&crate::paths::PlacePage| edition.scorecard.pages[shown.page].sections().next().is_some();
    let pages: Vec<_> = edition.paths.place_pages.iter().filter(has_sections).collect();
    let found: Vec<Vec<Latest<'_>>> = pages.iter().map(|shown| latest_of(edition, shown, path)).collect();
    let ratings = found.iter().flatten().filter_map(|line| line.assessment.rating.as_ref());
    let ratings: Vec<_> = count(ratings).into_iter().map(|line| line.rating).collect();
    let places = pages.iter().zip(&found).map(|(shown, latest)| {
        let name = &edition.framework.place(shown.place).name;
        let title = if shown.is_further {
            format!("{name}: {}", edition.scorecard.pages[shown.page].title)
        } else {
            name.clone()
        };
        place_line(edition, title, shown.path.clone(), latest, &ratings)
    });
    let places: Vec<PlaceLine> = places.collect();
    let first = pages.first();
    let mut latest = found.iter().flatten();
    let empty = latest.all(|line| line.assessment.reading.value().is_none())
        && edition.showings().iter().all(|showing| !edition.has_values(showing.indicator));
    OverviewPage {
        shell: shell(edition, path, "Overview"),
        title: edition.scorecard.title.clone(),
        lead: format!("Data to {}.", words::day(edition.data_month.last_day())),
        about: edition.scorecard.about.clone(),
        erratum: edition.corrects().map(|correction| erratum(edition, correction, path)),
        place: first.map(|shown| edition.framework.place(shown.place).name.clone()).unwrap_or_default(),
        place_href: first.map(|shown| shown.path.clone()).unwrap_or_default(),
        summary: summary(edition, found.first().map_or(&[], Vec::as_slice)),
        places,
        ratings,
        empty: empty.then(|| "No figure has been supplied for this scorecard yet.".to_owned()),
    }
}

fn erratum(edition: &Edition<'_>, correction: &Correction, path: &str) -> Erratum {
    let month = edition.data_month.words();
    let mut lead = format!("This corrects release {} of {month}.", correction.number);
    if let Some(reason) = &correction.reason {
        lead.push_str(&format!(" {reason}"));
    }
    for sentence in rewritten(edition, &correction.difference.texts, correction.reason.is_some()) {
        // A reason may be written without its full stop.
        if !lead.ends_with(['.', '!', '?']) {
            lead.push('.');
        }
        lead.push_str(&format!(" {sentence}"));
    }
    let is_pending = !correction.is_published;
    Erratum { lead, is_pending, told: told(edition, &correction.difference, path) }
}

fn latest_of<'a>(edition: &Edition<'a>, shown: &crate::paths::PlacePage, path: &str) -> Vec<Latest<'a>> {
    items(edition, &edition.scorecard.pages[shown.page], shown.place, path).1
}

fn place_line(
    edition: &Edition<'_>,
    title: String,
    href: String,
    latest: &[Latest<'_>],
    ratings: &[super::RatingView],
) -> PlaceLine {
    let counted: Vec<CountLine> = count(latest.iter().filter_map(|line| line.assessment.rating.as_ref()));
    let of = |rating: &super::RatingView| {
        let count = counted.iter().find(|line| line.rating == *rating).map_or(0, |line| line.count);
        CountLine { rating: rating.clone(), count }
    };
    let summary = summary(edition, latest);
    let below = latest.iter().filter(|line| {
        line.assessment
            .rating
            .as_ref()
            .is_some_and(|rating| super::RatingView::new(rating).shade == super::Shade::Red)
    });
    let below = below.map(|line| {
        let indicator = edition.framework.indicator(line.assessment.series.indicator);
        let rules = edition.rules(line.assessment.series, &line.assessment.period);
        let full =
            line.team.as_ref().map_or_else(|| rules.title.clone(), |team| format!("{}, {team}", rules.title));
        (indicator.printed_code().unwrap_or(&indicator.id).to_owned(), full, line.href.clone())
    });
    PlaceLine {
        title,
        href,
        counts: ratings.iter().map(of).collect(),
        bar: bar(&counted),
        awaited: summary.awaited_titles.len(),
        below: below.collect(),
    }
}

/// The place that a scorecard is about first: that of its first page.
pub(crate) fn first_place(edition: &Edition<'_>) -> Option<PlaceId> {
    edition.paths.place_pages.first().map(|shown| shown.place)
}
