//! A copy for an audience knows only what the audience may see.

use super::draw_for;
use crate::{draw, kent, states, words};

/// The lines of a page that have a number in them.
fn figures_of(page: &str) -> Vec<String> {
    let numbers = |line: &&str| line.bytes().any(|byte| byte.is_ascii_digit());
    words(page).lines().filter(numbers).map(str::to_owned).collect()
}

#[test]
fn the_committees_copy_tells_of_no_district_and_no_team() {
    let framework = kent();
    let county = framework.find_place("kent").expect("the county");
    let others: Vec<_> = framework.place_ids().filter(|place| *place != county).collect();
    assert!(others.len() > 30);
    let copy = draw_for(&framework, "committee");
    assert!(copy.contains_key("places/kent.html") && !copy.contains_key("places/dover.html"));
    for (path, content) in &copy {
        for place in &others {
            let place = framework.place(*place);
            assert!(!path.contains(&place.slug), "{path}");
            for said in [&place.name, &place.slug] {
                let found =
                    content.match_indices(said.as_str()).find(|(at, _)| is_word(content, *at, said.len()));
                assert!(found.is_none(), "{path} says {said}");
            }
        }
    }
}

fn is_word(text: &str, at: usize, length: usize) -> bool {
    let letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    !letter(text[..at].chars().next_back()) && !letter(text[at + length..].chars().next())
}

#[test]
fn why_a_hidden_place_s_figures_moved_is_in_no_copy() {
    let mut framework = kent();
    let change = |place: &str| framework::Change {
        month: periods::Month::parse("2021-06").expect("a month"),
        indicator: None,
        place: framework.find_place(place),
        period: None,
        change: format!("Counted again at {place}."),
    };
    let changes = ["kent", "dover"].map(change);
    framework.scorecards[0].changes.extend(changes);
    let (internal, copy) = (draw(&framework), draw_for(&framework, "committee"));
    let says =
        |site: &std::collections::BTreeMap<String, String>, what: &str| site["changes.html"].contains(what);
    assert!(says(&internal, "Dover: Counted again at dover.") && says(&internal, "Counted again at kent."));
    assert!(says(&copy, "Kent: Counted again at kent.") && !says(&copy, "Counted again at dover."));
}

#[test]
fn the_county_has_the_same_figures_in_every_copy() {
    let framework = kent();
    let (internal, copy) = (draw(&framework), draw_for(&framework, "committee"));
    for page in ["places/kent.html", "places/kent-vulnerable-learners.html", "indicators/index.html"] {
        assert_eq!(figures_of(&copy[page]), figures_of(&internal[page]), "{page}");
    }
    for path in copy.keys().filter(|path| path.starts_with("indicators/") && !path.ends_with("index.html")) {
        let verdict = |page: &str| {
            let verdict = page.split("<section class=\"verdict\"").nth(1).expect("a verdict");
            verdict.split("</section>").next().map(str::to_owned)
        };
        assert_eq!(verdict(&copy[path]), verdict(&internal[path]), "{path}");
    }
    let all = words(&copy["places/index.html"]);
    assert!(all.contains("Kent") && all.contains("3.8 Red"), "{all}");
}

#[test]
fn every_page_says_whose_copy_it_is() {
    for (path, page) in draw_for(&kent(), "committee").iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(
            page.contains("<strong>Copy for the Cabinet Committee</strong> Not for publication"),
            "{path}"
        );
        assert!(!page.contains("Internal copy"), "{path}");
    }
}

#[test]
fn every_link_of_a_copy_leads_somewhere() {
    crate::every_link_leads_somewhere(&draw_for(&kent(), "committee"));
}

#[test]
fn an_audience_without_levels_sees_every_place() {
    let mut framework = states();
    framework.audiences.push(framework::Audience {
        id: "managers".to_owned(),
        title: "managers".to_owned(),
        levels: None,
        texts: Vec::new(),
    });
    let copy = draw_for(&framework, "managers");
    assert_eq!(copy.keys().collect::<Vec<_>>(), draw(&framework).keys().collect::<Vec<_>>());
}

#[test]
fn an_audience_that_sees_districts_alone_still_reads_their_comparators() {
    let mut framework = kent();
    let district = framework.place(framework.find_place("dover").expect("a district")).level;
    framework.audiences[0].levels = Some(vec![district]);
    let copy = draw_for(&framework, "committee");
    assert!(!copy.contains_key("places/kent.html"));
    let (internal, dover) = (draw(&framework), &copy["places/dover.html"]);
    let education = |page: &str| {
        let words = words(page);
        words.split_once("Education").map(|(_, rest)| {
            rest.lines().filter(|line| line.contains("CYPE")).map(str::to_owned).collect::<Vec<_>>()
        })
    };
    assert_eq!(education(dover), education(&internal["places/dover.html"]));
}
