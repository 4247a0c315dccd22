//! The tables of a scorecard page: one per section, the columns as the framework declares them.

use std::collections::BTreeSet;
use std::rc::Rc;

use assess::Assessment;
use figures::{Number, Reading};
use framework::{
    Column, ComparatorId, Cut, Framework, IndicatorId, Part, PlaceId, Rules, SectionId, SeriesKey,
};
use periods::{Period, PeriodKind};

use super::cells::{Cell, Line, comparator_value};
use super::commentary::{CommentaryEntry, PlaceNotes, TextView, notes_of_section, of_figures, of_section};
use super::figure::{RatingView, Shown, Standing, shown_with_remarks};
use super::line_up::line_up;
use super::marks::{breaks, keys};
use crate::charts::Sparkline;
use crate::edition::Edition;
use crate::paths::relative;
use crate::words;

/// A section of a page: a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Unique on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// The smaller heading.
    pub caption: Option<String>,
    /// The kinds of all columns but the first, as class names: the same for all sections of a page that line up.
    pub columns: Vec<&'static str>,
    /// Whether it has more or wider columns than fit beside each other on most screens.
    pub is_wide: bool,
    /// The heading of the rows' titles spans this many columns, so that the sections of a page line up.
    pub title_span: usize,
    /// The headings of the other columns.
    pub headings: Vec<Heading>,
    /// One for the page's place, or one for each team.
    pub blocks: Vec<Block>,
    /// What it says as a whole.
    pub summary: Option<TextView>,
    /// What was written about its figures, the worst rating first.
    pub commentary: Vec<CommentaryEntry>,
    /// What was written about its places.
    pub place_notes: Vec<PlaceNotes>,
    /// Printed under it.
    pub notes: Vec<String>,
    /// The letters beside its figures, and what they mean.
    pub marks: Vec<(char, String)>,
}

impl Section {
    /// How many columns the table has, that of titles included.
    #[must_use]
    pub fn width(&self) -> usize {
        self.title_span + self.headings.iter().map(|heading| heading.span).sum::<usize>()
    }

    /// Whether a card of a phone would be long, and has no column of its own that unfolds it.
    #[must_use]
    pub fn folds(&self) -> bool {
        self.headings.len() > MOST_ON_A_CARD && self.headings.iter().all(|heading| heading.kind != "trend")
    }

    /// Whether it has few enough rows to stay together on paper.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.blocks.iter().map(|block| block.rows.len()).sum::<usize>() <= MOST_ROWS_TOGETHER
    }

    /// How many columns the title of a row takes that does not exist at its place: the title's own and those of
    /// earlier periods.
    #[must_use]
    pub fn wide_title_span(&self) -> usize {
        let earlier = self.headings.iter().take_while(|heading| heading.kind == "period");
        self.title_span + earlier.map(|heading| heading.span).sum::<usize>()
    }

    /// The cells of a row, each with the heading of its column.
    pub fn pairs<'s>(&'s self, row: &'s Row) -> impl Iterator<Item = (&'s Heading, &'s Cell)> {
        self.headings.iter().zip(&row.cells)
    }
}

/// The heading of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// What kind of column it is: a class name.
    pub kind: &'static str,
    /// The first line.
    pub first: String,
    /// The second line; may be empty.
    pub second: String,
    /// In full, for those who do not see it.
    pub in_full: String,
    /// How many columns it spans, so that the sections of a page line up.
    pub span: usize,
}

/// The rows of a place: the page's own or a team's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Unique on the page.
    pub id: String,
    /// The team's name; nothing for the page's own place.
    pub team: Option<String>,
    /// That the team serves several places.
    pub serves: Option<String>,
    /// Where there is no figure at all: a sentence, after which rows are only named.
    pub to_be_supplied: Option<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// An indicator at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The heading above it, where a group of rows begins.
    pub heading: Option<String>,
    /// The title.
    pub title: String,
    /// The indicator's page.
    pub href: String,
    /// The code as printed.
    pub code: Option<String>,
    /// Basis, polarity, unit.
    pub small_print: Vec<String>,
    /// Tags such as `QPR`.
    pub marks: Vec<String>,
    /// Said instead of cells where the indicator does not exist at the place.
    pub not_applicable: Option<String>,
    /// The other cells, one for each heading.
    pub cells: Vec<Cell>,
    /// The class of the latest rating, for the filter: `red`, `amber`, `green`, `plain`, `none`.
    pub rating: &'static str,
    /// Whether it is red, or has worsened and is not green.
    pub needs_attention: bool,
}

impl Row {
    /// The code, or the title where there is none.
    #[must_use]
    pub fn name(&self) -> &str {
        self.code.as_deref().unwrap_or(&self.title)
    }
}

/// The latest figure of a row, for the summary above the table.
pub(crate) struct Latest<'a> {
    pub assessment: Rc<Assessment<'a>>,
    pub href: String,
    /// The team, where it isn't the page's own place.
    pub team: Option<String>,
    /// Whether it is of an earlier period than the table's latest.
    pub carried: bool,
}

/// The sections of a page, and the latest figure of every row that exists.
pub(crate) fn sections<'a>(
    edition: &Edition<'a>,
    page: &framework::Page,
    place: PlaceId,
    path: &str,
) -> (Vec<Section>, Vec<Latest<'a>>) {
    let mut latest = Vec::new();
    let mut sections: Vec<Section> =
        page.sections().map(|id| section(edition, id, place, path, &mut latest)).collect();
    line_up(&mut sections);
    (sections, latest)
}

/// How many rows of a table stay together on paper.
const MOST_ROWS_TOGETHER: usize = 8;
/// How many figures a card shows at once.
const MOST_ON_A_CARD: usize = 6;
/// How many columns fit beside each other on most screens.
const MOST_COLUMNS: usize = 16;
/// How many characters of a figure fit into a period's column.
const MOST_CHARACTERS: usize = 6;

impl Block {
    /// The rows of indicators that exist at the place.
    pub fn awaited_rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.not_applicable.is_none())
    }

    fn has_wide_figures(&self) -> bool {
        let mut cells = self.rows.iter().flat_map(|row| &row.cells);
        cells.any(|cell| match cell {
            Cell::Figure { shown: Shown::Value(printed), .. } => {
                printed.text.chars().count() > MOST_CHARACTERS
            }
            _ => false,
        })
    }
}

fn section<'a>(
    edition: &Edition<'a>,
    id: SectionId,
    place: PlaceId,
    path: &str,
    latest: &mut Vec<Latest<'a>>,
) -> Section {
    let declared = edition.scorecard.section(id);
    let places = edition.places_in(declared, place);
    let before = latest.len();
    let periods = edition.periods(declared);
    let drawing = Drawing { edition, declared, periods: &periods, latest: edition.latest(declared), path };
    let blocks: Vec<Block> =
        places.iter().map(|of| drawing.block(*of, declared.of.is_some(), latest)).collect();
    let headings = drawing.headings(&places);
    Section {
        id: declared.id.clone(),
        title: declared.title.clone(),
        caption: declared.caption.clone(),
        columns: headings.iter().map(|heading| heading.kind).collect(),
        is_wide: headings.len() > MOST_COLUMNS || blocks.iter().any(Block::has_wide_figures),
        title_span: 1,
        headings,
        summary: of_section(edition, id, place),
        commentary: of_figures(edition, declared, &latest[before..]),
        place_notes: notes_of_section(edition, declared, id, &places, place),
        notes: declared.notes.clone(),
        marks: keys(
            blocks.iter().flat_map(|block| &block.rows).flat_map(|row| &row.cells).filter_map(Cell::shown),
        ),
        blocks,
    }
}

struct Drawing<'e, 'a> {
    edition: &'e Edition<'a>,
    declared: &'e framework::Section,
    periods: &'e [Period],
    latest: Option<Period>,
    path: &'e str,
}

impl<'a> Drawing<'_, 'a> {
    fn block(&self, place: PlaceId, is_team: bool, latest: &mut Vec<Latest<'a>>) -> Block {
        let framework = self.edition.framework;
        let team = is_team.then(|| framework.place(place).name.clone());
        let served = &framework.place(place).serves;
        let names: Vec<String> = served.iter().map(|id| framework.place(*id).name.clone()).collect();
        let before = latest.len();
        let mut has_figure = false;
        let mut rows = Vec::new();
        for (position, indicator) in self.declared.indicators.iter().enumerate() {
            let (mut row, newest, found) = self.row(*indicator, place);
            let mut headings = self.declared.headings.iter();
            row.heading =
                headings.find(|heading| heading.above == position).map(|heading| heading.title.clone());
            rows.push(row);
            has_figure |= found;
            latest.extend(newest.map(|(assessment, href)| {
                let carried = Some(assessment.period) != self.latest;
                Latest { assessment, href, team: team.clone(), carried }
            }));
        }
        let due = latest.len() - before;
        let to_be_supplied = (!has_figure && due > 0).then(|| match due {
            1 => "To be supplied: the indicator has no figure yet.".to_owned(),
            _ => format!("To be supplied: none of the {due} indicators has a figure yet."),
        });
        Block {
            id: framework.place(place).slug.clone(),
            team,
            serves: (served.len() > 1).then(|| format!("serves {}", words::listed(&names))),
            to_be_supplied,
            rows,
        }
    }

    /// A row, its latest assessment if the indicator exists at the place, and whether there is any figure in it.
    fn row(
        &self,
        indicator: IndicatorId,
        place: PlaceId,
    ) -> (Row, Option<(Rc<Assessment<'a>>, String)>, bool) {
        let edition = self.edition;
        let series = SeriesKey::own(indicator, place);
        let declared = edition.framework.indicator(indicator);
        let now = self.latest.unwrap_or_else(|| Period::month(edition.data_month));
        let rules = edition.rules(series, &now);
        let href = edition.paths.indicator(indicator).map(|to| relative(self.path, to)).unwrap_or_default();
        let mut row = Row {
            heading: None,
            title: rules.title.clone(),
            href: href.clone(),
            code: declared.printed_code().map(str::to_owned),
            small_print: small_print(rules, &self.declared.columns),
            marks: declared.marks.clone(),
            not_applicable: None,
            cells: Vec::new(),
            rating: "none",
            needs_attention: false,
        };
        if !edition.framework.applies(indicator, place) {
            row.not_applicable = Some("Not applicable at this place".to_owned());
            return (row, None, false);
        }
        let figures: Vec<Rc<Assessment<'a>>> =
            self.periods.iter().map(|period| edition.assess(series, *period)).collect();
        let newest = edition.newest(series, now);
        let line = Line::new(edition, now, &newest);
        for column in &self.declared.columns {
            match column {
                Column::Periods => row.cells.extend(figures.iter().map(|figure| {
                    let is_latest = figure.period == now;
                    let figure = if is_latest { &newest } else { figure };
                    let rules = edition.rules(series, &figure.period);
                    let (shown, remarks) = shown_with_remarks(edition, figure);
                    let shown = match shown {
                        Shown::Absent(_) if edition.is_ahead(&figure.period) => {
                            Shown::Absent("Not yet due".to_owned())
                        }
                        shown => shown,
                    };
                    let as_at = (is_latest && figure.period != now)
                        .then(|| (short_heading(figure.period), as_at(figure.period)));
                    let standing = if is_latest {
                        Standing::of_latest(rules, figure, edition.data_month)
                    } else {
                        Standing::of(figure)
                    };
                    Cell::Figure { shown, remarks, latest: is_latest, as_at, standing }
                })),
                Column::Trend => row.cells.push(Cell::Trend(Sparkline {
                    values: figures.iter().map(|figure| number_of(&figure.reading)).collect(),
                    target: newest.target.as_ref().map(|applied| applied.target.clone()),
                    breaks: breaks(edition, indicator, self.periods),
                })),
                Column::Rating => {
                    let report = edition.exception(series, now);
                    let href = report.map(|opened| relative(self.path, &opened.path));
                    row.cells.push(match (line.cell(column), href) {
                        (Cell::Rating(Ok((rating, reason))), Some(href)) => {
                            Cell::Exception { rating, reason, href }
                        }
                        (cell, _) => cell,
                    });
                }
                other => row.cells.push(line.cell(other)),
            }
        }
        if let Some(rating) = &newest.rating {
            row.rating = RatingView::new(rating).shade.class();
        }
        row.needs_attention = needs_attention(&newest);
        let found =
            newest.reading.value().is_some() || figures.iter().any(|figure| figure.reading.value().is_some());
        (row, Some((newest, href)), found)
    }

    fn headings(&self, places: &[PlaceId]) -> Vec<Heading> {
        let mut headings = Vec::new();
        for column in &self.declared.columns {
            if *column == Column::Periods {
                headings.extend(self.periods.iter().map(|period| {
                    let (first, second) = period.heading();
                    let kind = if Some(*period) == self.latest { "period latest" } else { "period" };
                    Heading { kind, first, second, in_full: words::capital(&period.words()), span: 1 }
                }));
            } else {
                headings.push(self.heading(column, places));
            }
        }
        headings
    }

    fn heading(&self, column: &Column, places: &[PlaceId]) -> Heading {
        let (kind, first) = column_heading(self.edition.framework, column);
        let shared = self.shared_period(column, places);
        let second = shared.map(short_heading).unwrap_or_default();
        let member = member_heading(self.edition.framework, column);
        let full_name = match column {
            Column::Comparator(id) => self.edition.framework.comparator(*id).label.clone(),
            Column::Trend => "Trend".to_owned(),
            _ => first.clone(),
        };
        let in_full = match shared {
            Some(period) => format!("{full_name}, {}", period.words()),
            None => full_name,
        };
        let (first, second) = member.unwrap_or((first, second));
        Heading { kind, first, second, in_full, span: 1 }
    }

    /// The period that all cells of a column speak of, if there is one. A lone direction says it in its reason.
    fn shared_period(&self, column: &Column, places: &[PlaceId]) -> Option<Period> {
        let now = self.latest?;
        let framework = self.edition.framework;
        let directions = self.declared.columns.iter().filter(|column| matches!(column, Column::Direction(_)));
        let several_directions = directions.count() > 1;
        let mut found = BTreeSet::new();
        for place in places {
            let here =
                self.declared.indicators.iter().filter(|indicator| framework.applies(**indicator, *place));
            for indicator in here {
                let series = SeriesKey::own(*indicator, *place);
                let outturn = || assess::outturn_period(framework, *indicator, *place, now);
                let period = match column {
                    Column::Target | Column::Floor => {
                        self.edition.newest(series, now).target.as_ref().map(|applied| applied.period)
                    }
                    Column::AnnualTarget | Column::AnnualRating => {
                        assess::annual_target(framework, Some(self.edition.id), series, now)
                            .map(|(year, _)| year)
                    }
                    Column::TargetOf(period) | Column::OutturnOf(period) => Some(*period),
                    Column::NextTarget(years) => assess::later_year(framework, series, now, *years),
                    Column::Direction(_) if !several_directions => None,
                    Column::Direction(number) | Column::Previous(number) | Column::Change(number) => {
                        let newest = self.edition.newest(series, now);
                        newest.directions.get(usize::from(*number)).and_then(|travel| travel.compared_with)
                    }
                    Column::Outturn | Column::OutturnTarget | Column::OutturnRating => outturn(),
                    Column::Comparator(id) => {
                        comparator_value(self.edition, *id, series).and_then(|value| value.period)
                    }
                    _ => None,
                };
                found.extend(period);
            }
        }
        let only = found.pop_first()?;
        found.is_empty().then_some(only)
    }
}

/// The class of a column and the first line of its heading.
pub(super) fn column_heading(framework: &Framework, column: &Column) -> (&'static str, String) {
    match column {
        Column::Periods | Column::Trend => ("trend", "Trend and target".to_owned()),
        Column::Value => ("value", "Figure".to_owned()),
        Column::Frequency => ("words", "Frequency".to_owned()),
        Column::Basis => ("words", "Basis".to_owned()),
        Column::Polarity => ("words", "Polarity".to_owned()),
        Column::Mark(mark) => ("mark", mark.clone()),
        Column::TargetOf(_) => ("next", "Target".to_owned()),
        Column::OutturnOf(_) => ("outturn", "Outturn".to_owned()),
        Column::AnnualTarget => ("annual", "Annual target".to_owned()),
        Column::AnnualRating => ("rating", "Annual rating".to_owned()),
        Column::Numerator => ("cases", "Numerator".to_owned()),
        Column::Denominator => ("cases", "Denominator".to_owned()),
        Column::Direction(_) => ("direction", "Direction".to_owned()),
        Column::Previous(_) => ("previous", "Before".to_owned()),
        Column::Change(_) => ("change", "Change".to_owned()),
        Column::Target => ("target", "Target".to_owned()),
        Column::Floor => ("floor", "Floor".to_owned()),
        Column::Rating => ("rating", "Rating".to_owned()),
        Column::NextTarget(1) => ("next", "Next target".to_owned()),
        Column::NextTarget(_) => ("next", "Target".to_owned()),
        Column::Outturn => ("outturn", "Outturn".to_owned()),
        Column::OutturnTarget => ("outturn", "Target".to_owned()),
        Column::OutturnRating => ("earlier", "Rating".to_owned()),
        Column::Comparator(id) => ("comparator", comparator_name(framework, *id)),
        Column::Of(Part::Value, cut) => ("part", words::capital(&cut_name(framework, cut))),
        Column::Of(Part::Rating, cut) => ("rating", format!("Rating, {}", cut_name(framework, cut))),
        Column::Of(Part::Numerator, cut) => ("cases", format!("Numerator, {}", cut_name(framework, cut))),
        Column::Of(Part::Denominator, cut) => ("cases", format!("Denominator, {}", cut_name(framework, cut))),
        Column::Of(Part::Difference, cut) => ("part", format!("Difference, {}", cut_name(framework, cut))),
    }
}

/// The comparator's short label, or its label without a bracket at its end.
fn comparator_name(framework: &Framework, id: ComparatorId) -> String {
    let comparator = framework.comparator(id);
    let label = comparator.label.split_once(" (").map_or(comparator.label.as_str(), |(name, _)| name);
    comparator.short.clone().unwrap_or_else(|| label.to_owned())
}

fn cut_name(framework: &Framework, cut: &Cut) -> String {
    match cut {
        Cut::Basis(basis) => basis.words(),
        Cut::Breakdown(id) => framework.breakdown(*id).label.clone(),
    }
}

/// The two lines of a heading that is a member of a dimension: `Age` and `0-4`. Nothing for other columns, and for
/// members that don't begin with the name of their dimension.
fn member_heading(framework: &Framework, column: &Column) -> Option<(String, String)> {
    let Column::Of(Part::Value, Cut::Breakdown(id)) = column else { return None };
    let [member] = framework.breakdown(*id).members[..] else { return None };
    let member = &framework.members[member.index()];
    let dimension = &framework.dimensions[member.dimension];
    let (first, rest) = member.name.split_once(' ')?;
    let names_it = [&dimension.id, &dimension.title].iter().any(|name| name.eq_ignore_ascii_case(first));
    names_it.then(|| (words::capital(first), rest.to_owned()))
}

/// The period of a carried figure: `as at May 2017`, `for quarter 4 of 2016–17 (…)`.
pub(super) fn as_at(period: Period) -> String {
    let before = if period.kind() == PeriodKind::Month { "as at" } else { "for" };
    format!("{before} {}", period.words())
}

/// Red, or worsened and not green.
fn needs_attention(assessment: &Assessment<'_>) -> bool {
    let shade = assessment.rating.as_ref().map(|rating| RatingView::new(rating).shade);
    let worsened = assessment
        .directions
        .first()
        .is_some_and(|travel| travel.direction == Some(framework::Direction::Worsened));
    shade == Some(super::Shade::Red) || (worsened && shade != Some(super::Shade::Green))
}

/// Basis, polarity and unit, but for what has a column of its own.
fn small_print(rules: &Rules, columns: &[Column]) -> Vec<String> {
    let mut parts = Vec::new();
    if !columns.contains(&Column::Basis) {
        parts.push(words::basis(rules, rules.basis()));
    }
    if !columns.contains(&Column::Polarity) {
        parts.push(rules.polarity.words().to_owned());
    }
    parts.extend(words::unit(rules.unit));
    parts
}

fn number_of(reading: &Reading) -> Option<Number> {
    reading.value().map(|value| value.number().clone())
}

/// A period in a line of a heading: `2021–22`, `Q1 21–22`.
fn short_heading(period: Period) -> String {
    let (first, second) = period.heading();
    if second.is_empty() { first } else { format!("{first} {second}") }
}
