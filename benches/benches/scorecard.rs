//! From a framework folder to a drawn scorecard, beside merely parsing the same files.
//!
//! Goals on two cores: compile and assess in under 50 ms, draw the whole site in under 1 s.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints what it measured")]

use std::path::Path;

use assess::assess;
use benches::{Measured, compare};
use framework::{Folder, Framework, compile};
use publish::{Audience, Request, site};

const ROUNDS: usize = 15;

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/kent-2021");
    let (folder, faults) = Folder::read(&path);
    assert!(faults.is_empty(), "the example can be read");
    let framework = compile(&folder).0.unwrap();
    let figures: usize = framework.figures.values().map(|series| series.figures().len()).sum();
    println!(
        "examples/kent-2021: {} files, {figures} figures; medians of {ROUNDS} rounds\n",
        folder.files.len()
    );
    println!("{:44} {:>10} {:>10} {:>7}", "", "ours", "peer", "ratio");

    let parsed = || parse(&folder);
    line("compile (peer: parse the same files)", compare(ROUNDS, || compile(&folder), parsed));
    line("compile, check and assess every figure", compare(ROUNDS, || look_through(&folder), parsed));
    let scorecard = framework.editions[0].scorecard;
    let data_month = framework.editions[0].data_month;
    let request = Request {
        framework: &framework,
        scorecard,
        data_month,
        audience: Audience::Internal,
        logo: None,
        disclosure: None,
        compared: None,
    };
    line("draw the whole site", compare(ROUNDS, || site(&request, &mut |_| ()).unwrap(), parsed));
}

fn line(what: &str, measured: Measured) {
    let milliseconds = |time: std::time::Duration| format!("{:.2} ms", time.as_secs_f64() * 1000.0);
    println!(
        "{what:44} {:>10} {:>10} {:>6.1}x",
        milliseconds(measured.ours),
        milliseconds(measured.peer),
        measured.ratio
    );
}

/// What `check` does, and every figure assessed.
fn look_through(folder: &Folder) -> (usize, usize) {
    let framework = compile(folder).0.unwrap();
    let findings = framework::findings(&framework).len() + assess::compare_verdicts(&framework).len();
    (findings, assess_all(&framework))
}

fn assess_all(framework: &Framework) -> usize {
    let scorecard = Some(framework.editions[0].scorecard);
    let figures = framework
        .figures
        .iter()
        .flat_map(|(series, figures)| figures.figures().iter().map(move |figure| (*series, figure.period)));
    figures.filter(|(series, period)| assess(framework, scorecard, *series, *period).rating.is_some()).count()
}

/// The least that anything could do: parse every file and keep nothing.
fn parse(folder: &Folder) -> usize {
    let mut cells = 0;
    for file in &folder.files {
        if file.path.ends_with(".toml") {
            cells += file.text.parse::<toml::Table>().unwrap().len();
        } else {
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file.text.as_bytes());
            cells += reader.records().map(|record| record.unwrap().len()).sum::<usize>();
        }
    }
    cells
}
