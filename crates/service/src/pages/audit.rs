//! The audit log.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use store::{AuditEntry, AuditPage, AuditVerification};

use crate::answers::{Problem, page as answer};
use crate::app::App;
use crate::guard::Asked;
use crate::shell::{Shell, time};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "audit.html")]
struct LogPage {
    shell: Shell,
    entries: Vec<Line>,
    /// What a verification of the whole log found, if it was asked for.
    verified: Option<AuditVerification>,
    /// Where earlier entries begin.
    earlier: Option<i64>,
}

struct Line {
    number: i64,
    at: String,
    actor: String,
    deed: String,
    about: String,
    detail: String,
}

/// As many as a page shows.
const AT_ONCE: u32 = 100;

#[derive(Deserialize)]
pub(crate) struct Part {
    before: Option<i64>,
    #[serde(default)]
    verify: String,
}

/// A part of the log, the newest first; on demand, whether all of it is what was written.
pub(crate) async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Asked(part): Asked<Part>,
) -> Result<Response, Problem> {
    let asked = AuditPage { before: part.before, limit: AT_ONCE };
    let entries = app.store.audit(&visitor.actor, asked, app.now()).await?;
    let verified = match part.verify.as_str() {
        "yes" => Some(app.store.verify_audit(&visitor.actor).await?),
        _ => None,
    };
    let line = |entry: AuditEntry| Line {
        number: entry.number,
        at: time(entry.at),
        actor: entry.actor,
        deed: entry.deed,
        about: entry.about,
        detail: entry.detail,
    };
    let view = LogPage {
        shell: Shell::new(&app, &visitor, "Audit log", "/audit"),
        earlier: entries.last().map(|entry| entry.number).filter(|number| *number > 1),
        entries: entries.into_iter().map(line).collect(),
        verified,
    };
    answer(StatusCode::OK, &view)
}
