//! Large numbers, and charts with the tables of their figures.

use publish::charts::on_paper;
use publish::view::{Panel, Picture, Shown, Tile as TileView, TileBody, TileNumber, Tiles};

use super::tables;
use crate::content::{Block, Inline, LANDSCAPE, Notes, Tile, Tone, plain, shown};

/// Large numbers beside each other.
pub(crate) fn tiles(view: &Tiles, accent: Option<&str>) -> Vec<Block> {
    let tiles = view.tiles.iter().map(|view| tile(view, accent)).collect();
    let mut blocks = vec![Block::heading(2, &view.title), Block::Tiles { tiles }];
    blocks.extend(Block::notes(&view.notes));
    blocks
}

fn tile(view: &TileView, accent: Option<&str>) -> Tile {
    let mut tile = Tile {
        title: view.title.clone(),
        large: None,
        lines: Vec::new(),
        small_print: view.small_print.clone(),
        picture: None,
    };
    match &view.shows {
        TileBody::Number(figure, trend) => {
            tile.large = Some(number(figure));
            if let Some(trend) = trend {
                let alternative = format!("{}. {}", trend.line.title, trend.line.description);
                tile.picture = Some((on_paper(&trend.line.svg(), accent), alternative));
                let values = trend.rows.iter().map(|(period, value, remarks)| {
                    let mut said: Vec<&str> = remarks.iter().map(String::as_str).collect();
                    if let Shown::Value(printed) = value {
                        said.extend(printed.marks.iter().map(|mark| mark.words.as_str()));
                    }
                    let said =
                        if said.is_empty() { String::new() } else { format!(" ({})", said.join("; ")) };
                    format!("{period}: {}{said}", value.in_words())
                });
                tile.small_print.push(values.collect::<Vec<_>>().join("; "));
            }
        }
        TileBody::Lines(lines) => {
            tile.lines = lines.iter().map(|line| (line.label.clone(), self::line(line))).collect();
        }
        TileBody::ToBeSupplied(when) => {
            tile.large = Some(vec![plain("To be supplied")]);
            tile.small_print.insert(0, when.clone());
        }
    }
    tile.small_print.extend(view.notes.clone());
    tile
}

/// The number, its unit, and a comparator in brackets.
fn number(view: &TileNumber) -> Vec<Inline> {
    let mut inlines = match &view.shown {
        Ok(value) => vec![Inline::Strong { text: value.clone() }],
        Err(reason) => vec![plain(reason)],
    };
    inlines.extend(view.unit.iter().map(plain));
    inlines.extend(view.beside.iter().map(|(name, value)| plain(format!("({name} {value})"))));
    inlines
}

fn line(view: &TileNumber) -> Vec<Inline> {
    let mut inlines = number(view);
    if !view.small_print.is_empty() {
        inlines.push(Inline::Under { text: view.small_print.join(" · ") });
    }
    inlines
}

/// A chart, and the table of its figures.
pub(crate) fn panel(view: &Panel, accent: Option<&str>) -> Vec<Block> {
    let mut blocks =
        vec![Block::Heading { level: 2, text: view.title.clone(), caption: Some(view.period.clone()) }];
    blocks.extend(view.about.iter().map(|about| Block::paragraph(Tone::Body, about)));
    let of: Vec<&str> =
        view.indicators.iter().map(|(title, _)| title.as_str()).chain(view.unit.as_deref()).collect();
    blocks.push(Block::paragraph(Tone::Note, of.join(" · ")));
    let Some(picture) = &view.picture else {
        blocks.push(Block::paragraph(Tone::Empty, "To be supplied: there is no figure to draw yet."));
        blocks.extend(Block::notes(&view.notes));
        return blocks;
    };
    let (title, description) = match picture {
        Picture::Lines(lines) => (&lines.title, &lines.description),
        Picture::Bars(bars) => (&bars.title, &bars.description),
    };
    blocks.push(Block::Picture {
        svg: on_paper(&picture.wide(), accent),
        alternative: format!("{title}. {description}"),
        percent: 75,
    });
    blocks.extend(view.awaited.iter().map(|words| Block::paragraph(Tone::Note, words)));
    let mut notes = Notes::default();
    let mut rows = Vec::new();
    for row in &view.table.rows {
        let cells = row.cells.iter().map(|(value, remarks)| shown(value, remarks, &mut notes)).collect();
        rows.push((row.place.clone(), row.is_whole, cells));
    }
    let headings: Vec<&str> =
        std::iter::once("Place").chain(view.table.headings.iter().map(String::as_str)).collect();
    let summary = format!("The figures of {}, {}: a row for each place.", view.title, view.period);
    let table = tables::figures(summary, &headings, rows.into_iter(), notes);
    blocks.extend(table.fit(LANDSCAPE).into_iter().map(Block::Table));
    blocks.extend(Block::notes(&view.notes));
    blocks
}
