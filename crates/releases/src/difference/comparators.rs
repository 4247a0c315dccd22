//! Comparators that are not what they were.

use std::collections::{BTreeMap, BTreeSet};

use super::{ComparatorChange, ComparatorMoved};
use crate::release::{Comparator, LAYOUT_WITH_COMPARATORS, Release};

type Key<'a> = (&'a str, &'a str, &'a str, &'a str);

fn key(comparator: &Comparator) -> Key<'_> {
    let Comparator { indicator, place, breakdown, comparator, .. } = comparator;
    (indicator, place, breakdown, comparator)
}

fn by_key(release: &Release) -> BTreeMap<Key<'_>, &Comparator> {
    release.comparators.iter().map(|one| (key(one), one)).collect()
}

/// The comparators of indicators that both releases have that are not what they were. Releases that are older than
/// their comparators say nothing of them.
pub(super) fn changes(old: &Release, new: &Release) -> Vec<ComparatorChange> {
    if [old, new].iter().any(|release| release.heading.layout < LAYOUT_WITH_COMPARATORS) {
        return Vec::new();
    }
    let (before, after) = (by_key(old), by_key(new));
    let keys: BTreeSet<Key<'_>> = before.keys().chain(after.keys()).copied().collect();
    let has = |release: &Release, indicator: &str| {
        release.definitions.iter().any(|definition| definition.indicator == indicator)
    };
    keys.into_iter()
        .filter(|(indicator, ..)| has(old, indicator) && has(new, indicator))
        .filter_map(|key| {
            let (was, now) = (before.get(&key).copied(), after.get(&key).copied());
            let moved = moved(was, now)?;
            let known = now.or(was)?;
            Some(ComparatorChange {
                indicator: known.indicator.clone(),
                place: known.place.clone(),
                breakdown: known.breakdown.clone(),
                comparator: known.comparator.clone(),
                period: known.period,
                was: was.map_or_else(String::new, in_words),
                now: now.map_or_else(String::new, in_words),
                moved,
            })
        })
        .collect()
}

fn moved(was: Option<&Comparator>, now: Option<&Comparator>) -> Option<ComparatorMoved> {
    let (was, now) = match (was, now) {
        (Some(was), Some(now)) => (was, now),
        (None, Some(_)) => return Some(ComparatorMoved::New),
        (_, None) => return was.map(|_| ComparatorMoved::Gone),
    };
    if was.period != now.period {
        Some(ComparatorMoved::Period)
    } else if was.figure != now.figure {
        Some(ComparatorMoved::Value)
    } else if (&was.status, was.comparable, &was.kind) != (&now.status, now.comparable, &now.kind) {
        Some(ComparatorMoved::Standing)
    } else {
        None
    }
}

/// `England 79.5%, financial year 2020–21, provisional`.
fn in_words(comparator: &Comparator) -> String {
    let mut words = vec![format!("{} {}", comparator.label, comparator.printed)];
    words.extend(comparator.period.map(|period| period.words()));
    words.extend(comparator.status.clone());
    words.extend((!comparator.comparable).then(|| "not comparable".to_owned()));
    words.join(", ")
}
