//! One contract: what is agreed, when it is looked at next, and the figures of its provider.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use framework::{SeriesKey, TextKind, TextSubject};
use jiff::civil::Date;
use periods::read_day;
use permissions::{Action, Resource, allowed};
use serde::Deserialize;
use store::{ContractContent, Contracts, EntryOf};

use crate::answers::{Problem, page as answer};
use crate::app::App;
use crate::guard::{Asked, Named};
use crate::month::{EditionKey, today, way_to};
use crate::pages::register::change::{Changed, Wording};
use crate::pages::register::contracts::{state, still_due};
use crate::pages::register::entry::{self, Entry, Fact, Words};
use crate::pages::register::figures::{self, ContractFigure};
use crate::pages::register::form::{Faults, Input, Shape, clean, faults, line_fault, unsaid};
use crate::pages::register::words::{self, choice};
use crate::pages::register::{After, Shown, named, offers};
use crate::shell::{Shell, capital};
use crate::visitor::Visitor;
use crate::work::AtWork;

impl Shown for Contracts {
    const LIST: &'static str = "/contracts";
    const TITLE: &'static str = "Contracts";

    fn said(content: &ContractContent, work: &AtWork) -> Vec<(&'static str, String)> {
        let counted_by = content.counted_by.as_deref();
        vec![
            ("Service", content.service.clone()),
            ("Areas", words::listed(work, &content.areas)),
            ("Scope", content.scope.clone()),
            ("Value in a year", content.yearly_value.as_ref().map(words::pounds).unwrap_or_default()),
            ("Counted by", counted_by.map(|id| words::indicator(work, id)).unwrap_or_default()),
            ("First day", words::day(content.from)),
            ("Last day", words::day(content.to)),
            ("Terms", content.terms.clone()),
            ("Next review", words::day(content.review_on)),
            ("Deep dive", words::day(content.deep_dive_on)),
        ]
    }
}

/// What a form says of a contract.
#[derive(Default, Deserialize)]
pub(crate) struct SaidOfContract {
    #[serde(default)]
    service: String,
    #[serde(default)]
    areas: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    yearly_value: String,
    #[serde(default)]
    counted_by: String,
    #[serde(default)]
    begins: String,
    #[serde(default)]
    ends: String,
    #[serde(default)]
    terms: String,
    #[serde(default)]
    review_on: String,
    #[serde(default)]
    deep_dive_on: String,
}

impl SaidOfContract {
    fn of(content: &ContractContent, work: &AtWork) -> Self {
        Self {
            service: content.service.clone(),
            areas: words::listed(work, &content.areas),
            scope: content.scope.clone(),
            yearly_value: content.yearly_value.as_ref().map(words::pounds).unwrap_or_default(),
            counted_by: content.counted_by.clone().unwrap_or_default(),
            begins: words::day(content.from),
            ends: words::day(content.to),
            terms: content.terms.clone(),
            review_on: words::day(content.review_on),
            deep_dive_on: words::day(content.deep_dive_on),
        }
    }

    pub(super) fn inputs(&self, work: &AtWork) -> Vec<Input> {
        let none = choice("", "none", &self.counted_by);
        let counted_by = [none].into_iter().chain(words::indicators(work, &self.counted_by, |_| true));
        vec![
            Input::line("service", "Service", &self.service),
            Input::line("areas", "Areas", &self.areas)
                .hint("Names of places, with commas between them; may be empty"),
            Input::text("scope", "Scope", &self.scope).hint("For whom and within which bounds; may be empty"),
            Input::line("yearly_value", "Value in a year", &self.yearly_value)
                .hint("In pounds, such as: £1,200,000; may be empty"),
            Input::choice("counted_by", "Counted by", counted_by.collect())
                .hint("The indicator that counts what the value pays for; the unit cost is the value over its outturn"),
            Input::line("begins", "First day", &self.begins).hint("Such as: 1 April 2026"),
            Input::line("ends", "Last day", &self.ends).hint("With extensions that were taken up"),
            Input::text("terms", "Terms", &self.terms).hint("What else was agreed; may be empty"),
            Input::line("review_on", "Next review", &self.review_on).hint("Once it has been, the day of the next"),
            Input::line("deep_dive_on", "Deep dive", &self.deep_dive_on)
                .hint("When it has run for a year, unless another day is entered"),
        ]
    }

    /// What is said of a contract, or what is wrong with it.
    pub(super) fn read(&self, work: &AtWork) -> Result<ContractContent, Faults> {
        let service = clean(&self.service);
        let areas = words::places_named(work, &self.areas);
        let yearly_value = words::pounds_of(&self.yearly_value);
        let counted_by = Some(self.counted_by.clone()).filter(|id| !id.is_empty());
        let is_unknown = counted_by.as_deref().is_some_and(|id| work.framework.find_indicator(id).is_none());
        let days = [&self.begins, &self.ends, &self.review_on, &self.deep_dive_on].map(|said| day(said));
        let [from, to, review_on, deep_dive_on] = days;
        let fault = |label: &str, day: Result<Option<Date>, ()>| {
            day.err().map(|()| format!("{label} must be a day, such as 29 November 2026"))
        };
        let ends_first = from.ok().flatten().zip(to.ok().flatten()).is_some_and(|(from, to)| to < from);
        let faults = faults([
            ("service", unsaid(&service, "Enter the service").or_else(|| line_fault("Service", &service))),
            ("areas", areas.as_ref().err().cloned()),
            ("yearly_value", yearly_value.as_ref().err().cloned()),
            ("counted_by", is_unknown.then(|| "Choose an indicator from the list".to_owned())),
            ("begins", fault("First day", from)),
            (
                "ends",
                fault("Last day", to)
                    .or_else(|| ends_first.then(|| "Last day must be on or after the first".to_owned())),
            ),
            ("review_on", fault("Next review", review_on)),
            ("deep_dive_on", fault("Deep dive", deep_dive_on)),
        ]);
        let (Ok(areas), Ok(yearly_value), true) = (areas, yearly_value, faults.is_empty()) else {
            return Err(faults);
        };
        Ok(ContractContent {
            service,
            areas,
            scope: clean(&self.scope),
            yearly_value,
            counted_by,
            from: from.ok().flatten(),
            to: to.ok().flatten(),
            terms: clean(&self.terms),
            review_on: review_on.ok().flatten(),
            deep_dive_on: deep_dive_on.ok().flatten(),
        })
    }
}

/// The day that was entered, if any was.
fn day(said: &str) -> Result<Option<Date>, ()> {
    match clean(said).as_str() {
        "" => Ok(None),
        said => read_day(said).map(Some).ok_or(()),
    }
}

#[derive(Template)]
#[template(path = "register/contract.html")]
struct ContractPage {
    shell: Shell,
    entry: Entry,
    provider: String,
    figures: Vec<Figure>,
}

struct Figure {
    of: ContractFigure,
    /// Where one asks about it, for those who may.
    ask: Option<String>,
}

/// A contract, with the newest figures of its provider.
pub(crate) async fn page(
    State(app): State<App>,
    visitor: Visitor,
    Named((place, number)): Named<(String, i64)>,
    Asked(after): Asked<After>,
) -> Result<Response, Problem> {
    let name = named(&place, number);
    let contract = app.store.registered_one::<Contracts>(&visitor.actor, name).await?;
    let history = app.store.registered_history::<Contracts>(&visitor.actor, name).await?;
    let work = app.work();
    let may_write = offers::<Contracts>(&visitor, Action::Write, name.place, &[]);
    let heading = contract.latest.content.service.clone();
    let shell = Shell::new(&app, &visitor, &heading, Contracts::LIST).done(after.words());
    let entry = Entry {
        heading,
        list: (Contracts::LIST, Contracts::TITLE),
        facts: facts(&work, &contract, today(&app)),
        change: may_write.then(|| format!("{}/change", Contracts::path(name))),
        forms: Vec::new(),
        links: texts_of(&work, &visitor, &contract),
        history: entry::history::<Contracts>(&history, &work),
    };
    let provider = words::place(&work, name.place);
    let figures = figures_of(&work, &visitor, &contract.about.provider);
    let (status, shell) = entry::with_errors(shell, &entry);
    answer(status, &ContractPage { shell, entry, provider, figures })
}

/// The newest figures of a provider, for those who see what it returns.
fn figures_of(work: &AtWork, visitor: &Visitor, provider: &str) -> Vec<Figure> {
    let may_see = allowed(&visitor.actor, Action::See, Resource::ContractReturn.at(provider));
    let Some(place) = words::place_id(work, Some(provider)).filter(|_| may_see) else { return Vec::new() };
    let may_ask = allowed(&visitor.actor, Action::Write, Resource::FigureQuery.at(provider));
    let ask = |of: &ContractFigure| {
        let indicator = crate::answers::in_query(&of.id);
        may_ask.then(|| format!("/queries/new?place={provider}&indicator={indicator}"))
    };
    figures::of_provider(work, place).into_iter().map(|of| Figure { ask: ask(&of), of }).collect()
}

/// What the provider says of itself and what was said of it, in the newest edition of each scorecard, for those who see
/// it.
fn texts_of(work: &AtWork, visitor: &Visitor, contract: &EntryOf<Contracts>) -> Vec<(String, String)> {
    let Some(place) = words::place_id(work, Some(&contract.about.provider)) else { return Vec::new() };
    let subject = TextSubject { place: Some(place), ..TextSubject::default() };
    let of_edition = |edition: EditionKey| {
        [TextKind::Narrative, TextKind::MeetingNote].map(|kind| {
            let (title, href) = way_to(work, &visitor.actor, edition, kind, &subject)?;
            Some((format!("{title}; {}", edition.name(work)), href))
        })
    };
    EditionKey::newest(work).into_iter().flat_map(of_edition).flatten().collect()
}

fn facts(work: &AtWork, contract: &EntryOf<Contracts>, today: Date) -> Vec<Fact> {
    let content = &contract.latest.content;
    let plain = |label, words: String| (!words.is_empty()).then(|| Fact::plain(label, words));
    let due = |label, on: Option<Date>| {
        let ahead = still_due(contract, on, today).map(|on| capital(&words::due(on, today)));
        plain(label, words::day(on)).map(|fact| fact.note(ahead))
    };
    let facts = [
        plain("Provider", words::place(work, Some(&contract.about.provider))),
        plain("Areas", words::listed(work, &content.areas)),
        Fact::written("Scope", &content.scope),
        plain("Value in a year", content.yearly_value.as_ref().map(words::pounds).unwrap_or_default()),
        unit_cost(work, contract),
        plain("First day", words::day(content.from)),
        plain("Last day", words::day(content.to)),
        plain("State", capital(state(contract, today).1)),
        Fact::written("Terms", &content.terms),
        due("Next review", content.review_on),
        due("Deep dive", contract.deep_dive_on()),
    ];
    facts.into_iter().flatten().collect()
}

/// What one of those that the contract pays for costs, if it says what counts them.
fn unit_cost(work: &AtWork, contract: &EntryOf<Contracts>) -> Option<Fact> {
    let content = &contract.latest.content;
    let (id, value) = content.counted_by.as_deref().zip(content.yearly_value.as_ref())?;
    let framework = &work.framework;
    let place = words::place_id(work, Some(&contract.about.provider))?;
    let key = SeriesKey::own(framework.find_indicator(id)?, place);
    let title = words::indicator(work, id);
    let Some((cost, counted, year)) = figures::unit_cost(framework, key, value) else {
        let note = format!("There is no outturn yet of {title}");
        return Some(Fact::plain("Unit cost", "Not known").note(Some(note)));
    };
    let note = format!("The value in a year over {counted}, the outturn of {title} in {}", year.words());
    Some(Fact::plain("Unit cost", words::pounds(&cost.rounded(2))).note(Some(note)))
}

impl Changed for Contracts {
    type Form = SaidOfContract;
    const WORDING: Wording = Wording {
        heading: "Change the contract",
        lead: "What was agreed before stays among everything that was said.",
        button: "Save the contract",
    };

    fn form(content: &ContractContent, work: &AtWork) -> SaidOfContract {
        SaidOfContract::of(content, work)
    }

    fn inputs(form: &SaidOfContract, work: &AtWork) -> Vec<Input> {
        form.inputs(work).into_iter().collect()
    }

    fn read(form: &SaidOfContract, _: &ContractContent, work: &AtWork) -> Result<ContractContent, Faults> {
        form.read(work)
    }
}
