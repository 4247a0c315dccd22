//! What documents are made of: chapters of blocks, in words that are already printed.
//!
//! Nothing here knows a format. Whatever people wrote stays text from beginning to end and never becomes markup.

mod inline;
mod notes;
mod table;

use serde::Serialize;

pub(crate) use inline::{Inline, absent, plain, shown, tag, target, target_in_words};
pub(crate) use notes::{Note, Notes};
pub(crate) use table::{Align, Cell, Column, LANDSCAPE, Row, Table};

/// A chapter: it has a heading of the first level, begins a page and has a bookmark.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Chapter {
    pub title: String,
    pub subtitle: Option<String>,
    pub lead: Option<String>,
    pub blocks: Vec<Block>,
}

/// A block of a chapter.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Block {
    /// A heading of the second level or below.
    Heading {
        level: u8,
        text: String,
        caption: Option<String>,
    },
    Paragraph {
        tone: Tone,
        inlines: Vec<Inline>,
    },
    /// A text that somebody wrote.
    Written(Written),
    /// The answer first.
    Summary(Box<Summary>),
    Table(Table),
    Tiles {
        tiles: Vec<Tile>,
    },
    /// A drawing, with what those should know who do not see it, and the share of the page's width that it takes.
    Picture {
        svg: String,
        alternative: String,
        percent: u8,
    },
    /// Names and what is said of them.
    Facts {
        entries: Vec<Fact>,
    },
    Commentary {
        entries: Vec<Comment>,
    },
    List {
        items: Vec<Vec<Inline>>,
    },
    /// The head of an exception report: one large figure and sentences.
    Verdict {
        about: String,
        figure: String,
        rating: Option<Tag>,
        sentences: Vec<String>,
    },
    /// Blocks beside each other: what is on the left is read first.
    Columns {
        left: Vec<Block>,
        right: Vec<Block>,
    },
    /// A numbered paragraph of a covering report.
    Numbered {
        number: String,
        text: String,
        told_from: Vec<Inline>,
        changed: Option<(String, String)>,
    },
}

/// How a paragraph speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Tone {
    Body,
    /// Small print below a table.
    Note,
    /// That something is not there.
    Empty,
}

/// A text that somebody wrote, with who it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Written {
    pub pieces: Vec<WrittenPiece>,
    pub role: Option<String>,
    pub is_specimen: bool,
}

/// A piece of a text that somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum WrittenPiece {
    Text { text: String },
    Break,
    Rule,
    Group { group: &'static str, start: Option<u64>, address: Option<String>, pieces: Vec<WrittenPiece> },
}

/// A rating as a tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Tag {
    /// `red`, `amber`, `green` or `plain`.
    pub shade: &'static str,
    pub word: String,
}

/// How many of each rating, what is below its floor, what moved most.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Summary {
    pub rated: String,
    pub counts: Vec<(usize, Tag)>,
    pub bar: String,
    pub unrated: Option<String>,
    pub below: Vec<SummaryLine>,
    pub below_empty: &'static str,
    pub moved_since: String,
    pub moved: Vec<SummaryLine>,
}

/// A figure of a summary.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct SummaryLine {
    pub sign: Inline,
    pub figure: String,
    pub title: String,
    pub why: String,
}

/// A tile: one large number, or several.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Tile {
    pub title: String,
    pub large: Option<Vec<Inline>>,
    pub lines: Vec<(String, Vec<Inline>)>,
    pub small_print: Vec<String>,
    pub picture: Option<(String, String)>,
}

/// A name and what is said of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Fact {
    pub term: Vec<Inline>,
    pub text: Vec<Inline>,
}

/// What was written about a figure, beside the figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Comment {
    pub rating: Option<Tag>,
    pub title: String,
    pub facts: String,
    pub text: Result<Written, String>,
}

impl Block {
    pub(crate) fn heading(level: u8, text: impl Into<String>) -> Self {
        Self::Heading { level, text: text.into(), caption: None }
    }

    pub(crate) fn paragraph(tone: Tone, text: impl Into<String>) -> Self {
        Self::Paragraph { tone, inlines: vec![plain(text)] }
    }

    /// Small print, a paragraph for each text.
    pub(crate) fn notes(texts: &[String]) -> impl Iterator<Item = Self> + '_ {
        texts.iter().map(|text| Self::paragraph(Tone::Note, text))
    }
}

impl Fact {
    pub(crate) fn new(term: impl Into<String>, text: impl Into<String>) -> Self {
        Self { term: vec![plain(term)], text: vec![plain(text)] }
    }
}
