//! The charts of an indicator's page: over time, and places beside each other.

use std::cmp::Ordering;
use std::rc::Rc;

use assess::Assessment;
use framework::{PlaceId, Polarity, SeriesKey};
use periods::Period;

use super::cells::comparator_value;
use super::figure::{RatingView, Shown, shown_with_remarks};
use super::indicator::Looking;
use super::marks::breaks_in_words;
use crate::charts::{Break, DotPlot, DotRow, Mark, Trend, TrendPoint};
use crate::edition::Edition;
use crate::words;

impl<'a> Looking<'_, 'a> {
    pub(super) fn trend(&self, periods: &[Period]) -> Trend {
        trend(self.edition, self.series(self.whole), self.now, periods)
    }

    /// The places with a figure, the best first.
    pub(super) fn dots(&self) -> Option<DotPlot> {
        let mut found: Vec<(PlaceId, Rc<Assessment<'a>>)> =
            self.places.iter().map(|place| (*place, self.newest(*place))).collect();
        found.retain(|(_, assessment)| assessment.reading.value().is_some());
        if found.len() < 2 {
            return None;
        }
        let better = |one: &Assessment<'_>, other: &Assessment<'_>| self.better_first(one, other);
        found.sort_by(|(first, one), (second, other)| better(one, other).then(first.cmp(second)));
        let targets: Vec<_> =
            found.iter().map(|(_, one)| one.target.as_ref().map(|applied| &applied.target)).collect();
        let shared =
            targets.first().copied().flatten().filter(|first| targets.iter().all(|one| *one == Some(*first)));
        let mut marks: Vec<Mark> = Vec::new();
        if let Some(target) = shared {
            let decimals = words::edge_decimals(self.rules, target);
            let label = format!("Target {}", words::with_unit(self.rules, target, decimals));
            marks.push(Mark { label, value: target.clone(), is_target: true });
        }
        let comparable = |id: &framework::ComparatorId| self.edition.framework.comparator(*id).comparable;
        for id in self.edition.scorecard.comparators_beside(self.id).into_iter().filter(comparable) {
            let value = comparator_value(self.edition, id, self.series(self.whole));
            let known = value.and_then(|value| Some((value.decimals, value.reading.value()?.number())));
            let Some((decimals, number)) = known else { continue };
            let comparator = self.edition.framework.comparator(id);
            let name = comparator
                .short
                .as_deref()
                .or_else(|| comparator.label.split(" (").next())
                .unwrap_or_default();
            let label = format!("{name} {}", words::with_unit(self.rules, number, decimals));
            marks.push(Mark { label, value: number.clone(), is_target: false });
        }
        let rows: Vec<DotRow> =
            found.iter().filter_map(|(place, one)| self.dot(*place, one, shared.is_none())).collect();
        let seen: Vec<String> = rows.iter().map(|row| format!("{} {}", row.label, row.printed)).collect();
        Some(DotPlot {
            id: "places".to_owned(),
            title: format!("{} by place, {}", self.rules.title, self.now.words()),
            description: format!("{}.", seen.join(", ")),
            rows,
            marks,
        })
    }

    fn dot(&self, place: PlaceId, assessment: &Assessment<'_>, own_target: bool) -> Option<DotRow> {
        let value = assessment.reading.value()?.number().clone();
        let target = assessment.target.as_ref().map(|applied| applied.target.clone());
        Some(DotRow {
            label: self.edition.framework.place(place).name.clone(),
            printed: Shown::reading(self.edition.rules(assessment.series, &self.now), &assessment.reading)
                .in_words()
                .to_owned(),
            value,
            shade: assessment.rating.as_ref().map(|rating| RatingView::new(rating).shade),
            target: target.filter(|_| own_target),
            strong: place == self.whole && self.places.len() > 1,
        })
    }

    fn better_first(&self, one: &Assessment<'_>, other: &Assessment<'_>) -> Ordering {
        let (Some(a), Some(b)) = (one.reading.value(), other.reading.value()) else { return Ordering::Equal };
        let distance = |assessment: &Assessment<'_>, value: &figures::Value| {
            assessment.target.as_ref().map(|applied| (value.number() - &applied.target).abs())
        };
        match self.rules.polarity {
            Polarity::Low => a.number().cmp(b.number()),
            Polarity::High | Polarity::Neutral => b.number().cmp(a.number()),
            Polarity::Target => distance(one, a).cmp(&distance(other, b)),
        }
    }
}

/// A series over some periods, the last of which is now.
pub(super) fn trend(edition: &Edition<'_>, series: SeriesKey, now: Period, periods: &[Period]) -> Trend {
    let place = &edition.framework.place(series.place).name;
    let rules = edition.rules(series, &now);
    let points: Vec<TrendPoint> = periods
        .iter()
        .map(|period| {
            let assessment = edition.assess(series, *period);
            let applied = assessment.target.as_ref();
            let (shown, _) = shown_with_remarks(edition, &assessment);
            TrendPoint {
                label: period.heading(),
                month: period.last_month(),
                value: assessment.reading.value().map(|value| value.number().clone()),
                restated: shown.marks().iter().any(|mark| mark.letter == 'r'),
                printed: shown.in_words().to_owned(),
                target: applied.map(|applied| applied.target.clone()),
                floors: applied
                    .map(|applied| applied.floor.iter().chain(&applied.upper).cloned().collect())
                    .unwrap_or_default(),
            }
        })
        .collect();
    let seen: Vec<String> = periods
        .iter()
        .zip(&points)
        .filter(|(_, point)| point.value.is_some())
        .map(|(period, point)| {
            let restated = if point.restated { " (restated)" } else { "" };
            format!("{} in {}{restated}", point.printed, period.words())
        })
        .collect();
    let mut description =
        if seen.is_empty() { "No figures.".to_owned() } else { format!("{}.", seen.join(", ")) };
    if let Some(breaks) = breaks_in_words(edition, series.indicator, periods) {
        description.push_str(&format!(" {breaks}"));
    }
    let breaks =
        edition.framework.indicator(series.indicator).versions.iter().filter(|version| !version.comparable);
    let newest = edition.assess(series, now);
    Trend {
        id: "trend".to_owned(),
        title: format!("{} over time, {place}", rules.title),
        description,
        points,
        breaks: breaks
            .map(|version| Break { from: version.from, label: "New definition, not comparable".to_owned() })
            .collect(),
        floor_is_inferred: newest
            .target
            .as_ref()
            .is_some_and(|applied| assess::floor_is_inferred(&applied.inferred)),
    }
}
