//! What stands around every page, and what forms are made of.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use permissions::{Action, Resource, allowed_somewhere};

use crate::app::App;
use crate::visitor::Visitor;

/// What stands around a page.
pub(crate) struct Shell {
    /// The title of the page.
    pub title: String,
    /// Whose service it is.
    pub council: String,
    /// Whoever is signed in, as others see them.
    pub signed_in: Option<String>,
    /// The way to other pages.
    pub navigation: Vec<Link>,
    /// What each form of the page carries.
    pub form_token: String,
    /// Something that was done before the page was asked for.
    pub done: Option<&'static str>,
    /// What is wrong with a form that was sent: the field, and what to do.
    pub errors: Vec<(&'static str, String)>,
}

/// A link to another page.
pub(crate) struct Link {
    pub href: &'static str,
    pub title: &'static str,
    pub is_current: bool,
}

/// The pages that have a place in the navigation, and what it takes to see them.
const PAGES: [(&str, &str, Action, Resource); 10] = [
    ("/", "Releases", Action::See, Resource::PublishedRelease),
    ("/board", "The month", Action::See, Resource::Board),
    ("/actions", "Actions", Action::See, Resource::ActionPlan),
    ("/plan", "Forward plan", Action::See, Resource::ForwardPlan),
    ("/contracts", "Contracts", Action::See, Resource::Contract),
    ("/queries", "Queries", Action::See, Resource::FigureQuery),
    ("/records", "Records", Action::See, Resource::Records),
    ("/accounts", "Accounts", Action::See, Resource::Accounts),
    ("/audit", "Audit log", Action::See, Resource::AuditLog),
    ("/account", "Your account", Action::See, Resource::OwnAccount),
];

impl Shell {
    /// Around the page of a title, at a path of the navigation if it has a place there.
    pub(crate) fn new(app: &App, visitor: &Visitor, title: &str, path: &str) -> Self {
        let navigation = PAGES
            .into_iter()
            .filter(|(_, _, action, resource)| allowed_somewhere(&visitor.actor, *action, *resource))
            .map(|(href, title, _, _)| Link { href, title, is_current: href == path })
            .collect();
        Self {
            title: title.to_owned(),
            council: app.work().framework.organisation.clone(),
            signed_in: visitor.title.clone(),
            navigation,
            form_token: visitor.form_token(),
            done: None,
            errors: Vec::new(),
        }
    }

    /// With what was done before.
    pub(crate) fn done(self, done: Option<&'static str>) -> Self {
        Self { done, ..self }
    }

    /// With what is wrong with the fields of a form.
    pub(crate) fn errors<'a>(self, fields: impl IntoIterator<Item = &'a Field>) -> Self {
        let errors = fields.into_iter().filter_map(|field| Some((field.id, field.error.clone()?))).collect();
        Self { errors, ..self }
    }
}

/// A field of a form.
pub(crate) struct Field {
    /// Its name, which nothing else on the page has.
    pub id: &'static str,
    /// What is asked for.
    pub label: &'static str,
    /// How to answer; may be empty.
    pub hint: &'static str,
    /// `text` or `password`.
    pub kind: &'static str,
    /// What a browser may fill in.
    pub autocomplete: &'static str,
    /// What was answered before.
    pub value: String,
    /// What is wrong with that.
    pub error: Option<String>,
}

impl Field {
    /// A line of text.
    pub(crate) fn text(id: &'static str, label: &'static str, autocomplete: &'static str) -> Self {
        Self { id, label, hint: "", kind: "text", autocomplete, value: String::new(), error: None }
    }

    /// A password, which is never shown again.
    pub(crate) fn password(id: &'static str, label: &'static str, autocomplete: &'static str) -> Self {
        Self { kind: "password", ..Self::text(id, label, autocomplete) }
    }

    /// With how to answer.
    pub(crate) fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// With what was answered.
    pub(crate) fn value(self, value: &str) -> Self {
        Self { value: value.to_owned(), ..self }
    }

    /// With what is wrong, if anything is.
    pub(crate) fn error(self, error: Option<String>) -> Self {
        Self { error, ..self }
    }
}

/// One of several answers.
pub(crate) struct Choice {
    pub value: String,
    pub words: String,
    pub is_chosen: bool,
}

/// A time as this machine's clocks show it: `29 November 2026, 10:04`.
pub(crate) fn time(at: Timestamp) -> String {
    at.to_zoned(TimeZone::system()).strftime("%-d %B %Y, %H:%M").to_string()
}

/// Words with a capital at their beginning.
pub(crate) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
