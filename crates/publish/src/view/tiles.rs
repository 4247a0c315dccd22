//! Tiles: large numbers of activity, each with its own date.

use std::rc::Rc;

use assess::Assessment;
use figures::{Reading, Unit};
use framework::{PlaceId, Rules, SectionPeriods, SeriesKey, TileFigure, TileShows};
use periods::{Basis, Period, PeriodKind};

use super::cells::comparator_value;
use super::figure::{Shown, marked_remarks, shown_with_remarks};
use super::marks::keys;
use crate::charts::TileLine;
use crate::edition::Edition;
use crate::paths::relative;
use crate::words;

/// Large numbers beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tiles {
    /// Unique on the page.
    pub id: String,
    /// Their heading.
    pub title: String,
    /// The tiles, in order.
    pub tiles: Vec<Tile>,
    /// Printed under them.
    pub notes: Vec<String>,
}

/// A tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    /// What it is about.
    pub title: String,
    /// What it shows.
    pub shows: TileBody,
    /// As at when, and what the brackets say: what all its numbers share.
    pub small_print: Vec<String>,
    /// Printed in it.
    pub notes: Vec<String>,
}

/// What a tile shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TileBody {
    /// One large number, and its figures over a few periods.
    Number(TileNumber, Option<Box<TileTrend>>),
    /// Several numbers.
    Lines(Vec<TileNumber>),
    /// When or whence figures come.
    ToBeSupplied(String),
}

/// A number of a tile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileNumber {
    /// What is counted.
    pub label: String,
    /// The indicator's page.
    pub href: String,
    /// The value, or why there is none.
    pub shown: Result<String, String>,
    /// The unit, where it isn't part of the value.
    pub unit: Option<String>,
    /// A comparator's name and value.
    pub beside: Option<(String, String)>,
    /// What of its small print isn't the tile's.
    pub small_print: Vec<String>,
}

/// A tile's figures over a few periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileTrend {
    /// The picture.
    pub line: TileLine,
    /// Each period with its figure and what makes that less than settled.
    pub rows: Vec<(String, Shown, Vec<String>)>,
    /// The letters beside its figures, and what they mean.
    pub marks: Vec<(char, String)>,
}

/// A number, with the parts of its small print: as at when, and what stands in brackets.
struct Found {
    number: TileNumber,
    dated: Option<String>,
    bracket: Option<String>,
}

pub(crate) fn tiles(edition: &Edition<'_>, declared: &framework::Tiles, place: PlaceId, path: &str) -> Tiles {
    let looking = Looking { edition, place, path };
    let tiles = declared.tiles.iter().enumerate();
    Tiles {
        id: declared.id.clone(),
        title: declared.title.clone(),
        tiles: tiles
            .map(|(position, tile)| looking.tile(tile, &format!("{}-{}", declared.id, position + 1)))
            .collect(),
        notes: declared.notes.clone(),
    }
}

struct Looking<'e, 'a> {
    edition: &'e Edition<'a>,
    place: PlaceId,
    path: &'e str,
}

impl<'a> Looking<'_, 'a> {
    fn tile(&self, declared: &framework::Tile, id: &str) -> Tile {
        let mut notes = declared.notes.clone();
        let (shows, small_print) = match &declared.shows {
            TileShows::Number(figure, trend) => {
                let found = self.number(*figure, declared.title.clone());
                let trend = trend.and_then(|periods| self.trend(*figure, periods, (id, &declared.title)));
                notes.extend(trend.iter().filter_map(|(_, note)| note.clone()));
                let small_print = found.dated.into_iter().chain(found.bracket).collect();
                (TileBody::Number(found.number, trend.map(|(trend, _)| Box::new(trend))), small_print)
            }
            TileShows::Lines(lines) => {
                let found = lines.iter().map(|(label, figure)| self.number(*figure, label.clone())).collect();
                let (lines, shared) = share(found);
                (TileBody::Lines(lines), shared)
            }
            TileShows::ToBeSupplied(when) => (TileBody::ToBeSupplied(when.clone()), Vec::new()),
        };
        Tile { title: declared.title.clone(), shows, small_print, notes }
    }

    fn number(&self, figure: TileFigure, label: String) -> Found {
        let edition = self.edition;
        let series = SeriesKey::own(figure.indicator, self.place);
        let to = edition.paths.indicator(figure.indicator);
        let mut number = TileNumber {
            label,
            href: to.map(|to| relative(self.path, to)).unwrap_or_default(),
            shown: Err("Not applicable at this place".to_owned()),
            unit: None,
            beside: None,
            small_print: Vec::new(),
        };
        if !edition.framework.applies(figure.indicator, self.place) {
            return Found { number, dated: None, bracket: None };
        }
        let period = edition.newest_period(series);
        let assessment = edition.assess(series, period);
        let rules = edition.rules(series, &period);
        number.shown = printed(rules, &assessment.reading, rules.decimals);
        number.unit = number.shown.is_ok().then(|| beside_number(rules.unit)).flatten();
        let dated = number.shown.is_ok().then(|| dated(edition, rules, &assessment));
        let bracket = figure.comparator.map(|id| {
            let comparator = edition.framework.comparator(id);
            let name = comparator.short.clone().unwrap_or_else(|| comparator.label.clone());
            let value = comparator_value(edition, id, series);
            let shown = value.map(|value| {
                let own = value.reading.value().map(figures::Value::number);
                let decimals = own.map_or(0, |number| words::published_decimals(rules, number));
                (value, printed(rules, &value.reading, decimals))
            });
            match shown {
                None => format!("{name}: not available"),
                Some((_, Err(reason))) => format!("{name}: {}", lower(&reason)),
                Some((value, Ok(shown))) => {
                    number.beside = Some((name.clone(), shown));
                    let mut parts: Vec<String> = value.period.iter().map(|period| period.words()).collect();
                    parts.extend(value.as_at_in_words().map(|day| format!("as at {day}")));
                    parts.extend(value.provisional.then(|| "provisional".to_owned()));
                    parts.extend(value.note.clone());
                    let said =
                        if parts.is_empty() { String::new() } else { format!(", {}", parts.join(", ")) };
                    format!("In brackets: {name}{said}")
                }
            }
        });
        Found { number, dated, bracket }
    }

    /// A line that ends with the tile's number, and a note if its values do not all mean the same; nothing where there
    /// are fewer than two.
    fn trend(
        &self,
        figure: TileFigure,
        shown: SectionPeriods,
        (id, title): (&str, &str),
    ) -> Option<(TileTrend, Option<String>)> {
        let edition = self.edition;
        let series = SeriesKey::own(figure.indicator, self.place);
        let newest = edition.newest_period(series);
        let periods = edition.window(up_to(shown, newest));
        let figures: Vec<Rc<Assessment<'a>>> =
            periods.iter().map(|period| edition.assess(series, *period)).collect();
        let present: Vec<(Period, String)> = figures
            .iter()
            .filter_map(|figure| {
                let rules = edition.rules(series, &figure.period);
                let value = figure.reading.value()?;
                Some((figure.period, words::with_unit(rules, value.number(), rules.decimals)))
            })
            .collect();
        let ((first, from), (last, to)) = (present.first()?, present.last().filter(|_| present.len() > 1)?);
        let points = figures.iter().map(|figure| {
            let rules = edition.rules(series, &figure.period);
            let value = figure.reading.value().map(|value| value.number().clone());
            let printed = printed(rules, &figure.reading, rules.decimals).unwrap_or_default();
            (short(figure.period), value, printed)
        });
        let versions = &edition.framework.indicator(figure.indicator).versions;
        let breaks: Vec<(usize, &framework::Version)> = versions
            .iter()
            .filter(|version| !version.comparable && version.from > first.last_month())
            .filter_map(|version| {
                Some((periods.iter().position(|period| period.last_month() >= version.from)?, version))
            })
            .collect();
        let note = breaks.last().map(|(_, version)| {
            format!("Figures from {} count something else than those before.", version.from.words())
        });
        let line = TileLine {
            id: format!("{id}-line"),
            title: format!("{title}, {} to {}", first.words(), last.words()),
            description: format!("From {from} in {} to {to} in {}.", first.words(), last.words()),
            points: points.collect(),
            breaks: breaks.iter().map(|(position, _)| *position).collect(),
        };
        let rows = figures.iter().map(|figure| {
            let (shown, remarks) = shown_with_remarks(edition, figure);
            (words::capital(&figure.period.words()), shown, remarks)
        });
        let rows: Vec<(String, Shown, Vec<String>)> = rows.collect();
        Some((TileTrend { line, marks: keys(rows.iter().map(|(_, shown, _)| shown)), rows }, note))
    }
}

/// The lines of a tile, and the small print that all of them share.
fn share(found: Vec<Found>) -> (Vec<TileNumber>, Vec<String>) {
    let shared = |of: fn(&Found) -> Option<&String>| {
        let mut said = found.iter().filter_map(of);
        let first = said.next()?;
        said.all(|other| other == first).then(|| first.clone())
    };
    let (dated, bracket) = (shared(|found| found.dated.as_ref()), shared(|found| found.bracket.as_ref()));
    let is_shared = |said: &String| Some(said) == dated.as_ref() || Some(said) == bracket.as_ref();
    let own = |found: &Found| {
        let said = found.dated.iter().chain(&found.bracket);
        said.filter(|said| !is_shared(said)).cloned().collect()
    };
    let numbers =
        found.iter().map(|found| TileNumber { small_print: own(found), ..found.number.clone() }).collect();
    (numbers, dated.into_iter().chain(bracket).collect())
}

/// As at when a figure is, how its period is filled, and what makes it less than settled.
fn dated(edition: &Edition<'_>, rules: &Rules, assessment: &Assessment<'_>) -> String {
    let as_at = assessment.figure.and_then(|figure| figure.as_at);
    let day = as_at.unwrap_or_else(|| assessment.period.last_month().last_day());
    let mut parts = vec![format!("As at {}", words::day(day))];
    match rules.basis() {
        Basis::Snapshot => {}
        Basis::Month => parts.push("in the month".to_owned()),
        Basis::Quarter => parts.push("in the quarter".to_owned()),
        Basis::Year => parts.push("in the year".to_owned()),
        basis => parts.push(words::basis(rules, basis)),
    }
    parts.extend(marked_remarks(edition, assessment));
    parts.join(", ")
}

/// A value as tiles have it: signs of units that are short are part of it.
fn printed(rules: &Rules, reading: &Reading, decimals: u8) -> Result<String, String> {
    match reading {
        Reading::Present(value) => Ok(match rules.unit {
            Unit::Percent | Unit::Currency => words::with_unit(rules, value.number(), decimals),
            _ => words::number(value.number(), decimals),
        }),
        Reading::Absent(absence) => Err(absence.words().to_owned()),
    }
}

/// The unit after a number; counts and averages speak for themselves.
fn beside_number(unit: Unit) -> Option<String> {
    match unit {
        Unit::Count | Unit::Currency => None,
        _ => words::unit(unit),
    }
}

/// Periods that end with the figure shown, or where they are of another kind with the latest that has ended by then.
fn up_to(shown: SectionPeriods, newest: Period) -> SectionPeriods {
    let is_quarter =
        |kind: PeriodKind| matches!(kind, PeriodKind::FinancialQuarter | PeriodKind::CalendarQuarter);
    let alike = newest.kind() == shown.kind
        || (newest.kind().is_year() && shown.kind.is_year())
        || (is_quarter(newest.kind()) && is_quarter(shown.kind));
    let latest = if alike { Some(newest) } else { Period::latest(shown.kind, newest.last_month()) };
    SectionPeriods { latest, ..shown }
}

/// A period in a few letters: `Jun 21`.
fn short(period: Period) -> String {
    let (first, second) = period.heading();
    if second.is_empty() { first } else { format!("{first} {second}") }
}

/// A reason inside a sentence.
fn lower(reason: &str) -> String {
    let mut characters = reason.chars();
    characters.next().map(|first| first.to_lowercase().chain(characters).collect()).unwrap_or_default()
}
