//! Word of the service in a folder of records: what it serves is looked at there, where every look is logged.

use std::path::Path;
use std::{fs, io};

/// The file that has the service's address.
const SERVED: &str = ".served";

/// Leaves word that a framework folder is served at an address.
///
/// # Errors
///
/// If it cannot be written.
pub fn leave_word(framework_folder: &Path, url: &str) -> io::Result<()> {
    let folder = super::folder(framework_folder);
    extracts::prepare(&folder).map_err(io::Error::other)?;
    fs::write(folder.join(SERVED), format!("{url}\n"))
}

/// The address at which a framework folder was last served, if it ever was.
#[must_use]
pub fn served_at(framework_folder: &Path) -> Option<String> {
    let url = fs::read_to_string(super::folder(framework_folder).join(SERVED)).ok()?;
    Some(url.trim().to_owned())
}
