//! The change log: what the framework says of its indicators, by month.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests may fail loudly")]

mod support;

use std::collections::BTreeMap;

/// The site of a small framework with data to June 2021: an indicator `I`, and what a test adds to the indicators, to the
/// scorecard before its tables, and after them.
fn drawn(indicators: &str, head: &str, tail: &str) -> BTreeMap<String, String> {
    let usual = "title = \"Visits in time\"\npolarity = \"high\"\nunit = \"percent\"\nbasis = \"month\"\n\
        frequency = \"month\"\nplaces = [\"county\"]\n";
    let shown: Vec<&str> = indicators
        .lines()
        .filter_map(|line| line.strip_prefix('[')?.strip_suffix(']'))
        .filter(|id| !id.contains('.') && !head.contains(&format!("\"{id}\"")))
        .collect();
    let list = shown.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ");
    let texts = [
        ("framework.toml", "name = \"N\"\norganisation = \"O\"\nlevels = [\"county\"]\n".to_owned()),
        ("places.csv", "place,name,level\nkent,Kent,county\n".to_owned()),
        ("indicators/all.toml", indicators.replace("USUAL\n", usual)),
        (
            "scorecards/board.toml",
            format!(
                "title = \"Board\"\n{head}\n[sections.all]\ntitle = \"All\"\nindicators = [{list}]\n\
                 periods = \"3 months\"\ncolumns = [\"periods\"]\n[[pages]]\nid = \"all\"\ntitle = \"All\"\n\
                 places = [\"kent\"]\nsections = [\"all\"]\n{tail}"
            ),
        ),
    ];
    support::drawn(&support::compiled(texts), "board")
}

/// The words of the change log below its lead, without tags.
fn log(site: &BTreeMap<String, String>) -> String {
    let page = &site["changes.html"];
    let body = page.split("newest first.</p>").nth(1).and_then(|rest| rest.split("</main>").next());
    let parts = body.unwrap_or_default().split('<').filter_map(|part| part.split_once('>'));
    let texts = parts.map(|(_, text)| text.trim()).filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join(" | ")
}

#[test]
fn a_change_says_which_place_and_period_it_is_about() {
    let change = |about: &str| {
        let tail = format!("[[changes]]\nmonth = \"2021-05\"\n{about}\nchange = \"Counted again.\"\n");
        log(&drawn("[I]\nUSUAL\n", "", &tail))
    };
    let of_indicator = "indicator = \"I\"\n";
    let named = "May 2021 | Changed | I | Visits in time |";
    assert_eq!(change(of_indicator), format!("{named} Counted again."));
    assert_eq!(
        change(&format!("{of_indicator}place = \"kent\"\nperiod = \"2021-04\"\n")),
        format!("{named} Kent, April 2021: Counted again.")
    );
    assert_eq!(change("place = \"kent\"\n"), "May 2021 | Changed | Kent: Counted again.");
}

#[test]
fn each_kind_of_change_is_told() {
    let cases = [
        ("from = \"2021-04\"\n", "April 2021 | New | I | Visits in time"),
        (
            "until = \"2021-04\"\n",
            "May 2021 | No longer measured | I | Visits in time | It was last measured in April 2021.",
        ),
        (
            "from = \"2021-04\"\nreplaces = \"OLD\"\n",
            "April 2021 | New | I | Visits in time | It replaces OLD.",
        ),
        (
            "replaces = \"OLD\"\n",
            "The month is not known | Replacement | I | Visits in time | It replaces OLD.",
        ),
        (
            "versions = [{ from = \"2021-04\", change = \"Counts calls too.\" }]\n",
            "April 2021 | Amended | I | Visits in time | Counts calls too.",
        ),
        (
            "versions = [{ from = \"2021-04\", change = \"Counts calls too.\", comparable = false }]\n",
            "April 2021 | Amended | I | Visits in time | Counts calls too. | not comparable with earlier figures",
        ),
        (
            "definition = \"Visits.\"\nversions = [{ from = \"2021-04\", change = \"C.\", definition = \"Visits and calls.\" }]\n",
            "April 2021 | Amended | I | Visits in time | C. | Definition before | Visits. | since | Visits and calls.",
        ),
        (
            "rating = { scheme = \"floor\", floor = \"70\" }\nversions = [{ from = \"2021-04\", change = \"C.\", rating = { scheme = \"floor\", floor = \"75\" } }]\n",
            "April 2021 | Rating changed | I | Visits in time | C. | Rating before | Green at or above the target, amber at or above the floor of 70.0%, red otherwise. | since | Green at or above the target, amber at or above the floor of 75.0%, red otherwise.",
        ),
        // What is to come has not changed yet.
        ("until = \"2021-06\"\n", ""),
        ("versions = [{ from = \"2021-07\", change = \"C.\" }]\n", ""),
    ];
    for (fields, expected) in cases {
        let site = drawn(&format!("[I]\nUSUAL\n{fields}"), "", "");
        let expected = if expected.is_empty() {
            "Nothing has changed in the indicators of this scorecard."
        } else {
            expected
        };
        assert_eq!(log(&site), expected, "{fields}");
    }
}

#[test]
fn a_replacement_has_the_month_in_which_the_other_ended_or_that_of_its_own_entry() {
    let both = "[I]\nUSUAL\nreplaces = \"OLD\"\n[OLD]\nUSUAL\ncode = \"V1\"\nuntil = \"2021-03\"\n";
    assert!(
        log(&drawn(both, "", ""))
            .starts_with("April 2021 | Replacement | I | Visits in time | It replaces V1.")
    );
    let entry = "[[changes]]\nmonth = \"2021-02\"\nindicator = \"I\"\nchange = \"Counts the same.\"\n";
    assert_eq!(
        log(&drawn("[I]\nUSUAL\nreplaces = \"OLD\"\n", "", entry)),
        "February 2021 | Replacement | I | Visits in time | It replaces OLD. | Changed | I | Visits in time | Counts the same."
    );
}

#[test]
fn a_code_that_meant_something_else_is_told() {
    let both = |until: &str| {
        format!(
            "[NEW]\nUSUAL\ncode = \"V1\"\nfrom = \"2021-04\"\n[OLD]\n{}code = \"V1\"\nuntil = \"{until}\"\n",
            "USUAL\n"
        )
        .replacen("[OLD]\nUSUAL\n", "[OLD]\ntitle = \"Visits late\"\npolarity = \"low\"\nunit = \"percent\"\nbasis = \"month\"\nfrequency = \"month\"\nplaces = [\"county\"]\n", 1)
    };
    let sentence = "V1 meant “Visits late” until March 2021; since April 2021 it means “Visits in time”.";
    assert!(log(&drawn(&both("2021-03"), "withdrawn = [\"OLD\"]", "")).contains(sentence));
    // Two that overlap are two showings of a code, not a change of it.
    assert!(!log(&drawn(&both("2021-04"), "withdrawn = [\"OLD\"]", "")).contains("meant"));
}

#[test]
fn what_is_withdrawn_is_removed_and_has_no_page() {
    let indicators = "[I]\nUSUAL\n[OLD]\nUSUAL\nuntil = \"2021-03\"\n[GONE]\nUSUAL\n";
    let site = drawn(indicators, "withdrawn = [\"OLD\", \"GONE\"]", "");
    assert_eq!(
        log(&site),
        "April 2021 | Removed | OLD | Visits in time | It was last measured in March 2021. | The month is not known | Removed | GONE | Visits in time"
    );
    assert!(!site.contains_key("indicators/old.html"));
}

#[test]
fn months_stand_newest_first() {
    let site = drawn(
        "[I]\nUSUAL\nfrom = \"2020-04\"\n",
        "",
        "[[changes]]\nmonth = \"2021-01\"\nchange = \"Teams were renamed.\"\n[[changes]]\nmonth = \"2019-01\"\nchange = \"The first.\"\n",
    );
    assert_eq!(
        log(&site),
        "January 2021 | Changed | Teams were renamed. | April 2020 | New | I | Visits in time | January 2019 | Changed | The first."
    );
}

#[test]
fn the_navigation_names_the_log_only_if_there_is_something_in_it() {
    let with = drawn("[I]\nUSUAL\nfrom = \"2020-04\"\n", "", "");
    assert!(with["index.html"].contains("href=\"changes.html\""));
    assert!(with["changes.html"].contains("<a href=\"indicators/i.html\">Visits in time</a>"));
    assert!(!drawn("[I]\nUSUAL\n", "", "")["index.html"].contains("href=\"changes.html\""));
}

#[test]
fn the_timeline_of_an_indicator_keeps_what_was_said_before() {
    let fields = "definition = \"Visits.\"\nversions = [{ from = \"2021-04\", change = \"C.\", definition = \"Visits and calls.\" }]\n";
    let site = drawn(&format!("[I]\nUSUAL\n{fields}"), "", "");
    let timeline = site["indicators/i.html"].split("class=\"timeline\"").nth(1).expect("a timeline");
    assert!(timeline.contains("<del>Visits.</del>") && timeline.contains("<dd>Visits and calls.</dd>"));
}
