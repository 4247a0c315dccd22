//! A compiled framework: every reference resolved, every rule checked, nothing left to fail.
//!
//! Things are held in lists and referred to by small ids (`PlaceId`, `IndicatorId` …) that only the
//! compiler hands out, so that whoever holds a framework can look anything up without a second answer.

mod audiences;
mod comparators;
mod contracts;
mod deadlines;
mod disclosure;
mod figure;
mod ids;
mod indicators;
mod measures;
mod panels;
mod places;
mod rating;
mod reported;
mod reports;
mod scorecards;
mod tables;
mod targets;
mod texts;
mod tiles;

use std::collections::{BTreeMap, BTreeSet};

use figures::Number;
use jiff::civil::Date;
use periods::Month;
use schemars::JsonSchema;
use serde::Deserialize;

pub use audiences::Audience;
pub use comparators::{Comparator, ComparatorKey, ComparatorKind, ComparatorValue, NeighbourMethod};
pub use contracts::{
    ColumnType, Contract, ContractColumn, Contracts, Fresh, Reference, RowRule, Stop, Visibility,
};
pub use deadlines::EditionDay;
pub use disclosure::{
    DisclosureLimits, DisclosureMethod, DisclosureProfile, ExemptFigures, FigureKey, FiguresNamed, LeftOut,
    SensitiveFigures,
};
pub use figure::{Figure, FigureStatus, Series, SeriesKey};
pub use ids::{
    AudienceId, BasisIndex, BreakdownId, ComparatorId, FactsId, IndicatorId, LevelId, MatrixId, MemberId,
    PanelId, PlaceId, PlaceTableId, ScorecardId, SectionId, SourceId, TilesId,
};
pub use indicators::{
    Against, Compare, DirectionRule, Indicator, Polarity, Profile, Rules, SnapshotDay, Sums, Version,
};
pub use measures::{Condition, FactColumn, Facts, Formula, Measure, Origin, Quantity, Tally, When};
pub use panels::{Panel, PanelKind};
pub use places::{Breakdown, Dimension, Level, Member, Place, PlaceSelector};
pub use rating::{Band, BandColour, Edge, InferredKey, RatingScheme, Scheme};
pub use reported::{Reported, ReportedFigure, ReportedRelease};
pub use reports::{Edit, Labelled, Performance, Report, ReportPart};
pub use scorecards::{
    Change, Column, CommentaryRule, Cut, Earlier, Exceptions, Page, PageItem, Part, RowHeading, Scorecard,
    Section, SectionPeriods,
};
pub use tables::{Matrix, MatrixRow, MatrixShow, PlaceTable, PlaceTableColumn, PlaceTableRows};
pub use targets::{OtherPlan, Target, TargetKey, TargetScope, TargetStatus, Targets};
pub use texts::{Text, TextKind, TextSubject};
pub use tiles::{Tile, TileFigure, TileShows, Tiles};

use crate::diagnostics::Location;

/// A compiled framework folder.
#[derive(Debug, Clone)]
pub struct Framework {
    /// What the framework is called.
    pub name: String,
    /// Whose framework it is.
    pub organisation: String,
    /// One paragraph about it.
    pub about: Option<String>,
    /// A sentence that every page shows.
    pub notice: Option<String>,
    /// Whether its records and texts are made up, which every page must say.
    pub specimen: bool,
    /// Figures on fewer cases than this are marked as small.
    pub small_denominator: u32,
    /// Levels of place, from the largest to the smallest.
    pub levels: Vec<Level>,
    /// Places, in the order of `places.csv`.
    pub places: Vec<Place>,
    /// Dimensions of breakdown.
    pub dimensions: Vec<Dimension>,
    /// Members of all dimensions.
    pub members: Vec<Member>,
    /// Breakdowns in use; the first is the whole cohort.
    pub breakdowns: Vec<Breakdown>,
    /// Indicators, in the order of their files.
    pub indicators: Vec<Indicator>,
    /// Targets and floors.
    pub targets: Targets,
    /// What figures are compared with.
    pub comparators: Vec<Comparator>,
    /// Values of comparators, oldest first; those whose period was not stated come before.
    pub comparator_values: BTreeMap<ComparatorKey, Vec<ComparatorValue>>,
    /// Imported figures.
    pub figures: BTreeMap<SeriesKey, Series>,
    /// Ratings and directions published elsewhere.
    pub verdicts: Vec<PublishedVerdict>,
    /// Where data come from.
    pub sources: Vec<Source>,
    /// Where measured figures come from, where there are any.
    pub origin: Option<Origin>,
    /// Queries whose rows are counted, in the order of their files.
    pub facts: Vec<Facts>,
    /// Scorecards, in the order of their files.
    pub scorecards: Vec<Scorecard>,
    /// Editions, in the order of `framework.toml`.
    pub editions: Vec<Edition>,
    /// Who copies may be made for, beside `internal` and `public`.
    pub audiences: Vec<Audience>,
    /// How small numbers are protected in public copies; nothing is public without it.
    pub disclosure: Option<DisclosureProfile>,
    /// What earlier public copies showed.
    pub already_public: BTreeMap<SeriesKey, Series>,
    /// What earlier releases said.
    pub reported: Reported,
    /// Figures that are shown as they were published, as they are known by now.
    pub as_now_known: BTreeMap<FigureKey, figures::Reading>,
    /// Covering reports, in the order of their files.
    pub reports: Vec<Report>,
    /// The council's colours and logo.
    pub brand: Brand,
    /// Who answers questions, by role.
    pub contacts: Vec<Contact>,
    /// Abbreviations and what they stand for, in alphabetical order.
    pub abbreviations: BTreeMap<String, String>,
    /// What people wrote, in the order of the files.
    pub texts: Vec<Text>,
    /// Dates of the year.
    pub calendar: Vec<CalendarEntry>,
    /// Findings that are known.
    pub acknowledgements: Vec<Acknowledgement>,
    /// Places that an audience doesn't see.
    pub(crate) hidden: BTreeSet<PlaceId>,
}

/// A scorecard for one data month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The scorecard.
    pub scorecard: ScorecardId,
    /// The month that the data run to.
    pub data_month: Month,
    /// The day of publication, where it is known.
    pub published_on: Option<Date>,
    /// First or final release, where that is known.
    pub status: Option<EditionStatus>,
    /// That its texts are no longer waited for, once somebody says so.
    pub closed: Option<Closed>,
}

/// That the texts of an edition are no longer waited for: the day by which they were due has passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// The day.
    pub due: Date,
    /// What was supplied and isn't among the texts, because nobody approved it in time.
    pub unapproved: BTreeSet<(TextKind, TextSubject)>,
}

/// Whether an edition is a first or a final release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EditionStatus {
    /// Figures may still be revised.
    First,
    /// Figures stand.
    Final,
}

/// The council's colours and logo.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brand {
    /// The one accent colour, as `#rrggbb`; at least 4.5:1 against white.
    pub accent: Option<String>,
    /// The accent on dark pages; at least 4.5:1 against near-black.
    pub accent_dark: Option<String>,
    /// A picture in the folder.
    pub logo: Option<Logo>,
}

/// A council's logo: a file of the framework folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// Its path in the folder.
    pub path: String,
    /// What it shows, for those who do not see it.
    pub alternative: String,
}

/// Who answers questions: a role, never a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The role.
    pub role: String,
    /// What to ask it about.
    pub about: Option<String>,
    /// A shared mailbox.
    pub email: Option<String>,
}

/// Where data come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The id in `sources/*.toml`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it is.
    pub about: Option<String>,
}

/// A date of the council's year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEntry {
    /// What kind of date it is.
    pub kind: CalendarKind,
    /// The day, or the first of several.
    pub date: Date,
    /// The last day.
    pub to: Date,
    /// What it is called.
    pub name: String,
}

/// What a calendar entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarKind {
    /// A bank holiday.
    BankHoliday,
    /// A school term, first to last day.
    SchoolTerm,
    /// Days in term on which schools are closed.
    SchoolClosed,
    /// The last day on which data may be entered.
    CutOff,
    /// The day by which commentary is due.
    CommentaryDue,
    /// The day of sign-off.
    SignOff,
    /// The day of publication.
    Publication,
    /// A meeting.
    Meeting,
}

/// A rating or direction that was published elsewhere, to compare with ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedVerdict {
    /// The page on which it was published.
    pub page: String,
    /// The series of the figure.
    pub series: SeriesKey,
    /// The period of the figure.
    pub period: periods::Period,
    /// The target printed beside it.
    pub target: Option<Number>,
    /// The rating: `green`, `amber`, `red` or the name of a band.
    pub rating: Option<String>,
    /// The direction of travel.
    pub direction: Option<Direction>,
    /// The period that the direction compares with.
    pub against: Option<periods::Period>,
    /// Where it stands.
    pub location: Location,
}

/// A direction of travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Better than before.
    Improved,
    /// Worse than before.
    Worsened,
    /// No change.
    Same,
    /// A larger number, where neither way is better.
    Increased,
    /// A smaller number, where neither way is better.
    Decreased,
}

impl Direction {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Improved, Self::Worsened, Self::Same, Self::Increased, Self::Decreased];

    /// The word in files and on pages.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Improved => "improved",
            Self::Worsened => "worsened",
            Self::Same => "same",
            Self::Increased => "increased",
            Self::Decreased => "decreased",
        }
    }
}

/// A finding that is known, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acknowledgement {
    /// The finding's rule.
    pub rule: crate::diagnostics::Rule,
    /// The indicator, or any.
    pub indicator: Option<IndicatorId>,
    /// The place, or any.
    pub place: Option<PlaceId>,
    /// The period, or any.
    pub period: Option<periods::Period>,
    /// The basis of the indicator, or any.
    pub basis: Option<BasisIndex>,
    /// The breakdown, or any.
    pub breakdown: Option<BreakdownId>,
    /// The period that a direction compares with, or any.
    pub against: Option<periods::Period>,
    /// Why it stands.
    pub reason: String,
    /// Where it stands.
    pub location: Location,
}

impl Framework {
    /// The indicator of an id.
    #[must_use]
    pub fn indicator(&self, id: IndicatorId) -> &Indicator {
        &self.indicators[id.index()]
    }

    /// The place of an id.
    #[must_use]
    pub fn place(&self, id: PlaceId) -> &Place {
        &self.places[id.index()]
    }

    /// The breakdown of an id.
    #[must_use]
    pub fn breakdown(&self, id: BreakdownId) -> &Breakdown {
        &self.breakdowns[id.index()]
    }

    /// The comparator of an id.
    #[must_use]
    pub fn comparator(&self, id: ComparatorId) -> &Comparator {
        &self.comparators[id.index()]
    }

    /// The scorecard of an id.
    #[must_use]
    pub fn scorecard(&self, id: ScorecardId) -> &Scorecard {
        &self.scorecards[id.index()]
    }

    /// Looks an indicator up by its id in the files.
    #[must_use]
    pub fn find_indicator(&self, id: &str) -> Option<IndicatorId> {
        self.indicators.iter().position(|indicator| indicator.id == id).map(IndicatorId::new)
    }

    /// Whether a word names an indicator, by its id or its code.
    #[must_use]
    pub fn names_indicator(&self, word: &str) -> bool {
        self.indicators.iter().any(|indicator| indicator.id == word || indicator.code == word)
    }

    /// Looks a place up by its slug.
    #[must_use]
    pub fn find_place(&self, slug: &str) -> Option<PlaceId> {
        self.places.iter().position(|place| place.slug == slug).map(PlaceId::new)
    }

    /// Looks up what figures are about, by the words of the files; a breakdown must be in use.
    #[must_use]
    pub fn find_series(
        &self,
        indicator: IndicatorId,
        place: PlaceId,
        period: &periods::Period,
        basis: &str,
        breakdown: &str,
    ) -> Option<SeriesKey> {
        let bases = &self.rules(indicator, place, period).bases;
        let basis = bases.iter().position(|known| known.to_string() == basis).map(BasisIndex::new)?;
        let breakdown = self.breakdown_ids().find(|id| self.breakdown(*id).label == breakdown)?;
        Some(SeriesKey { indicator, place, basis, breakdown })
    }

    /// Looks a scorecard up by its id in the files.
    #[must_use]
    pub fn find_scorecard(&self, id: &str) -> Option<ScorecardId> {
        self.scorecards.iter().position(|scorecard| scorecard.id == id).map(ScorecardId::new)
    }

    /// What an indicator means at a place in a period: the rules of the place's level and of the version in force.
    #[must_use]
    pub fn rules(&self, indicator: IndicatorId, place: PlaceId, period: &periods::Period) -> &Rules {
        self.indicator(indicator).rules(self.place(place).level, period.last_month())
    }

    /// Whether an indicator exists at a place: the indicator names the place's level.
    #[must_use]
    pub fn applies(&self, indicator: IndicatorId, place: PlaceId) -> bool {
        self.indicator(indicator).levels.contains(&self.place(place).level)
    }

    /// The imported figures of a series, oldest first, where there are any.
    #[must_use]
    pub fn series(&self, key: &SeriesKey) -> Option<&Series> {
        self.figures.get(key)
    }

    /// Puts a measured figure in the place of whatever figure there is of its series and period.
    pub fn put_measured(&mut self, key: SeriesKey, period: periods::Period, reading: figures::Reading) {
        self.figures.entry(key).or_default().put(Figure::measured(period, reading));
    }

    /// The places, in order, that a selector names.
    pub fn select<'a>(&'a self, selector: &'a PlaceSelector) -> impl Iterator<Item = PlaceId> + 'a {
        self.place_ids().filter(move |&id| selector.matches(id, self.place(id)))
    }

    /// All places that may be seen, in order.
    pub fn place_ids(&self) -> impl Iterator<Item = PlaceId> + '_ {
        (0..self.places.len()).map(PlaceId::new).filter(|place| !self.hidden.contains(place))
    }

    /// All indicators, in order.
    pub fn indicator_ids(&self) -> impl Iterator<Item = IndicatorId> + use<> {
        (0..self.indicators.len()).map(IndicatorId::new)
    }

    /// All breakdowns in use, the whole cohort first.
    pub fn breakdown_ids(&self) -> impl Iterator<Item = BreakdownId> + use<> {
        (0..self.breakdowns.len()).map(BreakdownId::new)
    }

    /// The ids of all comparators, in order.
    pub fn comparator_ids(&self) -> impl Iterator<Item = ComparatorId> + use<> {
        (0..self.comparators.len()).map(ComparatorId::new)
    }

    /// Whether `place` adds to `whole`, directly or through other places.
    #[must_use]
    pub fn is_part_of(&self, place: PlaceId, whole: PlaceId) -> bool {
        self.place(place).part_of.iter().any(|&parent| parent == whole || self.is_part_of(parent, whole))
    }

    /// Whether `place` is shown on the page of `other`: it is part of it or serves it.
    #[must_use]
    pub fn belongs_to_page(&self, place: PlaceId, other: PlaceId) -> bool {
        self.is_part_of(place, other) || self.place(place).serves.contains(&other)
    }

    /// The last edition of a scorecard before a data month.
    #[must_use]
    pub fn previous_edition(&self, scorecard: ScorecardId, data_month: Month) -> Option<&Edition> {
        self.editions
            .iter()
            .filter(|edition| edition.scorecard == scorecard && edition.data_month < data_month)
            .max_by_key(|edition| edition.data_month)
    }
}
