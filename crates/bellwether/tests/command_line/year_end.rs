//! Targets at the end of a year: carried, listed, approved, and what an approval does to earlier releases.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use crate::person::{rows, run, stderr, stdout};
use crate::releases::{done, northshire, publish};

/// What is printed at the end of 2023-24, by indicator, place and status.
fn year_end(framework: &Path, more: &[&str]) -> Vec<[String; 4]> {
    let more: Vec<&str> = ["--year", "FY2023-24", "--format", "csv"].iter().chain(more).copied().collect();
    let (printed, _) = done(framework, &["year-end"], &more);
    let cells =
        |row: HashMap<String, String>| ["indicator", "place", "target", "status"].map(|key| row[key].clone());
    rows(&printed).into_iter().map(cells).collect()
}

fn edit(framework: &Path, file: &str, was: &str, is: &str) {
    let path = framework.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(was), "{file}: {text}");
    fs::write(&path, text.replacen(was, is, 1)).unwrap();
}

const CARRIED: &str = "targets/FY2024-25-carried.csv";

#[test]
fn targets_are_listed_first_then_carried_and_never_invented() {
    let (_folder, framework) = northshire();
    let expected = [["REFER", "*", "25", "carried"]];
    assert_eq!(year_end(&framework, &[]), expected);
    assert!(!framework.join(CARRIED).exists(), "looking writes nothing");
    assert_eq!(year_end(&framework, &["--keep"]), expected);
    let written = fs::read_to_string(framework.join(CARRIED)).unwrap();
    assert_eq!(
        written,
        "indicator,place,period,basis,breakdown,target,floor,upper,printed,status,note\n\
         REFER,*,FY2024-25,,,25,,,,carried,carried from FY2023-24\n"
    );
    assert!(year_end(&framework, &["--keep"]).is_empty(), "what is there is not carried again");
    assert_eq!(fs::read_to_string(framework.join(CARRIED)).unwrap(), written);
    assert!(run(&["check", framework.to_str().unwrap()]).status.success());
}

#[test]
fn a_file_that_is_there_is_not_overwritten() {
    let (_folder, framework) = northshire();
    fs::write(framework.join(CARRIED), "indicator,place,period,target\n").unwrap();
    let refused = run(&["year-end", framework.to_str().unwrap(), "--year", "FY2023-24", "--keep"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("is not overwritten"), "{}", stderr(&refused));
    assert_eq!(fs::read_to_string(framework.join(CARRIED)).unwrap(), "indicator,place,period,target\n");
}

#[test]
fn every_place_without_a_target_is_listed_and_a_deliberate_gap_stays_one() {
    let (_folder, framework) = northshire();
    edit(
        &framework,
        "targets/targets.csv",
        "indicator,place,period,target\nREFER,*,FY2023-24,25\n",
        "indicator,place,period,target,status\nREFER,eastvale,FY2023-24,25,\nREFER,westmoor,FY2023-24,,none\n",
    );
    for row in ["REFER,*,FY2022-23,25", "PLANS,*,AY2023-24,65", "PLANS,*,AY2022-23,60"] {
        edit(&framework, "targets/targets.csv", row, &format!("{row},"));
    }
    for row in ["NEET,*,AY2023-24,2.5", "NEET,*,AY2022-23,2.5"] {
        edit(&framework, "targets/targets.csv", row, &format!("{row},"));
    }
    assert_eq!(
        year_end(&framework, &[]),
        [
            ["REFER", "eastvale", "25", "carried"],
            ["REFER", "westmoor", "", "none"],
            ["REFER", "northshire", "", "missing"],
            ["REFER", "westmoor", "", "missing"],
        ]
    );
    let (_, said) = done(&framework, &["year-end"], &["--year", "FY2023-24"]);
    assert!(said.contains("2 targets of FY2023-24 to carry into FY2024-25, 2 figures without one"), "{said}");
}

/// The rows of the re-referrals' targets, in the place of the one of 2023-24.
fn targets_of_referrals(framework: &Path, rows: &[String]) {
    edit(framework, "targets/targets.csv", "REFER,*,FY2023-24,25\n", &format!("{}\n", rows.join("\n")));
}

/// What is carried at the end of 2023-24, and what is missing then with the reason, by place and period.
fn carried_and_missing(framework: &Path) -> (usize, Vec<[String; 3]>) {
    let more = ["--year", "FY2023-24", "--format", "csv"];
    let (printed, said) = done(framework, &["year-end"], &more);
    let (missing, carried): (Vec<_>, Vec<_>) =
        rows(&printed).into_iter().partition(|row| row["status"] == "missing");
    let counted = match missing.len() {
        1 => "1 figure without one".to_owned(),
        figures => format!("{figures} figures without one"),
    };
    assert!(said.contains(&counted), "{said}");
    let cells = |row: HashMap<String, String>| ["place", "period", "why"].map(|key| row[key].clone());
    (carried.len(), missing.into_iter().map(cells).collect())
}

/// The months of 2023-24.
fn months() -> Vec<String> {
    let months = (4..=12).map(|month| (2023, month)).chain((1..=3).map(|month| (2024, month)));
    months.map(|(year, month)| format!("{year}-{month:02}")).collect()
}

#[test]
fn targets_of_every_month_are_targets_of_the_year() {
    let (_folder, framework) = northshire();
    let of_months: Vec<String> = months().iter().map(|month| format!("REFER,*,{month},25")).collect();
    targets_of_referrals(&framework, &of_months);
    assert_eq!(carried_and_missing(&framework), (12, vec![]));
    assert_eq!(year_end(&framework, &["--keep"]).len(), 12);
    assert_eq!(carried_and_missing(&framework), (0, vec![]), "what was carried is there");
}

#[test]
fn of_some_months_those_without_a_target_are_named() {
    let (_folder, framework) = northshire();
    // The year after has its own for July; nobody has one for August and December.
    let mut of_months: Vec<String> = months()
        .iter()
        .filter(|month| !["2023-07", "2023-08", "2023-12"].contains(&month.as_str()))
        .map(|month| format!("REFER,northshire,{month},25"))
        .collect();
    of_months.push("REFER,northshire,2024-07,25".to_owned());
    targets_of_referrals(&framework, &of_months);
    let row = |place: &str, period: &str, why: &str| [place, period, why].map(str::to_owned);
    let expected = vec![
        row("northshire", "2024-08", "there was none in 2023-08 either"),
        row("northshire", "2024-12", "there was none in 2023-12 either"),
        row("eastvale", "FY2024-25", "there was none in FY2023-24 either"),
        row("westmoor", "FY2024-25", "there was none in FY2023-24 either"),
    ];
    assert_eq!(carried_and_missing(&framework), (9, expected));
    // A target of the whole year fills every gap.
    edit(&framework, "targets/targets.csv", "REFER,", "REFER,*,FY2024-25,24\nREFER,");
    assert_eq!(carried_and_missing(&framework), (9, vec![]));
}

#[test]
fn quarterly_figures_are_looked_for_by_quarters_under_whichever_name() {
    let (_folder, framework) = northshire();
    let indicators = framework.join("indicators/children.toml");
    let text = fs::read_to_string(&indicators).unwrap();
    let quarterly = text.replacen("frequency  = \"month\"", "frequency  = \"quarter\"", 1);
    fs::write(&indicators, quarterly).unwrap();
    // The first and the second quarter of the financial year, the third as one of the calendar year, the fourth under
    // its last month.
    let quarters = ["FY2023-24-Q1", "FY2023-24-Q2", "CY2023-Q4", "2024-03"];
    targets_of_referrals(&framework, &quarters.map(|period| format!("REFER,*,{period},25")));
    assert_eq!(carried_and_missing(&framework), (4, vec![]));
    edit(&framework, "targets/targets.csv", "REFER,*,FY2023-24-Q2,25\n", "");
    let why = "there was none in FY2023-24-Q2 either";
    let missing = ["northshire", "eastvale", "westmoor"]
        .map(|place| [place, "FY2024-25-Q2", why].map(str::to_owned))
        .to_vec();
    assert_eq!(carried_and_missing(&framework), (3, missing));
}

#[test]
fn a_month_that_deliberately_has_none_is_named_beside_the_target_of_its_year() {
    let (_folder, framework) = northshire();
    let path = framework.join("targets/targets.csv");
    let targets = "indicator,place,period,target,status\nREFER,*,FY2023-24,25,\nREFER,*,2023-08,,none\n\
                   REFER,northshire,2024-12,,none\n";
    fs::write(&path, targets).unwrap();
    let row = |place: &str, period: &str, why: &str| [place, period, why].map(str::to_owned);
    let expected = vec![
        row("northshire", "2024-08", "there was deliberately none in 2023-08"),
        row("northshire", "2024-12", "there is deliberately none in 2024-12"),
        row("eastvale", "2024-08", "there was deliberately none in 2023-08"),
        row("westmoor", "2024-08", "there was deliberately none in 2023-08"),
    ];
    assert_eq!(carried_and_missing(&framework), (2, expected));
}

#[test]
fn only_a_year_ends() {
    let (_folder, framework) = northshire();
    let refused = run(&["year-end", framework.to_str().unwrap(), "--year", "2024-03"]);
    assert_eq!((refused.status.code(), stdout(&refused).as_str()), (Some(2), ""));
    assert!(stderr(&refused).contains("`2024-03` is no year"), "{}", stderr(&refused));
}

#[test]
fn a_target_approved_in_may_re_rates_april_in_the_next_release_and_leaves_aprils_as_it_was() {
    let (_folder, framework) = northshire();
    let path = framework.join("figures/children.csv");
    let figures = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        format!("{figures}REFER,northshire,2024-04,24,100,\nREFER,northshire,2024-05,24,100,\n"),
    )
    .unwrap();
    let editions = "[[editions]]\nscorecard = \"children\"\ndata_month = \"2024-04\"\n\n\
                    [[editions]]\nscorecard = \"children\"\ndata_month = \"2024-05\"\n\n[[editions]]";
    edit(&framework, "framework.toml", "[[editions]]", editions);
    year_end(&framework, &["--keep"]);
    done(&framework, &["release", "draft"], &["--month", "2024-04"]);
    publish(&framework, "1");
    edit(&framework, CARRIED, "25,,,,carried,carried from FY2023-24", "20,,,,,");
    done(&framework, &["release", "draft"], &["--month", "2024-05"]);
    publish(&framework, "2");

    let (changes, _) = done(&framework, &["diff", "1", "2", "--folder"], &["--format", "csv"]);
    let of_april: Vec<[String; 4]> = rows(&changes)
        .into_iter()
        .filter(|row| row["change"] == "rating")
        .map(|row| ["period", "was", "now", "why"].map(|key| row[key].clone()))
        .collect();
    assert_eq!(of_april, [["2024-04", "green", "amber", "the target moved"]]);
    let asked = ["history", "REFER", "--place", "northshire", "--period", "2024-04", "--folder"];
    let (history, _) = done(&framework, &asked, &["--format", "csv"]);
    let ratings: Vec<[String; 2]> =
        rows(&history).into_iter().map(|row| ["data_month", "rating"].map(|key| row[key].clone())).collect();
    assert_eq!(ratings, [["2024-04", "green"], ["2024-05", "amber"]]);
}
