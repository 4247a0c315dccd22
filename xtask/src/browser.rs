//! The checks of the published pages in a real browser: finds or installs what they need, and runs them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context as _, Result, ensure};

use crate::packages::{find_program, install};
use crate::root;
use crate::run::step;

/// What Chromium is called, in the order in which it is looked for (as in `tests/browser/lib/browser.mjs`).
const CHROMIUM_NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// The oldest Node that the packages of `tests/browser` accept.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Checks every page of the sites: in one mode each and the templates in all, or with `every_mode` all pages in all.
///
/// Fails if any page breaks a rule; what is wrong, and where, has then been printed.
pub(crate) fn check(sites: &[PathBuf], every_mode: bool) -> Result<()> {
    let chromium = prepare()?;
    let mut command = Command::new("node");
    command.arg(folder().join("check.mjs")).env("CHROMIUM", chromium);
    for site in sites {
        command.arg("--site").arg(site);
    }
    if every_mode {
        command.arg("--every-mode");
    }
    step(&mut command)
}

/// Checks the checks themselves, on made-up pages that each have one mistake.
pub(crate) fn self_test() -> Result<()> {
    let chromium = prepare()?;
    step(Command::new("npm").arg("--prefix").arg(folder()).arg("test").env("CHROMIUM", chromium))
}

/// Leads people through a month of the service in the browser, and checks the pages that they meet.
pub(crate) fn service(program: &Path) -> Result<()> {
    let chromium = prepare()?;
    let mut command = Command::new("node");
    step(command.arg(folder().join("service.mjs")).arg("--program").arg(program).env("CHROMIUM", chromium))
}

/// Makes ready what the checks need, and returns the path of Chromium.
///
/// Installs Debian's packages if this is Debian and we are root; otherwise says exactly what to install.
pub(crate) fn prepare() -> Result<PathBuf> {
    let mut missing = Vec::new();
    if find_program("node").is_none() {
        missing.push("nodejs");
    }
    if find_program("npm").is_none() {
        missing.push("npm");
    }
    if find_chromium()?.is_none() {
        missing.push("chromium");
    }
    let (major, minor) = OLDEST_NODE;
    install(
        &missing,
        &format!("the browser checks need Node {major}.{minor} or later with npm, and Chromium"),
    )?;
    refuse_old_node()?;
    install_modules()?;
    find_chromium()?.context("Chromium was installed but is not on the path; set CHROMIUM to it")
}

fn folder() -> PathBuf {
    root().join("tests/browser")
}

fn find_chromium() -> Result<Option<PathBuf>> {
    if let Some(named) = env::var_os("CHROMIUM").filter(|named| !named.is_empty()) {
        let named = PathBuf::from(named);
        ensure!(named.is_file(), "CHROMIUM is set to {}, which is not a file", named.display());
        return Ok(Some(named));
    }
    Ok(CHROMIUM_NAMES.into_iter().find_map(find_program))
}

fn refuse_old_node() -> Result<()> {
    let version = output(Command::new("node").arg("--version"))?;
    let (major, minor) = OLDEST_NODE;
    ensure!(
        numbers_of(&version) >= Some(OLDEST_NODE),
        "the browser checks need Node {major}.{minor} or later, and `node` is {version}; install a later one"
    );
    Ok(())
}

/// The first two numbers of a version such as `v20.19.2`.
fn numbers_of(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.trim_start_matches('v').split('.').map_while(|part| part.parse().ok());
    numbers.next().zip(numbers.next())
}

/// Installs the packages of the lock file, unless they are there already and no older than it.
fn install_modules() -> Result<()> {
    let changed = |file: &str| fs::metadata(folder().join(file)).and_then(|metadata| metadata.modified());
    let locked = changed("package-lock.json").context("tests/browser has no package-lock.json")?;
    // npm writes this file last.
    if changed("node_modules/.package-lock.json").is_ok_and(|installed| installed >= locked) {
        return Ok(());
    }
    step(Command::new("npm").arg("--prefix").arg(folder()).arg("ci"))
        .context("the packages of tests/browser could not be installed")
}

fn output(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("`{name}` cannot be run"))?;
    ensure!(output.status.success(), "`{name}` ended with {}", output.status);
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node_are_told_apart() {
        for (version, is_enough) in [
            ("v18.20.4", false),
            ("v20.18.3", false),
            ("v20.19.0", true),
            ("v20.20.2", true),
            ("v24.1.0", true),
            ("", false),
            ("node", false),
        ] {
            assert_eq!(numbers_of(version) >= Some(OLDEST_NODE), is_enough, "{version}");
        }
    }
}
