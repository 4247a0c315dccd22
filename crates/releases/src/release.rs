//! What a release holds.

use std::collections::BTreeMap;

use figures::{Absence, Number, Unit};
use framework::FigureStatus;
use jiff::civil::Date;
use periods::{Month, Period};
use serde::{Deserialize, Serialize};

use crate::text;

/// The layout in which releases are written; it changes when a field does. What is new in a layout may be left out, so
/// that a release of an earlier one is read, and written again, as it stands.
pub const LAYOUT: u32 = 2;

/// The first layout in which releases hold comparators.
pub(crate) const LAYOUT_WITH_COMPARATORS: u32 = 2;

/// An edition, frozen: everything that it says, by its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// What it is, and what it was made from.
    pub heading: Heading,
    /// The places of the framework, in its order.
    pub places: Vec<Place>,
    /// What the indicators of its figures meant, by indicator, level and version.
    pub definitions: Vec<Definition>,
    /// The comparators that its pages show, by indicator, place, breakdown and comparator.
    pub comparators: Vec<Comparator>,
    /// What people wrote for it.
    pub texts: Vec<Text>,
    /// What people said has changed, up to its data month.
    pub changes: Vec<Change>,
    /// Its figures by series, in the order of [`Series`].
    pub sheets: Vec<Sheet>,
}

/// What a release is, and what it was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// The layout in which it is written.
    pub layout: u32,
    /// Whose it is.
    pub organisation: String,
    /// The id of its scorecard.
    pub scorecard: String,
    /// The scorecard's title.
    pub title: String,
    /// The month that its data run to.
    #[serde(with = "text")]
    pub data_month: Month,
    /// Which release of its scorecard and data month it is, from 1.
    pub number: u32,
    /// `first` or `final`, where the framework says it.
    pub status: Option<String>,
    /// Why it was made, where another of the same month and status stands or a figure differs from that of another
    /// scorecard.
    pub reason: Option<String>,
    /// Whether its records and texts are made up.
    pub specimen: bool,
    /// The fingerprint of the framework's files.
    pub framework: String,
    /// The records that its measured figures come from.
    pub records: Option<Records>,
    /// The files that figures were imported from, with their fingerprints.
    pub imports: BTreeMap<String, String>,
}

/// The records that measured figures come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Records {
    /// The snapshot.
    pub snapshot: String,
    /// The fingerprint of all that it holds.
    pub fingerprint: String,
    /// How replaced places were counted.
    pub history: String,
}

/// A place as it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Its slug.
    pub place: String,
    /// Its name for people.
    pub name: String,
    /// Its level.
    pub level: String,
    /// The places to which its figures add.
    pub part_of: Vec<String>,
    /// The first day on which it exists, where that is known.
    #[serde(with = "text::optional")]
    pub from: Option<Date>,
    /// The last day on which it exists.
    #[serde(with = "text::optional")]
    pub to: Option<Date>,
    /// The place that it replaced.
    pub succeeds: Option<String>,
}

/// What an indicator meant at a level in a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// The indicator.
    pub indicator: String,
    /// The level of place.
    pub level: String,
    /// The version; none is before the first change of meaning.
    pub version: Option<Version>,
    /// Its code as printed; may be empty.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Which way is better: `high`, `low`, `target` or `none`.
    pub polarity: String,
    /// The unit of its figures.
    #[serde(with = "text")]
    pub unit: Unit,
    /// Digits after the point when printed.
    pub decimals: u8,
    /// Its bases; the first is its own.
    pub bases: Vec<String>,
    /// How often a figure is due.
    pub frequency: String,
    /// The year of its targets and outturns.
    pub year: String,
    /// What is counted, in words.
    pub definition: Option<String>,
    /// The titles of its sources.
    pub sources: Vec<String>,
    /// The role that answers for it.
    pub owner: Option<String>,
    /// The rule of its ratings, in words.
    pub rule: String,
    /// Below this denominator there is no rating.
    pub minimum_denominator: Option<u32>,
    /// The fingerprint of the queries and conditions by which records are counted, where they are.
    pub counting: Option<String>,
    /// The fingerprint of how the population is counted that it is a rate of, where it is measured as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<String>,
}

/// A change of meaning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// The first month to which it applies.
    #[serde(with = "text")]
    pub from: Month,
    /// What changed, in a sentence.
    pub change: String,
    /// Whether figures before and after may be compared.
    pub comparable: bool,
}

/// What figures stand beside: the value of a comparator that the scorecard shows. A place that has none of its own shows
/// that of the place that it is part of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparator {
    /// The indicator.
    pub indicator: String,
    /// The place.
    pub place: String,
    /// The breakdown; empty for the whole cohort.
    pub breakdown: String,
    /// Its id.
    pub comparator: String,
    /// What it is called.
    pub label: String,
    /// What it is: `published`, `place`, `neighbours`, `region` or `nation`.
    pub kind: String,
    /// Whether better and worse may be said of a figure beside it.
    pub comparable: bool,
    /// The period, where it was stated.
    #[serde(with = "text::optional")]
    pub period: Option<Period>,
    /// The value, or the reason why there is none.
    pub figure: Figure,
    /// As people read it.
    pub printed: String,
    /// `provisional`, where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The month or day at which it was known, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_at: Option<String>,
}

/// A text that somebody wrote for the release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
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
    /// Who wrote it: a role.
    pub role: Option<String>,
    /// Whether it is made up.
    pub specimen: bool,
    /// What it says, in Markdown.
    pub text: String,
}

/// Something that a person said has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The first data month to which it applies.
    #[serde(with = "text")]
    pub month: Month,
    /// The indicator that it is about.
    pub indicator: Option<String>,
    /// The place whose figures it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The period that it is about, and all within it.
    #[serde(with = "text::optional", default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// What has changed, in a sentence.
    pub change: String,
}

impl Change {
    /// How closely it names a figure: by how much of indicator, place and period; nothing if it is about another one, or
    /// about none in particular.
    pub(crate) fn names(&self, series: &Series, period: &Period) -> Option<usize> {
        let named = [
            self.indicator.as_ref().map(|indicator| *indicator == series.indicator),
            self.place.as_ref().map(|place| *place == series.place),
            self.period.map(|named| named.contains(period)),
        ];
        let is_about = named.iter().flatten().all(|is_named| *is_named);
        Some(named.iter().flatten().count()).filter(|named| is_about && *named > 0)
    }
}

/// What a series of figures is about. Its order is that of the texts, byte by byte.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// The indicator.
    pub indicator: String,
    /// The place.
    pub place: String,
    /// The basis.
    pub basis: String,
    /// The breakdown; empty for the whole cohort.
    pub breakdown: String,
}

/// What a figure is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Its series.
    pub series: Series,
    /// Its period.
    pub period: Period,
}

/// The figures of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What they are about.
    pub series: Series,
    /// The figures, oldest first.
    pub rows: Vec<Row>,
}

/// A figure with all that was said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Its period.
    #[serde(with = "text")]
    pub period: Period,
    /// The value, or the reason why there is none.
    pub figure: Figure,
    /// As people read it.
    pub printed: String,
    /// How settled it is: `provisional`, `validated`, `nationally-published` or `unpublished`; nothing where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// A part period: the first and the last day that it covers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<(String, String)>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// The first month of the version of its indicator.
    #[serde(with = "text::optional", default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Month>,
    /// The target that it is rated against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// Its rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// Why the rating is what it is, or why there is none.
    pub reason: String,
    /// Its directions of travel.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub directions: Vec<Direction>,
    /// What makes it less than solid, in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cautions: Vec<String>,
}

impl Row {
    /// How settled the figure is.
    #[must_use]
    pub fn settled(&self) -> FigureStatus {
        let said = self.status.as_deref();
        let status = FigureStatus::SAID.into_iter().find(|status| Some(status.token()) == said);
        status.unwrap_or(FigureStatus::Settled)
    }

    /// Whether the figure is not to be published.
    #[must_use]
    pub fn is_unpublished(&self) -> bool {
        self.settled() == FigureStatus::Unpublished
    }
}

/// A value, or the reason why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Figure {
    /// There is a value.
    Value(Amount),
    /// There is none.
    #[serde(with = "text")]
    Absent(Absence),
}

/// A value, exactly, in the unit of its indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// The value.
    #[serde(with = "text::exact")]
    pub exact: Number,
    /// The numerator, where it is known.
    #[serde(with = "text::optional_exact", default, skip_serializing_if = "Option::is_none")]
    pub numerator: Option<Number>,
    /// The denominator, where it is known.
    #[serde(with = "text::optional_exact", default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<Number>,
}

/// Where a figure comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// It was measured from the records.
    Records,
    /// It was imported from this file of the framework.
    Import(String),
}

/// A target as it applied to a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The aim, exactly.
    #[serde(with = "text::exact")]
    pub target: Number,
    /// The target of the whole year, where the aim is a part of it.
    #[serde(with = "text::optional_exact", default, skip_serializing_if = "Option::is_none")]
    pub annual: Option<Number>,
    /// The period that it was set for.
    #[serde(with = "text")]
    pub period: Period,
    /// The worst amber value; for polarity `target` the lower.
    #[serde(with = "text::optional_exact", default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Number>,
    /// For polarity `target`, the upper worst amber value.
    #[serde(with = "text::optional_exact", default, skip_serializing_if = "Option::is_none")]
    pub upper: Option<Number>,
    /// Whether last year's target stood provisionally.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub carried: bool,
}

/// A rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// `green`, `amber`, `red` or the name of a band.
    pub rating: String,
    /// The colour that a named band counts as, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts_as: Option<String>,
}

/// A direction of travel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Direction {
    /// The period that it compares with, where there is one.
    #[serde(with = "text::optional", default, skip_serializing_if = "Option::is_none")]
    pub against: Option<Period>,
    /// `improved`, `worsened` …, where the two may be compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<String>,
}

impl Release {
    /// The figures with what they are about, in order.
    pub fn rows(&self) -> impl Iterator<Item = (&Series, &Row)> {
        self.sheets.iter().flat_map(|sheet| sheet.rows.iter().map(|row| (&sheet.series, row)))
    }

    /// The place of a slug.
    #[must_use]
    pub fn place(&self, slug: &str) -> Option<&Place> {
        self.places.iter().find(|place| place.place == slug)
    }
}

impl Figure {
    /// The value, if there is one.
    #[must_use]
    pub fn amount(&self) -> Option<&Amount> {
        match self {
            Self::Value(amount) => Some(amount),
            Self::Absent(_) => None,
        }
    }
}
