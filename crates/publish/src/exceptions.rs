//! Which figures of an edition open an exception report, and since when they would.

use std::collections::BTreeSet;

use assess::Rating;
use framework::{Exceptions, PlaceId, Section, SectionId, SeriesKey};
use periods::Period;

use crate::edition::Edition;
use crate::paths::{claim, file_name};

/// A figure that opens an exception report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Opened {
    pub series: SeriesKey,
    pub period: Period,
    /// The address of its report.
    pub path: String,
}

/// How long a figure has had its rating, as far as ratings are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Streak {
    /// How many periods, the figure's own included.
    pub count: usize,
    /// The first of them.
    pub first: Period,
    /// The rating before, where it is known.
    pub before: Option<Rating>,
}

/// Nobody reads of more periods than this.
const LONGEST_STREAK: usize = 120;

/// The figures that open a report: the latest of each row whose rating the scorecard names, each once, in the order in
/// which a reader meets them. A figure that is less than solid opens none.
pub(crate) fn opened(edition: &Edition<'_>) -> Vec<Opened> {
    let Some(rule) = &edition.scorecard.exceptions else { return Vec::new() };
    let mut taken: BTreeSet<String> = ["exceptions/index.html".to_owned()].into();
    let mut opened: Vec<Opened> = Vec::new();
    for shown in &edition.paths.place_pages {
        for id in edition.scorecard.pages[shown.page].sections() {
            for (series, period) in rows(edition, rule, id, shown.place) {
                if opened.iter().all(|other| other.series != series) && opens(edition, rule, series, period) {
                    let indicator = file_name(&edition.framework.indicator(series.indicator).id);
                    let name = format!("{indicator}-{}", edition.framework.place(series.place).slug);
                    opened.push(Opened { series, period, path: claim(&mut taken, "exceptions", &name) });
                }
            }
        }
    }
    opened
}

/// The rows of a section on the page of a place that may open a report, in the latest period shown.
fn rows(edition: &Edition<'_>, rule: &Exceptions, id: SectionId, page: PlaceId) -> Vec<(SeriesKey, Period)> {
    let framework = edition.framework;
    let section: &Section = edition.scorecard.section(id);
    let Some(period) = edition.periods(section).last().copied() else { return Vec::new() };
    if rule.sections.as_ref().is_some_and(|sections| !sections.contains(&id)) {
        return Vec::new();
    }
    let places = edition.places_in(section, page);
    let is_named =
        |place: &PlaceId| rule.places.iter().any(|named| named.matches(*place, framework.place(*place)));
    let mut rows = Vec::new();
    for place in places.into_iter().filter(is_named) {
        let here = section.indicators.iter().filter(|indicator| framework.applies(**indicator, place));
        rows.extend(here.map(|indicator| (SeriesKey::own(*indicator, place), period)));
    }
    rows
}

fn opens(edition: &Edition<'_>, rule: &Exceptions, series: SeriesKey, period: Period) -> bool {
    let assessment = edition.assess(series, period);
    let colour = assessment.rating.as_ref().and_then(Rating::colour);
    assessment.cautions.is_empty() && colour.is_some_and(|colour| rule.on.contains(&colour))
}

/// How long a figure has had its rating without a break. What is not known ends it.
pub(crate) fn streak(edition: &Edition<'_>, series: SeriesKey, period: Period) -> Streak {
    let rating = edition.assess(series, period).rating.clone();
    let mut streak = Streak { count: 1, first: period, before: None };
    while let Some(earlier) = streak.first.previous().filter(|_| streak.count < LONGEST_STREAK) {
        let before = edition.assess(series, earlier).rating.clone();
        if before.is_none() || before != rating {
            streak.before = before;
            break;
        }
        streak.count += 1;
        streak.first = earlier;
    }
    streak
}
