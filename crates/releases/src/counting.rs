//! How records are counted for an indicator, as one text whose fingerprint tells whether that has changed.

use framework::{Formula, Framework, Measure, Quantity, Tally, When};

use crate::encoding::fingerprint;

/// The fingerprint of the queries, conditions and columns by which an indicator is measured.
pub(crate) fn counting(framework: &Framework, measure: &Measure) -> String {
    let mut text = match &measure.formula {
        Formula::Amount(_) => "amount\n".to_owned(),
        Formula::Ratio { .. } => "ratio\n".to_owned(),
        Formula::Median(_) => "median\n".to_owned(),
        Formula::Gap { of, from, less } => format!(
            "gap\n{}\n{}\n{}\n",
            framework.indicator(*of).id,
            framework.breakdown(*from).label,
            framework.breakdown(*less).label
        ),
    };
    text.push_str(&format!("lag {}\n", measure.lag));
    for tally in measure.formula.tallies() {
        text.push_str(&of_tally(framework, tally));
    }
    fingerprint(text)
}

fn of_tally(framework: &Framework, tally: &Tally) -> String {
    let when = match &tally.when {
        When::Event(day) => format!("event {day}"),
        When::Open { start, end } => format!("open {start} {end}"),
        When::Year(year) => format!("year {year}"),
    };
    let quantity = match &tally.quantity {
        Quantity::Count => "count".to_owned(),
        Quantity::Sum(column) => format!("sum {column}"),
        Quantity::Distinct(column) => format!("distinct {column}"),
        Quantity::Values(column) => format!("values {column}"),
    };
    let facts = framework.facts.get(tally.facts.index()).map_or("", |facts| facts.query.as_str());
    let conditions: Vec<&str> = tally.conditions.iter().map(|condition| condition.sql.as_str()).collect();
    let breakdowns: Vec<String> = tally
        .breakdowns
        .iter()
        .map(|(dimension, column)| {
            let id = framework.dimensions.get(*dimension).map_or("", |dimension| dimension.id.as_str());
            format!("{id} {column}")
        })
        .collect();
    format!(
        "facts {facts}\n{when}\nplace {}\nwhere {}\n{quantity}\nby {}\n",
        tally.place,
        conditions.join("\nand "),
        breakdowns.join(", ")
    )
}
