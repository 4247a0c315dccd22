//! Where figures come from, and what indicators mean.

use framework::{IndicatorId, Rules, SeriesKey};
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
    /// Where its figures come from; nothing where nobody said.
    pub source: Option<String>,
    /// What the latest data are: `Rolling 12 months to June 2021`.
    pub latest: String,
    /// What is counted; nothing where nobody said.
    pub definition: Option<String>,
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
        .filter_map(|showing| rules_of(edition, showing.indicator, &showing.latest))
        .flat_map(|rules| rules.sources.clone())
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

/// The rules of an indicator at the scorecard's first place, or at the first level where it exists.
pub(crate) fn rules_of<'a>(edition: &Edition<'a>, id: IndicatorId, period: &Period) -> Option<&'a Rules> {
    let place = first_place(edition)
        .filter(|place| edition.framework.applies(id, *place))
        .or_else(|| edition.framework.place_ids().find(|place| edition.framework.applies(id, *place)))?;
    Some(edition.rules(SeriesKey::own(id, place), period))
}

fn groups(edition: &Edition<'_>) -> Vec<SourceGroup> {
    let mut groups: Vec<SourceGroup> = Vec::new();
    for Showing { heading, indicator: id, latest: period, .. } in edition.showings() {
        let Some(rules) = rules_of(edition, id, &period) else { continue };
        let line = SourceLine {
            href: edition.paths.indicator(id).unwrap_or_default().to_owned(),
            code: edition.framework.indicator(id).printed_code().map(str::to_owned),
            title: rules.title.clone(),
            source: source_words(edition, rules),
            latest: latest_words(rules, period),
            definition: rules.definition.clone(),
        };
        match groups.iter_mut().find(|group| group.title == heading) {
            Some(group) => group.lines.push(line),
            None => groups.push(SourceGroup { title: heading.to_owned(), lines: vec![line] }),
        }
    }
    groups
}

/// The titles of an indicator's sources.
pub(crate) fn source_words(edition: &Edition<'_>, rules: &Rules) -> Option<String> {
    let titles: Vec<String> =
        rules.sources.iter().map(|id| edition.framework.sources[id.index()].title.clone()).collect();
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
