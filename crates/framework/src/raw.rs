//! The TOML files as they are written. Documented here once: the schemas, and so the editors, take their words from these comments.

mod contracts;
mod disclosure;
mod items;
mod measures;
mod reports;
mod scorecards;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{
    BandColour, Compare, EditionStatus, InferredKey, NeighbourMethod, Polarity, SnapshotDay, Sums, TextKind,
};

pub(crate) use contracts::*;
pub(crate) use disclosure::*;
pub(crate) use items::{Panel, Tile, Tiles};
pub(crate) use measures::*;
pub(crate) use reports::*;
pub(crate) use scorecards::*;

/// `framework.toml`: what the framework is and what holds for all of it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FrameworkFile {
    /// What the framework is called.
    pub name: String,
    /// Whose framework it is.
    pub organisation: String,
    /// One paragraph about it, shown on the guidance page.
    pub about: Option<String>,
    /// A sentence that every page shows.
    pub notice: Option<String>,
    /// Whether its records and texts are made up; every page then says so.
    #[serde(default)]
    pub specimen: bool,
    /// A figure on fewer cases is marked; 10 unless said.
    pub small_denominator: Option<u32>,
    /// Levels of place, from the largest to the smallest.
    #[schemars(length(min = 1))]
    #[expect(dead_code, reason = "read by itself, so that a mistake elsewhere in the file hides none in it")]
    pub levels: Vec<String>,
    /// The rating of indicators that say nothing of their own.
    #[expect(dead_code, reason = "read by itself, so that a mistake elsewhere in the file hides none in it")]
    pub rating: Option<Rating>,
    /// One per scorecard and data month.
    #[serde(default)]
    #[expect(dead_code, reason = "read by itself, so that a mistake elsewhere in the file hides none in it")]
    pub editions: Vec<Edition>,
    /// Who copies may be made for, beside `internal` and `public`.
    #[serde(default)]
    #[expect(dead_code, reason = "read by itself, so that a mistake elsewhere in the file hides none in it")]
    pub audiences: BTreeMap<String, Audience>,
    /// How small numbers are protected in public copies.
    #[expect(dead_code, reason = "read by itself, so that a mistake elsewhere in the file hides none in it")]
    pub disclosure: Option<Disclosure>,
    /// The council's colours and logo.
    #[serde(default)]
    #[expect(dead_code, reason = "read by itself, so that a mistake elsewhere in the file hides none in it")]
    pub brand: Brand,
    /// Who answers questions, by role.
    #[serde(default)]
    pub contacts: Vec<Contact>,
    /// Abbreviations and what they stand for.
    #[serde(default)]
    pub abbreviations: BTreeMap<String, String>,
}

/// A scorecard for one data month.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Edition {
    /// The scorecard: the name of its file in `scorecards/`.
    pub scorecard: String,
    /// The month that the data run to, such as `2023-10`.
    pub data_month: String,
    /// The day of publication.
    pub published_on: Option<String>,
    /// First or final release, where that is known.
    pub status: Option<EditionStatus>,
}

/// Who a copy may be made for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Audience {
    /// Who it is, in words that follow "for the".
    pub title: String,
    /// The levels of the places that it sees; all of them unless said.
    #[schemars(length(min = 1))]
    pub levels: Option<Vec<String>>,
    /// The kinds of text that it reads; summaries, commentary, data notes and exceptions unless said, never narratives.
    pub texts: Option<Vec<TextKind>>,
}

/// The council's colours and logo.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Brand {
    /// The accent colour, `#rrggbb`, at least 4.5:1 against white.
    pub accent: Option<String>,
    /// The accent colour of dark pages, at least 4.5:1 against near-black.
    pub accent_dark: Option<String>,
    /// A picture in the folder.
    pub logo: Option<String>,
    /// What the logo shows.
    pub logo_alt: Option<String>,
}

/// Who answers questions: a role, never a name.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contact {
    /// The role.
    pub role: String,
    /// What to ask it about.
    pub about: Option<String>,
    /// A shared mailbox.
    pub email: Option<String>,
}

/// `breakdowns.toml`: one table per dimension.
pub(crate) type BreakdownsFile = BTreeMap<String, Dimension>;

/// A dimension along which a cohort is broken down.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dimension {
    /// Its name for people.
    pub title: Option<String>,
    /// Its members.
    #[schemars(length(min = 1))]
    pub members: Vec<String>,
    /// Whether nobody is in two members.
    #[serde(default)]
    pub exclusive: bool,
    /// Whether everybody is in a member.
    #[serde(default)]
    pub complete: bool,
}

/// `indicators/*.toml`: one table per indicator; its key is the indicator's id.
pub(crate) type IndicatorsFile = BTreeMap<String, Indicator>;

/// Something measured.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("required" = ["title", "polarity", "unit", "basis", "frequency", "places"]))]
pub(crate) struct Indicator {
    /// The code as printed; the id unless said; may be empty.
    pub code: Option<String>,
    /// What its title is.
    pub title: Option<String>,
    /// The question that it answers, as a councillor would ask it.
    pub question: Option<String>,
    /// Which way is better.
    pub polarity: Option<Polarity>,
    /// `percent`, `percentage-points`, `count`, `per N`, `average`, `score`, `days` or `currency`.
    pub unit: Option<String>,
    /// Digits after the point when printed.
    #[schemars(range(max = 6))]
    pub decimals: Option<u8>,
    /// Whether a value above nought is printed with a plus.
    pub signed: Option<bool>,
    /// `month`, `snapshot`, `rolling N months`, `year to date`, `quarter`, `year` or `average of` named months.
    pub basis: Option<String>,
    /// The day of a snapshot; the last day unless said.
    pub snapshot_day: Option<SnapshotDay>,
    /// Further bases that figures may have.
    pub also: Option<Vec<String>>,
    /// How often a figure is due.
    #[schemars(extend("enum" = ["month", "quarter", "term", "year"]))]
    pub frequency: Option<String>,
    /// The year of its targets and outturns; financial unless said.
    #[schemars(extend("enum" = ["financial", "academic", "calendar"]))]
    pub year: Option<String>,
    /// The levels at which it exists.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub places: Vec<String>,
    /// How parts add to a whole; `no` unless said.
    pub sums: Option<Sums>,
    /// Whether a percentage may lawfully be above 100.
    pub may_exceed_100: Option<bool>,
    /// What is counted, in your own words.
    pub definition: Option<String>,
    /// A table of `sources/*.toml`, or several.
    pub source: Option<OneOrMany>,
    /// The role that answers for it.
    pub owner: Option<String>,
    /// Tags such as `QPR`.
    #[serde(default)]
    pub marks: Vec<String>,
    /// How it is rated.
    pub rating: Option<Rating>,
    /// Its directions of travel; the first is the one that a page with one column shows.
    pub directions: Option<Vec<Direction>>,
    /// Below this denominator there is no rating.
    pub minimum_denominator: Option<u32>,
    /// How an annual target of a cumulative count is spread over the year: `even`, or twelve shares.
    pub profile: Option<OneOrMany>,
    /// The first month in which it is measured.
    pub from: Option<String>,
    /// The last month in which it is measured.
    pub until: Option<String>,
    /// The id that it replaced.
    pub replaces: Option<String>,
    /// The indicator of which it is a second showing.
    pub same_as: Option<String>,
    /// Dimensions whose members are printed as shares of the whole.
    #[serde(default)]
    pub shares: Vec<String>,
    /// Digits after the point of a share; 1 unless said.
    #[schemars(range(max = 6))]
    pub share_decimals: Option<u8>,
    /// The indicator whose shares its own figures are, where only shares were published.
    pub shares_of: Option<String>,
    /// `latest`: where a table's latest period has no figure, the latest known one stands, with its period.
    pub carry: Option<Carry>,
    /// Printed under tables.
    pub notes: Option<Vec<String>>,
    /// How its figures come from facts.
    pub measure: Option<Measure>,
    /// What differs at a level.
    #[serde(default)]
    pub by_level: BTreeMap<String, Override>,
    /// Changes of meaning, oldest first; each may override any field.
    #[serde(default)]
    pub versions: Vec<Version>,
}

/// Which figure stands for one that isn't there.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Carry {
    Latest,
}

/// What a level changes.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Override {
    /// What its title is.
    pub title: Option<String>,
    /// The question that it answers.
    pub question: Option<String>,
    /// Which way is better.
    pub polarity: Option<Polarity>,
    /// The unit of its figures.
    pub unit: Option<String>,
    /// Digits after the point when printed.
    #[schemars(range(max = 6))]
    pub decimals: Option<u8>,
    /// Whether a value above nought is printed with a plus.
    pub signed: Option<bool>,
    /// How a period is filled.
    pub basis: Option<String>,
    /// The day of a snapshot.
    pub snapshot_day: Option<SnapshotDay>,
    /// How often a figure is due.
    #[schemars(extend("enum" = ["month", "quarter", "term", "year"]))]
    pub frequency: Option<String>,
    /// The year of its targets and outturns.
    #[schemars(extend("enum" = ["financial", "academic", "calendar"]))]
    pub year: Option<String>,
    /// How parts add to a whole.
    pub sums: Option<Sums>,
    /// Whether a percentage may lawfully be above 100.
    pub may_exceed_100: Option<bool>,
    /// What is counted.
    pub definition: Option<String>,
    /// A table of `sources/*.toml`, or several.
    pub source: Option<OneOrMany>,
    /// The role that answers for it.
    pub owner: Option<String>,
    /// How it is rated.
    pub rating: Option<Rating>,
    /// Its directions of travel.
    pub directions: Option<Vec<Direction>>,
    /// Below this denominator there is no rating.
    pub minimum_denominator: Option<u32>,
    /// How an annual target is spread over the year.
    pub profile: Option<OneOrMany>,
    /// Printed under tables.
    pub notes: Option<Vec<String>>,
    /// How its figures come from facts.
    pub measure: Option<Measure>,
}

/// A change of meaning at a date.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Version {
    /// The first month to which it applies.
    pub from: String,
    /// What changed, in a sentence.
    pub change: String,
    /// Whether figures before and after may be compared; they may unless said.
    #[serde(default = "yes")]
    pub comparable: bool,
    /// Fields that it overrides.
    #[serde(flatten)]
    pub fields: Override,
}

fn yes() -> bool {
    true
}

/// One word, or a list of them.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    /// The words.
    pub(crate) fn words(&self) -> &[String] {
        match self {
            Self::One(word) => std::slice::from_ref(word),
            Self::Many(words) => words,
        }
    }
}

/// How an indicator is rated.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rating {
    /// The rule.
    pub scheme: SchemeName,
    /// `floor`: the floor standard.
    pub floor: Option<String>,
    /// `points`, `percent` and `previous`: the distance or share within which a missed target is amber.
    pub within: Option<String>,
    /// `band`: the distance from the target within which a figure is green.
    pub green: Option<String>,
    /// `band`: the distance from the target within which a figure is amber.
    pub amber: Option<String>,
    /// `bands`: named bands in order of value.
    pub bands: Option<Vec<Band>>,
    /// Keys that nobody published.
    #[serde(default)]
    pub inferred: Vec<InferredKey>,
}

/// The name of a rating scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SchemeName {
    Floor,
    Points,
    Percent,
    Band,
    Bands,
    Previous,
    Unknown,
    None,
}

impl SchemeName {
    /// The word in files.
    pub(crate) fn token(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::Points => "points",
            Self::Percent => "percent",
            Self::Band => "band",
            Self::Bands => "bands",
            Self::Previous => "previous",
            Self::Unknown => "unknown",
            Self::None => "none",
        }
    }
}

/// A named band of values.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Band {
    /// Its name.
    pub name: String,
    /// The colour that it counts as.
    pub counts_as: Option<BandColour>,
    /// Its lower edge, which belongs to it.
    pub from: Option<String>,
    /// Its lower edge, which doesn't belong to it.
    pub above: Option<String>,
    /// Its upper edge, which belongs to it.
    pub to: Option<String>,
    /// Its upper edge, which doesn't belong to it.
    pub below: Option<String>,
}

/// One direction of travel.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Direction {
    /// `previous period`, `previously reported`, `previous figure`, `a year ago` or `regression over N`.
    pub against: String,
    /// Whether exact or printed values are compared; exact unless said.
    pub compare: Option<Compare>,
    /// A change of no more than this is no change.
    pub same: Option<String>,
    /// Whether the words are increased and decreased, whatever the polarity.
    #[serde(default)]
    pub plain: bool,
}

/// `comparators.toml`: one table per comparator.
pub(crate) type ComparatorsFile = BTreeMap<String, Comparator>;

/// Something that figures are compared with.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Comparator {
    /// What it is called.
    pub label: String,
    /// A shorter label for column headings.
    pub short: Option<String>,
    /// What it is.
    pub kind: ComparatorKindName,
    /// Whether better and worse may be said of a figure beside it; they may unless said.
    #[serde(default = "yes")]
    pub comparable: bool,
    /// A sentence about its method.
    pub about: Option<String>,
    /// `neighbours`: the authorities.
    #[serde(default)]
    pub members: Vec<String>,
    /// `neighbours`: how their values become one; the mean unless said.
    pub method: Option<NeighbourMethod>,
}

/// The name of a kind of comparator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ComparatorKindName {
    Published,
    Place,
    Neighbours,
    Region,
    Nation,
}

/// `commentary/*.toml`: what people wrote about an edition.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "texts are read one by one, so that a mistake in one hides none in the others")]
pub(crate) struct TextsFile {
    /// The texts.
    #[serde(default)]
    pub text: Vec<Text>,
}

/// A text that somebody wrote.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Text {
    /// What kind of text it is.
    pub kind: TextKind,
    /// The scorecard, where there are several.
    pub scorecard: Option<String>,
    /// The data month that it was written for, such as `2023-10`.
    pub month: String,
    /// `summary`: the page that it is of.
    pub page: Option<String>,
    /// `summary`, `narrative`, `meeting note`: the section that it is of.
    pub section: Option<String>,
    /// `commentary`, `exception`, `data note`, `narrative`: the indicator.
    pub indicator: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// Who wrote it: a role, never a name.
    pub role: Option<String>,
    /// Whether it is made up; it is then marked.
    #[serde(default)]
    pub specimen: bool,
    /// What it says: paragraphs, lists and emphasis in Markdown.
    pub text: String,
}
