//! How bytes become framework folders and extracts, and what must hold for each of them.

#[path = "../../crates/framework/tests/laws/mod.rs"]
mod laws;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use extracts::{Options, Snapshot, Source};
use framework::{Contracts, Folder};

/// Paths and texts of a sound framework.
pub static BASE: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/framework/tests/base");
    Folder::read(&path).0.files.into_iter().map(|file| (file.path, file.text)).collect()
});

/// The base's files of one kind, in order.
pub fn of_kind(ending: &str) -> Vec<&'static (String, String)> {
    BASE.iter().filter(|(path, _)| path.ends_with(ending)).collect()
}

/// A whole folder from bytes: paths and texts in turn, parted by zero bytes.
pub fn folder(bytes: &[u8]) {
    let mut parts = bytes.split(|byte| *byte == 0).map(text);
    let mut files = Vec::new();
    while let Some(path) = parts.next() {
        files.push((path, parts.next().unwrap_or_default()));
    }
    laws::look_through(&Folder::from_texts(files));
}

/// The base with one file replaced: the first byte says which of its kind, the rest is its text.
pub fn replaced(ending: &str, bytes: &[u8]) {
    let Some((which, rest)) = bytes.split_first() else { return };
    let candidates = of_kind(ending);
    let (path, _) = candidates[usize::from(*which) % candidates.len()];
    let mut files = BASE.clone();
    files.retain(|(other, _)| other != path);
    files.push((path.clone(), text(rest)));
    laws::look_through(&Folder::from_texts(files));
}

/// A contract with a column of each type.
static CONTRACTS: LazyLock<Contracts> = LazyLock::new(|| {
    let source = r#"
        [cases]
        title = "Cases"
        key = ["case_id"]
        retain_months = 12
        order = [["opened", "closed"]]

        [cases.columns]
        case_id = { type = "text", visibility = "listed" }
        opened = { type = "date", visibility = "measured", past = true }
        closed = { type = "date", visibility = "measured" }
        visits = { type = "whole number", visibility = "measured" }
        hours = { type = "decimal", decimals = 1, visibility = "measured" }
        urgent = { type = "yes or no", visibility = "measured" }
        "#;
    let folder = Folder::from_texts([("sources/cases.toml".to_owned(), source.to_owned())]);
    framework::contracts(&folder, &[]).0
});

/// An extract of one file: whatever is in it, it is loaded whole or not at all, and what is loaded can be read again.
pub fn extract(ending: &str, bytes: &[u8]) {
    let Ok(folder) = tempfile::tempdir() else { return };
    let (extract, store) = (folder.path().join("extract"), folder.path().join("records"));
    if fs::create_dir(&extract)
        .and_then(|()| fs::write(extract.join(format!("cases.{ending}")), bytes))
        .is_err()
    {
        return;
    }
    let taken = "2023-11-06".parse().expect("a day");
    let options = Options { taken, specimen: true, complete_from: None, places: BTreeSet::new() };
    let loaded = extracts::load(&Source::Folder(extract), &CONTRACTS, &options, &store, &mut |_| {});
    match loaded {
        Ok(loaded) => loaded.snapshot.verify().expect("a snapshot is what was stored"),
        Err(error) => {
            assert!(!error.to_string().is_empty());
            assert!(Snapshot::open(&store, None).is_err(), "nothing is loaded by halves");
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
