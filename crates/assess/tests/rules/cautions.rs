//! What makes a figure less than solid.

use crate::council::council;

const FEW: &str = "based on few cases";
const SHORT: &str = "less history than its period covers";

#[test]
fn a_figure_on_fewer_than_ten_cases_is_marked() {
    let cautions = |figure: &str| council(&[]).figure("2021-06", figure).assess("2021-06").cautions;
    assert_eq!(cautions("5/9"), [FEW]);
    assert!(cautions("5/10").is_empty());
    assert!(cautions("55.5").is_empty(), "no denominator is known");
    assert!(cautions("0/0").is_empty(), "there is no figure");
}

#[test]
fn the_framework_may_say_what_few_is() {
    let cautions = |few: u32, figure: &str| {
        council(&[])
            .framework(&format!("small_denominator = {few}"))
            .figure("2021-06", figure)
            .assess("2021-06")
            .cautions
    };
    assert_eq!(cautions(20, "5/19"), [FEW]);
    assert!(cautions(20, "5/20").is_empty());
    assert!(cautions(0, "1/1").is_empty());
}

#[test]
fn a_figure_on_few_cases_is_still_rated() {
    let seen = council(&["rating = { scheme = 'unknown' }"])
        .target("FY2021-22", "50")
        .figure("2021-06", "9/9")
        .assess("2021-06");
    assert_eq!(seen.rating, "green");
    assert_eq!(seen.cautions, [FEW]);
}

#[test]
fn a_window_that_reaches_back_beyond_its_place_is_marked() {
    let cautions = |basis: &str, from: &str, token: &str| {
        council(&[&format!("basis = '{basis}'")])
            .place(&format!("hub,Hub,team,,kent,{from},"))
            .figure_at("hub", token, "80")
            .assess_at("hub", token)
            .cautions
    };
    assert_eq!(cautions("rolling 12 months", "2020-07-02", "2021-06"), [SHORT]);
    assert!(cautions("rolling 12 months", "2020-07-01", "2021-06").is_empty(), "exactly the window");
    assert_eq!(cautions("year to date", "2021-04-02", "2021-06"), [SHORT]);
    assert!(cautions("year to date", "2021-04-01", "2021-06").is_empty());
    assert_eq!(cautions("month", "2021-06-02", "2021-06"), [SHORT]);
    assert!(cautions("snapshot", "2021-06-15", "2021-06").is_empty(), "a snapshot has no history");
}
