//! The form of returns, as it comes back.

use documents::workbook::{FIRST_TO_FILL, RETURN_COLUMNS};
use extracts::SheetTexts;

/// The column that says what an indicator is called, for whoever fills the form in.
const TITLE: &str = "title";

/// The rows of a form of returns that were filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledForm {
    /// The columns, without the title of the indicator.
    pub columns: Vec<String>,
    /// The rows: the number of each on its sheet, and its cells.
    pub rows: Vec<(u64, Vec<String>)>,
    /// How many rows were left empty.
    pub left_empty: usize,
}

impl FilledForm {
    /// Takes the rows of a sheet that were filled in.
    ///
    /// # Errors
    ///
    /// The columns that the sheet lacks to be a form of returns.
    pub fn of(sheet: &SheetTexts) -> Result<Self, Vec<&'static str>> {
        let has = |column: &str| sheet.columns.iter().any(|known| known == column);
        let lacking: Vec<&str> = RETURN_COLUMNS.into_iter().filter(|column| !has(column)).collect();
        if !lacking.is_empty() {
            return Err(lacking);
        }
        let to_fill = &RETURN_COLUMNS[FIRST_TO_FILL.into()..];
        let is_filled_in = |cells: &[String]| {
            let mut cells = sheet.columns.iter().zip(cells);
            cells.any(|(column, cell)| to_fill.contains(&column.as_str()) && !cell.is_empty())
        };
        let wanted = |cells: &[String]| -> Vec<String> {
            let cells = sheet.columns.iter().zip(cells).filter(|(column, _)| column.as_str() != TITLE);
            cells.map(|(_, cell)| cell.clone()).collect()
        };
        let (filled, empty): (Vec<_>, Vec<_>) = sheet.rows.iter().partition(|(_, cells)| is_filled_in(cells));
        Ok(Self {
            columns: wanted(&sheet.columns),
            rows: filled.into_iter().map(|(number, cells)| (*number, wanted(cells))).collect(),
            left_empty: empty.len(),
        })
    }

    /// The cell of a row in a column.
    #[must_use]
    pub fn cell<'a>(&self, cells: &'a [String], column: &str) -> &'a str {
        let place = self.columns.iter().position(|known| known == column);
        place.and_then(|place| cells.get(place)).map_or("", String::as_str)
    }
}
