//! Places that are new, gone or not what they were, and whose figures that can move.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use periods::Period;

use super::{PlaceChange, Side};
use crate::release::Place;

/// The places that are new, gone or not what they were.
pub(super) fn changes(old: &Side<'_>, new: &Side<'_>) -> Vec<PlaceChange> {
    let slugs: BTreeSet<&str> = old.places.keys().chain(new.places.keys()).copied().collect();
    let mut changes = Vec::new();
    for slug in slugs {
        let (was, now) = (old.places.get(slug).copied(), new.places.get(slug).copied());
        let said = match (was, now) {
            (None, Some(now)) => match &now.succeeds {
                Some(before) => vec![format!("It is new and stands in the place of {}.", name(new, before))],
                None => vec!["It is new.".to_owned()],
            },
            (Some(_), None) => vec!["It is gone.".to_owned()],
            (Some(was), Some(now)) => told((old, was), (new, now)),
            (None, None) => Vec::new(),
        };
        let name = now.or(was).map_or_else(String::new, |place| place.name.clone());
        changes.extend(said.into_iter().map(|change| PlaceChange {
            place: slug.to_owned(),
            name: name.clone(),
            change,
        }));
    }
    changes
}

/// What became of a place, in sentences.
fn told((old, was): (&Side<'_>, &Place), (new, now): (&Side<'_>, &Place)) -> Vec<String> {
    let list = |side: &Side<'_>, places: &[String]| match places {
        [] => "nothing".to_owned(),
        places => places.iter().map(|slug| name(side, slug)).collect::<Vec<_>>().join(" and "),
    };
    let day = |day: Option<Date>| day.map_or_else(|| "not known".to_owned(), periods::day_in_words);
    let mut said = Vec::new();
    if was.name != now.name {
        said.push(format!("It was called {} and is called {}.", was.name, now.name));
    }
    if was.level != now.level {
        said.push(format!("It was a {} and is a {}.", was.level, now.level));
    }
    if was.part_of != now.part_of {
        let (was, now) = (list(old, &was.part_of), list(new, &now.part_of));
        said.push(format!("It was part of {was} and is part of {now}."));
    }
    if was.from != now.from {
        said.push(format!("Its first day was {} and is {}.", day(was.from), day(now.from)));
    }
    if was.to != now.to {
        said.push(format!("Its last day was {} and is {}.", day(was.to), day(now.to)));
    }
    if was.succeeds != now.succeeds {
        let of = |side: &Side<'_>, place: &Place| {
            place.succeeds.as_ref().map_or_else(|| "nothing".to_owned(), |slug| name(side, slug))
        };
        let (was, now) = (of(old, was), of(new, now));
        said.push(format!("It stood in the place of {was} and stands in that of {now}."));
    }
    said
}

/// A re-organisation that can move the figures of a place.
pub(super) struct Reorganised {
    /// What happened, in words.
    pub(super) change: String,
    reach: Reach,
}

/// Which figures of a place a re-organisation moves by itself. What else it moves has been entered under another place
/// since.
enum Reach {
    /// Those of all periods.
    All,
    /// Those of periods that begin before a day.
    Before(Date),
    /// Those of periods that end on a day or after it.
    From(Date),
}

impl Reorganised {
    fn all(change: String) -> Self {
        Self { change, reach: Reach::All }
    }

    /// Whether it moves the figure of a period by itself.
    pub(super) fn reaches(&self, period: &Period) -> bool {
        match self.reach {
            Reach::All => true,
            Reach::Before(day) => period.first_month().first_day() < day,
            Reach::From(day) => period.last_month().last_day() >= day,
        }
    }
}

/// Re-organisations by the place whose figures they can move.
pub(super) type ByPlace<'a> = BTreeMap<&'a str, Vec<Reorganised>>;

/// The places whose figures a re-organisation can move, and how: places whose own dates, level or predecessor changed,
/// those that were replaced, and those that others have come into or gone out of. A place whose parts are split among
/// themselves adds up to what it was.
pub(super) fn reorganised<'a>(old: &'a Side<'a>, new: &'a Side<'a>) -> ByPlace<'a> {
    let mut found = ByPlace::new();
    for (&slug, now) in &new.places {
        let Some(was) = old.places.get(slug) else { continue };
        let itself = own((old, was), (new, now));
        if !itself.is_empty() {
            found.entry(slug).or_default().extend(itself);
        }
        let (before, after) = (wholes(old, slug), wholes(new, slug));
        for whole in before.symmetric_difference(&after) {
            let verb = if after.contains(whole) { "came into" } else { "left" };
            found.entry(whole).or_default().push(Reorganised::all(format!("{} {verb} it.", now.name)));
        }
    }
    for (&slug, now) in new.places.iter().filter(|(slug, _)| !old.places.contains_key(*slug)) {
        let Some(before) = now.succeeds.as_deref() else { continue };
        if let Some((&replaced, _)) = new.places.get_key_value(before) {
            let change = format!("{} stands in its place.", now.name);
            let reach = now.from.map_or(Reach::All, Reach::From);
            found.entry(replaced).or_default().push(Reorganised { change, reach });
        }
        // What it took over from elsewhere moves the wholes on both sides.
        let (there, here) = (wholes(old, before), wholes(new, slug));
        for whole in there.symmetric_difference(&here) {
            let change = format!("{} took over from {}.", now.name, name(old, before));
            found.entry(whole).or_default().push(Reorganised::all(change));
        }
    }
    for place in recounted(old, new) {
        let change = "Replaced places are counted otherwise than before.".to_owned();
        found.entry(place).or_default().push(Reorganised::all(change));
    }
    found
}

/// What became of a place itself, and the figures that it reaches.
fn own((old, was): (&Side<'_>, &Place), (new, now): (&Side<'_>, &Place)) -> Vec<Reorganised> {
    let mut reach = Vec::new();
    if (&was.level, &was.succeeds) != (&now.level, &now.succeeds) {
        reach.push(Reach::All);
    }
    if was.from != now.from {
        reach.extend(was.from.max(now.from).map(Reach::Before));
    }
    if was.to != now.to {
        let last = [was.to, now.to].into_iter().flatten().min();
        reach.extend(last.and_then(|last| last.tomorrow().ok()).map(Reach::From));
    }
    reach
        .into_iter()
        .map(|reach| Reorganised { change: told((old, was), (new, now)).join(" "), reach })
        .collect()
}

/// What a place is called in a release.
fn name(side: &Side<'_>, slug: &str) -> String {
    side.places.get(slug).map_or_else(|| slug.to_owned(), |place| place.name.clone())
}

/// The places that replaced others or were replaced, where the records are counted otherwise in such a case.
fn recounted<'a>(old: &Side<'a>, new: &Side<'a>) -> BTreeSet<&'a str> {
    let history =
        |side: &Side<'a>| side.release.heading.records.as_ref().map(|records| records.history.clone());
    let both = history(old).zip(history(new));
    if both.is_none_or(|(was, now)| was == now) {
        return BTreeSet::new();
    }
    let pairs =
        new.places.values().filter_map(|place| Some([place.place.as_str(), place.succeeds.as_deref()?]));
    pairs.flatten().collect()
}

/// The places that a place adds to, directly or through others.
fn wholes<'a>(side: &Side<'a>, slug: &str) -> BTreeSet<&'a str> {
    let mut wholes = BTreeSet::new();
    let mut open: Vec<&'a str> = Vec::new();
    let parts = |slug: &str| side.places.get(slug).map_or(&[][..], |place| place.part_of.as_slice());
    open.extend(parts(slug).iter().map(String::as_str));
    while let Some(whole) = open.pop() {
        if wholes.insert(whole) {
            open.extend(parts(whole).iter().map(String::as_str));
        }
    }
    wholes
}
