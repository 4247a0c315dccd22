//! The cells of a row: what they are, and those but for its periods: direction, target, rating, outturn, comparators.

use std::rc::Rc;

use assess::{Assessment, DirectionOfTravel};
use figures::{Number, Reading};
use framework::{BreakdownId, Column, ComparatorId, Cut, Part, Rules, SeriesKey};
use periods::Period;

use super::figure::{
    DirectionView, Printed, RatingView, Shown, Standing, TargetView, no_target, shown_with_remarks,
};
use super::table::as_at;
use crate::charts::Sparkline;
use crate::edition::Edition;
use crate::words;

/// A cell of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// The figure of a period.
    Figure {
        /// The value.
        shown: Shown,
        /// What makes it less than settled.
        remarks: Vec<String>,
        /// Whether it is the latest.
        latest: bool,
        /// The period of a carried figure, short and in words.
        as_at: Option<(String, String)>,
        /// Whether it is of an earlier year, and the days of a part period.
        standing: Standing,
    },
    /// A property of the indicator in words.
    Words(String),
    /// Whether the indicator has a mark, and in words.
    Mark {
        /// Whether it has.
        has: bool,
        /// In words.
        words: String,
    },
    /// The figures at a glance.
    Trend(Sparkline),
    /// The direction of travel, or why there is none.
    Direction(Result<DirectionView, String>),
    /// A target, or why there is none.
    Target(Result<TargetView, String>),
    /// Floors, or why there is none.
    Floors(Result<Vec<TargetView>, String>),
    /// The rating and its reason, or why there is none.
    Rating(Result<(RatingView, String), String>),
    /// A rating that opened an exception report.
    Exception {
        /// The rating.
        rating: RatingView,
        /// Why, in a sentence.
        reason: String,
        /// The report.
        href: String,
    },
    /// An earlier rating, shrunk to its shape, or why there is none.
    EarlierRating(Result<RatingView, String>),
    /// Any other value: a numerator, an outturn, a comparator.
    Value {
        /// The value.
        shown: Shown,
        /// Its period and what makes it less than settled.
        remarks: Vec<String>,
    },
}

impl Cell {
    /// The value of a cell that has one.
    pub(crate) fn shown(&self) -> Option<&Shown> {
        match self {
            Self::Figure { shown, .. } | Self::Value { shown, .. } => Some(shown),
            _ => None,
        }
    }
}

/// One row's cells but for its periods.
pub(crate) struct Line<'e, 'a> {
    pub edition: &'e Edition<'a>,
    pub series: SeriesKey,
    pub rules: &'a Rules,
    pub now: Period,
    pub newest: &'e Assessment<'a>,
    /// The period of the latest figure, where it is an earlier one than the table's.
    pub carried: Option<Period>,
    pub outturn_period: Option<Period>,
}

impl<'e, 'a> Line<'e, 'a> {
    /// The cells beside a row's latest figure; of a carried one, those of its own period.
    pub(crate) fn new(edition: &'e Edition<'a>, due: Period, newest: &'e Assessment<'a>) -> Self {
        let (series, now) = (newest.series, newest.period);
        Self {
            edition,
            series,
            rules: edition.rules(series, &now),
            now,
            newest,
            carried: (now != due).then_some(now),
            outturn_period: assess::outturn_period(edition.framework, series.indicator, series.place, now),
        }
    }

    pub(crate) fn cell(&self, column: &Column) -> Cell {
        match column {
            Column::Periods | Column::Trend | Column::Value => {
                let (shown, mut remarks) = shown_with_remarks(self.edition, self.newest);
                remarks.extend(self.carried.map(as_at));
                Cell::Value { shown, remarks }
            }
            Column::Frequency => Cell::Words(words::frequency(self.rules.frequency).to_owned()),
            Column::Basis => Cell::Words(words::capital(&words::basis(self.rules, self.rules.basis()))),
            Column::Polarity => Cell::Words(words::capital(self.rules.polarity.words())),
            Column::Mark(mark) => {
                let has = self.edition.framework.indicator(self.series.indicator).marks.contains(mark);
                let words = if has { format!("Marked {mark}") } else { format!("Not marked {mark}") };
                Cell::Mark { has, words }
            }
            Column::TargetOf(period) => self.target_of(*period),
            Column::OutturnOf(period) => {
                let figure = self.edition.assess(self.series, *period);
                let (shown, remarks) = shown_with_remarks(self.edition, &figure);
                Cell::Value { shown, remarks }
            }
            Column::AnnualTarget => {
                let (framework, id) = (self.edition.framework, Some(self.edition.id));
                let annual = assess::annual_target(framework, id, self.series, self.now);
                let view = annual.and_then(|(year, target)| TargetView::declared(self.rules, year, target));
                Cell::Target(
                    view.ok_or_else(|| no_target(self.rules, self.now, annual.map(|(_, target)| target))),
                )
            }
            Column::AnnualRating => {
                let (framework, id) = (self.edition.framework, Some(self.edition.id));
                let rated = assess::annual_rating(framework, id, self.series, self.now);
                Cell::Rating(match rated {
                    Ok((rating, reason)) => Ok((RatingView::new(&rating), words::with_minus(&reason))),
                    Err(reason) => Err(words::with_minus(&reason)),
                })
            }
            Column::Numerator => cases(self.newest, figures::Value::numerator),
            Column::Denominator => cases(self.newest, figures::Value::denominator),
            Column::Direction(number) => Cell::Direction(direction(self.rules, self.newest, *number)),
            Column::Previous(number) => self.previous(*number),
            Column::Change(number) => self.change(*number),
            Column::Target => Cell::Target(target(self.edition, self.rules, self.newest)),
            Column::Floor => Cell::Floors(self.floors()),
            Column::Rating => rating(self.newest),
            Column::NextTarget(years) => {
                let framework = self.edition.framework;
                let next = assess::target_of_later_year(framework, self.series, self.now, *years);
                let view = next.and_then(|(period, target)| TargetView::declared(self.rules, period, target));
                let year = assess::later_year(framework, self.series, self.now, *years).unwrap_or(self.now);
                Cell::Target(view.ok_or_else(|| no_target(self.rules, year, next.map(|(_, target)| target))))
            }
            Column::Outturn => match self.outturn() {
                Some(outturn) => {
                    let (shown, remarks) = shown_with_remarks(self.edition, &outturn);
                    Cell::Value { shown, remarks }
                }
                None => Cell::Value { shown: Shown::Absent("Not available".to_owned()), remarks: Vec::new() },
            },
            Column::OutturnTarget => Cell::Target(match self.outturn() {
                Some(outturn) => {
                    target(self.edition, self.edition.rules(self.series, &outturn.period), &outturn)
                }
                None => Err("Not available".to_owned()),
            }),
            Column::OutturnRating => Cell::EarlierRating(match self.outturn() {
                Some(outturn) => {
                    outturn.rating.as_ref().map(RatingView::new).ok_or_else(|| outturn.reason.clone())
                }
                None => Err("Not available".to_owned()),
            }),
            Column::Comparator(id) => self.comparator(*id),
            Column::Of(part, cut) => self.part(*part, cut),
        }
    }

    /// The figure that a direction of travel compares with.
    fn previous(&self, number: u8) -> Cell {
        let travel = self.newest.directions.get(usize::from(number));
        match travel.and_then(|travel| travel.compared_with) {
            Some(then) => {
                let figure = self.edition.assess(self.series, then);
                let (shown, mut remarks) = shown_with_remarks(self.edition, &figure);
                remarks.insert(0, then.words());
                let reported = travel.and_then(|travel| travel.reported.as_ref());
                let restated = reported.filter(|reported| reported.restated);
                let shown = match restated {
                    Some(reported) => {
                        let release = reported.data_month.words();
                        remarks.push(format!("as the release of {release} said; now {}", shown.in_words()));
                        let rules = self.edition.rules(self.series, &then);
                        Shown::reading(rules, &Reading::Present(reported.value.clone()))
                    }
                    None => shown,
                };
                Cell::Value { shown, remarks }
            }
            None => nothing_earlier(travel),
        }
    }

    fn change(&self, number: u8) -> Cell {
        let travel = self.newest.directions.get(usize::from(number));
        match travel.and_then(|travel| travel.change.as_ref()) {
            Some(change) => signed(self.rules, change),
            None => nothing_earlier(travel),
        }
    }

    fn target_of(&self, period: Period) -> Cell {
        let rules = self.edition.rules(self.series, &period);
        let declared = assess::target_in(self.edition.framework, self.series, period);
        let view = declared.and_then(|target| TargetView::declared(rules, period, target));
        Cell::Target(view.ok_or_else(|| no_target(rules, period, declared)))
    }

    /// The share that a breakdown's figure is of the whole, or that was published as such: with its unit, since it may
    /// stand among counts.
    fn share(&self, breakdown: BreakdownId, figure: &Assessment<'_>) -> Option<Cell> {
        let framework = self.edition.framework;
        let indicator = framework.indicator(self.series.indicator);
        let [member] = framework.breakdown(breakdown).members[..] else { return None };
        let is_share = indicator.shares.contains(&framework.members[member.index()].dimension);
        if let (true, Some(part), Some(whole)) =
            (is_share, figure.reading.value(), self.newest.reading.value())
        {
            let share = (part.number() * Number::from(100)).checked_div(whole.number())?;
            let text = format!("{}%", words::number(&share, indicator.share_decimals));
            let count = |number: &Number| words::number(number, self.rules.decimals);
            let cases = format!("{} of {}", count(part.number()), count(whole.number()));
            let shown =
                Shown::Value(Printed { with_unit: text.clone(), text, exact: share, marks: Vec::new() });
            return Some(Cell::Value { shown, remarks: vec![cases] });
        }
        if figure.reading.value().is_some() {
            return None;
        }
        let published = framework
            .indicator_ids()
            .find(|id| framework.indicator(*id).shares_of == Some(self.series.indicator))?;
        let series = SeriesKey { breakdown, ..SeriesKey::own(published, self.series.place) };
        let figure = self.edition.assess(series, self.now);
        let (shown, remarks) = shown_with_remarks(self.edition, &figure);
        let shown = match shown {
            Shown::Value(printed) => Shown::Value(Printed { text: printed.with_unit.clone(), ..printed }),
            absent => absent,
        };
        Some(Cell::Value { shown, remarks })
    }

    /// Whether any place has figures of a breakdown; an indicator need not have any.
    fn is_broken_down(&self, breakdown: BreakdownId) -> bool {
        let mut known = self.edition.framework.figures.keys();
        known.any(|key| key.indicator == self.series.indicator && key.breakdown == breakdown)
    }

    /// A part of the figure on another basis or of a breakdown.
    fn part(&self, part: Part, cut: &Cut) -> Cell {
        let series = match cut {
            Cut::Breakdown(breakdown) => SeriesKey { breakdown: *breakdown, ..self.series },
            Cut::Basis(basis) => match self.rules.basis_index(basis) {
                Some(basis) => SeriesKey { basis, ..self.series },
                None => return absent("Not measured on this basis"),
            },
        };
        let figure = self.edition.assess(series, self.now);
        if let (Part::Value, Cut::Breakdown(breakdown)) = (part, cut)
            && let Some(share) = self.share(*breakdown, &figure)
        {
            return share;
        }
        if let Cut::Breakdown(breakdown) = cut
            && !self.is_broken_down(*breakdown)
        {
            return absent("Not broken down this way");
        }
        match part {
            Part::Value => {
                let (shown, remarks) = shown_with_remarks(self.edition, &figure);
                Cell::Value { shown, remarks }
            }
            Part::Rating => rating(&figure),
            Part::Numerator => cases(&figure, figures::Value::numerator),
            Part::Denominator => cases(&figure, figures::Value::denominator),
            Part::Difference => match (figure.reading.value(), self.newest.reading.value()) {
                (Some(other), Some(own)) => signed(self.rules, &(other.number() - own.number())),
                (None, _) => {
                    absent(figure.reading.absence().map_or("Not available", figures::Absence::words))
                }
                (_, None) => {
                    absent(self.newest.reading.absence().map_or("Not available", figures::Absence::words))
                }
            },
        }
    }

    fn outturn(&self) -> Option<Rc<Assessment<'_>>> {
        Some(self.edition.assess(self.series, self.outturn_period?))
    }

    fn floors(&self) -> Result<Vec<TargetView>, String> {
        let floors = self
            .newest
            .target
            .as_ref()
            .map(|applied| TargetView::floors(self.rules, applied))
            .unwrap_or_default();
        if floors.is_empty() { Err("No floor was published".to_owned()) } else { Ok(floors) }
    }

    fn comparator(&self, id: ComparatorId) -> Cell {
        let Some(value) = comparator_value(self.edition, id, self.series) else {
            return Cell::Value { shown: Shown::Absent("Not available".to_owned()), remarks: Vec::new() };
        };
        let shown = match &value.reading {
            Reading::Present(present) => {
                let number = present.number();
                Shown::value(self.rules, number, value.decimals)
            }
            absent @ Reading::Absent(_) => Shown::reading(self.rules, absent),
        };
        let mut remarks: Vec<String> = value.period.iter().map(|period| period.words()).collect();
        remarks.extend(value.as_at_in_words().map(|as_at| format!("as at {as_at}")));
        if value.provisional {
            remarks.push("provisional".to_owned());
        }
        remarks.extend(value.note.clone());
        Cell::Value { shown, remarks }
    }
}

fn rating(assessment: &Assessment<'_>) -> Cell {
    let reason = words::with_minus(&assessment.reason);
    Cell::Rating(match &assessment.rating {
        Some(rating) => Ok((RatingView::new(rating), reason)),
        None => Err(reason),
    })
}

fn cases(assessment: &Assessment<'_>, part: impl Fn(&figures::Value) -> Option<&Number>) -> Cell {
    let known = assessment.reading.value().and_then(part);
    let shown = match (known, assessment.reading.absence()) {
        (Some(number), _) => Shown::Value(Printed {
            text: words::cases(number),
            with_unit: words::cases(number),
            exact: number.clone(),
            marks: Vec::new(),
        }),
        (None, Some(absence)) => Shown::absent(absence),
        (None, None) => Shown::Absent("Not available".to_owned()),
    };
    Cell::Value { shown, remarks: Vec::new() }
}

/// A change or difference: rounded once, after subtracting.
fn signed(rules: &Rules, number: &Number) -> Cell {
    let text = words::change(number, rules.decimals);
    let with_unit = rules.unit.distance().with_unit(&text);
    Cell::Value {
        shown: Shown::Value(Printed { text, with_unit, exact: number.clone(), marks: Vec::new() }),
        remarks: Vec::new(),
    }
}

fn nothing_earlier(travel: Option<&DirectionOfTravel<'_>>) -> Cell {
    absent(
        &travel.map_or_else(
            || "There is nothing earlier to compare with.".to_owned(),
            DirectionOfTravel::reason,
        ),
    )
}

/// No value, and why.
pub(super) fn absent(reason: &str) -> Cell {
    Cell::Value { shown: Shown::Absent(words::with_minus(reason)), remarks: Vec::new() }
}

pub(crate) fn comparator_value<'a>(
    edition: &Edition<'a>,
    id: ComparatorId,
    series: SeriesKey,
) -> Option<&'a framework::ComparatorValue> {
    assess::comparator(edition.framework, id, series.indicator, series.place, BreakdownId::WHOLE)
}

/// A direction of a figure, by the place of its rule from 0, or why there is none.
pub(crate) fn direction(
    rules: &Rules,
    assessment: &Assessment<'_>,
    number: u8,
) -> Result<DirectionView, String> {
    match (assessment.directions.get(usize::from(number)), assessment.reading.absence()) {
        (Some(travel), _) => {
            DirectionView::new(rules, travel).ok_or_else(|| words::with_minus(&travel.reason()))
        }
        (None, Some(absence)) => Err(absence.words().to_owned()),
        (None, None) => Err("No direction is declared".to_owned()),
    }
}

/// The target of a figure, or why there is none.
pub(crate) fn target(
    edition: &Edition<'_>,
    rules: &Rules,
    assessment: &Assessment<'_>,
) -> Result<TargetView, String> {
    if let Some(applied) = &assessment.target {
        return Ok(TargetView::applied(rules, applied));
    }
    let declared =
        assess::target_for(edition.framework, Some(edition.id), assessment.series, assessment.period);
    Err(no_target(rules, assessment.period, declared.map(|(_, target)| target)))
}
