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
    let of_gap = match &measure.formula {
        Formula::Gap { of, .. } => framework.indicator(*of).eras().flat_map(|rules| &rules.measure).collect(),
        _ => Vec::new(),
    };
    for tally in std::iter::once(measure).chain(of_gap).flat_map(|measure| measure.formula.tallies()) {
        text.push_str(&of_tally(framework, tally));
    }
    fingerprint(&text)
}

/// The fingerprint of how the population is counted that an indicator is a rate of.
pub(crate) fn population(framework: &Framework, measure: &Measure) -> Option<String> {
    match &measure.formula {
        Formula::Ratio { denominator, .. } if matches!(denominator.when, When::Year(_)) => {
            Some(fingerprint(of_tally(framework, denominator)))
        }
        _ => None,
    }
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
    let facts =
        framework.facts.get(tally.facts.index()).map_or_else(String::new, |facts| what_it_asks(&facts.query));
    let conditions: Vec<String> =
        tally.conditions.iter().map(|condition| what_it_asks(&condition.sql)).collect();
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

/// A query without its comments, and with one space wherever there is any outside quotation marks: however it is laid
/// out, it asks the same.
fn what_it_asks(query: &str) -> String {
    let mut asks = String::new();
    let mut rest = query;
    while let Some(first) = rest.chars().next() {
        let after_first = &rest[first.len_utf8()..];
        let end_of = |mark: &str, begin: usize| {
            rest.get(begin..)
                .and_then(|rest| rest.find(mark))
                .map_or(rest.len(), |at| begin + at + mark.len())
        };
        let (length, says) = match first {
            '\'' => (end_of("'", 1), true),
            '"' => (end_of("\"", 1), true),
            '-' if after_first.starts_with('-') => (end_of("\n", 2), false),
            '/' if after_first.starts_with('*') => (end_of("*/", 2), false),
            _ => (first.len_utf8(), !first.is_whitespace()),
        };
        let (part, after) = rest.split_at(length);
        if says {
            asks.push_str(part);
        } else if !asks.is_empty() && !asks.ends_with(' ') {
            asks.push(' ');
        }
        rest = after;
    }
    asks.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::what_it_asks;

    #[test]
    fn comments_and_layout_ask_nothing() {
        let plain = "SELECT a, b FROM t WHERE c > 1";
        for laid_out in [
            "-- What counts.\nSELECT a, b\nFROM t\nWHERE c > 1\n",
            "  SELECT a,   b FROM t -- of all\n WHERE c > 1 -- at the end",
            "SELECT a, b /* both; -- of them */ FROM t\tWHERE c > 1 /* not closed",
        ] {
            assert_eq!(what_it_asks(laid_out), plain, "{laid_out}");
        }
    }

    #[test]
    fn what_stands_in_quotation_marks_is_asked() {
        for query in [
            "a = '--  not a comment'",
            "a = 'it''s  /* one */' AND \"b  --\" = 1",
            "a = 'not closed  ",
            "a - -1 / b * 'é'",
        ] {
            assert_eq!(what_it_asks(query), query.trim_end());
        }
    }
}
