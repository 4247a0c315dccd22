//! How small numbers are protected in public copies.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use figures::{Absence, Reading};
use jiff::civil::Date;
use periods::{Month, Period};

use super::Framework;
use super::comparators::ComparatorKind;
use super::figure::{Figure, FigureStatus, SeriesKey};
use super::ids::{BreakdownId, IndicatorId, PlaceId};
use super::texts::TextKind;

/// Who answers for public copies, and what must not be found out from them. Without a profile nothing is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosureProfile {
    /// The role that decided it, one of the framework's contacts.
    pub owner: String,
    /// What is done.
    pub method: DisclosureMethod,
    /// What needs more protection than the rest, in the order of the file.
    pub sensitive: Vec<SensitiveFigures>,
    /// What needs none, in the order of the file.
    pub exempt: Vec<ExemptFigures>,
}

/// What is done about small numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DisclosureMethod {
    /// Nothing: the organisation published these very figures itself.
    AsPublished {
        /// Where and why, in words.
        reason: String,
    },
    /// Small counts are hidden or rounded, and with them whatever would give them away.
    Protect(DisclosureLimits),
}

/// What an outsider must not find out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DisclosureLimits {
    /// Counts below it are small.
    pub threshold: NonZeroU32,
    /// Whether nought is small too. It then cannot be told from the rest.
    pub zeros_are_small: bool,
    /// All counts are shown to the nearest multiple of it, and hidden only where that isn't enough; without it they are
    /// shown exactly or hidden.
    pub nearest: Option<NonZeroU32>,
    /// How far apart the least and the most must be that a small count can be, as far as an outsider can work out.
    pub uncertainty: NonZeroU32,
}

/// Figures with a threshold of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SensitiveFigures {
    /// Which.
    pub figures: FiguresNamed,
    /// Counts below it are small.
    pub threshold: NonZeroU32,
    /// Why, in words.
    pub reason: String,
}

/// Figures that nobody can be recognised by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExemptFigures {
    /// Which.
    pub figures: FiguresNamed,
    /// Why, in words.
    pub reason: String,
}

/// Figures of some indicators or breakdowns, at every place and period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiguresNamed {
    /// The indicators; all of them where there are none.
    pub indicators: Vec<IndicatorId>,
    /// The breakdowns; all of them where there are none.
    pub breakdowns: Vec<BreakdownId>,
}

impl FiguresNamed {
    fn has(&self, framework: &Framework, indicator: IndicatorId, breakdown: BreakdownId) -> bool {
        let named = |wanted: &BreakdownId| {
            let members = &framework.breakdowns[breakdown.index()].members;
            framework.breakdowns[wanted.index()].members.iter().all(|member| members.contains(member))
        };
        (self.indicators.is_empty() || self.indicators.contains(&indicator))
            && (self.breakdowns.is_empty() || self.breakdowns.iter().any(named))
    }
}

impl DisclosureProfile {
    /// The threshold of a figure under limits: its own where it is sensitive, the highest if it is so twice.
    #[must_use]
    pub fn threshold(
        &self,
        framework: &Framework,
        limits: &DisclosureLimits,
        indicator: IndicatorId,
        breakdown: BreakdownId,
    ) -> u32 {
        let own = self.sensitive.iter().filter(|known| known.figures.has(framework, indicator, breakdown));
        own.map(|known| known.threshold).max().unwrap_or(limits.threshold).get()
    }

    /// Why a figure needs no protection, if it needs none. What is both sensitive and exempt is sensitive.
    #[must_use]
    pub fn exemption(
        &self,
        framework: &Framework,
        indicator: IndicatorId,
        breakdown: BreakdownId,
    ) -> Option<&str> {
        let has = |figures: &FiguresNamed| figures.has(framework, indicator, breakdown);
        if self.sensitive.iter().any(|known| has(&known.figures)) {
            return None;
        }
        self.exempt.iter().find(|known| has(&known.figures)).map(|known| known.reason.as_str())
    }
}

/// A figure: its series and its period.
pub type FigureKey = (SeriesKey, Period);

/// What a public copy leaves out.
#[derive(Debug, Clone, Copy)]
pub struct LeftOut<'a> {
    /// The figures that are hidden: the reader is told that there is one.
    pub hidden: &'a BTreeSet<FigureKey>,
    /// The figures that are rounded, as they are shown.
    pub rounded: &'a BTreeMap<FigureKey, Reading>,
    /// The figures that no text may be about, since its author knew what readers must not.
    pub untold: &'a BTreeSet<FigureKey>,
    /// The last month that is shown.
    pub data_month: Month,
    /// The day of publication, where it is known; what is embargoed until later is left out.
    pub published_on: Option<Date>,
}

impl LeftOut<'_> {
    /// A copy in which nothing is hidden but what is not due yet.
    #[must_use]
    pub fn not_due(data_month: Month, published_on: Option<Date>) -> Self {
        static NONE: BTreeSet<FigureKey> = BTreeSet::new();
        static AS_THEY_ARE: BTreeMap<FigureKey, Reading> = BTreeMap::new();
        LeftOut { hidden: &NONE, rounded: &AS_THEY_ARE, untold: &NONE, data_month, published_on }
    }

    /// Whether a figure may be in a public copy at all, hidden or not.
    #[must_use]
    pub fn admits(&self, figure: &Figure) -> bool {
        self.covers(figure) && !self.holds_back(figure)
    }

    /// Whether a figure is of the months that are shown.
    fn covers(&self, figure: &Figure) -> bool {
        figure.period.last_month() <= self.data_month
    }

    /// Whether a figure is not to be published, or not yet.
    fn holds_back(&self, figure: &Figure) -> bool {
        let is_free =
            figure.embargo_until.is_none_or(|until| self.published_on.is_some_and(|on| until <= on));
        figure.status == FigureStatus::Unpublished || !is_free
    }
}

impl Framework {
    /// The framework as everybody may see it, so that nothing made from it can tell of what is hidden: not its value,
    /// its rating, its direction, a note, a comparator that stands for it, nor a text about it. Of what is not to be
    /// published at all, or not yet, no text tells either. Narratives and meeting notes are gone, and what was published
    /// elsewhere.
    #[must_use]
    pub fn seen_by_public(&self, left_out: LeftOut<'_>) -> Self {
        let mut seen = self.clone();
        let untold: BTreeSet<FigureKey> =
            left_out.untold.iter().copied().chain(self.held_back(left_out)).collect();
        for (key, series) in &mut seen.figures {
            series.change(|figure| {
                if !left_out.admits(figure) {
                    return false;
                }
                let rounded = left_out.rounded.get(&(*key, figure.period));
                let is_hidden = left_out.hidden.contains(&(*key, figure.period));
                if is_hidden || rounded.is_some() {
                    let rounded = rounded.filter(|_| !is_hidden).cloned();
                    figure.reading = rounded.unwrap_or(Reading::Absent(Absence::Suppressed));
                    figure.printed_value = None;
                    figure.note = None;
                    figure.replaces_measured = false;
                }
                true
            });
        }
        let about = |indicator: IndicatorId, place: Option<PlaceId>| {
            untold
                .iter()
                .any(|(key, _)| key.indicator == indicator && place.is_none_or(|place| place == key.place))
        };
        seen.texts.retain(|text| {
            let is_free =
                text.subject.indicator.is_none_or(|indicator| !about(indicator, text.subject.place));
            is_free && text.month <= left_out.data_month && TextKind::SHARED.contains(&text.kind)
        });
        // Why a figure moved may say by how much.
        for scorecard in &mut seen.scorecards {
            scorecard.changes.retain(|change| {
                let is_of_indicators = change.place.is_none() && change.period.is_none();
                let is_untold = untold.iter().any(|(key, _)| {
                    change.indicator.is_none_or(|indicator| indicator == key.indicator)
                        && change.place.is_none_or(|place| place == key.place)
                });
                is_of_indicators || !is_untold
            });
        }
        // Whoever edited a sentence of a report had the figure before them, as it is.
        for report in &mut seen.reports {
            report.edits.retain(|edit| {
                let is_rounded =
                    |(key, _): &FigureKey| (key.indicator, key.place) == (edit.indicator, edit.place);
                !about(edit.indicator, Some(edit.place)) && !left_out.rounded.keys().any(is_rounded)
            });
        }
        // A comparator may be a copy of a hidden or rounded figure, or be made with it.
        for (key, values) in &mut seen.comparator_values {
            let kind = &self.comparators[key.comparator.index()].kind;
            values.retain(|value| {
                let is_hidden = |(hidden, period): &FigureKey| {
                    let is_same = hidden.indicator == key.indicator && hidden.breakdown == key.breakdown;
                    is_same
                        && value.period.is_none_or(|known| known == *period)
                        && (*kind == ComparatorKind::Place || hidden.place == key.place)
                };
                let mut changed = left_out.hidden.iter().chain(left_out.rounded.keys());
                *kind == ComparatorKind::Published || !changed.any(is_hidden)
            });
        }
        seen.reported.keep_public(&self.already_public);
        // What is known by now of figures shown as they were published is in no public copy.
        seen.as_now_known.clear();
        seen.verdicts.clear();
        seen.acknowledgements
            .retain(|known| known.indicator.is_none_or(|indicator| !about(indicator, known.place)));
        seen
    }

    /// The figures of the months that a public copy shows that it holds back.
    fn held_back(&self, left_out: LeftOut<'_>) -> impl Iterator<Item = FigureKey> {
        self.figures.iter().flat_map(move |(key, series)| {
            let of_series = series.figures().iter();
            let held_back =
                of_series.filter(move |figure| left_out.covers(figure) && left_out.holds_back(figure));
            held_back.map(|figure| (*key, figure.period))
        })
    }
}
