//! The month: commentary, drafts, sign-off and publication, as people do them in a browser without scripts.

use jiff::SignedDuration;
use permissions::Role;

use crate::browser::{Answer, Browser, between};
use crate::made::{Made, at_place, everywhere, made_of};

/// Every figure that is rated needs commentary, by 24 November; the committee meets on 7 December.
pub(crate) const FILES: [(&str, &str); 2] = [
    (
        "scorecards/children.toml",
        "title = \"Children’s scorecard\"\n[sections.monthly]\ntitle = \"Monthly\"\n\
         indicators = [\"REFER\", \"PLANS\", \"NEET\"]\nperiods = \"4 months\"\ncolumns = [\"periods\", \"rating\"]\n\
         commentary = { on = [\"red\", \"amber\", \"green\"], levels = [\"district\"], role = \"Head of service\" }\n\
         [[pages]]\nid = \"county\"\ntitle = \"Northshire\"\nplaces = [\"level:county\"]\nsections = [\"monthly\"]\n\
         [[pages]]\nid = \"district\"\ntitle = \"Districts\"\nplaces = [\"level:district\"]\nsections = [\"monthly\"]\n",
    ),
    (
        "calendars/year.csv",
        "calendar,date,name\ncut-off,2023-11-10,October\ncommentary-due,2023-11-24,October\n\
         sign-off,2023-11-28,October\npublication,2023-11-30,October\nmeeting,2023-12-07,Committee\n",
    ),
];

/// The address of the commentary on the share of young people who are NEET in Eastvale.
const NEET: &str = "/commentary/children/2023-10?indicator=NEET&place=eastvale";

async fn made() -> Made {
    made_of(&[], &FILES).await
}

/// Sends a form about that commentary.
async fn send(browser: &mut Browser, step: &str, fields: &[(&str, &str)]) -> Answer {
    let mut all = vec![("kind", "commentary"), ("indicator", "NEET"), ("place", "eastvale")];
    all.extend(fields);
    browser.post(&format!("/commentary/children/2023-10/{step}"), &all).await
}

async fn write(browser: &mut Browser, version: &str, text: &str, then: &str) -> Answer {
    browser.get(NEET).await;
    let fields = [("version", version), ("text", text), ("role", "Head of service"), ("then", then)];
    send(browser, "write", &fields).await
}

/// Asks for a page again until it says something. Drawing takes as long as it takes.
async fn until(browser: &mut Browser, path: &str, said: &str) -> Answer {
    loop {
        let answer = browser.get(path).await;
        assert!(!answer.body.contains("wrong-note"), "{}", answer.body);
        if answer.body.contains(said) {
            return answer;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_month_goes_from_commentary_to_publication() {
    let made = made().await;
    let mut manager = made.somebody("manager", &[at_place(Role::Manager, "eastvale")]).await;
    let mut checker = made.somebody("checker", &[everywhere(Role::Checker)]).await;
    let mut analyst = made.somebody("analyst", &[everywhere(Role::Analyst)]).await;
    let mut director = made.somebody("director", &[everywhere(Role::Director)]).await;
    let mut reader = made.somebody("reader", &[everywhere(Role::Reader)]).await;

    let board = manager.get("/board").await;
    assert_eq!(board.status, 200, "{}", board.body);
    assert!(board.body.contains("Commentary due"), "{}", board.body);
    assert!(board.body.contains("by 24 November 2023, in 4 days"), "{}", board.body);
    assert!(
        board.body.contains("Write: Commentary: Percentage of 16 and 17 year olds who are NEET, Eastvale")
    );
    assert!(!board.body.contains("Westmoor"), "another’s texts are not there: {}", board.body);

    let days = manager.get("/board/days.ics").await;
    assert_eq!(days.header("content-type"), "text/calendar; charset=utf-8");
    for line in [
        "SUMMARY:Commentary due: Children’s scorecard\\, October 2023",
        "DTSTART;VALUE=DATE:20231124",
        "UID:children-2023-10-commentary-due@127.0.0.1:8000",
        "DTSTAMP:20231120T090000Z",
        "DTEND;VALUE=DATE:20231125",
        "TRIGGER:-PT54000S",
    ] {
        assert!(days.body.lines().any(|known| known == line), "{line}: {}", days.body);
    }
    assert_eq!(days.body.matches("BEGIN:VEVENT").count(), 5, "{}", days.body);
    assert_eq!(manager.get("/board/days.ics").await.body, days.body, "the same names and times each time");

    let page = manager.get(NEET).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(page.body.contains("What the figure says"), "{}", page.body);
    assert!(
        page.body.contains("Supplied by Head of service, due 24 November 2023 (in 4 days)"),
        "{}",
        page.body
    );
    let begun = between(&page.body, "<textarea", "</textarea>").unwrap();
    assert!(begun.contains("Percentage of 16 and 17 year olds who are NEET: "), "a draft sentence: {begun}");

    let submitted = write(&mut manager, "0", "Two colleges opened new courses.", "submit").await;
    assert_eq!(submitted.status, 303, "{}", submitted.body);
    assert!(manager.get(submitted.location()).await.body.contains("It is submitted"));

    let waiting = checker.get("/board").await.body;
    assert!(waiting.contains("Approve or return: Commentary: Percentage of 16 and 17"), "{waiting}");
    checker.get(NEET).await;
    let returned = send(&mut checker, "return", &[("version", "1"), ("reason", "Which colleges?")]).await;
    assert_eq!(returned.status, 303, "{}", returned.body);
    let waiting = manager.get("/board").await.body;
    assert!(waiting.contains("Change, since it was returned: "), "{waiting}");
    assert!(manager.get(NEET).await.body.contains("Which colleges?"));
    let text = "Two colleges in the north opened new courses.";
    assert_eq!(write(&mut manager, "1", text, "submit").await.status, 303);
    director.get(NEET).await;
    let approved = send(&mut director, "approve", &[("version", "2")]).await;
    assert_eq!(approved.status, 303, "{}", approved.body);

    analyst.get("/board/children/2023-10").await;
    let drafted = analyst.post("/board/children/2023-10/draft", &[("reason", "")]).await;
    assert_eq!(drafted.location(), "/board/children/2023-10", "{}", drafted.body);
    let page = until(&mut analyst, "/board/children/2023-10", "Release 1: draft").await;
    let life = format!("/life/{}", between(&page.body, "href=\"/life/", "\"").unwrap());
    assert!(analyst.get(&life).await.body.contains("You drafted it"));

    checker.get(&life).await;
    assert_eq!(checker.post(&format!("{life}/ready"), &[]).await.location(), format!("{life}?done=ready"));
    director.get(&life).await;
    let signed =
        director.post(&format!("{life}/sign-off"), &[("role", "Director of Children’s Services")]).await;
    assert_eq!(signed.location(), format!("{life}?done=signed"), "{}", signed.body);
    let form = director.get(&life).await.body;
    assert!(form.contains("value=\"2023-11-30 09:30\""), "the calendar’s day is filled in: {form}");
    let at = made.now() + SignedDuration::from_mins(20);
    let said = at.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S").to_string();
    let set = director.post(&format!("{life}/publish"), &[("at", &said)]).await;
    assert_eq!(set.location(), format!("{life}?done=set"), "{}", set.body);

    let release = life.replace("/life/", "/releases/") + "/";
    made.later(SignedDuration::from_mins(20) - SignedDuration::from_secs(1));
    assert_eq!(reader.get(&life).await.status, 404);
    assert_eq!(director.get(&release).await.status, 200);
    made.later(SignedDuration::from_secs(1));
    assert_eq!(reader.get(&life).await.status, 404, "nothing was drawn for readers");
    service::publish_due(&made.app).await;
    assert!(director.get(&life).await.body.contains("Published"));
    let place = director.get(&format!("{release}places/eastvale.html")).await.body;
    assert!(place.contains(text), "the approved text is in the release: {place}");
    let log = made.log().await;
    for deed in [
        "wrote commentary of children 2023-10, NEET, eastvale",
        "approved",
        "drafted release",
        "signed off release",
    ] {
        assert!(log.iter().any(|line| line.contains(deed)), "{deed}: {log:?}");
    }
}

#[tokio::test]
async fn what_another_has_written_in_the_meantime_is_shown_with_ones_own() {
    let made = made().await;
    let mut one = made.somebody("one", &[at_place(Role::Manager, "eastvale")]).await;
    let mut other = made.somebody("other", &[at_place(Role::Manager, "northshire")]).await;
    one.get(NEET).await;
    other.get(NEET).await;
    assert_eq!(write(&mut one, "0", "Courses opened.", "keep").await.status, 303);
    let fields = [("version", "0"), ("text", "Courses <b>closed</b>."), ("role", "Head of service")];
    let conflict = send(&mut other, "write", &fields).await;
    assert_eq!(conflict.status, 409);
    assert!(conflict.body.contains("Somebody else has written in the meantime"), "{}", conflict.body);
    assert!(conflict.body.contains("<p>Courses opened.</p>"), "theirs: {}", conflict.body);
    assert!(
        conflict.body.contains("Courses &#60;b&#62;closed&#60;/b&#62;."),
        "and one’s own: {}",
        conflict.body
    );
    assert!(conflict.body.contains("name=\"version\" value=\"1\""), "it can be sent again");
    let both = write(&mut other, "1", "Courses opened, others closed.", "keep").await;
    assert_eq!(both.status, 303, "{}", both.body);
}

#[tokio::test]
async fn what_contradicts_its_figure_is_pointed_out_before_it_is_submitted() {
    let made = made().await;
    let mut manager = made.somebody("manager", &[at_place(Role::Manager, "eastvale")]).await;
    let text = "It is 99.9%. See LCS123456.";
    let held = write(&mut manager, "0", text, "submit").await;
    assert!(held.location().ends_with("done=look"), "{}", held.location());
    let page = manager.get(held.location()).await.body;
    assert!(page.contains("look at what is pointed out first"), "{page}");
    assert!(page.contains("<b>LCS123456</b>: This looks like the reference of a case."), "{page}");
    let seen = between(&page, "name=\"seen\" value=\"", "\"").unwrap().to_owned();
    let fields =
        [("version", "1"), ("text", text), ("role", "Head of service"), ("then", "submit"), ("seen", &seen)];
    let submitted = send(&mut manager, "write", &fields).await;
    assert!(submitted.location().ends_with("done=submitted"), "{} {}", submitted.location(), submitted.body);
}

#[tokio::test]
async fn a_manager_reaches_no_text_of_another_place() {
    let made = made().await;
    let mut east = made.somebody("east", &[at_place(Role::Manager, "eastvale")]).await;
    let mut west = made.somebody("west", &[at_place(Role::Manager, "westmoor")]).await;
    assert_eq!(write(&mut east, "0", "Courses opened.", "submit").await.status, 303);
    let nothing = west.get("/commentary/children/2023-10?indicator=GONE&place=eastvale").await;
    let theirs = west.get(NEET).await;
    assert_eq!((theirs.status, nothing.status), (404, 404));
    assert_eq!(theirs.body, nothing.body, "it is not there, as what never was");
    west.get("/account").await;
    for step in ["write", "comment"] {
        let fields = [("version", "1"), ("text", "x"), ("reason", "x"), ("role", "Head of service")];
        assert_eq!(send(&mut west, step, &fields).await.status, 404, "{step}");
    }
    for step in ["approve", "return", "remove"] {
        assert_eq!(send(&mut west, step, &[("version", "1"), ("reason", "x")]).await.status, 403, "{step}");
    }
    assert!(east.get(NEET).await.body.contains("<b>Submitted</b>"));
}

#[tokio::test]
async fn a_text_is_written_in_a_role_that_is_offered_and_no_other() {
    let made = made().await;
    let mut manager = made.somebody("manager", &[at_place(Role::Manager, "eastvale")]).await;
    manager.get(NEET).await;
    for role in ["", "Leader of the council", "Head of service "] {
        let fields = [("version", "0"), ("text", "Courses opened."), ("role", role)];
        assert_eq!(send(&mut manager, "write", &fields).await.status, 422, "{role:?}");
    }
    for role in ["Head of service", "Manager"] {
        assert!(manager.get(NEET).await.body.contains(&format!("<option value=\"{role}\"")), "{role}");
    }
}

#[tokio::test]
async fn what_is_missing_in_a_form_is_said_and_nothing_is_lost() {
    let made = made().await;
    let mut manager = made.somebody("manager", &[at_place(Role::Manager, "eastvale")]).await;
    let mut director = made.somebody("director", &[everywhere(Role::Director)]).await;
    let empty = write(&mut manager, "0", " \r\n ", "submit").await;
    assert_eq!(empty.status, 422);
    assert!(empty.body.contains("href=\"#text\">Write something"), "{}", empty.body);
    assert_eq!(write(&mut manager, "0", "One.\r\n\r\n- Two", "submit").await.status, 303);
    director.get(NEET).await;
    for (step, field, said) in [
        ("return", "return-reason", "Say why it is returned"),
        ("remove", "remove-reason", "Say why it is removed"),
        ("comment", "comment", "Write a comment"),
    ] {
        let answer = send(&mut director, step, &[("version", "1"), ("reason", "  ")]).await;
        assert_eq!(answer.status, 422, "{step}");
        assert!(answer.body.contains(&format!("href=\"#{field}\">{said}")), "{}", answer.body);
    }
    let page = director.get(NEET).await.body;
    assert!(page.contains("<p>One.</p>") && page.contains("<li>Two</li>"), "{page}");
    assert_eq!(send(&mut director, "return", &[("version", "1"), ("reason", "More.")]).await.status, 303);
    let form = manager.get(NEET).await.body;
    assert!(form.contains("One.&#10;&#10;- Two</textarea>"), "lines stay as they were: {form}");
}

#[tokio::test]
async fn comments_stand_beside_a_text_and_go_with_it() {
    let made = made().await;
    let mut manager = made.somebody("manager", &[at_place(Role::Manager, "eastvale")]).await;
    let mut director = made.somebody("director", &[everywhere(Role::Director)]).await;
    write(&mut manager, "0", "A child was named here.", "keep").await;
    director.get(NEET).await;
    let said = [("version", "1"), ("reason", "Who is <i>that</i>?")];
    assert!(send(&mut director, "comment", &said).await.location().ends_with("done=said"));
    let page = manager.get(NEET).await.body;
    assert!(page.contains("Who is &#60;i&#62;that&#60;/i&#62;?"), "{page}");
    assert!(page.contains("Director, "), "{page}");
    director.get(NEET).await;
    let removed = send(&mut director, "remove", &[("version", "1"), ("reason", "It named a child.")]).await;
    assert!(removed.location().ends_with("done=removed"), "{}", removed.body);
    let page = manager.get(NEET).await.body;
    assert!(!page.contains("was named here") && !page.contains("Who is"), "{page}");
    assert!(page.contains("It named a child."), "why stays: {page}");
}

#[tokio::test]
async fn who_drafts_neither_checks_nor_signs_off() {
    let made = made().await;
    let everything = Role::ALL.map(everywhere);
    let mut somebody = made.somebody("everything", &everything).await;
    let mut another = made.somebody("another", &everything).await;
    somebody.get("/board/children/2023-10").await;
    somebody.post("/board/children/2023-10/draft", &[]).await;
    let page = until(&mut somebody, "/board/children/2023-10", "Release 1: draft").await;
    let life = format!("/life/{}", between(&page.body, "href=\"/life/", "\"").unwrap());
    let page = somebody.get(&life).await.body;
    assert!(page.contains("You drafted it") && !page.contains("It is checked</button>"), "{page}");
    assert_eq!(somebody.post(&format!("{life}/ready"), &[]).await.status, 403);
    another.get(&life).await;
    assert_eq!(another.post(&format!("{life}/ready"), &[]).await.status, 303);
    let role = [("role", "Director")];
    assert_eq!(somebody.post(&format!("{life}/sign-off"), &role).await.status, 403);
    let empty = another.post(&format!("{life}/sign-off"), &[("role", " ")]).await;
    assert!(empty.body.contains("Enter the role in which you sign it off"), "{}", empty.body);
    assert_eq!(another.post(&format!("{life}/sign-off"), &role).await.status, 303);
    let wrong = another.post(&format!("{life}/publish"), &[("at", "tomorrow")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains("value=\"tomorrow\""), "what was typed stays: {}", wrong.body);
    assert_eq!(
        another.post(&format!("{life}/publish"), &[("at", "")]).await.location(),
        format!("{life}?done=published")
    );
    assert_eq!(another.post(&format!("{life}/withdraw"), &[("reason", "")]).await.status, 422);
    let withdrawn = another.post(&format!("{life}/withdraw"), &[("reason", "A mistake.")]).await;
    assert_eq!(withdrawn.location(), format!("{life}?done=withdrawn"));
    let removal = [("reason", "A text names a child."), ("content", "remove")];
    assert!(another.get(&life).await.body.contains("Remove it for good"));
    assert_eq!(
        another.post(&format!("{life}/withdraw"), &removal).await.location(),
        format!("{life}?done=removed")
    );
    let page = another.get(&life).await.body;
    assert!(page.contains("Removed for good") && !page.contains("Remove it for good"), "{page}");
    assert_eq!(made.browser().get(&life).await.status, 404);
}

#[tokio::test]
async fn a_folder_with_a_fault_leaves_what_was_read_before_at_work() {
    let made = made().await;
    let mut analyst = made.somebody("analyst", &[everywhere(Role::Analyst)]).await;
    let page = analyst.get("/check").await;
    assert_eq!(page.status, 200);
    let places = made.folder.join("places.csv");
    let before = std::fs::read_to_string(&places).unwrap();
    std::fs::write(&places, before.replace("county,\n", "nation,\n")).unwrap();
    assert_eq!(analyst.post("/check/read", &[]).await.location(), "/check?done=read");
    let page = analyst.get("/check").await.body;
    assert!(page.contains("places.csv:2"), "the fault with its line: {page}");
    assert!(page.contains("What was read before stays at work"), "{page}");
    assert_eq!(analyst.get("/board").await.status, 200);
    let after = before.replace("Eastvale", "East Vale");
    std::fs::write(&places, after).unwrap();
    analyst.post("/check/read", &[]).await;
    assert!(analyst.get("/board/children/2023-10").await.body.contains("East Vale"));
}

#[tokio::test]
async fn only_editions_of_the_framework_are_on_the_board() {
    let made = made().await;
    let mut manager = made.somebody("manager", &[everywhere(Role::Manager)]).await;
    for path in ["/board/children/2023-09", "/board/others/2023-10", "/board/children/x", "/board/children"] {
        assert_eq!(manager.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn texts_actions_and_contracts_lead_to_one_another_for_those_who_see_them() {
    let made = made().await;
    let mut manager = made.somebody("manager", &[at_place(Role::Manager, "eastvale")]).await;
    let page = manager.get(NEET).await.body;
    assert!(page.contains("href=\"/actions?place=eastvale&#38;indicator=NEET\""), "{page}");
    assert!(page.contains("href=\"/records/NEET/eastvale/2023-10\""), "{page}");
    manager.get("/actions/new").await;
    let fields = [
        ("place", "eastvale"),
        ("indicator", "NEET"),
        ("origin", "exception"),
        ("edition", "children 2023-10"),
        ("reference", ""),
        ("what", "Visit every college."),
        ("owner", "Head of skills"),
        ("due", "ongoing"),
        ("due_on", ""),
    ];
    let added = manager.post("/actions", &fields).await;
    let action = manager.get(added.location()).await.body;
    let report = "href=\"/exceptions/children/2023-10?indicator=NEET&#38;place=eastvale\"";
    assert!(action.contains(report), "{action}");
    let mut commissioner = made.somebody("commissioner", &[everywhere(Role::Commissioner)]).await;
    let mut provider = made.somebody("provider", &[at_place(Role::Provider, "eastvale")]).await;
    commissioner.get("/contracts/new").await;
    let agreed =
        commissioner.post("/contracts", &[("provider", "eastvale"), ("service", "Youth hubs")]).await;
    let path = agreed.location().split('?').next().unwrap().to_owned();
    let [narrative, notes] = ["narratives", "meeting-notes"]
        .map(|kind| format!("href=\"/{kind}/children/2023-10?place=eastvale\""));
    let page = commissioner.get(&path).await.body;
    assert!(page.contains(&narrative) && page.contains(&notes), "{page}");
    let page = provider.get(&path).await.body;
    assert!(page.contains(&narrative) && !page.contains(&notes), "notes are the council’s own: {page}");
    assert_eq!(provider.get("/narratives/children/2023-10?place=eastvale").await.status, 200);
    assert_eq!(provider.get("/meeting-notes/children/2023-10?place=eastvale").await.status, 403);
}
