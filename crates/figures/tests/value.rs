//! A proportion keeps its numerator and denominator, and is compared exactly.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use figures::{Absence, Number, Reading, Unit, Value};
use proptest::prelude::*;

fn proportion(numerator: i64, denominator: i64, unit: &str) -> Result<Value, Absence> {
    Value::ratio(Number::from(numerator), Number::from(denominator), unit.parse().unwrap())
}

#[test]
fn what_prints_as_the_target_can_be_below_it() {
    let value = proportion(1177, 1385, "percent").unwrap();
    assert_eq!(value.number().printed(1), "85.0");
    assert!(*value.number() < Number::from(85));
    assert_eq!(value.numerator(), Some(&Number::from(1177)));
    assert_eq!(value.denominator(), Some(&Number::from(1385)));
}

#[test]
fn what_prints_as_the_target_can_be_above_it() {
    let value = proportion(1328, 1562, "percent").unwrap();
    assert_eq!(value.number().printed(1), "85.0");
    assert!(*value.number() > Number::from(85));
}

#[test]
fn all_of_them_is_exactly_a_hundred_percent() {
    assert_eq!(*proportion(20, 20, "percent").unwrap().number(), Number::from(100));
}

#[test]
fn none_of_some_is_nought_and_none_of_none_is_no_cases() {
    assert!(proportion(0, 5, "percent").unwrap().number().is_zero());
    assert_eq!(proportion(0, 0, "percent"), Err(Absence::NoCases));
    assert_eq!(proportion(3, 0, "per 10000"), Err(Absence::NoCases));
}

#[test]
fn the_unit_says_what_a_ratio_is_multiplied_by() {
    for (unit, printed) in [("percent", "2.5"), ("per 10000", "250.0"), ("average", "0.0"), ("count", "0.0")]
    {
        assert_eq!(proportion(1, 40, unit).unwrap().number().printed(1), printed, "{unit}");
    }
}

#[test]
fn what_is_not_known_is_not_made_up() {
    let plain = Value::plain(Number::from(7));
    assert_eq!((plain.numerator(), plain.denominator()), (None, None));
    let counted = Value::with_numerator(Number::from(7), Number::from(70));
    assert_eq!((counted.numerator(), counted.denominator()), (Some(&Number::from(70)), None));
    let averaged = Value::with_denominator(Number::from(7), Number::from(10));
    assert_eq!((averaged.numerator(), averaged.denominator()), (None, Some(&Number::from(10))));
}

#[test]
fn a_reading_is_a_value_or_the_reason_for_its_absence() {
    let present = Reading::from(proportion(1, 2, "percent"));
    assert_eq!(present.value().map(|value| value.number().printed(0)), Some("50".to_owned()));
    assert_eq!(present.absence(), None);
    let absent = Reading::from(proportion(0, 0, "percent"));
    assert_eq!((absent.value(), absent.absence()), (None, Some(Absence::NoCases)));
}

proptest! {
    #[test]
    fn a_proportion_is_at_the_target_exactly_when_its_parts_say_so(
        numerator in 0i64..100_000,
        denominator in 1i64..100_000,
        target in 0i64..1000,
    ) {
        let value = Value::ratio(Number::from(numerator), Number::from(denominator), Unit::Percent).unwrap();
        let target_in_tenths = Number::from(target).checked_div(&Number::from(10)).unwrap();
        prop_assert_eq!(
            value.number().cmp(&target_in_tenths),
            (numerator * 1000).cmp(&(target * denominator))
        );
    }
}
