//! A sheet of a workbook as text, for tables that are no extract.

use std::path::Path;

use crate::fault::{Fault, FaultRule};
use crate::readers::{Failure, Reader as _, Row, Workbook};
use crate::values::written;

/// A sheet with a row of headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetTexts {
    /// The headings, in lower case.
    pub columns: Vec<String>,
    /// The rows that are not empty: the number of each, and what its cells say.
    pub rows: Vec<(u64, Vec<String>)>,
}

/// Reads a sheet of an `.xlsx` workbook: numbers as they are in the file, dates as `2023-10-31`, empty cells as nothing.
///
/// Refused: a file that is no such workbook, one that has no sheet of the name, a row that is longer than its headings.
pub fn read_sheet(path: &Path, sheet: &str) -> Result<SheetTexts, Fault> {
    let name = path.display().to_string();
    texts(Workbook::open(path, &name)?, &name, sheet)
}

/// Reads a sheet of an `.xlsx` workbook that somebody has sent, as [`read_sheet`] does.
///
/// Refused: what is refused of a file, and a workbook that unpacks to more than 50 MB.
pub fn read_sent_sheet(bytes: Vec<u8>, name: &str, sheet: &str) -> Result<SheetTexts, Fault> {
    texts(Workbook::sent(bytes, name)?, name, sheet)
}

fn texts(mut book: Workbook, name: &str, sheet: &str) -> Result<SheetTexts, Fault> {
    let sheets = book.sheets();
    if !sheets.iter().any(|known| known == sheet) {
        return Err(Fault::new(
            FaultRule::Unreadable,
            name,
            format!("there is no sheet `{sheet}`"),
            format!("it has the sheets {}", sheets.join(", ")),
        ));
    }
    let reader = book.sheet(sheet)?;
    let columns = reader.columns().to_vec();
    let wanted: Vec<usize> = (0..columns.len()).collect();
    let mut rows = Vec::new();
    let mut broken = None;
    let read = Box::new(reader).read(&wanted, &mut |number, row| {
        match row {
            Row::Broken(_, message) => {
                broken.get_or_insert((number, message));
            }
            row => rows.push((number, wanted.iter().map(|&at| written(&row.cell(at))).collect::<Vec<_>>())),
        }
        Ok(())
    });
    match (read, broken) {
        (Err(Failure::Source(fault)), _) => Err(fault),
        (_, Some((number, message))) => Err(Fault::new(
            FaultRule::WrongKind,
            format!("{name}, sheet {sheet}, row {number}"),
            message,
            "take out what stands to the right of the table",
        )),
        _ => {
            rows.retain(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
            Ok(SheetTexts { columns, rows })
        }
    }
}
