//! The few SVG elements that charts are made of.

use std::fmt::Write as _;

use super::Width;
use crate::view::Shade;

/// A picture being written. Writing to a string cannot fail, so results are dropped.
pub(crate) struct Svg {
    body: String,
}

impl Svg {
    /// A picture that says nothing which the text beside it does not say.
    pub(crate) fn decorative(class: &str, width: f64, height: f64) -> Self {
        let (width, height) = (coordinate(width), coordinate(height));
        Self {
            body: format!(
                "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
                 aria-hidden=\"true\" focusable=\"false\">"
            ),
        }
    }

    /// A decorative picture that fills whatever box it is given.
    pub(crate) fn stretched(class: &str, width: f64, height: f64) -> Self {
        let mut svg = Self::decorative(class, width, height);
        svg.body = svg.body.replacen("<svg ", "<svg preserveAspectRatio=\"none\" ", 1);
        svg
    }

    /// A picture with a title and a description for those who do not see it.
    pub(crate) fn described(
        class: &str,
        id: &str,
        size: (Width, f64, f64),
        title: &str,
        description: &str,
    ) -> Self {
        let id = format!("{id}-{}", size.0.class());
        let class = format!("chart {class} {}", size.0.class());
        Self { body: described(&class, &id, (size.1, size.2), title, description) }
    }

    /// A picture with a title and a description that is drawn once, for all widths.
    pub(crate) fn described_once(
        class: &str,
        id: &str,
        (width, height): (f64, f64),
        title: &str,
        description: &str,
    ) -> Self {
        Self { body: described(&format!("chart {class}"), id, (width, height), title, description) }
    }

    /// Strokes that fill whatever is drawn with [`filled`](Self::filled): a pattern of so many units.
    pub(crate) fn pattern(&mut self, id: &str, size: f64, strokes: &str) {
        let size = coordinate(size);
        let _ = write!(
            self.body,
            "<defs><pattern id=\"{id}\" patternUnits=\"userSpaceOnUse\" width=\"{size}\" height=\"{size}\">\
             <path class=\"hatch\" d=\"{strokes}\"/></pattern></defs>"
        );
    }

    /// A rectangle filled with a pattern.
    pub(crate) fn filled(&mut self, pattern: &str, at: (f64, f64), size: (f64, f64)) {
        let _ = write!(
            self.body,
            "<rect fill=\"url(#{pattern})\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            coordinate(at.0),
            coordinate(at.1),
            coordinate(size.0),
            coordinate(size.1)
        );
    }

    pub(crate) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let _ = write!(
            self.body,
            "<path class=\"{class}\" d=\"M{} {}L{} {}\"/>",
            coordinate(from.0),
            coordinate(from.1),
            coordinate(to.0),
            coordinate(to.1)
        );
    }

    /// A line through points; a single point draws nothing.
    pub(crate) fn polyline(&mut self, class: &str, points: &[(f64, f64)]) {
        if points.len() < 2 {
            return;
        }
        let path: Vec<String> =
            points.iter().map(|(x, y)| format!("{} {}", coordinate(*x), coordinate(*y))).collect();
        let _ = write!(self.body, "<path class=\"{class}\" d=\"M{}\"/>", path.join("L"));
    }

    pub(crate) fn dot(&mut self, class: &str, at: (f64, f64), radius: f64) {
        let _ = write!(
            self.body,
            "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>",
            coordinate(at.0),
            coordinate(at.1),
            coordinate(radius)
        );
    }

    pub(crate) fn rectangle(&mut self, class: &str, at: (f64, f64), size: (f64, f64)) {
        let _ = write!(
            self.body,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            coordinate(at.0),
            coordinate(at.1),
            coordinate(size.0),
            coordinate(size.1)
        );
    }

    /// Text; the class may say `middle` or `end` for where it is anchored.
    pub(crate) fn text(&mut self, class: &str, at: (f64, f64), text: &str) {
        let _ = write!(
            self.body,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>",
            coordinate(at.0),
            coordinate(at.1),
            escape(text)
        );
    }

    /// The shape of a rating, its middle at a point.
    pub(crate) fn shape(&mut self, shade: Shade, at: (f64, f64), size: f64) {
        let _ = write!(
            self.body,
            "<path class=\"fill-{}\" transform=\"translate({} {}) scale({})\" d=\"{}\"/>",
            shade.class(),
            coordinate(at.0 - size / 2.0),
            coordinate(at.1 - size / 2.0),
            coordinate(size / 10.0),
            shape(shade)
        );
    }

    pub(crate) fn finish(mut self) -> String {
        self.body.push_str("</svg>");
        self.body
    }
}

fn described(class: &str, id: &str, (width, height): (f64, f64), title: &str, description: &str) -> String {
    let (width, height) = (coordinate(width), coordinate(height));
    format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-description\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-description\">{}</desc>",
        escape(title),
        escape(description)
    )
}

/// The outline of a rating's shape in a square of ten: a triangle for red, a diamond for amber, a circle for green, a
/// square for a band without a colour.
#[must_use]
pub fn shape(shade: Shade) -> &'static str {
    match shade {
        Shade::Red => "M5 .8 9.8 9.2H.2z",
        Shade::Amber => "M5 .2 9.8 5 5 9.8 .2 5z",
        Shade::Green => "M5 .6a4.4 4.4 0 1 1 0 8.8a4.4 4.4 0 1 1 0-8.8z",
        Shade::Plain => "M1 1H9V9H1z",
    }
}

/// A coordinate with one decimal, never `-0.0`.
pub(crate) fn coordinate(value: f64) -> String {
    let written = format!("{value:.1}");
    let short = written.strip_suffix(".0").unwrap_or(&written);
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}
