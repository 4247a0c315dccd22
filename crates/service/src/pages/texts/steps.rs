//! What is done with a text.

use axum::extract::State;
use axum::response::Response;
use permissions::Action;
use serde::Deserialize;
use store::{Saved, Writer};

use super::page::{Errors, Shown, in_short, roles, show};
use super::{Found, Kinds, Subject, found};
use crate::answers::{Problem, see_other};
use crate::app::App;
use crate::guard::{Named, Said};
use crate::month::{AboutText, remarks};
use crate::shell::capital;
use crate::visitor::Visitor;

#[derive(Debug, Deserialize)]
pub(crate) struct Writing {
    #[serde(flatten)]
    subject: Subject,
    version: u32,
    text: String,
    role: String,
    /// `submit`, or it is kept as a draft.
    #[serde(default)]
    then: String,
    /// What was pointed out and seen.
    #[serde(default)]
    seen: String,
}

/// Keeps what somebody wrote and, if they say so, submits it. What is pointed out in it is shown before it is submitted.
pub(crate) async fn write(
    State(app): State<App>,
    visitor: Visitor,
    kinds: Kinds,
    Named(named): Named<(String, String)>,
    Said(said): Said<Writing>,
) -> Result<Response, Problem> {
    let found = found(&app, &visitor, kinds, named, &said.subject).await?;
    // Browsers send line ends as two characters.
    let text = said.text.replace("\r\n", "\n");
    let text = text.trim();
    if text.is_empty() {
        let errors = Errors { text: Some("Write something".to_owned()), ..Errors::default() };
        return show(
            &app,
            &visitor,
            &found,
            Shown { errors, typed: Some(String::new()), ..Shown::default() },
        )
        .await;
    }
    let latest = app.store.text(&visitor.actor, &found.about.key).await?.map(|kept| kept.latest);
    let known = roles(&found.about, &visitor, latest.as_ref());
    let role = known.into_iter().find(|role| role.value == said.role).ok_or(Problem::Malformed)?.value;
    let writer = Writer { actor: visitor.actor.clone(), role };
    let saved = app.store.save_text(&writer, &found.about.key, said.version, text, app.now()).await?;
    let kept = match saved {
        Saved::Kept(kept) => kept,
        Saved::Conflict { theirs, yours } => {
            let shown = Shown { conflict: Some(theirs), typed: Some(yours), ..Shown::default() };
            return show(&app, &visitor, &found, shown).await;
        }
    };
    if said.then != "submit" {
        return Ok(back(&found, "kept"));
    }
    let pointed_out = remarks(&found.work, found.edition, &found.about, text);
    if !pointed_out.is_empty() && said.seen != in_short(&pointed_out) {
        return Ok(back(&found, "look"));
    }
    match app.store.submit_text(&writer, &found.about.key, kept.latest.number, app.now()).await? {
        Saved::Kept(_) => Ok(back(&found, "submitted")),
        Saved::Conflict { theirs, yours } => {
            let shown = Shown { conflict: Some(theirs), typed: Some(yours), ..Shown::default() };
            show(&app, &visitor, &found, shown).await
        }
    }
}

fn back(found: &Found, done: &str) -> Response {
    see_other(&format!("{}&done={done}", found.about.href))
}

#[derive(Debug, Deserialize)]
pub(crate) struct OneVersion {
    #[serde(flatten)]
    subject: Subject,
    version: u32,
    /// Why, or what somebody says of it.
    #[serde(default)]
    reason: String,
}

/// Somebody in the role in which they may take an action on a text.
fn acting(visitor: &Visitor, about: &AboutText, action: Action) -> Writer {
    let role = about.key.role(&visitor.actor, action).map_or_else(String::new, |role| capital(role.words()));
    Writer { actor: visitor.actor.clone(), role }
}

/// Says that a version stands.
pub(crate) async fn approve(
    State(app): State<App>,
    visitor: Visitor,
    kinds: Kinds,
    Named(named): Named<(String, String)>,
    Said(said): Said<OneVersion>,
) -> Result<Response, Problem> {
    let found = found(&app, &visitor, kinds, named, &said.subject).await?;
    let writer = acting(&visitor, &found.about, Action::Approve);
    let saved = app.store.approve_text(&writer, &found.about.key, said.version, app.now()).await?;
    stepped(&app, &visitor, &found, saved, "approved").await
}

/// What is said of a version.
#[derive(Clone, Copy)]
enum Saying {
    /// Why it is given back.
    Return,
    /// Why it is removed.
    Remove,
    /// Something beside it.
    Comment,
}

impl Saying {
    fn action(self) -> Action {
        match self {
            Self::Return => Action::Return,
            Self::Remove => Action::Withdraw,
            Self::Comment => Action::Comment,
        }
    }

    /// What is wrong where nothing is said.
    fn missing(self) -> Errors {
        let errors = Errors::default();
        match self {
            Self::Return => Errors { returned: Some("Say why it is returned".to_owned()), ..errors },
            Self::Remove => Errors { removed: Some("Say why it is removed".to_owned()), ..errors },
            Self::Comment => Errors { comment: Some("Write a comment".to_owned()), ..errors },
        }
    }
}

/// Does something with a version that something must be said for.
async fn say(
    app: &App,
    visitor: &Visitor,
    found: &Found,
    said: &OneVersion,
    saying: Saying,
) -> Result<Response, Problem> {
    // Browsers send line ends as two characters.
    let words = said.reason.replace("\r\n", "\n");
    let (words, version, key, now) = (words.trim(), said.version, &found.about.key, app.now());
    if words.is_empty() {
        return show(app, visitor, found, Shown { errors: saying.missing(), ..Shown::default() }).await;
    }
    let writer = acting(visitor, &found.about, saying.action());
    match saying {
        Saying::Return => {
            let saved = app.store.return_text(&writer, key, version, words, now).await?;
            stepped(app, visitor, found, saved, "returned").await
        }
        Saying::Remove => {
            let saved = app.store.remove_text(&writer, key, version, words, now).await?;
            stepped(app, visitor, found, saved, "removed").await
        }
        Saying::Comment => {
            app.store.remark_on_text(&writer, key, version, words, now).await?;
            Ok(back(found, "said"))
        }
    }
}

/// Gives a version back.
pub(crate) async fn give_back(
    State(app): State<App>,
    visitor: Visitor,
    kinds: Kinds,
    Named(named): Named<(String, String)>,
    Said(said): Said<OneVersion>,
) -> Result<Response, Problem> {
    let found = found(&app, &visitor, kinds, named, &said.subject).await?;
    say(&app, &visitor, &found, &said, Saying::Return).await
}

/// Removes all that a text says.
pub(crate) async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    kinds: Kinds,
    Named(named): Named<(String, String)>,
    Said(said): Said<OneVersion>,
) -> Result<Response, Problem> {
    let found = found(&app, &visitor, kinds, named, &said.subject).await?;
    say(&app, &visitor, &found, &said, Saying::Remove).await
}

/// Says something of a version, beside it.
pub(crate) async fn comment(
    State(app): State<App>,
    visitor: Visitor,
    kinds: Kinds,
    Named(named): Named<(String, String)>,
    Said(said): Said<OneVersion>,
) -> Result<Response, Problem> {
    let found = found(&app, &visitor, kinds, named, &said.subject).await?;
    say(&app, &visitor, &found, &said, Saying::Comment).await
}

/// Another has written since the step was meant: then it isn't taken, and the new text is shown.
async fn stepped(
    app: &App,
    visitor: &Visitor,
    found: &Found,
    saved: Saved,
    done: &str,
) -> Result<Response, Problem> {
    match saved {
        Saved::Kept(_) => Ok(back(found, done)),
        Saved::Conflict { theirs, .. } => {
            show(app, visitor, found, Shown { conflict: Some(theirs), ..Shown::default() }).await
        }
    }
}
