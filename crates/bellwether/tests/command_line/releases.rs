//! Releases as people make, compare and look them up.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::person::{rows, run, stderr, stdout};

/// A new framework, and a copy of its files as they were.
pub(crate) fn northshire() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let framework = folder.path().join("northshire");
    assert!(run(&["new", framework.to_str().unwrap()]).status.success());
    (folder, framework)
}

/// Runs a command on a framework, which must succeed; what it printed, and what it said.
pub(crate) fn done(framework: &Path, before: &[&str], after: &[&str]) -> (String, String) {
    let arguments: Vec<&str> =
        before.iter().copied().chain([framework.to_str().unwrap()]).chain(after.iter().copied()).collect();
    let output = run(&arguments);
    assert!(output.status.success(), "{arguments:?}: {}", stderr(&output));
    (stdout(&output), stderr(&output))
}

/// The states of all releases.
pub(crate) fn states(framework: &Path) -> Vec<String> {
    let (listed, _) = done(framework, &["release", "list"], &["--format", "csv"]);
    rows(&listed).into_iter().map(|row| row["state"].clone()).collect()
}

pub(crate) fn publish(framework: &Path, release: &str) {
    done(framework, &["release", "ready"], &[release]);
    done(framework, &["release", "sign-off"], &[release, "--role", "Head of Service", "--role", "Director"]);
    done(framework, &["release", "publish"], &[release]);
}

/// One figure of the framework says something else.
pub(crate) fn correct(framework: &Path) {
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

/// The re-referrals are compared with what was previously reported, in an edition of September and one of October.
pub(crate) fn compare_with_reported(framework: &Path) {
    let path = framework.join("indicators/children.toml");
    let text = fs::read_to_string(&path).unwrap();
    let rule = "rating     = { scheme = \"floor\", floor = \"28\" }\n";
    assert!(text.contains(rule), "{text}");
    let directions = format!("{rule}directions = [{{ against = \"previously reported\" }}]\n");
    fs::write(&path, text.replacen(rule, &directions, 1)).unwrap();
    let path = framework.join("framework.toml");
    let text = fs::read_to_string(&path).unwrap();
    let edition =
        "[[editions]]\nscorecard  = \"children\"\ndata_month = \"2023-09\"\nstatus     = \"first\"\n\n";
    fs::write(&path, text.replacen("[[editions]]", &format!("{edition}[[editions]]"), 1)).unwrap();
}

/// The direction of the county's re-referrals in a month.
pub(crate) fn direction_in(framework: &Path, month: &str) -> String {
    let (assessed, _) = done(framework, &["assess"], &["--period", month, "--format", "csv"]);
    let assessed = rows(&assessed);
    let mut of_county =
        assessed.iter().filter(|row| row["indicator"] == "REFER" && row["place"] == "northshire");
    of_county.next().unwrap()["direction"].clone()
}

#[test]
fn previously_reported_is_what_the_release_of_the_month_before_said() {
    let (_folder, framework) = northshire();
    compare_with_reported(&framework);
    let direction = || direction_in(&framework, "2023-10");
    // 249 of 926 in September, 250 in October, and low is good.
    assert_eq!(direction(), "worsened");
    done(&framework, &["release", "draft"], &["--month", "2023-09"]);
    publish(&framework, "1");
    let path = framework.join("figures/children.csv");
    let text = fs::read_to_string(&path).unwrap();
    let restated = text.replace("REFER,northshire,2023-09,249,", "REFER,northshire,2023-09,251,");
    fs::write(&path, restated).unwrap();
    // As now known it has improved; as reported it has not.
    assert_eq!(direction(), "worsened");
    done(&framework, &["release", "draft"], &["--month", "2023-10"]);
    done(&framework, &["release", "withdraw"], &["1", "--reason", "A mistake."]);
    assert_eq!(direction(), "improved", "a release that is withdrawn reports nothing");
}

/// October as an audience sees it, with a column for what it is compared with.
fn october_for(folder: &TempDir, framework: &Path, audience: &str, name: &str) -> String {
    let to = folder.path().join(name);
    done(framework, &["publish"], &["--to", to.to_str().unwrap(), "--audience", audience]);
    fs::read_to_string(to.join("places/northshire.html")).unwrap()
}

#[test]
fn what_a_release_that_is_held_back_said_was_reported_to_nobody_else() {
    let (folder, framework) = northshire();
    compare_with_reported(&framework);
    for (file, from, to) in [
        (
            "framework.toml",
            "[[contacts]]",
            "[audiences.committee]\ntitle = \"committee\"\nlevels = [\"county\"]\n\n[[contacts]]",
        ),
        ("scorecards/children.toml", "\"direction\", ", "\"direction\", \"previous\", "),
    ] {
        let path = framework.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
    }
    done(&framework, &["release", "draft"], &["--month", "2023-09"]);
    done(&framework, &["release", "ready"], &["1"]);
    done(&framework, &["release", "sign-off"], &["1", "--role", "Director"]);
    let path = framework.join("figures/children.csv");
    let text = fs::read_to_string(&path).unwrap();
    let restated = text.replace("REFER,northshire,2023-09,249,", "REFER,northshire,2023-09,251,");
    fs::write(&path, restated).unwrap();
    let words = "as the release of September 2023 said; now 27.1%";
    let internal = october_for(&folder, &framework, "internal", "internal");
    assert!(internal.contains(words) && internal.contains("26.9%"), "{internal}");
    let committee = october_for(&folder, &framework, "committee", "held-back");
    assert!(!committee.contains("the release of September 2023"), "{committee}");
    assert!(!committee.contains("26.9%"), "a value that was never published: {committee}");
    done(&framework, &["release", "publish"], &["1"]);
    let committee = october_for(&folder, &framework, "committee", "published");
    assert!(committee.contains(words), "{committee}");
}

#[test]
fn what_an_edition_shows_of_an_earlier_month_is_compared_with_the_release_before_that() {
    let (_folder, framework) = northshire();
    compare_with_reported(&framework);
    let path = framework.join("framework.toml");
    let text = fs::read_to_string(&path).unwrap();
    let august = "[[editions]]\nscorecard  = \"children\"\ndata_month = \"2023-08\"\n\n[[editions]]";
    fs::write(&path, text.replacen("[[editions]]", august, 1)).unwrap();
    done(&framework, &["release", "draft"], &["--month", "2023-08"]);
    publish(&framework, "1");
    done(&framework, &["release", "draft"], &["--month", "2023-09"]);
    publish(&framework, "2");
    // Only October is still listed.
    let october = text.replacen("data_month = \"2023-09\"", "data_month = \"2023-10\"", 1);
    let october = october.replacen(
        "[[editions]]\nscorecard  = \"children\"\ndata_month = \"2023-10\"\nstatus     = \"first\"\n\n",
        "",
        1,
    );
    fs::write(&path, october).unwrap();
    let path = framework.join("figures/children.csv");
    let figures = fs::read_to_string(&path).unwrap();
    fs::write(&path, figures.replace("REFER,northshire,2023-08,255,", "REFER,northshire,2023-08,240,"))
        .unwrap();
    // 249 of 926; August was released with 255, and is 240 as now known.
    assert_eq!(direction_in(&framework, "2023-09"), "improved");
}

#[test]
fn a_history_tells_what_was_published_and_an_audience_what_it_may_see() {
    let (_folder, framework) = northshire();
    let path = framework.join("framework.toml");
    let text = fs::read_to_string(&path).unwrap();
    let audience = "[audiences.committee]\ntitle = \"committee\"\nlevels = [\"county\"]\n\n[[contacts]]";
    fs::write(&path, text.replacen("[[contacts]]", audience, 1)).unwrap();
    done(&framework, &["release", "draft"], &[]);
    done(&framework, &["release", "ready"], &["1"]);
    done(&framework, &["release", "sign-off"], &["1", "--role", "Director"]);
    let history = |more: &[&str]| {
        let asked = ["history", "REFER", "--folder"];
        let more: Vec<&str> = more.iter().copied().chain(["--format", "csv"]).collect();
        done(&framework, &asked, &more)
    };
    let (signed_off, _) = history(&["--place", "northshire"]);
    assert!(!rows(&signed_off).is_empty());
    let (published, said) = history(&["--place", "northshire", "--published"]);
    assert!(rows(&published).is_empty());
    assert!(said.contains("no release that is published has `REFER` at `northshire`"), "{said}");
    let (early, _) = history(&["--place", "northshire", "--audience", "committee"]);
    assert!(rows(&early).is_empty(), "a committee sees nothing before it is published");
    done(&framework, &["release", "publish"], &["1"]);
    let (published, said) = history(&["--place", "northshire", "--audience", "committee"]);
    assert_eq!(rows(&published).len(), rows(&signed_off).len());
    assert!(said.contains("for the committee"), "{said}");

    let refused = |more: &[&str]| {
        let folder = framework.to_str().unwrap();
        let asked: Vec<&str> =
            ["history", "REFER", "--folder", folder].into_iter().chain(more.iter().copied()).collect();
        let output = run(&asked);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(1), ""));
        stderr(&output)
    };
    let said = refused(&["--place", "eastvale", "--audience", "committee"]);
    assert!(said.contains("the committee does not see `eastvale`"), "{said}");
    let said = refused(&["--place", "northshire", "--audience", "public"]);
    assert!(said.contains("what may be public is hidden in public copies only"), "{said}");
}
