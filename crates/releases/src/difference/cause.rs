//! Why a figure says something else.

use std::collections::BTreeMap;

use figures::Unit;

use super::places::reorganised;
use super::{Cause, Pair, Side, definitions, was_awaited};
use crate::release::{Figure, Origin, Records};

/// What is looked at to find causes.
pub(super) struct Causes<'a> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    /// Places that were re-organised, and how.
    reorganised: BTreeMap<&'a str, String>,
}

impl<'a> Causes<'a> {
    pub(super) fn new(old: &'a Side<'a>, new: &'a Side<'a>) -> Self {
        Self { old, new, reorganised: reorganised(old, new) }
    }

    /// The causes of a restatement: what has changed in its meaning, its place or its population; where nothing has,
    /// what it comes from.
    pub(super) fn of(&self, pair: &Pair<'_>) -> Vec<Cause> {
        if was_awaited(&pair.was.figure) && matches!(pair.now.figure, Figure::Value(_)) {
            return vec![Cause::Supplied];
        }
        let mut causes = Vec::new();
        causes.extend(self.meaning(pair));
        if let Some(change) = self.reorganised.get(pair.series.place.as_str()) {
            causes.push(Cause::Place { change: change.clone() });
        }
        let population = self.population(pair);
        causes.extend(population.then_some(Cause::Population));
        // More of a population does not move what is counted in it.
        let counted_moved = population && numerator(&pair.was.figure) != numerator(&pair.now.figure);
        if causes.is_empty() || counted_moved {
            causes.extend(self.origin(pair));
        }
        if causes.is_empty() {
            causes = self.explained(pair);
        }
        causes
    }

    fn meaning(&self, pair: &Pair<'_>) -> Option<Cause> {
        let (was, now) =
            (self.old.definition(pair.series, pair.was)?, self.new.definition(pair.series, pair.now)?);
        if pair.was.version != pair.now.version {
            let change = now.version.as_ref().map(|version| version.change.clone());
            return Some(Cause::Version { change });
        }
        let fields: Vec<&'static str> = definitions::fields(was, now)
            .into_iter()
            .map(|change| change.field)
            .filter(|field| definitions::OF_FIGURES.contains(field))
            .collect();
        (!fields.is_empty()).then_some(Cause::Definition { fields })
    }

    /// Whether the population of a rate has another size.
    fn population(&self, pair: &Pair<'_>) -> bool {
        let denominator = |figure: &Figure| figure.amount().and_then(|amount| amount.denominator.clone());
        let is_rate = self
            .new
            .definition(pair.series, pair.now)
            .is_some_and(|definition| matches!(definition.unit, Unit::Per(_)));
        let (was, now) = (denominator(&pair.was.figure), denominator(&pair.now.figure));
        is_rate && was.is_some() && now.is_some() && was != now
    }

    /// What has changed in the files or records that a figure comes from.
    fn origin(&self, pair: &Pair<'_>) -> Option<Cause> {
        // A figure that is gone came from what it came from before.
        let now = pair.now.origin.as_ref().or(pair.was.origin.as_ref())?;
        match (pair.was.origin.as_ref().unwrap_or(now), now) {
            (Origin::Import(_), Origin::Records) => Some(Cause::NowMeasured),
            (Origin::Records, Origin::Import(file)) => Some(Cause::NowImported { file: file.clone() }),
            (Origin::Records, Origin::Records) => {
                let fingerprint = |side: &Side<'_>| {
                    side.release
                        .heading
                        .records
                        .as_ref()
                        .map(|Records { fingerprint, .. }| fingerprint.clone())
                };
                (fingerprint(self.old) != fingerprint(self.new)).then_some(Cause::LateRecords)
            }
            (Origin::Import(was), Origin::Import(now)) => {
                let moved = was != now
                    || self.old.release.heading.imports.get(was) != self.new.release.heading.imports.get(now);
                moved.then(|| Cause::Import { file: now.clone() })
            }
        }
    }

    /// What people said of the indicator since the old release.
    fn explained(&self, pair: &Pair<'_>) -> Vec<Cause> {
        let known = &self.old.release.changes;
        let said = self.new.release.changes.iter().filter(|change| {
            change.indicator.as_ref() == Some(&pair.series.indicator) && !known.contains(change)
        });
        let explained: Vec<Cause> = said.map(|change| Cause::Explained(change.change.clone())).collect();
        if explained.is_empty() { vec![Cause::ToBeExplained] } else { explained }
    }
}

fn numerator(figure: &Figure) -> Option<&figures::Number> {
    figure.amount().and_then(|amount| amount.numerator.as_ref())
}
