//! What a correction corrects, and what of it was approved already.

use std::collections::{BTreeSet, HashMap};

use crate::difference::{Difference, difference};
use crate::release::{Release, Row};

/// What a release says otherwise than the one of its month that it corrects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erratum {
    /// What was said, what is said, and why.
    pub difference: Difference,
    /// How many figures are, with target, rating, reason and definition, what those who signed the old release off
    /// approved.
    pub unchanged: usize,
    /// How many figures the new release has.
    pub figures: usize,
}

/// The erratum of a correction. Approval is given to a release as a whole; so that it need be given anew only for what
/// changed, this counts what didn't.
#[must_use]
pub fn erratum(old: &Release, new: &Release) -> Erratum {
    let difference = difference(old, new);
    let redefined: BTreeSet<&str> =
        difference.definitions.iter().map(|change| change.indicator.as_str()).collect();
    let approved: HashMap<_, &Row> = old.rows().map(|(series, row)| ((series, row.period), row)).collect();
    let unchanged = new
        .rows()
        .filter(|(series, row)| {
            approved.get(&(*series, row.period)) == Some(row)
                && !redefined.contains(series.indicator.as_str())
        })
        .count();
    Erratum { unchanged, figures: new.rows().count(), difference }
}
