//! A tile's figures over a few periods.

use figures::Number;

use super::scale::Scale;
use super::sparkline::{runs, small};
use super::svg::Svg;

const WIDTH: f64 = 280.0;
const HEIGHT: f64 = 64.0;
/// Where the highest and the lowest value lie.
const TOP: f64 = 8.0;
const BOTTOM: f64 = 40.0;
/// How wide a character of a label is at most.
const CHARACTER: f64 = 7.5;

/// A tile's figures over a few periods, the first and the last value labelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileLine {
    /// Unique on the page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What is seen, in a sentence.
    pub description: String,
    /// The short name of each period, its value if there is one, and that as printed.
    pub points: Vec<(String, Option<Number>, String)>,
    /// The periods with which something else began to be counted, by their position.
    pub breaks: Vec<usize>,
}

impl TileLine {
    /// The picture.
    #[must_use]
    pub fn svg(&self) -> String {
        let mut svg =
            Svg::described_once("tile-line", &self.id, (WIDTH, HEIGHT), &self.title, &self.description);
        let first = self.points.iter().position(|(_, value, _)| value.is_some());
        let last = self.points.iter().rposition(|(_, value, _)| value.is_some());
        let (Some(first), Some(last)) = (first, last) else { return svg.finish() };
        let room = |position: usize| 12.0 + CHARACTER * small(self.points[position].2.chars().count());
        let (from, to) = (room(first), WIDTH - room(last));
        let steps = small((last - first).max(1));
        let across = |position: usize| from + (to - from) * small(position - first) / steps;
        let scale = Scale::over(self.points.iter().filter_map(|(_, value, _)| value.as_ref()), BOTTOM, TOP);
        let values: Vec<Option<Number>> = self.points.iter().map(|(_, value, _)| value.clone()).collect();
        for run in runs(&values, &self.breaks) {
            let points: Vec<(f64, f64)> =
                run.into_iter().map(|(position, value)| (across(position), scale.at(value))).collect();
            svg.polyline("line", &points);
            for at in points {
                svg.dot("point", at, 2.0);
            }
        }
        let ends = [(first, "end", -8.0, "middle"), (last, "value", 9.0, "middle")];
        for (position, class, aside, under) in ends {
            let (label, value, printed) = &self.points[position];
            let Some(value) = value else { continue };
            let at = (across(position), scale.at(value));
            if position == last {
                svg.dot("last", at, 3.5);
            }
            svg.text(class, (at.0 + aside, at.1 + 4.0), printed);
            svg.text(&format!("axis {under}"), (at.0, HEIGHT - 4.0), label);
        }
        svg.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(values: &[&str], breaks: Vec<usize>) -> String {
        let points = values
            .iter()
            .enumerate()
            .map(|(position, text)| (format!("P{position}"), Number::parse(text).ok(), (*text).to_owned()));
        let (title, description) = ("A <title>".to_owned(), "Seen.".to_owned());
        TileLine { id: "line".to_owned(), title, description, points: points.collect(), breaks }.svg()
    }

    #[test]
    fn the_first_and_the_last_value_are_labelled_and_no_other() {
        let svg = drawn(&["264", "259", "260"], vec![]);
        for said in [">264</text>", ">260</text>", ">P0</text>", ">P2</text>", "A &lt;title&gt;"] {
            assert!(svg.contains(said), "{said}: {svg}");
        }
        assert!(!svg.contains(">259<"), "{svg}");
    }

    #[test]
    fn gaps_at_the_ends_are_left_out_and_those_between_break_the_line() {
        let svg = drawn(&["", "1", "2", "", "3", "4", ""], vec![]);
        assert_eq!(svg.matches("class=\"line\"").count(), 2, "{svg}");
        assert!(svg.contains(">P1</text>") && svg.contains(">P5</text>"), "{svg}");
    }

    #[test]
    fn a_change_of_definition_breaks_the_line() {
        let svg = drawn(&["1", "2", "3", "4"], vec![2]);
        assert_eq!(svg.matches("class=\"line\"").count(), 2, "{svg}");
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        assert!(!drawn(&["", ""], vec![]).contains("<circle"));
    }
}
