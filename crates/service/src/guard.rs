//! What stands before every handler: permission, and the token of forms.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Multipart, Request, State};
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use permissions::{Action, Actor, Open, Resource, allowed_somewhere, rule};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::answers::Problem;
use crate::secrets::same;
use crate::visitor::Visitor;

/// What it takes to be let through.
#[derive(Clone, Copy)]
pub(crate) struct Needs {
    pub(crate) action: Action,
    pub(crate) resource: Resource,
}

/// As long as sending a form may take.
const LONGEST: Duration = Duration::from_secs(30);

/// As much as a form may hold.
const LARGEST_FORM: usize = 64 * 1024;

/// As much as a form with a file may hold, of somebody who has an account.
const LARGEST_FILE: usize = 2 * 1024 * 1024;

/// Lets a request through to its handler, or not.
pub(crate) async fn check(
    State(needs): State<Needs>,
    visitor: Visitor,
    request: Request,
    next: Next,
) -> Response {
    match let_through(&needs, &visitor, request).await {
        Ok(request) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

async fn let_through(needs: &Needs, visitor: &Visitor, request: Request) -> Result<Request, Problem> {
    let Needs { action, resource } = needs;
    let by_operator = rule(*action, *resource).is_some_and(|rule| rule.open == Open::Operator);
    let operator = Actor::Operator;
    let actor = if by_operator && visitor.is_operator { &operator } else { &visitor.actor };
    if !allowed_somewhere(actor, *action, *resource) {
        return Err(if *actor == Actor::Nobody && !by_operator {
            let path = request.uri().path_and_query().map(ToString::to_string);
            Problem::NotSignedIn {
                next: path.filter(|_| request.method() == Method::GET && !visitor.is_program),
            }
        } else {
            Problem::NotAllowed
        });
    }
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(request);
    }
    let (parts, body) = request.into_parts();
    let has_file = has_file(&parts) && visitor.actor != Actor::Nobody;
    let largest = if has_file { LARGEST_FILE } else { LARGEST_FORM };
    let body = tokio::time::timeout(LONGEST, to_bytes(body, largest)).await;
    let body = body.map_err(|_| Problem::TooSlow)?.map_err(|_| Problem::TooLarge)?;
    let said = token(&parts, body.clone()).await.ok_or(Problem::OutOfDate)?;
    if !same(&said, &visitor.form_token()) {
        return Err(Problem::OutOfDate);
    }
    Ok(Request::from_parts(parts, Body::from(body)))
}

#[derive(Deserialize)]
struct OfForm {
    form_token: String,
}

/// Whether a form is sent as those with a file are.
fn has_file(parts: &Parts) -> bool {
    let sent_as = parts.headers.get(CONTENT_TYPE).and_then(|sent_as| sent_as.to_str().ok());
    sent_as.is_some_and(|sent_as| sent_as.starts_with("multipart/form-data"))
}

/// The token that a form was sent with.
async fn token(parts: &Parts, body: Bytes) -> Option<String> {
    let copy = Request::from_parts(parts.clone(), Body::from(body));
    if has_file(parts) {
        return Sent::from_request(copy, &()).await.ok()?.form_token;
    }
    let said = axum::Form::<OfForm>::from_request(copy, &()).await.ok()?;
    Some(said.0.form_token)
}

/// A form with a file.
#[derive(Default)]
pub(crate) struct Sent {
    form_token: Option<String>,
    /// What the file is called, where it came from.
    pub(crate) name: String,
    /// What is in it; nothing if none was chosen.
    pub(crate) bytes: Vec<u8>,
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let malformed = |_| Problem::Malformed;
        let mut form = Multipart::from_request(request, state).await.map_err(|_| Problem::Malformed)?;
        let mut sent = Self::default();
        while let Some(field) = form.next_field().await.map_err(malformed)? {
            match field.name() {
                Some("form_token") => sent.form_token = Some(field.text().await.map_err(malformed)?),
                Some("file") => {
                    field.file_name().unwrap_or_default().clone_into(&mut sent.name);
                    sent.bytes = field.bytes().await.map_err(malformed)?.into();
                }
                _ => {}
            }
        }
        Ok(sent)
    }
}

/// What a form says.
pub(crate) struct Said<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Said<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let form = axum::Form::from_request(request, state).await;
        form.map(|axum::Form(said)| Self(said)).map_err(|_| Problem::Malformed)
    }
}

/// What varies in a path. What cannot be there is not found.
pub(crate) struct Named<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Named<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let path = axum::extract::Path::from_request_parts(parts, state).await;
        path.map(|axum::extract::Path(named)| Self(named)).map_err(|_| Problem::NotFound)
    }
}

/// What a query asks for. What it cannot ask for is not found.
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let query = axum::extract::Query::from_request_parts(parts, state).await;
        query.map(|axum::extract::Query(asked)| Self(asked)).map_err(|_| Problem::NotFound)
    }
}
