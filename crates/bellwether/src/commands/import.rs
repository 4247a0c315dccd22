//! `bellwether import`: figures that were returned in a workbook, held against the framework before they are kept.

use documents::workbook::{FIRST_TO_FILL, RETURN_COLUMNS, RETURN_SHEET};
use extracts::SheetTexts;
use framework::{File, Folder, Severity, render_all};

use crate::Outcome;
use crate::arguments::Import;
use crate::input;
use crate::kept;
use crate::output::{Failure, style, tell};

/// The column that says what an indicator is called, for whoever fills the form in.
const TITLE: &str = "title";

pub(crate) fn run(arguments: &Import) -> Outcome {
    let sheet = extracts::read_sheet(&arguments.workbook, RETURN_SHEET).map_err(Failure::input)?;
    let lacking: Vec<&str> = RETURN_COLUMNS
        .into_iter()
        .filter(|column| !sheet.columns.iter().any(|known| known == column))
        .collect();
    if !lacking.is_empty() {
        return Err(Failure::input(format!(
            "{}, sheet {RETURN_SHEET}: this is no return; it lacks the columns {}; `bellwether template` writes one",
            arguments.workbook.display(),
            lacking.join(", ")
        )));
    }
    let returned = Returned::of(&sheet);
    if returned.rows.is_empty() {
        return Err(Failure::input(format!(
            "{}: no row of it is filled in, so that nothing is imported",
            arguments.workbook.display()
        )));
    }
    let is_plain = |name: &str| {
        !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
    };
    if let Some(name) = arguments.name.as_ref().filter(|name| !is_plain(name)) {
        return Err(Failure::Call(format!(
            "`{name}` cannot be the name of a file of figures: letters, digits and hyphens can"
        )));
    }
    let name = arguments.name.clone().unwrap_or_else(|| {
        let stem = arguments
            .workbook
            .file_stem()
            .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        stem.to_lowercase().replace(|letter: char| !letter.is_ascii_alphanumeric(), "-")
    });
    let file = format!("{name}.csv");
    let path = format!("figures/{file}");
    let (mut folder, unreadable) = Folder::read(&arguments.folder);
    let is_known = folder.find(&path).is_some();
    if is_known && !arguments.replace {
        return Err(Failure::Call(format!(
            "{path} exists already; import it with --replace if this return is to stand in its place, or under another \
             --name"
        )));
    }
    // As if it lay there: with the rows where they stand in the sheet.
    folder.files.retain(|known| known.path != path);
    folder.files.push(File { path: path.clone(), text: returned.text(true)?, readable: true });
    folder.files.sort_by(|one, other| one.path.cmp(&other.path));
    let compiled = framework::compile(&folder).1;
    let faults: Vec<_> = unreadable
        .into_iter()
        .chain(compiled)
        .filter(|diagnostic| diagnostic.severity() == Severity::Fault)
        .collect();
    if !faults.is_empty() {
        tell(render_all(&faults, &folder, style()).trim_end());
        return Err(Failure::input(format!(
            "nothing is imported: {}; lines of {path} are rows of the sheet {RETURN_SHEET} in {}",
            input::count(faults.len(), "fault"),
            arguments.workbook.display()
        )));
    }
    kept::put(&arguments.folder.join("figures"), &file, returned.text(false)?.as_bytes())
        .map_err(|error| Failure::input(format!("{path} cannot be written: {error}")))?;
    let left_empty = returned.left_empty;
    tell(&format!(
        "{} imported into {path}{}; `bellwether check {}` looks through them",
        input::count(returned.rows.len(), "figure"),
        if left_empty == 0 {
            String::new()
        } else {
            format!(", {} left empty", input::count(left_empty, "row"))
        },
        arguments.folder.display()
    ));
    Ok(())
}

/// The rows that were filled in.
struct Returned {
    columns: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
    left_empty: usize,
}

impl Returned {
    fn of(sheet: &SheetTexts) -> Self {
        let to_fill = &RETURN_COLUMNS[FIRST_TO_FILL.into()..];
        let is_filled_in = |cells: &[String]| {
            sheet
                .columns
                .iter()
                .zip(cells)
                .any(|(column, cell)| to_fill.contains(&column.as_str()) && !cell.is_empty())
        };
        let wanted = |cells: &[String]| -> Vec<String> {
            let cells = sheet.columns.iter().zip(cells).filter(|(column, _)| column.as_str() != TITLE);
            cells.map(|(_, cell)| cell.clone()).collect()
        };
        let (filled, empty): (Vec<_>, Vec<_>) = sheet.rows.iter().partition(|(_, cells)| is_filled_in(cells));
        Self {
            columns: wanted(&sheet.columns),
            rows: filled.into_iter().map(|(number, cells)| (*number, wanted(cells))).collect(),
            left_empty: empty.len(),
        }
    }

    /// The rows as CSV, on the lines that they have in the sheet or one after the other.
    fn text(&self, as_in_sheet: bool) -> Result<String, Failure> {
        let mut text = line(&self.columns)?;
        let mut number = 1;
        for (row, cells) in &self.rows {
            number += 1;
            while as_in_sheet && number < *row {
                text.push('\n');
                number += 1;
            }
            text.push_str(&line(cells)?);
        }
        Ok(text)
    }
}

fn line(cells: &[String]) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells.iter().map(|cell| cell.replace(['\r', '\n'], " "))).map_err(Failure::input)?;
    let bytes = writer.into_inner().map_err(Failure::input)?;
    String::from_utf8(bytes).map_err(Failure::input)
}
