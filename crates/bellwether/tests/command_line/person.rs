//! Runs the command line as a person would.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program, to be given arguments.
pub(crate) fn bellwether() -> Command {
    Command::new(env!("CARGO_BIN_EXE_bellwether"))
}

/// Runs the program.
pub(crate) fn run(arguments: &[&str]) -> Output {
    bellwether().args(arguments).output().expect("the program starts")
}

/// What a run wrote to standard output.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What a run wrote to standard error.
pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The folder of all examples.
pub(crate) fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// The folder of the largest example.
pub(crate) fn example() -> PathBuf {
    examples().join("kent-2021")
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The rows that `assess` prints for a period, by column.
pub(crate) fn assess(folder: &Path, period: &str) -> Vec<HashMap<String, String>> {
    let output = run(&["assess", folder.to_str().unwrap(), "--period", period, "--format", "csv"]);
    assert!(output.status.success(), "{}", stderr(&output));
    rows(&stdout(&output))
}

/// The rows of a CSV text, by column.
pub(crate) fn rows(text: &str) -> Vec<HashMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.unwrap()).collect()
}
