//! What may be said on the command line.

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use periods::{Month, Period};

use crate::commands::serve::Given;

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
    /// Take an extract of records in, hold it against its contracts, and keep it as a snapshot
    Load(Load),
    /// Remove snapshots that have been kept for as long as their contracts say
    Purge(Purge),
    /// Measure figures from the records
    Measure(Measure),
    /// Say where a measured figure comes from, down to its records
    Explain(Explain),
    /// Print the figures of a period with their ratings, directions and reasons
    Assess(Assess),
    /// Say what a public copy hides, why, and what an outsider could still work out
    Disclose(Disclose),
    /// Write the form on which a team or a provider returns figures
    Template(Template),
    /// Take in figures that were returned on such a form
    Import(Import),
    /// Draw a scorecard as a web site, and in other formats
    Publish(Publish),
    /// Draft releases, sign them off, publish and withdraw them
    #[command(subcommand)]
    Release(Release),
    /// Say what has changed from one release to another, and why
    Diff(Diff),
    /// Print every value of a figure as it was released
    History(History),
    /// Carry the targets of a year that ends into the next, and say where there are none
    YearEnd(YearEnd),
    /// Back the releases up, restore them, or verify that nothing was touched
    #[command(subcommand)]
    Store(Store),
    /// Start the web service: many people, one release
    Serve(Serve),
    /// Make the example with specimen records, measure them, and show the scorecard on a local port
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

/// Take an extract in.
#[derive(Debug, Args)]
pub(crate) struct Load {
    /// The framework folder
    pub folder: PathBuf,
    /// The extract: a folder of CSV, XLSX or Parquet files, a workbook, or a PostgreSQL address
    pub extract: String,
    /// The day on which the extract was taken, such as 2023-11-06
    #[arg(long)]
    pub taken: Date,
    /// The first month of whose events it has all, such as 2018-04: no figure is made of what came before
    #[arg(long, value_parser = Month::parse)]
    pub complete_from: Option<Month>,
    /// Say that its records are made up
    #[arg(long)]
    pub specimen: bool,
}

/// Remove snapshots past their retention.
#[derive(Debug, Args)]
pub(crate) struct Purge {
    /// The framework folder
    pub folder: PathBuf,
    /// Remove them; unless said, they are only listed
    #[arg(long)]
    pub remove: bool,
    /// The day as of which they are past it; today unless said
    #[arg(long)]
    pub today: Option<Date>,
}

/// Measure figures.
#[derive(Debug, Args)]
pub(crate) struct Measure {
    /// The framework folder
    pub folder: PathBuf,
    /// The first month; the last unless said
    #[arg(long, value_parser = Month::parse)]
    pub from: Option<Month>,
    /// The last month; the last that was over when the extract was taken unless said
    #[arg(long, value_parser = Month::parse, conflicts_with = "as_at")]
    pub to: Option<Month>,
    /// Measure how things stood on a day, for an inspection: a marked snapshot that is never released
    #[arg(long)]
    pub as_at: Option<Date>,
    /// Keep the figures in the folder's `measured`, in place of those kept before, for `assess` and `publish`
    #[arg(long, conflicts_with_all = ["as_at", "indicator"])]
    pub keep: bool,
    /// Only this indicator; may be given several times
    #[arg(long)]
    pub indicator: Vec<String>,
    /// Measure at every place, and not just at the levels that the indicators name
    #[arg(long)]
    pub everywhere: bool,
    /// Count replaced places at those that replaced them
    #[arg(long)]
    pub recast: bool,
    /// Which snapshot; the one in use unless said
    #[arg(long)]
    pub snapshot: Option<String>,
    /// The most memory that queries may use, in MiB
    #[arg(long)]
    pub memory: Option<usize>,
    /// How many parts of a query are worked on at once; all processors unless said
    #[arg(long)]
    pub partitions: Option<usize>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Say where a measured figure comes from.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The indicator
    pub indicator: String,
    /// The framework folder
    #[arg(long, default_value = ".")]
    pub folder: PathBuf,
    /// The place
    #[arg(long)]
    pub place: String,
    /// The period
    #[arg(long, value_parser = Period::parse)]
    pub period: Period,
    /// List the ids of the records; asks for a reason and notes it in the folder of records
    #[arg(long, requires = "reason")]
    pub records: bool,
    /// Why the records are looked at
    #[arg(long)]
    pub reason: Option<String>,
    /// Which snapshot; the one in use unless said
    #[arg(long)]
    pub snapshot: Option<String>,
    /// How to print the list of records
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

/// Say what a public copy hides.
#[derive(Debug, Args)]
pub(crate) struct Disclose {
    /// The framework folder
    pub folder: PathBuf,
    /// Which scorecard, where there are several
    #[arg(long)]
    pub scorecard: Option<String>,
    /// The data month, such as 2021-06; the newest edition's unless said
    #[arg(long, value_parser = Month::parse)]
    pub month: Option<Month>,
    /// Who it is for: only a public copy hides anything
    #[arg(long, default_value = "public", value_parser = ["public"])]
    pub audience: String,
    /// Keep what is shown in the folder's `public`: later copies reckon with what is public already
    #[arg(long)]
    pub keep: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Write the form on which figures are returned.
#[derive(Debug, Args)]
pub(crate) struct Template {
    /// The framework folder
    pub folder: PathBuf,
    /// The place whose figures are asked for
    #[arg(long)]
    pub place: String,
    /// The period, such as 2021-06, FY2021-22-Q1 or AY2019-20
    #[arg(long, value_parser = Period::parse)]
    pub period: Period,
    /// The workbook to write, such as harbour-june.xlsx
    #[arg(long)]
    pub to: PathBuf,
}

/// Take in figures that were returned.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The framework folder
    pub folder: PathBuf,
    /// The form, filled in
    pub workbook: PathBuf,
    /// What to call its file in the folder's `figures`; like the workbook unless said
    #[arg(long)]
    pub name: Option<String>,
    /// Let it stand in place of what was imported under this name before
    #[arg(long)]
    pub replace: bool,
}

/// Draw a scorecard as a web site, and in other formats.
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
    /// What to draw; several are separated by commas
    #[arg(long = "as", value_enum, value_delimiter = ',', default_values_t = [PublishFormat::Site])]
    pub formats: Vec<PublishFormat>,
    /// The number that the first page of each PDF has in the pack that it goes into
    #[arg(long)]
    pub first_page: Option<NonZeroU32>,
    /// How to show periods before the edition's, whatever the scorecard says
    #[arg(long, value_enum)]
    pub earlier: Option<EarlierPeriods>,
    /// Where the edition that stands can be read, for pages of one that was superseded
    #[arg(long, value_name = "ADDRESS")]
    pub standing: Option<String>,
    /// Where the releases are kept: a file, or `postgres://…`; the folder's own file unless said
    #[arg(long)]
    pub store: Option<String>,
}

/// How periods before an edition's are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum EarlierPeriods {
    /// With what is known by now; what the last release said otherwise is marked
    AsNowKnown,
    /// As they were first released
    AsPublished,
}

impl From<EarlierPeriods> for framework::Earlier {
    fn from(earlier: EarlierPeriods) -> Self {
        match earlier {
            EarlierPeriods::AsNowKnown => Self::AsNowKnown,
            EarlierPeriods::AsPublished => Self::AsPublished,
        }
    }
}

/// A format that a scorecard can be drawn in.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum PublishFormat {
    /// A web site; the files of other formats are linked from it
    Site,
    /// Tidy CSV files by the data standard of the Department for Education, in an archive
    OpenData,
    /// Every figure for programs
    Json,
    /// Every figure for analysts, in a workbook
    Workbook,
    /// The scorecard, its covering reports and a sheet for each place, for packs and printers
    Pdf,
    /// The covering reports and the exception reports, for those who edit them
    Word,
}

/// Where releases are kept.
#[derive(Debug, Args)]
pub(crate) struct Kept {
    /// The framework folder
    pub folder: PathBuf,
    /// Where the releases are kept: a file, or `postgres://…`; the folder's own file unless said
    #[arg(long)]
    pub store: Option<String>,
}

/// A release and where it is kept.
#[derive(Debug, Args)]
pub(crate) struct One {
    #[command(flatten)]
    pub kept: Kept,
    /// The release, by its number in `bellwether release list`
    pub release: i64,
}

/// The steps of a release.
#[derive(Debug, Subcommand)]
pub(crate) enum Release {
    /// Freeze an edition as a draft, in the place of a draft that is there
    Draft(ReleaseDraft),
    /// Say that a draft may be signed off
    Ready(One),
    /// Sign a release off; from then on it cannot change
    SignOff(ReleaseSignOff),
    /// Publish a release that is signed off, or all that are due
    Publish(ReleasePublish),
    /// Take in an edition that was published before releases were kept, as a release of its own
    Import(ReleaseImport),
    /// Say what a correction corrects: what was said, what is said, and why
    Erratum(ReleaseErratum),
    /// List the releases
    List(Listed),
    /// Verify that no release was touched since it was signed off
    Verify(Kept),
    /// Take a release back
    Withdraw(ReleaseWithdraw),
}

/// Freeze an edition.
#[derive(Debug, Args)]
pub(crate) struct ReleaseDraft {
    #[command(flatten)]
    pub kept: Kept,
    /// Which scorecard, where there are several
    #[arg(long)]
    pub scorecard: Option<String>,
    /// The data month, such as 2021-06; the newest edition's unless said
    #[arg(long, value_parser = Month::parse)]
    pub month: Option<Month>,
    /// Why it is made, where another of the same month and status stands or a figure differs from another scorecard's
    #[arg(long)]
    pub reason: Option<String>,
}

/// Sign a release off.
#[derive(Debug, Args)]
pub(crate) struct ReleaseSignOff {
    #[command(flatten)]
    pub one: One,
    /// The role in which it is signed off; all who sign it off are given at once
    #[arg(long, required = true)]
    pub role: Vec<String>,
}

/// Publish releases.
#[derive(Debug, Args)]
pub(crate) struct ReleasePublish {
    #[command(flatten)]
    pub kept: Kept,
    /// The release, by its number in `bellwether release list`; all that are due unless said
    pub release: Option<i64>,
    /// When, such as 2023-11-23T09:30; now unless said
    #[arg(long, requires = "release", value_parser = parse_time)]
    pub at: Option<Timestamp>,
}

/// List the releases.
#[derive(Debug, Args)]
pub(crate) struct Listed {
    #[command(flatten)]
    pub kept: Kept,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Take in an edition that was published before.
#[derive(Debug, Args)]
pub(crate) struct ReleaseImport {
    #[command(flatten)]
    pub kept: Kept,
    /// The framework folder of the earlier edition, with its figures and targets as they were published
    pub earlier: PathBuf,
    /// Which scorecard, where there are several
    #[arg(long)]
    pub scorecard: Option<String>,
    /// The data month, such as 2021-06; the newest edition's unless said
    #[arg(long, value_parser = Month::parse)]
    pub month: Option<Month>,
    /// When it was published, such as 2021-07-20T09:30
    #[arg(long, value_parser = parse_time)]
    pub published: Timestamp,
    /// The role in which somebody vouches that it is what was published; may be given several times
    #[arg(long, required = true)]
    pub role: Vec<String>,
}

/// Say what a correction corrects.
#[derive(Debug, Args)]
pub(crate) struct ReleaseErratum {
    #[command(flatten)]
    pub kept: Kept,
    /// The release that is corrected, by its number in `bellwether release list`
    pub old: i64,
    /// The release that corrects it
    pub new: i64,
}

/// Take a release back.
#[derive(Debug, Args)]
pub(crate) struct ReleaseWithdraw {
    #[command(flatten)]
    pub one: One,
    /// Why
    #[arg(long)]
    pub reason: String,
    /// Remove its content; its seal and the reason remain
    #[arg(long)]
    pub remove_content: bool,
}

/// Say what has changed between two releases.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The old release, by its number in `bellwether release list`
    pub old: i64,
    /// The new release
    pub new: i64,
    /// The framework folder
    #[arg(long, default_value = ".")]
    pub folder: PathBuf,
    /// Where the releases are kept: a file, or `postgres://…`; the folder's own file unless said
    #[arg(long)]
    pub store: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Print every value of a figure.
#[derive(Debug, Args)]
pub(crate) struct History {
    /// The indicator
    pub indicator: String,
    /// The place
    #[arg(long)]
    pub place: String,
    /// The period; all unless said
    #[arg(long, value_parser = Period::parse)]
    pub period: Option<Period>,
    /// The basis; all unless said
    #[arg(long)]
    pub basis: Option<String>,
    /// The breakdown; the whole cohort unless said
    #[arg(long, default_value = "")]
    pub breakdown: String,
    /// Only what has been published, in a release that has not been withdrawn
    #[arg(long)]
    pub published: bool,
    /// Who it is for: `internal`, or an audience of the framework, which sees its places alone and only what has been
    /// published
    #[arg(long, default_value = "internal")]
    pub audience: String,
    /// The framework folder
    #[arg(long, default_value = ".")]
    pub folder: PathBuf,
    /// Where the releases are kept: a file, or `postgres://…`; the folder's own file unless said
    #[arg(long)]
    pub store: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Carry targets into the next year.
#[derive(Debug, Args)]
pub(crate) struct YearEnd {
    /// The framework folder
    pub folder: PathBuf,
    /// The year that ends, such as FY2023-24 or AY2022-23
    #[arg(long, value_parser = Period::parse)]
    pub year: Period,
    /// Write the carried targets into a new file of the folder's `targets`; unless said, they are only listed
    #[arg(long)]
    pub keep: bool,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Look after the store of releases.
#[derive(Debug, Subcommand)]
pub(crate) enum Store {
    /// Copy all releases into a new file
    Backup(StoreBackup),
    /// Read a backup into a store that has no releases
    Restore(StoreRestore),
    /// Verify that no release was touched since it was signed off
    Verify(Kept),
}

/// Copy all releases into a new file.
#[derive(Debug, Args)]
pub(crate) struct StoreBackup {
    #[command(flatten)]
    pub kept: Kept,
    /// The file to make; it must not exist
    #[arg(long)]
    pub to: PathBuf,
}

/// Read a backup.
#[derive(Debug, Args)]
pub(crate) struct StoreRestore {
    #[command(flatten)]
    pub kept: Kept,
    /// The backup
    #[arg(long)]
    pub from: PathBuf,
}

/// Reads a time: with its distance from universal time, or else as this machine's clocks show it.
fn parse_time(text: &str) -> Result<Timestamp, String> {
    let local = |time: DateTime| time.to_zoned(TimeZone::system()).map(|zoned| zoned.timestamp());
    text.parse::<Timestamp>()
        .or_else(|_| text.parse::<DateTime>().and_then(local))
        .map_err(|error| format!("{error}; write a day and a time such as 2023-11-23T09:30"))
}

/// Start the web service.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The framework folder
    pub folder: PathBuf,
    #[command(flatten)]
    pub settings: Given,
}

/// From made-up records to a scorecard on a local port.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// The folder to make; one that the demo made before is shown as it is
    #[arg(default_value = "bellwether-demo")]
    pub folder: PathBuf,
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
