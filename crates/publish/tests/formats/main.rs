//! The formats that are drawn beside the pages: they keep to their standards, and tell nothing that a copy hides. That
//! they agree is a test of `documents`, which has all of them.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "helpers of tests may fail loudly"
)]

mod archive;
mod downloads;
mod json;
mod northshire;
mod privacy;
mod standard;
mod tables;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use framework::{Folder, Framework, compile};
use publish::data::{EditionData, edition_data};
use publish::{Audience, Request, SiteFile, open_data_files};

use tables::{Table, read, tables};

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
        compared: None,
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
