//! Tables that are not of indicators and periods: a measure by group, places by indicator.

use publish::view::{Heading, Matrix, MatrixCell, MatrixFigure, PlaceTable};

use super::section;
use crate::content::{
    Align, Block, Cell, Column, Inline, LANDSCAPE, Notes, Row, Table, Tone, absent, plain, shown, tag,
    target_in_words,
};

/// The smaller heading, with the period where all figures share one.
fn caption(caption: Option<&String>, period: Option<&String>) -> Option<String> {
    let parts: Vec<&str> = caption.into_iter().chain(period).map(String::as_str).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A measure by group.
pub(crate) fn matrix(view: &Matrix) -> Vec<Block> {
    let caption = caption(view.caption.as_ref(), view.period.as_ref());
    let mut notes = Notes::default();
    let mut head = vec![Cell::new(vec![plain("Measure")])];
    head.extend(view.groups.iter().map(|group| Cell::new(vec![plain(group)])));
    let mut columns = vec![Column::flexible(3)];
    columns.extend(view.groups.iter().map(|_| Column::flexible(2)));
    let mut rows = Vec::new();
    for row in &view.rows {
        let mut cells = vec![Cell::heading(vec![plain(&row.title)])];
        cells.extend(row.cells.iter().map(|cell| match cell {
            MatrixCell::Absent(reason) => Cell::new(absent(reason, &mut notes)),
            MatrixCell::Figure(figure) => Cell::new(matrix_figure(figure, &mut notes)),
        }));
        rows.push(Row::Cells { cells, is_whole: false });
    }
    let table = Table {
        summary: format!(
            "{}. A row for each measure, a column for each of: {}.",
            view.title,
            view.groups.join(", ")
        ),
        size: 0.0,
        columns,
        head: vec![head],
        rows,
        notes: notes.into_notes(),
    };
    let mut blocks = vec![Block::Heading { level: 2, text: view.title.clone(), caption }];
    blocks.extend(table.fit(LANDSCAPE).into_iter().map(Block::Table));
    blocks.extend(Block::notes(&view.notes));
    blocks
}

fn matrix_figure(figure: &MatrixFigure, notes: &mut Notes) -> Vec<Inline> {
    let mut inlines = shown(&figure.shown, &figure.remarks, notes);
    if let (Some(text), Some(Inline::Text { text: printed })) = (&figure.text, inlines.first_mut()) {
        printed.clone_from(text);
    }
    match &figure.rating {
        Some(Ok((rating, _))) => inlines.push(Inline::Rating(tag(rating))),
        Some(Err(reason)) if !matches!(inlines[..], [Inline::Absent { .. }]) => {
            inlines.push(Inline::Mark { mark: notes.mark(reason) });
        }
        _ => {}
    }
    inlines.extend(figure.direction.as_ref().map(Inline::direction));
    let target = figure.target.as_ref().map(|target| format!("target {}", target_in_words(target)));
    let under: Vec<String> =
        figure.unit.clone().into_iter().chain(target).chain(figure.period.clone()).collect();
    if !under.is_empty() {
        inlines.push(Inline::Under { text: under.join(" · ") });
    }
    inlines
}

/// Places down, indicators across.
pub(crate) fn place_table(view: &PlaceTable, accent: Option<&str>) -> Vec<Block> {
    let caption = caption(view.caption.as_ref(), view.period.as_ref());
    let mut blocks = vec![Block::Heading { level: 2, text: view.title.clone(), caption }];
    if view.groups.is_empty() {
        blocks.push(Block::paragraph(Tone::Empty, "No place of this table belongs here."));
    } else {
        blocks.extend(places(view, accent).fit(LANDSCAPE).into_iter().map(Block::Table));
    }
    blocks.extend(Block::notes(&view.notes));
    blocks
}

fn places(view: &PlaceTable, accent: Option<&str>) -> Table {
    let mut notes = Notes::default();
    let rows_of_head = if view.has_parts() { 2 } else { 1 };
    let mut first = vec![Cell { rows: rows_of_head, ..Cell::new(vec![plain("Place")]) }];
    let mut second = Vec::new();
    for head in &view.heads {
        let (span, rows) = if head.parts.len() > 1 { (head.parts.len(), 1) } else { (1, rows_of_head) };
        first.push(Cell { span, rows, ..Cell::new(vec![plain(&head.title)]) });
        if head.parts.len() > 1 {
            second.extend(head.parts.iter().map(section::heading));
        }
    }
    let mut columns = vec![Column::flexible(1)];
    columns.extend(view.heads.iter().flat_map(|head| &head.parts).map(section::column));
    let mut rows = Vec::new();
    for group in &view.groups {
        let title = group.title.as_ref().map(|title| vec![Inline::Strong { text: title.clone() }]);
        rows.extend(title.map(|inlines| Row::Heading { level: 2, inlines }));
        for row in &group.rows {
            let mut name = vec![plain(&row.name)];
            name.extend(row.serves.iter().map(|serves| Inline::Under { text: serves.clone() }));
            let pairs: Vec<(&Heading, &publish::view::Cell)> = view.pairs(row).collect();
            let mut cells = vec![Cell::heading(name)];
            cells.extend(section::cells(&pairs, &mut notes, accent));
            rows.push(Row::Cells { cells, is_whole: row.is_whole });
        }
    }
    let titles: Vec<&str> = view.heads.iter().map(|head| head.in_full.as_str()).collect();
    Table {
        summary: format!("{}. A row for each place; the columns are {}.", view.title, titles.join("; ")),
        size: 0.0,
        columns,
        head: if second.is_empty() { vec![first] } else { vec![first, second] },
        rows,
        notes: notes.into_notes(),
    }
}

/// A table of a heading and numbers, such as the figures of a picture: the first column has the headings of rows.
pub(crate) fn figures(
    summary: String,
    headings: &[&str],
    rows: impl Iterator<Item = (String, bool, Vec<Vec<Inline>>)>,
    notes: Notes,
) -> Table {
    let mut columns = vec![Column::flexible(1)];
    columns.extend(headings.iter().skip(1).map(|_| Column::fitted(Align::Right)));
    let rows = rows.map(|(name, is_whole, cells)| {
        let heading = Cell::heading(vec![plain(name)]);
        let cells = std::iter::once(heading).chain(cells.into_iter().map(Cell::new)).collect();
        Row::Cells { cells, is_whole }
    });
    Table {
        summary,
        size: 0.0,
        columns,
        head: vec![headings.iter().map(|heading| Cell::new(vec![plain(*heading)])).collect()],
        rows: rows.collect(),
        notes: notes.into_notes(),
    }
}
