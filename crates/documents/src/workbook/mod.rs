//! Workbooks for analysts, by the checklist of the Government Analysis Function ("Making spreadsheets accessible"): a
//! cover, contents and notes, one marked-up table a sheet from column A on, one row of headings, shorthand in square
//! brackets, nothing merged, hidden or told by colour alone.

mod returns;
mod sheet;
mod tables;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;

use publish::data::EditionData;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use thiserror::Error;

pub use returns::{FIRST_TO_FILL, RETURN_COLUMNS, RETURN_SHEET, return_form};

use sheet::{Heading, LONGEST_TEXT, write_table, write_texts};

/// Why there is no workbook.
#[derive(Debug, Error)]
pub enum WorkbookError {
    /// A sheet of Excel holds no more rows.
    #[error(
        "a workbook holds {most} figures at most, and the edition has {figures}; take the open data, which has no such limit"
    )]
    TooLong {
        /// How many figures the edition has.
        figures: usize,
        /// How many a sheet can hold.
        most: usize,
    },
    /// A cell of Excel holds no longer text.
    #[error(
        "a cell of a workbook holds {LONGEST_TEXT} characters at most, and the text that begins “{beginning}” has \
         {characters}; shorten it"
    )]
    LongText {
        /// The first words of the text.
        beginning: String,
        /// How long it is.
        characters: usize,
    },
    /// The temporary file of a long sheet could not be written.
    #[error(
        "a workbook of so many figures is put together in a temporary file, and that cannot be written in {}; make room \
         there, or name another folder in TMPDIR",
        folder.display()
    )]
    TemporaryFile {
        /// Where it was to be.
        folder: PathBuf,
    },
    /// The file could not be put together. This is a mistake of the program, not of the framework.
    #[error("the workbook could not be put together")]
    Writer(#[source] XlsxError),
}

impl From<XlsxError> for WorkbookError {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::TempFileError(folder, _) => Self::TemporaryFile { folder },
            error => Self::Writer(error),
        }
    }
}

/// The rows of a sheet of Excel.
const ROWS: usize = 1_048_576;

/// How hard a workbook is packed, from 1 to 9: at 6, which is usual, writing takes a third longer, for a file that is a
/// fifth smaller.
const COMPRESSION: u8 = 2;

/// The sheets before those with tables.
const COVER: &str = "Cover";
const CONTENTS: &str = "Contents";

/// The workbook of an edition, as the bytes of an `.xlsx` file. The same edition always gives the same bytes: the file
/// is dated by the edition, never by the clock.
///
/// Refused: an edition with more figures than a sheet can hold, a text that is longer than a cell can be, or no room for
/// the temporary file of a long sheet.
pub fn workbook(data: &EditionData) -> Result<Vec<u8>, WorkbookError> {
    let most = ROWS - sheet::ROWS_ABOVE;
    if data.figures.len() > most {
        return Err(WorkbookError::TooLong { figures: data.figures.len(), most });
    }
    or_no_room(|| {
        let tables = tables::tables(data);
        let mut book = Workbook::new();
        book.set_zip_compression_level(COMPRESSION);
        book.set_properties(&properties(data)?);
        cover(&mut book, data)?;
        let headings: Vec<Heading> = tables.iter().map(|table| table.heading.clone()).collect();
        contents(&mut book, &headings)?;
        for table in tables {
            write_table(&mut book, table)?;
        }
        Ok(book.save_to_buffer()?)
    })
}

/// What the library says when it panics because a temporary file cannot be written.
const NO_ROOM: &str = "Couldn't write to xml file";

/// Makes a workbook; that there is no room for its temporary file is an error, where the library panics.
fn or_no_room(make: impl FnOnce() -> Result<Vec<u8>, WorkbookError>) -> Result<Vec<u8>, WorkbookError> {
    catch_unwind(AssertUnwindSafe(make)).unwrap_or_else(|panic| {
        if panic.downcast_ref::<String>().is_some_and(|said| said.starts_with(NO_ROOM)) {
            return Err(WorkbookError::TemporaryFile { folder: std::env::temp_dir() });
        }
        resume_unwind(panic)
    })
}

fn properties(data: &EditionData) -> Result<DocProperties, XlsxError> {
    let whose = data.statements.first().map_or("", |statement| statement.heading.as_str());
    Ok(DocProperties::new()
        .set_title(title(data))
        .set_subject(format!("Data to {}", data.data_month.words))
        .set_author(&data.organisation)
        .set_company(&data.organisation)
        .set_comment(whose)
        .set_creation_datetime(&dated(data)?))
}

fn title(data: &EditionData) -> String {
    format!("{}, {}", data.title, data.data_month.words)
}

/// The day of publication, or the last day of the data where that is not known.
fn dated(data: &EditionData) -> Result<ExcelDateTime, XlsxError> {
    let last = data.data_month.month.last_day().to_string();
    ExcelDateTime::parse_from_str(data.published_on.as_deref().unwrap_or(&last))
}

fn cover(book: &mut Workbook, data: &EditionData) -> Result<(), XlsxError> {
    let mut lines = Vec::new();
    for said in &data.statements {
        lines.push(if said.text.is_empty() {
            said.heading.clone()
        } else {
            format!("{}: {}", said.heading.trim_end_matches('.'), said.text)
        });
    }
    lines.push(format!("{}. {}.", data.organisation, data.framework));
    lines.push(format!(
        "Data to {}{}.",
        data.data_month.words,
        data.status.map_or(String::new(), |status| format!(", {status}"))
    ));
    if let Some(day) = &data.published_on {
        lines.push(format!("Published on {day}."));
    }
    if !data.contacts.is_empty() {
        lines.push(format!("Questions: {}.", data.contacts.join("; ")));
    }
    lines.push(
        "Where there is no number, a cell has shorthand in square brackets; the sheet Notes says what each means."
            .to_owned(),
    );
    write_texts(book, COVER, &title(data), &lines)
}

/// One row a sheet, with a link to it.
fn contents(book: &mut Workbook, headings: &[Heading]) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet().set_name(CONTENTS)?;
    sheet.set_column_width(0, 24)?.set_column_width(1, 90)?;
    sheet::write_heading(sheet, "Contents")?;
    sheet.write_string(1, 0, "This sheet has one table: the sheets with tables, and what each holds.")?;
    let rows = u32::try_from(headings.len()).unwrap_or(u32::MAX);
    for (row, heading) in (3_u32..).zip(headings) {
        sheet.write_url_with_text(
            row,
            0,
            format!("internal:'{}'!A1", heading.sheet).as_str(),
            heading.sheet,
        )?;
        sheet.write_string_with_format(row, 1, &heading.about, &Format::new().set_text_wrap())?;
    }
    sheet::add_table(sheet, 2, rows, &["Sheet", "What it holds"], "contents", "The sheets with tables")
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::process::Command;

    use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
    use tempfile::TempDir;

    use super::sheet::{Cell, Column, ROWS_IN_MEMORY, Sheet};
    use super::*;

    /// A sheet of so many rows: their numbers, in words and in figures.
    fn numbered(rows: usize) -> Sheet<'static> {
        let row =
            |row: u32| vec![Cell::Text(format!("Row {row} & <more>").into()), Cell::Number(row.into(), 0)];
        let columns = ["Row", "Number"].map(|name| Column { name, width: 20.0, wraps: false });
        Sheet {
            heading: Heading { sheet: "Numbers", title: "Numbers".into(), about: "Rows.".into() },
            columns: columns.into(),
            rows: Box::new((0..rows).map(move |at| row(u32::try_from(at).unwrap()))),
        }
    }

    fn rows(rows: usize) -> Vec<Vec<Data>> {
        let made = or_no_room(|| {
            let mut book = Workbook::new();
            write_table(&mut book, numbered(rows))?;
            Ok(book.save_to_buffer()?)
        });
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(made.unwrap())).unwrap();
        book.worksheet_range("Numbers").unwrap().rows().map(<[Data]>::to_vec).collect()
    }

    #[test]
    fn a_sheet_that_is_too_long_for_memory_is_written_like_any_other() {
        let (short, long) = (rows(ROWS_IN_MEMORY), rows(ROWS_IN_MEMORY + 1));
        assert_eq!(long[..short.len()], short);
        let last = [Data::String(format!("Row {ROWS_IN_MEMORY} & <more>")), Data::Float(20_000.0)];
        assert_eq!(long.last().unwrap()[..], last);
        assert_eq!(long.len(), ROWS_IN_MEMORY + 1 + sheet::ROWS_ABOVE);
    }

    #[test]
    fn a_full_disk_is_an_error_that_says_where() {
        let disk = TempDir::new().unwrap();
        let on_disk = |name, arguments: &[&str]| {
            Command::new(name).args(arguments).arg(disk.path()).status().is_ok_and(|status| status.success())
        };
        if !on_disk("mount", &["-t", "tmpfs", "-o", "size=100k", "tmpfs"]) {
            println!("skipped: no file system can be mounted");
            return;
        }
        let made = or_no_room(|| {
            let mut book = Workbook::new();
            book.set_tempdir(disk.path())?;
            write_table(&mut book, numbered(ROWS_IN_MEMORY * 2))?;
            Ok(book.save_to_buffer()?)
        });
        assert!(on_disk("umount", &[]));
        assert!(matches!(made, Err(WorkbookError::TemporaryFile { .. })), "{made:?}");
    }

    #[test]
    fn a_folder_that_is_not_there_is_an_error_that_names_it() {
        let Err(error) = Workbook::new().set_tempdir("/not/there") else { panic!("it is there") };
        let error = WorkbookError::from(error).to_string();
        assert!(error.contains(" in /not/there; make room there"), "{error}");
    }
}
