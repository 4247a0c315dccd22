//! What will be shown, and why somebody looks.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use extracts::Snapshot;
use periods::{Period, day_in_words};
use permissions::{Action, Resource, allowed};
use serde::Deserialize;
use workspace::records::latest_period;

use super::behind::{Figure, Names, extract};
use crate::answers::{Problem, page as answer};
use crate::app::App;
use crate::guard::Named;
use crate::shell::{Field, Shell};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "records_ask.html")]
struct AskPage {
    shell: Shell,
    code: String,
    place: String,
    period: String,
    definition: String,
    /// When the extract in use was taken, and whether it is made up.
    taken: Option<String>,
    is_specimen: bool,
    /// Why there is nothing to look at.
    nothing: Option<String>,
    path: String,
    reason: Field,
    may_export: bool,
    /// The periods before and after: where, and what they are called.
    others: Vec<(String, String)>,
}

/// Why somebody looks.
#[derive(Deserialize)]
pub(crate) struct Why {
    reason: String,
}

/// How long a reason may be.
const LONGEST: usize = 500;

impl Why {
    /// The reason as it is written to the log.
    pub(super) fn reason(&self) -> &str {
        self.reason.trim()
    }

    /// What is wrong with it.
    pub(super) fn fault(&self) -> Option<String> {
        if self.reason().is_empty() {
            return Some("Enter why you look at these records".to_owned());
        }
        let is_long = self.reason().chars().count() > LONGEST;
        is_long.then(|| format!("Why you look at these records must be {LONGEST} characters or fewer"))
    }
}

/// The form that asks for a reason.
pub(crate) async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    Named(names): Named<Names>,
) -> Result<Response, Problem> {
    let figure = Figure::named(&app, &visitor, Action::See, &names)?;
    show(&app, &visitor, &figure, None, None).await
}

/// Shows the form, with a reason that is not one, or why there is nothing to look at.
pub(super) async fn show(
    app: &App,
    visitor: &Visitor,
    figure: &Figure,
    said: Option<&Why>,
    nothing: Option<String>,
) -> Result<Response, Problem> {
    let extract = extract(app).await?;
    let rules = figure.rules();
    let reason = Field::text("reason", "Why do you look at these records?", "off")
        .hint("Such as: cases to go through before a supervision. Name no child.")
        .value(said.map_or("", |said| said.reason.as_str()))
        .error(said.and_then(Why::fault));
    let shell = Shell::new(app, visitor, &rules.title, "/records").errors([&reason]);
    let status = if shell.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let records = Resource::Records.at(figure.place_slug());
    let view = AskPage {
        shell,
        code: figure.work.framework.indicator(figure.indicator).code.clone(),
        place: figure.place_name().to_owned(),
        period: format!("{}, {}", figure.period.words(), rules.basis().words()),
        definition: rules.definition.clone().unwrap_or_else(|| "None is written.".to_owned()),
        taken: extract.as_ref().map(|extract| day_in_words(extract.manifest.taken)),
        is_specimen: extract.as_ref().is_some_and(|extract| extract.manifest.specimen),
        nothing: nothing.or_else(|| figure.nothing(extract.as_ref())),
        path: figure.path(),
        reason,
        may_export: allowed(&visitor.actor, Action::Export, records),
        others: others(figure, extract.as_ref()),
    };
    answer(status, &view)
}

/// The periods beside it that the extract has all of.
fn others(figure: &Figure, extract: Option<&Snapshot>) -> Vec<(String, String)> {
    let latest = extract.and_then(|extract| latest_period(figure.rules(), extract.manifest.taken));
    let is_over = |period: &Period| latest.is_some_and(|latest| period.last_month() <= latest.last_month());
    let beside = [figure.period.previous(), figure.period.next()].into_iter().flatten().filter(is_over);
    beside.map(|period| (figure.in_period(period).path(), period.words())).collect()
}
