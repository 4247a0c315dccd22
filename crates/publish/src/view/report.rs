//! A covering report: a person's words, and paragraphs that are generated from figures.

use assess::ToldFigure;
use framework::Performance;

use super::figure::RatingView;
use super::indicator::Fact;
use super::shell::{Shell, shell};
use crate::Audience;
use crate::edition::Edition;
use crate::paths::relative;
use crate::words;

/// A covering report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportPage {
    /// What stands around it.
    pub shell: Shell,
    /// Its title.
    pub title: String,
    /// What stands at its head: from whom, to whom, its subject.
    pub head: Vec<Fact>,
    /// What it says, in a few sentences.
    pub summary: Option<String>,
    /// What its readers are asked to do.
    pub recommendation: Option<String>,
    /// Its numbered parts.
    pub parts: Vec<PartView>,
    /// Background documents.
    pub documents: Vec<String>,
    /// Who answers questions: roles.
    pub contacts: Vec<Fact>,
}

/// A numbered part of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartView {
    /// Its number.
    pub number: usize,
    /// Its heading.
    pub heading: String,
    /// Its own paragraphs, then those that are generated.
    pub paragraphs: Vec<ReportParagraph>,
    /// What its figures are of: scorecard, place and data month.
    pub source: Option<String>,
    /// Said where no figure is told of.
    pub empty: Option<String>,
}

/// A numbered paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportParagraph {
    /// Its number, such as `3.1`.
    pub number: String,
    /// What it says.
    pub text: String,
    /// The figure that it tells of.
    pub told_from: Option<ToldFrom>,
    /// That the figure has changed since a person edited the paragraph.
    pub changed: Option<SentenceChanged>,
}

/// The figure that a paragraph tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldFrom {
    /// The code of its indicator, or the id where it has none.
    pub name: String,
    /// The indicator's page, where this site has one.
    pub href: Option<String>,
    /// Its rating.
    pub rating: Option<RatingView>,
    /// Whether a person has edited the paragraph.
    pub is_edited: bool,
}

/// What was generated when a paragraph was edited, and what is generated now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceChanged {
    /// When it was edited.
    pub then: String,
    /// Now.
    pub now: String,
}

/// The report at a place of [`framework::Framework::reports`].
pub(crate) fn report(edition: &Edition<'_>, number: usize, path: &str) -> ReportPage {
    let declared = &edition.framework.reports[number];
    let facts = |labelled: &[framework::Labelled]| -> Vec<Fact> {
        let fact = |one: &framework::Labelled| Fact { term: one.label.clone(), text: one.text.clone() };
        labelled.iter().map(fact).collect()
    };
    let parts = declared.parts.iter().zip(1..).map(|(part, number)| {
        let mut view = PartView {
            number,
            heading: part.heading.clone(),
            paragraphs: Vec::new(),
            source: None,
            empty: None,
        };
        for text in &part.paragraphs {
            view.add(text.clone(), None, None);
        }
        if let Some(performance) = &part.performance {
            tell(edition, declared, performance, path, &mut view);
        }
        view
    });
    ReportPage {
        shell: shell(edition, path, &declared.title),
        title: declared.title.clone(),
        head: facts(&declared.head),
        summary: declared.summary.clone(),
        recommendation: declared.recommendation.clone(),
        parts: parts.collect(),
        documents: declared.documents.clone(),
        contacts: facts(&declared.contacts),
    }
}

impl PartView {
    fn add(&mut self, text: String, told_from: Option<ToldFrom>, changed: Option<SentenceChanged>) {
        let number = format!("{}.{}", self.number, self.paragraphs.len() + 1);
        self.paragraphs.push(ReportParagraph { number, text, told_from, changed });
    }
}

/// Adds what is generated from the figures of a scorecard.
fn tell(
    edition: &Edition<'_>,
    declared: &framework::Report,
    performance: &Performance,
    path: &str,
    view: &mut PartView,
) {
    let framework = edition.framework;
    let month = assess::month_of(framework, declared, performance.scorecard, edition.data_month);
    let told = assess::tell(framework, declared, performance, month);
    let scorecard = framework.scorecard(performance.scorecard);
    let place = &framework.place(performance.place).name;
    view.source = Some(format!("{}, {place}, data to {}.", scorecard.title, words::day(month.last_day())));
    if performance.indicators.is_empty() {
        view.empty = Some("The scorecard has no indicator for this place.".to_owned());
        return;
    }
    view.add(told.count, None, None);
    for figure in &told.paragraphs {
        let indicator = framework.indicator(figure.assessment.series.indicator);
        let to = edition.paths.indicator(figure.assessment.series.indicator);
        let told_from = ToldFrom {
            name: indicator.printed_code().unwrap_or(&indicator.id).to_owned(),
            href: to.filter(|_| performance.scorecard == edition.id).map(|to| relative(path, to)),
            rating: figure.assessment.rating.as_ref().map(RatingView::new),
            is_edited: figure.edit.is_some(),
        };
        view.add(text_of(figure), Some(told_from), changed(edition, figure));
    }
    if told.paragraphs.is_empty() {
        view.empty = Some("No figure has one of the ratings that this part tells of.".to_owned());
    }
}

/// What a paragraph says: a person's words, or what is generated.
fn text_of(figure: &ToldFigure<'_>) -> String {
    figure.edit.map_or_else(|| words::with_minus(&figure.generated), |edit| edit.text.clone())
}

/// That a sentence was edited before its figure changed, for those who edit it: what was generated then had the figure as
/// nobody else may have seen it.
fn changed(edition: &Edition<'_>, figure: &ToldFigure<'_>) -> Option<SentenceChanged> {
    let edit = figure.edit.filter(|_| figure.is_outdated() && edition.audience == Audience::Internal)?;
    Some(SentenceChanged {
        then: words::with_minus(&edit.generated),
        now: words::with_minus(&figure.generated),
    })
}
