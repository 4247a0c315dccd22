//! Places and breakdowns.

use jiff::civil::Date;
use periods::Period;

use super::ids::{LevelId, MemberId, PlaceId};
use crate::diagnostics::Location;

/// A level of place, such as county or district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// Its name, as the framework writes it.
    pub name: String,
}

/// Where a figure belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its id in files and addresses: lower case, digits and hyphens.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// Its level.
    pub level: LevelId,
    /// Tags: a service, a contract.
    pub groups: Vec<String>,
    /// The places to which its figures add, at most one at each level.
    pub part_of: Vec<PlaceId>,
    /// The places on whose pages it is also shown; it adds to none of them.
    pub serves: Vec<PlaceId>,
    /// The first day on which it exists, where that is known.
    pub from: Option<Date>,
    /// The last day on which it exists.
    pub to: Option<Date>,
    /// The place that it replaced.
    pub succeeds: Option<PlaceId>,
    /// The code of the Office for National Statistics.
    pub gss_code: Option<String>,
    /// The Department for Education's number of a local authority.
    pub la_code: Option<String>,
    /// Where it is declared.
    pub location: Location,
}

impl Place {
    /// Whether the place exists at some time in a period: a place shows nothing before `from` or after `to`.
    #[must_use]
    pub fn exists_in(&self, period: &Period) -> bool {
        self.from.is_none_or(|from| from <= period.last_month().last_day())
            && self.to.is_none_or(|to| to >= period.first_month().first_day())
    }
}

/// A dimension along which a cohort is broken down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// Its id.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Whether nobody is in two members.
    pub exclusive: bool,
    /// Whether everybody is in a member.
    pub complete: bool,
}

/// A member of a dimension, such as an age band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name, in files and for people.
    pub name: String,
    /// The place of its dimension in [`Framework::dimensions`](super::Framework::dimensions).
    pub dimension: usize,
}

/// A subset of a cohort: members of different dimensions. No member is the whole cohort.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Breakdown {
    /// The members, in the order of their dimensions.
    pub members: Vec<MemberId>,
    /// How files and pages write it: members joined by ` + `; empty for the whole cohort.
    pub label: String,
}

/// Names places, from the least to the most specific.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceSelector {
    /// Every place.
    Everywhere,
    /// Every place of a level.
    Level(LevelId),
    /// Every place of a group.
    Group(String),
    /// One place.
    Place(PlaceId),
}

impl PlaceSelector {
    /// How specific it is; two targets that match a place with the same number contradict each other.
    #[must_use]
    pub fn specificity(&self) -> u8 {
        match self {
            Self::Everywhere => 0,
            Self::Level(_) => 1,
            Self::Group(_) => 2,
            Self::Place(_) => 3,
        }
    }

    /// Whether it names a place.
    #[must_use]
    pub fn matches(&self, id: PlaceId, place: &Place) -> bool {
        match self {
            Self::Everywhere => true,
            Self::Level(level) => place.level == *level,
            Self::Group(group) => place.groups.contains(group),
            Self::Place(own) => *own == id,
        }
    }
}
