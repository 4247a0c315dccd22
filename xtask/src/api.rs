//! The interface for programs, called by another program as its OpenAPI document says that it may be, and otherwise.

use std::process::Command;

use anyhow::Result;

use crate::python;
use crate::run::{program, step};

/// Starts the service with a published release, and has every address called, as nobody and with a token.
pub(crate) fn check() -> Result<()> {
    let python = python::environment("api")?;
    let program = program()?;
    step(Command::new(python).arg("tests/api/check.py").env("BELLWETHER", program))
}
