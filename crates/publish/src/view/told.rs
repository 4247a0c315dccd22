//! What has changed from one release to another, told for one audience: what is new, what means something else, which
//! figures were restated and why, and which ratings moved with what.

use std::collections::{BTreeMap, BTreeSet};

use framework::{FigureKey, FigureStatus, IndicatorId, SeriesKey};
use releases::{
    Because, Cause, ComparatorChange, DefinitionChange, Key, PlaceChange, StatusChange, TargetChange,
};

use super::versions::Difference;
use crate::Audience;
use crate::edition::Edition;
use crate::paths::relative;
use crate::words;

/// What has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Indicators that are new.
    pub new: Vec<Named>,
    /// Indicators that are gone.
    pub removed: Vec<Named>,
    /// Places, each with what became of it in a sentence.
    pub places: Vec<(String, String)>,
    /// What indicators mean otherwise than they did.
    pub definitions: Vec<Redefined>,
    /// What moved: targets, restated figures, how settled they are, ratings, comparators.
    pub parts: Vec<MovedPart>,
    /// How many figures came since, in a sentence.
    pub supplied: Option<String>,
}

impl Told {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// An indicator.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// Its code as printed.
    pub code: Option<String>,
    /// Its title.
    pub title: String,
    /// Its page, if the scorecard shows it.
    pub href: Option<String>,
}

/// An indicator that means something else than it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redefined {
    /// The indicator.
    pub named: Named,
    /// At which levels and since when, in words; nothing where it is all of it.
    pub what: Option<String>,
    /// What its fields said and say; nothing for one that says nothing to people.
    pub differences: Vec<Difference>,
    /// What changed without words for before and after.
    pub also: Option<String>,
}

/// Things of one kind that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedPart {
    /// What kind: `Targets`, `Restated figures` …
    pub title: &'static str,
    /// The things, by why they moved.
    pub groups: Vec<MovedGroup>,
}

/// Things that moved for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedGroup {
    /// Why, in words; nothing where that needs no saying.
    pub why: Option<String>,
    /// How many there are, in words.
    pub count: String,
    /// The things, by indicator.
    pub of: Vec<MovedOf>,
}

/// How many rows of a group are open from the start.
const MOST_OPEN: usize = 12;

impl MovedGroup {
    /// Whether it has so few rows that they are open from the start.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.of.iter().map(|of| of.rows.len()).sum::<usize>() <= MOST_OPEN
    }
}

/// What moved of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedOf {
    /// The indicator.
    pub named: Named,
    /// A row for each.
    pub rows: Vec<MovedRow>,
}

/// Something that was one thing and is another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedRow {
    /// The place or places.
    pub place: String,
    /// The period, with the basis and the breakdown where they aren't the indicator's own; of a comparator which it is.
    pub period: String,
    /// What it was.
    pub was: String,
    /// What it is.
    pub now: String,
}

/// A row of an indicator, with what it is sorted by.
type Found = (IndicatorId, Option<FigureKey>, MovedRow);

/// Figures of an indicator that were restated for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestatedFor {
    /// Why.
    pub why: String,
    /// A row for each figure, in the order of places and periods.
    pub rows: Vec<MovedRow>,
}

/// The figures of an indicator that a difference restates, by reason.
pub(crate) fn restated_of(
    edition: &Edition<'_>,
    difference: &releases::Difference,
    id: IndicatorId,
) -> Vec<RestatedFor> {
    let restated = Telling { edition, path: "" }.restated(difference);
    let of_indicator = |(why, mut found): (Option<String>, Vec<Found>)| {
        found.retain(|(indicator, ..)| *indicator == id);
        found.sort_by_key(|(_, key, _)| *key);
        let rows: Vec<MovedRow> = found.into_iter().map(|(.., row)| row).collect();
        (!rows.is_empty()).then(|| RestatedFor { why: why.unwrap_or_default(), rows })
    };
    restated.into_iter().filter_map(of_indicator).collect()
}

/// Tells a difference on the page at a path.
pub(crate) fn told(edition: &Edition<'_>, difference: &releases::Difference, path: &str) -> Told {
    let telling = Telling { edition, path };
    let named = |(id, title): (&String, &String)| telling.named(id, title);
    let parts = [
        telling.part("Targets", "target", telling.targets(&difference.targets)),
        telling.part("Restated figures", "figure", telling.restated(difference)),
        telling.part("More or less settled", "figure", telling.statuses(&difference.statuses)),
        telling.part("Ratings that changed", "rating", telling.ratings(difference)),
        telling.part("Comparators", "comparator", telling.comparators(&difference.comparators)),
    ];
    Told {
        new: difference.new_indicators.iter().map(named).collect(),
        removed: difference.removed_indicators.iter().map(named).collect(),
        places: difference.places.iter().filter_map(|change| telling.place(change)).collect(),
        definitions: telling.definitions(&difference.definitions),
        parts: parts.into_iter().flatten().collect(),
        supplied: telling.supplied(difference),
    }
}

struct Telling<'e, 'a> {
    edition: &'e Edition<'a>,
    path: &'e str,
}

impl Telling<'_, '_> {
    fn named(&self, id: &str, title: &str) -> Named {
        let found = self.edition.framework.find_indicator(id);
        let code = found.and_then(|found| self.edition.framework.indicator(found).printed_code());
        Named {
            code: code.map(str::to_owned),
            title: title.to_owned(),
            href: found
                .and_then(|found| self.edition.paths.indicator(found))
                .map(|to| relative(self.path, to)),
        }
    }

    /// Whether every place is seen, so that a sentence may name any.
    fn sees_every_place(&self) -> bool {
        let framework = self.edition.framework;
        framework.place_ids().count() == framework.places.len()
    }

    fn place_name(&self, slug: &str) -> Option<String> {
        let framework = self.edition.framework;
        framework.find_place(slug).map(|place| framework.place(place).name.clone())
    }

    /// A place that is gone is known to those alone who see every place.
    fn place(&self, change: &PlaceChange) -> Option<(String, String)> {
        let name = self.place_name(&change.place);
        if self.sees_every_place() {
            return Some((name.unwrap_or_else(|| change.name.clone()), change.change.clone()));
        }
        name.map(|name| (name, "It was re-organised.".to_owned()))
    }

    /// The changed fields of each indicator, those of the same levels and version together.
    fn definitions(&self, changes: &[DefinitionChange]) -> Vec<Redefined> {
        let framework = self.edition.framework;
        let visible: BTreeSet<&str> = framework
            .place_ids()
            .map(|place| framework.levels[framework.place(place).level.index()].name.as_str())
            .collect();
        let mut told: Vec<(&str, Redefined)> = Vec::new();
        for changed in changes {
            let levels: Vec<String> =
                changed.levels.iter().filter(|level| visible.contains(level.as_str())).cloned().collect();
            if levels.is_empty() {
                continue;
            }
            let all =
                framework.find_indicator(&changed.indicator).map(|id| framework.indicator(id).levels.len());
            let at =
                (all != Some(changed.levels.len())).then(|| format!("at {} level", words::listed(&levels)));
            let from = changed.from.map(|from| format!("from {}", from.words()));
            let what: Vec<String> = from.into_iter().chain(at).collect();
            let what = (!what.is_empty()).then(|| words::capital(&what.join(", ")));
            let is_same = |(indicator, last): &&mut (&str, Redefined)| {
                *indicator == changed.indicator && last.what == what
            };
            let known = match told.last_mut().filter(is_same) {
                Some((_, known)) => known,
                None => {
                    let named = self.named(&changed.indicator, &changed.title);
                    let new = Redefined { named, what, differences: Vec::new(), also: None };
                    told.push((changed.indicator.as_str(), new));
                    let Some((_, known)) = told.last_mut() else { continue };
                    known
                }
            };
            if changed.change.is_for_programs() {
                known.also = Some(format!("{} changed.", words::capital(changed.change.field)));
            } else {
                let said = |text: &String| {
                    if text.is_empty() { "not stated".to_owned() } else { words::with_minus(text) }
                };
                known.differences.push(Difference {
                    term: words::capital(changed.change.field),
                    before: said(&changed.change.was),
                    since: said(&changed.change.now),
                });
            }
        }
        told.into_iter().map(|(_, told)| told).collect()
    }

    fn targets(&self, changes: &[TargetChange]) -> BTreeMap<Option<String>, Vec<Found>> {
        let framework = self.edition.framework;
        let mut found = Vec::new();
        for change in changes {
            let Some(indicator) = framework.find_indicator(&change.indicator) else { continue };
            let places: Vec<String> =
                change.places.iter().filter_map(|place| self.place_name(place)).collect();
            let first = change.places.iter().find_map(|place| framework.find_place(place));
            let Some(first) = first else { continue };
            let own = framework.rules(indicator, first, &change.period).basis().to_string();
            let mut period = vec![change.period.words()];
            period.extend((change.basis != own).then(|| change.basis.clone()));
            period.extend((!change.breakdown.is_empty()).then(|| change.breakdown.clone()));
            let row = MovedRow {
                place: words::listed(&places),
                period: words::capital(&period.join(", ")),
                was: words::with_minus(&change.was),
                now: words::with_minus(&change.now),
            };
            found.push((indicator, None, row));
        }
        if found.is_empty() { BTreeMap::new() } else { [(None, found)].into() }
    }

    /// The row of a figure.
    fn row(&self, key: &Key, (series, period): FigureKey, was: &str, now: &str) -> Found {
        let framework = self.edition.framework;
        let mut about = vec![period.words()];
        if series.basis != SeriesKey::own(series.indicator, series.place).basis {
            about.push(key.series.basis.clone());
        }
        about.extend((!key.series.breakdown.is_empty()).then(|| key.series.breakdown.clone()));
        let row = MovedRow {
            place: framework.place(series.place).name.clone(),
            period: words::capital(&about.join(", ")),
            was: words::with_minus(was),
            now: words::with_minus(now),
        };
        (series.indicator, Some((series, period)), row)
    }

    fn restated(&self, difference: &releases::Difference) -> BTreeMap<Option<String>, Vec<Found>> {
        let mut by_cause: BTreeMap<Option<String>, Vec<Found>> = BTreeMap::new();
        for restated in difference.restated.iter().filter(|restated| restated.causes != [Cause::Supplied]) {
            let Some(key) = self.edition.may_tell(restated) else { continue };
            let mut causes: Vec<String> = Vec::new();
            for cause in restated.causes.iter().map(|cause| self.cause(cause)) {
                // What is left out of two of them leaves them alike.
                if !causes.contains(&cause) {
                    causes.push(cause);
                }
            }
            let row = self.row(&restated.key, key, &restated.was, &restated.now);
            by_cause.entry(Some(words::capital(&causes.join("; ")))).or_default().push(row);
        }
        by_cause
    }

    /// A cause as the audience may know it: without files of the house, without places that it doesn't see, and in a
    /// public copy without what the copy's own log of changes leaves out.
    fn cause(&self, cause: &Cause) -> String {
        let is_internal = self.edition.audience == Audience::Internal;
        match cause {
            Cause::Place { .. } if !self.sees_every_place() => "the place was re-organised".to_owned(),
            Cause::Import { .. } if !is_internal => "the import was corrected".to_owned(),
            Cause::NowImported { .. } if !is_internal => {
                "it is imported now, and was measured from records".to_owned()
            }
            Cause::ToBeExplained if !is_internal => "no reason was given".to_owned(),
            Cause::Explained(said) if !self.may_say(said) => {
                "a reason was given that is not public".to_owned()
            }
            cause => cause.words(),
        }
    }

    /// Whether what a person said of a change may stand here: why a figure moved may say by how much, and the framework
    /// as the public sees it has those explanations alone that tell nothing of what is hidden.
    fn may_say(&self, said: &str) -> bool {
        let Edition { audience, scorecard, data_month, .. } = self.edition;
        let is_public = |change: &framework::Change| change.change == said && change.month <= *data_month;
        *audience != Audience::Public || scorecard.changes.iter().any(is_public)
    }

    fn ratings(&self, difference: &releases::Difference) -> BTreeMap<Option<String>, Vec<Found>> {
        let mut by_cause: BTreeMap<Option<String>, Vec<Found>> = BTreeMap::new();
        let rating = |rating: &Option<String>| {
            rating.as_ref().map_or_else(|| "Not rated".to_owned(), |rating| words::capital(rating))
        };
        for changed in &difference.ratings {
            let Some(key) = self.edition.may_tell_rating(changed, difference) else { continue };
            let because: Vec<String> =
                changed.because.iter().map(|because| because.words().to_owned()).collect();
            let why = match changed.because[..] {
                [Because::ToBeExplained] => words::capital(Because::ToBeExplained.words()),
                _ => format!("Because {}", words::listed(&because)),
            };
            let row = self.row(&changed.key, key, &rating(&changed.was), &rating(&changed.now));
            by_cause.entry(Some(why)).or_default().push(row);
        }
        by_cause
    }

    fn statuses(&self, changes: &[StatusChange]) -> BTreeMap<Option<String>, Vec<Found>> {
        let mut by_change: BTreeMap<Option<String>, Vec<Found>> = BTreeMap::new();
        let said = |status: FigureStatus| words::capital(status.words().unwrap_or("final"));
        for changed in changes {
            let Some(key) = self.edition.may_tell_status(changed) else { continue };
            let row = self.row(&changed.key, key, &said(changed.was), &said(changed.now));
            by_change.entry(Some(words::capital(changed.words()))).or_default().push(row);
        }
        by_change
    }

    fn comparators(&self, changes: &[ComparatorChange]) -> BTreeMap<Option<String>, Vec<Found>> {
        let framework = self.edition.framework;
        let mut by_move: BTreeMap<Option<String>, Vec<Found>> = BTreeMap::new();
        for changed in changes {
            let Some((indicator, place)) = self.edition.may_tell_comparator(changed) else { continue };
            let known = framework.comparators.iter().find(|known| known.id == changed.comparator);
            let mut about = vec![known.map_or(&changed.comparator, |known| &known.label).clone()];
            about.extend((!changed.breakdown.is_empty()).then(|| changed.breakdown.clone()));
            let said = |text: &String| {
                if text.is_empty() { "Not shown".to_owned() } else { words::with_minus(text) }
            };
            let row = MovedRow {
                place: framework.place(place).name.clone(),
                period: about.join(", "),
                was: said(&changed.was),
                now: said(&changed.now),
            };
            let why = Some(words::capital(changed.moved.words()));
            by_move.entry(why).or_default().push((indicator, None, row));
        }
        by_move
    }

    /// How many figures the old release was still waiting for. A public copy doesn't count what it may not show.
    fn supplied(&self, difference: &releases::Difference) -> Option<String> {
        let is_supplied = |restated: &&releases::Restatement| {
            restated.causes == [Cause::Supplied] && self.edition.may_tell(restated).is_some()
        };
        match difference.restated.iter().filter(is_supplied).count() {
            0 => None,
            1 => Some("1 figure was supplied that the release did not have.".to_owned()),
            count => Some(format!("{count} figures were supplied that the release did not have.")),
        }
    }

    fn part(
        &self,
        title: &'static str,
        noun: &str,
        found: BTreeMap<Option<String>, Vec<Found>>,
    ) -> Option<MovedPart> {
        let groups: Vec<MovedGroup> =
            found.into_iter().map(|(why, found)| self.group(why, noun, found)).collect();
        (!groups.is_empty()).then_some(MovedPart { title, groups })
    }

    /// By indicator in the order of the framework, and in it by place with the newest period first.
    fn group(&self, why: Option<String>, noun: &str, mut found: Vec<Found>) -> MovedGroup {
        let framework = self.edition.framework;
        let count = words::counted(found.len(), noun);
        found.sort_by(|(one, first, _), (other, second, _)| {
            let place = |key: &Option<FigureKey>| key.map(|(series, _)| series);
            let period = |key: &Option<FigureKey>| key.map(|(_, period)| period.chronological());
            one.cmp(other).then(place(first).cmp(&place(second))).then(period(second).cmp(&period(first)))
        });
        let mut of: Vec<(IndicatorId, MovedOf)> = Vec::new();
        for (indicator, _, row) in found {
            match of.last_mut().filter(|(last, _)| *last == indicator) {
                Some((_, last)) => last.rows.push(row),
                None => {
                    let id = &framework.indicator(indicator).id;
                    let named = self.named(id, &title_of(self.edition, indicator));
                    of.push((indicator, MovedOf { named, rows: vec![row] }));
                }
            }
        }
        MovedGroup { why, count, of: of.into_iter().map(|(_, of)| of).collect() }
    }
}

/// What an indicator is called in the data month.
pub(super) fn title_of(edition: &Edition<'_>, indicator: IndicatorId) -> String {
    let declared = edition.framework.indicator(indicator);
    declared
        .levels
        .first()
        .map_or_else(|| declared.id.clone(), |level| declared.rules(*level, edition.data_month).title.clone())
}
