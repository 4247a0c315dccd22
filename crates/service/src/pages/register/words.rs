//! Words and choices that all kinds of entries share.

use figures::{Number, Unit};
use framework::{Framework, IndicatorId, PlaceId};
use jiff::civil::Date;
use periods::{Month, day_in_words};
use permissions::Reach;

use crate::app::App;
use crate::month::today;
use crate::pages::register::WHOLE;
use crate::shell::Choice;
use crate::work::AtWork;

/// How far a day is on which something is due: on the day itself it is in time.
pub(super) fn due(on: Date, today: Date) -> String {
    let days = today.until(on).map_or(0, |span| span.get_days());
    match days {
        -1 => "overdue by 1 day".to_owned(),
        0 => "due today".to_owned(),
        1 => "due tomorrow".to_owned(),
        ahead if ahead > 1 => format!("due in {ahead} days"),
        past => format!("overdue by {} days", past.unsigned_abs()),
    }
}

/// A day in words, or nothing.
pub(super) fn day(day: Option<Date>) -> String {
    day.map(day_in_words).unwrap_or_default()
}

/// The name of a place, which the framework may not know any more.
pub(super) fn place(work: &AtWork, slug: Option<&str>) -> String {
    let framework = &work.framework;
    match slug {
        Some(slug) => framework
            .find_place(slug)
            .map_or_else(|| slug.to_owned(), |place| framework.place(place).name.clone()),
        None => "The council as a whole".to_owned(),
    }
}

/// The code and title of an indicator, which the framework may not know any more.
pub(super) fn indicator(work: &AtWork, id: &str) -> String {
    let found = work.framework.find_indicator(id);
    found.map_or_else(|| id.to_owned(), |found| code_and_title(&work.framework, found))
}

/// The code and title of an indicator.
pub(super) fn code_and_title(framework: &Framework, id: IndicatorId) -> String {
    let indicator = framework.indicator(id);
    let title = indicator.levels.first().map_or("", |level| &indicator.latest_rules(*level).title);
    match indicator.printed_code() {
        Some(code) => format!("{code} {title}"),
        None => title.to_owned(),
    }
}

/// The title of a scorecard, which the framework may not know any more.
pub(super) fn scorecard(work: &AtWork, id: &str) -> String {
    let framework = &work.framework;
    let found = framework.find_scorecard(id);
    found.map_or_else(|| id.to_owned(), |found| framework.scorecard(found).title.clone())
}

/// A choice among others, of which one was made.
pub(super) fn choice(value: &str, words: &str, chosen: &str) -> Choice {
    Choice { value: value.to_owned(), words: words.to_owned(), is_chosen: value == chosen }
}

/// The places that a reach holds, and first of all the council as a whole if it holds everything.
pub(super) fn places(work: &AtWork, reach: &Reach, chosen: &str) -> Vec<Choice> {
    let framework = &work.framework;
    let whole = (*reach == Reach::Everywhere).then(|| choice(WHOLE, "The council as a whole", chosen));
    let places = framework.places.iter().filter(|place| reach.has(&place.slug));
    whole.into_iter().chain(places.map(|place| choice(&place.slug, &place.name, chosen))).collect()
}

/// Indicators that something may be about.
pub(super) fn indicators(
    work: &AtWork,
    chosen: &str,
    is_offered: impl Fn(IndicatorId) -> bool,
) -> Vec<Choice> {
    let framework = &work.framework;
    let offered = framework.indicator_ids().filter(|id| is_offered(*id));
    offered.map(|id| choice(&framework.indicator(id).id, &code_and_title(framework, id), chosen)).collect()
}

/// A scorecard and, where it is known, the data month that something comes from, as a form writes them.
pub(super) fn edition(scorecard: &str, data_month: Option<Month>) -> String {
    data_month.map_or_else(|| scorecard.to_owned(), |month| format!("{scorecard} {month}"))
}

/// The editions that something may come from, the newest of each scorecard first; at the end of each, none of them.
pub(super) fn editions(work: &AtWork, chosen: &str) -> Vec<Choice> {
    let mut choices = Vec::new();
    for scorecard in &work.framework.scorecards {
        let is_of =
            |edition: &&framework::Edition| work.framework.scorecard(edition.scorecard).id == scorecard.id;
        let mut months: Vec<Month> =
            work.framework.editions.iter().filter(is_of).map(|edition| edition.data_month).collect();
        months.sort_unstable_by(|one, other| other.cmp(one));
        choices.extend(months.into_iter().map(|month| {
            let words = format!("{}, {}", scorecard.title, month.words());
            choice(&edition(&scorecard.id, Some(month)), &words, chosen)
        }));
        choices.push(choice(&scorecard.id, &format!("{}, no certain month", scorecard.title), chosen));
    }
    choices
}

/// The scorecard and month of one of these choices.
pub(super) fn edition_of(choices: &[Choice], said: &str) -> Option<(String, Option<Month>)> {
    choices.iter().find(|choice| choice.value == said)?;
    match said.split_once(' ') {
        Some((scorecard, month)) => Some((scorecard.to_owned(), Some(Month::parse(month).ok()?))),
        None => Some((said.to_owned(), None)),
    }
}

/// The place that a form names, if it is one that its choices have.
pub(super) fn place_of(choices: &[Choice], said: &str) -> Option<Option<String>> {
    choices.iter().find(|choice| choice.value == said)?;
    Some((said != WHOLE).then(|| said.to_owned()))
}

/// A place of the framework, by the slug that an entry has.
pub(super) fn place_id(work: &AtWork, slug: Option<&str>) -> Option<PlaceId> {
    work.framework.find_place(slug?)
}

/// The names of places in a row.
pub(super) fn listed(work: &AtWork, slugs: &[String]) -> String {
    slugs.iter().map(|slug| place(work, Some(slug))).collect::<Vec<_>>().join(", ")
}

/// The places that a row of names or slugs is of.
///
/// # Errors
///
/// What is wrong: a name that no place has.
pub(super) fn places_named(work: &AtWork, row: &str) -> Result<Vec<String>, String> {
    let known = &work.framework.places;
    let names = row.split(',').map(str::trim).filter(|name| !name.is_empty());
    let find = |name: &str| {
        let is_it = |place: &&framework::Place| {
            place.slug == name || place.name.to_lowercase() == name.to_lowercase()
        };
        let unknown =
            || format!("There is no place called {name}; write names of places with commas between them");
        known.iter().find(is_it).map(|place| place.slug.clone()).ok_or_else(unknown)
    };
    names.map(find).collect()
}

/// An amount of money: whole pounds where it is so many, otherwise to the penny.
pub(super) fn pounds(amount: &Number) -> String {
    let decimals = if amount.rounded(0) == *amount { 0 } else { 2 };
    Unit::Currency.with_unit(&amount.grouped(decimals))
}

/// The amount of money that was entered, if any was.
///
/// # Errors
///
/// What is wrong: no amount, one below nought, or with parts of a penny.
pub(super) fn pounds_of(said: &str) -> Result<Option<Number>, String> {
    let said = said.trim();
    if said.is_empty() {
        return Ok(None);
    }
    let amount = Number::parse_grouped(said.trim_start_matches('£')).ok();
    amount
        .filter(|amount| !amount.is_negative() && amount.rounded(2) == *amount)
        .map(Some)
        .ok_or_else(|| "Value in a year must be an amount in pounds, such as £1,200,000".to_owned())
}

/// The month that it is.
pub(super) fn this_month(app: &App) -> Option<Month> {
    Month::containing(today(app))
}

/// The months of the last year, this one first.
pub(super) fn months(app: &App, chosen: &str) -> Vec<Choice> {
    let months = std::iter::successors(this_month(app), |month| month.plus(-1)).take(13);
    months.map(|month| choice(&month.to_string(), &month.words(), chosen)).collect()
}
