//! Looking at the records of children behind a figure: nothing is given out that wasn't written to the log first.

use jiff::Timestamp;
use periods::Period;
use permissions::{Action, Actor, Resource, allowed};

use crate::Store;
use crate::audit::{Deed, note};
use crate::error::StoreError;

/// What is looked at, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look<'a> {
    /// To see it, or to take it out as a file.
    pub action: Action,
    /// The indicator.
    pub indicator: &'a str,
    /// The place of the figure.
    pub place: &'a str,
    /// Its period.
    pub period: Period,
    /// The extract that the records are from.
    pub extract: &'a str,
    /// Why, as whoever looks says it.
    pub reason: &'a str,
}

impl Store {
    /// The places, of some, at which somebody may take an action on records.
    pub fn places_of_records<'a>(
        &self,
        actor: &Actor,
        action: Action,
        places: impl IntoIterator<Item = &'a str>,
    ) -> Vec<&'a str> {
        places.into_iter().filter(|place| allowed(actor, action, Resource::Records.at(place))).collect()
    }

    /// Refuses whoever may not take an action on the records at a place, before anybody looks for them.
    ///
    /// # Errors
    ///
    /// If they may not: a figure whose records somebody may not see has none for them.
    pub fn may_look_at_records(&self, actor: &Actor, action: Action, place: &str) -> Result<(), StoreError> {
        if allowed(actor, action, Resource::Records.at(place)) {
            return Ok(());
        }
        Err(StoreError::NoSuch("figure"))
    }

    /// Writes to the log that somebody looks at the records behind a figure, how many there are and why, and then gives
    /// them back: those that count at a place where they may look. `place_of` says where a record counts.
    ///
    /// # Errors
    ///
    /// If they may not look at the records of the figure's place, no reason is given, or the log cannot be written.
    pub async fn look_at_records<R: Send>(
        &self,
        actor: &Actor,
        look: &Look<'_>,
        records: Vec<R>,
        place_of: impl Fn(&R) -> &str + Send,
        now: Timestamp,
    ) -> Result<Vec<R>, StoreError> {
        if look.reason.trim().is_empty() {
            return Err(StoreError::Unsaid("records are looked at for a reason; say which"));
        }
        let mut session = self.back_end.writing().await?;
        self.may_look_at_records(actor, look.action, look.place)?;
        let mut seen = records;
        seen.retain(|record| allowed(actor, look.action, Resource::Records.at(place_of(record))));
        note(&mut *session, actor, &look.deed(seen.len()), now).await?;
        session.commit().await?;
        Ok(seen)
    }
}

impl Look<'_> {
    fn deed(&self, number: usize) -> Deed {
        let what = if self.action == Action::Export { "exported records" } else { "looked at records" };
        let records = if number == 1 { "1 record".to_owned() } else { format!("{number} records") };
        Deed::new(what, format!("{} at {} in {}", self.indicator, self.place, self.period)).with(format!(
            "{records} of the extract {}: {}",
            self.extract,
            self.reason.trim()
        ))
    }
}
