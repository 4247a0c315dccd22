//! Whatever the files hold, the readers say what is wrong and where, and never panic.

#[expect(dead_code, reason = "the other half is for the tests that run the examples")]
mod examples;
mod laws;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use framework::Folder;
use laws::look_through;
use proptest::prelude::*;
use proptest::sample::{Index, select};

static BASE: LazyLock<BTreeMap<String, String>> = LazyLock::new(examples::base);

/// Words and numbers that readers may stumble over.
fn fragment() -> impl Strategy<Value = String> {
    let tricky = select(vec![
        "\"",
        "\"\"",
        ",",
        ";",
        "\t",
        "\r",
        "\r\n",
        "\n",
        "\u{feff}",
        "é",
        "\u{202e}",
        "👩‍👧",
        "[",
        "]]",
        "{",
        "=",
        "#",
        "'''",
        "-0",
        "99999999999999999999999999999",
        "1e999",
        "-1",
        "0",
        "4294967296",
        "1.5",
        "nan",
        "inf",
        "0x7fffffffffffffff",
        "9999-12",
        "0000-00",
        "FY9999-00",
        "AY2023-24-T4",
        "2023-01..1900-01",
        "2200-12",
        "9999-12-31",
        "2023-02-30",
        "level:",
        "group:",
        "*",
        "county",
        "eastvale",
        "REF",
        "CPP",
        "girls + girls",
        "rolling 255 months",
        "per 0",
        "regression over 255",
        "~1",
        "/",
        "..",
        "true",
        "[[editions]]",
        "[REF.by_level.team]",
        "rating = { scheme = \"bands\", bands = [] }",
        "levels = [\"county\", \"county\", \"team\"]",
        "basis = \"year to date\"",
        "same_as = \"REF\"",
    ]);
    prop_oneof![3 => tricky.prop_map(str::to_owned), 1 => any::<String>(), 1 => "[ -~]{0,12}"]
}

/// A change to a text: lines or characters left out, doubled, swapped, replaced or put in.
fn change() -> impl Strategy<Value = (u8, Index, Index, String)> {
    (0..8_u8, any::<Index>(), any::<Index>(), fragment())
}

fn changed(text: &str, (kind, one, other, fragment): &(u8, Index, Index, String)) -> String {
    let by_line = kind % 2 == 0;
    let mut parts: Vec<String> = if by_line {
        text.split_inclusive('\n').map(str::to_owned).collect()
    } else {
        text.chars().map(String::from).collect()
    };
    if parts.is_empty() {
        return fragment.clone();
    }
    let (one, other) = (one.index(parts.len()), other.index(parts.len()));
    match kind / 2 {
        0 => drop(parts.remove(one)),
        1 => parts.insert(other, parts[one].clone()),
        2 => parts.swap(one, other),
        _ => parts[one] = fragment.clone(),
    }
    parts.concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_framework_never_panics(changes in prop::collection::vec((any::<Index>(), change()), 1..8)) {
        let mut files = BASE.clone();
        let paths: Vec<String> = files.keys().cloned().collect();
        for (index, change) in &changes {
            let path = &paths[index.index(paths.len())];
            let text = changed(&files[path], change);
            files.insert(path.clone(), text);
        }
        look_through(&Folder::from_texts(files));
    }

    #[test]
    fn any_text_as_any_file_never_panics(index in any::<Index>(), pieces in prop::collection::vec(fragment(), 0..24)) {
        let mut files = BASE.clone();
        let paths: Vec<String> = files.keys().cloned().chain(["acknowledged.csv".to_owned()]).collect();
        files.insert(paths[index.index(paths.len())].clone(), pieces.concat());
        look_through(&Folder::from_texts(files));
    }

    /// A cell of a sound row replaced by anything.
    #[test]
    fn any_cell_never_panics(file in any::<Index>(), row in any::<Index>(), cell in any::<Index>(), text in fragment()) {
        let mut files = BASE.clone();
        let tables: Vec<String> = files.keys().filter(|path| path.ends_with(".csv")).cloned().collect();
        let path = &tables[file.index(tables.len())];
        let mut rows: Vec<Vec<String>> =
            files[path].lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
        let row = row.index(rows.len());
        let cell = cell.index(rows[row].len());
        rows[row][cell] = text;
        let lines: Vec<String> = rows.into_iter().map(|row| row.join(",")).collect();
        files.insert(path.clone(), lines.join("\n"));
        look_through(&Folder::from_texts(files));
    }

    /// A value of a sound key replaced by anything.
    #[test]
    fn any_toml_value_never_panics(file in any::<Index>(), line in any::<Index>(), text in fragment(), quoted in any::<bool>()) {
        let mut files = BASE.clone();
        let documents: Vec<String> = files.keys().filter(|path| path.ends_with(".toml")).cloned().collect();
        let path = &documents[file.index(documents.len())];
        let mut lines: Vec<String> = files[path].lines().map(str::to_owned).collect();
        let line = line.index(lines.len());
        if let Some((key, _)) = lines[line].split_once(" = ") {
            let value = if quoted { format!("{text:?}") } else { text };
            lines[line] = format!("{key} = {value}");
        }
        files.insert(path.clone(), lines.join("\n"));
        look_through(&Folder::from_texts(files));
    }
}
