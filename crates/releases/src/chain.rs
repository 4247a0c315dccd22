//! The chain: each release that is signed off carries a hash over its content, its sign-offs and the release before.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::encoding::{fingerprint, lines_of};
use crate::text;

/// That somebody signed a release off: a role, never a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOff {
    /// The role.
    pub role: String,
    /// When.
    #[serde(with = "text")]
    pub at: Timestamp,
}

/// What a seal is the hash of.
#[derive(Serialize)]
struct Sealed<'a> {
    previous: Option<&'a str>,
    content: &'a str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    copies: &'a BTreeMap<String, String>,
    sign_offs: &'a [SignOff],
}

/// The chained hash of a release: SHA-256, hexadecimal, over one line of JSON that holds the seal of the scorecard's
/// release before (`previous`, null for its first), the fingerprint of the release's own content (`content`), those of its
/// copies by audience (`copies`, left out where nothing was drawn), and who signed it off when (`sign_offs`). Whoever
/// changes any release or copy changes every seal after it.
#[must_use]
pub fn seal(
    previous: Option<&str>,
    content: &str,
    copies: &BTreeMap<String, String>,
    sign_offs: &[SignOff],
) -> String {
    fingerprint(lines_of([Sealed { previous, content, copies, sign_offs }]))
}
