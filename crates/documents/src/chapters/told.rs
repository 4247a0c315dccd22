//! What has changed from one release to another.

use publish::view::{MovedGroup, MovedRow, Named, Told};

use crate::content::{Align, Block, Cell, Column, Inline, LANDSCAPE, Row, Table, Tone, plain};

/// What has changed, below a heading of the second level.
pub(crate) fn told(view: &Told) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (title, all) in [("New indicators", &view.new), ("Removed indicators", &view.removed)] {
        list(&mut blocks, title, all.iter().map(|named| vec![name(named)]).collect());
    }
    let places = view.places.iter();
    let places = places.map(|(place, change)| vec![Inline::Strong { text: place.clone() }, plain(change)]);
    list(&mut blocks, "Places", places.collect());
    let definitions = view.definitions.iter().map(|redefined| {
        let mut inlines = vec![name(&redefined.named)];
        inlines.extend(redefined.what.iter().map(|what| Inline::Chip { text: what.clone() }));
        for difference in &redefined.differences {
            inlines.push(plain(format!("{} before:", difference.term)));
            inlines.push(Inline::Struck { text: difference.before.clone() });
            inlines.push(plain(format!("since: {}", difference.since)));
        }
        inlines.extend(redefined.also.iter().map(plain));
        inlines
    });
    list(&mut blocks, "Definitions", definitions.collect());
    for part in &view.parts {
        blocks.push(Block::heading(3, part.title));
        for group in &part.groups {
            if let Some(why) = &group.why {
                blocks.push(Block::paragraph(Tone::Body, format!("{why}: {}.", group.count)));
            }
            blocks.extend(moved(part.title, group).fit(LANDSCAPE).into_iter().map(Block::Table));
        }
    }
    blocks.extend(view.supplied.iter().map(|supplied| Block::paragraph(Tone::Note, supplied)));
    blocks
}

fn list(blocks: &mut Vec<Block>, title: &str, items: Vec<Vec<Inline>>) {
    if !items.is_empty() {
        blocks.push(Block::heading(3, title));
        blocks.push(Block::List { items });
    }
}

fn name(named: &Named) -> Inline {
    let words: Vec<&str> = named.code.iter().chain([&named.title]).map(String::as_str).collect();
    Inline::Strong { text: words.join(" ") }
}

fn moved(title: &str, group: &MovedGroup) -> Table {
    let mut rows = Vec::new();
    for of in &group.of {
        rows.push(Row::Heading { level: 3, inlines: vec![name(&of.named)] });
        rows.extend(of.rows.iter().map(row));
    }
    let why = group.why.as_ref().map_or_else(String::new, |why| format!(", {why}"));
    Table {
        summary: format!("{title}{why}: place, period, what it was and what it is."),
        size: 0.0,
        columns: vec![
            Column::flexible(3),
            Column::flexible(3),
            Column { align: Align::Right, ..Column::flexible(2) },
            Column { align: Align::Right, ..Column::flexible(2) },
        ],
        head: vec![["Place", "Period", "Was", "Is"].map(|heading| Cell::new(vec![plain(heading)])).into()],
        rows,
        notes: Vec::new(),
    }
}

fn row(moved: &MovedRow) -> Row {
    let cells = vec![
        Cell::heading(vec![plain(&moved.place)]),
        Cell::new(vec![plain(&moved.period)]),
        Cell::new(vec![Inline::Struck { text: moved.was.clone() }]),
        Cell::new(vec![plain(&moved.now)]),
    ];
    Row::Cells { cells, is_whole: false }
}
