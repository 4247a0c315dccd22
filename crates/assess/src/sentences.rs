//! Paragraphs of covering reports, made from figures: what a figure is, how far from its target, how it is rated, how it
//! has moved, and what stands beside it. Nothing is said that the figures do not say: no cause, no action.

use std::cmp::Ordering;

use figures::{Number, Unit, Value};
use framework::{ComparatorId, Direction, Framework, InferredKey, Polarity, Rules, Scheme};
use periods::{Month, Period, day_in_words};

use crate::assessment::{Assessment, Caution, comparator};
use crate::lookup::value_in;
use crate::rating::Rating;
use crate::reason::{self, MOST_DECIMALS, Said, aim, during, label, print_edge};
use crate::target::AppliedTarget;

/// How many figures have which rating: `Of 16 rated indicators 5 are green, 8 amber and 3 red.`
#[must_use]
pub fn count_sentence<'r>(ratings: impl IntoIterator<Item = Option<&'r Rating>>) -> String {
    let all: Vec<Option<&Rating>> = ratings.into_iter().collect();
    let mut counts: Vec<(&Rating, usize)> = Vec::new();
    for rating in all.iter().copied().flatten() {
        match counts.iter_mut().find(|(known, _)| *known == rating) {
            Some((_, count)) => *count += 1,
            None => counts.push((rating, 1)),
        }
    }
    counts.sort_by_key(|(rating, _)| match rating {
        Rating::Green => 0,
        Rating::Amber => 1,
        Rating::Red => 2,
        Rating::Band { .. } => 3,
    });
    let rated: usize = counts.iter().map(|(_, count)| count).sum();
    let said = match (rated, counts.as_slice()) {
        (0, _) => return "No indicator is rated.".to_owned(),
        (1, [(only, _), ..]) => format!("The only rated indicator is {}.", named(only)),
        (_, [(only, _)]) => format!("All {rated} rated indicators are {}.", named(only)),
        (_, counts) => {
            let each: Vec<String> = counts
                .iter()
                .enumerate()
                .map(|(position, (rating, count))| {
                    let verb = if position > 0 { "" } else { is_or_are(*count) };
                    format!("{count}{verb} {}", named(rating))
                })
                .collect();
            format!("Of {rated} rated indicators {}.", listed(&each))
        }
    };
    match all.len() - rated {
        0 => said,
        1 => format!("{said} 1 more is not rated."),
        unrated => format!("{said} {unrated} more are not rated."),
    }
}

fn is_or_are(count: usize) -> &'static str {
    if count == 1 { " is" } else { " are" }
}

fn named(rating: &Rating) -> String {
    match rating {
        Rating::Band { name, .. } => format!("“{name}”"),
        other => other.token().to_owned(),
    }
}

fn listed(items: &[String]) -> String {
    match items {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        items => items.concat(),
    }
}

/// What a figure says, in a report on a data month: its value, its target and the distance from it, its rating, how it
/// has moved, what it was counted from, and the comparators beside it.
#[must_use]
pub fn figure_paragraph(
    framework: &Framework,
    assessment: &Assessment<'_>,
    data_month: Month,
    comparators: &[ComparatorId],
) -> String {
    let (series, period) = (assessment.series, assessment.period);
    let rules = framework.rules(series.indicator, series.place, &period);
    let telling = Telling { framework, assessment, rules };
    // The report's own month goes without saying.
    let when = (period != Period::month(data_month)).then(|| during(period));
    let Some(value) = assessment.reading.value() else {
        let why = assessment.reading.absence().map_or("", reason::absence);
        let when = when.map(|when| format!(", {when}")).unwrap_or_default();
        return reason::sentence(&format!("{}{when}: {why}", rules.title));
    };
    let mut sentences = vec![telling.value(value, when)];
    sentences.extend(assessment.rating.is_none().then(|| assessment.reason.clone()));
    sentences.extend(telling.movement(value));
    sentences.extend(telling.counted(value));
    sentences.extend(assessment.cautions.iter().map(|caution| match caution {
        Caution::SmallDenominator => format!("It is {}.", caution.words()),
        Caution::ShortHistory => format!("It has {}.", caution.words()),
    }));
    sentences.extend(comparators.iter().filter_map(|id| telling.comparator(*id)));
    sentences.join(" ")
}

/// A figure to be told of.
struct Telling<'a> {
    framework: &'a Framework,
    assessment: &'a Assessment<'a>,
    rules: &'a Rules,
}

impl Telling<'_> {
    /// The title, the value, the distance from the target, the rating.
    fn value(&self, value: &Value, when: Option<String>) -> String {
        let rules = self.rules;
        let said = Said::new(rules, value);
        let target = self.assessment.target.as_ref();
        let edges = target
            .iter()
            .flat_map(|applied| std::iter::once(&applied.target).chain(&applied.floor).chain(&applied.upper));
        let mut words = format!("{}: {}", rules.title, said.beside(edges));
        if let Some(when) = when {
            words.push(' ');
            words.push_str(&when);
        }
        let remarks = self.remarks();
        if !remarks.is_empty() {
            words.push_str(&format!(" ({})", remarks.join(", ")));
        }
        if let Some(applied) = target {
            words.push_str(&format!(", {}", self.distance(value.number(), applied)));
        }
        if let Some(rating) = &self.assessment.rating {
            words.push_str(&format!(", {}", self.rated(rating, value.number())));
        }
        reason::sentence(&words)
    }

    /// How settled the value is, and the days of a part period.
    fn remarks(&self) -> Vec<String> {
        let Some(figure) = self.assessment.figure else { return Vec::new() };
        let mut remarks: Vec<String> = figure.status.words().map(str::to_owned).into_iter().collect();
        remarks.extend(
            figure.covers.map(|(first, last)| {
                format!("covers {} to {} only", day_in_words(first), day_in_words(last))
            }),
        );
        remarks
    }

    fn distance(&self, value: &Number, applied: &AppliedTarget) -> String {
        let rules = self.rules;
        let target = aim(rules, applied);
        let distance = value - &applied.target;
        let side = match distance.signum() {
            Ordering::Equal => return format!("exactly on {target}"),
            Ordering::Greater => "above",
            Ordering::Less => "below",
        };
        let better = match rules.polarity {
            Polarity::Neutral => String::new(),
            Polarity::Target => ", where nearer is better".to_owned(),
            polarity => format!(", where {}", polarity.words()),
        };
        format!("{} {side} {target}{better}", print_change(rules, &distance))
    }

    fn rated(&self, rating: &Rating, value: &Number) -> String {
        let rules = self.rules;
        let inferred = &rules.rating.inferred;
        let word = match rating {
            Rating::Band { name, .. } => {
                return format!("in the band “{name}”{}", label(inferred, &[InferredKey::Bands]));
            }
            other => format!("rated {}", other.token()),
        };
        let applied = self.assessment.target.as_ref();
        match (&rules.rating.scheme, rating, applied) {
            (Scheme::Previous(_), _, _) => {
                let inferred = label(inferred, &[InferredKey::Within]);
                format!("{word} against the figure before{inferred}")
            }
            (_, Rating::Amber, Some(AppliedTarget { floor: None, upper: None, .. })) => {
                format!("{word}, because no floor was published and a missed target is then amber")
            }
            (_, Rating::Amber | Rating::Red, Some(applied)) => {
                // The edge that the value is on the side of.
                let floor = match (&applied.floor, &applied.upper) {
                    (_, Some(upper)) if *value > applied.target => Some(upper),
                    (floor, _) => floor.as_ref(),
                };
                let keeps = if *rating == Rating::Amber { "keeps to" } else { "misses" };
                let inferred =
                    label(&applied.inferred, &[InferredKey::Floor, InferredKey::Within, InferredKey::Amber]);
                match floor {
                    Some(floor) => {
                        format!("{word}: it {keeps} the floor of {}{inferred}", print_edge(rules, floor))
                    }
                    None => word,
                }
            }
            (_, Rating::Green, Some(applied)) => {
                format!("{word}{}", label(&applied.inferred, &[InferredKey::Green]))
            }
            _ => word,
        }
    }

    /// The first direction of travel, with the figure that it compares with.
    fn movement(&self, value: &Value) -> Option<String> {
        let (framework, assessment, rules) = (self.framework, self.assessment, self.rules);
        let travel = assessment.directions.first()?;
        let (Some(direction), Some(change), Some(then)) =
            (travel.direction, &travel.change, travel.compared_with)
        else {
            return Some(travel.reason());
        };
        let Ok(before) = value_in(framework, assessment.series, then) else {
            return Some(travel.reason());
        };
        let way = match change.signum() {
            Ordering::Equal => return Some(format!("It is the same as {}.", during(then))),
            Ordering::Greater => "up",
            Ordering::Less => "down",
        };
        let means = match direction {
            Direction::Improved => ", which is better",
            Direction::Worsened => ", which is worse",
            Direction::Same => ", which counts as no change",
            Direction::Increased | Direction::Decreased => "",
        };
        let before = Said::new(rules, before).beside([value.number()]);
        Some(format!("It is {way} by {} from {before} {}{means}.", print_change(rules, change), during(then)))
    }

    /// What the value was counted from.
    fn counted(&self, value: &Value) -> Option<String> {
        let cases = |number: &Number| number.grouped(number.decimals_needed(0, 2));
        let numerator = value.numerator().map(cases);
        let denominator = value.denominator().map(cases);
        match (numerator, denominator, self.rules.unit) {
            (Some(part), Some(whole), Unit::Percent) => Some(format!("It counts {part} of {whole} cases.")),
            (Some(part), Some(whole), Unit::Per(_)) => Some(format!("It counts {part} in {whole}.")),
            (Some(part), Some(whole), _) => Some(format!("It is {part} divided by {whole}.")),
            (Some(part), None, _) => Some(format!("Its numerator is {part}.")),
            (None, Some(whole), _) => Some(format!("Its denominator is {whole}.")),
            (None, None, _) => None,
        }
    }

    fn comparator(&self, id: ComparatorId) -> Option<String> {
        let (series, rules) = (self.assessment.series, self.rules);
        let found = comparator(self.framework, id, series.indicator, series.place, series.breakdown)?;
        let number = found.reading.value()?.number();
        let declared = self.framework.comparator(id);
        let printed = rules.unit.with_unit(&number.grouped(found.decimals));
        let mut words = format!("{} stood at {printed}", declared.label);
        match (found.period, found.as_at_in_words()) {
            (Some(period), _) => words.push_str(&format!(" {}", during(period))),
            (None, Some(as_at)) => words.push_str(&format!(" as at {as_at}")),
            (None, None) => {}
        }
        let mut remarks = Vec::new();
        remarks.extend(found.provisional.then_some("provisional"));
        remarks.extend((!declared.comparable).then_some("not comparable"));
        if !remarks.is_empty() {
            words.push_str(&format!(" ({})", remarks.join(", ")));
        }
        Some(format!("{words}."))
    }
}

/// The size of a change, with as many decimals as show that there is one.
fn print_change(rules: &Rules, change: &Number) -> String {
    let size = change.abs();
    let decimals = (rules.decimals..=MOST_DECIMALS).find(|decimals| !size.rounded(*decimals).is_zero());
    match decimals {
        Some(decimals) => rules.unit.distance().with_unit(&size.grouped(decimals)),
        None => format!("less than {}", rules.unit.distance().with_unit("0.000001")),
    }
}
