//! Figures that a team returns on a form.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::Path;

use calamine::{Reader as _, Xlsx, open_workbook};
use rust_xlsxwriter::Workbook;

use crate::person::{run, stderr};

/// The form of a place in a month, as rows of texts.
fn form(framework: &Path, place: &str, period: &str) -> Vec<Vec<String>> {
    let file = framework.with_file_name("form.xlsx");
    let (folder, to) = (framework.to_str().unwrap(), file.to_str().unwrap());
    let made = run(&["template", folder, "--place", place, "--period", period, "--to", to]);
    assert!(made.status.success(), "{}", stderr(&made));
    let mut book: Xlsx<_> = open_workbook(&file).unwrap();
    let range = book.worksheet_range("Return").unwrap();
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

/// The form as it comes back.
fn filled_in(framework: &Path, rows: &[Vec<String>]) -> String {
    let file = framework.with_file_name("harbour.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Return").unwrap();
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    book.save(&file).unwrap();
    file.to_str().unwrap().to_owned()
}

fn northshire() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let framework = folder.path().join("northshire");
    let made = run(&["new", framework.to_str().unwrap()]);
    assert!(made.status.success(), "{}", stderr(&made));
    (folder, framework)
}

#[test]
fn what_is_returned_is_imported_and_what_is_left_empty_is_not() {
    let (_folder, framework) = northshire();
    let mut rows = form(&framework, "northshire", "2030-01");
    assert!(rows.len() > 2, "{rows:?}");
    rows[1][6] = "17".to_owned();
    rows[1][7] = "20".to_owned();
    let file = filled_in(&framework, &rows);
    let path = framework.to_str().unwrap();
    let imported = run(&["import", path, &file]);
    assert!(imported.status.success(), "{}", stderr(&imported));
    assert!(
        stderr(&imported).contains("1 figure imported into figures/harbour.csv"),
        "{}",
        stderr(&imported)
    );
    let kept = fs::read_to_string(framework.join("figures/harbour.csv")).unwrap();
    let expected = format!("{},northshire,2030-01,,,17,20,,,", rows[1][0]);
    assert_eq!(kept.lines().nth(1), Some(expected.as_str()));
    assert_eq!(kept.lines().count(), 2);
    let again = run(&["import", path, &file]);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("figures/harbour.csv exists already"), "{}", stderr(&again));
    assert!(run(&["import", path, &file, "--replace"]).status.success());
}

#[test]
fn a_mistake_in_a_return_is_explained_at_its_row_and_nothing_is_kept() {
    let (_folder, framework) = northshire();
    let mut rows = form(&framework, "northshire", "2030-01");
    rows[2][6] = "30".to_owned();
    rows[2][7] = "20".to_owned();
    rows[2][9] = "perhaps".to_owned();
    let file = filled_in(&framework, &rows);
    let refused = run(&["import", framework.to_str().unwrap(), &file]);
    assert_eq!(refused.status.code(), Some(1));
    let said = stderr(&refused);
    assert!(said.contains("figures/harbour.csv:3:"), "{said}");
    assert!(said.contains("nothing is imported"), "{said}");
    assert!(!framework.join("figures/harbour.csv").exists());
}

#[test]
fn no_name_leads_out_of_the_folder_of_figures() {
    let (folder, framework) = northshire();
    let mut rows = form(&framework, "northshire", "2030-01");
    rows[1][6] = "17".to_owned();
    rows[1][7] = "20".to_owned();
    let file = filled_in(&framework, &rows);
    for name in ["../../outside", "/tmp/outside", "a/b", ""] {
        let refused = run(&["import", framework.to_str().unwrap(), &file, "--name", name]);
        assert_eq!(refused.status.code(), Some(2), "{name}: {}", stderr(&refused));
    }
    assert!(!folder.path().join("outside.csv").exists());
}

#[test]
fn a_workbook_that_is_no_return_is_refused() {
    let (_folder, framework) = northshire();
    let file = filled_in(&framework, &[vec!["indicator".to_owned(), "value".to_owned()]]);
    let refused = run(&["import", framework.to_str().unwrap(), &file]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        stderr(&refused).contains("this is no return; it lacks the columns title, place"),
        "{}",
        stderr(&refused)
    );
}
