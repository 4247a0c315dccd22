//! Marks beside figures: those that a release said otherwise, and those that mean something else than the ones before.

use std::collections::BTreeSet;

use assess::Assessment;
use framework::{IndicatorId, Version};
use periods::{Month, Period};

use super::figure::Shown;
use crate::edition::Edition;

/// A mark beside a figure: a letter, with words for those who point at it or do not see it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// `r` for restated, `b` for a break.
    pub letter: char,
    /// What the letter means, the same below a whole table.
    pub key: String,
    /// What it means beside this figure.
    pub words: String,
}

/// The letters of some figures and what they mean, each once.
pub(crate) fn keys<'s>(shown: impl Iterator<Item = &'s Shown>) -> Vec<(char, String)> {
    let marks = shown.flat_map(Shown::marks).map(|mark| (mark.letter, mark.key.clone()));
    marks.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The marks of a figure that is shown with these words.
pub(crate) fn marks(edition: &Edition<'_>, assessment: &Assessment<'_>, shown: &str) -> Vec<Mark> {
    restated(edition, assessment, shown).into_iter().chain(begins(edition, assessment)).collect()
}

/// What the last release said of a figure, or what is known by now of one that is shown as it was published; nothing
/// where it is printed the same.
fn restated(edition: &Edition<'_>, assessment: &Assessment<'_>, shown: &str) -> Option<Mark> {
    let key = (assessment.series, assessment.period);
    if let Some(now) = edition.framework.as_now_known.get(&key) {
        let now = Shown::reading(edition.rules(assessment.series, &assessment.period), now);
        return Some(Mark {
            letter: 'r',
            key: "restated since; shown as it was published".to_owned(),
            words: format!("as published; as now known: {}", now.in_words()),
        });
    }
    let (was, release) = edition.restated.get(&key)?;
    (was != shown).then(|| Mark {
        letter: 'r',
        key: format!("restated since the release of {}", release.words()),
        words: format!("restated: {was} in the release of {}", release.words()),
    })
}

/// That a figure is the first of its series that may not be compared with those before.
fn begins(edition: &Edition<'_>, assessment: &Assessment<'_>) -> Option<Mark> {
    let versions = &edition.framework.indicator(assessment.series.indicator).versions;
    let version = versions.iter().rfind(|version| is_first_of(version, assessment.period))?;
    let from = version.from.words();
    Some(Mark {
        letter: 'b',
        key: "new definition: not comparable with figures before".to_owned(),
        words: format!("new definition from {from}, not comparable with figures before: {}", version.change),
    })
}

/// Whether a period is the first to which a version applies, and that version breaks the series.
fn is_first_of(version: &Version, period: Period) -> bool {
    let applies = |period: Period| period.last_month() >= version.from;
    !version.comparable && applies(period) && period.previous().is_some_and(|before| !applies(before))
}

/// The first of some periods after each break of a series, oldest first; a break before all of them is none.
pub(crate) fn breaks(edition: &Edition<'_>, indicator: IndicatorId, periods: &[Period]) -> Vec<usize> {
    let first = periods.first().map(|period| period.last_month());
    let after = |version: &Version| {
        let at = periods.iter().position(|period| period.last_month() >= version.from)?;
        (!version.comparable && first.is_some_and(|first| first < version.from)).then_some(at)
    };
    edition.framework.indicator(indicator).versions.iter().filter_map(after).collect()
}

/// Where figures over some periods stop being comparable, in sentences; nothing where they are.
pub(crate) fn breaks_in_words(
    edition: &Edition<'_>,
    indicator: IndicatorId,
    periods: &[Period],
) -> Option<String> {
    let versions = &edition.framework.indicator(indicator).versions;
    let (first, last) = (periods.first()?.last_month(), periods.last()?.last_month());
    let within = |from: Month| first < from && from <= last;
    let said: Vec<String> = versions
        .iter()
        .filter(|version| !version.comparable && within(version.from))
        .map(|version| {
            format!(
                "Figures from {} have a new definition and are not comparable with those before.",
                version.from.words()
            )
        })
        .collect();
    (!said.is_empty()).then(|| said.join(" "))
}

impl Shown {
    /// The marks beside it.
    pub(crate) fn marks(&self) -> &[Mark] {
        match self {
            Self::Value(printed) => &printed.marks,
            Self::Absent(_) | Self::Withheld(_) => &[],
        }
    }
}
