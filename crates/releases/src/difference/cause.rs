//! Why a figure says something else.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use figures::{Absence, Number, Unit};
use framework::FigureStatus;

use super::places::{ByPlace, Reorganised, reorganised};
use super::{Cause, Pair, Side, definitions, has_come, was_awaited};
use crate::release::{Change, Figure, Origin, Records, Row, Series};

/// What is looked at to find causes.
pub(super) struct Causes<'a> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    reorganised: ByPlace<'a>,
}

impl<'a> Causes<'a> {
    pub(super) fn new(old: &'a Side<'a>, new: &'a Side<'a>) -> Self {
        Self { old, new, reorganised: reorganised(old, new) }
    }

    /// The causes of a restatement: what has changed in its meaning, its place or its population, and in what it comes
    /// from where those leave something to explain.
    pub(super) fn of(&self, pair: &Pair<'_>) -> Vec<Cause> {
        if was_awaited(&pair.was.figure) && has_come(&pair.now.figure) {
            return vec![Cause::Supplied];
        }
        let place = self.reaching(pair).map(of_place);
        let population = self.population(pair);
        // What the figure would be with its old meaning nobody knows, nor therefore whether records came late too.
        if let Some(meaning) = self.meaning(pair) {
            return [Some(meaning), place, population.then_some(Cause::Population)]
                .into_iter()
                .flatten()
                .collect();
        }
        if let Some(place) = place {
            return vec![place];
        }
        let mut causes = Vec::new();
        if let Some((change, moved)) = self.passed_on(pair) {
            causes.push(of_place(change));
            if moved == Moved::Alone {
                return causes;
            }
        }
        causes.extend(population.then_some(Cause::Population));
        // More of a population does not move what is counted in it.
        if !population || numerator(&pair.was.figure) != numerator(&pair.now.figure) {
            causes.extend(self.origin(pair));
        }
        if causes.is_empty() { self.explained(pair) } else { causes }
    }

    /// The causes of a figure's being gone: a place that does not exist any more has none, whatever else has changed.
    pub(super) fn of_gone(&self, pair: &Pair<'_>) -> Vec<Cause> {
        match self.reaching(pair) {
            Some(change) => vec![of_place(change)],
            None => self.of(pair),
        }
    }

    /// The re-organisation that moves a figure by itself.
    fn reaching(&self, pair: &Pair<'_>) -> Option<&Reorganised> {
        let changes = self.reorganised.get(pair.series.place.as_str())?;
        changes.iter().find(|change| change.reaches(&pair.now.period))
    }

    /// The re-organisation after which a figure of the time before stands partly under other places, and whether that
    /// alone moved it. A whole has moved by what came late to its parts; what is missing in them besides was passed on.
    /// Where no whole tells, all of it may have been.
    fn passed_on(&self, pair: &Pair<'_>) -> Option<(&Reorganised, Moved)> {
        let change = self.reorganised.get(pair.series.place.as_str())?.first()?;
        let Some(own) = self.moved_by(pair.series, pair.now) else { return Some((change, Moved::Alone)) };
        let Some(passed_on) = self.passed_on_beside(pair) else { return Some((change, Moved::Alone)) };
        if passed_on.iter().all(Number::is_zero) {
            return None;
        }
        let late = own.iter().zip(&passed_on).any(|(own, passed_on)| !(own + passed_on).is_zero());
        Some((change, if late { Moved::WithOthers } else { Moved::Alone }))
    }

    /// By how much more a whole of a place has moved than its parts, where it and all of them can be added up.
    fn passed_on_beside(&self, pair: &Pair<'_>) -> Option<Amounts> {
        let place = self.new.places.get(pair.series.place.as_str())?;
        let at = |place: &str| Series { place: place.to_owned(), ..pair.series.clone() };
        let (whole, mut beside) =
            place.part_of.iter().find_map(|whole| Some((whole, self.moved_by(&at(whole), pair.now)?)))?;
        let parts = self.new.places.values().filter(|part| {
            let known = self.old.places.contains_key(part.place.as_str());
            known && part.level == place.level && part.part_of.contains(whole)
        });
        let has_figure = |series: &Series| {
            [self.old, self.new].iter().any(|side| side.row(series, pair.now.period).is_some())
        };
        for part in parts.map(|part| at(&part.place)).filter(has_figure) {
            let moved = self.moved_by(&part, pair.now)?;
            for (beside, moved) in beside.iter_mut().zip(moved) {
                *beside = &*beside - &moved;
            }
        }
        Some(beside)
    }

    /// By how much what a series counts in the period of a figure has moved.
    fn moved_by(&self, series: &Series, figure: &Row) -> Option<Amounts> {
        let unit = self.new.definition(series, figure)?.unit;
        let amounts = |side: &Side<'_>| counted(side.row(series, figure.period)?, unit);
        let (was, now) = (amounts(self.old)?, amounts(self.new)?);
        Some([&now[0] - &was[0], &now[1] - &was[1]])
    }

    fn meaning(&self, pair: &Pair<'_>) -> Option<Cause> {
        let (was, now) =
            (self.old.definition(pair.series, pair.was)?, self.new.definition(pair.series, pair.now)?);
        let is_measured = [pair.was, pair.now].iter().all(|row| row.origin == Some(Origin::Records));
        // What else is said of it does not move what is counted as it was.
        if is_measured && definitions::are_counted_alike(was, now) {
            return None;
        }
        if pair.was.version != pair.now.version {
            let change = now.version.as_ref().map(|version| version.change.clone());
            return Some(Cause::Version { change });
        }
        let fields = definitions::fields_of_figures(self.old, self.new, (was, now));
        (!fields.is_empty()).then_some(Cause::Definition { fields })
    }

    /// Whether the population under a figure has another size.
    fn population(&self, pair: &Pair<'_>) -> bool {
        let (was, now) = (denominator(pair.was), denominator(pair.now));
        was.is_some() && now.is_some() && was != now && self.is_over_a_population(pair)
    }

    /// Whether a figure is a rate of a population that is counted as it was. What an imported rate is one of it does not
    /// say; there is no more than one new estimate in a year, so what is another number month by month is no population.
    fn is_over_a_population(&self, pair: &Pair<'_>) -> bool {
        let definitions =
            (self.old.definition(pair.series, pair.was), self.new.definition(pair.series, pair.now));
        let (Some(was), Some(now)) = definitions else { return false };
        match (&was.population, &now.population) {
            (Some(was), Some(now)) => was == now,
            (None, None) => {
                let is_rate = matches!(now.unit, Unit::Per(_)) && now.counting.is_none();
                is_rate && self.denominators_of_year(pair).len() <= 2
            }
            _ => false,
        }
    }

    /// The denominators that the old release has in the year of a figure.
    fn denominators_of_year(&self, pair: &Pair<'_>) -> BTreeSet<&Number> {
        let year = |row: &Row| row.period.last_month().year();
        let rows = self.old.sheets.get(pair.series).into_iter().flat_map(|rows| rows.values());
        rows.filter(|row| year(row) == year(pair.now)).filter_map(|row| denominator(row)).collect()
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
                let settled = pair.now.settled();
                if pair.was.settled() == FigureStatus::Provisional && settled != FigureStatus::Provisional {
                    return Some(Cause::NoLongerProvisional { now: settled });
                }
                let moved = was != now
                    || self.old.release.heading.imports.get(was) != self.new.release.heading.imports.get(now);
                moved.then(|| Cause::Import { file: now.clone() })
            }
        }
    }

    /// What people have said of a figure since the old release, what names it most closely first.
    fn explained(&self, pair: &Pair<'_>) -> Vec<Cause> {
        let known = &self.old.release.changes;
        let said = self.new.release.changes.iter().filter(|change| !known.contains(change));
        let mut said: Vec<(usize, &Change)> =
            said.filter_map(|change| Some((change.names(pair.series, &pair.now.period)?, change))).collect();
        said.sort_by_key(|(named, _)| Reverse(*named));
        if said.is_empty() {
            return vec![Cause::ToBeExplained];
        }
        said.into_iter().map(|(_, change)| Cause::Explained(change.change.clone())).collect()
    }
}

/// What moved a figure of the time before a re-organisation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Moved {
    /// Nothing but the re-organisation.
    Alone,
    /// Something else as well.
    WithOthers,
}

/// What stands above and below the line, or a count and nought: what adds up over places.
type Amounts = [Number; 2];

fn counted(row: &Row, unit: Unit) -> Option<Amounts> {
    let amount = match &row.figure {
        Figure::Value(amount) => amount,
        Figure::Absent(Absence::NoCases) => return Some([Number::from(0), Number::from(0)]),
        Figure::Absent(_) => return None,
    };
    match (&amount.numerator, &amount.denominator) {
        (Some(above), Some(below)) => Some([above.clone(), below.clone()]),
        (None, None) if unit == Unit::Count => Some([amount.exact.clone(), Number::from(0)]),
        _ => None,
    }
}

fn of_place(reorganised: &Reorganised) -> Cause {
    Cause::Place { change: reorganised.change.clone() }
}

fn denominator(row: &Row) -> Option<&Number> {
    row.figure.amount()?.denominator.as_ref()
}

fn numerator(figure: &Figure) -> Option<&Number> {
    figure.amount()?.numerator.as_ref()
}
