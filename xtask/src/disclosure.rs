//! The second attacker on public copies, and the comparison with another program: Python, which is not shipped.

use std::process::Command;

use anyhow::Result;

use crate::python;
use crate::run::{program, step};

/// Attacks `frameworks` frameworks of random shape, and compares what is hidden with the optimum of another program.
pub(crate) fn check(frameworks: u32) -> Result<()> {
    let python = python::environment("disclosure")?;
    let program = program()?;
    let mut command = Command::new(python);
    command
        .args(["-m", "unittest", "discover", "--start-directory", "tests/disclosure"])
        .env("BELLWETHER", program)
        .env("FRAMEWORKS", frameworks.to_string());
    step(&mut command)
}
