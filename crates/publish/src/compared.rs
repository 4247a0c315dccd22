//! How an edition differs from what releases of its scorecard said, and what of that a copy may tell.

use std::collections::HashMap;

use framework::{
    DisclosureLimits, DisclosureMethod, FigureKey, FigureStatus, IndicatorId, LeftOut, PlaceId, Scheme,
};
use jiff::civil::Date;
use periods::Month;
use releases::{Cause, ComparatorChange, Difference, Figure, Key, RatingChange, Restatement, StatusChange};

use crate::Audience;
use crate::edition::Edition;
use crate::words;

/// How an edition differs from what releases of its scorecard said. It holds everything: each copy tells only what its
/// audience may know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// What has changed since the last release before the edition.
    pub since: Option<Since>,
    /// What the edition corrects in a release of its own month.
    pub corrects: Option<Correction>,
    /// Which release stands in the place of what is drawn.
    pub superseded: Option<Superseded>,
}

/// What has changed since a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since {
    /// The data month of the release.
    pub data_month: Month,
    /// Whether it was published; otherwise only the internal copy knows of it.
    pub is_published: bool,
    /// What has changed.
    pub difference: Difference,
}

/// What an edition corrects in a published release of its month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The number of the release that is corrected.
    pub number: u32,
    /// Why, as far as a person said it.
    pub reason: Option<String>,
    /// Whether the correction is published; before, only the internal copy knows of it.
    pub is_published: bool,
    /// What was said and what is.
    pub difference: Difference,
}

/// The release that stands in the place of what is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Superseded {
    /// Its number.
    pub by: u32,
    /// The day on which it was published.
    pub published_on: Option<Date>,
    /// Where it can be read: a whole address, or one that is seen from the root of the site.
    pub href: Option<String>,
}

impl<'a> Edition<'a> {
    /// What has changed since the last release, if the audience knows that release.
    pub(crate) fn since(&self) -> Option<&'a Since> {
        let since = self.compared?.since.as_ref()?;
        (since.is_published || self.audience == Audience::Internal).then_some(since)
    }

    /// What the edition corrects, if the audience knows of the correction.
    pub(crate) fn corrects(&self) -> Option<&'a Correction> {
        let correction = self.compared?.corrects.as_ref()?;
        (correction.is_published || self.audience == Audience::Internal).then_some(correction)
    }

    /// What the last release said, as printed, of each figure that it said otherwise and that the copy may tell of.
    pub(crate) fn restated_figures(&self) -> HashMap<FigureKey, (String, Month)> {
        let Some(since) = self.since() else { return HashMap::new() };
        let of_value = |restated: &&Restatement| restated.causes != [Cause::Supplied];
        let restated = since.difference.restated.iter().filter(of_value);
        restated
            .filter_map(|restated| {
                Some((self.may_tell(restated)?, (words::with_minus(&restated.was), since.data_month)))
            })
            .collect()
    }

    /// The figure of a restatement, if the copy may tell of it. A public copy does only where it shows the new value, and
    /// an earlier one showed the old; no copy but the internal one does of what is unpublished or under embargo.
    pub(crate) fn may_tell(&self, restated: &Restatement) -> Option<FigureKey> {
        let key = self.find(&restated.key)?;
        match self.audience {
            Audience::Internal => Some(key),
            Audience::Declared(_) => (!restated.is_unpublished && self.admits(&key)).then_some(key),
            Audience::Public => {
                let [was, now] = [&restated.was_exactly, &restated.now_exactly]
                    .map(|figure| figure.as_ref().and_then(Figure::amount).map(|amount| &amount.exact));
                let shown = self.shown_number(&key);
                (shown.is_some() && shown == now && self.framework.was_public(&key, was?)).then_some(key)
            }
        }
    }

    /// The figure whose rating changed, if the copy may tell of it. A public copy does only where both ratings are of
    /// figures that it and an earlier one showed, and of nothing else.
    pub(crate) fn may_tell_rating(
        &self,
        changed: &RatingChange,
        difference: &Difference,
    ) -> Option<FigureKey> {
        let key = self.find(&changed.key)?;
        match self.audience {
            Audience::Internal => Some(key),
            Audience::Declared(_) => (!changed.is_unpublished && self.admits(&key)).then_some(key),
            Audience::Public => {
                let restated = difference.restated.iter().find(|restated| restated.key == changed.key);
                let figure_was_public = match restated {
                    Some(restated) => self.may_tell(restated).is_some(),
                    None => self.framework.was_public(&key, self.shown_number(&key)?),
                };
                let shown = self.assess(key.0, key.1);
                let now = shown.rating.as_ref().map(|rating| rating.token().to_owned());
                // A rating of a rounded figure is not that of the exact one, and a figure that is compared with may be
                // hidden.
                let is_exact = !matches!(
                    self.framework.disclosure.as_ref().map(|profile| &profile.method),
                    Some(DisclosureMethod::Protect(DisclosureLimits { nearest: Some(_), .. }))
                );
                let is_its_own = !matches!(self.rules(key.0, &key.1).rating.scheme, Scheme::Previous(_));
                (figure_was_public && now == changed.now && is_exact && is_its_own).then_some(key)
            }
        }
    }

    /// The figure that is more or less settled than it was, if the copy may tell of it. A public copy does only of what it
    /// shows, and nothing but the internal one of what is or was unpublished.
    pub(crate) fn may_tell_status(&self, changed: &StatusChange) -> Option<FigureKey> {
        let key = self.find(&changed.key)?;
        let is_published = ![changed.was, changed.now].contains(&FigureStatus::Unpublished);
        let may = match self.audience {
            Audience::Internal => true,
            Audience::Declared(_) => is_published && self.admits(&key),
            Audience::Public => is_published && self.shown_number(&key).is_some(),
        };
        may.then_some(key)
    }

    /// What a comparator that moved stands beside, if the copy may tell of it. A public copy never does: what a comparator
    /// was may tell of figures that an earlier copy hid.
    pub(crate) fn may_tell_comparator(&self, changed: &ComparatorChange) -> Option<(IndicatorId, PlaceId)> {
        let framework = self.framework;
        let beside = framework.find_indicator(&changed.indicator).zip(framework.find_place(&changed.place));
        beside.filter(|_| self.audience != Audience::Public)
    }

    /// The figure of a release, if the framework as the audience sees it knows what it is about.
    fn find(&self, key: &Key) -> Option<FigureKey> {
        let Key { series, period } = key;
        let framework = self.framework;
        let indicator = framework.find_indicator(&series.indicator)?;
        let place = framework.find_place(&series.place)?;
        let found = framework.find_series(indicator, place, period, &series.basis, &series.breakdown)?;
        Some((found, *period))
    }

    /// The value that the copy shows of a figure.
    fn shown_number(&self, (series, period): &FigureKey) -> Option<&figures::Number> {
        let figure = self.framework.series(series)?.get(period)?;
        Some(figure.reading.value()?.number())
    }

    /// Whether a figure may leave the house: what is not there any more may.
    fn admits(&self, (series, period): &FigureKey) -> bool {
        let published_on = self.declared.and_then(|declared| declared.published_on);
        let due = LeftOut::not_due(self.data_month, published_on);
        let known = self.framework.series(series).and_then(|series| series.get(period));
        known.is_none_or(|figure| due.admits(figure))
    }
}
