//! `bellwether import`: figures that were returned in a workbook, held against the framework before they are kept.

use framework::{Folder, Severity, render_all};
use workspace::{FilledForm, RETURN_SHEET};

use crate::Outcome;
use crate::arguments::Import;
use crate::input;
use crate::kept;
use crate::output::{Failure, style, tell};

pub(crate) fn run(arguments: &Import) -> Outcome {
    let sheet = extracts::read_sheet(&arguments.workbook, RETURN_SHEET).map_err(Failure::input)?;
    let returned = FilledForm::of(&sheet).map_err(|lacking| {
        Failure::input(format!(
            "{}, sheet {RETURN_SHEET}: this is no return; it lacks the columns {}; `bellwether template` writes one",
            arguments.workbook.display(),
            lacking.join(", ")
        ))
    })?;
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
    folder.put(&path, text(&returned, true)?);
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
    kept::put(&arguments.folder.join("figures"), &file, text(&returned, false)?.as_bytes())
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

/// The rows of a form as CSV, on the lines that they have in the sheet or one after the other.
fn text(form: &FilledForm, as_in_sheet: bool) -> Result<String, Failure> {
    let mut text = line(&form.columns)?;
    let mut number = 1;
    for (row, cells) in &form.rows {
        number += 1;
        while as_in_sheet && number < *row {
            text.push('\n');
            number += 1;
        }
        text.push_str(&line(cells)?);
    }
    Ok(text)
}

fn line(cells: &[String]) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(cells.iter().map(|cell| cell.replace(['\r', '\n'], " "))).map_err(Failure::input)?;
    let bytes = writer.into_inner().map_err(Failure::input)?;
    String::from_utf8(bytes).map_err(Failure::input)
}
