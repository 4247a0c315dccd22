//! Figures that come on the form of returns, as the workbook itself.

use axum::extract::State;
use axum::response::Response;
use extracts::read_sent_sheet;
use store::Returns;
use workspace::{FilledForm, RETURN_COLUMNS, RETURN_SHEET};

use crate::answers::{Problem, see_other};
use crate::app::App;
use crate::guard::Sent;
use crate::pages::register::Shown;
use crate::pages::register::form::{self, Faults, Form, Input};
use crate::pages::register::rows::{Cells, Row, take_in};
use crate::visitor::Visitor;

/// The form with which a workbook is sent.
pub(crate) async fn new(State(app): State<App>, visitor: Visitor) -> Result<Response, Problem> {
    show(&app, &visitor, &Faults::new())
}

fn show(app: &App, visitor: &Visitor, wrong: &Faults) -> Result<Response, Problem> {
    let file = Input::file("file", "Workbook", ".xlsx")
        .hint("The form of returns, filled in: an .xlsx file of 2 MB or less. Rows that are left empty are passed over");
    let form = Form::new("/returns/workbook".to_owned(), [file], "Send it for approval").with(wrong);
    let of = (Returns::LIST.to_owned(), Returns::TITLE.to_owned());
    let lead = "Everything in the workbook waits for approval. If any row is wrong, none is kept.";
    form::show::<Returns>(app, visitor, "Send a workbook of figures", of, (lead, form))
}

/// Takes in all rows of a workbook, or tells what is wrong with it.
pub(crate) async fn add(State(app): State<App>, visitor: Visitor, sent: Sent) -> Result<Response, Problem> {
    let read = tokio::task::spawn_blocking(|| rows(sent)).await.map_err(|error| Problem::failed(&error))?;
    let taken = match read {
        Ok(rows) => take_in(&app, &visitor, rows).await?,
        Err(fault) => Err(fault),
    };
    match taken {
        Ok(()) => Ok(see_other("/returns?done=rows")),
        Err(fault) => show(&app, &visitor, &Faults::from([("file", fault)])),
    }
}

/// The rows of a workbook that are filled in, or why it is no form of returns.
fn rows(sent: Sent) -> Result<Vec<Row>, String> {
    if sent.bytes.is_empty() {
        return Err("Choose the workbook".to_owned());
    }
    let sheet = read_sent_sheet(sent.bytes, &sent.name, RETURN_SHEET)
        .map_err(|fault| format!("The workbook cannot be taken in: {}; {}", fault.message, fault.hint))?;
    let form = FilledForm::of(&sheet).map_err(|lacking| {
        format!("This is no form of returns: it lacks the columns {}", lacking.join(", "))
    })?;
    if let Some(strange) = form.columns.iter().find(|column| !RETURN_COLUMNS.contains(&column.as_str())) {
        return Err(format!("The form has no column “{strange}”; take it out"));
    }
    let cells = |row: &[String]| -> Result<Cells, String> {
        let columns =
            RETURN_COLUMNS.into_iter().filter(|column| form.columns.iter().any(|known| known == column));
        let cells: Vec<String> = columns.map(|column| form.cell(row, column).trim().to_owned()).collect();
        cells.try_into().map_err(|_| "has more columns than the form".to_owned())
    };
    Ok(form.rows.iter().map(|(number, row)| (*number, cells(row))).collect())
}
