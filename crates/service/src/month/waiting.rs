//! What waits for somebody: of an edition, and beside the editions.

use framework::CalendarKind;
use jiff::civil::Date;
use permissions::{Action, Actor, Resource, Role, allowed};
use store::{
    Actions, EntryOf, Queries, Register, Returns, Stage, State as ReleaseState, Summaries, TextState,
};

use super::{EditionKey, OnItsWay, distance};
use crate::answers::Problem;
use crate::app::App;
use crate::work::AtWork;

/// Something that waits for whoever looks.
pub(crate) struct Waiting {
    pub what: String,
    pub href: String,
    /// The edition that it is of; empty for what goes on beside them.
    pub edition: String,
    /// By when, and how far that is.
    pub due: Option<String>,
    pub is_overdue: bool,
}

/// What somebody is to do about an edition, texts first.
pub(crate) fn waits_for(
    work: &AtWork,
    actor: &Actor,
    edition: EditionKey,
    on_its_way: &OnItsWay,
    today: Date,
) -> Vec<Waiting> {
    let mut waiting = Vec::new();
    let of_edition = |what: String, href: String, due: Option<Date>| Waiting {
        what,
        href,
        edition: edition.name(work),
        due: due.map(|due| format!("by {}, {}", periods::day_in_words(due), distance(today, due))),
        is_overdue: due.is_some_and(|due| due < today),
    };
    for (about, text) in &on_its_way.texts {
        // Whoever may write everywhere helps out; those who answer for the place are waited for.
        let role = about.key.role(actor, Action::Write);
        let writes = role.is_some_and(|role| role != Role::Analyst);
        let wrote = actor.account().is_some() && text.author == actor.account();
        let what = match text.state {
            None | Some(TextState::Draft | TextState::Removed) if writes => "Write",
            Some(TextState::Returned) if writes => "Change, since it was returned",
            Some(TextState::Submitted) if about.key.may(actor, Action::Approve) && !wrote => {
                "Approve or return"
            }
            _ => continue,
        };
        waiting.push(of_edition(format!("{what}: {}", about.title), about.href.clone(), text.due));
    }
    for (about, text) in &on_its_way.further {
        let is_own = actor.account().is_some() && text.latest.by.account == actor.account();
        let what = match text.state() {
            TextState::Returned if is_own => "Change, since it was returned",
            TextState::Submitted if about.key.may(actor, Action::Approve) && !is_own => "Approve or return",
            _ => continue,
        };
        waiting.push(of_edition(format!("{what}: {}", about.title), about.href.clone(), None));
    }
    let day = |kind| on_its_way.days.iter().find(|day| day.kind == kind).map(|day| day.on);
    for entry in &on_its_way.releases {
        let (what, action, resource, kind) = match entry.state {
            ReleaseState::Draft => ("Check", Action::Approve, Resource::DraftRelease, CalendarKind::SignOff),
            ReleaseState::Ready => {
                ("Sign off", Action::SignOff, Resource::WaitingRelease, CalendarKind::SignOff)
            }
            ReleaseState::SignedOff if entry.publish_at.is_none() => {
                ("Publish", Action::Publish, Resource::WaitingRelease, CalendarKind::Publication)
            }
            _ => continue,
        };
        if allowed(actor, action, resource) {
            let what = format!("{what}: release {}", entry.number);
            waiting.push(of_edition(what, format!("/life/{}", entry.id), day(kind)));
        }
    }
    waiting
}

/// What waits for somebody beside the editions: as many of each kind as do, and where they are listed.
pub(crate) async fn beside_editions(app: &App, actor: &Actor, today: Date) -> Result<Vec<Waiting>, Problem> {
    let store = &app.store;
    let actions = store.registered::<Actions>(actor).await?;
    let overdue = actions.iter().filter(|action| action.is_overdue(today));
    let overdue = overdue.filter(|action| is_for::<Actions>(actor, Action::Write, action)).count();
    let queries = store.registered::<Queries>(actor).await?;
    let open = queries.iter().filter(|query| !query.is_settled());
    let open = open.filter(|query| is_others::<Queries>(actor, query)).count();
    let returns = store.registered::<Returns>(actor).await?;
    let stage = |entry: &EntryOf<Returns>| entry.latest.content.stage;
    let to_approve = returns.iter().filter(|entry| stage(entry) == Stage::Waiting);
    let to_approve = to_approve.filter(|entry| is_others::<Returns>(actor, entry)).count();
    let given_back = returns.iter().filter(|entry| stage(entry) == Stage::GivenBack);
    let given_back = given_back.filter(|entry| is_for::<Returns>(actor, Action::Write, entry)).count();
    let summaries = store.registered::<Summaries>(actor).await?;
    let waits = summaries.iter().filter(|entry| entry.latest.content.stage == Stage::Waiting);
    let waits = waits.filter(|entry| is_others::<Summaries>(actor, entry)).count();
    let kinds = [
        (overdue, "action is overdue", "actions are overdue", "/actions", true),
        (open, "query is open", "queries are open", "/queries", false),
        (to_approve, "return waits for approval", "returns wait for approval", "/returns", false),
        (given_back, "return was given back", "returns were given back", "/returns", false),
        (
            waits,
            "public summary waits for approval",
            "public summaries wait for approval",
            "/summaries",
            false,
        ),
    ];
    let line = |(count, one, several, href, is_overdue): (usize, &str, &str, &str, bool)| Waiting {
        what: format!("{count} {}", if count == 1 { one } else { several }),
        href: href.to_owned(),
        edition: String::new(),
        due: None,
        is_overdue,
    };
    Ok(kinds.into_iter().filter(|kind| kind.0 > 0).map(line).collect())
}

/// Whether somebody may do something with an entry.
fn is_for<R: Register>(actor: &Actor, action: Action, entry: &EntryOf<R>) -> bool {
    match R::place(&entry.about) {
        Some(place) => allowed(actor, action, R::RESOURCE.at(place)),
        None => allowed(actor, action, R::RESOURCE),
    }
}

/// Whether somebody may approve an entry, and did not write it themselves.
fn is_others<R: Register>(actor: &Actor, entry: &EntryOf<R>) -> bool {
    is_for::<R>(actor, Action::Approve, entry) && actor.account() != Some(entry.latest.account)
}
