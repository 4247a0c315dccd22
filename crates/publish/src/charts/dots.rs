//! Places beside each other.

use figures::Number;

use super::Width;
use super::scale::{Scale, ticks};
use super::sparkline::small;
use super::svg::Svg;
use crate::view::Shade;
use crate::words;

/// Places from best to worst, each a shape on one line, with the target and the comparators across all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DotPlot {
    /// Unique on the page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What is seen, in sentences.
    pub description: String,
    /// The places, in the order in which they are drawn.
    pub rows: Vec<DotRow>,
    /// Lines across all rows.
    pub marks: Vec<Mark>,
}

/// A place in a dot plot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DotRow {
    /// Its name.
    pub label: String,
    /// Its value.
    pub value: Number,
    /// The value as printed.
    pub printed: String,
    /// The colour and shape of its rating.
    pub shade: Option<Shade>,
    /// Its own target, where places have different ones.
    pub target: Option<Number>,
    /// Whether it is the whole that the others are compared with.
    pub strong: bool,
}

/// A line across all places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What it is, with its value.
    pub label: String,
    /// Where it lies.
    pub value: Number,
    /// Whether it is the target; else a comparator.
    pub is_target: bool,
}

/// The frame of a chart with a row for each place.
pub(super) struct Frame {
    pub width: f64,
    pub left: f64,
    pub right: f64,
    pub row: f64,
    /// Whether names stand above their line instead of before it.
    stacked: bool,
}

impl Frame {
    pub(super) fn new(width: Width) -> Self {
        match width {
            Width::Wide => Self { width: 960.0, left: 330.0, right: 76.0, row: 26.0, stacked: false },
            Width::Narrow => Self { width: 344.0, left: 12.0, right: 56.0, row: 42.0, stacked: true },
        }
    }

    /// Draws the name of a row that begins at a height; says where the middle of its line lies.
    pub(super) fn draw_name(&self, svg: &mut Svg, top: f64, label: &str, strong: bool) -> f64 {
        let name = if strong { "name strong" } else { "name" };
        if self.stacked {
            let middle = top + self.row - 10.0;
            svg.text(name, (0.0, middle - 14.0), label);
            return middle;
        }
        let middle = top + self.row / 2.0;
        svg.text(&format!("{name} end"), (self.left - 16.0, middle + 4.0), label);
        middle
    }
}

/// How high the label of a mark is.
const LABEL: f64 = 18.0;

impl DotPlot {
    /// Whether places have targets of their own.
    #[must_use]
    pub fn has_own_targets(&self) -> bool {
        self.rows.iter().any(|row| row.target.is_some())
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
        let frame = Frame::new(width);
        let top = 8.0 + LABEL * small(self.marks.len());
        let bottom = top + frame.row * small(self.rows.len());
        let size = (width, frame.width, bottom + 28.0);
        let mut svg = Svg::described("dots", &self.id, size, &self.title, &self.description);
        let mut values: Vec<&Number> = self.marks.iter().map(|mark| &mark.value).collect();
        for row in &self.rows {
            values.push(&row.value);
            values.extend(&row.target);
        }
        let (lines, decimals) = ticks(&values);
        let scale = Scale::over(&lines, frame.left, frame.width - frame.right);
        for line in &lines {
            let x = scale.at(line);
            svg.line("grid", (x, top), (x, bottom));
            svg.text("axis middle", (x, bottom + 18.0), &words::number(line, decimals));
        }
        self.draw_marks(&mut svg, &frame, &scale, bottom);
        for (position, row) in self.rows.iter().enumerate() {
            draw_row(&mut svg, &frame, &scale, row, top + frame.row * small(position));
        }
        svg.finish()
    }

    /// The lines across all places. A label stands on the side that has more room, and the lines that it would cross
    /// begin below it.
    fn draw_marks(&self, svg: &mut Svg, frame: &Frame, scale: &Scale, bottom: f64) {
        let on_the_right = |mark: &Mark| scale.at(&mark.value) > frame.width / 2.0;
        let (mut right, mut left): (Vec<&Mark>, Vec<&Mark>) =
            self.marks.iter().partition(|mark| on_the_right(mark));
        right.sort_by(|one, other| other.value.cmp(&one.value));
        left.sort_by(|one, other| one.value.cmp(&other.value));
        let ends = right.len();
        for (position, mark) in right.into_iter().chain(left).enumerate() {
            let (x, y) = (scale.at(&mark.value), 4.0 + LABEL * small(position + 1));
            svg.line(if mark.is_target { "target" } else { "comparator" }, (x, y - 12.0), (x, bottom));
            if position < ends {
                svg.text("label end", (x - 6.0, y - 2.0), &mark.label);
            } else {
                svg.text("label", (x + 6.0, y - 2.0), &mark.label);
            }
        }
    }
}

fn draw_row(svg: &mut Svg, frame: &Frame, scale: &Scale, row: &DotRow, top: f64) {
    let middle = frame.draw_name(svg, top, &row.label, row.strong);
    svg.line("track", (frame.left, middle), (frame.width - frame.right, middle));
    if let Some(target) = &row.target {
        let x = scale.at(target);
        svg.line("target", (x, middle - 8.0), (x, middle + 8.0));
    }
    let at = (scale.at(&row.value), middle);
    match row.shade {
        Some(shade) => svg.shape(shade, at, if row.strong { 14.0 } else { 11.0 }),
        None => svg.dot("last", at, if row.strong { 5.5 } else { 4.0 }),
    }
    let value = if row.strong { "number strong" } else { "number" };
    svg.text(value, (frame.width - frame.right + 16.0, middle + 4.0), &row.printed);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(label: &str, value: &str) -> DotRow {
        DotRow {
            label: label.to_owned(),
            value: Number::parse(value).expect("a number"),
            printed: value.to_owned(),
            shade: Some(Shade::Red),
            target: None,
            strong: false,
        }
    }

    fn plot(rows: Vec<DotRow>) -> DotPlot {
        DotPlot {
            id: "dots".to_owned(),
            title: "Places".to_owned(),
            description: "Seen.".to_owned(),
            rows,
            marks: vec![],
        }
    }

    #[test]
    fn places_lie_on_one_scale() {
        let svg = plot(vec![row("North", "0"), row("South", "10")]).wide();
        assert!(svg.contains("translate(324.5"), "{svg}");
        assert!(svg.contains("translate(878.5"), "{svg}");
    }

    #[test]
    fn names_are_escaped() {
        assert!(plot(vec![row("A & <B>", "1")]).narrow().contains("A &amp; &lt;B&gt;"));
    }

    #[test]
    fn no_place_is_an_empty_picture() {
        assert!(!plot(vec![]).wide().contains("<path"));
    }
}
