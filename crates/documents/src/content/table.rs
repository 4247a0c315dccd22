//! Tables that fit onto paper.

use serde::Serialize;

use super::{Inline, Note};

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Table {
    /// What it holds, for those who do not see it.
    pub summary: String,
    /// The size of its text, in points.
    pub size: f64,
    pub columns: Vec<Column>,
    /// The rows of its head.
    pub head: Vec<Vec<Cell>>,
    pub rows: Vec<Row>,
    /// Why figures are missing, and what makes others less than settled.
    pub notes: Vec<Note>,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Column {
    pub align: Align,
    /// Whether it is the one strong column.
    pub strong: bool,
    /// How wide it is, in points; nothing for one that takes what the others leave.
    pub width: Option<f64>,
    /// How much of what the others leave it takes, where it has no width.
    pub share: u8,
}

/// On which side a column's cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Align {
    Left,
    Right,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Row {
    /// A heading over the rows below it, down to the next of its level or above: 2 for a team, 3 for a group.
    Heading { level: u8, inlines: Vec<Inline> },
    /// A sentence across all columns.
    Across { inlines: Vec<Inline> },
    /// A row: its first cells are its headings.
    Cells { cells: Vec<Cell>, is_whole: bool },
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Cell {
    pub inlines: Vec<Inline>,
    pub span: usize,
    pub rows: usize,
    /// Whether it is the heading of its row.
    pub is_heading: bool,
}

impl Cell {
    pub(crate) fn new(inlines: Vec<Inline>) -> Self {
        Self { inlines, span: 1, rows: 1, is_heading: false }
    }

    pub(crate) fn heading(inlines: Vec<Inline>) -> Self {
        Self { is_heading: true, ..Self::new(inlines) }
    }
}

impl Column {
    /// A column that takes what the others leave.
    pub(crate) fn flexible(share: u8) -> Self {
        Self { align: Align::Left, strong: false, width: None, share }
    }

    /// A column that is as wide as its cells ask for.
    pub(crate) fn fitted(align: Align) -> Self {
        Self { align, strong: false, width: Some(0.0), share: 0 }
    }
}

/// The width between the margins of a landscape A4 page, in points.
pub(crate) const LANDSCAPE: f64 = 769.9;

/// The sizes of text that are tried, the largest first. Smaller ones cannot be read at 100 %.
const SIZES: [f64; 4] = [8.0, 7.5, 7.0, 6.5];
/// How wide a letter is, in ems: most digits and letters of the family are narrower.
const LETTER: f64 = 0.6;
/// What stands left and right of a cell's text, in points.
const INSET: f64 = 6.0;
/// How narrow the columns that take what is left may become together, in letters.
const LEAST_LETTERS: f64 = 30.0;

impl Table {
    /// Makes the columns wide enough for the longest word of each and the text as large as fits `room`. A table that
    /// doesn't fit in the smallest size is cut into several, each with the columns at its left that are headings.
    pub(crate) fn fit(mut self, room: f64) -> Vec<Self> {
        let letters = self.letters();
        let drawn: Vec<f64> = (0..self.columns.len()).map(|column| self.drawing(column)).collect();
        let least = |size: f64, column: usize| (letters[column] * LETTER).max(drawn[column]) * size + INSET;
        let fitted: Vec<usize> =
            (0..self.columns.len()).filter(|column| self.columns[*column].width.is_some()).collect();
        let left = |size: f64| room - LEAST_LETTERS * LETTER * size;
        for size in SIZES {
            if fitted.iter().map(|column| least(size, *column)).sum::<f64>() <= left(size) {
                self.set(size, least);
                return vec![self];
            }
        }
        let size = SIZES[SIZES.len() - 1];
        self.set(size, least);
        self.cut(&fitted, left(size))
    }

    fn set(&mut self, size: f64, least: impl Fn(f64, usize) -> f64) {
        self.size = size;
        for (number, column) in self.columns.iter_mut().enumerate() {
            column.width = column.width.map(|_| (least(size, number) * 10.0).ceil() / 10.0);
        }
    }

    /// Tables of as many columns as fit beside those that are in each.
    fn cut(&self, fitted: &[usize], room: f64) -> Vec<Self> {
        let mut parts: Vec<Vec<usize>> = vec![Vec::new()];
        let mut used = 0.0;
        for column in fitted {
            let width = self.columns[*column].width.unwrap_or_default();
            if used + width > room && parts.last().is_some_and(|part| !part.is_empty()) {
                parts.push(Vec::new());
                used = 0.0;
            }
            used += width;
            if let Some(part) = parts.last_mut() {
                part.push(*column);
            }
        }
        let count = parts.len();
        let parts = parts.iter().enumerate();
        parts.map(|(number, part)| self.with_columns(part, number + 1, count)).collect()
    }

    /// The table with some of its fitted columns and all others.
    fn with_columns(&self, part: &[usize], number: usize, count: usize) -> Self {
        let is_flexible =
            |column: usize| self.columns.get(column).is_some_and(|column| column.width.is_none());
        let kept = |column: usize| is_flexible(column) || part.contains(&column);
        let cells = |cells: &[Cell], starts: Vec<usize>| {
            let kept_of = |(cell, start): (&Cell, usize)| {
                let span = (start..start + cell.span).filter(|column| kept(*column)).count();
                (span > 0).then(|| Cell { span, ..cell.clone() })
            };
            cells.iter().zip(starts).filter_map(kept_of).collect::<Vec<Cell>>()
        };
        let mut taken = vec![0; self.columns.len()];
        let head = self.head.iter().map(|row| cells(row, starts(row, &mut taken))).collect();
        let row = |row: &Row| match row {
            Row::Cells { cells: all, is_whole } => {
                let starts = starts(all, &mut vec![0; self.columns.len()]);
                Row::Cells { cells: cells(all, starts), is_whole: *is_whole }
            }
            other => other.clone(),
        };
        let columns = self.columns.iter().enumerate().filter(|(column, _)| kept(*column));
        Self {
            summary: format!("{} Part {number} of {count}.", self.summary),
            size: self.size,
            columns: columns.map(|(_, column)| *column).collect(),
            head,
            rows: self.rows.iter().map(row).collect(),
            notes: if number == count { self.notes.clone() } else { Vec::new() },
        }
    }

    /// How many letters stand beside each other in each column, at least.
    fn letters(&self) -> Vec<f64> {
        let mut letters = vec![0; self.columns.len()];
        self.each_cell(|column, cell| {
            let marks = |inline: &&Inline| matches!(inline, Inline::Mark { .. });
            let own =
                cell.inlines.iter().filter(|inline| !marks(inline)).map(Inline::letters).max().unwrap_or(0);
            let beside: usize = cell.inlines.iter().filter(marks).map(Inline::letters).sum();
            letters[column] = letters[column].max(own + beside);
        });
        letters.into_iter().map(|letters: usize| u32::try_from(letters).map_or(f64::MAX, f64::from)).collect()
    }

    /// The width of the widest drawing of a column, in ems.
    fn drawing(&self, of: usize) -> f64 {
        let mut widest: f64 = 0.0;
        self.each_cell(|column, cell| {
            for inline in cell.inlines.iter().filter(|_| column == of) {
                if let Inline::Drawing { width, .. } = inline {
                    widest = widest.max(*width);
                }
            }
        });
        widest
    }

    /// Every cell of one column.
    fn each_cell(&self, mut with: impl FnMut(usize, &Cell)) {
        let mut taken = vec![0; self.columns.len()];
        let mut each = |cells: &[Cell], taken: &mut [usize]| {
            for (cell, start) in cells.iter().zip(starts(cells, taken)) {
                if cell.span == 1 && start < self.columns.len() {
                    with(start, cell);
                }
            }
        };
        for cells in &self.head {
            each(cells, &mut taken);
        }
        for row in &self.rows {
            if let Row::Cells { cells, .. } = row {
                each(cells, &mut vec![0; self.columns.len()]);
            }
        }
    }
}

/// The column in which each cell of a row begins. `taken` says for how many more rows each column is taken by a cell of
/// an earlier row.
fn starts(cells: &[Cell], taken: &mut [usize]) -> Vec<usize> {
    let mut free: Vec<usize> = (0..taken.len()).filter(|column| taken[*column] == 0).collect();
    free.reverse();
    for rows in taken.iter_mut() {
        *rows = rows.saturating_sub(1);
    }
    let mut starts = Vec::with_capacity(cells.len());
    for cell in cells {
        let columns: Vec<usize> = (0..cell.span).filter_map(|_| free.pop()).collect();
        starts.push(columns.first().copied().unwrap_or(taken.len()));
        for column in columns {
            taken[column] = cell.rows - 1;
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::super::plain;
    use super::*;

    fn table(columns: usize, text: &str) -> Table {
        let cell = |text: &str| Cell::new(vec![plain(text)]);
        let row = |text: &str| {
            let mut cells = vec![Cell::heading(vec![plain("Indicator")])];
            cells.extend((0..columns).map(|_| cell(text)));
            cells
        };
        let mut all = vec![Column::flexible(1)];
        all.extend((0..columns).map(|_| Column::fitted(Align::Right)));
        Table {
            summary: "A table.".to_owned(),
            size: 0.0,
            columns: all,
            head: vec![row("Head")],
            rows: vec![Row::Cells { cells: row(text), is_whole: false }],
            notes: vec![Note { mark: "a".to_owned(), text: "A note".to_owned() }],
        }
    }

    #[test]
    fn few_columns_have_the_largest_text() {
        let tables = table(10, "12.3").fit(LANDSCAPE);
        assert_eq!(tables.iter().map(|table| table.size).collect::<Vec<_>>(), [8.0]);
    }

    #[test]
    fn many_columns_have_smaller_text_before_the_table_is_cut() {
        let tables = table(18, "12,345").fit(LANDSCAPE);
        assert_eq!(tables.iter().map(|table| table.size).collect::<Vec<_>>(), [7.5]);
    }

    #[test]
    fn a_table_that_is_too_wide_is_cut_and_loses_no_cell() {
        let tables = table(60, "12,345").fit(LANDSCAPE);
        assert!(tables.len() > 1);
        let mut cells = 0;
        for table in &tables {
            let width: f64 = table.columns.iter().filter_map(|column| column.width).sum();
            assert!(width < LANDSCAPE - 100.0, "{width}");
            let Row::Cells { cells: row, .. } = &table.rows[0] else { panic!("a row") };
            assert_eq!(row.len(), table.columns.len());
            assert_eq!(table.head[0].len(), table.columns.len());
            cells += row.len() - 1;
        }
        assert_eq!(cells, 60);
        assert_eq!(tables.iter().filter(|table| !table.notes.is_empty()).count(), 1);
    }

    #[test]
    fn a_cell_over_two_rows_keeps_its_column() {
        let cell = |span, rows| Cell { span, rows, ..Cell::new(Vec::new()) };
        let mut taken = vec![0; 4];
        assert_eq!(starts(&[cell(1, 2), cell(2, 1), cell(1, 2)], &mut taken), [0, 1, 3]);
        assert_eq!(starts(&[cell(1, 1), cell(1, 1)], &mut taken), [1, 2]);
    }
}
