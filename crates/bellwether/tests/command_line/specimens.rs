//! Made-up records of a whole county, from the generator through load and the engine to figures.

use std::fs;

use ::specimens::{Settings, write};

use crate::person::{copy, examples, rows, run, stderr, stdout};

/// What the council printed for October 2023, above and below the line.
const PUBLISHED: [(&str, &str, &str); 8] = [
    ("SCS03", "5631", "23942"),
    ("SCS08", "1637", "1923"),
    ("SCS13", "279", "1392"),
    ("SCS18", "334", "454"),
    ("SCS19", "788", "1054"),
    ("SCS29", "21393", "59"),
    ("SCS40", "445.6", "588"),
    ("SCS43", "5849", "268.9"),
];

#[test]
fn what_was_published_for_october_comes_out_of_specimen_records() {
    let folder = tempfile::tempdir().unwrap();
    let (framework, extract) = (folder.path().join("kent"), folder.path().join("extract"));
    copy(&examples().join("kent-2023"), &framework);
    write(&extract, &Settings::default(), |_, _| {}).unwrap();
    let (framework, extract) = (framework.to_str().unwrap(), extract.to_str().unwrap());
    let loaded = run(&["load", framework, extract, "--taken", "2023-11-06", "--specimen"]);
    assert!(loaded.status.success(), "{}", stderr(&loaded));
    let measured = run(&["measure", framework, "--format", "csv"]);
    assert!(measured.status.success(), "{}", stderr(&measured));
    let figures = rows(&stdout(&measured));
    for (indicator, above, below) in PUBLISHED {
        let row = figures.iter().find(|row| row["indicator"] == indicator && row["place"] == "kent").unwrap();
        assert_eq!((row["numerator"].as_str(), row["denominator"].as_str()), (above, below), "{indicator}");
    }
}

#[test]
fn the_same_settings_give_the_same_records() {
    let settings = Settings { years: 3, ..Settings::default() };
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    for folder in &folders {
        write(folder.path(), &settings, |_, _| {}).unwrap();
    }
    let mut names: Vec<_> =
        fs::read_dir(folders[0].path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert!(names.len() > 20, "{names:?}");
    for name in names {
        let [one, other] = [0, 1].map(|which: usize| fs::read(folders[which].path().join(&name)).unwrap());
        assert!(one == other, "{name:?}");
    }
}
