//! Releases as people make, compare and look them up.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::person::{rows, run, stderr, stdout};

/// A new framework, and a copy of its files as they were.
fn northshire() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let framework = folder.path().join("northshire");
    assert!(run(&["new", framework.to_str().unwrap()]).status.success());
    (folder, framework)
}

/// Runs a command on a framework, which must succeed; what it printed, and what it said.
fn done(framework: &Path, before: &[&str], after: &[&str]) -> (String, String) {
    let arguments: Vec<&str> =
        before.iter().copied().chain([framework.to_str().unwrap()]).chain(after.iter().copied()).collect();
    let output = run(&arguments);
    assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
    (stdout(&output), stderr(&output))
}

/// The states of all releases.
fn states(framework: &Path) -> Vec<String> {
    let (listed, _) = done(framework, &["release", "list"], &["--format", "csv"]);
    rows(&listed).into_iter().map(|row| row["state"].clone()).collect()
}

fn publish(framework: &Path, release: &str) {
    done(framework, &["release", "ready"], &[release]);
    done(framework, &["release", "sign-off"], &[release, "--role", "Head of Service", "--role", "Director"]);
    done(framework, &["release", "publish"], &[release]);
}

/// One figure of the framework says something else.
fn correct(framework: &Path) {
    let path = framework.join("figures/children.csv");
    let text = fs::read_to_string(&path).unwrap();
    let line = text.lines().find(|line| line.starts_with("REFER,northshire,2023-09")).unwrap().to_owned();
    fs::write(&path, text.replace(&line, "REFER,northshire,2023-09,240,926,")).unwrap();
}

#[test]
fn a_correction_is_a_release_of_its_own_and_says_what_it_restates() {
    let (_folder, framework) = northshire();
    done(&framework, &["release", "draft"], &["--month", "2023-10"]);
    publish(&framework, "1");
    correct(&framework);
    let refused = run(&["release", "draft", framework.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
    assert!(stderr(&refused).contains("say with --reason"), "{}", stderr(&refused));
    done(&framework, &["release", "draft"], &["--reason", "A wrong count."]);
    assert_eq!(states(&framework), ["published", "draft"]);

    let (changes, said) = done(&framework, &["diff", "1", "2", "--folder"], &["--format", "csv"]);
    let changes = rows(&changes);
    assert_eq!((changes[0]["change"].as_str(), changes[0]["indicator"].as_str()), ("restated", "REFER"));
    assert_eq!(changes[0]["why"], "the import was corrected (figures/children.csv)");
    assert!(said.contains("internal"), "{said}");

    publish(&framework, "2");
    assert_eq!(states(&framework), ["superseded", "published"]);
    let asked = ["history", "REFER", "--place", "northshire", "--period", "2023-09", "--folder"];
    let (history, _) = done(&framework, &asked, &["--format", "csv"]);
    let values: Vec<(String, String)> =
        rows(&history).into_iter().map(|row| (row["number"].clone(), row["printed"].clone())).collect();
    assert_eq!(values.len(), 2);
    assert_ne!(values[0].1, values[1].1);
    let (_, verified) = done(&framework, &["release", "verify"], &[]);
    assert!(verified.contains("2 releases verified"), "{verified}");
}

#[test]
fn a_backup_is_restored_and_a_withdrawn_release_shows_nothing() {
    let (folder, framework) = northshire();
    done(&framework, &["release", "draft"], &[]);
    publish(&framework, "1");
    let backup = folder.path().join("backup.sqlite");
    done(&framework, &["store", "backup"], &["--to", backup.to_str().unwrap()]);
    let asked = ["history", "REFER", "--place", "northshire", "--folder"];
    assert!(!rows(&done(&framework, &asked, &["--format", "csv"]).0).is_empty());
    done(&framework, &["release", "withdraw"], &["1", "--reason", "A mistake.", "--remove-content"]);
    let (history, said) = done(&framework, &asked, &["--format", "csv"]);
    assert_eq!(rows(&history).len(), 0);
    assert!(said.contains("no release that is signed off has `REFER` at `northshire`"), "{said}");

    let refused = run(&["store", "restore", framework.to_str().unwrap(), "--from", backup.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("there are releases already"), "{}", stderr(&refused));
    fs::remove_file(framework.join("releases.sqlite")).unwrap();
    done(&framework, &["store", "restore"], &["--from", backup.to_str().unwrap()]);
    assert_eq!(states(&framework), ["published"]);
}

#[test]
fn a_framework_without_releases_says_how_to_make_one() {
    let (_folder, framework) = northshire();
    for command in [&["release", "list"][..], &["store", "verify"]] {
        let arguments: Vec<&str> = command.iter().copied().chain([framework.to_str().unwrap()]).collect();
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            stderr(&output).contains("`bellwether release draft` makes the first"),
            "{}",
            stderr(&output)
        );
    }
    assert!(!framework.join("releases.sqlite").exists(), "looking makes nothing");
}
