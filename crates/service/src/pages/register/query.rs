//! One query about a figure, and what came of it.

use axum::extract::State;
use axum::response::Response;
use permissions::Action;
use serde::Deserialize;
use store::{EntryName, EntryOf, Queries, QueryContent, own_of};

use crate::answers::Problem;
use crate::app::App;
use crate::guard::{Asked, Named, Said};
use crate::pages::register::change::{Changed, Wording};
use crate::pages::register::entry::{self, Entry, Fact};
use crate::pages::register::form::{Faults, Form, Input, clean, faults, line_fault, unsaid};
use crate::pages::register::words;
use crate::pages::register::{After, Shown, named, offers};
use crate::shell::Shell;
use crate::visitor::Visitor;
use crate::work::AtWork;

impl Shown for Queries {
    const LIST: &'static str = "/queries";
    const TITLE: &'static str = "Queries";

    fn said(content: &QueryContent, _: &AtWork) -> Vec<(&'static str, String)> {
        vec![
            ("Question", content.question.clone()),
            ("Instead", content.instead.clone()),
            ("Outcome", content.outcome.clone()),
        ]
    }
}

/// What a form asks about a figure.
#[derive(Default, Deserialize)]
pub(crate) struct SaidOfQuery {
    #[serde(default)]
    question: String,
    #[serde(default)]
    instead: String,
}

impl SaidOfQuery {
    pub(super) fn inputs(&self) -> [Input; 2] {
        [
            Input::text("question", "Question", &self.question),
            Input::line("instead", "What you have instead", &self.instead)
                .hint("Such as a figure of your own; may be empty"),
        ]
    }

    /// What is asked, with the outcome that there was, or what is wrong with it.
    pub(super) fn read(&self, before: Option<&QueryContent>) -> Result<QueryContent, Faults> {
        let (question, instead) = (clean(&self.question), clean(&self.instead));
        let faults = faults([
            ("question", unsaid(&question, "Enter what you ask")),
            ("instead", line_fault("What you have instead", &instead)),
        ]);
        let outcome = before.map(|before| before.outcome.clone()).unwrap_or_default();
        if faults.is_empty() { Ok(QueryContent { question, instead, outcome }) } else { Err(faults) }
    }
}

/// A query, with everything that was said of it.
pub(crate) async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Named((place, number)): Named<(String, i64)>,
    Asked(after): Asked<After>,
) -> Result<Response, Problem> {
    show(&app, &visitor, named(&place, number), &after, (None, &Faults::new())).await
}

/// What a form says came of a query.
#[derive(Deserialize)]
pub(crate) struct Settled {
    from: u32,
    outcome: String,
}

async fn show(
    app: &App,
    visitor: &Visitor,
    name: EntryName<'_>,
    after: &After,
    (said, wrong): (Option<&Settled>, &Faults),
) -> Result<Response, Problem> {
    let query = app.store.registered_one::<Queries>(&visitor.actor, name).await?;
    let history = app.store.registered_history::<Queries>(&visitor.actor, name).await?;
    let work = app.work();
    let own_of = own_of::<Queries>(&history);
    let may_settle = offers::<Queries>(visitor, Action::Approve, name.place, &own_of);
    let may_ask = !query.is_settled() && offers::<Queries>(visitor, Action::Write, name.place, &own_of);
    let form = match said {
        Some(said) => outcome_form(name, said.from, &said.outcome),
        None => outcome_form(name, query.latest.number, &query.latest.content.outcome),
    };
    let heading = Queries::heading(&work, name);
    let shell = Shell::new(app, visitor, &heading, Queries::LIST).done(after.words());
    let view = Entry {
        heading,
        list: (Queries::LIST, Queries::TITLE),
        facts: facts(&work, &query),
        change: may_ask.then(|| format!("{}/change", Queries::path(name))),
        forms: may_settle.then(|| ("What came of it", form.with(wrong))).into_iter().collect(),
        links: Vec::new(),
        history: entry::history::<Queries>(&history, &work),
    };
    entry::show(shell, view)
}

fn facts(work: &AtWork, query: &EntryOf<Queries>) -> Vec<Fact> {
    let (about, content) = (&query.about, &query.latest.content);
    let period = format!("{}, as it was printed when it was asked about", about.period.words());
    let outcome = Fact::written("Outcome", &content.outcome);
    let facts = [
        Some(Fact::plain("Figure", &*about.printed).note(Some(period))),
        Some(Fact::plain("Indicator", words::indicator(work, &about.indicator))),
        Some(Fact::plain("Place", words::place(work, Some(&about.place)))),
        Fact::written("Question", &content.question),
        Fact::written("Instead", &content.instead),
        Some(outcome.unwrap_or_else(|| Fact::plain("Outcome", "Open: nothing is agreed yet."))),
    ];
    facts.into_iter().flatten().collect()
}

fn outcome_form(name: EntryName<'_>, from: u32, outcome: &str) -> Form {
    Form::new(
        format!("{}/outcome", Queries::path(name)),
        [Input::text("outcome", "Outcome", outcome)
            .hint("What was agreed, and whether the figure changes; empty to open the query again")],
        "Save the outcome",
    )
    .from(from)
}

/// Says what came of a query. Whoever asked doesn't.
pub(crate) async fn settle(
    State(app): State<App>,
    visitor: Visitor,
    Named((place, number)): Named<(String, i64)>,
    Said(said): Said<Settled>,
) -> Result<Response, Problem> {
    let name = named(&place, number);
    let before = entry::began_with::<Queries>(&app, &visitor, name, said.from).await?;
    let outcome = clean(&said.outcome);
    if outcome == before.outcome {
        let faults = Faults::from([("outcome", "Enter what was agreed".to_owned())]);
        return show(&app, &visitor, name, &After::default(), (Some(&said), &faults)).await;
    }
    let form = outcome_form(name, said.from, &outcome);
    let content = QueryContent { outcome, ..before };
    entry::write::<Queries>(&app, &visitor, name, (said.from, &content), form).await
}

impl Changed for Queries {
    type Form = SaidOfQuery;
    const WORDING: Wording = Wording {
        heading: "Change the query",
        lead: "What was asked before stays among everything that was said.",
        button: "Save the query",
    };

    fn form(content: &QueryContent, _: &AtWork) -> SaidOfQuery {
        let QueryContent { question, instead, .. } = content.clone();
        SaidOfQuery { question, instead }
    }

    fn inputs(form: &SaidOfQuery, _: &AtWork) -> Vec<Input> {
        form.inputs().into_iter().collect()
    }

    fn read(form: &SaidOfQuery, before: &QueryContent, _: &AtWork) -> Result<QueryContent, Faults> {
        form.read(Some(before))
    }
}
