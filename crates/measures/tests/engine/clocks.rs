//! By when something was due, counted in working days.

use super::northshire::{Case, indicator, measured, northshire, of_x, settings};

/// How many cases were due on the day on which they were closed.
fn due(days: u8, opened: &str, closed: &str) -> String {
    let measure = format!(
        "date = \"opened\"\nnumerator = \"add_working_days(opened, {days}) = closed\"\ndenominator = \"*\""
    );
    let framework = northshire(&indicator("percent", "month", "frequency = \"month\"", &measure));
    let cases: [Case<'_>; 1] = [("C1", "harbour", opened, closed, "under 5", 1)];
    let month = &opened[..7];
    of_x(&framework, &measured(&framework, &cases, &settings(month, month)), "northshire", month)
}

#[test]
fn a_day_is_due_when_so_many_working_days_have_passed() {
    let table = [
        ("the next day", 1, "2023-10-03", "2023-10-04"),
        ("over a weekend", 1, "2023-10-06", "2023-10-09"),
        ("from a Saturday", 1, "2023-10-07", "2023-10-09"),
        ("over Good Friday and Easter Monday", 2, "2023-04-06", "2023-04-12"),
        ("over Christmas", 3, "2022-12-23", "2022-12-30"),
        ("over the end of February of a leap year", 2, "2024-02-28", "2024-03-01"),
        ("three weeks", 15, "2023-10-02", "2023-10-23"),
        ("no days from a Monday", 0, "2023-10-09", "2023-10-09"),
        ("no days from a Saturday", 0, "2023-10-07", "2023-10-07"),
        ("no days from Good Friday", 0, "2023-04-07", "2023-04-07"),
    ];
    for (name, days, opened, closed) in table {
        assert_eq!(due(days, opened, closed), "1/1", "{name}");
    }
}

#[test]
fn the_day_that_is_due_is_the_earliest_that_is_so_many_working_days_away() {
    let measure = "date = \"opened\"\nnumerator = \"working_days(opened, add_working_days(opened, days)) = days \
                   AND working_days(opened, add_working_days(opened, days) - 1) = days - 1\"\ndenominator = \"*\"";
    let framework = northshire(&indicator("percent", "month", "frequency = \"month\"", measure));
    let opened: Vec<String> = (1..=31).map(|day| format!("2023-12-{day:02}")).collect();
    let cases: Vec<Case<'_>> = opened
        .iter()
        .flat_map(|opened| (1..=45).map(|days| ("C", "harbour", opened.as_str(), "", "under 5", days)))
        .collect();
    let measurement = measured(&framework, &cases, &settings("2023-12", "2023-12"));
    assert_eq!(of_x(&framework, &measurement, "northshire", "2023-12"), "1395/1395");
}
