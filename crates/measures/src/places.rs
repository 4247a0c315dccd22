//! Where facts count: at their place, and at all that it is part of.

use std::collections::HashMap;

use framework::{Framework, PlaceId};

/// The number of a place that isn't known: its facts count in the whole alone.
pub(crate) const UNALLOCATED: i32 = -1;

/// How places that were replaced are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum History {
    /// At the place that they happened at, as the service was then organised.
    #[default]
    AsThen,
    /// At the place that replaced it, as the service is organised now.
    Recast,
}

impl History {
    /// What pages and tables say of it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::AsThen => "as organised at the time",
            Self::Recast => "recast to today's organisation",
        }
    }
}

/// The places of a framework by number, and what each adds to.
#[derive(Debug, Clone)]
pub(crate) struct PlaceMap {
    numbers: HashMap<String, i32>,
    /// Per place: itself and all that it is part of.
    counted_at: Vec<Vec<usize>>,
    /// The one place that is part of nothing, where there is just one.
    root: Option<usize>,
}

impl PlaceMap {
    pub(crate) fn of(framework: &Framework, history: History) -> Self {
        let number = |index: usize| i32::try_from(index).unwrap_or(UNALLOCATED);
        let places = || framework.places.iter().enumerate();
        let numbers = places()
            .map(|(index, place)| {
                let stands = match history {
                    History::AsThen => index,
                    History::Recast => successor(framework, index),
                };
                (place.slug.clone(), number(stands))
            })
            .collect();
        let counted_at = (0..framework.places.len()).map(|index| with_wholes(framework, index)).collect();
        let mut roots = places().filter(|(_, place)| place.part_of.is_empty() && place.level.index() == 0);
        let root = match (roots.next(), roots.next()) {
            (Some((index, _)), None) => Some(index),
            _ => None,
        };
        Self { numbers, counted_at, root }
    }

    /// The number of a place, [`UNALLOCATED`] if it isn't known.
    pub(crate) fn number(&self, slug: &str) -> i32 {
        self.numbers.get(slug).copied().unwrap_or(UNALLOCATED)
    }

    /// Where facts of a number count.
    pub(crate) fn counted_at(&self, number: i32) -> &[usize] {
        match usize::try_from(number) {
            Ok(index) => self.counted_at.get(index).map_or(&[], Vec::as_slice),
            Err(_) => self.root.as_slice(),
        }
    }

    /// How many places there are.
    pub(crate) fn len(&self) -> usize {
        self.counted_at.len()
    }

    /// Whether facts of a number count at a place.
    pub(crate) fn counts(&self, number: i32, place: PlaceId) -> bool {
        self.counted_at(number).contains(&place.index())
    }
}

/// The place that stands for another today: what replaced it, and what replaced that.
fn successor(framework: &Framework, index: usize) -> usize {
    let mut current = index;
    // A chain cannot be longer than there are places.
    for _ in 0..framework.places.len() {
        let follows =
            |place: &framework::Place| place.succeeds.is_some_and(|earlier| earlier.index() == current);
        let mut followers =
            framework.places.iter().enumerate().filter(|(_, place)| follows(place)).map(|(index, _)| index);
        // A place that was split has no one successor.
        match (followers.next(), followers.next()) {
            (Some(next), None) => current = next,
            _ => break,
        }
    }
    current
}

/// A place and all that it is part of, each once.
fn with_wholes(framework: &Framework, index: usize) -> Vec<usize> {
    let mut found = vec![index];
    let mut position = 0;
    while position < found.len() {
        for parent in &framework.places[found[position]].part_of {
            if !found.contains(&parent.index()) {
                found.push(parent.index());
            }
        }
        position += 1;
    }
    found
}
