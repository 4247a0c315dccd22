//! Numbers in a text that are in a figure's unit.

use std::ops::Range;

use figures::{Number, Unit};

use super::{Remark, Subject, WordingRule};

/// A number as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Written {
    span: Range<usize>,
    number: Number,
    decimals: u8,
}

/// Words before a number that say that it is not meant exactly.
const ABOUT: &str = "about almost approximately around nearly over under above below roughly some than circa least \
     most approaching";

/// Differences of percentages, which are no percentages.
const POINTS: [&str; 4] = ["% points", "% point", "per cent points", "percent points"];

/// All numbers of a text.
pub(super) fn all(text: &str) -> impl Iterator<Item = Number> + '_ {
    written(text).into_iter().map(|written| written.number)
}

/// The numbers in the unit of a figure that are not its numbers, however they are rounded.
pub(super) fn strange<'s>(text: &'s str, subject: &'s Subject) -> impl Iterator<Item = Remark> + 's {
    written(text).into_iter().filter_map(move |written| {
        let span = with_unit(text, &written.span, subject.unit)?;
        let is_known = subject.numbers.iter().any(|known| {
            // Of a fall only the size may be said.
            known.rounded(written.decimals).abs() == written.number
        });
        if is_known || is_about(text, span.start) {
            return None;
        }
        let figure = match &subject.printed {
            Some(printed) => format!("The figure is {printed}"),
            None => "There is no figure".to_owned(),
        };
        let target = match &subject.target {
            Some((_, target)) => format!(" and its target {target}"),
            None => String::new(),
        };
        let said = &text[span.clone()];
        Some(Remark {
            advice: format!(
                "{figure}{target}; {said} is none of its numbers. Correct it, or say what it is a number of."
            ),
            span,
            rule: WordingRule::Number,
        })
    })
}

/// Numbers with their decimals: digits, commas between groups of three, and a point before decimals. What is part of a
/// word, a date or a range of years is none.
fn written(text: &str) -> Vec<Written> {
    let bytes = text.as_bytes();
    let is_digit = |position: usize| bytes.get(position).is_some_and(u8::is_ascii_digit);
    let mut found = Vec::new();
    let mut position = 0;
    while position < bytes.len() {
        if !is_digit(position) {
            position += 1;
            continue;
        }
        let start = position;
        while is_digit(position)
            || (matches!(bytes.get(position), Some(b',' | b'.')) && is_digit(position + 1))
        {
            position += 1;
        }
        let digits = text[start..position].replace(',', "");
        // Of a number with dots after it only the beginning is said.
        let joins = |letter: char| letter.is_alphanumeric() || matches!(letter, '/' | '_' | '\u{2026}');
        let is_part = text[..start].ends_with(joins) || text[position..].starts_with(joins);
        if let Some(number) = Number::parse(&digits).ok().filter(|_| !is_part) {
            found.push(Written {
                span: start..position,
                number,
                decimals: Number::decimals_written(&digits),
            });
        }
    }
    found
}

/// Where a number stands with its unit, if it is in that unit.
fn with_unit(text: &str, number: &Range<usize>, unit: Unit) -> Option<Range<usize>> {
    let (before, after) = (&text[..number.start], &text[number.end..]);
    let followed = |units: &[&str]| {
        let spaces = after.len() - after.trim_start_matches([' ', '\u{a0}', '\n']).len();
        let word_ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        let rest = &after[spaces..];
        let unit = units.iter().find(|unit| rest.strip_prefix(**unit).is_some_and(word_ends))?;
        Some(number.start..number.end + spaces + unit.len())
    };
    match unit {
        Unit::Percent if followed(&POINTS).is_some() => None,
        Unit::Percent => followed(&["%", "per cent", "percent"]),
        Unit::PercentagePoints => followed(&["percentage points", "percentage point", "points", "point"]),
        Unit::Days => followed(&["days", "day"]),
        Unit::Per(_) => followed(&[unit.suffix().trim_start()]),
        Unit::Currency => before.ends_with('£').then(|| number.start - '£'.len_utf8()..number.end),
        Unit::Count | Unit::Average | Unit::Score => None,
    }
}

/// Whether the word before says that a number is not meant exactly: `about 30%`, `more than 80%`.
fn is_about(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end();
    let word = before.rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    ABOUT.split(' ').any(|about| word.eq_ignore_ascii_case(about))
}
