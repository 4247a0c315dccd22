//! Whether an edition that is drawn again says what stands, or what an earlier release of its month said.

use crate::difference::{Difference, TextMoved};
use crate::release::Release;

impl Release {
    /// Whether it corrects an earlier release of its month. One of another status is the next step of the month's life.
    #[must_use]
    pub fn corrects(&self, earlier: &Self) -> bool {
        earlier.heading.status == self.heading.status
    }
}

/// Whether an edition says what was superseded, by how it differs from an earlier release of its month and from the one
/// that stands, which may correct that. Its figures tell; where those are what stands, a text tells that the correction
/// replaced or removed. Texts that came only later take nothing back.
#[must_use]
pub fn says_what_was_superseded(
    from_earlier: &Difference,
    from_standing: &Difference,
    is_correction: bool,
) -> bool {
    if !from_standing.is_of_texts_alone() {
        return from_earlier.is_of_texts_alone();
    }
    let was_taken_back = from_standing.texts.iter().any(|text| text.moved != TextMoved::Removed);
    is_correction && was_taken_back && from_earlier.is_empty()
}
