//! Two hundred people who write at once.

use futures::future::join_all;
use permissions::{Actor, Person, Role};

use crate::browser::{Answer, Browser, between};
use crate::made::{everywhere, made_of};
use crate::month::FILES;

const PEOPLE: usize = 200;

/// The texts that they write: data notes and commentary on three indicators at three places, and a summary of two pages.
fn texts() -> Vec<Vec<(&'static str, &'static str)>> {
    let mut texts = Vec::new();
    for kind in ["commentary", "data note"] {
        for indicator in ["REFER", "PLANS", "NEET"] {
            for place in ["northshire", "eastvale", "westmoor"] {
                texts.push(vec![("kind", kind), ("indicator", indicator), ("place", place)]);
            }
        }
    }
    texts.extend(["county", "district"].map(|page| vec![("kind", "summary"), ("page", page)]));
    texts
}

fn address(text: &[(&str, &str)]) -> String {
    let query: Vec<String> =
        text.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "%20"))).collect();
    format!("/commentary/children/2023-10?{}", query.join("&"))
}

/// What the form has: the version that it began with, and the text.
fn of_form(answer: &Answer) -> (String, String) {
    let version = between(&answer.body, "name=\"version\" value=\"", "\"").unwrap().to_owned();
    let area = between(&answer.body, "<textarea id=\"text\"", "</textarea>").unwrap();
    (version, area.split_once('>').unwrap().1.replace("&#10;", "\n"))
}

/// Adds a line to a text until it is kept; how often another was first.
async fn add(browser: &mut Browser, text: &[(&str, &str)], line: &str) -> usize {
    let mut conflicts = 0;
    loop {
        let (version, before) = of_form(&browser.get(&address(text)).await);
        let begins = if version == "0" { String::new() } else { before };
        let whole = format!("{begins}\n{line}");
        let mut fields = text.to_vec();
        fields.extend([("version", version.as_str()), ("text", &whole), ("role", "Manager")]);
        let answer = browser.post("/commentary/children/2023-10/write", &fields).await;
        match answer.status {
            303 => return conflicts,
            409 => {
                assert!(answer.body.contains("Somebody else has written in the meantime"), "{}", answer.body);
                assert!(of_form(&answer).1.contains(line), "one’s own text is in the form");
                conflicts += 1;
            }
            503 => {}
            other => panic!("{other}: {}", answer.body),
        }
    }
}

#[tokio::test]
async fn two_hundred_people_write_at_once_and_nothing_is_lost() {
    let made = made_of(&[], &FILES).await;
    let texts = texts();
    let mut browsers = Vec::new();
    for number in 0..PEOPLE {
        browsers.push(made.somebody(&format!("manager-{number}"), &[everywhere(Role::Manager)]).await);
    }
    let writing = browsers.iter_mut().enumerate().map(|(number, browser)| {
        let text = &texts[number % texts.len()];
        async move { add(browser, text, &format!("Line of {number}.")).await }
    });
    let conflicts: usize = join_all(writing).await.into_iter().sum();
    assert!(conflicts > 0, "they got into each other’s way");
    let reader = Actor::Person(Person { account: 1, grants: vec![everywhere(Role::Checker)] });
    let month = periods::Month::parse("2023-10").unwrap();
    let kept = made.store.visible_texts(&reader, "children", month).await.unwrap();
    assert_eq!(kept.len(), texts.len());
    let mut versions = 0;
    for text in &kept {
        let history = made.store.text_history(&reader, &text.key).await.unwrap();
        versions += history.versions.len();
        for version in &history.versions {
            let own = version.text.lines().last().unwrap();
            assert!(text.latest.text.lines().any(|line| line == own), "{own} is lost");
        }
    }
    assert_eq!(versions, PEOPLE, "each was kept once");
}
