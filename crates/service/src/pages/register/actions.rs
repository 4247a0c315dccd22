//! The list of actions, and adding to it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use permissions::{Action, Resource, allowed_somewhere, reach};
use serde::Deserialize;
use store::{ActionAbout, ActionStatus, Actions, EntryName, EntryOf, Origin};

use crate::answers::{Problem, in_query, page as answer, see_other};
use crate::app::App;
use crate::guard::{Asked, Said};
use crate::month::today;
use crate::pages::register::action::SaidOfAction;
use crate::pages::register::form::{self, Faults, Form, Input, clean, line_fault};
use crate::pages::register::words::{self, choice};
use crate::pages::register::{Shown, WHOLE};
use crate::shell::{Choice, Shell};
use crate::visitor::Visitor;
use crate::work::AtWork;

/// What narrows a list down.
pub(super) struct Filter {
    pub id: &'static str,
    pub label: &'static str,
    pub choices: Vec<Choice>,
}

/// Choices of a list that is narrowed down by one of them, or by none.
pub(super) fn any_or(chosen: &str, others: impl IntoIterator<Item = Choice>) -> Vec<Choice> {
    [choice("", "any", chosen)].into_iter().chain(others).collect()
}

#[derive(Template)]
#[template(path = "register/actions.html")]
struct ActionsPage {
    shell: Shell,
    /// How many are open, and how many of them overdue, in a sentence.
    summary: String,
    filters: Vec<Filter>,
    lines: Vec<Line>,
    /// Where one is added, for those who may.
    add: Option<String>,
}

struct Line {
    href: String,
    what: String,
    place: String,
    indicator: Option<String>,
    owner: String,
    /// The deadline as people wrote it.
    due: String,
    /// The day that it was understood as.
    due_on: String,
    /// How far that is, while it is open.
    ahead: Option<String>,
    is_overdue: bool,
    status: &'static str,
    origin: &'static str,
    reference: String,
}

#[derive(Default, Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    place: String,
    #[serde(default)]
    indicator: String,
    #[serde(default)]
    status: String,
    #[serde(default)]
    origin: String,
}

impl Narrowed {
    fn has(&self, action: &EntryOf<Actions>) -> bool {
        let about = &action.about;
        let is = |wanted: &str, known: &str| wanted.is_empty() || wanted == known;
        is(&self.place, about.place.as_deref().unwrap_or(WHOLE))
            && is(&self.indicator, about.indicator.as_deref().unwrap_or_default())
            && is(&self.status, action.latest.content.status.word())
            && is(&self.origin, about.origin.token())
    }
}

/// The actions that somebody may see: open ones first, those that are due earliest before the others.
pub(crate) async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Asked(narrowed): Asked<Narrowed>,
) -> Result<Response, Problem> {
    let (work, today) = (app.work(), today(&app));
    let mut actions = app.store.registered::<Actions>(&visitor.actor).await?;
    let filters = filters(&work, &actions, &narrowed);
    actions.retain(|action| narrowed.has(action));
    actions.sort_by_key(|action| {
        let content = &action.latest.content;
        (content.status, content.due_on.is_none(), content.due_on)
    });
    let add = format!(
        "/actions/new?place={}&indicator={}",
        in_query(&narrowed.place),
        in_query(&narrowed.indicator)
    );
    let may_add = allowed_somewhere(&visitor.actor, Action::Write, Resource::ActionPlan);
    let view = ActionsPage {
        shell: Shell::new(&app, &visitor, Actions::TITLE, Actions::LIST),
        summary: summary(&actions, today),
        filters,
        lines: actions.iter().map(|action| line(&work, action, today)).collect(),
        add: may_add.then_some(add),
    };
    answer(StatusCode::OK, &view)
}

fn summary(actions: &[EntryOf<Actions>], today: Date) -> String {
    let open = actions.iter().filter(|action| action.latest.content.status == ActionStatus::Open).count();
    let overdue = actions.iter().filter(|action| action.is_overdue(today)).count();
    match (open, overdue) {
        (0, _) => "None is open.".to_owned(),
        (open, 0) => format!("{open} open, none overdue."),
        (open, overdue) => format!("{open} open, {overdue} of them overdue."),
    }
}

/// Only what the list has can be chosen.
fn filters(work: &AtWork, actions: &[EntryOf<Actions>], chosen: &Narrowed) -> Vec<Filter> {
    let has = |slug: Option<&str>| actions.iter().any(|action| action.about.place.as_deref() == slug);
    let whole = has(None).then(|| choice(WHOLE, &words::place(work, None), &chosen.place));
    let places = work.framework.places.iter().filter(|place| has(Some(&place.slug)));
    let places = places.map(|place| choice(&place.slug, &place.name, &chosen.place));
    let is_of = |id: &str| actions.iter().any(|action| action.about.indicator.as_deref() == Some(id));
    let indicators = words::indicators(work, &chosen.indicator, |id| is_of(&work.framework.indicator(id).id));
    let statuses = ActionStatus::ALL.map(|status| choice(status.word(), status.word(), &chosen.status));
    let origins = Origin::ALL.map(|origin| choice(origin.token(), origin.words(), &chosen.origin));
    vec![
        Filter {
            id: "place",
            label: "Place",
            choices: any_or(&chosen.place, whole.into_iter().chain(places)),
        },
        Filter { id: "indicator", label: "Indicator", choices: any_or(&chosen.indicator, indicators) },
        Filter { id: "status", label: "Status", choices: any_or(&chosen.status, statuses) },
        Filter { id: "origin", label: "From", choices: any_or(&chosen.origin, origins) },
    ]
}

fn line(work: &AtWork, action: &EntryOf<Actions>, today: Date) -> Line {
    let (about, content) = (&action.about, &action.latest.content);
    let place = about.place.as_deref();
    let is_open = content.status == ActionStatus::Open;
    Line {
        href: Actions::path(EntryName { place, id: action.id }),
        what: content.what.clone(),
        place: words::place(work, place),
        indicator: about.indicator.as_deref().map(|id| words::indicator(work, id)),
        owner: content.owner.clone(),
        due: content.due.clone(),
        due_on: words::day(content.due_on),
        ahead: content.due_on.filter(|_| is_open).map(|on| words::due(on, today)),
        is_overdue: action.is_overdue(today),
        status: content.status.word(),
        origin: about.origin.words(),
        reference: about.reference.clone(),
    }
}

#[derive(Default, Deserialize)]
pub(crate) struct Added {
    #[serde(default)]
    place: String,
    #[serde(default)]
    indicator: String,
    #[serde(default)]
    edition: String,
    #[serde(default)]
    origin: String,
    #[serde(default)]
    reference: String,
    #[serde(flatten)]
    said: SaidOfAction,
}

#[derive(Default, Deserialize)]
pub(crate) struct Beginning {
    #[serde(default)]
    place: String,
    #[serde(default)]
    indicator: String,
}

/// The form for an action, of an indicator at a place if these are given.
pub(crate) async fn new(
    State(app): State<App>,
    visitor: Visitor,
    Asked(beginning): Asked<Beginning>,
) -> Result<Response, Problem> {
    let Beginning { place, indicator } = beginning;
    show(&app, &visitor, &Added { place, indicator, ..Added::default() }, &Faults::new())
}

/// What can be chosen in the form.
struct Choices {
    places: Vec<Choice>,
    indicators: Vec<Choice>,
    editions: Vec<Choice>,
    origins: Vec<Choice>,
}

fn choices(work: &AtWork, visitor: &Visitor, said: &Added) -> Choices {
    let reach = reach(&visitor.actor, Action::Write, Resource::ActionPlan);
    let none = choice("", "none", &said.indicator);
    let indicators = words::indicators(work, &said.indicator, |_| true);
    Choices {
        places: words::places(work, &reach, &said.place),
        indicators: [none].into_iter().chain(indicators).collect(),
        editions: words::editions(work, &said.edition),
        origins: Origin::ALL.map(|origin| choice(origin.token(), origin.words(), &said.origin)).into(),
    }
}

fn show(app: &App, visitor: &Visitor, said: &Added, faults: &Faults) -> Result<Response, Problem> {
    let Choices { places, indicators, editions, origins } = choices(&app.work(), visitor, said);
    let about = [
        Input::choice("place", "Place", places),
        Input::choice("indicator", "Indicator", indicators),
        Input::choice("origin", "Where it comes from", origins),
        Input::line("reference", "Which meeting, minute or paragraph", &said.reference)
            .hint("May be left empty"),
        Input::choice("edition", "Scorecard and month", editions),
    ];
    let form =
        Form::new(Actions::LIST.to_owned(), about.into_iter().chain(said.said.inputs()), "Add the action");
    let of = (Actions::LIST.to_owned(), Actions::TITLE.to_owned());
    form::show::<Actions>(app, visitor, "Add an action", of, ("", form.with(faults)))
}

/// What an action is about, or what is wrong with that.
fn about(work: &AtWork, visitor: &Visitor, said: &Added) -> Result<ActionAbout, Faults> {
    let choices = choices(work, visitor, said);
    let place = words::place_of(&choices.places, &said.place);
    let edition = words::edition_of(&choices.editions, &said.edition);
    let origin = Origin::of_token(&said.origin);
    let mut faults = Faults::new();
    let mut wrong = |id, fault: Option<String>| faults.extend(fault.map(|fault| (id, fault)));
    wrong("place", place.is_none().then(|| "Choose a place from the list".to_owned()));
    wrong("edition", edition.is_none().then(|| "Choose a scorecard from the list".to_owned()));
    wrong("origin", origin.is_none().then(|| "Choose where the action comes from".to_owned()));
    wrong("indicator", indicator_fault(work, &said.indicator, place.as_ref().and_then(Option::as_deref)));
    wrong("reference", line_fault("Which meeting, minute or paragraph", &clean(&said.reference)));
    let (Some(place), Some((scorecard, data_month)), Some(origin)) = (place, edition, origin) else {
        return Err(faults);
    };
    if !faults.is_empty() {
        return Err(faults);
    }
    let indicator = Some(said.indicator.clone()).filter(|id| !id.is_empty());
    Ok(ActionAbout { scorecard, origin, reference: clean(&said.reference), data_month, indicator, place })
}

/// What is wrong with an indicator beside a place.
fn indicator_fault(work: &AtWork, said: &str, place: Option<&str>) -> Option<String> {
    if said.is_empty() {
        return None;
    }
    let framework = &work.framework;
    let Some(indicator) = framework.find_indicator(said) else {
        return Some("Choose an indicator from the list".to_owned());
    };
    let place = words::place_id(work, place)?;
    let is_measured = framework.applies(indicator, place);
    let name = &framework.place(place).name;
    (!is_measured).then(|| format!("This indicator is not measured at {name}; choose another, or none"))
}

/// Adds an action.
pub(crate) async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Said(said): Said<Added>,
) -> Result<Response, Problem> {
    let read = (about(&app.work(), &visitor, &said), said.said.read(None));
    let (about, content) = match read {
        (Ok(about), Ok(content)) => (about, content),
        (about, content) => {
            let faults = about.err().into_iter().chain(content.err()).flatten().collect();
            return show(&app, &visitor, &said, &faults);
        }
    };
    let added = app.store.register::<Actions>(&visitor.actor, &about, &content, app.now()).await?;
    let name = EntryName { place: about.place.as_deref(), id: added.id };
    Ok(see_other(&format!("{}?done=added", Actions::path(name))))
}
