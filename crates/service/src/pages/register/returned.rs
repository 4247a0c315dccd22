//! One figure that a provider returns.

use figures::Number;
use framework::SeriesKey;
use serde::Deserialize;
use store::{EntryOf, ReturnAbout, ReturnContent, Returns, Stage};
use workspace::{RETURNS_FILE, faults_of_returns};

use crate::answers::Problem;
use crate::app::App;
use crate::pages::register::approval::Approved;
use crate::pages::register::change::{Changed, Wording};
use crate::pages::register::entry::Fact;
use crate::pages::register::form::{Faults, Input, clean, faults};
use crate::pages::register::{Shown, words};
use crate::shell::capital;
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
            standing(work, entry).map(|words| Fact::plain("In releases", words)),
            Fact::written("Note", &entry.latest.content.note),
            Some(Fact::plain("Indicator", words::indicator(work, &about.indicator))),
            Some(Fact::plain("Provider", words::place(work, Some(&about.provider)))),
            Some(Fact::plain("Period", capital(&about.period.words()))),
        ];
        facts.into_iter().flatten().collect()
    }

    /// The figures at work are those that are approved.
    async fn decided(app: &App) {
        if let Err(why) = app.take_returns_in().await {
            tracing::error!(why, "approved returns could not be taken in");
        }
    }
}

/// Whether a figure that is approved is in the drafts to come.
fn standing(work: &AtWork, entry: &EntryOf<Returns>) -> Option<&'static str> {
    if entry.latest.content.stage != Stage::Approved {
        return None;
    }
    let (framework, about) = (&work.framework, &entry.about);
    let known = framework.find_indicator(&about.indicator).zip(framework.find_place(&about.provider));
    let series = known.and_then(|(indicator, place)| framework.series(&SeriesKey::own(indicator, place)));
    let figure = series.and_then(|series| series.get(&about.period));
    Some(match figure {
        Some(figure) if work.folder.file(figure.location).path == RETURNS_FILE => "From the next draft on",
        Some(_) => "No: the framework folder has this figure itself, and that one stands",
        None => "No: the framework cannot take it as it is now; its faults say why",
    })
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

/// What the framework's own rules say against a figure.
pub(super) async fn faults_of_return(
    app: &App,
    about: &ReturnAbout,
    content: &ReturnContent,
) -> Result<Faults, Problem> {
    let field = if content.value.is_some() { "value" } else { "numerator" };
    let faults = faults_of_rows(app, vec![(about.clone(), content.clone())]).await?;
    Ok(faults.into_iter().map(|(_, message)| (field, capital(&message))).collect())
}

/// What the framework's own rules say against figures: the place of each among them, and what is wrong.
pub(super) async fn faults_of_rows(
    app: &App,
    rows: Vec<(ReturnAbout, ReturnContent)>,
) -> Result<Vec<(usize, String)>, Problem> {
    let work = app.work();
    let faults = move || faults_of_returns(&work.folder, &rows);
    tokio::task::spawn_blocking(faults).await.map_err(|error| Problem::failed(&error))
}

/// The number that was entered, if any was.
fn number(said: &str) -> Result<Option<Number>, ()> {
    match clean(said).as_str() {
        "" => Ok(None),
        said => Number::parse_grouped(said).map(Some).map_err(|_| ()),
    }
}

impl Changed for Returns {
    type Form = SaidOfReturn;
    const WORDING: Wording = Wording {
        heading: "Change the return",
        lead: "What is changed waits for approval again.",
        button: "Send it for approval",
    };

    fn form(content: &ReturnContent, _: &AtWork) -> SaidOfReturn {
        SaidOfReturn::of(content)
    }

    fn inputs(form: &SaidOfReturn, _: &AtWork) -> Vec<Input> {
        form.inputs().into_iter().collect()
    }

    fn read(form: &SaidOfReturn, _: &ReturnContent, _: &AtWork) -> Result<ReturnContent, Faults> {
        form.read()
    }

    async fn faults(app: &App, about: &ReturnAbout, content: &ReturnContent) -> Result<Faults, Problem> {
        faults_of_return(app, about, content).await
    }

    async fn changed(app: &App) {
        Self::decided(app).await;
    }
}
