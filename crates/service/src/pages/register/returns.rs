//! The figures that providers return, and the file of those that are approved.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use framework::IndicatorId;
use periods::{Period, PeriodKind};
use permissions::{Action, Resource, allowed, allowed_somewhere};
use serde::Deserialize;
use store::{Contracts, EntryName, EntryOf, ReturnAbout, Returns, Stage};
use workspace::{approved_returns, returns_file};

use crate::answers::{Problem, file, page as answer, see_other};
use crate::app::App;
use crate::guard::{Asked, Said};
use crate::pages::register::form::{self, Faults, Form, Input};
use crate::pages::register::returned::{SaidOfReturn, faults_of_return, in_words};
use crate::pages::register::words::{self, choice};
use crate::pages::register::{After, Shown};
use crate::shell::{Choice, Shell, capital};
use crate::visitor::Visitor;
use crate::work::AtWork;

#[derive(Template)]
#[template(path = "register/returns.html")]
struct ReturnsPage {
    shell: Shell,
    lines: Vec<Line>,
    may_add: bool,
}

struct Line {
    href: String,
    indicator: String,
    provider: String,
    period: String,
    figure: String,
    state: &'static str,
}

/// The returns that somebody may see: those that wait first, the newest period before the others.
pub(crate) async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Asked(after): Asked<After>,
) -> Result<Response, Problem> {
    let work = app.work();
    let mut returns = app.store.registered::<Returns>(&visitor.actor).await?;
    returns.sort_by_key(|entry| {
        let waits = entry.latest.content.stage == Stage::Waiting;
        (!waits, std::cmp::Reverse(entry.about.period.chronological()))
    });
    let line = |entry: &EntryOf<Returns>| {
        let place = Some(entry.about.provider.as_str());
        Line {
            href: Returns::path(EntryName { place, id: entry.id }),
            indicator: words::indicator(&work, &entry.about.indicator),
            provider: words::place(&work, place),
            period: entry.about.period.words(),
            figure: in_words(&entry.latest.content),
            state: entry.latest.content.stage.words(),
        }
    };
    let view = ReturnsPage {
        shell: Shell::new(&app, &visitor, Returns::TITLE, Contracts::LIST).done(after.words()),
        lines: returns.iter().map(line).collect(),
        may_add: allowed_somewhere(&visitor.actor, Action::Write, Resource::ContractReturn),
    };
    answer(StatusCode::OK, &view)
}

/// Approved returns as a file of the framework's `figures/`, for a framework that is worked on elsewhere.
pub(crate) async fn figures(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    let returns = approved_returns(app.store.registered::<Returns>(&visitor.actor).await?);
    Ok(file("text/csv; charset=utf-8", returns_file(&returns).into_bytes()))
}

#[derive(Default, Deserialize)]
pub(crate) struct Added {
    #[serde(default)]
    provider: String,
    #[serde(default)]
    indicator: String,
    #[serde(default)]
    period: String,
    #[serde(flatten)]
    said: SaidOfReturn,
}

#[derive(Deserialize)]
pub(crate) struct Beginning {
    #[serde(default)]
    provider: String,
    #[serde(default)]
    indicator: String,
}

/// The form for a return, of a provider and an indicator if these are given.
pub(crate) async fn new(
    State(app): State<App>,
    visitor: Visitor,
    Asked(Beginning { provider, indicator }): Asked<Beginning>,
) -> Result<Response, Problem> {
    show(&app, &visitor, &Added { provider, indicator, ..Added::default() }, &Faults::new()).await
}

/// What somebody may return now: figures of which providers, and of which periods.
pub(super) struct Offered {
    providers: Vec<Choice>,
    periods: Vec<Choice>,
}

/// What somebody may return now: figures of providers with a contract, of the months of the last year and of its
/// quarters and years.
pub(super) async fn offered(app: &App, visitor: &Visitor) -> Result<Offered, Problem> {
    let work = app.work();
    let contracts = app.store.registered::<Contracts>(&visitor.actor).await?;
    let is_offered = |slug: &str| {
        contracts.iter().any(|contract| contract.about.provider == slug)
            && allowed(&visitor.actor, Action::Write, Resource::ContractReturn.at(slug))
    };
    let places = work.framework.places.iter().filter(|place| is_offered(&place.slug));
    let providers = places.map(|place| choice(&place.slug, &place.name, "")).collect();
    let kinds = [(PeriodKind::Month, 13), (PeriodKind::FinancialQuarter, 4), (PeriodKind::FinancialYear, 2)];
    let this = words::this_month(app);
    let of_kind = |(kind, count): (PeriodKind, usize)| {
        let newest = this.and_then(|month| Period::latest(kind, month));
        std::iter::successors(newest, |period| period.previous()).take(count)
    };
    let periods = kinds.into_iter().flat_map(of_kind);
    let periods = periods.map(|period| choice(&period.to_string(), &capital(&period.words()), "")).collect();
    Ok(Offered { providers, periods })
}

impl Offered {
    /// The indicators that are measured at any of these providers.
    fn indicators(&self, work: &AtWork, chosen: &str) -> Vec<Choice> {
        let framework = &work.framework;
        let places = self.providers.iter().filter_map(|choice| framework.find_place(&choice.value));
        let places: Vec<_> = places.collect();
        let is_measured = |id: IndicatorId| places.iter().any(|place| framework.applies(id, *place));
        words::indicators(work, chosen, is_measured)
    }

    /// What a return is about, or what is wrong with that.
    pub(super) fn about(
        &self,
        work: &AtWork,
        provider: &str,
        indicator: &str,
        period: &str,
    ) -> Result<ReturnAbout, Faults> {
        let has = |choices: &[Choice], said: &str| choices.iter().any(|choice| choice.value == said);
        let place = work.framework.find_place(provider).filter(|_| has(&self.providers, provider));
        let found = work.framework.find_indicator(indicator);
        let is_measured = place.zip(found).is_some_and(|(place, id)| work.framework.applies(id, place));
        let read = Period::parse(period).ok().filter(|_| has(&self.periods, period));
        let wrong = form::faults([
            ("provider", place.is_none().then(|| "Choose a provider from the list".to_owned())),
            ("indicator", (!is_measured).then(|| "Choose an indicator that is measured there".to_owned())),
            ("period", read.is_none().then(|| "Choose a period from the list".to_owned())),
        ]);
        let (Some(period), true) = (read, wrong.is_empty()) else { return Err(wrong) };
        Ok(ReturnAbout { provider: provider.to_owned(), indicator: indicator.to_owned(), period })
    }
}

/// Choices of which one was made.
fn chosen(mut choices: Vec<Choice>, said: &str) -> Vec<Choice> {
    for choice in &mut choices {
        choice.is_chosen = choice.value == said;
    }
    choices
}

async fn show(app: &App, visitor: &Visitor, said: &Added, wrong: &Faults) -> Result<Response, Problem> {
    let offered = offered(app, visitor).await?;
    let indicators = offered.indicators(&app.work(), &said.indicator);
    let about = [
        Input::choice("provider", "Provider", chosen(offered.providers, &said.provider)),
        Input::choice("indicator", "Indicator", indicators),
        Input::choice("period", "Period", chosen(offered.periods, &said.period)),
    ];
    let inputs = about.into_iter().chain(said.said.inputs());
    let form = Form::new(Returns::LIST.to_owned(), inputs, "Send it for approval").with(wrong);
    let of = (Returns::LIST.to_owned(), Returns::TITLE.to_owned());
    let lead = "A figure of a provider, which stands once somebody else has approved it.";
    form::show::<Returns>(app, visitor, "Return a figure", of, (lead, form))
}

/// Adds a return, which waits for approval. One of the same figure is changed instead.
pub(crate) async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Said(said): Said<Added>,
) -> Result<Response, Problem> {
    let offered = offered(&app, &visitor).await?;
    let about = offered.about(&app.work(), &said.provider, &said.indicator, &said.period);
    let (about, content) = match (about, said.said.read()) {
        (Ok(about), Ok(content)) => (about, content),
        (about, content) => {
            let wrong = about.err().into_iter().chain(content.err()).flatten().collect();
            return show(&app, &visitor, &said, &wrong).await;
        }
    };
    let wrong = faults_of_return(&app, &about, &content).await?;
    if !wrong.is_empty() {
        return show(&app, &visitor, &said, &wrong).await;
    }
    let known = app.store.registered::<Returns>(&visitor.actor).await?;
    if let Some(known) = known.iter().find(|entry| entry.about == about) {
        let name = EntryName { place: Some(&about.provider), id: known.id };
        let known = "This figure was returned already; change that return instead".to_owned();
        let heading = Returns::heading(&app.work(), name);
        let wrong = Faults::from([("period", format!("{known}: {heading}"))]);
        return show(&app, &visitor, &said, &wrong).await;
    }
    let added = app.store.register::<Returns>(&visitor.actor, &about, &content, app.now()).await?;
    let name = EntryName { place: Some(&about.provider), id: added.id };
    Ok(see_other(&format!("{}?done=added", Returns::path(name))))
}
