//! Workbooks for analysts, by the checklist of the Government Analysis Function ("Making spreadsheets accessible"): a
//! cover, contents and notes, one marked-up table a sheet from column A on, one row of headings, shorthand in square
//! brackets, nothing merged, hidden or told by colour alone.

mod returns;
mod sheet;
mod tables;

use publish::data::EditionData;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use thiserror::Error;

pub use returns::{FIRST_TO_FILL, RETURN_COLUMNS, RETURN_SHEET, return_form};

use sheet::{Cell, Heading, write_table, write_texts};

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
    /// The file could not be put together. This is a mistake of the program, not of the framework.
    #[error("the workbook could not be put together")]
    Writer(#[from] XlsxError),
}

/// The rows of a sheet of Excel.
const ROWS: usize = 1_048_576;

/// The characters of a cell of Excel.
const LONGEST_TEXT: usize = 32_767;

/// How hard a workbook is packed, from 1 to 9: at 6, which is usual, writing takes a fifth longer, for a file that is a
/// sixth smaller.
const COMPRESSION: u8 = 3;

/// The sheets before those with tables.
const COVER: &str = "Cover";
const CONTENTS: &str = "Contents";

/// The workbook of an edition, as the bytes of an `.xlsx` file. The same edition always gives the same bytes: the file
/// is dated by the edition, never by the clock.
///
/// Refused: an edition with more figures than a sheet can hold, or a text that is longer than a cell can be.
pub fn workbook(data: &EditionData) -> Result<Vec<u8>, WorkbookError> {
    let most = ROWS - sheet::ROWS_ABOVE;
    if data.figures.len() > most {
        return Err(WorkbookError::TooLong { figures: data.figures.len(), most });
    }
    let tables = tables::tables(data);
    tables.iter().flat_map(|table| &table.rows).flatten().try_for_each(fits)?;
    let mut book = Workbook::new();
    book.set_zip_compression_level(COMPRESSION);
    book.set_properties(&properties(data)?);
    cover(&mut book, data)?;
    let headings: Vec<Heading> = tables.iter().map(|table| table.heading.clone()).collect();
    contents(&mut book, &headings)?;
    for table in &tables {
        write_table(&mut book, table)?;
    }
    Ok(book.save_to_buffer()?)
}

fn fits(cell: &Cell) -> Result<(), WorkbookError> {
    let Cell::Text(text) = cell else { return Ok(()) };
    let characters = text.chars().count();
    if characters <= LONGEST_TEXT {
        return Ok(());
    }
    Err(WorkbookError::LongText { beginning: text.chars().take(60).collect(), characters })
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
