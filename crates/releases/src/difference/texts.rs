//! Texts that are not what they were.

use std::collections::{BTreeMap, BTreeSet};

use super::{TextChange, TextMoved};
use crate::release::{Release, Text};

/// Kind, page, section, indicator and place.
type About<'a> = (&'a str, [Option<&'a str>; 4]);

fn about(text: &Text) -> About<'_> {
    let subject = [&text.page, &text.section, &text.indicator, &text.place];
    (&text.kind, subject.map(Option::as_deref))
}

fn by_subject(release: &Release) -> BTreeMap<About<'_>, &Text> {
    release.texts.iter().map(|text| (about(text), text)).collect()
}

/// The texts that only one of two releases of a month has, or that say something else. Texts are written for a month: what
/// was written for another one is not what they were.
pub(super) fn changes(old: &Release, new: &Release) -> Vec<TextChange> {
    if old.heading.data_month != new.heading.data_month {
        return Vec::new();
    }
    let (before, after) = (by_subject(old), by_subject(new));
    let subjects: BTreeSet<About<'_>> = before.keys().chain(after.keys()).copied().collect();
    subjects
        .into_iter()
        .filter_map(|subject| {
            let moved = moved(before.get(&subject).copied(), after.get(&subject).copied())?;
            let (kind, about) = subject;
            let [page, section, indicator, place] = about.map(|id| id.map(str::to_owned));
            Some(TextChange { kind: kind.to_owned(), page, section, indicator, place, moved })
        })
        .collect()
}

fn moved(was: Option<&Text>, now: Option<&Text>) -> Option<TextMoved> {
    match (was, now) {
        (None, Some(_)) => Some(TextMoved::Added),
        (Some(_), None) => Some(TextMoved::Removed),
        (was, now) => (was != now).then_some(TextMoved::Replaced),
    }
}
