//! What a release holds, its fingerprint, and how it differs from another.
//!
//! A release is an edition frozen: figures, ratings with their reasons, definitions and texts, as they stood. It holds
//! everything by the texts that the framework uses (an indicator's id, a place's slug, a period's token), since a
//! framework changes from one release to the next. [`Release::of`] makes one, [`Release::encode`] writes it in the one
//! form that its fingerprint is taken of, [`seal`] chains it to the release before, and [`difference()`] says what has
//! changed between two and why. Nothing here reads a file or knows what time it is.

mod agreement;
mod chain;
mod comparators;
mod counting;
mod difference;
mod encoding;
mod erratum;
mod make;
mod release;
mod standing;
pub mod text;

pub use agreement::{Disagreement, disagreements};
pub use chain::{SignOff, seal};
pub use difference::{
    Because, Cause, ComparatorChange, ComparatorMoved, DefinitionChange, Difference, FieldChange, Line,
    PlaceChange, RatingChange, Restatement, StatusChange, TargetChange, TextChange, TextMoved, difference,
};
pub use encoding::{DecodeError, Encoded, EncodedSheet, fingerprint};
pub use erratum::{Erratum, erratum};
pub use make::Request;
pub use release::{
    Amount, Change, Comparator, Definition, Direction, Figure, Heading, Key, LAYOUT, Origin, Place, Rating,
    Records, Release, Row, Series, Sheet, Target, Text, Version,
};
pub use standing::says_what_was_superseded;
