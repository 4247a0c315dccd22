//! The table of known errors in `docs/known-errors.md`, beside what `check` finds in the examples.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use framework::{Diagnostic, Folder, Framework, Review, Rule, compile, findings, review};
use periods::Period;

use crate::person::examples;

/// A row of the table.
#[derive(Debug)]
struct KnownError {
    example: String,
    indicators: Vec<String>,
    periods: Vec<String>,
    /// The rule that finds it, or why none does.
    found_by: Result<Rule, String>,
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

/// The rows of all tables, under the headings that name their examples.
fn known_errors() -> Vec<KnownError> {
    let text = fs::read_to_string(docs().join("known-errors.md")).unwrap();
    let mut example = String::new();
    let mut errors = Vec::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## `examples/") {
            example = heading.trim_end_matches('`').to_owned();
        }
        let Some(row) = line.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")) else { continue };
        let cells: Vec<&str> = row.split(" | ").collect();
        assert_eq!(cells.len(), 5, "{line}");
        let [page, indicators, periods, wrong, found_by]: [&str; 5] = cells.try_into().unwrap();
        if page == "page" || page == "---" {
            continue;
        }
        assert!(!page.is_empty() && !wrong.is_empty(), "{line}");
        let list = |cell: &str| -> Vec<String> {
            cell.split(", ").filter(|item| *item != "–").map(str::to_owned).collect()
        };
        let found_by = match found_by.strip_prefix("[`") {
            Some(link) => {
                let (token, address) = link.split_once("`](").unwrap();
                let (page, section) = address.trim_end_matches(')').split_once('#').unwrap();
                let page = fs::read_to_string(docs().join(page)).unwrap();
                assert!(page.contains(&format!("## `{token}`\n")) && section == token, "{line}");
                Ok(Rule::parse(token).unwrap())
            }
            None => Err(found_by.to_owned()),
        };
        let (indicators, periods) = (list(indicators), list(periods));
        errors.push(KnownError { example: example.clone(), indicators, periods, found_by });
    }
    errors
}

/// The examples that hold published scorecards.
fn published() -> Vec<String> {
    let folders = fs::read_dir(examples()).unwrap();
    let names = folders.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.starts_with("kent-")).collect();
    names.sort();
    names
}

fn check(example: &str) -> (Framework, Review) {
    let (folder, unreadable) = Folder::read(&examples().join(example));
    assert_eq!(unreadable, [], "{example}");
    let (framework, mut found) = compile(&folder);
    let framework = framework.unwrap();
    found.extend(findings(&framework));
    found.extend(assess::compare_verdicts(&framework));
    let review = review(&framework, found);
    (framework, review)
}

fn all(review: &Review) -> impl Iterator<Item = &Diagnostic> {
    review.open.iter().chain(review.acknowledged.iter().map(|(finding, _)| finding))
}

/// What a finding is about, as the table writes it.
fn about(framework: &Framework, finding: &Diagnostic) -> (Option<String>, Option<String>) {
    let indicator = finding.subject.indicator.map(|id| framework.indicator(id).id.clone());
    (indicator, finding.subject.period.map(|period| period.to_string()))
}

#[test]
fn every_error_that_a_rule_finds_is_found() {
    let errors = known_errors();
    assert!(errors.iter().filter(|error| error.found_by.is_ok()).count() > 30, "{errors:#?}");
    for example in published() {
        let (framework, review) = check(&example);
        for error in errors.iter().filter(|error| error.example == example) {
            let Ok(rule) = &error.found_by else { continue };
            assert!(!error.indicators.is_empty() && !error.periods.is_empty(), "{error:?}");
            let found: BTreeSet<_> = all(&review)
                .filter(|finding| finding.rule == *rule)
                .map(|finding| about(&framework, finding))
                .collect();
            for indicator in &error.indicators {
                for period in &error.periods {
                    let wanted = (Some(indicator.clone()), Some(period.clone()));
                    assert!(found.contains(&wanted), "{indicator} in {period}: {error:?}\nfound {found:?}");
                }
            }
        }
    }
}

/// Whatever `check` says of a published scorecard, acknowledged or not, is an error that the table explains.
#[test]
fn every_finding_in_a_published_scorecard_is_in_the_table() {
    let errors = known_errors();
    let mut findings = 0;
    for example in published() {
        let (framework, review) = check(&example);
        for finding in all(&review) {
            findings += 1;
            let (indicator, period) = about(&framework, finding);
            let (indicator, period) = (indicator.unwrap(), period.unwrap());
            let known = errors.iter().any(|error| {
                error.example == example
                    && error.found_by.as_ref() == Ok(&finding.rule)
                    && error.indicators.contains(&indicator)
                    && error.periods.contains(&period)
            });
            assert!(
                known,
                "{example}: {} of {indicator} in {period}: {}",
                finding.rule.token(),
                finding.message
            );
        }
    }
    assert!(findings > 100, "{findings}");
}

#[test]
fn the_table_speaks_of_indicators_and_periods_that_there_are() {
    // Defined, and in no table.
    let absent = "EH31";
    let errors = known_errors();
    let named: BTreeSet<String> = errors.iter().map(|error| error.example.clone()).collect();
    assert_eq!(named.into_iter().collect::<Vec<_>>(), published());
    for example in published() {
        let (framework, _) = check(&example);
        for error in errors.iter().filter(|error| error.example == example) {
            for indicator in error.indicators.iter().filter(|id| *id != absent) {
                assert!(framework.find_indicator(indicator).is_some(), "{indicator}: {error:?}");
            }
            assert!(error.periods.iter().all(|period| Period::parse(period).is_ok()), "{error:?}");
            if let Err(why) = &error.found_by {
                assert!(why.starts_with("nothing") && why.contains(": "), "{error:?}");
            }
        }
    }
}

/// The messages of a rule's findings in an example.
fn messages(example: &str, rule: Rule) -> Vec<String> {
    let (_, review) = check(example);
    all(&review).filter(|finding| finding.rule == rule).map(|finding| finding.message.clone()).collect()
}

#[test]
fn a_percentage_of_1100_is_found() {
    let found = messages("kent-commissioning-2017", Rule::PercentageAbove100);
    assert_eq!(found.len(), 21);
    assert!(found.contains(&"1100 is more than 100 per cent".to_owned()), "{found:?}");
}

#[test]
fn an_area_that_has_less_than_its_districts_is_found() {
    let found = messages("kent-commissioning-2017", Rule::PartsDisagree);
    assert_eq!(
        found,
        [
            "CEH64 is 44 at `neet-support-cxk-south` in April 2017, but its parts of the level district add to 52"
        ]
    );
}

#[test]
fn two_registries_of_one_target_are_named_both() {
    let found = messages("kent-2021", Rule::TargetsDiffer);
    assert_eq!(
        found,
        [
            "SISE16-VL is SISE16 shown again, but their targets for AY2019-20 are 20 and 21",
            "SISE16-VL is SISE16 shown again, but their targets for AY2020-21 are 19 and 20",
            "SISE19-VL is SISE19 shown again, but their targets for AY2019-20 are 13.5 and 13",
            "SISE19-VL is SISE19 shown again, but their targets for AY2020-21 are 13 and 12",
        ]
    );
    let pages = fs::read_to_string(examples().join("kent-2021/scorecards/directorate.toml")).unwrap();
    for id in ["SISE16", "SISE19"] {
        let said = pages.lines().any(|line| line.contains(&format!("({id}) are this page's own")));
        assert!(said, "the page doesn't say that its targets of {id} are others");
    }
}

#[test]
fn a_total_against_the_target_of_a_year_and_of_a_month_is_found() {
    assert_eq!(
        messages("kent-2017", Rule::UnprofiledTarget),
        ["SISE49 is counted through the year, and this target is for all of AY2015-16"]
    );
    let found = messages("kent-commissioning-2017", Rule::UnprofiledTarget);
    let month = "CEH03 is counted through the year, and this target is what June 2017 alone adds to that of FY2017-18";
    assert_eq!(found.iter().filter(|message| *message == month).count(), 1, "{found:?}");
}
