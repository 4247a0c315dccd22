//! The list of indicators.

use framework::SeriesKey;

use super::cells::direction;
use super::figure::{DirectionView, RatingView, Shown};
use super::overview::first_place;
use super::shell::{Shell, shell};
use crate::edition::{Edition, Showing};
use crate::paths::relative;
use crate::words;

/// The list of indicators, with the figures of the scorecard's first place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorsPage {
    /// What stands around it.
    pub shell: Shell,
    /// The place that the figures are of.
    pub place: String,
    /// The indicators by section.
    pub groups: Vec<IndicatorGroup>,
}

/// The indicators of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorGroup {
    /// The heading.
    pub title: String,
    /// The smaller heading.
    pub caption: Option<String>,
    /// The period of the figures.
    pub period: String,
    /// The indicators.
    pub lines: Vec<IndicatorLine>,
}

/// An indicator in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorLine {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its code.
    pub code: Option<String>,
    /// The question that it answers.
    pub question: Option<String>,
    /// The latest figure with its unit, or why there is none.
    pub shown: Shown,
    /// Its rating.
    pub rating: Option<RatingView>,
    /// Its direction.
    pub direction: Option<DirectionView>,
}

const PATH: &str = "indicators/index.html";

pub(crate) fn indicators(edition: &Edition<'_>) -> IndicatorsPage {
    let framework = edition.framework;
    let place = first_place(edition);
    let mut groups: Vec<IndicatorGroup> = Vec::new();
    for Showing { heading, caption, indicator, latest, .. } in edition.showings() {
        let Some(place) = place else { continue };
        let series = SeriesKey::own(indicator, place);
        let assessment = edition.assess(series, latest);
        let rules = edition.rules(series, &latest);
        let line = IndicatorLine {
            href: edition.paths.indicator(indicator).map(|to| relative(PATH, to)).unwrap_or_default(),
            title: rules.title.clone(),
            code: framework.indicator(indicator).printed_code().map(str::to_owned),
            question: rules.question.clone(),
            shown: Shown::reading(rules, &assessment.reading),
            rating: assessment.rating.as_ref().map(RatingView::new),
            direction: direction(rules, &assessment, 0).ok(),
        };
        let period = words::capital(&latest.words());
        let belongs = |group: &&mut IndicatorGroup| {
            group.title == heading && group.caption.as_deref() == caption && group.period == period
        };
        match groups.iter_mut().find(belongs) {
            Some(group) => group.lines.push(line),
            None => groups.push(IndicatorGroup {
                title: heading.to_owned(),
                caption: caption.map(str::to_owned),
                period,
                lines: vec![line],
            }),
        }
    }
    IndicatorsPage {
        shell: shell(edition, PATH, "Indicators"),
        place: place.map(|place| framework.place(place).name.clone()).unwrap_or_default(),
        groups,
    }
}
