//! Places as the standard writes them. Only those with codes of the Office for National Statistics have a geographic
//! level of their own; teams, providers and a council's own areas are a filter within their local authority.

use crate::data::{EditionData, PlaceData};

/// The name of an area that is not known.
const NOT_AVAILABLE: &str = "Not available";
/// The code of an area that is not known.
const UNKNOWN: &str = "x";

/// A level of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    National,
    Regional,
    LocalAuthority,
    District,
    Ward,
}

impl Level {
    /// By the first letters of the code, which the Office for National Statistics gives to one kind of area each.
    fn of(place: &PlaceData) -> Option<Self> {
        let kind = place.gss_code.as_deref().and_then(|code| code.get(..3));
        match kind {
            Some("E92") => Some(Self::National),
            Some("E12") => Some(Self::Regional),
            Some("E06" | "E08" | "E09" | "E10") => Some(Self::LocalAuthority),
            Some("E07") => Some(Self::District),
            Some("E05") => Some(Self::Ward),
            _ => place.la_code.is_some().then_some(Self::LocalAuthority),
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::National => "National",
            Self::Regional => "Regional",
            Self::LocalAuthority => "Local authority",
            Self::District => "Local authority district",
            Self::Ward => "Ward",
        }
    }
}

/// Where a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Geography {
    /// `geographic_level`.
    pub level: Level,
    /// Code and name.
    pub region: Option<[String; 2]>,
    /// Old code, new code and name.
    pub authority: Option<[String; 3]>,
    /// Code and name.
    pub district: Option<[String; 2]>,
    /// Code and name.
    pub ward: Option<[String; 2]>,
    /// A place without a level of the standard: its own level, and its name.
    pub local: Option<[String; 2]>,
}

impl Geography {
    pub(super) fn of(data: &EditionData, place: &PlaceData) -> Self {
        let above = wholes(data, place);
        let level = Level::of(place);
        let found = |wanted: Level| {
            let mut all = std::iter::once(place).chain(above.iter().copied());
            all.find(|one| Level::of(one) == Some(wanted))
        };
        // A place that is part of nothing, such as a provider, belongs to the council whose scorecard it is.
        let authority = found(Level::LocalAuthority).or_else(|| only_authority(data));
        let region = found(Level::Regional)
            .or_else(|| wholes(data, authority?).into_iter().find(|one| is(one, Level::Regional)));
        let below = |highest: Level| level.is_none_or(|level| level >= highest);
        Self {
            level: level.unwrap_or(Level::LocalAuthority),
            region: below(Level::Regional).then(|| pair(region)),
            authority: below(Level::LocalAuthority).then(|| {
                let old = authority.and_then(|place| place.la_code.clone());
                let [new, name] = pair(authority);
                [old.unwrap_or_else(|| UNKNOWN.to_owned()), new, name]
            }),
            district: matches!(level, Some(Level::District | Level::Ward))
                .then(|| pair(found(Level::District))),
            ward: (level == Some(Level::Ward)).then(|| pair(Some(place))),
            local: level.is_none().then(|| [place.level.clone(), place.name.clone()]),
        }
    }
}

/// Everything that a place is part of, the nearest first.
fn wholes<'d>(data: &'d EditionData, place: &PlaceData) -> Vec<&'d PlaceData> {
    let mut wholes: Vec<&PlaceData> = Vec::new();
    let mut next: Vec<&str> = place.part_of.iter().map(String::as_str).collect();
    while !next.is_empty() {
        let found: Vec<&PlaceData> = next.iter().filter_map(|id| data.place(id)).collect();
        next = found.iter().flat_map(|whole| whole.part_of.iter().map(String::as_str)).collect();
        wholes.extend(found);
    }
    wholes
}

fn is(place: &PlaceData, level: Level) -> bool {
    Level::of(place) == Some(level)
}

fn only_authority(data: &EditionData) -> Option<&PlaceData> {
    let mut authorities = data.places.iter().filter(|place| is(place, Level::LocalAuthority));
    authorities.next().filter(|_| authorities.next().is_none())
}

/// Code and name of an area, or that they are not known.
fn pair(place: Option<&PlaceData>) -> [String; 2] {
    match place {
        Some(place) => {
            let code = place.gss_code.clone();
            [code.unwrap_or_else(|| UNKNOWN.to_owned()), place.name.clone()]
        }
        None => [UNKNOWN.to_owned(), NOT_AVAILABLE.to_owned()],
    }
}
