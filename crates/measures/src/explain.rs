//! Behind a figure: the records that it counts, and those that it doesn't.

use std::collections::BTreeSet;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Date32Type, Int32Type};
use datafusion::error::DataFusionError;
use framework::{BasisIndex, Formula, Framework, IndicatorId, PlaceId, Tally, When};
use jiff::civil::Date;
use periods::Period;

use crate::engine::{MeasureError, Prepared, Settings, axis_for, run};
use crate::figure::{Asked, Maker};
use crate::lineage::TableColumn;
use crate::places::UNALLOCATED;
use crate::queries::{Records, all, list};
use crate::session::{Input, only_questions};
use crate::specification::Specification;
use crate::time::{Axis, day_of};

/// What stands behind a figure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The first and the last day of the events that it counts, or twice the day of its snapshot.
    pub days: Option<(Date, Date)>,
    /// The facts that it is made from.
    pub facts: Vec<ExplainedFacts>,
    /// The engine's own query, as it was put.
    pub queries: Vec<String>,
    /// The records.
    pub records: Vec<Record>,
}

/// Facts that a figure is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedFacts {
    /// Their name.
    pub name: String,
    /// Their query.
    pub query: String,
    /// The columns of tables that the ids of their records stand in; none if they are worked out.
    pub ids: BTreeSet<TableColumn>,
}

/// A record behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// Its id.
    pub record: String,
    /// The person that it is about, where the facts say.
    pub person: Option<String>,
    /// The place that it counts at, as the record has it.
    pub place: Option<String>,
    /// Whether that place isn't known.
    pub unallocated: bool,
    /// The day of the event, or the first day.
    pub date: Option<Date>,
    /// The day by which something was due.
    pub due: Option<Date>,
    /// By how many days it was late, or is so far.
    pub days_over: Option<i32>,
    /// Whether it counts above the line.
    pub in_numerator: bool,
    /// Whether it counts below the line.
    pub in_denominator: bool,
    /// Which facts it is one of, by their place in [`Explanation::facts`].
    pub facts: usize,
}

/// Lists the records behind the figure of an indicator at a place in a period, on its own basis over the whole cohort.
pub fn explain(
    framework: &Framework,
    input: &Input,
    settings: &Settings,
    (indicator, place, period): (IndicatorId, PlaceId, Period),
) -> Result<Explanation, MeasureError> {
    let level = framework.place(place).level;
    let rules = framework.indicator(indicator).rules(level, period.last_month());
    let Some(measure) = &rules.measure else {
        return Err(MeasureError::NothingToExplain("this indicator isn't measured from records".to_owned()));
    };
    let only = Settings { first: period.last_month(), last: period.last_month(), ..settings.clone() };
    let axis = axis_for(framework, &[indicator], &only)?;
    let specification = Specification::of(framework, &[indicator]);
    let basis = &rules.bases[BasisIndex::OWN.index()];
    let asked = Asked { rules, measure, place, period, basis, breakdown: framework::BreakdownId::WHOLE };
    let maker = Maker {
        specification: &specification,
        answers: &[],
        axis: &axis,
        complete_from: settings.complete_from,
    };
    let (first, last) = maker.window(asked).map_err(|absence| {
        MeasureError::NothingToExplain(format!("there is no figure to explain: {}", absence.words()))
    })?;
    let lasts = crate::figure::lasts(measure);
    let days = days_of(&axis, (first, last), lasts, rules.snapshot_day)
        .ok_or_else(|| MeasureError::NothingToExplain("this period has no days".to_owned()))?;
    run(settings.resources, async {
        let prepared = Prepared::new(framework, input, &only, &specification, &axis).await?;
        let mut explanation = Explanation { days: Some(days), ..Explanation::default() };
        for (tally, numerator, denominator) in lists(&measure.formula) {
            let facts = &framework.facts[tally.facts.index()];
            let state = &prepared.facts[&tally.facts];
            let query = list(&Records {
                facts_name: &facts.name,
                when: &tally.when,
                place: &tally.place,
                days,
                numerator,
                denominator,
                has: &|column| state.has(column),
            });
            let failed = |source: DataFusionError| MeasureError::Query { facts: facts.name.clone(), source };
            let known = explanation.facts.iter().position(|known| known.name == facts.name);
            let position = known.unwrap_or(explanation.facts.len());
            if known.is_none() {
                let (name, query, ids) = (facts.name.clone(), facts.query.clone(), state.ids.clone());
                explanation.facts.push(ExplainedFacts { name, query, ids });
            }
            let frame = prepared.context.sql_with_options(&query, only_questions()).await.map_err(failed)?;
            for batch in frame.collect().await.map_err(failed)? {
                let counts = |number: i32| prepared.places.counts(number, place);
                explanation.records.extend(records(&batch, days.1, position, &counts).map_err(failed)?);
            }
            explanation.queries.push(query);
        }
        explanation.records.sort();
        Ok(explanation)
    })
}

/// The first and the last day that positions on the axis stand for.
fn days_of(
    axis: &Axis,
    (first, last): (usize, usize),
    lasts: bool,
    day: framework::SnapshotDay,
) -> Option<(Date, Date)> {
    let month = |position: usize| axis.first().plus(i32::try_from(position).ok()?);
    if lasts {
        let snapshot = axis.snapshot(month(last)?, day)?;
        return Some((snapshot, snapshot));
    }
    Some((month(first)?.first_day(), month(last)?.last_day().min(axis.until())))
}

/// The lists of records of a formula: the tally that says which facts, when and where, and what counts above and below
/// the line. Numerator and denominator of one cohort are one list.
fn lists(formula: &Formula) -> Vec<(&Tally, String, String)> {
    let never = || "FALSE".to_owned();
    match formula {
        Formula::Amount(tally) | Formula::Median(tally) => vec![(tally, all(&tally.conditions), never())],
        Formula::Ratio { numerator, denominator } => {
            let one_cohort = numerator.facts == denominator.facts
                && numerator.when == denominator.when
                && numerator.place == denominator.place;
            let below = all(&denominator.conditions);
            if one_cohort {
                vec![(numerator, all(&numerator.conditions), below)]
            } else if matches!(denominator.when, When::Year(_)) {
                vec![(numerator, all(&numerator.conditions), never())]
            } else {
                vec![(numerator, all(&numerator.conditions), never()), (denominator, never(), below)]
            }
        }
        Formula::Gap { .. } => Vec::new(),
    }
}

fn records(
    batch: &RecordBatch,
    last: Date,
    facts: usize,
    counts: &dyn Fn(i32) -> bool,
) -> Result<Vec<Record>, DataFusionError> {
    let text = |index: usize| cast(batch.column(index), &DataType::Utf8View);
    let (ids, persons, names) = (text(0)?, text(1)?, text(5)?);
    let (ids, persons, names) = (ids.as_string_view(), persons.as_string_view(), names.as_string_view());
    let date = |index: usize, row: usize| {
        let days = batch.column(index).as_primitive::<Date32Type>();
        days.is_valid(row).then(|| days.value(row)).and_then(day_of)
    };
    let places = batch.column(4).as_primitive::<Int32Type>();
    let (above, below) = (batch.column(7).as_boolean(), batch.column(8).as_boolean());
    let word = |words: &arrow::array::StringViewArray, row: usize| {
        words.is_valid(row).then(|| words.value(row).to_owned())
    };
    let rows = (0..batch.num_rows()).filter(|row| counts(places.value(*row)));
    Ok(rows
        .map(|row| {
            let due = date(2, row);
            let done = date(3, row).unwrap_or(last);
            let days_over = due.and_then(|due| due.until(done).ok()).map(|span| span.get_days());
            Record {
                record: word(ids, row).unwrap_or_default(),
                person: word(persons, row),
                place: word(names, row),
                unallocated: places.value(row) == UNALLOCATED,
                date: date(6, row),
                due,
                days_over: days_over.filter(|days| *days > 0),
                in_numerator: above.is_valid(row) && above.value(row),
                in_denominator: below.is_valid(row) && below.value(row),
                facts,
            }
        })
        .collect())
}

/// What entered and what left a list of records between two explanations, by record id.
#[must_use]
pub fn difference<'a>(
    earlier: &'a Explanation,
    later: &'a Explanation,
) -> (Vec<&'a Record>, Vec<&'a Record>) {
    let ids = |explanation: &'a Explanation| {
        explanation.records.iter().map(|record| record.record.as_str()).collect::<BTreeSet<&str>>()
    };
    let (before, after) = (ids(earlier), ids(later));
    let entered = later.records.iter().filter(|record| !before.contains(record.record.as_str())).collect();
    let left = earlier.records.iter().filter(|record| !after.contains(record.record.as_str())).collect();
    (entered, left)
}
