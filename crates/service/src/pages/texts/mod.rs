//! A text about an edition: written with the facts beside it, looked at by others, approved or returned.

mod page;
mod steps;

use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath};
use axum::http::request::Parts;
use framework::{TextKind, TextSubject};
use permissions::Action;
use serde::Deserialize;

use crate::answers::Problem;
use crate::app::App;
use crate::month::{AboutText, EditionKey, about};
use crate::visitor::Visitor;
use crate::work::AtWork;

pub(crate) use page::page;
pub(crate) use steps::{approve, comment, give_back, remove, write};

/// The kinds of text that a way in is for, by the first part of its path: permission is asked for them alike.
pub(crate) struct Kinds(&'static [TextKind]);

impl<S: Send + Sync> FromRequestParts<S> for Kinds {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let path = parts.extensions.get::<MatchedPath>().ok_or(Problem::NotFound)?;
        match path.as_str().split('/').nth(1) {
            Some("commentary") => Ok(Self(&[TextKind::Commentary, TextKind::Summary, TextKind::DataNote])),
            Some("exceptions") => Ok(Self(&[TextKind::Exception])),
            Some("narratives") => Ok(Self(&[TextKind::Narrative])),
            Some("meeting-notes") => Ok(Self(&[TextKind::MeetingNote])),
            _ => Err(Problem::NotFound),
        }
    }
}

/// What a text is about, as addresses and forms say it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Subject {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    page: String,
    #[serde(default)]
    section: String,
    #[serde(default)]
    indicator: String,
    #[serde(default)]
    place: String,
}

/// A text that an address names, of those that somebody may see.
struct Found {
    work: Arc<AtWork>,
    edition: EditionKey,
    about: AboutText,
}

async fn found(
    app: &App,
    visitor: &Visitor,
    Kinds(kinds): Kinds,
    (scorecard, month): (String, String),
    said: &Subject,
) -> Result<Found, Problem> {
    let work = app.work();
    let edition = EditionKey::named(&work, &scorecard, &month)?;
    let (kind, subject) = subject(&work, edition, kinds, said).ok_or(Problem::NotFound)?;
    let required = work.required(edition).await?;
    let about = about(&work, edition, kind, &subject, &required);
    if about.key.may(&visitor.actor, Action::See) {
        Ok(Found { work, edition, about })
    } else {
        Err(Problem::NotFound)
    }
}

/// What an address names in a framework that knows all of it.
fn subject(
    work: &AtWork,
    edition: EditionKey,
    kinds: &[TextKind],
    said: &Subject,
) -> Option<(TextKind, TextSubject)> {
    let scorecard = work.framework.scorecard(edition.scorecard);
    let kind = if said.kind.is_empty() {
        *kinds.first()?
    } else {
        kinds.iter().copied().find(|kind| kind.token() == said.kind)?
    };
    let subject = TextSubject {
        page: known(&said.page, |id| {
            scorecard.pages.iter().find(|page| page.id == id).map(|page| page.id.clone())
        })?,
        section: known(&said.section, |id| scorecard.find_section(id))?,
        indicator: known(&said.indicator, |id| work.framework.find_indicator(id))?,
        place: known(&said.place, |slug| work.framework.find_place(slug))?,
    };
    (subject != TextSubject::default()).then_some((kind, subject))
}

/// What a word that may be left out stands for: nothing if it stands for nothing that is known.
fn known<Found>(said: &str, find: impl FnOnce(&str) -> Option<Found>) -> Option<Option<Found>> {
    if said.is_empty() { Some(None) } else { find(said).map(Some) }
}
