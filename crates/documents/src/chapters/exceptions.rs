//! Exception reports: the list, and one page for each.

use publish::charts::on_paper;
use publish::view::{ExceptionLine, ExceptionPage, ExceptionsPage, Fact as FactView};

use super::{tables, texts};
use crate::content::{
    Align, Block, Cell, Chapter, Column, Fact, Inline, LANDSCAPE, Notes, Row, Table, Tone, absent, plain,
    shown, tag, target,
};

/// The room for the left half of a report, in points.
const HALF: f64 = 370.0;

/// The list of reports.
pub(crate) fn list(page: &ExceptionsPage) -> Chapter {
    let mut blocks = vec![Block::paragraph(Tone::Body, &page.rule)];
    if page.lines.is_empty() {
        blocks.push(Block::paragraph(Tone::Empty, "No figure opens an exception report."));
    } else {
        blocks.extend(lines(&page.lines).fit(LANDSCAPE).into_iter().map(Block::Table));
    }
    Chapter { title: "Exception reports".to_owned(), subtitle: None, lead: None, blocks }
}

fn lines(lines: &[ExceptionLine]) -> Table {
    let shows_causes = lines.iter().any(|line| line.cause.is_some());
    let mut headings = vec!["Indicator", "Place", "Rating", "Figure", "Since"];
    let mut columns = vec![
        Column::flexible(3),
        Column::flexible(2),
        Column::fitted(Align::Left),
        Column::flexible(4),
        Column::flexible(2),
    ];
    if shows_causes {
        headings.push("Cause and action");
        columns.push(Column::flexible(2));
    }
    let mut notes = Notes::default();
    let mut rows = Vec::new();
    for line in lines {
        let mut title = vec![plain(&line.title)];
        title.extend(line.code.iter().map(|code| Inline::Under { text: code.clone() }));
        let rating = match &line.rating {
            Some(rating) => vec![Inline::Rating(tag(rating))],
            None => absent("Not rated", &mut notes),
        };
        let mut cells = vec![
            Cell::heading(title),
            Cell::new(vec![plain(&line.place)]),
            Cell::new(rating),
            Cell::new(vec![plain(&line.facts)]),
            Cell::new(vec![plain(&line.since)]),
        ];
        if shows_causes {
            cells.push(Cell::new(match &line.cause {
                Some(cause) => vec![plain(cause)],
                None => absent("Not shown in this copy", &mut notes),
            }));
        }
        rows.push(Row::Cells { cells, is_whole: false });
    }
    Table {
        summary: "A row for each exception report.".to_owned(),
        size: 0.0,
        columns,
        head: vec![headings.into_iter().map(|heading| Cell::new(vec![plain(heading)])).collect()],
        rows,
        notes: notes.into_notes(),
    }
}

/// One report on a page of its own.
pub(crate) fn exception(page: &ExceptionPage, accent: Option<&str>) -> Chapter {
    let mut blocks = vec![Block::Verdict {
        about: page.about.clone(),
        figure: page.shown.in_words().to_owned(),
        rating: page.rating.as_ref().map(tag),
        sentences: page.sentences.clone(),
    }];
    if !page.lines.is_empty() {
        blocks.push(Block::Facts { entries: facts(&page.lines) });
    }
    let mut left = vec![Block::heading(2, "Trend")];
    left.extend(rows(page).fit(HALF).into_iter().map(Block::Table));
    if page.trend.has_values() {
        left.push(Block::Picture {
            svg: on_paper(&page.trend.narrow(), accent),
            alternative: format!("{}. {}", page.trend.title, page.trend.description),
            percent: 100,
        });
    }
    let mut right = Vec::new();
    if let Some(cause) = &page.cause {
        right.push(Block::heading(2, "Cause and action"));
        right.push(texts::or_supplied(cause));
    }
    if let Some(notes) = &page.data_notes {
        right.push(Block::heading(2, "Data notes"));
        match notes {
            Ok(notes) => right.extend(notes.iter().map(|note| Block::Written(texts::written(note)))),
            Err(words) => right.push(Block::paragraph(Tone::Empty, words)),
        }
    }
    right.push(Block::heading(2, "About the figure"));
    right.push(Block::Facts { entries: facts(&page.facts) });
    blocks.push(Block::Columns { left, right });
    let title = format!("Exception report: {}", page.title);
    Chapter { title, subtitle: page.code.clone(), lead: None, blocks }
}

pub(crate) fn facts(views: &[FactView]) -> Vec<Fact> {
    views.iter().map(|fact| Fact::new(&fact.term, &fact.text)).collect()
}

fn rows(page: &ExceptionPage) -> Table {
    let mut notes = Notes::default();
    let mut rows = Vec::new();
    for row in &page.rows {
        let rating = match &row.rating {
            Ok(rating) => vec![Inline::Rating(tag(rating))],
            Err(reason) => absent(reason, &mut notes),
        };
        let cells =
            vec![shown(&row.shown, &row.remarks, &mut notes), target(&row.target, &mut notes), rating];
        rows.push((row.period.clone(), false, cells));
    }
    let headings = ["Period", "Result", "Target", "Rating"];
    let mut table = tables::figures("The latest periods.".to_owned(), &headings, rows.into_iter(), notes);
    if let Some(last) = table.columns.last_mut() {
        last.align = Align::Left;
    }
    table
}
