//! The steps of testing, each a command that could be typed.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::available_parallelism;

use anyhow::{Context as _, Result, bail};

use crate::{browser, packages, root, target};

/// Formatting, lints, documentation and dependencies.
pub(crate) fn lint() -> Result<()> {
    cargo(["fmt", "--all", "--check"], &[])?;
    cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], &[])?;
    cargo(["doc", "--workspace", "--no-deps"], &[("RUSTDOCFLAGS", "-D warnings")])?;
    deny()
}

/// All tests in Rust, with nextest where it is installed; it doesn't run the examples of the documentation.
pub(crate) fn unit() -> Result<()> {
    packages::for_testing()?;
    let has_nextest = succeeds(Command::new("cargo").args(["nextest", "--version"]));
    if has_nextest {
        cargo(["nextest", "run", "--workspace"], &[])?;
        cargo(["test", "--workspace", "--doc"], &[])?;
    } else {
        cargo(["test", "--workspace"], &[])?;
    }
    service_on_postgres(has_nextest)
}

/// How many tests of the service run at once on PostgreSQL. Each has two stores of up to eight connections, and a server
/// takes a hundred unless it is told otherwise.
const AT_ONCE_ON_POSTGRES: usize = 5;

/// The tests of the service once more, with their stores in PostgreSQL. Whether there is a server is asked of them, as
/// they know where to look. Always of the whole workspace: one package alone would be built anew, with fewer features.
fn service_on_postgres(has_nextest: bool) -> Result<()> {
    let tests = ["test", "--workspace", "--test", "service", "--"];
    let is_there = ["--exact", "made::there_is_a_server", "--ignored"];
    if !succeeds(Command::new("cargo").args(tests).args(is_there).current_dir(root())) {
        eprintln!(
            "\nskipped: the tests of the service on PostgreSQL; there is no server on this machine's socket, and \
             BELLWETHER_TEST_POSTGRES names none"
        );
        return Ok(());
    }
    let at_once = available_parallelism().map_or(1, usize::from).min(AT_ONCE_ON_POSTGRES).to_string();
    let threads = ["--test-threads", &at_once];
    let arguments = if has_nextest {
        [&["nextest", "run", "--workspace", "-E", "package(service)"][..], &threads].concat()
    } else {
        [&tests[..], &threads].concat()
    };
    cargo(arguments, &[("BELLWETHER_TEST_STORE", "postgres")])
}

/// Draws the sites, and checks their pages in a browser: the page states in every mode, and the pages of the
/// examples once, or in every mode.
pub(crate) fn browser(every_mode: bool) -> Result<()> {
    let (states, examples) = draw_all(&target().join("sites"), "site,open-data,json")?;
    browser::prepare()?;
    browser::self_test()?;
    browser::check(&[states], true)?;
    browser::check(&examples, every_mode)
}

/// Leads people through a month of the service in a browser.
pub(crate) fn service() -> Result<()> {
    browser::service(&program()?)
}

/// Draws the page states and all examples, each into a folder of its own.
pub(crate) fn draw_all(to: &Path, formats: &str) -> Result<(PathBuf, Vec<PathBuf>)> {
    let program = program()?;
    let states = released_states(&program, to)?;
    let states = draw(&program, &states.to_string_lossy(), &to.join("states"), formats)?;
    let examples = examples()?;
    let examples =
        examples.iter().map(|name| draw(&program, &format!("examples/{name}"), &to.join(name), formats));
    Ok((states, examples.collect::<Result<_>>()?))
}

/// The framework of the page states, with a release of the month before and one of its own month: pages tell what has
/// changed since the one, and what they correct in the other.
fn released_states(program: &Path, to: &Path) -> Result<PathBuf> {
    let frameworks = root().join("crates/publish/tests/frameworks");
    let [now, released] = ["states-framework", "states-released"].map(|name| to.join(name));
    for folder in [&now, &released] {
        if folder.exists() {
            std::fs::remove_dir_all(folder)?;
        }
        copy(&frameworks.join("states"), folder)?;
    }
    copy(&frameworks.join("states-released"), &released)?;
    for (month, published) in [("2021-05", "2021-06-25T09:30:00Z"), ("2021-06", "2021-07-23T09:30:00Z")] {
        let mut import = Command::new(program);
        import.args(["release", "import"]).args([&now, &released]);
        step(import.args(["--month", month, "--published", published, "--role", "Director of visiting"]))?;
    }
    Ok(now)
}

/// Copies a folder over another.
fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// The names of all examples.
fn examples() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(root().join("examples"))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Throws random input at what reads files. cargo-fuzz wants a nightly compiler unless it is told otherwise.
pub(crate) fn fuzz(seconds: u32) -> Result<()> {
    if !succeeds(Command::new("cargo").args(["fuzz", "--version"])) {
        bail!("cargo-fuzz is not installed; run `cargo install --locked cargo-fuzz`");
    }
    for target in ["framework", "csv", "toml", "extract_csv", "extract_xlsx", "extract_parquet"] {
        let seconds = format!("-max_total_time={seconds}");
        cargo(["fuzz", "run", "--sanitizer", "none", target, "--", &seconds], &[("RUSTC_BOOTSTRAP", "1")])?;
    }
    Ok(())
}

fn draw(program: &Path, framework: &str, to: &Path, formats: &str) -> Result<PathBuf> {
    let mut publish = Command::new(program);
    publish.args(["publish", framework, "--as", formats, "--to"]).arg(to);
    step(&mut publish)?;
    Ok(to.to_owned())
}

/// The program, as it is built beside the tests. Asked for alone, cargo would build everything behind it a second time.
pub(crate) fn program() -> Result<PathBuf> {
    cargo(["test", "--quiet", "--workspace", "--no-run"], &[])?;
    Ok(target().join("debug/bellwether"))
}

/// Licences and sources of dependencies; cargo-deny is built once, into the target folder.
fn deny() -> Result<()> {
    let tools = target().join("tools");
    let own = tools.join("bin/cargo-deny");
    let program =
        if succeeds(Command::new("cargo-deny").arg("--version")) { Path::new("cargo-deny") } else { &own };
    if !succeeds(Command::new(program).arg("--version")) {
        let tools = tools.to_string_lossy();
        cargo(["install", "--locked", "--quiet", "--root", &tools, "cargo-deny"], &[])?;
    }
    step(Command::new(program).args(["--log-level", "error", "check", "bans", "licenses", "sources"]))
}

pub(crate) fn cargo<S: AsRef<OsStr>>(
    arguments: impl IntoIterator<Item = S>,
    environment: &[(&str, &str)],
) -> Result<()> {
    step(Command::new("cargo").args(arguments).envs(environment.iter().copied()))
}

/// Runs a command in the project's folder, says which, and fails if it does.
pub(crate) fn step(command: &mut Command) -> Result<()> {
    let words: Vec<_> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let line = words.join(" ");
    eprintln!("\n$ {line}");
    let status = command.current_dir(root()).status().with_context(|| format!("`{line}` cannot be run"))?;
    if !status.success() {
        bail!("`{line}` failed");
    }
    Ok(())
}

/// Whether a command can be run and succeeds; what it prints is thrown away.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}
