//! What earlier releases of a scorecard said, where releases are kept.

use std::collections::BTreeMap;

use figures::{Absence, Number, Reading, Value};
use periods::Month;

use crate::model::{Figure, FigureKey, Framework, ScorecardId, Series, SeriesKey};

/// What earlier releases said. The files of a framework know nothing of it: whoever keeps releases fills it in.
#[derive(Debug, Clone, Default)]
pub struct Reported {
    releases: BTreeMap<(ScorecardId, Month), BTreeMap<FigureKey, Reading>>,
}

impl Reported {
    /// Takes in what the release of a scorecard and data month said.
    pub fn insert(&mut self, scorecard: ScorecardId, data_month: Month, said: BTreeMap<FigureKey, Reading>) {
        self.releases.insert((scorecard, data_month), said);
    }

    /// What the last release of a scorecard before a data month said, and that release's data month.
    #[must_use]
    pub fn before(
        &self,
        scorecard: ScorecardId,
        data_month: Month,
    ) -> Option<(Month, &BTreeMap<FigureKey, Reading>)> {
        let earlier = self.releases.range(..(scorecard, data_month));
        earlier.last().filter(|((of, _), _)| *of == scorecard).map(|((_, month), said)| (*month, said))
    }

    /// Keeps some of what was said.
    pub(crate) fn retain(&mut self, keeps: impl Fn(&FigureKey, &Reading) -> bool) {
        for said in self.releases.values_mut() {
            said.retain(|key, reading| keeps(key, reading));
        }
    }

    /// Keeps what has been public already, with the value that it had then: an arrow must not tell of what was never
    /// shown.
    pub(crate) fn keep_public(&mut self, already_public: &BTreeMap<SeriesKey, Series>) {
        self.retain(|key, said| was_shown(already_public, key, said));
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
