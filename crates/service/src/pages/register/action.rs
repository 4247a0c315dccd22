//! One action: what was undertaken, how it stands, and everything that was said of it.

use axum::extract::State;
use axum::response::Response;
use framework::{TextKind, TextSubject};
use jiff::civil::Date;
use periods::{Deadline, day_in_words, read_day};
use permissions::Action;
use serde::Deserialize;
use store::{ActionContent, ActionStatus, Actions, EntryName, EntryOf, Origin};

use crate::answers::Problem;
use crate::app::App;
use crate::guard::{Asked, Named, Said};
use crate::month::{EditionKey, today, way_to};
use crate::pages::register::change::{Changed, Wording};
use crate::pages::register::entry::{self, Entry, Fact};
use crate::pages::register::form::{Faults, Form, Input, clean, faults, line_fault, unsaid};
use crate::pages::register::words::{self, choice};
use crate::pages::register::{After, Shown, must_offer, named, offers};
use crate::shell::{Shell, capital};
use crate::visitor::Visitor;
use crate::work::AtWork;

impl Shown for Actions {
    const LIST: &'static str = "/actions";
    const TITLE: &'static str = "Actions";

    fn said(content: &ActionContent, _: &AtWork) -> Vec<(&'static str, String)> {
        vec![
            ("What is to be done", content.what.clone()),
            ("Owner", content.owner.clone()),
            ("Due, as written", content.due.clone()),
            ("Last day in time", words::day(content.due_on)),
            ("Status", content.status.word().to_owned()),
            ("Evidence or reason", content.evidence.clone()),
        ]
    }
}

/// What a form says of an action.
#[derive(Default, Deserialize)]
pub(crate) struct SaidOfAction {
    #[serde(default)]
    what: String,
    #[serde(default)]
    owner: String,
    #[serde(default)]
    due: String,
    #[serde(default)]
    due_on: String,
}

impl SaidOfAction {
    fn of(content: &ActionContent) -> Self {
        let is_understood = understood(&content.due) == content.due_on;
        Self {
            what: content.what.clone(),
            owner: content.owner.clone(),
            due: content.due.clone(),
            due_on: if is_understood { String::new() } else { words::day(content.due_on) },
        }
    }

    pub(super) fn inputs(&self) -> [Input; 4] {
        [
            Input::text("what", "What is to be done", &self.what),
            Input::line("owner", "Owner", &self.owner).hint("A role, such as: Head of early help"),
            Input::line("due", "Due", &self.due)
                .hint("As it was agreed, such as: 29 November 2026, end of March 2027, ongoing"),
            Input::line("due_on", "Last day that is in time", &self.due_on)
                .hint("Only if it does not follow from these words, such as: 29 November 2026"),
        ]
    }

    /// What is said of an action, how it stands as before, or what is wrong with it.
    pub(super) fn read(&self, before: Option<&ActionContent>) -> Result<ActionContent, Faults> {
        let (what, owner, due) = (clean(&self.what), clean(&self.owner), clean(&self.due));
        let day = clean(&self.due_on);
        let due_on = if day.is_empty() { understood(&due) } else { read_day(&day) };
        let unread = || "Last day that is in time must be a day, such as 29 November 2026".to_owned();
        let faults = faults([
            ("what", unsaid(&what, "Enter what is to be done")),
            ("owner", unsaid(&owner, "Enter the role that does it").or_else(|| line_fault("Owner", &owner))),
            ("due", line_fault("Due", &due)),
            ("due_on", (!day.is_empty() && due_on.is_none()).then(unread)),
        ]);
        if !faults.is_empty() {
            return Err(faults);
        }
        let status = before.map_or(ActionStatus::Open, |before| before.status);
        let evidence = before.map(|before| before.evidence.clone()).unwrap_or_default();
        Ok(ActionContent { what, owner, due, due_on, status, evidence })
    }
}

/// The last day that is in time by what people wrote.
fn understood(due: &str) -> Option<Date> {
    match Deadline::read(due) {
        Deadline::By(day) => Some(day),
        Deadline::Ongoing | Deadline::Done | Deadline::Unclear => None,
    }
}

/// How a deadline was understood, in a sentence.
fn understanding(content: &ActionContent) -> String {
    if let Some(on) = content.due_on {
        return format!("In time until {}.", day_in_words(on));
    }
    match Deadline::read(&content.due) {
        Deadline::Ongoing => "It goes on: it has no last day, and is never overdue.",
        Deadline::Done => "It was done already by these words; say below what shows it.",
        _ if content.due.is_empty() => "Nobody has said when; it is never overdue.",
        Deadline::By(_) | Deadline::Unclear => {
            "No one day could be read from this, so it is never overdue. Say which day is meant by changing the action."
        }
    }
    .to_owned()
}

/// An action, with everything that was said of it.
pub(crate) async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Named((place, number)): Named<(String, i64)>,
    Asked(after): Asked<After>,
) -> Result<Response, Problem> {
    show(&app, &visitor, named(&place, number), &after, (None, &Faults::new())).await
}

/// What a form says of how an action stands.
#[derive(Deserialize)]
pub(crate) struct Standing {
    from: u32,
    status: String,
    evidence: String,
}

async fn show(
    app: &App,
    visitor: &Visitor,
    name: EntryName<'_>,
    after: &After,
    (said, faults): (Option<&Standing>, &Faults),
) -> Result<Response, Problem> {
    let action = app.store.registered_one::<Actions>(&visitor.actor, name).await?;
    let history = app.store.registered_history::<Actions>(&visitor.actor, name).await?;
    let work = app.work();
    let may_write = offers::<Actions>(visitor, Action::Write, name.place, &[]);
    let (content, from) = (&action.latest.content, action.latest.number);
    let form = match said {
        Some(said) => standing_form(name, said.from, &said.status, &said.evidence),
        None => standing_form(name, from, content.status.word(), &content.evidence),
    };
    let heading = Actions::heading(&work, name);
    let shell = Shell::new(app, visitor, &heading, Actions::LIST).done(after.words());
    let view = Entry {
        heading,
        list: (Actions::LIST, Actions::TITLE),
        facts: facts(&work, &action, today(app)),
        change: may_write.then(|| format!("{}/change", Actions::path(name))),
        forms: may_write.then(|| ("How it stands", form.with(faults))).into_iter().collect(),
        links: text_of(&work, visitor, &action),
        history: entry::history::<Actions>(&history, &work),
    };
    entry::show(shell, view)
}

/// The text about the figure that an action is about, for those who see it.
fn text_of(work: &AtWork, visitor: &Visitor, action: &EntryOf<Actions>) -> Vec<(String, String)> {
    let about = &action.about;
    let found = || {
        let month = about.data_month?.to_string();
        let edition = EditionKey::named(work, &about.scorecard, &month).ok()?;
        let subject = TextSubject {
            indicator: Some(work.framework.find_indicator(about.indicator.as_deref()?)?),
            place: Some(work.framework.find_place(about.place.as_deref()?)?),
            ..TextSubject::default()
        };
        let kind = if about.origin == Origin::Exception { TextKind::Exception } else { TextKind::Commentary };
        way_to(work, &visitor.actor, edition, kind, &subject)
    };
    found().into_iter().collect()
}

fn facts(work: &AtWork, action: &EntryOf<Actions>, today: Date) -> Vec<Fact> {
    let (about, content) = (&action.about, &action.latest.content);
    let is_open = content.status == ActionStatus::Open;
    let ahead = content.due_on.filter(|_| is_open).map(|on| capital(&words::due(on, today)));
    let due = [Some(understanding(content)), ahead.map(|ahead| format!("{ahead}."))];
    let due = due.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let month = about.data_month.map(|month| month.words());
    let facts = [
        Fact::written("What is to be done", &content.what),
        Some(Fact::plain("Owner", &*content.owner)),
        Some(Fact::plain("Due", &*content.due).note(Some(due))),
        Some(Fact::plain("Status", capital(content.status.word()))),
        Fact::written("Evidence or reason", &content.evidence),
        Some(Fact::plain("Place", words::place(work, about.place.as_deref()))),
        about.indicator.as_deref().map(|id| Fact::plain("Indicator", words::indicator(work, id))),
        Some(
            Fact::plain("Comes from", capital(about.origin.words()))
                .note(Some(about.reference.clone()).filter(|reference| !reference.is_empty())),
        ),
        Some(Fact::plain("Scorecard", words::scorecard(work, &about.scorecard)).note(month)),
    ];
    facts.into_iter().flatten().collect()
}

fn standing_form(name: EntryName<'_>, from: u32, status: &str, evidence: &str) -> Form {
    let choices = ActionStatus::ALL.map(|each| choice(each.word(), &capital(each.word()), status));
    Form::new(
        format!("{}/status", Actions::path(name)),
        [
            Input::choice("status", "Status", choices.into()),
            Input::text("evidence", "Evidence or reason", evidence)
                .hint("What shows that it was done, or why it was dropped"),
        ],
        "Save how it stands",
    )
    .from(from)
}

/// Marks an action as done with what shows it, as dropped with the reason, or as open again.
pub(crate) async fn stand(
    State(app): State<App>,
    visitor: Visitor,
    Named((place, number)): Named<(String, i64)>,
    Said(said): Said<Standing>,
) -> Result<Response, Problem> {
    let name = named(&place, number);
    let status = ActionStatus::of_word(&said.status).ok_or(Problem::Malformed)?;
    let before = entry::began_with::<Actions>(&app, &visitor, name, said.from).await?;
    must_offer::<Actions>(&visitor, name.place)?;
    let evidence = clean(&said.evidence);
    let missing = match status {
        ActionStatus::Done if evidence.is_empty() => Some("Enter what shows that it was done"),
        ActionStatus::Dropped if evidence.is_empty() => Some("Enter why it was dropped"),
        _ => None,
    };
    if let Some(missing) = missing {
        let faults = Faults::from([("evidence", missing.to_owned())]);
        return show(&app, &visitor, name, &After::default(), (Some(&said), &faults)).await;
    }
    let form = standing_form(name, said.from, &said.status, &evidence);
    let content = ActionContent { status, evidence, ..before };
    entry::write::<Actions>(&app, &visitor, name, (said.from, &content), form).await
}

impl Changed for Actions {
    type Form = SaidOfAction;
    const WORDING: Wording = Wording {
        heading: "Change the action",
        lead: "What was said before stays among everything that was said.",
        button: "Save the action",
    };

    fn form(content: &ActionContent, _: &AtWork) -> SaidOfAction {
        SaidOfAction::of(content)
    }

    fn inputs(form: &SaidOfAction, _: &AtWork) -> Vec<Input> {
        form.inputs().into_iter().collect()
    }

    fn read(form: &SaidOfAction, before: &ActionContent, _: &AtWork) -> Result<ActionContent, Faults> {
        form.read(Some(before))
    }
}
