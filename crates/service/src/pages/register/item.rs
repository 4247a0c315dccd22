//! One item of the forward plan, and where it was before.

use axum::extract::State;
use axum::response::Response;
use periods::day_in_words;
use permissions::Action;
use serde::Deserialize;
use store::{Agenda, AgendaContent, AgendaStatus, EntryName};

use crate::answers::Problem;
use crate::app::App;
use crate::guard::{Asked, Named, Said};
use crate::pages::register::entry::{self, Entry, Fact};
use crate::pages::register::form::{self, Form, Input};
use crate::pages::register::plan::SaidOfItem;
use crate::pages::register::words::{self, choice};
use crate::pages::register::{After, Shown, must_offer, offers};
use crate::shell::{Shell, capital};
use crate::visitor::Visitor;
use crate::work::AtWork;

impl Shown for Agenda {
    const LIST: &'static str = "/plan";
    const TITLE: &'static str = "Forward plan";

    fn path(name: EntryName<'_>) -> String {
        format!("{}/{}", Self::LIST, name.id)
    }

    fn said(content: &AgendaContent, _: &AtWork) -> Vec<(&'static str, String)> {
        vec![
            ("What is told", content.title.clone()),
            ("Meeting", content.meeting.clone()),
            ("Day of the meeting", words::day(content.on)),
            ("Status", content.status.word().to_owned()),
            ("Note", content.note.clone()),
        ]
    }
}

fn item(id: i64) -> EntryName<'static> {
    EntryName { place: None, id }
}

/// An item, with everything that was said of it.
pub(crate) async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Named(number): Named<i64>,
    Asked(after): Asked<After>,
) -> Result<Response, Problem> {
    let name = item(number);
    let found = app.store.registered_one::<Agenda>(&visitor.actor, name).await?;
    let history = app.store.registered_history::<Agenda>(&visitor.actor, name).await?;
    let work = app.work();
    let (about, content) = (&found.about, &found.latest.content);
    let may_write = offers::<Agenda>(&visitor, Action::Write, None, &[]);
    let on = content.on.map_or_else(|| "Its day is not known yet".to_owned(), day_in_words);
    let facts = [
        Some(Fact::plain("What is told", &*content.title)),
        Some(Fact::plain("Meeting", &*content.meeting).note(Some(on))),
        Some(Fact::plain("Status", capital(content.status.word()))),
        Fact::written("Note", &content.note),
        about.indicator.as_deref().map(|id| Fact::plain("Indicator", words::indicator(&work, id))),
        Some(&*about.source)
            .filter(|source| !source.is_empty())
            .map(|source| Fact::plain("Comes from", source)),
        Some(Fact::plain("Scorecard", words::scorecard(&work, &about.scorecard))),
    ];
    let heading = Agenda::heading(&work, name);
    let shell = Shell::new(&app, &visitor, &heading, Agenda::LIST).done(after.words());
    let view = Entry {
        heading,
        list: (Agenda::LIST, Agenda::TITLE),
        facts: facts.into_iter().flatten().collect(),
        change: may_write.then(|| format!("{}/change", Agenda::path(name))),
        forms: Vec::new(),
        links: Vec::new(),
        history: entry::history::<Agenda>(&history, &work),
    };
    entry::show(shell, view)
}

#[derive(Deserialize)]
pub(crate) struct Changed {
    from: u32,
    status: String,
    #[serde(flatten)]
    said: SaidOfItem,
}

/// The form by which an item is moved to another meeting, marked as taken there, or dropped.
pub(crate) async fn change_page(
    State(app): State<App>,
    visitor: Visitor,
    Named(number): Named<i64>,
) -> Result<Response, Problem> {
    let found = app.store.registered_one::<Agenda>(&visitor.actor, item(number)).await?;
    must_offer::<Agenda>(&visitor, None)?;
    let content = &found.latest.content;
    let form = change_form(number, found.latest.number, content.status.word(), &SaidOfItem::of(content));
    show_change(&app, &visitor, number, form)
}

fn change_form(number: i64, from: u32, status: &str, said: &SaidOfItem) -> Form {
    let choices = AgendaStatus::ALL.map(|each| choice(each.word(), &capital(each.word()), status));
    let status = Input::choice("status", "Status", choices.into());
    Form::new(
        format!("{}/change", Agenda::path(item(number))),
        said.inputs().into_iter().chain([status]),
        "Save the item",
    )
    .from(from)
}

fn show_change(app: &App, visitor: &Visitor, number: i64, form: Form) -> Result<Response, Problem> {
    let name = item(number);
    let of = (Agenda::path(name), Agenda::heading(&app.work(), name));
    let lead = "To move it, enter another meeting or day; where it was stays among everything that was said.";
    form::show::<Agenda>(app, visitor, "Move or change the item", of, (lead, form))
}

/// Changes an item.
pub(crate) async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Named(number): Named<i64>,
    Said(changed): Said<Changed>,
) -> Result<Response, Problem> {
    let status = AgendaStatus::of_word(&changed.status).ok_or(Problem::Malformed)?;
    let form = change_form(number, changed.from, &changed.status, &changed.said);
    match changed.said.read(status) {
        Ok(content) => {
            entry::write::<Agenda>(&app, &visitor, item(number), (changed.from, &content), form).await
        }
        Err(faults) => show_change(&app, &visitor, number, form.with(&faults)),
    }
}
