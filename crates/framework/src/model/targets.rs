//! Targets and floors.

use std::collections::HashMap;

use figures::Number;
use periods::Period;

use super::ids::{BasisIndex, BreakdownId, IndicatorId, PlaceId};
use super::places::{Place, PlaceSelector};
use crate::diagnostics::Location;

/// What a target is asked for, without the place.
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
    by_period: HashMap<(IndicatorId, Period), Vec<Target>>,
}

/// The figures of an indicator in a period that a target is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetScope {
    /// The places.
    pub places: PlaceSelector,
    /// The basis; none is any of the indicator's.
    pub basis: Option<BasisIndex>,
    /// The breakdown; none is any, and the whole cohort.
    pub breakdown: Option<BreakdownId>,
}

/// Another plan from which a target was taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherPlan {
    /// The plan, in words.
    pub name: String,
    /// When the target is due there.
    pub due: Period,
}

/// A target, or the statement that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The figures that it is for.
    pub scope: TargetScope,
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
    /// The plan from which it was taken over, and when it is due there.
    pub other_plan: Option<OtherPlan>,
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

impl TargetScope {
    /// Whether it covers a basis and a breakdown.
    #[must_use]
    pub fn covers(&self, basis: BasisIndex, breakdown: BreakdownId) -> bool {
        self.basis.is_none_or(|own| own == basis) && self.breakdown.is_none_or(|own| own == breakdown)
    }

    /// How specific it is in its places, its basis and its breakdown. Of two that match a figure, one that is as
    /// specific in all three goes before the other; where each is more specific in something, they contradict each
    /// other.
    #[must_use]
    pub fn specificity(&self) -> [u8; 3] {
        [self.places.specificity(), u8::from(self.basis.is_some()), u8::from(self.breakdown.is_some())]
    }
}

impl Targets {
    pub(crate) fn insert(&mut self, indicator: IndicatorId, period: Period, target: Target) {
        self.by_period.entry((indicator, period)).or_default().push(target);
    }

    /// The targets of an indicator for a period, as declared.
    #[must_use]
    pub fn declared(&self, indicator: IndicatorId, period: Period) -> &[Target] {
        self.by_period.get(&(indicator, period)).map_or(&[], Vec::as_slice)
    }

    /// The most specific target of a key for a place.
    #[must_use]
    pub fn find(&self, key: &TargetKey, id: PlaceId, place: &Place) -> Option<&Target> {
        self.declared(key.indicator, key.period)
            .iter()
            .filter(|target| target.scope.covers(key.basis, key.breakdown))
            .filter(|target| target.scope.places.matches(id, place))
            // The compiler refuses rivals, so that one of them is the most specific in everything.
            .max_by_key(|target| target.scope.specificity())
    }

    /// Every indicator and period with its targets, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (IndicatorId, Period, &[Target])> {
        self.by_period.iter().map(|((indicator, period), targets)| (*indicator, *period, targets.as_slice()))
    }
}
