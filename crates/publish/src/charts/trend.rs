//! Figures over time with target and floor.

use figures::Number;
use periods::Month;

use super::Width;
use super::plot::{Break, Plot};
use super::scale::Scale;
use super::sparkline::small;
use super::svg::Svg;
use crate::words;

/// Figures over time with target, floor, and changes of definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trend {
    /// Unique on the page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What is seen, in sentences.
    pub description: String,
    /// The points, oldest first.
    pub points: Vec<TrendPoint>,
    /// Where figures before and after may not be compared, oldest first.
    pub breaks: Vec<Break>,
    /// Whether nobody published the floor.
    pub floor_is_inferred: bool,
}

/// A point in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendPoint {
    /// The heading of its period, in two lines.
    pub label: (String, String),
    /// The last month of its period.
    pub month: Month,
    /// The value, if there is one.
    pub value: Option<Number>,
    /// The value as printed with its unit.
    pub printed: String,
    /// The target that it is rated against.
    pub target: Option<Number>,
    /// The floor, and for polarity `target` the upper one.
    pub floors: Vec<Number>,
    /// Whether the last release said something else.
    pub restated: bool,
}

impl Trend {
    /// Whether there is anything to draw.
    #[must_use]
    pub fn has_values(&self) -> bool {
        self.points.iter().any(|point| point.value.is_some())
    }

    /// Whether any point has a target.
    #[must_use]
    pub fn has_target(&self) -> bool {
        self.points.iter().any(|point| point.target.is_some())
    }

    /// Whether any point has a floor.
    #[must_use]
    pub fn has_floor(&self) -> bool {
        self.points.iter().any(|point| !point.floors.is_empty())
    }

    /// Whether the last release said something else of any point.
    #[must_use]
    pub fn has_restated(&self) -> bool {
        self.points.iter().any(|point| point.restated)
    }

    /// The picture for desks and paper.
    #[must_use]
    pub fn wide(&self) -> String {
        self.svg(Width::Wide)
    }

    /// The picture for phones.
    #[must_use]
    pub fn narrow(&self) -> String {
        self.svg(Width::Narrow)
    }

    fn svg(&self, width: Width) -> String {
        let periods = self.points.iter().map(|point| (point.month, &point.label)).collect();
        let mut values: Vec<&Number> = Vec::new();
        for point in &self.points {
            values.extend(point.value.iter().chain(&point.target).chain(&point.floors));
        }
        let beside = match width {
            Width::Wide => 150.0,
            Width::Narrow => 12.0,
        };
        let plot = Plot::new(width, periods, &values, beside);
        let size = (width, plot.width, plot.height);
        let mut svg = Svg::described("trend", &self.id, size, &self.title, &self.description);
        let scale = plot.scale();
        plot.draw_axes(&mut svg);
        plot.draw_breaks(&mut svg, &self.breaks);
        let floors = self.points.iter().map(|point| point.floors.len()).max().unwrap_or(0);
        for position in 0..floors {
            let floor = |point: &TrendPoint| point.floors.get(position).cloned();
            let name = if self.floor_is_inferred { "Inferred floor" } else { "Floor" };
            self.draw_steps(&mut svg, &plot, &scale, ("floor", name), floor);
        }
        self.draw_steps(&mut svg, &plot, &scale, ("target", "Target"), |point| point.target.clone());
        self.draw_line(&mut svg, &plot, &scale);
        svg.finish()
    }

    /// A target or floor: level while it stands, a step where it changes, named at its end where there is room.
    fn draw_steps(
        &self,
        svg: &mut Svg,
        plot: &Plot<'_>,
        scale: &Scale,
        (class, name): (&str, &str),
        of: impl Fn(&TrendPoint) -> Option<Number>,
    ) {
        let half = |one: f64, other: f64| (one + other) / 2.0;
        let mut steps: Vec<(f64, f64, Number)> = Vec::new();
        for (position, point) in self.points.iter().enumerate() {
            let Some(value) = of(point) else { continue };
            let x = plot.across(point.month);
            let neighbour = |index: Option<usize>| index.and_then(|index| self.points.get(index));
            let from = neighbour(position.checked_sub(1))
                .map_or(plot.start(), |before| half(plot.across(before.month), x));
            let to =
                neighbour(Some(position + 1)).map_or(plot.end(), |after| half(plot.across(after.month), x));
            match steps.last_mut() {
                Some(step) if step.2 == value && (step.1 - from).abs() < 0.05 => step.1 = to,
                _ => steps.push((from, to, value)),
            }
        }
        for (from, to, value) in &steps {
            let y = scale.at(value);
            svg.line(class, (*from, y), (*to, y));
        }
        if let Some((_, _, value)) = steps.last().filter(|_| plot.has_room_beside()) {
            let label = format!("{name} {}", words::cases(value));
            svg.text("label", (plot.end() + 8.0, scale.at(value) + 4.0), &label);
        }
    }

    fn draw_line(&self, svg: &mut Svg, plot: &Plot<'_>, scale: &Scale) {
        let values = self.points.iter().map(|point| point.value.as_ref());
        for stretch in plot.stretches(scale, values, &self.breaks) {
            svg.polyline("line", &stretch);
        }
        let last = self.points.iter().rposition(|point| point.value.is_some());
        for (position, point) in self.points.iter().enumerate() {
            let Some(value) = &point.value else { continue };
            let at = (plot.across(point.month), scale.at(value));
            if Some(position) == last {
                svg.dot("last", at, 4.5);
                let near_edge = plot.end() - at.0 < 40.0 && small(self.points.len()) > 1.0;
                let (class, x) = if near_edge { ("value end", at.0 + 10.0) } else { ("value middle", at.0) };
                svg.text(class, (x, at.1 - 12.0), &point.printed);
            } else {
                svg.dot("point", at, 2.5);
            }
            if point.restated {
                svg.text("sign middle", (at.0, at.1 + 16.0), "r");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trend(values: &[&str]) -> Trend {
        let first = Month::parse("2021-01").expect("a month");
        let points = values.iter().enumerate().map(|(position, text)| TrendPoint {
            label: (position.to_string(), "21".to_owned()),
            month: first.plus(i32::try_from(position).expect("few")).expect("in range"),
            value: Number::parse(text).ok(),
            printed: (*text).to_owned(),
            target: Some(Number::from(10)),
            floors: Vec::new(),
            restated: false,
        });
        Trend {
            id: "trend".to_owned(),
            title: "A <title>".to_owned(),
            description: "Seen.".to_owned(),
            points: points.collect(),
            breaks: Vec::new(),
            floor_is_inferred: true,
        }
    }

    #[test]
    fn it_names_itself_for_those_who_do_not_see_it() {
        let svg = trend(&["1", "2"]).wide();
        assert!(svg.contains(r#"role="img" aria-labelledby="trend-wide-title""#), "{svg}");
        assert!(svg.contains("A &lt;title&gt;"), "{svg}");
    }

    #[test]
    fn one_point_is_drawn_in_the_middle_without_a_line() {
        let svg = trend(&["5"]).wide();
        assert!(svg.contains(r#"class="last" cx="429""#), "{svg}");
        assert!(!svg.contains("class=\"line\""), "{svg}");
    }

    #[test]
    fn a_steady_target_is_one_line_and_is_named() {
        let svg = trend(&["5", "6", "7"]).wide();
        assert_eq!(svg.matches("class=\"target\"").count(), 1, "{svg}");
        assert!(svg.contains(">Target 10</text>"), "{svg}");
    }

    #[test]
    fn a_break_of_definition_breaks_the_line() {
        let mut trend = trend(&["5", "6", "7", "8"]);
        let from = Month::parse("2021-03").expect("a month");
        trend.breaks.push(Break { from, label: "New definition".to_owned() });
        let svg = trend.narrow();
        assert_eq!(svg.matches("class=\"line\"").count(), 2, "{svg}");
        assert!(svg.contains("New definition"), "{svg}");
    }

    #[test]
    fn a_restated_figure_has_its_letter() {
        let mut trend = trend(&["5", "6", "7"]);
        assert!(!trend.wide().contains(">r</text>"));
        trend.points[1].restated = true;
        assert_eq!(trend.wide().matches(">r</text>").count(), 1);
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        assert!(!trend(&[]).wide().contains("<path"));
    }
}
