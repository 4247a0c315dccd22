//! Open data say what was restated, and where a series breaks.

use std::collections::BTreeMap;

use publish::Compared;

use crate::council::{council, open_data};

/// The cells of columns in the row of the county's visits in a month.
fn cells(files: &BTreeMap<String, String>, period: &str, columns: &[&str]) -> Vec<String> {
    let table = &files["internal-figures.csv"];
    let split = |line: &str| {
        let mut quoted = false;
        let parts = line.split(|character: char| {
            quoted ^= character == '"';
            character == ',' && !quoted
        });
        parts.map(|cell| cell.trim_matches('"').to_owned()).collect::<Vec<_>>()
    };
    let mut lines = table.lines().map(split);
    let names = lines.next().expect("names");
    let at = |name: &str| names.iter().position(|known| known == name).unwrap_or_else(|| panic!("no {name}"));
    let is_asked = |row: &Vec<String>| {
        row[at("indicator")] == "VISITS" && row[at("place")] == "shire" && row[at("period")] == period
    };
    let row = lines.find(is_asked).expect("a row");
    columns.iter().map(|column| row[at(column)].clone()).collect()
}

#[test]
fn a_column_says_what_the_last_release_said_otherwise() {
    let now = council().figure("VISITS,shire,2021-05,81", "VISITS,shire,2021-05,79.5");
    let files = open_data(&now.compile(), &now.since(&council()));
    assert_eq!(
        cells(&files, "2021-05", &["figure", "restated"]),
        ["79.5", "Restated: 81.0% in the release of May 2021"]
    );
    assert_eq!(cells(&files, "2021-06", &["restated"]), ["z"]);
    assert!(
        files["internal-data-dictionary.csv"]
            .contains("What the scorecard's last release said of the figure")
    );
}

#[test]
fn a_column_says_where_a_series_breaks() {
    let definition = "definition = \"Visits in time, out of all.\"\n";
    let version = "versions = [{ from = \"2021-05\", change = \"Counts calls too.\", comparable = false }]\n";
    let now = council().change("indicators/all.toml", definition, &format!("{definition}{version}"));
    let files = open_data(&now.compile(), &Compared::default());
    assert_eq!(
        cells(&files, "2021-05", &["break_in_series"]),
        ["New definition from May 2021, not comparable with figures before: Counts calls too."]
    );
    for other in ["2021-04", "2021-06"] {
        assert_eq!(cells(&files, other, &["break_in_series"]), ["z"], "{other}");
    }
    assert!(
        files["internal-indicators.csv"]
            .contains("2021-05: Counts calls too. Not comparable with figures before.")
    );
    assert!(files["internal-data-dictionary.csv"].contains("may not be compared with the figures before"));
}
