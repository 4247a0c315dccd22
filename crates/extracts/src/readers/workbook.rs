//! Workbooks. Sheets are read cell by cell, so that an empty sheet with one cell at its far end costs nothing.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::Path;

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use framework::RowRule;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Failure, Reader, Row, Sink, names, row_length};
use crate::fault::{Fault, FaultRule};
use crate::values::{Cell, days};

/// What a workbook is read from.
pub(crate) trait Source: Read + Seek {}

impl<Any: Read + Seek> Source for Any {}

/// A workbook.
pub(crate) struct Workbook {
    name: String,
    book: Xlsx<Box<dyn Source>>,
}

impl Workbook {
    /// Opens a workbook.
    pub(crate) fn open(path: &Path, name: &str) -> Result<Self, Fault> {
        let open = || Xlsx::new(Box::new(BufReader::new(File::open(path)?)) as Box<dyn Source>);
        Ok(Self { name: name.to_owned(), book: guarded(name, open)? })
    }

    /// Opens a workbook that somebody has sent, unless it unpacks to more than anybody fills in.
    pub(crate) fn sent(bytes: Vec<u8>, name: &str) -> Result<Self, Fault> {
        let unpacked =
            super::guarded(|| unpacked_size(&bytes)).map_err(|reason| no_workbook(name, &reason))?;
        if unpacked > LARGEST_UNPACKED {
            let reason = format!("it unpacks to more than {} MB", LARGEST_UNPACKED / 1_000_000);
            return Err(no_workbook(name, &reason));
        }
        let open = || Xlsx::new(Box::new(Cursor::new(bytes)) as Box<dyn Source>);
        Ok(Self { name: name.to_owned(), book: guarded(name, open)? })
    }

    /// The names of its sheets, in order.
    pub(crate) fn sheets(&self) -> Vec<String> {
        self.book.sheet_names()
    }

    /// A sheet whose header has been read.
    pub(crate) fn sheet(&mut self, sheet: &str) -> Result<Sheet<'_>, Fault> {
        let name = format!("{}, sheet {sheet}", self.name);
        let mut first = Vec::new();
        guarded(&name, || {
            let mut reader = self.book.worksheet_cells_reader(sheet)?;
            let mut header_row = None;
            while let Some(cell) = reader.next_cell()? {
                let (row, column) = cell.get_position();
                if matches!(cell.get_value(), DataRef::Empty) {
                    continue;
                }
                if *header_row.get_or_insert(row) != row || column as usize >= MOST_COLUMNS {
                    break;
                }
                first.resize(column as usize, String::new());
                first.push(crate::values::written(&cell_of(cell.get_value())));
            }
            Ok::<_, XlsxError>(())
        })?;
        if first.is_empty() {
            return Err(Fault::new(
                FaultRule::EmptyFile,
                name,
                "there is nothing on this sheet",
                "the first row names the columns",
            ));
        }
        Ok(Sheet {
            name,
            book: &mut self.book,
            sheet: sheet.to_owned(),
            columns: names(first.iter().map(String::as_str)),
        })
    }
}

const MOST_COLUMNS: usize = 16_384;

/// As much as a workbook that is sent may unpack to, in bytes: a form with thousands of rows has a few million.
const LARGEST_UNPACKED: u64 = 50_000_000;

/// How many bytes a workbook unpacks to, counted and not believed; no more than a little above what is too much.
fn unpacked_size(bytes: &[u8]) -> Result<u64, ZipError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut size = 0;
    for index in 0..archive.len() {
        let file = archive.by_index(index)?;
        size += std::io::copy(&mut file.take(LARGEST_UNPACKED + 1 - size), &mut std::io::sink())?;
        if size > LARGEST_UNPACKED {
            break;
        }
    }
    Ok(size)
}

fn guarded<T>(name: &str, read: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, Fault> {
    super::guarded(read).map_err(|reason| no_workbook(name, &reason))
}

fn no_workbook(name: &str, reason: &str) -> Fault {
    Fault::new(
        FaultRule::WrongKind,
        name,
        format!("this cannot be read as a workbook: {reason}"),
        "open it in Excel and save it as `.xlsx`, or save the table as CSV",
    )
}

/// A sheet of a workbook.
pub(crate) struct Sheet<'a> {
    name: String,
    book: &'a mut Xlsx<Box<dyn Source>>,
    sheet: String,
    columns: Vec<String>,
}

impl Reader for Sheet<'_> {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn read(self: Box<Self>, wanted: &[usize], sink: &mut Sink<'_>) -> Result<(), Failure> {
        let Self { name, book, sheet, columns } = *self;
        let mut stopped = None;
        guarded(&name, || {
            let mut reader = book.worksheet_cells_reader(&sheet)?;
            let mut row = SheetRow { number: None, cells: Vec::new(), beyond: 0 };
            let mut header_passed = false;
            loop {
                let next = reader.next_cell()?;
                let position = next.as_ref().map(calamine::Cell::get_position);
                if position.is_none_or(|(number, _)| row.number != Some(number)) {
                    let result = if header_passed { row.hand_on(&columns, wanted, sink) } else { Ok(()) };
                    header_passed |= row.number.is_some();
                    row =
                        SheetRow { number: row.number, cells: Vec::with_capacity(columns.len()), beyond: 0 };
                    if let Err(error) = result {
                        stopped = Some(error);
                        return Ok(());
                    }
                }
                let Some(cell) = next else { return Ok(()) };
                let (number, column) = cell.get_position();
                let value = cell_of(cell.get_value());
                if value == Cell::Empty {
                    continue;
                }
                row.number = Some(number);
                let column = column as usize;
                if column < columns.len() {
                    row.cells.resize(column, Cell::Empty);
                    row.cells.push(owned(value));
                } else {
                    row.beyond = row.beyond.max(column + 1);
                }
            }
        })?;
        stopped.map_or(Ok(()), Err)
    }
}

/// The cells of one row.
struct SheetRow {
    number: Option<u32>,
    cells: Vec<Cell<'static>>,
    /// How many columns the row has, if more than the header.
    beyond: usize,
}

impl SheetRow {
    fn hand_on(&self, columns: &[String], wanted: &[usize], sink: &mut Sink<'_>) -> Result<(), Failure> {
        let Some(number) = self.number.filter(|_| self.beyond > 0 || !self.cells.is_empty()) else {
            return Ok(());
        };
        let line = u64::from(number) + 1;
        if self.beyond > 0 {
            sink(line, Row::Broken(RowRule::RowLength, row_length(self.beyond, columns.len())))?;
            return Ok(());
        }
        let cells: Vec<Cell<'_>> =
            wanted.iter().map(|&column| self.cells.get(column).cloned().unwrap_or(Cell::Empty)).collect();
        sink(line, Row::Cells(&cells))?;
        Ok(())
    }
}

fn owned(cell: Cell<'_>) -> Cell<'static> {
    match cell {
        Cell::Text(text) => Cell::Text(Cow::Owned(text.into_owned())),
        Cell::Empty => Cell::Empty,
        Cell::Whole(whole) => Cell::Whole(whole),
        Cell::Number(number) => Cell::Number(number),
        Cell::Date(days) => Cell::Date(days),
        Cell::Flag(flag) => Cell::Flag(flag),
    }
}

fn cell_of<'a>(value: &'a DataRef<'_>) -> Cell<'a> {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(whole) => Cell::Whole(*whole),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => Cell::Text(Cow::Borrowed(text)),
        DataRef::SharedString(text) => Cell::Text(Cow::Borrowed(text)),
        DataRef::Bool(flag) => Cell::Flag(*flag),
        DataRef::DateTime(when) if when.is_datetime() => {
            let (year, month, day, ..) = when.to_ymd_hms_milli();
            days(year.into(), month.into(), day.into()).map_or(Cell::Number(when.as_f64()), Cell::Date)
        }
        DataRef::DateTime(when) => Cell::Number(when.as_f64()),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cell::Text(Cow::Borrowed(text)),
        DataRef::Error(error) => Cell::Text(Cow::Owned(error.to_string())),
    }
}
