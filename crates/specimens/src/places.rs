//! The places of the made-up county, as the frameworks of Kent name them.

use crate::random::Random;

/// The districts of the county.
pub(crate) const DISTRICTS: [&str; 12] = [
    "ashford",
    "canterbury",
    "dartford",
    "dover",
    "folkestone-and-hythe",
    "gravesham",
    "maidstone",
    "sevenoaks",
    "swale",
    "thanet",
    "tonbridge-and-malling",
    "tunbridge-wells",
];

/// Of 1000 referrals, those from each district.
pub(crate) const NEED: [u32; 12] = [85, 86, 76, 80, 72, 82, 98, 62, 118, 122, 64, 55];

/// Where no district is recorded. No framework knows this place.
pub(crate) const NOT_RECORDED: &str = "not recorded";

/// Children's social work teams, and the districts that they serve.
pub(crate) const TEAMS: [(&str, &[usize]); 13] = [
    ("ashford-cswt", &[0]),
    ("canterbury-cswt", &[1]),
    ("dartford-cswt", &[2]),
    ("dover-cswt", &[3]),
    ("folkestone-and-hythe-cswt", &[4]),
    ("gravesham-cswt", &[5]),
    ("maidstone-cswt", &[6]),
    ("sevenoaks-north-and-tonbridge-and-malling-cswt", &[7, 10]),
    ("sevenoaks-south-and-tunbridge-wells-cswt", &[7, 11]),
    ("swale-central-cswt", &[8]),
    ("swale-island-and-rural-cswt", &[8]),
    ("thanet-margate-cswt", &[9]),
    ("thanet-ramsgate-cswt", &[9]),
];

/// How many teams look after children in care, disabled children, and care leavers.
pub(crate) const CARE_TEAMS: usize = 8;
pub(crate) const DISABILITY_TEAMS: usize = 3;
pub(crate) const LEAVER_TEAMS: usize = 4;

/// The early help unit of a district.
pub(crate) fn unit_of(district: usize) -> String {
    format!("{}-ehu", DISTRICTS[district])
}

/// One of the social work teams that serve a district.
pub(crate) fn team_of(random: &mut Random, district: usize) -> usize {
    one_of(random, &TEAMS, district)
}

fn one_of(random: &mut Random, all: &[(&str, &[usize])], district: usize) -> usize {
    let serving: Vec<usize> = all
        .iter()
        .enumerate()
        .filter(|(_, team)| team.1.contains(&district))
        .map(|(index, _)| index)
        .collect();
    if serving.is_empty() { 0 } else { random.pick(&serving) }
}
