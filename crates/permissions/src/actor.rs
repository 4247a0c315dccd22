//! Those who act.

use std::collections::{BTreeMap, BTreeSet};

use crate::Role;

/// How places lie in one another, by their slugs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// What each place is made of.
    parts: BTreeMap<String, BTreeSet<String>>,
}

impl Places {
    /// Places, each with those that it is part of.
    pub fn new<'a>(places: impl IntoIterator<Item = (&'a str, &'a [String])>) -> Self {
        let mut parts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (place, part_of) in places {
            parts.entry(place.to_owned()).or_default();
            for whole in part_of {
                parts.entry(whole.clone()).or_default().insert(place.to_owned());
            }
        }
        Self { parts }
    }

    /// Whether there is a place of this slug.
    #[must_use]
    pub fn has(&self, place: &str) -> bool {
        self.parts.contains_key(place)
    }

    /// The slugs of all places.
    pub fn slugs(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// These places with all that lies in them. One that is not known is only itself.
    #[must_use]
    pub fn with_parts(&self, places: &BTreeSet<String>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut waiting: Vec<&String> = places.iter().collect();
        while let Some(place) = waiting.pop() {
            if found.insert(place.clone()) {
                waiting.extend(self.parts.get(place).into_iter().flatten());
            }
        }
        found
    }
}

/// Where a role is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// At every place, and for the council as a whole.
    Everywhere,
    /// At these places, and no other.
    Places(BTreeSet<String>),
}

impl Scope {
    /// The scope with the parts of its places.
    #[must_use]
    pub fn with_parts(self, places: &Places) -> Self {
        match self {
            Self::Everywhere => Self::Everywhere,
            Self::Places(named) => Self::Places(places.with_parts(&named)),
        }
    }
}

/// A role and where it is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// Where. Whoever makes an [`Actor`] has put the parts of its places in.
    pub scope: Scope,
}

/// Somebody with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: i64,
    /// What they are there for.
    pub grants: Vec<Grant>,
}

/// What a token of a program may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenScope {
    /// To read what is published.
    Published,
    /// To read what its holder may read, before publication too.
    Work,
}

impl TokenScope {
    /// Both of them, the narrower first.
    pub const ALL: [Self; 2] = [Self::Published, Self::Work];

    /// How it is written in forms and databases.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Work => "work",
        }
    }

    /// The scope of a token.
    #[must_use]
    pub fn of_token(token: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.token() == token)
    }

    /// What it may be used for, in a few words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Published => "read what is published",
            Self::Work => "read what I may read, before publication too",
        }
    }
}

/// A program that acts for somebody. It only reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Which.
    pub id: i64,
    /// For whom. It may never do what they may not.
    pub person: Person,
    /// What for.
    pub scope: TokenScope,
}

/// Whoever asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who hasn't said who they are.
    Nobody,
    /// Whoever runs the server: asks from the machine itself, or with the secret of its settings.
    Operator,
    /// Somebody with an account.
    Person(Person),
    /// A program that acts for somebody.
    Token(Token),
}

impl Actor {
    /// The account of whoever acts, or is acted for.
    #[must_use]
    pub fn account(&self) -> Option<i64> {
        self.person().map(|person| person.account)
    }

    pub(crate) fn person(&self) -> Option<&Person> {
        match self {
            Self::Nobody | Self::Operator => None,
            Self::Person(person) => Some(person),
            Self::Token(token) => Some(&token.person),
        }
    }

    /// Whether somebody has a role anywhere.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.person().is_some_and(|person| person.grants.iter().any(|grant| grant.role == role))
    }
}
