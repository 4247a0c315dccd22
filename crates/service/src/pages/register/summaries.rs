//! What is said of contracts in public.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use periods::Month;
use permissions::{Action, Resource, allowed, allowed_somewhere};
use serde::Deserialize;
use store::{Contracts, EntryName, EntryOf, Stage, Summaries, SummaryAbout, SummaryContent};

use crate::answers::{Problem, page as answer, see_other};
use crate::app::App;
use crate::guard::{Asked, Said};
use crate::pages::register::Shown;
use crate::pages::register::approval::Approved;
use crate::pages::register::change::{Changed, Wording};
use crate::pages::register::entry::Fact;
use crate::pages::register::form::{self, Faults, Form, Input, clean, faults, unsaid};
use crate::pages::register::words::{self, choice};
use crate::shell::{Choice, Shell};
use crate::visitor::Visitor;
use crate::work::AtWork;

impl Shown for Summaries {
    const LIST: &'static str = "/summaries";
    const TITLE: &'static str = "Public summaries";

    fn said(content: &SummaryContent, _: &AtWork) -> Vec<(&'static str, String)> {
        vec![
            ("Summary", content.text.clone()),
            ("State", content.stage.words().to_owned()),
            ("Reason", content.reason.clone()),
        ]
    }
}

impl Approved for Summaries {
    fn stage(content: &SummaryContent) -> (Stage, &str) {
        (content.stage, &content.reason)
    }

    fn at(content: SummaryContent, stage: Stage, reason: String) -> SummaryContent {
        SummaryContent { stage, reason, ..content }
    }

    fn facts(work: &AtWork, entry: &EntryOf<Self>) -> Vec<Fact> {
        let about = &entry.about;
        let contract = EntryName { place: Some(&about.provider), id: about.contract };
        let facts = [
            Fact::written("Summary", &entry.latest.content.text),
            Some(Fact::plain("Contract", Contracts::heading(work, contract))),
            Some(Fact::plain("Month", about.month.words())),
        ];
        facts.into_iter().flatten().collect()
    }
}

#[derive(Template)]
#[template(path = "register/summaries.html")]
struct SummariesPage {
    shell: Shell,
    lines: Vec<Line>,
    may_add: bool,
}

struct Line {
    href: String,
    contract: String,
    month: String,
    state: &'static str,
}

/// The summaries that somebody may see: those that wait first, the newest month before the others.
pub(crate) async fn list(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    let work = app.work();
    let mut summaries = app.store.registered::<Summaries>(&visitor.actor).await?;
    summaries.sort_by_key(|summary| {
        (summary.latest.content.stage != Stage::Waiting, std::cmp::Reverse(summary.about.month))
    });
    let line = |summary: &EntryOf<Summaries>| {
        let about = &summary.about;
        let place = Some(about.provider.as_str());
        Line {
            href: Summaries::path(EntryName { place, id: summary.id }),
            contract: Contracts::heading(&work, EntryName { place, id: about.contract }),
            month: about.month.words(),
            state: summary.latest.content.stage.words(),
        }
    };
    let view = SummariesPage {
        shell: Shell::new(&app, &visitor, Summaries::TITLE, Contracts::LIST),
        lines: summaries.iter().map(line).collect(),
        may_add: allowed_somewhere(&visitor.actor, Action::Write, Resource::ContractSummary),
    };
    answer(StatusCode::OK, &view)
}

#[derive(Default, Deserialize)]
pub(crate) struct Added {
    #[serde(default)]
    contract: String,
    #[serde(default)]
    month: String,
    #[serde(default)]
    text: String,
}

/// A contract as a form names it.
fn contract_token(provider: &str, id: i64) -> String {
    format!("{provider} {id}")
}

/// The contracts of which somebody may say something in public.
async fn contracts(app: &App, visitor: &Visitor, chosen: &str) -> Result<Vec<Choice>, Problem> {
    let work = app.work();
    let mut contracts = app.store.registered::<Contracts>(&visitor.actor).await?;
    contracts.retain(|contract| {
        let provider = &contract.about.provider;
        allowed(&visitor.actor, Action::Write, Resource::ContractSummary.at(provider))
    });
    let words = |contract: &EntryOf<Contracts>| {
        let provider = words::place(&work, Some(&contract.about.provider));
        format!("{provider}: {}", contract.latest.content.service)
    };
    let offered = contracts.iter().map(|contract| {
        choice(&contract_token(&contract.about.provider, contract.id), &words(contract), chosen)
    });
    Ok(offered.collect())
}

/// The form for a summary, of a contract if it is given.
pub(crate) async fn new(
    State(app): State<App>,
    visitor: Visitor,
    Asked(said): Asked<Added>,
) -> Result<Response, Problem> {
    show(&app, &visitor, &said, &Faults::new()).await
}

async fn show(app: &App, visitor: &Visitor, said: &Added, wrong: &Faults) -> Result<Response, Problem> {
    let inputs = [
        Input::choice("contract", "Contract", contracts(app, visitor, &said.contract).await?),
        Input::choice("month", "Month", words::months(app, &said.month)),
        text_input(&said.text),
    ];
    let form = Form::new(Summaries::LIST.to_owned(), inputs, "Send it for approval");
    let of = (Summaries::LIST.to_owned(), Summaries::TITLE.to_owned());
    let lead =
        "What everybody may read of a contract. Nothing of a narrative comes here unless somebody writes it.";
    form::show::<Summaries>(app, visitor, "Write a public summary", of, (lead, form.with(wrong)))
}

fn text_input(text: &str) -> Input {
    Input::text("text", "Summary", text).hint("No names, and nothing by which a child could be known")
}

/// Adds a summary, which waits for approval.
pub(crate) async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Said(said): Said<Added>,
) -> Result<Response, Problem> {
    let offered = contracts(&app, &visitor, &said.contract).await?;
    let contract = offered.iter().find(|choice| choice.value == said.contract);
    let contract = contract.and_then(|choice| choice.value.split_once(' '));
    let contract = contract.and_then(|(provider, id)| Some((provider.to_owned(), id.parse::<i64>().ok()?)));
    let month = words::months(&app, "").iter().find(|choice| choice.value == said.month).map(|_| ());
    let month = month.and_then(|()| Month::parse(&said.month).ok());
    let text = clean(&said.text);
    let wrong = faults([
        ("contract", contract.is_none().then(|| "Choose a contract from the list".to_owned())),
        ("month", month.is_none().then(|| "Choose a month from the list".to_owned())),
        ("text", unsaid(&text, "Enter the summary")),
    ]);
    let (Some((provider, contract)), Some(month), true) = (contract, month, wrong.is_empty()) else {
        return show(&app, &visitor, &said, &wrong).await;
    };
    let about = SummaryAbout { provider, contract, month };
    let content = SummaryContent { text, stage: Stage::Waiting, reason: String::new() };
    let added = app.store.register::<Summaries>(&visitor.actor, &about, &content, app.now()).await?;
    let name = EntryName { place: Some(&about.provider), id: added.id };
    Ok(see_other(&format!("{}?done=added", Summaries::path(name))))
}

/// What a form says of a contract in public.
#[derive(Deserialize)]
pub(crate) struct SaidInPublic {
    text: String,
}

impl Changed for Summaries {
    type Form = SaidInPublic;
    const WORDING: Wording = Wording {
        heading: "Change the summary",
        lead: "What is changed waits for approval again.",
        button: "Send it for approval",
    };

    fn form(content: &SummaryContent, _: &AtWork) -> SaidInPublic {
        SaidInPublic { text: content.text.clone() }
    }

    fn inputs(form: &SaidInPublic, _: &AtWork) -> Vec<Input> {
        vec![text_input(&form.text)]
    }

    fn read(form: &SaidInPublic, _: &SummaryContent, _: &AtWork) -> Result<SummaryContent, Faults> {
        let text = clean(&form.text);
        match unsaid(&text, "Enter the summary") {
            Some(fault) => Err(Faults::from([("text", fault)])),
            None => Ok(SummaryContent { text, stage: Stage::Waiting, reason: String::new() }),
        }
    }
}
