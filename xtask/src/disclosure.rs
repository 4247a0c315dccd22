//! The second attacker on public copies, and the comparison with another program: Python, which is not shipped.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::packages::{find_program, install};
use crate::run::{cargo, step, succeeds};
use crate::{root, target};

/// Attacks `frameworks` frameworks of random shape, and compares what is hidden with the optimum of another program.
pub(crate) fn check(frameworks: u32) -> Result<()> {
    let python = prepare()?;
    cargo(["build", "--quiet", "--workspace", "--bins"], &[])?;
    let mut command = Command::new(python);
    command
        .args(["-m", "unittest", "discover", "--start-directory", "tests/disclosure"])
        .env("BELLWETHER", target().join("debug/bellwether"))
        .env("FRAMEWORKS", frameworks.to_string());
    step(&mut command)
}

/// A Python of its own in the target folder, with the packages that the attacks need.
fn prepare() -> Result<PathBuf> {
    let environment = target().join("disclosure-python");
    let python = environment.join("bin/python");
    let requirements = root().join("tests/disclosure/requirements.txt");
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
    install(&missing, "the attacks need Python 3 with its module venv")?;
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
