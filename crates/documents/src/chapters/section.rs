//! A section of a page: the table of its indicators.

use publish::charts::{Sparkline, on_paper};
use publish::view::{self, Heading, Row as RowView, Section, Shown};

use crate::content::{
    Align, Block, Cell, Column, Inline, LANDSCAPE, Notes, Row, Table, Tone, absent, plain, shown, tag, target,
};

/// How wide a sparkline is, in ems.
const SPARKLINE: f64 = 6.25;

/// The heading and the table of a section, with what is printed under it.
pub(crate) fn section(view: &Section, accent: Option<&str>) -> Vec<Block> {
    let mut blocks =
        vec![Block::Heading { level: 2, text: view.title.clone(), caption: view.caption.clone() }];
    if view.blocks.is_empty() {
        blocks.push(Block::paragraph(Tone::Empty, "No team of this kind works here."));
    } else {
        blocks.extend(table(view, accent).fit(LANDSCAPE).into_iter().map(Block::Table));
    }
    blocks.extend(Block::notes(&view.notes));
    blocks
}

fn table(view: &Section, accent: Option<&str>) -> Table {
    let mut notes = Notes::default();
    let mut rows = Vec::new();
    for block in &view.blocks {
        if let Some(team) = &block.team {
            let mut inlines = vec![Inline::Strong { text: team.clone() }];
            inlines.extend(block.serves.iter().map(|serves| Inline::Chip { text: serves.clone() }));
            rows.push(Row::Heading { level: 2, inlines });
        }
        if let Some(words) = &block.to_be_supplied {
            let names: Vec<&str> = block.awaited_rows().map(RowView::name).collect();
            let inlines = vec![plain(words), Inline::Under { text: names.join(", ") }];
            rows.push(Row::Across { inlines });
            continue;
        }
        for row in &block.rows {
            if let Some(heading) = &row.heading {
                rows.push(Row::Heading { level: 3, inlines: vec![Inline::Strong { text: heading.clone() }] });
            }
            rows.push(self::row(view, row, &mut notes, accent));
        }
    }
    let mut columns = vec![Column::flexible(1)];
    columns.extend(view.headings.iter().map(column));
    let mut head = vec![Cell::new(vec![plain("Indicator")])];
    head.extend(view.headings.iter().map(heading));
    let names: Vec<&str> = view.headings.iter().map(|heading| heading.in_full.as_str()).collect();
    let name = match &view.caption {
        Some(caption) => format!("{}, {caption}", view.title),
        None => view.title.clone(),
    };
    Table {
        summary: format!("{name}. A row for each indicator; the columns are {}.", names.join("; ")),
        size: 0.0,
        columns,
        head: vec![head],
        rows,
        notes: notes.into_notes(),
    }
}

/// The column of a heading: numbers stand at the right, words at the left.
pub(crate) fn column(heading: &Heading) -> Column {
    let align = match heading.kind {
        "words" | "direction" | "rating" | "trend" | "mark" | "earlier" => Align::Left,
        _ => Align::Right,
    };
    Column { strong: heading.kind.ends_with("latest"), ..Column::fitted(align) }
}

pub(crate) fn heading(view: &Heading) -> Cell {
    let mut inlines = vec![plain(&view.first)];
    if !view.second.is_empty() {
        inlines.push(Inline::Under { text: view.second.clone() });
    }
    Cell::new(inlines)
}

/// The title of a row, with its code, basis, polarity, unit and marks.
pub(crate) fn title(row: &RowView) -> Vec<Inline> {
    let mut inlines = vec![plain(&row.title)];
    let small: Vec<&str> = row.code.iter().chain(&row.small_print).map(String::as_str).collect();
    if !small.is_empty() {
        inlines.push(Inline::Under { text: small.join(" · ") });
    }
    inlines.extend(row.marks.iter().map(|mark| Inline::Chip { text: mark.clone() }));
    inlines
}

fn row(view: &Section, row: &RowView, notes: &mut Notes, accent: Option<&str>) -> Row {
    let mut cells = vec![Cell::heading(title(row))];
    if let Some(reason) = &row.not_applicable {
        cells.push(Cell { span: view.headings.len(), ..Cell::new(vec![plain(reason)]) });
        return Row::Cells { cells, is_whole: false };
    }
    let pairs: Vec<(&Heading, &view::Cell)> = view.pairs(row).collect();
    cells.extend(self::cells(&pairs, notes, accent));
    Row::Cells { cells, is_whole: false }
}

/// The cells of a row, each with the heading of its column.
pub(crate) fn cells(pairs: &[(&Heading, &view::Cell)], notes: &mut Notes, accent: Option<&str>) -> Vec<Cell> {
    let cell = |(heading, cell): &(&Heading, &view::Cell)| match cell {
        view::Cell::Trend(line) => Cell::new(trend(line, pairs, accent)),
        cell => Cell::new(inlines(cell, heading, notes)),
    };
    pairs.iter().map(cell).collect()
}

/// A sparkline, and in words where it begins and ends.
fn trend(line: &Sparkline, pairs: &[(&Heading, &view::Cell)], accent: Option<&str>) -> Vec<Inline> {
    if !line.has_values() {
        return vec![plain("no trend")];
    }
    let svg = on_paper(&line.svg(), accent);
    vec![Inline::Drawing { svg, alternative: trend_in_words(line, pairs), width: SPARKLINE }]
}

/// Where the line of a row's figures begins, breaks and ends.
pub(crate) fn trend_in_words(line: &Sparkline, pairs: &[(&Heading, &view::Cell)]) -> String {
    let course = course_in_words(pairs);
    if line.breaks.is_empty() { course } else { format!("{course} It breaks where a new definition begins.") }
}

fn course_in_words(pairs: &[(&Heading, &view::Cell)]) -> String {
    let known: Vec<String> = pairs
        .iter()
        .filter_map(|(heading, cell)| match cell {
            view::Cell::Figure { shown: Shown::Value(printed), .. } => {
                Some(format!("{} in {}", printed.with_unit, heading.in_full))
            }
            _ => None,
        })
        .collect();
    match &known[..] {
        [first, .., last] => {
            format!("A line through the figures of the row, which begins at {first} and ends at {last}.")
        }
        [only] => format!("A dot, as the row has one figure only: {only}."),
        [] => "A line through the figures of the periods before.".to_owned(),
    }
}

/// What any cell but a trend's holds.
fn inlines(cell: &view::Cell, heading: &Heading, notes: &mut Notes) -> Vec<Inline> {
    match cell {
        view::Cell::Words(text) => vec![plain(text)],
        view::Cell::Mark { has: true, .. } => vec![plain(&heading.first)],
        view::Cell::Mark { words, .. } => absent(words, notes),
        view::Cell::Figure { shown: value, remarks, as_at, standing, .. } => {
            let mut inlines = shown(value, remarks, notes);
            if standing.is_of_earlier_year {
                inlines = inlines.into_iter().map(slanted).collect();
            }
            inlines.extend(standing.covers.iter().map(|days| Inline::Under { text: days.clone() }));
            inlines.extend(as_at.iter().map(|(short, _)| Inline::Under { text: short.clone() }));
            inlines
        }
        view::Cell::Trend(_) => Vec::new(),
        view::Cell::Direction(Ok(direction)) => vec![Inline::direction(direction)],
        view::Cell::Target(view) => target(view, notes),
        view::Cell::Floors(Ok(floors)) => {
            let mut inlines = Vec::new();
            for floor in floors {
                if !inlines.is_empty() {
                    inlines.push(plain(" to "));
                }
                inlines.extend(target(&Ok(floor.clone()), notes));
            }
            inlines
        }
        view::Cell::Rating(Ok((rating, _))) | view::Cell::Exception { rating, .. } => {
            vec![Inline::Rating(tag(rating))]
        }
        view::Cell::EarlierRating(Ok(rating)) => vec![Inline::Shape(tag(rating))],
        view::Cell::Direction(Err(reason))
        | view::Cell::Floors(Err(reason))
        | view::Cell::Rating(Err(reason))
        | view::Cell::EarlierRating(Err(reason)) => absent(reason, notes),
        view::Cell::Value { shown: value, remarks } => {
            // What the heading says of all its column is not said again.
            let own: Vec<String> = remarks
                .iter()
                .filter(|remark| !heading.in_full.ends_with(remark.as_str()))
                .cloned()
                .collect();
            shown(value, &own, notes)
        }
    }
}

fn slanted(inline: Inline) -> Inline {
    match inline {
        Inline::Text { text } => Inline::Slanted { text },
        other => other,
    }
}
