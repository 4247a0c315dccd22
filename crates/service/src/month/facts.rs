//! What a figure says, for whoever writes about it; and what is pointed out in what they wrote.

use assess::wording::{Subject, point_out, point_out_people};
use assess::{Assessment, DirectionOfTravel, assess, figure_paragraph};
use framework::SeriesKey;
use periods::Period;
use publish::view::RatingView;

use super::{AboutText, EditionKey};
use crate::work::AtWork;

/// A figure, in words.
pub(crate) struct Facts {
    /// The period.
    pub period: String,
    /// The value as printed, or why there is none.
    pub figure: String,
    /// The target as printed.
    pub target: Option<String>,
    pub rating: Option<RatingView>,
    /// Why it is rated as it is.
    pub reason: String,
    /// Which way it moved, a sentence for each rule.
    pub directions: Vec<String>,
    /// What it all says, to begin a text with.
    pub sentence: String,
}

/// What the figure says that a text is about; nothing where it is about no figure.
pub(crate) fn facts(work: &AtWork, edition: EditionKey, about: &AboutText) -> Option<Facts> {
    let assessment = assessed(work, edition, about)?;
    let framework = &work.framework;
    let subject = subject(work, &assessment);
    let comparators: Vec<_> = framework.comparator_ids().collect();
    Some(Facts {
        period: assessment.period.words(),
        figure: subject.printed.unwrap_or_else(|| assessment.reason.clone()),
        target: subject.target.map(|(_, printed)| printed),
        rating: assessment.rating.as_ref().map(RatingView::new),
        reason: assessment.reason.clone(),
        directions: assessment.directions.iter().map(DirectionOfTravel::reason).collect(),
        sentence: figure_paragraph(framework, &assessment, edition.data_month, &comparators),
    })
}

/// What is pointed out in a text: the words, and what to do about them.
pub(crate) fn remarks(
    work: &AtWork,
    edition: EditionKey,
    about: &AboutText,
    text: &str,
) -> Vec<(String, String)> {
    let is_code = |word: &str| work.framework.names_indicator(word);
    let remarks = match assessed(work, edition, about) {
        Some(assessment) => point_out(text, &subject(work, &assessment), is_code),
        None => point_out_people(text, is_code),
    };
    let told = |remark: assess::wording::Remark| {
        (text.get(remark.span).unwrap_or_default().to_owned(), remark.advice)
    };
    remarks.into_iter().map(told).collect()
}

fn subject(work: &AtWork, assessment: &Assessment<'_>) -> Subject {
    let comparators: Vec<_> = work.framework.comparator_ids().collect();
    Subject::of(&work.framework, assessment, &comparators)
}

fn assessed<'a>(work: &'a AtWork, edition: EditionKey, about: &AboutText) -> Option<Assessment<'a>> {
    let (indicator, place) = about.subject.indicator.zip(about.subject.place)?;
    let period = about.period.unwrap_or_else(|| Period::month(edition.data_month));
    let series = SeriesKey::own(indicator, place);
    Some(assess(&work.framework, Some(edition.scorecard), series, period))
}
