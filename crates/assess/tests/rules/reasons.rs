//! Reasons are sentences that a councillor can read, and quote the exact value where rounding would hide why.

use crate::council::council;

struct Case {
    fields: &'static [&'static str],
    target: &'static str,
    figure: &'static str,
    reason: &'static str,
}

fn case(
    fields: &'static [&'static str],
    target: &'static str,
    figure: &'static str,
    reason: &'static str,
) -> Case {
    Case { fields, target, figure, reason }
}

#[test]
fn of_a_rating() {
    let floor = &["rating = { scheme = 'floor', floor = '70' }"];
    let points = &["rating = { scheme = 'points', within = '3', inferred = ['within'] }"];
    let unknown = &["rating = { scheme = 'unknown' }"];
    let band = &[
        "polarity = 'target'",
        "rating = { scheme = 'band', green = '2.5', amber = '7.5', inferred = ['amber'] }",
    ];
    let guessed = &[
        "polarity = 'target'",
        "rating = { scheme = 'band', green = '2.5', amber = '7.5', inferred = ['green'] }",
    ];
    let narrow = &["polarity = 'target'", "rating = { scheme = 'band', green = '2.5', amber = '2.5' }"];
    let near = &["polarity = 'target'", "rating = { scheme = 'unknown' }"];
    let bands = &[
        "rating = { scheme = 'bands', bands = [{ name = 'Poor', below = '50' }, { name = 'Good', from = '50' }], inferred = ['bands'] }",
    ];
    let days = &["unit = 'days'", "polarity = 'low'", "rating = { scheme = 'floor', floor = '14' }"];
    let pounds = &["unit = 'currency'", "polarity = 'low'", "rating = { scheme = 'points', within = '100' }"];
    let cases = [
        case(floor, "85.0", "90", "90.0% meets the target of 85.0%."),
        case(floor, "100", "20/20", "100.0% exactly meets the target of 100.0%."),
        case(
            floor,
            "85.0",
            "1177/1385",
            "85.0% (exactly 1177/1385, which is 84.981949…%) misses the target of 85.0% but keeps to the floor of 70.0%.",
        ),
        case(
            floor,
            "85.0",
            "1328/1562",
            "85.0% (exactly 1328/1562, which is 85.019206…%) meets the target of 85.0%.",
        ),
        case(
            floor,
            "85.0",
            "84.96",
            "85.0% (exactly 84.96%) misses the target of 85.0% but keeps to the floor of 70.0%.",
        ),
        case(
            floor,
            "85.0",
            "69.96",
            "70.0% (exactly 69.96%) misses the target of 85.0% and the floor of 70.0%.",
        ),
        case(floor, "85.25", "85.25", "85.3% (exactly 85.25%) meets the target of 85.25%."),
        case(
            points,
            "85.0",
            "83",
            "83.0% misses the target of 85.0% but keeps to the floor of 82.0% (inferred, not published).",
        ),
        case(
            points,
            "85.0",
            "1",
            "1.0% misses the target of 85.0% and the floor of 82.0% (inferred, not published).",
        ),
        case(points, "85.0", "86", "86.0% meets the target of 85.0%."),
        case(
            unknown,
            "85.0",
            "1",
            "1.0% misses the target of 85.0%; no floor was published, so a missed target is amber.",
        ),
        case(band, "15", "15", "15.0% exactly meets the target of 15.0%."),
        case(band, "15", "16", "16.0% is within 2.5 percentage points of the target of 15.0%."),
        case(
            band,
            "15",
            "20",
            "20.0% is more than 2.5 percentage points from the target of 15.0% but between 7.5% and 22.5% (inferred, not published).",
        ),
        case(
            band,
            "15",
            "22.51",
            "22.5% (exactly 22.51%) is more than 2.5 percentage points from the target of 15.0% and not between 7.5% and 22.5% (inferred, not published).",
        ),
        case(
            guessed,
            "15",
            "16",
            "16.0% is within 2.5 percentage points (inferred, not published) of the target of 15.0%.",
        ),
        case(narrow, "15", "17.6", "17.6% is more than 2.5 percentage points from the target of 15.0%."),
        case(
            near,
            "15",
            "16",
            "16.0% misses the target of 15.0%; no floor was published, so a missed target is amber.",
        ),
        case(
            bands,
            "15",
            "49.99",
            "50.0% (exactly 49.99%) lies in the band “Poor” (inferred, not published).",
        ),
        case(bands, "15", "50", "50.0% lies in the band “Good” (inferred, not published)."),
        case(days, "1", "2", "2 days misses the target of 1 day but keeps to the floor of 14 days."),
        case(pounds, "1200", "1250", "£1,250 misses the target of £1,200 but keeps to the floor of £1,300."),
    ];
    for Case { fields, target, figure, reason } in cases {
        let seen = council(fields).target("FY2021-22", target).figure("2021-06", figure).assess("2021-06");
        assert_eq!(seen.reason, reason);
    }
}

#[test]
fn of_a_part_of_an_annual_target() {
    let part = |target: &str, status: &str| {
        council(&[
            "unit = 'count'",
            "basis = 'year to date'",
            "profile = 'even'",
            "rating = { scheme = 'unknown' }",
        ])
        .target_row(&format!("period=FY2021-22, target={target}{status}"))
        .figure("2021-05", "210")
        .assess("2021-05")
        .reason
    };
    assert_eq!(part("1200", ""), "210 meets the target of 200 (out of 1,200 for the year).");
    assert_eq!(part("1000", ""), "210 meets the target of 166.666666… (out of 1,000 for the year).");
    assert_eq!(
        part("1200", ", status=carried"),
        "210 meets the target of 200 (out of 1,200 for the year, carried from last year)."
    );
}

#[test]
fn of_a_band_of_which_one_edge_is_known() {
    let reason = |edge: &str, figure: &str| {
        council(&["polarity = 'target'", "rating = { scheme = 'unknown' }"])
            .target_row(&format!("period=FY2021-22, target=15, {edge}"))
            .figure("2021-06", figure)
            .assess("2021-06")
            .reason
    };
    assert_eq!(reason("floor=10", "99"), "99.0% is not at the target of 15.0% but no lower than 10.0%.");
    assert_eq!(reason("floor=10", "9"), "9.0% is not at the target of 15.0% and lower than 10.0%.");
    assert_eq!(reason("upper=20", "9"), "9.0% is not at the target of 15.0% but no higher than 20.0%.");
    assert_eq!(reason("upper=20", "21"), "21.0% is not at the target of 15.0% and higher than 20.0%.");
}

#[test]
fn of_a_rating_against_the_previous_figure() {
    let reason = |before: &str, now: &str| {
        council(&["rating = { scheme = 'previous', within = '1', inferred = ['within'] }"])
            .figure("2021-05", before)
            .figure("2021-06", now)
            .assess("2021-06")
            .reason
    };
    assert_eq!(reason("84", "85"), "85.0% is no worse than 84.0% in May 2021.");
    assert_eq!(
        reason("84", "83.5"),
        "83.5% is worse than 84.0% in May 2021, but by no more than 1.0 percentage points (inferred, not published)."
    );
    assert_eq!(
        reason("84.04", "83"),
        "83.0% is worse than 84.0% (exactly 84.04%) in May 2021, by more than 1.0 percentage points (inferred, not published)."
    );
}

#[test]
fn of_a_direction() {
    let travel = |fields: &[&str], before: &str, now: &str| {
        council(fields)
            .target("FY2021-22", "85")
            .figure("2021-05", before)
            .figure("2021-06", now)
            .assess("2021-06")
            .travel()
            .to_owned()
    };
    let low = "polarity = 'low'";
    let target = "polarity = 'target'";
    let cases: [(&[&str], &str, &str, &str); 12] = [
        (&[], "80", "81", "81.0% is up from 80.0% in May 2021; higher is better."),
        (&[low], "80", "81", "81.0% is up from 80.0% in May 2021; lower is better."),
        (&[], "80", "80", "80.0% is the same as in May 2021."),
        (&["polarity = 'none'"], "80", "79", "79.0% is down from 80.0% in May 2021."),
        (&[target], "80", "81", "81.0% is up from 80.0% in May 2021; nearer to the target of 85.0%."),
        (&[target], "90", "91", "91.0% is up from 90.0% in May 2021; further from the target of 85.0%."),
        (
            &[target],
            "90",
            "80",
            "80.0% is down from 90.0% in May 2021; equally far from the target of 85.0%.",
        ),
        (
            &["directions = [{ against = 'previous period', same = '0.5' }]"],
            "80",
            "80.3",
            "80.3% is up from 80.0% in May 2021; no more than 0.5 percentage points counts as no change.",
        ),
        (
            &["directions = [{ against = 'previous period', compare = 'printed' }]"],
            "10.46",
            "10.54",
            "10.5% (exactly 10.54%) is up from 10.5% (exactly 10.46%) in May 2021; both print as 10.5%, which counts as no change.",
        ),
        (
            &["directions = [{ against = 'previous period', plain = true }]", low],
            "80",
            "81",
            "81.0% is up from 80.0% in May 2021.",
        ),
        (
            &[],
            "1170/1377",
            "1177/1385",
            "85.0% (exactly 1177/1385, which is 84.981949…%) is up from 85.0% (exactly 1170/1377, which is 84.967320…%) in May 2021; higher is better.",
        ),
        (
            &["directions = [{ against = 'regression over 2' }]"],
            "80",
            "81",
            "The trend over 2 periods to June 2021 is improving.",
        ),
    ];
    for (fields, before, now, reason) in cases {
        assert_eq!(travel(fields, before, now), reason);
    }
}

#[test]
fn periods_stand_well_in_sentences() {
    let cases = [
        ("month", "2021-06", "in May 2021"),
        ("quarter", "FY2021-22-Q2", "in quarter 1 of 2021–22 (April to June 2021)"),
        ("term", "AY2021-22-T2", "in the autumn term of 2021–22"),
        ("year", "FY2021-22", "in the financial year 2020–21"),
        ("year", "AY2021-22", "in the academic year 2020–21"),
        ("year", "CY2021", "in the calendar year 2020"),
        ("year", "2018-04..2021-03", "over April 2017 to March 2020"),
    ];
    for (frequency, token, when) in cases {
        let council = council(&[&format!("frequency = '{frequency}'"), "basis = 'year'"]).figure(token, "81");
        let reason = format!("Nothing to compare with {when}: the figure is still to be supplied.");
        assert_eq!(council.assess(token).travel(), reason);
    }
}
