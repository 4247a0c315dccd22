//! A call of a program: who asks, what for, and in which format.

use axum::extract::{FromRequestParts, MatchedPath, Query};
use axum::http::header::{
    ACCEPT, AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LINK, VARY,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use permissions::Actor;

use super::asked::Asked;
use super::endpoints::{ENDPOINTS, Endpoint};
use super::format::Format;
use super::problem::Refusal;
use crate::answers::Problem;
use crate::app::App;
use crate::limits::Reader;
use crate::visitor::Visitor;

/// A call.
pub(crate) struct Call {
    pub(crate) actor: Actor,
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) asked: Asked,
    pub(crate) format: Format,
    /// The tags of answers that whoever asks has already.
    known: String,
}

impl FromRequestParts<App> for Call {
    type Rejection = Problem;

    /// Refuses what isn't asked as it must be. Whoever says who they are, and isn't known, is told: answered like nobody
    /// they would take what everybody sees for all that they may see.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let visitor = Visitor::from_request_parts(parts, app).await?;
        if parts.headers.contains_key(AUTHORIZATION) && !matches!(visitor.actor, Actor::Token(_)) {
            return Err(Refusal::Token.into());
        }
        let reader = visitor.actor.account().map_or(Reader::Address(visitor.address), Reader::Account);
        app.limits.reads(reader).map_err(|wait| Problem::TooOften { seconds: wait.seconds })?;
        let path = MatchedPath::from_request_parts(parts, app).await.map_err(|_| Problem::NotFound)?;
        let endpoint = ENDPOINTS.iter().find(|endpoint| endpoint.path == path.as_str());
        let endpoint = endpoint.ok_or(Problem::NotFound)?;
        let query = Query::<Vec<(String, String)>>::from_request_parts(parts, app).await;
        let Query(said) = query.map_err(|_| Problem::NotFound)?;
        let asked = Asked::read(endpoint, said)?;
        let made: &[Format] = if endpoint.table().is_some() { &Format::ALL } else { &[Format::Json] };
        let accept = all(&parts.headers, &ACCEPT);
        let format = asked.format().or_else(|| Format::wanted(&accept, made));
        let format = format.ok_or_else(|| Refusal::Format(made.to_vec()))?;
        let known = all(&parts.headers, &IF_NONE_MATCH);
        Ok(Self { actor: visitor.actor, endpoint, asked, format, known })
    }
}

/// All that is said under a name, as one list.
fn all(headers: &HeaderMap, name: &HeaderName) -> String {
    let said = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    said.collect::<Vec<_>>().join(",")
}

impl Call {
    /// Whether whoever asks has the answer of a tag (RFC 9110, section 13.1.2).
    fn has(&self, tag: &str) -> bool {
        let mut known = self.known.split(',').map(str::trim);
        known.any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
    }

    /// An answer with its tag, or that nothing has changed. What everybody may read may be kept if it is asked for again
    /// first; everything else is kept nowhere, but a program that has it may ask whether it is still so.
    pub(crate) async fn tagged(
        &self,
        tag: &str,
        make: impl Future<Output = Result<Response, Problem>>,
    ) -> Result<Response, Problem> {
        let mut response = if self.has(tag) { StatusCode::NOT_MODIFIED.into_response() } else { make.await? };
        let headers = response.headers_mut();
        if let Ok(tag) = HeaderValue::from_str(tag) {
            headers.insert(ETAG, tag);
        }
        headers.insert(VARY, HeaderValue::from_static("Accept, Authorization, Cookie"));
        if self.actor == Actor::Nobody {
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        }
        Ok(response)
    }

    /// A body in the format that is wanted, with the way to the next page.
    pub(crate) fn answer(&self, body: Vec<u8>, next: Option<&str>) -> Response {
        let content_type = HeaderValue::from_static(self.format.content_type());
        let mut response = ([(CONTENT_TYPE, content_type)], body).into_response();
        let link = next.and_then(|next| HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")).ok());
        if let Some(link) = link {
            response.headers_mut().insert(LINK, link);
        }
        response
    }
}
