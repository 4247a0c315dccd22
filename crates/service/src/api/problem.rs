//! What is wrong, told to programs (RFC 9457).

use axum::http::header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use schemars::JsonSchema;
use serde::Serialize;

use super::format::Format;
use crate::answers::{Problem, logged, with_headers};
use crate::app::App;

/// Why the interface doesn't answer where a page would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// What was sent to say who asks is no token that holds.
    Token,
    /// More was asked than to read.
    Method,
    /// No format that is welcome can be made, only these.
    Format(Vec<Format>),
    /// Something is asked for that isn't taken, or not as it is written.
    Parameter {
        /// What.
        name: String,
        /// Why not, and what is taken.
        why: String,
    },
}

impl Refusal {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Token => StatusCode::UNAUTHORIZED,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Format(_) => StatusCode::NOT_ACCEPTABLE,
            Self::Parameter { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// What is wrong and what to do, in sentences.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Token => {
                "The token doesn’t hold: it has ended, or there is none such. Make another on your \
                            account’s page, and send it as “Authorization: Bearer” and a space before it."
                    .to_owned()
            }
            Self::Method => "What is here can be read, and not changed.".to_owned(),
            Self::Format(made) => {
                let made: Vec<&str> = made.iter().map(|format| format.media_type()).collect();
                format!("What is here can be had as {}.", made.join(" or "))
            }
            Self::Parameter { why, .. } => format!("{why}."),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// What is wrong with a request.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub(crate) struct ProblemData {
    /// What kind of problem it is: `about:blank` where its status says all, or an address that explains it.
    r#type: String,
    /// The status in words.
    title: &'static str,
    /// The status.
    status: u16,
    /// What is wrong and what to do, in sentences.
    detail: String,
    /// The parameter that is wrong, where one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
}

/// The content type of problems.
pub(crate) const CONTENT: &str = "application/problem+json";

/// Gives the answer to a problem its body, and writes to the log what failed.
pub(crate) fn dressed(app: &App, bare: Response) -> Response {
    let Some(problem) = bare.extensions().get::<Problem>().cloned() else { return bare };
    logged(&problem);
    let status = problem.status();
    let parameter = match &problem {
        Problem::Refused(Refusal::Parameter { name, .. }) => Some(name.clone()),
        _ => None,
    };
    let data = ProblemData {
        r#type: match parameter {
            Some(_) => format!("{}/api#parameters", app.settings.url),
            None => "about:blank".to_owned(),
        },
        title: status.canonical_reason().unwrap_or_default(),
        status: status.as_u16(),
        detail: detail(&problem),
        parameter,
    };
    let body = serde_json::to_string(&data).unwrap_or_default();
    let mut response = with_headers(&problem, (status, body).into_response());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(CONTENT));
    match problem {
        Problem::Refused(Refusal::Token) => {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer error=\"invalid_token\""));
        }
        Problem::Refused(Refusal::Method) => {
            headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        _ => {}
    }
    response
}

fn detail(problem: &Problem) -> String {
    match problem {
        Problem::NotFound => "There is no such thing, or it isn’t published for whoever asks.".to_owned(),
        Problem::Refused(refusal) => refusal.words(),
        other => {
            let (heading, text) = other.words();
            format!("{heading}. {text}")
        }
    }
}
