//! Pages, filters, and what is asked for wrongly.

use serde_json::Value;

use super::{path, published};
use crate::browser::Browser;

/// All rows from an address on, page by page, and how many pages they take.
async fn all(browser: &mut Browser, first: &str) -> (Vec<Value>, usize) {
    let (mut rows, mut pages) = (Vec::new(), 0);
    let mut next = Some(first.to_owned());
    while let Some(address) = next {
        let answer = browser.get(&address).await;
        rows.extend(answer.rows());
        pages += 1;
        next = answer.json()["next"].as_str().map(path);
        let link = next.as_ref().map(|next| format!("<http://127.0.0.1:8000{next}>; rel=\"next\""));
        assert_eq!(answer.header("link"), link.unwrap_or_default(), "the header says the same");
    }
    (rows, pages)
}

#[tokio::test]
async fn pages_put_together_are_all_rows_each_once_and_in_one_order() {
    let (made, id) = published().await;
    let mut nobody = made.browser();
    for part in ["indicators", "places", "figures"] {
        let address = format!("/api/v1/releases/{id}/{part}");
        let (whole, pages) = all(&mut nobody, &address).await;
        assert_eq!(pages, 1);
        assert!(whole.len() > 2, "{part}");
        let count = whole.len();
        for (limit, expected) in [(1, count), (count - 1, 2), (count, 1), (count + 1, 1)] {
            let (rows, pages) = all(&mut nobody, &format!("{address}?limit={limit}")).await;
            assert_eq!((rows == whole, pages), (true, expected), "{part} by {limit}");
        }
    }
}

#[tokio::test]
async fn pages_of_what_is_asked_for_keep_to_it() {
    let (made, id) = published().await;
    let mut nobody = made.browser();
    let address = format!("/api/v1/releases/{id}/figures?place=eastvale&indicator=OPEN&indicator=PLANS");
    let (whole, _) = all(&mut nobody, &address).await;
    let (rows, pages) = all(&mut nobody, &format!("{address}&limit=3")).await;
    assert!(rows == whole && pages == whole.len().div_ceil(3) && pages > 1);
    for row in rows {
        assert_eq!(row["place"], "eastvale");
        assert!(row["indicator"] == "OPEN" || row["indicator"] == "PLANS");
    }
}

#[tokio::test]
async fn figures_are_narrowed_down_by_what_they_say() {
    let (made, id) = published().await;
    let mut nobody = made.browser();
    let address = format!("/api/v1/releases/{id}/figures");
    let (whole, _) = all(&mut nobody, &address).await;
    for (query, pointer, expected) in [
        ("indicator=NEET", "/indicator", "NEET"),
        ("place=northshire", "/place", "northshire"),
        ("period=2023-09", "/period/id", "2023-09"),
        ("basis=rolling%2012%20months", "/basis", "rolling 12 months"),
        ("rating=Amber", "/rating/word", "Amber"),
    ] {
        let (rows, _) = all(&mut nobody, &format!("{address}?{query}")).await;
        let is_asked = |row: &&Value| row.pointer(pointer).is_some_and(|found| found == expected);
        let held: Vec<Value> = whole.iter().filter(is_asked).cloned().collect();
        assert!(!rows.is_empty() && rows.len() < whole.len(), "{query}");
        assert_eq!(rows, held, "{query}");
    }
    assert_eq!(all(&mut nobody, &format!("{address}?breakdown=Total")).await.0, whole);
    for nothing in ["indicator=neet", "indicator=", "place=east", "breakdown=girls", "rating=red"] {
        assert_eq!(
            all(&mut nobody, &format!("{address}?{nothing}")).await.0,
            Vec::<Value>::new(),
            "{nothing}"
        );
    }
}

#[tokio::test]
async fn what_is_asked_for_wrongly_is_refused_by_its_name_with_what_is_taken() {
    let (made, id) = published().await;
    let mut nobody = made.browser();
    let figures = format!("/api/v1/releases/{id}/figures");
    let release = format!("/api/v1/releases/{id}");
    let releases = "/api/v1/releases";
    for (path, query, name, expected) in [
        (figures.as_str(), "limit=0", "limit", "a whole number from 1 to 10000"),
        (&figures, "limit=10001", "limit", "a whole number from 1 to 10000"),
        (&figures, "limit=", "limit", "a whole number from 1 to 10000"),
        (&figures, "limit=%2B5", "limit", "a whole number from 1 to 10000"),
        (&figures, "limit=1e2", "limit", "a whole number from 1 to 10000"),
        (&figures, "limit=5&limit=5", "limit", "given twice"),
        (&figures, "after=-1", "after", "a whole number from 0"),
        (&figures, "after=9007199254740992", "after", "a whole number from 0 to 9007199254740991"),
        (&figures, "format=xml", "format", "one of `json`, `csv`"),
        (&figures, "indicators=NEET", "indicators", "`indicator`, `place`, `period`"),
        (&figures, "scorecard=children", "scorecard", "`indicator`, `place`, `period`"),
        (&release, "format=csv", "format", "nothing is"),
        (releases, "data_month=2023-13", "data_month", "a month such as `2023-10`"),
        (releases, "data_month=October", "data_month", "a month such as `2023-10`"),
        (releases, "state=secret", "state", "one of `draft`, `ready`"),
    ] {
        let answer = nobody.get(&format!("{path}?{query}")).await;
        let problem = answer.problem();
        assert_eq!((answer.status, &problem["parameter"]), (422, &Value::from(name)), "{query}");
        assert_eq!(problem["type"], "http://127.0.0.1:8000/api#parameters");
        assert!(problem["detail"].as_str().unwrap().contains(expected), "{query}: {problem}");
    }
    for query in ["limit=1", "limit=10000", "after=0", "after=9007199254740991", "format=json", ""] {
        assert_eq!(nobody.get(&format!("{figures}?{query}")).await.status, 200, "{query}");
    }
}
