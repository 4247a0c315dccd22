//! The records behind a figure as a file.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_DISPOSITION;
use axum::response::Response;
use permissions::Action;
use workspace::records::{ListedColumn, ListedRecord, counts_in_words};

use super::ask::{self, Why};
use super::behind::{Figure, Found, Names, behind};
use crate::answers::{self, Problem};
use crate::app::App;
use crate::guard::{Named, Said};
use crate::visitor::Visitor;

/// Takes the records behind a figure out as CSV, once that is written down.
pub(crate) async fn export(
    State(app): State<App>,
    visitor: Visitor,
    Named(names): Named<Names>,
    Said(why): Said<Why>,
) -> Result<Response, Problem> {
    let figure = Figure::named(&app, &visitor, Action::Export, &names)?;
    if why.fault().is_some() {
        return ask::show(&app, &visitor, &figure, Some(&why), None).await;
    }
    let mut behind = match behind(&app, &figure).await? {
        Found::Behind(behind) => behind,
        Found::Nothing(nothing) => return ask::show(&app, &visitor, &figure, None, Some(nothing)).await,
    };
    let records = behind.records(&app, &visitor, Action::Export, &figure, why.reason()).await?;
    let written = written(&behind.columns, &records).map_err(|error| Problem::failed(&error))?;
    let made_up = if behind.extract.manifest.specimen { "specimen-" } else { "" };
    let (indicator, place, period) = (figure.indicator_id(), figure.place_slug(), figure.period);
    let name = format!("attachment; filename=\"{made_up}records-{indicator}-{place}-{period}.csv\"");
    let mut response = answers::file("text/csv; charset=utf-8", written);
    let name = HeaderValue::from_str(&name).map_err(|error| Problem::failed(&error))?;
    response.headers_mut().insert(CONTENT_DISPOSITION, name);
    Ok(response)
}

fn written(columns: &[ListedColumn], records: &[ListedRecord]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let names = columns.iter().map(|column| column.name.as_str());
    writer.write_record(names.chain(["place", "counts", "days_over"]))?;
    for ListedRecord { record, cells } in records {
        let place = record.place.as_deref().filter(|_| !record.unallocated).unwrap_or("unallocated");
        let days_over = record.days_over.map(|days| days.to_string()).unwrap_or_default();
        let texts = cells.iter().map(String::as_str);
        let texts = texts.chain([place, counts_in_words(record), &days_over]).map(no_formula);
        writer.write_record(texts)?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// A text that no spreadsheet takes for a formula
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
fn no_formula(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}
