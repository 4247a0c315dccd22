//! What people wrote otherwise than in the release that is corrected, told for one audience. What a text said is not told
//! again: it may be why it was replaced.

use std::collections::BTreeMap;

use framework::{TextKind, TextSubject};
use releases::{TextChange, TextMoved};

use super::told::title_of;
use crate::Audience;
use crate::edition::Edition;
use crate::words;

/// How many texts of a kind are named; of more it is said how many there are.
const MOST_NAMED: usize = 8;

/// Said where a reader is not told which texts.
const NOT_NAMED: &str = "Texts were changed that are not named here.";

/// What became of which texts, in sentences, by kind and by what became of them. Whether there are others is said where
/// `has_reason`: then it is known that something was corrected.
pub(crate) fn rewritten(edition: &Edition<'_>, changes: &[TextChange], has_reason: bool) -> Vec<String> {
    let mut named: BTreeMap<(&str, TextMoved), Vec<String>> = BTreeMap::new();
    for change in changes.iter().filter(|change| may_name(edition, change)) {
        named.entry((change.kind.as_str(), change.moved)).or_default().push(about(edition, change));
    }
    let sentences = named.into_iter().map(|((kind, moved), abouts)| sentence(kind, moved, &abouts));
    let has_others = has_reason && changes.iter().any(|change| may_hint(edition, change));
    sentences.chain(has_others.then(|| NOT_NAMED.to_owned())).collect()
}

/// Whether a copy may name a text. One for an audience or for everybody names only what it shows itself.
fn may_name(edition: &Edition<'_>, change: &TextChange) -> bool {
    if edition.audience == Audience::Internal {
        return true;
    }
    let Some((kind, subject)) = kind(change).zip(subject(edition, change)) else { return false };
    change.moved != TextMoved::Removed && edition.texts(kind).any(|text| text.subject == subject)
}

/// Whether a copy says that there was a text without saying which. Nobody can tell any more whether an earlier copy showed
/// what is not there now, so that only its kind and place decide.
fn may_hint(edition: &Edition<'_>, change: &TextChange) -> bool {
    edition.audience != Audience::Internal
        && change.moved == TextMoved::Removed
        && kind(change).is_some_and(|kind| edition.shows(kind))
        && subject(edition, change).is_some()
}

fn kind(change: &TextChange) -> Option<TextKind> {
    TextKind::ALL.into_iter().find(|kind| kind.token() == change.kind)
}

/// What a text is about, if the framework as the audience sees it knows all of it.
fn subject(edition: &Edition<'_>, change: &TextChange) -> Option<TextSubject> {
    let (framework, scorecard) = (edition.framework, edition.scorecard);
    let has_page = |id: &String| scorecard.pages.iter().any(|page| page.id == *id);
    Some(TextSubject {
        page: known(change.page.as_ref(), |id| has_page(id).then(|| id.clone()))?,
        section: known(change.section.as_ref(), |id| scorecard.find_section(id))?,
        indicator: known(change.indicator.as_ref(), |id| framework.find_indicator(id))?,
        place: known(change.place.as_ref(), |slug| framework.find_place(slug))?,
    })
}

/// What an id stands for, where there is one; nothing at all where it is not known.
fn known<T>(id: Option<&String>, find: impl Fn(&String) -> Option<T>) -> Option<Option<T>> {
    match id {
        Some(id) => find(id).map(Some),
        None => Some(None),
    }
}

/// ` on Visits in time at Shire`.
fn about(edition: &Edition<'_>, change: &TextChange) -> String {
    let (framework, scorecard) = (edition.framework, edition.scorecard);
    let page = change.page.as_ref().map(|id| {
        let found = scorecard.pages.iter().find(|page| page.id == *id);
        format!(" of the page {}", found.map_or(id, |page| &page.title))
    });
    let section = change.section.as_ref().map(|id| {
        let found = scorecard.find_section(id);
        format!(" of the section {}", found.map_or(id, |section| &scorecard.section(section).title))
    });
    let indicator = change.indicator.as_ref().map(|id| {
        let found = framework.find_indicator(id);
        format!(" on {}", found.map_or_else(|| id.clone(), |indicator| title_of(edition, indicator)))
    });
    let place = change.place.as_ref().map(|slug| {
        let found = framework.find_place(slug);
        format!(" at {}", found.map_or(slug, |place| &framework.place(place).name))
    });
    let about: String = [page, section, indicator, place].into_iter().flatten().collect();
    if about.is_empty() { " of the scorecard".to_owned() } else { about }
}

/// `The commentary on Visits in time at Shire was replaced.`
fn sentence(kind: &str, moved: TextMoved, abouts: &[String]) -> String {
    let (one, many) = nouns(kind);
    let moved = moved.words();
    match abouts {
        [about] => format!("The {one}{about} was {moved}."),
        abouts if abouts.len() > MOST_NAMED => format!("{} {many} were {moved}.", abouts.len()),
        abouts => {
            let abouts: Vec<String> = abouts.iter().map(|about| about.trim_start().to_owned()).collect();
            format!("The {many} {} were {moved}.", words::listed(&abouts))
        }
    }
}

/// One text of a kind, and several.
fn nouns(kind: &str) -> (&str, String) {
    match kind {
        "exception" => ("text of the exception report", "texts of the exception reports".to_owned()),
        kind => match kind.strip_suffix('y') {
            Some(stem) => (kind, format!("{stem}ies")),
            None => (kind, format!("{kind}s")),
        },
    }
}
