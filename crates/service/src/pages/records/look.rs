//! The records behind a figure, those that hold it back first.

use std::cmp::Reverse;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use framework::{ColumnType, Framework, Polarity};
use jiff::civil::Date;
use periods::day_in_words;
use permissions::{Action, Resource, allowed};
use workspace::records::{ListedColumn, ListedRecord, counts_in_words, holds_back};

use super::ask::{self, Why};
use super::behind::{Behind, Figure, Found, Names, behind};
use crate::answers::{Problem, page as answer};
use crate::app::App;
use crate::guard::{Named, Said};
use crate::shell::Shell;
use crate::visitor::Visitor;

#[derive(Template)]
#[template(path = "records_seen.html")]
struct SeenPage {
    shell: Shell,
    path: String,
    is_specimen: bool,
    /// What is known of the figure: what it is called, and what it is.
    facts: Vec<(&'static str, String)>,
    /// The titles of the columns before those that every list has.
    columns: Vec<String>,
    tables: Vec<Table>,
    /// How many count and are not listed.
    restricted: Option<String>,
    /// The reason, for those who may take the records out as a file.
    export: Option<String>,
}

struct Table {
    title: &'static str,
    number: String,
    rows: Vec<Row>,
}

struct Row {
    cells: Vec<String>,
    place: String,
    days_over: String,
    counts: &'static str,
}

/// Looks at the records behind a figure, once that is written down.
pub(crate) async fn look(
    State(app): State<App>,
    visitor: Visitor,
    Named(names): Named<Names>,
    Said(why): Said<Why>,
) -> Result<Response, Problem> {
    let figure = Figure::named(&app, &visitor, Action::See, &names)?;
    if why.fault().is_some() {
        return ask::show(&app, &visitor, &figure, Some(&why), None).await;
    }
    let mut behind = match behind(&app, &figure).await? {
        Found::Behind(behind) => behind,
        Found::Nothing(nothing) => return ask::show(&app, &visitor, &figure, None, Some(nothing)).await,
    };
    let records = behind.records(&app, &visitor, Action::See, &figure, why.reason()).await?;
    let may_export = allowed(&visitor.actor, Action::Export, Resource::Records.at(figure.place_slug()));
    let view = SeenPage {
        shell: Shell::new(&app, &visitor, &figure.rules().title, "/records"),
        path: figure.path(),
        is_specimen: behind.extract.manifest.specimen,
        facts: facts(&figure, &behind, why.reason()),
        columns: behind.columns.iter().map(|column| column.name.replace('_', " ")).collect(),
        tables: tables(&figure, &behind.columns, records),
        restricted: (behind.restricted > 0).then(|| number(behind.restricted)),
        export: may_export.then(|| why.reason().to_owned()),
    };
    answer(StatusCode::OK, &view)
}

fn facts(figure: &Figure, behind: &Behind, reason: &str) -> Vec<(&'static str, String)> {
    let rules = figure.rules();
    let manifest = &behind.extract.manifest;
    let definition = rules.definition.clone().unwrap_or_else(|| "None is written.".to_owned());
    let mut facts = vec![
        ("Figure", behind.figure.clone()),
        ("Rating", behind.rating.clone()),
        ("Place", figure.place_name().to_owned()),
        ("Period", format!("{}, {}", figure.period.words(), rules.basis().words())),
        ("Definition", definition),
    ];
    facts.extend(behind.days.clone().map(|days| ("What counts", days)));
    facts.push(("Records", behind.amounts.clone()));
    facts.push(("Extract", format!("taken {} from {}", day_in_words(manifest.taken), manifest.source)));
    facts.push(("Your reason", reason.to_owned()));
    facts
}

/// The records that hold the figure back, those that are over by most days first, and then the others.
fn tables(figure: &Figure, columns: &[ListedColumn], mut records: Vec<ListedRecord>) -> Vec<Table> {
    let (rules, framework) = (figure.rules(), &figure.work.framework);
    records.sort_by_key(|ListedRecord { record, .. }| {
        (Reverse(record.days_over), record.place.clone(), record.record.clone())
    });
    let (failing, others): (Vec<_>, Vec<_>) =
        records.into_iter().partition(|listed| holds_back(rules, &listed.record));
    let table = |title, records: Vec<ListedRecord>| Table {
        title,
        number: number(records.len()),
        rows: records.iter().map(|listed| row(framework, columns, listed)).collect(),
    };
    let title = match rules.polarity {
        Polarity::High | Polarity::Low => "Cases that hold the figure back",
        Polarity::Target | Polarity::Neutral if failing.is_empty() => return vec![table("Cases", others)],
        Polarity::Target | Polarity::Neutral => "Cases over their days",
    };
    vec![table(title, failing), table("Other cases", others)]
}

fn number(records: usize) -> String {
    if records == 1 { "1 record".to_owned() } else { format!("{records} records") }
}

fn row(framework: &Framework, columns: &[ListedColumn], listed: &ListedRecord) -> Row {
    let record = &listed.record;
    let place = record.place.as_deref().filter(|_| !record.unallocated);
    let known = place.and_then(|slug| framework.find_place(slug));
    Row {
        cells: columns.iter().zip(&listed.cells).map(|(column, text)| in_words(column.kind, text)).collect(),
        place: known.map_or_else(|| "unallocated".to_owned(), |place| framework.place(place).name.clone()),
        days_over: record.days_over.map_or_else(|| "–".to_owned(), |days| days.to_string()),
        counts: counts_in_words(record),
    }
}

/// A value as people read it.
fn in_words(kind: ColumnType, text: &str) -> String {
    if text.is_empty() {
        return "–".to_owned();
    }
    let day = text.parse::<Date>().ok().filter(|_| kind == ColumnType::Date);
    day.map_or_else(|| text.to_owned(), day_in_words)
}
