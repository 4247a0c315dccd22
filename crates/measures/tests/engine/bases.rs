//! How periods are filled: bases, the days of snapshots, lags, means and medians.

use figures::{Number, Reading, Value};

use crate::northshire::{Case, indicator, measured, northshire, of_x, said, settings};

const COUNT: &str = "date = \"opened\"\nnumerator = \"*\"";
const OPEN: &str = "start = \"opened\"\nend = \"closed\"\nnumerator = \"*\"";

/// One case opened on the 15th of each month of 2022 and 2023.
fn monthly() -> Vec<(String, String)> {
    let months = (2022..=2023).flat_map(|year| (1..=12).map(move |month| (year, month)));
    months.map(|(year, month)| (format!("{year}-{month}"), format!("{year}-{month:02}-15"))).collect()
}

fn each_month(basis: &str, further: &str, measure: &str, asked: &[(&str, &str)]) {
    let framework = northshire(&indicator("count", basis, further, measure));
    let months = monthly();
    let cases: Vec<Case<'_>> =
        months.iter().map(|(id, day)| (id.as_str(), "harbour", day.as_str(), "", "under 5", 1)).collect();
    let measurement = measured(&framework, &cases, &settings("2023-01", "2023-12"));
    for (period, expected) in asked {
        assert_eq!(of_x(&framework, &measurement, "northshire", period), *expected, "{basis}, {period}");
    }
}

#[test]
fn each_basis_counts_the_months_that_fill_its_period() {
    let monthly = "frequency = \"month\"\nyear = \"financial\"";
    each_month("month", monthly, COUNT, &[("2023-01", "1"), ("2023-12", "1")]);
    each_month("rolling 3 months", monthly, COUNT, &[("2023-01", "3"), ("2023-12", "3")]);
    each_month("rolling 12 months", monthly, COUNT, &[("2023-01", "12")]);
    each_month("year to date", monthly, COUNT, &[("2023-03", "12"), ("2023-04", "1"), ("2023-12", "9")]);
    each_month("quarter", "frequency = \"quarter\"", COUNT, &[("FY2022-23-Q4", "3"), ("FY2023-24-Q1", "3")]);
    each_month("year", "frequency = \"year\"\nyear = \"financial\"", COUNT, &[("FY2022-23", "12")]);
    each_month("year", "frequency = \"year\"\nyear = \"academic\"", COUNT, &[("AY2022-23", "12")]);
}

#[test]
fn a_quarter_that_ends_after_the_first_month_asked_for_counts_all_of_its_months() {
    let further = "frequency = \"month\"\nalso = [\"quarter\"]";
    let framework = northshire(&indicator("count", "month", further, COUNT));
    let cases: [Case<'_>; 3] = [
        ("C1", "harbour", "2023-04-15", "", "under 5", 1),
        ("C2", "harbour", "2023-05-15", "", "under 5", 1),
        ("C3", "harbour", "2023-06-15", "", "under 5", 1),
    ];
    let measurement = measured(&framework, &cases, &settings("2023-05", "2023-06"));
    let june = measurement.figures.iter().find(|figure| {
        framework.place(figure.series.place).slug == "northshire"
            && figure.series.basis.index() == 1
            && figure.period.to_string() == "2023-06"
    });
    let three = Reading::Present(Value::plain(Number::from(3)));
    assert_eq!(june.map(|figure| &figure.reading), Some(&three));
}

#[test]
fn an_average_of_named_months_is_the_mean_of_their_figures() {
    let basis = "average of October, November, December";
    let framework =
        northshire(&indicator("count", basis, "frequency = \"year\"\nyear = \"calendar\"", COUNT));
    let cases: [Case<'_>; 4] = [
        ("C1", "harbour", "2022-10-31", "", "under 5", 1),
        ("C2", "harbour", "2022-12-01", "", "under 5", 1),
        ("C3", "harbour", "2022-12-31", "", "under 5", 1),
        ("C4", "harbour", "2023-01-01", "", "under 5", 1),
    ];
    let measurement = measured(&framework, &cases, &settings("2022-01", "2022-12"));
    assert_eq!(of_x(&framework, &measurement, "northshire", "CY2022"), "1");
}

#[test]
fn a_lag_reports_later_what_was_counted_earlier() {
    let framework =
        northshire(&indicator("count", "month", "frequency = \"month\"", &format!("{COUNT}\nlag = 3")));
    let cases = [("C1", "harbour", "2023-01-31", "", "under 5", 1)];
    let measurement = measured(&framework, &cases, &settings("2023-01", "2023-12"));
    assert_eq!(of_x(&framework, &measurement, "northshire", "2023-01"), "0");
    assert_eq!(of_x(&framework, &measurement, "northshire", "2023-04"), "1");
}

/// 30 September 2023 was a Saturday.
const SATURDAY: [Case<'static>; 3] = [
    ("ends on the Saturday", "harbour", "2023-01-01", "2023-09-30", "under 5", 1),
    ("begins on the Saturday", "harbour", "2023-09-30", "", "under 5", 1),
    ("ends on the Friday", "harbour", "2023-01-01", "2023-09-29", "under 5", 1),
];

#[test]
fn a_plan_that_ends_on_a_saturday_month_end_is_over_on_the_last_day() {
    let framework = northshire(&indicator("count", "snapshot", "frequency = \"month\"", OPEN));
    let measurement = measured(&framework, &SATURDAY, &settings("2023-08", "2023-10"));
    assert_eq!(of_x(&framework, &measurement, "northshire", "2023-08"), "2");
    assert_eq!(of_x(&framework, &measurement, "northshire", "2023-09"), "1");
}

#[test]
fn a_plan_that_ends_on_a_saturday_month_end_is_open_on_the_last_working_day() {
    let day = "frequency = \"month\"\nsnapshot_day = \"last working day\"";
    let framework = northshire(&indicator("count", "snapshot", day, OPEN));
    let measurement = measured(&framework, &SATURDAY, &settings("2023-08", "2023-10"));
    assert_eq!(
        of_x(&framework, &measurement, "northshire", "2023-09"),
        "1",
        "the one that ends on the Saturday is still open on the Friday"
    );
    assert_eq!(of_x(&framework, &measurement, "northshire", "2023-10"), "1");
}

#[test]
fn what_depends_on_the_day_is_asked_on_every_snapshot() {
    let measure =
        "start = \"opened\"\nend = \"closed\"\nnumerator = \"as_at - opened > 30\"\ndenominator = \"*\"";
    let framework = northshire(&indicator("percent", "snapshot", "frequency = \"month\"", measure));
    let cases = [
        ("thirty days on 31 January", "harbour", "2023-01-01", "", "under 5", 1),
        ("closed in March", "moor", "2023-02-01", "2023-03-31", "under 5", 1),
    ];
    let measurement = measured(&framework, &cases, &settings("2023-01", "2023-04"));
    let figure = |period: &str| of_x(&framework, &measurement, "northshire", period);
    assert_eq!([figure("2023-01"), figure("2023-02"), figure("2023-03")], ["0/1", "1/2", "1/1"]);
    assert_eq!(of_x(&framework, &measurement, "moor", "2023-03"), "no-cases");
}

#[test]
fn a_mean_and_a_median_leave_out_what_has_no_value() {
    let cases: [Case<'_>; 4] = [
        ("C1", "harbour", "2023-01-01", "", "under 5", 10),
        ("C2", "harbour", "2023-01-02", "", "under 5", 20),
        ("C3", "moor", "2023-01-03", "", "under 5", 90),
        ("C4", "moor", "2023-02-03", "", "under 5", 41),
    ];
    let month = "frequency = \"month\"";
    let framework = northshire(&indicator("days", "month", month, "date = \"opened\"\nmean = \"days\""));
    let measurement = measured(&framework, &cases, &settings("2023-01", "2023-02"));
    assert_eq!(of_x(&framework, &measurement, "northshire", "2023-01"), "120/3");
    let framework =
        northshire(&indicator("days", "rolling 2 months", month, "date = \"opened\"\nmedian = \"days\""));
    let measurement = measured(&framework, &cases, &settings("2023-01", "2023-02"));
    assert_eq!(of_x(&framework, &measurement, "northshire", "2023-01"), "20");
    assert_eq!(of_x(&framework, &measurement, "northshire", "2023-02"), "30.5", "between 20 and 41");
    assert_eq!(of_x(&framework, &measurement, "harbour", "2023-02"), "15");
    assert_eq!(of_x(&framework, &measurement, "both", "2023-02"), "no-cases");
}

#[test]
fn breakdowns_are_parts_of_the_cohort_and_a_gap_is_one_less_another() {
    let share =
        "date = \"opened\"\nnumerator = \"days <= 30\"\ndenominator = \"*\"\nbreakdowns = { age = \"age\" }";
    let gap = "\n[GAP]\ntitle = \"Gap\"\npolarity = \"low\"\nunit = \"percentage-points\"\nbasis = \"month\"\n\
               frequency = \"month\"\nplaces = [\"county\"]\n\n[GAP.measure]\n\
               gap = { of = \"X\", from = \"5 and over\", less = \"under 5\" }\n";
    let framework =
        northshire(&format!("{}{gap}", indicator("percent", "month", "frequency = \"month\"", share)));
    let cases: [Case<'_>; 5] = [
        ("C1", "harbour", "2023-01-01", "", "under 5", 10),
        ("C2", "harbour", "2023-01-02", "", "under 5", 90),
        ("C3", "moor", "2023-01-03", "", "5 and over", 30),
        ("C4", "moor", "2023-01-04", "", "", 30),
        ("C5", "moor", "2023-02-04", "", "under 5", 30),
    ];
    let measurement = measured(&framework, &cases, &settings("2023-01", "2023-02"));
    let share = |breakdown: &str| said(&framework, &measurement, ("X", "northshire", "2023-01", breakdown));
    assert_eq!([share(""), share("under 5"), share("5 and over")], ["3/4", "1/2", "1/1"]);
    assert_eq!(said(&framework, &measurement, ("GAP", "northshire", "2023-01", "")), "50");
    assert_eq!(said(&framework, &measurement, ("GAP", "northshire", "2023-02", "")), "no-cases");
}

#[test]
fn a_breakdown_is_not_divided_by_the_population_of_all() {
    // The days of these cases stand for the year in whose population they are.
    let rate = "date = \"opened\"\nnumerator = \"*\"\ndenominator = { year = \"days\" }\n\
                breakdowns = { age = \"age\" }";
    let framework = northshire(&indicator("percent", "month", "frequency = \"month\"", rate));
    let cases: [Case<'_>; 4] = [
        ("C1", "harbour", "2023-01-01", "", "under 5", 2023),
        ("C2", "harbour", "2023-01-02", "", "under 5", 2023),
        ("C3", "moor", "2023-01-03", "", "5 and over", 2023),
        ("C4", "moor", "2023-02-04", "", "5 and over", 2023),
    ];
    let measurement = measured(&framework, &cases, &settings("2023-01", "2023-01"));
    let rate = |breakdown: &str| said(&framework, &measurement, ("X", "northshire", "2023-01", breakdown));
    assert_eq!([rate(""), rate("under 5"), rate("5 and over")], ["3/4", "nothing", "nothing"]);
}

#[test]
fn no_figure_is_made_of_months_before_records_are_complete() {
    let framework = northshire(&indicator("count", "rolling 12 months", "frequency = \"month\"", COUNT));
    let cases = [("C1", "harbour", "2022-03-01", "", "under 5", 1)];
    let mut settings = settings("2022-11", "2023-02");
    settings.complete_from = Some(periods::Month::parse("2022-01").unwrap_or(settings.first));
    let measurement = measured(&framework, &cases, &settings);
    assert_eq!(of_x(&framework, &measurement, "northshire", "2022-11"), "not-available");
    assert_eq!(of_x(&framework, &measurement, "northshire", "2022-12"), "1");
}
