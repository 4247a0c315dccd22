//! What is answered where something is not as asked: which problem where, and how it is told.

use askama::Template;
use axum::http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use store::StoreError;

use crate::api::Refusal;
use crate::app::App;
use crate::shell::Shell;
use crate::visitor::Visitor;

/// Why a request is not answered as asked.
#[derive(Debug, Clone)]
pub(crate) enum Problem {
    /// There is no such thing, or whoever asks may not know of it.
    NotFound,
    /// Whoever asks may not, and may know that.
    NotAllowed,
    /// Whoever asks must say who they are.
    NotSignedIn {
        /// Where they wanted to go, for a page that can be asked for again.
        next: Option<String>,
    },
    /// It was sent from a form that is not of this session.
    OutOfDate,
    /// It was sent from another site.
    OtherSite,
    /// A form without what it must have, which none of ours sends.
    Malformed,
    /// More was sent than is read.
    TooLarge,
    /// It took too long to be sent.
    TooSlow,
    /// It was tried too often.
    TooOften {
        /// How long to wait.
        seconds: u64,
    },
    /// Something changed in the meantime, or cannot be done as things are: what the store says of it.
    Conflict(String),
    /// The identity provider did not answer, or not as it should: why, for the log.
    ProviderFailed(String),
    /// What a program asks is refused, where a page has nothing like it.
    Refused(Refusal),
    /// Another program is writing.
    Busy,
    /// It failed, and this is why: for the log, not for whoever asks.
    Failed(String),
}

/// An error with all its causes, for the log.
pub(crate) fn with_causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |error| error.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

impl Problem {
    /// A failure with all its causes.
    pub(crate) fn failed(error: &dyn std::error::Error) -> Self {
        Self::Failed(with_causes(error))
    }

    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotAllowed | Self::OutOfDate | Self::OtherSite => StatusCode::FORBIDDEN,
            Self::NotSignedIn { .. } => StatusCode::UNAUTHORIZED,
            Self::Malformed => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::ProviderFailed(_) => StatusCode::BAD_GATEWAY,
            Self::Refused(refusal) => refusal.status(),
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The heading of its page, and what to do.
    pub(crate) fn words(&self) -> (&'static str, String) {
        let (heading, text) = match self {
            Self::NotFound => (
                "Page not found",
                "If you typed the address, check it. If you followed a link, what it led to may not be published.",
            ),
            Self::NotAllowed => (
                "You may not do this",
                "Your role doesn’t include it. Whoever looks after accounts can say which roles you have.",
            ),
            Self::NotSignedIn { .. } => {
                ("You are signed out", "Nothing was changed. Sign in and do it again.")
            }
            Self::OutOfDate => (
                "This form is out of date",
                "Nothing was changed. You signed in or out since it was opened: go back, load the page again, and send it once more.",
            ),
            Self::OtherSite => (
                "This was sent from another site",
                "Nothing was changed. Open the page here and send it again.",
            ),
            Self::Malformed => (
                "This form is incomplete",
                "Nothing was changed. Go back, load the page again, and send it once more.",
            ),
            Self::TooLarge => ("This is too much at once", "Nothing was changed. Send less."),
            Self::TooSlow => ("This took too long", "Nothing was changed. Send it again."),
            Self::TooOften { seconds } => {
                return (
                    "Try again later",
                    format!("There were too many tries. Wait {} and try again.", wait(*seconds)),
                );
            }
            Self::Conflict(said) => {
                return ("This cannot be done now", format!("Nothing was changed: {said}."));
            }
            Self::ProviderFailed(_) => (
                "The council’s sign-in did not answer",
                "You are not signed in. Try again in a moment; if you have a password here, you can use that.",
            ),
            Self::Refused(refusal) => return ("This was asked for wrongly", refusal.words()),
            Self::Busy => ("Another program is writing", "Nothing was changed. Try again in a moment."),
            Self::Failed(_) => (
                "Something went wrong",
                "Nothing was changed. It has been written to the log; try again later.",
            ),
        };
        (heading, text.to_owned())
    }
}

/// `1 second`, `2 minutes`.
fn wait(seconds: u64) -> String {
    let (number, unit) =
        if seconds < 60 { (seconds.max(1), "second") } else { (seconds.div_ceil(60), "minute") };
    if number == 1 { format!("1 {unit}") } else { format!("{number} {unit}s") }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotAllowed { .. } => Self::NotAllowed,
            StoreError::NoSuch(_) | StoreError::NoSuchRelease { .. } => Self::NotFound,
            StoreError::Busy => Self::Busy,
            StoreError::NameTaken
            | StoreError::NotFirst
            | StoreError::LastAdministrator
            | StoreError::State { .. }
            | StoreError::OutOfTurn { .. }
            | StoreError::TextState { .. }
            | StoreError::ContentRemoved { .. }
            | StoreError::Unsaid(_)
            | StoreError::Refused(_) => Self::Conflict(error.to_string()),
            other => Self::failed(&other),
        }
    }
}

impl From<askama::Error> for Problem {
    fn from(error: askama::Error) -> Self {
        Self::failed(&error)
    }
}

impl IntoResponse for Problem {
    /// A bare answer, to which [`dressed`] adds the page.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    shell: Shell,
    heading: &'static str,
    text: String,
    can_sign_in: bool,
}

/// Gives the answer to a problem its page, and writes to the log what failed.
pub(crate) fn dressed(app: &App, visitor: &Visitor, bare: Response) -> Response {
    let Some(problem) = bare.extensions().get::<Problem>().cloned() else { return bare };
    logged(&problem);
    // Programs are told in a line.
    if visitor.is_program {
        return told(&problem);
    }
    if let Problem::NotSignedIn { next: Some(next) } = &problem {
        return see_other(&format!("/sign-in?next={}", in_query(next)));
    }
    let (heading, text) = problem.words();
    let can_sign_in = matches!(problem, Problem::NotSignedIn { .. });
    let page = ProblemPage { shell: Shell::new(app, visitor, heading, ""), heading, text, can_sign_in };
    match page.render() {
        Ok(page) => with_headers(&problem, (problem.status(), Html(tidy(&page))).into_response()),
        Err(_) => told(&problem),
    }
}

/// Writes to the log what failed.
pub(crate) fn logged(problem: &Problem) {
    if let Problem::Failed(why) | Problem::ProviderFailed(why) = problem {
        tracing::error!(why, "a request failed");
    }
}

fn told(problem: &Problem) -> Response {
    let (heading, text) = problem.words();
    with_headers(problem, (problem.status(), format!("{heading}. {text}\n")).into_response())
}

/// With what a problem says in headers.
pub(crate) fn with_headers(problem: &Problem, mut response: Response) -> Response {
    let headers = response.headers_mut();
    match problem {
        Problem::TooOften { seconds } => {
            headers.insert(RETRY_AFTER, HeaderValue::from(*seconds));
        }
        Problem::Busy => {
            headers.insert(RETRY_AFTER, HeaderValue::from(1));
        }
        Problem::NotSignedIn { .. } => {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        _ => {}
    }
    response
}

/// A page, laid out.
pub(crate) fn page(status: StatusCode, template: &impl Template) -> Result<Response, Problem> {
    Ok((status, Html(tidy(&template.render()?))).into_response())
}

/// Without the blank lines that templates leave.
fn tidy(page: &str) -> String {
    let lines = page.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// Sends a browser to another page of ours.
pub(crate) fn see_other(path: &str) -> Response {
    match HeaderValue::from_str(path) {
        Ok(path) => (StatusCode::SEE_OTHER, [(LOCATION, path)]).into_response(),
        Err(_) => see_other("/"),
    }
}

/// A file as it is.
pub(crate) fn file(content_type: &str, content: Vec<u8>) -> Response {
    let content_type =
        HeaderValue::from_str(content_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    ([(CONTENT_TYPE, content_type)], content).into_response()
}

/// A text as the value of a query.
pub(crate) fn in_query(text: &str) -> String {
    let mut written = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            written.push(char::from(byte));
        } else {
            written.push_str(&format!("%{byte:02X}"));
        }
    }
    written
}
