//! The accounts of others.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use permissions::{Action, Grant, Resource, Role, Scope, allowed};
use serde::Deserialize;
use store::{Account, NewAccount, StoreError};

use crate::answers::{Problem, page as answer, see_other};
use crate::app::App;
use crate::guard::{Asked, Named, Said};
use crate::secrets::Secret;
use crate::shell::{Choice, Field, Shell, time};
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "accounts.html")]
struct AccountsPage {
    shell: Shell,
    accounts: Vec<Line>,
    /// The form to add one, for those who may.
    fields: Option<Vec<Field>>,
}

struct Line {
    id: i64,
    name: String,
    title: String,
    roles: Vec<String>,
    state: &'static str,
}

/// How long a name or a title may be.
const LONGEST: usize = 100;

/// What is wrong with a name to sign in with.
pub(crate) fn name_fault(name: &str) -> Option<String> {
    let is_plain = |character: char| character.is_alphanumeric() || ".-_@".contains(character);
    if name.is_empty() {
        Some("Enter a name to sign in with".to_owned())
    } else if !name.chars().all(is_plain) {
        Some("Name to sign in with must have only letters, digits, full stops, hyphens, underscores and at signs".to_owned())
    } else if name.chars().count() > LONGEST {
        Some(format!("Name to sign in with must be {LONGEST} characters or fewer"))
    } else {
        None
    }
}

/// What is wrong with what others see.
pub(crate) fn title_fault(title: &str) -> Option<String> {
    if title.is_empty() {
        Some("Enter a name or role, as others see it".to_owned())
    } else if title.chars().count() > LONGEST {
        Some(format!("Name or role must be {LONGEST} characters or fewer"))
    } else {
        None
    }
}

/// Roles with their places, as people read them.
pub(crate) fn roles_in_words(grants: &[Grant]) -> Vec<String> {
    let words = |grant: &Grant| match &grant.scope {
        Scope::Everywhere => format!("{} everywhere", grant.role),
        Scope::Places(places) => {
            format!("{} at {}", grant.role, places.iter().map(String::as_str).collect::<Vec<_>>().join(", "))
        }
    };
    grants.iter().map(words).collect()
}

fn state(account: &Account) -> &'static str {
    match account {
        Account { disabled_at: Some(_), .. } => "disabled",
        Account { is_set_up: false, .. } => "invited",
        _ => "in use",
    }
}

/// All accounts.
pub(crate) async fn page(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    show(&app, &visitor, &Added::default(), [None, None]).await
}

async fn show(
    app: &App,
    visitor: &Visitor,
    said: &Added,
    [name, title]: [Option<String>; 2],
) -> Result<Response, Problem> {
    let accounts = app.store.accounts(&visitor.actor).await?;
    let fields = vec![
        Field::text("name", "Name to sign in with", "off").value(&said.name).error(name),
        Field::text("title", "Name or role, as others see it", "off").value(&said.title).error(title),
    ];
    let shell = Shell::new(app, visitor, "Accounts", "/accounts").errors(&fields);
    let status = if shell.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let line = |account: Account| Line {
        state: state(&account),
        id: account.id,
        name: account.name,
        title: account.title,
        roles: roles_in_words(&account.grants),
    };
    let view = AccountsPage {
        shell,
        accounts: accounts.into_iter().map(line).collect(),
        fields: allowed(&visitor.actor, Action::Write, Resource::Accounts).then_some(fields),
    };
    answer(status, &view)
}

#[derive(Default, Deserialize)]
pub(crate) struct Added {
    name: String,
    title: String,
}

/// Adds an account, and shows the link by which its holder sets a password.
pub(crate) async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Said(said): Said<Added>,
) -> Result<Response, Problem> {
    let new = NewAccount { name: said.name.trim().to_lowercase(), title: said.title.trim().to_owned() };
    let faults = [name_fault(&new.name), title_fault(&new.title)];
    if faults.iter().any(Option::is_some) {
        return show(&app, &visitor, &said, faults).await;
    }
    let secret = Secret::new().map_err(|error| Problem::failed(&error))?;
    let now = app.now();
    let ends_at = now + app.settings.invitation;
    match app.store.add_account(&visitor.actor, &new, &secret.digest(), ends_at, now).await {
        Ok(id) => show_one(&app, &visitor, id, None, Some(&secret)).await,
        Err(StoreError::NameTaken) => {
            let taken = "Another account has that name; enter another one".to_owned();
            show(&app, &visitor, &said, [Some(taken), None]).await
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "account_of.html")]
struct AccountOfPage {
    shell: Shell,
    id: i64,
    name: String,
    title: String,
    made_at: String,
    state: &'static str,
    is_disabled: bool,
    roles: Vec<RoleLine>,
    /// What may be given, and where, for those who may change this account.
    change: Option<(Vec<Choice>, Vec<Choice>)>,
    /// A link that was just made, and what to do with it. It is shown once.
    invitation: Option<(String, String)>,
}

struct RoleLine {
    role: Role,
    /// The slug, or nothing for everywhere.
    place: String,
    words: String,
}

#[derive(Deserialize)]
pub(crate) struct After {
    done: Option<String>,
}

fn words(done: Option<&str>) -> Option<&'static str> {
    match done? {
        "given" => Some("The role was given."),
        "taken" => Some("The role was taken away."),
        "disabled" => Some("The account is disabled, and whoever was signed in with it is signed out."),
        "enabled" => Some("The account can be used again."),
        _ => None,
    }
}

/// An account and its roles.
pub(crate) async fn one(
    State(app): State<App>,
    visitor: Visitor,
    Named(account): Named<i64>,
    Asked(after): Asked<After>,
) -> Result<Response, Problem> {
    show_one(&app, &visitor, account, words(after.done.as_deref()), None).await
}

async fn show_one(
    app: &App,
    visitor: &Visitor,
    id: i64,
    done: Option<&'static str>,
    invitation: Option<&Secret>,
) -> Result<Response, Problem> {
    let account = app.store.account(&visitor.actor, id).await?;
    let may_change = allowed(&visitor.actor, Action::Write, Resource::Accounts.of(&[id]));
    let choice = |value: &str, words: &str| Choice {
        value: value.to_owned(),
        words: words.to_owned(),
        is_chosen: false,
    };
    let work = app.work();
    let places = || {
        let slugs = work.places.slugs().map(|slug| choice(slug, slug));
        [choice("", "everywhere")].into_iter().chain(slugs).collect::<Vec<_>>()
    };
    let roles = || Role::ALL.map(|role| choice(role.token(), role.words())).into();
    let link = |secret: &Secret| {
        let text = format!(
            "Give it to whoever has the account, and nobody else. It is not shown again, and holds once, until {}.",
            time(app.now() + app.settings.invitation)
        );
        (format!("{}/invitation/{}", app.settings.url, secret.reveal()), text)
    };
    let view = AccountOfPage {
        shell: Shell::new(app, visitor, &account.title, "/accounts").done(done),
        id,
        state: state(&account),
        is_disabled: account.disabled_at.is_some(),
        made_at: time(account.made_at),
        roles: account.grants.iter().flat_map(role_lines).collect(),
        name: account.name,
        title: account.title,
        change: may_change.then(|| (roles(), places())),
        invitation: invitation.map(link),
    };
    answer(StatusCode::OK, &view)
}

/// A line for each place at which a role is held, since each can be taken alone.
fn role_lines(grant: &Grant) -> Vec<RoleLine> {
    let line = |place: &str, at: String| RoleLine {
        role: grant.role,
        place: place.to_owned(),
        words: format!("{} {at}", grant.role),
    };
    match &grant.scope {
        Scope::Everywhere => vec![line("", "everywhere".to_owned())],
        Scope::Places(places) => places.iter().map(|place| line(place, format!("at {place}"))).collect(),
    }
}

#[derive(Deserialize)]
pub(crate) struct OneRole {
    role: String,
    place: String,
}

impl OneRole {
    fn grant(&self) -> Result<Grant, Problem> {
        let role = Role::of_token(&self.role).ok_or(Problem::Malformed)?;
        let scope = match self.place.as_str() {
            "" => Scope::Everywhere,
            place => Scope::Places([place.to_owned()].into()),
        };
        Ok(Grant { role, scope })
    }
}

/// Gives a role, at a place that there is.
pub(crate) async fn give_role(
    State(app): State<App>,
    visitor: Visitor,
    Named(account): Named<i64>,
    Said(said): Said<OneRole>,
) -> Result<Response, Problem> {
    if !said.place.is_empty() && !app.work().places.has(&said.place) {
        return Err(Problem::Malformed);
    }
    app.store.give_role(&visitor.actor, account, &said.grant()?, app.now()).await?;
    Ok(see_other(&format!("/accounts/{account}?done=given")))
}

/// Takes a role away, at a place that there may not be any more.
pub(crate) async fn take_role(
    State(app): State<App>,
    visitor: Visitor,
    Named(account): Named<i64>,
    Said(said): Said<OneRole>,
) -> Result<Response, Problem> {
    app.store.take_role(&visitor.actor, account, &said.grant()?, app.now()).await?;
    Ok(see_other(&format!("/accounts/{account}?done=taken")))
}

/// Makes a link by which the holder of an account sets a new password, and shows it this once.
pub(crate) async fn invite(
    State(app): State<App>,
    visitor: Visitor,
    Named(account): Named<i64>,
) -> Result<Response, Problem> {
    let secret = Secret::new().map_err(|error| Problem::failed(&error))?;
    let now = app.now();
    let ends_at = now + app.settings.invitation;
    app.store.invite(&visitor.actor, account, &secret.digest(), ends_at, now).await?;
    show_one(&app, &visitor, account, None, Some(&secret)).await
}

/// Disables an account.
pub(crate) async fn disable(
    State(app): State<App>,
    visitor: Visitor,
    Named(account): Named<i64>,
) -> Result<Response, Problem> {
    app.store.disable_account(&visitor.actor, account, app.now()).await?;
    Ok(see_other(&format!("/accounts/{account}?done=disabled")))
}

/// Lets an account be used again.
pub(crate) async fn enable(
    State(app): State<App>,
    visitor: Visitor,
    Named(account): Named<i64>,
) -> Result<Response, Problem> {
    app.store.enable_account(&visitor.actor, account, app.now()).await?;
    Ok(see_other(&format!("/accounts/{account}?done=enabled")))
}
