//! What other programs say of the documents: a checker of PDF for screen readers, and LibreOffice.

use std::process::Command;

use anyhow::Result;

use crate::packages::{find_program, for_testing, install};
use crate::run::{draw_all, step};
use crate::{python, target};

/// Draws the documents of all examples and of the page states, and has them read by other programs.
pub(crate) fn check() -> Result<()> {
    let python = python::environment("documents")?;
    for_testing()?;
    let office: &[&str] = if find_program("soffice").is_none() {
        &["libreoffice-calc-nogui", "libreoffice-writer-nogui"]
    } else {
        &[]
    };
    install(office, "workbooks and Word documents are opened in LibreOffice")?;
    let folder = target().join("documents");
    draw_all(&folder, "pdf,workbook,word")?;
    step(Command::new(python).arg("tests/documents/check.py").arg(folder))
}
