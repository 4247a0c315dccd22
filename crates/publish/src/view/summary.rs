//! The answer first: how many of each rating, what is below its floor, what moved most.

use std::collections::BTreeMap;

use figures::{Absence, Number, Unit};
use framework::Direction;
use periods::Period;

use super::figure::{DirectionView, RatingView, Shade, Shown};
use super::table::Latest;
use crate::charts::{Share, SharesBar};
use crate::edition::Edition;
use crate::words;

/// What a reader with ten minutes wants to know of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// How many indicators are rated, in words.
    pub rated: String,
    /// How many of each rating, the worst first.
    pub counts: Vec<CountLine>,
    /// The same as a bar.
    pub bar: SharesBar,
    /// What has no rating, in words; nothing if all have one.
    pub unrated: Option<String>,
    /// What is below its floor.
    pub below: Vec<BelowLine>,
    /// Since when things moved, in words.
    pub moved_since: String,
    /// What moved most, the largest change first.
    pub moved: Vec<MovedLine>,
    /// What is to be supplied, in words; nothing if all is there.
    pub awaited: Option<String>,
    /// The indicators whose latest figure is to be supplied.
    pub awaited_titles: Vec<(String, String)>,
}

/// How many of a rating.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountLine {
    /// The rating.
    pub rating: RatingView,
    /// How many.
    pub count: usize,
}

/// A figure below its floor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BelowLine {
    /// Its rating.
    pub rating: RatingView,
    /// Its value, with its unit if that is short.
    pub figure: String,
    /// Its indicator.
    pub title: String,
    /// The indicator's page.
    pub href: String,
    /// The team, where it isn't the page's own place.
    pub team: Option<String>,
    /// Why, in a sentence.
    pub reason: String,
}

/// A figure that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedLine {
    /// Which way.
    pub direction: DirectionView,
    /// The change with its sign.
    pub change: String,
    /// Its indicator.
    pub title: String,
    /// The indicator's page.
    pub href: String,
    /// The team, where it isn't the page's own place.
    pub team: Option<String>,
    /// The figure now, with its unit.
    pub now: String,
}

/// How many changes are named.
const MOST_MOVED: usize = 3;

/// Counts the ratings of figures, the worst first; red, amber and green are always there unless there are bands.
pub(crate) fn count<'r>(ratings: impl Iterator<Item = &'r assess::Rating>) -> Vec<CountLine> {
    let mut counts: BTreeMap<RatingView, usize> = BTreeMap::new();
    for rating in ratings {
        *counts.entry(RatingView::new(rating)).or_default() += 1;
    }
    for (shade, word) in [(Shade::Red, "Red"), (Shade::Amber, "Amber"), (Shade::Green, "Green")] {
        counts.entry(RatingView { shade, word: word.to_owned() }).or_default();
    }
    counts.into_iter().map(|(rating, count)| CountLine { rating, count }).collect()
}

pub(crate) fn bar(counts: &[CountLine]) -> SharesBar {
    SharesBar {
        shares: counts.iter().map(|line| Share { shade: line.rating.shade, count: line.count }).collect(),
    }
}

pub(crate) fn summary(edition: &Edition<'_>, latest: &[Latest<'_>]) -> Summary {
    let rated = latest.iter().filter_map(|line| line.assessment.rating.as_ref());
    let counts = count(rated);
    let number: usize = counts.iter().map(|line| line.count).sum();
    let awaited: Vec<&Latest<'_>> = latest
        .iter()
        .filter(|line| line.assessment.reading.absence() == Some(Absence::ToBeSupplied))
        .collect();
    let unrated = latest.iter().filter(|line| line.assessment.rating.is_none()).count();
    let (moved_since, moved) = moved(edition, latest);
    Summary {
        rated: format!("{number} rated {}", if number == 1 { "figure" } else { "figures" }),
        bar: bar(&counts),
        counts,
        unrated: (unrated > 0).then(|| format!("{} not rated", words::counted(unrated, "figure"))),
        below: latest.iter().filter_map(|line| below(edition, line)).collect(),
        moved_since,
        moved,
        awaited: (!awaited.is_empty())
            .then(|| format!("{} to be supplied", words::counted(awaited.len(), "figure"))),
        awaited_titles: awaited
            .iter()
            .map(|line| {
                let rules = edition.rules(line.assessment.series, &line.assessment.period);
                (with_team(&rules.title, line.team.as_deref()), line.href.clone())
            })
            .collect(),
    }
}

fn with_team(title: &str, team: Option<&str>) -> String {
    team.map_or_else(|| title.to_owned(), |team| format!("{title}, {team}"))
}

fn below(edition: &Edition<'_>, line: &Latest<'_>) -> Option<BelowLine> {
    let assessment = &line.assessment;
    let rating = RatingView::new(assessment.rating.as_ref()?);
    if rating.shade != Shade::Red {
        return None;
    }
    let rules = edition.rules(assessment.series, &assessment.period);
    Some(BelowLine {
        rating,
        figure: short(&Shown::reading(rules, &assessment.reading)),
        title: rules.title.clone(),
        href: line.href.clone(),
        team: line.team.clone(),
        reason: words::with_minus(&assessment.reason),
    })
}

/// A figure with its unit, if that is short; the sentence beside it has the unit in any case.
fn short(shown: &Shown) -> String {
    match shown {
        Shown::Value(printed) if printed.with_unit.chars().count() > 8 => printed.text.clone(),
        other => other.in_words().to_owned(),
    }
}

/// The changes that are largest in proportion to the figure before, among the figures that run to the data month in
/// the shortest periods of the page. Left out are figures that are less than solid, counts of a few, and scores and
/// gaps, which lie around nought and so have no proportion.
fn moved(edition: &Edition<'_>, latest: &[Latest<'_>]) -> (String, Vec<MovedLine>) {
    let Some(shortest) = latest.iter().map(|line| line.assessment.period.kind()).min() else {
        return ("Moved most".to_owned(), Vec::new());
    };
    let mut changes: Vec<(Number, MovedLine)> = latest
        .iter()
        .filter(|line| line.assessment.period.kind() == shortest && !line.carried)
        .filter_map(|line| change(edition, line))
        .collect();
    changes.sort_by(|(one, _), (other, _)| other.cmp(one));
    let moved: Vec<MovedLine> = changes.into_iter().take(MOST_MOVED).map(|(_, line)| line).collect();
    let mut since: Vec<Period> = moved.iter().filter_map(|line| line.direction.since).collect();
    since.dedup();
    let words = match since[..] {
        [only] => format!("Moved most since {}", only.words()),
        _ => "Moved most since the period before".to_owned(),
    };
    (words, moved)
}

/// The size of a figure's change in proportion to the figure before, and how it is said.
fn change(edition: &Edition<'_>, line: &Latest<'_>) -> Option<(Number, MovedLine)> {
    let assessment = &line.assessment;
    let rules = edition.rules(assessment.series, &assessment.period);
    if !assessment.cautions.is_empty() || matches!(rules.unit, Unit::Score | Unit::PercentagePoints) {
        return None;
    }
    let travel = assessment.directions.first().filter(|travel| travel.direction != Some(Direction::Same))?;
    let change = travel.change.as_ref().filter(|change| !change.rounded(rules.decimals).is_zero())?;
    let now = assessment.reading.value()?;
    let few = Number::from(i64::from(edition.framework.small_denominator));
    if rules.unit == Unit::Count && now.number().abs() < few {
        return None;
    }
    let size = change.abs().checked_div(&(now.number() - change).abs())?;
    let direction = DirectionView::new(rules, travel)?;
    let line = MovedLine {
        change: words::change(change, rules.decimals),
        title: rules.title.clone(),
        href: line.href.clone(),
        team: line.team.clone(),
        now: Shown::reading(rules, &assessment.reading).in_words().to_owned(),
        direction,
    };
    Some((size, line))
}

impl Summary {
    /// Whether anything is rated.
    #[must_use]
    pub fn is_rated(&self) -> bool {
        self.counts.iter().any(|line| line.count > 0)
    }
}
