//! The contracts that come with Bellwether.

use framework::{Contracts, Diagnostic, Folder};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../contracts/", $name)))),*]
    };
}

const FILES: &[(&str, &str)] = files![
    "people.toml",
    "social-work.toml",
    "child-protection.toml",
    "children-in-care.toml",
    "leaving-care.toml",
    "early-help.toml",
    "send.toml",
    "education.toml",
    "youth-justice.toml",
    "workforce.toml",
    "population.toml",
];

/// The files of contracts that come with Bellwether, each with its text: the tables of the Standard Safeguarding
/// Dataset, and those that a council's scorecards need beyond it.
#[must_use]
pub fn shipped() -> &'static [(&'static str, &'static str)] {
    FILES
}

/// The contracts of a framework folder: those that come with Bellwether, with the folder's own laid over them.
#[must_use]
pub fn contracts(folder: &Folder) -> (Contracts, Vec<Diagnostic>) {
    framework::contracts(folder, FILES)
}
