//! Programs and libraries that Cargo doesn't bring: says what is missing, or installs it if this is Debian and we are
//! root.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context as _, Result, bail};

use crate::run::step;

/// Makes ready what the build needs: the solver of linear programs is compiled from C++, and its header is read with
/// libclang.
pub(crate) fn for_building() -> Result<()> {
    let mut missing = Vec::new();
    if find_program("cmake").is_none() {
        missing.push("cmake");
    }
    if find_program("c++").is_none() {
        missing.push("g++");
    }
    if !has_libclang() {
        missing.push("libclang-dev");
    }
    install(&missing, "the build needs CMake, a C++ compiler and libclang")
}

/// Makes ready what the tests need: they read PDF with poppler.
pub(crate) fn for_testing() -> Result<()> {
    let missing: &[&str] = if find_program("pdftotext").is_none() { &["poppler-utils"] } else { &[] };
    install(missing, "the tests of documents need pdftotext, pdfinfo and pdffonts of poppler")
}

/// A program on the path.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn has_libclang() -> bool {
    if env::var_os("LIBCLANG_PATH").is_some() {
        return true;
    }
    let folders = fs::read_dir("/usr/lib").into_iter().flatten().flatten().map(|entry| entry.path());
    folders.flat_map(|folder| [folder.join("lib"), folder]).any(|folder| {
        let files = fs::read_dir(folder).into_iter().flatten().flatten();
        files.map(|file| file.file_name()).any(|name| {
            let name = name.to_string_lossy();
            name.starts_with("libclang") && name.contains(".so") && !name.starts_with("libclang-cpp")
        })
    })
}

/// Installs packages of Debian, or says how.
pub(crate) fn install(packages: &[&str], needs: &str) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let by_hand = format!(
        "{needs}; on Debian run, as root, `apt-get update && apt-get install -y --no-install-recommends {}`",
        packages.join(" ")
    );
    if !Path::new("/etc/debian_version").is_file() || !is_root() {
        bail!(by_hand);
    }
    let apt = || {
        let mut command = Command::new("apt-get");
        command.arg("--quiet").env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    step(apt().arg("update"))
        .and_then(|()| step(apt().args(["install", "-y", "--no-install-recommends"]).args(packages)))
        .context(by_hand)
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
