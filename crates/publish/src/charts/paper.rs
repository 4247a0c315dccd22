//! Charts that stand alone, without the stylesheet of a page.

const STYLE: &str = include_str!("../../assets/paper.css");

/// The council's colour where it names none.
const ACCENT: &str = "#1b4b87";

/// The family of type that [`on_paper`] asks for.
pub const PAPER_FAMILY: &str = "Noto Sans";

/// A chart as a file of its own: with its namespace, the colours of light pages and, for lines and bars, the council's
/// accent, which the framework's reader has checked to be a colour.
#[must_use]
pub fn on_paper(svg: &str, accent: Option<&str>) -> String {
    let style = STYLE.replace("var(--chart)", accent.unwrap_or(ACCENT));
    let Some((head, body)) = svg.split_once('>') else { return svg.to_owned() };
    let head = head.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1);
    format!("{head}><style>{style}</style>{body}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_on_paper_brings_its_colours() {
        let svg = on_paper("<svg class=\"spark\" width=\"1\"><path class=\"line\"/></svg>", Some("#123456"));
        assert!(
            svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"spark\" width=\"1\"><style>")
        );
        assert!(svg.contains("stroke: #123456") && svg.ends_with("<path class=\"line\"/></svg>"), "{svg}");
        assert!(!svg.contains("var("), "{svg}");
    }
}
