//! The life of a release: checked, signed off, published, taken back.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use permissions::{Action, Actor, Resource, allowed};
use serde::Deserialize;
use store::{Content, Entry, State as ReleaseState, Visible, Writer};

use crate::answers::{Problem, page as answer, see_other};
use crate::app::App;
use crate::guard::{Asked, Named, Said};
use crate::month::EditionKey;
use crate::shell::{Field, Shell, capital, time};
use crate::visitor::Visitor;
use crate::work::AtWork;

#[derive(Template)]
#[template(path = "life.html")]
struct LifePage {
    shell: Shell,
    id: i64,
    /// The way to the page: the month's and the edition's, for those who work on it, or that of all releases.
    crumbs: Vec<(String, String)>,
    state: String,
    facts: Vec<(&'static str, String)>,
    /// Where its first page is.
    first_page: Option<String>,
    may_check: bool,
    sign_off: Option<Field>,
    publish: Option<Vec<Field>>,
    withdraw: Option<Field>,
    /// Of one that is withdrawn, with what it says.
    remove: Option<Field>,
    /// Why whoever drafted it cannot go on with it.
    own: Option<&'static str>,
}

#[derive(Deserialize)]
pub(crate) struct After {
    done: Option<String>,
}

fn words(done: Option<&str>) -> Option<&'static str> {
    match done? {
        "ready" => Some("It is checked, and waits for its sign-off."),
        "signed" => Some("It is signed off, and cannot change any more."),
        "published" => Some("It is published."),
        "set" => Some("The time of its publication is set."),
        "withdrawn" => Some("It is withdrawn."),
        "removed" => Some("It is withdrawn, and what it said is removed for good."),
        _ => None,
    }
}

/// A release: how far it has come, and what somebody may do with it.
pub(crate) async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Named(id): Named<i64>,
    Asked(after): Asked<After>,
) -> Result<Response, Problem> {
    show(&app, &visitor, id, words(after.done.as_deref()), Wrong::default()).await
}

/// What is wrong with a form.
#[derive(Default)]
struct Wrong {
    role: Option<String>,
    at: Option<(String, String)>,
    reason: Option<String>,
}

async fn show(
    app: &App,
    visitor: &Visitor,
    id: i64,
    done: Option<&'static str>,
    wrong: Wrong,
) -> Result<Response, Problem> {
    let (actor, now) = (&visitor.actor, app.now());
    let readers = app.settings.readers_audience.as_deref();
    let (Visible { entry, audience }, drafter) = app.store.visible_entry(actor, readers, id, now).await?;
    let is_own = drafter.is_some() && drafter == actor.account();
    let may = |action, resource: Resource| {
        let drafters = drafter.as_slice();
        allowed(actor, action, resource.of(drafters))
    };
    let is_waiting = entry.state == ReleaseState::Draft || entry.state == ReleaseState::Ready;
    let sign_off = (entry.state == ReleaseState::Ready && may(Action::SignOff, Resource::WaitingRelease))
        .then(|| role_field(wrong.role));
    let publish = (entry.state == ReleaseState::SignedOff && may(Action::Publish, Resource::WaitingRelease))
        .then(|| publish_fields(app, &entry, wrong.at));
    let is_sealed = entry.seal.is_some() && entry.state != ReleaseState::Withdrawn;
    let may_withdraw = may(Action::Withdraw, entry.resource(now));
    let withdraw = (is_sealed && may_withdraw).then(|| {
        Field::text("reason", "Why it is withdrawn", "off")
            .hint("The reason is shown in its place.")
            .error(wrong.reason.clone())
    });
    let has_content = entry.state == ReleaseState::Withdrawn && !entry.content_removed;
    let remove = (has_content && may_withdraw).then(|| {
        Field::text("reason", "Why it must not be kept", "off")
            .hint("This reason is kept in the audit log.")
            .error(wrong.reason)
    });
    let work = app.work();
    let edition = EditionKey::named(&work, &entry.scorecard, &entry.data_month.to_string()).ok();
    let fields = sign_off.iter().chain(publish.iter().flatten()).chain(&withdraw).chain(&remove);
    let shell = Shell::new(app, visitor, &title(&work, &entry), "/board").done(done).errors(fields);
    let status = if shell.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = LifePage {
        shell,
        id,
        crumbs: crumbs(actor, &work, edition),
        state: capital(entry.state.words()),
        facts: told(&entry),
        first_page: audience.is_some().then(|| format!("/releases/{id}/")),
        may_check: entry.state == ReleaseState::Draft && may(Action::Approve, Resource::DraftRelease),
        own: (is_own && is_waiting).then_some("You drafted it, so somebody else checks it and signs it off."),
        sign_off,
        publish,
        withdraw,
        remove,
    };
    answer(status, &view)
}

fn crumbs(actor: &Actor, work: &AtWork, edition: Option<EditionKey>) -> Vec<(String, String)> {
    if !allowed(actor, Action::See, Resource::Board) {
        return vec![("Releases".to_owned(), "/".to_owned())];
    }
    let month = ("The month".to_owned(), "/board".to_owned());
    let edition = edition.map(|edition| (edition.name(work), edition.href(work)));
    [month].into_iter().chain(edition).collect()
}

fn title(work: &AtWork, entry: &Entry) -> String {
    let scorecard = work.framework.find_scorecard(&entry.scorecard);
    let name =
        scorecard.map_or_else(|| entry.scorecard.clone(), |id| work.framework.scorecard(id).title.clone());
    format!("{name}, {}: release {}", entry.data_month.words(), entry.number)
}

fn told(entry: &Entry) -> Vec<(&'static str, String)> {
    let mut facts = vec![("Drafted", time(entry.drafted_at))];
    facts.extend(
        entry.sign_offs.iter().map(|signed| ("Signed off", format!("{}, {}", signed.role, time(signed.at)))),
    );
    match (entry.published_at, entry.publish_at) {
        (Some(at), _) => facts.push(("Published", time(at))),
        (None, Some(at)) => facts.push(("To be published", time(at))),
        (None, None) => {}
    }
    facts.extend(entry.withdrawn_at.map(|at| ("Withdrawn", time(at))));
    facts.extend(entry.reason.clone().map(|reason| ("Reason", reason)));
    facts.extend(entry.content_removed.then(|| ("What it said", "Removed for good".to_owned())));
    facts.push(("Fingerprint", entry.fingerprint.clone()));
    facts.extend(entry.seal.clone().map(|seal| ("Seal", seal)));
    facts
}

fn role_field(error: Option<String>) -> Field {
    Field::text("role", "The role in which you sign it off", "organization-title")
        .hint(
            "It is printed on every page. Give a role, such as Director of Children’s Services, and no name.",
        )
        .error(error)
}

/// The day and the time of publication; the day of the calendar unless another is given.
fn publish_fields(app: &App, entry: &Entry, wrong: Option<(String, String)>) -> Vec<Field> {
    let work = app.work();
    let of_calendar = || {
        let scorecard = work.framework.find_scorecard(&entry.scorecard)?;
        let days = work.framework.edition_days(scorecard, entry.data_month);
        let day = days.into_iter().find(|day| day.kind == framework::CalendarKind::Publication)?;
        let at = day.on.at(9, 30, 0, 0).to_zoned(TimeZone::system()).ok()?;
        (at.timestamp() > app.now()).then(|| day.on.at(9, 30, 0, 0))
    };
    let (said, error) = wrong.map_or_else(
        || {
            let at =
                entry.publish_at.map(|at| at.to_zoned(TimeZone::system()).datetime()).or_else(of_calendar);
            (at.map(|at| at.strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default(), None)
        },
        |(said, error)| (said, Some(error)),
    );
    vec![
        Field::text("at", "When it is published", "off")
            .hint("Such as 2023-11-30 09:30. Leave it empty to publish it now.")
            .value(&said)
            .error(error),
    ]
}

/// Says that a draft may be signed off.
pub(crate) async fn make_ready(
    State(app): State<App>,
    visitor: Visitor,
    Named(id): Named<i64>,
) -> Result<Response, Problem> {
    app.store.make_ready_by(&visitor.actor, id, app.now()).await?;
    Ok(see_other(&format!("/life/{id}?done=ready")))
}

#[derive(Deserialize)]
pub(crate) struct InRole {
    role: String,
}

/// Signs a release off.
pub(crate) async fn sign_off(
    State(app): State<App>,
    visitor: Visitor,
    Named(id): Named<i64>,
    Said(said): Said<InRole>,
) -> Result<Response, Problem> {
    if said.role.trim().is_empty() {
        let role = Some("Enter the role in which you sign it off".to_owned());
        return show(&app, &visitor, id, None, Wrong { role, ..Wrong::default() }).await;
    }
    let writer = Writer { actor: visitor.actor.clone(), role: said.role };
    app.store.sign_off_by(&writer, id, app.now()).await?;
    Ok(see_other(&format!("/life/{id}?done=signed")))
}

#[derive(Deserialize)]
pub(crate) struct At {
    #[serde(default)]
    at: String,
}

/// Publishes a release, now or at a set time.
pub(crate) async fn publish(
    State(app): State<App>,
    visitor: Visitor,
    Named(id): Named<i64>,
    Said(said): Said<At>,
) -> Result<Response, Problem> {
    let now = app.now();
    let at = match (said.at.trim(), time_said(&said.at)) {
        ("", _) => now,
        (_, Some(at)) => at,
        (_, None) => {
            let error = "Enter a day and a time, such as 2023-11-30 09:30, or nothing".to_owned();
            let at = Some((said.at, error));
            return show(&app, &visitor, id, None, Wrong { at, ..Wrong::default() }).await;
        }
    };
    let entry = app.store.publish_by(&visitor.actor, id, at, now).await?;
    let done = if entry.state == ReleaseState::Published { "published" } else { "set" };
    Ok(see_other(&format!("/life/{id}?done={done}")))
}

/// A day and a time by the clocks of this machine.
fn time_said(said: &str) -> Option<Timestamp> {
    let at: DateTime = said.trim().parse().ok()?;
    at.to_zoned(TimeZone::system()).ok().map(|at| at.timestamp())
}

#[derive(Deserialize)]
pub(crate) struct Withdrawal {
    reason: String,
    /// `remove`, or its content is kept for those who may see it.
    #[serde(default)]
    content: String,
}

/// Takes a release back.
pub(crate) async fn withdraw(
    State(app): State<App>,
    visitor: Visitor,
    Named(id): Named<i64>,
    Said(said): Said<Withdrawal>,
) -> Result<Response, Problem> {
    if said.reason.trim().is_empty() {
        let reason = Some("Enter why".to_owned());
        return show(&app, &visitor, id, None, Wrong { reason, ..Wrong::default() }).await;
    }
    let content = if said.content == "remove" { Content::Remove } else { Content::Keep };
    let entry = app.store.withdraw_by(&visitor.actor, id, said.reason.trim(), content, app.now()).await?;
    let done = if entry.content_removed { "removed" } else { "withdrawn" };
    Ok(see_other(&format!("/life/{id}?done={done}")))
}
