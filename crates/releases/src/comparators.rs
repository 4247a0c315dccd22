//! The values of comparators that a scorecard shows, as a release holds them.

use framework::{ComparatorKey, ComparatorKind, ComparatorValue, Framework, ScorecardId};
use periods::{Month, Period};

use crate::release::{Amount, Comparator, Figure};

/// The newest value of each comparator that a scorecard shows beside an indicator, for each place that has one.
pub(crate) fn shown(framework: &Framework, scorecard: ScorecardId, data_month: Month) -> Vec<Comparator> {
    let scorecard = framework.scorecard(scorecard);
    let mut shown = Vec::new();
    for indicator in scorecard.indicators() {
        let beside = scorecard.comparators_beside(indicator);
        let of_indicator = framework
            .comparator_values
            .iter()
            .filter(|(key, _)| key.indicator == indicator && beside.contains(&key.comparator));
        let newest = of_indicator.filter_map(|(key, values)| Some((key, values.last()?)));
        shown.extend(newest.map(|(key, value)| comparator(framework, data_month, *key, value)));
    }
    let key =
        |one: &Comparator| [&one.indicator, &one.place, &one.breakdown, &one.comparator].map(String::clone);
    shown.sort_by_cached_key(key);
    shown
}

fn comparator(
    framework: &Framework,
    data_month: Month,
    key: ComparatorKey,
    value: &ComparatorValue,
) -> Comparator {
    let declared = framework.comparator(key.comparator);
    let rules = framework.rules(key.indicator, key.place, &Period::month(data_month));
    let (figure, printed) = match (value.reading.value(), value.reading.absence()) {
        (Some(known), _) => {
            let exact = known.number().clone();
            let printed = rules.unit.with_unit(&exact.grouped(value.decimals));
            (Figure::Value(Amount { exact, numerator: None, denominator: None }), printed)
        }
        (None, absence) => {
            let absence = absence.unwrap_or(figures::Absence::NotAvailable);
            (Figure::Absent(absence), absence.words().to_owned())
        }
    };
    Comparator {
        indicator: framework.indicator(key.indicator).id.clone(),
        place: framework.place(key.place).slug.clone(),
        breakdown: framework.breakdown(key.breakdown).label.clone(),
        comparator: declared.id.clone(),
        label: declared.label.clone(),
        kind: kind(&declared.kind).to_owned(),
        comparable: declared.comparable,
        period: value.period,
        figure,
        printed,
        status: value.provisional.then(|| "provisional".to_owned()),
        as_at: value.as_at.clone(),
    }
}

fn kind(kind: &ComparatorKind) -> &'static str {
    match kind {
        ComparatorKind::Published => "published",
        ComparatorKind::Place => "place",
        ComparatorKind::Neighbours { .. } => "neighbours",
        ComparatorKind::Region => "region",
        ComparatorKind::Nation => "nation",
    }
}
