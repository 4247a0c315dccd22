//! What earlier releases of a scorecard said, where releases are kept.

use std::collections::BTreeMap;

use figures::{Absence, Number, Reading, Value};
use periods::Month;

use crate::model::{Figure, FigureKey, Framework, ScorecardId, Series, SeriesKey};

/// What earlier releases said. The files of a framework know nothing of it: whoever keeps releases fills it in.
#[derive(Debug, Clone, Default)]
pub struct Reported {
    /// By scorecard, data month and number: of one month the last counts.
    releases: BTreeMap<(ScorecardId, Month, u32), ReportedRelease>,
}

/// What a release said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportedRelease {
    /// Whether it had been published. Of what was signed off and held back only the internal copy knows.
    pub is_published: bool,
    /// Its figures.
    pub figures: BTreeMap<FigureKey, ReportedFigure>,
}

/// What a release said of a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedFigure {
    /// The value, or the reason why there was none.
    pub reading: Reading,
    /// Whether it was not to be published. Only the internal copy knows of it, though the release was published.
    pub is_unpublished: bool,
}

impl Reported {
    /// Takes in what a release of a scorecard and data month said; its number says which of that month it is.
    pub fn insert(
        &mut self,
        scorecard: ScorecardId,
        data_month: Month,
        number: u32,
        release: ReportedRelease,
    ) {
        self.releases.insert((scorecard, data_month, number), release);
    }

    /// What the last release of a scorecard before a data month said, and that release's data month.
    #[must_use]
    pub fn before(
        &self,
        scorecard: ScorecardId,
        data_month: Month,
    ) -> Option<(Month, &BTreeMap<FigureKey, ReportedFigure>)> {
        let earlier = self.releases.range(..(scorecard, data_month, 0));
        let last = earlier.last().filter(|((of, ..), _)| *of == scorecard);
        last.map(|((_, month, _), release)| (*month, &release.figures))
    }

    /// Keeps some of what was said.
    pub(crate) fn retain(&mut self, keeps: impl Fn(&FigureKey, &ReportedFigure) -> bool) {
        for release in self.releases.values_mut() {
            release.figures.retain(|key, said| keeps(key, said));
        }
    }

    /// Keeps what has been published. A release that was held back is gone whole, so that nobody can tell that there
    /// was one: the one before it is then the last.
    pub(crate) fn keep_published(&mut self) {
        self.releases.retain(|_, release| release.is_published);
        self.retain(|_, said| !said.is_unpublished);
    }

    /// Keeps what has been public already, with the value that it had then: an arrow must not tell of what was never
    /// shown.
    pub(crate) fn keep_public(&mut self, already_public: &BTreeMap<SeriesKey, Series>) {
        self.keep_published();
        self.retain(|key, said| was_shown(already_public, key, &said.reading));
    }
}

/// Whether an earlier public copy showed a figure as it was said.
fn was_shown(already_public: &BTreeMap<SeriesKey, Series>, key: &FigureKey, said: &Reading) -> bool {
    let (series, period) = key;
    let shown = already_public.get(series).and_then(|shown| shown.get(period));
    // What was said may be the value alone where a public copy has its numerator and denominator.
    shown.is_some_and(|shown| {
        let values = [&shown.reading, said].map(|reading| reading.value().map(Value::number));
        values[0] == values[1] && shown.reading.absence() == said.absence()
    })
}

impl Framework {
    /// Whether an earlier public copy showed this value of a figure.
    #[must_use]
    pub fn was_public(&self, key: &FigureKey, value: &Number) -> bool {
        was_shown(&self.already_public, key, &Reading::Present(Value::plain(value.clone())))
    }

    /// Puts figures as they were published into the place of those that are known by now; these are kept in
    /// [`as_now_known`](Framework::as_now_known).
    pub fn show_as_published(&mut self, published: BTreeMap<FigureKey, Reading>) {
        for ((key, period), reading) in published {
            let series = self.figures.entry(key).or_default();
            let known = series.get(&period).cloned();
            let now = known.as_ref().map_or(Reading::Absent(Absence::NotAvailable), |it| it.reading.clone());
            if now.value().map(Value::number) == reading.value().map(Value::number) {
                continue;
            }
            self.as_now_known.insert((key, period), now);
            series.put(match known {
                Some(known) => Figure { reading, printed_value: None, ..known },
                None => Figure::measured(period, reading),
            });
        }
    }
}
