//! Figures over time: where periods lie across, values up, and definitions change.

use figures::Number;
use periods::Month;

use super::Width;
use super::scale::{Scale, ticks};
use super::sparkline::small;
use super::svg::Svg;
use crate::words;

/// A change of definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The first month to which it applies.
    pub from: Month,
    /// A few words.
    pub label: String,
}

/// How far apart the names of periods stand at least.
const APART: f64 = 28.0;

/// The frame of a chart over time.
pub(super) struct Plot<'p> {
    pub width: f64,
    pub height: f64,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    /// How many periods can be named.
    room: usize,
    /// The last month and the heading of each period, oldest first.
    periods: Vec<(Month, &'p (String, String))>,
    /// The lines across, and their numbers.
    lines: Vec<(Number, String)>,
}

impl<'p> Plot<'p> {
    /// A frame for some periods and values, with room on the right for what stands beside the lines' ends.
    pub(super) fn new(
        width: Width,
        periods: Vec<(Month, &'p (String, String))>,
        values: &[&Number],
        beside: f64,
    ) -> Self {
        let (lines, decimals) = ticks(values);
        let lines: Vec<(Number, String)> = lines
            .into_iter()
            .map(|line| {
                let text = words::number(&line, decimals);
                (line, text)
            })
            .collect();
        let longest = lines.iter().map(|(_, text)| text.chars().count()).max().unwrap_or(0);
        let (size, left, (top, bottom), room) = match width {
            Width::Wide => ((960.0, 300.0), 48.0, (24.0, 44.0), 13),
            Width::Narrow => ((344.0, 240.0), 36.0, (28.0, 40.0), 7),
        };
        Self {
            width: size.0,
            height: size.1,
            left: f64::max(left, 12.0 + width.character() * small(longest)),
            right: beside,
            top,
            bottom,
            room,
            periods,
            lines,
        }
    }

    /// Whether there is room for words beside the lines' ends.
    pub(super) fn has_room_beside(&self) -> bool {
        self.right > 100.0
    }

    /// Where the first period can lie.
    pub(super) fn start(&self) -> f64 {
        self.left
    }

    /// Where the last period can lie.
    pub(super) fn end(&self) -> f64 {
        self.width - self.right
    }

    /// Where the lowest value can lie.
    pub(super) fn base(&self) -> f64 {
        self.height - self.bottom
    }

    /// Where a month lies: apart from others as it is in time.
    pub(super) fn across(&self, month: Month) -> f64 {
        let (Some((first, _)), Some((last, _))) = (self.periods.first(), self.periods.last()) else {
            return self.left;
        };
        let inset = 20.0;
        let (from, to) = (self.left + inset, self.end() - inset);
        let span = last.months_since(*first);
        if span == 0 {
            return (from + to) / 2.0;
        }
        from + f64::from(month.months_since(*first)) / f64::from(span) * (to - from)
    }

    /// The scale that the lines across make.
    pub(super) fn scale(&self) -> Scale {
        Scale::over(self.lines.iter().map(|(line, _)| line), self.base(), self.top)
    }

    /// The lines across with their numbers, and the names of the periods.
    pub(super) fn draw_axes(&self, svg: &mut Svg) {
        let scale = self.scale();
        for (line, text) in &self.lines {
            let y = scale.at(line);
            svg.line("grid", (self.left, y), (self.end(), y));
            svg.text("axis end", (self.left - 8.0, y + 4.0), text);
        }
        let fits = |every: &usize| {
            let named = self.periods.len().div_ceil(*every);
            named <= self.room && (self.end() - self.left) / small(named) >= APART
        };
        let every = (1..self.periods.len()).find(fits).unwrap_or(self.periods.len().max(1));
        let last = self.periods.len().saturating_sub(1);
        for (position, (month, label)) in self.periods.iter().enumerate() {
            // Counted from the end, so that the latest is always named.
            if (last - position).is_multiple_of(every) {
                let x = self.across(*month);
                svg.text("axis middle", (x, self.base() + 20.0), &label.0);
                svg.text("axis middle", (x, self.base() + 34.0), &label.1);
            }
        }
    }

    pub(super) fn draw_breaks(&self, svg: &mut Svg, breaks: &[Break]) {
        for change in breaks {
            let before = change.from.plus(-1).unwrap_or(change.from);
            let x = (self.across(before) + self.across(change.from)) / 2.0;
            if x > self.left && x < self.end() {
                svg.line("break", (x, self.top - 4.0), (x, self.base()));
                svg.text("label", (x + 6.0, self.top - 8.0), &change.label);
            }
        }
    }

    /// The stretches of values without a gap or a change of definition, as points. There is one value, or none, for
    /// each period.
    pub(super) fn stretches<'v>(
        &self,
        scale: &Scale,
        values: impl IntoIterator<Item = Option<&'v Number>>,
        breaks: &[Break],
    ) -> Vec<Vec<(f64, f64)>> {
        let mut stretches: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
        let mut before: Option<Month> = None;
        for ((month, _), value) in self.periods.iter().zip(values) {
            let is_break =
                |change: &Break| before.is_some_and(|before| before < change.from) && *month >= change.from;
            if value.is_none() || breaks.iter().any(is_break) {
                stretches.push(Vec::new());
            }
            if let (Some(value), Some(stretch)) = (value, stretches.last_mut()) {
                stretch.push((self.across(*month), scale.at(value)));
            }
            before = Some(*month);
        }
        stretches.retain(|stretch| !stretch.is_empty());
        stretches
    }
}
