//! All places beside each other: indicators down, places across.

use assess::Assessment;
use framework::{IndicatorId, PlaceId, PlaceSelector, SeriesKey};
use periods::Period;

use super::figure::{RatingView, Shown, shown_with_remarks};
use super::marks::keys;
use super::shell::{Shell, shell};
use crate::edition::Edition;
use crate::paths::relative;
use crate::words;

/// All places beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacesPage {
    /// What stands around it.
    pub shell: Shell,
    /// Its tables: the scorecard's own places, then each group of teams.
    pub tables: Vec<PlacesTable>,
}

/// Indicators down, places across.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacesTable {
    /// Unique on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// The places.
    pub columns: Vec<PlaceColumn>,
    /// The rows, grouped by section.
    pub groups: Vec<PlacesGroup>,
    /// The letters beside its figures, and what they mean.
    pub marks: Vec<(char, String)>,
}

impl PlacesTable {
    /// Whether a place in it serves several others.
    #[must_use]
    pub fn has_shared(&self) -> bool {
        self.columns.iter().any(|column| column.serves.is_some())
    }
}

/// A place as a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceColumn {
    /// Its name.
    pub name: String,
    /// Its page, or its block on another's.
    pub href: Option<String>,
    /// That it serves several places.
    pub serves: Option<String>,
    /// Whether it is the whole that the others are compared with.
    pub is_whole: bool,
}

/// Rows of one section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacesGroup {
    /// The heading, with the period.
    pub title: String,
    /// The period that its figures are of.
    pub period: String,
    /// The rows.
    pub rows: Vec<PlacesRow>,
}

/// An indicator at all places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacesRow {
    /// The title.
    pub title: String,
    /// The indicator's page.
    pub href: String,
    /// Code, polarity and unit.
    pub small_print: Vec<String>,
    /// One for each column.
    pub cells: Vec<PlacesCell>,
}

/// A figure and the shape of its rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacesCell {
    /// The value.
    pub shown: Shown,
    /// The rating.
    pub rating: Option<RatingView>,
    /// What makes it less than settled.
    pub remarks: Vec<String>,
    /// Where it comes in an order from the worst rating to the best: 0 for the worst, 9 for no figure.
    pub rank: u8,
}

const PATH: &str = "places/index.html";

/// Indicators of a section in its latest period.
struct Rows {
    title: String,
    period: Period,
    indicators: Vec<IndicatorId>,
}

pub(crate) fn places(edition: &Edition<'_>) -> PlacesPage {
    let framework = edition.framework;
    let mut own: Vec<PlaceId> = Vec::new();
    for shown in &edition.paths.place_pages {
        if !own.contains(&shown.place) {
            own.push(shown.place);
        }
    }
    // The larger places first, each level in the order of the pages.
    own.sort_by_key(|place| framework.place(*place).level);
    let whole = own.first().copied();
    let mut tables = Vec::new();
    let title = edition.scorecard.pages.last().map(|page| page.title.clone()).unwrap_or_default();
    let of_places = rows_of(edition, None);
    tables.extend(table(edition, "places", &title, whole, &own, &of_places));
    let mut selectors: Vec<&PlaceSelector> = Vec::new();
    for section in shown_sections(edition) {
        let Some(selector) = &section.of else { continue };
        if selectors.contains(&selector) {
            continue;
        }
        selectors.push(selector);
        let teams: Vec<PlaceId> = whole.into_iter().chain(framework.select(selector)).collect();
        let title = team_title(section);
        let is_shared =
            shown_sections(edition).any(|other| other.id != section.id && team_title(other) == title);
        let title =
            if is_shared { format!("{}: {}", section.title, title.to_lowercase()) } else { title.to_owned() };
        let rows = rows_of(edition, Some(selector));
        tables.extend(table(edition, &section.id, &title, whole, &teams, &rows));
    }
    PlacesPage { shell: shell(edition, PATH, "All places"), tables }
}

/// What a section of teams is called: its caption up to a comma.
fn team_title(section: &framework::Section) -> &str {
    let title = section.caption.as_deref().unwrap_or(&section.title);
    title.split_once(',').map_or(title, |(before, _)| before)
}

fn shown_sections<'a>(edition: &Edition<'a>) -> impl Iterator<Item = &'a framework::Section> {
    let scorecard = edition.scorecard;
    scorecard.pages.iter().flat_map(framework::Page::sections).map(|id| scorecard.section(id))
}

/// The indicators of the sections with a selector, each once, in the order in which a reader meets them.
fn rows_of(edition: &Edition<'_>, selector: Option<&PlaceSelector>) -> Vec<Rows> {
    let mut seen: Vec<IndicatorId> = Vec::new();
    let mut rows: Vec<Rows> = Vec::new();
    for section in shown_sections(edition).filter(|section| section.of.as_ref() == selector) {
        let Some(period) = edition.latest(section) else { continue };
        let new: Vec<IndicatorId> =
            section.indicators.iter().copied().filter(|indicator| !seen.contains(indicator)).collect();
        seen.extend(&new);
        match rows.last_mut().filter(|last| last.title == section.title && last.period == period) {
            Some(last) => last.indicators.extend(new),
            None => rows.push(Rows { title: section.title.clone(), period, indicators: new }),
        }
    }
    rows
}

/// A table of places, with those indicators that exist at more than the whole alone; nothing if there are none.
fn table(
    edition: &Edition<'_>,
    id: &str,
    title: &str,
    whole: Option<PlaceId>,
    places: &[PlaceId],
    rows: &[Rows],
) -> Option<PlacesTable> {
    let framework = edition.framework;
    let parts: Vec<PlaceId> = places.iter().copied().filter(|place| Some(*place) != whole).collect();
    let stands = |indicator: &IndicatorId| {
        let compared: &[PlaceId] = if parts.is_empty() { places } else { &parts };
        compared.iter().any(|place| framework.applies(*indicator, *place))
    };
    let groups: Vec<PlacesGroup> = rows
        .iter()
        .map(|group| PlacesGroup {
            title: group.title.clone(),
            period: words::capital(&group.period.words()),
            rows: group
                .indicators
                .iter()
                .filter(|indicator| stands(indicator))
                .map(|indicator| row(edition, *indicator, group.period, places))
                .collect(),
        })
        .filter(|group| !group.rows.is_empty())
        .collect();
    let columns = places.iter().map(|place| column(edition, *place, whole)).collect();
    let cells = groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.cells);
    let marks = keys(cells.map(|cell| &cell.shown));
    (!groups.is_empty()).then(|| PlacesTable {
        id: id.to_owned(),
        title: title.to_owned(),
        columns,
        groups,
        marks,
    })
}

fn column(edition: &Edition<'_>, id: PlaceId, whole: Option<PlaceId>) -> PlaceColumn {
    let place = edition.framework.place(id);
    let served: Vec<String> =
        place.serves.iter().map(|served| edition.framework.place(*served).name.clone()).collect();
    PlaceColumn {
        name: place.name.clone(),
        href: edition.paths.place(id).map(|to| relative(PATH, to)),
        serves: (served.len() > 1).then(|| format!("serves {}", words::listed(&served))),
        is_whole: Some(id) == whole,
    }
}

fn row(edition: &Edition<'_>, indicator: IndicatorId, period: Period, places: &[PlaceId]) -> PlacesRow {
    let declared = edition.framework.indicator(indicator);
    let cells = places.iter().map(|place| cell(edition, SeriesKey::own(indicator, *place), period)).collect();
    let first = places.iter().find(|place| edition.framework.applies(indicator, **place)).or(places.first());
    let rules = first.map(|place| edition.rules(SeriesKey::own(indicator, *place), &period));
    let mut small_print: Vec<String> = declared.printed_code().map(str::to_owned).into_iter().collect();
    if let Some(rules) = rules {
        small_print.push(rules.polarity.words().to_owned());
        small_print.extend(words::unit(rules.unit));
    }
    PlacesRow {
        title: rules.map(|rules| rules.title.clone()).unwrap_or_default(),
        href: edition.paths.indicator(indicator).map(|to| relative(PATH, to)).unwrap_or_default(),
        small_print,
        cells,
    }
}

fn cell(edition: &Edition<'_>, series: SeriesKey, period: Period) -> PlacesCell {
    if !edition.framework.applies(series.indicator, series.place) {
        let shown = Shown::Absent("Not applicable at this place".to_owned());
        return PlacesCell { shown, rating: None, remarks: Vec::new(), rank: 9 };
    }
    let assessment = edition.assess(series, period);
    let rating = assessment.rating.as_ref().map(RatingView::new);
    let (shown, remarks) = shown_with_remarks(edition, &assessment);
    PlacesCell { shown, remarks, rank: rank(rating.as_ref(), &assessment), rating }
}

/// Worst rating first, then figures without one, then nothing.
fn rank(rating: Option<&RatingView>, assessment: &Assessment<'_>) -> u8 {
    match (rating.map(|rating| rating.shade), assessment.reading.value()) {
        (Some(super::Shade::Red), _) => 0,
        (Some(super::Shade::Amber), _) => 1,
        (Some(super::Shade::Plain), _) => 2,
        (Some(super::Shade::Green), _) => 3,
        (None, Some(_)) => 4,
        (None, None) => 9,
    }
}
