//! What a covering report can refer to, and what it resolves to.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail loudly")]

use std::collections::BTreeMap;
use std::path::Path;

use framework::{Diagnostic, Folder, Framework, LeftOut, compile};
use periods::Month;

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

/// The base with a report of two parts, an edited sentence in each, and a text about each figure.
fn told(figures: &str) -> Framework {
    let mut files = base();
    let audiences = "\n[audiences.committee]\ntitle = 'committee'\nlevels = ['county']\n";
    files.get_mut("framework.toml").unwrap().push_str(audiences);
    let of = |place: &str| {
        format!(
            "[[parts]]\nheading = 'About {place}'\nscorecard = 'children'\nplace = '{place}'\n\
             [[edits]]\nindicator = 'REF'\nplace = '{place}'\nmonth = '2023-10'\ngenerated = 'It counts 3.'\n\
             text = 'A person said 3 of {place}.'\n"
        )
    };
    let report = format!("title = 'T'\nscorecards = ['children']\n{}{}", of("northshire"), of("eastvale"));
    files.insert("reports/cover.toml".to_owned(), report);
    let text = |place: &str| {
        format!(
            "[[text]]\nkind = 'commentary'\nmonth = '2023-10'\nindicator = 'REF'\nplace = '{place}'\n\
             role = 'Service manager'\nspecimen = true\ntext = 'Commentary on {place}.'\n"
        )
    };
    let texts = format!("{}{}", text("northshire"), text("eastvale"));
    files.insert("commentary/october.toml".to_owned(), texts);
    files.insert("figures/held-back.csv".to_owned(), figures.to_owned());
    let (framework, diagnostics) = compile(&Folder::from_texts(files));
    framework.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

const HEADINGS: &str = "indicator,place,period,numerator,denominator,status,embargo_until\n";

/// The places of the edits and of the texts.
fn places_of_words(framework: &Framework) -> (Vec<&str>, Vec<&str>) {
    let slug = |place| framework.place(place).slug.as_str();
    let edits = framework.reports[0].edits.iter().map(|edit| slug(edit.place)).collect();
    let texts = framework.texts.iter().filter_map(|text| text.subject.place.map(slug)).collect();
    (edits, texts)
}

#[test]
fn an_audience_has_no_part_and_no_edited_sentence_about_a_place_that_it_does_not_see() {
    let framework = told(HEADINGS);
    let seen = framework.seen_by(framework.find_audience("committee").unwrap());
    let headings: Vec<&str> = seen.reports[0].parts.iter().map(|part| part.heading.as_str()).collect();
    assert_eq!(headings, ["About northshire"]);
    assert_eq!(places_of_words(&seen).0, ["northshire"]);
}

#[test]
fn in_public_nobody_writes_about_a_figure_that_is_not_to_be_published_or_not_yet() {
    let public = |row: &str| {
        let framework = told(&format!("{HEADINGS}{row}"));
        let published_on = Some("2023-11-24".parse().unwrap());
        let seen = framework.seen_by_public(LeftOut::not_due(Month::parse("2023-10").unwrap(), published_on));
        let (edits, texts) = places_of_words(&seen);
        (edits.join(" "), texts.join(" "))
    };
    let all = ("northshire eastvale".to_owned(), "northshire eastvale".to_owned());
    let of_county = ("northshire".to_owned(), "northshire".to_owned());
    assert_eq!(public(""), all);
    assert_eq!(public("REF,eastvale,2023-09,10,40,unpublished,\n"), of_county);
    assert_eq!(public("REF,eastvale,2023-09,10,40,,2023-11-25\n"), of_county);
    assert_eq!(public("REF,eastvale,2023-09,10,40,,2023-11-24\n"), all, "it is free on the day");
    assert_eq!(public("REF,eastvale,2023-11,10,40,unpublished,\n"), all, "no page shows that month");
}
