//! A sheet with one table, or with a few lines of text.

use std::borrow::Cow;

use rust_xlsxwriter::{Format, Table, TableColumn, TableStyle, Workbook, Worksheet, XlsxError};

use super::WorkbookError;

/// What Excel calls A4.
const A4: u8 = 9;

/// The rows above the first row of a table: its title, what it holds, the way back, its headings.
pub(super) const ROWS_ABOVE: usize = 4;
const HEADINGS: u32 = 3;

/// What a sheet is called, and what it holds.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    /// The name of the sheet, no longer than 31 characters.
    pub(super) sheet: &'static str,
    /// The title above the table.
    pub(super) title: String,
    /// What it holds, in a sentence.
    pub(super) about: String,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: &'static str,
    /// In characters.
    pub(super) width: f64,
    pub(super) wraps: bool,
}

/// What stands in a cell: never nothing.
#[derive(Debug, Clone)]
pub(super) enum Cell<'a> {
    Text(Cow<'a, str>),
    /// A number, and with how many decimals it is printed.
    Number(f64, u8),
}

/// A table that has a sheet of its own.
pub(super) struct Sheet<'a> {
    pub(super) heading: Heading,
    pub(super) columns: Vec<Column>,
    /// Its rows, each made when it is written: there may be a hundred thousand.
    pub(super) rows: Box<dyn ExactSizeIterator<Item = Vec<Cell<'a>>> + 'a>,
}

/// A sheet of more rows is written to a temporary file while it grows, which takes almost a third less time.
pub(super) const ROWS_IN_MEMORY: usize = 20_000;

/// The sheet of a table. A table of Excel needs a row: where there is none, the sheet says so instead.
///
/// Refused: a text that is longer than a cell can be.
pub(super) fn write_table(book: &mut Workbook, table: Sheet<'_>) -> Result<(), WorkbookError> {
    let sheet = if table.rows.len() > ROWS_IN_MEMORY {
        book.add_worksheet_with_low_memory()?
    } else {
        book.add_worksheet()
    };
    sheet.set_name(table.heading.sheet)?;
    write_heading(sheet, &table.heading.title)?;
    let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    if rows == 0 {
        sheet.write_string(1, 0, format!("{} There is none in this edition.", table.heading.about))?;
        return Ok(());
    }
    sheet.write_string(1, 0, format!("This sheet has one table. {}", table.heading.about))?;
    sheet.write_url_with_text(2, 0, "internal:'Contents'!A1", "Back to the contents")?;
    let wrapping = Format::new().set_text_wrap();
    for (at, column) in (0_u16..).zip(&table.columns) {
        sheet.set_column_width(at, column.width)?;
        if column.wraps {
            sheet.set_column_format(at, &wrapping)?;
        }
    }
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let name = table.heading.sheet.to_lowercase().replace(' ', "_");
    add_table(sheet, HEADINGS, rows, &names, &name, &table.heading.about)?;
    sheet.set_freeze_panes(HEADINGS + 1, 0)?.set_repeat_rows(HEADINGS, HEADINGS)?;
    let numbers: Vec<Format> = (0..=u8::MAX).take(MOST_DECIMALS + 1).map(with_decimals).collect();
    for (row, cells) in (HEADINGS + 1..).zip(table.rows) {
        let lines = cells.iter().zip(&table.columns).filter(|(_, column)| column.wraps);
        set_lines(sheet, row, lines.map(|(cell, column)| cell.lines(column.width)).max().unwrap_or(1))?;
        for (at, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Text(text) => {
                    fits(&text)?;
                    sheet.write_string(row, at, text)?
                }
                Cell::Number(number, decimals) => {
                    let format = &numbers[usize::from(decimals).min(MOST_DECIMALS)];
                    sheet.write_number_with_format(row, at, number, format)?
                }
            };
        }
    }
    Ok(())
}

/// The characters of a cell of Excel, which counts them as UTF-16 does.
pub(super) const LONGEST_TEXT: usize = 32_767;

fn fits(text: &str) -> Result<(), WorkbookError> {
    // No text has more characters than bytes.
    if text.len() <= LONGEST_TEXT {
        return Ok(());
    }
    let characters = text.encode_utf16().count();
    if characters <= LONGEST_TEXT {
        return Ok(());
    }
    Err(WorkbookError::LongText { beginning: text.chars().take(60).collect(), characters })
}

/// More are printed as so many.
const MOST_DECIMALS: usize = 12;

fn with_decimals(decimals: u8) -> Format {
    let point = if decimals == 0 { "" } else { "." };
    Format::new().set_num_format(format!("#,##0{point}{}", "0".repeat(usize::from(decimals))))
}

/// The width of a sheet of text, in characters.
const TEXT_WIDTH: f64 = 100.0;
/// The height of a line, in points.
const LINE: f64 = 15.0;

/// Makes a row as high as so many lines: not every program does that by itself.
fn set_lines(sheet: &mut Worksheet, row: u32, lines: u16) -> Result<(), XlsxError> {
    if lines > 1 {
        sheet.set_row_height(row, LINE * f64::from(lines))?;
    }
    Ok(())
}

/// How many lines a text takes in a column, a little more rather than less.
fn lines_of(text: &str, width: f64) -> u16 {
    let letters = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
    let lines = (f64::from(letters) * 1.15 / width).ceil();
    (1..=MOST_LINES).find(|known| f64::from(*known) >= lines).unwrap_or(MOST_LINES)
}

/// A row of Excel is no higher.
const MOST_LINES: u16 = 27;

impl Cell<'_> {
    fn lines(&self, width: f64) -> u16 {
        match self {
            Self::Text(text) => lines_of(text, width),
            Self::Number(..) => 1,
        }
    }
}

/// A sheet of text alone: a title and lines under each other.
pub(super) fn write_texts(
    book: &mut Workbook,
    name: &str,
    title: &str,
    lines: &[String],
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet().set_name(name)?;
    sheet.set_column_width(0, TEXT_WIDTH)?;
    write_heading(sheet, title)?;
    let wrapping = Format::new().set_text_wrap();
    for (row, line) in (1_u32..).zip(lines) {
        set_lines(sheet, row, lines_of(line, TEXT_WIDTH))?;
        sheet.write_string_with_format(row, 0, line, &wrapping)?;
    }
    Ok(())
}

/// The title of a sheet, and how it is printed: on landscape A4, as wide as one page.
pub(super) fn write_heading(sheet: &mut Worksheet, title: &str) -> Result<(), XlsxError> {
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, title, &Format::new().set_bold().set_font_size(16))?;
    Ok(())
}

/// Marks rows up as a table, with its headings in a row of their own.
pub(super) fn add_table(
    sheet: &mut Worksheet,
    headings: u32,
    rows: u32,
    names: &[&str],
    name: &str,
    about: &str,
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap();
    let columns: Vec<TableColumn> =
        names.iter().map(|name| TableColumn::new().set_header(*name).set_header_format(&bold)).collect();
    let last = u16::try_from(names.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let table = Table::new()
        .set_name(name)
        .set_columns(&columns)
        .set_style(TableStyle::None)
        .set_alt_text_title(name.replace('_', " "))
        .set_alt_text(about);
    sheet.add_table(headings, 0, headings + rows, last, &table)?;
    Ok(())
}
