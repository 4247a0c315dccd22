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
    let Some((head, body)) = svg.split_once('>') else { return svg.to_owned() };
    let rules: Vec<&str> = STYLE.lines().filter(|rule| is_needed(rule, svg)).collect();
    let style = rules.concat().replace("var(--chart)", accent.unwrap_or(ACCENT));
    let head = head.replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1);
    format!("{head}><style>{style}</style>{body}")
}

/// Whether a drawing has anything that a rule, which is a line of its own, is about. Documents have many small ones.
fn is_needed(rule: &str, svg: &str) -> bool {
    let Some((selectors, _)) = rule.split_once('{') else { return false };
    let mut names = selectors.split(',').filter_map(|selector| selector.trim().rsplit(['.', ' ']).next());
    names.any(|name| svg.contains(name))
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

    #[test]
    fn a_chart_on_paper_has_the_rules_that_it_needs_and_no_others() {
        let svg = on_paper("<svg class=\"chart\" width=\"1\"><text class=\"axis end\">1</text></svg>", None);
        for rule in ["svg {", ".chart text {", ".chart .axis,", ".chart .end {"] {
            assert!(svg.contains(rule), "{rule}: {svg}");
        }
        assert!(!svg.contains(".hatch") && !svg.contains(".bar-red") && !svg.contains("/*"), "{svg}");
    }
}
