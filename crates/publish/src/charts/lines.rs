//! Places over time, a line each.

use figures::Number;
use periods::Month;

use super::Width;
use super::plot::{Break, Plot};
use super::scale::Scale;
use super::sparkline::small;
use super::svg::Svg;

/// Places over time, each line with its own dashes and its name at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// Unique on the page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What is seen, in sentences.
    pub description: String,
    /// The last month and the heading of each period, oldest first.
    pub periods: Vec<(Month, (String, String))>,
    /// The lines.
    pub lines: Vec<Line>,
    /// Where figures before and after may not be compared, oldest first.
    pub breaks: Vec<Break>,
}

/// A place's line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The place.
    pub label: String,
    /// One value, or none, for each period.
    pub values: Vec<Option<Number>>,
    /// The last value as printed.
    pub printed: String,
    /// Whether it is the whole that the others are compared with.
    pub strong: bool,
}

/// How much wider strong letters are.
const STRONG: f64 = 1.15;
/// How far apart labels stand at least.
const APART: f64 = 16.0;
/// The room between the end of the plot and a label.
const ASIDE: f64 = 14.0;

impl Lines {
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
        let periods = self.periods.iter().map(|(month, label)| (*month, label)).collect();
        let most = match width {
            Width::Wide => 36,
            Width::Narrow => 17,
        };
        let labels: Vec<String> = self.lines.iter().map(|line| line.end(most)).collect();
        let long = |(label, line): (&String, &Line)| {
            small(label.chars().count()) * width.character() * if line.strong { STRONG } else { 1.0 }
        };
        let beside = ASIDE + labels.iter().zip(&self.lines).map(long).fold(0.0, f64::max);
        let values: Vec<&Number> = self.lines.iter().flat_map(|line| line.values.iter().flatten()).collect();
        let plot = Plot::new(width, periods, &values, beside);
        let size = (width, plot.width, plot.height);
        let mut svg = Svg::described("lines", &self.id, size, &self.title, &self.description);
        let scale = plot.scale();
        plot.draw_axes(&mut svg);
        plot.draw_breaks(&mut svg, &self.breaks);
        // The strong line lies above the others.
        let mut order: Vec<(usize, &Line)> = self.lines.iter().enumerate().collect();
        order.sort_by_key(|(_, line)| line.strong);
        for (position, line) in order {
            self.draw_line(&mut svg, &plot, &scale, position, line);
        }
        self.draw_labels(&mut svg, &plot, &scale, &labels);
        svg.finish()
    }

    fn draw_line(&self, svg: &mut Svg, plot: &Plot<'_>, scale: &Scale, position: usize, line: &Line) {
        let class = if line.strong { "line strong".to_owned() } else { format!("line dash-{position}") };
        for stretch in plot.stretches(scale, line.values.iter().map(Option::as_ref), &self.breaks) {
            svg.polyline(&class, &stretch);
            for at in stretch {
                svg.dot(if line.strong { "last" } else { "mark" }, at, if line.strong { 4.0 } else { 2.5 });
            }
        }
    }

    /// The names at the ends of the lines, pushed apart where they would meet, each tied to its last point.
    fn draw_labels(&self, svg: &mut Svg, plot: &Plot<'_>, scale: &Scale, labels: &[String]) {
        let mut ends: Vec<(f64, f64, usize)> = self
            .lines
            .iter()
            .enumerate()
            .filter_map(|(position, line)| {
                let last = line.values.iter().rposition(Option::is_some)?;
                let value = line.values[last].as_ref()?;
                Some((scale.at(value), plot.across(self.periods.get(last)?.0), position))
            })
            .collect();
        ends.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.2.cmp(&other.2)));
        let heights = apart(&ends.iter().map(|(y, ..)| *y).collect::<Vec<_>>(), plot.base());
        for ((y, x, position), height) in ends.into_iter().zip(heights) {
            svg.line("tie", (x + 6.0, y), (plot.end() + ASIDE - 4.0, height));
            let strong = self.lines[position].strong;
            let class = if strong { "name strong" } else { "name" };
            svg.text(class, (plot.end() + ASIDE, height + 4.0), &labels[position]);
        }
    }
}

impl Line {
    /// The name and the last value, the name cut where it is too long: the table beside has it in full.
    fn end(&self, most: usize) -> String {
        let room = most.saturating_sub(self.printed.chars().count() + 1);
        if self.label.chars().count() <= room {
            return format!("{} {}", self.label, self.printed);
        }
        let cut: String = self.label.chars().take(room.saturating_sub(1)).collect();
        format!("{}… {}", cut.trim_end(), self.printed)
    }
}

/// Heights from above, moved so that no two are too near, and none is below the base.
fn apart(heights: &[f64], base: f64) -> Vec<f64> {
    let mut moved: Vec<f64> = Vec::with_capacity(heights.len());
    for height in heights {
        let least = moved.last().map_or(f64::NEG_INFINITY, |above| above + APART);
        moved.push(height.max(least));
    }
    let mut most = base;
    for height in moved.iter_mut().rev() {
        *height = height.min(most);
        most = *height - APART;
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(all: &[(&str, &[&str])]) -> Lines {
        let first = Month::parse("2021-01").expect("a month");
        let most = all.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
        let month = |position: usize| first.plus(i32::try_from(position).expect("few")).expect("in range");
        let line = |(label, values): &(&str, &[&str])| Line {
            label: (*label).to_owned(),
            values: values.iter().map(|text| Number::parse(text).ok()).collect(),
            printed: values.last().copied().unwrap_or_default().to_owned(),
            strong: *label == "Whole",
        };
        Lines {
            id: "lines".to_owned(),
            title: "A <title>".to_owned(),
            description: "Seen.".to_owned(),
            periods: (0..most).map(|position| (month(position), ("M".to_owned(), "21".to_owned()))).collect(),
            lines: all.iter().map(line).collect(),
            breaks: Vec::new(),
        }
    }

    #[test]
    fn each_line_has_dashes_and_a_name_of_its_own() {
        let svg = lines(&[("Whole", &["9", "8"]), ("North & <East>", &["1", "2"]), ("South", &["2", "1"])]);
        let svg = svg.wide();
        for said in [
            "line strong",
            "line dash-1",
            "line dash-2",
            ">North &amp; &lt;East&gt; 2<",
            ">South 1<",
            ">Whole 8<",
        ] {
            assert!(svg.contains(said), "{said}: {svg}");
        }
    }

    #[test]
    fn names_never_meet_and_never_leave_the_picture() {
        let table: &[(&[f64], &[f64])] = &[
            (&[10.0, 100.0], &[10.0, 100.0]),
            (&[50.0, 50.0, 50.0], &[50.0, 66.0, 82.0]),
            (&[190.0, 195.0, 200.0], &[168.0, 184.0, 200.0]),
            (&[], &[]),
        ];
        for (heights, expected) in table {
            assert_eq!(apart(heights, 200.0), *expected, "{heights:?}");
        }
    }

    #[test]
    fn a_long_name_is_cut_and_its_value_is_not() {
        let svg = lines(&[("Emptyshire-under-the-Very-Long-Hill", &["1", "12.5"])]).narrow();
        assert!(svg.contains(">Emptyshire-… 12.5<"), "{svg}");
    }

    #[test]
    fn a_line_without_values_has_no_name_either() {
        let svg = lines(&[("Whole", &["1", "2"]), ("Gone", &["", ""])]).wide();
        assert!(!svg.contains("Gone"), "{svg}");
    }

    #[test]
    fn a_place_with_one_figure_is_a_point() {
        let svg = lines(&[("Whole", &["1", "2"]), ("New", &["", "3"])]).wide();
        assert!(svg.contains("class=\"mark\"") && !svg.contains("dash-1"), "{svg}");
    }
}
