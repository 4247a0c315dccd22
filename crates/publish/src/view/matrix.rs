//! A measure by group: measures down, groups of pupils across, each cell an indicator.

use framework::{IndicatorId, MatrixShow, PlaceId, SeriesKey};
use periods::Period;

use super::cells::{direction, target};
use super::figure::{DirectionView, RatingView, Shown, TargetView, shown_with_remarks};
use super::marks::{Mark, keys};
use super::table::Latest;
use crate::edition::Edition;
use crate::paths::relative;
use crate::words;

/// A measure by group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// Unique on the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// The smaller heading.
    pub caption: Option<String>,
    /// The period of all its cells, where they share one.
    pub period: Option<String>,
    /// The headings of its columns.
    pub groups: Vec<String>,
    /// Its rows.
    pub rows: Vec<MatrixRow>,
    /// Printed under it.
    pub notes: Vec<String>,
    /// The letters beside its figures, and what they mean.
    pub marks: Vec<(char, String)>,
}

impl Matrix {
    /// The cells of a row, each with the heading of its column.
    pub fn pairs<'s>(&'s self, row: &'s MatrixRow) -> impl Iterator<Item = (&'s String, &'s MatrixCell)> {
        self.groups.iter().zip(&row.cells)
    }
}

/// A row of a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixRow {
    /// What is measured.
    pub title: String,
    /// One for each group.
    pub cells: Vec<MatrixCell>,
}

/// A cell of a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MatrixCell {
    /// Nothing is measured here, and why, in words.
    Absent(String),
    /// A figure.
    Figure(Box<MatrixFigure>),
}

impl MatrixCell {
    fn shown(&self) -> Option<&Shown> {
        match self {
            Self::Absent(_) => None,
            Self::Figure(figure) => Some(&figure.shown),
        }
    }
}

/// A figure in a matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixFigure {
    /// Its indicator's title.
    pub title: String,
    /// Its indicator's page.
    pub href: String,
    /// The value.
    pub shown: Shown,
    /// The value with its unit where that is short, the value alone where it isn't.
    pub text: Option<String>,
    /// The unit, where the text lacks it.
    pub unit: Option<String>,
    /// Its period, where the cells of the matrix don't share one.
    pub period: Option<String>,
    /// What makes it less than settled.
    pub remarks: Vec<String>,
    /// The rating with its reason, or why there is none; nothing where the matrix doesn't show ratings.
    pub rating: Option<Result<(RatingView, String), String>>,
    /// The direction of travel; nothing where there is none to show.
    pub direction: Option<DirectionView>,
    /// The target; nothing where there is none to show.
    pub target: Option<TargetView>,
}

impl MatrixFigure {
    /// The marks beside its value.
    #[must_use]
    pub fn marks(&self) -> &[Mark] {
        self.shown.marks()
    }
}

/// How many characters a value with its unit may have in a cell.
const MOST_CHARACTERS: usize = 8;

pub(super) fn matrix<'a>(
    edition: &Edition<'a>,
    declared: &framework::Matrix,
    place: PlaceId,
    path: &str,
    latest: &mut Vec<Latest<'a>>,
) -> Matrix {
    let period_of =
        |indicator: IndicatorId| declared.latest.unwrap_or_else(|| edition.latest_period(indicator));
    let mut periods: Vec<Period> = declared.indicators().map(period_of).collect();
    periods.dedup();
    let shared = match periods[..] {
        [only] => Some(only),
        _ => None,
    };
    let rows = declared.rows.iter().map(|row| MatrixRow {
        title: row.title.clone(),
        cells: row
            .indicators
            .iter()
            .map(|cell| match cell {
                None => MatrixCell::Absent("Not measured".to_owned()),
                Some(indicator) if !edition.framework.applies(*indicator, place) => {
                    MatrixCell::Absent("Not applicable at this place".to_owned())
                }
                Some(indicator) => {
                    let drawing = Drawing { edition, declared, path, shared };
                    let series = SeriesKey::own(*indicator, place);
                    MatrixCell::Figure(Box::new(drawing.figure(series, period_of(*indicator), latest)))
                }
            })
            .collect(),
    });
    let rows: Vec<MatrixRow> = rows.collect();
    Matrix {
        id: declared.id.clone(),
        title: declared.title.clone(),
        caption: declared.caption.clone(),
        marks: keys(rows.iter().flat_map(|row| &row.cells).filter_map(MatrixCell::shown)),
        rows,
        period: shared.map(Period::words),
        groups: declared.groups.clone(),
        notes: declared.notes.clone(),
    }
}

struct Drawing<'e, 'a> {
    edition: &'e Edition<'a>,
    declared: &'e framework::Matrix,
    path: &'e str,
    shared: Option<Period>,
}

impl<'a> Drawing<'_, 'a> {
    fn figure(&self, series: SeriesKey, due: Period, latest: &mut Vec<Latest<'a>>) -> MatrixFigure {
        let edition = self.edition;
        let assessment = edition.newest(series, due);
        let period = assessment.period;
        let carried = period != due;
        let rules = edition.rules(series, &period);
        let to = edition.paths.indicator(series.indicator);
        let href = to.map(|to| relative(self.path, to)).unwrap_or_default();
        let (shown, remarks) = shown_with_remarks(edition, &assessment);
        let (text, unit) = match &shown {
            Shown::Absent(_) | Shown::Withheld(_) => (None, None),
            Shown::Value(printed) if printed.with_unit.chars().count() <= MOST_CHARACTERS => {
                (Some(printed.with_unit.clone()), None)
            }
            Shown::Value(printed) => (Some(printed.text.clone()), words::unit(rules.unit)),
        };
        let shows = |show| self.declared.shows.contains(&show);
        let rating = shows(MatrixShow::Rating).then(|| {
            let reason = words::with_minus(&assessment.reason);
            match &assessment.rating {
                Some(rating) => Ok((RatingView::new(rating), reason)),
                None => Err(reason),
            }
        });
        let direction = shows(MatrixShow::Direction).then(|| direction(rules, &assessment, 0).ok()).flatten();
        let target = shows(MatrixShow::Target).then(|| target(edition, rules, &assessment).ok()).flatten();
        latest.push(Latest { assessment, href: href.clone(), team: None, carried });
        MatrixFigure {
            title: rules.title.clone(),
            href,
            shown,
            text,
            unit,
            period: (self.shared.is_none() || carried).then(|| period.words()),
            remarks,
            rating,
            direction,
            target,
        }
    }
}
