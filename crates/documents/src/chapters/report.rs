//! The covering report.

use publish::view::{ReportPage, ToldFrom};

use super::exceptions::facts;
use crate::content::{Block, Chapter, Inline, Tag, Tone, plain, tag};

/// The covering report as one chapter.
pub(crate) fn report(page: &ReportPage) -> Chapter {
    let mut blocks = Vec::new();
    if !page.head.is_empty() {
        blocks.push(Block::Facts { entries: facts(&page.head) });
    }
    for (heading, text) in [("Summary", &page.summary), ("Recommendation", &page.recommendation)] {
        if let Some(text) = text {
            blocks.push(Block::heading(2, heading));
            blocks.push(Block::paragraph(Tone::Body, text));
        }
    }
    for part in &page.parts {
        blocks.push(Block::heading(2, format!("{}. {}", part.number, part.heading)));
        blocks.extend(part.source.iter().map(|source| Block::paragraph(Tone::Note, source)));
        blocks.extend(part.paragraphs.iter().map(|paragraph| Block::Numbered {
            number: paragraph.number.clone(),
            text: paragraph.text.clone(),
            told_from: paragraph.told_from.as_ref().map(told).unwrap_or_default(),
            changed: paragraph.changed.as_ref().map(|changed| (changed.then.clone(), changed.now.clone())),
        }));
        blocks.extend(part.empty.iter().map(|words| Block::paragraph(Tone::Empty, words)));
    }
    if !page.documents.is_empty() {
        blocks.push(Block::heading(2, "Background documents"));
        let items = page.documents.iter().map(|document| vec![plain(document)]);
        blocks.push(Block::List { items: items.collect() });
    }
    if !page.contacts.is_empty() {
        blocks.push(Block::heading(2, "Contacts"));
        blocks.push(Block::Facts { entries: facts(&page.contacts) });
    }
    Chapter { title: page.title.clone(), subtitle: None, lead: None, blocks }
}

/// The rating and the indicator of the figure that a paragraph tells of.
fn told(from: &ToldFrom) -> Vec<Inline> {
    let unrated = || Tag { shade: "plain", word: "Not rated".to_owned() };
    let mut inlines = vec![Inline::Rating(from.rating.as_ref().map_or_else(unrated, tag)), plain(&from.name)];
    if from.is_edited {
        inlines.push(Inline::Chip { text: "edited".to_owned() });
    }
    inlines
}
