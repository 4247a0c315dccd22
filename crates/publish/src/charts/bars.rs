//! Places beside each other, a bar each.

use figures::Number;

use super::Width;
use super::dots::Frame;
use super::scale::{Scale, ticks};
use super::sparkline::small;
use super::svg::Svg;
use crate::words;

/// Places beside each other, each a bar of one or more parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bars {
    /// Unique on the page.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What is seen, in sentences.
    pub description: String,
    /// The names of the parts; none where bars are whole.
    pub parts: Vec<String>,
    /// The places, in the order in which they are drawn.
    pub rows: Vec<BarRow>,
}

/// A place's bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarRow {
    /// The place.
    pub label: String,
    /// Where each part ends, from nought; nothing for a part without a figure.
    pub ends: Vec<Option<Number>>,
    /// What stands at the end of the bar: the value, or why there is none.
    pub printed: String,
    /// Whether it is the whole that the others are compared with.
    pub strong: bool,
}

/// How high a bar and a line of the key are.
const BAR: f64 = 12.0;
const KEY: f64 = 20.0;

/// The strokes of hatched parts: every second part is hatched, so that no two beside each other differ in shade alone.
const HATCHES: [&str; 3] =
    ["M-1 1L1 -1M0 6L6 0M5 7L7 5", "M0 3H6", "M-1 1L1 -1M0 6L6 0M5 7L7 5M-1 5L1 7M0 0L6 6M5 -1L7 1"];

impl Bars {
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
        let mut frame = Frame::new(width);
        let printed = self.rows.iter().map(|row| row.printed.chars().count()).max().unwrap_or(0);
        frame.right = frame.right.max(20.0 + width.character() * small(printed));
        let key = self.key(width, &frame);
        let top = 8.0 + key.last().map_or(0.0, |(_, y)| y + KEY);
        let bottom = top + frame.row * small(self.rows.len());
        let size = (width, frame.width, bottom + 28.0);
        let mut svg = Svg::described("bars", &self.id, size, &self.title, &self.description);
        let pattern = |part: usize| format!("{}-{}-{part}", self.id, frame.width);
        for part in (1..self.parts.len()).step_by(2) {
            svg.pattern(&pattern(part), 6.0, HATCHES[(part / 2) % HATCHES.len()]);
        }
        for (part, ((x, y), name)) in key.iter().zip(&self.parts).enumerate() {
            draw_part(&mut svg, part, &pattern(part), (*x, y + 4.0), (20.0, BAR));
            svg.text("name", (x + 28.0, y + 14.0), &cut(name, width, &frame));
        }
        let nought = Number::zero();
        let mut values = vec![&nought];
        values.extend(self.rows.iter().flat_map(|row| row.ends.iter().flatten()));
        let (lines, decimals) = ticks(&values);
        let scale = Scale::over(&lines, frame.left, frame.width - frame.right);
        for line in &lines {
            let x = scale.at(line);
            svg.line("grid", (x, top), (x, bottom));
            svg.text("axis middle", (x, bottom + 18.0), &words::number(line, decimals));
        }
        for (position, row) in self.rows.iter().enumerate() {
            let y = top + frame.row * small(position);
            let middle = frame.draw_name(&mut svg, y, &row.label, row.strong);
            let (mut from, mut furthest) = (scale.at(&nought), scale.at(&nought));
            for (part, end) in row.ends.iter().enumerate() {
                let Some(end) = end else { continue };
                let to = scale.at(end);
                let (left, right) = (from.min(to), from.max(to));
                draw_part(&mut svg, part, &pattern(part), (left, middle - BAR / 2.0), (right - left, BAR));
                from = to;
                furthest = furthest.max(to);
            }
            let class = if row.strong { "number strong" } else { "number" };
            svg.text(class, (furthest + 8.0, middle + 4.0), &row.printed);
        }
        svg.finish()
    }

    /// Where the parts of the key stand: beside each other while there is room.
    fn key(&self, width: Width, frame: &Frame) -> Vec<(f64, f64)> {
        let mut places = Vec::with_capacity(self.parts.len());
        let (mut x, mut y) = (0.0, 0.0);
        for name in &self.parts {
            let room = 52.0 + width.character() * small(name.chars().count());
            if x > 0.0 && x + room > frame.width {
                (x, y) = (0.0, y + KEY);
            }
            places.push((x, y));
            x += room;
        }
        places
    }
}

/// A name of the key, cut where it is wider than the picture: the table beside has it in full.
fn cut(name: &str, width: Width, frame: &Frame) -> String {
    let fits = |characters: usize| 28.0 + width.character() * small(characters) <= frame.width;
    let length = name.chars().count();
    if fits(length) {
        return name.to_owned();
    }
    let most = (1..length).take_while(|characters| fits(characters + 1)).last().unwrap_or(1);
    let kept: String = name.chars().take(most).collect();
    format!("{}…", kept.trim_end())
}

fn draw_part(svg: &mut Svg, part: usize, pattern: &str, at: (f64, f64), size: (f64, f64)) {
    svg.rectangle(&format!("part part-{part}"), at, size);
    if !part.is_multiple_of(2) {
        svg.filled(pattern, at, size);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(label: &str, ends: &[&str], printed: &str) -> BarRow {
        BarRow {
            label: label.to_owned(),
            ends: ends.iter().map(|text| Number::parse(text).ok()).collect(),
            printed: printed.to_owned(),
            strong: false,
        }
    }

    fn bars(parts: &[&str], rows: Vec<BarRow>) -> Bars {
        Bars {
            id: "bars".to_owned(),
            title: "Places".to_owned(),
            description: "Seen.".to_owned(),
            parts: parts.iter().map(|part| (*part).to_owned()).collect(),
            rows,
        }
    }

    #[test]
    fn bars_begin_at_nought_and_say_their_value_at_their_end() {
        let svg = bars(&[], vec![row("North", &["10"], "10"), row("South", &["5"], "5")]).wide();
        assert!(svg.contains(r#"class="part part-0" x="330" y="15" width="554""#), "{svg}");
        assert!(svg.contains(r#"class="part part-0" x="330" y="41" width="277""#), "{svg}");
        assert!(svg.contains(r#"x="892" y="25">10<"#), "{svg}");
    }

    #[test]
    fn a_negative_bar_goes_the_other_way() {
        let svg = bars(&[], vec![row("North", &["-10"], "\u{2212}10"), row("South", &["10"], "10")]).wide();
        assert!(svg.contains(r#"x="330" y="15" width="277""#), "{svg}");
        assert!(svg.contains(r#"x="607" y="41" width="277""#), "{svg}");
    }

    #[test]
    fn every_part_stands_in_the_key_and_every_second_is_hatched() {
        let svg = bars(&["First", "Second & <last>"], vec![row("North", &["1", "4"], "4")]).wide();
        assert!(svg.contains(">First</text>") && svg.contains(">Second &amp; &lt;last&gt;</text>"), "{svg}");
        assert_eq!(svg.matches("<pattern").count(), 1, "{svg}");
        assert_eq!(svg.matches("url(#bars-960-1)").count(), 2, "{svg}");
    }

    #[test]
    fn a_key_that_is_too_wide_goes_on_below() {
        let long = "From notification to first contact in days";
        let narrow = bars(&[long, long], vec![]).narrow();
        assert!(narrow.contains(r#"y="14""#) && narrow.contains(r#"y="34""#), "{narrow}");
    }

    #[test]
    fn a_name_that_is_wider_than_the_picture_is_cut() {
        let svg = bars(&["Average length of time from notification to first contact, three months"], vec![]);
        assert!(svg.narrow().contains(">Average length of time from notification to…<"), "{}", svg.narrow());
        assert!(svg.wide().contains("three months</text>"));
    }

    #[test]
    fn a_place_without_a_figure_says_why() {
        let svg = bars(&[], vec![row("North", &[""], "To be supplied")]).narrow();
        assert!(svg.contains(">To be supplied</text>") && !svg.contains("class=\"part"), "{svg}");
    }
}
