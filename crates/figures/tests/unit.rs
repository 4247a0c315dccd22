//! Units are spelt as in the framework's files, and read well to people.

use figures::{Number, Unit};
use proptest::prelude::*;

#[test]
fn each_unit_has_a_spelling_a_multiplier_and_a_way_to_be_read() {
    let table = [
        ("percent", 100, "85.0%"),
        ("percentage-points", 100, "85.0 percentage points"),
        ("count", 1, "85.0"),
        ("per 10000", 10_000, "85.0 per 10,000"),
        ("per 100", 100, "85.0 per 100"),
        ("average", 1, "85.0"),
        ("score", 1, "85.0"),
        ("days", 1, "85.0 days"),
        ("currency", 1, "£85.0"),
    ];
    for (spelling, multiplier, read) in table {
        let unit = spelling.parse::<Unit>().unwrap();
        assert_eq!(unit.to_string(), spelling);
        assert_eq!(unit.multiplier(), Number::from(multiplier));
        assert_eq!(unit.with_unit("85.0"), read);
    }
}

#[test]
fn one_is_singular_and_money_keeps_its_sign_in_front() {
    let unit = |spelling: &str| spelling.parse::<Unit>().unwrap();
    assert_eq!(unit("days").with_unit("1"), "1 day");
    assert_eq!(unit("days").with_unit("1.0"), "1.0 days");
    assert_eq!(unit("percentage-points").with_unit("-1"), "-1 percentage point");
    assert_eq!(unit("currency").with_unit("-1,200"), "-£1,200");
}

#[test]
fn a_population_may_be_written_with_commas_between_thousands() {
    assert_eq!("per 10,000".parse::<Unit>(), "per 10000".parse::<Unit>());
}

#[test]
fn other_words_are_refused_with_the_list() {
    for text in
        ["", "%", "Percent", "per 0", "per", "per -5", "per +5", "per 1,00", "per 010", "per 99999999999"]
    {
        assert_eq!(
            text.parse::<Unit>().unwrap_err().to_string(),
            format!(
                "`{text}` is no unit: write one of percent, percentage-points, count, per N (such as per 10000), \
                 average, score, days, currency"
            )
        );
    }
}

proptest! {
    #[test]
    fn reading_never_panics(text in "(per )?\\PC*") {
        let _ = text.parse::<Unit>();
    }

    #[test]
    fn what_is_displayed_reads_as_the_same_unit(population in 1u32..) {
        let unit = format!("per {population}").parse::<Unit>().unwrap();
        prop_assert_eq!(unit.to_string().parse::<Unit>(), Ok(unit));
    }
}
