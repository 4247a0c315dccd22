//! One's own account.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::SignedDuration;
use permissions::TokenScope;
use serde::Deserialize;
use store::{NewToken, SecretDigest, TokenEntry};

use crate::answers::{Problem, page as answer, see_other};
use crate::app::App;
use crate::guard::{Asked, Named, Said};
use crate::pages::accounts::roles_in_words;
use crate::pages::front::{Chosen, begin, chosen_fields};
use crate::secrets::Secret;
use crate::shell::{Choice, Field, Shell, time};
use crate::visitor::{Visitor, without_session};

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    shell: Shell,
    name: String,
    title: String,
    roles: Vec<String>,
    sessions: Vec<SessionLine>,
    tokens: Vec<TokenLine>,
    label: Field,
    scopes: Vec<Choice>,
    days: Vec<Choice>,
    /// The secret of a token that was just made. It is shown once.
    made: Option<String>,
}

struct SessionLine {
    digest: String,
    begun_at: String,
    seen_at: String,
    ends_at: String,
    is_this: bool,
}

struct TokenLine {
    id: i64,
    label: String,
    scope: &'static str,
    made_at: String,
    /// When it ends, or when it did.
    end: String,
    is_over: bool,
}

/// How long a token may hold, in days.
const DAYS: [(i64, &str); 3] = [(30, "30 days"), (90, "90 days"), (365, "a year")];

/// How long what a token is for may be.
const LONGEST_LABEL: usize = 100;

#[derive(Deserialize)]
pub(crate) struct After {
    done: Option<String>,
}

fn words(done: Option<&str>) -> Option<&'static str> {
    match done? {
        "session" => Some("The session has ended."),
        "token" => Some("The token has ended."),
        "password" => Some("Your password has changed, and you are signed out everywhere else."),
        _ => None,
    }
}

/// The account, its sessions and tokens.
pub(crate) async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Asked(after): Asked<After>,
) -> Result<Response, Problem> {
    let label = label_field("", None);
    show(&app, &visitor, words(after.done.as_deref()), label, None).await
}

fn label_field(said: &str, error: Option<String>) -> Field {
    Field::text("label", "What the token is for", "off")
        .hint("Such as: the dashboard of the area board")
        .value(said)
        .error(error)
}

async fn show(
    app: &App,
    visitor: &Visitor,
    done: Option<&'static str>,
    label: Field,
    made: Option<String>,
) -> Result<Response, Problem> {
    let (actor, now) = (&visitor.actor, app.now());
    let account = app.store.own_account(actor).await?;
    let this = visitor.session.as_ref().map(Secret::digest);
    let sessions = app.store.own_sessions(actor, now).await?.into_iter().map(|entry| SessionLine {
        is_this: this.as_ref() == Some(&entry.digest),
        digest: entry.digest.as_str().to_owned(),
        begun_at: time(entry.begun_at),
        seen_at: time(entry.seen_at),
        ends_at: time(entry.ends_at),
    });
    let tokens = app.store.own_tokens(actor).await?;
    let choice = |value: &str, words: &str, is_chosen| Choice {
        value: value.to_owned(),
        words: words.to_owned(),
        is_chosen,
    };
    let shell = Shell::new(app, visitor, "Your account", "/account").done(done).errors([&label]);
    let status = if shell.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let view = AccountPage {
        shell,
        name: account.name,
        title: account.title,
        roles: roles_in_words(&account.grants),
        sessions: sessions.collect(),
        tokens: tokens.into_iter().map(|entry| token_line(entry, now)).collect(),
        label,
        scopes: TokenScope::ALL
            .map(|scope| choice(scope.token(), scope.words(), scope == TokenScope::Published))
            .into(),
        days: DAYS.map(|(days, words)| choice(&days.to_string(), words, days == 90)).into(),
        made,
    };
    answer(status, &view)
}

fn token_line(entry: TokenEntry, now: jiff::Timestamp) -> TokenLine {
    let end = entry.revoked_at.unwrap_or(entry.ends_at);
    TokenLine {
        id: entry.id,
        label: entry.label,
        scope: entry.scope.words(),
        made_at: time(entry.made_at),
        end: time(end),
        is_over: end <= now,
    }
}

/// Signs out.
pub(crate) async fn sign_out(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    if let Some(session) = &visitor.session {
        app.store.sign_out(&visitor.actor, &session.digest(), app.now()).await?;
    }
    Ok(without_session(&app, see_other("/sign-in")))
}

#[derive(Template)]
#[template(path = "password.html")]
struct PasswordPage {
    shell: Shell,
    fields: Vec<Field>,
}

/// The form to change one's password.
pub(crate) async fn password_page(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    show_password(&app, &visitor, None, None)
}

fn show_password(
    app: &App,
    visitor: &Visitor,
    current: Option<String>,
    chosen: Option<(Option<String>, Option<String>)>,
) -> Result<Response, Problem> {
    let current = Field::password("current", "Current password", "current-password").error(current);
    let fields: Vec<Field> = [current].into_iter().chain(chosen_fields(chosen)).collect();
    let shell = Shell::new(app, visitor, "Change your password", "").errors(&fields);
    let status = if shell.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    answer(status, &PasswordPage { shell, fields })
}

#[derive(Deserialize)]
pub(crate) struct Change {
    current: String,
    #[serde(flatten)]
    chosen: Chosen,
}

/// Changes one's password. All sessions end, and a new one begins. Who sits down at somebody else's desk must know the
/// current one, and may try it as often as who signs in.
pub(crate) async fn change_password(
    State(app): State<App>,
    visitor: Visitor,
    Said(said): Said<Change>,
) -> Result<Response, Problem> {
    let account = app.store.own_account(&visitor.actor).await?;
    app.limits
        .tries(&account.name, visitor.address)
        .map_err(|wait| Problem::TooOften { seconds: wait.seconds })?;
    let hash = app.store.credentials(&account.name).await?.map(|known| known.hash);
    let is_right = app.passwords.verify(said.current, hash).await.map_err(|error| Problem::failed(&error))?;
    if !is_right {
        return show_password(&app, &visitor, Some("Current password is wrong".to_owned()), None);
    }
    if let Some(faults) = said.chosen.faults(&[&account.name, &account.title]) {
        return show_password(&app, &visitor, None, Some(faults));
    }
    let hash = said.chosen.hashed(&app).await?;
    app.store.change_password(&visitor.actor, &hash, app.now()).await?;
    begin(&app, &visitor, account.id, "/account?done=password").await
}

#[derive(Deserialize)]
pub(crate) struct Ended {
    session: String,
}

/// Ends one of one's sessions.
pub(crate) async fn end_session(
    State(app): State<App>,
    visitor: Visitor,
    Said(said): Said<Ended>,
) -> Result<Response, Problem> {
    let session = SecretDigest::as_written(&said.session);
    app.store.end_own_session(&visitor.actor, &session, app.now()).await?;
    Ok(see_other("/account?done=session"))
}

#[derive(Deserialize)]
pub(crate) struct Token {
    label: String,
    scope: String,
    days: i64,
}

/// Makes a token, and shows its secret this once.
pub(crate) async fn add_token(
    State(app): State<App>,
    visitor: Visitor,
    Said(said): Said<Token>,
) -> Result<Response, Problem> {
    let scope = TokenScope::of_token(&said.scope).ok_or(Problem::Malformed)?;
    let known = DAYS.iter().any(|(days, _)| *days == said.days);
    let days = Some(said.days).filter(|_| known).ok_or(Problem::Malformed)?;
    let label = said.label.trim();
    if let Some(fault) = label_fault(label) {
        return show(&app, &visitor, None, label_field(label, Some(fault)), None).await;
    }
    let secret = Secret::new().map_err(|error| Problem::failed(&error))?;
    let now = app.now();
    let new =
        NewToken { label: label.to_owned(), scope, ends_at: now + SignedDuration::from_hours(24 * days) };
    app.store.add_token(&visitor.actor, &new, &secret.digest(), now).await?;
    show(&app, &visitor, None, label_field("", None), Some(secret.reveal().to_owned())).await
}

fn label_fault(label: &str) -> Option<String> {
    if label.is_empty() {
        return Some("Enter what the token is for".to_owned());
    }
    let is_long = label.chars().count() > LONGEST_LABEL;
    is_long.then(|| format!("What the token is for must be {LONGEST_LABEL} characters or fewer"))
}

/// Ends one of one's tokens.
pub(crate) async fn end_token(
    State(app): State<App>,
    visitor: Visitor,
    Named(token): Named<i64>,
) -> Result<Response, Problem> {
    app.store.revoke_token(&visitor.actor, token, app.now()).await?;
    Ok(see_other("/account?done=token"))
}
