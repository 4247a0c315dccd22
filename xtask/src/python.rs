//! Programs in Python that check ours, and are not shipped.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::packages::{find_program, install};
use crate::run::{step, succeeds};
use crate::{root, target};

/// A Python of its own in the target folder for a folder of `tests`, with the packages that its `requirements.txt` lists.
pub(crate) fn environment(tests: &str) -> Result<PathBuf> {
    let environment = target().join(format!("{tests}-python"));
    let python = environment.join("bin/python");
    let requirements = root().join("tests").join(tests).join("requirements.txt");
    let installed = environment.join("requirements.txt");
    if is_same(&requirements, &installed) {
        return Ok(python);
    }
    let mut missing = Vec::new();
    if find_program("python3").is_none()
        || !succeeds(Command::new("python3").args(["-m", "ensurepip", "--version"]))
    {
        missing.push("python3-venv");
    }
    install(&missing, &format!("tests/{tests} needs Python 3 with its module venv"))?;
    step(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))?;
    step(
        Command::new(&python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(&requirements),
    )?;
    std::fs::copy(&requirements, &installed)?;
    Ok(python)
}

fn is_same(one: &Path, other: &Path) -> bool {
    let (one, other) = (std::fs::read(one), std::fs::read(other));
    one.is_ok_and(|one| other.is_ok_and(|other| one == other))
}
