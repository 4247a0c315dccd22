//! One place on one page: every indicator in a line.

use publish::charts::on_paper;
use publish::view::{Cell as CellView, Item, PlacePage, Row as RowView, Section};
use serde::Serialize;

use super::section::trend_in_words;
use crate::content::{
    Align, Cell, Column, Inline, LANDSCAPE, Notes, Row, Table, Tag, absent, plain, shown, tag, target,
};

/// How wide a sparkline is, in ems: no higher than its line.
const SPARKLINE: f64 = 3.3;

/// A place on one page: the counts of its ratings, and a line for each indicator.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Sheet {
    pub title: String,
    pub subtitle: Option<String>,
    pub lead: String,
    pub rated: Option<String>,
    pub counts: Vec<(usize, Tag)>,
    pub table: Table,
}

/// The sheet of a place; nothing where its page has no table of indicators.
pub(crate) fn sheet(page: &PlacePage, accent: Option<&str>) -> Option<Sheet> {
    let sections: Vec<&Section> = page
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Section(section) => Some(section),
            _ => None,
        })
        .collect();
    if sections.is_empty() {
        return None;
    }
    let mut notes = Notes::default();
    let mut rows = Vec::new();
    for section in &sections {
        rows.extend(lines(section, &mut notes, accent));
    }
    let headings = ["Indicator", "Trend", "Latest", "Direction", "Target", "Rating"];
    let columns = vec![
        Column::flexible(1),
        Column::fitted(Align::Left),
        Column { strong: true, ..Column::fitted(Align::Right) },
        Column::fitted(Align::Left),
        Column::fitted(Align::Right),
        Column::fitted(Align::Left),
    ];
    let table = Table {
        summary: format!("{}: a row for each indicator with its latest figure.", page.title),
        size: 0.0,
        columns,
        head: vec![headings.iter().map(|heading| Cell::new(vec![plain(*heading)])).collect()],
        rows,
        notes: notes.into_notes(),
    };
    // So few columns always fit beside each other.
    let table = table.fit(LANDSCAPE).into_iter().next()?;
    let counts = page.summary.iter().flat_map(|summary| &summary.counts);
    Some(Sheet {
        title: page.title.clone(),
        subtitle: page.subtitle.clone(),
        lead: page.lead.clone(),
        rated: page.summary.as_ref().map(|summary| summary.rated.clone()),
        counts: counts.map(|line| (line.count, tag(&line.rating))).collect(),
        table,
    })
}

fn lines(section: &Section, notes: &mut Notes, accent: Option<&str>) -> Vec<Row> {
    let latest = section.headings.iter().find(|heading| heading.kind.ends_with("latest"));
    let parts = [
        Some(section.title.as_str()),
        section.caption.as_deref(),
        latest.map(|heading| heading.in_full.as_str()),
    ];
    let title: Vec<&str> = parts.into_iter().flatten().collect();
    let mut rows =
        vec![Row::Heading { level: 2, inlines: vec![Inline::Strong { text: title.join(" · ") }] }];
    for block in &section.blocks {
        if let Some(team) = &block.team {
            rows.push(Row::Heading { level: 3, inlines: vec![Inline::Strong { text: team.clone() }] });
        }
        match &block.to_be_supplied {
            Some(words) => rows.push(Row::Across { inlines: vec![plain(words)] }),
            None => rows.extend(block.rows.iter().map(|row| line(section, row, notes, accent))),
        }
    }
    rows
}

/// A row with its latest figure: of several cells of a kind, the first is that of the latest figure.
fn line(section: &Section, row: &RowView, notes: &mut Notes, accent: Option<&str>) -> Row {
    let mut title = vec![plain(&row.title)];
    title.extend(row.code.iter().map(|code| Inline::Chip { text: code.clone() }));
    let mut cells = vec![Cell::heading(title)];
    if let Some(reason) = &row.not_applicable {
        cells.push(Cell { span: 5, ..Cell::new(vec![plain(reason)]) });
        return Row::Cells { cells, is_whole: false };
    }
    let found = |is: &dyn Fn(&CellView) -> bool| row.cells.iter().find(|cell| is(cell));
    let not_shown = |notes: &mut Notes| absent("Not shown on this page of the scorecard", notes);
    cells.push(Cell::new(match found(&|cell| matches!(cell, CellView::Trend(line) if line.has_values())) {
        Some(CellView::Trend(line)) => {
            let pairs: Vec<_> = section.pairs(row).collect();
            vec![Inline::Drawing {
                svg: on_paper(&line.svg(), accent),
                alternative: trend_in_words(line, &pairs),
                width: SPARKLINE,
            }]
        }
        _ => vec![plain("no trend")],
    }));
    let is_latest =
        |cell: &CellView| matches!(cell, CellView::Figure { latest: true, .. } | CellView::Value { .. });
    cells.push(Cell::new(match found(&is_latest) {
        Some(CellView::Figure { shown: value, remarks, as_at, .. }) => {
            let mut inlines = shown(value, remarks, notes);
            inlines.extend(as_at.iter().map(|(short, _)| Inline::Chip { text: short.clone() }));
            inlines
        }
        Some(CellView::Value { shown: value, remarks }) => shown(value, remarks, notes),
        _ => not_shown(notes),
    }));
    cells.push(Cell::new(match found(&|cell| matches!(cell, CellView::Direction(_))) {
        Some(CellView::Direction(Ok(view))) => {
            vec![Inline::Direction { way: view.way.class(), word: view.word.clone(), since: None }]
        }
        Some(CellView::Direction(Err(reason))) => absent(reason, notes),
        _ => not_shown(notes),
    }));
    let target_column = section.headings.iter().position(|heading| heading.kind == "target");
    cells.push(Cell::new(match target_column.and_then(|column| row.cells.get(column)) {
        Some(CellView::Target(view)) => target(view, notes),
        _ => not_shown(notes),
    }));
    let is_rating = |cell: &CellView| matches!(cell, CellView::Rating(_) | CellView::Exception { .. });
    cells.push(Cell::new(match found(&is_rating) {
        Some(CellView::Rating(Ok((rating, _))) | CellView::Exception { rating, .. }) => {
            vec![Inline::Rating(tag(rating))]
        }
        Some(CellView::Rating(Err(reason))) => absent(reason, notes),
        _ => not_shown(notes),
    }));
    Row::Cells { cells, is_whole: false }
}
