//! A page of the scorecard.

use publish::view::{Item, PlacePage};

use super::{front, section, tables, texts, tiles};
use crate::content::{Block, Chapter, Tone};

/// The chapter of a place.
pub(crate) fn place(page: &PlacePage, accent: Option<&str>) -> Chapter {
    let mut blocks = Vec::new();
    blocks.extend(page.text.as_ref().map(|text| Block::Written(texts::written(text))));
    match (&page.empty, &page.summary) {
        (Some(words), _) => blocks.push(Block::paragraph(Tone::Empty, words)),
        (None, Some(summary)) => blocks.push(front::summary(summary, accent)),
        (None, None) => {}
    }
    for item in &page.items {
        match item {
            Item::Section(view) => {
                blocks.extend(section::section(view, accent));
                blocks.extend(texts::of_section(view));
            }
            Item::Matrix(matrix) => blocks.extend(tables::matrix(matrix)),
            Item::PlaceTable(table) => blocks.extend(tables::place_table(table, accent)),
            Item::Tiles(view) => blocks.extend(tiles::tiles(view, accent)),
            Item::Panel(panel) => blocks.extend(tiles::panel(panel, accent)),
        }
    }
    blocks.extend(texts::place_notes(&page.place_notes));
    blocks.extend(Block::notes(&page.notes));
    Chapter {
        title: page.title.clone(),
        subtitle: page.subtitle.clone(),
        lead: Some(page.lead.clone()),
        blocks,
    }
}
