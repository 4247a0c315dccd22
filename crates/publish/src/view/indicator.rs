//! The page of an indicator.

use std::rc::Rc;

use assess::Assessment;
use framework::{BasisIndex, BreakdownId, IndicatorId, PlaceId, Rules, SeriesKey, Target};
use periods::{Period, PeriodKind};

use super::cells::{comparator_value, target};
use super::figure::{DirectionView, RatingView, Shown, TargetView, marked_remarks, shown_with_remarks};
use super::marks::keys;
use super::overview::first_place;
use super::shell::{Shell, shell};
use super::sources::source_words;
use super::told::{RestatedFor, restated_of};
use super::versions::{Difference, differences_of};
use crate::charts::{DotPlot, Trend};
use crate::edition::Edition;
use crate::paths::relative;
use crate::words;

/// The page of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorPage {
    /// What stands around it.
    pub shell: Shell,
    /// Its title.
    pub title: String,
    /// Its code.
    pub code: Option<String>,
    /// Basis, polarity, unit.
    pub small_print: Vec<String>,
    /// Tags such as `QPR`.
    pub marks: Vec<String>,
    /// The question that it answers.
    pub question: Option<String>,
    /// The place and period that the answer is about.
    pub about: String,
    /// The figure, or why there is none.
    pub shown: Shown,
    /// What makes it less than settled.
    pub remarks: Vec<String>,
    /// Numerator and denominator, where they are known.
    pub ratio: Option<String>,
    /// Its rating.
    pub rating: Option<RatingView>,
    /// Exception reports that its figures opened: place and page.
    pub exceptions: Vec<(String, String)>,
    /// Why, in a sentence.
    pub reason: String,
    /// Its directions of travel, and for each that is not there, why.
    pub directions: Vec<Result<DirectionView, String>>,
    /// What it is compared with: label, value, period.
    pub comparators: Vec<Fact>,
    /// Over time.
    pub trend: Trend,
    /// The places beside each other; nothing if fewer than two have a figure.
    pub places: Option<DotPlot>,
    /// The figures behind it.
    pub tables: Vec<FigureTable>,
    /// Targets by year.
    pub targets: Vec<TargetRow>,
    /// Definition, source, owner and so on.
    pub facts: Vec<Fact>,
    /// Notes.
    pub notes: Vec<String>,
    /// Changes of meaning, the newest first.
    pub versions: Vec<VersionView>,
    /// The release since which figures were restated, by its data month, and which they are.
    pub restated: Option<(String, Vec<RestatedFor>)>,
    /// The same indicator shown elsewhere: title and page.
    pub same: Vec<(String, String)>,
}

/// A name and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The name.
    pub term: String,
    /// What is said of it.
    pub text: String,
}

/// Places down, periods across.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureTable {
    /// What it is about: the basis and the breakdown.
    pub title: String,
    /// The periods: two lines and in full.
    pub periods: Vec<(String, String, String)>,
    /// The places.
    pub rows: Vec<FigureRow>,
    /// The letters beside its figures, and what they mean.
    pub marks: Vec<(char, String)>,
}

/// A place in a table of figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureRow {
    /// The place.
    pub place: String,
    /// Its page.
    pub href: Option<String>,
    /// Whether it is the whole that the others are compared with.
    pub is_whole: bool,
    /// One for each period: the value, what makes it less than settled, whether it is the latest.
    pub cells: Vec<(Shown, Vec<String>, bool)>,
    /// The target of the latest, or why there is none.
    pub target: Result<TargetView, String>,
    /// The rating of the latest and its reason, or why there is none.
    pub rating: Result<(RatingView, String), String>,
}

/// Targets of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetRow {
    /// The year.
    pub period: String,
    /// The target, or why there is none.
    pub target: Result<TargetView, String>,
    /// The floors: of amber for this target.
    pub floors: Vec<TargetView>,
    /// Places whose target differs, each with its own.
    pub differing: Vec<String>,
    /// Notes and sources.
    pub remarks: Vec<String>,
}

/// A change of meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionView {
    /// The first month to which it applies.
    pub from: String,
    /// What changed.
    pub change: String,
    /// Whether figures before and after may be compared.
    pub comparable: bool,
    /// What it said before and says since.
    pub differences: Vec<Difference>,
}

/// How many periods a table and a chart show at most.
const MOST_PERIODS: usize = 13;

pub(crate) fn indicator(edition: &Edition<'_>, id: IndicatorId) -> IndicatorPage {
    let path = edition.paths.indicator(id).unwrap_or_default();
    let framework = edition.framework;
    let declared = framework.indicator(id);
    let (kind, now) = newest_period(edition, id);
    let applies = |place: &PlaceId| framework.applies(id, *place);
    let here: Vec<PlaceId> = framework.place_ids().filter(applies).collect();
    let whole = first_place(edition).filter(applies).or(here.first().copied());
    let place = whole.or(first_place(edition));
    let Some(place) = place else { return IndicatorPage::without_place(edition, id, path) };
    let series = SeriesKey::own(id, place);
    let rules = edition.rules(series, &now);
    let newest = edition.assess(series, now);
    let looking = Looking { edition, id, path, rules, now, kind, places: &here, whole: place };
    let periods = looking.periods(BreakdownId::WHOLE, BasisIndex::OWN);
    let place_name = &framework.place(place).name;
    IndicatorPage {
        // Two showings of one indicator have one title, but each page has a title of its own.
        shell: shell(edition, path, &format!("{}: {}", declared.id, rules.title)),
        title: rules.title.clone(),
        code: declared.printed_code().map(str::to_owned),
        small_print: small_print(rules),
        marks: declared.marks.clone(),
        question: rules.question.clone(),
        about: format!("{place_name}, {}", now.words()),
        shown: Shown::reading(rules, &newest.reading),
        remarks: marked_remarks(edition, &newest),
        ratio: newest.reading.value().and_then(words::ratio),
        rating: newest.rating.as_ref().map(RatingView::new),
        exceptions: exceptions(edition, id, path),
        reason: words::with_minus(&newest.reason),
        directions: looking.directions(&newest),
        comparators: looking.comparators(),
        trend: looking.trend(&periods),
        places: looking.dots(),
        tables: looking.tables(),
        targets: looking.targets(),
        facts: facts(edition, rules, &newest),
        notes: rules.notes.clone(),
        versions: declared
            .versions
            .iter()
            .rev()
            .map(|version| VersionView {
                from: version.from.words(),
                change: version.change.clone(),
                comparable: version.comparable,
                differences: differences_of(edition, id, place, version),
            })
            .collect(),
        restated: restated(edition, id),
        same: same(edition, id, path),
    }
}

fn restated(edition: &Edition<'_>, id: IndicatorId) -> Option<(String, Vec<RestatedFor>)> {
    let since = edition.since()?;
    let restated = restated_of(edition, &since.difference, id);
    (!restated.is_empty()).then(|| (since.data_month.words(), restated))
}

impl IndicatorPage {
    /// A page of a scorecard that names no place.
    fn without_place(edition: &Edition<'_>, id: IndicatorId, path: &str) -> Self {
        let title = edition.framework.indicator(id).id.clone();
        Self {
            shell: shell(edition, path, &title),
            code: None,
            small_print: Vec::new(),
            marks: Vec::new(),
            question: None,
            about: String::new(),
            shown: Shown::Absent("Not applicable at this place".to_owned()),
            remarks: Vec::new(),
            ratio: None,
            rating: None,
            exceptions: Vec::new(),
            reason: String::new(),
            directions: Vec::new(),
            comparators: Vec::new(),
            trend: Trend {
                id: "trend".to_owned(),
                title: title.clone(),
                description: String::new(),
                points: Vec::new(),
                breaks: Vec::new(),
                floor_is_inferred: false,
            },
            places: None,
            tables: Vec::new(),
            targets: Vec::new(),
            facts: Vec::new(),
            notes: Vec::new(),
            versions: Vec::new(),
            restated: None,
            same: Vec::new(),
            title,
        }
    }
}

/// The kind of period in which the scorecard shows an indicator, and the latest.
fn newest_period(edition: &Edition<'_>, id: IndicatorId) -> (PeriodKind, Period) {
    let showings = edition.showings();
    let found = showings.iter().find(|showing| showing.indicator == id);
    found.map_or((PeriodKind::Month, Period::month(edition.data_month)), |showing| {
        (showing.kind, showing.latest)
    })
}

fn small_print(rules: &Rules) -> Vec<String> {
    vec![
        words::basis(rules, rules.basis()),
        rules.polarity.words().to_owned(),
        words::unit_in_full(rules.unit),
    ]
}

/// The limits of each rating for a figure's target, and whether nobody published them.
pub(crate) fn bandings(rules: &Rules, assessment: &Assessment<'_>) -> String {
    let applied = assessment.target.as_ref();
    let inferred = applied.map_or(&rules.rating.inferred, |applied| &applied.inferred);
    let said = words::with_minus(&assess::bandings(rules, applied));
    match assess::inferred_note(inferred) {
        Some(note) => format!("{said} {note}"),
        None => said,
    }
}

fn facts(edition: &Edition<'_>, rules: &Rules, newest: &Assessment<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut say = |term: &str, text: String| facts.push(Fact { term: term.to_owned(), text });
    say("Definition", rules.definition.clone().unwrap_or_else(|| "To be supplied".to_owned()));
    say("Source", source_words(edition, rules).unwrap_or_else(|| "To be supplied".to_owned()));
    if let (Some(origin), Some(facts)) = (&edition.framework.origin, facts_of(edition, rules)) {
        say("Measured", format!("From {facts}, in the records {}, {}", origin.snapshot, origin.history));
    }
    let bases: Vec<String> = rules.bases.iter().map(|basis| words::basis(rules, basis)).collect();
    say("Period", words::capital(&words::listed(&bases)));
    say("Polarity", words::capital(rules.polarity.words()));
    say("Unit", words::capital(&words::unit_in_full(rules.unit)));
    say("Rating", bandings(rules, newest));
    say("Owner", rules.owner.clone().unwrap_or_else(|| "To be supplied".to_owned()));
    facts
}

/// The queries that an indicator's figures are counted with.
fn facts_of(edition: &Edition<'_>, rules: &Rules) -> Option<String> {
    let tallies = rules.measure.as_ref()?.formula.tallies();
    let mut names: Vec<String> = tallies
        .iter()
        .map(|tally| format!("facts/{}.sql", edition.framework.facts[tally.facts.index()].name))
        .collect();
    names.dedup();
    (!names.is_empty()).then(|| words::listed(&names))
}

fn exceptions(edition: &Edition<'_>, id: IndicatorId, path: &str) -> Vec<(String, String)> {
    let opened = edition.exceptions.iter().filter(|opened| opened.series.indicator == id);
    opened
        .map(|opened| {
            let place = &edition.framework.place(opened.series.place).name;
            (format!("Exception report for {place}"), relative(path, &opened.path))
        })
        .collect()
}

/// The same indicator shown under other ids of the scorecard.
fn same(edition: &Edition<'_>, id: IndicatorId, path: &str) -> Vec<(String, String)> {
    let framework = edition.framework;
    let first = framework.indicator(id).same_as.unwrap_or(id);
    let others = edition
        .scorecard
        .indicators()
        .into_iter()
        .filter(|other| *other != id && framework.indicator(*other).same_as.unwrap_or(*other) == first);
    others
        .filter_map(|other| {
            let to = edition.paths.indicator(other)?;
            Some((framework.indicator(other).id.clone(), relative(path, to)))
        })
        .collect()
}

/// An indicator as the scorecard shows it: its rules, its latest period, its places, and the place it is about first.
pub(super) struct Looking<'e, 'a> {
    pub edition: &'e Edition<'a>,
    pub id: IndicatorId,
    pub path: &'e str,
    pub rules: &'a Rules,
    pub now: Period,
    pub kind: PeriodKind,
    pub places: &'e [PlaceId],
    pub whole: PlaceId,
}

impl<'a> Looking<'_, 'a> {
    pub(super) fn series(&self, place: PlaceId) -> SeriesKey {
        SeriesKey::own(self.id, place)
    }

    pub(super) fn newest(&self, place: PlaceId) -> Rc<Assessment<'a>> {
        self.edition.assess(self.series(place), self.now)
    }

    /// The latest periods for which any place has a figure, and all between them, oldest first.
    fn periods(&self, breakdown: BreakdownId, basis: BasisIndex) -> Vec<Period> {
        let keys = self.places.iter().map(|place| SeriesKey { breakdown, basis, ..self.series(*place) });
        let first = keys
            .filter_map(|key| self.edition.framework.series(&key)?.of_kind(self.kind).next())
            .map(|figure| figure.period)
            .min()
            .unwrap_or(self.now);
        let back = std::iter::successors(Some(self.now), |period| period.previous());
        let mut periods: Vec<Period> =
            back.take_while(|period| *period >= first).take(MOST_PERIODS).collect();
        if periods.is_empty() {
            periods.push(self.now);
        }
        periods.reverse();
        periods
    }

    fn directions(&self, newest: &Assessment<'_>) -> Vec<Result<DirectionView, String>> {
        if newest.reading.value().is_none() {
            return Vec::new();
        }
        let one = |travel| {
            DirectionView::new(self.rules, travel).ok_or_else(|| words::with_minus(&travel.reason()))
        };
        newest.directions.iter().map(one).collect()
    }

    fn comparators(&self) -> Vec<Fact> {
        let series = self.series(self.whole);
        self.edition
            .scorecard
            .comparators_beside(self.id)
            .into_iter()
            .filter_map(|id| {
                let comparator = self.edition.framework.comparator(id);
                let value = comparator_value(self.edition, id, series)?;
                let number = value.reading.value()?.number();
                let mut text = words::with_unit(self.rules, number, value.decimals);
                let when = value.period.map(|period| period.words());
                let as_at = value.as_at_in_words().map(|as_at| format!("as at {as_at}"));
                for said in when.into_iter().chain(as_at) {
                    text.push_str(&format!(", {said}"));
                }
                if value.provisional {
                    text.push_str(", provisional");
                }
                if !comparator.comparable {
                    text.push_str(" (not comparable)");
                }
                Some(Fact { term: comparator.label.clone(), text })
            })
            .collect()
    }

    /// One table for the indicator's own figures, and one for each other basis and breakdown that has any.
    fn tables(&self) -> Vec<FigureTable> {
        let mut kinds: Vec<(BreakdownId, BasisIndex)> = vec![(BreakdownId::WHOLE, BasisIndex::OWN)];
        for place in self.places {
            let from = self.series(*place);
            let same = |key: &SeriesKey| key.indicator == self.id && key.place == *place;
            for (key, _) in self.edition.framework.figures.range(from..).take_while(|(key, _)| same(key)) {
                if !kinds.contains(&(key.breakdown, key.basis)) {
                    kinds.push((key.breakdown, key.basis));
                }
            }
        }
        kinds.sort();
        kinds.into_iter().map(|(breakdown, basis)| self.table(breakdown, basis)).collect()
    }

    fn table(&self, breakdown: BreakdownId, basis: BasisIndex) -> FigureTable {
        let framework = self.edition.framework;
        let periods = self.periods(breakdown, basis);
        let is_own = breakdown == BreakdownId::WHOLE && basis == BasisIndex::OWN;
        let key = |place: &PlaceId| SeriesKey { breakdown, basis, ..self.series(*place) };
        let shown = self.places.iter().filter(|place| is_own || framework.series(&key(place)).is_some());
        let rows: Vec<FigureRow> = shown.map(|place| self.row(*place, key(place), &periods)).collect();
        let mut parts = Vec::new();
        parts.extend(self.rules.bases.get(basis.index()).map(|basis| words::basis(self.rules, basis)));
        let label = &framework.breakdown(breakdown).label;
        if !label.is_empty() {
            parts.push(label.clone());
        }
        let heading = |period: &Period| {
            let (first, second) = period.heading();
            (first, second, words::capital(&period.words()))
        };
        FigureTable {
            title: words::capital(&parts.join(", ")),
            periods: periods.iter().map(heading).collect(),
            marks: keys(rows.iter().flat_map(|row| &row.cells).map(|(shown, ..)| shown)),
            rows,
        }
    }

    fn row(&self, place: PlaceId, key: SeriesKey, periods: &[Period]) -> FigureRow {
        let edition = self.edition;
        let newest = edition.assess(key, self.now);
        let rules = edition.rules(key, &self.now);
        let cells = periods.iter().map(|period| {
            let assessment = edition.assess(key, *period);
            let (shown, remarks) = shown_with_remarks(edition, &assessment);
            (shown, remarks, *period == self.now)
        });
        let reason = words::with_minus(&newest.reason);
        FigureRow {
            place: edition.framework.place(place).name.clone(),
            href: edition.paths.place(place).map(|to| relative(self.path, to)),
            is_whole: place == self.whole,
            cells: cells.collect(),
            target: target(edition, rules, &newest),
            rating: match &newest.rating {
                Some(rating) => Ok((RatingView::new(rating), reason)),
                None => Err(reason),
            },
        }
    }

    /// The targets of the years around now: those of the periods shown, and of the year after.
    fn targets(&self) -> Vec<TargetRow> {
        let framework = self.edition.framework;
        let mut years: Vec<Period> = Vec::new();
        for (_, period, targets) in framework.targets.iter().filter(|(id, ..)| *id == self.id) {
            if targets.iter().any(|target| target.scope.covers(BasisIndex::OWN, BreakdownId::WHOLE)) {
                years.push(period);
            }
        }
        years.sort();
        years.into_iter().map(|year| self.target_row(year)).collect()
    }

    fn target_row(&self, year: Period) -> TargetRow {
        let framework = self.edition.framework;
        let key = framework::TargetKey {
            indicator: self.id,
            period: year,
            basis: BasisIndex::OWN,
            breakdown: BreakdownId::WHOLE,
        };
        let of = |place: PlaceId| framework.targets.find(&key, place, framework.place(place));
        let own = of(self.whole);
        let applied = assess::assess(framework, None, self.series(self.whole), year).target;
        let mut differing: Vec<String> = Vec::new();
        for place in self.places.iter().filter(|place| **place != self.whole) {
            let theirs = of(*place).and_then(|target| target.target.as_ref());
            let ours = own.and_then(|target| target.target.as_ref());
            if let Some(number) = theirs.filter(|number| Some(*number) != ours) {
                let decimals = words::edge_decimals(self.rules, number);
                differing.push(format!(
                    "{} {}",
                    framework.place(*place).name,
                    words::with_unit(self.rules, number, decimals)
                ));
            }
        }
        let origin = |target: &Target| match &target.other_plan {
            Some(plan) => Some(words::of_other_plan(plan)),
            None => target.source.clone(),
        };
        let remarks =
            own.iter().flat_map(|target| target.note.clone().into_iter().chain(origin(target))).collect();
        TargetRow {
            period: words::capital(&year.words()),
            target: own
                .and_then(|target| TargetView::declared(self.rules, year, target))
                // This table says it in its last column.
                .map(|view| TargetView { other_plan: None, ..view })
                .ok_or_else(|| super::figure::no_target(self.rules, year, own)),
            floors: applied.map(|applied| TargetView::floors(self.rules, &applied)).unwrap_or_default(),
            differing,
            remarks,
        }
    }
}
