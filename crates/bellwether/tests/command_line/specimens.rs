//! Made-up records of a whole county, from the generator through load and the engine to figures.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;

use ::specimens::{Settings, write};

use crate::person::{copy, examples, rows, run, stderr, stdout};

/// A framework folder with the records of a county.
struct Kent {
    folder: tempfile::TempDir,
}

impl Kent {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&examples().join("kent-2023"), &folder.path().join("kent"));
        Self { folder }
    }

    fn framework(&self) -> PathBuf {
        self.folder.path().join("kent")
    }

    /// Loads what was entered by a day.
    fn load(&self, settings: &Settings) {
        let extract = self.folder.path().join("extract");
        write(&extract, settings, |_, _| {}).unwrap();
        let taken = settings.taken.to_string();
        let [framework, extract] =
            [&self.framework(), &extract].map(|path| path.to_str().unwrap().to_owned());
        let loaded = run(&["load", &framework, &extract, "--taken", &taken, "--specimen"]);
        assert!(loaded.status.success(), "{}", stderr(&loaded));
    }

    /// The referrals behind SCS03 in October 2023.
    fn referrals(&self) -> BTreeSet<String> {
        let framework = self.framework();
        let listed = run(&[
            "explain",
            "SCS03",
            "--folder",
            framework.to_str().unwrap(),
            "--place",
            "kent",
            "--period",
            "2023-10",
            "--records",
            "--reason",
            "a test",
            "--format",
            "csv",
        ]);
        assert!(listed.status.success(), "{}", stderr(&listed));
        rows(&stdout(&listed)).iter().map(|row| row["record"].clone()).collect()
    }
}

/// The figures of October 2023 that the council published, as the example has them.
fn published() -> Vec<HashMap<String, String>> {
    let files = fs::read_dir(examples().join("kent-2023/figures")).unwrap();
    let all = files.flat_map(|file| rows(&fs::read_to_string(file.unwrap().path()).unwrap()));
    all.filter(|row| row["period"] == "2023-10").collect()
}

#[test]
fn everything_that_was_published_for_october_comes_out_of_specimen_records() {
    let kent = Kent::new();
    kent.load(&Settings::default());
    let measured = run(&["measure", kent.framework().to_str().unwrap(), "--format", "csv"]);
    assert!(measured.status.success(), "{}", stderr(&measured));
    let measured = rows(&stdout(&measured));
    let published = published();
    assert!(published.len() > 40, "{}", published.len());
    for row in published {
        let (indicator, place) = (&row["indicator"], &row["place"]);
        let same = |one: &&HashMap<String, String>| &one["indicator"] == indicator && &one["place"] == place;
        let figure = measured.iter().find(same).unwrap_or_else(|| panic!("{indicator} of {place}"));
        let number = |text: &str| figures::Number::parse(text).ok();
        match row.get("numerator").filter(|above| !above.is_empty()) {
            // The printed value beside SEND-WAITING's numerator and denominator is another than theirs.
            Some(above) => assert_eq!(
                (number(&figure["numerator"]), number(&figure["denominator"])),
                (number(above), number(&row["denominator"])),
                "{indicator} of {place}"
            ),
            None => assert_eq!(number(&figure["printed"]), number(&row["value"]), "{indicator} of {place}"),
        }
    }
}

#[test]
fn an_extract_a_month_later_adds_the_fourteen_referrals_that_were_entered_late() {
    let kent = Kent::new();
    let november = Settings { years: 3, ..Settings::default() };
    kent.load(&november);
    let before = kent.referrals();
    kent.load(&Settings { taken: "2023-12-06".parse().unwrap(), ..november });
    let after = kent.referrals();
    assert!(before.is_subset(&after));
    let late: Vec<&String> = after.difference(&before).collect();
    assert_eq!(late.len(), 14, "{late:?}");
    let framework = kent.framework();
    let explained = run(&[
        "explain",
        "SCS03",
        "--folder",
        framework.to_str().unwrap(),
        "--place",
        "kent",
        "--period",
        "2023-10",
        "--records",
        "--reason",
        "a test",
    ]);
    let said = stdout(&explained) + &stderr(&explained);
    assert!(said.contains("23,956") && late.iter().all(|id| said.contains(*id)), "{said:.3000}");
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
