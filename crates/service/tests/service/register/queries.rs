//! Queries about figures.

use permissions::Role;

use super::{ATTACK, at_a_form, is_text, kept, with_providers};
use crate::made::{at_place, everywhere, made};

const ASKED: [(&str, &str); 5] = [
    ("place", "eastvale"),
    ("indicator", "REFER"),
    ("period", "2023-10"),
    ("question", "Is this counted from first contact?"),
    ("instead", "Nearer 80%"),
];

#[tokio::test]
async fn a_query_has_the_figure_as_it_is_printed_when_it_is_asked_about() {
    let made = made().await;
    let mut manager = at_a_form(&made, "manager", &[at_place(Role::Manager, "eastvale")]).await;
    let first = manager.get("/queries/new").await.body;
    assert!(first.contains("First say which figure it is."), "{first}");
    assert!(first.contains("value=\"eastvale\"") && !first.contains("value=\"westmoor\""), "{first}");
    let form = manager.get("/queries/new?place=eastvale&indicator=REFER").await.body;
    assert!(form.contains("October 2023: 24.6%") && form.contains("July 2023: 25.2%"), "{form}");
    let page = kept(&mut manager, "/queries", &ASKED).await.body;
    for expected in ["Query 1, Eastvale", "24.6%", "October 2023", "first contact?", "Nearer 80%", "Open"] {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    let list = manager.get("/queries").await.body;
    assert!(list.contains("1 open.") && list.contains("24.6%"), "{list}");
}

#[tokio::test]
async fn only_a_figure_that_is_there_and_seen_can_be_asked_about() {
    let made = made().await;
    let mut manager = at_a_form(&made, "manager", &[at_place(Role::Manager, "eastvale")]).await;
    for (field, answer) in [
        ("place", "westmoor"),
        ("place", "atlantis"),
        ("indicator", "NOTHING"),
        ("period", "2031-01"),
        ("period", "x"),
        ("question", " "),
    ] {
        let others = ASKED.into_iter().filter(|(name, _)| *name != field);
        let page = manager.post("/queries", &others.chain([(field, answer)]).collect::<Vec<_>>()).await;
        assert_eq!(page.status, 422, "{field} {answer}");
        assert!(!page.body.contains("Westmoor"), "{}", page.body);
    }
    assert!(manager.get("/queries").await.body.contains("No queries."));
}

#[tokio::test]
async fn who_asks_does_not_settle_it() {
    let made = made().await;
    let mut manager = at_a_form(&made, "manager", &[at_place(Role::Manager, "eastvale")]).await;
    kept(&mut manager, "/queries", &ASKED).await;
    let path = "/queries/eastvale/1";
    let outcome = [("from", "1"), ("outcome", "It is counted from first contact; nothing changes.")];
    assert!(!manager.get(path).await.body.contains("Save the outcome"));
    assert_eq!(manager.post(&format!("{path}/outcome"), &outcome).await.status, 403);
    // Nor with a role that settles what others ask.
    let both = [everywhere(Role::Commissioner), everywhere(Role::Analyst)];
    let mut both = at_a_form(&made, "both", &both).await;
    kept(&mut both, "/queries", &ASKED).await;
    assert!(!both.get("/queries/eastvale/2").await.body.contains("Save the outcome"));
    assert_eq!(both.post("/queries/eastvale/2/outcome", &outcome).await.status, 403);
    assert!(both.get(path).await.body.contains("Save the outcome"));
    let mut checker = at_a_form(&made, "checker", &[everywhere(Role::Checker)]).await;
    assert!(!checker.get(path).await.body.contains("Change this"));
    let page = kept(&mut checker, &format!("{path}/outcome"), &outcome).await.body;
    assert!(page.contains("nothing changes.") && page.contains("The checker"), "{page}");
    let list = checker.get("/queries?status=settled").await.body;
    assert!(list.contains("nothing changes.") && !list.contains("/queries/eastvale/2"), "{list}");
    // What is settled is not asked in other words.
    assert!(!manager.get(path).await.body.contains("Change this"));
    let again = [("from", "2"), ("question", "And now?"), ("instead", "")];
    assert_eq!(manager.post(&format!("{path}/change"), &again).await.status, 403);
    let opened = [("from", "2"), ("outcome", "")];
    kept(&mut checker, &format!("{path}/outcome"), &opened).await;
    let again = [("from", "3"), ("question", "And now?"), ("instead", "")];
    kept(&mut manager, &format!("{path}/change"), &again).await;
}

#[tokio::test]
async fn a_query_that_was_settled_in_the_meantime_is_shown_beside_what_was_asked() {
    let made = made().await;
    let mut manager = at_a_form(&made, "manager", &[everywhere(Role::Manager)]).await;
    let mut checker = at_a_form(&made, "checker", &[everywhere(Role::Checker)]).await;
    kept(&mut manager, "/queries", &ASKED).await;
    kept(&mut checker, "/queries/eastvale/1/outcome", &[("from", "1"), ("outcome", "It stands.")]).await;
    let again = [("from", "1"), ("question", "And now?"), ("instead", "")];
    let answer = manager.post("/queries/eastvale/1/change", &again).await;
    assert_eq!(answer.status, 409);
    assert!(answer.body.contains("It stands.") && answer.body.contains("And now?"), "{}", answer.body);
}

#[tokio::test]
async fn a_provider_asks_about_its_own_figures_once_it_has_a_contract_and_learns_of_no_other() {
    let made = with_providers().await;
    let mut commissioner = at_a_form(&made, "commissioner", &[everywhere(Role::Commissioner)]).await;
    let mut north = at_a_form(&made, "north", &[at_place(Role::Provider, "north-star")]).await;
    let asked =
        [("place", "north-star"), ("indicator", "CASES"), ("period", "2023-06"), ("question", "Why?")];
    assert!(north.get("/queries/new").await.body.contains("There is no figure that you may ask about."));
    assert_eq!(north.post("/queries", &asked).await.status, 422);
    for provider in ["north-star", "south-star"] {
        let fields = [("provider", provider), ("service", "Family support")];
        kept(&mut commissioner, "/contracts", &fields).await;
    }
    let of_south =
        [("place", "south-star"), ("indicator", "CASES"), ("period", "2023-04"), ("question", "Why?")];
    kept(&mut commissioner, "/queries", &of_south).await;
    let page = kept(&mut north, "/queries", &asked).await.body;
    assert!(page.contains("103") && page.contains("Query 1, North Star"), "numbers begin anew: {page}");
    let (other, none) = (north.post("/queries", &of_south).await, {
        let nobody = [("place", "no-star"), of_south[1], of_south[2], of_south[3]];
        north.post("/queries", &nobody).await
    });
    assert_eq!((other.status, &other.body), (422, &none.body), "another is nobody");
    let (other, none) = (north.get("/queries/south-star/1").await, north.get("/queries/no-star/1").await);
    assert_eq!((other.status, &other.body), (404, &none.body));
    let mut pages = Vec::new();
    for path in ["/queries", "/queries/new", "/queries/new?place=north-star&indicator=CASES", "/contracts"] {
        pages.push(north.get(path).await.body);
    }
    assert!(pages.iter().all(|page| !page.contains("South Star") && !page.contains("south-star")));
}

#[tokio::test]
async fn script_in_any_field_is_text() {
    let made = made().await;
    let mut manager = at_a_form(&made, "manager", &[everywhere(Role::Manager)]).await;
    for field in ["place", "indicator", "period", "question", "instead"] {
        let others = ASKED.into_iter().filter(|(name, _)| *name != field);
        is_text(&manager.post("/queries", &others.chain([(field, ATTACK)]).collect::<Vec<_>>()).await);
    }
    is_text(&manager.get("/queries").await);
    let path = "/queries/eastvale/1";
    is_text(&manager.get(path).await);
    is_text(&manager.get(&format!("{path}/change")).await);
    let mut checker = at_a_form(&made, "checker", &[everywhere(Role::Checker)]).await;
    is_text(&kept(&mut checker, &format!("{path}/outcome"), &[("from", "1"), ("outcome", ATTACK)]).await);
    is_text(&checker.get("/queries").await);
}
