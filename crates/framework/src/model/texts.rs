//! Texts that people write about a scorecard.

use periods::Month;
use schemars::JsonSchema;
use serde::Deserialize;

use super::ids::{IndicatorId, PlaceId, ScorecardId, SectionId};
use crate::diagnostics::Location;

/// What kind of text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TextKind {
    /// What a page or section says as a whole.
    Summary,
    /// Why a figure is what it is, and what is done about it.
    Commentary,
    /// What a reader must know of an indicator's data.
    #[serde(rename = "data note")]
    DataNote,
    /// What a place or provider tells of itself; never leaves an internal copy.
    Narrative,
    /// What was said of a place when its figures were looked at.
    #[serde(rename = "meeting note")]
    MeetingNote,
    /// Cause and action in an exception report.
    Exception,
}

impl TextKind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Summary,
        Self::Commentary,
        Self::DataNote,
        Self::Narrative,
        Self::MeetingNote,
        Self::Exception,
    ];

    /// The kinds that a copy for an audience shows unless it lists its own.
    pub const SHARED: [Self; 4] = [Self::Summary, Self::Commentary, Self::DataNote, Self::Exception];

    /// The word in files.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Commentary => "commentary",
            Self::DataNote => "data note",
            Self::Narrative => "narrative",
            Self::MeetingNote => "meeting note",
            Self::Exception => "exception",
        }
    }
}

/// A text that somebody wrote about an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What kind of text it is.
    pub kind: TextKind,
    /// The scorecard.
    pub scorecard: ScorecardId,
    /// The data month that it was written for.
    pub month: Month,
    /// What it is about.
    pub subject: TextSubject,
    /// Who wrote it: a role, never a name.
    pub role: Option<String>,
    /// Whether it is made up, which is said beside it.
    pub specimen: bool,
    /// What it says, in Markdown.
    pub text: String,
    /// Where it stands in the folder; nowhere there where a store has it.
    pub location: Option<Location>,
}

/// What a text is about; at most one text of a kind and month is about the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct TextSubject {
    /// The id of a page.
    pub page: Option<String>,
    /// A section.
    pub section: Option<SectionId>,
    /// An indicator.
    pub indicator: Option<IndicatorId>,
    /// A place.
    pub place: Option<PlaceId>,
}
