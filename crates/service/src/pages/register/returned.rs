//! One figure that a provider returns.

use axum::extract::State;
use axum::response::Response;
use figures::Number;
use serde::Deserialize;
use store::{EntryName, EntryOf, ReturnContent, Returns, Stage};

use crate::answers::Problem;
use crate::app::App;
use crate::guard::{Named, Said};
use crate::pages::register::approval::Approved;
use crate::pages::register::entry::{self, Fact};
use crate::pages::register::form::{self, Faults, Form, Input, clean, faults};
use crate::pages::register::{Shown, must_offer, named, words};
use crate::shell::capital;
use crate::visitor::Visitor;
use crate::work::AtWork;

impl Shown for Returns {
    const LIST: &'static str = "/returns";
    const TITLE: &'static str = "Returns";

    fn said(content: &ReturnContent, _: &AtWork) -> Vec<(&'static str, String)> {
        vec![
            ("Figure", in_words(content)),
            ("Note", content.note.clone()),
            ("State", content.stage.words().to_owned()),
            ("Reason", content.reason.clone()),
        ]
    }
}

impl Approved for Returns {
    fn stage(content: &ReturnContent) -> (Stage, &str) {
        (content.stage, &content.reason)
    }

    fn at(content: ReturnContent, stage: Stage, reason: String) -> ReturnContent {
        ReturnContent { stage, reason, ..content }
    }

    fn facts(work: &AtWork, entry: &EntryOf<Self>) -> Vec<Fact> {
        let about = &entry.about;
        let facts = [
            Some(Fact::plain("Figure", in_words(&entry.latest.content))),
            Fact::written("Note", &entry.latest.content.note),
            Some(Fact::plain("Indicator", words::indicator(work, &about.indicator))),
            Some(Fact::plain("Provider", words::place(work, Some(&about.provider)))),
            Some(Fact::plain("Period", capital(&about.period.words()))),
        ];
        facts.into_iter().flatten().collect()
    }
}

/// What is returned: `27 of 96`, `719`.
pub(super) fn in_words(content: &ReturnContent) -> String {
    let written = |number: &Number| number.grouped(number.decimals_needed(0, 6));
    match (&content.numerator, &content.denominator, &content.value) {
        (Some(numerator), Some(denominator), _) => {
            format!("{} of {}", written(numerator), written(denominator))
        }
        (_, _, Some(value)) => written(value),
        _ => String::new(),
    }
}

/// What a form says of a figure.
#[derive(Default, Deserialize)]
pub(crate) struct SaidOfReturn {
    #[serde(default)]
    pub(super) numerator: String,
    #[serde(default)]
    pub(super) denominator: String,
    #[serde(default)]
    pub(super) value: String,
    #[serde(default)]
    pub(super) note: String,
}

impl SaidOfReturn {
    fn of(content: &ReturnContent) -> Self {
        let written = |number: &Option<Number>| number.as_ref().map(Number::exact).unwrap_or_default();
        Self {
            numerator: written(&content.numerator),
            denominator: written(&content.denominator),
            value: written(&content.value),
            note: content.note.clone(),
        }
    }

    pub(super) fn inputs(&self) -> [Input; 4] {
        [
            Input::line("numerator", "Numerator", &self.numerator)
                .hint("Of a percentage or an average: how many of those below"),
            Input::line("denominator", "Denominator", &self.denominator).hint("Out of how many"),
            Input::line("value", "Value", &self.value).hint("Of a count, instead of the two above"),
            Input::text("note", "Note", &self.note).hint("What must be known of it; may be empty"),
        ]
    }

    /// A figure that waits for approval, or what is wrong with it.
    pub(super) fn read(&self) -> Result<ReturnContent, Faults> {
        let [numerator, denominator, value] =
            [&self.numerator, &self.denominator, &self.value].map(|said| number(said));
        let unread = |label: &str, number: &Result<Option<Number>, ()>| {
            let ask = || format!("{label} must be a number, such as 27 or 1,234.5");
            number.is_err().then(ask)
        };
        let is_given = [&numerator, &denominator, &value].map(|number| number != &Ok(None));
        let ask = match is_given {
            [true, true, false] | [false, false, true] => None,
            [true, false, _] => Some(("denominator", "Enter the denominator")),
            [false, true, _] => Some(("numerator", "Enter the numerator")),
            [true, true, true] => {
                Some(("value", "Leave the value empty, or the numerator and the denominator"))
            }
            [false, false, false] => Some(("value", "Enter a value, or a numerator and a denominator")),
        };
        let mut wrong = faults([
            ("numerator", unread("Numerator", &numerator)),
            ("denominator", unread("Denominator", &denominator)),
            ("value", unread("Value", &value)),
        ]);
        if let Some((id, ask)) = ask {
            wrong.entry(id).or_insert_with(|| ask.to_owned());
        }
        let (Ok(numerator), Ok(denominator), Ok(value), true) =
            (numerator, denominator, value, wrong.is_empty())
        else {
            return Err(wrong);
        };
        let note = clean(&self.note);
        let stage = Stage::Waiting;
        Ok(ReturnContent { numerator, denominator, value, note, stage, reason: String::new() })
    }
}

/// The number that was entered, if any was.
fn number(said: &str) -> Result<Option<Number>, ()> {
    match clean(said).replace(',', "").as_str() {
        "" => Ok(None),
        said => Number::parse(said).map(Some).map_err(|_| ()),
    }
}

/// The form in which a return is changed.
pub(crate) async fn change_page(
    State(app): State<App>,
    visitor: Visitor,
    Named((place, number)): Named<(String, i64)>,
) -> Result<Response, Problem> {
    let name = named(&place, number);
    let entry = app.store.registered_one::<Returns>(&visitor.actor, name).await?;
    must_offer::<Returns>(&visitor, name.place)?;
    let said = SaidOfReturn::of(&entry.latest.content);
    show_change(&app, &visitor, name, change_form(name, entry.latest.number, &said))
}

fn change_form(name: EntryName<'_>, from: u32, said: &SaidOfReturn) -> Form {
    let action = format!("{}/change", Returns::path(name));
    Form::new(action, said.inputs(), "Send it for approval").from(from)
}

fn show_change(app: &App, visitor: &Visitor, name: EntryName<'_>, form: Form) -> Result<Response, Problem> {
    let of = (Returns::path(name), Returns::heading(&app.work(), name));
    let lead = "What is changed waits for approval again.";
    form::show::<Returns>(app, visitor, "Change the return", of, (lead, form))
}

#[derive(Deserialize)]
pub(crate) struct Changed {
    from: u32,
    #[serde(flatten)]
    said: SaidOfReturn,
}

/// Changes a return, which then waits for approval.
pub(crate) async fn change(
    State(app): State<App>,
    visitor: Visitor,
    Named((place, number)): Named<(String, i64)>,
    Said(changed): Said<Changed>,
) -> Result<Response, Problem> {
    let name = named(&place, number);
    entry::began_with::<Returns>(&app, &visitor, name, changed.from).await?;
    must_offer::<Returns>(&visitor, name.place)?;
    let form = change_form(name, changed.from, &changed.said);
    match changed.said.read() {
        Ok(content) => entry::write::<Returns>(&app, &visitor, name, (changed.from, &content), form).await,
        Err(faults) => show_change(&app, &visitor, name, form.with(&faults)),
    }
}
