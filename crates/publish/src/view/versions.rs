//! What a change of meaning changed: what each field said before, and says since.

use framework::{IndicatorId, PlaceId, Rules, Version};

use super::sources::source_words;
use crate::edition::Edition;
use crate::words;

/// A field that a version of an indicator changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The field.
    pub term: String,
    /// What it said before.
    pub before: String,
    /// What it says since.
    pub since: String,
}

/// What a version of an indicator changed at a place.
pub(crate) fn differences_of(
    edition: &Edition<'_>,
    id: IndicatorId,
    place: PlaceId,
    version: &Version,
) -> Vec<Difference> {
    let level = edition.framework.place(place).level;
    let indicator = edition.framework.indicator(id);
    let Some(last_before) = version.from.plus(-1) else { return Vec::new() };
    let (before, since) = (indicator.rules(level, last_before), indicator.rules(level, version.from));
    let both = fields(edition, before).into_iter().zip(fields(edition, since));
    both.filter(|((_, before), (_, since))| before != since)
        .map(|((term, before), (_, since))| Difference { term: term.to_owned(), before, since })
        .collect()
}

/// What an indicator means, field by field, in words.
fn fields(edition: &Edition<'_>, rules: &Rules) -> [(&'static str, String); 8] {
    let said = |text: &Option<String>| text.clone().unwrap_or_else(|| "not stated".to_owned());
    [
        ("Title", rules.title.clone()),
        ("Definition", said(&rules.definition)),
        ("Source", said(&source_words(edition, rules))),
        ("Period", words::capital(&words::basis(rules, rules.basis()))),
        ("Polarity", words::capital(rules.polarity.words())),
        ("Unit", words::capital(&words::unit_in_full(rules.unit))),
        ("Rating", words::with_minus(&assess::bandings(rules, None))),
        ("Owner", said(&rules.owner)),
    ]
}
