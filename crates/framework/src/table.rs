//! CSV files: every cell knows where it stands.

use std::cmp::Ordering;
use std::ops::Range;

use csv::{ByteRecord, ReaderBuilder};

use crate::diagnostics::{Diagnostic, Location, Rule, list, nearest};
use crate::folder::File;

/// The columns of a kind of CSV file.
pub(crate) struct Columns {
    /// Those that must be there.
    pub required: &'static [&'static str],
    /// Those that may be there.
    pub optional: &'static [&'static str],
}

/// A CSV file whose header is sound.
pub(crate) struct Table<'a> {
    columns: Vec<&'static str>,
    rows: Vec<Row<'a>>,
    /// Whether there are rows in the file that aren't among these.
    rows_lost: bool,
}

/// A row of a CSV file.
pub(crate) struct Row<'a> {
    file: usize,
    start: usize,
    raw: &'a str,
    cells: Vec<Range<usize>>,
}

/// A cell: what it says, without quotes and surrounding space, and where.
pub(crate) struct Cell {
    pub text: String,
    pub location: Location,
}

impl Cell {
    /// The values of a cell with several, parted by `;`, each with its own place.
    pub(crate) fn parts(&self) -> impl Iterator<Item = Cell> {
        let quotes = usize::from(self.location.len() > self.text.len());
        // Where quotation marks are written twice inside, only the whole cell can be pointed at.
        let plain = self.location.len() == self.text.len() + 2 * quotes;
        let mut start = quotes;
        self.text.split(';').filter_map(move |part| {
            let from = start + (part.len() - part.trim_start().len());
            start += part.len() + 1;
            let text = part.trim();
            let location = if plain { self.location.within(from..from + text.len()) } else { self.location };
            (!text.is_empty()).then(|| Cell { text: text.to_owned(), location })
        })
    }
}

impl<'a> Table<'a> {
    /// Reads a CSV file; what is wrong is added to `diagnostics`, and the rows that are sound are kept.
    pub(crate) fn read(
        index: usize,
        file: &'a File,
        expected: &Columns,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut table = Self { columns: Vec::new(), rows: Vec::new(), rows_lost: true };
        if !file.readable {
            return table;
        }
        let before = diagnostics.len();
        let mut rows = split_rows(index, &file.text, diagnostics).into_iter();
        let Some(header) = rows.next() else {
            if diagnostics.len() == before {
                diagnostics.push(
                    Diagnostic::new(Rule::EmptyFile, Location::file(index), "there is nothing in this file")
                        .hint(format!("its first row names the columns: {}", expected.required.join(","))),
                );
            }
            return table;
        };
        let Some(columns) = header_columns(&header, expected, diagnostics) else { return table };
        for row in rows.filter(|row| !row.is_blank()) {
            match row.cells.len().cmp(&columns.len()) {
                Ordering::Equal => table.rows.push(row),
                Ordering::Less => diagnostics.push(row.too_short(&columns)),
                Ordering::Greater => diagnostics.push(row.too_long(columns.len())),
            }
        }
        table.columns = columns;
        table.rows_lost = diagnostics.len() > before;
        table
    }

    /// Whether the file has more rows than could be read.
    pub(crate) fn rows_lost(&self) -> bool {
        self.rows_lost
    }

    /// The rows.
    pub(crate) fn rows(&self) -> impl Iterator<Item = View<'_, 'a>> {
        self.rows.iter().map(|row| View { columns: &self.columns, row })
    }
}

/// A row with its columns' names.
#[derive(Clone, Copy)]
pub(crate) struct View<'t, 'a> {
    columns: &'t [&'static str],
    row: &'t Row<'a>,
}

impl View<'_, '_> {
    /// The cell of a column; empty, at the row's start, where the file lacks the column.
    pub(crate) fn cell(&self, column: &str) -> Cell {
        match self.columns.iter().position(|name| *name == column) {
            Some(index) => self.row.cell(index),
            None => Cell { text: String::new(), location: self.row.location() },
        }
    }

    /// The cell of a column, unless it is empty.
    pub(crate) fn filled(&self, column: &str) -> Option<Cell> {
        let cell = self.cell(column);
        (!cell.text.is_empty()).then_some(cell)
    }

    /// The text of a column, unless it is empty.
    pub(crate) fn text(&self, column: &str) -> Option<String> {
        self.filled(column).map(|cell| cell.text)
    }

    /// The whole row.
    pub(crate) fn location(&self) -> Location {
        self.row.location()
    }
}

impl Row<'_> {
    fn location(&self) -> Location {
        Location::new(self.file, self.start..self.start + self.raw.len())
    }

    fn too_short(&self, columns: &[&'static str]) -> Diagnostic {
        let missing = &columns[self.cells.len()..];
        let end = self.start + self.raw.len();
        Diagnostic::new(
            Rule::RowLength,
            Location::new(self.file, end..end),
            format!(
                "this row has {}, but there are {} columns",
                cells_in_words(self.cells.len()),
                columns.len()
            ),
        )
        .label(format!("nothing for {}", list(missing, "and")))
        .hint("an empty cell keeps its comma; is one missing?")
    }

    fn too_long(&self, columns: usize) -> Diagnostic {
        let surplus = self.start + self.cells[columns].start..self.start + self.raw.len();
        Diagnostic::new(
            Rule::RowLength,
            Location::new(self.file, surplus),
            format!("this row has {}, but there are {columns} columns", cells_in_words(self.cells.len())),
        )
        .label("no column for this")
        .hint("a cell that holds a comma stands in quotation marks: `\"Health, education and care\"`")
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| self.raw[cell.clone()].trim().is_empty())
    }

    fn cell(&self, index: usize) -> Cell {
        let span = self.cells[index].clone();
        let raw = &self.raw[span.clone()];
        let trimmed = raw.trim();
        let from = self.start + span.start + (raw.len() - raw.trim_start().len());
        let location = Location::new(self.file, from..from + trimmed.len());
        let text = match trimmed.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(quoted) => quoted.replace("\"\"", "\"").trim().to_owned(),
            None => trimmed.to_owned(),
        };
        Cell { text, location }
    }
}

fn cells_in_words(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

/// The rows of a file as the `csv` crate finds them, each with the stretches of its cells.
fn split_rows<'a>(file: usize, text: &'a str, diagnostics: &mut Vec<Diagnostic>) -> Vec<Row<'a>> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    let mut rows = Vec::new();
    let mut start = 0;
    while matches!(reader.read_byte_record(&mut record), Ok(true)) {
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len()).min(text.len());
        let whole = &text[start..end];
        let skipped = whole.len() - whole.trim_start_matches(['\r', '\n']).len();
        let raw = whole[skipped..].trim_end_matches(['\r', '\n']);
        let at = start + skipped;
        start = end;
        match cells(raw) {
            Ok(cells) => rows.push(Row { file, start: at, raw, cells }),
            Err(stray) => diagnostics.push(stray.explain(file, at)),
        }
    }
    rows
}

/// A quotation mark that neither opens nor closes a cell.
enum StrayQuote {
    /// It opens a cell that isn't closed, or not at its end.
    Unclosed(usize),
    /// It stands inside a cell that has no quotation marks around it.
    Inside(usize),
}

impl StrayQuote {
    fn explain(self, file: usize, row: usize) -> Diagnostic {
        let (at, message, label, hint) = match self {
            Self::Unclosed(at) => (
                at,
                "a quotation mark is not closed",
                "it opens here",
                "close it at the end of the cell; a quotation mark inside a cell is written twice: `\"\"`",
            ),
            Self::Inside(at) => (
                at,
                "a quotation mark stands in the middle of a cell",
                "this one",
                "put the whole cell in quotation marks, and write those inside it twice: `\"a \"\"drop-in\"\" session\"`",
            ),
        };
        Diagnostic::new(Rule::CsvSyntax, Location::new(file, row + at..row + at + 1), message)
            .label(label)
            .hint(hint)
    }
}

/// The stretches of a row's cells: commas part them, unless quoted.
fn cells(raw: &str) -> Result<Vec<Range<usize>>, StrayQuote> {
    let mut cells = Vec::new();
    let mut start = 0;
    loop {
        let rest = &raw[start..];
        let lead = rest.len() - rest.trim_start().len();
        let end = match rest[lead..].strip_prefix('"') {
            Some(quoted) => {
                let opening = start + lead;
                let closing = closing_quote(quoted).ok_or(StrayQuote::Unclosed(opening))?;
                let after = &quoted[closing + 1..];
                let end = after.find(',').unwrap_or(after.len());
                if !after[..end].trim().is_empty() {
                    return Err(StrayQuote::Unclosed(opening));
                }
                opening + 1 + closing + 1 + end
            }
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                if let Some(quote) = rest[..end].find('"') {
                    return Err(StrayQuote::Inside(start + quote));
                }
                start + end
            }
        };
        cells.push(start..end);
        if end == raw.len() {
            return Ok(cells);
        }
        start = end + 1;
    }
}

/// Where the quotation mark stands that closes a cell; those that are written twice belong to its text.
fn closing_quote(quoted: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + quoted[from..].find('"')?;
        if !quoted[at + 1..].starts_with('"') {
            return Some(at);
        }
        from = at + 2;
    }
}

fn header_columns(
    header: &Row<'_>,
    expected: &Columns,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<&'static str>> {
    let known: Vec<&'static str> = expected.required.iter().chain(expected.optional).copied().collect();
    if let Some(fault) = other_separator(header) {
        diagnostics.push(fault);
        return None;
    }
    let before = diagnostics.len();
    let mut columns: Vec<(&'static str, Location)> = Vec::new();
    let mut meant: Vec<&str> = Vec::new();
    for index in 0..header.cells.len() {
        let cell = header.cell(index);
        let earlier = columns.iter().find(|(name, _)| *name == cell.text).map(|(_, location)| *location);
        match (known.iter().find(|name| **name == cell.text), earlier) {
            (Some(name), Some(earlier)) => diagnostics.push(
                Diagnostic::new(
                    Rule::DuplicateColumn,
                    cell.location,
                    format!("there are two columns `{name}`"),
                )
                .also(earlier, "the first")
                .hint("rename or remove one of them"),
            ),
            (Some(name), None) => columns.push((name, cell.location)),
            (None, _) => {
                let free =
                    known.iter().copied().filter(|name| columns.iter().all(|(taken, _)| taken != name));
                let near = nearest(&cell.text, free);
                meant.extend(near);
                diagnostics.push(unknown_column(&cell, near, &known));
            }
        }
    }
    // A column under a wrong name has been reported with that name.
    let missing: Vec<&str> = expected
        .required
        .iter()
        .copied()
        .filter(|name| !meant.contains(name) && columns.iter().all(|(column, _)| column != name))
        .collect();
    if !missing.is_empty() {
        let (columns, are) = if missing.len() == 1 { ("column", "is") } else { ("columns", "are") };
        let message = format!("the {columns} {} {are} missing", list(&missing, "and"));
        diagnostics.push(
            Diagnostic::new(Rule::MissingColumn, header.location(), message)
                .hint(format!("this file needs {}", list(expected.required, "and"))),
        );
    }
    (before == diagnostics.len()).then(|| columns.into_iter().map(|(name, _)| name).collect())
}

fn unknown_column(cell: &Cell, near: Option<&str>, known: &[&str]) -> Diagnostic {
    let message = if cell.text.is_empty() {
        "a column has no name".to_owned()
    } else {
        format!("there is no column `{}` in this file", cell.text)
    };
    let hint = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("its columns are {}", list(known, "and")),
    };
    Diagnostic::new(Rule::UnknownColumn, cell.location, message).hint(hint)
}

/// What spreadsheets write where the comma is the decimal point, and what they copy.
fn other_separator(header: &Row<'_>) -> Option<Diagnostic> {
    let (_, name) = [(';', "semicolons"), ('\t', "tabs")]
        .into_iter()
        .find(|(separator, _)| header.cells.len() == 1 && header.raw.contains(*separator))?;
    Some(
        Diagnostic::new(
            Rule::CsvSyntax,
            header.location(),
            format!("this file is separated by {name}, not commas"),
        )
        .hint("save it again as `CSV UTF-8 (comma delimited)`"),
    )
}
