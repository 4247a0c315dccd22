//! Panels: charts of places, each with a table of its figures.

use std::rc::Rc;

use assess::Assessment;
use figures::Number;
use framework::{IndicatorId, PanelKind, PlaceId, SeriesKey};
use periods::Period;

use super::figure::{Shown, shown_with_remarks};
use super::marks::{breaks_in_words, keys};
use crate::charts::{BarRow, Bars, Break, Line, Lines};
use crate::edition::Edition;
use crate::paths::relative;
use crate::words;

/// A chart with a table of its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// Unique on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// The period of its figures.
    pub period: String,
    /// What it shows, in a sentence.
    pub about: Option<String>,
    /// The unit of its figures.
    pub unit: Option<String>,
    /// Its indicators: title and page.
    pub indicators: Vec<(String, String)>,
    /// What is drawn; nothing if there is no figure.
    pub picture: Option<Picture>,
    /// That places have no line, in words.
    pub awaited: Option<String>,
    /// The figures.
    pub table: PanelTable,
    /// Whether the table is open from the start: its picture does not say every figure.
    pub is_open: bool,
    /// Printed under it.
    pub notes: Vec<String>,
}

/// What a panel draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// Places over time.
    Lines(Lines),
    /// Places beside each other.
    Bars(Bars),
}

impl Picture {
    /// The picture for desks and paper.
    #[must_use]
    pub fn wide(&self) -> String {
        match self {
            Self::Lines(lines) => lines.wide(),
            Self::Bars(bars) => bars.wide(),
        }
    }

    /// The picture for phones.
    #[must_use]
    pub fn narrow(&self) -> String {
        match self {
            Self::Lines(lines) => lines.narrow(),
            Self::Bars(bars) => bars.narrow(),
        }
    }
}

/// The figures of a panel, a row for each place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelTable {
    /// The headings of its columns.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<PanelRow>,
    /// The letters beside its figures, and what they mean.
    pub marks: Vec<(char, String)>,
}

/// A place's figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PanelRow {
    /// The place.
    pub place: String,
    /// Its page.
    pub href: Option<String>,
    /// Whether it is the whole that the others are compared with.
    pub is_whole: bool,
    /// The figures, each with what makes it less than settled.
    pub cells: Vec<(Shown, Vec<String>)>,
}

pub(crate) fn panel(edition: &Edition<'_>, declared: &framework::Panel, place: PlaceId, path: &str) -> Panel {
    let framework = edition.framework;
    let places: Vec<PlaceId> = edition
        .places_of(declared)
        .into_iter()
        .filter(|place| declared.indicators.iter().any(|id| framework.applies(*id, *place)))
        .collect();
    let whole = if places.contains(&place) { Some(place) } else { alone_at_its_level(edition, &places) };
    let periods = match declared.kind {
        PanelKind::Lines => known_periods(edition, declared, &places),
        PanelKind::Columns | PanelKind::Stages => edition.newest_of_panel(declared).into_iter().collect(),
    };
    let looking = Looking { edition, declared, path, places, whole, periods };
    let has_values = looking.places.iter().any(|place| looking.has_value(*place));
    let picture = has_values.then(|| match declared.kind {
        PanelKind::Lines => Picture::Lines(looking.lines()),
        PanelKind::Columns | PanelKind::Stages => Picture::Bars(looking.bars()),
    });
    let indicators = declared.indicators.iter().map(|id| {
        let to = edition.paths.indicator(*id).map(|to| relative(path, to));
        (looking.name(*id), to.unwrap_or_default())
    });
    Panel {
        id: declared.id.clone(),
        title: declared.title.clone(),
        period: looking.period_words(),
        about: declared.about.clone(),
        unit: looking.unit(),
        indicators: indicators.collect(),
        awaited: looking.awaited().filter(|_| declared.kind == PanelKind::Lines && picture.is_some()),
        table: looking.table(),
        is_open: declared.kind == PanelKind::Stages,
        notes: declared.notes.clone(),
        picture,
    }
}

/// The place of the largest level, where there is one alone and others are smaller.
fn alone_at_its_level(edition: &Edition<'_>, places: &[PlaceId]) -> Option<PlaceId> {
    let level = |place: &PlaceId| edition.framework.place(*place).level;
    let largest = places.iter().map(level).min()?;
    let mut of_it = places.iter().filter(|place| level(place) == largest);
    let only = of_it.next().filter(|_| of_it.next().is_none() && places.len() > 1)?;
    Some(*only)
}

/// The periods of a panel from the first in which any place has a value.
fn known_periods(edition: &Edition<'_>, declared: &framework::Panel, places: &[PlaceId]) -> Vec<Period> {
    let periods = edition.window(declared.periods);
    let has_value = |period: &Period| {
        let mut series =
            places.iter().flat_map(|place| declared.indicators.iter().map(|id| SeriesKey::own(*id, *place)));
        series.any(|series| edition.assess(series, *period).reading.value().is_some())
    };
    let first = periods.iter().position(has_value).unwrap_or(0);
    periods.into_iter().skip(first).collect()
}

struct Looking<'e, 'a> {
    edition: &'e Edition<'a>,
    declared: &'e framework::Panel,
    path: &'e str,
    places: Vec<PlaceId>,
    whole: Option<PlaceId>,
    periods: Vec<Period>,
}

impl<'a> Looking<'_, 'a> {
    fn figure(&self, indicator: IndicatorId, place: PlaceId, period: Period) -> Rc<Assessment<'a>> {
        self.edition.assess(SeriesKey::own(indicator, place), period)
    }

    /// A figure as it is printed; of a place where the indicator does not exist, that.
    fn shown(&self, indicator: IndicatorId, place: PlaceId, period: Period) -> (Shown, Vec<String>) {
        if !self.edition.framework.applies(indicator, place) {
            return (Shown::Absent("Not applicable at this place".to_owned()), Vec::new());
        }
        let figure = self.figure(indicator, place, period);
        shown_with_remarks(self.edition, &figure)
    }

    fn value(&self, indicator: IndicatorId, place: PlaceId, period: Period) -> Option<Number> {
        self.figure(indicator, place, period).reading.value().map(|value| value.number().clone())
    }

    fn has_value(&self, place: PlaceId) -> bool {
        let mut indicators = self.declared.indicators.iter();
        indicators.any(|id| self.periods.iter().any(|period| self.value(*id, place, *period).is_some()))
    }

    /// The places without any figure, in words: a bar says it itself, a line is not there.
    fn awaited(&self) -> Option<String> {
        let awaited = self.places.iter().filter(|place| !self.has_value(**place));
        let names: Vec<String> = awaited.map(|place| self.place_name(*place)).collect();
        (!names.is_empty()).then(|| format!("Without a figure: {}.", words::listed(&names)))
    }

    fn place_name(&self, place: PlaceId) -> String {
        self.edition.framework.place(place).name.clone()
    }

    /// What a stage is called.
    fn label(&self, position: usize) -> String {
        let label = self.declared.labels.as_ref().and_then(|labels| labels.get(position));
        label.cloned().unwrap_or_else(|| self.name(self.declared.indicators[position]))
    }

    fn labels(&self) -> Vec<String> {
        (0..self.declared.indicators.len()).map(|position| self.label(position)).collect()
    }

    /// The title of an indicator at the first place where it exists.
    fn name(&self, indicator: IndicatorId) -> String {
        self.rules(indicator).map(|rules| rules.title.clone()).unwrap_or_default()
    }

    fn rules(&self, indicator: IndicatorId) -> Option<&'a framework::Rules> {
        let exists = |place: &&PlaceId| self.edition.framework.applies(indicator, **place);
        let place = self.places.iter().find(exists)?;
        Some(self.edition.rules(SeriesKey::own(indicator, *place), self.periods.last()?))
    }

    fn unit(&self) -> Option<String> {
        let rules = self.rules(*self.declared.indicators.first()?)?;
        Some(words::unit_in_full(rules.unit))
    }

    fn period_words(&self) -> String {
        match self.periods[..] {
            [] => String::new(),
            [only] => only.words(),
            [first, .., last] => format!("{} to {}", first.words(), last.words()),
        }
    }

    fn title(&self) -> String {
        format!("{}, {}", self.declared.title, self.period_words())
    }

    fn lines(&self) -> Lines {
        let indicator = self.declared.indicators[0];
        let lines: Vec<Line> = self
            .places
            .iter()
            .map(|place| {
                let values: Vec<Option<Number>> =
                    self.periods.iter().map(|period| self.value(indicator, *place, *period)).collect();
                let last = values.iter().rposition(Option::is_some);
                let printed = last.map(|last| self.printed(indicator, *place, self.periods[last]));
                Line {
                    label: self.place_name(*place),
                    values,
                    printed: printed.unwrap_or_default(),
                    strong: Some(*place) == self.whole,
                }
            })
            .collect();
        let versions = &self.edition.framework.indicator(indicator).versions;
        let seen: Vec<String> =
            self.places.iter().filter_map(|place| self.course(indicator, *place)).collect();
        let breaks = breaks_in_words(self.edition, indicator, &self.periods);
        Lines {
            id: format!("{}-lines", self.declared.id),
            title: self.title(),
            description: seen.into_iter().chain(breaks).collect::<Vec<_>>().join(" "),
            periods: self.periods.iter().map(|period| (period.last_month(), period.heading())).collect(),
            lines,
            breaks: versions
                .iter()
                .filter(|version| !version.comparable)
                .map(|version| Break {
                    from: version.from,
                    label: "New definition, not comparable".to_owned(),
                })
                .collect(),
        }
    }

    fn printed(&self, indicator: IndicatorId, place: PlaceId, period: Period) -> String {
        match self.shown(indicator, place, period).0 {
            Shown::Value(printed) => printed.text,
            Shown::Absent(reason) | Shown::Withheld(reason) => reason,
        }
    }

    /// How a place's figures went, in a sentence.
    fn course(&self, indicator: IndicatorId, place: PlaceId) -> Option<String> {
        let known: Vec<(Period, Number)> = self
            .periods
            .iter()
            .filter_map(|period| Some((*period, self.value(indicator, place, *period)?)))
            .collect();
        let name = self.place_name(place);
        let say = |period: Period| self.shown(indicator, place, period).0.in_words().to_owned();
        let ((first, from), (last, to)) = (known.first()?, known.last()?);
        if first == last {
            return Some(format!("{name}: {} in {}.", say(*last), last.words()));
        }
        let verb = match to.cmp(from) {
            std::cmp::Ordering::Less => "fell",
            std::cmp::Ordering::Equal => "ended as it began",
            std::cmp::Ordering::Greater => "rose",
        };
        Some(format!(
            "{name} {verb}: {} in {}, {} in {}.",
            say(*first),
            first.words(),
            say(*last),
            last.words()
        ))
    }

    fn bars(&self) -> Bars {
        let is_whole = self.declared.kind == PanelKind::Columns;
        let rows: Vec<BarRow> = self.places.iter().map(|place| self.bar(*place)).collect();
        let seen: Vec<String> = rows.iter().map(|row| format!("{} {}", row.label, row.printed)).collect();
        let said = match (is_whole, self.declared.cumulative) {
            (true, _) => String::new(),
            (false, true) => {
                format!("The stages are {}. At the end of the last: ", words::listed(&self.labels()))
            }
            (false, false) => "In all: ".to_owned(),
        };
        Bars {
            id: format!("{}-bars", self.declared.id),
            title: self.title(),
            description: format!("{said}{}.", seen.join(", ")),
            parts: if is_whole { Vec::new() } else { self.labels() },
            rows,
        }
    }

    fn bar(&self, place: PlaceId) -> BarRow {
        let mut end = Number::zero();
        let ends: Vec<Option<Number>> = self
            .declared
            .indicators
            .iter()
            .map(|indicator| {
                let value = self.value(*indicator, place, *self.periods.last()?)?;
                // Stages counted from one start end where their figure says, but never before the one before.
                end = if self.declared.cumulative { value.max(end.clone()) } else { &end + &value };
                Some(end.clone())
            })
            .collect();
        let printed = match self.total(place) {
            (Shown::Value(printed), _) => printed.text,
            (Shown::Absent(reason) | Shown::Withheld(reason), _) => reason,
        };
        BarRow { label: self.place_name(place), ends, printed, strong: Some(place) == self.whole }
    }

    /// What stands at the end of a bar: the figure of the last stage or the sum of all.
    fn total(&self, place: PlaceId) -> (Shown, Vec<String>) {
        let stages = &self.declared.indicators;
        let (Some(last), Some(period)) = (stages.last(), self.periods.last()) else {
            return (Shown::Absent("To be supplied".to_owned()), Vec::new());
        };
        if self.declared.cumulative || stages.len() == 1 {
            return self.shown(*last, place, *period);
        }
        let values: Option<Vec<Number>> =
            stages.iter().map(|indicator| self.value(*indicator, place, *period)).collect();
        let rules = self.edition.rules(SeriesKey::own(*last, place), period);
        let shown = match values {
            Some(values) => Shown::value(rules, &values.iter().sum(), rules.decimals),
            None => Shown::Absent("Not every stage has a figure".to_owned()),
        };
        (shown, Vec::new())
    }

    fn table(&self) -> PanelTable {
        let indicators = &self.declared.indicators;
        let with_sum = indicators.len() > 1 && !self.declared.cumulative;
        let mut headings: Vec<String> = match self.declared.kind {
            PanelKind::Stages => self.labels(),
            _ => self.periods.iter().map(|period| words::capital(&period.words())).collect(),
        };
        headings.extend(with_sum.then(|| "In all".to_owned()));
        let rows = self.places.iter().map(|place| {
            let mut cells: Vec<(Shown, Vec<String>)> = indicators
                .iter()
                .flat_map(|id| self.periods.iter().map(|period| self.shown(*id, *place, *period)))
                .collect();
            cells.extend(with_sum.then(|| self.total(*place)));
            PanelRow {
                place: self.place_name(*place),
                href: self.edition.paths.place(*place).map(|to| relative(self.path, to)),
                is_whole: Some(*place) == self.whole,
                cells,
            }
        });
        let rows: Vec<PanelRow> = rows.collect();
        let shown = rows.iter().flat_map(|row| &row.cells).map(|(shown, _)| shown);
        PanelTable { headings, marks: keys(shown), rows }
    }
}
