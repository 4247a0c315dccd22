//! The list of queries, and asking about a figure.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use framework::{IndicatorId, PlaceId, SeriesKey};
use periods::Period;
use permissions::{Action, Resource, allowed, allowed_somewhere};
use serde::Deserialize;
use store::{EntryName, EntryOf, Queries, QueryAbout};

use crate::answers::{Problem, page as answer, see_other};
use crate::app::App;
use crate::guard::{Asked, Said};
use crate::pages::register::actions::{Filter, any_or};
use crate::pages::register::form::{self, Faults, Form, Input};
use crate::pages::register::query::SaidOfQuery;
use crate::pages::register::words::{self, choice};
use crate::pages::register::{Shown, figures};
use crate::shell::Shell;
use crate::visitor::Visitor;
use crate::work::AtWork;

#[derive(Template)]
#[template(path = "register/queries.html")]
struct QueriesPage {
    shell: Shell,
    summary: String,
    filters: Vec<Filter>,
    lines: Vec<Line>,
    may_ask: bool,
}

struct Line {
    href: String,
    question: String,
    indicator: String,
    place: String,
    period: String,
    printed: String,
    /// What was agreed; empty while it is open.
    outcome: String,
}

#[derive(Default, Deserialize)]
pub(crate) struct Narrowed {
    #[serde(default)]
    place: String,
    #[serde(default)]
    status: String,
}

impl Narrowed {
    fn has(&self, query: &EntryOf<Queries>) -> bool {
        let is_settled = query.is_settled();
        (self.place.is_empty() || self.place == query.about.place)
            && match self.status.as_str() {
                "open" => !is_settled,
                "settled" => is_settled,
                _ => true,
            }
    }
}

/// The queries that somebody may see, open ones first, the newest before the others.
pub(crate) async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Asked(narrowed): Asked<Narrowed>,
) -> Result<Response, Problem> {
    let work = app.work();
    let mut queries = app.store.registered::<Queries>(&visitor.actor).await?;
    let filters = filters(&work, &queries, &narrowed);
    queries.retain(|query| narrowed.has(query));
    queries.sort_by_key(|query| (query.is_settled(), std::cmp::Reverse(query.latest.at)));
    let view = QueriesPage {
        shell: Shell::new(&app, &visitor, Queries::TITLE, Queries::LIST),
        summary: summary(&queries),
        filters,
        lines: queries.iter().map(|query| line(&work, query)).collect(),
        may_ask: allowed_somewhere(&visitor.actor, Action::Write, Resource::FigureQuery),
    };
    answer(StatusCode::OK, &view)
}

fn summary(queries: &[EntryOf<Queries>]) -> String {
    match queries.iter().filter(|query| !query.is_settled()).count() {
        0 => "None is open.".to_owned(),
        open => format!("{open} open."),
    }
}

/// Only what the list has can be chosen.
fn filters(work: &AtWork, queries: &[EntryOf<Queries>], chosen: &Narrowed) -> Vec<Filter> {
    let has = |slug: &str| queries.iter().any(|query| query.about.place == slug);
    let places = work.framework.places.iter().filter(|place| has(&place.slug));
    let places = places.map(|place| choice(&place.slug, &place.name, &chosen.place));
    let statuses = ["open", "settled"].map(|status| choice(status, status, &chosen.status));
    vec![
        Filter { id: "place", label: "Place", choices: any_or(&chosen.place, places) },
        Filter { id: "status", label: "Status", choices: any_or(&chosen.status, statuses) },
    ]
}

fn line(work: &AtWork, query: &EntryOf<Queries>) -> Line {
    let about = &query.about;
    Line {
        href: Queries::path(EntryName { place: Some(&about.place), id: query.id }),
        question: query.latest.content.question.clone(),
        indicator: words::indicator(work, &about.indicator),
        place: words::place(work, Some(&about.place)),
        period: about.period.words(),
        printed: about.printed.clone(),
        outcome: query.latest.content.outcome.clone(),
    }
}

#[derive(Default, Deserialize)]
pub(crate) struct Beginning {
    #[serde(default)]
    place: String,
    #[serde(default)]
    indicator: String,
}

/// The form for a query: first of which indicator at which place, then of which figure of these.
pub(crate) async fn new(
    State(app): State<App>,
    visitor: Visitor,
    Asked(Beginning { place, indicator }): Asked<Beginning>,
) -> Result<Response, Problem> {
    show(&app, &visitor, &Added { place, indicator, ..Added::default() }, Faults::new()).await
}

#[derive(Default, Deserialize)]
pub(crate) struct Added {
    #[serde(default)]
    place: String,
    #[serde(default)]
    indicator: String,
    #[serde(default)]
    period: String,
    #[serde(flatten)]
    said: SaidOfQuery,
}

/// The places whose figures somebody may ask about: those that they see.
async fn asked_about(app: &App, visitor: &Visitor) -> Result<Vec<PlaceId>, Problem> {
    let seen = figures::seen_places(app, &visitor.actor).await?;
    let framework = &app.work().framework;
    let may_ask = |slug: &str| allowed(&visitor.actor, Action::Write, Resource::FigureQuery.at(slug));
    let places = framework.place_ids().filter(|place| {
        let slug = &framework.place(*place).slug;
        seen.contains(slug) && may_ask(slug)
    });
    Ok(places.collect())
}

/// The indicator and place that a form names, if somebody may ask about them and there is any figure.
fn named(work: &AtWork, places: &[PlaceId], said: &Added) -> Option<(IndicatorId, PlaceId)> {
    let framework = &work.framework;
    let place = framework.find_place(&said.place).filter(|place| places.contains(place))?;
    let indicator = framework.find_indicator(&said.indicator)?;
    (!figures::known(framework, indicator, place).is_empty()).then_some((indicator, place))
}

async fn show(app: &App, visitor: &Visitor, said: &Added, mut wrong: Faults) -> Result<Response, Problem> {
    let (work, places) = (app.work(), asked_about(app, visitor).await?);
    let of = (Queries::LIST.to_owned(), Queries::TITLE.to_owned());
    let title = "Ask about a figure";
    let Some((indicator, place)) = named(&work, &places, said) else {
        let is_first = said.place.is_empty() && said.indicator.is_empty();
        if !is_first {
            wrong.insert(
                "indicator",
                "There is no figure of this there; choose another indicator or place".to_owned(),
            );
        }
        let lead = if places.is_empty() {
            "There is no figure that you may ask about."
        } else {
            "First say which figure it is."
        };
        let form = first_form(&work, &places, said).with(&wrong);
        return form::show::<Queries>(app, visitor, title, of, (lead, form));
    };
    let form = question_form(&work, (indicator, place), said).with(&wrong);
    form::show::<Queries>(app, visitor, title, of, ("", form))
}

/// Asks for the indicator and the place; it changes nothing.
fn first_form(work: &AtWork, places: &[PlaceId], said: &Added) -> Form {
    let framework = &work.framework;
    let offered = places.iter().map(|place| framework.place(*place));
    let offered = offered.map(|place| choice(&place.slug, &place.name, &said.place)).collect();
    let has_figures = |indicator: IndicatorId| {
        places.iter().any(|place| framework.series(&SeriesKey::own(indicator, *place)).is_some())
    };
    Form {
        is_get: true,
        ..Form::new(
            format!("{}/new", Queries::LIST),
            [
                Input::choice("place", "Place", offered),
                Input::choice(
                    "indicator",
                    "Indicator",
                    words::indicators(work, &said.indicator, has_figures),
                ),
            ],
            "Go on",
        )
    }
}

fn question_form(work: &AtWork, (indicator, place): (IndicatorId, PlaceId), said: &Added) -> Form {
    let framework = &work.framework;
    let known = figures::known(framework, indicator, place).into_iter().map(|(period, printed)| {
        choice(&period.to_string(), &format!("{}: {printed}", period.words()), &said.period)
    });
    let hidden = vec![("place", said.place.clone()), ("indicator", said.indicator.clone())];
    let figure = Input::choice("period", "Figure", known.collect());
    Form {
        hidden,
        ..Form::new(Queries::LIST.to_owned(), [figure].into_iter().chain(said.said.inputs()), "Ask")
    }
}

/// Asks about a figure, as it is printed now.
pub(crate) async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Said(said): Said<Added>,
) -> Result<Response, Problem> {
    let (work, places) = (app.work(), asked_about(&app, &visitor).await?);
    let Some((indicator, place)) = named(&work, &places, &said) else {
        return show(&app, &visitor, &said, Faults::new()).await;
    };
    let key = SeriesKey::own(indicator, place);
    let period = Period::parse(&said.period).ok();
    let printed = period.and_then(|period| Some((period, figures::printed(&work.framework, key, period)?)));
    let (Some((period, printed)), Ok(content)) = (printed.clone(), said.said.read(None)) else {
        let mut wrong = said.said.read(None).err().unwrap_or_default();
        if printed.is_none() {
            wrong.insert("period", "Choose a figure from the list".to_owned());
        }
        return show(&app, &visitor, &said, wrong).await;
    };
    let about = QueryAbout { indicator: said.indicator.clone(), place: said.place.clone(), period, printed };
    let added = app.store.register::<Queries>(&visitor.actor, &about, &content, app.now()).await?;
    let name = EntryName { place: Some(&about.place), id: added.id };
    Ok(see_other(&format!("{}?done=added", Queries::path(name))))
}
