//! Files that are made from the source and committed, so that people and editors find them.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use crate::root;
use crate::run::cargo;

/// The path and the text of every generated file.
fn files() -> Vec<(PathBuf, String)> {
    let schemas = framework::schemas().all();
    schemas
        .into_iter()
        .map(|schema| (root().join("schemas").join(schema.file_name), schema.to_json()))
        .collect()
}

/// Writes all generated files.
pub(crate) fn write() -> Result<()> {
    for (path, text) in files() {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
        eprintln!("wrote {}", path.display());
    }
    of_tests(&[("UPDATE_SCHEMAS", "1"), ("UPDATE_TABLES", "1")])
}

/// Fails if a generated file isn't what would be generated now.
pub(crate) fn check() -> Result<()> {
    for (path, text) in files() {
        if fs::read_to_string(&path).ok().as_deref() != Some(text.as_str()) {
            bail!("{} is not current; run `cargo xtask generate` and commit what it wrote", path.display());
        }
    }
    of_tests(&[])
}

/// The schema of an edition's JSON, the tables of permissions, settings and columns, and the OpenAPI document. What they
/// are made of is behind the solver, which this program must be able to install before anything is built with it; so
/// their own tests look at them, or write them. All tests of the whole workspace are named, so that nothing is built twice.
fn of_tests(environment: &[(&str, &str)]) -> Result<()> {
    let test = ["test", "--quiet", "--workspace", "--tests", "the_committed"];
    cargo(test, environment)
}
