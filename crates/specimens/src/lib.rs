//! Specimens: case records that are made up, for examples, tests and demonstrations.
//!
//! [`write()`] fills a folder with the files of an extract: the tables of the Standard Safeguarding Dataset and those
//! beyond it that scorecards need. No record is of a real child. The records are planned so that the figures of
//! October 2023 come out as a published scorecard has them; see the crate's README.
//!
//! [`write_year()`] writes a small county's extracts of twelve months, in which records come late and things change.
//!
//! The same settings give the same files on every machine. An extract taken later has all records of an earlier
//! one, those entered since, and what has since become known of them.

mod adoption;
mod assessments;
mod attendance;
mod calendar;
mod care;
mod care_records;
mod contacts;
mod county;
mod early_help;
mod leavers;
mod need;
mod open_access;
mod output;
mod places;
mod population;
mod protection;
mod pupils;
mod quotas;
mod random;
mod schools;
mod send;
mod series;
mod staff;
mod tables;
mod year;

use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};

use calendar::Calendar;
use county::County;
use output::Output;
use quotas::Quotas;

pub use year::{SPLIT, write_year};

/// The terms of the schools in the made-up county, in the form of a framework's `calendars/*.csv`.
pub const TERMS: &str = include_str!("../data/terms.csv");

/// What is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Where chance begins: the same seed gives the same records.
    pub seed: u64,
    /// How many counties of 330,000 children the records are of; all figures but rates are in proportion.
    pub scale: u32,
    /// How many years of records there are up to October 2023: 3 to 10.
    pub years: u32,
    /// The day on which the extract is taken: 6 November to 31 December 2023. It has what was entered by then.
    pub taken: Date,
    /// How many referrals of October 2023 were entered after 6 November and by 6 December, for each county.
    pub late_records: u32,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { seed: 2023, scale: 1, years: 10, taken: date(2023, 11, 6), late_records: 14 }
    }
}

/// Why no specimens were written.
#[derive(Debug, thiserror::Error)]
pub enum SpecimenError {
    /// A setting out of its range.
    #[error("{setting} must be {range}")]
    Setting {
        /// Which one.
        setting: &'static str,
        /// What it may be.
        range: &'static str,
    },
    /// A file or folder could not be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A row could not be written.
    #[error("cannot write a row")]
    Row(#[from] csv::Error),
    /// A date that no calendar has.
    #[error("a date is out of range")]
    Date(#[from] jiff::Error),
    /// The school terms don't fit together.
    #[error("the school terms cannot be used")]
    Terms(#[from] periods::CalendarError),
}

/// Writes one file for each table into a folder, replacing those that are there. `progress` is told how many of how
/// many steps are done.
///
/// Refused: settings out of their ranges, a folder that cannot be written.
pub fn write(
    folder: &Path,
    settings: &Settings,
    mut progress: impl FnMut(usize, usize),
) -> Result<(), SpecimenError> {
    let refused = |setting, range| Err(SpecimenError::Setting { setting, range });
    if !(1..=100).contains(&settings.scale) {
        return refused("scale", "from 1 to 100");
    }
    if !(3..=10).contains(&settings.years) {
        return refused("years", "from 3 to 10");
    }
    if settings.taken < date(2023, 11, 6) || settings.taken > date(2023, 12, 31) {
        return refused("taken", "from 6 November to 31 December 2023");
    }
    if settings.late_records > 1000 {
        return refused("late_records", "at most 1,000");
    }
    let calendar = Calendar::new()?;
    let quotas = Quotas::read()?;
    let taken = Calendar::day(settings.taken);
    let mut output = Output::create(folder, &calendar, taken, settings.seed)?;
    let steps = settings.scale as usize * County::STEPS;
    for number in 0..settings.scale {
        output.begin(number);
        let mut county = County::new(&calendar, &quotas, settings, number, &mut output);
        let begun = number as usize * County::STEPS;
        county.write(|step| progress(begun + step, steps))?;
    }
    output.finish()
}
