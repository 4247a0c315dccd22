//! What has changed from one release to another, and why.
//!
//! A figure that both releases have and that says something else is a restatement. Its causes are found in what stands
//! beside it in both: the version and definition of its indicator, the place, the population under it, and the files or
//! records that it comes from. What none of these explains may be explained by a person, in the scorecard's changes;
//! otherwise it is to be explained.

mod cause;
mod comparators;
mod definitions;
mod places;
mod texts;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use figures::{Absence, Number, Unit};
use framework::FigureStatus;
use periods::{Month, Period};

use crate::release::{Definition, Figure, Key, Release, Row, Series, Target};

use cause::Causes;

pub use words::Line;

/// What has changed from one release to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Indicators that the old release did not have, with their titles.
    pub new_indicators: BTreeMap<String, String>,
    /// Indicators that the new release does not have, with their titles.
    pub removed_indicators: BTreeMap<String, String>,
    /// Places that are new, gone or not what they were.
    pub places: Vec<PlaceChange>,
    /// What indicators mean otherwise than they did.
    pub definitions: Vec<DefinitionChange>,
    /// Comparators that are not what they were.
    pub comparators: Vec<ComparatorChange>,
    /// Targets that moved, for figures that both releases have.
    pub targets: Vec<TargetChange>,
    /// Figures of both releases that say something else.
    pub restated: Vec<Restatement>,
    /// Figures of both releases that are more or less settled than they were.
    pub statuses: Vec<StatusChange>,
    /// Ratings of figures of both releases that changed.
    pub ratings: Vec<RatingChange>,
    /// Texts that were added, replaced or removed, between releases of one month.
    pub texts: Vec<TextChange>,
}

/// A place that is new, gone or not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceChange {
    /// Its slug.
    pub place: String,
    /// Its name, the newer one where it has two.
    pub name: String,
    /// What became of it, in a sentence.
    pub change: String,
}

/// Something that an indicator means otherwise than it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionChange {
    /// The indicator.
    pub indicator: String,
    /// Its title in the new release.
    pub title: String,
    /// The levels of place at which it changed.
    pub levels: Vec<String>,
    /// The first month of the version that changed; none is before the first change of meaning.
    pub from: Option<Month>,
    /// What changed.
    pub change: FieldChange,
}

/// A field that says something else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldChange {
    /// What the field is called.
    pub field: &'static str,
    /// What it said; empty for nothing.
    pub was: String,
    /// What it says; empty for nothing.
    pub now: String,
}

/// A comparator that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparatorChange {
    /// The indicator that it stands beside.
    pub indicator: String,
    /// The place.
    pub place: String,
    /// The breakdown; empty for the whole cohort.
    pub breakdown: String,
    /// Its id.
    pub comparator: String,
    /// The period of its value, where it was stated; of one that is gone that which it had.
    pub period: Option<Period>,
    /// What it was, in words; empty where it was not shown.
    pub was: String,
    /// What it is, in words; empty where it is not shown any more.
    pub now: String,
    /// What moved.
    pub moved: ComparatorMoved,
}

/// What moved of a comparator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ComparatorMoved {
    /// It was not shown.
    New,
    /// It is not shown any more.
    Gone,
    /// Its value is that of another period.
    Period,
    /// Its value for the same period is another.
    Value,
    /// It is more or less settled, or comparable, than it was, or of another kind.
    Standing,
}

/// A target that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetChange {
    /// The indicator.
    pub indicator: String,
    /// The basis.
    pub basis: String,
    /// The breakdown; empty for the whole cohort.
    pub breakdown: String,
    /// The period that the target was set for; of a removed one the period that it had been set for.
    pub period: Period,
    /// The places at which it moved so.
    pub places: BTreeSet<String>,
    /// What it was, in words.
    pub was: String,
    /// What it is, in words.
    pub now: String,
}

/// A figure that says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restatement {
    /// Which.
    pub key: Key,
    /// What it said, as printed.
    pub was: String,
    /// What it says, as printed.
    pub now: String,
    /// The old value, exactly, or the reason for its absence; nothing where the old release did not have the figure
    /// although its period was over.
    pub was_exactly: Option<Figure>,
    /// The new value, exactly, or the reason for its absence; nothing where the new release does not have it any more.
    pub now_exactly: Option<Figure>,
    /// Why, as far as it can be found; never empty.
    pub causes: Vec<Cause>,
    /// Whether either release says that it is not to be published.
    pub is_unpublished: bool,
}

/// Why a figure says something else.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The old release was still waiting for it, or did not have it.
    Supplied,
    /// Another version of its indicator applies to its period.
    Version {
        /// What changed, in a sentence; nothing where a version was taken back.
        change: Option<String>,
    },
    /// What its indicator counts has changed.
    Definition {
        /// The fields that say something else.
        fields: Vec<&'static str>,
    },
    /// Its place was re-organised.
    Place {
        /// What happened, in words.
        change: String,
    },
    /// The population under it has another size.
    Population,
    /// It was provisional and is not any more.
    NoLongerProvisional {
        /// What it is.
        now: FigureStatus,
    },
    /// The file that it was imported from has changed.
    Import {
        /// The file.
        file: String,
    },
    /// Records were entered or corrected after the old release's extract was taken.
    LateRecords,
    /// It is measured from records now, and was imported.
    NowMeasured,
    /// It is imported now, and was measured from records.
    NowImported {
        /// The file.
        file: String,
    },
    /// What a person said of the indicator's changes.
    Explained(String),
    /// The program finds none, and no person has said one.
    ToBeExplained,
}

/// A figure that is more or less settled than it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusChange {
    /// Which.
    pub key: Key,
    /// What it was.
    pub was: FigureStatus,
    /// What it is.
    pub now: FigureStatus,
}

/// A rating that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingChange {
    /// Of which figure.
    pub key: Key,
    /// What it was; nothing where it had none.
    pub was: Option<String>,
    /// What it is; nothing where it has none.
    pub now: Option<String>,
    /// What moved; never empty.
    pub because: Vec<Because>,
    /// Whether either release says that the figure is not to be published.
    pub is_unpublished: bool,
}

/// What moved, so that a rating changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// The figure.
    Figure,
    /// The target or its floor.
    Target,
    /// The rule of rating.
    Rule,
    /// An earlier figure of the series, which the rule compares with.
    EarlierFigure,
    /// Nothing that the releases hold.
    ToBeExplained,
}

/// A text that is not what it was. What it said is left out: it may be why it was replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextChange {
    /// What kind of text it is.
    pub kind: String,
    /// The id of the page that it is about.
    pub page: Option<String>,
    /// The id of the section.
    pub section: Option<String>,
    /// The indicator.
    pub indicator: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// What became of it.
    pub moved: TextMoved,
}

/// What became of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextMoved {
    /// There was none.
    Added,
    /// It says something else, or is somebody else's.
    Replaced,
    /// There is none any more.
    Removed,
}

/// What has changed from an old release of a scorecard to a new one, and why.
#[must_use]
pub fn difference(old: &Release, new: &Release) -> Difference {
    let (old_side, new_side) = (Side::new(old), Side::new(new));
    let causes = Causes::new(&old_side, &new_side);
    let mut restated = Vec::new();
    let (mut statuses, mut ratings) = (Vec::new(), Vec::new());
    let mut targets = Targets::default();
    for sheet in &new.sheets {
        let series = &sheet.series;
        let Some(before) = old_side.sheets.get(series) else { continue };
        let mut moved_earlier = false;
        for row in &sheet.rows {
            let Some(was) = before.get(&row.period) else { continue };
            let pair = Pair { series, was, now: row };
            let figure_moved = was.figure != row.figure;
            if figure_moved {
                restated.push(Restatement {
                    key: pair.key(),
                    was: was.printed.clone(),
                    now: row.printed.clone(),
                    was_exactly: Some(was.figure.clone()),
                    now_exactly: Some(row.figure.clone()),
                    causes: causes.of(&pair),
                    is_unpublished: pair.is_unpublished(),
                });
            }
            let (was_settled, settled) = (was.settled(), row.settled());
            if was_settled != settled {
                statuses.push(StatusChange { key: pair.key(), was: was_settled, now: settled });
            }
            targets.add(&pair, new_side.definition(series, row));
            ratings.extend(pair.rating_change(&old_side, &new_side, moved_earlier));
            moved_earlier |= figure_moved;
        }
    }
    restated.extend(gone(&old_side, &new_side, &causes));
    restated.extend(added(&old_side, &new_side));
    restated.sort_by(|one, other| one.key.cmp(&other.key));
    let (new_indicators, removed_indicators) = definitions::new_and_removed(&old_side, &new_side);
    Difference {
        new_indicators,
        removed_indicators,
        places: places::changes(&old_side, &new_side),
        definitions: definitions::changes(&old_side, &new_side),
        comparators: comparators::changes(old, new),
        targets: targets.changes(),
        restated,
        statuses,
        ratings,
        texts: texts::changes(old, new),
    }
}

/// Figures that the new release does not have any more, of indicators and places that it has.
fn gone(old: &Side<'_>, new: &Side<'_>, causes: &Causes<'_>) -> Vec<Restatement> {
    let mut gone = Vec::new();
    for (series, row) in old.values_of(new) {
        if new.row(series, row.period).is_some() {
            continue;
        }
        let nothing = Row { figure: Figure::Absent(Absence::NotAvailable), origin: None, ..row.clone() };
        let pair = Pair { series, was: row, now: &nothing };
        gone.push(Restatement {
            key: pair.key(),
            was: row.printed.clone(),
            now: "no longer reported".to_owned(),
            was_exactly: Some(row.figure.clone()),
            now_exactly: None,
            causes: causes.of_gone(&pair),
            is_unpublished: row.is_unpublished(),
        });
    }
    gone
}

/// Figures of periods that were over by the old release, which did not have them, of indicators and places that it had.
fn added(old: &Side<'_>, new: &Side<'_>) -> Vec<Restatement> {
    let over = |row: &Row| row.period.last_month() <= old.release.heading.data_month;
    new.values_of(old)
        .filter(|(series, row)| over(row) && old.row(series, row.period).is_none())
        .map(|(series, row)| Restatement {
            key: Key { series: series.clone(), period: row.period },
            was: "not reported".to_owned(),
            now: row.printed.clone(),
            was_exactly: None,
            now_exactly: Some(row.figure.clone()),
            causes: vec![Cause::Supplied],
            is_unpublished: row.is_unpublished(),
        })
        .collect()
}

/// A release, ready to be looked up.
struct Side<'a> {
    release: &'a Release,
    places: BTreeMap<&'a str, &'a crate::release::Place>,
    definitions: BTreeMap<DefinitionKey<'a>, &'a Definition>,
    sheets: BTreeMap<&'a Series, BTreeMap<Period, &'a Row>>,
}

/// An indicator, a level and the first month of a version.
type DefinitionKey<'a> = (&'a str, &'a str, Option<Month>);

impl<'a> Side<'a> {
    fn new(release: &'a Release) -> Self {
        let key = |definition: &'a Definition| {
            let from = definition.version.as_ref().map(|version| version.from);
            (definition.indicator.as_str(), definition.level.as_str(), from)
        };
        Self {
            release,
            places: release.places.iter().map(|place| (place.place.as_str(), place)).collect(),
            definitions: release.definitions.iter().map(|definition| (key(definition), definition)).collect(),
            sheets: release
                .sheets
                .iter()
                .map(|sheet| (&sheet.series, sheet.rows.iter().map(|row| (row.period, row)).collect()))
                .collect(),
        }
    }

    /// The figure of a series in a period.
    fn row(&self, series: &Series, period: Period) -> Option<&'a Row> {
        self.sheets.get(series)?.get(&period).copied()
    }

    /// The figures with a value whose indicator and place another release has too.
    fn values_of(&self, other: &Side<'_>) -> impl Iterator<Item = (&'a Series, &'a Row)> {
        let indicators: BTreeSet<String> =
            other.definitions.keys().map(|(indicator, _, _)| (*indicator).to_owned()).collect();
        let places: BTreeSet<String> = other.places.keys().map(|place| (*place).to_owned()).collect();
        self.release
            .rows()
            .filter(move |(series, _)| {
                indicators.contains(&series.indicator) && places.contains(&series.place)
            })
            .filter(|(_, row)| row.figure.amount().is_some())
    }

    /// What the indicator of a figure means.
    fn definition(&self, series: &Series, row: &Row) -> Option<&'a Definition> {
        let level = self.places.get(series.place.as_str())?.level.as_str();
        let definitions = &self.definitions;
        definitions.get(&(series.indicator.as_str(), level, row.version)).copied()
    }
}

/// A figure in both releases.
struct Pair<'a> {
    series: &'a Series,
    was: &'a Row,
    now: &'a Row,
}

impl Pair<'_> {
    fn key(&self) -> Key {
        Key { series: self.series.clone(), period: self.now.period }
    }

    fn is_unpublished(&self) -> bool {
        self.was.is_unpublished() || self.now.is_unpublished()
    }

    fn rating_change(&self, old: &Side<'_>, new: &Side<'_>, moved_earlier: bool) -> Option<RatingChange> {
        let rating = |row: &Row| row.rating.as_ref().map(|rating| rating.rating.clone());
        let (was, now) = (rating(self.was), rating(self.now));
        if was == now {
            return None;
        }
        let rule = |definition: Option<&Definition>| {
            definition.map(|known| (known.rule.clone(), known.polarity.clone(), known.minimum_denominator))
        };
        let rule_moved =
            rule(old.definition(self.series, self.was)) != rule(new.definition(self.series, self.now));
        let moved = [
            (Because::Figure, self.was.figure != self.now.figure),
            (Because::Target, edges(self.was) != edges(self.now)),
            (Because::Rule, rule_moved),
        ];
        let mut because: Vec<Because> =
            moved.into_iter().filter(|(_, moved)| *moved).map(|(because, _)| because).collect();
        if because.is_empty() {
            because.push(if moved_earlier { Because::EarlierFigure } else { Because::ToBeExplained });
        }
        Some(RatingChange { key: self.key(), was, now, because, is_unpublished: self.is_unpublished() })
    }
}

type Edges<'a> = (&'a Number, Option<&'a Number>, Option<&'a Number>);

/// The numbers that a figure is rated against.
fn edges(row: &Row) -> Option<Edges<'_>> {
    row.target.as_ref().map(|target| (&target.target, target.floor.as_ref(), target.upper.as_ref()))
}

/// A target that moved: indicator, basis, breakdown, period, what it was and what it is.
type Moved = (String, String, String, Period, String, String);

/// Targets that moved, the same for several places told once.
#[derive(Default)]
struct Targets {
    moved: BTreeMap<Moved, BTreeSet<String>>,
}

impl Targets {
    fn add(&mut self, pair: &Pair<'_>, definition: Option<&Definition>) {
        if edges(pair.was) == edges(pair.now) {
            return;
        }
        let Some(period) = pair.now.target.as_ref().or(pair.was.target.as_ref()).map(|target| target.period)
        else {
            return;
        };
        let annual = |row: &Row| row.target.as_ref().and_then(|target| target.annual.clone());
        let parts = if annual(pair.was) == annual(pair.now) { Parts::Said } else { Parts::Left };
        let say = |row: &Row| {
            let unit = definition.map_or(Unit::Count, |definition| definition.unit);
            row.target.as_ref().map_or_else(|| "none".to_owned(), |target| in_words(target, unit, parts))
        };
        let series = pair.series.clone();
        let key = (series.indicator, series.basis, series.breakdown, period, say(pair.was), say(pair.now));
        self.moved.entry(key).or_default().insert(series.place);
    }

    fn changes(self) -> Vec<TargetChange> {
        let change = |((indicator, basis, breakdown, period, was, now), places)| TargetChange {
            indicator,
            basis,
            breakdown,
            period,
            places,
            was,
            now,
        };
        self.moved.into_iter().map(change).collect()
    }
}

/// Whether the parts of a target that is spread over a year are said beside the whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parts {
    /// They are: the whole is what it was, so that they alone have moved.
    Said,
    /// They are not: they moved with the whole.
    Left,
}

/// `25%, floor 30%`. Of a target that is spread over a year, the whole, `1,200 for the year`; where that stayed what it
/// was, with the part that moved: `1,200 for the year, of which 100, floor 95`.
fn in_words(target: &Target, unit: Unit, parts: Parts) -> String {
    let say = |number: &Number| unit.with_unit(&number.grouped(number.decimals_needed(0, 6)));
    let (aim, is_whole) = match (&target.annual, parts) {
        (Some(annual), Parts::Said) => {
            (format!("{} for the year, of which {}", say(annual), say(&target.target)), false)
        }
        (Some(annual), Parts::Left) => (format!("{} for the year", say(annual)), true),
        (None, _) => (say(&target.target), false),
    };
    // A floor that was spread with the target says nothing more.
    let edges = [("floor", &target.floor), ("upper edge", &target.upper)];
    let edges = edges.into_iter().filter(|_| !is_whole);
    let edges = edges.filter_map(|(what, edge)| Some(format!(", {what} {}", say(edge.as_ref()?))));
    let carried = if target.carried { ", carried from last year" } else { "" };
    format!("{aim}{}{carried}", edges.collect::<String>())
}

/// Whether the old release was still waiting for a figure.
fn was_awaited(figure: &Figure) -> bool {
    matches!(figure, Figure::Absent(Absence::ToBeSupplied | Absence::NotYetCollected))
}

/// Whether a figure that was awaited has come: a value, or that there is none to be had. That none was owed at all is
/// something else.
fn has_come(figure: &Figure) -> bool {
    match figure {
        Figure::Value(_) => true,
        Figure::Absent(absence) => {
            matches!(absence, Absence::NoCases | Absence::NotAvailable | Absence::Suppressed)
        }
    }
}
