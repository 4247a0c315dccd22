//! Which texts an edition needs, and which of them it has.

use framework::{Framework, IndicatorId, PlaceId, ScorecardId, SeriesKey, TextKind};
use periods::{Month, Period};

use crate::edition::Edition;
use crate::view::{commentary_needed, find, supplier};
use crate::{Audience, Request};

/// A text that an edition needs: commentary on a figure, or the cause and action of an exception report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredText {
    /// The kind of text.
    pub kind: TextKind,
    /// The indicator.
    pub indicator: IndicatorId,
    /// The place.
    pub place: PlaceId,
    /// The period of the figure that needs it.
    pub period: Period,
    /// The role that supplies it, where one is named.
    pub role: Option<String>,
    /// Whether it is there.
    pub is_there: bool,
}

/// The texts that an edition needs, each once: commentary in the order in which a reader meets the figures, then what
/// exception reports need. Where one is not there, the page says so.
#[must_use]
pub fn required_texts(framework: &Framework, scorecard: ScorecardId, data_month: Month) -> Vec<RequiredText> {
    let audience = Audience::Internal;
    let edition = Edition::new(&Request {
        framework,
        scorecard,
        data_month,
        audience,
        logo: None,
        disclosure: None,
        compared: None,
    });
    let mut required: Vec<RequiredText> = Vec::new();
    for shown in &edition.paths.place_pages {
        for id in edition.scorecard.pages[shown.page].sections() {
            let section = edition.scorecard.section(id);
            let now = edition.latest(section).unwrap_or_else(|| Period::month(data_month));
            for place in edition.places_in(section, shown.place) {
                let here = section.indicators.iter().filter(|id| framework.applies(**id, place));
                for indicator in here {
                    let assessment = edition.newest(SeriesKey::own(*indicator, place), now);
                    let Some(role) = commentary_needed(&edition, section, &assessment) else { continue };
                    if required.iter().all(|known| (known.indicator, known.place) != (*indicator, place)) {
                        required.push(RequiredText {
                            kind: TextKind::Commentary,
                            indicator: *indicator,
                            place,
                            period: assessment.period,
                            role: role.cloned(),
                            is_there: find(&edition, TextKind::Commentary, *indicator, place).is_some(),
                        });
                    }
                }
            }
        }
    }
    let of_reports = edition.exceptions.iter().map(|opened| {
        let (indicator, place) = (opened.series.indicator, opened.series.place);
        let rules = edition.rules(opened.series, &opened.period);
        RequiredText {
            kind: TextKind::Exception,
            indicator,
            place,
            period: opened.period,
            role: supplier(&edition, rules).cloned(),
            is_there: find(&edition, TextKind::Exception, indicator, place).is_some(),
        }
    });
    required.extend(of_reports);
    required
}
