//! Whether the service is up, for those who run it and for what looks after it.

use axum::extract::State;
use axum::response::Response;

use crate::answers::{Problem, file};
use crate::app::App;

const TEXT: &str = "text/plain; charset=utf-8";

/// It runs.
pub(crate) async fn health() -> Response {
    file(TEXT, b"ok\n".to_vec())
}

/// It can answer: the store does.
pub(crate) async fn ready(State(app): State<App>) -> Result<Response, Problem> {
    match app.store.has_accounts().await {
        Ok(_) => Ok(file(TEXT, b"ready\n".to_vec())),
        Err(error) => {
            tracing::warn!(%error, "the store doesn't answer");
            Err(Problem::Busy)
        }
    }
}

/// How it is doing, as Prometheus reads it.
pub(crate) async fn metrics(State(app): State<App>) -> Response {
    let numbers = app.numbers.handle();
    numbers.run_upkeep();
    file("text/plain; version=0.0.4", numbers.render().into_bytes())
}
