//! What is said of a change, one change at a time.

use releases::difference;

use super::council::{Council, council, said};

/// Every figure of September stands in the first release, and a change is made before the second.
fn usual() -> Council {
    let mut council = council();
    for place in ["northshire", "east", "west"] {
        council = council
            .measure("VISITS", place, "2023-09", "82/100")
            .import("RATE", place, "2023-09", "30/60000")
            .import("TALKS", place, "2023-09", "12");
    }
    council
}

/// What is said of a second release after a change, of figures of the first month and of what is about none.
fn after(change: impl FnOnce(Council) -> Council) -> Vec<String> {
    changed(usual(), change)
}

fn changed(before: Council, change: impl FnOnce(Council) -> Council) -> Vec<String> {
    let old = before.release("2023-09");
    let new = change(before).release("2023-10");
    said(&difference(&old, &new))
}

#[test]
fn a_new_month_alone_changes_nothing() {
    assert_eq!(after(|council| council.measure("VISITS", "east", "2023-10", "79/100").loaded("1")), [""; 0]);
}

#[test]
fn records_that_came_late_move_what_was_measured() {
    assert_eq!(
        after(|council| council.measure("VISITS", "east", "2023-09", "85/102").loaded("1")),
        ["restated VISITS at east in 2023-09: 82.0% -> 83.3%: records were entered or corrected late"]
    );
}

#[test]
fn a_figure_that_prints_the_same_and_is_another_is_restated_all_the_same() {
    assert_eq!(
        after(|council| council.measure("VISITS", "east", "2023-09", "820/1000").loaded("1")),
        ["restated VISITS at east in 2023-09: 82.0% -> 82.0%: records were entered or corrected late"]
    );
}

#[test]
fn a_corrected_import_moves_what_was_imported() {
    assert_eq!(
        after(|council| council.import("TALKS", "west", "2023-09", "21")),
        ["restated TALKS at west in 2023-09: 12.0 -> 21.0: the import was corrected (figures/all.csv)"]
    );
}

#[test]
fn a_population_moves_a_rate_and_not_what_is_counted() {
    assert_eq!(
        after(|council| council.import("RATE", "east", "2023-09", "30/62000")),
        ["restated RATE at east in 2023-09: 5.0 per 10,000 -> 4.8 per 10,000: the population was updated"]
    );
    assert_eq!(
        after(|council| council.import("RATE", "east", "2023-09", "31/62000")),
        ["restated RATE at east in 2023-09: 5.0 per 10,000 -> 5.0 per 10,000: the population was updated; \
             the import was corrected (figures/all.csv)"],
        "both moved"
    );
}

#[test]
fn what_is_another_number_every_month_is_no_population() {
    let months = [("2023-07", "200"), ("2023-08", "210"), ("2023-09", "190")];
    let before = months.into_iter().fold(usual(), |council, (month, cases)| {
        council.import("RATE", "east", month, &format!("30/{cases}"))
    });
    assert_eq!(
        changed(before, |council| council.import("RATE", "east", "2023-09", "30/200")),
        [
            "restated RATE at east in 2023-09: 1,578.9 per 10,000 -> 1,500.0 per 10,000: the import was corrected \
             (figures/all.csv)"
        ]
    );
}

#[test]
fn an_estimate_that_stood_for_a_part_of_a_year_is_a_population() {
    let months = [("2023-07", "60000"), ("2023-08", "60000"), ("2023-09", "61000")];
    let before = months.into_iter().fold(usual(), |council, (month, children)| {
        council.import("RATE", "east", month, &format!("30/{children}"))
    });
    assert_eq!(
        changed(before, |council| council.import("RATE", "east", "2023-08", "30/61000")),
        ["restated RATE at east in 2023-08: 5.0 per 10,000 -> 4.9 per 10,000: the population was updated"]
    );
}

#[test]
fn what_became_of_a_provisional_figure_is_told_and_is_why_it_moved() {
    let provisional = || usual().import("TALKS", "west", "2023-09", "12 provisional");
    let becomes =
        |figure: &str| changed(provisional(), |council| council.import("TALKS", "west", "2023-09", figure));
    assert_eq!(
        becomes("12 validated"),
        ["status TALKS at west in 2023-09: provisional -> validated: it became validated"]
    );
    assert_eq!(becomes("12"), ["status TALKS at west in 2023-09: provisional -> final: it became final"]);
    assert_eq!(
        becomes("14 nationally-published"),
        [
            "restated TALKS at west in 2023-09: 12.0 -> 14.0: the provisional figure became nationally published",
            "status TALKS at west in 2023-09: provisional -> nationally published: it became nationally published",
        ]
    );
    assert_eq!(
        becomes("14 provisional"),
        ["restated TALKS at west in 2023-09: 12.0 -> 14.0: the import was corrected (figures/all.csv)"],
        "it is as provisional as it was"
    );
}

#[test]
fn a_figure_that_is_unsettled_again_or_may_not_be_published_is_told() {
    let status = |was: &str, now: &str| {
        changed(usual().import("TALKS", "west", "2023-09", &format!("12 {was}")), |council| {
            council.import("TALKS", "west", "2023-09", &format!("12 {now}"))
        })
    };
    assert_eq!(
        status("validated", "provisional"),
        ["status TALKS at west in 2023-09: validated -> provisional: it became provisional"]
    );
    assert_eq!(
        status("", "unpublished"),
        ["status TALKS at west in 2023-09: final -> not published: it may not be published any more"]
    );
    assert_eq!(
        status("unpublished", ""),
        ["status TALKS at west in 2023-09: not published -> final: it may be published now"]
    );
}

#[test]
fn a_definition_that_changed_is_told_in_words_and_is_the_cause() {
    assert_eq!(
        after(|council| council
            .field("TALKS", "definition = 'Talks, with those by telephone.'")
            .import("TALKS", "west", "2023-09", "15")),
        [
            "definition TALKS at county, team: Talks, as counted. -> Talks, with those by telephone.: definition",
            "restated TALKS at west in 2023-09: 12.0 -> 15.0: the definition changed (definition)",
        ]
    );
}

#[test]
fn another_title_is_told_and_is_no_cause_of_another_figure() {
    assert_eq!(
        after(|council| council
            .field("TALKS", "title = 'Conversations'")
            .import("TALKS", "west", "2023-09", "15")),
        [
            "definition TALKS at county, team: Talks -> Conversations: title",
            "restated TALKS at west in 2023-09: 12.0 -> 15.0: the import was corrected (figures/all.csv)",
        ]
    );
}

#[test]
fn a_version_that_reaches_back_is_the_cause_of_what_it_moved() {
    assert_eq!(
        after(|council| council
            .field(
                "TALKS",
                "versions = [{ from = '2023-09', change = 'Talks of an hour.', comparable = false }]"
            )
            .import("TALKS", "west", "2023-09", "2")),
        [
            "definition TALKS at county, team in from 2023-09:  -> from September 2023: Talks of an hour. Not \
             comparable with figures before.: version",
            "restated TALKS at west in 2023-09: 12.0 -> 2.0: another version of the definition applies: \
             Talks of an hour.",
        ]
    );
}

#[test]
fn a_version_that_was_taken_back_is_told_with_what_it_had_said() {
    let version = "versions = [{ from = '2023-09', change = 'Talks of an hour.', comparable = false }]";
    let before = usual().field("TALKS", version).import("TALKS", "west", "2023-09", "2");
    let without = |mut council: Council| {
        let fields = council.indicators.get_mut("TALKS").unwrap();
        fields.retain(|line| !line.starts_with("versions"));
        council
    };
    let taken_back = "definition TALKS at county, team in from 2023-09: from September 2023: Talks of an hour. Not \
                      comparable with figures before. -> taken back: version";
    assert_eq!(changed(before.clone(), without), [taken_back], "no figure moved with it");
    assert_eq!(
        changed(before.clone(), |council| without(council).import("TALKS", "west", "2023-09", "12")),
        [
            taken_back,
            "restated TALKS at west in 2023-09: 2.0 -> 12.0: a version of the definition was taken back",
        ]
    );
    let (old, new) = (before.release("2023-09"), without(before).release("2023-08"));
    assert_eq!(difference(&old, &new).definitions, [], "an earlier month says nothing of it");
}

#[test]
fn a_version_of_another_month_is_told_on_both_sides() {
    let version = |from: &str| format!("versions = [{{ from = '{from}', change = 'Talks of an hour.' }}]");
    let before = usual().field("TALKS", &version("2023-09"));
    assert_eq!(
        changed(before, |council| council.field("TALKS", &version("2023-10"))),
        [
            "definition TALKS at county, team in from 2023-09: from September 2023: Talks of an hour. -> taken back: \
             version",
            "definition TALKS at county, team in from 2023-10:  -> from October 2023: Talks of an hour.: version",
        ]
    );
}

/// Targets of a count that adds up over the year, before and after.
fn of_the_year(before: &str, after: &str) -> Vec<String> {
    let with = |target: &str, council: Council| Council {
        targets: vec![format!("TALKS,*,FY2023-24,{target}")],
        ..council
            .field("TALKS", "polarity = 'high'")
            .field("TALKS", "profile = 'even'")
            .field("TALKS", "rating = { scheme = 'floor', floor = '900' }")
    };
    changed(with(before, usual()), |council| with(after, council))
}

#[test]
fn of_a_target_of_a_year_the_whole_is_told_and_its_part_where_that_alone_moved() {
    let target = "target TALKS at east, northshire, west in FY2023-24:";
    assert_eq!(
        of_the_year("1200,1140", "1440,1140"),
        [format!("{target} 1,200 for the year -> 1,440 for the year")]
    );
    assert_eq!(
        of_the_year("1200,1140", "1200,1080"),
        [format!(
            "{target} 1,200 for the year, of which 100, floor 95 -> 1,200 for the year, of which 100, floor 90"
        )]
    );
}

#[test]
fn a_target_that_moved_is_told_once_for_all_its_places_and_moves_ratings() {
    assert_eq!(
        after(|mut council| {
            council.targets = vec!["VISITS,*,FY2023-24,90,".to_owned()];
            council
        }),
        [
            "target VISITS at east, northshire, west in FY2023-24: 80%, floor 75% -> 90%, floor 85%",
            "rating VISITS at east in 2023-09: green -> red: the target moved",
            "rating VISITS at northshire in 2023-09: green -> red: the target moved",
            "rating VISITS at west in 2023-09: green -> red: the target moved",
        ]
    );
}

#[test]
fn a_rating_that_changed_says_whether_figure_target_or_rule_moved() {
    assert_eq!(
        after(|council| council.measure("VISITS", "east", "2023-09", "60/100").loaded("1")),
        [
            "restated VISITS at east in 2023-09: 82.0% -> 60.0%: records were entered or corrected late",
            "rating VISITS at east in 2023-09: green -> red: the figure moved",
        ]
    );
    assert_eq!(
        changed(usual().measure("VISITS", "east", "2023-09", "72/100"), |council| council
            .field("VISITS", "rating = { scheme = 'points', within = '10' }"))
        .into_iter()
        .filter(|line| line.starts_with("rating"))
        .collect::<Vec<_>>(),
        ["rating VISITS at east in 2023-09: red -> amber: the target moved; the rule moved"],
        "the rule moves the floor"
    );
    assert_eq!(
        after(|council| council.field("VISITS", "minimum_denominator = 200")),
        [
            "definition VISITS at county, team:  -> 200: smallest denominator that is rated",
            "rating VISITS at east in 2023-09: green -> not rated: the rule moved",
            "rating VISITS at northshire in 2023-09: green -> not rated: the rule moved",
            "rating VISITS at west in 2023-09: green -> not rated: the rule moved",
        ]
    );
}

#[test]
fn a_rating_against_the_figure_before_moves_with_that() {
    let before = usual()
        .field("VISITS", "rating = { scheme = 'previous', within = '5' }")
        .measure("VISITS", "east", "2023-08", "80/100");
    assert_eq!(
        changed(before, |council| council.measure("VISITS", "east", "2023-08", "86/100").loaded("1")),
        [
            "restated VISITS at east in 2023-08: 80.0% -> 86.0%: records were entered or corrected late",
            "rating VISITS at east in 2023-09: green -> amber: the earlier figure that it is compared with moved",
        ]
    );
}

#[test]
fn a_team_that_is_split_moves_its_own_figures_and_not_those_of_the_whole() {
    assert_eq!(
        after(|council| {
            let council = council
                .place("east,East team,team,northshire,,2023-09-30,")
                .place("east-north,East team north,team,northshire,2023-10-01,,east")
                .place("east-south,East team south,team,northshire,2023-10-01,,east");
            council
                .measure("VISITS", "east", "2023-09", "40/50")
                .measure("VISITS", "northshire", "2023-09", "83/101")
                .loaded("1")
        }),
        [
            "place at east:  -> Its last day was not known and is 30 September 2023.",
            "place at east-north:  -> It is new and stands in the place of East team.",
            "place at east-south:  -> It is new and stands in the place of East team.",
            "restated VISITS at east in 2023-09: 82.0% -> 80.0%: the place was re-organised: Its last day was not \
             known and is 30 September 2023.; records were entered or corrected late",
            "restated VISITS at northshire in 2023-09: 82.0% -> 82.2%: records were entered or corrected late",
        ],
        "a record that came late to the whole came late to the team"
    );
}

/// The team of the east is split from 1 October, and figures of the months until then are other ones.
fn split(east: &str, northshire: &str) -> Vec<String> {
    let lines = after(|council| {
        council
            .place("east,East team,team,northshire,,2023-09-30,")
            .place("east-north,East team north,team,northshire,2023-10-01,,east")
            .place("east-south,East team south,team,northshire,2023-10-01,,east")
            .measure("VISITS", "east", "2023-09", east)
            .measure("VISITS", "northshire", "2023-09", northshire)
            .loaded("1")
    });
    lines.into_iter().filter(|line| line.starts_with("restated VISITS at east")).collect()
}

const SPLIT: &str = "the place was re-organised: Its last day was not known and is 30 September 2023.";
const LATE: &str = "records were entered or corrected late";

#[test]
fn a_split_moves_what_went_to_the_new_teams_with_its_past_and_late_records_move_the_whole_as_well() {
    let east = |printed: &str, why: &str| {
        vec![format!("restated VISITS at east in 2023-09: 82.0% -> {printed}: {why}")]
    };
    assert_eq!(split("40/50", "82/100"), east("80.0%", SPLIT), "the whole is what it was");
    assert_eq!(split("83/101", "83/101"), east("82.2%", LATE), "the whole moved as the team did");
    assert_eq!(
        split("40/50", "83/101"),
        east("80.0%", &format!("{SPLIT}; {LATE}")),
        "the whole moved by what the teams did not pass on"
    );
}

#[test]
fn a_split_is_the_cause_of_whatever_moved_where_no_whole_can_tell() {
    let before = usual();
    let lines = changed(before, |mut council| {
        council.measured.retain(|(_, place, _), _| place != "northshire");
        council
            .place("east,East team,team,northshire,,2023-09-30,")
            .place("east-north,East team north,team,northshire,2023-10-01,,east")
            .measure("VISITS", "east", "2023-09", "83/101")
            .loaded("1")
    });
    let of_east: Vec<&String> =
        lines.iter().filter(|line| line.starts_with("restated VISITS at east")).collect();
    assert_eq!(of_east, [&format!("restated VISITS at east in 2023-09: 82.0% -> 82.2%: {SPLIT}")]);
}

#[test]
fn a_team_that_is_split_looking_back_has_no_figures_since_whatever_else_changed() {
    let lines = after(|mut council| {
        council.measured.remove(&("VISITS".to_owned(), "east".to_owned(), "2023-09".to_owned()));
        council
            .place("east,East team,team,northshire,,2023-08-31,")
            .field("VISITS", "definition = 'Visits, with those by telephone.'")
            .loaded("1")
    });
    let gone = "restated VISITS at east in 2023-09: 82.0% -> no longer reported: the place was re-organised: Its last \
                day was not known and is 31 August 2023.";
    assert!(lines.iter().any(|line| line == gone), "{lines:#?}");
}

#[test]
fn a_team_that_moves_to_another_whole_moves_both() {
    let with_two = |council: Council| council.place("southshire,Southshire,county,,,,");
    let before = with_two(usual()).import("TALKS", "southshire", "2023-09", "3");
    assert_eq!(
        changed(before, |council| council
            .place("west,West team,team,southshire,,,")
            .import("TALKS", "northshire", "2023-09", "8")
            .import("TALKS", "southshire", "2023-09", "7")),
        [
            "place at west:  -> It was part of Northshire and is part of Southshire.",
            "restated TALKS at northshire in 2023-09: 12.0 -> 8.0: the place was re-organised: West team left it.",
            "restated TALKS at southshire in 2023-09: 3.0 -> 7.0: the place was re-organised: West team came into it.",
        ]
    );
}

#[test]
fn what_nothing_explains_is_to_be_explained_until_a_person_does() {
    let by_hand = |council: Council| council.measure("VISITS", "east", "2023-09", "81/100");
    assert_eq!(
        after(by_hand),
        ["restated VISITS at east in 2023-09: 82.0% -> 81.0%: to be explained"],
        "the records are the same"
    );
    let explained = after(|council| {
        let mut council = by_hand(council);
        let sentence = "A visit was counted twice.";
        council.changes =
            vec![("2023-10".to_owned(), "indicator = 'VISITS'".to_owned(), sentence.to_owned())];
        council
    });
    assert_eq!(explained, ["restated VISITS at east in 2023-09: 82.0% -> 81.0%: A visit was counted twice."]);
}

/// Why the figures of the east of August and September moved, as people said in the scorecard.
fn explained(said: &[(&str, &str)]) -> Vec<String> {
    let before = usual().measure("VISITS", "east", "2023-08", "70/100");
    changed(before, |council| {
        let mut council = council
            .measure("VISITS", "east", "2023-08", "71/100")
            .measure("VISITS", "east", "2023-09", "81/100");
        let said = said.iter();
        council.changes = said
            .map(|(about, change)| ("2023-10".to_owned(), (*about).to_owned(), (*change).to_owned()))
            .collect();
        council
    })
    .iter()
    .map(|line| line.rsplit(": ").next().unwrap().to_owned())
    .collect()
}

#[test]
fn a_person_explains_what_is_named_and_nothing_else() {
    let nothing = "to be explained";
    let said = |about: &str| explained(&[(about, "Counted twice.")]);
    assert_eq!(said("indicator = 'VISITS'"), ["Counted twice.", "Counted twice."]);
    assert_eq!(said("indicator = 'VISITS'\nplace = 'west'"), [nothing, nothing]);
    assert_eq!(said("indicator = 'TALKS'\nplace = 'east'"), [nothing, nothing]);
    assert_eq!(said("indicator = 'VISITS'\nperiod = '2023-09'"), [nothing, "Counted twice."]);
    assert_eq!(said("indicator = 'VISITS'\nperiod = 'FY2023-24-Q2'"), ["Counted twice.", "Counted twice."]);
    assert_eq!(said("place = 'east'\nperiod = '2023-08'"), ["Counted twice.", nothing]);
    assert_eq!(said(""), [nothing, nothing], "it is about no figure");
}

#[test]
fn what_names_a_figure_most_closely_explains_it_first() {
    let east = "indicator = 'VISITS'\nplace = 'east'\nperiod = '2023-09'";
    let said = [("indicator = 'VISITS'", "All were checked."), (east, "One was counted twice.")];
    assert_eq!(explained(&said), ["All were checked.", "One was counted twice.; All were checked."]);
}

#[test]
fn what_the_program_finds_needs_no_explanation_and_one_of_nothing_is_no_error() {
    let lines = after(|council| {
        let mut council = council.measure("VISITS", "east", "2023-09", "85/102").loaded("1");
        let about = "indicator = 'VISITS'\nplace = 'west'\nperiod = '2023-09'";
        council.changes = vec![("2023-10".to_owned(), about.to_owned(), "Nothing moved.".to_owned())];
        council
    });
    assert_eq!(
        lines,
        ["restated VISITS at east in 2023-09: 82.0% -> 83.3%: records were entered or corrected late"]
    );
}

#[test]
fn an_explanation_of_an_earlier_month_explains_nothing_new() {
    let mut before = usual();
    before.changes =
        vec![("2023-08".to_owned(), "indicator = 'VISITS'".to_owned(), "Said before.".to_owned())];
    assert_eq!(
        changed(before, |council| council.measure("VISITS", "east", "2023-09", "81/100")),
        ["restated VISITS at east in 2023-09: 82.0% -> 81.0%: to be explained"]
    );
}

#[test]
fn what_was_awaited_or_missing_is_supplied_and_not_restated() {
    let before = usual().import("TALKS", "east", "2023-09", "to-be-supplied");
    assert_eq!(
        changed(before, |council| council
            .import("TALKS", "east", "2023-09", "9")
            .import("TALKS", "west", "2023-07", "4")),
        [
            "supplied TALKS at east in 2023-09: To be supplied -> 9.0: supplied since",
            "supplied TALKS at west in 2023-07: not reported -> 4.0: supplied since",
        ]
    );
}

#[test]
fn what_was_awaited_is_supplied_where_it_has_no_value_as_well() {
    let after = |was: &str, now: &str| {
        changed(usual().import("TALKS", "east", "2023-09", was), |council| {
            council.import("TALKS", "east", "2023-09", now)
        })
    };
    assert_eq!(
        after("to-be-supplied", "no-cases"),
        ["supplied TALKS at east in 2023-09: To be supplied -> No cases: supplied since"]
    );
    assert_eq!(
        after("not-yet-collected", "not-available"),
        ["supplied TALKS at east in 2023-09: Not yet collected -> Not available: supplied since"]
    );
    let corrected = "the import was corrected (figures/all.csv)";
    assert_eq!(
        after("to-be-supplied", "not-yet-collected"),
        [format!("restated TALKS at east in 2023-09: To be supplied -> Not yet collected: {corrected}")],
        "it is still awaited"
    );
    assert_eq!(
        after("to-be-supplied", "not-applicable"),
        [format!(
            "restated TALKS at east in 2023-09: To be supplied -> Not applicable at this place: {corrected}"
        )],
        "nothing was owed"
    );
}

#[test]
fn what_is_no_longer_reported_is_said() {
    let before = usual().import("TALKS", "west", "2023-08", "4");
    assert_eq!(
        changed(before, |mut council| {
            council.imported.retain(|(_, _, period), _| period != "2023-08");
            council
        }),
        [
            "restated TALKS at west in 2023-08: 4.0 -> no longer reported: the import was corrected (figures/all.csv)"
        ]
    );
}

#[test]
fn a_figure_that_is_measured_now_says_so() {
    let lines = after(|mut council| {
        council.imported.remove(&("TALKS".to_owned(), "west".to_owned(), "2023-09".to_owned()));
        council.measure("TALKS", "west", "2023-09", "14")
    });
    assert_eq!(
        lines,
        [
            "restated TALKS at west in 2023-09: 12.0 -> 14.0: it is measured from records now, and was imported"
        ]
    );
}

#[test]
fn new_and_removed_indicators_are_told_and_their_figures_are_not_restated() {
    assert_eq!(
        after(|mut council| {
            let talks = council.indicators.remove("TALKS").unwrap();
            council.indicators.insert("CALLS".to_owned(), talks);
            council.imported.retain(|(indicator, _, _), _| indicator != "TALKS");
            council.import("CALLS", "east", "2023-09", "4")
        }),
        ["new indicator CALLS:  -> Talks", "removed indicator TALKS: Talks -> "]
    );
}
