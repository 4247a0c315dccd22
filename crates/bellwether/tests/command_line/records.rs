//! From an extract to a figure and back to its records, as an analyst would go. All records are specimens.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::person::{assess, copy, examples, rows, run, stderr, stdout};

/// A framework to load into, and a folder for extracts.
struct Desk {
    _folder: tempfile::TempDir,
    framework: PathBuf,
    extracts: PathBuf,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let framework = folder.path().join("kent");
    copy(&examples().join("kent-2023"), &framework);
    let extracts = folder.path().join("extracts");
    fs::create_dir(&extracts).unwrap();
    Desk { _folder: folder, framework, extracts }
}

impl Desk {
    /// Writes an extract with one table, and loads it.
    fn load(&self, name: &str, table: &str, taken: &str) -> std::process::Output {
        let extract = self.extracts.join(name);
        fs::create_dir_all(&extract).unwrap();
        fs::write(extract.join("ssd_cin_episodes.csv"), table).unwrap();
        fs::write(extract.join("restricted_people.csv"), "person_id,reason\nperson-3,adoption\n").unwrap();
        let (folder, extract) = (path(&self.framework), path(&extract));
        run(&["load", folder, extract, "--taken", taken, "--specimen"])
    }

    fn explain(&self, further: &[&str]) -> String {
        let mut arguments = vec!["explain", "SCS03", "--folder", path(&self.framework), "--place", "kent"];
        arguments.extend(["--period", "2023-10"]);
        arguments.extend(further);
        let explained = run(&arguments);
        assert!(explained.status.success(), "{}", stderr(&explained));
        stdout(&explained)
    }
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Referrals of October: forty that were entered in time and fourteen that were entered late; in the November extract
/// two of November beside them. Every fourth child was referred a year before, to the day.
fn referrals(late: bool) -> String {
    let mut table = "cine_referral_id,cine_person_id,cine_referral_date,cine_referral_team\n".to_owned();
    let mut row = |id: &str, person: usize, date: &str| {
        writeln!(table, "{id},person-{person},{date},ashford-cswt").unwrap();
    };
    for person in 0..40 {
        if person % 4 == 0 {
            row(&format!("before-{person}"), person, "2022-10-16");
        }
        row(&format!("october-{person}"), person, "2023-10-16");
    }
    if late {
        for person in 40..54 {
            row(&format!("late-{person}"), person, "2023-10-31");
        }
        row("november-1", 60, "2023-11-01");
        row("november-2", 61, "2023-11-30");
    }
    table
}

#[test]
fn late_entry_changes_october_by_exactly_what_was_entered_late() {
    let desk = desk();
    let october = desk.load("october", &referrals(false), "2023-11-06");
    assert!(october.status.success(), "{}{}", stdout(&october), stderr(&october));
    let first = desk.explain(&[]);
    assert!(first.contains("Figure      25.0% (10 of 40)"), "{first}");
    assert!(first.contains("40 below the line, 10 above it"), "{first}");
    assert!(first.contains("specimen"), "{first}");

    let november = desk.load("november", &referrals(true), "2023-12-06");
    assert!(november.status.success(), "{}", stderr(&november));
    let second = desk.explain(&["--records", "--reason", "a test", "--format", "text"]);
    assert!(second.contains("(10 of 54)"), "{second}");
    assert!(second.contains("the extract taken 6 November 2023: 14 entered, 0 left"), "{second}");
    let entered = second.lines().find(|line| line.starts_with("Entered")).unwrap();
    let ids: Vec<String> = (40..54).map(|person| format!("late-{person}")).collect();
    assert_eq!(entered.trim_start_matches("Entered").trim(), ids.join(", "));
}

#[test]
fn records_are_listed_for_a_reason_which_is_noted_and_the_restricted_never() {
    let desk = desk();
    desk.load("october", &referrals(false), "2023-11-06");
    let folder = path(&desk.framework);
    let arguments =
        ["explain", "SCS03", "--folder", folder, "--place", "kent", "--period", "2023-10", "--records"];
    let refused = run(&arguments);
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
    assert!(!desk.framework.join("records/looked-at.csv").exists());

    let listed = run(&[&arguments[..], &["--reason", "an audit, first half", "--format", "csv"]].concat());
    let list = rows(&stdout(&listed));
    assert_eq!(list.len(), 39);
    assert!(list.iter().all(|row| row["record"] != "october-3"));
    assert!(stderr(&listed).contains("1 record counted and not listed: restricted"), "{}", stderr(&listed));
    let noted = fs::read_to_string(desk.framework.join("records/looked-at.csv")).unwrap();
    let noted = rows(&noted);
    assert_eq!(noted.len(), 1);
    assert_eq!(
        (noted[0]["indicator"].as_str(), noted[0]["reason"].as_str()),
        ("SCS03", "an audit, first half")
    );
}

#[test]
fn figures_are_measured_at_every_place_and_month_that_is_asked_for() {
    let desk = desk();
    desk.load("october", &referrals(false), "2023-11-06");
    let folder = path(&desk.framework);
    let measured = run(&[
        "measure",
        folder,
        "--from",
        "2023-09",
        "--to",
        "2023-10",
        "--indicator",
        "SCS03",
        "--everywhere",
        "--format",
        "csv",
    ]);
    assert!(measured.status.success(), "{}", stderr(&measured));
    let figures = rows(&stdout(&measured));
    let figure = |place: &str, period: &str| {
        let row = figures.iter().find(|row| row["place"] == place && row["period"] == period).unwrap();
        (row["numerator"].clone(), row["denominator"].clone(), row["status"].clone())
    };
    let amounts = |above: &str, below: &str| (above.to_owned(), below.to_owned(), String::new());
    assert_eq!(figure("kent", "2023-10"), amounts("10", "40"));
    assert_eq!(figure("ashford-cswt", "2023-10"), amounts("10", "40"));
    assert_eq!(figure("kent", "2023-09"), amounts("0", "10"));
    assert_eq!(figure("dover-cswt", "2023-10").2, "no-cases");
}

#[test]
fn an_inspections_snapshot_is_marked_and_counts_up_to_its_day() {
    let desk = desk();
    desk.load("november", &referrals(true), "2023-12-06");
    let folder = path(&desk.framework);
    let measured =
        run(&["measure", folder, "--as-at", "2023-10-30", "--indicator", "SCS03", "--format", "csv"]);
    assert!(stderr(&measured).contains("UNRELEASED"), "{}", stderr(&measured));
    let figures = rows(&stdout(&measured));
    assert_eq!(figures.len(), 1);
    assert_eq!(
        (figures[0]["denominator"].as_str(), figures[0]["mark"].as_str()),
        ("40", "unreleased, as at 2023-10-30")
    );
    let later = run(&["measure", folder, "--as-at", "2023-12-07"]);
    assert_eq!(later.status.code(), Some(2));
}

#[test]
fn an_extract_at_fault_leaves_the_snapshot_in_use_as_it_was() {
    let desk = desk();
    desk.load("october", &referrals(false), "2023-11-06");
    let before = fs::read_to_string(desk.framework.join("records/current")).unwrap();
    let refused = desk.load("wrong", "cine_referral_id,cine_person_id,surname\nR1,A,B\n", "2023-12-06");
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("fault[unknown-column]"), "{}", stderr(&refused));
    assert_eq!(fs::read_to_string(desk.framework.join("records/current")).unwrap(), before);
}

#[test]
fn snapshots_past_their_retention_are_listed_before_they_are_removed() {
    let desk = desk();
    desk.load("october", &referrals(false), "2023-11-06");
    desk.load("november", &referrals(true), "2023-12-06");
    let folder = path(&desk.framework);
    let listed = run(&["purge", folder, "--today", "2031-01-01"]);
    assert!(stdout(&listed).contains("would go"), "{}{}", stdout(&listed), stderr(&listed));
    assert!(stdout(&listed).contains("stays, since it is in use"));
    let count = || fs::read_dir(desk.framework.join("records/snapshots")).unwrap().count();
    assert_eq!(count(), 2);
    run(&["purge", folder, "--today", "2031-01-01", "--remove"]);
    assert_eq!(count(), 1);
}

#[test]
fn kept_figures_are_assessed_and_drawn_and_say_that_they_are_specimens() {
    let desk = desk();
    desk.load("october", &referrals(false), "2023-11-06");
    let folder = path(&desk.framework);
    let kept = run(&["measure", folder, "--from", "2023-09", "--keep"]);
    assert!(kept.status.success(), "{}", stderr(&kept));
    let assessed = assess(&desk.framework, "2023-10");
    let row = assessed.iter().find(|row| row["indicator"] == "SCS03" && row["place"] == "kent").unwrap();
    assert_eq!((row["numerator"].as_str(), row["denominator"].as_str()), ("10", "40"));
    let site = desk.extracts.join("site");
    let drawn = run(&["publish", folder, "--to", path(&site)]);
    assert!(drawn.status.success(), "{}", stderr(&drawn));
    let page = fs::read_to_string(site.join("index.html")).unwrap();
    assert!(page.contains("Specimen") && page.contains("come from specimen records"));
    assert!(!page.contains("are those the council published"));
    let indicator = fs::read_to_string(site.join("indicators/scs03.html")).unwrap();
    assert!(
        indicator.contains("From facts/referrals.sql, in the records 2023-11-06-"),
        "it says where it comes from"
    );
    let refused = run(&["measure", folder, "--as-at", "2023-10-15", "--keep"]);
    assert_eq!(refused.status.code(), Some(2), "a snapshot for an inspection is never kept");
}
