//! What has changed: since the last release, where releases are kept, and in the indicators of a scorecard, from what the
//! framework says of them.

use framework::{Change, Indicator, IndicatorId, PlaceId};
use periods::{Month, Period};

use super::overview::first_place;
use super::shell::{Shell, shell};
use super::told::{Told, told};
use super::versions::{Difference, differences_of};
use crate::edition::Edition;

/// What has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangesPage {
    /// What stands around it.
    pub shell: Shell,
    /// What has changed since the last release; nothing where there is none.
    pub since: Option<SinceRelease>,
    /// By month, the newest first; at last what has no month.
    pub groups: Vec<ChangeGroup>,
}

/// What has changed since a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SinceRelease {
    /// The release, by its data month.
    pub release: String,
    /// What has changed.
    pub told: Told,
}

/// What changed in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeGroup {
    /// The first data month to which it applies.
    pub month: String,
    /// The changes.
    pub lines: Vec<ChangeLine>,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeLine {
    /// What kind of change it is, in a word or two.
    pub kind: &'static str,
    /// The code of its indicator.
    pub code: Option<String>,
    /// The title of its indicator; nothing where it is about none.
    pub title: Option<String>,
    /// The indicator's page, if the scorecard shows it.
    pub href: Option<String>,
    /// What changed, in a sentence; nothing where the kind says it.
    pub text: Option<String>,
    /// Whether figures before and after may be compared.
    pub comparable: bool,
    /// What fields said before and say since.
    pub differences: Vec<Difference>,
}

impl ChangesPage {
    /// Whether it has nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.since.is_none() && self.groups.is_empty()
    }
}

const PATH: &str = "changes.html";

pub(crate) fn changes(edition: &Edition<'_>) -> ChangesPage {
    let mut log = log(edition);
    // What has no month sorts as the oldest; within a month the order of the scorecard stays.
    log.sort_by(|(one, _), (other, _)| other.cmp(one));
    let mut groups: Vec<(Option<Month>, ChangeGroup)> = Vec::new();
    for (month, line) in log {
        match groups.last_mut().filter(|(of, _)| *of == month) {
            Some((_, group)) => group.lines.push(line),
            None => {
                let words = month.map_or_else(|| "The month is not known".to_owned(), Month::words);
                groups.push((month, ChangeGroup { month: words, lines: vec![line] }));
            }
        }
    }
    let since = edition.since().map(|since| SinceRelease {
        release: since.data_month.words(),
        told: told(edition, &since.difference, PATH),
    });
    ChangesPage {
        shell: shell(
            edition,
            PATH,
            if since.is_some() { "What changed" } else { "What changed in the indicators" },
        ),
        since,
        groups: groups.into_iter().map(|(_, group)| group).collect(),
    }
}

/// Whether the page has anything to say.
pub(crate) fn has_changes(edition: &Edition<'_>) -> bool {
    edition.since().is_some() || !log(edition).is_empty()
}

type Entry = (Option<Month>, ChangeLine);

/// Every change by the data month, in the order of the scorecard's indicators.
fn log(edition: &Edition<'_>) -> Vec<Entry> {
    let shown = edition.scorecard.indicators();
    let mut log: Vec<Entry> = Vec::new();
    for id in shown.iter().chain(&edition.scorecard.withdrawn) {
        Changing::new(edition, *id).collect(&mut log);
    }
    for change in &edition.scorecard.changes {
        let text = text_of(edition, change);
        let line = match change.indicator {
            Some(id) => Changing::new(edition, id).line("Changed", Some(text)),
            None => ChangeLine {
                kind: "Changed",
                code: None,
                title: None,
                href: None,
                text: Some(text),
                comparable: true,
                differences: Vec::new(),
            },
        };
        log.push((Some(change.month), line));
    }
    log.retain(|(month, _)| month.is_none_or(|month| month <= edition.data_month));
    log
}

/// What has changed, after the place and the period that it is about.
fn text_of(edition: &Edition<'_>, change: &Change) -> String {
    let place = change.place.map(|place| edition.framework.place(place).name.clone());
    let about: Vec<String> = place.into_iter().chain(change.period.map(Period::words)).collect();
    if about.is_empty() { change.change.clone() } else { format!("{}: {}", about.join(", "), change.change) }
}

/// An indicator whose changes are looked for.
struct Changing<'e, 'a> {
    edition: &'e Edition<'a>,
    id: IndicatorId,
    indicator: &'a Indicator,
    /// A place at which it exists, or else the scorecard's first.
    place: Option<PlaceId>,
}

impl<'e, 'a> Changing<'e, 'a> {
    fn new(edition: &'e Edition<'a>, id: IndicatorId) -> Self {
        let framework = edition.framework;
        let exists = |place: &PlaceId| framework.applies(id, *place);
        let first = first_place(edition);
        let place = first.filter(exists).or_else(|| framework.place_ids().find(exists)).or(first);
        Self { edition, id, indicator: framework.indicator(id), place }
    }

    fn line(&self, kind: &'static str, text: Option<String>) -> ChangeLine {
        ChangeLine {
            kind,
            code: self.indicator.printed_code().map(str::to_owned),
            title: Some(self.title()),
            href: self.edition.paths.indicator(self.id).map(str::to_owned),
            text,
            comparable: true,
            differences: Vec::new(),
        }
    }

    fn title(&self) -> String {
        let framework = self.edition.framework;
        let level = self.place.map(|place| framework.place(place).level);
        level.map_or_else(
            || self.indicator.id.clone(),
            |level| self.indicator.rules(level, self.edition.data_month).title.clone(),
        )
    }

    fn collect(&self, log: &mut Vec<Entry>) {
        self.versions(log);
        self.beginning(log);
        self.end(log);
    }

    fn versions(&self, log: &mut Vec<Entry>) {
        for version in &self.indicator.versions {
            let differences = self
                .place
                .map(|place| differences_of(self.edition, self.id, place, version))
                .unwrap_or_default();
            let only_rating =
                !differences.is_empty() && differences.iter().all(|found| found.term == "Rating");
            let kind = if only_rating { "Rating changed" } else { "Amended" };
            let line = self.line(kind, Some(version.change.clone()));
            log.push((
                Some(version.from),
                ChangeLine { comparable: version.comparable, differences, ..line },
            ));
        }
    }

    /// That it is new, stands in the place of another, or has a code that meant another.
    fn beginning(&self, log: &mut Vec<Entry>) {
        let mut sentences = Vec::new();
        let mut month = self.indicator.from;
        if let Some(replaced) = &self.indicator.replaces {
            let framework = self.edition.framework;
            let other = framework.find_indicator(replaced).map(|other| framework.indicator(other));
            let name = other.and_then(Indicator::printed_code).unwrap_or(replaced);
            sentences.push(format!("It replaces {name}."));
            let of_other = other.and_then(|other| other.until).and_then(|until| until.plus(1));
            let is_own = |change: &&Change| {
                change.indicator == Some(self.id) && change.place.is_none() && change.period.is_none()
            };
            let own = self.edition.scorecard.changes.iter().find(is_own);
            month = month.or(of_other).or(own.map(|change| change.month));
        }
        sentences.extend(self.code_before());
        if self.indicator.from.is_some() || !sentences.is_empty() {
            let text = (!sentences.is_empty()).then(|| sentences.join(" "));
            let kind = if self.indicator.from.is_some() { "New" } else { "Replacement" };
            log.push((month, self.line(kind, text)));
        }
    }

    /// That its code meant another indicator until it began.
    fn code_before(&self) -> Option<String> {
        let (code, from) = (self.indicator.printed_code()?, self.indicator.from?);
        let framework = self.edition.framework;
        let earlier = framework.indicator_ids().filter_map(|id| {
            let until = framework.indicator(id).until.filter(|until| *until < from)?;
            (id != self.id && framework.indicator(id).printed_code() == Some(code)).then_some((until, id))
        });
        let (until, other) = earlier.max_by_key(|(until, _)| *until)?;
        Some(format!(
            "{code} meant “{}” until {}; since {} it means “{}”.",
            Changing::new(self.edition, other).title(),
            until.words(),
            from.words(),
            self.title()
        ))
    }

    /// That it is no longer measured, or no longer shown.
    fn end(&self, log: &mut Vec<Entry>) {
        let is_withdrawn = self.edition.scorecard.withdrawn.contains(&self.id);
        let ended = self.indicator.until.map(|until| format!("It was last measured in {}.", until.words()));
        let month = self.indicator.until.and_then(|until| until.plus(1));
        match (is_withdrawn, ended) {
            (true, ended) => log.push((month, self.line("Removed", ended))),
            (false, Some(ended)) => log.push((month, self.line("No longer measured", Some(ended)))),
            (false, None) => {}
        }
    }
}
