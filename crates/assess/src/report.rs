//! What a part of a covering report tells of figures, and where a person's wording no longer fits them.

use framework::{
    Column, Diagnostic, Edit, Framework, Performance, Report, Rule, ScorecardId, SeriesKey, Subject,
};
use periods::{Month, Period};

use crate::assessment::{Assessment, assess};
use crate::sentences::{count_sentence, figure_paragraph};

/// What a part of a report tells of figures.
#[derive(Debug, Clone)]
pub struct Told<'a> {
    /// The month that the data run to.
    pub data_month: Month,
    /// How many figures have which rating, in a sentence: of all indicators of the part, told of or not.
    pub count: String,
    /// The paragraphs, in order.
    pub paragraphs: Vec<ToldFigure<'a>>,
}

/// A paragraph of a report about one figure.
#[derive(Debug, Clone)]
pub struct ToldFigure<'a> {
    /// The figure.
    pub assessment: Assessment<'a>,
    /// What is generated.
    pub generated: String,
    /// A person's wording.
    pub edit: Option<&'a Edit>,
}

impl ToldFigure<'_> {
    /// Whether a person's wording was written for another sentence than is generated now.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.edit.is_some_and(|edit| !reads_alike(&edit.generated, &self.generated))
    }
}

/// What a part of a report tells of figures with data to a month.
#[must_use]
pub fn tell<'a>(
    framework: &'a Framework,
    report: &'a Report,
    part: &Performance,
    data_month: Month,
) -> Told<'a> {
    let scorecard = framework.scorecard(part.scorecard);
    let mut figures = Vec::new();
    for (section, indicator) in &part.indicators {
        let section = scorecard.section(*section);
        let period = section.periods.last(data_month).unwrap_or(Period::month(data_month));
        let series = SeriesKey::own(*indicator, part.place);
        let assessment = assess(framework, Some(part.scorecard), series, period);
        let comparators = section.columns.iter().filter_map(|column| match column {
            Column::Comparator(id) => Some(*id),
            _ => None,
        });
        let comparators: Vec<_> = comparators.collect();
        let generated = figure_paragraph(framework, &assessment, data_month, &comparators);
        let key = (*indicator, part.place, data_month);
        let edit = report.edits.iter().find(|edit| (edit.indicator, edit.place, edit.month) == key);
        figures.push(ToldFigure { assessment, generated, edit });
    }
    let count = count_sentence(figures.iter().map(|figure| figure.assessment.rating.as_ref()));
    if !part.ratings.is_empty() {
        let rank = |figure: &ToldFigure<'_>| {
            let colour = figure.assessment.rating.as_ref()?.colour()?;
            part.ratings.iter().position(|wanted| *wanted == colour)
        };
        figures.retain(|figure| rank(figure).is_some());
        figures.sort_by_key(rank);
    }
    Told { data_month, count, paragraphs: figures }
}

/// The month of a scorecard's data in a report that is drawn for a month of its first scorecard: of the first, that
/// month; of the others, their latest edition, or the latest by then where the first has later ones itself.
#[must_use]
pub fn month_of(framework: &Framework, report: &Report, scorecard: ScorecardId, drawn_for: Month) -> Month {
    if report.is_drawn_with(scorecard) {
        return drawn_for;
    }
    let of = |wanted: ScorecardId| {
        let editions = framework.editions.iter().filter(move |edition| edition.scorecard == wanted);
        editions.map(|edition| edition.data_month)
    };
    let is_latest = report.scorecards.first().is_none_or(|first| of(*first).all(|month| month <= drawn_for));
    of(scorecard).filter(|month| is_latest || *month <= drawn_for).max().unwrap_or(drawn_for)
}

/// Findings where a person's wording was written for another sentence than the figures give now, or for none.
#[must_use]
pub fn outdated_edits(framework: &Framework) -> Vec<Diagnostic> {
    framework.reports.iter().flat_map(|report| outdated_edits_of(framework, report)).collect()
}

fn outdated_edits_of(framework: &Framework, report: &Report) -> Vec<Diagnostic> {
    let outdated = report.edits.iter().filter_map(|edit| {
        let parts = report.performances().filter(|part| part.place == edit.place);
        let told: Vec<ToldFigure<'_>> = parts
            .flat_map(|part| tell(framework, report, part, edit.month).paragraphs)
            .filter(|told| told.edit == Some(edit))
            .collect();
        let title = &framework.indicator(edit.indicator).id;
        let place = &framework.place(edit.place).name;
        let subject = format!("{title} at {place} in {}", edit.month.words());
        let (message, hint) = match told.iter().find(|told| told.is_outdated()) {
            Some(now) => (
                format!("the sentence about {subject} has changed since it was edited"),
                format!(
                    "it now says: {} Read the edited text again, and put this into `generated`",
                    now.generated
                ),
            ),
            None if told.is_empty() => (
                format!("the report has no paragraph about {subject} that could be edited"),
                "no part tells of this indicator at this place, or it tells only of other ratings; take the edit out"
                    .to_owned(),
            ),
            None => return None,
        };
        let finding = Diagnostic::new(Rule::EditedSentenceOutdated, edit.location, message).hint(hint);
        Some(finding.about(Subject {
            indicator: Some(edit.indicator),
            places: vec![edit.place],
            period: Some(Period::month(edit.month)),
            ..Subject::default()
        }))
    });
    outdated.collect()
}

/// Whether two sentences have the same words. A sentence copied from a page has real minus signs, and may be broken
/// into lines.
fn reads_alike(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.replace('\u{2212}', "-");
    let (one, other) = (plain(one), plain(other));
    one.split_whitespace().eq(other.split_whitespace())
}
