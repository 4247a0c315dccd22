//! How pages write numbers, dates and units for people.

use figures::{Number, Unit, Value};
use framework::{OtherPlan, Rules, SnapshotDay};
use periods::{Basis, Frequency};

pub(crate) use periods::day_in_words as day;

/// The minus sign that people read; files have the hyphen.
const MINUS: char = '\u{2212}';

/// A number with so many decimals, thousands grouped, and a real minus sign.
pub(crate) fn number(number: &Number, decimals: u8) -> String {
    number.grouped(decimals).replace('-', MINUS.encode_utf8(&mut [0; 4]))
}

/// A value, target or floor of an indicator, without its unit: with a plus where the indicator is printed with signs.
pub(crate) fn value(rules: &Rules, number: &Number, decimals: u8) -> String {
    if rules.signed { change(number, decimals) } else { self::number(number, decimals) }
}

/// A number in an indicator's unit, as sentences say it: `85.0%`, `12 days`.
#[must_use]
pub fn with_unit(rules: &Rules, number: &Number, decimals: u8) -> String {
    let grouped = number.grouped(decimals);
    let printed = if rules.signed { change(number, decimals).replace(MINUS, "-") } else { grouped };
    with_minus(&rules.unit.with_unit(&printed))
}

/// A sentence of figures with real minus signs: a hyphen before a digit or a pound sign, after a space or nothing.
pub(crate) fn with_minus(sentence: &str) -> String {
    let mut written = String::with_capacity(sentence.len() + 2);
    let mut before = ' ';
    let mut characters = sentence.chars().peekable();
    while let Some(character) = characters.next() {
        let follows = characters.peek().is_some_and(|next| next.is_ascii_digit() || *next == '£');
        let is_sign = character == '-' && matches!(before, ' ' | '(') && follows;
        written.push(if is_sign { MINUS } else { character });
        before = character;
    }
    written
}

/// A change with its sign: `+1.5`, `−2.3`.
pub(crate) fn change(number: &Number, decimals: u8) -> String {
    let printed = number.printed(decimals);
    let sign = if number.is_negative() || Number::parse(&printed).is_ok_and(|zero| zero.is_zero()) {
        ""
    } else {
        "+"
    };
    format!("{sign}{}", self::number(number, decimals))
}

/// The decimals that show a target or floor without rounding it away: the indicator's, or more if it has more.
pub(crate) fn edge_decimals(rules: &Rules, number: &Number) -> u8 {
    number.decimals_needed(rules.decimals, 6)
}

/// Where a target comes from that was taken over from another plan: `Target for June 2024 of the improvement plan`.
pub(crate) fn of_other_plan(plan: &OtherPlan) -> String {
    format!("Target for {} of {}", plan.due.words(), plan.name)
}

/// The fewest decimals that show a number published elsewhere, at most the indicator's: nothing is made to look more
/// exact than it was.
pub(crate) fn published_decimals(rules: &Rules, number: &Number) -> u8 {
    number.decimals_needed(0, rules.decimals)
}

/// A numerator or denominator: a whole number where it is one.
pub(crate) fn cases(value: &Number) -> String {
    number(value, value.decimals_needed(0, 2))
}

/// The unit in words beside a title; nothing where numbers speak for themselves. A table of percentages says so once.
pub(crate) fn unit(unit: Unit) -> Option<String> {
    match unit {
        Unit::Percent | Unit::Average => None,
        Unit::PercentagePoints => Some("percentage points".to_owned()),
        Unit::Count => Some("number".to_owned()),
        Unit::Per(_) => Some(unit.suffix().trim().to_owned()),
        Unit::Score => Some("score".to_owned()),
        Unit::Days => Some("days".to_owned()),
        Unit::Currency => Some("pounds".to_owned()),
    }
}

/// The unit in full, for an indicator's own page.
pub(crate) fn unit_in_full(unit: Unit) -> String {
    match unit {
        Unit::Percent => "percent".to_owned(),
        Unit::Average => "average".to_owned(),
        _ => self::unit(unit).unwrap_or_default(),
    }
}

/// The basis beside a title: `rolling 12 months`, `month-end snapshot (last working day)`.
pub(crate) fn basis(rules: &Rules, basis: &Basis) -> String {
    match (basis, rules.snapshot_day) {
        (Basis::Snapshot, SnapshotDay::LastWorkingDay) => format!("{} (last working day)", basis.words()),
        _ => basis.words(),
    }
}

/// How often there is a figure.
pub(crate) fn frequency(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Month => "Monthly",
        Frequency::Quarter => "Quarterly",
        Frequency::Term => "Each term",
        Frequency::Year => "Yearly",
    }
}

/// Numerator and denominator of a value in words, where both are known: `1,177 of 1,385`.
pub(crate) fn ratio(value: &Value) -> Option<String> {
    Some(format!("{} of {}", cases(value.numerator()?), cases(value.denominator()?)))
}

/// A run of days in as few letters as a cell has room for: `1–11 Jun`, `28 May–11 Jun`.
pub(crate) fn days(first: jiff::civil::Date, last: jiff::civil::Date) -> String {
    let month = |date: jiff::civil::Date| {
        periods::MonthOfYear::numbered(date.month()).map_or("", periods::MonthOfYear::short)
    };
    let end = format!("{} {}", last.day(), month(last));
    if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{}\u{2013}{end}", first.day())
    } else {
        format!("{} {}\u{2013}{end}", first.day(), month(first))
    }
}

/// A list as a sentence has it: `a, b and c`.
pub(crate) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Alternatives as a sentence has them: `a, b or c`.
pub(crate) fn either(items: &[String]) -> String {
    match items {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => items.concat(),
    }
}

/// A count with its noun: `1 figure`, `12 figures`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// The first letter as a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Number {
        Number::parse(text).expect("a number")
    }

    #[test]
    fn people_read_a_real_minus_sign_and_grouped_thousands() {
        assert_eq!(number(&parsed("-1234.56"), 1), "\u{2212}1,234.6");
    }

    #[test]
    fn a_change_has_its_sign_and_nought_has_none() {
        for (exact, expected) in
            [("1.46", "+1.5"), ("-2.3", "\u{2212}2.3"), ("0.04", "0.0"), ("-0.04", "0.0")]
        {
            assert_eq!(change(&parsed(exact), 1), expected, "{exact}");
        }
    }

    #[test]
    fn only_signs_become_minus_signs() {
        let table = [
            ("-0.42 misses the target", "\u{2212}0.42 misses the target"),
            ("up from -£1,200", "up from \u{2212}£1,200"),
            ("(-3)", "(\u{2212}3)"),
            ("re-referrals in 2021-22", "re-referrals in 2021-22"),
        ];
        for (written, expected) in table {
            assert_eq!(with_minus(written), expected);
        }
    }

    #[test]
    fn lists_and_counts_read_as_sentences_do() {
        let names = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        for (items, expected) in
            [(names(&[]), ""), (names(&["a"]), "a"), (names(&["a", "b", "c"]), "a, b and c")]
        {
            assert_eq!(listed(&items), expected);
        }
        assert_eq!(
            (counted(1, "figure"), counted(2, "figure")),
            ("1 figure".to_owned(), "2 figures".to_owned())
        );
    }

    #[test]
    fn days_name_their_month_once() {
        let day = |text: &str| text.parse().expect("a day");
        for (first, last, expected) in [
            ("2017-06-01", "2017-06-11", "1\u{2013}11 Jun"),
            ("2017-05-28", "2017-06-11", "28 May\u{2013}11 Jun"),
            ("2016-06-28", "2017-06-11", "28 Jun\u{2013}11 Jun"),
        ] {
            assert_eq!(days(day(first), day(last)), expected);
        }
    }

    #[test]
    fn an_average_of_cases_keeps_its_decimals() {
        assert_eq!((cases(&parsed("1177")), cases(&parsed("12.5"))), ("1,177".to_owned(), "12.5".to_owned()));
    }
}
