//! Places down, indicators across: this month, last month and the change for every team.

use framework::{Against, Column, IndicatorId, PlaceId, PlaceTableColumn, SeriesKey};
use periods::{Period, PeriodKind};

use super::cells::{Cell, Line, absent};
use super::marks::keys;
use super::table::{Heading, Latest, column_heading};
use crate::edition::Edition;
use crate::paths::relative;
use crate::words;

/// Places down, indicators across.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceTable {
    /// Unique on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// The smaller heading.
    pub caption: Option<String>,
    /// The period of all its figures, where they share one.
    pub period: Option<String>,
    /// The indicators.
    pub heads: Vec<PlaceTableHead>,
    /// The rows in groups; none where no place belongs to the page's place.
    pub groups: Vec<PlaceTableGroup>,
    /// Printed under it.
    pub notes: Vec<String>,
    /// The letters beside its figures, and what they mean.
    pub marks: Vec<(char, String)>,
}

impl PlaceTable {
    /// How many columns it has, that of places included.
    #[must_use]
    pub fn width(&self) -> usize {
        1 + self.heads.iter().map(|head| head.parts.len()).sum::<usize>()
    }

    /// Whether an indicator has several columns, so that there is a second row of headings.
    #[must_use]
    pub fn has_parts(&self) -> bool {
        self.heads.iter().any(|head| head.parts.len() > 1)
    }

    /// The cells of a row, each with the heading of its column.
    pub fn pairs<'s>(&'s self, row: &'s PlaceTableRow) -> impl Iterator<Item = (&'s Heading, &'s Cell)> {
        self.heads.iter().flat_map(|head| &head.parts).zip(&row.cells)
    }
}

/// An indicator over its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceTableHead {
    /// The heading.
    pub title: String,
    /// The indicator's title.
    pub in_full: String,
    /// The indicator's page.
    pub href: String,
    /// Its columns.
    pub parts: Vec<Heading>,
}

/// Rows of a place table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceTableGroup {
    /// The heading above them.
    pub title: Option<String>,
    /// The rows.
    pub rows: Vec<PlaceTableRow>,
}

/// A place as a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceTableRow {
    /// The id of its anchor.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its page, where that isn't this one.
    pub href: Option<String>,
    /// That it serves several places.
    pub serves: Option<String>,
    /// Whether it is the page's own place.
    pub is_whole: bool,
    /// One for each column.
    pub cells: Vec<Cell>,
}

pub(super) fn place_table<'a>(
    edition: &Edition<'a>,
    declared: &framework::PlaceTable,
    place: PlaceId,
    path: &str,
    latest: &mut Vec<Latest<'a>>,
) -> PlaceTable {
    let framework = edition.framework;
    let drawing = Drawing { edition, declared, page: place, path };
    let mut shown: Vec<PlaceId> = Vec::new();
    let mut groups = Vec::new();
    for rows in &declared.places {
        let own: Vec<PlaceId> = framework
            .select(&rows.places)
            .filter(|row| *row == place || framework.belongs_to_page(*row, place))
            .filter(|row| !shown.contains(row))
            .collect();
        shown.extend(&own);
        if !own.is_empty() {
            let rows_of = own.iter().map(|row| drawing.row(*row, latest)).collect();
            groups.push(PlaceTableGroup { title: rows.title.clone(), rows: rows_of });
        }
    }
    let mut periods: Vec<Period> =
        declared.columns.iter().map(|column| drawing.period(column.indicator)).collect();
    periods.dedup();
    PlaceTable {
        id: declared.id.clone(),
        title: declared.title.clone(),
        caption: declared.caption.clone(),
        period: match periods[..] {
            [only] => Some(only.words()),
            _ => None,
        },
        heads: declared.columns.iter().map(|column| drawing.head(column)).collect(),
        notes: declared.notes.clone(),
        marks: keys(
            groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.cells).filter_map(Cell::shown),
        ),
        groups,
    }
}

struct Drawing<'e, 'a> {
    edition: &'e Edition<'a>,
    declared: &'e framework::PlaceTable,
    page: PlaceId,
    path: &'e str,
}

impl<'a> Drawing<'_, 'a> {
    fn period(&self, indicator: IndicatorId) -> Period {
        self.declared.latest.unwrap_or_else(|| self.edition.latest_period(indicator))
    }

    fn href(&self, indicator: IndicatorId) -> String {
        self.edition.paths.indicator(indicator).map(|to| relative(self.path, to)).unwrap_or_default()
    }

    fn row(&self, place: PlaceId, latest: &mut Vec<Latest<'a>>) -> PlaceTableRow {
        let framework = self.edition.framework;
        let declared = framework.place(place);
        let name = declared.name.clone();
        let is_whole = place == self.page;
        let before = latest.len();
        let mut cells = Vec::new();
        for column in &self.declared.columns {
            self.cells(column, place, &mut cells, latest);
        }
        let team = (!is_whole).then(|| name.clone());
        for line in &mut latest[before..] {
            line.team.clone_from(&team);
        }
        let own_page = self.edition.paths.place(place).filter(|to| !to.starts_with(self.path));
        let names: Vec<String> =
            declared.serves.iter().map(|served| framework.place(*served).name.clone()).collect();
        PlaceTableRow {
            id: format!("{}-{}", self.declared.id, declared.slug),
            href: own_page.map(|to| relative(self.path, to)),
            serves: (names.len() > 1).then(|| format!("serves {}", words::listed(&names))),
            is_whole,
            cells,
            name,
        }
    }

    fn cells(
        &self,
        column: &PlaceTableColumn,
        place: PlaceId,
        cells: &mut Vec<Cell>,
        latest: &mut Vec<Latest<'a>>,
    ) {
        let edition = self.edition;
        if !edition.framework.applies(column.indicator, place) {
            cells.extend(column.shows.iter().map(|_| absent("Not applicable at this place")));
            return;
        }
        let now = self.period(column.indicator);
        let series = SeriesKey::own(column.indicator, place);
        let newest = edition.newest(series, now);
        let line = Line::new(edition, now, &newest);
        cells.extend(column.shows.iter().map(|show| line.cell(show)));
        let carried = newest.period != now;
        latest.push(Latest { assessment: newest, href: self.href(column.indicator), team: None, carried });
    }

    fn head(&self, column: &PlaceTableColumn) -> PlaceTableHead {
        let edition = self.edition;
        let now = self.period(column.indicator);
        let rules = edition.rules(SeriesKey::own(column.indicator, self.page), &now);
        let title = column.title.clone().unwrap_or_else(|| rules.title.clone());
        let against = |number: u8| rules.directions.get(usize::from(number)).map(|rule| rule.against);
        let part = |show: &Column| {
            let (kind, words) = match show {
                Column::Value => ("value", this(now.kind()).to_owned()),
                Column::Previous(number) => ("previous", before(now.kind(), against(*number)).to_owned()),
                other => column_heading(edition.framework, other),
            };
            let in_full = format!("{title}, {}", words.to_lowercase());
            Heading { kind, first: words, second: String::new(), in_full, span: 1 }
        };
        PlaceTableHead {
            in_full: rules.title.clone(),
            href: self.href(column.indicator),
            parts: column.shows.iter().map(part).collect(),
            title,
        }
    }
}

/// What to call the latest period.
fn this(kind: PeriodKind) -> &'static str {
    match kind {
        PeriodKind::Month => "This month",
        PeriodKind::FinancialQuarter | PeriodKind::CalendarQuarter => "This quarter",
        PeriodKind::HalfTerm => "This half term",
        PeriodKind::Term => "This term",
        PeriodKind::FinancialYear | PeriodKind::AcademicYear | PeriodKind::CalendarYear => "This year",
        PeriodKind::Run(_) => "This period",
    }
}

/// What to call the period that a direction compares with.
fn before(kind: PeriodKind, against: Option<Against>) -> &'static str {
    match (against, kind) {
        (Some(Against::YearAgo), _) => "A year ago",
        (Some(Against::PreviousPeriod), PeriodKind::Month) => "Last month",
        (Some(Against::PreviousPeriod), PeriodKind::FinancialQuarter | PeriodKind::CalendarQuarter) => {
            "Last quarter"
        }
        (Some(Against::PreviousPeriod), PeriodKind::HalfTerm) => "Last half term",
        (Some(Against::PreviousPeriod), PeriodKind::Term) => "Last term",
        (
            Some(Against::PreviousPeriod),
            PeriodKind::FinancialYear | PeriodKind::AcademicYear | PeriodKind::CalendarYear,
        ) => "Last year",
        _ => "Before",
    }
}
