//! A whole public edition hidden and attacked: a county, 12 districts, 23 teams, 80 indicators, 7 months and 5 age bands.
//!
//! The peer is the attack alone as it is usually made, by two linear programs for each protected count, on what was hidden
//! of a tenth of it: that much is needed to know that a copy is safe, however it was made. Goals for the whole on two
//! cores: under 10 s and under 1 GiB.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints what it measured")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Instant;

use benches::{compare, peak_memory};
use disclosure::{Outcome, Request, attack};
use framework::{Folder, Framework, compile};
use periods::Month;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};

const DISTRICTS: usize = 12;
const TEAMS: usize = 23;
const INDICATORS: usize = 80;
const INDICATORS_OF_PEER: usize = 8;
const MONTHS: [&str; 7] = ["2023-04", "2023-05", "2023-06", "2023-07", "2023-08", "2023-09", "2023-10"];
const BANDS: [&str; 5] = ["under 5", "5 to 9", "10 to 13", "14 to 15", "16 and 17"];
const ROUNDS: usize = 3;

fn main() {
    let month = Month::parse("2023-10").unwrap();
    let framework = edition(INDICATORS);
    let request = Request::new(&framework, month, None).unwrap();
    let start = Instant::now();
    let outcome = Outcome::of(request);
    let taken = start.elapsed();
    let for_themselves = outcome.hidden.values().filter(|reason| reason.is_primary()).count();
    println!(
        "{} figures, of which {} are hidden: {for_themselves} for their own sake, {} beside them; {} counts are \
         protected, {} are not; {} tables by as few figures as can be, {} count by count",
        outcome.figures.len(),
        outcome.hidden.len(),
        outcome.hidden.len() - for_themselves,
        outcome.attacked.len(),
        outcome.given_away().count(),
        outcome.optimal_tables,
        outcome.large_tables,
    );
    println!(
        "hidden and attacked in {:.2} s; peak memory {} MiB, the framework included\n",
        taken.as_secs_f64(),
        peak_memory().map_or("unknown".to_owned(), |bytes| (bytes >> 20).to_string())
    );
    let framework = edition(INDICATORS_OF_PEER);
    let request = Request::new(&framework, month, None).unwrap();
    let hidden: BTreeSet<_> = Outcome::of(request).hidden.keys().copied().collect();
    let measured = compare(ROUNDS, || Outcome::of(request), || attack(request, &hidden));
    println!(
        "a tenth of it: hide and attack {:.2} s, attack by two programs a count {:.2} s, ratio {:.1}; medians of \
         {ROUNDS} rounds",
        measured.ours.as_secs_f64(),
        measured.peer.as_secs_f64(),
        measured.ratio
    );
}

/// A specimen county: indicators of very different sizes, among them proportions, counts and rolling windows.
fn edition(indicators: usize) -> Framework {
    let texts = [
        ("framework.toml", FRAMEWORK.to_owned()),
        ("sources/cases.toml", "[cases]\ntitle = \"Case records\"\n".to_owned()),
        ("breakdowns.toml", breakdowns()),
        ("places.csv", places()),
        ("indicators/all.toml", indicator_texts(indicators)),
        ("figures/all.csv", figures(indicators)),
    ];
    let folder = Folder::from_texts(texts.map(|(path, text)| (path.to_owned(), text)));
    let (framework, diagnostics) = compile(&folder);
    framework.unwrap_or_else(|| {
        println!("{}", framework::render_all(&diagnostics, &folder, framework::Style::Plain));
        std::process::exit(1)
    })
}

const FRAMEWORK: &str = r#"
name = "Northshire children's scorecard"
organisation = "Northshire Council"
specimen = true
levels = ["county", "district", "team"]

[disclosure]
owner = "Information governance"
method = "hide"
threshold = 5

[[contacts]]
role = "Information governance"
"#;

fn breakdowns() -> String {
    format!("[age]\ntitle = \"Age\"\nmembers = {BANDS:?}\nexclusive = true\ncomplete = true\n")
}

/// The district of each team: the first eleven have two, the last has one.
fn district_of(team: usize) -> usize {
    team / 2
}

fn places() -> String {
    let mut rows = "place,name,level,part_of\ncounty,County,county,\n".to_owned();
    for district in 0..DISTRICTS {
        writeln!(rows, "district-{district},District {district},district,county").unwrap();
    }
    for team in 0..TEAMS {
        writeln!(rows, "team-{team},Team {team},team,county;district-{}", district_of(team)).unwrap();
    }
    rows
}

/// Of four indicators, two are proportions of a month, one is a count with a rolling window beside it, one a snapshot.
fn indicator_texts(indicators: usize) -> String {
    let mut texts = String::new();
    for indicator in 0..indicators {
        let rules = match indicator % 4 {
            0 | 1 => "unit = \"percent\"\nbasis = \"month\"\nsums = \"no\"",
            2 => "unit = \"count\"\nbasis = \"month\"\nalso = [\"rolling 3 months\"]\nsums = \"exact\"",
            _ => "unit = \"count\"\nbasis = \"snapshot\"\nsums = \"exact\"",
        };
        writeln!(
            texts,
            "[I{indicator}]\ntitle = \"Indicator {indicator}\"\npolarity = \"low\"\ndecimals = 1\n\
             frequency = \"month\"\nyear = \"financial\"\nplaces = [\"county\", \"district\", \"team\"]\n\
             definition = \"Those who are counted.\"\nsource = \"cases\"\n{rules}\n"
        )
        .unwrap();
    }
    texts
}

fn figures(indicators: usize) -> String {
    let mut rows = "indicator,place,period,basis,breakdown,numerator,denominator,value\n".to_owned();
    let mut random = ChaCha8Rng::seed_from_u64(1);
    let mut below = |limit: u64| random.next_u64() % limit;
    for indicator in 0..indicators {
        // So many in a month, in the county: from some dozens to some thousands.
        let size = 40 << (indicator % 8);
        // Team, band and month.
        let counts: Vec<[u64; 2]> = (0..TEAMS * BANDS.len() * MONTHS.len())
            .map(|_| {
                let mean = size / (TEAMS * BANDS.len()) as u64;
                let all = below(2 * mean + 2);
                [(0..all).filter(|_| below(4) == 0).count() as u64, all]
            })
            .collect();
        let total = |teams: &[usize], band: Option<usize>, months: &[usize], side: usize| -> u64 {
            let bands = band.map_or(0..BANDS.len(), |band| band..band + 1);
            let cell =
                |team: &usize, band: usize, month: usize| (team * BANDS.len() + band) * MONTHS.len() + month;
            let of_bands = |team| {
                bands.clone().flat_map(move |band| months.iter().map(move |&month| (team, band, month)))
            };
            teams
                .iter()
                .flat_map(of_bands)
                .map(|(team, band, month)| counts[cell(team, band, month)][side])
                .sum()
        };
        let of_district =
            |district| (0..TEAMS).filter(|&team| district_of(team) == district).collect::<Vec<_>>();
        let places = std::iter::once(("county".to_owned(), (0..TEAMS).collect::<Vec<_>>()))
            .chain((0..DISTRICTS).map(|district| (format!("district-{district}"), of_district(district))))
            .chain((0..TEAMS).map(|team| (format!("team-{team}"), vec![team])));
        for (place, teams) in places {
            for band in std::iter::once(None).chain((0..BANDS.len()).map(Some)) {
                let label = band.map_or("", |band| BANDS[band]);
                for (month, name) in MONTHS.iter().enumerate() {
                    let [above, below] = [0, 1].map(|side| total(&teams, band, &[month], side));
                    let amounts =
                        if indicator % 4 < 2 { format!("{above},{below},") } else { format!(",,{below}") };
                    if indicator % 4 >= 2 || below > 0 {
                        writeln!(rows, "I{indicator},{place},{name},,{label},{amounts}").unwrap();
                    }
                    if indicator % 4 == 2 && month >= 2 {
                        let window = total(&teams, band, &[month - 2, month - 1, month], 1);
                        writeln!(rows, "I{indicator},{place},{name},rolling 3 months,{label},,,{window}")
                            .unwrap();
                    }
                }
            }
        }
    }
    rows
}
