//! The figures of the small county, counted one by one from the files of an extract.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use jiff::ToSpan as _;
use jiff::civil::Date;
use specimens::SPLIT;

use super::BEGIN;
use crate::person::rows;

/// The indicators of the framework; `RATE` is the county's alone.
pub(super) const INDICATORS: [&str; 5] = ["REFERRALS", "AGAIN", "OFTEN", "RATE", "OPEN"];

/// A referral as an extract has it.
#[derive(Clone)]
struct Referral {
    received: Date,
    at_once: bool,
    closed: Option<Date>,
    team: String,
    /// Whether it came within a year of the child's referral before.
    again: bool,
}

/// What an extract holds.
#[derive(Clone, Default)]
pub(super) struct Extract {
    referrals: BTreeMap<String, Referral>,
    /// Residents aged 0 to 17 by the year of the estimate.
    pub(super) children: BTreeMap<i16, i64>,
    /// Whether the team that is split is two already.
    is_split: bool,
}

impl Extract {
    pub(super) fn read(folder: &Path) -> Self {
        let table = |name: &str| rows(&fs::read_to_string(folder.join(name)).unwrap());
        let mut extract = Self::default();
        let mut last: BTreeMap<String, Date> = BTreeMap::new();
        let mut referrals = table("ssd_cin_episodes.csv");
        referrals.sort_by_key(|row| (row["cine_referral_date"].clone(), row["cine_referral_id"].clone()));
        for row in referrals {
            let received: Date = row["cine_referral_date"].parse().unwrap();
            let before = last.insert(row["cine_person_id"].clone(), received);
            let referral = Referral {
                received,
                at_once: row["cine_referral_nfa"] == "Y",
                closed: row["cine_close_date"].parse().ok(),
                team: row["cine_referral_team"].clone(),
                again: before.is_some_and(|before| received <= before.checked_add(1.year()).unwrap()),
            };
            extract.is_split |= referral.team.starts_with("harbour-");
            extract.referrals.insert(row["cine_referral_id"].clone(), referral);
        }
        for row in table("population.csv").iter().filter(|row| row["age"] != "18") {
            let children: i64 = row["children"].parse().unwrap();
            *extract.children.entry(row["year"].parse().unwrap()).or_default() += children;
        }
        extract
    }
}

/// What a release is made from.
#[derive(Clone)]
pub(super) struct Edition {
    pub(super) month: Date,
    pub(super) extract: Extract,
    /// The indicators that leave out what was closed at once.
    pub(super) without_closed_at_once: BTreeSet<&'static str>,
    /// Whether the framework knows of the split.
    pub(super) is_split: bool,
    /// The target of `AGAIN` in the year of the releases.
    pub(super) target: i64,
}

impl Edition {
    pub(super) fn first() -> Self {
        Self {
            month: BEGIN,
            extract: Extract::default(),
            without_closed_at_once: BTreeSet::new(),
            is_split: false,
            target: 22,
        }
    }

    /// The next edition, as long as nothing happens.
    pub(super) fn followed(&self, month: Date) -> Self {
        Self { month, extract: Extract::default(), ..self.clone() }
    }

    pub(super) fn places(&self, indicator: &str) -> Vec<&'static str> {
        let mut places = vec!["northshire"];
        if indicator != "RATE" {
            places.extend(["harbour", "moor", "valley"]);
            if self.is_split {
                places.extend(["harbour-east", "harbour-west"]);
            }
        }
        places
    }

    pub(super) fn exists(&self, place: &str, month: Date) -> bool {
        match place {
            "harbour" => !self.is_split || month < SPLIT,
            "harbour-east" | "harbour-west" => month >= SPLIT,
            _ => true,
        }
    }
}

/// What figures are counted from, each part of the one edition or of the other.
#[derive(Clone, Copy)]
pub(super) struct World<'a> {
    pub(super) records: &'a Extract,
    /// Whose teams the records stand under.
    pub(super) teams: &'a Extract,
    pub(super) population: &'a Extract,
    pub(super) without_closed_at_once: &'a BTreeSet<&'static str>,
}

impl<'a> World<'a> {
    pub(super) fn of(edition: &'a Edition) -> Self {
        let Edition { extract, without_closed_at_once, .. } = edition;
        Self { records: extract, teams: extract, population: extract, without_closed_at_once }
    }

    /// What stands above and below the line.
    pub(super) fn figure(&self, indicator: &str, place: &str, month: Date) -> (i64, Option<i64>) {
        let over = |months: i64| {
            let from = month.checked_sub((months - 1).months()).unwrap();
            let next = month.checked_add(1.month()).unwrap();
            move |referral: &&Referral| referral.received >= from && referral.received < next
        };
        let asked = self.without_closed_at_once.contains(indicator);
        let counts = |referral: &&Referral| !(asked && referral.at_once);
        let all = || self.at(place).filter(counts);
        let count = |found: usize| i64::try_from(found).unwrap();
        let of_which_again = |months: i64| {
            let again = all().filter(over(months)).filter(|referral| referral.again).count();
            (count(again), Some(count(all().filter(over(months)).count())))
        };
        match indicator {
            "REFERRALS" => (count(all().filter(over(1)).count()), None),
            "AGAIN" => of_which_again(12),
            "OFTEN" => of_which_again(3),
            "RATE" => {
                let mut estimates = self.population.children.range(..=month.year());
                (count(all().filter(over(12)).count()), Some(*estimates.next_back().unwrap().1))
            }
            _ => {
                let next = month.checked_add(1.month()).unwrap();
                let open = |referral: &&Referral| {
                    referral.received < next && referral.closed.is_none_or(|closed| closed >= next)
                };
                (count(all().filter(open).count()), None)
            }
        }
    }

    /// The referrals that stand under a place.
    fn at(&self, place: &str) -> impl Iterator<Item = &'a Referral> {
        let teams = self.teams;
        self.records.referrals.iter().filter_map(move |(id, referral)| {
            let team = teams.referrals.get(id).map_or(referral.team.as_str(), |known| known.team.as_str());
            // What is new stands where it would have stood then.
            let team = if teams.is_split { team } else { team.split('-').next().unwrap() };
            (place == "northshire" || place == team).then_some(referral)
        })
    }
}

/// A figure as it is printed.
pub(super) fn printed(indicator: &str, (above, below): (i64, Option<i64>)) -> String {
    let rounded = |times: i64| (2 * above * times + below.unwrap()) / (2 * below.unwrap());
    let tenths = |times: i64| format!("{}.{}", rounded(times * 10) / 10, rounded(times * 10) % 10);
    match indicator {
        "AGAIN" => format!("{}%", tenths(100)),
        "OFTEN" => format!("{} per 1,000", rounded(1000)),
        "RATE" => format!("{} per 10,000", tenths(10_000)),
        _ => above.to_string(),
    }
}

/// The rating of a percentage that should be low, amber within three points of its target.
pub(super) fn rating((above, below): (i64, Option<i64>), target: i64) -> &'static str {
    match below {
        Some(below) if above * 100 <= target * below => "green",
        Some(below) if above * 100 <= (target + 3) * below => "amber",
        _ => "red",
    }
}
