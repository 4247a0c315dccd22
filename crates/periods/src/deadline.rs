//! Deadlines as people write them in minutes and plans.

use jiff::civil::{Date, date};

use crate::{Month, MonthOfYear, Period};

/// What a deadline in somebody's words means. The words are kept beside it: "Roll out Sept/Nov 2017" says more than a
/// day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deadline {
    /// The last day that is in time. Of months, quarters and ranges it is the last day of the last.
    By(Date),
    /// It has no end: "ongoing".
    Ongoing,
    /// It was done already: "COMPLETED".
    Done,
    /// It names no day, or several: somebody has to say which.
    Unclear,
}

impl Deadline {
    /// Reads a deadline: days (`19 September 2017`, `19/09/2017`, `2017-09-19`), months (`by end of March 2018`),
    /// ranges of months (`Sept/Nov 2017`), quarters of financial years (`Q2 2017/18`), ends of years. Seasons and terms
    /// are no days everywhere, so they are unclear, and so is what names two days.
    pub fn read(text: &str) -> Deadline {
        let words = words(text);
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match expression(&words[at..]) {
                Some((day, length)) => {
                    found.push(day);
                    at += length;
                }
                // "30 February 2018" is not the end of that month.
                None if names_no_such_day(&words[at..]) => return Deadline::Unclear,
                None => at += 1,
            }
        }
        let says = |known: &[&str]| words.iter().any(|word| known.contains(&word.text.as_str()));
        match found[..] {
            [day] if !names_a_season(&words) => Deadline::By(day),
            [] if says(&["ongoing", "continuous", "continuing"]) => Deadline::Ongoing,
            [] if says(&["complete", "completed", "done"]) && !says(&["be", "not"]) => Deadline::Done,
            _ => Deadline::Unclear,
        }
    }
}

/// A day as people write it, and nothing beside it: `19 September 2017`, `19th Sept 2017`, `19/09/2017`, `2017-09-19`.
pub fn read_day(text: &str) -> Option<Date> {
    let words = words(text);
    let (day, length) = written_in_numbers(&words).or_else(|| written_in_words(&words))?;
    (length == words.len()).then_some(day)
}

/// A run of letters or digits, in lower case, and what stands between it and the next.
struct Word {
    text: String,
    joint: String,
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut within = false;
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            match words.last_mut().filter(|_| within) {
                Some(word) => word.text.extend(letter.to_lowercase()),
                None => words.push(Word { text: letter.to_lowercase().collect(), joint: String::new() }),
            }
        } else if let Some(word) = words.last_mut() {
            word.joint.push(letter);
        }
        within = letter.is_alphanumeric();
    }
    words
}

fn names_a_season(words: &[Word]) -> bool {
    let seasons = ["spring", "summer", "autumn", "winter", "term", "christmas", "easter"];
    words.iter().any(|word| seasons.contains(&word.text.as_str()))
}

/// The deadline that begins a run of words, and how many of them it takes.
fn expression(words: &[Word]) -> Option<(Date, usize)> {
    written_in_numbers(words)
        .or_else(|| written_in_words(words))
        .or_else(|| months(words))
        .or_else(|| quarter(words))
        .or_else(|| end_of_year(words))
}

/// `2017-09-19`, `19/09/2017`, `19.9.17`: the day before the month, as people write here.
fn written_in_numbers(words: &[Word]) -> Option<(Date, usize)> {
    let [first, second, third, ..] = words else { return None };
    let is_joint = |word: &Word| ["-", "/", "."].contains(&word.joint.as_str());
    if !is_joint(first) || first.joint != second.joint {
        return None;
    }
    let (day, year) = if first.text.len() == 4 { (third, first) } else { (first, third) };
    Some((day_of(number(&day.text)?, number(&second.text)?, year_of(&year.text)?)?, 3))
}

/// A day of a month that has no such day.
fn names_no_such_day(words: &[Word]) -> bool {
    let [day, month, ..] = words else { return false };
    day_of_month(&day.text).is_some() && month_of(&month.text).is_some()
}

/// `19 September 2017`, `19th Sept 2017`.
fn written_in_words(words: &[Word]) -> Option<(Date, usize)> {
    let [day, month, year, ..] = words else { return None };
    Some((day_of(day_of_month(&day.text)?, month_of(&month.text)?.number(), year_of(&year.text)?)?, 3))
}

/// `19`, `19th`.
fn day_of_month(word: &str) -> Option<i8> {
    number(["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word))
}

/// `March 2018`, `Sept/Nov 2017`, `September to November 2017`, `November 2017 - January 2018`: the end of the last.
fn months(words: &[Word]) -> Option<(Date, usize)> {
    let first = words.first()?;
    let first_month = month_of(&first.text)?;
    let own = words.get(1).and_then(|year| year_of(&year.text));
    let before = if own.is_some() { 2 } else { 1 };
    let joint = words[before - 1].joint.trim();
    let rest = &words[before.min(words.len())..];
    let is_range = ["-", "–", "/"].contains(&joint);
    let skipped = usize::from(rest.first().is_some_and(|word| ["to", "and"].contains(&word.text.as_str())));
    if is_range || skipped > 0 {
        let last = rest.get(skipped).and_then(|month| month_of(&month.text));
        let year = rest.get(skipped + 1).and_then(|year| year_of(&year.text));
        if let (Some(last), Some(year)) = (last, year) {
            let end = Month::new(year, last)?;
            // "November to January 2018" begins in the year before; "May 2018 to March 2018" is a slip.
            let is_slip =
                own.is_some_and(|own| Month::new(own, first_month).is_none_or(|begins| end < begins));
            return (!is_slip).then_some((end.last_day(), before + skipped + 2));
        }
    }
    Some((Month::new(own?, first_month)?.last_day(), 2))
}

/// `Q2 2017/18`, `quarter 2 of 2017-18`: of the financial year.
fn quarter(words: &[Word]) -> Option<(Date, usize)> {
    let (number_of, mut at) = match words {
        [first, ..] if first.text.len() == 2 && first.text.starts_with('q') => {
            (first.text[1..].to_owned(), 1)
        }
        [first, second, ..] if first.text == "quarter" => (second.text.clone(), 2),
        _ => return None,
    };
    at += usize::from(words.get(at).is_some_and(|word| word.text == "of"));
    let (year, next) = (words.get(at)?, words.get(at + 1)?);
    let token = format!("FY{}-{}-Q{number_of}", year.text, next.text.get(next.text.len().checked_sub(2)?..)?);
    Some((Period::parse(&token).ok()?.last_month().last_day(), at + 2))
}

/// `end of 2017`.
fn end_of_year(words: &[Word]) -> Option<(Date, usize)> {
    let [end, of, year, ..] = words else { return None };
    if end.text != "end" || of.text != "of" || !year.joint.chars().all(char::is_whitespace) {
        return None;
    }
    Some((date(year_of(&year.text)?, 12, 31), 3))
}

fn month_of(word: &str) -> Option<MonthOfYear> {
    let all = (1..=12).filter_map(MonthOfYear::numbered);
    let is_it = |month: &MonthOfYear| {
        let name = month.name().to_lowercase();
        // "Sept" is as common as "Sep"; two letters could be two months.
        word.len() >= 3 && name.starts_with(word)
    };
    all.into_iter().find(is_it)
}

fn number(digits: &str) -> Option<i8> {
    (digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.parse().ok())?
}

/// A year with its century, or of this one.
fn year_of(word: &str) -> Option<i16> {
    let digits = word.bytes().all(|byte| byte.is_ascii_digit());
    match word.len() {
        4 if digits => word.parse().ok(),
        2 if digits => Some(2000 + word.parse::<i16>().ok()?),
        _ => None,
    }
}

fn day_of(day: i8, month: i8, year: i16) -> Option<Date> {
    let day = Date::new(year, month, day).ok()?;
    Month::containing(day).map(|_| day)
}
