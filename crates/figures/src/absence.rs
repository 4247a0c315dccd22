//! Why a figure has no value.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::Number;

/// The reason why a figure has no value. An empty cell is never one of them: somebody says which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absence {
    /// It cannot be had.
    NotAvailable,
    /// It will come, or is owed.
    ToBeSupplied,
    /// It means nothing at this place.
    NotApplicable,
    /// Collection has not begun or is not finished.
    NotYetCollected,
    /// Nothing to divide by: no case was counted in the denominator.
    NoCases,
    /// It is no longer measured.
    NoLongerApplicable,
    /// It is known, and withheld because it could reveal somebody.
    Suppressed,
}

/// Government shorthand for what is no number, from "Using symbols and shorthand in tables" of the Government
/// Statistical Service and the open data standard of the Department for Education.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Symbol {
    /// `z`: no observation could be made.
    NotApplicable,
    /// `x`: the observation is not available.
    NotAvailable,
    /// `c`: confidential, withheld to protect somebody.
    Confidential,
    /// `low`: not nought, and printed as nought. Pages print the nought; data files keep `0` for true noughts.
    Low,
}

/// A text that names no reason for absence.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{text:.40}` is no reason for an absence: write one of {}", Absence::tokens())]
pub struct AbsenceError {
    /// What was written.
    pub text: String,
}

impl Absence {
    /// Every reason, in the order of the framework's documentation.
    pub const ALL: [Absence; 7] = [
        Absence::NotAvailable,
        Absence::ToBeSupplied,
        Absence::NotApplicable,
        Absence::NotYetCollected,
        Absence::NoCases,
        Absence::NoLongerApplicable,
        Absence::Suppressed,
    ];

    /// How the framework's files write it, such as `not-available`.
    pub fn token(self) -> &'static str {
        match self {
            Absence::NotAvailable => "not-available",
            Absence::ToBeSupplied => "to-be-supplied",
            Absence::NotApplicable => "not-applicable",
            Absence::NotYetCollected => "not-yet-collected",
            Absence::NoCases => "no-cases",
            Absence::NoLongerApplicable => "no-longer-applicable",
            Absence::Suppressed => "suppressed",
        }
    }

    /// Reads a [`token`](Absence::token); anything else is refused with the list of tokens.
    pub fn parse(text: &str) -> Result<Absence, AbsenceError> {
        Absence::ALL
            .into_iter()
            .find(|absence| absence.token() == text)
            .ok_or_else(|| AbsenceError { text: text.to_owned() })
    }

    /// How pages say it to people.
    pub fn words(self) -> &'static str {
        match self {
            Absence::NotAvailable => "Not available",
            Absence::ToBeSupplied => "To be supplied",
            Absence::NotApplicable => "Not applicable at this place",
            Absence::NotYetCollected => "Not yet collected",
            Absence::NoCases => "No cases",
            Absence::NoLongerApplicable => "No longer applicable",
            Absence::Suppressed => "Suppressed",
        }
    }

    /// The shorthand that stands for it in open data and workbooks.
    pub fn shorthand(self) -> Symbol {
        match self {
            Absence::NotAvailable | Absence::ToBeSupplied | Absence::NotYetCollected => Symbol::NotAvailable,
            // A proportion of no cases is no observation that is missing: there is none to be made.
            Absence::NotApplicable | Absence::NoCases | Absence::NoLongerApplicable => Symbol::NotApplicable,
            Absence::Suppressed => Symbol::Confidential,
        }
    }

    fn tokens() -> String {
        Absence::ALL.map(Absence::token).join(", ")
    }
}

impl Symbol {
    /// Every symbol, in the order of the standard.
    pub const ALL: [Symbol; 4] =
        [Symbol::NotApplicable, Symbol::NotAvailable, Symbol::Confidential, Symbol::Low];

    /// Bare, as open data write it.
    pub fn bare(self) -> &'static str {
        match self {
            Symbol::NotApplicable => "z",
            Symbol::NotAvailable => "x",
            Symbol::Confidential => "c",
            Symbol::Low => "low",
        }
    }

    /// In square brackets, as spreadsheets write it.
    pub fn bracketed(self) -> String {
        format!("[{}]", self.bare())
    }

    /// What it means, for a reader of the file.
    pub fn words(self) -> &'static str {
        match self {
            Symbol::NotApplicable => "Not applicable",
            Symbol::NotAvailable => "Not available",
            Symbol::Confidential => "Confidential: withheld to protect somebody",
            Symbol::Low => "Low: rounds to 0, but is not 0",
        }
    }

    /// The symbol that stands for a number printed with so many decimals, if one does: [`Symbol::Low`].
    pub fn of_number(number: &Number, decimals: u8) -> Option<Symbol> {
        (!number.is_zero() && number.rounded(decimals).is_zero()).then_some(Symbol::Low)
    }
}

/// The [`token`](Absence::token).
impl fmt::Display for Absence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.token())
    }
}

impl FromStr for Absence {
    type Err = AbsenceError;

    fn from_str(text: &str) -> Result<Absence, AbsenceError> {
        Absence::parse(text)
    }
}
