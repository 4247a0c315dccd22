//! Answers from the table.

use std::collections::BTreeSet;

use crate::rules::{Extent, Open, Rule, rule};
use crate::{Action, Actor, Grant, Person, Resource, Role, Scope};

/// One thing that something is to be done with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Object<'a> {
    resource: Resource,
    place: Option<&'a str>,
    own_of: &'a [i64],
}

impl From<Resource> for Object<'_> {
    /// A thing that is about no place, or about all of them, and that is nobody's own.
    fn from(resource: Resource) -> Self {
        Self { resource, place: None, own_of: &[] }
    }
}

impl Resource {
    /// A thing of this kind that is about a place.
    #[must_use]
    pub fn at(self, place: &str) -> Object<'_> {
        Object { place: Some(place), ..self.into() }
    }

    /// A thing of this kind that these accounts wrote, made or are.
    #[must_use]
    pub fn of(self, accounts: &[i64]) -> Object<'_> {
        Object { own_of: accounts, ..self.into() }
    }
}

impl<'a> Object<'a> {
    /// What kind of thing it is.
    #[must_use]
    pub fn resource(&self) -> Resource {
        self.resource
    }

    /// The thing, which these accounts wrote, made or are.
    #[must_use]
    pub fn of(self, accounts: &'a [i64]) -> Self {
        Self { own_of: accounts, ..self }
    }
}

/// Where somebody may take an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Nowhere.
    Nowhere,
    /// At these places.
    Places(BTreeSet<String>),
    /// Everywhere.
    Everywhere,
}

impl Reach {
    /// Whether it holds a place.
    #[must_use]
    pub fn has(&self, place: &str) -> bool {
        match self {
            Self::Nowhere => false,
            Self::Places(places) => places.contains(place),
            Self::Everywhere => true,
        }
    }
}

/// Whether somebody may take an action on a thing. A thing without a place counts as about all of them.
#[must_use]
pub fn allowed<'a>(actor: &Actor, action: Action, object: impl Into<Object<'a>>) -> bool {
    let Object { resource, place, own_of } = object.into();
    let Some(rule) = rule(action, resource) else { return false };
    if rule.not_own && actor.account().is_some_and(|account| own_of.contains(&account)) {
        return false;
    }
    match (reach_of(rule, actor), place) {
        (Reach::Nowhere, _) => false,
        (Reach::Everywhere, _) => true,
        (Reach::Places(places), place) => place.is_some_and(|place| places.contains(place)),
    }
}

/// The role in which somebody may take an action on a thing: the first of those that each would be enough. None where no
/// role is needed or they may not.
#[must_use]
pub fn role_for<'a>(actor: &Actor, action: Action, object: impl Into<Object<'a>>) -> Option<Role> {
    let object = object.into();
    let Open::Roles(roles) = rule(action, object.resource)?.open else { return None };
    let person = actor.person()?;
    let alone = |grant: &Grant| {
        let person = Person { account: person.account, grants: vec![grant.clone()] };
        allowed(&Actor::Person(person), action, object)
    };
    let enough = |role: &Role| person.grants.iter().any(|grant| grant.role == *role && alone(grant));
    roles.iter().copied().find(enough)
}

/// Whether somebody may take an action on anything of a kind: what can be asked before it is known on what.
#[must_use]
pub fn allowed_somewhere(actor: &Actor, action: Action, resource: Resource) -> bool {
    reach(actor, action, resource) != Reach::Nowhere
}

/// Where somebody may take an action on things of a kind. What is their own is not left out.
#[must_use]
pub fn reach(actor: &Actor, action: Action, resource: Resource) -> Reach {
    rule(action, resource).map_or(Reach::Nowhere, |rule| reach_of(rule, actor))
}

fn reach_of(rule: &Rule, actor: &Actor) -> Reach {
    if let Actor::Token(token) = actor
        && rule.token.is_none_or(|needed| token.scope < needed)
    {
        return Reach::Nowhere;
    }
    let open = |is_open: bool| if is_open { Reach::Everywhere } else { Reach::Nowhere };
    match rule.open {
        Open::Everybody => Reach::Everywhere,
        Open::Operator => open(*actor == Actor::Operator),
        Open::Accounts => open(actor.person().is_some()),
        Open::Roles(roles) => {
            let grants = actor.person().into_iter().flat_map(|person| &person.grants);
            together(rule.extent, grants.filter(|grant| roles.contains(&grant.role)))
        }
    }
}

/// Where grants that each suffice reach together.
fn together<'a>(extent: Extent, grants: impl Iterator<Item = &'a Grant>) -> Reach {
    let mut all = BTreeSet::new();
    for grant in grants {
        match (&grant.scope, extent) {
            (Scope::Everywhere, _) | (Scope::Places(_), Extent::Anywhere) => return Reach::Everywhere,
            (Scope::Places(places), Extent::AtPlace) => all.extend(places.iter().cloned()),
            (Scope::Places(_), Extent::Everywhere) => {}
        }
    }
    if all.is_empty() { Reach::Nowhere } else { Reach::Places(all) }
}
