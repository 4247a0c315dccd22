//! What a program asks for: parameters, and how they are written.

use std::collections::BTreeSet;

use periods::Month;
use serde_json::{Value, json};
use store::State;

use super::endpoints::{Answer, Endpoint};
use super::format::Format;
use super::problem::Refusal;
use super::tables::{RELEASES, Table};
use crate::answers::in_query;

/// As many rows as a page holds at most.
pub(crate) const LARGEST_PAGE: u64 = 10_000;

/// As many rows as a page holds unless something else is asked for.
pub(crate) const USUAL_PAGE: u64 = 1000;

/// The largest whole number that every program reads exactly.
const LARGEST_NUMBER: u64 = 9_007_199_254_740_991;

/// Something that can be asked for.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    /// What it is for, in a sentence.
    pub(crate) about: &'static str,
    pub(crate) kind: Kind,
    /// Whether it may be given several times; one of what is given is enough.
    pub(crate) is_repeated: bool,
}

/// How what is asked for is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// A text that stands in the answers.
    Text,
    /// A month.
    Month,
    /// A step of a release's life.
    State,
    /// A whole number.
    Number { least: u64, most: u64 },
    /// A format.
    Format,
}

const LIMIT: Parameter = Parameter {
    name: "limit",
    about: "How many rows a page holds; 1000 unless said.",
    kind: Kind::Number { least: 1, most: LARGEST_PAGE },
    is_repeated: false,
};

const AFTER: Parameter = Parameter {
    name: "after",
    about: "Where the page before ended. The link to the next page has it.",
    kind: Kind::Number { least: 0, most: LARGEST_NUMBER },
    is_repeated: false,
};

const FORMAT: Parameter = Parameter {
    name: "format",
    about: "The format, for those who cannot send an `Accept` header. It goes before the header.",
    kind: Kind::Format,
    is_repeated: false,
};

/// What every table takes.
const OF_PAGES: [Parameter; 3] = [LIMIT, AFTER, FORMAT];

impl Kind {
    /// Whether something is written so.
    fn takes(self, said: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Month => Month::parse(said).is_ok(),
            Self::State => State::ALL.iter().any(|state| state.words() == said),
            Self::Number { least, most } => {
                let is_plain = said.bytes().all(|byte| byte.is_ascii_digit());
                is_plain && said.parse().is_ok_and(|number: u64| (least..=most).contains(&number))
            }
            Self::Format => Format::ALL.iter().any(|format| format.token() == said),
        }
    }

    /// What is taken, in words.
    fn words(self) -> String {
        match self {
            Self::Text => "a text".to_owned(),
            Self::Month => "a month such as `2023-10`".to_owned(),
            Self::State => one_of(&State::ALL.map(State::words)),
            Self::Number { least, most } => format!("a whole number from {least} to {most}"),
            Self::Format => one_of(&Format::ALL.map(Format::token)),
        }
    }

    /// The JSON Schema of what is taken.
    pub(crate) fn schema(self) -> Value {
        match self {
            Self::Text => json!({ "type": "string" }),
            Self::Month => {
                json!({ "type": "string", "pattern": "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$" })
            }
            Self::State => json!({ "type": "string", "enum": State::ALL.map(State::words) }),
            Self::Number { least, most } => json!({ "type": "integer", "minimum": least, "maximum": most }),
            Self::Format => json!({ "type": "string", "enum": Format::ALL.map(Format::token) }),
        }
    }
}

fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    format!("one of {}", quoted.join(", "))
}

impl Endpoint {
    /// The table that is answered from, if one is.
    pub(crate) fn table(&self) -> Option<&'static Table> {
        match self.answer {
            Answer::Document | Answer::Release => None,
            Answer::Releases => Some(&RELEASES),
            Answer::Part(part) => Some(part.table()),
        }
    }

    /// Everything that it takes.
    pub(crate) fn parameters(&self) -> impl Iterator<Item = &'static Parameter> {
        self.table().into_iter().flat_map(|table| table.filters.iter().chain(&OF_PAGES))
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked(Vec<(&'static str, String)>);

impl Asked {
    /// Reads what is asked of an address.
    ///
    /// # Errors
    ///
    /// What it doesn't take, by its name.
    pub(crate) fn read(endpoint: &Endpoint, said: Vec<(String, String)>) -> Result<Self, Refusal> {
        let mut asked = Vec::new();
        let mut seen = BTreeSet::new();
        for (name, value) in said {
            let Some(parameter) = endpoint.parameters().find(|known| known.name == name) else {
                return Err(unknown(endpoint, name));
            };
            let refused = |why: String| Refusal::Parameter { name: parameter.name.to_owned(), why };
            if !seen.insert(parameter.name) && !parameter.is_repeated {
                return Err(refused(format!("`{}` is given twice; give it once", parameter.name)));
            }
            if !parameter.kind.takes(&value) {
                return Err(refused(format!("`{}` must be {}", parameter.name, parameter.kind.words())));
            }
            asked.push((parameter.name, value));
        }
        Ok(Self(asked))
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    fn number(&self, name: &str) -> Option<u64> {
        self.values(name).next()?.parse().ok()
    }

    /// Whether something is asked for by what is known of it: nothing is, or this.
    pub(crate) fn is_for(&self, name: &str, value: &str) -> bool {
        let mut values = self.values(name).peekable();
        values.peek().is_none() || values.any(|asked| asked == value)
    }

    /// How many rows a page holds.
    pub(crate) fn limit(&self) -> usize {
        let limit = self.number(LIMIT.name).unwrap_or(USUAL_PAGE);
        limit.try_into().unwrap_or(usize::MAX)
    }

    /// Where the page before ended.
    pub(crate) fn after(&self) -> Option<u64> {
        self.number(AFTER.name)
    }

    /// The format, if one is asked for.
    pub(crate) fn format(&self) -> Option<Format> {
        let token = self.values(FORMAT.name).next()?;
        Format::ALL.into_iter().find(|format| format.token() == token)
    }

    /// The same in an address, as it was asked.
    pub(crate) fn query(&self) -> String {
        pairs(self.0.iter().map(|(name, value)| (*name, value.as_str())))
    }

    /// What asks for the page that follows a place.
    pub(crate) fn next(&self, after: u64) -> String {
        let rest = self.0.iter().map(|(name, value)| (*name, value.as_str()));
        pairs(rest.filter(|(name, _)| *name != AFTER.name).chain([(AFTER.name, after.to_string().as_str())]))
    }
}

fn pairs<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let written: Vec<String> = pairs.map(|(name, value)| format!("{name}={}", in_query(value))).collect();
    written.join("&")
}

fn unknown(endpoint: &Endpoint, name: String) -> Refusal {
    let taken: Vec<&str> = endpoint.parameters().map(|known| known.name).collect();
    let why = if taken.is_empty() {
        format!("`{name}` is nothing that can be asked for here; nothing is")
    } else {
        format!("`{name}` is nothing that can be asked for here; what can be is {}", one_of(&taken))
    };
    Refusal::Parameter { name, why }
}
