//! What somebody else says is right before it stands: the page of such an entry, approving it and giving it back.

use axum::extract::State;
use axum::response::Response;
use permissions::Action;
use serde::Deserialize;
use store::{EntryName, EntryOf, Stage, own_of};

use crate::answers::Problem;
use crate::app::App;
use crate::guard::{Asked, Named, Said};
use crate::pages::register::entry::{self, Entry, Fact};
use crate::pages::register::form::{Faults, Form, Input, clean};
use crate::pages::register::{After, Shown, named, offers};
use crate::shell::{Shell, capital};
use crate::visitor::Visitor;
use crate::work::AtWork;

/// A kind of entry that is approved.
pub(crate) trait Approved: Shown {
    /// Where what is said is on its way, and why it was given back if it was.
    fn stage(content: &Self::Content) -> (Stage, &str);

    /// What is said, at another stage.
    fn at(content: Self::Content, stage: Stage, reason: String) -> Self::Content;

    /// What is known of an entry.
    fn facts(work: &AtWork, entry: &EntryOf<Self>) -> Vec<Fact>
    where
        Self: Sized;

    /// Sees to what follows when something is approved, or isn't any more.
    fn decided(_app: &App) -> impl Future<Output = ()> + Send {
        async {}
    }
}

/// An entry, with everything that was said of it.
pub(crate) async fn page<R: Approved>(
    State(app): State<App>,
    visitor: Visitor,
    Named((place, number)): Named<(String, i64)>,
    Asked(after): Asked<After>,
) -> Result<Response, Problem> {
    show::<R>(&app, &visitor, named(&place, number), &after, &Faults::new()).await
}

async fn show<R: Approved>(
    app: &App,
    visitor: &Visitor,
    name: EntryName<'_>,
    after: &After,
    wrong: &Faults,
) -> Result<Response, Problem> {
    let found = app.store.registered_one::<R>(&visitor.actor, name).await?;
    let history = app.store.registered_history::<R>(&visitor.actor, name).await?;
    let work = app.work();
    let (stage, reason) = R::stage(&found.latest.content);
    let state = Fact::plain("State", capital(stage.words()))
        .note(Some(reason.to_owned()).filter(|_| stage == Stage::GivenBack));
    let forms = match stage {
        Stage::Waiting => forms::<R>(visitor, name, found.latest.number, &own_of::<R>(&history), wrong),
        Stage::GivenBack | Stage::Approved => Vec::new(),
    };
    let may_write = offers::<R>(visitor, Action::Write, name.place, &[]);
    let heading = R::heading(&work, name);
    let shell = Shell::new(app, visitor, &heading, R::LIST).done(after.words());
    let view = Entry {
        heading,
        list: (R::LIST, R::TITLE),
        facts: R::facts(&work, &found).into_iter().chain([state]).collect(),
        change: may_write.then(|| format!("{}/change", R::path(name))),
        forms,
        links: Vec::new(),
        history: entry::history::<R>(&history, &work),
    };
    entry::show(shell, view)
}

/// What somebody can do with an entry that waits: approve it if it isn't their own, and give it back.
fn forms<R: Approved>(
    visitor: &Visitor,
    name: EntryName<'_>,
    from: u32,
    own_of: &[i64],
    wrong: &Faults,
) -> Vec<(&'static str, Form)> {
    let may_approve = offers::<R>(visitor, Action::Approve, name.place, own_of);
    let may_return = offers::<R>(visitor, Action::Return, name.place, own_of);
    let approve = may_approve.then(|| ("Approve it", approve_form::<R>(name, from)));
    let give_back = may_return.then(|| ("Give it back", back_form::<R>(name, from, "").with(wrong)));
    approve.into_iter().chain(give_back).collect()
}

fn approve_form<R: Approved>(name: EntryName<'_>, from: u32) -> Form {
    Form::new(format!("{}/approve", R::path(name)), [], "Approve").from(from)
}

fn back_form<R: Approved>(name: EntryName<'_>, from: u32, reason: &str) -> Form {
    let reason = Input::text("reason", "Reason", reason).hint("What is to be put right");
    Form::new(format!("{}/give-back", R::path(name)), [reason], "Give back").from(from)
}

/// What was said in the version that a form began with, if it waits.
async fn waiting<R: Approved>(
    app: &App,
    visitor: &Visitor,
    name: EntryName<'_>,
    from: u32,
) -> Result<R::Content, Problem> {
    let before = entry::began_with::<R>(app, visitor, name, from).await?;
    match R::stage(&before).0 {
        Stage::Waiting => Ok(before),
        Stage::GivenBack | Stage::Approved => {
            Err(Problem::Conflict("it does not wait for approval".to_owned()))
        }
    }
}

/// Which version a form began with.
#[derive(Deserialize)]
pub(crate) struct Beginning {
    from: u32,
}

/// Says that what was written is right. Whoever wrote it doesn't.
pub(crate) async fn approve<R: Approved>(
    State(app): State<App>,
    visitor: Visitor,
    Named((place, number)): Named<(String, i64)>,
    Said(said): Said<Beginning>,
) -> Result<Response, Problem> {
    let name = named(&place, number);
    let before = waiting::<R>(&app, &visitor, name, said.from).await?;
    let content = R::at(before, Stage::Approved, String::new());
    let form = approve_form::<R>(name, said.from);
    let answer = entry::write::<R>(&app, &visitor, name, (said.from, &content), form).await?;
    R::decided(&app).await;
    Ok(answer)
}

/// Why something is given back.
#[derive(Deserialize)]
pub(crate) struct GivenBack {
    from: u32,
    reason: String,
}

/// Gives what was written back, with the reason.
pub(crate) async fn give_back<R: Approved>(
    State(app): State<App>,
    visitor: Visitor,
    Named((place, number)): Named<(String, i64)>,
    Said(said): Said<GivenBack>,
) -> Result<Response, Problem> {
    let name = named(&place, number);
    let before = waiting::<R>(&app, &visitor, name, said.from).await?;
    let reason = clean(&said.reason);
    if reason.is_empty() {
        let wrong = Faults::from([("reason", "Enter what is to be put right".to_owned())]);
        return show::<R>(&app, &visitor, name, &After::default(), &wrong).await;
    }
    let form = back_form::<R>(name, said.from, &reason);
    let content = R::at(before, Stage::GivenBack, reason);
    entry::write::<R>(&app, &visitor, name, (said.from, &content), form).await
}
