//! The register of contracts, and adding to it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::Date;
use permissions::{Action, Resource, allowed_somewhere, reach};
use serde::Deserialize;
use store::{ContractAbout, Contracts, EntryName, EntryOf};

use crate::answers::{Problem, page as answer, see_other};
use crate::app::App;
use crate::guard::Said;
use crate::month::today;
use crate::pages::register::Shown;
use crate::pages::register::contract::SaidOfContract;
use crate::pages::register::form::{self, Faults, Form, Input};
use crate::pages::register::words::{self, choice};
use crate::shell::{Choice, Shell};
use crate::visitor::Visitor;
use crate::work::AtWork;

#[derive(Template)]
#[template(path = "register/contracts.html")]
struct ContractsPage {
    shell: Shell,
    lines: Vec<Line>,
    may_add: bool,
}

struct Line {
    href: String,
    service: String,
    provider: String,
    areas: String,
    yearly_value: String,
    from: String,
    to: String,
    /// Whether it runs.
    state: &'static str,
    review: Option<Due>,
    deep_dive: Option<Due>,
}

/// A day on which something is due, and how far it is.
struct Due {
    on: String,
    ahead: String,
    is_overdue: bool,
}

/// The contracts that somebody may see: those that run before the others, by provider.
pub(crate) async fn list(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    let (work, today) = (app.work(), today(&app));
    let mut contracts = app.store.registered::<Contracts>(&visitor.actor).await?;
    contracts.sort_by_key(|contract| state(contract, today).0);
    let view = ContractsPage {
        shell: Shell::new(&app, &visitor, Contracts::TITLE, Contracts::LIST),
        lines: contracts.iter().map(|contract| line(&work, contract, today)).collect(),
        may_add: allowed_somewhere(&visitor.actor, Action::Write, Resource::Contract),
    };
    answer(StatusCode::OK, &view)
}

/// Whether a contract runs on a day: its order in the list, and the word.
pub(super) fn state(contract: &EntryOf<Contracts>, today: Date) -> (u8, &'static str) {
    let has_ended = contract.latest.content.to.is_some_and(|last| last < today);
    match (contract.runs_on(today), has_ended) {
        (true, _) => (0, "runs"),
        (false, false) => (1, "not begun"),
        (false, true) => (2, "ended"),
    }
}

/// What is due on a day, as long as the contract has not ended.
pub(super) fn still_due(contract: &EntryOf<Contracts>, on: Option<Date>, today: Date) -> Option<Date> {
    on.filter(|_| state(contract, today).1 != "ended")
}

fn line(work: &AtWork, contract: &EntryOf<Contracts>, today: Date) -> Line {
    let content = &contract.latest.content;
    let provider = &contract.about.provider;
    let due = |on: Option<Date>| {
        let on = still_due(contract, on, today)?;
        Some(Due { on: words::day(Some(on)), ahead: words::due(on, today), is_overdue: on < today })
    };
    Line {
        href: Contracts::path(EntryName { place: Some(provider), id: contract.id }),
        service: content.service.clone(),
        provider: words::place(work, Some(provider)),
        areas: words::listed(work, &content.areas),
        yearly_value: content.yearly_value.as_ref().map(words::pounds).unwrap_or_default(),
        from: words::day(content.from),
        to: words::day(content.to),
        state: state(contract, today).1,
        review: due(content.review_on),
        deep_dive: due(contract.deep_dive_on()),
    }
}

#[derive(Default, Deserialize)]
pub(crate) struct Added {
    #[serde(default)]
    provider: String,
    #[serde(flatten)]
    said: SaidOfContract,
}

/// The form for a contract.
pub(crate) async fn new(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    show(&app, &visitor, &Added::default(), &Faults::new())
}

/// The places of which somebody may say what was agreed with them.
fn providers(work: &AtWork, visitor: &Visitor, chosen: &str) -> Vec<Choice> {
    let reach = reach(&visitor.actor, Action::Write, Resource::Contract);
    let framework = &work.framework;
    let places = framework.places.iter().filter(|place| reach.has(&place.slug));
    places.map(|place| choice(&place.slug, &place.name, chosen)).collect()
}

fn show(app: &App, visitor: &Visitor, said: &Added, wrong: &Faults) -> Result<Response, Problem> {
    let work = app.work();
    let provider = Input::choice("provider", "Provider", providers(&work, visitor, &said.provider))
        .hint("The place of the framework whose figures are those of the contract");
    let inputs = [provider].into_iter().chain(said.said.inputs(&work));
    let form = Form::new(Contracts::LIST.to_owned(), inputs, "Add the contract");
    let of = (Contracts::LIST.to_owned(), Contracts::TITLE.to_owned());
    form::show::<Contracts>(app, visitor, "Add a contract", of, ("", form.with(wrong)))
}

/// Adds a contract.
pub(crate) async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Said(said): Said<Added>,
) -> Result<Response, Problem> {
    let work = app.work();
    let offered = providers(&work, &visitor, &said.provider);
    let is_offered = offered.iter().any(|choice| choice.value == said.provider);
    let content = match (is_offered, said.said.read(&work)) {
        (true, Ok(content)) => content,
        (_, content) => {
            let mut wrong = content.err().unwrap_or_default();
            if !is_offered {
                wrong.insert("provider", "Choose a provider from the list".to_owned());
            }
            return show(&app, &visitor, &said, &wrong);
        }
    };
    let about = ContractAbout { provider: said.provider.clone() };
    let added = app.store.register::<Contracts>(&visitor.actor, &about, &content, app.now()).await?;
    let name = EntryName { place: Some(&about.provider), id: added.id };
    Ok(see_other(&format!("{}?done=added", Contracts::path(name))))
}
