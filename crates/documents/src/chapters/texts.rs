//! Texts that people wrote.

use publish::prose::{Group, Piece};
use publish::view::{PlaceNotes, Section, TextView};

use crate::content::{Block, Comment, Inline, Tone, Written, WrittenPiece, plain, tag};

/// A text with who wrote it.
pub(crate) fn written(view: &TextView) -> Written {
    Written {
        pieces: view.prose.pieces().iter().map(piece).collect(),
        role: view.role.clone(),
        is_specimen: view.is_specimen,
    }
}

fn piece(view: &Piece) -> WrittenPiece {
    match view {
        Piece::Text(text) => WrittenPiece::Text { text: text.clone() },
        Piece::Break => WrittenPiece::Break,
        Piece::Rule => WrittenPiece::Rule,
        Piece::Group(group, pieces) => {
            let (name, start, address) = match group {
                Group::Paragraph => ("paragraph", None, None),
                Group::List(start) => ("list", *start, None),
                Group::Item => ("item", None, None),
                Group::Quote => ("quote", None, None),
                Group::Code => ("code", None, None),
                Group::Emphasis => ("emphasis", None, None),
                Group::Strong => ("strong", None, None),
                Group::Link(address) => ("link", None, Some(address.clone())),
            };
            let pieces = pieces.iter().map(piece).collect();
            WrittenPiece::Group { group: name, start, address, pieces }
        }
    }
}

/// What was written about a section: its summary, its figures, its places.
pub(crate) fn of_section(section: &Section) -> Vec<Block> {
    let mut blocks = Vec::new();
    let heading = |words: &str| Block::Heading {
        level: 3,
        text: format!("{words} {}", section.title),
        caption: section.caption.clone(),
    };
    if let Some(summary) = &section.summary {
        blocks.push(heading("Summary:"));
        blocks.push(Block::Written(written(summary)));
    }
    if !section.commentary.is_empty() {
        blocks.push(heading("Commentary:"));
        let entries = section.commentary.iter().map(|entry| Comment {
            rating: entry.rating.as_ref().map(tag),
            title: match &entry.team {
                Some(team) => format!("{}, {team}", entry.title),
                None => entry.title.clone(),
            },
            facts: entry.facts.clone(),
            text: entry.text.as_ref().map(written).map_err(Clone::clone),
        });
        blocks.push(Block::Commentary { entries: entries.collect() });
    }
    blocks.extend(place_notes(&section.place_notes));
    blocks
}

/// Narratives and the notes of meetings.
pub(crate) fn place_notes(notes: &[PlaceNotes]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for of_place in notes {
        let heading = PlaceNotes::heading(std::slice::from_ref(of_place));
        blocks.push(Block::heading(3, format!("{heading}: {}", of_place.place)));
        for field in &of_place.fields {
            let mut label = vec![Inline::Strong { text: field.label.to_owned() }];
            if field.is_internal {
                label.push(Inline::Chip { text: "Internal".to_owned() });
            }
            blocks.push(Block::Paragraph { tone: Tone::Body, inlines: label });
            if field.texts.is_empty() {
                blocks.push(Block::paragraph(Tone::Empty, field.empty));
            }
            for (title, text) in &field.texts {
                let title = title.as_ref().map(|title| vec![Inline::Strong { text: title.clone() }]);
                blocks.extend(title.map(|inlines| Block::Paragraph { tone: Tone::Body, inlines }));
                blocks.push(Block::Written(written(text)));
            }
        }
    }
    blocks
}

/// A text, or by whom it is to be supplied.
pub(crate) fn or_supplied(text: &Result<TextView, String>) -> Block {
    match text {
        Ok(text) => Block::Written(written(text)),
        Err(words) => Block::Paragraph { tone: Tone::Empty, inlines: vec![plain(words)] },
    }
}
