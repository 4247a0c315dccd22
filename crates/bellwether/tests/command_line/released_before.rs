//! Editions that were published before releases were kept.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};

use crate::person::{copy, rows, run, stderr};
use crate::releases::{compare_with_reported, direction_in, done, northshire, states};

/// A framework whose September was restated since, and the folder of September as it was published.
fn restated() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let (folder, framework) = northshire();
    compare_with_reported(&framework);
    let earlier = folder.path().join("september");
    copy(&framework, &earlier);
    let path = framework.join("figures/children.csv");
    let figures = fs::read_to_string(&path).unwrap();
    let restated = figures.replace("REFER,northshire,2023-09,249,", "REFER,northshire,2023-09,251,");
    fs::write(&path, restated).unwrap();
    (folder, framework, earlier)
}

fn import(framework: &Path, earlier: &Path, more: &[&str]) -> std::process::Output {
    let [framework, earlier] = [framework, earlier].map(|path| path.to_str().unwrap());
    let arguments =
        ["release", "import", framework, earlier, "--month", "2023-09", "--role", "Head of Service"];
    run(&[&arguments, more].concat())
}

const PUBLISHED: [&str; 2] = ["--published", "2023-10-24T09:30:00Z"];

#[test]
fn previously_reported_is_what_an_imported_edition_said() {
    let (_folder, framework, earlier) = restated();
    let direction = || direction_in(&framework, "2023-10");
    // 250 in October, and low is good: 251 is what September is now known to have been, 249 what was reported.
    assert_eq!(direction(), "improved");
    let imported = import(&framework, &earlier, &PUBLISHED);
    assert!(imported.status.success(), "{}", stderr(&imported));
    assert_eq!(direction(), "worsened");
    assert_eq!(states(&framework), ["published"]);
    let asked = ["history", "REFER", "--place", "northshire", "--period", "2023-09", "--folder"];
    let (history, _) = done(&framework, &asked, &["--published", "--format", "csv"]);
    let history = rows(&history);
    assert_eq!(history[0]["published"], "2023-10-24T09:30:00Z");
    assert_eq!(history[0]["printed"], "26.9%");
    let (_, verified) = done(&framework, &["release", "verify"], &[]);
    assert!(verified.contains("1 release verified"), "{verified}");
}

#[test]
fn an_edition_is_imported_once_and_not_from_the_future() {
    let (_folder, framework, earlier) = restated();
    let early = import(&framework, &earlier, &["--published", "2999-01-01T09:30:00Z"]);
    assert_eq!(early.status.code(), Some(2));
    assert!(stderr(&early).contains("was published before now"), "{}", stderr(&early));
    assert!(import(&framework, &earlier, &PUBLISHED).status.success());
    let again = import(&framework, &earlier, &PUBLISHED);
    assert_eq!(again.status.code(), Some(2));
    assert!(stderr(&again).contains("children 2023-09, release 1 is there already"), "{}", stderr(&again));
    assert_eq!(states(&framework), ["published"]);
}

#[test]
fn an_edition_of_another_scorecard_is_not_imported() {
    let (_folder, framework, earlier) = restated();
    fs::rename(earlier.join("scorecards/children.toml"), earlier.join("scorecards/board.toml")).unwrap();
    let path = earlier.join("framework.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("\"children\"", "\"board\"")).unwrap();
    let refused = import(&framework, &earlier, &PUBLISHED);
    assert_eq!(refused.status.code(), Some(1), "{}", stderr(&refused));
    assert!(stderr(&refused).contains("has no scorecard `board`"), "{}", stderr(&refused));
    assert!(!framework.join("releases.sqlite").exists());
}
