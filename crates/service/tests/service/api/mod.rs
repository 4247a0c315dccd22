//! What programs are answered.

mod copies;
mod document;
mod format;
mod pages;
mod problems;
mod releases;

use std::path::Path;

use ::releases::{Heading, LAYOUT, Release};
use jiff::SignedDuration;
use periods::Month;
use permissions::{Actor, Grant, Person, TokenScope};
use serde_json::{Value, json};
use service::Secret;
use store::{AudienceCopy, CopyFile, NewToken};
use workspace::{Compiled, Draft, Input};

use crate::browser::{Answer, Browser};
use crate::made::{Made, made_of};

/// Northshire with a committee that sees the county alone, and with small counts hidden from the public.
const FRAMEWORK: &str = r#"
name         = "Northshire children's scorecards"
organisation = "Northshire Council (specimen)"
specimen     = true
levels       = ["county", "district"]

[[editions]]
scorecard  = "children"
data_month = "2023-10"
status     = "first"

[audiences.committee]
title  = "Committee"
levels = ["county"]

[disclosure]
owner     = "Management information"
method    = "hide"
threshold = 5

[[contacts]]
role  = "Management information"
about = "Questions about the figures"
"#;

/// The number of a figure that no public copy shows: three young people in Westmoor.
const SMALL: &str = "NEET,westmoor,2023-10,3,1796,";

/// A service whose Northshire has a release that is signed off.
async fn northshire(set: &[(&str, &str)]) -> (Made, i64) {
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("../bellwether/template");
    let figures = std::fs::read_to_string(template.join("figures/children.csv")).unwrap();
    let figures = figures.replace("NEET,westmoor,2023-10,57,1796,", SMALL);
    assert!(figures.contains(SMALL));
    let files = [("framework.toml", FRAMEWORK), ("figures/children.csv", &figures)];
    let made = made_of(set, &files).await;
    let folder = made.folder.clone();
    let read = move || Compiled::read(&folder).unwrap().looked_through();
    let input: Input = tokio::task::spawn_blocking(read).await.unwrap();
    let framework = input.framework.unwrap();
    let draft = Draft {
        folder: &input.folder,
        framework: &framework,
        scorecard: framework.find_scorecard("children").unwrap(),
        data_month: Month::parse("2023-10").unwrap(),
        reason: None,
        logo: None,
        by: None,
    };
    let entry = workspace::draft(&made.store, &draft, made.now(), &mut |_| {}).await.unwrap();
    sign_off(&made, entry.id).await;
    (made, entry.id)
}

/// The same, published.
async fn published() -> (Made, i64) {
    let (made, id) = northshire(&[("readers-audience", "committee")]).await;
    made.store.publish(id, made.now(), made.now()).await.unwrap();
    (made, id)
}

async fn sign_off(made: &Made, id: i64) {
    made.store.make_ready(id).await.unwrap();
    made.store.sign_off(id, &["Director".to_owned()], made.now()).await.unwrap();
}

/// A draft of the scorecard `board` whose copies are made up.
async fn drafted(made: &Made, month: &str, number: u32, copies: &[AudienceCopy]) -> i64 {
    let heading = Heading {
        layout: LAYOUT,
        organisation: "Northshire".to_owned(),
        scorecard: "board".to_owned(),
        title: "Board".to_owned(),
        data_month: Month::parse(month).unwrap(),
        number,
        status: None,
        reason: None,
        specimen: true,
        framework: "0".repeat(64),
        records: None,
        imports: [].into(),
    };
    let release = Release {
        heading,
        places: Vec::new(),
        definitions: Vec::new(),
        texts: Vec::new(),
        changes: Vec::new(),
        comparators: Vec::new(),
        sheets: Vec::new(),
    };
    made.store.draft_with_copies(&release, copies, made.now()).await.unwrap().id
}

/// The public copy of an edition.
fn public(edition: &Value) -> AudienceCopy {
    let file = CopyFile {
        path: publish::json_path("board", "public"),
        content_type: "application/json".to_owned(),
        content: edition.to_string().into_bytes(),
    };
    AudienceCopy { audience: "public".to_owned(), files: Ok(vec![file]) }
}

/// An edition with one place, whose name is made up as well.
fn edition(place: &str) -> Value {
    json!({
        "schema": "bellwether/edition/1",
        "organisation": "Northshire",
        "title": "Board",
        "status": null,
        "published_on": null,
        "contacts": [],
        "statements": [{ "heading": "Specimen", "text": "" }],
        "indicators": [],
        "places": [{
            "id": "specimen", "name": place, "level": "county", "part_of": [], "gss_code": null, "la_code": null,
        }],
        "figures": [],
    })
}

/// A program with a token of a new account.
async fn program(made: &Made, name: &str, grants: &[Grant], scope: TokenScope) -> Browser {
    let account = made.account(name, grants).await;
    let person = Person { account, grants: grants.to_vec() };
    let secret = Secret::new().unwrap();
    let ends_at = made.now() + SignedDuration::from_hours(24);
    let new = NewToken { label: name.to_owned(), scope, ends_at };
    made.store.add_token(&Actor::Person(person), &new, &secret.digest(), made.now()).await.unwrap();
    let mut program = made.browser();
    program.headers = vec![("authorization", format!("Bearer {}", secret.reveal()))];
    program
}

impl Answer {
    /// The body as JSON.
    fn json(&self) -> Value {
        assert_eq!((self.status, self.header("content-type")), (200, "application/json"), "{}", self.body);
        serde_json::from_str(&self.body).unwrap()
    }

    /// The rows of the page.
    fn rows(&self) -> Vec<Value> {
        self.json()["rows"].as_array().unwrap().clone()
    }

    /// The problem that was told.
    fn problem(&self) -> Value {
        assert_eq!(self.header("content-type"), "application/problem+json", "{} {}", self.status, self.body);
        let problem: Value = serde_json::from_str(&self.body).unwrap();
        assert_eq!(problem["status"], self.status);
        problem
    }
}

/// The path of an address of ours.
fn path(address: &str) -> String {
    address.strip_prefix("http://127.0.0.1:8000").unwrap().to_owned()
}
