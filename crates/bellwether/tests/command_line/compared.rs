//! What is drawn, compared with what was released.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::person::copy;
use crate::releases::{correct, done, northshire, publish};

/// A framework with editions of August, September and October.
fn three_editions() -> (TempDir, PathBuf) {
    let (folder, framework) = northshire();
    change(&framework, "framework.toml", "[[editions]]", &{
        let edition =
            |month: &str| format!("[[editions]]\nscorecard  = \"children\"\ndata_month = \"{month}\"\n\n");
        format!("{}{}[[editions]]", edition("2023-08"), edition("2023-09"))
    });
    (folder, framework)
}

/// Replaces the first of a text that must be there.
fn change(framework: &Path, file: &str, from: &str, to: &str) {
    let path = framework.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
}

/// The re-referrals of August, of 929 referrals.
fn restate(framework: &Path, from: &str, to: &str) {
    let row = |count: &str| format!("REFER,northshire,2023-08,{count},");
    change(framework, "figures/children.csv", &row(from), &row(to));
}

fn release(framework: &Path, month: &str, id: &str) {
    done(framework, &["release", "draft"], &["--month", month]);
    publish(framework, id);
}

/// Draws October into a new folder.
fn draw(folder: &TempDir, framework: &Path, name: &str, more: &[&str]) -> PathBuf {
    let to = folder.path().join(name);
    let more: Vec<&str> = ["--to", to.to_str().unwrap()].into_iter().chain(more.iter().copied()).collect();
    done(framework, &["publish"], &more);
    to
}

fn page(site: &Path, path: &str) -> String {
    fs::read_to_string(site.join(path)).unwrap()
}

#[test]
fn pages_say_what_was_restated_since_the_last_release() {
    let (folder, framework) = three_editions();
    let before = draw(&folder, &framework, "before", &[]);
    assert!(!page(&before, "changes.html").contains("release of"), "nothing has been released");
    release(&framework, "2023-09", "1");
    restate(&framework, "255", "240");
    let site = draw(&folder, &framework, "site", &["--as", "site,open-data,json"]);
    let changes = page(&site, "changes.html");
    for said in [
        "Since the release of September 2023",
        "The import was corrected (figures/children.csv)",
        "<del>27.4%</del></td><td class=\"number\">25.8%</td>",
    ] {
        assert!(changes.contains(said), "{changes} does not say: {said}");
    }
    let words = "restated: 27.4% in the release of September 2023";
    assert!(page(&site, "places/northshire.html").contains(words));
    assert!(
        page(&site, "downloads/internal-figures.csv")
            .contains("Restated: 27.4% in the release of September 2023")
    );
    assert!(page(&site, "downloads/internal-children.json").contains("Restated: 27.4%"));
}

#[test]
fn as_published_is_what_the_first_release_said() {
    let (folder, framework) = three_editions();
    release(&framework, "2023-08", "1");
    restate(&framework, "255", "250");
    release(&framework, "2023-09", "2");
    restate(&framework, "250", "240");
    let known = page(&draw(&folder, &framework, "known", &[]), "places/northshire.html");
    assert!(known.contains("restated: 26.9% in the release of September 2023"), "{known}");
    let published = draw(&folder, &framework, "published", &["--earlier", "as-published"]);
    let published = page(&published, "places/northshire.html");
    assert!(
        published.contains("27.4<sup class=\"sign\" title=\"as published; as now known: 25.8%\">"),
        "{published}"
    );
    // A scorecard may say so itself, and be drawn otherwise all the same.
    change(
        &framework,
        "scorecards/children.toml",
        "[sections.monthly]",
        "earlier = \"as-published\"\n\n[sections.monthly]",
    );
    assert_eq!(page(&draw(&folder, &framework, "declared", &[]), "places/northshire.html"), published);
    let otherwise = draw(&folder, &framework, "otherwise", &["--earlier", "as-now-known"]);
    assert_eq!(page(&otherwise, "places/northshire.html"), known);
    // What is released is what is known by now.
    done(&framework, &["release", "draft"], &["--month", "2023-10"]);
    let (changes, _) = done(&framework, &["diff", "2", "3", "--folder"], &["--format", "csv"]);
    assert!(
        changes.contains("restated,REFER,northshire,2023-08,rolling 12 months,,26.9%,25.8%"),
        "{changes}"
    );
}

/// A framework with a committee, whose October was released and then corrected.
fn corrected() -> (TempDir, PathBuf) {
    let (folder, framework) = northshire();
    let audience = "[audiences.committee]\ntitle = \"committee\"\nlevels = [\"county\"]\n\n[[contacts]]";
    change(&framework, "framework.toml", "[[contacts]]", audience);
    done(&framework, &["release", "draft"], &[]);
    publish(&framework, "1");
    (folder, framework)
}

#[test]
fn a_correction_has_its_erratum_once_it_is_published_and_no_trace_before() {
    let (folder, framework) = corrected();
    let committee = ["--audience", "committee"];
    let erratum = |name: &str, more: &[&str]| {
        let front = page(&draw(&folder, &framework, name, more), "index.html");
        front.split("id=\"erratum\">").nth(1).map(str::to_owned)
    };
    assert_eq!(erratum("as-released", &[]), None);
    correct(&framework);
    done(&framework, &["release", "draft"], &["--reason", "A wrong count."]);
    assert_eq!(erratum("draft", &committee), None);
    let internal = erratum("draft-internal", &[]).unwrap();
    assert!(internal.contains("not published yet") && internal.contains("<del>26.9%</del>"), "{internal}");
    publish(&framework, "2");
    for (name, more) in [("published", &committee[..]), ("published-internal", &[])] {
        let told = erratum(name, more).unwrap();
        for said in [
            "This corrects release 1 of October 2023. A wrong count.",
            "<del>26.9%</del></td><td class=\"number\">25.9%</td>",
        ] {
            assert!(told.contains(said), "{told} does not say: {said}");
        }
        assert!(!told.contains("not published yet"), "{told}");
    }
}

#[test]
fn a_release_that_was_superseded_says_which_stands_and_where() {
    let (folder, framework) = corrected();
    let old = folder.path().join("old");
    copy(&framework, &old);
    fs::remove_file(old.join("releases.sqlite")).unwrap();
    correct(&framework);
    done(&framework, &["release", "draft"], &["--reason", "A wrong count."]);
    publish(&framework, "2");
    let store = framework.join("releases.sqlite");
    let address = "https://council.example/scorecards/";
    let more = ["--store", store.to_str().unwrap(), "--standing", address];
    let site = draw(&folder, &old, "superseded", &more);
    for path in ["index.html", "places/northshire.html"] {
        let page = page(&site, path);
        assert!(page.contains("<strong>Superseded</strong> Release 2, published on"), "{page}");
        assert!(page.contains(&format!("<a href=\"{address}\">The edition that stands</a>")), "{page}");
        assert!(!page.contains("Erratum"), "{page}");
    }
    let standing = draw(&folder, &framework, "standing", &["--standing", address]);
    assert!(!page(&standing, "index.html").contains("Superseded"));
}

#[test]
fn a_public_copy_tells_of_what_an_earlier_one_showed() {
    let (folder, framework) = three_editions();
    let profile =
        "[disclosure]\nowner = \"Management information\"\nmethod = \"hide\"\nthreshold = 5\n\n[[contacts]]";
    change(&framework, "framework.toml", "[[contacts]]", profile);
    release(&framework, "2023-09", "1");
    let untouched = folder.path().join("untouched");
    copy(&framework, &untouched);
    done(&framework, &["disclose"], &["--month", "2023-09", "--keep"]);
    for framework in [&framework, &untouched] {
        restate(framework, "255", "240");
    }
    let public = ["--audience", "public"];
    let told = page(&draw(&folder, &framework, "public", &public), "changes.html");
    assert!(told.contains("<del>27.4%</del></td><td class=\"number\">25.8%</td>"), "{told}");
    assert!(!told.contains("figures/children.csv"), "{told}");
    let silent = draw(&folder, &untouched, "silent", &public);
    assert!(!page(&silent, "changes.html").contains("27.4%"));
    assert!(!page(&silent, "places/northshire.html").contains("27.4%"));
}
