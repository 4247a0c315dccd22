//! The command line: `bellwether new | check | load | purge | measure | explain | assess | disclose | template | import |
//! publish | release | diff | history | year-end | store | serve | demo`.
//!
//! Data go to standard output, everything else to standard error. The exit code is 0 when the work is done, 1 when the
//! input is at fault and 2 when the command was called wrongly.

mod archive;
mod arguments;
mod commands;
mod input;
mod kept;
mod output;
mod records;
mod serve;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};
use output::Failure;

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::New(arguments) => commands::new::run(&arguments),
        Command::Check(arguments) => commands::check::run(&arguments),
        Command::Load(arguments) => commands::load::run(&arguments),
        Command::Purge(arguments) => commands::purge::run(&arguments),
        Command::Measure(arguments) => commands::measure::run(&arguments),
        Command::Explain(arguments) => commands::explain::run(&arguments),
        Command::Assess(arguments) => commands::assess::run(&arguments),
        Command::Disclose(arguments) => commands::disclose::run(&arguments),
        Command::Template(arguments) => commands::template::run(&arguments),
        Command::Import(arguments) => commands::import::run(&arguments),
        Command::Publish(arguments) => commands::publish::run(&arguments),
        Command::Release(arguments) => commands::release::run(&arguments),
        Command::Diff(arguments) => commands::diff::run(&arguments),
        Command::History(arguments) => commands::history::run(&arguments),
        Command::YearEnd(arguments) => commands::year_end::run(&arguments),
        Command::Store(arguments) => commands::store::run(&arguments),
        Command::Serve(arguments) => commands::serve::run(&arguments),
        Command::Demo(arguments) => commands::demo::run(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

/// What every command ends in.
type Outcome = Result<(), Failure>;
