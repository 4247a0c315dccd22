//! Texts that people write, as HTML: Markdown without raw HTML, pictures, headings or links to elsewhere than pages.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};

/// A text that is safe to put into a page as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    html: String,
}

impl Prose {
    /// Draws a text in Markdown.
    #[must_use]
    pub fn new(markdown: &str) -> Self {
        let mut refused_links = Vec::new();
        let events = Parser::new_ext(markdown, Options::empty())
            .filter_map(|event| tame(event, &mut refused_links))
            .collect::<Vec<_>>();
        let mut html = String::with_capacity(markdown.len() * 2);
        html::push_html(&mut html, events.into_iter());
        Self { html }
    }

    /// As HTML: elements that lay out text, and nothing that does anything.
    #[must_use]
    pub fn html(&self) -> &str {
        &self.html
    }
}

/// An event as it may be drawn. `refused_links` holds, for each link that is open, whether it was refused.
fn tame<'t>(event: Event<'t>, refused_links: &mut Vec<bool>) -> Option<Event<'t>> {
    match event {
        // A block of HTML has no paragraph around it.
        Event::Start(Tag::HtmlBlock) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::HtmlBlock) => Some(Event::End(TagEnd::Paragraph)),
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        // The page has the headings; what a text makes one is a paragraph of its own.
        Event::Start(Tag::Heading { .. }) => Some(Event::Start(Tag::Paragraph)),
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Paragraph)),
        // What a picture shows is said by the text within it.
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        Event::Start(Tag::Link { link_type, dest_url, .. }) => {
            let is_refused = link_type == LinkType::Email || !may_lead_to(&dest_url);
            refused_links.push(is_refused);
            let (title, id) = (CowStr::from(""), CowStr::from(""));
            (!is_refused).then_some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        Event::End(TagEnd::Link) => {
            let is_refused = refused_links.pop().unwrap_or_default();
            (!is_refused).then_some(Event::End(TagEnd::Link))
        }
        other => Some(other),
    }
}

/// Whether an address leads to a page: `http:`, `https:`, or one of the site.
fn may_lead_to(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        return true;
    }
    // Browsers pass over control characters and take a backslash for a slash.
    let is_plain = !address.chars().any(|character| character.is_control() || character == '\\');
    let before_path = address.split(['/', '?', '#']).next().unwrap_or_default();
    is_plain && !address.starts_with("//") && !before_path.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_paragraphs_lists_and_emphasis_and_nothing_else() {
        let table = [
            (
                "One *two* **three**.\n\nFour.",
                "<p>One <em>two</em> <strong>three</strong>.</p>\n<p>Four.</p>\n",
            ),
            ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
            ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
            ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>\n"),
            ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
            ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
            ("a <img src=x onerror=y> b", "<p>a &lt;img src=x onerror=y&gt; b</p>\n"),
            ("# Head", "<p>Head</p>\n"),
            ("Head\n====", "<p>Head</p>\n"),
            ("![a picture](x.png)", "<p>a picture</p>\n"),
            ("[in](../guidance.html#ratings)", "<p><a href=\"../guidance.html#ratings\">in</a></p>\n"),
            ("[out](https://example.org)", "<p><a href=\"https://example.org\">out</a></p>\n"),
            ("[t](a.html \"title\")", "<p><a href=\"a.html\">t</a></p>\n"),
            ("<https://example.org>", "<p><a href=\"https://example.org\">https://example.org</a></p>\n"),
        ];
        for (markdown, expected) in table {
            assert_eq!(Prose::new(markdown).html(), expected, "{markdown}");
        }
    }

    #[test]
    fn links_that_do_something_else_are_only_text() {
        for address in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "java&#9;script:alert(1)",
            "&#1;javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "mailto:someone@example.org",
            "//example.org",
            "\\\\example.org",
            "file:///etc/passwd",
        ] {
            let drawn = Prose::new(&format!("[*words*]({address}) after"));
            assert_eq!(drawn.html(), "<p><em>words</em> after</p>\n", "{address}");
        }
        assert_eq!(Prose::new("<someone@example.org>").html(), "<p>someone@example.org</p>\n");
    }
}
