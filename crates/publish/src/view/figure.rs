//! A figure as it is shown: its value or why there is none, its rating, its direction, its target.

use assess::{AppliedTarget, Assessment, DirectionOfTravel, Rating};
use figures::{Absence, Number, Reading};
use framework::{BandColour, Direction, Figure, Rules, Target, TargetStatus};
use periods::{Month, Period};

use super::marks::{Mark, marks};
use crate::edition::Edition;
use crate::words;

/// A value as it is printed, with the exact one beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Without a unit, as tables have it.
    pub text: String,
    /// With its unit, as sentences have it.
    pub with_unit: String,
    /// What it is exactly, in the indicator's unit.
    pub exact: Number,
    /// The marks beside it.
    pub marks: Vec<Mark>,
}

/// A value, or the reason why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// A value.
    Value(Printed),
    /// No value, and why, in words.
    Absent(String),
    /// A value that is known and withheld because it could reveal somebody: that, in words.
    Withheld(String),
}

impl Shown {
    pub(crate) fn value(rules: &Rules, number: &Number, decimals: u8) -> Self {
        Self::Value(Printed {
            text: words::value(rules, number, decimals),
            with_unit: words::with_unit(rules, number, decimals),
            exact: number.clone(),
            marks: Vec::new(),
        })
    }

    pub(crate) fn reading(rules: &Rules, reading: &Reading) -> Self {
        match reading {
            Reading::Present(value) => Self::value(rules, value.number(), rules.decimals),
            Reading::Absent(absence) => Self::absent(*absence),
        }
    }

    pub(crate) fn absent(absence: Absence) -> Self {
        let words = absence.words().to_owned();
        if absence == Absence::Suppressed { Self::Withheld(words) } else { Self::Absent(words) }
    }

    /// The printed value with its unit, or the reason for its absence.
    #[must_use]
    pub fn in_words(&self) -> &str {
        match self {
            Self::Value(printed) => &printed.with_unit,
            Self::Absent(reason) | Self::Withheld(reason) => reason,
        }
    }
}

/// How settled a figure is, in words: provisional, validated, not published, few cases, the days that it covers, its
/// note.
pub(crate) fn remarks(assessment: &Assessment<'_>) -> Vec<String> {
    let mut remarks: Vec<String> =
        assessment.cautions.iter().map(|caution| caution.words().to_owned()).collect();
    let Some(figure) = assessment.figure else { return remarks };
    remarks.extend(figure_remarks(figure));
    remarks
}

/// The remarks of a figure and the words of its marks, where it has no room for letters.
pub(crate) fn marked_remarks(edition: &Edition<'_>, assessment: &Assessment<'_>) -> Vec<String> {
    let shown = Shown::reading(edition.rules(assessment.series, &assessment.period), &assessment.reading);
    let marks = marks(edition, assessment, shown.in_words()).into_iter().map(|mark| mark.words);
    remarks(assessment).into_iter().chain(marks).collect()
}

/// A figure with its marks, and its remarks; those of a missing figure are part of the reason for its absence.
pub(crate) fn shown_with_remarks(edition: &Edition<'_>, assessment: &Assessment<'_>) -> (Shown, Vec<String>) {
    let mut remarks = remarks(assessment);
    let shown = Shown::reading(edition.rules(assessment.series, &assessment.period), &assessment.reading);
    let marks = marks(edition, assessment, shown.in_words());
    match shown {
        Shown::Value(printed) => (Shown::Value(Printed { marks, ..printed }), remarks),
        Shown::Absent(reason) => {
            remarks.extend(marks.into_iter().map(|mark| mark.words));
            let said = if remarks.is_empty() { reason } else { format!("{reason}: {}", remarks.join("; ")) };
            (Shown::Absent(said), Vec::new())
        }
        // Nothing is said of it that could tell.
        Shown::Withheld(reason) => (Shown::Withheld(reason), Vec::new()),
    }
}

/// What a cell shows of a figure beside its value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether it belongs to a reporting year before that of the data month: its value is in italics.
    pub is_of_earlier_year: bool,
    /// The days of a part period, in short: `1–11 Jun`.
    pub covers: Option<String>,
}

impl Standing {
    /// How the figure of a row's latest period stands on a scorecard with data to a month.
    pub(crate) fn of_latest(rules: &Rules, assessment: &Assessment<'_>, data_month: Month) -> Self {
        let year_of = |month: Month| Period::containing(rules.year.period_kind(), month);
        let earlier = year_of(assessment.period.last_month()) < year_of(data_month);
        Self { is_of_earlier_year: earlier && assessment.reading.value().is_some(), ..Self::of(assessment) }
    }

    /// How the figure of any other period stands; its heading says of which year it is.
    pub(crate) fn of(assessment: &Assessment<'_>) -> Self {
        let present = assessment.figure.filter(|figure| figure.reading.value().is_some());
        let covers = present.and_then(|figure| figure.covers);
        Self { is_of_earlier_year: false, covers: covers.map(|(first, last)| words::days(first, last)) }
    }
}

fn figure_remarks(figure: &Figure) -> Vec<String> {
    let mut remarks: Vec<String> = figure.status.words().map(str::to_owned).into_iter().collect();
    if let Some(until) = figure.embargo_until {
        remarks.push(format!("under embargo until {}", words::day(until)));
    }
    if let Some((first, last)) = figure.covers {
        remarks.push(format!("covers {} to {} only", words::day(first), words::day(last)));
    }
    remarks.extend(figure.note.clone());
    remarks
}

/// The colour of a rating; each has a shape of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shade {
    /// Red: a triangle.
    Red,
    /// Amber: a diamond.
    Amber,
    /// Green: a circle.
    Green,
    /// A band without a colour: a square.
    Plain,
}

impl Shade {
    /// Its word in class names and data attributes.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Amber => "amber",
            Self::Green => "green",
            Self::Plain => "plain",
        }
    }

    /// The outline of its shape in a square of ten.
    #[must_use]
    pub fn shape(self) -> &'static str {
        crate::charts::shape(self)
    }
}

/// A rating as a tag: a shape, a word, a colour.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RatingView {
    /// Its colour and shape.
    pub shade: Shade,
    /// Its word.
    pub word: String,
}

impl RatingView {
    /// The tag of a rating.
    #[must_use]
    pub fn new(rating: &Rating) -> Self {
        let shade = match rating.colour() {
            Some(BandColour::Red) => Shade::Red,
            Some(BandColour::Amber) => Shade::Amber,
            Some(BandColour::Green) => Shade::Green,
            None => Shade::Plain,
        };
        Self { shade, word: words::capital(rating.token()) }
    }
}

/// The three ratings, for a key to their shapes.
#[must_use]
pub fn key() -> [RatingView; 3] {
    [(Shade::Red, "Red"), (Shade::Amber, "Amber"), (Shade::Green, "Green")]
        .map(|(shade, word)| RatingView { shade, word: word.to_owned() })
}

/// Which way an arrow points: it means better or worse, never a larger or smaller number, unless neither is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// Better than before.
    Better,
    /// Worse than before.
    Worse,
    /// No change.
    Level,
    /// A larger number, where neither way is better.
    Up,
    /// A smaller number, where neither way is better.
    Down,
}

impl Way {
    /// Its word in class names.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Level => "level",
            Self::Up => "up",
            Self::Down => "down",
        }
    }

    /// The strokes of its arrow in a square of ten.
    #[must_use]
    pub fn arrow(self) -> &'static str {
        match self {
            Self::Better => "M1.5 8.5 8 2M3.2 2H8V6.8",
            Self::Worse => "M1.5 1.5 8 8M8 3.2V8H3.2",
            Self::Level => "M.8 5H9M5.6 1.6 9 5 5.6 8.4",
            Self::Up => "M5 9V1M1.6 4.4 5 1 8.4 4.4",
            Self::Down => "M5 1V9M1.6 5.6 5 9 8.4 5.6",
        }
    }
}

/// A direction of travel: an arrow and a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectionView {
    /// Its arrow.
    pub way: Way,
    /// Its word.
    pub word: String,
    /// Why, in a sentence.
    pub reason: String,
    /// The change with its sign, where there is one number that says it.
    pub change: Option<Printed>,
    /// What it is compared with.
    pub since: Option<Period>,
}

impl DirectionView {
    pub(crate) fn way(direction: Direction) -> Way {
        match direction {
            Direction::Improved => Way::Better,
            Direction::Worsened => Way::Worse,
            Direction::Same => Way::Level,
            Direction::Increased => Way::Up,
            Direction::Decreased => Way::Down,
        }
    }

    /// The direction, if both figures are there.
    pub(crate) fn new(rules: &Rules, travel: &DirectionOfTravel<'_>) -> Option<Self> {
        let direction = travel.direction?;
        let change = travel.change.as_ref().map(|change| Printed {
            text: words::change(change, rules.decimals),
            with_unit: words::with_unit(rules, change, rules.decimals),
            exact: change.clone(),
            marks: Vec::new(),
        });
        Some(Self {
            way: Self::way(direction),
            word: words::capital(direction.token()),
            reason: words::with_minus(&travel.reason()),
            change,
            since: travel.compared_with,
        })
    }
}

/// A target or a floor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetView {
    /// As the council wrote it, or printed.
    pub text: String,
    /// With its unit.
    pub with_unit: String,
    /// What it is exactly.
    pub exact: Number,
    /// The period that it was set for.
    pub period: Option<Period>,
    /// Whether last year's stands provisionally.
    pub carried: bool,
    /// Whether nobody published it.
    pub inferred: bool,
    /// From which other plan it was taken over, in words.
    pub other_plan: Option<String>,
}

impl TargetView {
    /// Printed with the indicator's decimals, or with more where it has or was written with more.
    fn of(rules: &Rules, number: &Number, written: u8, period: Option<Period>) -> Self {
        let decimals = words::edge_decimals(rules, number).max(written);
        Self {
            text: words::value(rules, number, decimals),
            with_unit: words::with_unit(rules, number, decimals),
            exact: number.clone(),
            period,
            carried: false,
            inferred: false,
            other_plan: None,
        }
    }

    /// The target that a figure is rated against.
    pub(crate) fn applied(rules: &Rules, applied: &AppliedTarget) -> Self {
        let view = Self::of(rules, &applied.target, applied.decimals, Some(applied.period));
        let text = applied.printed.clone().unwrap_or_else(|| view.text.clone());
        let other_plan = applied.other_plan.as_ref().map(words::of_other_plan);
        Self { text, carried: applied.carried, other_plan, ..view }
    }

    /// The edges of amber of a figure; for polarity `target` the lower and the upper.
    pub(crate) fn floors(rules: &Rules, applied: &AppliedTarget) -> Vec<Self> {
        let inferred = assess::floor_is_inferred(&applied.inferred);
        let edges = applied.floor.iter().chain(&applied.upper);
        edges.map(|edge| Self { inferred, ..Self::of(rules, edge, 0, Some(applied.period)) }).collect()
    }

    /// A declared target; nothing where there is deliberately none.
    pub(crate) fn declared(rules: &Rules, period: Period, target: &Target) -> Option<Self> {
        let view = Self::of(rules, target.target.as_ref()?, target.decimals, Some(period));
        let text = target.printed.clone().unwrap_or_else(|| view.text.clone());
        let other_plan = target.other_plan.as_ref().map(words::of_other_plan);
        Some(Self { text, carried: target.status == TargetStatus::Carried, other_plan, ..view })
    }
}

/// Why a figure has no target, in words.
pub(crate) fn no_target(rules: &Rules, period: Period, declared: Option<&Target>) -> String {
    match declared.map(|target| target.status) {
        Some(TargetStatus::NoLongerApplicable) => "No longer applicable".to_owned(),
        Some(TargetStatus::Deliberate) => "Deliberately none".to_owned(),
        _ => match period.year(rules.year) {
            Some(year) => format!("No target for {}", year.words()),
            None => "No target".to_owned(),
        },
    }
}
