//! What every answer says to browsers.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;

/// Only what comes from here, no script within a page, no frame around one, forms sent here and nowhere else.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Two years, as browsers ask for.
const ONLY_ENCRYPTED: &str = "max-age=63072000";

/// Adds the headers. What a handler says itself of being kept stays.
pub(crate) async fn add(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut says = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    says(CONTENT_SECURITY_POLICY, POLICY);
    says(X_CONTENT_TYPE_OPTIONS, "nosniff");
    says(REFERRER_POLICY, "same-origin");
    says(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    says(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    says(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    if app.settings.is_secure() {
        says(STRICT_TRANSPORT_SECURITY, ONLY_ENCRYPTED);
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
