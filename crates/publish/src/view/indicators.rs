//! The list of indicators.

use framework::SeriesKey;

use super::cells::direction;
use super::figure::{DirectionView, RatingView, Shown};
use super::overview::first_place;
use super::shell::{Shell, shell};
use crate::edition::Edition;
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
    let mut seen = Vec::new();
    let mut groups = Vec::new();
    for section in edition.scorecard.pages.iter().flat_map(|page| &page.sections) {
        let section = edition.scorecard.section(*section);
        let Some((period, place)) = edition.periods(section).last().copied().zip(place) else { continue };
        let mut lines = Vec::new();
        for id in &section.indicators {
            if seen.contains(id) {
                continue;
            }
            seen.push(*id);
            let series = SeriesKey::own(*id, place);
            let assessment = edition.assess(series, period);
            let rules = edition.rules(series, &period);
            lines.push(IndicatorLine {
                href: edition.paths.indicator(*id).map(|to| relative(PATH, to)).unwrap_or_default(),
                title: rules.title.clone(),
                code: framework.indicator(*id).printed_code().map(str::to_owned),
                question: rules.question.clone(),
                shown: Shown::reading(rules, &assessment.reading),
                rating: assessment.rating.as_ref().map(RatingView::new),
                direction: direction(rules, &assessment, 0).ok(),
            });
        }
        if !lines.is_empty() {
            let period = words::capital(&period.words());
            groups.push(IndicatorGroup {
                title: section.title.clone(),
                caption: section.caption.clone(),
                period,
                lines,
            });
        }
    }
    IndicatorsPage {
        shell: shell(edition, PATH, "Indicators"),
        place: place.map(|place| framework.place(place).name.clone()).unwrap_or_default(),
        groups,
    }
}
