//! How indicators are measured: facts, and the measures that name them.

use crate::diagnostics::{Diagnostic, Location, Rule};
use crate::document::{Document, child};
use crate::model::{
    Condition, FactColumn, Facts, FactsId, Formula, Indicator, Measure, Quantity, Tally, When,
};
use crate::raw;

use super::context::Context;

/// Reads the queries of `facts/`.
pub(super) fn read_facts(context: &mut Context<'_>) -> Vec<Facts> {
    let mut all = Vec::new();
    let folder = context.folder;
    for (index, file) in folder.below("facts", "sql") {
        let location = Location::file(index);
        let name = file.path.trim_start_matches("facts/").trim_end_matches(".sql").to_owned();
        context.address(location, "facts", &name, "the query says what they are in a comment");
        let known = file.readable.then(|| FactsId::new(all.len()));
        // Two files cannot have one name.
        if context.facts.declare(&name, known, location).is_ok() && file.readable {
            all.push(Facts { name, query: file.text.clone(), location });
        }
    }
    all
}

/// A measure as it was read.
#[derive(Debug, Clone)]
pub(super) enum Read {
    /// Made from facts.
    FromFacts(Box<Measure>),
    /// Made from another indicator's figures, which may be declared further down.
    Gap(raw::Gap, Location),
}

impl Read {
    /// The measure, once all indicators are known.
    pub(super) fn resolve(self, context: &mut Context<'_>) -> Option<Measure> {
        match self {
            Self::FromFacts(measure) => Some(*measure),
            Self::Gap(gap, location) => {
                let of = context.indicator(location, &gap.of);
                let from = context.breakdown(location, &gap.from);
                let less = context.breakdown(location, &gap.less);
                let formula = Formula::Gap { of: of?, from: from?, less: less? };
                Some(Measure { formula, lag: 0, location })
            }
        }
    }
}

/// What a measure's keys say, and where they stand.
struct Keys<'a, 'b> {
    document: &'a Document<'b>,
    pointer: &'a str,
}

impl Keys<'_, '_> {
    fn at(&self, key: &str) -> Location {
        self.document.at(&child(self.pointer, key))
    }

    fn condition(&self, key: &str, text: &str) -> Condition {
        Condition { sql: text.trim().to_owned(), location: self.at(key) }
    }

    /// The condition of a key; `*` asks nothing.
    fn conditions(&self, key: &str, text: Option<&String>) -> Vec<Condition> {
        let asks = |text: &&String| text.trim() != "*" && !text.trim().is_empty();
        text.filter(asks).map(|text| self.condition(key, text)).into_iter().collect()
    }
}

/// Reads `[INDICATOR.measure]`; what is wrong with it is reported.
pub(super) fn read(
    context: &mut Context<'_>,
    document: &Document<'_>,
    pointer: &str,
    raw: &raw::Measure,
) -> Option<Read> {
    let keys = Keys { document, pointer };
    if let Some(gap) = &raw.gap {
        let others = [&raw.facts, &raw.date, &raw.start, &raw.numerator, &raw.mean, &raw.median];
        if others.iter().any(|other| other.is_some()) || raw.denominator.is_some() {
            refuse(
                context,
                keys.at("gap"),
                "a gap is taken from another indicator's figures, not from facts",
                "take the other keys out",
            );
            return None;
        }
        return Some(Read::Gap(gap.clone(), keys.at("gap")));
    }
    let facts = named_facts(context, &keys, raw.facts.as_ref())?;
    let when = read_when(context, &keys, [&raw.date, &raw.start, &raw.end, &None])?;
    let breakdowns = raw
        .breakdowns
        .iter()
        .filter_map(|(dimension, column)| {
            let location = document.at(&child(&child(pointer, "breakdowns"), dimension));
            let dimension = context.dimension(location, dimension)?;
            // Members that are measured are in use, whether or not a file of figures names them.
            for member in context.dimension_members[dimension].clone() {
                context.breakdown(location, &member);
            }
            Some((dimension, FactColumn(column.clone())))
        })
        .collect::<Vec<_>>();
    let cohort = Tally {
        facts,
        when,
        place: place_column(raw.place.as_ref()),
        conditions: keys.conditions("where", raw.condition.as_ref()),
        quantity: Quantity::Count,
        breakdowns,
    };
    let formula = match (&raw.mean, &raw.median) {
        (None, None) => counted(context, &keys, raw, cohort)?,
        (mean, median) => averaged(context, &keys, raw, cohort, (mean.as_ref(), median.as_ref()))?,
    };
    let measure = Measure { formula, lag: raw.lag.unwrap_or(0), location: document.key(pointer) };
    Some(Read::FromFacts(Box::new(measure)))
}

fn refuse(context: &mut Context<'_>, location: Location, message: &str, hint: &str) {
    context.report(Diagnostic::new(Rule::MeasureKeys, location, message).hint(hint));
}

fn place_column(named: Option<&String>) -> FactColumn {
    FactColumn(named.cloned().unwrap_or_else(|| "place".to_owned()))
}

fn named_facts(context: &mut Context<'_>, keys: &Keys<'_, '_>, name: Option<&String>) -> Option<FactsId> {
    let Some(name) = name else {
        refuse(
            context,
            keys.document.key(keys.pointer),
            "this measure names no facts",
            "say `facts = \"NAME\"`, for the query in facts/NAME.sql",
        );
        return None;
    };
    let location = keys.at("facts");
    context.facts.resolve(location, name, &mut context.diagnostics)
}

/// When a fact counts: of `date`, `start` and `end`, and `year`.
fn read_when(
    context: &mut Context<'_>,
    keys: &Keys<'_, '_>,
    [date, start, end, year]: [&Option<String>; 4],
) -> Option<When> {
    let column = |name: &String| FactColumn(name.clone());
    match (date, start, end, year) {
        (Some(date), None, None, None) => Some(When::Event(column(date))),
        (None, Some(start), Some(end), None) => Some(When::Open { start: column(start), end: column(end) }),
        (None, None, None, Some(year)) => Some(When::Year(column(year))),
        _ => {
            refuse(
                context,
                keys.document.key(keys.pointer),
                "it isn't clear when these facts count",
                "give `date` for what happens on a day, or `start` and `end` for what lasts",
            );
            None
        }
    }
}

/// A count, a sum or a number of different things, and what it is divided by.
fn counted(
    context: &mut Context<'_>,
    keys: &Keys<'_, '_>,
    raw: &raw::Measure,
    cohort: Tally,
) -> Option<Formula> {
    let quantity = match (&raw.sum, &raw.distinct) {
        (None, None) => Quantity::Count,
        (Some(column), None) => Quantity::Sum(FactColumn(column.clone())),
        (None, Some(column)) => Quantity::Distinct(FactColumn(column.clone())),
        (Some(_), Some(_)) => {
            let message = "`sum` and `distinct` exclude each other";
            refuse(context, keys.at("distinct"), message, "keep the one that is counted");
            return None;
        }
    };
    let mut numerator = Tally { quantity, ..cohort.clone() };
    numerator.conditions.extend(keys.conditions("numerator", raw.numerator.as_ref()));
    let denominator = match &raw.denominator {
        None => return Some(Formula::Amount(numerator)),
        Some(raw::Denominator::Same(text)) => {
            let mut denominator = cohort;
            denominator.conditions.extend(keys.conditions("denominator", Some(text)));
            if let Quantity::Distinct(_) = numerator.quantity {
                denominator.quantity = numerator.quantity.clone();
            }
            denominator
        }
        Some(raw::Denominator::Other(other)) => other_facts(context, keys, other, &cohort)?,
    };
    Some(Formula::Ratio { numerator, denominator })
}

fn other_facts(
    context: &mut Context<'_>,
    keys: &Keys<'_, '_>,
    other: &raw::OtherFacts,
    cohort: &Tally,
) -> Option<Tally> {
    let pointer = child(keys.pointer, "denominator");
    let inner = Keys { document: keys.document, pointer: &pointer };
    let facts = match &other.facts {
        None => cohort.facts,
        Some(_) => named_facts(context, &inner, other.facts.as_ref())?,
    };
    let says_when = [&other.date, &other.start, &other.end, &other.year].iter().any(|key| key.is_some());
    let when = if says_when {
        read_when(context, &inner, [&other.date, &other.start, &other.end, &other.year])?
    } else {
        cohort.when.clone()
    };
    let quantity = match (&other.sum, &other.distinct) {
        (Some(column), None) => Quantity::Sum(FactColumn(column.clone())),
        (None, Some(column)) => Quantity::Distinct(FactColumn(column.clone())),
        _ => Quantity::Count,
    };
    Some(Tally {
        facts,
        when,
        place: place_column(other.place.as_ref()),
        conditions: inner.conditions("where", other.condition.as_ref()),
        quantity,
        breakdowns: Vec::new(),
    })
}

/// The mean or the median of a column over the facts that have it.
fn averaged(
    context: &mut Context<'_>,
    keys: &Keys<'_, '_>,
    raw: &raw::Measure,
    cohort: Tally,
    (mean, median): (Option<&String>, Option<&String>),
) -> Option<Formula> {
    if raw.sum.is_some() || raw.distinct.is_some() || raw.denominator.is_some() || raw.numerator.is_some() {
        let message = "a mean or median is taken of a column, and has no numerator or denominator of its own";
        refuse(context, keys.document.key(keys.pointer), message, "say which facts belong in `where`");
        return None;
    }
    let has = |column: &FactColumn| Condition {
        sql: format!("{column} IS NOT NULL"),
        location: keys.at(if mean.is_some() { "mean" } else { "median" }),
    };
    match (mean, median) {
        (Some(name), None) => {
            let column = FactColumn(name.clone());
            let mut denominator = cohort;
            denominator.conditions.push(has(&column));
            let numerator = Tally { quantity: Quantity::Sum(column), ..denominator.clone() };
            Some(Formula::Ratio { numerator, denominator })
        }
        (None, Some(name)) => {
            let column = FactColumn(name.clone());
            let mut tally = cohort;
            tally.conditions.push(has(&column));
            tally.quantity = Quantity::Values(column);
            Some(Formula::Median(tally))
        }
        _ => {
            refuse(context, keys.at("median"), "`mean` and `median` exclude each other", "keep one of them");
            None
        }
    }
}

/// Checks that measures can fill the bases of their indicators: what lasts is counted on a day.
pub(super) fn check(context: &mut Context<'_>, indicators: &[Indicator]) {
    let mut reported: Vec<Location> = Vec::new();
    for rules in indicators.iter().flat_map(|indicator| indicator.rules.iter().flatten()) {
        let Some(measure) = &rules.measure else { continue };
        let open = |tally: &&Tally| matches!(tally.when, When::Open { .. });
        let lasts = measure.formula.tallies().iter().any(open);
        let asks = |tally: &&Tally| tally.conditions.iter().any(Condition::asks_day) && !open(tally);
        let wrong = if lasts && rules.bases.iter().any(|basis| *basis != periods::Basis::Snapshot) {
            Some((
                "what lasts is counted on a day, so its basis is `snapshot`",
                "count an event by its `date`, or change the basis",
            ))
        } else if measure.formula.tallies().iter().any(asks) {
            Some((
                "only what lasts is counted as at a day",
                "give `start` and `end`, or take `as_at` out of the condition",
            ))
        } else {
            None
        };
        if let Some((message, hint)) = wrong
            && !reported.contains(&measure.location)
        {
            reported.push(measure.location);
            context.report(Diagnostic::new(Rule::MeasureBasis, measure.location, message).hint(hint));
        }
    }
}
