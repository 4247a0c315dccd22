//! The example reproduces every verdict that was published, but for the errors of the publication that it acknowledges.

#![expect(clippy::panic, reason = "tests may fail loudly")]

use std::path::Path;

use assess::{DirectionOfTravel, assess_period, compare_verdicts};
use framework::{Folder, Framework, Rule, compile, review};
use periods::Period;

fn kent() -> (Folder, Framework) {
    let (folder, faults) =
        Folder::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/kent-2021"));
    assert!(faults.is_empty());
    let (framework, diagnostics) = compile(&folder);
    let faults: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    (folder, framework.unwrap_or_else(|| panic!("the example has faults: {faults:?}")))
}

#[test]
fn every_published_verdict_is_there() {
    let (folder, framework) = kent();
    let rows = |path: &str| {
        let in_file = |verdict: &&framework::PublishedVerdict| folder.file(verdict.location).path == path;
        framework.verdicts.iter().filter(in_file).count()
    };
    assert_eq!(framework.verdicts.len(), 340);
    assert_eq!(rows("verdicts/latest.csv") + rows("verdicts/outturns.csv"), 340);
    assert!(framework.verdicts.iter().all(|verdict| verdict.rating.is_some() || verdict.direction.is_some()));
}

/// In both directions: no verdict differs that isn't acknowledged, and no acknowledgement is superfluous.
#[test]
fn every_verdict_is_ours_but_for_the_acknowledged_errors_of_the_publication() {
    let (folder, mut framework) = kent();
    framework.acknowledgements.retain(|known| known.rule == Rule::VerdictDiffers);
    let review = review(&framework, compare_verdicts(&framework));
    let open: Vec<String> = review
        .open
        .iter()
        .map(|finding| format!("{}: {}", finding.primary.0.describe(&folder), finding.message))
        .collect();
    assert_eq!(open, Vec::<String>::new());
    assert_eq!(review.acknowledged.len(), framework.acknowledgements.len(), "one finding for each");
}

#[test]
fn every_rating_and_direction_says_why() {
    let (_, framework) = kent();
    let periods: std::collections::BTreeSet<Period> =
        framework.figures.values().flat_map(|series| series.figures()).map(|figure| figure.period).collect();
    let mut rated = 0;
    for period in periods {
        for assessment in assess_period(&framework, framework.find_scorecard("directorate"), period) {
            let travels = assessment.directions.iter().map(DirectionOfTravel::reason);
            for reason in travels.chain([assessment.reason.clone()]) {
                assert!(reason.ends_with('.') && !reason.contains(".."), "{reason}");
            }
            rated += usize::from(assessment.rating.is_some());
        }
    }
    assert!(rated > 340, "{rated} ratings");
}

/// The targets of one year deleted from a copy: nothing falls back on another year's.
#[test]
fn without_the_years_targets_no_monthly_row_of_childrens_services_is_rated() {
    let (folder, _) = kent();
    let copy = folder.files.iter().map(|file| {
        let kept = |line: &&str| !(file.path.starts_with("targets/") && line.contains(",FY2021-22,"));
        let text: String = file.text.lines().filter(kept).map(|line| format!("{line}\n")).collect();
        (file.path.clone(), text)
    });
    let (framework, _) = compile(&Folder::from_texts(copy));
    let framework = framework.unwrap();
    let scorecard = framework.find_scorecard("directorate").unwrap();
    let sections = &framework.scorecard(scorecard).sections;
    let monthly = &sections.iter().find(|section| section.id == "children-monthly").unwrap().indicators;
    let mut rows = 0;
    for assessment in assess_period(&framework, Some(scorecard), Period::parse("2021-06").unwrap()) {
        let own = monthly.contains(&assessment.series.indicator) && assessment.reading.value().is_some();
        if own {
            rows += 1;
            assert!(assessment.rating.is_none());
            assert_eq!(assessment.reason, "Not rated: no target for FY2021-22.");
        }
    }
    assert!(rows > monthly.len(), "{rows} rows");
}
