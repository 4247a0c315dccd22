//! Figures that were measured from records and kept: `measured/`, which `bellwether measure --keep` writes.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostic, Rule, Subject};
use crate::document::Document;
use crate::model::{Figure, Indicator, IndicatorId, Origin, Place, Series, SeriesKey};
use crate::raw;
use crate::schema::schemas;

use super::context::Context;
use super::figures;

type AllSeries = BTreeMap<SeriesKey, Series>;

/// Reads where measured figures come from, and lays them over the imported ones. A measured figure stands, unless the
/// imported one says why and by whom it is replaced. Where the records are specimens, no imported figure of a measured
/// indicator stays beside them.
pub(super) fn lay_over(
    context: &mut Context<'_>,
    indicators: &[Indicator],
    places: &[Place],
    mut imported: AllSeries,
) -> (AllSeries, Option<Origin>) {
    let origin = read_origin(context);
    let Some(origin) = origin else { return (imported, None) };
    let measured = figures::read(context, "measured", indicators, places);
    if origin.specimen {
        let of_records: BTreeSet<IndicatorId> = measured.keys().map(|key| key.indicator).collect();
        imported.retain(|key, _| !of_records.contains(&key.indicator));
    }
    for (key, series) in measured {
        let rules =
            indicators[key.indicator.index()].rules(places[key.place.index()].level, origin_month(&series));
        let below = imported.entry(key).or_default();
        for figure in series.figures() {
            let from_records =
                Figure { source: Some(format!("records, {}", origin.snapshot)), ..figure.clone() };
            match below.get(&figure.period) {
                Some(known) if known.replaces_measured => {}
                Some(known) => {
                    let known = known.clone();
                    report_difference(context, (&key, &known, figure), rules.decimals);
                    below.put(from_records);
                }
                None => below.put(from_records),
            }
        }
    }
    (imported, Some(origin))
}

/// The month whose rules say how a series is printed: that of its latest figure.
fn origin_month(series: &Series) -> periods::Month {
    series.figures().last().map_or(periods::Month::LAST, |figure| figure.period.last_month())
}

fn read_origin(context: &mut Context<'_>) -> Option<Origin> {
    let (index, file) = context.folder.find("measured/origin.toml")?;
    let document = Document::read(index, file, &schemas().origin, &mut context.diagnostics);
    let raw: raw::Origin = document.whole()?;
    Some(Origin { snapshot: raw.snapshot, hash: raw.hash, specimen: raw.specimen, history: raw.history })
}

fn report_difference(
    context: &mut Context<'_>,
    (key, imported, measured): (&SeriesKey, &Figure, &Figure),
    decimals: u8,
) {
    let printed = |figure: &Figure| match (figure.reading.value(), figure.reading.absence()) {
        (Some(value), _) => value.number().printed(decimals),
        (None, absence) => absence.map_or("", ::figures::Absence::words).to_lowercase(),
    };
    let (theirs, ours) = (printed(imported), printed(measured));
    if theirs == ours {
        return;
    }
    context.report(
        Diagnostic::new(Rule::MeasuredDiffers, imported.location, format!("this says {theirs}, and the records say {ours}"))
            .also(measured.location, "measured from records")
            .hint("the measured figure stands; take this row out, or give `reason` and `author` if it is to stand instead")
            .about(Subject::figure(key, imported.period)),
    );
}
