//! What is pointed out in a text that somebody wrote about a figure: that it says other than the figure, or that it may
//! name a child or a member of staff. Nothing here decides whether a text stands; a person looks at it again.
//!
//! A claim is judged only where it can be of this figure now: not beside a word for another time or another place, not
//! where it is denied, and not where a text says both a thing and its opposite, since it then tells of several.

mod claims;
mod numbers;
mod words;

use std::cmp::Ordering;
use std::ops::Range;

use figures::{Number, Unit};
use framework::{BandColour, ComparatorId, Direction, Framework, case_references};
use periods::Period;

use crate::assessment::{Assessment, comparator};
use crate::rating::Rating;
use crate::reason::print_edge;
use words::Words;

/// What is pointed out in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Where in the text, in bytes.
    pub span: Range<usize>,
    /// What is wrong with it.
    pub rule: WordingRule,
    /// What the figure says, and what to do: sentences.
    pub advice: String,
}

/// Why something is pointed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordingRule {
    /// It says that a figure is on the other side of its target.
    Target,
    /// It says that a figure moved the other way.
    Direction,
    /// It says another rating.
    Rating,
    /// It gives a number in the figure's unit that is not among the figure's.
    Number,
    /// It looks like the reference of a case.
    CaseReference,
    /// It looks like somebody's name.
    Name,
}

impl WordingRule {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Target, Self::Direction, Self::Rating, Self::Number, Self::CaseReference, Self::Name];

    /// The word for it in data.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::Direction => "direction",
            Self::Rating => "rating",
            Self::Number => "number",
            Self::CaseReference => "case-reference",
            Self::Name => "name",
        }
    }
}

/// A figure, as a text about it may tell of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// What it is counted in.
    pub unit: Unit,
    /// The value as printed, where there is one.
    pub printed: Option<String>,
    /// On which side of its target the value is, and the target as printed.
    pub target: Option<(Ordering, String)>,
    /// Its rating, where it has one that is a colour.
    pub rating: Option<BandColour>,
    /// Its directions of travel.
    pub directions: Vec<Direction>,
    /// Every number that a text about it may give.
    pub numbers: Vec<Number>,
}

impl Subject {
    /// What an assessed figure says. Its numbers are the value with numerator and denominator, the target with its
    /// edges, earlier figures of the same series and the changes since, the comparators that stand beside it, and
    /// whatever numbers its title and definition have.
    #[must_use]
    pub fn of(framework: &Framework, assessment: &Assessment<'_>, comparators: &[ComparatorId]) -> Self {
        let (series, period) = (assessment.series, assessment.period);
        let rules = framework.rules(series.indicator, series.place, &period);
        let value = assessment.reading.value();
        let applied = assessment.target.as_ref();
        let mut known: Vec<Number> = Vec::new();
        if let Some(value) = value {
            known.push(value.number().clone());
            known.extend(value.numerator().into_iter().chain(value.denominator()).cloned());
        }
        if let Some(applied) = applied {
            let edges = [applied.annual.as_ref(), applied.floor.as_ref(), applied.upper.as_ref()];
            known.push(applied.target.clone());
            known.extend(edges.into_iter().flatten().cloned());
            known.extend(value.map(|value| value.number() - &applied.target));
        }
        known.extend(earlier(framework, assessment));
        for travel in &assessment.directions {
            known.extend(travel.change.clone());
            known.extend(travel.reported.iter().map(|reported| reported.value.number().clone()));
        }
        let beside = comparators.iter().filter_map(|id| {
            comparator(framework, *id, series.indicator, series.place, series.breakdown)?.reading.value()
        });
        known.extend(beside.map(|value| value.number().clone()));
        let declared = [Some(&rules.title), rules.definition.as_ref()];
        known.extend(declared.into_iter().flatten().flat_map(|text| numbers::all(text)));
        Self {
            unit: rules.unit,
            printed: value.map(|value| rules.unit.with_unit(&value.number().grouped(rules.decimals))),
            target: value.zip(applied).map(|(value, applied)| {
                (value.number().cmp(&applied.target), print_edge(rules, &applied.target))
            }),
            rating: assessment.rating.as_ref().and_then(Rating::colour),
            directions: assessment.directions.iter().filter_map(|travel| travel.direction).collect(),
            numbers: known,
        }
    }
}

/// The earlier figures of an assessed figure's series.
fn earlier<'a>(framework: &'a Framework, assessment: &Assessment<'a>) -> impl Iterator<Item = Number> {
    let until = assessment.period.last_month();
    let known = framework.series(&assessment.series).map_or(&[][..], |figures| figures.figures());
    let is_earlier = move |period: &Period| period.last_month() <= until;
    let known = known.iter().filter(move |figure| is_earlier(&figure.period));
    known.filter_map(|figure| figure.reading.value().map(|value| value.number().clone()))
}

/// What is to be pointed out in a text about a figure, in the order of the text. Words of the framework's own, which
/// look like references and are none, are told by `is_code`.
#[must_use]
pub fn point_out(text: &str, subject: &Subject, is_code: impl Fn(&str) -> bool) -> Vec<Remark> {
    let words = Words::of(text);
    let is_of_figure =
        |span: Range<usize>| Number::parse(&text[span]).is_ok_and(|number| subject.numbers.contains(&number));
    let mut remarks = point_out_people(text, is_code);
    remarks.retain(|remark| !is_of_figure(remark.span.clone()));
    remarks.extend(claims::against_target(&words, subject));
    remarks.extend(claims::against_direction(&words, subject));
    remarks.extend(claims::against_rating(&words, subject));
    remarks.extend(numbers::strange(text, subject));
    remarks.sort_by_key(|remark| (remark.span.start, remark.rule));
    remarks
}

/// What is to be pointed out in any text, be it about a figure or not: what looks like the reference of a case or the
/// name of a person.
#[must_use]
pub fn point_out_people(text: &str, is_code: impl Fn(&str) -> bool) -> Vec<Remark> {
    let references = case_references(text, is_code).into_iter().map(|span| Remark {
        span,
        rule: WordingRule::CaseReference,
        advice:
            "This looks like the reference of a case. Take it out: only a narrative may name a case, and it \
                 stays in internal copies."
                .to_owned(),
    });
    let names = claims::names(&Words::of(text)).into_iter().map(|span| Remark {
        span,
        rule: WordingRule::Name,
        advice: "This looks like a person's name. Say what the person does instead.".to_owned(),
    });
    let mut remarks: Vec<Remark> = references.chain(names).collect();
    remarks.sort_by_key(|remark| (remark.span.start, remark.rule));
    remarks
}
