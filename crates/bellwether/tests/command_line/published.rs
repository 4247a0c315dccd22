//! What `assess` says, beside every rating and direction that Kent published in six scorecards.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use figures::{Number, Unit, Value};

use crate::person::{assess, copy, examples, rows};

type Row = HashMap<String, String>;

/// A published scorecard, and the example that holds it.
pub(crate) struct Family {
    /// Its name in the data that the example was carried over from.
    pub name: &'static str,
    /// The folder of the example.
    pub example: &'static str,
    /// How many rows of verdicts were published.
    verdicts: usize,
}

pub(crate) const FAMILIES: [Family; 6] = [
    Family { name: "commissioning-2017", example: "kent-commissioning-2017", verdicts: 476 },
    Family { name: "directorate-2017", example: "kent-2017", verdicts: 225 },
    Family { name: "directorate-2021", example: "kent-2021", verdicts: 340 },
    Family { name: "directorate-2023", example: "kent-2023", verdicts: 15 },
    Family { name: "ehps-2015", example: "kent-ehps-2015", verdicts: 325 },
    // And four from an exception report, which is a page of its own.
    Family { name: "scs-2017", example: "kent-scs-2017", verdicts: 157 + 4 },
];

/// A verdict that was published.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Verdict {
    page: String,
    indicator: String,
    place: String,
    period: String,
    basis: String,
    breakdown: String,
    rating: String,
    direction: String,
    against: String,
}

fn verdict(row: &Row) -> Verdict {
    let cell = |name: &str| row.get(name).cloned().unwrap_or_default();
    Verdict {
        page: cell("page"),
        indicator: cell("indicator"),
        place: cell("place"),
        period: cell("period"),
        basis: cell("basis"),
        breakdown: cell("breakdown"),
        rating: cell("rating"),
        direction: cell("direction"),
        against: cell("against"),
    }
}

/// The verdicts in an example's own files.
fn own_verdicts(folder: &Path) -> Vec<Verdict> {
    let files = fs::read_dir(folder.join("verdicts")).unwrap();
    let texts = files.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    texts.flat_map(|text| rows(&text).iter().map(verdict).collect::<Vec<_>>()).collect()
}

/// The verdicts that `assess` doesn't give, as indicator, place and period.
fn differing(folder: &Path, verdicts: &[Verdict]) -> BTreeSet<(String, String, String)> {
    let periods: BTreeSet<&str> = verdicts.iter().map(|verdict| verdict.period.as_str()).collect();
    let mut ours: BTreeMap<(String, String, String), Vec<Row>> = BTreeMap::new();
    for period in periods {
        for row in assess(folder, period) {
            let key = (row["indicator"].clone(), row["place"].clone(), row["period"].clone());
            ours.entry(key).or_default().push(row);
        }
    }
    let agrees = |verdict: &Verdict| {
        let key = (verdict.indicator.clone(), verdict.place.clone(), verdict.period.clone());
        let same_series = |row: &&Row| {
            // An empty basis is the indicator's own, which `assess` prints: it comes first.
            row["breakdown"] == verdict.breakdown
                && (verdict.basis.is_empty() || row["basis"] == verdict.basis)
        };
        let found: Vec<&Row> = ours.get(&key).into_iter().flatten().filter(same_series).collect();
        let own_basis = found.first().map(|row| row["basis"].clone());
        let found = || {
            found.iter().filter(|row| !verdict.basis.is_empty() || Some(&row["basis"]) == own_basis.as_ref())
        };
        let rating = verdict.rating.is_empty() || found().any(|row| row["rating"] == verdict.rating);
        let direction = verdict.direction.is_empty()
            || found().any(|row| row["direction"] == verdict.direction && row["against"] == verdict.against);
        rating && direction
    };
    verdicts
        .iter()
        .filter(|verdict| !agrees(verdict))
        .map(|verdict| (verdict.indicator.clone(), verdict.place.clone(), verdict.period.clone()))
        .collect()
}

/// The verdicts that an example lists as errors of the publication.
fn known_errors(folder: &Path) -> BTreeSet<(String, String, String)> {
    let text = fs::read_to_string(folder.join("acknowledged.csv")).unwrap_or_else(|_| "rule\n".to_owned());
    let of_verdicts = ["verdict-differs", "rating-without-figure", "rating-contradicts-target"];
    rows(&text)
        .iter()
        .filter(|row| of_verdicts.contains(&row["rule"].as_str()))
        .map(|row| (row["indicator"].clone(), row["place"].clone(), row["period"].clone()))
        .collect()
}

/// The data that the examples were carried over from, where they lie beside the project.
pub(crate) fn source(file: &str) -> Option<Vec<Row>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/published").join(file);
    fs::read_to_string(path).ok().map(|text| rows(&text))
}

/// Our id of a published one: long ones without a code were given shorter ids.
pub(crate) fn own_id(family: &str, published: &str) -> String {
    let ids = rows(include_str!("published_ids.csv"));
    let found = ids.iter().find(|row| row["family"] == family && row["published"] == published);
    found.map_or_else(|| published.to_owned(), |row| row["ours"].clone())
}

fn folder(family: &Family) -> PathBuf {
    examples().join(family.example)
}

#[test]
fn every_published_verdict_is_ours_but_for_the_known_errors() {
    for family in &FAMILIES {
        let folder = folder(family);
        let verdicts = own_verdicts(&folder);
        assert_eq!(verdicts.len(), family.verdicts, "{}", family.name);
        assert_eq!(differing(&folder, &verdicts), known_errors(&folder), "{}", family.name);
    }
}

#[test]
fn the_verdicts_are_all_that_was_published() {
    let Some(published) = source("expected.csv") else { return };
    for family in &FAMILIES {
        let rows: Vec<&Row> = published.iter().filter(|row| row["family"] == family.name).collect();
        let count = |verdicts: &mut dyn Iterator<Item = (String, String, String, String)>| {
            let mut counts: BTreeMap<_, usize> = BTreeMap::new();
            verdicts.for_each(|verdict| *counts.entry(verdict).or_default() += 1);
            counts
        };
        // Ids, bases and breakdowns may be written otherwise; periods and what was said of them may not.
        let theirs = count(&mut rows.iter().map(|row| verdict(row)).map(said));
        let own = own_verdicts(&folder(family)).into_iter().filter(|verdict| verdict.page != "exception");
        let ours = count(&mut own.map(said));
        assert_eq!(ours, theirs, "{}", family.name);
    }
}

fn said(verdict: Verdict) -> (String, String, String, String) {
    // Without a direction there is nothing that it compares with.
    let against = if verdict.direction.is_empty() { String::new() } else { verdict.against };
    (verdict.period, verdict.rating, verdict.direction, against)
}

#[test]
fn a_variance_is_the_difference_of_exact_figures_rounded_last() {
    let Some(variances) = source("variances.csv") else { return };
    let ours = assess(&examples().join("kent-scs-2017"), "2017-06");
    let exact = |indicator: &str, place: &str, breakdown: &str| {
        let row = ours.iter().find(|row| {
            row["indicator"] == indicator
                && row["place"] == place
                && row["breakdown"] == breakdown
                && row["basis"] != "rolling 3 months"
        });
        let part = |name: &str| Number::parse(&row.unwrap()[name]);
        match (part("numerator"), part("denominator")) {
            (Ok(numerator), Ok(denominator)) => {
                Value::ratio(numerator, denominator, Unit::Percent).unwrap().number().clone()
            }
            _ => part("value").unwrap(),
        }
    };
    let of_report: Vec<&Row> = variances.iter().filter(|row| row["family"] == "scs-2017").collect();
    assert_eq!(of_report.len(), 33);
    for row in of_report {
        let indicator = own_id("scs-2017", &row["indicator"]);
        let difference =
            exact(&indicator, &row["place"], &row["breakdown"]) - exact(&indicator, &row["place"], "");
        let printed = row["variance"].trim_start_matches('+').trim_end_matches('%');
        let decimals = Number::decimals_written(printed);
        assert_eq!(difference.rounded(decimals), Number::parse(printed).unwrap(), "{row:?}");
    }
}

#[test]
fn the_county_has_the_ratings_that_the_report_counts() {
    let ours = assess(&examples().join("kent-scs-2017"), "2017-06");
    let count = |rating: &str| {
        let rated = ours.iter().filter(|row| {
            row["place"] == "kent"
                && row["breakdown"].is_empty()
                && row["basis"] != "rolling 3 months"
                && row["rating"] == rating
        });
        rated.map(|row| row["indicator"].as_str()).collect::<BTreeSet<_>>().len()
    };
    assert_eq!([count("green"), count("amber"), count("red")], [17, 19, 7]);
}

#[test]
fn without_the_targets_of_a_year_nothing_falls_back() {
    let example = examples().join("kent-2021");
    let folder = tempfile::tempdir().unwrap();
    copy(&example, folder.path());
    let targets = folder.path().join("targets/children.csv");
    let text = fs::read_to_string(&targets).unwrap();
    let kept: Vec<&str> = text.lines().filter(|line| !line.contains("FY2021-22")).collect();
    assert!(kept.len() < text.lines().count());
    fs::write(&targets, kept.join("\n")).unwrap();

    let social_care: BTreeSet<String> = ["social-care.csv", "early-help.csv"]
        .iter()
        .flat_map(|file| rows(&fs::read_to_string(example.join("figures").join(file)).unwrap()))
        .map(|row| row["indicator"].clone())
        .collect();
    assert_eq!(social_care.len(), 16);
    let mut seen = 0;
    for row in assess(folder.path(), "2021-06") {
        if social_care.contains(&row["indicator"]) && row["status"].is_empty() {
            seen += 1;
            assert_eq!(row["rating"], "", "{row:?}");
            assert!(row["reason"].contains("no target for FY2021-22"), "{row:?}");
        }
    }
    assert!(seen > 100, "{seen} rows with a figure");
}
