//! Covering reports as pages.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests may fail loudly")]

mod support;

use std::path::Path;

use framework::{Folder, Framework};

use support::drawn;

fn folder() -> Folder {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frameworks/states");
    let (folder, faults) = Folder::read(&path);
    assert!(faults.is_empty(), "{faults:?}");
    folder
}

fn with_files(files: &[(&str, String)]) -> Framework {
    let base = folder().files.into_iter().map(|file| (file.path, file.text));
    let more = files.iter().map(|(path, text)| ((*path).to_owned(), text.clone()));
    let texts: Vec<(String, String)> = base.chain(more).collect();
    support::compiled(texts.iter().map(|(path, text)| (path.as_str(), text.clone())))
}

/// A second scorecard with data to another month, and a report over both.
fn umbrella() -> Framework {
    let folder = folder();
    let text = |path: &str| folder.find(path).expect("a file").1.text.clone();
    let editions = "[[editions]]\nscorecard = \"other\"\ndata_month = \"2021-05\"\n";
    let framework = text("framework.toml").replacen("[[editions]]", &format!("{editions}\n[[editions]]"), 1);
    let report = "title = \"Umbrella\"\nscorecards = [\"all\", \"other\"]\n\
        [[parts]]\nheading = \"One\"\nscorecard = \"all\"\nplace = \"specimen\"\nindicators = [\"HIGH\"]\n\
        [[parts]]\nheading = \"Other\"\nscorecard = \"other\"\nplace = \"specimen\"\nindicators = [\"HIGH\"]\n";
    with_files(&[
        ("framework.toml", framework),
        (
            "scorecards/other.toml",
            text("scorecards/all.toml").replace("Specimen scorecard", "Other scorecard"),
        ),
        ("reports/umbrella.toml", report.to_owned()),
    ])
}

#[test]
fn parts_and_paragraphs_are_numbered() {
    let page = &drawn(&with_files(&[]), "all")["reports/cover.html"];
    for number in [
        "1</span>Introduction",
        "2</span>Current performance",
        "1.1</span>",
        "1.2</span>",
        "2.1</span>Before",
    ] {
        assert!(page.contains(&format!("<span class=\"ordinal\">{number}")), "{number}");
    }
    assert!(
        page.contains("<span class=\"ordinal\">2.2</span>Of "),
        "the count comes first of what is generated"
    );
}

#[test]
fn an_outdated_edit_is_shown_with_both_sentences() {
    let page = &drawn(&with_files(&[]), "all")["reports/cover.html"];
    for said in [
        "A person&#39;s words about a figure that has changed since.",
        "The figure has changed since this was edited.",
        "<del>Visits in time: 99.9%, rated green.</del>",
        "<ins>Percentage of visits in time: 85.0%, 5.0 percentage points below",
        "<span class=\"chip\">edited</span>",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn what_was_said_before_an_edit_stands_in_internal_copies_alone() {
    let text = folder().find("framework.toml").expect("a framework").1.text.clone();
    let audience = "\n[audiences.guests]\ntitle = \"guests\"\n";
    let framework = with_files(&[("framework.toml", format!("{text}{audience}"))]);
    let guests = publish::Audience::Declared(framework.find_audience("guests").expect("an audience"));
    let page = &support::drawn_for(&framework, "all", guests)["reports/cover.html"];
    assert!(page.contains("A person&#39;s words about a figure that has changed since."));
    assert!(!page.contains("99.9%") && !page.contains("has changed since this was edited"), "{page}");
}

#[test]
fn an_edit_that_fits_has_no_notice() {
    let report = folder().find("reports/cover.toml").expect("a report").1.text.clone();
    let framework = with_files(&[]);
    let told = assess::tell(
        &framework,
        &framework.reports[0],
        framework.reports[0].performances().next().expect("a part"),
        periods::Month::parse("2021-06").expect("a month"),
    );
    let now = told.paragraphs.iter().find(|figure| figure.edit.is_some()).expect("an edit").generated.clone();
    let current = report.replace("Visits in time: 99.9%, rated green.", &now);
    let page = &drawn(&with_files(&[("reports/cover.toml", current)]), "all")["reports/cover.html"];
    assert!(page.contains("A person&#39;s words") && !page.contains("has changed since this was edited"));
    assert!(!page.contains(&now), "the edit stands in its place");
}

#[test]
fn absence_is_said_in_words() {
    let page = &drawn(&with_files(&[]), "all")["reports/cover.html"];
    assert!(page.contains("No figure has one of the ratings that this part tells of."));
    assert!(page.contains("The scorecard has no indicator for this place."));
    assert!(page.contains("the figure is still to be supplied."));
    assert!(page.contains("Not rated"));
}

#[test]
fn a_report_is_drawn_with_its_first_scorecard_alone() {
    let framework = umbrella();
    let (all, other) = (drawn(&framework, "all"), drawn(&framework, "other"));
    assert!(all.contains_key("reports/umbrella.html") && all.contains_key("reports/cover.html"));
    assert!(other.keys().all(|path| !path.starts_with("reports/")));
    assert!(!other["index.html"].contains("reports/"));
}

#[test]
fn the_navigation_has_a_link_or_a_menu() {
    let one = drawn(&with_files(&[]), "all");
    assert!(one["index.html"].contains("<a href=\"reports/cover.html\">Report</a>"));
    assert!(
        one["reports/cover.html"]
            .contains("<a href=\"../reports/cover.html\" aria-current=\"page\">Report</a>")
    );
    let two = drawn(&umbrella(), "all");
    assert!(two["index.html"].contains("<summary>Reports</summary>"));
    assert!(two["index.html"].contains("<a href=\"reports/umbrella.html\">Umbrella</a>"));
}

#[test]
fn an_umbrella_says_the_month_of_each_scorecard_and_links_only_to_its_own_pages() {
    let page = &drawn(&umbrella(), "all")["reports/umbrella.html"];
    assert!(page.contains("Specimen scorecard, Specimen County, data to 30 June 2021."));
    assert!(page.contains("Other scorecard, Specimen County, data to 31 May 2021."));
    let links = page.split("<main").nth(1).map_or(0, |main| main.matches("indicators/high.html").count());
    assert_eq!(links, 1);
}
