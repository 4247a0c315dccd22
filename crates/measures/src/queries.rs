//! The SQL of questions. One plain GROUP BY each; wholes are added up from parts afterwards, never by grouping sets.

use framework::{Condition, FactColumn, Quantity, When};

use crate::functions::suffix;
use crate::specification::{Question, Shape};
use crate::time::Axis;

/// The name under which facts are known to the engine.
pub(crate) fn view(facts_name: &str) -> String {
    format!("\"facts {facts_name}\"")
}

/// The query that answers a question. Its columns: the place's number, the month (or the snapshot, or the first and
/// the last snapshot, or the year), one per dimension, then one per term. Where values themselves are asked for there is
/// one row for each fact with its value; where things are told apart one with the thing, and for each term whether it
/// counts.
pub(crate) fn answer(question: &Question, axis: &Axis) -> String {
    let mut columns = vec![format!("place_number({}) AS place", question.place)];
    columns.extend(times(question));
    columns.extend(
        question
            .breakdowns
            .iter()
            .enumerate()
            .map(|(position, (_, column))| format!("{column} AS dimension_{position}")),
    );
    let mut conditions = Vec::new();
    if let When::Event(date) = &question.when {
        conditions.push(format!(
            "{date} BETWEEN DATE '{}' AND DATE '{}'",
            axis.first().first_day(),
            axis.until().min(axis.last().last_day())
        ));
    }
    // What all terms ask is asked once, before anything is grouped.
    let shared: Vec<&Condition> = match question.terms.split_first() {
        Some((first, others)) => first
            .conditions
            .iter()
            .filter(|condition| others.iter().all(|other| other.conditions.contains(condition)))
            .collect(),
        None => Vec::new(),
    };
    conditions.extend(shared.iter().map(|condition| format!("({})", condition.sql)));
    let mut measured = Vec::new();
    for (position, term) in question.terms.iter().enumerate() {
        let own: Vec<Condition> =
            term.conditions.iter().filter(|condition| !shared.contains(condition)).cloned().collect();
        match &term.quantity {
            Quantity::Count => measured.push(format!("count(*){} AS term_{position}", filter(&own))),
            Quantity::Sum(column) => {
                measured.push(format!("sum({column}){} AS term_{position}", filter(&own)))
            }
            Quantity::Distinct(column) => {
                if position == 0 {
                    columns.push(format!("CAST({column} AS VARCHAR) AS thing"));
                    conditions.push(format!("{column} IS NOT NULL"));
                }
                measured.push(format!("coalesce({}, FALSE) AS term_{position}", all(&own)));
            }
            // Such a question has this term alone, and so all of its conditions are shared.
            Quantity::Values(column) => {
                columns.push(format!("{column} AS value"));
                conditions.push(format!("{column} IS NOT NULL"));
            }
        }
    }
    // Values are told apart afterwards, over places and months: to group them here would be done in vain.
    let adds = question.terms.iter().all(|term| term.quantity.adds());
    let grouped = if !adds {
        String::new()
    } else {
        let groups: Vec<String> = (1..=columns.len()).map(|position| position.to_string()).collect();
        format!("\nGROUP BY {}", groups.join(", "))
    };
    columns.extend(measured);
    let filtered =
        if conditions.is_empty() { String::new() } else { format!("\nWHERE {}", conditions.join(" AND ")) };
    format!("SELECT {}\nFROM {}{filtered}{grouped}", columns.join(", "), source(question))
}

/// The columns that say when.
fn times(question: &Question) -> Vec<String> {
    match (&question.when, question.shape) {
        (When::Event(date), _) => vec![format!("month_number({date}) AS month")],
        (When::Year(year), _) => vec![format!("CAST({year} AS INT) AS month")],
        (When::Open { start, end }, Shape::Stretch(day)) => {
            let snapshot = format!("snapshot_{}", suffix(day.into()));
            vec![format!("{snapshot}({start}) AS month"), format!("{snapshot}({end}) AS month_after")]
        }
        (When::Open { .. }, _) => vec!["\"snapshot\" AS month".to_owned()],
    }
}

fn source(question: &Question) -> String {
    let view = view(&question.facts_name);
    match (&question.when, question.shape) {
        (When::Open { start, end }, Shape::Snapshot(day)) => {
            let kind = suffix(day.into());
            format!(
                "(SELECT *, snapshot_date_{kind}(\"snapshot\") AS as_at FROM (SELECT *, \
                 unnest(snapshots_{kind}({start}, {end})) AS \"snapshot\" FROM {view} WHERE {start} IS NOT NULL))"
            )
        }
        (When::Open { start, .. }, _) => format!("(SELECT * FROM {view} WHERE {start} IS NOT NULL)"),
        _ => view,
    }
}

fn filter(conditions: &[Condition]) -> String {
    if conditions.is_empty() { String::new() } else { format!(" FILTER (WHERE {})", all(conditions)) }
}

/// All conditions as one; `TRUE` if there is none.
pub(crate) fn all(conditions: &[Condition]) -> String {
    if conditions.is_empty() {
        return "TRUE".to_owned();
    }
    let each: Vec<String> = conditions.iter().map(|condition| format!("({})", condition.sql)).collect();
    each.join(" AND ")
}

/// The facts that count on a day or between two days, with the columns that a list of records shows.
pub(crate) struct Records<'a> {
    pub facts_name: &'a str,
    pub when: &'a When,
    pub place: &'a FactColumn,
    /// The first and the last day of events, both included, or the day of a snapshot twice.
    pub days: (jiff::civil::Date, jiff::civil::Date),
    pub numerator: String,
    pub denominator: String,
    /// Columns that facts may or may not have.
    pub has: &'a dyn Fn(&str) -> bool,
}

/// The query that lists records.
pub(crate) fn list(records: &Records<'_>) -> String {
    let optional = |column: &str, kind: &str| {
        if (records.has)(column) {
            format!("CAST(\"{column}\" AS {kind}) AS \"{column}\"")
        } else {
            format!("CAST(NULL AS {kind}) AS \"{column}\"")
        }
    };
    let (first, last) = records.days;
    let (date, days) = match records.when {
        When::Event(date) => (date.to_string(), format!("{date} BETWEEN DATE '{first}' AND DATE '{last}'")),
        When::Open { start, end } => (
            start.to_string(),
            format!("{start} <= DATE '{last}' AND ({end} IS NULL OR {end} > DATE '{last}')"),
        ),
        When::Year(year) => ("CAST(NULL AS DATE)".to_owned(), format!("{year} = {}", last.year())),
    };
    format!(
        "SELECT CAST(\"record\" AS VARCHAR) AS record, {}, {}, {}, place_number({place}) AS place, \
         CAST({place} AS VARCHAR) AS place_name, CAST({date} AS DATE) AS date, ({}) AS in_numerator, ({}) AS in_denominator\n\
         FROM (SELECT *, DATE '{last}' AS as_at FROM {})\nWHERE {days} AND (({}) OR ({}))",
        optional("person", "VARCHAR"),
        optional("due_date", "DATE"),
        optional("done_date", "DATE"),
        records.numerator,
        records.denominator,
        view(records.facts_name),
        records.numerator,
        records.denominator,
        place = records.place,
    )
}
