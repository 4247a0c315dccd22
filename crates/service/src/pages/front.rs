//! The front door: signing in, and how somebody first gets a password.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use store::{Account, NewAccount};

use crate::answers::{Problem, in_query, page, see_other};
use crate::app::App;
use crate::guard::{Asked, Named, Said};
use crate::pages::accounts::{name_fault, title_fault};
use crate::passwords::strong;
use crate::secrets::{Secret, same};
use crate::shell::{Field, Shell};
use crate::visitor::{Visitor, with_session};

#[derive(Template)]
#[template(path = "form.html")]
struct FormPage {
    shell: Shell,
    lead: String,
    action: String,
    fields: Vec<Field>,
    hidden: Vec<(&'static str, String)>,
    /// Where the way to the identity provider begins, if there is one.
    provider: Option<String>,
    button: &'static str,
}

/// Shows a form. What is wrong with its fields is told above it.
fn form(
    app: &App,
    visitor: &Visitor,
    heading: &str,
    of: impl FnOnce(Shell) -> FormPage,
) -> Result<Response, Problem> {
    let form = of(Shell::new(app, visitor, heading, ""));
    let shell = form.shell.errors(&form.fields);
    let status = if shell.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let response = page(status, &FormPage { shell, ..form })?;
    Ok(visitor.with_form_cookie(app, response))
}

#[derive(Deserialize)]
pub(crate) struct Towards {
    #[serde(default)]
    next: String,
}

/// The form to sign in.
pub(crate) async fn sign_in_page(
    State(app): State<App>,
    visitor: Visitor,
    Asked(towards): Asked<Towards>,
) -> Result<Response, Problem> {
    show_sign_in(&app, &visitor, "", &towards.next, None)
}

pub(crate) fn show_sign_in(
    app: &App,
    visitor: &Visitor,
    name: &str,
    next: &str,
    error: Option<String>,
) -> Result<Response, Problem> {
    form(app, visitor, "Sign in", |shell| FormPage {
        shell,
        lead: String::new(),
        action: "/sign-in".to_owned(),
        fields: vec![
            Field::text("name", "Name", "username").value(name).error(error),
            Field::password("password", "Password", "current-password"),
        ],
        hidden: vec![("next", ours(next).to_owned())],
        provider: towards_provider(app, "next", ours(next)),
        button: "Sign in",
    })
}

#[derive(Deserialize)]
pub(crate) struct SignIn {
    name: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// Signs somebody in. A name that nobody has is answered as a wrong password is, and takes as long.
pub(crate) async fn sign_in(
    State(app): State<App>,
    visitor: Visitor,
    Said(said): Said<SignIn>,
) -> Result<Response, Problem> {
    let name = said.name.trim().to_lowercase();
    app.limits.tries(&name, visitor.address).map_err(|wait| Problem::TooOften { seconds: wait.seconds })?;
    let known = app.store.credentials(&name).await?;
    let (account, hash) = known.map(|known| (known.account, known.hash)).unzip();
    let is_right =
        app.passwords.verify(said.password, hash).await.map_err(|error| Problem::failed(&error))?;
    match account.filter(|_| is_right) {
        Some(account) => begin(&app, &visitor, account, ours(&said.next)).await,
        None => {
            app.store.note_refused_sign_in(account, app.now()).await?;
            let error = "Name or password is wrong; check both and try again".to_owned();
            show_sign_in(&app, &visitor, &said.name, &said.next, Some(error))
        }
    }
}

/// Begins a session, always with a new secret: one that somebody was made to come with is worth nothing.
pub(crate) async fn begin(
    app: &App,
    visitor: &Visitor,
    account: i64,
    next: &str,
) -> Result<Response, Problem> {
    let session = Secret::new().map_err(|error| Problem::failed(&error))?;
    let before = visitor.session.as_ref().map(Secret::digest);
    let now = app.now();
    let ends_at = now + app.settings.session_longest;
    app.store.sign_in(account, &session.digest(), before.as_ref(), ends_at, now).await?;
    Ok(with_session(app, &session, see_other(next)))
}

/// Where the way to the identity provider begins.
fn towards_provider(app: &App, name: &str, value: &str) -> Option<String> {
    app.settings.provider.as_ref().map(|_| format!("/sign-in/provider?{name}={}", in_query(value)))
}

/// Where somebody wanted to go, if it is a page of ours.
pub(crate) fn ours(next: &str) -> &str {
    let is_path =
        next.starts_with('/') && !next.starts_with("//") && !next.contains(['\\', '\n', '\r', '\t']);
    if is_path { next } else { "/" }
}

/// The form for the first administrator, while there is none.
pub(crate) async fn first_page(
    State(app): State<App>,
    visitor: Visitor,
    Named(secret): Named<String>,
) -> Result<Response, Problem> {
    is_first(&app, &secret).await?;
    show_first(&app, &visitor, &secret, &First::default(), None)
}

async fn is_first(app: &App, secret: &str) -> Result<(), Problem> {
    let is_secret = same(secret, app.first.reveal());
    if is_secret && !app.store.has_accounts().await? { Ok(()) } else { Err(Problem::NotFound) }
}

#[derive(Default, Deserialize)]
pub(crate) struct First {
    name: String,
    title: String,
    #[serde(flatten)]
    chosen: Chosen,
}

/// A password that somebody chooses.
#[derive(Default, Deserialize)]
pub(crate) struct Chosen {
    password: String,
    again: String,
}

impl Chosen {
    /// What is wrong with it, by field.
    pub(crate) fn faults(&self, known: &[&str]) -> Option<(Option<String>, Option<String>)> {
        if let Err(weak) = strong(&self.password, known) {
            return Some((Some(weak.to_string()), None));
        }
        (self.password != self.again).then(|| (None, Some("Enter the same password as above".to_owned())))
    }

    pub(crate) async fn hashed(self, app: &App) -> Result<String, Problem> {
        app.passwords.hash(self.password).await.map_err(|error| Problem::failed(&error))
    }
}

/// The fields in which a password is chosen.
pub(crate) fn chosen_fields(faults: Option<(Option<String>, Option<String>)>) -> [Field; 2] {
    let (password, again) = faults.unwrap_or_default();
    let hint =
        "At least 12 characters. Three random words make a good password; no digits or signs are asked for.";
    [
        Field::password("password", "New password", "new-password").hint(hint).error(password),
        Field::password("again", "New password again", "new-password").error(again),
    ]
}

type FirstFaults = (Option<String>, Option<String>, Option<(Option<String>, Option<String>)>);

fn show_first(
    app: &App,
    visitor: &Visitor,
    secret: &str,
    said: &First,
    faults: Option<FirstFaults>,
) -> Result<Response, Problem> {
    let (name, title, chosen) = faults.unwrap_or_default();
    form(app, visitor, "Make the first account", |shell| FormPage {
        shell,
        lead:
            "It looks after the accounts of others, and reads nothing of children or of figures that are not \
               published. Whoever needs that has another account."
                .to_owned(),
        action: format!("/first/{secret}"),
        fields: [
            Field::text("name", "Name to sign in with", "username").value(&said.name).error(name),
            Field::text("title", "Your name or role, as others see it", "name")
                .value(&said.title)
                .error(title),
        ]
        .into_iter()
        .chain(chosen_fields(chosen))
        .collect(),
        hidden: Vec::new(),
        provider: None,
        button: "Make the account",
    })
}

/// Makes the first administrator, and signs them in.
pub(crate) async fn first(
    State(app): State<App>,
    visitor: Visitor,
    Named(secret): Named<String>,
    Said(said): Said<First>,
) -> Result<Response, Problem> {
    is_first(&app, &secret).await?;
    let name = said.name.trim().to_lowercase();
    let title = said.title.trim().to_owned();
    let faults = (name_fault(&name), title_fault(&title), said.chosen.faults(&[&name, &title]));
    if faults.0.is_some() || faults.1.is_some() || faults.2.is_some() {
        return show_first(&app, &visitor, &secret, &said, Some(faults));
    }
    let hash = said.chosen.hashed(&app).await?;
    let account = app.store.add_first_administrator(&NewAccount { name, title }, &hash, app.now()).await?;
    begin(&app, &visitor, account, "/accounts").await
}

/// The form of an invitation that still holds.
pub(crate) async fn invitation_page(
    State(app): State<App>,
    visitor: Visitor,
    Named(secret): Named<String>,
) -> Result<Response, Problem> {
    let (account, _) = invited(&app, &secret).await?;
    show_invitation(&app, &visitor, &secret, &account, None)
}

async fn invited(app: &App, secret: &str) -> Result<(Account, Secret), Problem> {
    let secret = Secret::said(secret).ok_or(Problem::NotFound)?;
    let account = app.store.invited(&secret.digest(), app.now()).await?;
    Ok((account.ok_or(Problem::NotFound)?, secret))
}

fn show_invitation(
    app: &App,
    visitor: &Visitor,
    secret: &str,
    account: &Account,
    faults: Option<(Option<String>, Option<String>)>,
) -> Result<Response, Problem> {
    form(app, visitor, "Choose a password", |shell| FormPage {
        shell,
        lead: format!("For {}, who signs in with the name {}.", account.title, account.name),
        action: format!("/invitation/{secret}"),
        fields: chosen_fields(faults).into(),
        hidden: Vec::new(),
        provider: towards_provider(app, "invitation", secret),
        button: "Set the password",
    })
}

/// Sets the password of an invitation, once, and signs its holder in.
pub(crate) async fn accept_invitation(
    State(app): State<App>,
    visitor: Visitor,
    Named(secret): Named<String>,
    Said(chosen): Said<Chosen>,
) -> Result<Response, Problem> {
    let (account, invitation) = invited(&app, &secret).await?;
    if let Some(faults) = chosen.faults(&[&account.name, &account.title]) {
        return show_invitation(&app, &visitor, &secret, &account, Some(faults));
    }
    let hash = chosen.hashed(&app).await?;
    let accepted = app.store.accept_invitation(&invitation.digest(), &hash, app.now()).await?;
    begin(&app, &visitor, accepted.ok_or(Problem::NotFound)?, "/").await
}
