//! `bellwether history`: every value of a figure as it was released.

use store::{Asked, Opening, Published};

use crate::Outcome;
use crate::archive;
use crate::arguments::History;
use crate::output::{Rows, tell};

pub(crate) fn run(arguments: &History) -> Outcome {
    let address = archive::address(&arguments.folder, arguments.store.as_deref());
    let asked = Asked {
        indicator: arguments.indicator.clone(),
        place: arguments.place.clone(),
        basis: arguments.basis.clone(),
        breakdown: arguments.breakdown.clone(),
        period: arguments.period,
    };
    let history = archive::with(&address, Opening::Existing, async |store| store.history(&asked).await)?;
    tell(archive::INTERNAL);
    if history.is_empty() {
        tell(&format!("no release that is signed off has `{}` at `{}`", asked.indicator, asked.place));
    }
    Rows {
        columns: &[
            "indicator",
            "place",
            "period",
            "basis",
            "breakdown",
            "value",
            "printed",
            "rating",
            "scorecard",
            "data_month",
            "number",
            "state",
            "published",
            "release",
        ],
        rows: history.iter().map(row).collect(),
    }
    .print(arguments.format)
}

fn row(told: &Published) -> Vec<String> {
    let Published { entry, series, row } = told;
    vec![
        series.indicator.clone(),
        series.place.clone(),
        row.period.to_string(),
        series.basis.clone(),
        series.breakdown.clone(),
        row.figure.amount().map_or_else(String::new, |amount| amount.exact.six_decimals()),
        row.printed.clone(),
        row.rating.as_ref().map_or_else(String::new, |rating| rating.rating.clone()),
        entry.scorecard.clone(),
        entry.data_month.to_string(),
        entry.number.to_string(),
        entry.state.to_string(),
        entry.published_at.map_or_else(String::new, |at| at.to_string()),
        entry.id.to_string(),
    ]
}
