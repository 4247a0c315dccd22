//! The board: what the month asks of whom, and by when.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use permissions::{Action, Resource, allowed};
use serde::Deserialize;
use store::{Entry, State as ReleaseState, TextState};
use workspace::AwaitedText;

use crate::answers::{Problem, page as answer, see_other};
use crate::app::App;
use crate::guard::{Asked, Named, Said};
use crate::month::{
    AboutText, Countdown, Drafting, EditionKey, Waiting, beside_editions, on_its_way, today, waits_for,
};
use crate::shell::{Shell, time};
use crate::visitor::Visitor;
use crate::work::AtWork;

#[derive(Template)]
#[template(path = "board.html")]
struct BoardPage {
    shell: Shell,
    waiting: Vec<Waiting>,
    editions: Vec<EditionLine>,
    earlier: Vec<(String, String)>,
    may_check: bool,
    /// Whether the calendar has any day of these editions.
    has_days: bool,
}

/// An edition in a few lines.
struct EditionLine {
    name: String,
    href: String,
    days: Vec<Countdown>,
    /// How far its texts have come; nothing where it needs none that whoever looks may see.
    texts: Option<String>,
    /// How far its releases have come.
    releases: Vec<String>,
}

/// What waits for whoever looks, and how far the newest edition of each scorecard has come.
pub(crate) async fn board(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    let (work, today) = (app.work(), today(&app));
    let (newest, earlier) = parted(&work);
    let (mut waiting, mut editions) = (Vec::new(), Vec::new());
    for edition in newest {
        let on_its_way = on_its_way(&app, &visitor, &work, edition, today).await?;
        waiting.extend(waits_for(&work, &visitor.actor, edition, &on_its_way, today));
        editions.push(EditionLine {
            name: edition.name(&work),
            href: edition.href(&work),
            texts: summary(&on_its_way.texts),
            releases: on_its_way.releases.iter().map(state_in_words).collect(),
            days: on_its_way.days,
        });
    }
    waiting.extend(beside_editions(&app, &visitor.actor, today).await?);
    let view = BoardPage {
        shell: Shell::new(&app, &visitor, "The month", "/board"),
        waiting,
        has_days: editions.iter().any(|edition| !edition.days.is_empty()),
        editions,
        earlier: earlier.into_iter().map(|edition| (edition.name(&work), edition.href(&work))).collect(),
        may_check: allowed(&visitor.actor, Action::See, Resource::Framework),
    };
    answer(StatusCode::OK, &view)
}

/// The newest edition of each scorecard, and the others, the newest first.
fn parted(work: &AtWork) -> (Vec<EditionKey>, Vec<EditionKey>) {
    let newest = EditionKey::newest(work);
    let mut earlier: Vec<EditionKey> =
        EditionKey::all(work).filter(|edition| !newest.contains(edition)).collect();
    earlier.sort_by_key(|edition| (std::cmp::Reverse(edition.data_month), edition.scorecard));
    (newest, earlier)
}

/// How far the texts have come: `3 of 12 approved, 2 wait for approval, 7 are not written`.
fn summary(texts: &[(AboutText, AwaitedText)]) -> Option<String> {
    if texts.is_empty() {
        return None;
    }
    let count =
        |is: &dyn Fn(Option<TextState>) -> bool| texts.iter().filter(|(_, text)| is(text.state)).count();
    let approved = count(&|state| state == Some(TextState::Approved));
    let submitted = count(&|state| state == Some(TextState::Submitted));
    let begun = count(&|state| matches!(state, Some(TextState::Draft | TextState::Returned)));
    let missing = texts.len() - approved - submitted - begun;
    let mut parts = vec![format!("{approved} of {} approved", texts.len())];
    for (number, one, several) in [
        (submitted, "waits for approval", "wait for approval"),
        (begun, "is being written", "are being written"),
        (missing, "is not written", "are not written"),
    ] {
        match number {
            0 => {}
            1 => parts.push(format!("1 {one}")),
            _ => parts.push(format!("{number} {several}")),
        }
    }
    Some(parts.join(", "))
}

/// `Release 1: signed off, to be published 30 November 2023, 09:30`.
fn state_in_words(entry: &Entry) -> String {
    let when = match (entry.published_at, entry.publish_at, entry.withdrawn_at) {
        (_, _, Some(at)) => format!(" {}", time(at)),
        (Some(at), _, _) => format!(" {}", time(at)),
        (None, Some(at), _) => format!(", to be published {}", time(at)),
        (None, None, None) => String::new(),
    };
    format!("Release {}: {}{when}", entry.number, entry.state)
}

#[derive(Template)]
#[template(path = "edition.html")]
struct EditionPage {
    shell: Shell,
    href: String,
    days: Vec<Countdown>,
    texts: Vec<TextLine>,
    releases: Vec<ReleaseLine>,
    /// How far the last draft has come, where somebody may draft.
    drafting: Option<DraftView>,
}

struct TextLine {
    title: String,
    href: String,
    role: String,
    state: &'static str,
    is_late: bool,
}

struct ReleaseLine {
    href: String,
    words: String,
    signed_by: String,
}

/// The form to draft a release, and how far the last draft has come.
struct DraftView {
    running: Option<String>,
    refused: Option<String>,
    is_again: bool,
}

#[derive(Deserialize)]
pub(crate) struct After {
    done: Option<String>,
}

/// An edition: its days, its texts, its releases.
pub(crate) async fn edition(
    State(app): State<App>,
    visitor: Visitor,
    Named((scorecard, month)): Named<(String, String)>,
    Asked(after): Asked<After>,
) -> Result<Response, Problem> {
    let (work, today) = (app.work(), today(&app));
    let edition = EditionKey::named(&work, &scorecard, &month)?;
    let on_its_way = on_its_way(&app, &visitor, &work, edition, today).await?;
    let done = match after.done.as_deref() {
        Some("busy") => Some("Another edition is being drafted. Try again when it is done."),
        _ => None,
    };
    let may_draft = allowed(&visitor.actor, Action::Write, Resource::DraftRelease);
    let drafting = may_draft.then(|| draft_view(app.jobs.of(edition), &on_its_way.releases));
    let view = EditionPage {
        shell: Shell::new(&app, &visitor, &edition.name(&work), "/board").done(done),
        href: edition.href(&work),
        texts: on_its_way.texts.iter().map(|(about, text)| text_line(about, text, today)).collect(),
        releases: on_its_way.releases.iter().map(release_line).collect(),
        days: on_its_way.days,
        drafting,
    };
    answer(StatusCode::OK, &view)
}

fn draft_view(drafting: Option<Drafting>, releases: &[Entry]) -> DraftView {
    let (running, refused) = match drafting {
        Some(Drafting::Running { begun_at, part }) => {
            let part = if part.is_empty() { "figures".to_owned() } else { part };
            (Some(format!("Being drafted since {}: {part}.", time(begun_at))), None)
        }
        Some(Drafting::Refused(why)) => (None, Some(why)),
        Some(Drafting::Done(_)) | None => (None, None),
    };
    let is_again =
        releases.iter().any(|entry| matches!(entry.state, ReleaseState::Draft | ReleaseState::Ready));
    DraftView { running, refused, is_again }
}

fn text_line(about: &AboutText, text: &AwaitedText, today: Date) -> TextLine {
    let is_there = matches!(text.state, Some(TextState::Approved | TextState::Submitted));
    TextLine {
        title: about.title.clone(),
        href: about.href.clone(),
        role: about.role.clone().unwrap_or_else(|| "–".to_owned()),
        state: text.state.map_or("not written", TextState::words),
        is_late: !is_there && text.due.is_some_and(|due| due < today),
    }
}

fn release_line(entry: &Entry) -> ReleaseLine {
    let roles: Vec<&str> = entry.sign_offs.iter().map(|sign_off| sign_off.role.as_str()).collect();
    ReleaseLine {
        href: format!("/life/{}", entry.id),
        words: state_in_words(entry),
        signed_by: if roles.is_empty() { "–".to_owned() } else { roles.join(", ") },
    }
}

#[derive(Deserialize)]
pub(crate) struct Why {
    #[serde(default)]
    reason: String,
}

/// Drafts a release of an edition. That goes on while the page tells how far it has come.
pub(crate) async fn draft(
    State(app): State<App>,
    visitor: Visitor,
    Named((scorecard, month)): Named<(String, String)>,
    Said(why): Said<Why>,
) -> Result<Response, Problem> {
    let work = app.work();
    let edition = EditionKey::named(&work, &scorecard, &month)?;
    let reason = Some(why.reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let is_begun = app.begin_draft(visitor.actor.clone(), edition, reason);
    let href = edition.href(&work);
    Ok(see_other(&if is_begun { href } else { format!("{href}?done=busy") }))
}
