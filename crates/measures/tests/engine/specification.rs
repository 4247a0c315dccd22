//! What is asked of the facts of the example, as plain text that can be read and compared.

use std::path::Path;

use framework::{Folder, IndicatorId, compile};
use measures::Specification;

#[test]
fn the_questions_of_octobers_scorecard() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/kent-2023");
    let (folder, _) = Folder::read(&path);
    let framework = compile(&folder).0.expect("the example is sound");
    let indicators: Vec<IndicatorId> = framework.indicator_ids().collect();
    let specification = Specification::of(&framework, &indicators);
    insta::assert_snapshot!(specification.to_string());
}

#[test]
fn what_is_asked_twice_is_asked_once() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/kent-2023");
    let (folder, _) = Folder::read(&path);
    let framework = compile(&folder).0.expect("the example is sound");
    let population = Specification::of(&framework, &framework.indicator_ids().collect::<Vec<_>>());
    let of_population = population.questions.iter().find(|question| question.facts_name == "population");
    assert_eq!(of_population.map(|question| question.terms.len()), Some(1), "two rates, one population");
    let id = |code: &str| framework.find_indicator(code).expect("an indicator");
    let both = Specification::of(&framework, &[id("SCS02"), id("SCS03")]);
    let referrals = both.questions.iter().filter(|question| question.facts_name == "referrals").count();
    assert_eq!(referrals, 1, "the rate and the re-referrals count the same referrals");
}
