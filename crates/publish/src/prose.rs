//! Texts that people write: Markdown without raw HTML, pictures, headings or links to elsewhere than pages; as HTML,
//! or as a tree for documents.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};

/// A text that is safe to put into a page as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    html: String,
    pieces: Vec<Piece>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words, without a line break.
    Text(String),
    /// A new line within a paragraph.
    Break,
    /// A line between paragraphs.
    Rule,
    /// Pieces that belong together.
    Group(Group, Vec<Piece>),
}

/// What holds pieces together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Group {
    /// A paragraph.
    Paragraph,
    /// A list, with the number of its first item if it is numbered.
    List(Option<u64>),
    /// An item of a list.
    Item,
    /// A quotation.
    Quote,
    /// Letters of equal width.
    Code,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// A link, with its address.
    Link(String),
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
        let pieces = pieces(&events);
        html::push_html(&mut html, events.into_iter());
        Self { html, pieces }
    }

    /// As a tree of the same elements.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// As HTML: elements that lay out text, and nothing that does anything.
    #[must_use]
    pub fn html(&self) -> &str {
        &self.html
    }
}

/// Events as a tree. What opens also closes, so that the pieces of the text itself are what is left in the end.
fn pieces(events: &[Event<'_>]) -> Vec<Piece> {
    let mut open: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut groups: Vec<Option<Group>> = Vec::new();
    for event in events {
        match event {
            Event::Start(tag) => {
                groups.push(group(tag));
                open.push(Vec::new());
            }
            Event::End(_) => {
                let within = open.pop().unwrap_or_default();
                if let Some(around) = open.last_mut() {
                    match groups.pop().flatten() {
                        Some(group) => around.push(Piece::Group(group, within)),
                        None => around.extend(within),
                    }
                }
            }
            single => {
                if let Some(around) = open.last_mut() {
                    around.extend(self::single(single));
                }
            }
        }
    }
    open.into_iter().next().unwrap_or_default()
}

fn group(tag: &Tag<'_>) -> Option<Group> {
    match tag {
        Tag::Paragraph => Some(Group::Paragraph),
        Tag::List(first) => Some(Group::List(*first)),
        Tag::Item => Some(Group::Item),
        Tag::BlockQuote(_) => Some(Group::Quote),
        Tag::CodeBlock(_) => Some(Group::Code),
        Tag::Emphasis => Some(Group::Emphasis),
        Tag::Strong => Some(Group::Strong),
        Tag::Link { dest_url, .. } => Some(Group::Link(dest_url.to_string())),
        _ => None,
    }
}

fn single(event: &Event<'_>) -> Option<Piece> {
    match event {
        Event::Text(text) => Some(Piece::Text(text.to_string())),
        Event::Code(text) => Some(Piece::Group(Group::Code, vec![Piece::Text(text.to_string())])),
        Event::SoftBreak => Some(Piece::Text(" ".to_owned())),
        Event::HardBreak => Some(Piece::Break),
        Event::Rule => Some(Piece::Rule),
        _ => None,
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
    fn the_tree_has_the_elements_of_the_page() {
        let text = |words: &str| Piece::Text(words.to_owned());
        let prose = Prose::new("One *two*\nthree [four](mailto:a@b.example) <b>\n\n- five");
        let emphasis = Piece::Group(Group::Emphasis, vec![text("two")]);
        let item = Piece::Group(Group::Item, vec![text("five")]);
        let words =
            vec![text("One "), emphasis, text(" "), text("three "), text("four"), text(" "), text("<b>")];
        let expected = [Piece::Group(Group::Paragraph, words), Piece::Group(Group::List(None), vec![item])];
        assert_eq!(prose.pieces(), expected);
    }

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
