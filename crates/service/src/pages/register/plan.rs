//! The forward plan: what goes to which meeting.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use framework::CalendarKind;
use periods::{day_in_words, read_day};
use permissions::{Action, Resource, allowed_somewhere};
use serde::Deserialize;
use store::{Agenda, AgendaAbout, AgendaContent, AgendaStatus, EntryName, EntryOf};

use crate::answers::{Problem, page as answer, see_other};
use crate::app::App;
use crate::guard::Said;
use crate::month::today;
use crate::pages::register::Shown;
use crate::pages::register::form::{self, Faults, Form, Input, clean, faults, line_fault, unsaid};
use crate::pages::register::words::{self, choice};
use crate::shell::{Choice, Shell};
use crate::visitor::Visitor;
use crate::work::AtWork;

#[derive(Template)]
#[template(path = "register/plan.html")]
struct PlanPage {
    shell: Shell,
    meetings: Vec<Meeting>,
    may_add: bool,
}

/// A meeting, and what goes there.
struct Meeting {
    name: String,
    /// The day, or that it isn't known.
    on: String,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    title: String,
    indicator: Option<String>,
    source: String,
    status: &'static str,
    note: String,
}

/// What goes to meetings: meetings to come first, the earliest before the others, then those whose day isn't known,
/// then those that are over, the last before the others.
pub(crate) async fn list(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    let (work, today) = (app.work(), today(&app));
    let mut items = app.store.registered::<Agenda>(&visitor.actor).await?;
    items.sort_by(|one, other| {
        let (one, other) = (&one.latest.content, &other.latest.content);
        let when = |content: &AgendaContent| match content.on {
            Some(on) if on >= today => 0,
            None => 1,
            Some(_) => 2,
        };
        let days = if when(one) == 2 { other.on.cmp(&one.on) } else { one.on.cmp(&other.on) };
        when(one).cmp(&when(other)).then(days).then_with(|| one.meeting.cmp(&other.meeting))
    });
    let is_same = |one: &EntryOf<Agenda>, other: &EntryOf<Agenda>| {
        let (one, other) = (&one.latest.content, &other.latest.content);
        (one.on, &one.meeting) == (other.on, &other.meeting)
    };
    let view = PlanPage {
        shell: Shell::new(&app, &visitor, Agenda::TITLE, Agenda::LIST),
        meetings: items.chunk_by(is_same).filter_map(|items| meeting(&work, items)).collect(),
        may_add: allowed_somewhere(&visitor.actor, Action::Write, Resource::ForwardPlan),
    };
    answer(StatusCode::OK, &view)
}

fn meeting(work: &AtWork, items: &[EntryOf<Agenda>]) -> Option<Meeting> {
    let content = &items.first()?.latest.content;
    let line = |item: &EntryOf<Agenda>| Line {
        href: Agenda::path(EntryName { place: None, id: item.id }),
        title: item.latest.content.title.clone(),
        indicator: item.about.indicator.as_deref().map(|id| words::indicator(work, id)),
        source: item.about.source.clone(),
        status: item.latest.content.status.word(),
        note: item.latest.content.note.clone(),
    };
    Some(Meeting {
        name: content.meeting.clone(),
        on: content.on.map_or_else(|| "day not known".to_owned(), day_in_words),
        lines: items.iter().map(line).collect(),
    })
}

/// What a form says of an item.
#[derive(Default, Deserialize)]
pub(crate) struct SaidOfItem {
    #[serde(default)]
    title: String,
    #[serde(default)]
    meeting: String,
    #[serde(default)]
    on: String,
    #[serde(default)]
    note: String,
}

impl SaidOfItem {
    pub(super) fn of(content: &AgendaContent) -> Self {
        Self {
            title: content.title.clone(),
            meeting: content.meeting.clone(),
            on: words::day(content.on),
            note: content.note.clone(),
        }
    }

    pub(super) fn inputs(&self) -> [Input; 4] {
        [
            Input::line("title", "What is told", &self.title),
            Input::line("meeting", "Meeting", &self.meeting).hint("Such as: Scrutiny Committee"),
            Input::line("on", "Day of the meeting", &self.on)
                .hint("Such as: 29 November 2026; empty if it is not known yet"),
            Input::text("note", "Note", &self.note)
                .hint("Why it was moved, or what came of it; may be empty"),
        ]
    }

    /// What is said of an item that stands so, or what is wrong with it.
    pub(super) fn read(&self, status: AgendaStatus) -> Result<AgendaContent, Faults> {
        let (title, meeting) = (clean(&self.title), clean(&self.meeting));
        let (on, note) = (clean(&self.on), clean(&self.note));
        let day = read_day(&on);
        let unread = || "Day of the meeting must be a day, such as 29 November 2026".to_owned();
        let no_reason = status == AgendaStatus::Dropped && note.is_empty();
        let faults = faults([
            ("title", unsaid(&title, "Enter what is told").or_else(|| line_fault("What is told", &title))),
            (
                "meeting",
                unsaid(&meeting, "Enter the meeting that it goes to")
                    .or_else(|| line_fault("Meeting", &meeting)),
            ),
            ("on", (!on.is_empty() && day.is_none()).then(unread)),
            ("note", no_reason.then(|| "Enter why it was dropped".to_owned())),
        ]);
        if faults.is_empty() {
            Ok(AgendaContent { title, meeting, on: day, status, note })
        } else {
            Err(faults)
        }
    }
}

#[derive(Default, Deserialize)]
pub(crate) struct Added {
    #[serde(default)]
    scorecard: String,
    #[serde(default)]
    indicator: String,
    #[serde(default)]
    source: String,
    #[serde(flatten)]
    said: SaidOfItem,
}

/// The form for an item. The next meeting of the calendar is filled in.
pub(crate) async fn new(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    let (work, today) = (app.work(), today(&app));
    let meetings = work.framework.calendar.iter().filter(|entry| entry.kind == CalendarKind::Meeting);
    let next = meetings.filter(|entry| entry.date >= today).min_by_key(|entry| entry.date);
    let mut said = Added::default();
    if let Some(next) = next {
        said.said.meeting.clone_from(&next.name);
        said.said.on = day_in_words(next.date);
    }
    show(&app, &visitor, &said, &Faults::new())
}

fn scorecards(work: &AtWork, chosen: &str) -> Vec<Choice> {
    let scorecards = work.framework.scorecards.iter();
    scorecards.map(|scorecard| choice(&scorecard.id, &scorecard.title, chosen)).collect()
}

fn show(app: &App, visitor: &Visitor, said: &Added, faults: &Faults) -> Result<Response, Problem> {
    let work = app.work();
    let none = choice("", "none", &said.indicator);
    let indicators = [none].into_iter().chain(words::indicators(&work, &said.indicator, |_| true));
    let about = [
        Input::choice("scorecard", "Scorecard", scorecards(&work, &said.scorecard)),
        Input::choice("indicator", "Indicator", indicators.collect()),
        Input::line("source", "Where it comes from", &said.source)
            .hint("A standing item, a decision, a minute; may be empty"),
    ];
    let form =
        Form::new(Agenda::LIST.to_owned(), said.said.inputs().into_iter().chain(about), "Add to the plan");
    let of = (Agenda::LIST.to_owned(), Agenda::TITLE.to_owned());
    form::show::<Agenda>(app, visitor, "Add to the forward plan", of, ("", form.with(faults)))
}

/// What an item is about, or what is wrong with that.
fn about(work: &AtWork, said: &Added) -> Result<AgendaAbout, Faults> {
    let source = clean(&said.source);
    let indicator = Some(said.indicator.clone()).filter(|id| !id.is_empty());
    let is_unknown = indicator.as_deref().is_some_and(|id| work.framework.find_indicator(id).is_none());
    let no_scorecard = work.framework.find_scorecard(&said.scorecard).is_none();
    let faults = faults([
        ("scorecard", no_scorecard.then(|| "Choose a scorecard from the list".to_owned())),
        ("indicator", is_unknown.then(|| "Choose an indicator from the list".to_owned())),
        ("source", line_fault("Where it comes from", &source)),
    ]);
    let scorecard = said.scorecard.clone();
    if faults.is_empty() { Ok(AgendaAbout { scorecard, source, indicator }) } else { Err(faults) }
}

/// Adds an item.
pub(crate) async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Said(said): Said<Added>,
) -> Result<Response, Problem> {
    let (about, content) = match (about(&app.work(), &said), said.said.read(AgendaStatus::Planned)) {
        (Ok(about), Ok(content)) => (about, content),
        (about, content) => {
            let faults = about.err().into_iter().chain(content.err()).flatten().collect();
            return show(&app, &visitor, &said, &faults);
        }
    };
    let added = app.store.register::<Agenda>(&visitor.actor, &about, &content, app.now()).await?;
    let name = EntryName { place: None, id: added.id };
    Ok(see_other(&format!("{}?done=added", Agenda::path(name))))
}
