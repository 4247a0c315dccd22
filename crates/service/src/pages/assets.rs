//! Styles and scripts.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CACHE_CONTROL;
use axum::response::Response;

use crate::answers::{self, Problem};
use crate::app::App;
use crate::guard::Named;

const STYLE: &str = include_str!("../../assets/service.css");

/// A style or a script. They are the same for everybody, and may be kept for an hour.
pub(crate) async fn file(State(app): State<App>, Named(file): Named<String>) -> Result<Response, Problem> {
    let work = app.work();
    let (content_type, content) = match file.as_str() {
        "site.css" => ("text/css; charset=utf-8", publish::STYLE),
        "site.js" => ("text/javascript; charset=utf-8", publish::SCRIPT),
        "service.css" => ("text/css; charset=utf-8", STYLE),
        "brand.css" => ("text/css; charset=utf-8", work.brand.as_str()),
        _ => return Err(Problem::NotFound),
    };
    let mut response = answers::file(content_type, content.as_bytes().to_vec());
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("max-age=3600"));
    Ok(response)
}
