//! The formats that are drawn beside the pages: they keep to their standards, agree with the pages, and tell nothing
//! that a copy hides.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests may fail loudly"
)]

mod agreement;
mod archive;
mod downloads;
mod json;
mod privacy;
mod standard;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use framework::{Folder, Framework, compile};
use publish::data::{EditionData, edition_data};
use publish::{Audience, Request, SiteFile, open_data_files};

/// Every example's folder, and the page states.
fn folders() -> Vec<PathBuf> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(examples).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.push(states());
    folders.sort();
    folders
}

fn states() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frameworks/states")
}

fn framework(folder: &Path) -> Framework {
    let (folder, faults) = Folder::read(folder);
    assert!(faults.is_empty(), "{faults:?}");
    let (framework, diagnostics) = compile(&folder);
    framework.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

/// The newest edition, for those who work with the figures.
fn request(framework: &Framework) -> Request<'_> {
    let edition = framework.editions.last().expect("an edition");
    Request {
        framework,
        scorecard: edition.scorecard,
        data_month: edition.data_month,
        audience: Audience::Internal,
        logo: None,
        disclosure: None,
    }
}

fn data_of(folder: &Path) -> EditionData {
    edition_data(&request(&framework(folder))).expect("an internal copy")
}

/// The newest edition of a folder, and its open data.
struct Example {
    data: EditionData,
    files: Vec<SiteFile>,
    tables: Vec<Table>,
}

/// Every example, drawn once for all tests.
static EXAMPLES: LazyLock<Vec<Example>> = LazyLock::new(|| {
    let example = |folder: PathBuf| {
        let data = data_of(&folder);
        let files = open_data_files(&data).expect("open data");
        Example { tables: tables(&files), files, data }
    };
    folders().into_iter().map(example).collect()
});

/// A CSV file as its header and its rows, each cell under its column's name.
struct Csv {
    columns: Vec<String>,
    rows: Vec<BTreeMap<String, String>>,
}

fn read(file: &SiteFile) -> Csv {
    let text = std::str::from_utf8(&file.content).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let rows = reader.records().map(|record| {
        let record = record.expect("as many cells as columns");
        columns.iter().cloned().zip(record.iter().map(str::to_owned)).collect()
    });
    Csv { rows: rows.collect(), columns }
}

/// A table of the standard with its metadata.
struct Table {
    path: String,
    data: Csv,
    metadata: Csv,
}

impl Table {
    /// The metadata of a column.
    fn about(&self, column: &str) -> Option<&BTreeMap<String, String>> {
        self.metadata.rows.iter().find(|row| row["col_name"] == column)
    }

    /// The columns that hold measurements.
    fn indicators(&self) -> impl Iterator<Item = &str> {
        let is_one = |row: &&BTreeMap<String, String>| row["col_type"] == "Indicator";
        self.metadata.rows.iter().filter(is_one).map(|row| row["col_name"].as_str())
    }

    /// The columns that are neither time, nor geography, nor measurements.
    fn filters(&self) -> impl Iterator<Item = &str> {
        let is_one = |column: &&str| {
            !standard::STANDARD_COLUMNS.contains(column) && self.indicators().all(|one| one != *column)
        };
        self.data.columns.iter().map(String::as_str).filter(is_one)
    }
}

fn tables(files: &[SiteFile]) -> Vec<Table> {
    let metadata = files.iter().filter_map(|file| Some((file.path.strip_suffix(".meta.csv")?, file)));
    let tables = metadata.map(|(name, metadata)| {
        let path = format!("{name}.csv");
        let data = files.iter().find(|file| file.path == path).expect("a table beside its metadata");
        Table { data: read(data), metadata: read(metadata), path }
    });
    tables.collect()
}

/// Looks at every table of every example.
fn on_every_table(check: impl Fn(&Table)) {
    let mut seen = 0;
    for table in EXAMPLES.iter().flat_map(|example| &example.tables) {
        assert!(!table.data.rows.is_empty(), "{}", table.path);
        check(table);
        seen += 1;
    }
    assert!(seen > 20, "only {seen} tables were looked at");
}
