//! What somebody else says is right before it stands: the figures that providers return, and public summaries.

use permissions::Role;
use rust_xlsxwriter::Workbook;
use workspace::RETURN_COLUMNS;

use super::{ATTACK, FILES, at_a_form, is_text, kept, with_providers};
use crate::browser::Browser;
use crate::made::{Made, at_place, everywhere, made_of};

const RETURNED: [(&str, &str); 4] =
    [("provider", "north-star"), ("indicator", "CASES"), ("period", "2023-10"), ("value", "1,104")];

/// Both providers have a contract; somebody who commissions, and the first provider.
async fn contracted(made: &Made) -> (Browser, Browser) {
    let mut commissioner = at_a_form(made, "commissioner", &[everywhere(Role::Commissioner)]).await;
    for provider in ["north-star", "south-star"] {
        kept(&mut commissioner, "/contracts", &[("provider", provider), ("service", "Family support")]).await;
    }
    let north = at_a_form(made, "north", &[at_place(Role::Provider, "north-star")]).await;
    (commissioner, north)
}

#[tokio::test]
async fn a_figure_is_returned_by_its_provider_and_stands_once_somebody_else_approves_it() {
    let made = with_providers().await;
    let (_, mut north) = contracted(&made).await;
    let page = kept(&mut north, "/returns", &RETURNED).await.body;
    assert!(page.contains("1,104") && page.contains("Waits for approval"), "{page}");
    assert!(!page.contains("Approve it") && !page.contains("Give it back"), "{page}");
    north.get("/account").await;
    let approve = "/returns/north-star/1/approve";
    assert!(!north.get("/board").await.body.contains("waits for approval"), "not for whoever returned it");
    assert_eq!(north.post(approve, &[("from", "1")]).await.status, 403);
    let mut analyst = at_a_form(&made, "analyst", &[everywhere(Role::Analyst)]).await;
    let file = "/returns/figures.csv";
    assert!(analyst.get("/board").await.body.contains("1 return waits for approval"));
    let header = "indicator,place,period,numerator,denominator,value,source\n";
    assert_eq!(analyst.get(file).await.body, header, "what waits is not in it");
    let page = kept(&mut analyst, approve, &[("from", "1")]).await.body;
    assert!(page.contains("<dd>Approved</dd>") && page.contains("The analyst"), "{page}");
    assert!(page.contains("<dd>From the next draft on</dd>"), "{page}");
    let contract = "/contracts/north-star/1";
    assert!(north.get(contract).await.body.contains("1,104"), "it is among the figures at work");
    assert_eq!(analyst.get(file).await.body, format!("{header}CASES,north-star,2023-10,,,1104,Return 1\n"));
    assert_eq!(analyst.post(approve, &[("from", "2")]).await.status, 409, "it waits no more");
    // What is changed waits again.
    let changed = [("from", "2"), ("value", "1105")];
    let page = kept(&mut north, "/returns/north-star/1/change", &changed).await.body;
    assert!(page.contains("1,105") && page.contains("Waits for approval"), "{page}");
    assert_eq!(analyst.get(file).await.body, header);
    assert!(!north.get(contract).await.body.contains("1,104"), "and so it is no figure any more");
    let late = analyst.post("/returns/north-star/1/approve", &[("from", "1")]).await;
    assert_eq!(late.status, 409);
    assert!(
        late.body.contains("1,105") && late.body.contains("1,104"),
        "nobody approves unseen: {}",
        late.body
    );
}

#[tokio::test]
async fn who_returned_a_figure_for_a_provider_does_not_approve_it() {
    let made = with_providers().await;
    let (mut commissioner, _) = contracted(&made).await;
    let page = kept(&mut commissioner, "/returns", &RETURNED).await.body;
    assert!(!page.contains("Approve it") && page.contains("Give it back"), "{page}");
    assert_eq!(commissioner.post("/returns/north-star/1/approve", &[("from", "1")]).await.status, 403);
    let second = [("from", "1"), ("reason", " ")];
    let answer = commissioner.post("/returns/north-star/1/give-back", &second).await;
    assert!(answer.status == 422 && answer.body.contains("Enter what is to be put right"), "{}", answer.body);
    let reason = [("from", "1"), ("reason", "It is of September.")];
    let page = kept(&mut commissioner, "/returns/north-star/1/give-back", &reason).await.body;
    assert!(page.contains("Given back") && page.contains("It is of September."), "{page}");
}

#[tokio::test]
async fn a_return_is_a_value_or_a_numerator_and_a_denominator() {
    let made = with_providers().await;
    let (mut commissioner, _) = contracted(&made).await;
    for (figure, field, expected) in [
        (vec![], "value", "Enter a value, or a numerator and a denominator"),
        (vec![("numerator", "1")], "denominator", "Enter the denominator"),
        (vec![("denominator", "1")], "numerator", "Enter the numerator"),
        (vec![("numerator", "1"), ("denominator", "2"), ("value", "50")], "value", "Leave the value empty"),
        (vec![("value", "many")], "value", "must be a number"),
        (vec![("value", "27,5")], "value", "must be a number"),
    ] {
        let answer = commissioner.post("/returns", &[&RETURNED[..3], &figure].concat()).await;
        assert_eq!(answer.status, 422, "{figure:?}");
        assert!(answer.body.contains(&format!("<a href=\"#{field}\">")), "{figure:?}: {}", answer.body);
        assert!(answer.body.contains(expected), "{expected}: {}", answer.body);
    }
    let ratio = [&RETURNED[..3], &[("numerator", "27"), ("denominator", "96")]].concat();
    let page = kept(&mut commissioner, "/returns", &ratio).await.body;
    assert!(page.contains("27 of 96"), "{page}");
    let again = commissioner.post("/returns", &RETURNED).await;
    assert!(again.status == 422 && again.body.contains("was returned already"), "{}", again.body);
    for (field, answer) in [("indicator", "REFER"), ("period", "2031-01"), ("period", "2022-10")] {
        let others = RETURNED.into_iter().filter(|(name, _)| *name != field);
        let fields = others.chain([(field, answer)]).collect::<Vec<_>>();
        assert_eq!(commissioner.post("/returns", &fields).await.status, 422, "{answer}");
    }
}

#[tokio::test]
async fn a_provider_returns_its_own_figures_and_learns_of_no_other() {
    let made = with_providers().await;
    let (mut commissioner, mut north) = contracted(&made).await;
    let of = |provider| [("provider", provider), RETURNED[1], RETURNED[2], RETURNED[3]];
    kept(&mut commissioner, "/returns", &of("south-star")).await;
    kept(&mut north, "/returns", &RETURNED).await;
    let (other, none) =
        (north.post("/returns", &of("south-star")).await, north.post("/returns", &of("no-star")).await);
    assert_eq!((other.status, other.body), (422, none.body), "another is nobody");
    let none = north.get("/returns/no-star/1").await;
    let other = north.get("/returns/south-star/1").await;
    assert_eq!((other.status, &other.body), (404, &none.body));
    for path in ["/returns", "/returns/new", "/returns/figures.csv", "/summaries", "/summaries/new"] {
        let page = north.get(path).await;
        assert!(page.status == 200 && !page.body.contains("outh"), "{path}: {}", page.body);
    }
    let mut newcomer = at_a_form(&made, "newcomer", &[at_place(Role::Provider, "eastvale")]).await;
    let nothing = newcomer.post("/returns", &of("eastvale")).await;
    assert_eq!(nothing.status, 422, "without a contract nothing is returned");
}

#[tokio::test]
async fn a_figure_that_the_folder_has_itself_stands_as_it_is_there() {
    let made = with_providers().await;
    let (mut commissioner, _) = contracted(&made).await;
    let of_june = [RETURNED[0], RETURNED[1], ("period", "2023-06"), ("value", "999")];
    kept(&mut commissioner, "/returns", &of_june).await;
    let mut analyst = at_a_form(&made, "analyst", &[everywhere(Role::Analyst)]).await;
    let page = kept(&mut analyst, "/returns/north-star/1/approve", &[("from", "1")]).await.body;
    assert!(page.contains("the framework folder has this figure itself"), "{page}");
    let contract = analyst.get("/contracts/north-star/1").await.body;
    assert!(contract.contains("103") && !contract.contains("999"), "{contract}");
}

/// A percentage beside the count.
const KEPT: &str = r#"
[KEPT]
title      = "Visits kept"
polarity   = "high"
unit       = "percent"
basis      = "month"
frequency  = "month"
places     = ["provider"]
sums       = "no"
definition = "Visits of the month that were kept, out of all."
source     = "case-system"
rating     = { scheme = "unknown" }
"#;

#[tokio::test]
async fn a_figure_that_the_rules_of_the_framework_refuse_is_not_returned() {
    let made = made_of(&[], &[&FILES[..], &[("indicators/kept.toml", KEPT)]].concat()).await;
    let (mut commissioner, _) = contracted(&made).await;
    let of_kept = [RETURNED[0], ("indicator", "KEPT"), RETURNED[2]];
    let figure = |numerator| [&of_kept[..], &[("numerator", numerator), ("denominator", "96")]].concat();
    let answer = commissioner.post("/returns", &figure("97")).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("The numerator 97 is above the denominator 96"), "{}", answer.body);
    kept(&mut commissioner, "/returns", &figure("96")).await;
    let change = [("from", "1"), ("numerator", "97"), ("denominator", "96")];
    let answer = commissioner.post("/returns/north-star/1/change", &change).await;
    assert!(answer.status == 422 && answer.body.contains("is above the denominator 96"), "{}", answer.body);
    let rows = "KEPT\t\tnorth-star\t2023-09\t\t\t1\t2\nKEPT\t\tnorth-star\t2023-08\t\t\t3\t2";
    let answer = commissioner.post("/returns/rows", &[("rows", rows)]).await;
    let expected = "row 2 cannot be right (the numerator 3 is above the denominator 2)";
    assert!(answer.status == 422 && answer.body.contains(expected), "{}", answer.body);
    assert!(!commissioner.get("/returns").await.body.contains("1 of 2"), "none was kept");
}

/// A workbook whose sheet has these rows.
fn workbook(sheet: &str, rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let written = workbook.add_worksheet().set_name(sheet).unwrap();
    for (number, row) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*row) {
            written.write_string(number, column, *cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

#[tokio::test]
async fn a_workbook_is_sent_and_its_figures_wait_for_approval_all_or_none() {
    let made = with_providers().await;
    let (_, mut north) = contracted(&made).await;
    let form = north.get("/returns/workbook/new").await.body;
    assert!(form.contains("enctype=\"multipart/form-data\"") && form.contains("type=\"file\""), "{form}");
    let september = ["CASES", "Families taken on", "north-star", "2023-09", "", "", "", "", "103", "", ""];
    let october = ["CASES", "Families taken on", "north-star", "2023-10", "", "", "", "", "1104", "", "All."];
    let empty = ["CASES", "Families taken on", "north-star", "2023-08"];
    let other = ["CASES", "Families taken on", "south-star", "2023-10", "", "", "", "", "1", "", ""];
    let good = workbook("Return", &[&RETURN_COLUMNS, &september, &empty, &october]);
    let longer = [&RETURN_COLUMNS[..], &["remarks"]].concat();
    let wrong = [
        (workbook("Return", &[&RETURN_COLUMNS, &september, &other]), "row 3 names something else"),
        (workbook("Return", &[&RETURN_COLUMNS, &empty]), "There is no row that is filled in"),
        (workbook("Return", &[&RETURN_COLUMNS[..9], &september[..9]]), "it lacks the columns status, note"),
        (workbook("Return", &[&longer, &september]), "The form has no column “remarks”"),
        (workbook("Sheet1", &[&RETURN_COLUMNS, &september]), "there is no sheet `Return`"),
        (b"indicator,place".to_vec(), "this cannot be read as a workbook"),
        (Vec::new(), "Choose the workbook"),
    ];
    for (content, expected) in wrong {
        let answer = north.post_file("/returns/workbook", "return.xlsx", &content).await;
        assert_eq!(answer.status, 422, "{expected}");
        assert!(answer.body.contains(expected), "{expected}: {}", answer.body);
    }
    assert!(!north.get("/returns").await.body.contains("waits for approval</td>"), "none was kept");
    let answer = north.post_file("/returns/workbook", "return.xlsx", &good).await;
    assert_eq!((answer.status, answer.location()), (303, "/returns?done=rows"), "{}", answer.body);
    let list = north.get(answer.location()).await.body;
    assert!(list.contains(">103<") && list.contains(">1,104<"), "{list}");
    assert!(north.get("/returns/north-star/2").await.body.contains("All."));
}

#[tokio::test]
async fn a_file_that_is_too_large_or_not_from_a_form_of_this_session_is_refused() {
    let made = with_providers().await;
    let (_, mut north) = contracted(&made).await;
    let path = "/returns/workbook";
    assert_eq!(north.post_file(path, "large.xlsx", &vec![0; 2 * 1024 * 1024]).await.status, 413);
    let token = std::mem::replace(&mut north.form_token, "of another session".to_owned());
    let answer = north.post_file(path, "return.xlsx", b"").await;
    assert_eq!(answer.status, 403, "{}", answer.body);
    north.form_token = token;
    let mut nobody = made.browser();
    assert_eq!(nobody.post_file("/sign-in", "large.xlsx", &vec![0; 100 * 1024]).await.status, 413);
    // A few kilobytes that unpack to far more than anybody fills in.
    let mut bomb = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    bomb.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut bomb, &vec![b'0'; 60_000_000]).unwrap();
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(bomb.len() < 200_000);
    let answer = north.post_file(path, "bomb.xlsx", &bomb).await;
    assert!(answer.status == 422 && answer.body.contains("unpacks to more than 50 MB"), "{}", answer.body);
}

/// A row of the form of returns, as it is copied out of a spreadsheet.
fn row(provider: &str, period: &str, figures: &str) -> String {
    format!("CASES\tFamilies taken on\t{provider}\t{period}\t\t\t{figures}")
}

#[tokio::test]
async fn figures_of_a_workbook_are_pasted_all_or_none() {
    let made = with_providers().await;
    let (_, mut north) = contracted(&made).await;
    kept(&mut north, "/returns", &RETURNED).await;
    assert_eq!(north.get("/returns/rows/new").await.status, 200);
    let rows = [
        "indicator\ttitle\tplace\tperiod\tbasis\tbreakdown\tnumerator\tdenominator\tvalue\tstatus\tnote"
            .to_owned(),
        row("north-star", "2023-09", "\t\t103\t\tWith the summer."),
        row("north-star", "2023-10", "\t\t105"),
        row("north-star", "2023-11", ""),
    ];
    let wrong = [
        (row("south-star", "2023-09", "\t\t1"), "row 5 names something else"),
        (row("no-star", "2023-09", "\t\t1"), "row 5 names something else"),
        (row("north-star", "2023-09", "\t\t1"), "row 5 is of the same figure"),
        (row("north-star", "2023-08", "\t\tmany"), "row 5 has no figure"),
        (row("north-star", "2023-08", "\t\t\tnot-available"), "row 5 has a status"),
        (row("north-star", "2023-08", "\t\t1\t\t\tmore"), "row 5 has more columns than the form"),
    ];
    for (row, expected) in wrong {
        let answer =
            north.post("/returns/rows", &[("rows", &[&rows[..], &[row]].concat().join("\r\n"))]).await;
        assert_eq!(answer.status, 422, "{expected}");
        assert!(answer.body.contains(expected), "{expected}: {}", answer.body);
    }
    let list = north.get("/returns").await.body;
    assert!(list.contains("1,104") && !list.contains("September"), "none was kept: {list}");
    for nothing in ["", "\t\t", &rows[3]] {
        assert_eq!(north.post("/returns/rows", &[("rows", nothing)]).await.status, 422, "{nothing}");
    }
    let answer = north.post("/returns/rows", &[("rows", &rows.join("\r\n"))]).await;
    assert_eq!((answer.status, answer.location()), (303, "/returns?done=rows"));
    let list = north.get(answer.location()).await.body;
    assert!(list.contains("The figures wait for approval.") && list.contains(">103<"), "{list}");
    assert!(
        list.contains(">105<") && !list.contains("1,104"),
        "what was returned already is changed: {list}"
    );
    assert!(north.get("/returns/north-star/1").await.body.contains("1,104"), "and stays among what was said");
    let again = north.post("/returns/rows", &[("rows", &rows.join("\n"))]).await;
    assert_eq!(again.status, 303);
    let page = north.get("/returns/north-star/2").await.body;
    assert!(page.contains("With the summer.") && !page.contains("<th scope=\"row\">2</th>"), "{page}");
}

#[tokio::test]
async fn a_public_summary_is_written_apart_and_approved_by_somebody_else() {
    let made = with_providers().await;
    let (mut commissioner, mut north) = contracted(&made).await;
    let said = [("contract", "north-star 1"), ("month", "2023-10"), ("text", "On course.\n\nMore families.")];
    let page = kept(&mut north, "/summaries", &said).await.body;
    assert!(page.contains("<p>On course.</p>") && page.contains("Contract 1, North Star"), "{page}");
    assert!(!page.contains("Approve it"), "{page}");
    let form = north.get("/summaries/north-star/1/change").await.body;
    assert!(form.contains("On course.&#10;&#10;More families.</textarea>"), "{form}");
    let list = commissioner.get("/summaries").await.body;
    assert!(list.contains("waits for approval") && list.contains("October 2023"), "{list}");
    let page = kept(&mut commissioner, "/summaries/north-star/1/approve", &[("from", "1")]).await.body;
    assert!(page.contains("<dd>Approved</dd>"), "{page}");
    for (field, answer) in
        [("contract", "south-star 1"), ("contract", "no-star 1"), ("month", "2021-01"), ("text", "")]
    {
        let others = said.into_iter().filter(|(name, _)| *name != field);
        let answer = north.post("/summaries", &others.chain([(field, answer)]).collect::<Vec<_>>()).await;
        assert_eq!(answer.status, 422, "{field}");
        assert!(answer.body.contains(&format!("<a href=\"#{field}\">")), "{}", answer.body);
    }
    let mut manager = at_a_form(&made, "manager", &[everywhere(Role::Manager)]).await;
    assert_eq!(manager.get("/summaries").await.status, 403);
}

#[tokio::test]
async fn script_in_any_field_is_text() {
    let made = with_providers().await;
    let (mut commissioner, _) = contracted(&made).await;
    for field in ["provider", "indicator", "period", "value", "numerator", "denominator", "note"] {
        let others = RETURNED.into_iter().filter(|(name, _)| *name != field);
        is_text(&commissioner.post("/returns", &others.chain([(field, ATTACK)]).collect::<Vec<_>>()).await);
    }
    is_text(&commissioner.post("/returns/rows", &[("rows", ATTACK)]).await);
    is_text(&commissioner.get("/returns").await);
    is_text(&commissioner.get("/returns/north-star/1").await);
    let back = [("from", "1"), ("reason", ATTACK)];
    is_text(&kept(&mut commissioner, "/returns/north-star/1/give-back", &back).await);
    let said = [("contract", "north-star 1"), ("month", "2023-10"), ("text", ATTACK)];
    for field in ["contract", "month", "text"] {
        let others = said.into_iter().filter(|(name, _)| *name != field);
        is_text(&commissioner.post("/summaries", &others.chain([(field, ATTACK)]).collect::<Vec<_>>()).await);
    }
    is_text(&commissioner.get("/summaries/north-star/1").await);
    is_text(&commissioner.get("/summaries/north-star/1/change").await);
}
