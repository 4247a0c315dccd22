//! Changing what is said of an entry: one form and one way for every kind.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use store::EntryName;

use crate::answers::Problem;
use crate::app::App;
use crate::guard::{Named, Said};
use crate::pages::register::entry;
use crate::pages::register::form::{self, Faults, Form, Input};
use crate::pages::register::{Shown, must_offer, named};
use crate::visitor::Visitor;
use crate::work::AtWork;

/// The words around a form.
pub(crate) struct Wording {
    pub heading: &'static str,
    pub lead: &'static str,
    pub button: &'static str,
}

/// A kind of entry that is changed by a form.
pub(crate) trait Changed: Shown {
    /// What the form says.
    type Form: DeserializeOwned + Send + Sync + 'static;
    /// The words around the form.
    const WORDING: Wording;

    /// The form as it is filled in already.
    fn form(content: &Self::Content, work: &AtWork) -> Self::Form;

    /// What the form asks for.
    fn inputs(form: &Self::Form, work: &AtWork) -> Vec<Input>;

    /// What is said after what was said before, or what is wrong with that.
    fn read(form: &Self::Form, before: &Self::Content, work: &AtWork) -> Result<Self::Content, Faults>;

    /// What else is wrong with it.
    fn faults(
        _app: &App,
        _about: &Self::About,
        _content: &Self::Content,
    ) -> impl Future<Output = Result<Faults, Problem>> + Send {
        async { Ok(Faults::new()) }
    }

    /// Sees to what follows.
    fn changed(_app: &App) -> impl Future<Output = ()> + Send {
        async {}
    }
}

/// The form in which what is said of an entry is changed.
pub(crate) async fn page<R: Changed>(
    State(app): State<App>,
    visitor: Visitor,
    Named((place, number)): Named<(String, i64)>,
) -> Result<Response, Problem> {
    let name = named(&place, number);
    let entry = app.store.registered_one::<R>(&visitor.actor, name).await?;
    must_offer::<R>(&visitor, name.place)?;
    let work = app.work();
    let form = R::form(&entry.latest.content, &work);
    show::<R>(&app, &visitor, name, change_form::<R>(&work, name, entry.latest.number, &form))
}

fn change_form<R: Changed>(work: &AtWork, name: EntryName<'_>, from: u32, form: &R::Form) -> Form {
    Form::new(format!("{}/change", R::path(name)), R::inputs(form, work), R::WORDING.button).from(from)
}

fn show<R: Changed>(
    app: &App,
    visitor: &Visitor,
    name: EntryName<'_>,
    form: Form,
) -> Result<Response, Problem> {
    let of = (R::path(name), R::heading(&app.work(), name));
    let Wording { heading, lead, .. } = R::WORDING;
    form::show::<R>(app, visitor, heading, of, (lead, form))
}

/// What a form says, and the version that it began with.
#[derive(Deserialize)]
pub(crate) struct Sent<Form> {
    from: u32,
    #[serde(flatten)]
    form: Form,
}

/// Changes what is said of an entry.
pub(crate) async fn change<R: Changed>(
    State(app): State<App>,
    visitor: Visitor,
    Named((place, number)): Named<(String, i64)>,
    Said(sent): Said<Sent<R::Form>>,
) -> Result<Response, Problem> {
    let name = named(&place, number);
    let before = entry::began_with::<R>(&app, &visitor, name, sent.from).await?;
    must_offer::<R>(&visitor, name.place)?;
    let work = app.work();
    let form = change_form::<R>(&work, name, sent.from, &sent.form);
    let content = match R::read(&sent.form, &before, &work) {
        Ok(content) => content,
        Err(faults) => return show::<R>(&app, &visitor, name, form.with(&faults)),
    };
    let about = app.store.registered_one::<R>(&visitor.actor, name).await?.about;
    let faults = R::faults(&app, &about, &content).await?;
    if !faults.is_empty() {
        return show::<R>(&app, &visitor, name, form.with(&faults));
    }
    let answer = entry::write::<R>(&app, &visitor, name, (sent.from, &content), form).await?;
    R::changed(&app).await;
    Ok(answer)
}
