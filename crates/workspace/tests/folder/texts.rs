//! The texts of a store stand in the place of the folder's.

use framework::TextKind;
use permissions::{Actor, Grant, Person, Role, Scope};
use store::{Saved, TextKey, TextState, Writer};
use workspace::{awaited_texts, filed_texts, lay_over};

use crate::northshire::{MORNING, Northshire, at, october, run};

/// Red and amber figures of the county need commentary, by 14 November.
const FILES: [(&str, &str); 3] = [
    (
        "scorecards/children.toml",
        "title = \"Children\"\n[sections.monthly]\ntitle = \"Monthly\"\nindicators = [\"REFER\", \"PLANS\", \"NEET\"]\n\
         periods = \"4 months\"\ncolumns = [\"periods\", \"rating\"]\n\
         commentary = { on = [\"red\", \"amber\", \"green\"], levels = [\"county\"], role = \"Head of service\" }\n\
         [[pages]]\nid = \"county\"\ntitle = \"Northshire\"\nplaces = [\"level:county\"]\nsections = [\"monthly\"]\n",
    ),
    (
        "calendars/year.csv",
        "calendar,date,name\ncommentary-due,2023-10-14,September\ncommentary-due,2023-11-14,October\n\
                            commentary-due,2023-12-14,November\n",
    ),
    (
        "commentary/october.toml",
        "[[text]]\nkind = \"commentary\"\nmonth = \"2023-10\"\nindicator = \"REFER\"\nplace = \"northshire\"\n\
         role = \"Service manager\"\nspecimen = true\ntext = \"As it stood in the file.\"\n",
    ),
];

fn key(indicator: &str) -> TextKey {
    TextKey {
        scorecard: "children".to_owned(),
        data_month: october(),
        kind: "commentary".to_owned(),
        page: None,
        section: None,
        indicator: Some(indicator.to_owned()),
        place: Some("northshire".to_owned()),
    }
}

/// Somebody in two roles: what they wrote themselves they don't approve.
fn writer(account: i64) -> Writer {
    let grant = |role| Grant { role, scope: Scope::Everywhere };
    let grants = [Role::Manager, Role::Director].map(grant).into();
    Writer { actor: Actor::Person(Person { account, grants }), role: "Head of service".to_owned() }
}

impl Northshire {
    async fn import(&self) {
        self.store.import_texts(&filed_texts(&self.framework), at(MORNING)).await.unwrap();
    }

    /// Writes a text and takes it so far.
    async fn write(&self, indicator: &str, text: &str, state: TextState) {
        let (by, director, key, now) = (writer(1), writer(2), key(indicator), at(MORNING));
        let saved = self.store.save_text(&by, &key, 0, text, now).await.unwrap();
        assert!(matches!(saved, Saved::Kept(_)));
        if state == TextState::Draft {
            return;
        }
        self.store.submit_text(&by, &key, 1, now).await.unwrap();
        match state {
            TextState::Approved => drop(self.store.approve_text(&director, &key, 1, now).await.unwrap()),
            TextState::Returned => {
                drop(self.store.return_text(&director, &key, 1, "Why?", now).await.unwrap())
            }
            TextState::Draft | TextState::Submitted | TextState::Removed => {}
        }
    }
}

#[test]
fn a_store_begins_with_the_texts_of_the_folder() {
    run(async {
        let northshire = Northshire::with(&FILES).await;
        let before = northshire.draft(None).await.unwrap();
        northshire.import().await;
        let after = northshire.draft(None).await.unwrap();
        let page = |release: i64| northshire.page(release, "internal", "places/northshire.html");
        assert!(page(after.id).await.contains("As it stood in the file."));
        assert_eq!(before.fingerprint, after.fingerprint, "the release says the same");
    });
}

#[test]
fn the_approved_texts_of_a_store_stand_in_a_release_and_no_others() {
    run(async {
        let mut northshire = Northshire::with(&FILES).await;
        northshire.import().await;
        northshire.write("PLANS", "It was approved.", TextState::Approved).await;
        northshire.write("NEET", "It was submitted.", TextState::Submitted).await;
        northshire.change("commentary/october.toml", "As it stood", "As it stands now");
        let entry = northshire.draft_at(None, "2023-11-14T12:00:00Z").await.unwrap();
        let page = northshire.page(entry.id, "internal", "places/northshire.html").await;
        assert!(page.contains("It was approved.") && page.contains("As it stood in the file."), "{page}");
        assert!(!page.contains("It was submitted.") && !page.contains("As it stands now"));
        assert!(page.contains("Commentary to be supplied by Head of service."), "it is not too late");
        let texts = northshire.store.release(entry.id).await.unwrap().texts;
        let said: Vec<&str> = texts.iter().map(|text| text.text.as_str()).collect();
        assert_eq!(said, ["As it stood in the file.", "It was approved."]);
    });
}

#[test]
fn what_is_missing_when_it_is_due_holds_nothing_up_and_is_said() {
    run(async {
        let northshire = Northshire::with(&FILES).await;
        northshire.import().await;
        northshire.write("NEET", "It was submitted.", TextState::Submitted).await;
        let entry = northshire.draft_at(None, "2023-11-15T12:00:00Z").await.unwrap();
        northshire.sign_off(&entry).await;
        let page = northshire.page(entry.id, "internal", "places/northshire.html").await;
        assert!(page.contains("Head of service supplied no commentary by 14 November 2023."), "{page}");
        let unapproved = "Commentary was supplied by Head of service and not approved by 14 November 2023.";
        assert!(page.contains(unapproved), "{page}");
        let files = northshire.store.copies(entry.id).await.unwrap();
        let internal = files.into_iter().find(|copy| copy.audience == "internal").unwrap();
        assert!(internal.files.unwrap().iter().any(|file| file.path.ends_with(".pdf")));
    });
}

#[test]
fn what_is_awaited_is_listed_with_how_far_it_has_come() {
    run(async {
        let northshire = Northshire::with(&FILES).await;
        northshire.import().await;
        northshire.write("PLANS", "It is being written.", TextState::Draft).await;
        northshire.write("NEET", "It was given back.", TextState::Returned).await;
        let texts = northshire.store.texts("children", october()).await.unwrap();
        let (framework, scorecard) = (&northshire.framework, northshire.scorecard());
        let required = publish::required_texts(framework, scorecard, october());
        let awaited = awaited_texts(framework, scorecard, october(), &required, &texts);
        let listed: Vec<(String, Option<TextState>)> =
            awaited.iter().map(|text| (text.key.indicator.clone().unwrap(), text.state)).collect();
        assert_eq!(
            listed,
            [
                ("REFER".to_owned(), Some(TextState::Approved)),
                ("PLANS".to_owned(), Some(TextState::Draft)),
                ("NEET".to_owned(), Some(TextState::Returned)),
            ]
        );
        assert!(awaited.iter().all(|text| text.due == Some(jiff::civil::date(2023, 11, 14))));
        assert!(awaited.iter().all(|text| text.required.kind == TextKind::Commentary));
        assert!(awaited.iter().all(|text| text.required.role.as_deref() == Some("Head of service")));
    });
}

#[test]
fn a_text_about_what_the_framework_no_longer_has_is_given_back() {
    run(async {
        let mut northshire = Northshire::with(&FILES).await;
        northshire.import().await;
        northshire.write("PLANS", "It was approved.", TextState::Approved).await;
        let strange = TextKey { indicator: Some("GONE".to_owned()), ..key("PLANS") };
        let now = at(MORNING);
        northshire.store.save_text(&writer(1), &strange, 0, "Of another time.", now).await.unwrap();
        let texts = northshire.store.texts("children", october()).await.unwrap();
        let scorecard = northshire.scorecard();
        let today = jiff::civil::date(2023, 11, 10);
        assert_eq!(lay_over(&mut northshire.framework, scorecard, october(), &texts, today), [strange]);
        assert_eq!(northshire.framework.texts.len(), 2);
    });
}

#[test]
fn texts_are_due_by_the_last_day_before_publication_or_the_first_after_the_month() {
    run(async {
        let mut northshire = Northshire::with(&FILES).await;
        let due =
            |northshire: &Northshire| northshire.framework.commentary_due(northshire.scorecard(), october());
        assert_eq!(due(&northshire), Some(jiff::civil::date(2023, 11, 14)));
        let published = |day: &str| format!("data_month = \"2023-10\"\npublished_on = {day}");
        northshire.change("framework.toml", "data_month = \"2023-10\"", &published("2023-12-20"));
        assert_eq!(due(&northshire), Some(jiff::civil::date(2023, 12, 14)));
        northshire.change("framework.toml", &published("2023-12-20"), &published("2023-11-01"));
        assert_eq!(due(&northshire), None, "the calendar has no day that it could be");
    });
}
