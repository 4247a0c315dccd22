//! What the table says, as those who answer for it would say it.

#![expect(clippy::panic, reason = "helpers of tests may fail loudly")]

use std::collections::BTreeSet;

use permissions::{
    Action, Actor, Extent, Grant, Object, Open, Person, Places, RULES, Reach, Resource, Role, Scope, Token,
    TokenScope, allowed, allowed_somewhere, reach, rule,
};

const ME: i64 = 7;
const ANOTHER: i64 = 8;

/// Northshire has two districts; a team lies in Eastvale, and another serves both.
fn places() -> Places {
    let of = |wholes: &[&str]| wholes.iter().map(|whole| (*whole).to_owned()).collect::<Vec<_>>();
    let (county, east, both) = (of(&["northshire"]), of(&["eastvale"]), of(&["eastvale", "westmoor"]));
    Places::new([
        ("northshire", &[][..]),
        ("eastvale", &county[..]),
        ("westmoor", &county[..]),
        ("eastvale-team", &east[..]),
        ("joint-team", &both[..]),
    ])
}

fn everywhere(role: Role) -> Actor {
    Actor::Person(Person { account: ME, grants: vec![Grant { role, scope: Scope::Everywhere }] })
}

fn at(role: Role, named: &[&str]) -> Actor {
    let named = named.iter().map(|place| (*place).to_owned()).collect();
    let scope = Scope::Places(named).with_parts(&places());
    Actor::Person(Person { account: ME, grants: vec![Grant { role, scope }] })
}

fn program(role: Role, scope: TokenScope) -> Actor {
    let Actor::Person(person) = everywhere(role) else { panic!("a person is made") };
    Actor::Token(Token { id: 1, person, scope })
}

/// The roles that may do something everywhere.
fn roles<'a>(action: Action, object: impl Into<Object<'a>> + Copy) -> Vec<Role> {
    Role::ALL.into_iter().filter(|role| allowed(&everywhere(*role), action, object)).collect()
}

#[test]
fn what_no_rule_names_is_allowed_to_nobody() {
    for resource in Resource::ALL {
        for action in Action::ALL {
            let named = rule(action, resource).is_some();
            let somebody = !roles(action, resource).is_empty()
                || allowed(&Actor::Nobody, action, resource)
                || allowed(&Actor::Operator, action, resource);
            assert_eq!(somebody, named, "{} {}", action.words(), resource.words());
        }
    }
}

#[test]
fn a_rule_stands_once_and_every_resource_has_one() {
    let kinds: BTreeSet<(Resource, Action)> = RULES.iter().map(|rule| (rule.resource, rule.action)).collect();
    assert_eq!(kinds.len(), RULES.len());
    for resource in Resource::ALL {
        assert!(RULES.iter().any(|rule| rule.resource == resource), "{}", resource.words());
    }
}

#[test]
fn somebody_without_a_role_has_an_account_and_nothing_else() {
    let nobody_yet = Actor::Person(Person { account: ME, grants: Vec::new() });
    for rule in RULES {
        let expected = matches!(rule.open, Open::Everybody | Open::Accounts);
        assert_eq!(allowed(&nobody_yet, rule.action, rule.resource), expected, "{rule:?}");
    }
}

#[test]
fn nobody_sees_the_front_door_and_what_is_published_in_public() {
    let seen: Vec<Resource> = Resource::ALL
        .into_iter()
        .filter(|resource| allowed_somewhere(&Actor::Nobody, Action::See, *resource))
        .collect();
    assert_eq!(seen, [Resource::FrontDoor, Resource::PublishedRelease, Resource::PublicCopy]);
    let changed = |action| Resource::ALL.into_iter().filter(move |it| allowed(&Actor::Nobody, action, *it));
    assert_eq!(changed(Action::Write).collect::<Vec<_>>(), [Resource::FrontDoor], "they may sign in");
    for action in Action::ALL.into_iter().filter(|action| !matches!(action, Action::See | Action::Write)) {
        assert_eq!(changed(action).count(), 0, "{}", action.words());
    }
}

#[test]
fn a_release_before_its_publication_is_seen_by_observers_and_not_by_readers() {
    let before = [Resource::DraftRelease, Resource::WaitingRelease, Resource::WithdrawnRelease];
    for resource in before {
        assert!(!allowed(&everywhere(Role::Reader), Action::See, resource));
        assert!(!allowed(&everywhere(Role::Provider), Action::See, resource));
        assert!(!allowed(&everywhere(Role::Administrator), Action::See, resource));
    }
    assert!(allowed(&everywhere(Role::Observer), Action::See, Resource::WaitingRelease));
    assert!(
        !allowed(&everywhere(Role::Observer), Action::See, Resource::DraftRelease),
        "it is not ready yet"
    );
    assert!(allowed(&everywhere(Role::Reader), Action::See, Resource::PublishedRelease));
}

#[test]
fn readers_and_observers_change_nothing() {
    for rule in RULES.iter().filter(|rule| rule.action != Action::See) {
        let own = matches!(rule.resource, Resource::FrontDoor | Resource::OwnAccount);
        for role in [Role::Reader, Role::Observer] {
            assert_eq!(allowed(&everywhere(role), rule.action, rule.resource), own, "{role}: {rule:?}");
        }
    }
}

#[test]
fn who_drafted_a_release_neither_checks_it_nor_signs_it_off() {
    assert_eq!(roles(Action::Write, Resource::DraftRelease), [Role::Analyst]);
    assert_eq!(roles(Action::Approve, Resource::DraftRelease), [Role::Checker]);
    assert_eq!(roles(Action::SignOff, Resource::WaitingRelease), [Role::Director]);
    let steps = [(Action::Approve, Resource::DraftRelease), (Action::SignOff, Resource::WaitingRelease)];
    // Somebody with every role still does not check their own.
    let grants = Role::ALL.map(|role| Grant { role, scope: Scope::Everywhere }).to_vec();
    let all = Actor::Person(Person { account: ME, grants });
    for (action, resource) in steps {
        assert!(!allowed(&all, action, resource.of(&[ANOTHER, ME])));
        assert!(allowed(&all, action, resource.of(&[ANOTHER])));
    }
}

#[test]
fn who_edited_a_text_does_not_approve_it() {
    for resource in [Resource::Commentary, Resource::ExceptionReport, Resource::ContractSummary] {
        let approvers = roles(Action::Approve, resource.of(&[ANOTHER]));
        assert!(!approvers.is_empty());
        for role in approvers {
            let actor = everywhere(role);
            assert!(!allowed(&actor, Action::Approve, resource.of(&[ME])), "{role}: {}", resource.words());
            assert!(allowed(&actor, Action::Return, resource.of(&[ME])), "giving it back harms nobody");
        }
    }
}

#[test]
fn nobody_changes_their_own_account_among_those_they_look_after() {
    let administrator = everywhere(Role::Administrator);
    assert!(allowed(&administrator, Action::Write, Resource::Accounts.of(&[ANOTHER])));
    assert!(!allowed(&administrator, Action::Write, Resource::Accounts.of(&[ME])));
}

#[test]
fn an_administrator_alone_reads_neither_records_nor_unpublished_figures() {
    let administrator = everywhere(Role::Administrator);
    let seen: Vec<Resource> =
        Resource::ALL.into_iter().filter(|it| allowed_somewhere(&administrator, Action::See, *it)).collect();
    assert_eq!(
        seen,
        [
            Resource::FrontDoor,
            Resource::OwnAccount,
            Resource::Accounts,
            Resource::PublishedRelease,
            Resource::PublicCopy
        ]
    );
}

#[test]
fn the_audit_log_is_read_by_information_governance_and_written_by_nobody() {
    assert_eq!(roles(Action::See, Resource::AuditLog), [Role::InformationGovernance]);
    for action in Action::ALL.into_iter().filter(|action| *action != Action::See) {
        assert!(roles(action, Resource::AuditLog).is_empty(), "{}", action.words());
    }
    let changes = RULES.iter().filter(|rule| rule.action == Action::Write);
    let written: Vec<Resource> = changes
        .filter(|rule| {
            allowed_somewhere(&everywhere(Role::InformationGovernance), Action::Write, rule.resource)
        })
        .map(|rule| rule.resource)
        .collect();
    assert_eq!(written, [Resource::FrontDoor, Resource::OwnAccount], "who watches does not act");
}

#[test]
fn a_manager_reaches_their_own_places_with_all_that_lies_in_them() {
    let manager = at(Role::Manager, &["eastvale"]);
    for resource in [Resource::Commentary, Resource::Records, Resource::WorkingFigures] {
        for place in ["eastvale", "eastvale-team", "joint-team"] {
            assert!(allowed(&manager, Action::See, resource.at(place)), "{place}");
        }
        for place in ["westmoor", "northshire", "nowhere"] {
            assert!(!allowed(&manager, Action::See, resource.at(place)), "{place}");
        }
        assert!(!allowed(&manager, Action::See, resource), "what is about no place is about all of them");
        assert!(allowed_somewhere(&manager, Action::See, resource));
    }
    let reached = ["eastvale", "eastvale-team", "joint-team"].map(str::to_owned);
    assert_eq!(reach(&manager, Action::See, Resource::Records), Reach::Places(reached.into()));
    assert_eq!(reach(&manager, Action::Export, Resource::Records), Reach::Nowhere, "a permission of its own");
}

#[test]
fn a_provider_has_the_contracts_of_its_own_places_and_no_scorecard_but_the_public_one() {
    let provider = at(Role::Provider, &["westmoor"]);
    for rule in RULES.iter().filter(|rule| rule.extent == Extent::AtPlace) {
        assert!(!allowed(&provider, rule.action, rule.resource.at("eastvale")), "{rule:?}");
        assert!(!allowed(&provider, rule.action, rule.resource), "{rule:?}");
    }
    assert!(allowed(&provider, Action::Write, Resource::ContractReturn.at("westmoor")));
    assert!(!allowed(&provider, Action::Approve, Resource::ContractReturn.at("westmoor")));
    assert!(!allowed(&provider, Action::See, Resource::MeetingNotes.at("westmoor")));
    for copy in [Resource::ReadersCopy, Resource::InternalCopy] {
        assert!(!allowed_somewhere(&provider, Action::See, copy), "it shows other providers");
    }
}

#[test]
fn a_role_at_some_places_decides_nothing_for_the_council() {
    for rule in RULES.iter().filter(|rule| rule.extent == Extent::Everywhere) {
        let Open::Roles(allowed_roles) = rule.open else { panic!("{rule:?} is open to roles") };
        for role in allowed_roles {
            assert!(
                !allowed_somewhere(&at(*role, &["northshire"]), rule.action, rule.resource),
                "{role}: {rule:?}"
            );
            assert!(allowed(&everywhere(*role), rule.action, rule.resource), "{role}: {rule:?}");
        }
    }
    let director = at(Role::Director, &["eastvale"]);
    assert!(!allowed(&director, Action::SignOff, Resource::WaitingRelease));
    assert!(allowed(&director, Action::See, Resource::WaitingRelease));
}

#[test]
fn roles_add_up_but_not_beyond_their_places() {
    let scope = |place: &str| Scope::Places([place.to_owned()].into());
    let grants = vec![
        Grant { role: Role::Manager, scope: scope("eastvale") },
        Grant { role: Role::Manager, scope: scope("westmoor") },
        Grant { role: Role::Analyst, scope: scope("joint-team") },
    ];
    let person = Actor::Person(Person { account: ME, grants });
    assert!(allowed(&person, Action::See, Resource::Records.at("eastvale")));
    assert!(allowed(&person, Action::See, Resource::Records.at("westmoor")));
    assert!(allowed(&person, Action::Export, Resource::Records.at("joint-team")));
    assert!(!allowed(&person, Action::Export, Resource::Records.at("eastvale")));
}

#[test]
fn a_program_only_reads_within_its_scope_and_never_records() {
    for role in Role::ALL {
        for rule in RULES {
            for scope in TokenScope::ALL {
                let may = allowed(&program(role, scope), rule.action, rule.resource);
                assert!(!may || rule.action == Action::See, "{role}: {rule:?}");
                assert!(!may || allowed(&everywhere(role), rule.action, rule.resource), "{role}: {rule:?}");
            }
        }
        assert!(!allowed(&program(role, TokenScope::Work), Action::See, Resource::Records));
        assert!(!allowed(&program(role, TokenScope::Work), Action::See, Resource::OwnAccount));
        assert!(!allowed(&program(role, TokenScope::Published), Action::See, Resource::WaitingRelease));
    }
    assert!(allowed(&program(Role::Director, TokenScope::Work), Action::See, Resource::WaitingRelease));
    assert!(!allowed(&program(Role::Reader, TokenScope::Work), Action::See, Resource::WaitingRelease));
    assert!(allowed(&program(Role::Reader, TokenScope::Published), Action::See, Resource::ReadersCopy));
}

#[test]
fn metrics_are_for_whoever_runs_the_server() {
    assert!(allowed(&Actor::Operator, Action::See, Resource::Metrics));
    assert!(roles(Action::See, Resource::Metrics).is_empty());
    for rule in RULES.iter().filter(|rule| !matches!(rule.open, Open::Everybody | Open::Operator)) {
        assert!(!allowed(&Actor::Operator, rule.action, rule.resource), "{rule:?}");
    }
}

#[test]
fn places_that_lie_in_one_another_by_mistake_come_to_an_end() {
    let of = |whole: &str| vec![whole.to_owned()];
    let (one, other) = (of("other"), of("one"));
    let places = Places::new([("one", &one[..]), ("other", &other[..])]);
    let all = ["one", "other"].map(str::to_owned);
    assert_eq!(places.with_parts(&["one".to_owned()].into()), all.into());
}

#[test]
fn tokens_of_words_are_read_back() {
    for role in Role::ALL {
        assert_eq!(Role::of_token(role.token()), Some(role));
    }
    for scope in TokenScope::ALL {
        assert_eq!(TokenScope::of_token(scope.token()), Some(scope));
    }
    assert_eq!(Role::of_token("owner"), None);
}
