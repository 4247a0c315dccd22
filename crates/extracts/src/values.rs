//! Values as case systems and spreadsheets write them.

use std::borrow::Cow;

use framework::ColumnType;

/// What is said of a number that its column could hold only rounded, in text as in a workbook.
const MORE_DECIMALS: &str = "has more decimals than its column";

/// A value as its file holds it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Whole(i64),
    /// A binary number, of which the last digits mean nothing.
    Number(f64),
    /// Days since 1970-01-01.
    Date(i32),
    Flag(bool),
}

/// A value of the type that its column has.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value<'a> {
    Null,
    Text(Cow<'a, str>),
    Whole(i64),
    /// Units of the last decimal.
    Decimal(i128),
    Date(i32),
    Flag(bool),
}

/// The value of a cell, or why it has none of this type.
pub(crate) fn value<'a>(cell: Cell<'a>, kind: ColumnType) -> Result<Value<'a>, &'static str> {
    let text = match cell {
        Cell::Empty => return Ok(Value::Null),
        Cell::Text(text) => trimmed(text),
        typed => return typed_value(&typed, kind),
    };
    if text.is_empty() {
        return Ok(Value::Null);
    }
    match kind {
        ColumnType::Text => Ok(Value::Text(text)),
        ColumnType::WholeNumber => whole(&text).map(Value::Whole).ok_or("isn't a whole number"),
        ColumnType::Decimal { decimals } => decimal(&text, decimals).map(Value::Decimal),
        ColumnType::Date => {
            date(&text).map(Value::Date).ok_or("isn't a date; dates are written 2023-10-31 or 31/10/2023")
        }
        ColumnType::YesOrNo => flag(&text).map(Value::Flag).ok_or("isn't yes or no"),
    }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

fn typed_value<'a>(cell: &Cell<'_>, kind: ColumnType) -> Result<Value<'a>, &'static str> {
    match (kind, cell) {
        (ColumnType::Text, cell) => Ok(Value::Text(Cow::Owned(written(cell)))),
        (ColumnType::WholeNumber, Cell::Whole(whole)) => Ok(Value::Whole(*whole)),
        (ColumnType::WholeNumber, Cell::Number(number)) => {
            integral(*number).map(Value::Whole).ok_or("isn't a whole number")
        }
        (ColumnType::Decimal { decimals }, Cell::Number(number)) if number.is_finite() => {
            let text = format!("{number:.*}", usize::from(decimals));
            if !is_but_for_noise(*number, &text) {
                return Err(MORE_DECIMALS);
            }
            decimal(&text, decimals).map(Value::Decimal)
        }
        (ColumnType::Decimal { decimals }, Cell::Whole(whole)) => {
            decimal(&whole.to_string(), decimals).map(Value::Decimal)
        }
        (ColumnType::Date, Cell::Date(days)) => Ok(Value::Date(*days)),
        (ColumnType::YesOrNo, Cell::Flag(flag)) => Ok(Value::Flag(*flag)),
        (ColumnType::YesOrNo, Cell::Whole(whole @ (0 | 1))) => Ok(Value::Flag(*whole == 1)),
        (ColumnType::YesOrNo, Cell::Number(number)) => match integral(*number) {
            Some(whole @ (0 | 1)) => Ok(Value::Flag(whole == 1)),
            _ => Err("isn't yes or no"),
        },
        (ColumnType::WholeNumber, _) => Err("isn't a whole number"),
        (ColumnType::Decimal { .. }, _) => Err("isn't a number"),
        (ColumnType::Date, _) => Err("isn't a date; give the cells a date format"),
        (ColumnType::YesOrNo, _) => Err("isn't yes or no"),
    }
}

/// Whether a text says a binary number, but for the last digits, which mean nothing.
fn is_but_for_noise(number: f64, text: &str) -> bool {
    let noise = number.abs().max(1.0) * 1e-9;
    let is_near = text.parse::<f64>().is_ok_and(|said| (number - said).abs() <= noise);
    // Columns of Parquet may hold numbers of half the length, in which noise begins with the eighth digit.
    let is_of_half_length = || text.parse::<f32>().is_ok_and(|said| f64::from(said) == number);
    is_near || is_of_half_length()
}

/// A cell as text.
pub(crate) fn written(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.trim().to_owned(),
        Cell::Whole(whole) => whole.to_string(),
        Cell::Number(number) => {
            integral(*number).map_or_else(|| number.to_string(), |whole| whole.to_string())
        }
        Cell::Date(days) => written_date(*days),
        Cell::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
    }
}

/// A number that is whole, as far as a binary number can tell.
fn integral(number: f64) -> Option<i64> {
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    if number.fract() != 0.0 || number.abs() > LARGEST {
        return None;
    }
    format!("{number:.0}").parse().ok()
}

fn whole(text: &str) -> Option<i64> {
    let number = match text.split_once('.') {
        Some((number, zeros)) if !zeros.is_empty() && zeros.bytes().all(|digit| digit == b'0') => number,
        Some(_) => return None,
        None => text,
    };
    number.parse().ok()
}

/// Units of the last decimal; at most 18 digits, as the stored column has.
fn decimal(text: &str, decimals: u8) -> Result<i128, &'static str> {
    const WRONG: &str = "isn't a number";
    let (negative, digits) = match text.as_bytes() {
        [b'-', ..] => (true, &text[1..]),
        [b'+', ..] => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return Err(WRONG);
    }
    let places = usize::from(decimals);
    let mut units: i128 = 0;
    let kept = fraction.bytes().chain(std::iter::repeat(b'0')).take(places);
    for digit in whole.bytes().chain(kept) {
        if !digit.is_ascii_digit() {
            return Err(WRONG);
        }
        units = units * 10 + i128::from(digit - b'0');
        if units >= 1_000_000_000_000_000_000 {
            return Err("has too many digits");
        }
    }
    for digit in fraction.bytes().skip(places) {
        match digit {
            b'0' => {}
            b'1'..=b'9' => return Err(MORE_DECIMALS),
            _ => return Err(WRONG),
        }
    }
    Ok(if negative { -units } else { units })
}

fn flag(text: &str) -> Option<bool> {
    const YES: [&str; 5] = ["y", "yes", "1", "true", "t"];
    const NO: [&str; 5] = ["n", "no", "0", "false", "f"];
    if YES.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        Some(true)
    } else if NO.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        Some(false)
    } else {
        None
    }
}

/// Days since 1970-01-01 of `2023-10-31` or `31/10/2023`, with or without a time of day.
pub(crate) fn date(text: &str) -> Option<i32> {
    let (day, time) = match text.find(['T', ' ']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    if time.is_some_and(|time| !is_time(time)) {
        return None;
    }
    let bytes = day.as_bytes();
    let (year, month, day) = match bytes {
        [_, _, _, _, b'-', _, _, b'-', _, _] => (&bytes[..4], &bytes[5..7], &bytes[8..]),
        [_, _, b'/', _, _, b'/', _, _, _, _] => (&bytes[6..], &bytes[3..5], &bytes[..2]),
        _ => return None,
    };
    days(digits(year)?, digits(month)?, digits(day)?)
}

/// `14:30`, with or without seconds, their parts and the distance from Greenwich.
fn is_time(time: &str) -> bool {
    let bytes = time.trim().as_bytes();
    let two =
        |at: usize, most: u32| bytes.get(at..at + 2).and_then(digits).is_some_and(|number| number <= most);
    let sound = two(0, 23) && bytes.get(2) == Some(&b':') && two(3, 59);
    sound
        && bytes[5..]
            .iter()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b'+' | b'-' | b'Z'))
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes
        .iter()
        .try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
}

/// Days since 1970-01-01 of a day of the years 1800 to 2199: what lies outside is no date of a record.
pub(crate) fn days(year: u32, month: u32, day: u32) -> Option<i32> {
    const MONTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = *MONTHS.get(month.checked_sub(1)? as usize)? + u32::from(leap && month == 2);
    if !(1800..2200).contains(&year) || day == 0 || day > last {
        return None;
    }
    // Counted in years that begin in March, so that the leap day is the last.
    let shifted = if month > 2 { year } else { year - 1 };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let all = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + day_of_year;
    i32::try_from(i64::from(all) - 719_468).ok()
}

/// A day of so many days since 1970-01-01, as `2023-10-31`.
pub(crate) fn written_date(days: i32) -> String {
    let epoch = jiff::civil::date(1970, 1, 1);
    let day = jiff::Span::new().try_days(days).ok().and_then(|span| epoch.checked_add(span).ok());
    day.map_or_else(|| format!("day {days}"), |day| day.to_string())
}

/// Days since 1970-01-01.
pub(crate) fn days_of(date: jiff::civil::Date) -> i32 {
    let since = date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24;
    i32::try_from(since).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, kind: ColumnType) -> String {
        match value(Cell::Text(text.into()), kind) {
            Ok(Value::Date(days)) => written_date(days),
            Ok(value) => format!("{value:?}"),
            Err(why) => why.to_owned(),
        }
    }

    #[test]
    fn dates() {
        let no = "isn't a date; dates are written 2023-10-31 or 31/10/2023";
        for (text, expected) in [
            ("2023-10-31", "2023-10-31"),
            ("31/10/2023", "2023-10-31"),
            (" 2023-10-31 ", "2023-10-31"),
            ("2023-10-31 00:00:00", "2023-10-31"),
            ("2023-10-31T14:30:00.000", "2023-10-31"),
            ("31/10/2023 00:00", "2023-10-31"),
            ("2024-02-29", "2024-02-29"),
            ("1969-12-31", "1969-12-31"),
            ("1899-12-30", "1899-12-30"),
            ("", "Null"),
            ("2023-02-29", no),
            ("31/02/2023", no),
            ("10/31/2023", no),
            ("2023-10-31 noon", no),
            ("2023-10", no),
            ("31.10.2023", no),
            ("45230", no),
            ("0023-10-31", no),
            ("２０２３-10-31", no),
        ] {
            assert_eq!(read(text, ColumnType::Date), expected, "{text}");
        }
    }

    #[test]
    fn the_days_are_those_of_the_calendar() {
        let mut day = jiff::civil::date(1800, 1, 1);
        while day.year() < 2200 {
            let [year, month, of_month] = [i32::from(day.year()), day.month().into(), day.day().into()];
            let unsigned = |number: i32| u32::try_from(number).unwrap();
            assert_eq!(
                days(unsigned(year), unsigned(month), unsigned(of_month)),
                Some(days_of(day)),
                "{day}"
            );
            day = day.tomorrow().unwrap();
        }
    }

    #[test]
    fn numbers_and_flags() {
        let two = ColumnType::Decimal { decimals: 2 };
        for (text, kind, expected) in [
            ("12", ColumnType::WholeNumber, "Whole(12)"),
            ("12.0", ColumnType::WholeNumber, "Whole(12)"),
            ("12.5", ColumnType::WholeNumber, "isn't a whole number"),
            ("1,204", ColumnType::WholeNumber, "isn't a whole number"),
            ("99999999999999999999", ColumnType::WholeNumber, "isn't a whole number"),
            ("0.5", two, "Decimal(50)"),
            ("-.5", two, "Decimal(-50)"),
            ("7", two, "Decimal(700)"),
            ("1.250", two, "Decimal(125)"),
            ("1.255", two, "has more decimals than its column"),
            ("9999999999999999999", two, "has too many digits"),
            ("1e3", two, "isn't a number"),
            (".", two, "isn't a number"),
            ("Y", ColumnType::YesOrNo, "Flag(true)"),
            ("no", ColumnType::YesOrNo, "Flag(false)"),
            ("TRUE", ColumnType::YesOrNo, "Flag(true)"),
            ("0", ColumnType::YesOrNo, "Flag(false)"),
            ("unknown", ColumnType::YesOrNo, "isn't yes or no"),
        ] {
            assert_eq!(read(text, kind), expected, "{text}");
        }
    }

    #[test]
    fn typed_cells() {
        let two = ColumnType::Decimal { decimals: 2 };
        let date = written_date(19_661);
        for (cell, kind, expected) in [
            (Cell::Number(12.0), ColumnType::Text, "Text(\"12\")"),
            (Cell::Number(12.0), ColumnType::WholeNumber, "Whole(12)"),
            (Cell::Number(0.1 + 0.2), two, "Decimal(30)"),
            (Cell::Number(-(0.1 + 0.2)), two, "Decimal(-30)"),
            (Cell::Number(12.35), two, "Decimal(1235)"),
            (Cell::Number(1_234_567.89), two, "Decimal(123456789)"),
            (Cell::Number(f64::from(12.35_f32)), two, "Decimal(1235)"),
            (Cell::Number(12.347), two, "has more decimals than its column"),
            (Cell::Number(-12.347), two, "has more decimals than its column"),
            (Cell::Number(f64::from(12.347_f32)), two, "has more decimals than its column"),
            (Cell::Number(0.004), two, "has more decimals than its column"),
            (Cell::Number(f64::NAN), two, "isn't a number"),
            (Cell::Number(1.0), ColumnType::YesOrNo, "Flag(true)"),
            (Cell::Date(19_661), ColumnType::Text, &format!("Text({date:?})")),
            (Cell::Number(45_230.0), ColumnType::Date, "isn't a date; give the cells a date format"),
        ] {
            let said = value(cell, kind).map_or_else(str::to_owned, |value| format!("{value:?}"));
            assert_eq!(said, expected);
        }
    }
}
