//! Returns that are approved in a store are figures, and public summaries texts.

use figures::Number;
use framework::{Folder, TextKind};
use jiff::Timestamp;
use permissions::{Actor, Grant, Person, Role, Scope};
use store::{
    ContractAbout, ContractContent, Contracts, EntryName, EntryOf, EntryVersion, NewAccount, ReturnAbout,
    ReturnContent, Returns, SecretDigest, Stage, Summaries, SummaryAbout, SummaryContent,
};
use workspace::{Compiled, RETURNS_FILE, faults_of_returns, lay_summaries};

use crate::northshire::{MORNING, Northshire, at, october, run};

fn numbered<About, Content>(id: i64, about: About, content: Content) -> store::Registered<About, Content> {
    let at: Timestamp = at(MORNING);
    store::Registered {
        id,
        about,
        latest: EntryVersion { number: 1, content, account: 1, title: String::new(), at },
    }
}

fn about(indicator: &str, provider: &str, period: &str) -> ReturnAbout {
    ReturnAbout {
        provider: provider.to_owned(),
        indicator: indicator.to_owned(),
        period: periods::Period::parse(period).unwrap(),
    }
}

fn ratio(numerator: i64, denominator: i64, stage: Stage) -> ReturnContent {
    ReturnContent {
        numerator: Some(Number::from(numerator)),
        denominator: Some(Number::from(denominator)),
        value: None,
        note: String::new(),
        stage,
        reason: String::new(),
    }
}

/// REFER at Eastvale in January 2024, of which the folder says nothing.
fn of_january(id: i64, numerator: i64, stage: Stage) -> EntryOf<Returns> {
    numbered(id, about("REFER", "eastvale", "2024-01"), ratio(numerator, 100, stage))
}

fn text_of<'a>(folder: &'a Folder, path: &str) -> Option<&'a str> {
    folder.find(path).map(|(_, file)| file.text.as_str())
}

#[test]
fn approved_returns_are_a_file_of_figures_and_others_are_none() {
    run(async {
        let northshire = Northshire::with(&[]).await;
        let compiled = || Compiled::of(northshire.folder.clone());
        let waiting = vec![of_january(1, 21, Stage::Waiting), of_january(2, 22, Stage::GivenBack)];
        let input = compiled().with_returns(waiting).looked_through();
        assert_eq!(text_of(&input.folder, RETURNS_FILE), None);
        let returns = vec![of_january(1, 21, Stage::Approved), of_january(3, 23, Stage::Approved)];
        let input = compiled().with_returns(returns).looked_through();
        assert_eq!(input.faults, []);
        let expected = "indicator,place,period,numerator,denominator,value,source\n\
                        REFER,eastvale,2024-01,23,100,,Return 3\n";
        assert_eq!(text_of(&input.folder, RETURNS_FILE), Some(expected), "the later one stands");
        // What is approved no more is no figure any more.
        let input = Compiled::of(input.folder).with_returns(Vec::new()).looked_through();
        assert_eq!(text_of(&input.folder, RETURNS_FILE), None);
    });
}

#[test]
fn a_figure_of_the_folder_stands_and_what_it_does_not_know_is_left_out() {
    run(async {
        let northshire = Northshire::with(&[]).await;
        let known = numbered(1, about("REFER", "eastvale", "2023-10"), ratio(1, 100, Stage::Approved));
        let unknown = numbered(2, about("NONE", "eastvale", "2024-01"), ratio(1, 100, Stage::Approved));
        let nowhere = numbered(3, about("REFER", "no-place", "2024-01"), ratio(1, 100, Stage::Approved));
        let compiled = Compiled::of(northshire.folder.clone());
        let input = compiled.with_returns(vec![known, unknown, nowhere]).looked_through();
        assert_eq!((input.faults, text_of(&input.folder, RETURNS_FILE)), (Vec::new(), None));
    });
}

#[test]
fn nothing_is_taken_into_a_folder_with_faults() {
    let folder = Folder::from_texts([("framework.toml".to_owned(), "name = 1".to_owned())]);
    let input = Compiled::of(folder).with_returns(vec![of_january(1, 21, Stage::Approved)]).looked_through();
    assert!(!input.faults.is_empty());
    assert_eq!(text_of(&input.folder, RETURNS_FILE), None);
}

#[test]
fn returns_are_held_against_the_rules_of_figures_before_they_are_kept() {
    run(async {
        let northshire = Northshire::with(&[]).await;
        let sound = (about("REFER", "eastvale", "2023-10"), ratio(22, 100, Stage::Waiting));
        let above = (about("REFER", "eastvale", "2024-01"), ratio(101, 100, Stage::Waiting));
        let faults = faults_of_returns(&northshire.folder, &[sound, above]);
        assert_eq!(faults, [(1, "the numerator 101 is above the denominator 100".to_owned())]);
    });
}

fn summary(id: i64, contract: i64, month: &str, text: &str, stage: Stage) -> EntryOf<Summaries> {
    let month = periods::Month::parse(month).unwrap();
    let about = SummaryAbout { provider: "eastvale".to_owned(), contract, month };
    numbered(id, about, SummaryContent { text: text.to_owned(), stage, reason: String::new() })
}

fn contract(id: i64, service: &str) -> EntryOf<Contracts> {
    let content = ContractContent {
        service: service.to_owned(),
        areas: Vec::new(),
        scope: String::new(),
        yearly_value: None,
        from: None,
        to: None,
        terms: String::new(),
        counted_by: None,
        review_on: None,
        deep_dive_on: None,
    };
    numbered(id, ContractAbout { provider: "eastvale".to_owned() }, content)
}

#[test]
fn public_summaries_of_the_month_are_texts_of_their_provider() {
    run(async {
        let northshire = Northshire::with(&[]).await;
        let contracts = [contract(1, "Youth hubs"), contract(2, "Family support")];
        let one = summary(1, 1, "2023-10", "On course.", Stage::Approved);
        let two = summary(2, 2, "2023-10", "Begun.", Stage::Approved);
        let of_september = summary(3, 1, "2023-09", "Last month.", Stage::Approved);
        let waiting = summary(4, 2, "2023-10", "Not yet.", Stage::Waiting);
        let said = |summaries: &[EntryOf<Summaries>]| {
            let mut framework = northshire.framework.clone();
            let scorecard = northshire.scorecard();
            lay_summaries(&mut framework, scorecard, october(), (&contracts, summaries));
            let texts = framework.texts.into_iter().filter(|text| text.kind == TextKind::Summary);
            texts.map(|text| text.text).collect::<Vec<_>>()
        };
        assert_eq!(said(&[of_september.clone(), waiting.clone()]), [""; 0]);
        assert_eq!(said(&[one.clone(), of_september, waiting]), ["On course."]);
        assert_eq!(said(&[one, two]), ["**Youth hubs**\n\nOn course.\n\n**Family support**\n\nBegun."]);
    });
}

#[test]
fn a_draft_has_the_public_summaries_that_are_approved() {
    run(async {
        let northshire = Northshire::with(&[]).await;
        let (store, now) = (&northshire.store, at(MORNING));
        let account = |name: &str| NewAccount { name: name.to_owned(), title: name.to_owned() };
        store.add_first_administrator(&account("first"), "no hash", now).await.unwrap();
        let person = |account, role| {
            Actor::Person(Person { account, grants: vec![Grant { role, scope: Scope::Everywhere }] })
        };
        let secret = SecretDigest::of("of an invitation");
        let administrator = person(1, Role::Administrator);
        store.add_account(&administrator, &account("second"), &secret, now, now).await.unwrap();
        let said = summary(1, 1, "2023-10", "On course, in public.", Stage::Waiting);
        let (writer, other) = (person(1, Role::Commissioner), person(2, Role::Commissioner));
        store.register::<Summaries>(&writer, &said.about, &said.latest.content, now).await.unwrap();
        let page = async |release: i64| northshire.page(release, "internal", "places/eastvale.html").await;
        let before = northshire.draft(None).await.unwrap();
        assert!(!page(before.id).await.contains("On course, in public."), "it waits");
        let name = EntryName { place: Some("eastvale"), id: 1 };
        let approved = SummaryContent { stage: Stage::Approved, ..said.latest.content };
        store.write_registered::<Summaries>(&other, name, 1, &approved, now).await.unwrap();
        let after = northshire.draft(None).await.unwrap();
        let page = page(after.id).await;
        assert!(page.contains("On course, in public.") && page.contains(">Summary<"), "{page}");
        assert!(!page.contains("Narrative and meeting notes"), "{page}");
    });
}
