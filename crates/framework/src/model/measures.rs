//! How figures come from facts.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::ids::{BreakdownId, FactsId, IndicatorId};
use crate::diagnostics::Location;

/// Where measured figures come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The snapshot.
    pub snapshot: String,
    /// The fingerprint of all that it holds.
    pub hash: String,
    /// Whether its records are made up, which every page must say.
    pub specimen: bool,
    /// How replaced places are counted.
    pub history: String,
}

/// A fact table: one SQL query, written once, that says what counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Its name: that of its file in `facts/`.
    pub name: String,
    /// The query.
    pub query: String,
    /// Its file.
    pub location: Location,
}

/// How an indicator is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// What is worked out.
    pub formula: Formula,
    /// By how many months a figure is reported later than what it counts.
    pub lag: u8,
    /// Where it is declared.
    pub location: Location,
}

/// What is worked out from facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Formula {
    /// A count, a sum or a number of different things.
    Amount(Tally),
    /// A numerator over a denominator; a mean is the sum of a column over the number of facts that have it.
    Ratio {
        /// What is counted above.
        numerator: Tally,
        /// What it is divided by.
        denominator: Tally,
    },
    /// The median of a column.
    Median(Tally),
    /// The figure of one breakdown less that of another.
    Gap {
        /// The indicator whose figures are compared.
        of: IndicatorId,
        /// The breakdown from whose figure is taken.
        from: BreakdownId,
        /// The breakdown whose figure is taken away.
        less: BreakdownId,
    },
}

/// Something that is added up over facts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tally {
    /// The facts.
    pub facts: FactsId,
    /// When a fact counts.
    pub when: When,
    /// The column with the place.
    pub place: FactColumn,
    /// Which facts belong: conditions that all hold.
    pub conditions: Vec<Condition>,
    /// What is added up.
    pub quantity: Quantity,
    /// The dimensions, by their place in [`Framework::dimensions`](super::Framework::dimensions), and the columns that
    /// hold their members.
    pub breakdowns: Vec<(usize, FactColumn)>,
}

/// The name of a column of facts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactColumn(pub String);

impl fmt::Display for FactColumn {
    /// The column as SQL names it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "\"{}\"", self.0.replace('"', "\"\""))
    }
}

/// A condition in SQL, as an analyst wrote it, and where. Two that ask the same are the same, wherever they stand.
#[derive(Debug, Clone)]
pub struct Condition {
    /// The SQL.
    pub sql: String,
    /// Where it is written.
    pub location: Location,
}

impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        self.sql == other.sql
    }
}

impl Eq for Condition {}

impl PartialOrd for Condition {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Condition {
    fn cmp(&self, other: &Self) -> Ordering {
        self.sql.cmp(&other.sql)
    }
}

impl Hash for Condition {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.sql.hash(state);
    }
}

impl Condition {
    /// Whether it depends on the day of the snapshot.
    #[must_use]
    pub fn asks_day(&self) -> bool {
        self.sql
            .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
            .any(|word| word.eq_ignore_ascii_case("as_at"))
    }
}

/// When a fact counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// On the day of an event.
    Event(FactColumn),
    /// On every day from its start until the day before its end.
    Open {
        /// The column with the first day.
        start: FactColumn,
        /// The column with the day on which it ends, if it ends at all.
        end: FactColumn,
    },
    /// In a calendar year, and until there is a later one: populations.
    Year(FactColumn),
}

/// What is added up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantity {
    /// The number of facts.
    Count,
    /// The sum of a column.
    Sum(FactColumn),
    /// The number of different values of a column.
    Distinct(FactColumn),
    /// The values of a column themselves, of which a median is taken.
    Values(FactColumn),
}

impl Quantity {
    /// Whether amounts of parts and of months add up to that of the whole.
    #[must_use]
    pub fn adds(&self) -> bool {
        matches!(self, Self::Count | Self::Sum(_))
    }
}

impl Formula {
    /// The tallies that it is made from.
    #[must_use]
    pub fn tallies(&self) -> Vec<&Tally> {
        match self {
            Self::Amount(tally) | Self::Median(tally) => vec![tally],
            Self::Ratio { numerator, denominator } => vec![numerator, denominator],
            Self::Gap { .. } => Vec::new(),
        }
    }
}
