//! The records behind figures: who sees which, what of them, and what is written down before. All records are made up.

use permissions::{Actor, Grant, Person, Role, Token, TokenScope};
use service::Secret;
use store::NewToken;

use crate::browser::{Answer, Browser};
use crate::made::{Made, at_place, everywhere, made_of};

const FILES: [(&str, &str); 3] =
    [("indicators/visits.toml", INDICATORS), ("facts/visits.sql", FACTS), ("sources/visits.toml", CONTRACT)];

const INDICATORS: &str = r#"
[VISITS]
title      = "Percentage of visits made within 10 days"
polarity   = "high"
unit       = "percent"
decimals   = 1
basis      = "month"
frequency  = "month"
places     = ["county", "district"]
definition = "Visits asked for in the month that were made within 10 days, out of all that were asked for."
source     = "case-system"

[VISITS.measure]
facts       = "visits"
numerator   = "is_in_time"
denominator = "*"
date        = "asked_date"

[LATE]
title      = "Percentage of visits not made within 10 days"
polarity   = "low"
unit       = "percent"
basis      = "month"
frequency  = "month"
places     = ["county", "district"]
definition = "Visits asked for in the month that were not made within 10 days, out of all that were asked for."
source     = "case-system"

[LATE.measure]
facts       = "visits"
numerator   = "NOT is_in_time"
denominator = "*"
date        = "asked_date"

[ASKED]
title      = "Visits asked for"
polarity   = "none"
unit       = "count"
basis      = "month"
frequency  = "month"
places     = ["county", "district"]
definition = "Visits asked for in the month."
source     = "case-system"

[ASKED.measure]
facts     = "visits"
numerator = "*"
date      = "asked_date"
"#;

const FACTS: &str = "
SELECT
    visit_id AS record,
    child_id AS person,
    district AS place,
    asked_on AS asked_date,
    asked_on + 10 AS due_date,
    visited_on AS done_date,
    coalesce(visited_on <= asked_on + 10, FALSE) AS is_in_time
FROM visits
";

const CONTRACT: &str = r#"
[visits]
title = "Visits"
key = ["visit_id"]

[visits.columns]
visit_id = { type = "text", visibility = "listed" }
child_id = { type = "text", visibility = "listed" }
sibling_id = { type = "text", visibility = "measured" }
worker = { type = "text", visibility = "measured" }
child_name = { type = "text", visibility = "dropped" }
asked_on = { type = "date", visibility = "listed" }
visited_on = { type = "date", visibility = "measured" }
district = { type = "text", visibility = "measured", place = true }
"#;

/// Visits asked for in October. The one of child 5 is of a restricted child, and so is a sibling of child 6.
const VISITS: &str = "\
visit_id,child_id,sibling_id,worker,child_name,asked_on,visited_on,district
on-the-last-day,child-1,,unlisted worker,Dropped Name,2023-10-02,2023-10-12,eastvale
a-day-late,child-2,,unlisted worker,Dropped Name,2023-10-02,2023-10-13,eastvale
due-the-day-before,child-3,,unlisted worker,Dropped Name,2023-10-20,,eastvale
due-on-the-last-day,child-4,,unlisted worker,Dropped Name,2023-10-21,,eastvale
of-a-restricted-child,child-5,,unlisted worker,Dropped Name,2023-10-03,2023-10-04,eastvale
of-a-restricted-sibling,child-6,child-5,unlisted worker,Dropped Name,2023-10-03,2023-10-04,eastvale
in-westmoor,child-7,,unlisted worker,Dropped Name,2023-10-03,2023-10-04,westmoor
=1+1,-child-8,,unlisted worker,Dropped Name,2023-10-03,2023-10-05,westmoor
<script>alert(1)</script>,child-9,,unlisted worker,Dropped Name,2023-10-03,2023-10-06,westmoor
of-no-district,child-10,,unlisted worker,Dropped Name,2023-10-03,2023-10-07,
";

const EASTVALE: &str = "/records/VISITS/eastvale/2023-10";
const WESTMOOR: &str = "/records/VISITS/westmoor/2023-10";
const COUNTY: &str = "/records/VISITS/northshire/2023-10";

async fn framework() -> Made {
    made_of(&[], &FILES).await
}

/// A service in whose folder an extract was loaded.
async fn loaded() -> Made {
    let made = framework().await;
    let extract = made.folder.parent().unwrap().join("extract");
    std::fs::create_dir(&extract).unwrap();
    std::fs::write(extract.join("visits.csv"), VISITS).unwrap();
    std::fs::write(extract.join("restricted_people.csv"), "person_id,reason\nchild-5,adoption\n").unwrap();
    let (contracts, faults) = extracts::contracts(&framework::Folder::read(&made.folder).0);
    assert!(faults.is_empty(), "{faults:?}");
    let options = extracts::Options {
        taken: "2023-11-06".parse().unwrap(),
        specimen: true,
        complete_from: None,
        places: ["northshire", "eastvale", "westmoor"].map(str::to_owned).into(),
    };
    let source = extracts::Source::Folder(extract);
    extracts::load(&source, &contracts, &options, &made.folder.join("records"), &mut |_| ()).unwrap();
    made
}

/// Opens the form of a figure and gives a reason.
async fn look(browser: &mut Browser, path: &str, reason: &str) -> Answer {
    browser.get("/account").await;
    browser.post(path, &[("reason", reason)]).await
}

async fn manager(made: &Made, place: &str) -> Browser {
    made.somebody(&format!("manager-{place}"), &[at_place(Role::Manager, place)]).await
}

/// What the row of a record says beside its id.
fn row(page: &str, record: &str) -> Vec<String> {
    let start = format!("<th scope=\"row\">{record}</th>");
    let row = page.split_once(&start).unwrap_or_else(|| panic!("{record} is not in {page}")).1;
    let cells = row.split_once("</tr>").unwrap().0.split("</td>");
    cells.map(|cell| cell.rsplit('>').next().unwrap().to_owned()).filter(|cell| !cell.is_empty()).collect()
}

#[tokio::test]
async fn a_look_asks_for_a_reason_is_written_down_and_then_shows_the_records() {
    let made = loaded().await;
    let mut browser = manager(&made, "eastvale").await;
    let form = browser.get(EASTVALE).await.body;
    assert!(form.contains("What you will see") && form.contains("<label for=\"reason\">"), "{form}");
    assert!(!form.contains("a-day-late") && !form.contains("of 6"), "nothing is shown before: {form}");
    for (reason, expected) in [
        ("", "Enter why you look at these records"),
        (" \t", "Enter why you look at these records"),
        (&"r".repeat(501), "must be 500 characters or fewer"),
    ] {
        let answer = look(&mut browser, EASTVALE, reason).await;
        assert_eq!(answer.status, 422);
        assert!(answer.body.contains(expected) && !answer.body.contains("a-day-late"), "{}", answer.body);
    }
    let looked = async || made.log().await.into_iter().filter(|entry| entry.contains("records")).count();
    assert_eq!(looked().await, 0);
    let page = look(&mut browser, EASTVALE, " Before supervision ").await;
    assert_eq!((page.status, page.header("cache-control")), (200, "no-store"));
    for expected in [
        "50.0% (3 of 6)",
        "1 October 2023 to 31 October 2023",
        "Before supervision",
        "6 November 2023",
        "made up",
    ] {
        assert!(page.body.contains(expected), "{expected}: {}", page.body);
    }
    let log = made.log().await;
    let entry = log.iter().rfind(|entry| entry.contains("records")).unwrap();
    assert!(entry.ends_with("looked at records VISITS at eastvale in 2023-10"), "{entry}");
    let mut governance = made.somebody("governance", &[everywhere(Role::InformationGovernance)]).await;
    let audit = governance.get("/audit?verify=yes").await.body;
    assert!(audit.contains("4 records of the extract 2023-11-06-"), "{audit}");
    assert!(audit.contains(": Before supervision<") && audit.contains("Every entry is what was written"));
}

#[tokio::test]
async fn those_that_hold_the_figure_back_come_first_with_the_days_that_they_are_over() {
    let made = loaded().await;
    let mut browser = manager(&made, "eastvale").await;
    let page = look(&mut browser, EASTVALE, "A test").await.body;
    let asked = "2 October 2023";
    assert_eq!(row(&page, "a-day-late"), ["child-2", asked, "Eastvale", "1", "below the line only"]);
    assert_eq!(row(&page, "due-the-day-before")[3], "1", "it is still open on the last day of October");
    assert_eq!(row(&page, "due-on-the-last-day")[3], "–", "the day itself is in time");
    assert_eq!(
        row(&page, "on-the-last-day"),
        ["child-1", asked, "Eastvale", "–", "above and below the line"]
    );
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is not in {page}"));
    let order = [
        "Cases that hold the figure back",
        ">a-day-late<",
        ">due-the-day-before<",
        ">due-on-the-last-day<",
        "Other cases",
        ">on-the-last-day<",
    ];
    assert!(order.map(at).is_sorted(), "{page}");
    assert!(page.contains("3 records</span>") && page.contains("1 record</span>"));
}

#[tokio::test]
async fn what_holds_a_figure_back_depends_on_which_way_is_better() {
    let made = loaded().await;
    let mut browser = manager(&made, "eastvale").await;
    let page = look(&mut browser, "/records/LATE/eastvale/2023-10", "A test").await.body;
    let (failing, others) = page.split_once("Other cases").unwrap();
    assert!(failing.contains(">due-on-the-last-day<") && others.contains(">on-the-last-day<"), "{page}");
    let page = look(&mut browser, "/records/ASKED/eastvale/2023-10", "A test").await.body;
    let (failing, others) = page.split_once("Other cases").unwrap();
    assert!(failing.contains("Cases over their days") && failing.contains(">a-day-late<"), "{page}");
    assert!(others.contains(">due-on-the-last-day<") && !page.contains("hold the figure back"), "{page}");
    let mut browser = manager(&made, "westmoor").await;
    let page = look(&mut browser, "/records/ASKED/westmoor/2023-10", "A test").await.body;
    assert!(page.contains("<h2>Cases <") && !page.contains("Other cases"), "nothing is over: {page}");
}

#[tokio::test]
async fn what_is_restricted_or_not_listed_is_nowhere() {
    let made = loaded().await;
    let mut browser = made.somebody("analyst", &[everywhere(Role::Analyst)]).await;
    for path in [EASTVALE, COUNTY] {
        let page = look(&mut browser, path, "A test").await;
        let file = look(&mut browser, &format!("{path}/export"), "A test").await;
        assert!(
            page.body.contains("Counted and not listed, since nobody may see who they are about: 2 records.")
        );
        for answer in [page, file] {
            assert_eq!(answer.status, 200);
            assert!(answer.body.contains("child-1") && answer.body.contains("a-day-late"));
            for hidden in [
                "child-5",
                "child-6",
                "restricted-child",
                "restricted-sibling",
                "unlisted worker",
                "Dropped Name",
            ] {
                assert!(!answer.body.contains(hidden), "{hidden} in {path}: {}", answer.body);
            }
            assert!(!answer.body.contains("visited"), "a column that is measured is in no list");
        }
    }
}

#[tokio::test]
async fn one_manager_reaches_no_record_of_another() {
    let made = loaded().await;
    let mut browser = manager(&made, "westmoor").await;
    let own = look(&mut browser, WESTMOOR, "A test").await.body;
    assert!(own.contains("in-westmoor") && !own.contains("child-1<") && !own.contains("of-no-district"));
    let nowhere = browser.get("/records/VISITS/atlantis/2023-10").await;
    assert_eq!(nowhere.status, 404);
    let paths = [
        EASTVALE,
        COUNTY,
        "/records/NOTHING/eastvale/2023-10",
        "/records/VISITS/eastvale/never",
        "/records/VISITS/Eastvale/2023-10",
        "/records/VISITS/westmoor%2F..%2Feastvale/2023-10",
        "/records/VISITS/westmoor,eastvale/2023-10",
        "/records/VISITS/*/2023-10",
        "/records?place=eastvale",
        "/records?place=northshire",
    ];
    for path in paths {
        let answer = browser.get(path).await;
        assert_eq!((answer.status, &answer.body), (404, &nowhere.body), "{path} is like what there is not");
        let answer = look(&mut browser, path, "A test").await;
        assert_eq!((answer.status, &answer.body), (404, &nowhere.body), "{path}");
        let export = look(&mut browser, &format!("{EASTVALE}/export"), "A test").await;
        assert_eq!(export.status, 403, "a manager takes nothing out");
    }
    let filtered = browser.post(WESTMOOR, &[("reason", "x"), ("place", "eastvale")]).await.body;
    assert!(
        filtered.contains("in-westmoor") && !filtered.contains("a-day-late"),
        "what else is sent is not read"
    );
    let list = browser.get("/records").await.body;
    assert!(list.contains("/records/VISITS/westmoor/2023-10") && !list.contains("eastvale"), "{list}");
    let looks = made.log().await.into_iter().filter(|entry| entry.contains("looked at records")).count();
    assert_eq!(looks, 2, "what was refused was not looked at");
}

#[tokio::test]
async fn records_of_no_district_are_for_those_who_see_the_county() {
    let made = loaded().await;
    let mut browser = manager(&made, "northshire").await;
    let county = look(&mut browser, COUNTY, "A test").await.body;
    assert_eq!(row(&county, "of-no-district")[2], "unallocated");
    assert_eq!(row(&county, "in-westmoor")[2], "Westmoor");
    assert!(
        look(&mut browser, EASTVALE, "A test").await.body.contains("a-day-late"),
        "it lies in the county"
    );
}

#[tokio::test]
async fn taking_records_out_is_a_permission_of_its_own_and_written_down() {
    let made = loaded().await;
    let mut checker = made.somebody("checker", &[everywhere(Role::Checker)]).await;
    let seen = look(&mut checker, WESTMOOR, "A test").await;
    assert!(seen.body.contains("in-westmoor") && !seen.body.contains("Take them out"));
    assert_eq!(look(&mut checker, &format!("{WESTMOOR}/export"), "A test").await.status, 403);
    let mut analyst = made.somebody("analyst", &[at_place(Role::Analyst, "westmoor")]).await;
    assert_eq!(look(&mut analyst, &format!("{EASTVALE}/export"), "A test").await.status, 404);
    assert_eq!(look(&mut analyst, &format!("{WESTMOOR}/export"), " ").await.status, 422);
    let seen = look(&mut analyst, WESTMOOR, "A \"test\"").await;
    assert!(seen.body.contains("name=\"reason\" value=\"A &#34;test&#34;\""), "{}", seen.body);
    let file = look(&mut analyst, &format!("{WESTMOOR}/export"), "A test").await;
    assert_eq!(
        (file.header("content-type"), file.header("content-disposition"), file.header("cache-control")),
        (
            "text/csv; charset=utf-8",
            "attachment; filename=\"specimen-records-VISITS-westmoor-2023-10.csv\"",
            "no-store"
        )
    );
    let mut lines: Vec<&str> = file.body.lines().collect();
    assert_eq!(lines.remove(0), "visit_id,child_id,asked_on,place,counts,days_over");
    lines.sort_unstable();
    let counts = "westmoor,above and below the line,";
    let expected = [
        format!("'=1+1,'-child-8,2023-10-03,{counts}"),
        format!("<script>alert(1)</script>,child-9,2023-10-03,{counts}"),
        format!("in-westmoor,child-7,2023-10-03,{counts}"),
    ];
    assert_eq!(lines, expected, "nothing is taken for a formula");
    let log = made.log().await;
    let exported: Vec<&String> = log.iter().filter(|entry| entry.contains("exported records")).collect();
    assert!(matches!(exported[..], [one] if one.ends_with("VISITS at westmoor in 2023-10")), "{exported:?}");
}

#[tokio::test]
async fn script_in_a_record_or_a_reason_is_text() {
    let made = loaded().await;
    let mut browser = manager(&made, "westmoor").await;
    let attack = "<script>alert(2)</script>\"'><img src=x>";
    let page = look(&mut browser, WESTMOOR, attack).await.body;
    assert!(page.contains("&#60;script&#62;alert(1)") && page.contains("&#60;script&#62;alert(2)"), "{page}");
    let long = look(&mut browser, WESTMOOR, &attack.repeat(20)).await.body;
    let mut governance = made.somebody("governance", &[everywhere(Role::InformationGovernance)]).await;
    for body in [page, long, governance.get("/audit").await.body] {
        assert!(!body.contains("<script") && !body.contains("<img"), "{body}");
    }
}

#[tokio::test]
async fn a_program_never_sees_records() {
    let made = loaded().await;
    let grants: Vec<Grant> = Role::ALL.into_iter().map(everywhere).collect();
    let account = made.account("everything", &grants).await;
    let person = Person { account, grants };
    let secret = Secret::new().unwrap();
    let new = NewToken {
        label: "All".to_owned(),
        scope: TokenScope::Work,
        ends_at: made.now() + jiff::SignedDuration::from_hours(1),
    };
    let holder = Actor::Person(person.clone());
    let id = made.store.add_token(&holder, &new, &secret.digest(), made.now()).await.unwrap();
    let mut program = made.browser();
    program.headers = vec![("authorization", format!("Bearer {}", secret.reveal()))];
    for path in ["/records", EASTVALE] {
        assert_eq!(program.get(path).await.status, 403, "{path}");
    }
    for path in [EASTVALE.to_owned(), format!("{EASTVALE}/export")] {
        assert_eq!(program.post(&path, &[("reason", "A test")]).await.status, 403, "{path}");
    }
    let token = Actor::Token(Token { id, person, scope: TokenScope::Work });
    let look = made.store.may_look_at_records(&token, permissions::Action::See, "eastvale");
    assert!(look.is_err());
}

#[tokio::test]
async fn where_there_is_nothing_to_look_at_the_page_says_so() {
    let made = framework().await;
    let mut browser = made.somebody("analyst", &[everywhere(Role::Analyst)]).await;
    let empty = "No extract of records has been loaded yet.";
    for path in [EASTVALE, "/records"] {
        assert!(browser.get(path).await.body.contains(empty), "{path}");
    }
    assert!(look(&mut browser, EASTVALE, "A test").await.body.contains(empty));
    let made = loaded().await;
    let mut browser = made.somebody("analyst", &[everywhere(Role::Analyst)]).await;
    for (path, expected) in [
        ("/records/REFER/eastvale/2023-10", "isn’t measured from records"),
        ("/records/VISITS/eastvale/2023-12", "taken on 6 November 2023, before this period"),
        ("/records/VISITS/eastvale/FY2022-23", "give no figure for this period"),
        ("/records/VISITS/eastvale/1900-01", "."),
        ("/records/VISITS/eastvale/2200-12", "before this period"),
    ] {
        let answer = look(&mut browser, path, "A test").await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        let said = answer.body.split_once("<p class=\"empty\">").map(|(_, said)| said);
        assert!(said.is_some_and(|said| said.contains(expected)), "{path}: {}", answer.body);
    }
    let none = look(&mut browser, "/records/VISITS/eastvale/2023-09", "A test").await;
    assert_eq!(none.status, 200, "{}", none.body);
    let log = made.log().await;
    assert!(!log.iter().any(|entry| entry.contains("REFER")), "{log:?}");
}

#[tokio::test]
async fn the_way_to_records_is_there_for_those_who_may_look() {
    let made = loaded().await;
    for role in Role::ALL {
        let mut browser = made.somebody(role.token(), &[everywhere(role)]).await;
        let may = matches!(role, Role::Manager | Role::Analyst | Role::Checker);
        assert_eq!(browser.get("/account").await.body.contains("href=\"/records\""), may, "{role}");
        let list = browser.get("/records").await;
        assert_eq!(list.status == 200, may, "{role}");
        if may {
            assert!(list.body.contains("/records/VISITS/northshire/2023-10"), "{}", list.body);
            let chosen = browser.get("/records?place=westmoor").await.body;
            assert!(
                chosen.contains("/records/VISITS/westmoor/2023-10") && !chosen.contains("REFER"),
                "{chosen}"
            );
        }
    }
    let mut browser = made.somebody("elsewhere", &[at_place(Role::Manager, "atlantis")]).await;
    assert!(browser.get("/records").await.body.contains("at no place of the framework"));
}
