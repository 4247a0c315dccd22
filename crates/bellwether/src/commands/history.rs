//! `bellwether history`: every value of a figure as it was released.

use std::path::Path;

use publish::Audience;
use store::{Asked, Opening, Published, State};

use crate::Outcome;
use crate::archive;
use crate::arguments::History;
use crate::input;
use crate::output::{Failure, Rows, tell};

pub(crate) fn run(arguments: &History) -> Outcome {
    let address = archive::address(&arguments.folder, arguments.store.as_deref());
    let asked = Asked {
        indicator: arguments.indicator.clone(),
        place: arguments.place.clone(),
        basis: arguments.basis.clone(),
        breakdown: arguments.breakdown.clone(),
        period: arguments.period,
    };
    let audience = match arguments.audience.as_str() {
        "internal" => None,
        name => Some(audience_of_place(&arguments.folder, name, &asked.place)?),
    };
    let mut history = archive::with(&address, Opening::Existing, async |store| store.history(&asked).await)?;
    // Nobody else sees a release before it is published, nor one that was taken back.
    let only_published = arguments.published || audience.is_some();
    if only_published {
        history.retain(|told| matches!(told.entry.state, State::Published | State::Superseded));
    }
    if let Some(title) = audience {
        history.retain(|told| !told.row.is_unpublished());
        tell(&format!("for the {title}: figures as they were released; this is not a public copy"));
    } else {
        tell(archive::INTERNAL);
    }
    if history.is_empty() {
        let which = if only_published { "published" } else { "signed off" };
        tell(&format!("no release that is {which} has `{}` at `{}`", asked.indicator, asked.place));
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

/// The title of an audience, if it may see a place. What the public may see is decided for a whole copy at once, so that
/// one figure after another must not be asked for here.
fn audience_of_place(folder: &Path, name: &str, place: &str) -> Result<String, Failure> {
    if name == "public" {
        return Err(Failure::input(
            "releases hold every figure as it is; what may be public is hidden in public copies only: look into those \
             that were published, or ask for another audience",
        ));
    }
    let framework = input::read(folder)?.sound()?;
    let Audience::Declared(id) = input::audience(&framework, name)? else { return Ok(name.to_owned()) };
    let title = framework.audience(id).title.clone();
    let seen = framework.seen_by(id);
    match seen.find_place(place) {
        Some(_) => Ok(title),
        None => Err(Failure::input(format!("the {title} does not see `{place}`"))),
    }
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
