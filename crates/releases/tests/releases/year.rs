//! Twelve monthly releases of one council to which something happens every month: each cause is named.

use std::collections::BTreeMap;

use releases::{Difference, difference};

use super::council::{Council, council, month, said};

const PLACES: [&str; 3] = ["northshire", "east", "west"];

/// The figures of a month at all places that there are.
fn take_in(mut council: Council, step: u32, token: &str) -> Council {
    for (position, place) in (0..).zip(PLACES) {
        if council.places.iter().any(|row| row.starts_with(place) && row.contains("-31,")) {
            continue;
        }
        council = council
            .measure("VISITS", place, token, &format!("{}/{}", 70 + step + position, 90 + step + position))
            .import("RATE", place, token, &format!("{}/60000", 30 + step))
            .import("TALKS", place, token, &format!("{}", 12 + step));
    }
    council.loaded(&char::from_digit(step, 16).unwrap().to_string())
}

/// What happens in a month, and what must be said of it.
struct Event {
    happens: fn(Council) -> Council,
    said: &'static [&'static str],
}

fn events() -> BTreeMap<&'static str, Event> {
    let event = |happens, said| Event { happens, said };
    [
        (
            "2023-05",
            event(
                |council| council.measure("VISITS", "east", "2023-04", "71/92"),
                &["restated VISITS at east in 2023-04: 78.0% -> 77.2%: records were entered or corrected late"],
            ),
        ),
        (
            "2023-06",
            event(
                |council| {
                    let council = council.field("TALKS", "definition = 'Talks, with those by telephone.'");
                    council.import("TALKS", "west", "2023-04", "20").import("TALKS", "west", "2023-05", "21")
                },
                &[
                    "definition TALKS at county, team: Talks, as counted. -> Talks, with those by telephone.: \
                     definition",
                    "restated TALKS at west in 2023-04: 12.0 -> 20.0: the definition changed (definition)",
                    "restated TALKS at west in 2023-05: 13.0 -> 21.0: the definition changed (definition)",
                ],
            ),
        ),
        (
            "2023-07",
            event(
                |mut council| {
                    council.targets =
                        ["VISITS,*,FY2023-24,85,", "VISITS,west,FY2023-24,78.5,"].map(str::to_owned).to_vec();
                    council
                },
                &[
                    "target VISITS at west in FY2023-24: 80%, floor 75% -> 78.5%, floor 73.5%",
                    "target VISITS at east, northshire in FY2023-24: 80%, floor 75% -> 85%, floor 80%",
                    "rating VISITS at east in 2023-04: amber -> red: the target moved",
                    "rating VISITS at east in 2023-05: amber -> red: the target moved",
                    "rating VISITS at east in 2023-06: amber -> red: the target moved",
                    "rating VISITS at northshire in 2023-04: amber -> red: the target moved",
                    "rating VISITS at northshire in 2023-05: amber -> red: the target moved",
                    "rating VISITS at northshire in 2023-06: amber -> red: the target moved",
                    "rating VISITS at west in 2023-06: amber -> green: the target moved",
                ],
            ),
        ),
        (
            "2023-08",
            event(
                |council| {
                    let council = council.import("RATE", "east", "2023-06", "32/64000");
                    council.import("RATE", "east", "2023-07", "33/64000")
                },
                &[
                    "restated RATE at east in 2023-06: 5.3 per 10,000 -> 5.0 per 10,000: the population was updated",
                    "restated RATE at east in 2023-07: 5.5 per 10,000 -> 5.2 per 10,000: the population was updated",
                ],
            ),
        ),
        (
            "2023-09",
            event(
                |mut council| {
                    let gone = |place: &str, period: &str| place == "east" && period == "2023-09";
                    council.measured.retain(|(_, place, period), _| !gone(place, period));
                    council.imported.retain(|(_, place, period), _| !gone(place, period));
                    council
                        .place("east,East team,team,northshire,,2023-08-31,")
                        .place("east-north,East north,team,northshire,2023-09-01,,east")
                        .place("east-south,East south,team,northshire,2023-09-01,,east")
                        .measure("VISITS", "east", "2023-08", "40/52")
                        .measure("VISITS", "east-north", "2023-09", "40/50")
                        .measure("VISITS", "east-south", "2023-09", "41/50")
                },
                &[
                    "place at east:  -> Its last day was not known and is 31 August 2023.",
                    "place at east-north:  -> It is new and stands in the place of East team.",
                    "place at east-south:  -> It is new and stands in the place of East team.",
                    "restated VISITS at east in 2023-08: 78.9% -> 76.9%: the place was re-organised: Its last day was \
                     not known and is 31 August 2023.",
                ],
            ),
        ),
        (
            "2023-10",
            event(
                |council| council.import("TALKS", "northshire", "2023-08", "61"),
                &["restated TALKS at northshire in 2023-08: 16.0 -> 61.0: the import was corrected (figures/all.csv)"],
            ),
        ),
        (
            "2023-11",
            event(
                |council| {
                    council.field(
                        "TALKS",
                        "versions = [{ from = '2023-11', change = 'Talks of an hour.', comparable = false }]",
                    )
                },
                &[
                    "definition TALKS at county, team in from 2023-11:  -> from November 2023: Talks of an hour. Not \
                     comparable with figures before.: version",
                ],
            ),
        ),
        (
            "2023-12",
            event(
                |council| council.field("VISITS", "minimum_denominator = 98"),
                &[
                    "definition VISITS at county, team:  -> 98: smallest denominator that is rated",
                ],
            ),
        ),
        (
            "2024-01",
            event(
                |mut council| {
                    let calls = council.indicators["TALKS"].clone();
                    council.indicators.insert("CALLS".to_owned(), calls);
                    council.import("CALLS", "west", "2024-01", "3")
                },
                &["new indicator CALLS:  -> Talks"],
            ),
        ),
    ]
    .into()
}

#[test]
fn each_cause_of_a_year_is_named() {
    let events = events();
    let mut council = council();
    let mut before = None;
    let mut told = 0;
    for step in 0..12 {
        let token = month("2023-04").plus(i32::try_from(step).unwrap()).unwrap().to_string();
        council = take_in(council, step, &token);
        let mut expected: Vec<&str> = Vec::new();
        if let Some(event) = events.get(token.as_str()) {
            council = (event.happens)(council);
            expected = event.said.to_vec();
        }
        let release = council.release(&token);
        if let Some(before) = before.replace(release.clone()) {
            let found: Difference = difference(&before, &release);
            let lines = said(&found);
            // A rule that rates fewer figures is told for each of them; the rule is what this is about.
            let of_rule = |line: &String| line.starts_with("rating") && line.ends_with(": the rule moved");
            let (rules, lines): (Vec<String>, Vec<String>) = lines.into_iter().partition(of_rule);
            assert_eq!(rules.is_empty(), token != "2023-12", "{token}: {rules:?}");
            assert_eq!(lines, expected, "{token}");
            told += lines.len();
        }
    }
    assert_eq!(told, events.values().map(|event| event.said.len()).sum::<usize>());
}
