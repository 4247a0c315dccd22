//! The sentences of covering reports say what the figures say and no more.

use assess::{Rating, assess, count_sentence, figure_paragraph};
use framework::ComparatorId;
use periods::Month;

use crate::council::{Council, council, period, series};

/// What is generated for the county's figure of a period, in a report on June 2021, with England beside it.
fn told(council: &Council, of: &str) -> String {
    let framework = council.compile();
    let assessment = assess(&framework, None, series(&framework, "kent"), period(of));
    let england = framework.comparators.iter().position(|comparator| comparator.id == "england");
    let comparators: Vec<ComparatorId> =
        framework.comparator_values.keys().map(|key| key.comparator).take(england.map_or(0, |_| 1)).collect();
    let text = figure_paragraph(&framework, &assessment, Month::parse("2021-06").unwrap(), &comparators);
    // Every case has the one title; it is left out to keep the table short.
    text.strip_prefix("Share of visits in time").unwrap().to_owned()
}

const FLOOR: &str = "rating = { scheme = 'floor', floor = '70' }";
const LOW_FLOOR: &str = "rating = { scheme = 'floor', floor = '30' }";
const LOW: &str = "polarity = 'low'";
const NEAR: &str = "polarity = 'target'";
const BAND: &str = "rating = { scheme = 'band', green = '2.5', amber = '7.5' }";
const STILL: &str = "directions = []";

#[test]
fn of_a_figure_its_target_and_its_rating() {
    let inferred = "rating = { scheme = 'points', within = '3', inferred = ['within'] }";
    let unknown = "rating = { scheme = 'unknown' }";
    let bands = "rating = { scheme = 'bands', bands = [{ name = 'Poor', below = '50' }, { name = 'Good', from = '50' }] }";
    let score = "unit = 'score'";
    let two = "decimals = 2";
    let table: [(&str, &[&str], &str, &str, &str); 20] = [
        (
            "met",
            &[FLOOR],
            "85",
            "87.5",
            ": 87.5%, 2.5 percentage points above the target of 85.0%, where higher is better, rated green.",
        ),
        ("on target exactly", &[FLOOR], "85", "85", ": 85.0%, exactly on the target of 85.0%, rated green."),
        (
            "missed",
            &[FLOOR],
            "85",
            "80",
            ": 80.0%, 5.0 percentage points below the target of 85.0%, where higher is better, rated amber: it keeps to the floor of 70.0%.",
        ),
        (
            "below the floor",
            &[FLOOR],
            "85",
            "60",
            ": 60.0%, 25.0 percentage points below the target of 85.0%, where higher is better, rated red: it misses the floor of 70.0%.",
        ),
        (
            "lower is better",
            &[LOW, LOW_FLOOR],
            "25",
            "27.4",
            ": 27.4%, 2.4 percentage points above the target of 25.0%, where lower is better, rated amber: it keeps to the floor of 30.0%.",
        ),
        (
            "one point",
            &[FLOOR],
            "85",
            "86",
            ": 86.0%, 1.0 percentage points above the target of 85.0%, where higher is better, rated green.",
        ),
        (
            "prints like the target",
            &[FLOOR],
            "85",
            "1177/1385",
            ": 85.0% (exactly 1177/1385, which is 84.981949…%), 0.02 percentage points below the target of 85.0%, where higher is better, rated amber: it keeps to the floor of 70.0%. It counts 1,177 of 1,385 cases.",
        ),
        ("no target", &[FLOOR], "", "80", ": 80.0%. Not rated: no target for FY2021-22."),
        (
            "no rating",
            &[],
            "85",
            "80",
            ": 80.0%, 5.0 percentage points below the target of 85.0%, where higher is better. Not rated: this indicator carries no rating.",
        ),
        (
            "unknown floor",
            &[unknown],
            "85",
            "80",
            ": 80.0%, 5.0 percentage points below the target of 85.0%, where higher is better, rated amber, because no floor was published and a missed target is then amber.",
        ),
        (
            "inferred floor",
            &[inferred],
            "85",
            "80",
            ": 80.0%, 5.0 percentage points below the target of 85.0%, where higher is better, rated red: it misses the floor of 82.0% (inferred, not published).",
        ),
        (
            "near the target",
            &[NEAR, BAND],
            "15",
            "16",
            ": 16.0%, 1.0 percentage points above the target of 15.0%, where nearer is better, rated green.",
        ),
        (
            "away above it",
            &[NEAR, BAND],
            "15",
            "20",
            ": 20.0%, 5.0 percentage points above the target of 15.0%, where nearer is better, rated amber: it keeps to the floor of 22.5%.",
        ),
        (
            "far below it",
            &[NEAR, BAND],
            "15",
            "5",
            ": 5.0%, 10.0 percentage points below the target of 15.0%, where nearer is better, rated red: it misses the floor of 7.5%.",
        ),
        ("bands", &[bands], "", "40", ": 40.0%, in the band “Poor”."),
        (
            "activity",
            &["polarity = 'none'", "unit = 'count'"],
            "",
            "1234",
            ": 1,234. Not rated: this indicator carries no rating.",
        ),
        (
            "days",
            &["unit = 'days'", LOW, LOW_FLOOR],
            "25",
            "26",
            ": 26 days, 1 day above the target of 25 days, where lower is better, rated amber: it keeps to the floor of 30 days.",
        ),
        (
            "pounds",
            &["unit = 'currency'", LOW, unknown],
            "1200",
            "1250",
            ": £1,250, £50 above the target of £1,200, where lower is better, rated amber, because no floor was published and a missed target is then amber.",
        ),
        (
            "signed score",
            &[score, two, unknown],
            "-0.30",
            "-0.42",
            ": -0.42, 0.12 below the target of -0.30, where higher is better, rated amber, because no floor was published and a missed target is then amber.",
        ),
        (
            "per population",
            &["unit = 'per 10000'", STILL],
            "",
            "816/20000",
            ": 408.0 per 10,000. Not rated: this indicator carries no rating. It counts 816 in 20,000.",
        ),
    ];
    for (name, fields, target, figure, expected) in table {
        let mut fields = fields.to_vec();
        fields.push(STILL);
        fields.dedup();
        let mut council = council(&fields).figure("2021-06", figure);
        if !target.is_empty() {
            council = council.target("FY2021-22", target);
        }
        assert_eq!(told(&council, "2021-06"), expected, "{name}");
    }
}

#[test]
fn of_a_missing_figure_why_and_for_when() {
    for (period, status, expected) in [
        ("2021-06", "to-be-supplied", ": the figure is still to be supplied."),
        ("2021-06", "no-cases", ": there were no cases."),
        ("2021-05", "not-available", ", in May 2021: the figure is not available."),
        (
            "FY2020-21",
            "not-yet-collected",
            ", in the financial year 2020–21: the figure is not yet collected.",
        ),
    ] {
        assert_eq!(told(&council(&[FLOOR]).figure(period, status), period), expected, "{status}");
    }
}

#[test]
fn of_how_it_has_moved() {
    let plain = "directions = [{ against = 'previous period', plain = true }]";
    let table: [(&str, &[&str], &str, &str, &str); 9] = [
        (
            "better",
            &[],
            "80",
            "81",
            "It is up by 1.0 percentage points from 80.0% in May 2021, which is better.",
        ),
        (
            "worse",
            &[LOW],
            "80",
            "81.5",
            "It is up by 1.5 percentage points from 80.0% in May 2021, which is worse.",
        ),
        ("the same", &[], "81", "81", "It is the same as in May 2021."),
        (
            "without polarity",
            &[plain],
            "81",
            "80",
            "It is down by 1.0 percentage points from 81.0% in May 2021.",
        ),
        (
            "nearly the same",
            &[],
            "1170/1377",
            "1177/1385",
            "It is up by 0.01 percentage points from 85.0% (exactly 1170/1377, which is 84.967320…%) in May 2021, which is better.",
        ),
        (
            "counts as none",
            &["directions = [{ against = 'previous period', same = '0.5' }]"],
            "80",
            "80.3",
            "It is up by 0.3 percentage points from 80.0% in May 2021, which counts as no change.",
        ),
        (
            "nothing before",
            &[],
            "to-be-supplied",
            "81",
            "Nothing to compare with in May 2021: the figure is still to be supplied.",
        ),
        (
            "a trend",
            &["directions = [{ against = 'regression over 2' }]"],
            "80",
            "81",
            "The trend over 2 periods to June 2021 is improving.",
        ),
        (
            "nearer",
            &[NEAR],
            "90",
            "80",
            "It is down by 10.0 percentage points from 90.0% in May 2021, which counts as no change.",
        ),
    ];
    for (name, fields, before, now, expected) in table {
        let council =
            council(fields).target("FY2021-22", "85").figure("2021-05", before).figure("2021-06", now);
        let text = told(&council, "2021-06");
        assert!(text.contains(expected), "{name}: {text}");
    }
}

#[test]
fn of_an_indicator_without_a_direction_no_movement_is_told() {
    let council = council(&[STILL]).figure("2021-05", "80").figure("2021-06", "81");
    assert_eq!(told(&council, "2021-06"), ": 81.0%. Not rated: this indicator carries no rating.");
}

#[test]
fn of_a_change_of_meaning_that_nothing_is_compared_across() {
    let council = council(&[
        "versions = [{ from = '2021-06', change = 'Visits by phone no longer count', comparable = false }]",
    ])
    .figure("2021-05", "80")
    .figure("2021-06", "81");
    let text = told(&council, "2021-06");
    assert!(
        text.ends_with(
            "Not comparable with May 2021. The indicator changed in June 2021: Visits by phone no longer count."
        ),
        "{text}"
    );
}

#[test]
fn of_how_settled_it_is() {
    let row = |row: &str| council(&[STILL]).figure_row(&format!("period=2021-06, value=81, {row}"));
    for (cells, expected) in [
        ("status=provisional", ": 81.0% (provisional)."),
        ("status=validated", ": 81.0% (validated)."),
        ("status=nationally-published", ": 81.0% (nationally published)."),
        ("status=unpublished", ": 81.0% (not published)."),
        (
            "status=provisional, covers_from=2021-06-01, covers_to=2021-06-11",
            ": 81.0% (provisional, covers 1 June 2021 to 11 June 2021 only).",
        ),
    ] {
        let text = told(&row(cells), "2021-06");
        assert_eq!(text.strip_suffix(" Not rated: this indicator carries no rating.").unwrap(), expected);
    }
}

#[test]
fn of_what_it_was_counted_from() {
    let row = |fields: &[&str], row: &str| {
        let mut fields = fields.to_vec();
        fields.push(STILL);
        told(&council(&fields).figure_row(&format!("period=2021-06, {row}")), "2021-06")
    };
    for (fields, cells, expected) in [
        (&[] as &[&str], "numerator=5631, denominator=23942", "It counts 5,631 of 23,942 cases."),
        (&[], "numerator=807, value=51", "Its numerator is 807."),
        (&[], "denominator=120, value=51", "Its denominator is 120."),
        (&["unit = 'average'"], "numerator=1000, denominator=50.4", "It is 1,000 divided by 50.4."),
        (&[], "numerator=4, denominator=8", "It counts 4 of 8 cases. It is based on few cases."),
    ] {
        let text = row(fields, cells);
        assert!(text.ends_with(expected), "{text}");
    }
}

#[test]
fn of_the_comparator_with_its_year() {
    let beside = |row: &str| {
        let text = told(&council(&[STILL]).figure("2021-06", "81").comparator_row(row), "2021-06");
        text.rsplit_once("no rating. ").map(|(_, comparator)| comparator.to_owned()).unwrap_or_default()
    };
    for (row, expected) in [
        ("period=FY2019-20, value=79.5", "England stood at 79.5% in the financial year 2019–20."),
        ("as_at=2021-05, value=79.5", "England stood at 79.5% as at May 2021."),
        ("as_at=2021-05-31, value=79.5", "England stood at 79.5% as at 31 May 2021."),
        ("value=79.5", "England stood at 79.5%."),
        (
            "period=FY2019-20, value=79.5, status=provisional",
            "England stood at 79.5% in the financial year 2019–20 (provisional).",
        ),
        ("period=FY2019-20, status=not-available", ""),
    ] {
        assert_eq!(beside(row), expected, "{row}");
    }
}

#[test]
fn of_another_period_than_the_reports() {
    let council = council(&[FLOOR, STILL]).target("FY2020-21", "85").figure("FY2020-21", "85");
    assert_eq!(
        told(&council, "FY2020-21"),
        ": 85.0% in the financial year 2020–21, exactly on the target of 85.0%, rated green."
    );
}

#[test]
fn of_a_part_of_an_annual_target() {
    let council = council(&[
        "unit = 'count'",
        "basis = 'year to date'",
        "profile = 'even'",
        "rating = { scheme = 'unknown' }",
        STILL,
    ])
    .target("FY2021-22", "1200")
    .figure("2021-05", "210");
    assert_eq!(
        told(&council, "2021-05"),
        ": 210 in May 2021, 10 above the target of 200 (out of 1,200 for the year), where higher is better, rated green."
    );
}

#[test]
fn of_a_rating_against_the_figure_before() {
    let council = council(&["rating = { scheme = 'previous', within = '1' }"])
        .figure("2021-05", "84")
        .figure("2021-06", "83.5");
    assert_eq!(
        told(&council, "2021-06"),
        ": 83.5%, rated amber against the figure before. It is down by 0.5 percentage points from 84.0% in May 2021, which is worse."
    );
}

#[test]
fn counts_of_ratings_read_as_sentences_do() {
    let (green, amber, red) = (Some(Rating::Green), Some(Rating::Amber), Some(Rating::Red));
    let band = Some(Rating::Band { name: "Good".to_owned(), counts_as: None });
    let many = |counts: &[(&Option<Rating>, usize)]| {
        let each = counts.iter().flat_map(|(rating, count)| std::iter::repeat_n((*rating).clone(), *count));
        let all: Vec<Option<Rating>> = each.collect();
        count_sentence(all.iter().map(Option::as_ref))
    };
    let table = [
        (many(&[]), "No indicator is rated."),
        (many(&[(&None, 3)]), "No indicator is rated."),
        (many(&[(&red, 1)]), "The only rated indicator is red."),
        (many(&[(&green, 5)]), "All 5 rated indicators are green."),
        (
            many(&[(&red, 3), (&amber, 8), (&green, 5)]),
            "Of 16 rated indicators 5 are green, 8 amber and 3 red.",
        ),
        (many(&[(&red, 2), (&green, 1)]), "Of 3 rated indicators 1 is green and 2 red."),
        (
            many(&[(&green, 1), (&None, 1), (&red, 1)]),
            "Of 2 rated indicators 1 is green and 1 red. 1 more is not rated.",
        ),
        (many(&[(&green, 2), (&None, 4)]), "All 2 rated indicators are green. 4 more are not rated."),
        (many(&[(&band, 2), (&amber, 1)]), "Of 3 rated indicators 1 is amber and 2 “Good”."),
    ];
    for (said, expected) in table {
        assert_eq!(said, expected);
    }
}
