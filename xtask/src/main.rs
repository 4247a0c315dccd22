//! What developers run: `cargo xtask test` for everything that continuous integration runs, and its parts one by one.

#![expect(clippy::print_stderr, reason = "this is a tool for developers, and it talks to them")]

mod api;
mod browser;
mod disclosure;
mod documents;
mod generated;
mod packages;
mod python;
mod run;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// What developers run.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Everything: formatting, lints, documentation, tests, dependencies, generated files, public copies
    /// attacked, documents read by other programs, the interface for programs called, pages and a month of the service
    /// in a browser
    Test,
    /// The tests alone
    Unit,
    /// Formatting, lints, documentation and dependencies
    Lint,
    /// Write the files that are generated from the source
    Generate {
        /// Only say whether they are current
        #[arg(long)]
        check: bool,
    },
    /// Draw the examples and the page states, and check every page in a browser
    Browser {
        /// Check each page of the examples at every width, light and dark
        #[arg(long)]
        every_mode: bool,
    },
    /// Lead people through a month of the service in a browser, by keyboard alone and without JavaScript, and check
    /// every page that they meet
    Service,
    /// Attack public copies of random frameworks, and compare what they hide with the optimum of another program
    Disclosure {
        /// How many frameworks
        #[arg(long, default_value_t = 10)]
        frameworks: u32,
    },
    /// Draw the documents of the examples and the page states, and have them read by a checker for screen readers and by
    /// LibreOffice
    Documents,
    /// Start the service, and have every address of its interface for programs called by a program that makes calls up
    Api,
    /// Throw random input at what reads files
    Fuzz {
        /// Seconds for each target
        #[arg(long, default_value_t = 60)]
        seconds: u32,
    },
}

fn main() -> Result<()> {
    packages::for_building()?;
    match Arguments::parse().task {
        Task::Test => {
            run::lint()?;
            generated::check()?;
            run::unit()?;
            disclosure::check(10)?;
            documents::check()?;
            api::check()?;
            run::browser(false)?;
            run::service()?;
        }
        Task::Unit => run::unit()?,
        Task::Lint => run::lint()?,
        Task::Generate { check: true } => generated::check()?,
        Task::Generate { check: false } => generated::write()?,
        Task::Browser { every_mode } => run::browser(every_mode)?,
        Task::Service => run::service()?,
        Task::Disclosure { frameworks } => disclosure::check(frameworks)?,
        Task::Documents => documents::check()?,
        Task::Api => api::check()?,
        Task::Fuzz { seconds } => run::fuzz(seconds)?,
    }
    Ok(())
}

/// The folder of the project.
fn root() -> PathBuf {
    let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().map_or(manifest.clone(), PathBuf::from)
}

/// Where builds and what is made for tests go.
fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}
