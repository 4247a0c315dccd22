//! Which files there are, and the small ones among them.

use crate::diagnostics::{Diagnostic, Location, Rule, nearest};
use crate::document::{Document, child};
use crate::model::{CalendarEntry, CalendarKind, Source, SourceId};
use crate::raw;
use crate::schema::schemas;
use crate::table::{Columns, Table};

use super::context::Context;

/// The folders of a framework and the ending of their files.
const FOLDERS: [(&str, &str); 13] = [
    ("indicators", "toml"),
    ("targets", "csv"),
    ("comparators", "csv"),
    ("calendars", "csv"),
    ("scorecards", "toml"),
    ("reports", "toml"),
    ("facts", "sql"),
    ("figures", "csv"),
    ("measured", "csv"),
    ("public", "csv"),
    ("verdicts", "csv"),
    ("sources", "toml"),
    ("commentary", "toml"),
];

/// The files that stand beside them.
const FILES: [&str; 6] = [
    "framework.toml",
    "places.csv",
    "breakdowns.toml",
    "comparators.toml",
    "acknowledged.csv",
    "measured/origin.toml",
];

/// Reports files that must be there and files that nothing reads.
pub(super) fn check_names(context: &mut Context<'_>) {
    let folder = context.folder;
    let mut read: Vec<usize> =
        FILES.iter().filter_map(|name| folder.find(name)).map(|(index, _)| index).collect();
    for (parent, ending) in FOLDERS {
        read.extend(folder.below(parent, ending).map(|(index, _)| index));
    }
    for (index, file) in folder.files.iter().enumerate() {
        // What could not be read has been reported with the reason.
        if file.readable && !read.contains(&index) {
            context.report(
                Diagnostic::new(Rule::UnusedFile, Location::file(index), "nothing reads this file")
                    .hint(whither(&file.path)),
            );
        }
    }
    for needed in ["framework.toml", "places.csv"] {
        if folder.find(needed).is_none() {
            context.report(
                Diagnostic::new(
                    Rule::MissingFile,
                    Location::file(usize::MAX),
                    format!("there is no `{needed}` in this folder"),
                )
                .hint("is this the framework folder? `bellwether new FOLDER` makes a small framework to start from"),
            );
        }
    }
}

/// Where a file that nothing reads probably belongs.
fn whither(path: &str) -> String {
    let (parent, name) = path.split_once('/').unwrap_or(("", path));
    let lower = path.to_lowercase();
    if let Some((folder, ending)) = FOLDERS.iter().find(|(folder, _)| *folder == parent) {
        return if name.contains('/') || !name.contains('.') {
            format!("`{folder}` has files, not folders: put what is in it straight into `{folder}`")
        } else if lower.ends_with(&format!(".{ending}")) {
            format!("write the ending of its name in lower case: `.{ending}`")
        } else if [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"].iter().any(|workbook| lower.ends_with(workbook))
        {
            "workbooks aren't read: save the sheet as `CSV UTF-8`".to_owned()
        } else {
            format!("`{folder}` has files whose names end in `.{ending}`")
        };
    }
    let first = if parent.is_empty() { path } else { parent };
    let known = FOLDERS.iter().map(|(folder, _)| *folder).chain(FILES);
    match nearest(first, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "docs/framework.md lists the files of a framework; keep others elsewhere".to_owned(),
    }
}

pub(super) fn read_sources(context: &mut Context<'_>) -> Vec<Source> {
    let mut sources = Vec::new();
    let folder = context.folder;
    for (index, file) in folder.below("sources", "toml") {
        let document = Document::read(index, file, &schemas().sources, &mut context.diagnostics);
        context.sources.doubt(document.keys_lost());
        for (id, source) in document.entries::<raw::Source>() {
            let location = document.key(&child("", &id));
            let known = source.as_ref().map(|_| SourceId::new(sources.len()));
            if let Err(earlier) = context.sources.declare(&id, known, location) {
                context.duplicate("sources", &id, location, earlier);
            } else if let Some(source) = source {
                sources.push(Source { id, title: source.title, about: source.about });
            }
        }
    }
    sources
}

pub(super) fn read_calendar(context: &mut Context<'_>) -> Vec<CalendarEntry> {
    const COLUMNS: Columns = Columns { required: &["calendar", "date", "name"], optional: &["to"] };
    const KINDS: [(&str, CalendarKind); 8] = [
        ("bank-holiday", CalendarKind::BankHoliday),
        ("school-term", CalendarKind::SchoolTerm),
        ("school-closed", CalendarKind::SchoolClosed),
        ("cut-off", CalendarKind::CutOff),
        ("commentary-due", CalendarKind::CommentaryDue),
        ("sign-off", CalendarKind::SignOff),
        ("publication", CalendarKind::Publication),
        ("meeting", CalendarKind::Meeting),
    ];
    let mut entries = Vec::new();
    let folder = context.folder;
    for (index, file) in folder.below("calendars", "csv") {
        let table = Table::read(index, file, &COLUMNS, &mut context.diagnostics);
        for row in table.rows() {
            let kind = context.needed(row, "calendar").and_then(|cell| context.word(&cell, &KINDS));
            let date = context.needed(row, "date").and_then(|cell| context.date(cell.location, &cell.text));
            let to = context.date_cell(row, "to");
            let name = context.needed(row, "name");
            let (Some(kind), Some(date), Some(name)) = (kind, date, name) else { continue };
            let to = to.unwrap_or(date);
            if to < date {
                context.report(
                    Diagnostic::new(
                        Rule::DatesReversed,
                        row.cell("to").location,
                        "this ends before it begins",
                    )
                    .hint("`date` is the first day, `to` the last"),
                );
                continue;
            }
            entries.push(CalendarEntry { kind, date, to, name: name.text });
        }
    }
    entries
}
