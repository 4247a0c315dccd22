//! Every figure of an edition, for one audience: what open data, JSON, workbooks and documents are drawn from.
//!
//! The pages of the site are views of the same assessments, printed by the same functions, so that no two formats
//! disagree. Fields that are left out of the JSON hold the same as their neighbours, as Rust has it.

mod gather;

use std::borrow::Cow;

use figures::{Absence, Number, Symbol, Unit};
use framework::SeriesKey;
use periods::{Month, Period};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use crate::edition::Edition;
use crate::{Refusal, Request, seen};

/// Every figure that an edition shows, with all that is said of it. Refuses what [`site`](crate::site) refuses.
pub fn edition_data(request: &Request<'_>) -> Result<EditionData, Refusal> {
    Ok(match seen(request)? {
        Some(seen) => gather::gather(&Edition::new(&Request { framework: &seen, ..request.clone() })),
        None => gather::gather(&Edition::new(request)),
    })
}

/// The name and version of the shape. Fields may be added within a version; one that goes, or changes its meaning,
/// makes a new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub enum SchemaVersion {
    /// The first version.
    #[serde(rename = "bellwether/edition/1")]
    First,
}

/// An edition of a scorecard: every figure that it shows, for one audience.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EditionData {
    /// The name and version of this shape.
    pub schema: SchemaVersion,
    /// The name of the framework.
    pub framework: String,
    /// Whose framework it is.
    pub organisation: String,
    /// The scorecard's id.
    pub scorecard: String,
    /// The scorecard's title.
    pub title: String,
    /// The month that the data run to.
    pub data_month: MonthData,
    /// `first release`, `final release` or `draft`, where that is known.
    pub status: Option<&'static str>,
    /// The day of publication, as `2021-07-30`, where it is known.
    pub published_on: Option<String>,
    /// `internal`, `public` or the id of an audience that the framework declares.
    pub audience: String,
    /// What every copy of this edition for this audience must say, beginning with whose copy it is.
    pub statements: Vec<StatementData>,
    /// Who answers questions: roles.
    pub contacts: Vec<String>,
    /// The indicators, in the order in which a reader of the scorecard meets them.
    pub indicators: Vec<IndicatorData>,
    /// The places, in the order of the framework.
    pub places: Vec<PlaceData>,
    /// The figures, by indicator, place, basis, breakdown and period.
    pub figures: Vec<FigureData>,
    /// What figures are compared with.
    pub comparators: Vec<ComparatorData>,
}

impl EditionData {
    /// The indicator of a figure.
    #[must_use]
    pub fn indicator(&self, id: &str) -> Option<&IndicatorData> {
        self.indicators.iter().find(|indicator| indicator.id == id)
    }

    /// The place of a figure.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<&PlaceData> {
        self.places.iter().find(|place| place.id == id)
    }
}

/// A month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MonthData {
    /// As `2021-06`.
    pub id: String,
    /// As `June 2021`.
    pub words: String,
    /// The month.
    #[serde(skip)]
    pub month: Month,
}

/// Something that every copy must say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StatementData {
    /// In a few words.
    pub heading: String,
    /// In a sentence; may be empty.
    pub text: String,
}

/// An indicator, by its rules at the scorecard's first place in its latest period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct IndicatorData {
    /// Its id.
    pub id: String,
    /// Its code as printed, where it has one.
    pub code: Option<String>,
    /// Its title.
    pub title: String,
    /// The heading under which a reader first meets it.
    pub heading: String,
    /// Which way is better: `high`, `low`, `target` or `none`.
    pub polarity: &'static str,
    /// Which way is better, in words.
    pub polarity_words: &'static str,
    /// The unit of its figures, as the framework writes it: `percent`, `count`, `per 10000` …
    #[serde(serialize_with = "as_text")]
    #[schemars(with = "String")]
    pub unit: Unit,
    /// The unit, in words.
    pub unit_words: String,
    /// Digits after the point when printed.
    pub decimals: u8,
    /// How a period is filled, in words.
    pub basis: String,
    /// How often there is a figure, in words.
    pub frequency: &'static str,
    /// What is counted.
    pub definition: Option<String>,
    /// Where the data come from.
    pub source: Option<String>,
    /// The role that answers for it.
    pub owner: Option<String>,
    /// The limits of each rating, in sentences.
    pub rating: String,
    /// Tags such as `QPR`.
    pub marks: Vec<String>,
    /// Notes.
    pub notes: Vec<String>,
    /// Changes of meaning, the oldest first.
    pub versions: Vec<VersionData>,
}

/// A change of what an indicator means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VersionData {
    /// The first month to which it applies, as `2021-04`.
    pub from: String,
    /// What changed, in a sentence.
    pub change: String,
    /// Whether figures before and after may be compared.
    pub comparable: bool,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlaceData {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its level, such as `county` or `team`.
    pub level: String,
    /// The ids of the places that it is a part of.
    pub part_of: Vec<String>,
    /// The code of the Office for National Statistics.
    pub gss_code: Option<String>,
    /// The Department for Education's number of a local authority.
    pub la_code: Option<String>,
}

/// One value for one indicator, place, period, basis and breakdown, or the reason why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FigureData {
    /// The indicator's id.
    pub indicator: String,
    /// The indicator's title at this place in this period.
    pub title: String,
    /// The place's id.
    pub place: String,
    /// The place's name.
    pub place_name: String,
    /// The period.
    pub period: PeriodData,
    /// How the period is filled, in words.
    pub basis: String,
    /// Whether that is the indicator's own basis.
    pub is_own_basis: bool,
    /// The part of the cohort that is counted; none for the whole.
    pub breakdown: Vec<MemberData>,
    /// The unit of the value in this period at this place.
    #[serde(serialize_with = "as_text")]
    #[schemars(with = "String")]
    pub unit: Unit,
    /// Digits after the point when printed.
    pub decimals: u8,
    /// The value, or why there is none.
    pub reading: ReadingData,
    /// How settled it is: provisional, validated, few cases, the days of a part period, a note.
    pub remarks: Vec<String>,
    /// What the scorecard's last release said of it, where that was something else: a sentence.
    pub restated: Option<String>,
    /// Why it may not be compared with the figures before, where it is the first that may not: a sentence.
    pub break_in_series: Option<String>,
    /// The day on which the data were taken, as `2021-06-30`, where that is known.
    pub as_at: Option<String>,
    /// The target that the figure is rated against, or why there is none.
    pub target: TargetOrReason,
    /// The edges of amber; for polarity `target` the lower and the upper.
    pub floors: Vec<TargetData>,
    /// The rating.
    pub rating: Option<RatingData>,
    /// Why the rating is what it is, or why there is none: a sentence.
    pub rating_reason: String,
    /// Directions of travel, in the order of the indicator's rules.
    pub directions: Vec<DirectionData>,
    /// What the figure is about.
    #[serde(skip)]
    pub series: SeriesKey,
}

impl FigureData {
    /// The members of its breakdown as pages write them, joined by ` + `; empty for the whole cohort.
    #[must_use]
    pub fn breakdown_label(&self) -> String {
        let members: Vec<&str> = self.breakdown.iter().map(|member| member.name.as_str()).collect();
        members.join(" + ")
    }
}

/// A period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PeriodData {
    /// As the framework writes it: `2021-06`, `FY2021-22-Q1`, `AY2022-23` …
    pub id: String,
    /// In words: `June 2021`.
    pub words: String,
    /// Its first month, as `2021-06`.
    pub first_month: String,
    /// Its last month, as `2021-06`.
    pub last_month: String,
    /// The period.
    #[serde(skip)]
    pub period: Period,
}

impl PeriodData {
    pub(crate) fn new(period: Period) -> Self {
        Self {
            id: period.to_string(),
            words: period.words(),
            first_month: period.first_month().to_string(),
            last_month: period.last_month().to_string(),
            period,
        }
    }
}

/// A member of a dimension of breakdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MemberData {
    /// The dimension's id.
    pub dimension: String,
    /// The dimension's name.
    pub dimension_title: String,
    /// The member's name.
    pub name: String,
}

/// A value, or the reason why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReadingData {
    /// A value.
    Value(Box<ValueData>),
    /// No value, and why.
    Absent(AbsenceData),
}

impl ReadingData {
    /// What pages print: the value without its unit, or the reason.
    #[must_use]
    pub fn printed(&self) -> &str {
        match self {
            Self::Value(value) => &value.printed,
            Self::Absent(absence) => &absence.words,
        }
    }
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ValueData {
    /// As tables print it, without its unit.
    pub printed: String,
    /// As sentences print it, with its unit.
    pub with_unit: String,
    /// Exactly.
    pub exact: Exact,
    /// The numerator, where it is known.
    pub numerator: Option<Exact>,
    /// The denominator, where it is known.
    pub denominator: Option<Exact>,
}

/// Why there is no value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AbsenceData {
    /// As the framework writes it, such as `to-be-supplied` or `suppressed`.
    #[serde(serialize_with = "as_text")]
    #[schemars(with = "String")]
    pub status: Absence,
    /// The shorthand of government statistics: `z` not applicable, `x` not available, `c` confidential.
    #[serde(serialize_with = "as_symbol")]
    #[schemars(with = "String")]
    pub symbol: Symbol,
    /// As pages say it, with what was remarked.
    pub words: String,
}

/// A target, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TargetOrReason {
    /// A target.
    Target(TargetData),
    /// None, and why, in words.
    None(String),
}

/// A target or a floor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TargetData {
    /// As the council wrote it, or printed.
    pub printed: String,
    /// With its unit.
    pub with_unit: String,
    /// Exactly.
    pub exact: Exact,
    /// The period that it was set for, in words.
    pub period: Option<String>,
    /// Whether last year's stands provisionally.
    pub carried: bool,
    /// Whether nobody published it.
    pub inferred: bool,
    /// From which other plan it was taken over, in words.
    pub other_plan: Option<String>,
}

/// A rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RatingData {
    /// Its word.
    pub word: String,
    /// The colour that it counts as: `red`, `amber`, `green`, or `plain` for a band without one.
    pub shade: &'static str,
}

/// A direction of travel, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DirectionData {
    /// What the figure is compared with, as the framework writes it: `previous period`, `a year ago` …
    pub against: String,
    /// The period that it is compared with, in words, where there is one.
    pub since: Option<String>,
    /// Its word: `Improved`, `Worsened`, `Same`, `Increased` or `Decreased`.
    pub word: Option<String>,
    /// The change as printed, with its sign, where there is one number that says it.
    pub change: Option<String>,
    /// Why, or why there is none, in a sentence.
    pub reason: String,
}

/// A comparator beside an indicator at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ComparatorData {
    /// The comparator's id.
    pub comparator: String,
    /// What it is called.
    pub label: String,
    /// Whether better and worse may be said of a figure beside it.
    pub comparable: bool,
    /// The indicator's id.
    pub indicator: String,
    /// The place's id.
    pub place: String,
    /// The value as printed, or why there is none.
    pub printed: String,
    /// Exactly, where there is a value.
    pub exact: Option<Exact>,
    /// Its period, and what makes it less than settled.
    pub remarks: Vec<String>,
}

/// An exact number, written as a decimal: all of its decimals up to twelve, so that whoever rounds it to fewer gets
/// what is printed. It is a text in JSON, because many programs would make a float of a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exact(pub Number);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.kept())
    }
}

impl JsonSchema for Exact {
    fn schema_name() -> Cow<'static, str> {
        "Exact".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "An exact number, written as a decimal with no more than twelve places.",
            "pattern": "^-?[0-9]+(\\.[0-9]{1,12})?$",
        })
    }
}

fn as_text<T: ToString, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&value.to_string())
}

fn as_symbol<S: Serializer>(symbol: &Symbol, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(symbol.bare())
}
