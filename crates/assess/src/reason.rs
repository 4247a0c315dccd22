//! Reasons, as sentences. Numbers are printed as on pages; where rounding would hide on which side of an edge a value
//! lies, the exact value is said as well.

use std::cmp::Ordering;

use figures::{Absence, Number, Value};
use framework::{
    Band, Compare, Direction, DirectionRule, InferredKey, Polarity, Rules, TargetStatus, Version,
};
use periods::{Month, Period, PeriodKind};

use crate::rating::Rating;
use crate::target::AppliedTarget;

/// More decimals than this are cut off, and the cut is shown.
pub(crate) const MOST_DECIMALS: u8 = 6;

/// A value and how to say it.
pub(crate) struct Said<'a> {
    rules: &'a Rules,
    value: &'a Value,
}

impl<'a> Said<'a> {
    pub(crate) fn new(rules: &'a Rules, value: &'a Value) -> Self {
        Self { rules, value }
    }

    fn number(&self) -> &'a Number {
        self.value.number()
    }

    /// In the unit and with the decimals of the indicator.
    fn printed(&self) -> String {
        self.rules.unit.with_unit(&self.number().grouped(self.rules.decimals))
    }

    /// The value beside edges that it is compared with: said exactly if rounding makes it print like one of them.
    pub(crate) fn beside<'e>(&self, edges: impl IntoIterator<Item = &'e Number>) -> String {
        let (number, decimals) = (self.number(), self.rules.decimals);
        let digits = number.grouped(decimals);
        // Texts are compared first: they seldom agree, and rounding to a number costs far more.
        let alike = edges.into_iter().any(|edge| edge.grouped(decimals) == digits);
        let printed = self.rules.unit.with_unit(&digits);
        if !alike || number.rounded(decimals) == *number {
            return printed;
        }
        let exact = self.rules.unit.with_unit(&number.to_string());
        match (self.value.numerator(), self.value.denominator()) {
            (Some(numerator), Some(denominator)) => {
                format!("{printed} (exactly {numerator}/{denominator}, which is {exact})")
            }
            _ => format!("{printed} (exactly {exact})"),
        }
    }
}

/// A target or floor: never shortened to fewer decimals than it has.
pub(crate) fn print_edge(rules: &Rules, edge: &Number) -> String {
    rules.unit.with_unit(&in_full(rules, edge))
}

/// A distance between two values; between percentages it is in percentage points.
pub(crate) fn print_distance(rules: &Rules, distance: &Number) -> String {
    rules.unit.distance().with_unit(&in_full(rules, distance))
}

fn in_full(rules: &Rules, number: &Number) -> String {
    (rules.decimals..=MOST_DECIMALS)
        .find(|decimals| number.rounded(*decimals) == *number)
        .map_or_else(|| number.to_string(), |decimals| number.grouped(decimals))
}

pub(crate) fn label(inferred: &[InferredKey], keys: &[InferredKey]) -> &'static str {
    if inferred.iter().any(|key| keys.contains(key)) { " (inferred, not published)" } else { "" }
}

pub(crate) fn aim(rules: &Rules, applied: &AppliedTarget) -> String {
    let target = print_edge(rules, &applied.target);
    let annual =
        applied.annual.as_ref().map(|annual| format!("out of {} for the year", print_edge(rules, annual)));
    let carried = applied.carried.then(|| "carried from last year".to_owned());
    let remarks: Vec<String> = annual.into_iter().chain(carried).collect();
    if remarks.is_empty() {
        format!("the target of {target}")
    } else {
        format!("the target of {target} ({})", remarks.join(", "))
    }
}

/// When something was, to stand within a sentence: `in June 2021`, `in the financial year 2020–21`.
pub(crate) fn during(period: Period) -> String {
    let words = period.words();
    match period.kind() {
        PeriodKind::Month
        | PeriodKind::FinancialQuarter
        | PeriodKind::CalendarQuarter
        | PeriodKind::HalfTerm => {
            format!("in {words}")
        }
        PeriodKind::Term
        | PeriodKind::FinancialYear
        | PeriodKind::AcademicYear
        | PeriodKind::CalendarYear => {
            format!("in the {words}")
        }
        PeriodKind::Run(_) => format!("over {words}"),
    }
}

/// What somebody wrote, ended by one full stop.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// Why there is no value, to stand after a colon.
pub(crate) fn absence(absence: Absence) -> &'static str {
    match absence {
        Absence::NotAvailable => "the figure is not available",
        Absence::ToBeSupplied => "the figure is still to be supplied",
        Absence::NotApplicable => "it is not applicable at this place",
        Absence::NotYetCollected => "the figure is not yet collected",
        Absence::NoCases => "there were no cases",
        Absence::NoLongerApplicable => "the indicator no longer applies",
        Absence::Suppressed => "the figure is suppressed",
    }
}

pub(crate) fn not_rated(why: &str) -> String {
    sentence(&format!("Not rated: {why}"))
}

/// That there is no target for a period; `status` is what a row that says so gives.
pub(crate) fn no_target(set_for: Period, status: Option<TargetStatus>) -> String {
    // Years go by their tokens, which are as short as their headings in scorecards.
    let period = if set_for.kind().is_year() { set_for.to_string() } else { set_for.words() };
    match status {
        Some(TargetStatus::Deliberate) => format!("there is deliberately no target for {period}"),
        Some(TargetStatus::NoLongerApplicable) => format!("the target for {period} no longer applies"),
        Some(TargetStatus::Set | TargetStatus::Carried) | None => format!("no target for {period}"),
    }
}

/// That a figure stands on too few cases to be rated.
pub(crate) fn too_few(denominator: &Number, minimum: u32) -> String {
    format!("its denominator is {denominator}, below the minimum of {minimum}")
}

pub(crate) fn no_previous(previous: Option<Period>, why: Option<Absence>) -> String {
    match (previous, why) {
        (Some(previous), Some(why)) => {
            format!("nothing to compare with {} ({})", during(previous), absence(why))
        }
        _ => "nothing earlier to compare with".to_owned(),
    }
}

pub(crate) fn nothing_then(then: Period, why: Absence) -> String {
    sentence(&format!("Nothing to compare with {}: {}", during(then), absence(why)))
}

pub(crate) fn not_comparable(then: Period, version: &Version) -> String {
    format!("not comparable with {}. {}", then.words(), changed(version))
}

/// What has changed about an indicator.
pub(crate) fn changed(version: &Version) -> String {
    format!("The indicator changed in {}: {}", version.from.words(), sentence(&version.change))
}

pub(crate) fn in_band(said: &Said<'_>, band: &Band, inferred: &[InferredKey]) -> String {
    let edges = band.lower.iter().chain(&band.upper).map(|edge| &edge.at);
    format!(
        "{} lies in the band “{}”{}.",
        said.beside(edges),
        band.name,
        label(inferred, &[InferredKey::Bands])
    )
}

pub(crate) fn in_no_band(said: &Said<'_>, bands: &[Band]) -> String {
    let edges = bands.iter().flat_map(|band| band.lower.iter().chain(&band.upper)).map(|edge| &edge.at);
    format!("{} lies in none of the bands", said.beside(edges))
}

/// Against a target that is to be reached, from one side.
pub(crate) fn against_target(said: &Said<'_>, rating: &Rating, applied: &AppliedTarget) -> String {
    let rules = said.rules;
    let value = said.beside(std::iter::once(&applied.target).chain(&applied.floor));
    let aim = aim(rules, applied);
    if *rating == Rating::Green {
        return meets(said, &value, &aim, applied);
    }
    let Some(floor) = &applied.floor else { return without_floor(&value, &aim) };
    let floor = print_edge(rules, floor);
    let inferred = label(&applied.inferred, &[InferredKey::Floor, InferredKey::Within]);
    if *rating == Rating::Amber {
        format!("{value} misses {aim} but keeps to the floor of {floor}{inferred}.")
    } else {
        format!("{value} misses {aim} and the floor of {floor}{inferred}.")
    }
}

/// On target or beyond it. Where the value is quoted exactly, there is no need to say that it is on target.
fn meets(said: &Said<'_>, value: &str, aim: &str, applied: &AppliedTarget) -> String {
    let on_target = *said.number() == applied.target && value == said.printed();
    let exactly = if on_target { "exactly " } else { "" };
    format!("{value} {exactly}meets {aim}.")
}

fn without_floor(value: &str, aim: &str) -> String {
    format!("{value} misses {aim}; no floor was published, so a missed target is amber.")
}

/// Against a target that is to be met, from either side.
pub(crate) fn around_target(
    said: &Said<'_>,
    rating: &Rating,
    applied: &AppliedTarget,
    green: &Number,
) -> String {
    let rules = said.rules;
    let bounds = [&applied.target - green, &applied.target + green];
    let value = said
        .beside(std::iter::once(&applied.target).chain(&bounds).chain(&applied.floor).chain(&applied.upper));
    let aim = aim(rules, applied);
    let distance =
        format!("{}{}", print_distance(rules, green), label(&applied.inferred, &[InferredKey::Green]));
    if *rating == Rating::Green {
        return if *said.number() == applied.target {
            meets(said, &value, &aim, applied)
        } else {
            format!("{value} is within {distance} of {aim}.")
        };
    }
    let away = if green.is_zero() { "not at".to_owned() } else { format!("more than {distance} from") };
    let [lowest, highest] = &bounds;
    if applied.floor.as_ref() == Some(lowest) && applied.upper.as_ref() == Some(highest) {
        // There is no amber beyond green.
        return format!("{value} is {away} {aim}.");
    }
    let edge = |number: &Number| print_edge(rules, number);
    let (inside, outside) = match (&applied.floor, &applied.upper) {
        (Some(lower), Some(upper)) => {
            let both = format!("{} and {}", edge(lower), edge(upper));
            (format!("between {both}"), format!("not between {both}"))
        }
        (Some(lower), None) => {
            (format!("no lower than {}", edge(lower)), format!("lower than {}", edge(lower)))
        }
        (None, Some(upper)) => {
            (format!("no higher than {}", edge(upper)), format!("higher than {}", edge(upper)))
        }
        (None, None) => return without_floor(&value, &aim),
    };
    let inferred = label(&applied.inferred, &[InferredKey::Amber]);
    if *rating == Rating::Amber {
        format!("{value} is {away} {aim} but {inside}{inferred}.")
    } else {
        format!("{value} is {away} {aim} and {outside}{inferred}.")
    }
}

pub(crate) fn against_previous(
    said: &Said<'_>,
    rating: &Rating,
    before: &Said<'_>,
    previous: Period,
    within: &Number,
    inferred: &[InferredKey],
) -> String {
    let around = |number: &Number| [number.clone(), number - within, number + within];
    let value = said.beside(&around(before.number()));
    let then = format!("{} {}", before.beside(&around(said.number())), during(previous));
    let within = format!("{}{}", print_distance(said.rules, within), label(inferred, &[InferredKey::Within]));
    match rating {
        Rating::Green => format!("{value} is no worse than {then}."),
        Rating::Amber => format!("{value} is worse than {then}, but by no more than {within}."),
        Rating::Red | Rating::Band { .. } => format!("{value} is worse than {then}, by more than {within}."),
    }
}

/// What has moved, for a direction of travel.
pub(crate) fn moved(
    rule: &DirectionRule,
    direction: Direction,
    now: &Said<'_>,
    before: &Said<'_>,
    then: Period,
    aim: Option<&Number>,
) -> String {
    let (rules, when) = (now.rules, during(then));
    let way = match now.number().cmp(before.number()) {
        Ordering::Equal => return format!("{} is the same as {when}.", now.printed()),
        Ordering::Greater => "up",
        Ordering::Less => "down",
    };
    let target = aim.map(|aim| print_edge(rules, aim));
    let because = match (direction, rules.polarity, target) {
        (Direction::Same, _, target) => because_same(rule, now, before, target.as_deref()),
        (Direction::Improved, Polarity::Target, Some(target)) => {
            format!("; nearer to the target of {target}")
        }
        (Direction::Worsened, Polarity::Target, Some(target)) => {
            format!("; further from the target of {target}")
        }
        (Direction::Improved | Direction::Worsened, polarity, _) => format!("; {}", polarity.words()),
        (Direction::Increased | Direction::Decreased, _, _) => String::new(),
    };
    format!(
        "{} is {way} from {} {when}{because}.",
        now.beside([before.number()]),
        before.beside([now.number()])
    )
}

/// What a figure that an earlier release said is by now.
pub(crate) fn restated_since(
    data_month: Month,
    reported: &Value,
    known: Result<Said<'_>, Absence>,
) -> String {
    let now = match known {
        Ok(known) => format!("it is {}", known.beside([reported.number()])),
        Err(why) => absence(why).to_owned(),
    };
    format!(" That is what the release of {} said; as now known, {now}.", data_month.words())
}

/// Why two values that differ count as the same.
fn because_same(rule: &DirectionRule, now: &Said<'_>, before: &Said<'_>, target: Option<&str>) -> String {
    let (printed, same) = (now.printed(), rule.same.as_ref());
    match (rule.compare, same, target) {
        (Compare::Printed, _, _) if printed == before.printed() => {
            format!("; both print as {printed}, which counts as no change")
        }
        (_, Some(same), _) => {
            format!("; no more than {} counts as no change", print_distance(now.rules, same))
        }
        (_, None, Some(target)) => format!("; equally far from the target of {target}"),
        (_, None, None) => String::new(),
    }
}

/// The slope of a trend.
pub(crate) fn trend(direction: Direction, count: u8, last: Period) -> String {
    let words = match direction {
        Direction::Same => "level",
        Direction::Improved => "improving",
        Direction::Worsened => "worsening",
        Direction::Increased => "rising",
        Direction::Decreased => "falling",
    };
    format!("The trend over {count} periods to {} is {words}.", last.words())
}
