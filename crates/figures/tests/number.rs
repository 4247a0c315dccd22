//! Numbers are read strictly, kept exactly and printed half up.

#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use std::cmp::Ordering;
use std::collections::HashSet;

use figures::{MOST_DIGITS, Number};
use proptest::prelude::*;

fn number(text: &str) -> Number {
    Number::parse(text).unwrap()
}

fn ratio(top: i64, bottom: i64) -> Number {
    Number::from(top).checked_div(&Number::from(bottom)).unwrap()
}

#[test]
fn no_more_decimals_are_needed_than_show_the_number() {
    let table = [
        ("85", 0, 2, 0),
        ("85.0", 0, 2, 0),
        ("85.25", 0, 2, 2),
        ("85.25", 0, 1, 1),
        ("85", 1, 6, 1),
        ("-0.5", 0, 6, 1),
    ];
    for (text, fewest, most, expected) in table {
        assert_eq!(number(text).decimals_needed(fewest, most), expected, "{text} from {fewest} to {most}");
    }
    assert_eq!(ratio(1, 3).decimals_needed(0, 6), 6);
}

#[test]
fn decimal_notation_is_read() {
    let exactly = [
        ("0", "0"),
        ("-0", "0"),
        ("+7", "7"),
        ("007", "7"),
        ("85.0", "85"),
        ("85.10", "85.1"),
        ("-0.05", "-0.05"),
        ("\u{2212}12.5", "-12.5"),
        ("999999999999999999999999", "999999999999999999999999"),
        ("0.12345678901", "0.12345678901"),
    ];
    for (written, read) in exactly {
        assert_eq!(number(written).to_string(), read, "{written}");
    }
}

#[test]
fn rounding_moves_a_number_by_half_of_its_last_digit() {
    for (decimals, half) in [(0, "0.5"), (1, "0.05"), (3, "0.0005")] {
        assert_eq!(Number::rounding(decimals), number(half));
    }
}

#[test]
fn what_is_not_decimal_notation_is_refused_with_the_way_out() {
    let refusals = [
        ("", "a number is missing: write one, or leave the row without a value and say why in `status`"),
        (" \t", "a number is missing: write one, or leave the row without a value and say why in `status`"),
        (" 12", "` 12` has spaces: write 12"),
        ("1 234", "`1 234` has spaces: write 1234"),
        ("1,234", "`1,234` has a thousands separator: write 1234"),
        ("-1,234,567.8", "`-1,234,567.8` has a thousands separator: write -1234567.8"),
        ("1,5", "`1,5` has a comma: write a full stop before decimals, and no thousands separators"),
        ("85%", "`85%` has a percent sign: write 85, the unit says that it is a percentage"),
        ("85.0 %", "`85.0 %` has a percent sign: write 85.0, the unit says that it is a percentage"),
        ("£12.50", "`£12.50` has a currency sign: write 12.50, the unit says that it is money"),
        ("£1,200", "`£1,200` has a currency sign: write 1200, the unit says that it is money"),
        ("1.5e5", "`1.5e5` has an exponent: write all digits, such as 150000 for 1.5e5"),
        ("2E-3", "`2E-3` has an exponent: write all digits, such as 150000 for 1.5e5"),
        ("NaN", "`NaN` is no value: leave it empty and say why in `status`, such as no-cases"),
        ("-inf", "`-inf` is no value: leave it empty and say why in `status`, such as no-cases"),
        ("#DIV/0!", "`#DIV/0!` is no value: leave it empty and say why in `status`, such as no-cases"),
        (".5", "`.5` has no digit on one side of its decimal point: write 0.5"),
        ("-5.", "`-5.` has no digit on one side of its decimal point: write -5"),
        ("0.1234567890123456789012345", "`0.1234567890123456789012345` has 26 digits: write at most 24"),
        ("1.2.3", "`1.2.3` is not a number: write digits with a full stop before decimals, such as 85.0"),
        ("--1", "`--1` is not a number: write digits with a full stop before decimals, such as 85.0"),
        ("-", "`-` is not a number: write digits with a full stop before decimals, such as 85.0"),
        ("٣", "`٣` is not a number: write digits with a full stop before decimals, such as 85.0"),
        ("N/A", "`N/A` is not a number: write digits with a full stop before decimals, such as 85.0"),
    ];
    for (written, message) in refusals {
        assert_eq!(Number::parse(written).unwrap_err().to_string(), message);
    }
}

#[test]
fn commas_are_read_between_thousands_and_nowhere_else() {
    for (written, read) in [("1,234.5", "1234.5"), ("-1,234,567", "-1234567"), ("719", "719")] {
        assert_eq!(Number::parse_grouped(written), Ok(number(read)));
    }
    for refused in ["27,5", "1,2345", "1,234,", ",234", "1,234%", "1 234", ""] {
        assert!(Number::parse_grouped(refused).is_err(), "{refused}");
    }
}

#[test]
fn long_garbage_is_quoted_in_part() {
    let message = Number::parse(&"x".repeat(1_000_000)).unwrap_err().to_string();
    assert!(message.len() < 200, "{message}");
}

#[test]
fn the_most_digits_are_counted_on_both_sides_of_the_point() {
    let most = format!("{}.{}", "9".repeat(MOST_DIGITS - 6), "9".repeat(6));
    assert_eq!(number(&most).to_string(), most);
    assert!(Number::parse(&format!("{most}9")).is_err());
}

#[test]
fn halves_are_rounded_away_from_nought() {
    let printed = [
        ("0.05", 1, "0.1"),
        ("-0.05", 1, "-0.1"),
        ("0.049", 1, "0.0"),
        ("-0.049", 1, "0.0"),
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("0.25", 1, "0.3"),
        ("84.95", 1, "85.0"),
        ("84.949", 1, "84.9"),
        ("99.95", 1, "100.0"),
        ("0", 0, "0"),
        ("0", 2, "0.00"),
        ("7", 2, "7.00"),
        ("1.005", 2, "1.01"),
    ];
    for (exact, decimals, expected) in printed {
        let exact = number(exact);
        assert_eq!(exact.printed(decimals), expected, "{exact} to {decimals}");
        assert_eq!(exact.rounded(decimals), number(expected), "{exact} to {decimals}");
    }
}

#[test]
fn people_read_thousands_with_commas() {
    let grouped = [
        ("999", 0, "999"),
        ("1000", 0, "1,000"),
        ("999999.95", 1, "1,000,000.0"),
        ("1234.5", 1, "1,234.5"),
        ("-1234567", 0, "-1,234,567"),
        ("-0.4", 0, "0"),
    ];
    for (exact, decimals, expected) in grouped {
        assert_eq!(number(exact).grouped(decimals), expected);
    }
}

#[test]
fn what_is_kept_is_never_rounded_into_another_number() {
    assert_eq!(ratio(85, 1).kept(), "85");
    assert_eq!(ratio(-1, 4).kept(), "-0.25");
    assert_eq!(ratio(2, 3).kept(), "0.666666666666");
    // Just above a target of 85: cut off alone it would be on target.
    assert_eq!(ratio(85 * 10_i64.pow(13) + 1, 10_i64.pow(13)).kept(), "85.000000000001");
    assert_eq!(ratio(-85 * 10_i64.pow(13) - 1, 10_i64.pow(13)).kept(), "-85.000000000001");
}

#[test]
fn data_files_get_up_to_six_decimals() {
    assert_eq!(ratio(117_700, 1385).six_decimals(), "84.981949");
    assert_eq!(ratio(2, 3).six_decimals(), "0.666667");
    assert_eq!(ratio(85, 1).six_decimals(), "85");
    assert_eq!(ratio(-1, 4).six_decimals(), "-0.25");
    assert_eq!(ratio(-1, 10_000_000).six_decimals(), "0");
}

#[test]
fn a_reason_quotes_the_exact_value_or_shows_that_it_goes_on() {
    assert_eq!(ratio(117_700, 1385).to_string(), "84.981949…");
    assert_eq!(ratio(2, 3).to_string(), "0.666666…");
    assert_eq!(ratio(-1, 3_000_000).to_string(), "-0.000000…");
    assert_eq!(ratio(1, 4096).to_string(), "0.000244140625");
    assert_eq!(ratio(1, 8192).to_string(), "0.000122…");
    assert_eq!(format!("{:>6}|{:<6}|", ratio(1, 2), ratio(1, 2)), "   0.5|0.5   |");
}

#[test]
fn decimals_are_counted_as_written() {
    for (written, decimals) in [("85", 0), ("85.0", 1), ("-0.250", 3), ("85.", 0)] {
        assert_eq!(Number::decimals_written(written), decimals);
    }
}

#[test]
fn arithmetic_is_exact() {
    let tenths = std::iter::repeat_n(number("0.1"), 10);
    assert_eq!(tenths.sum::<Number>(), Number::from(1));
    assert_eq!([number("0.1"), number("0.2")].iter().sum::<Number>(), number("0.3"));
    assert_eq!(number("0.3") - number("0.1"), number("0.2"));
    assert_eq!(&number("1.5") * number("-2"), number("-3"));
    assert_eq!(-&number("1.5"), -number("1.5"));
    assert_eq!(number("-1.5").abs(), number("1.5"));
    assert_eq!(ratio(1, 3) * Number::from(3), Number::from(1));
    assert_eq!(Number::from(1).checked_div(&Number::zero()), None);
}

#[test]
fn the_sign_is_known() {
    for (written, sign) in [("-0.1", Ordering::Less), ("-0.0", Ordering::Equal), ("0.1", Ordering::Greater)] {
        let number = number(written);
        assert_eq!(number.signum(), sign);
        assert_eq!(number.is_negative(), sign == Ordering::Less);
        assert_eq!(number.is_zero(), sign == Ordering::Equal);
    }
}

#[test]
fn equal_numbers_are_one_in_a_set_however_written() {
    assert_eq!(HashSet::from(["1", "1.0", "+1.00"].map(number)).len(), 1);
}

/// Numbers as people write them, with at most so many decimals.
fn written() -> impl Strategy<Value = String> {
    "-?[0-9]{1,12}(\\.[0-9]{1,12})?"
}

fn any_number() -> impl Strategy<Value = Number> {
    (any::<i64>(), 1..=i64::MAX)
        .prop_map(|(top, bottom)| Number::from(top).checked_div(&Number::from(bottom)).unwrap())
}

proptest! {
    #[test]
    fn reading_never_panics(text in "\\PC*") {
        let _ = Number::parse(&text);
    }

    #[test]
    fn reading_what_looks_like_a_number_never_panics(text in "[-+−0-9.,%£eE xNa]{0,30}") {
        let _ = Number::parse(&text);
    }

    #[test]
    fn what_is_displayed_reads_as_the_same_number(text in written()) {
        let exact = number(&text);
        prop_assert_eq!(number(&exact.to_string()), exact);
    }

    #[test]
    fn printing_stays_within_half_a_unit_of_the_last_place(exact in any_number(), decimals in 0u8..12) {
        let printed = exact.printed(decimals);
        prop_assert_eq!(Number::decimals_written(&printed), decimals);
        let error = (number(&printed) - &exact).abs();
        let tenth = number("0.1");
        let last_place = (0..decimals).fold(Number::from(1), |place, _| place * &tenth);
        prop_assert!(error * Number::from(2) <= last_place, "{exact} printed {printed}");
    }

    #[test]
    fn rounding_keeps_order(one in any_number(), other in any_number(), decimals in 0u8..9) {
        let (less, more) = if one <= other { (one, other) } else { (other, one) };
        prop_assert!(less.rounded(decimals) <= more.rounded(decimals));
    }

    #[test]
    fn a_number_and_its_mirror_image_print_alike(exact in any_number(), decimals in 0u8..9) {
        let printed = exact.printed(decimals);
        let mirrored = (-exact).printed(decimals);
        prop_assert_eq!(printed.trim_start_matches('-'), mirrored.trim_start_matches('-'));
    }

    #[test]
    fn nought_is_never_negative(top in -1000i64..1000, decimals in 0u8..9) {
        let small = ratio(top, 1_000_000);
        for printed in [small.printed(decimals), small.grouped(decimals), small.six_decimals()] {
            let is_nought = printed.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
            prop_assert!(!(is_nought && printed.starts_with('-')), "{printed}");
        }
    }

    #[test]
    fn what_was_kept_rounds_and_compares_as_the_exact_number(
        exact in any_number(),
        limit in -1_000_000_000i64..1_000_000_000,
        decimals in 0u8..9,
    ) {
        let kept = Number::parse(&exact.kept()).unwrap();
        prop_assert_eq!(kept.printed(decimals), exact.printed(decimals));
        let limit = ratio(limit, 1000);
        prop_assert_eq!(kept.cmp(&limit), exact.cmp(&limit));
    }

    #[test]
    fn grouping_only_adds_commas(exact in any_number(), decimals in 0u8..9) {
        prop_assert_eq!(exact.grouped(decimals).replace(',', ""), exact.printed(decimals));
    }

    #[test]
    fn order_agrees_with_cross_multiplication(
        (top, bottom) in (any::<i64>(), 1..=i64::MAX),
        (other_top, other_bottom) in (any::<i64>(), 1..=i64::MAX),
    ) {
        let (one, other) = (ratio(top, bottom), ratio(other_top, other_bottom));
        let crosswise =
            (i128::from(top) * i128::from(other_bottom)).cmp(&(i128::from(other_top) * i128::from(bottom)));
        prop_assert_eq!(one.cmp(&other), crosswise);
    }

    #[test]
    fn drawing_is_close(exact in any_number()) {
        let drawn = exact.to_drawing();
        prop_assert!(drawn.is_finite());
        let printed = exact.printed(6).parse::<f64>().unwrap();
        prop_assert!((drawn - printed).abs() <= printed.abs() * 1e-12 + 1e-6);
    }

    #[test]
    fn adding_and_taking_away_again_changes_nothing(one in any_number(), other in any_number()) {
        prop_assert_eq!(&(&one + &other) - &other, one);
    }
}

/// Numbers of a few digits and of many, so that some are kept in a word or two and others are not.
fn of_any_length() -> impl Strategy<Value = Number> {
    "-?[0-9]{1,45}(/[1-9][0-9]{0,44})?".prop_map(|text| Number::parse_exact(&text).unwrap())
}

proptest! {
    #[test]
    fn small_fractions_are_added_multiplied_and_divided_as_at_school(
        (top, bottom) in (any::<i32>(), 1..=i32::MAX),
        (other_top, other_bottom) in (any::<i32>(), 1..=i32::MAX),
    ) {
        let (one, other) = (ratio(top.into(), bottom.into()), ratio(other_top.into(), other_bottom.into()));
        let [top, bottom, other_top, other_bottom] = [top, bottom, other_top, other_bottom].map(i64::from);
        let fraction = |top: i128, bottom: i128| {
            let sign = if bottom < 0 { -1 } else { 1 };
            Number::parse_exact(&format!("{}/{}", top * sign, bottom * sign)).unwrap()
        };
        let times = |one: i64, other: i64| i128::from(one) * i128::from(other);
        let (left, right) = (times(top, other_bottom), times(other_top, bottom));
        prop_assert_eq!(&one + &other, fraction(left + right, times(bottom, other_bottom)));
        prop_assert_eq!(&one - &other, fraction(left - right, times(bottom, other_bottom)));
        prop_assert_eq!(&one * &other, fraction(times(top, other_top), times(bottom, other_bottom)));
        let quotient = one.checked_div(&other);
        prop_assert_eq!(quotient, (other_top != 0).then(|| fraction(left, right)));
    }

    #[test]
    fn numbers_of_any_length_keep_the_laws_of_arithmetic(
        one in of_any_length(), other in of_any_length(), third in of_any_length(),
    ) {
        prop_assert_eq!(&(&one + &other) - &other, one.clone());
        prop_assert_eq!(&one * &(&other + &third), &(&one * &other) + &(&one * &third));
        prop_assert_eq!((&one - &other).signum(), one.cmp(&other));
        if let Some(quotient) = one.checked_div(&other) {
            prop_assert_eq!(quotient * &other, one.clone());
        }
        prop_assert_eq!(Number::parse_exact(&one.exact()), Ok(one));
    }

    #[test]
    fn numbers_of_any_length_are_one_in_a_set_if_they_are_equal(one in of_any_length(), other in of_any_length()) {
        let sum = [&one + &other, &other + &one];
        prop_assert_eq!(HashSet::from(sum).len(), 1);
    }
}

#[test]
fn an_exact_number_is_a_decimal_or_a_fraction_in_lowest_terms() {
    let table = [
        (ratio(170, 2), "85"),
        (ratio(-1, 8), "-0.125"),
        (ratio(2, 6), "1/3"),
        (ratio(-117_700, 1385), "-23540/277"),
    ];
    for (exact, text) in table {
        assert_eq!(exact.exact(), text);
        assert_eq!(Number::parse_exact(text).unwrap(), exact);
    }
    for refused in ["", "-", "1/0", "1/", "/2", "1.", ".5", "1.-5", "1/2/3", "+1", "1e3", "--1", "1.2.3"] {
        assert!(Number::parse_exact(refused).is_err(), "{refused}");
    }
}

proptest! {
    #[test]
    fn what_is_written_exactly_reads_as_the_same_number(
        top in any::<i64>(),
        bottom in 1..i64::MAX,
        digits in "[0-9]{1,40}",
    ) {
        let number = ratio(top, bottom);
        prop_assert_eq!(Number::parse_exact(&number.exact()), Ok(number));
        let long = Number::parse_exact(&format!("{digits}.{digits}")).unwrap();
        prop_assert_eq!(Number::parse_exact(&long.exact()), Ok(long));
    }
}
