//! The framework folder: what is wrong with it, and what looks wrong.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use permissions::{Action, Resource, allowed};
use serde::Deserialize;

use crate::answers::{Problem, page as answer, see_other};
use crate::app::App;
use crate::guard::Asked;
use crate::shell::{Shell, time};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "check.html")]
struct CheckPage {
    shell: Shell,
    read_at: String,
    faults: Vec<String>,
    findings: Vec<String>,
    /// How many findings there are beside those shown.
    more: usize,
    acknowledged: usize,
    may_read_again: bool,
}

#[derive(Deserialize)]
pub(crate) struct After {
    done: Option<String>,
}

/// What was found when the folder was last read.
pub(crate) async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Asked(after): Asked<After>,
) -> Result<Response, Problem> {
    let looked = app.work.looked();
    let done = match after.done.as_deref() {
        Some("read") => Some("The folder was read again."),
        _ => None,
    };
    let view = CheckPage {
        shell: Shell::new(&app, &visitor, "The framework", "/board").done(done),
        read_at: time(looked.at),
        faults: looked.faults.clone(),
        findings: looked.findings.clone(),
        more: looked.more,
        acknowledged: looked.acknowledged,
        may_read_again: allowed(&visitor.actor, Action::Write, Resource::Framework),
    };
    answer(StatusCode::OK, &view)
}

/// Reads the folder again. With a fault, what was read before stays at work.
pub(crate) async fn read_again(State(app): State<App>) -> Result<Response, Problem> {
    app.read_again().await.map_err(Problem::Failed)?;
    Ok(see_other("/check?done=read"))
}
