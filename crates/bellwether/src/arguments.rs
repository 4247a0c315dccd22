//! What may be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use periods::{Month, Period};

/// Performance scorecards for children's services, from a folder of text files
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a small framework folder to start from
    New(New),
    /// Report everything that is wrong with a framework folder
    Check(Check),
    /// Print the figures of a period with their ratings, directions and reasons
    Assess(Assess),
    /// Draw a scorecard as a web site
    Publish(Publish),
    /// Draw the example and show it on a local port
    Demo(Demo),
}

/// Make a small framework folder to start from.
#[derive(Debug, Args)]
pub(crate) struct New {
    /// The folder to make; it must not exist or be empty
    pub folder: PathBuf,
}

/// Report everything that is wrong with a framework folder.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The framework folder
    pub folder: PathBuf,
    /// Treat findings as faults: exit 1 if there are any
    #[arg(long)]
    pub strict: bool,
    /// Show acknowledged findings too, with their reasons
    #[arg(long)]
    pub acknowledged: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Print the figures of a period.
#[derive(Debug, Args)]
pub(crate) struct Assess {
    /// The framework folder
    pub folder: PathBuf,
    /// The period, such as 2021-06, FY2021-22-Q1 or AY2019-20
    #[arg(long, value_parser = Period::parse)]
    pub period: Period,
    /// Whose rules apply; the scorecard of the last edition listed unless said
    #[arg(long)]
    pub scorecard: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Draw a scorecard as a web site.
#[derive(Debug, Args)]
pub(crate) struct Publish {
    /// The framework folder
    pub folder: PathBuf,
    /// Where to put the site: a folder that is new, empty, or holds a site drawn before
    #[arg(long)]
    pub to: PathBuf,
    /// Which scorecard, where there are several
    #[arg(long)]
    pub scorecard: Option<String>,
    /// The data month, such as 2021-06; the newest edition's unless said
    #[arg(long, value_parser = Month::parse)]
    pub month: Option<Month>,
    /// Who it is for: internal, public, or an audience that the framework declares
    #[arg(long, default_value = "internal")]
    pub audience: String,
}

/// Draw the example and show it on a local port.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// The port to show it on; if it is taken, another is found
    #[arg(long, default_value_t = 8000)]
    pub port: u16,
}

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For spreadsheets and programs
    Csv,
    /// For programs
    Json,
}
