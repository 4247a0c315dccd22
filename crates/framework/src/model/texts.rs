//! Texts that people write about a scorecard.

use schemars::JsonSchema;
use serde::Deserialize;

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
