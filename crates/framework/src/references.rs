//! What in a text looks like the reference of a case.

use std::ops::Range;

/// How long a number is that stands for one child or case: longer than any count of a scorecard, shorter than a
/// telephone number.
const NUMBERED: std::ops::RangeInclusive<usize> = 6..=10;

/// Words that look like the reference of a case, by their place in the text:
///
/// - two capitals or more, perhaps a hyphen, three digits or more; the codes of indicators (`is_code`) and the names of
///   years, such as `FY2021-22`, are none;
/// - a unique pupil number: a capital, eleven digits, and a digit or capital;
/// - an NHS number in groups of three, three and four digits, whose last digit checks the others (NHS Data Dictionary);
/// - six to ten digits without a comma, a point, a currency or a percent sign.
#[must_use]
pub fn case_references(text: &str, is_code: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let words = words(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (position, word) in words.iter().enumerate() {
        if found.last().is_some_and(|last| last.end > word.start) {
            continue;
        }
        if let Some(end) = nhs_number(text, &words[position..]) {
            found.push(word.start..end);
        } else if is_reference(text, word, &is_code) {
            found.push(word.clone());
        }
    }
    found
}

/// Runs of letters, digits and hyphens.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (position, letter) in text.char_indices() {
        if letter.is_alphanumeric() || letter == '-' {
            let end = position + letter.len_utf8();
            match words.last_mut() {
                Some(word) if word.end == position => word.end = end,
                _ => words.push(position..end),
            }
        }
    }
    words
}

fn is_reference(text: &str, at: &Range<usize>, is_code: &impl Fn(&str) -> bool) -> bool {
    let word = &text[at.clone()];
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &word[letters..];
    let number = rest.strip_prefix('-').unwrap_or(rest);
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    match letters {
        0 => digits == word.len() && NUMBERED.contains(&digits) && !is_amount(text, at),
        1 => {
            let last =
                word.bytes().last().is_some_and(|last| last.is_ascii_digit() || last.is_ascii_uppercase());
            word.len() == 13 && rest.bytes().take(11).all(|byte| byte.is_ascii_digit()) && last
        }
        _ => {
            let is_year = digits == 4 && ["FY", "AY", "CY"].contains(&&word[..letters]);
            digits >= 3 && !is_year && !is_code(word)
        }
    }
}

/// Whether digits are a part of an amount: of a decimal number, of money, or of a percentage.
fn is_amount(text: &str, at: &Range<usize>) -> bool {
    let (before, after) = (&text[..at.start], &text[at.end..]);
    let digit_follows = |rest: &str| rest.starts_with(|next: char| next.is_ascii_digit());
    before.ends_with(['£', '.', ','])
        || after.starts_with('%')
        || after.strip_prefix(['.', ',']).is_some_and(digit_follows)
}

/// The end of an NHS number in three words, or in one with hyphens.
fn nhs_number(text: &str, words: &[Range<usize>]) -> Option<usize> {
    let first = words.first()?;
    let (parts, end): (Vec<&str>, usize) = if text[first.clone()].contains('-') {
        (text[first.clone()].split('-').collect(), first.end)
    } else {
        let three = words.get(..3)?;
        let apart = three.windows(2).all(|pair| &text[pair[0].end..pair[1].start] == " ");
        (three.iter().filter(|_| apart).map(|word| &text[word.clone()]).collect(), three[2].end)
    };
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let digits: Vec<u32> = parts.concat().chars().filter_map(|letter| letter.to_digit(10)).collect();
    (lengths == [3, 3, 4] && digits.len() == 10 && is_checked(&digits)).then_some(end)
}

/// Whether the last digit of an NHS number is what the others give: eleven less their weighted sum's remainder.
fn is_checked(digits: &[u32]) -> bool {
    let weighted: u32 = digits.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    let check = (11 - weighted % 11) % 11;
    digits.last() == Some(&check)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_cases_are_told_from_codes_years_and_amounts() {
        let table: &[(&str, &[&str])] = &[
            ("One case, QRS1234, was late.", &["QRS1234"]),
            ("PLT-00871; (AB123)", &["PLT-00871", "AB123"]),
            ("“QX9999”", &["QX9999"]),
            ("LCS12345678", &["LCS12345678"]),
            ("Compared with FY2021-22, AY2020-21 and CY2019.", &[]),
            ("SCS03 and SEND11 have two digits; APP170 is an indicator.", &[]),
            ("KS2, R12M, 1234, A123, Abc123", &[]),
            ("Case 123456 and case 1234567890.", &["123456", "1234567890"]),
            ("12345 is a count, 12345678901 a telephone number.", &[]),
            ("£150000, 1,234,567 and 123456.5, or 123456%", &[]),
            ("2021-06-30, 30/06/2021, 2021/22", &[]),
            (
                "The pupil A12345678901X and B123456789012 are one child each.",
                &["A12345678901X", "B123456789012"],
            ),
            ("A1234567890 is too short to be a pupil.", &[]),
            ("999 000 0018 checks, 999 000 0017 does not.", &["999 000 0018"]),
            ("999-000-0018", &["999-000-0018"]),
            ("There were 338 277 1000 visits.", &[]),
            ("", &[]),
        ];
        for (text, expected) in table {
            let found = case_references(text, |word| word == "APP170");
            let found: Vec<&str> = found.into_iter().map(|span| &text[span]).collect();
            assert_eq!(found, *expected, "{text}");
        }
    }
}
