//! Targets and floors.

use std::collections::HashMap;

use figures::Number;
use periods::Period;

use super::ids::{BasisIndex, BreakdownId, IndicatorId, PlaceId};
use super::places::{Place, PlaceSelector};
use crate::diagnostics::Location;

/// What a target is for, without its places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TargetKey {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The period: a figure's own or the year that contains it.
    pub period: Period,
    /// The basis.
    pub basis: BasisIndex,
    /// The breakdown.
    pub breakdown: BreakdownId,
}

/// All targets, ready to be looked up.
#[derive(Debug, Clone, Default)]
pub struct Targets {
    by_key: HashMap<TargetKey, Vec<Target>>,
}

/// A target, or the statement that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The places that it is for.
    pub scope: PlaceSelector,
    /// The aim.
    pub target: Option<Number>,
    /// How many decimals the aim was written with.
    pub decimals: u8,
    /// The floor, overriding the scheme's; for polarity `target` the lower edge of amber.
    pub floor: Option<Number>,
    /// For polarity `target`, the upper edge of amber.
    pub upper: Option<Number>,
    /// How the council wrote it.
    pub printed: Option<String>,
    /// Whether it stands, is carried, or is deliberately absent.
    pub status: TargetStatus,
    /// Where it was taken from, in words.
    pub source: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// The file and row.
    pub location: Location,
}

/// Whether a target stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TargetStatus {
    /// It stands.
    Set,
    /// Last year's stands provisionally.
    Carried,
    /// There is deliberately none.
    Deliberate,
    /// There is none because the indicator no longer applies.
    NoLongerApplicable,
}

impl Targets {
    pub(crate) fn insert(&mut self, key: TargetKey, target: Target) {
        self.by_key.entry(key).or_default().push(target);
    }

    /// The targets of a key, as declared.
    #[must_use]
    pub fn declared(&self, key: &TargetKey) -> &[Target] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// The most specific target of a key for a place.
    #[must_use]
    pub fn find(&self, key: &TargetKey, id: PlaceId, place: &Place) -> Option<&Target> {
        self.declared(key)
            .iter()
            .filter(|target| target.scope.matches(id, place))
            .max_by_key(|target| target.scope.specificity())
    }

    /// Every key with its targets, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (&TargetKey, &[Target])> {
        self.by_key.iter().map(|(key, targets)| (key, targets.as_slice()))
    }
}
