//! What a covering report can refer to, and what it resolves to.

use std::collections::BTreeMap;
use std::path::Path;

use framework::{Diagnostic, Folder, Framework, compile};

/// The sound framework that the examples of the diagnostics are laid over.
fn base() -> BTreeMap<String, String> {
    let (folder, faults) = Folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/base"));
    assert_eq!(faults, []);
    folder.files.into_iter().map(|file| (file.path, file.text)).collect()
}

fn compiled(report: &str) -> (Option<Framework>, Vec<Diagnostic>) {
    let mut files = base();
    files.insert("reports/cover.toml".to_owned(), report.to_owned());
    let (framework, diagnostics) = compile(&Folder::from_texts(files));
    (framework, diagnostics)
}

fn with_part(part: &str) -> (Option<Framework>, Vec<Diagnostic>) {
    compiled(&format!("title = 'T'\nscorecards = ['children']\n[[parts]]\nheading = 'H'\n{part}"))
}

fn said(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics.iter().map(|found| format!("{}: {}", found.rule.token(), found.message)).collect()
}

#[test]
fn mistakes_in_a_part_are_explained() {
    let cases = [
        ("", "missing-key: this part has nothing to say"),
        ("ratings = ['red']", "missing-key: this part has nothing to say"),
        ("paragraphs = ['P']\nsections = ['monthly']", "missing-key: this part has nothing to say"),
        ("scorecard = 'children'", "missing-key: the key `place` is missing beside this one"),
        ("place = 'northshire'", "missing-key: the key `scorecard` is missing beside this one"),
        ("scorecard = 'children'\nplace = 'norfshire'", "unknown-place: there is no place `norfshire`"),
        ("scorecard = 'adults'\nplace = 'northshire'", "unknown-scorecard: there is no scorecard `adults`"),
        (
            "scorecard = 'children'\nplace = 'northshire'\nsections = ['weekly']",
            "unknown-section: the scorecard `children` has no section `weekly`",
        ),
        (
            "scorecard = 'children'\nplace = 'northshire'\nindicators = ['REX']",
            "unknown-indicator: there is no indicator `REX`",
        ),
        // No page of the scorecard is Eastvale's.
        (
            "scorecard = 'children'\nplace = 'eastvale'\nindicators = ['REF']",
            "unknown-indicator: the sections that this part tells of don't show `REF` for its place",
        ),
        (
            "scorecard = 'children'\nplace = 'northshire'\nratings = ['blue']",
            "unknown-word: `blue` cannot stand here",
        ),
    ];
    for (part, expected) in cases {
        let (framework, diagnostics) = with_part(part);
        assert!(framework.is_none(), "{part}");
        assert_eq!(said(&diagnostics), [expected], "{part}");
        assert!(diagnostics[0].hint.is_some(), "{part}");
    }
}

#[test]
fn a_part_tells_only_of_the_reports_own_scorecards() {
    let mut files = base();
    let scorecard = files["scorecards/children.toml"].clone();
    files.insert("scorecards/other.toml".to_owned(), scorecard);
    files.insert(
        "reports/cover.toml".to_owned(),
        "title = 'T'\nscorecards = ['other']\n[[parts]]\nheading = 'H'\nscorecard = 'children'\nplace = 'northshire'\n"
            .to_owned(),
    );
    let (_, diagnostics) = compile(&Folder::from_texts(files));
    assert_eq!(
        said(&diagnostics),
        ["unknown-scorecard: this report doesn't go with the scorecard `children`"]
    );
}

#[test]
fn a_scorecard_at_fault_is_reported_once() {
    let mut files = base();
    files.insert("scorecards/children.toml".to_owned(), "title = 1\n[sections]\n[[pages]]\n".to_owned());
    files.insert(
        "reports/cover.toml".to_owned(),
        "title = 'T'\nscorecards = ['children']\n[[parts]]\nheading = 'H'\nscorecard = 'children'\nplace = 'northshire'\n"
            .to_owned(),
    );
    let folder = Folder::from_texts(files);
    let (_, diagnostics) = compile(&folder);
    assert!(
        diagnostics.iter().all(|found| folder.file(found.primary.0).path != "reports/cover.toml"),
        "{diagnostics:?}"
    );
}

#[test]
fn an_edit_stands_once_for_an_indicator_a_place_and_a_month() {
    let edit = "[[edits]]\nindicator = 'REF'\nplace = 'northshire'\nmonth = '2023-10'\ngenerated = 'G'\ntext = 'T'\n";
    let (_, diagnostics) = with_part(&format!("paragraphs = ['P']\n{edit}{edit}"));
    assert_eq!(said(&diagnostics), ["duplicate-id: there are two edits of `REF` for one place and month"]);
    let other = edit.replace("2023-10", "2023-09");
    let (framework, _) = with_part(&format!("paragraphs = ['P']\n{edit}{other}"));
    assert_eq!(framework.unwrap().reports[0].edits.len(), 2);
}

#[test]
fn a_part_without_sections_tells_of_what_the_places_pages_show() {
    let told = |part: &str| -> Vec<String> {
        let (framework, diagnostics) = with_part(part);
        assert!(diagnostics.is_empty(), "{:?}", said(&diagnostics));
        let framework = framework.unwrap();
        let part = framework.reports[0].performances().next().unwrap().clone();
        part.indicators.iter().map(|(_, id)| framework.indicator(*id).id.clone()).collect()
    };
    let here = "scorecard = 'children'\nplace = 'northshire'\n";
    let there = "scorecard = 'children'\nplace = 'eastvale'\n";
    assert_eq!(told(here), ["CPP", "REF"]);
    assert_eq!(told(&format!("{here}indicators = ['REF', 'CPP']")), ["REF", "CPP"]);
    assert_eq!(told(there), [""; 0]);
    assert_eq!(told(&format!("{there}sections = ['monthly']")), ["CPP", "REF"]);
}

#[test]
fn a_second_showing_is_not_told_twice() {
    let mut files = base();
    let indicators = files["indicators/children.toml"].clone();
    files.insert(
        "indicators/children.toml".to_owned(),
        format!("{indicators}\n[REF2]\ntitle = \"T\"\npolarity = \"low\"\nunit = \"percent\"\nbasis = \"month\"\nfrequency = \"month\"\nplaces = [\"county\"]\nsame_as = \"REF\"\n"),
    );
    let scorecard =
        files["scorecards/children.toml"].replace("[\"CPP\", \"REF\"]", "[\"CPP\", \"REF\", \"REF2\"]");
    files.insert("scorecards/children.toml".to_owned(), scorecard);
    files.insert(
        "reports/cover.toml".to_owned(),
        "title = 'T'\nscorecards = ['children']\n[[parts]]\nheading = 'H'\nscorecard = 'children'\nplace = 'northshire'\n"
            .to_owned(),
    );
    let framework = compile(&Folder::from_texts(files)).0.unwrap();
    assert_eq!(framework.reports[0].performances().next().unwrap().indicators.len(), 2);
}

#[test]
fn a_report_needs_parts_and_scorecards() {
    let (_, diagnostics) = compiled("title = 'T'\nscorecards = []\nparts = []\n");
    assert_eq!(diagnostics.len(), 2, "{diagnostics:?}");
    let (_, diagnostics) = compiled("title = 'T'\n");
    assert_eq!(said(&diagnostics), ["missing-key: the keys `scorecards` and `parts` are missing"]);
}
