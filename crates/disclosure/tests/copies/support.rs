//! Small frameworks: a county, three districts and two teams, and figures as a table.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use std::collections::BTreeSet;

use disclosure::{Outcome, Request};
use framework::{FigureKey, Folder, Framework};
use periods::Month;

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

const PLACES: &str = "place,name,level,part_of
northshire,Northshire,county,
eastvale,Eastvale,district,northshire
midvale,Midvale,district,northshire
westvale,Westvale,district,northshire
";

const BREAKDOWNS: &str = r#"
[sex]
title = "Sex"
members = ["girls", "boys"]
exclusive = true
complete = true

[age]
title = "Age"
members = ["under 5", "5 to 10", "over 10"]
exclusive = true
complete = true

[cohort]
title = "Cohort"
members = ["excluding UASC"]
exclusive = true
complete = false
"#;

/// A framework with one indicator `X`, what is said of it, and its figures: `place,period,breakdown,value` for a count,
/// `place,period,breakdown,numerator/denominator` for a proportion, with a basis after a semicolon if it isn't its own.
pub(crate) fn framework(indicator: &str, figures: &str) -> Framework {
    with_head("", indicator, figures)
}

/// The same with more lines of `[disclosure]`.
pub(crate) fn with_head(disclosure: &str, indicator: &str, figures: &str) -> Framework {
    let head = FRAMEWORK.replace("threshold = 5\n", &format!("threshold = 5\n{disclosure}\n"));
    let head = if disclosure.contains("nearest") { head.replace("\"hide\"", "\"round\"") } else { head };
    let indicator = format!(
        "[X]\ntitle = \"A count\"\npolarity = \"low\"\nyear = \"financial\"\nplaces = [\"county\", \"district\"]\n\
         definition = \"Those who are counted.\"\nsource = \"cases\"\n{indicator}\n"
    );
    let mut rows = "indicator,place,period,basis,breakdown,numerator,denominator,value\n".to_owned();
    for line in figures.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (line, basis) = line.split_once(';').unwrap_or((line, ""));
        let parts: Vec<&str> = line.split(',').collect();
        let [place, period, breakdown, value] = parts[..] else { panic!("{line}") };
        let (above, below, value) = match value.split_once('/') {
            Some((above, below)) => (above, below, ""),
            None => ("", "", value),
        };
        rows.push_str(&format!("X,{place},{period},{},{breakdown},{above},{below},{value}\n", basis.trim()));
    }
    let texts = [
        ("framework.toml", head),
        ("places.csv", PLACES.to_owned()),
        ("breakdowns.toml", BREAKDOWNS.to_owned()),
        ("indicators/x.toml", indicator),
        ("sources/cases.toml", "[cases]\ntitle = \"Case records\"\n".to_owned()),
        ("figures/x.csv", rows),
    ];
    let folder = Folder::from_texts(texts.map(|(path, text)| (path.to_owned(), text)));
    let (framework, diagnostics) = framework::compile(&folder);
    framework.unwrap_or_else(|| {
        panic!("{}", framework::render_all(&diagnostics, &folder, framework::Style::Plain))
    })
}

/// A count that adds over places.
pub(crate) const COUNT: &str =
    "unit = \"count\"\ndecimals = 0\nbasis = \"snapshot\"\nfrequency = \"month\"\nsums = \"exact\"";
/// A proportion.
pub(crate) const PERCENT: &str =
    "unit = \"percent\"\ndecimals = 1\nbasis = \"snapshot\"\nfrequency = \"month\"\nsums = \"no\"";

/// What is decided of October 2023.
pub(crate) fn decide(framework: &Framework) -> Outcome {
    let month = Month::parse("2023-10").expect("a month");
    let request = Request::new(framework, month, None).expect("a profile that hides");
    Outcome::of(request)
}

/// Every hidden figure as `place period breakdown`, with a star if it is hidden for its own sake.
pub(crate) fn hidden(framework: &Framework, outcome: &Outcome) -> BTreeSet<String> {
    let name = |(series, period): &FigureKey| {
        let breakdown = &framework.breakdown(series.breakdown).label;
        format!("{} {period} {breakdown}", framework.place(series.place).slug).trim().to_owned()
    };
    let star = |primary| if primary { "*" } else { "" };
    outcome.hidden.iter().map(|(key, reason)| format!("{}{}", name(key), star(reason.is_primary()))).collect()
}

/// The hidden figures of a framework, which nobody can work out.
pub(crate) fn hidden_in(framework: &Framework) -> Vec<String> {
    let outcome = decide(framework);
    let given_away: Vec<_> = outcome.given_away().collect();
    assert!(given_away.is_empty(), "{given_away:?}");
    hidden(framework, &outcome).into_iter().collect()
}

/// The values in the public copy of October 2023, in order: `place value`.
pub(crate) fn shown_in(framework: &Framework) -> Vec<String> {
    let copy = decide(framework).public_copy(framework);
    let figures = copy
        .figures
        .iter()
        .flat_map(|(key, series)| series.figures().iter().map(move |figure| (key, figure)));
    let mut shown: Vec<String> = figures
        .filter_map(|(key, figure)| {
            let number = figure.reading.value()?.number();
            Some(format!("{} {}", framework.place(key.place).slug, number.printed(1).trim_end_matches(".0")))
        })
        .collect();
    shown.sort();
    shown
}
