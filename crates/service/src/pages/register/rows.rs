//! Figures that come on the form of returns, a workbook: its rows go the way of figures entered here, all or none.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use store::{ReturnAbout, ReturnContent, Returns};

use crate::answers::{Problem, see_other};
use crate::app::App;
use crate::guard::Said;
use crate::pages::register::Shown;
use crate::pages::register::approval::Approved;
use crate::pages::register::form::{self, Faults, Form, Input};
use crate::pages::register::returned::{SaidOfReturn, faults_of_rows};
use crate::pages::register::returns::{Offered, offered};
use crate::visitor::Visitor;
use crate::work::AtWork;

/// As many rows that are wrong as are told of at once.
const TOLD: usize = 5;

/// The cells of a row of the form: indicator, place, period, basis, breakdown, numerator, denominator, value, status, note.
pub(super) type Cells = [String; 10];

/// A row of the form: its number, and its cells or what is wrong with it.
pub(super) type Row = (u64, Result<Cells, String>);

/// A figure that is returned, and the number of its row.
type Figure = (u64, (ReturnAbout, ReturnContent));

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
    form::show::<Returns>(app, visitor, "Paste figures from a workbook", of, (lead, form))
}

/// Takes in all rows that were pasted, or tells what is wrong with them.
pub(crate) async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Said(said): Said<Pasted>,
) -> Result<Response, Problem> {
    let rows = (1..).zip(said.rows.lines()).filter_map(|(number, line)| Some((number, pasted(line)?)));
    match take_in(&app, &visitor, rows.collect()).await? {
        Ok(()) => Ok(see_other("/returns?done=rows")),
        Err(fault) => show(&app, &visitor, &said, &Faults::from([("rows", fault)])),
    }
}

/// The cells of a row that was pasted, unless it is empty or names the columns.
fn pasted(line: &str) -> Option<Result<Cells, String>> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
    if cells.first() == Some(&"indicator") || cells.iter().all(|cell| cell.is_empty()) {
        return None;
    }
    // The title of the indicator is for whoever fills the form in.
    let mut cells: Vec<String> =
        cells.iter().enumerate().filter(|(at, _)| *at != 1).map(|(_, cell)| (*cell).to_owned()).collect();
    // Empty cells at the end of a row are lost on the way.
    if cells.len() < 10 {
        cells.resize(10, String::new());
    }
    Some(cells.try_into().map_err(|_| "has more columns than the form".to_owned()))
}

/// Takes in all rows, or tells what is wrong with them. A figure that was returned already is changed.
pub(super) async fn take_in(
    app: &App,
    visitor: &Visitor,
    rows: Vec<Row>,
) -> Result<Result<(), String>, Problem> {
    let offered = offered(app, visitor).await?;
    let read = match read(&app.work(), &offered, rows) {
        Ok(read) => read,
        Err(fault) => return Ok(Err(fault)),
    };
    let (numbers, figures): (Vec<u64>, Vec<_>) = read.into_iter().unzip();
    let faults = faults_of_rows(app, figures.clone()).await?;
    let wrong = faults.iter().filter_map(|(place, fault)| {
        numbers.get(*place).map(|number| format!("row {number} cannot be right ({fault})"))
    });
    let wrong: Vec<String> = wrong.collect();
    if !wrong.is_empty() {
        return Ok(Err(told(&wrong)));
    }
    app.store
        .register_all::<Returns>(&visitor.actor, &figures, ReturnContent::says_the_same, app.now())
        .await?;
    Returns::decided(app).await;
    Ok(Ok(()))
}

/// The figures of rows that are filled in, each with the number of its row, or what is wrong with rows.
fn read(work: &AtWork, offered: &Offered, rows: Vec<Row>) -> Result<Vec<Figure>, String> {
    let mut read: Vec<Figure> = Vec::new();
    let mut wrong = Vec::new();
    for (number, cells) in rows {
        match cells.and_then(|cells| figure(work, offered, &cells)) {
            Ok(Some(figure)) if read.iter().any(|(_, known)| known.0 == figure.0) => {
                wrong.push(format!("row {number} is of the same figure as one before it"));
            }
            Ok(figure) => read.extend(figure.map(|figure| (number, figure))),
            Err(fault) => wrong.push(format!("row {number} {fault}")),
        }
    }
    match (wrong.is_empty(), read.is_empty()) {
        (false, _) => Err(told(&wrong)),
        (true, true) => Err("There is no row that is filled in".to_owned()),
        (true, false) => Ok(read),
    }
}

/// What is wrong with rows, of the first of them.
fn told(wrong: &[String]) -> String {
    let first = &wrong[..wrong.len().min(TOLD)];
    let more = match wrong.len() - first.len() {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    format!("Rows must be put right: {}{more}", first.join("; "))
}

/// The figure of a row, or nothing if it has none.
fn figure(
    work: &AtWork,
    offered: &Offered,
    cells: &Cells,
) -> Result<Option<(ReturnAbout, ReturnContent)>, String> {
    let [indicator, provider, period, basis, breakdown, numerator, denominator, value, status, note] = cells;
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
    let [numerator, denominator, value, note] = [numerator, denominator, value, note].map(Clone::clone);
    let content = SaidOfReturn { numerator, denominator, value, note }.read().map_err(|faults| {
        let faults: Vec<String> = faults.into_values().collect();
        format!("has no figure ({})", faults.join(", ").to_lowercase())
    })?;
    Ok(Some((about, content)))
}
