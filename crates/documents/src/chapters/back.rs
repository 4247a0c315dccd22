//! What stands after the scorecard's own pages: sources, definitions, changes.

use publish::view::{ChangesPage, DefinitionsPage, SourcesPage};

use super::told::told;
use crate::content::{
    Align, Block, Cell, Chapter, Column, Fact, Inline, LANDSCAPE, Notes, Row, Table, Tone, absent, plain,
};

/// Where figures come from.
pub(crate) fn sources(page: &SourcesPage) -> Chapter {
    let mut blocks = Vec::new();
    for group in &page.groups {
        let mut notes = Notes::default();
        let mut rows = Vec::new();
        for line in &group.lines {
            for source in &line.sources {
                let mut named: Vec<Inline> =
                    source.levels.iter().map(|levels| Inline::Strong { text: levels.clone() }).collect();
                named.push(plain(source.source.as_deref().unwrap_or("To be supplied")));
                let mut latest = vec![plain(&source.latest)];
                latest.extend(source.age.iter().map(|age| Inline::Under { text: age.clone() }));
                let code = code(line.code.as_ref(), &mut notes);
                rows.push(vec![vec![plain(&line.title)], code, named, latest, vec![plain(&source.released)]]);
            }
        }
        let headings = ["Indicator", "Code", "Source", "Latest data", "Released"];
        let columns = [
            Column::flexible(4),
            Column::fitted(Align::Left),
            Column::flexible(3),
            Column::flexible(3),
            Column::flexible(2),
        ];
        blocks.extend(words(&group.title, "sources", &headings, columns.into(), rows, notes));
    }
    if blocks.is_empty() {
        blocks.push(Block::paragraph(Tone::Empty, "The scorecard has no indicators."));
    }
    if !page.sources.is_empty() {
        blocks.push(Block::heading(2, "What the sources are"));
        let entries = page.sources.iter();
        let about = |about: Option<&String>| about.map_or("To be supplied", String::as_str).to_owned();
        blocks.push(Block::Facts {
            entries: entries.map(|source| Fact::new(&source.title, about(source.about.as_ref()))).collect(),
        });
    }
    let lead = "Where each figure comes from, and what the latest data are.".to_owned();
    Chapter { title: "Data sources".to_owned(), subtitle: None, lead: Some(lead), blocks }
}

/// What each indicator counts.
pub(crate) fn definitions(page: &DefinitionsPage) -> Chapter {
    let mut blocks = Vec::new();
    for group in &page.groups {
        let mut notes = Notes::default();
        let mut rows = Vec::new();
        for line in &group.lines {
            let definition = line.definition.as_deref().unwrap_or("To be supplied");
            let code = code(line.code.as_ref(), &mut notes);
            rows.push(vec![vec![plain(&line.title)], code, vec![plain(definition)]]);
        }
        let columns = vec![Column::flexible(3), Column::fitted(Align::Left), Column::flexible(5)];
        let headings = ["Indicator", "Code", "Definition"];
        blocks.extend(words(&group.title, "definitions", &headings, columns, rows, notes));
    }
    if blocks.is_empty() {
        blocks.push(Block::paragraph(Tone::Empty, "The scorecard has no indicators."));
    }
    let lead = "What each indicator counts.".to_owned();
    Chapter { title: "Definitions".to_owned(), subtitle: None, lead: Some(lead), blocks }
}

fn code(code: Option<&String>, notes: &mut Notes) -> Vec<Inline> {
    match code {
        Some(code) => vec![plain(code)],
        None => absent("No code", notes),
    }
}

/// A heading and a table of words.
fn words(
    title: &str,
    what: &str,
    headings: &[&str],
    columns: Vec<Column>,
    rows: Vec<Vec<Vec<Inline>>>,
    notes: Notes,
) -> Vec<Block> {
    let row = |cells: Vec<Vec<Inline>>| {
        let mut cells: Vec<Cell> = cells.into_iter().map(Cell::new).collect();
        if let Some(first) = cells.first_mut() {
            first.is_heading = true;
        }
        Row::Cells { cells, is_whole: false }
    };
    let table = Table {
        summary: format!("{title}: the {what} of its indicators, a row for each."),
        size: 0.0,
        columns,
        head: vec![headings.iter().map(|heading| Cell::new(vec![plain(*heading)])).collect()],
        rows: rows.into_iter().map(row).collect(),
        notes: notes.into_notes(),
    };
    let mut blocks = vec![Block::heading(2, title)];
    blocks.extend(table.fit(LANDSCAPE).into_iter().map(Block::Table));
    blocks
}

/// What has changed since the last release, and in the indicators.
pub(crate) fn changes(page: &ChangesPage) -> Chapter {
    let mut blocks = Vec::new();
    let log_lead = "By the first data month to which a change applies, the newest first.";
    if let Some(since) = &page.since {
        blocks.push(Block::heading(2, format!("Since the release of {}", since.release)));
        blocks.extend(told(&since.told));
        if since.told.is_empty() {
            blocks.push(Block::paragraph(
                Tone::Empty,
                format!(
                    "Nothing has changed since the release of {} but for what is new in the month.",
                    since.release
                ),
            ));
        }
        if !page.groups.is_empty() {
            blocks.push(Block::heading(2, "In the indicators, month by month"));
            blocks.push(Block::paragraph(Tone::Body, log_lead));
        }
    }
    let level = if page.since.is_some() { 3 } else { 2 };
    for group in &page.groups {
        blocks.push(Block::heading(level, &group.month));
        let items = group.lines.iter().map(|line| {
            let mut inlines = vec![Inline::Chip { text: line.kind.to_owned() }];
            let name: Vec<&str> = line.code.iter().chain(&line.title).map(String::as_str).collect();
            inlines.push(Inline::Strong { text: name.join(" ") });
            inlines.extend(line.text.iter().map(plain));
            if !line.comparable {
                inlines.push(Inline::Chip { text: "not comparable with earlier figures".to_owned() });
            }
            for difference in &line.differences {
                inlines.push(plain(format!("{} before:", difference.term)));
                inlines.push(Inline::Struck { text: difference.before.clone() });
                inlines.push(plain(format!("since: {}", difference.since)));
            }
            inlines
        });
        blocks.push(Block::List { items: items.collect() });
    }
    let (title, lead) = match &page.since {
        Some(_) => ("What changed", None),
        None => ("What changed in the indicators", Some(log_lead.to_owned())),
    };
    Chapter { title: title.to_owned(), subtitle: None, lead, blocks }
}
