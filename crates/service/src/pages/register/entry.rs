//! The page of an entry, what was said of it, and how it is written.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use publish::prose::Prose;
use store::{EntryName, EntrySaved, EntryVersion};

use crate::answers::{Problem, page as answer, see_other};
use crate::app::App;
use crate::pages::register::Shown;
use crate::pages::register::form::{Form, Shape};
use crate::shell::{Shell, time};
use crate::visitor::Visitor;
use crate::work::AtWork;

/// What a page of an entry shows.
pub(super) struct Entry {
    pub heading: String,
    /// The list that it is in.
    pub list: (&'static str, &'static str),
    pub facts: Vec<Fact>,
    /// What belongs to it and stands elsewhere: titles and addresses.
    pub links: Vec<(String, String)>,
    /// Where what is said of it is changed, for those who may.
    pub change: Option<String>,
    /// What else can be done with it, each under a heading.
    pub forms: Vec<(&'static str, Form)>,
    /// Everything that was said of it, the newest first.
    pub history: Vec<Version>,
}

/// Something that is known of an entry.
pub(crate) struct Fact {
    pub label: &'static str,
    pub words: Words,
    /// What must be known beside.
    pub note: Option<String>,
}

/// How something is told.
pub(crate) enum Words {
    /// In a few words.
    Plain(String),
    /// As somebody wrote it.
    Written(Prose),
}

impl Fact {
    /// Something told in a few words.
    pub(super) fn plain(label: &'static str, words: impl Into<String>) -> Self {
        Self { label, words: Words::Plain(words.into()), note: None }
    }

    /// Something as somebody wrote it, if they wrote anything.
    pub(super) fn written(label: &'static str, text: &str) -> Option<Self> {
        let words = || Words::Written(Prose::new(text));
        (!text.is_empty()).then(|| Self { label, words: words(), note: None })
    }

    /// With what must be known beside.
    pub(super) fn note(self, note: Option<String>) -> Self {
        Self { note, ..self }
    }
}

/// What somebody said of an entry at a time.
pub(super) struct Version {
    pub number: u32,
    pub at: String,
    /// What others see of whoever said it.
    pub by: String,
    /// What they said that was not so before.
    pub said: Vec<(&'static str, String)>,
}

/// What was said in each version that was not said before, the newest first.
pub(super) fn history<R: Shown>(versions: &[EntryVersion<R::Content>], work: &AtWork) -> Vec<Version> {
    let mut before = Vec::new();
    let mut told = Vec::new();
    for version in versions {
        let now = R::said(&version.content, work);
        let is_new = |one: &&(&'static str, String)| {
            if before.is_empty() { !one.1.is_empty() } else { !before.contains(*one) }
        };
        let said = now.iter().filter(is_new).cloned().collect();
        told.push(Version { number: version.number, at: time(version.at), by: version.title.clone(), said });
        before = now;
    }
    told.reverse();
    told
}

#[derive(Template)]
#[template(path = "register/entry.html")]
struct EntryPage {
    shell: Shell,
    entry: Entry,
}

/// Shows the page of an entry. What is wrong with its forms is told above it.
pub(super) fn show(shell: Shell, entry: Entry) -> Result<Response, Problem> {
    let (status, shell) = with_errors(shell, &entry);
    answer(status, &EntryPage { shell, entry })
}

/// What stands around the page of an entry whose forms may have been sent with mistakes.
pub(super) fn with_errors(shell: Shell, entry: &Entry) -> (StatusCode, Shell) {
    let shell = shell.errors(entry.forms.iter().flat_map(|(_, form)| form.fields()));
    let status = if shell.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, shell)
}

/// What was said in the version that a form began with.
pub(super) async fn began_with<R: Shown>(
    app: &App,
    visitor: &Visitor,
    name: EntryName<'_>,
    from: u32,
) -> Result<R::Content, Problem> {
    let history = app.store.registered_history::<R>(&visitor.actor, name).await?;
    let found = history.into_iter().find(|version| version.number == from);
    found.map(|version| version.content).ok_or(Problem::Malformed)
}

/// Writes what was said of an entry, and goes to its page. If another has written since the form was opened, nothing is
/// changed: both are shown, and the form again.
pub(super) async fn write<R: Shown>(
    app: &App,
    visitor: &Visitor,
    name: EntryName<'_>,
    (from, content): (u32, &R::Content),
    form: Form,
) -> Result<Response, Problem> {
    match app.store.write_registered::<R>(&visitor.actor, name, from, content, app.now()).await? {
        EntrySaved::Kept(_) => Ok(see_other(&format!("{}?done=changed", R::path(name)))),
        EntrySaved::Conflict { theirs, yours } => conflict::<R>(app, visitor, name, (&theirs, &yours), form),
    }
}

#[derive(Template)]
#[template(path = "register/conflict.html")]
struct ConflictPage {
    shell: Shell,
    /// The page of the entry.
    of: (String, String),
    /// Who wrote what stands now.
    by: String,
    /// When.
    at: String,
    rows: Vec<Difference>,
    form: Form,
}

/// Something as it stands and as it was to be.
struct Difference {
    label: &'static str,
    theirs: String,
    yours: String,
    differs: bool,
}

/// Shows both texts side by side, and the form with what was to be kept.
fn conflict<R: Shown>(
    app: &App,
    visitor: &Visitor,
    name: EntryName<'_>,
    (theirs, yours): (&EntryVersion<R::Content>, &R::Content),
    form: Form,
) -> Result<Response, Problem> {
    let work = app.work();
    let said = R::said(&theirs.content, &work).into_iter().zip(R::said(yours, &work));
    let rows = said.map(|((label, theirs), (_, yours))| Difference {
        label,
        differs: theirs != yours,
        theirs,
        yours,
    });
    let view = ConflictPage {
        shell: Shell::new(app, visitor, "Somebody else has written since", R::LIST),
        of: (R::path(name), R::heading(&work, name)),
        by: theirs.title.clone(),
        at: time(theirs.at),
        rows: rows.collect(),
        form: form.from(theirs.number),
    };
    answer(StatusCode::CONFLICT, &view)
}
