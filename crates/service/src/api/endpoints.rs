//! The addresses of the interface.

use super::tables::Part;

/// An address.
pub(crate) struct Endpoint {
    /// What programs that are made from the OpenAPI document call it.
    pub(crate) name: &'static str,
    /// Its path; what varies is in braces.
    pub(crate) path: &'static str,
    /// What is there, in a few words.
    pub(crate) about: &'static str,
    /// What is answered.
    pub(crate) answer: Answer,
}

/// What is answered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The OpenAPI document.
    Document,
    /// A release with all that is said of it as a whole.
    Release,
    /// The releases, a page at a time.
    Releases,
    /// A part of an edition, a page at a time.
    Part(Part),
}

const fn endpoint(name: &'static str, path: &'static str, about: &'static str, answer: Answer) -> Endpoint {
    Endpoint { name, path, about, answer }
}

pub(crate) const OPENAPI: Endpoint = endpoint(
    "openapi",
    "/api/v1/openapi.json",
    "what programs can ask, as an OpenAPI document",
    Answer::Document,
);
pub(crate) const RELEASES: Endpoint = endpoint(
    "releases",
    "/api/v1/releases",
    "the releases that a program may see, the newest first",
    Answer::Releases,
);
pub(crate) const RELEASE: Endpoint =
    endpoint("release", "/api/v1/releases/{release}", "a release, for programs", Answer::Release);
pub(crate) const INDICATORS: Endpoint = endpoint(
    "indicators",
    "/api/v1/releases/{release}/indicators",
    "the indicators of a release",
    Answer::Part(Part::Indicators),
);
pub(crate) const PLACES: Endpoint = endpoint(
    "places",
    "/api/v1/releases/{release}/places",
    "the places of a release",
    Answer::Part(Part::Places),
);
pub(crate) const FIGURES: Endpoint = endpoint(
    "figures",
    "/api/v1/releases/{release}/figures",
    "the figures of a release",
    Answer::Part(Part::Figures),
);
pub(crate) const LATEST: Endpoint = endpoint(
    "latest",
    "/api/v1/scorecards/{scorecard}/latest",
    "the latest published release of a scorecard",
    Answer::Release,
);
pub(crate) const LATEST_INDICATORS: Endpoint = endpoint(
    "latest_indicators",
    "/api/v1/scorecards/{scorecard}/latest/indicators",
    "its indicators",
    Answer::Part(Part::Indicators),
);
pub(crate) const LATEST_PLACES: Endpoint = endpoint(
    "latest_places",
    "/api/v1/scorecards/{scorecard}/latest/places",
    "its places",
    Answer::Part(Part::Places),
);
pub(crate) const LATEST_FIGURES: Endpoint = endpoint(
    "latest_figures",
    "/api/v1/scorecards/{scorecard}/latest/figures",
    "its figures",
    Answer::Part(Part::Figures),
);

/// All of them.
pub(crate) static ENDPOINTS: [Endpoint; 10] = [
    RELEASES,
    RELEASE,
    INDICATORS,
    PLACES,
    FIGURES,
    LATEST,
    LATEST_INDICATORS,
    LATEST_PLACES,
    LATEST_FIGURES,
    OPENAPI,
];
