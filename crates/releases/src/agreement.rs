//! Whether two scorecards of a month say the same.

use std::collections::HashMap;

use crate::release::{Key, Release, Row};

/// A figure of which two releases say something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// Which.
    pub key: Key,
    /// What the one says, as printed.
    pub one: String,
    /// What the other says, as printed.
    pub other: String,
}

/// The figures with a value in both releases that are not the same: an indicator that stands in two scorecards of a
/// month must agree, or it is said why it doesn't.
#[must_use]
pub fn disagreements(one: &Release, other: &Release) -> Vec<Disagreement> {
    let known: HashMap<_, &Row> = other.rows().map(|(series, row)| ((series, row.period), row)).collect();
    one.rows()
        .filter_map(|(series, row)| {
            let theirs = known.get(&(series, row.period))?;
            let both = row.figure.amount().zip(theirs.figure.amount());
            both.is_some_and(|(ours, theirs)| ours != theirs).then(|| Disagreement {
                key: Key { series: series.clone(), period: row.period },
                one: row.printed.clone(),
                other: theirs.printed.clone(),
            })
        })
        .collect()
}
