//! The figures whose records somebody may look at.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use extracts::Snapshot;
use framework::{Framework, IndicatorId, PlaceId};
use periods::day_in_words;
use permissions::Action;
use serde::Deserialize;
use workspace::records::{has_records, latest_period};

use super::behind::{NO_EXTRACT, extract};
use crate::answers::{Problem, page as answer};
use crate::app::App;
use crate::guard::Asked;
use crate::shell::{Choice, Shell};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "records.html")]
struct RecordsPage {
    shell: Shell,
    /// The places to choose from, where there are several.
    places: Vec<Choice>,
    place: String,
    /// When the extract in use was taken, and whether it is made up.
    taken: Option<String>,
    is_specimen: bool,
    lines: Vec<Line>,
    /// Why there are none.
    nothing: String,
}

struct Line {
    title: String,
    code: String,
    href: String,
    period: String,
}

#[derive(Deserialize)]
pub(crate) struct Part {
    place: Option<String>,
}

/// The indicators that are measured from records, at one place at a time.
pub(crate) async fn list(
    State(app): State<App>,
    visitor: Visitor,
    Asked(part): Asked<Part>,
) -> Result<Response, Problem> {
    let work = app.work();
    let framework = &work.framework;
    let slugs = framework.places.iter().map(|place| place.slug.as_str());
    let seen = app.store.places_of_records(&visitor.actor, Action::See, slugs);
    let chosen = match &part.place {
        Some(place) => Some(*seen.iter().find(|seen| *seen == place).ok_or(Problem::NotFound)?),
        None => seen.first().copied(),
    };
    let place = chosen.and_then(|slug| framework.find_place(slug));
    let extract = extract(&app).await?;
    let lines = match (place, &extract) {
        (Some(place), Some(extract)) => lines(framework, place, extract),
        _ => Vec::new(),
    };
    let name = |slug: &str| {
        let place = framework.find_place(slug).map(|place| framework.place(place).name.clone());
        place.unwrap_or_default()
    };
    let choice = |slug: &&str| Choice {
        value: (*slug).to_owned(),
        words: name(slug),
        is_chosen: Some(*slug) == chosen,
    };
    let place = chosen.map(name).unwrap_or_default();
    let view = RecordsPage {
        shell: Shell::new(&app, &visitor, "Records", "/records"),
        places: if seen.len() > 1 { seen.iter().map(choice).collect() } else { Vec::new() },
        taken: extract.as_ref().map(|extract| day_in_words(extract.manifest.taken)),
        is_specimen: extract.as_ref().is_some_and(|extract| extract.manifest.specimen),
        nothing: match (chosen, extract) {
            (None, _) => "Your role is held at no place of the framework.".to_owned(),
            (_, None) => NO_EXTRACT.to_owned(),
            _ => format!("No indicator of {place} is measured from records."),
        },
        place,
        lines,
    };
    answer(StatusCode::OK, &view)
}

fn lines(framework: &Framework, place: PlaceId, extract: &Snapshot) -> Vec<Line> {
    let indicators = framework.indicator_ids().filter(|id| framework.applies(*id, place));
    indicators.filter_map(|id| line(framework, id, place, extract)).collect()
}

/// The latest period of an indicator, if it has records.
fn line(framework: &Framework, id: IndicatorId, place: PlaceId, extract: &Snapshot) -> Option<Line> {
    let (indicator, place) = (framework.indicator(id), framework.place(place));
    let rules = indicator.latest_rules(place.level);
    let period = latest_period(rules, extract.manifest.taken).filter(|_| has_records(rules))?;
    Some(Line {
        title: rules.title.clone(),
        code: indicator.code.clone(),
        href: format!("/records/{}/{}/{period}", indicator.id, place.slug),
        period: period.words(),
    })
}
