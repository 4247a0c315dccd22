//! Twelve months of a small county to which things happen: records of so few children that whatever a figure says can
//! be counted again in the files, and that monthly releases can be compared with what was done to them.
//!
//! Referrals, their closings and the population, as extracts have them that are taken in the month after. What
//! happens, each thing known to an extract from the day on which it was entered:
//!
//! - one referral in seven, and one closing in eight, is entered weeks late;
//! - an estimate of the population comes in July 2023, and is corrected in March 2024;
//! - one of the three teams is split in two from 1 October 2023. That is entered in December, and whatever was open on
//!   the day of the split has moved to the new teams with its past.

use std::path::Path;

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan as _};

use crate::SpecimenError;
use crate::random::Random;

/// The day from which the team `harbour` is two: `harbour-east` and `harbour-west`.
pub const SPLIT: Date = date(2023, 10, 1);

const COUNTY: &str = "northshire";
const TEAMS: [&str; 3] = ["harbour", "moor", "valley"];
/// Of 100 referrals, those to each team.
const SHARES: [u32; 3] = [40, 25, 35];

const FIRST_DAY: Date = date(2021, 1, 1);
const LAST_DAY: Date = date(2024, 3, 31);
/// How many referrals there are in a month.
const REFERRALS: i32 = 60;

const SPLIT_ENTERED: Date = date(2023, 12, 11);
const ESTIMATED: Date = date(2023, 7, 18);
const CORRECTED: Date = date(2024, 3, 12);

/// Children of each year of age, by the middle of 2021 and of 2022, and of 2022 as it was corrected.
const CHILDREN: [u32; 3] = [1210, 1236, 1229];

/// A referral with all that will be known of it.
struct Referral {
    person: usize,
    team: usize,
    received: Date,
    entered: Date,
    closed: Date,
    closing_entered: Date,
    further_action: bool,
}

/// Writes the extract of the small county that is taken on a day, from May 2023 to April 2024: the files
/// `ssd_cin_episodes.csv` and `population.csv`. The same seed gives the same records.
///
/// Refused: a folder that cannot be written.
pub fn write_year(folder: &Path, seed: u64, taken: Date) -> Result<(), SpecimenError> {
    let cannot = |path: &Path, source| SpecimenError::Write { path: path.to_path_buf(), source };
    std::fs::create_dir_all(folder).map_err(|source| cannot(folder, source))?;
    let mut referrals = csv::Writer::from_path(folder.join("ssd_cin_episodes.csv"))?;
    referrals.write_record([
        "cine_referral_id",
        "cine_person_id",
        "cine_referral_date",
        "cine_referral_nfa",
        "cine_close_date",
        "cine_referral_team",
    ])?;
    for (number, referral) in planned(seed)?.iter().enumerate() {
        if referral.entered > taken {
            continue;
        }
        let closing = (referral.closing_entered <= taken).then(|| referral.closed.to_string());
        referrals.write_record([
            format!("R{number:05}"),
            format!("P{:05}", referral.person),
            referral.received.to_string(),
            (if referral.further_action { "N" } else { "Y" }).to_owned(),
            closing.unwrap_or_default(),
            team(referral, taken).to_owned(),
        ])?;
    }
    referrals.flush().map_err(|source| cannot(folder, source))?;
    population(folder, taken)
}

/// All referrals, in the order in which they are received.
fn planned(seed: u64) -> Result<Vec<Referral>, SpecimenError> {
    let mut random = Random::new(seed, 0, 80);
    let mut referrals: Vec<Referral> = Vec::new();
    let mut people = 0;
    let mut month = FIRST_DAY;
    while month <= LAST_DAY {
        let next = month.checked_add(1.month())?;
        let length = (next - month).get_days();
        let mut days: Vec<i32> =
            (0..REFERRALS + random.between(-6, 6)).map(|_| random.between(0, length - 1)).collect();
        days.sort_unstable();
        for day in days {
            let received = after(month, day)?;
            // A child comes again to the team that knows it.
            let known: Vec<(usize, usize)> = if random.chance(260) {
                let closed = referrals.iter().filter(|earlier| earlier.closed < received);
                closed.map(|earlier| (earlier.person, earlier.team)).collect()
            } else {
                Vec::new()
            };
            let (person, team) = if known.is_empty() {
                people += 1;
                (people, random.weighted(&SHARES))
            } else {
                // Most of those who come again were here not long ago.
                let recent = known.len().min(500);
                known[known.len() - 1 - random.below(recent)]
            };
            let late = if random.chance(143) { random.between(10, 70) } else { random.between(0, 3) };
            let closed = after(received, random.between(4, 160))?;
            let closing_late = if random.chance(125) { random.between(10, 50) } else { random.between(0, 2) };
            let entered = after(received, late)?;
            referrals.push(Referral {
                person,
                team,
                received,
                entered,
                closed,
                closing_entered: after(closed, closing_late)?.max(entered),
                further_action: !random.chance(220),
            });
        }
        month = next;
    }
    Ok(referrals)
}

fn after(day: Date, days: i32) -> Result<Date, SpecimenError> {
    Ok(day.checked_add(Span::new().days(days))?)
}

/// The team that a referral stands under in an extract.
fn team(referral: &Referral, taken: Date) -> &'static str {
    let team = TEAMS[referral.team];
    let has_moved = team == TEAMS[0] && taken >= SPLIT_ENTERED && referral.closed >= SPLIT;
    match (has_moved, referral.person % 2) {
        (false, _) => team,
        (true, 0) => "harbour-east",
        (true, _) => "harbour-west",
    }
}

/// The estimates of the population that an extract knows.
fn population(folder: &Path, taken: Date) -> Result<(), SpecimenError> {
    let mut estimates = csv::Writer::from_path(folder.join("population.csv"))?;
    estimates.write_record(["population_id", "place", "year", "age", "children"])?;
    let of_2022 = (taken >= ESTIMATED).then_some(if taken >= CORRECTED { CHILDREN[2] } else { CHILDREN[1] });
    let years = [(2021, Some(CHILDREN[0])), (2022, of_2022)];
    for (year, children) in years.into_iter().filter_map(|(year, children)| Some((year, children?))) {
        for age in 0..=18 {
            estimates.write_record([
                format!("E{year}-{age:02}"),
                COUNTY.to_owned(),
                year.to_string(),
                age.to_string(),
                (children - 7 * age).to_string(),
            ])?;
        }
    }
    estimates.flush().map_err(|source| SpecimenError::Write { path: folder.join("population.csv"), source })
}
