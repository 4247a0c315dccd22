//! What earlier releases of a scorecard said, where releases are kept.

use std::collections::BTreeMap;

use figures::{Reading, Value};
use periods::Month;

use crate::model::{FigureKey, ScorecardId, Series, SeriesKey};

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
        self.retain(|(series, period), said| {
            let shown = already_public.get(series).and_then(|shown| shown.get(period));
            // A release has the value alone where a public copy may have its numerator and denominator.
            shown.is_some_and(|shown| {
                let values = [&shown.reading, said].map(|reading| reading.value().map(Value::number));
                values[0] == values[1] && shown.reading.absence() == said.absence()
            })
        });
    }
}
