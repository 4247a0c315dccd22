//! Loads, told as rules: small inputs, and what is said of them.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up its case should stop")]

mod files;
mod kills;
#[cfg(feature = "odbc")]
mod odbc;
mod postgres;
mod properties;
mod rows;
mod snapshots;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use extracts::{LoadError, Loaded, Options, Source, load};
use framework::{Contracts, Folder, contracts};
use tempfile::TempDir;

/// Contracts of three tables, small enough to be read at a glance.
const SOURCES: &str = r#"
[people]
title = "People"
key = ["person_id"]
retain_months = 12

[people.columns]
person_id = { type = "text", visibility = "listed", longest = 6 }
name = { type = "text", visibility = "dropped" }
born = { type = "date", visibility = "measured", past = true }
sex = { type = "text", visibility = "measured", allowed = ["girl", "boy"] }
mother_id = { type = "text", visibility = "listed", references = "people.person_id" }

[visits]
title = "Visits"
key = ["visit_id"]
order = [["asked_on", "visited_on"]]
fresh = { by = "asked_on", days = 40 }
retain_months = 24

[visits.columns]
visit_id = { type = "whole number", visibility = "listed" }
person_id = { type = "text", required = true, visibility = "listed", references = "people.person_id" }
asked_on = { type = "date", required = true, visibility = "measured", past = true }
visited_on = { type = "date", visibility = "measured" }
hours = { type = "decimal", decimals = 2, visibility = "measured" }
seen_alone = { type = "yes or no", visibility = "measured" }
district = { type = "text", visibility = "measured", place = true }

[strict]
title = "A table that stands no mistakes"
key = ["id"]
stop = { refused_percent = "50", rules = ["duplicate-key"] }

[strict.columns]
id = { type = "text", visibility = "listed" }
"#;

pub(crate) const PEOPLE: &str =
    "person_id,name,born,sex,mother_id\np1,Ann,1990-01-31,girl,\np2,Bo,31/10/2015,boy,p1\n";
pub(crate) const VISITS: &str = "visit_id,person_id,asked_on,visited_on,hours,seen_alone,district\n1,p1,2023-10-31,2023-11-02,1.5,Y,eastvale\n";

pub(crate) fn small() -> Contracts {
    let folder = Folder::from_texts([("sources/small.toml".to_owned(), SOURCES.to_owned())]);
    let (contracts, diagnostics) = contracts(&folder, &[]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    contracts
}

pub(crate) fn options() -> Options {
    Options {
        taken: "2023-11-06".parse().unwrap(),
        specimen: true,
        complete_from: None,
        places: BTreeSet::from(["eastvale".to_owned(), "westmoor".to_owned()]),
    }
}

/// A folder with an extract and a folder of records.
pub(crate) struct Case {
    folder: TempDir,
}

impl Case {
    pub(crate) fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let case = Self { folder };
        fs::create_dir(case.extract()).unwrap();
        for (name, bytes) in files {
            fs::write(case.extract().join(name), bytes).unwrap();
        }
        case
    }

    pub(crate) fn extract(&self) -> PathBuf {
        self.folder.path().join("extract")
    }

    pub(crate) fn store(&self) -> PathBuf {
        self.folder.path().join("records")
    }

    pub(crate) fn load(&self) -> Result<Loaded, LoadError> {
        self.load_from(&Source::Folder(self.extract()))
    }

    pub(crate) fn load_from(&self, source: &Source) -> Result<Loaded, LoadError> {
        load(source, &small(), &options(), &self.store(), &mut |_| {})
    }
}

/// Everything that is said of an extract, a line each: faults, or rows stored, rows refused and findings.
pub(crate) fn said(result: &Result<Loaded, LoadError>) -> Vec<String> {
    match result {
        Ok(loaded) => {
            let mut lines = Vec::new();
            for table in &loaded.report.tables {
                lines.push(format!("{}: {}", table.table, table.rows));
                for count in &table.refused {
                    for example in &count.examples {
                        lines.push(format!("  {} {}: {}", example.line, count.rule.token(), example.reason));
                    }
                }
            }
            lines.extend(loaded.report.findings.iter().map(ToString::to_string));
            lines
        }
        Err(LoadError::Faults(faults)) => faults
            .iter()
            .map(|fault| format!("{}: {}: {}", fault.rule.token(), fault.at, fault.message))
            .collect(),
        Err(LoadError::Stopped(report)) => report.stops.iter().map(|stop| stop.message.clone()).collect(),
        Err(other) => vec![other.to_string()],
    }
}

/// What is said of an extract of files.
pub(crate) fn of(files: &[(&str, &[u8])]) -> Vec<String> {
    said(&Case::new(files).load())
}

/// The rows of a stored table, a line each.
pub(crate) fn stored(path: &Path) -> Vec<String> {
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    let reader =
        ParquetRecordBatchReaderBuilder::try_new(fs::File::open(path).unwrap()).unwrap().build().unwrap();
    let mut rows = Vec::new();
    for batch in reader {
        let batch = batch.unwrap();
        for row in 0..batch.num_rows() {
            let cells: Vec<String> = batch
                .columns()
                .iter()
                .map(|column| arrow::util::display::array_value_to_string(column, row).unwrap())
                .collect();
            rows.push(cells.join("|"));
        }
    }
    rows
}
