//! Figures that come on the form of returns, a workbook: its rows are pasted, and go the way of figures entered here.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use store::{EntryName, EntrySaved, ReturnAbout, ReturnContent, Returns};

use crate::answers::{Problem, see_other};
use crate::app::App;
use crate::guard::Said;
use crate::pages::register::Shown;
use crate::pages::register::form::{self, Faults, Form, Input};
use crate::pages::register::returned::SaidOfReturn;
use crate::pages::register::returns::{Offered, offered};
use crate::visitor::Visitor;
use crate::work::AtWork;

/// The columns of the form: indicator, title, place, period, basis, breakdown, numerator, denominator, value, status,
/// note.
const COLUMNS: usize = 11;

/// As many rows that are wrong as are told of at once.
const TOLD: usize = 5;

#[derive(Default, Deserialize)]
pub(crate) struct Pasted {
    #[serde(default)]
    rows: String,
}

/// The form into which rows are pasted.
pub(crate) async fn new(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    show(&app, &visitor, &Pasted::default(), &Faults::new())
}

fn show(app: &App, visitor: &Visitor, said: &Pasted, wrong: &Faults) -> Result<Response, Problem> {
    let rows = Input::text("rows", "Rows", &said.rows)
        .hint("The rows of the sheet Return, all columns; rows that are left empty are passed over");
    let form = Form::new("/returns/rows".to_owned(), [rows], "Send them for approval").with(wrong);
    let of = (Returns::LIST.to_owned(), Returns::TITLE.to_owned());
    let lead = "Fill the workbook in, copy its rows and paste them here. If any row is wrong, none is kept.";
    form::show::<Returns>(app, visitor, "Return figures from a workbook", of, (lead, form))
}

/// Takes in all rows, or tells what is wrong with them. A figure that was returned already is changed.
pub(crate) async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Said(said): Said<Pasted>,
) -> Result<Response, Problem> {
    let offered = offered(&app, &visitor).await?;
    let rows = match read(&app.work(), &offered, &said.rows) {
        Ok(rows) => rows,
        Err(fault) => return show(&app, &visitor, &said, &Faults::from([("rows", fault)])),
    };
    for (about, content) in &rows {
        keep(&app, &visitor, about, content).await?;
    }
    Ok(see_other("/returns?done=rows"))
}

async fn keep(
    app: &App,
    visitor: &Visitor,
    about: &ReturnAbout,
    content: &ReturnContent,
) -> Result<(), Problem> {
    let known = app.store.registered::<Returns>(&visitor.actor).await?;
    let Some(known) = known.into_iter().find(|known| known.about == *about) else {
        app.store.register::<Returns>(&visitor.actor, about, content, app.now()).await?;
        return Ok(());
    };
    let before = &known.latest.content;
    let figure = |content: &ReturnContent| {
        (content.numerator.clone(), content.denominator.clone(), content.value.clone(), content.note.clone())
    };
    if figure(before) == figure(content) {
        return Ok(());
    }
    let name = EntryName { place: Some(&about.provider), id: known.id };
    let (actor, from) = (&visitor.actor, known.latest.number);
    match app.store.write_registered::<Returns>(actor, name, from, content, app.now()).await? {
        EntrySaved::Kept(_) => Ok(()),
        EntrySaved::Conflict { .. } => {
            Err(Problem::Conflict("somebody else changed one of these figures at the same time".to_owned()))
        }
    }
}

/// The figures of rows that are filled in, or what is wrong with rows.
fn read(work: &AtWork, offered: &Offered, rows: &str) -> Result<Vec<(ReturnAbout, ReturnContent)>, String> {
    let mut read: Vec<(ReturnAbout, ReturnContent)> = Vec::new();
    let mut wrong = Vec::new();
    for (number, line) in (1..).zip(rows.lines()) {
        match row(work, offered, line) {
            Ok(Some(row)) if read.iter().any(|known| known.0 == row.0) => {
                wrong.push(format!("row {number} is of the same figure as one before it"));
            }
            Ok(row) => read.extend(row),
            Err(fault) => wrong.push(format!("row {number} {fault}")),
        }
    }
    if wrong.is_empty() && read.is_empty() {
        return Err("Paste at least one row that is filled in".to_owned());
    }
    match wrong.len().checked_sub(TOLD).filter(|more| *more > 0) {
        _ if wrong.is_empty() => Ok(read),
        None => Err(format!("Rows must be put right: {}", wrong.join("; "))),
        Some(more) => Err(format!("Rows must be put right: {}; and {more} more", wrong[..TOLD].join("; "))),
    }
}

/// The figure of a row, or nothing if the row is empty or names the columns.
fn row(work: &AtWork, offered: &Offered, line: &str) -> Result<Option<(ReturnAbout, ReturnContent)>, String> {
    let mut cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    let is_header = cells.first() == Some(&"indicator");
    if is_header || cells.iter().all(|cell| cell.is_empty()) {
        return Ok(None);
    }
    // Empty cells at the end of a row are lost on the way.
    if cells.len() < COLUMNS {
        cells.resize(COLUMNS, "");
    }
    let [indicator, _, provider, period, basis, breakdown, numerator, denominator, value, status, note] =
        cells[..]
    else {
        return Err(format!("has more than {COLUMNS} columns"));
    };
    if [numerator, denominator, value, status, note].iter().all(|cell| cell.is_empty()) {
        return Ok(None);
    }
    if !basis.is_empty() || !breakdown.is_empty() {
        return Err("is of another basis or a breakdown, which can’t be returned here".to_owned());
    }
    if !status.is_empty() {
        return Err("has a status; only figures can be returned here, so leave it out".to_owned());
    }
    let about = offered.about(work, provider, indicator, period).map_err(|faults| {
        let first = faults.into_values().next().unwrap_or_default();
        format!("names something else than can be returned ({})", first.to_lowercase())
    })?;
    let [numerator, denominator, value, note] = [numerator, denominator, value, note].map(str::to_owned);
    let content = SaidOfReturn { numerator, denominator, value, note }.read().map_err(|faults| {
        let faults: Vec<String> = faults.into_values().collect();
        format!("has no figure ({})", faults.join(", ").to_lowercase())
    })?;
    Ok(Some((about, content)))
}
