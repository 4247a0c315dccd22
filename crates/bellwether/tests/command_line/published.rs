//! What `assess` says, beside every rating and direction that was published for June 2021.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use crate::person::{assess, copy, example, rows};

type Row = HashMap<String, String>;

/// A verdict that was published: from the example's own files, or from the data that they were carried over from.
struct Published {
    indicator: String,
    place: String,
    period: String,
    rating: String,
    direction: String,
    against: String,
}

fn published(row: &Row) -> Published {
    let place = row["place"].rsplit('/').next().unwrap().to_owned();
    let cell = |name: &str| row.get(name).cloned().unwrap_or_default();
    Published {
        indicator: cell("indicator"),
        place,
        period: cell("period"),
        rating: cell("rating"),
        direction: cell("direction"),
        against: cell("against"),
    }
}

/// The verdicts that `assess` doesn't give, as indicator, place and period.
fn differing(verdicts: &[Published]) -> BTreeSet<(String, String, String)> {
    let periods: BTreeSet<&str> = verdicts.iter().map(|verdict| verdict.period.as_str()).collect();
    let mut ours: BTreeMap<(String, String, String), Vec<Row>> = BTreeMap::new();
    for period in periods {
        for row in assess(&example(), period) {
            let key = (row["indicator"].clone(), row["place"].clone(), row["period"].clone());
            ours.entry(key).or_default().push(row);
        }
    }
    let agrees = |verdict: &Published| {
        let key = (verdict.indicator.clone(), verdict.place.clone(), verdict.period.clone());
        let found = ours.get(&key).map_or(&[][..], Vec::as_slice);
        let rating = verdict.rating.is_empty() || found.iter().any(|row| row["rating"] == verdict.rating);
        let direction = verdict.direction.is_empty()
            || found
                .iter()
                .any(|row| row["direction"] == verdict.direction && row["against"] == verdict.against);
        rating && direction
    };
    verdicts
        .iter()
        .filter(|verdict| !agrees(verdict))
        .map(|verdict| (verdict.indicator.clone(), verdict.place.clone(), verdict.period.clone()))
        .collect()
}

/// The verdicts that the example lists as errors of the publication.
fn known_errors() -> BTreeSet<(String, String, String)> {
    let text = fs::read_to_string(example().join("acknowledged.csv")).unwrap();
    rows(&text)
        .iter()
        .filter(|row| row["rule"] == "verdict-differs")
        .map(|row| (row["indicator"].clone(), row["place"].clone(), row["period"].clone()))
        .collect()
}

#[test]
fn every_published_verdict_is_ours_but_for_the_known_errors() {
    let mut verdicts = Vec::new();
    for entry in fs::read_dir(example().join("verdicts")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        verdicts.extend(rows(&text).iter().map(published));
    }
    assert_eq!(verdicts.len(), 340);
    assert_eq!(differing(&verdicts), known_errors());
}

#[test]
fn the_data_that_the_example_was_carried_over_from_agree_as_well() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/published/expected.csv");
    let Ok(text) = fs::read_to_string(source) else { return };
    let all = rows(&text);
    let verdicts: Vec<Published> =
        all.iter().filter(|row| row["family"] == "directorate-2021").map(published).collect();
    assert_eq!(verdicts.len(), 340);
    assert_eq!(differing(&verdicts), known_errors());
}

#[test]
fn without_the_targets_of_a_year_nothing_falls_back() {
    let folder = tempfile::tempdir().unwrap();
    copy(&example(), folder.path());
    let targets = folder.path().join("targets/children.csv");
    let text = fs::read_to_string(&targets).unwrap();
    let kept: Vec<&str> = text.lines().filter(|line| !line.contains("FY2021-22")).collect();
    assert!(kept.len() < text.lines().count());
    fs::write(&targets, kept.join("\n")).unwrap();

    let social_care: BTreeSet<String> = ["social-care.csv", "early-help.csv"]
        .iter()
        .flat_map(|file| rows(&fs::read_to_string(example().join("figures").join(file)).unwrap()))
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
