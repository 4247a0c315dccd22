//! How an edition that is drawn differs from what releases of its scorecard said.

use std::collections::BTreeMap;

use figures::{Reading, Unit, Value};
use framework::{Earlier, FigureKey, Folder, Framework};
use jiff::tz::TimeZone;
use periods::Month;
use publish::{Audience, Compared, Correction, Since, Superseded};
use releases::{Amount, Difference, Release, Request, difference, says_what_was_superseded};
use store::{Entry, State, Store, StoreError, Summaries};

use crate::draw::Drawn;

/// Releases that an edition is compared with.
struct Found {
    /// The last before it.
    before: Option<(Entry, Release)>,
    /// Those of its month that were published, the one that stands last.
    of_month: Vec<(Entry, Release)>,
    /// What was published first of each figure, where that is shown.
    published: BTreeMap<FigureKey, Reading>,
}

/// Compares an edition with the releases of a store, and shows earlier periods as they were published where the
/// scorecard says so. Without releases there is nothing to compare with. `reason` is why the edition is made, where it
/// corrects another.
///
/// # Errors
///
/// If the store or a release cannot be read.
pub async fn compare(
    store: &Store,
    folder: &Folder,
    framework: &mut Framework,
    drawn: Drawn,
    reason: Option<&str>,
) -> Result<Compared, StoreError> {
    let known: &Framework = framework;
    let found = read(store, known, drawn).await?;
    let as_drawn = AsDrawn { drawn, has_its_texts: drawn.is_kept || !has_texts(store).await? };
    let reason = reason.map(str::to_owned);
    let compared = said(&found, as_drawn, || {
        Release::of(&Request {
            folder,
            framework: known,
            scorecard: drawn.scorecard,
            data_month: drawn.data_month,
            number: 1,
            reason,
        })
    });
    framework.show_as_published(found.published);
    Ok(compared)
}

/// What is drawn, and whether the texts in it are those that a release of it would have.
#[derive(Clone, Copy)]
struct AsDrawn {
    drawn: Drawn,
    has_its_texts: bool,
}

impl AsDrawn {
    /// How the edition differs from a release. Of texts that no release would have it says nothing.
    fn difference(self, release: &Release, edition: &Release) -> Difference {
        let mut difference = difference(release, edition);
        if !self.has_its_texts {
            difference.texts.clear();
        }
        difference
    }
}

/// Whether releases have texts of the store: then those of the folder, which is drawn, are not what stands in them.
async fn has_texts(store: &Store) -> Result<bool, StoreError> {
    Ok(store.has_texts().await? || !store.every_registered::<Summaries>().await?.is_empty())
}

async fn read(store: &Store, framework: &Framework, drawn: Drawn) -> Result<Found, StoreError> {
    let scorecard = framework.scorecard(drawn.scorecard);
    let mut entries = store.list().await?;
    entries.retain(|entry| entry.scorecard == scorecard.id && stands(entry, drawn.audience));
    entries.sort_by_key(|entry| (entry.data_month, entry.number));
    // Of an earlier month the last that stands counts.
    let earlier = entries.iter().filter(|entry| entry.data_month < drawn.data_month);
    let earlier: BTreeMap<Month, &Entry> = earlier.map(|entry| (entry.data_month, entry)).collect();
    let mut published = BTreeMap::new();
    if scorecard.earlier == Earlier::AsPublished {
        for entry in earlier.values() {
            add_published(framework, &store.release(entry.id).await?, &mut published);
        }
    }
    let before = match earlier.last_key_value() {
        Some((_, entry)) => Some(((*entry).clone(), store.release(entry.id).await?)),
        None => None,
    };
    let mut of_month = Vec::new();
    for entry in entries {
        if entry.data_month == drawn.data_month && entry.published_at.is_some() {
            let release = store.release(entry.id).await?;
            of_month.push((entry, release));
        }
    }
    Ok(Found { before, of_month, published })
}

/// Whether a release counts for an audience: those outside know only what was published.
fn stands(entry: &Entry, audience: Audience) -> bool {
    match entry.state {
        State::Published | State::Superseded => true,
        State::SignedOff => audience == Audience::Internal,
        State::Draft | State::Ready | State::Withdrawn => false,
    }
}

/// The values of a release for figures that none before it had.
fn add_published(framework: &Framework, release: &Release, published: &mut BTreeMap<FigureKey, Reading>) {
    for (series, row) in release.rows().filter(|(_, row)| !row.is_unpublished()) {
        let indicator = framework.find_indicator(&series.indicator);
        let place = framework.find_place(&series.place);
        let Some((indicator, place)) = indicator.zip(place) else { continue };
        let found = framework.find_series(indicator, place, &row.period, &series.basis, &series.breakdown);
        let unit = framework.rules(indicator, place, &row.period).unit;
        let value = row.figure.amount().and_then(|amount| value(amount, unit));
        if let Some((found, value)) = found.zip(value) {
            published.entry((found, row.period)).or_insert(Reading::Present(value));
        }
    }
}

/// A value with its counts, by which public copies are protected; nothing where they say something else in the unit of
/// today.
fn value(amount: &Amount, unit: Unit) -> Option<Value> {
    let exact = amount.exact.clone();
    match (amount.numerator.clone(), amount.denominator.clone()) {
        (Some(numerator), Some(denominator)) => {
            let value = Value::ratio(numerator, denominator, unit).ok()?;
            (*value.number() == exact).then_some(value)
        }
        (Some(numerator), None) => Some(Value::with_numerator(exact, numerator)),
        (None, Some(denominator)) => Some(Value::with_denominator(exact, denominator)),
        (None, None) => Some(Value::plain(exact)),
    }
}

fn said(found: &Found, as_drawn: AsDrawn, now: impl FnOnce() -> Release) -> Compared {
    if found.before.is_none() && found.of_month.is_empty() {
        return Compared::default();
    }
    let now = now();
    let since = found.before.as_ref().map(|(entry, before)| Since {
        data_month: entry.data_month,
        is_published: entry.published_at.is_some(),
        difference: difference(before, &now),
    });
    let mut of_month = found.of_month.iter().rev();
    let Some((standing, stands)) = of_month.next() else {
        return Compared { since, ..Compared::default() };
    };
    let is_kept = as_drawn.drawn.is_kept;
    let of_standing = as_drawn.difference(stands, &now);
    let is_earlier = || {
        of_month.clone().any(|(_, earlier)| {
            let of_earlier = as_drawn.difference(earlier, &now);
            says_what_was_superseded(&of_earlier, &of_standing, stands.corrects(earlier))
        })
    };
    // What is kept will stand itself, even where it says again what was said before.
    if !is_kept && !of_standing.is_empty() && is_earlier() {
        let day = standing.published_at.map(|at| at.to_zoned(TimeZone::system()).date());
        let superseded = Superseded { by: standing.number, published_on: day, href: None };
        return Compared { since, corrects: None, superseded: Some(superseded) };
    }
    // Other texts alone are no correction yet to those who read what was published: what was corrected last is.
    let is_known = is_kept || as_drawn.drawn.audience == Audience::Internal;
    let is_other = if is_known { !of_standing.is_empty() } else { !of_standing.is_of_texts_alone() };
    let pending = (is_other && now.corrects(stands)).then(|| Correction {
        number: standing.number,
        reason: now.heading.reason.clone(),
        // What is kept is read once it is published.
        is_published: is_kept,
        difference: of_standing,
    });
    let published = of_month.next().filter(|(_, old)| stands.corrects(old)).map(|(entry, old)| Correction {
        number: entry.number,
        reason: stands.heading.reason.clone(),
        is_published: true,
        difference: difference(old, stands),
    });
    Compared { since, corrects: pending.or(published), superseded: None }
}
