//! The page of a text.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use periods::Period;
use permissions::{Action, Resource, allowed};
use publish::prose::Prose;
use serde::Deserialize;
use store::{By, KeptText, TextHistory, TextState, TextVersion};

use super::{Found, Kinds, Subject, found};
use crate::answers::{Problem, in_query, page as answer};
use crate::app::App;
use crate::guard::{Asked, Named};
use crate::month::{AboutText, EditionKey, Facts, distance, facts, remarks, today};
use crate::shell::{Choice, Shell, capital, time};
use crate::visitor::Visitor;
use crate::work::AtWork;

#[derive(Template)]
#[template(path = "text.html")]
struct TextPage {
    shell: Shell,
    edition: (String, String),
    /// What the forms send along: the parts of the key.
    key: Vec<(&'static str, String)>,
    action: String,
    facts: Option<Facts>,
    /// What belongs to the figure and stands elsewhere: titles and addresses.
    links: Vec<(&'static str, String)>,
    /// What it is, who supplies it and by when.
    state: String,
    supplied: Option<String>,
    /// Why it was returned, while it is.
    returned: Option<String>,
    /// What another has written, where both wrote at once.
    conflict: Option<(String, Prose)>,
    written: Option<Written>,
    write: Option<WriteForm>,
    /// What is pointed out in what is written.
    remarks: Vec<(String, String)>,
    before: Option<(String, Prose)>,
    may_approve: bool,
    may_return: bool,
    may_remove: bool,
    may_comment: bool,
    version: u32,
    comments: Vec<Line>,
    history: Vec<Line>,
    errors: Errors,
}

/// What is wrong with a form.
#[derive(Default)]
pub(super) struct Errors {
    pub text: Option<String>,
    pub returned: Option<String>,
    pub removed: Option<String>,
    pub comment: Option<String>,
}

/// A text that is there.
struct Written {
    prose: Prose,
    by: String,
    is_specimen: bool,
}

/// The form to write it.
struct WriteForm {
    text: String,
    roles: Vec<Choice>,
    /// What was pointed out and is to be seen before it is submitted; nothing where nothing was.
    pointed_out: String,
}

/// Something that was done or said.
struct Line {
    what: String,
    text: String,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct After {
    #[serde(flatten)]
    subject: Subject,
    #[serde(default)]
    done: String,
}

fn words(done: &str) -> Option<&'static str> {
    match done {
        "kept" => Some("It is kept as a draft."),
        "submitted" => Some("It is submitted, and waits for somebody to approve it."),
        "look" => Some("It is kept, and not submitted yet: look at what is pointed out first."),
        "returned" => Some("It is returned."),
        "approved" => Some("It is approved, and stands in the next release that is drafted."),
        "removed" => Some("What it said is removed for good. It can be written anew."),
        "said" => Some("Your comment stands beside it."),
        _ => None,
    }
}

/// A text with its facts and its history, and the forms for what somebody may do with it.
pub(crate) async fn page(
    State(app): State<App>,
    visitor: Visitor,
    kinds: Kinds,
    Named(named): Named<(String, String)>,
    Asked(after): Asked<After>,
) -> Result<Response, Problem> {
    let found = found(&app, &visitor, kinds, named, &after.subject).await?;
    let shown = Shown { done: words(&after.done), ..Shown::default() };
    show(&app, &visitor, &found, shown).await
}

/// What a page shows beside the text.
#[derive(Default)]
pub(super) struct Shown {
    pub done: Option<&'static str>,
    pub errors: Errors,
    /// What somebody wrote and could not be kept.
    pub typed: Option<String>,
    /// What another wrote in the meantime.
    pub conflict: Option<TextVersion>,
}

pub(super) async fn show(
    app: &App,
    visitor: &Visitor,
    found: &Found,
    shown: Shown,
) -> Result<Response, Problem> {
    let Found { work, edition, about } = found;
    let (actor, key) = (&visitor.actor, &about.key);
    let kept = app.store.text(actor, key).await?;
    let before = app.store.text_before(actor, key).await?;
    let history = app.store.text_history(actor, key).await?;
    let state = kept.as_ref().map(KeptText::state);
    let facts = facts(work, *edition, about);
    let latest = kept.as_ref().map(|kept| &kept.latest).filter(|latest| !latest.text.is_empty());
    let pointed_out = latest.map(|latest| remarks(work, *edition, about, &latest.text)).unwrap_or_default();
    let may = |action: Action| about.key.may(actor, action);
    let is_open = !matches!(state, Some(TextState::Submitted | TextState::Approved));
    let write = (may(Action::Write) && is_open).then(|| WriteForm {
        text: shown.typed.clone().unwrap_or_else(|| begin_with(latest, facts.as_ref())),
        roles: roles(about, visitor, latest),
        pointed_out: in_short(&pointed_out),
    });
    let wrote = history
        .versions
        .iter()
        .any(|version| version.by.account.is_some() && version.by.account == actor.account());
    let mut shell = Shell::new(app, visitor, &about.title, "/board").done(shown.done);
    shell.errors = listed(&shown.errors);
    let status = match (&shown.conflict, shell.errors.is_empty()) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (None, true) => StatusCode::OK,
    };
    let last = kept.as_ref().and_then(|kept| kept.last_step.as_ref());
    let view = TextPage {
        edition: (edition.name(work), edition.href(work)),
        key: parts(about),
        action: about.href.split('?').next().unwrap_or_default().to_owned(),
        state: capital(state.map_or("not written", TextState::words)),
        supplied: supplied(app, work, *edition, about),
        returned: last.filter(|_| state == Some(TextState::Returned)).and_then(|last| last.reason.clone()),
        conflict: shown.conflict.map(|theirs| (by_and_when(&theirs), Prose::new(&theirs.text))),
        written: latest.filter(|_| write.is_none()).map(|latest| Written {
            prose: Prose::new(&latest.text),
            by: by_and_when(latest),
            is_specimen: latest.specimen,
        }),
        before: before
            .filter(|before| !before.latest.text.is_empty())
            .map(|before| (before.key.data_month.words(), Prose::new(&before.latest.text))),
        may_approve: state == Some(TextState::Submitted) && may(Action::Approve) && !wrote,
        may_return: matches!(state, Some(TextState::Submitted | TextState::Approved)) && may(Action::Return),
        may_remove: state.is_some_and(|state| state != TextState::Removed) && may(Action::Withdraw),
        may_comment: kept.is_some() && may(Action::Comment),
        version: kept.as_ref().map_or(0, |kept| kept.latest.number),
        comments: comments(&history),
        history: deeds(&history),
        remarks: pointed_out,
        errors: shown.errors,
        shell,
        links: links(visitor, about),
        facts,
        write,
    };
    answer(status, &view)
}

/// The actions and the records of the figure, for those who see them.
fn links(visitor: &Visitor, about: &AboutText) -> Vec<(&'static str, String)> {
    let Some((indicator, place)) = about.key.indicator.as_ref().zip(about.key.place.as_ref()) else {
        return Vec::new();
    };
    let may = |resource: Resource| allowed(&visitor.actor, Action::See, resource.at(place));
    let (indicator, period) =
        (in_query(indicator), about.period.unwrap_or(Period::month(about.key.data_month)));
    let actions = format!("/actions?place={place}&indicator={indicator}");
    let records = format!("/records/{indicator}/{place}/{period}");
    let all = [
        ("Actions", may(Resource::ActionPlan), actions),
        ("The records behind it", may(Resource::Records), records),
    ];
    all.into_iter().filter(|(_, may, _)| *may).map(|(title, _, href)| (title, href)).collect()
}

fn listed(errors: &Errors) -> Vec<(&'static str, String)> {
    let all = [
        ("text", &errors.text),
        ("return-reason", &errors.returned),
        ("remove-reason", &errors.removed),
        ("comment", &errors.comment),
    ];
    all.into_iter().filter_map(|(id, error)| Some((id, error.clone()?))).collect()
}

/// What somebody begins with: what is there, else what the figure says.
fn begin_with(latest: Option<&TextVersion>, facts: Option<&Facts>) -> String {
    match (latest, facts) {
        (Some(latest), _) => latest.text.clone(),
        (None, Some(facts)) => facts.sentence.clone(),
        (None, None) => String::new(),
    }
}

/// The roles in which it can be written: the one that supplies it, the one that it was written in, one's own.
pub(super) fn roles(about: &AboutText, visitor: &Visitor, latest: Option<&TextVersion>) -> Vec<Choice> {
    let own = about.key.role(&visitor.actor, Action::Write).map(|role| capital(role.words()));
    let written_in = latest.map(|latest| latest.by.role.clone()).filter(|role| !role.is_empty());
    let mut roles: Vec<String> = Vec::new();
    for role in [written_in, about.role.clone(), own].into_iter().flatten() {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    let choice = |(position, role): (usize, String)| Choice {
        value: role.clone(),
        words: role,
        is_chosen: position == 0,
    };
    roles.into_iter().enumerate().map(choice).collect()
}

/// The parts of what it is about, for the forms.
fn parts(about: &AboutText) -> Vec<(&'static str, String)> {
    let key = &about.key;
    let all = [
        ("kind", Some(&key.kind)),
        ("page", key.page.as_ref()),
        ("section", key.section.as_ref()),
        ("indicator", key.indicator.as_ref()),
        ("place", key.place.as_ref()),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?.clone()))).collect()
}

/// `Supplied by Head of service, due 14 November 2023 (in 5 days)`.
fn supplied(app: &App, work: &AtWork, edition: EditionKey, about: &AboutText) -> Option<String> {
    if !about.is_required {
        return None;
    }
    let role = about.role.as_ref().map(|role| format!("Supplied by {role}"));
    let due = work
        .framework
        .commentary_due(edition.scorecard, edition.data_month)
        .map(|due| format!("due {} ({})", periods::day_in_words(due), distance(today(app), due)));
    let said: Vec<String> = role.into_iter().chain(due).collect();
    (!said.is_empty()).then(|| capital(&said.join(", ")))
}

fn by_and_when(version: &TextVersion) -> String {
    format!("{}, {}", by(&version.by), time(version.at))
}

fn by(by: &By) -> &str {
    if by.role.is_empty() { "from the framework’s files" } else { &by.role }
}

fn comments(history: &TextHistory) -> Vec<Line> {
    let line = |remark: &store::TextRemark| Line {
        what: format!("{}, {}, of version {}", by(&remark.by), time(remark.at), remark.version),
        text: if remark.text.is_empty() { "Removed.".to_owned() } else { remark.text.clone() },
    };
    history.remarks.iter().map(line).collect()
}

/// Everything that was written and done, the newest first.
fn deeds(history: &TextHistory) -> Vec<Line> {
    let mut lines = Vec::new();
    for version in &history.versions {
        let text = if version.text.is_empty() { "Removed.".to_owned() } else { version.text.clone() };
        lines.push(Line { what: format!("Version {} by {}", version.number, by_and_when(version)), text });
        let of_version = history.steps.iter().filter(|step| step.version == version.number);
        lines.extend(of_version.map(|step| Line {
            what: format!("{} by {}, {}", capital(step.step.words()), by(&step.by), time(step.at)),
            text: step.reason.clone().unwrap_or_default(),
        }));
    }
    lines.reverse();
    lines
}

/// What was pointed out, in short: whoever submits says by it that they have seen just this.
pub(super) fn in_short(remarks: &[(String, String)]) -> String {
    remarks.iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>().join("|")
}
