//! A row's figures at a glance.

use figures::Number;

use super::scale::Scale;
use super::svg::Svg;

const WIDTH: f64 = 84.0;
const HEIGHT: f64 = 28.0;
/// Room for the last point's dot.
const MARGIN: f64 = 4.0;

/// A row's figures at a glance, with the target dashed and the last point marked. The numbers stand in the table
/// beside it, so it says nothing to those who do not see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sparkline {
    /// The values, oldest first; a gap where there is none.
    pub values: Vec<Option<Number>>,
    /// The target of the latest.
    pub target: Option<Number>,
    /// The positions of values that may not be compared with those before, in order: the line breaks there.
    pub breaks: Vec<usize>,
}

impl Sparkline {
    /// Whether there is anything to draw.
    #[must_use]
    pub fn has_values(&self) -> bool {
        self.values.iter().any(Option::is_some)
    }

    /// The picture.
    #[must_use]
    pub fn svg(&self) -> String {
        let mut svg = Svg::decorative("spark", WIDTH, HEIGHT);
        let shown = self.values.iter().flatten().chain(&self.target);
        let scale = Scale::over(shown, HEIGHT - MARGIN, MARGIN);
        if let Some(target) = &self.target {
            svg.line("target", (0.0, scale.at(target)), (WIDTH, scale.at(target)));
        }
        for at in &self.breaks {
            let between = (self.across(*at) + self.across(at.saturating_sub(1))) / 2.0;
            svg.line("break", (between, 0.0), (between, HEIGHT));
        }
        for run in runs(&self.values, &self.breaks) {
            let points: Vec<(f64, f64)> =
                run.iter().map(|(position, value)| (self.across(*position), scale.at(value))).collect();
            // A figure without neighbours would be no line at all.
            if let [only] = points[..] {
                svg.dot("point", only, 1.2);
            }
            svg.polyline("line", &points);
        }
        if let Some((position, Some(last))) =
            self.values.iter().enumerate().rfind(|(_, value)| value.is_some())
        {
            svg.dot("last", (self.across(position), scale.at(last)), 2.6);
        }
        svg.finish()
    }

    fn across(&self, position: usize) -> f64 {
        let steps = self.values.len().saturating_sub(1);
        let share = if steps == 0 { 1.0 } else { small(position) / small(steps) };
        MARGIN + share * (WIDTH - 2.0 * MARGIN)
    }
}

/// Stretches of values without a gap or a break, each value with its position.
pub(crate) fn runs<'v>(values: &'v [Option<Number>], breaks: &[usize]) -> Vec<Vec<(usize, &'v Number)>> {
    let mut runs: Vec<Vec<(usize, &Number)>> = vec![Vec::new()];
    for (position, value) in values.iter().enumerate() {
        if breaks.contains(&position) {
            runs.push(Vec::new());
        }
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) => run.push((position, value)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// A small count as a coordinate.
pub(crate) fn small(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn_with_breaks(values: &[&str], target: Option<&str>, breaks: Vec<usize>) -> String {
        let number = |text: &&str| Number::parse(text).ok();
        let values = values.iter().map(number).collect();
        Sparkline { values, target: target.as_ref().and_then(number), breaks }.svg()
    }

    fn drawn(values: &[&str], target: Option<&str>) -> String {
        drawn_with_breaks(values, target, Vec::new())
    }

    #[test]
    fn values_share_one_scale_with_the_target() {
        let svg = drawn(&["30", "28", "26"], Some("25"));
        assert!(svg.contains(r#"class="line" d="M4 4L42 12L80 20""#), "{svg}");
        assert!(svg.contains(r#"class="target" d="M0 24L84 24""#), "{svg}");
        assert!(svg.contains(r#"class="last" cx="80" cy="20""#), "{svg}");
    }

    #[test]
    fn one_value_is_a_dot_in_the_middle() {
        let svg = drawn(&["", "", "5"], None);
        assert!(svg.contains(r#"class="last" cx="80" cy="14""#), "{svg}");
        assert!(!svg.contains("class=\"line\""), "{svg}");
    }

    #[test]
    fn equal_values_are_a_level_line() {
        assert!(drawn(&["5", "5"], None).contains(r#"d="M4 14L80 14""#));
    }

    #[test]
    fn a_gap_breaks_the_line() {
        let svg = drawn(&["1", "2", "", "3", "4"], None);
        assert_eq!(svg.matches("class=\"line\"").count(), 2, "{svg}");
    }

    #[test]
    fn a_new_definition_breaks_the_line_and_shows_where() {
        let svg = drawn_with_breaks(&["1", "2", "3", "4"], None, vec![2]);
        assert_eq!(svg.matches("class=\"line\"").count(), 2, "{svg}");
        assert_eq!(svg.matches("class=\"break\"").count(), 1, "{svg}");
        assert!(!drawn(&["1", "2", "3", "4"], None).contains("break"));
    }

    #[test]
    fn negative_values_lie_below_positive_ones() {
        let svg = drawn(&["-2", "2"], None);
        assert!(svg.contains(r#"d="M4 24L80 4""#), "{svg}");
    }

    #[test]
    fn nothing_draws_nothing() {
        let svg = drawn(&["", ""], None);
        assert!(!svg.contains("<path") && !svg.contains("<circle"), "{svg}");
    }
}
