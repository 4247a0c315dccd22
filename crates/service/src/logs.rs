//! What is written about requests: no address, name, query or id of a person, only what whoever runs the server needs.

use std::io;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use metrics::{counter, histogram, with_local_recorder};
use tracing::Instrument as _;
use tracing::level_filters::LevelFilter;

use crate::app::App;
use crate::secrets::Secret;
use crate::settings::{LogFormat, LogLevel, Settings};

/// The header that a request's id is in.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// As much of a secret as tells requests apart.
const LONG_ENOUGH: usize = 16;

/// Begins to write the log to standard error. Called once by a program; without it nothing is logged.
pub fn start(settings: &Settings) {
    let level = match settings.log {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    };
    let log = tracing_subscriber::fmt().with_max_level(level).with_writer(io::stderr);
    match settings.log_format {
        LogFormat::Text => log.with_ansi(false).init(),
        LogFormat::Json => log.json().init(),
    }
}

/// Gives a request its id, which the answer has too, and writes down how it was answered.
pub(crate) async fn answered(State(app): State<App>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let id = Secret::new().map(|secret| secret.reveal().chars().take(LONG_ENOUGH).collect::<String>());
    let id = id.unwrap_or_default();
    let method = request.method().clone();
    // The path as it is declared: what varies in it may be a secret.
    let path = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", id);
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    let took = began.elapsed();
    span.in_scope(|| {
        tracing::info!(%method, path, status, milliseconds = took.as_millis(), "answered {method} {path}");
    });
    with_local_recorder(&app.numbers, || {
        let labels = [("method", method.to_string()), ("path", path), ("status", status.to_string())];
        counter!("bellwether_requests_total", &labels).increment(1);
        histogram!("bellwether_request_seconds", &labels).record(took);
    });
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}
