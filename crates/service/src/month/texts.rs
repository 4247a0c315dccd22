//! Texts by the words of their addresses.

use framework::{TextKind, TextSubject};
use periods::Period;
use permissions::{Action, Actor};
use publish::RequiredText;
use store::TextKey;
use workspace::text_key;

use super::EditionKey;
use crate::answers::in_query;
use crate::work::AtWork;

/// What a text is about, as the framework knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AboutText {
    pub key: TextKey,
    pub kind: TextKind,
    pub subject: TextSubject,
    /// The period of the figure, where the edition needs the text.
    pub period: Option<Period>,
    /// The role that supplies it, where the edition needs it and says which.
    pub role: Option<String>,
    /// Whether the edition needs it.
    pub is_required: bool,
    /// What it is: `Commentary on … at Eastvale`.
    pub title: String,
    /// Its address.
    pub href: String,
}

/// A text of a kind about an edition, with what the edition needs of it.
pub(crate) fn about(
    work: &AtWork,
    edition: EditionKey,
    kind: TextKind,
    subject: &TextSubject,
    required: &[RequiredText],
) -> AboutText {
    let needs = required.iter().find(|required| {
        required.kind == kind
            && Some(required.indicator) == subject.indicator
            && Some(required.place) == subject.place
            && subject.page.is_none()
            && subject.section.is_none()
    });
    let key = text_key(&work.framework, edition.scorecard, edition.data_month, kind, subject);
    AboutText {
        kind,
        subject: subject.clone(),
        period: needs.map(|needs| needs.period),
        role: needs.and_then(|needs| needs.role.clone()),
        is_required: needs.is_some(),
        title: title(work, edition, kind, subject),
        href: href(&key),
        key,
    }
}

/// The title and the address of a text, for somebody who may see such a text.
pub(crate) fn way_to(
    work: &AtWork,
    actor: &Actor,
    edition: EditionKey,
    kind: TextKind,
    subject: &TextSubject,
) -> Option<(String, String)> {
    let about = about(work, edition, kind, subject, &[]);
    about.key.may(actor, Action::See).then_some((about.title, about.href))
}

/// The first part of the address of a kind, by which the rules of permission know it.
fn segment(kind: &str) -> &'static str {
    match kind {
        "exception" => "exceptions",
        "narrative" => "narratives",
        "meeting note" => "meeting-notes",
        _ => "commentary",
    }
}

fn href(key: &TextKey) -> String {
    let parts = [
        ("kind", Some(&key.kind).filter(|kind| segment(kind) == "commentary" && *kind != "commentary")),
        ("page", key.page.as_ref()),
        ("section", key.section.as_ref()),
        ("indicator", key.indicator.as_ref()),
        ("place", key.place.as_ref()),
    ];
    let query: Vec<String> =
        parts.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", in_query(value?)))).collect();
    format!("/{}/{}/{}?{}", segment(&key.kind), key.scorecard, key.data_month, query.join("&"))
}

fn title(work: &AtWork, edition: EditionKey, kind: TextKind, subject: &TextSubject) -> String {
    let framework = &work.framework;
    let what = match kind {
        TextKind::Summary => "Summary",
        TextKind::Commentary => "Commentary",
        TextKind::DataNote => "Data note",
        TextKind::Narrative => "Narrative",
        TextKind::MeetingNote => "Notes of the meeting",
        TextKind::Exception => "Exception report",
    };
    let indicator = subject.indicator.map(|id| {
        let month = Period::month(edition.data_month);
        match subject.place {
            Some(place) => framework.rules(id, place, &month).title.clone(),
            None => framework.indicator(id).id.clone(),
        }
    });
    let scorecard = framework.scorecard(edition.scorecard);
    let section = subject.section.map(|id| scorecard.section(id).title.clone());
    let page = subject.page.as_ref().map(|page| {
        let known = scorecard.pages.iter().find(|known| known.id == *page);
        known.map_or_else(|| page.clone(), |known| known.title.clone())
    });
    let about = indicator.or(section).or(page);
    let place = subject.place.map(|place| framework.place(place).name.clone());
    match (about, place) {
        (Some(about), Some(place)) => format!("{what}: {about}, {place}"),
        (Some(one), None) | (None, Some(one)) => format!("{what}: {one}"),
        (None, None) => what.to_owned(),
    }
}
