//! Where figures come from, and what indicators mean.

use framework::{Figure, IndicatorId, LevelId, PlaceId, Rules, SeriesKey, SourceId};
use periods::Period;

use super::overview::first_place;
use super::shell::{Shell, shell};
use crate::edition::{Edition, Showing};
use crate::words;

/// Where figures come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcesPage {
    /// What stands around it.
    pub shell: Shell,
    /// The indicators by section.
    pub groups: Vec<SourceGroup>,
    /// What each source is.
    pub sources: Vec<SourceText>,
}

/// What indicators mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DefinitionsPage {
    /// What stands around it.
    pub shell: Shell,
    /// The indicators by section.
    pub groups: Vec<SourceGroup>,
}

/// The indicators of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceGroup {
    /// The heading.
    pub title: String,
    /// The indicators.
    pub lines: Vec<SourceLine>,
}

/// An indicator, its source and its definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceLine {
    /// Its page.
    pub href: String,
    /// Its code.
    pub code: Option<String>,
    /// Its title.
    pub title: String,
    /// Where its figures come from: one for all levels, or one for each that has a source of its own.
    pub sources: Vec<LevelSource>,
    /// What is counted; nothing where nobody said.
    pub definition: Option<String>,
}

/// Where the figures of some levels come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelSource {
    /// The levels, where not all have this source.
    pub levels: Option<String>,
    /// The source; nothing where nobody said.
    pub source: Option<String>,
    /// What the latest data are: `Rolling 12 months to June 2021`.
    pub latest: String,
    /// By how much they are older than the data month, where they are.
    pub age: Option<String>,
    /// The day on which they were released, or that nobody said.
    pub released: String,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// What it is called.
    pub title: String,
    /// What it is.
    pub about: Option<String>,
}

pub(crate) fn sources(edition: &Edition<'_>) -> SourcesPage {
    let groups = groups(edition);
    let used: std::collections::BTreeSet<_> = edition
        .showings()
        .iter()
        .flat_map(|showing| by_source(edition, showing))
        .flat_map(|(sources, _)| sources.iter().copied())
        .collect();
    let sources = used.into_iter().map(|id| {
        let source = &edition.framework.sources[id.index()];
        SourceText { title: source.title.clone(), about: source.about.clone() }
    });
    SourcesPage { shell: shell(edition, "sources.html", "Data sources"), groups, sources: sources.collect() }
}

pub(crate) fn definitions(edition: &Edition<'_>) -> DefinitionsPage {
    DefinitionsPage { shell: shell(edition, "definitions.html", "Definitions"), groups: groups(edition) }
}

/// The scorecard's first place, or the first where an indicator exists.
pub(crate) fn place_of(edition: &Edition<'_>, id: IndicatorId) -> Option<PlaceId> {
    let applies = |place: &PlaceId| edition.framework.applies(id, *place);
    first_place(edition).filter(applies).or_else(|| edition.framework.place_ids().find(applies))
}

/// The rules of an indicator at the scorecard's first place, or at the first where it exists.
pub(crate) fn rules_of<'a>(edition: &Edition<'a>, id: IndicatorId, period: &Period) -> Option<&'a Rules> {
    Some(edition.rules(SeriesKey::own(id, place_of(edition, id)?), period))
}

fn groups(edition: &Edition<'_>) -> Vec<SourceGroup> {
    let mut groups: Vec<SourceGroup> = Vec::new();
    for showing in edition.showings() {
        let (heading, id) = (showing.heading, showing.indicator);
        let Some(rules) = rules_of(edition, id, &showing.latest) else { continue };
        let line = SourceLine {
            href: edition.paths.indicator(id).unwrap_or_default().to_owned(),
            code: edition.framework.indicator(id).printed_code().map(str::to_owned),
            title: rules.title.clone(),
            sources: level_sources(edition, &showing, rules),
            definition: rules.definition.clone(),
        };
        match groups.iter_mut().find(|group| group.title == heading) {
            Some(group) => group.lines.push(line),
            None => groups.push(SourceGroup { title: heading.to_owned(), lines: vec![line] }),
        }
    }
    groups
}

/// The levels of an indicator's places with their sources, those with the same sources together.
fn by_source<'a>(edition: &Edition<'a>, showing: &Showing<'_>) -> Vec<(&'a [SourceId], Vec<LevelId>)> {
    let framework = edition.framework;
    let indicator = framework.indicator(showing.indicator);
    let mut groups: Vec<(&[SourceId], Vec<LevelId>)> = Vec::new();
    for level in &indicator.levels {
        if framework.places.iter().all(|place| place.level != *level) {
            continue;
        }
        let sources = indicator.rules(*level, showing.latest.last_month()).sources.as_slice();
        match groups.iter_mut().find(|(known, _)| *known == sources) {
            Some((_, levels)) => levels.push(*level),
            None => groups.push((sources, vec![*level])),
        }
    }
    groups
}

fn level_sources(edition: &Edition<'_>, showing: &Showing<'_>, rules: &Rules) -> Vec<LevelSource> {
    let framework = edition.framework;
    let groups = by_source(edition, showing);
    let several = groups.len() > 1;
    let sources = groups.into_iter().map(|(sources, levels)| {
        let names: Vec<String> =
            levels.iter().map(|level| framework.levels[level.index()].name.clone()).collect();
        let newest = newest_figures(edition, showing, &levels);
        let period = newest.first().map(|figure| figure.period);
        LevelSource {
            levels: several.then(|| words::capital(&words::listed(&names))),
            source: titles(edition, sources),
            latest: period.map_or_else(|| "To be supplied".to_owned(), |period| latest_words(rules, period)),
            age: period.and_then(|period| age(edition.data_month.months_since(period.last_month()))),
            released: newest
                .iter()
                .filter_map(|figure| figure.released)
                .max()
                .map_or_else(|| "not stated".to_owned(), words::day),
        }
    });
    sources.collect()
}

/// The figures of the newest period, by the data month, for which any place of some levels has one.
fn newest_figures<'a>(edition: &Edition<'a>, showing: &Showing<'_>, levels: &[LevelId]) -> Vec<&'a Figure> {
    let framework = edition.framework;
    let here = framework.place_ids().filter(|place| levels.contains(&framework.place(*place).level));
    let series = here.filter_map(|place| framework.series(&SeriesKey::own(showing.indicator, place)));
    let known = series.flat_map(|series| series.of_kind(showing.kind)).filter(|figure| {
        figure.reading.value().is_some() && figure.period.last_month() <= edition.data_month
    });
    let mut figures: Vec<&Figure> = known.collect();
    let newest = figures.iter().map(|figure| figure.period).max();
    figures.retain(|figure| Some(figure.period) == newest);
    figures
}

/// That data are older than the data month; nothing where they aren't.
fn age(months: i32) -> Option<String> {
    match months {
        1 => Some("one month before the data month".to_owned()),
        2.. => Some(format!("{months} months before the data month")),
        _ => None,
    }
}

/// The titles of an indicator's sources.
pub(crate) fn source_words(edition: &Edition<'_>, rules: &Rules) -> Option<String> {
    titles(edition, &rules.sources)
}

fn titles(edition: &Edition<'_>, sources: &[SourceId]) -> Option<String> {
    let titles: Vec<String> =
        sources.iter().map(|id| edition.framework.sources[id.index()].title.clone()).collect();
    (!titles.is_empty()).then(|| titles.join("; "))
}

/// What the data of a period are: `Rolling 12 months to June 2021`, `Month-end snapshot at 30 June 2021`.
fn latest_words(rules: &Rules, period: Period) -> String {
    use periods::Basis;
    let last = period.last_month();
    let basis = words::capital(&words::basis(rules, rules.basis()));
    match rules.basis() {
        Basis::Snapshot => format!("{basis} at {}", words::day(last.last_day())),
        Basis::Rolling(_) | Basis::YearToDate => format!("{basis} to {}", last.words()),
        Basis::Month | Basis::Quarter | Basis::Year => words::capital(&period.words()),
        Basis::AverageOf(_) => format!("{basis}, {}", period.words()),
    }
}
