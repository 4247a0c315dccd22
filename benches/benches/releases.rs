//! Releases of a specimen county, frozen and looked up: 40 indicators, 36 places, 70 months.
//!
//! The peer of freezing writes the same text to a file and waits for the disk; that of a history reads the newest
//! release alone, which is what is needed without one. Goals on two cores: 100,000 figures frozen in under 1 s, and any
//! figure's history in under 5 ms with ten years of releases stored, on either database. SQLite is always measured;
//! PostgreSQL if `BELLWETHER_BENCH_POSTGRES` names an empty database (`postgres://…`), which is full afterwards.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints what it measured")]

use std::fmt::Write as _;
use std::fs::File;
use std::io::Write as _;
use std::time::{Duration, Instant};

use benches::{Measured, compare};
use framework::{Folder, Framework, compile};
use jiff::Timestamp;
use periods::{Month, Period};
use releases::{Release, Request};
use store::{Address, Asked, Opening, Store};
use tokio::runtime::Runtime;

const INDICATORS: usize = 40;
const PLACES: usize = 36;
const MONTHS: i32 = 70;
/// The last of the months.
const LAST: &str = "2023-10";
const ROUNDS: usize = 5;
const PATIENCE: Duration = Duration::from_secs(10);
/// Ten years of monthly releases.
const STORED: u32 = 120;
/// Of each stored release this many indicators are kept, so that the disk is not full before the benchmark is over.
const INDICATORS_STORED: usize = 4;

fn main() {
    let texts = county(INDICATORS);
    let folder = Folder::from_texts(texts);
    let framework = compile(&folder).0.unwrap();
    // On one thread, as the commands of `bellwether` ask a store.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let mut addresses = vec![("SQLite", Address::File(scratch.path().join("releases.sqlite")))];
    if let Ok(url) = std::env::var("BELLWETHER_BENCH_POSTGRES") {
        addresses.push(("PostgreSQL", Address::Postgres(url)));
    }
    let made = release(&folder, &framework, LAST, 1);
    let text: String = whole(&made);
    println!(
        "{} figures, {} MB of text; medians of {ROUNDS} rounds",
        made.rows().count(),
        text.len() / 1_000_000
    );
    println!("{:52} {:>10} {:>10} {:>7}", "", "ours", "peer", "ratio");
    for (name, address) in addresses {
        let store = runtime.block_on(Store::open(&address, Opening::OrNew, PATIENCE)).unwrap();
        assert!(runtime.block_on(store.list()).unwrap().is_empty(), "{name}: the database is not empty");
        let mut number = 0;
        let freeze = || {
            number += 1;
            sign_off(&runtime, &store, &release(&folder, &framework, LAST, number));
        };
        let write = || {
            let mut file = File::create(scratch.path().join("peer")).unwrap();
            file.write_all(text.as_bytes()).unwrap();
            file.sync_all().unwrap();
        };
        line(&format!("{name}: freeze (peer: write the text)"), compare(ROUNDS, freeze, write));
        history(&runtime, &store, name);
    }
}

/// Ten years of releases, and one figure of them.
fn history(runtime: &Runtime, store: &Store, name: &str) {
    let folder = Folder::from_texts(county(INDICATORS_STORED));
    let framework = compile(&folder).0.unwrap();
    let begun = Instant::now();
    let mut newest = 0;
    for number in 1..=STORED {
        // Another month than above, so that its numbers begin again.
        newest = sign_off(runtime, store, &release(&folder, &framework, "2023-09", number));
    }
    println!("{name}: {STORED} releases more stored in {:.1} s", begun.elapsed().as_secs_f64());
    let asked = Asked {
        indicator: "I2".to_owned(),
        place: "team-20".to_owned(),
        basis: None,
        breakdown: String::new(),
        period: Some(Period::parse("2023-06").unwrap()),
    };
    let told = runtime.block_on(store.history(&asked)).unwrap();
    assert!(told.len() > STORED as usize);
    let measured = compare(
        ROUNDS * 3,
        || runtime.block_on(store.history(&asked)).unwrap(),
        || runtime.block_on(store.release(newest)).unwrap(),
    );
    line(&format!("{name}: history of a figure (peer: the newest release)"), measured);
}

fn line(what: &str, measured: Measured) {
    let milliseconds = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1000.0);
    println!(
        "{what:52} {:>10} {:>10} {:>6.2}x",
        milliseconds(measured.ours),
        milliseconds(measured.peer),
        measured.ratio
    );
}

fn release(folder: &Folder, framework: &Framework, month: &str, number: u32) -> Release {
    Release::of(&Request {
        folder,
        framework,
        scorecard: framework.find_scorecard("board").unwrap(),
        data_month: Month::parse(month).unwrap(),
        number,
        reason: None,
    })
}

fn whole(release: &Release) -> String {
    let encoded = release.encode();
    std::iter::once(encoded.front).chain(encoded.sheets.into_iter().map(|sheet| sheet.text)).collect()
}

fn sign_off(runtime: &Runtime, store: &Store, release: &Release) -> i64 {
    runtime.block_on(async {
        let now = Timestamp::now();
        let draft = store.draft(release, now).await.unwrap();
        store.make_ready(draft.id).await.unwrap();
        store.sign_off(draft.id, &["Director".to_owned()], now).await.unwrap();
        draft.id
    })
}

/// The files of a county with so many indicators: half proportions with targets, half counts.
fn county(indicators: usize) -> Vec<(String, String)> {
    let mut places = "place,name,level,part_of\ncounty,County,county,\n".to_owned();
    for team in 1..PLACES {
        writeln!(places, "team-{team},Team {team},team,county").unwrap();
    }
    let (mut declared, mut targets) = (String::new(), "indicator,place,period,target\n".to_owned());
    let mut figures = "indicator,place,period,numerator,denominator,value\n".to_owned();
    let last = Month::parse(LAST).unwrap();
    for indicator in 0..indicators {
        let is_share = indicator % 2 == 0;
        let (unit, rating) = if is_share {
            ("percent", "rating = { scheme = \"points\", within = \"5\" }\n")
        } else {
            ("count", "")
        };
        writeln!(
            declared,
            "[I{indicator}]\ntitle = \"Indicator {indicator}\"\npolarity = \"high\"\nunit = \"{unit}\"\ndecimals = 1\n\
             basis = \"month\"\nfrequency = \"month\"\nyear = \"financial\"\nplaces = [\"county\", \"team\"]\n\
             directions = [{{ against = \"previous period\" }}]\n{rating}"
        )
        .unwrap();
        if is_share {
            writeln!(targets, "I{indicator},*,FY2023-24,80").unwrap();
        }
        for place in 0..PLACES {
            let place_name = if place == 0 { "county".to_owned() } else { format!("team-{place}") };
            for back in 0..MONTHS {
                let month = last.plus(-back).unwrap();
                let size = 100 + (indicator * 31 + place * 17) % 900;
                let count = size * 3 / 4 + back.unsigned_abs() as usize % 20;
                if is_share {
                    writeln!(figures, "I{indicator},{place_name},{month},{count},{size},").unwrap();
                } else {
                    writeln!(figures, "I{indicator},{place_name},{month},,,{count}").unwrap();
                }
            }
        }
    }
    let shown: Vec<String> = (0..indicators).map(|indicator| format!("\"I{indicator}\"")).collect();
    let scorecard = format!(
        "title = \"Board\"\n[sections.all]\ntitle = \"All\"\nindicators = [{}]\nperiods = \"7 months\"\n\
         columns = [\"periods\"]\n[[pages]]\nid = \"all\"\ntitle = \"All\"\nplaces = [\"*\"]\nsections = [\"all\"]\n",
        shown.join(", ")
    );
    [
        (
            "framework.toml",
            "name = \"Northshire\"\norganisation = \"Northshire Council\"\nspecimen = true\n\
             levels = [\"county\", \"team\"]\n"
                .to_owned(),
        ),
        ("places.csv", places),
        ("indicators/all.toml", declared),
        ("targets/all.csv", targets),
        ("figures/all.csv", figures),
        ("scorecards/board.toml", scorecard),
    ]
    .map(|(path, text)| (path.to_owned(), text))
    .to_vec()
}
