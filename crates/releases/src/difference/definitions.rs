//! What indicators mean otherwise than they did.

use std::collections::{BTreeMap, BTreeSet};

use periods::Month;

use super::{DefinitionChange, DefinitionKey, FieldChange, Side};
use crate::release::{Definition, Version};

const VERSION: &str = "version";
const COUNTING: &str = "how records are counted";

/// What is said of a version that there is not any more.
const TAKEN_BACK: &str = "taken back";

/// The fields that decide what a figure of a basis is; the others decide how it is rated, shown and spoken of, and what
/// other figures there are.
const OF_FIGURES: [&str; 3] = ["unit", "definition", COUNTING];

/// The fields of two definitions of a figure that can have moved it.
pub(super) fn fields_of_figures(
    old: &Side<'_>,
    new: &Side<'_>,
    pair: (&Definition, &Definition),
) -> Vec<&'static str> {
    let changed = fields(old, new, pair).into_iter().map(|change| change.field);
    changed.filter(|field| OF_FIGURES.contains(field)).collect()
}

/// Whether records are counted in the same way for both, whatever else is said of them.
pub(super) fn are_counted_alike(was: &Definition, now: &Definition) -> bool {
    was.counting.is_some() && was.counting == now.counting && was.unit == now.unit
}

/// The fields of a definition that say something else. Layouts differ in how they say how records are counted.
fn fields(old: &Side<'_>, new: &Side<'_>, (was, now): (&Definition, &Definition)) -> Vec<FieldChange> {
    let same_layout = old.release.heading.layout == new.release.heading.layout;
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let of = |definition: &Definition| {
        [
            (VERSION, definition.version.as_ref().map_or_else(String::new, said_of_version)),
            ("code", definition.code.clone()),
            ("title", definition.title.clone()),
            ("polarity", definition.polarity.clone()),
            ("unit", definition.unit.to_string()),
            ("decimals", definition.decimals.to_string()),
            ("basis", definition.bases.join(", ")),
            ("frequency", definition.frequency.clone()),
            ("year", definition.year.clone()),
            ("definition", optional(&definition.definition)),
            ("source", definition.sources.join(", ")),
            ("owner", optional(&definition.owner)),
            ("rule of rating", definition.rule.clone()),
            (
                "smallest denominator that is rated",
                definition.minimum_denominator.map_or_else(String::new, |minimum| minimum.to_string()),
            ),
            (COUNTING, optional(&definition.counting)),
        ]
    };
    let pairs = of(was).into_iter().zip(of(now));
    let changed = pairs.filter(|((field, was), (_, now))| was != now && (same_layout || *field != COUNTING));
    changed.map(|((field, was), (_, now))| FieldChange { field, was, now }).collect()
}

impl FieldChange {
    /// Whether its texts are fingerprints, which say nothing to people.
    #[must_use]
    pub fn is_for_programs(&self) -> bool {
        self.field == COUNTING
    }
}

fn said_of_version(version: &Version) -> String {
    let comparable = if version.comparable { "" } else { " Not comparable with figures before." };
    format!("from {}: {}{comparable}", version.from.words(), version.change)
}

/// What changed by indicator and version, with the indicator's title and the levels of place.
type Changed<'a> = BTreeMap<(&'a str, Option<Month>, FieldChange), (String, Vec<String>)>;

/// What changed in the indicators that both releases have, the same at several levels told once.
pub(super) fn changes(old: &Side<'_>, new: &Side<'_>) -> Vec<DefinitionChange> {
    let mut changed = Changed::new();
    let known: BTreeSet<&str> = old.definitions.keys().map(|(indicator, _, _)| *indicator).collect();
    for (&(indicator, level, from), &now) in &new.definitions {
        if !known.contains(indicator) {
            continue;
        }
        let fields = match old.definitions.get(&(indicator, level, from)) {
            Some(was) => fields(old, new, (was, now)),
            // A version that the old release did not have; a level that is new is no change of meaning.
            None => now
                .version
                .as_ref()
                .map(|version| FieldChange {
                    field: VERSION,
                    was: String::new(),
                    now: said_of_version(version),
                })
                .into_iter()
                .collect(),
        };
        for field in fields {
            let entry =
                changed.entry((indicator, from, field)).or_insert_with(|| (now.title.clone(), Vec::new()));
            entry.1.push(level.to_owned());
        }
    }
    for (&(indicator, level, from), was) in &old.definitions {
        let Some((version, now)) = taken_back(new, (indicator, level, from), was) else { continue };
        let field = FieldChange { field: VERSION, was: said_of_version(version), now: TAKEN_BACK.to_owned() };
        let entry =
            changed.entry((indicator, from, field)).or_insert_with(|| (now.title.clone(), Vec::new()));
        entry.1.push(level.to_owned());
    }
    changed
        .into_iter()
        .map(|((indicator, from, change), (title, levels))| DefinitionChange {
            indicator: indicator.to_owned(),
            title,
            levels,
            from,
            change,
        })
        .collect()
}

/// The version of an old definition if the new release has it no more, with what the indicator means there now. A level
/// that is gone is no change of meaning, and a release of the time before a version says nothing of it.
fn taken_back<'a>(
    new: &Side<'a>,
    (indicator, level, from): DefinitionKey<'_>,
    was: &'a Definition,
) -> Option<(&'a Version, &'a Definition)> {
    let version = was.version.as_ref()?;
    if version.from > new.release.heading.data_month {
        return None;
    }
    let here = new.definitions.iter().filter(|((known, at, _), _)| (*known, *at) == (indicator, level));
    let here: BTreeMap<Option<Month>, &'a Definition> = here.map(|((.., from), now)| (*from, *now)).collect();
    if here.contains_key(&from) {
        return None;
    }
    here.last_key_value().map(|(_, now)| (version, *now))
}

type Titles = BTreeMap<String, String>;

/// The indicators that only the new and only the old release has, with their titles.
pub(super) fn new_and_removed(old: &Side<'_>, new: &Side<'_>) -> (Titles, Titles) {
    let titles = |side: &Side<'_>| -> Titles {
        let definitions = side.definitions.values();
        definitions.map(|known| (known.indicator.clone(), known.title.clone())).collect()
    };
    let (mut was, mut now) = (titles(old), titles(new));
    let both: BTreeSet<String> =
        was.keys().filter(|indicator| now.contains_key(*indicator)).cloned().collect();
    was.retain(|indicator, _| !both.contains(indicator));
    now.retain(|indicator, _| !both.contains(indicator));
    (now, was)
}
