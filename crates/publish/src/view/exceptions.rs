//! Exception reports: one page for each figure that calls for one, and their list.

use assess::Assessment;
use framework::{Exceptions, Rules, TextKind};
use periods::{Period, PeriodKind};

use super::cells::target;
use super::commentary::{TextView, find, missing, of_series};
use super::facts::{away, facts};
use super::figure::{RatingView, Shown, TargetView, shown_with_remarks};
use super::indicator::{Fact, bandings};
use super::indicator_charts::trend;
use super::marks::keys;
use super::shell::{Shell, shell};
use super::sources::source_words;
use crate::charts::Trend;
use crate::edition::Edition;
use crate::exceptions::{Opened, Streak, streak};
use crate::paths::relative;
use crate::words;

/// The list of exception reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionsPage {
    /// What stands around it.
    pub shell: Shell,
    /// Which figures open a report, in a sentence or two.
    pub rule: String,
    /// The reports.
    pub lines: Vec<ExceptionLine>,
}

/// An exception report in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionLine {
    /// The report.
    pub href: String,
    /// The indicator.
    pub title: String,
    /// Its code.
    pub code: Option<String>,
    /// The place.
    pub place: String,
    /// The rating.
    pub rating: Option<RatingView>,
    /// Value, target and change in a sentence.
    pub facts: String,
    /// Since when, in words.
    pub since: String,
    /// Whether its cause was supplied, or by whom it is to be; nothing where the copy doesn't show it.
    pub cause: Option<String>,
}

/// An exception report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionPage {
    /// What stands around it.
    pub shell: Shell,
    /// The indicator.
    pub title: String,
    /// Its code.
    pub code: Option<String>,
    /// The indicator's page.
    pub href: String,
    /// The place and the period.
    pub about: String,
    /// The figure.
    pub shown: Shown,
    /// Its rating.
    pub rating: Option<RatingView>,
    /// How far it is from target and floor, and since when: sentences.
    pub sentences: Vec<String>,
    /// Roles and what else stands at the head.
    pub lines: Vec<Fact>,
    /// The latest periods as a picture.
    pub trend: Trend,
    /// The same as a table.
    pub rows: Vec<ExceptionRow>,
    /// The letters beside its figures, and what they mean.
    pub marks: Vec<(char, String)>,
    /// Cause and action, or by whom they are to be supplied; nothing where the copy doesn't show them.
    pub cause: Option<Result<TextView, String>>,
    /// What to know of the data, or by whom it is to be supplied; nothing where the copy doesn't show it.
    pub data_notes: Option<Result<Vec<TextView>, String>>,
    /// Limits of the ratings, definition, source, owner.
    pub facts: Vec<Fact>,
}

/// A period of the trend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExceptionRow {
    /// The period.
    pub period: String,
    /// The value.
    pub shown: Shown,
    /// What makes it less than settled.
    pub remarks: Vec<String>,
    /// The target, or why there is none.
    pub target: Result<TargetView, String>,
    /// The rating, or why there is none.
    pub rating: Result<RatingView, String>,
}

impl ExceptionsPage {
    /// Whether the copy says who supplied causes.
    #[must_use]
    pub fn has_causes(&self) -> bool {
        self.lines.iter().any(|line| line.cause.is_some())
    }
}

const PATH: &str = "exceptions/index.html";

pub(crate) fn exceptions(edition: &Edition<'_>) -> ExceptionsPage {
    let lines = edition.exceptions.iter().map(|opened| {
        let assessment = edition.assess(opened.series, opened.period);
        let rules = edition.rules(opened.series, &opened.period);
        ExceptionLine {
            href: relative(PATH, &opened.path),
            title: rules.title.clone(),
            code: edition.framework.indicator(opened.series.indicator).printed_code().map(str::to_owned),
            place: edition.framework.place(opened.series.place).name.clone(),
            rating: assessment.rating.as_ref().map(RatingView::new),
            facts: facts(edition, &assessment),
            since: since(&assessment, &streak(edition, opened.series, opened.period)),
            cause: cause(edition, opened, rules).map(|cause| {
                cause.map_or_else(|missing| missing, |_| "Cause and action supplied.".to_owned())
            }),
        }
    });
    ExceptionsPage {
        lines: lines.collect(),
        shell: shell(edition, PATH, "Exception reports"),
        rule: edition.scorecard.exceptions.as_ref().map(|rule| rule_words(edition, rule)).unwrap_or_default(),
    }
}

pub(crate) fn exception(edition: &Edition<'_>, opened: &Opened) -> ExceptionPage {
    let framework = edition.framework;
    let (series, now) = (opened.series, opened.period);
    let assessment = edition.assess(series, now);
    let rules = edition.rules(series, &now);
    let indicator = framework.indicator(series.indicator);
    let place = &framework.place(series.place).name;
    let periods = periods(edition, now);
    let rule = edition.scorecard.exceptions.as_ref();
    let lines = rule.map(|rule| rule.lines.as_slice()).unwrap_or_default();
    let mut sentences = vec![words::capital(&facts(edition, &assessment))];
    sentences.extend(from_floor(rules, &assessment));
    sentences.push(since(&assessment, &streak(edition, series, now)));
    let rows: Vec<ExceptionRow> = periods.iter().map(|period| row(edition, opened, *period)).collect();
    ExceptionPage {
        shell: shell(edition, &opened.path, &format!("Exception report: {}, {place}", rules.title)),
        title: rules.title.clone(),
        code: indicator.printed_code().map(str::to_owned),
        href: edition
            .paths
            .indicator(series.indicator)
            .map(|to| relative(&opened.path, to))
            .unwrap_or_default(),
        about: format!("{place}, {}", now.words()),
        shown: Shown::reading(rules, &assessment.reading),
        rating: assessment.rating.as_ref().map(RatingView::new),
        sentences,
        lines: lines.iter().map(|(term, text)| Fact { term: term.clone(), text: text.clone() }).collect(),
        trend: trend(edition, series, now, &periods),
        marks: keys(rows.iter().map(|row| &row.shown)),
        rows,
        cause: cause(edition, opened, rules),
        data_notes: data_notes(edition, opened, rules),
        facts: about(edition, rules, &assessment),
    }
}

/// The periods of the trend: as many as the scorecard says, of the figure's own kind.
fn periods(edition: &Edition<'_>, now: Period) -> Vec<Period> {
    let count = edition.scorecard.exceptions.as_ref().map_or(1, |rule| rule.count);
    let mut periods: Vec<Period> =
        std::iter::successors(Some(now), |period| period.previous()).take(usize::from(count)).collect();
    periods.reverse();
    periods
}

fn row(edition: &Edition<'_>, opened: &Opened, period: Period) -> ExceptionRow {
    let assessment = edition.assess(opened.series, period);
    let rules = edition.rules(opened.series, &period);
    let (shown, remarks) = shown_with_remarks(edition, &assessment);
    ExceptionRow {
        period: words::capital(&period.words()),
        shown,
        remarks,
        target: target(edition, rules, &assessment),
        rating: assessment
            .rating
            .as_ref()
            .map(RatingView::new)
            .ok_or_else(|| words::with_minus(&assessment.reason)),
    }
}

/// How far a figure is from its floor, where that isn't the target.
fn from_floor(rules: &Rules, assessment: &Assessment<'_>) -> Option<String> {
    let (applied, value) = (assessment.target.as_ref()?, assessment.reading.value()?.number());
    let nearest = match (&applied.floor, &applied.upper) {
        (_, Some(upper)) if *value > applied.target => upper,
        (Some(floor), _) => floor,
        (None, _) => return Some("No floor was published.".to_owned()),
    };
    if *nearest == applied.target {
        return None;
    }
    let floor = words::with_unit(rules, nearest, words::edge_decimals(rules, nearest));
    let inferred =
        if assess::floor_is_inferred(&applied.inferred) { " (inferred, not published)" } else { "" };
    let distance = away(rules, &(value - nearest), "above", "below", "exactly at");
    Some(format!("{} the floor of {floor}{inferred}.", words::capital(&distance)))
}

/// Since when a figure has had its rating: `Red for 3 months in a row, since April 2017. Before that it was amber.`
fn since(assessment: &Assessment<'_>, streak: &Streak) -> String {
    let rating =
        assessment.rating.as_ref().map_or_else(|| "Not rated".to_owned(), |one| RatingView::new(one).word);
    let first = streak.first.words();
    let run = match streak.count {
        1 => format!("{rating} in {first}."),
        count => {
            let noun = match assessment.period.kind() {
                PeriodKind::Month => "month",
                PeriodKind::FinancialQuarter | PeriodKind::CalendarQuarter => "quarter",
                PeriodKind::Term => "term",
                PeriodKind::HalfTerm => "half term",
                PeriodKind::FinancialYear | PeriodKind::AcademicYear | PeriodKind::CalendarYear => "year",
                PeriodKind::Run(_) => "period",
            };
            format!("{rating} for {} in a row, since {first}.", words::counted(count, noun))
        }
    };
    match &streak.before {
        Some(before) => format!("{run} Before that it was {}.", before.token()),
        None => format!("{run} Ratings before that are not known."),
    }
}

/// Which figures open a report.
fn rule_words(edition: &Edition<'_>, rule: &Exceptions) -> String {
    let colours: Vec<String> = rule
        .on
        .iter()
        .map(|colour| match colour {
            framework::BandColour::Red => "red",
            framework::BandColour::Amber => "amber",
            framework::BandColour::Green => "green",
        })
        .map(str::to_owned)
        .collect();
    format!(
        "A report opens for each latest figure rated {}. None opens for a figure on fewer than {} cases, or with less history than its period covers.",
        words::either(&colours),
        edition.framework.small_denominator
    )
}

/// The role that supplies what is missing.
pub(crate) fn supplier<'e>(edition: &'e Edition<'_>, rules: &'e Rules) -> Option<&'e String> {
    edition.scorecard.exceptions.as_ref().and_then(|rule| rule.role.as_ref()).or(rules.owner.as_ref())
}

fn cause(edition: &Edition<'_>, opened: &Opened, rules: &Rules) -> Option<Result<TextView, String>> {
    let (indicator, place) = (opened.series.indicator, opened.series.place);
    edition.shows(TextKind::Exception).then(|| {
        let written = find(edition, TextKind::Exception, indicator, place);
        let subject = of_series(indicator, place);
        written.ok_or_else(|| missing(edition, TextKind::Exception, &subject, supplier(edition, rules)))
    })
}

fn data_notes(
    edition: &Edition<'_>,
    opened: &Opened,
    rules: &Rules,
) -> Option<Result<Vec<TextView>, String>> {
    let (indicator, place) = (opened.series.indicator, opened.series.place);
    edition.shows(TextKind::DataNote).then(|| {
        let notes: Vec<TextView> = edition
            .texts(TextKind::DataNote)
            .filter(|text| text.subject.indicator == Some(indicator))
            .filter(|text| text.subject.place.is_none_or(|other| other == place))
            .map(TextView::new)
            .collect();
        if notes.is_empty() {
            let subject = of_series(indicator, place);
            Err(missing(edition, TextKind::DataNote, &subject, supplier(edition, rules)))
        } else {
            Ok(notes)
        }
    })
}

fn about(edition: &Edition<'_>, rules: &Rules, assessment: &Assessment<'_>) -> Vec<Fact> {
    let fact = |term: &str, text: Option<String>| Fact {
        term: term.to_owned(),
        text: text.unwrap_or_else(|| "To be supplied".to_owned()),
    };
    vec![
        fact("Bandings", Some(bandings(rules, assessment))),
        fact("Polarity", Some(words::capital(rules.polarity.words()))),
        fact("Period", Some(words::capital(&words::basis(rules, rules.basis())))),
        fact("Definition", rules.definition.clone()),
        fact("Source", source_words(edition, rules)),
        fact("Owner", rules.owner.clone()),
    ]
}
