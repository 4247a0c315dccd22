//! Open data by the standard of the Department for Education ("Open data standards", of its analysts' guide): tidy CSV
//! files with their metadata, all figures with their ratings and reasons, the indicators, and a data dictionary; and
//! all of it in one archive with checksums.

mod geography;
mod supporting;
mod table;
mod time;

use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};

use figures::Symbol;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::data::EditionData;
use crate::paths::file_name;
use crate::{Download, Refusal, SiteFile};

/// The list of checksums in the archive, as `sha256sum --check` reads it.
const CHECKSUMS: &str = "SHA256SUMS";

/// An edition's open data to download: all files in one archive with their checksums, and all figures as one file.
/// The same edition always gives the same bytes.
pub fn open_data(data: &EditionData) -> Result<Vec<Download>, Refusal> {
    let files = open_data_files(data)?;
    let path = format!("{}figures.csv", prefix(&data.audience));
    let figures = files.iter().find(|file| file.path == path).map(|file| {
        let about = "Every figure with its target, rating, reasons and direction of travel, one row each.";
        Download::new(data, "All figures", about, "figures.csv", file.content.clone())
    });
    let name = format!("{}-open-data.zip", file_name(&data.scorecard));
    let content = archive(&files).map_err(|source| Refusal::Unwritten { path: name.clone(), source })?;
    let about = "The figures by the data standard of the Department for Education, with their metadata, all \
                 indicators, a data dictionary and checksums.";
    let archive = Download::new(data, "Open data", about, &name, content);
    Ok([archive].into_iter().chain(figures).collect())
}

/// The files of the archive, in the order of their names.
///
/// Names of files do not name the period, so that a reader finds the next edition under the same name; those of a copy
/// that is not public begin with its audience.
pub fn open_data_files(data: &EditionData) -> Result<Vec<SiteFile>, Refusal> {
    let unwritten = |path: &str| {
        let path = path.to_owned();
        move |source| Refusal::Unwritten { path, source }
    };
    let prefix = prefix(&data.audience);
    let tables = table::tables(data, &prefix);
    let mut files = Vec::new();
    let mut add = |path: String, content: io::Result<Vec<u8>>| -> Result<(), Refusal> {
        let content = content.map_err(unwritten(&path))?;
        files.push(SiteFile { path, content });
        Ok(())
    };
    for table in &tables {
        add(format!("{}.csv", table.name), table.csv())?;
        add(format!("{}.meta.csv", table.name), table.metadata())?;
    }
    add(format!("{prefix}figures.csv"), supporting::figures(data))?;
    add(format!("{prefix}indicators.csv"), supporting::indicators(data))?;
    add(format!("{prefix}data-dictionary.csv"), supporting::dictionary(&tables, &prefix))?;
    add("README.md".to_owned(), Ok(read_me(data, &tables, &prefix).into_bytes()))?;
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

/// What names of files begin with: the audience, unless that is everybody.
pub(crate) fn prefix(audience: &str) -> String {
    if audience == "public" { String::new() } else { format!("{}-", file_name(audience)) }
}

fn archive(files: &[SiteFile]) -> io::Result<Vec<u8>> {
    // The clock has no part in it.
    let options =
        SimpleFileOptions::default().last_modified_time(DateTime::default()).unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        writer.start_file(&file.path, options)?;
        writer.write_all(&file.content)?;
    }
    writer.start_file(CHECKSUMS, options)?;
    writer.write_all(checksums(files).as_bytes())?;
    Ok(writer.finish()?.into_inner())
}

fn checksums(files: &[SiteFile]) -> String {
    let mut lines = String::new();
    for file in files {
        for byte in Sha256::digest(&file.content) {
            // Writing to a text cannot fail.
            let _ = write!(lines, "{byte:02x}");
        }
        lines.push_str("  ");
        lines.push_str(&file.path);
        lines.push('\n');
    }
    lines
}

fn read_me(data: &EditionData, tables: &[table::Table], prefix: &str) -> String {
    let mut text = format!("# {}, {}: open data\n\n", data.title, data.data_month.words);
    for said in &data.statements {
        let _ = writeln!(text, "**{}** {}\n", said.heading, said.text);
    }
    let status = data.status.map(|status| format!(", {status}")).unwrap_or_default();
    let published = data.published_on.as_ref().map(|day| format!(", published on {day}")).unwrap_or_default();
    let _ = writeln!(text, "{} · {}{status}{published}\n", data.organisation, data.framework);
    text.push_str("## Files\n\n| file | what it holds |\n| --- | --- |\n");
    for table in tables {
        let _ = writeln!(
            text,
            "| `{}.csv` | {} Its columns: `{}.meta.csv`. |",
            table.name, table.about, table.name
        );
    }
    let others = [
        ("figures", "Every figure with its rating, its reasons and its direction of travel, in words."),
        ("indicators", "Every indicator with its definition."),
        ("data-dictionary", "What each column of each file means."),
    ];
    for (file, about) in others {
        let _ = writeln!(text, "| `{prefix}{file}.csv` | {about} |");
    }
    text.push_str("\n## Symbols\n\nWhere there is no number, a cell has a symbol.\n\n| symbol | meaning |\n| --- | --- |\n");
    for symbol in Symbol::ALL {
        let _ = writeln!(text, "| `{}` | {} |", symbol.bare(), symbol.words());
    }
    if !data.contacts.is_empty() {
        let _ = writeln!(text, "\nQuestions: {}.", data.contacts.join("; "));
    }
    text
}
