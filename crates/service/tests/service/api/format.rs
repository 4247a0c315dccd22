//! JSON and CSV, and what has not changed.

use permissions::{Role, TokenScope};

use super::{drafted, edition, program, public, published, sign_off};
use crate::browser::Browser;
use crate::made::{Made, everywhere, made};

async fn accepting(browser: &mut Browser, accept: &str, path: &str) -> crate::browser::Answer {
    browser.headers = vec![("accept", accept.to_owned())];
    browser.get(path).await
}

#[tokio::test]
async fn json_is_answered_unless_csv_is_more_welcome_or_asked_for() {
    let (made, id) = published().await;
    let mut nobody = made.browser();
    let path = format!("/api/v1/releases/{id}/figures?limit=2");
    let (json, csv) = ("application/json", "text/csv; charset=utf-8; header=present");
    for (accept, query, expected) in [
        ("*/*", "", json),
        ("text/html,*/*;q=0.8", "", json),
        ("text/csv", "", csv),
        ("text/csv;q=0.9, application/json;q=0.8", "", csv),
        ("application/json", "&format=csv", csv),
        ("text/html", "&format=json", json),
    ] {
        let answer = accepting(&mut nobody, accept, &format!("{path}{query}")).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, expected), "{accept} {query}");
        assert_eq!(answer.header("vary"), "Accept, Authorization, Cookie");
    }
}

#[tokio::test]
async fn what_cannot_be_made_is_refused_with_what_can() {
    let (made, id) = published().await;
    let mut nobody = made.browser();
    for (accept, path, expected) in [
        ("application/xml", format!("/api/v1/releases/{id}/figures"), "application/json or text/csv"),
        ("text/csv", format!("/api/v1/releases/{id}"), "application/json"),
        ("text/csv", "/api/v1/openapi.json".to_owned(), "application/json"),
    ] {
        let answer = accepting(&mut nobody, accept, &path).await;
        assert_eq!(answer.status, 406, "{path}");
        assert!(answer.problem()["detail"].as_str().unwrap().ends_with(&format!("as {expected}.")), "{path}");
    }
}

#[tokio::test]
async fn csv_has_the_rows_of_the_page_in_the_columns_that_are_documented() {
    let (made, id) = published().await;
    let mut nobody = made.browser();
    let documented = service::columns_document();
    for part in ["figures", "indicators", "places", "releases"] {
        let path = match part {
            "releases" => "/api/v1/releases".to_owned(),
            _ => format!("/api/v1/releases/{id}/{part}"),
        };
        let json = nobody.get(&path).await.rows();
        let csv = nobody.get(&format!("{path}?format=csv")).await.body;
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let section = documented.split(&format!("### {part}\n")).nth(1).unwrap().split("###").next().unwrap();
        let columns: Vec<&str> =
            section.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), columns, "{part}");
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), json.len(), "{part}");
        let position = |column: &str| columns.iter().position(|known| *known == column);
        for (row, json) in rows.iter().zip(&json) {
            for (column, pointer) in [
                ("indicator", if part == "figures" { "/indicator" } else { "/id" }),
                ("period", "/period/id"),
                ("exact", "/reading/value/exact"),
                ("target", "/target/target/printed"),
                ("rating_reason", "/rating_reason"),
                ("scorecard", "/scorecard"),
                ("gss_code", "/gss_code"),
            ] {
                let Some(position) = position(column) else { continue };
                let expected = json.pointer(pointer).and_then(|value| value.as_str()).unwrap_or_default();
                assert_eq!(&row[position], expected, "{part}: {column}");
            }
        }
    }
}

/// A published release of the board whose one place has a name.
async fn board(made: &Made, place: &str) -> i64 {
    let id = drafted(made, "2023-10", 1, &[public(&edition(place))]).await;
    sign_off(made, id).await;
    made.store.publish(id, made.now(), made.now()).await.unwrap();
    id
}

#[tokio::test]
async fn a_spreadsheet_takes_nothing_in_csv_for_a_formula_and_json_says_it_as_it_is() {
    let made = made().await;
    let name = "=HYPERLINK(\"http://evil.example\",\"Click, \n here\")";
    let id = board(&made, name).await;
    let mut nobody = made.browser();
    let path = format!("/api/v1/releases/{id}/places");
    assert_eq!(nobody.get(&path).await.rows()[0]["name"], name);
    let csv = nobody.get(&format!("{path}?format=csv")).await.body;
    let row = csv::Reader::from_reader(csv.as_bytes()).records().next().unwrap().unwrap();
    assert_eq!((&row[0], &row[2]), ("Specimen", format!("'{name}").as_str()));
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let (made, id) = published().await;
    let mut nobody = made.browser();
    let release = format!("/api/v1/releases/{id}");
    let mut tags = std::collections::BTreeSet::new();
    let paths = [
        "/api/v1/releases".to_owned(),
        "/api/v1/openapi.json".to_owned(),
        release.clone(),
        format!("{release}/places"),
        format!("{release}/figures"),
        format!("{release}/figures?limit=2"),
        format!("{release}/figures?limit=2&after=2"),
        format!("{release}/figures?format=csv"),
    ];
    for path in &paths {
        nobody.headers.clear();
        let first = nobody.get(path).await;
        assert_eq!((first.status, first.header("cache-control")), (200, "no-cache"), "{path}");
        let tag = first.header("etag").to_owned();
        assert!(tags.insert(tag.clone()), "{path} has a tag of its own");
        for known in [tag.clone(), format!("\"x\", W/{tag}"), "*".to_owned()] {
            nobody.headers = vec![("if-none-match", known)];
            let again = nobody.get(path).await;
            assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", tag.as_str()));
        }
        nobody.headers = vec![("if-none-match", "\"x\"".to_owned())];
        assert_eq!(nobody.get(path).await.body, first.body, "{path}");
    }
}

#[tokio::test]
async fn what_a_token_reads_is_kept_nowhere_and_has_a_tag_of_its_copy() {
    let (made, id) = published().await;
    let path = format!("/api/v1/releases/{id}/figures");
    let public = made.browser().get(&path).await;
    let mut analyst = program(&made, "analyst", &[everywhere(Role::Analyst)], TokenScope::Work).await;
    let theirs = analyst.get(&path).await;
    assert_eq!(theirs.header("cache-control"), "no-store");
    assert_ne!(theirs.header("etag"), public.header("etag"));
    analyst.headers.push(("if-none-match", theirs.header("etag").to_owned()));
    let again = analyst.get(&path).await;
    assert_eq!((again.status, again.header("cache-control")), (304, "no-store"));
}

#[tokio::test]
async fn an_answer_has_another_tag_when_its_release_is_superseded() {
    let made = made().await;
    let first = board(&made, "Northshire").await;
    let mut nobody = made.browser();
    let path = format!("/api/v1/releases/{first}/places");
    let before = nobody.get(&path).await;
    let second = drafted(&made, "2023-10", 2, &[public(&edition("Northshire"))]).await;
    sign_off(&made, second).await;
    made.store.publish(second, made.now(), made.now()).await.unwrap();
    let after = nobody.get(&path).await;
    assert_eq!(after.json()["release"]["state"], "superseded");
    assert_eq!(after.rows(), before.rows());
    assert_ne!(after.header("etag"), before.header("etag"));
}
