//! Small ids that stand for things of a compiled framework.

macro_rules! ids {
    ($($(#[$documentation:meta])* $name:ident;)*) => {$(
        $(#[$documentation])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The id of the thing at this place of its list.
            #[must_use]
            pub(crate) fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// The place in its list.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A place of [`Framework::places`](super::Framework::places).
    PlaceId;
    /// An audience of [`Framework::audiences`](super::Framework::audiences).
    AudienceId;
    /// A level of [`Framework::levels`](super::Framework::levels); a smaller id is a larger level.
    LevelId;
    /// An indicator of [`Framework::indicators`](super::Framework::indicators).
    IndicatorId;
    /// A member of [`Framework::members`](super::Framework::members).
    MemberId;
    /// A breakdown of [`Framework::breakdowns`](super::Framework::breakdowns).
    BreakdownId;
    /// A comparator of [`Framework::comparators`](super::Framework::comparators).
    ComparatorId;
    /// A scorecard of [`Framework::scorecards`](super::Framework::scorecards).
    ScorecardId;
    /// A section of a scorecard.
    SectionId;
    /// A matrix of a scorecard.
    MatrixId;
    /// A place table of a scorecard.
    PlaceTableId;
    /// Tiles of a scorecard.
    TilesId;
    /// A panel of a scorecard.
    PanelId;
    /// Facts of [`Framework::facts`](super::Framework::facts).
    FactsId;
    /// A source of [`Framework::sources`](super::Framework::sources).
    SourceId;
    /// A basis of an indicator: the first is its own, the rest are listed in `also`.
    BasisIndex;
}

impl BreakdownId {
    /// The whole cohort.
    pub const WHOLE: Self = Self(0);
}

impl BasisIndex {
    /// The indicator's own basis.
    pub const OWN: Self = Self(0);
}
