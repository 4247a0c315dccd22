//! A text as words, in clauses that each make one claim.

use std::ops::Range;

/// A word and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'t> {
    pub text: &'t str,
    pub start: usize,
}

impl Word<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is this word, in capitals or not.
    pub(super) fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these words, which have a space between them.
    pub(super) fn is_among(&self, words: &str) -> bool {
        words.split(' ').any(|word| self.is(word))
    }
}

/// The words of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words<'t> {
    /// Clause by clause; none is empty.
    pub clauses: Vec<Vec<Word<'t>>>,
}

/// Words that begin a clause of their own.
const TURNS: &str = "but while whilst whereas although though";

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut clauses: Vec<Vec<Word<'t>>> = vec![Vec::new()];
        let mut last_end = 0;
        for Range { start, end } in words(text) {
            let word = Word { text: &text[start..end], start };
            let is_new = ends_clause(&text[last_end..start]) || word.is_among(TURNS);
            match clauses.last_mut() {
                Some(clause) if !is_new || clause.is_empty() => clause.push(word),
                _ => clauses.push(vec![word]),
            }
            last_end = end;
        }
        clauses.retain(|clause| !clause.is_empty());
        Self { clauses }
    }
}

/// Runs of letters and digits, and what joins them: an apostrophe or hyphen between letters, a point or comma between
/// digits.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut letters = text.char_indices().peekable();
    let mut before: Option<char> = None;
    while let Some((position, letter)) = letters.next() {
        let after = letters.peek().map(|(_, after)| *after);
        let between = |kind: fn(char) -> bool| before.is_some_and(kind) && after.is_some_and(kind);
        let belongs = match letter {
            '\'' | '\u{2019}' | '-' => between(char::is_alphanumeric),
            '.' | ',' => between(|side| side.is_ascii_digit()),
            letter => letter.is_alphanumeric(),
        };
        before = Some(letter);
        if !belongs {
            continue;
        }
        let end = position + letter.len_utf8();
        match found.last_mut() {
            Some(word) if word.end == position => word.end = end,
            _ => found.push(position..end),
        }
    }
    found
}

/// Whether what stands between two words ends a clause. A line that is broken ends none; an empty line, an item of a
/// list and a heading do.
fn ends_clause(between: &str) -> bool {
    let ends =
        |letter| matches!(letter, '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '\u{2013}' | '\u{2014}');
    between.contains(ends)
        || between.matches('\n').count() > 1
        || between.split_once('\n').is_some_and(|(_, next)| next.contains(['-', '*', '#', '+']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_falls_into_clauses_of_words() {
        let table = [
            ("", ""),
            ("It rose to 27.4%, from 1,385.", "It rose to 27.4|from 1,385"),
            ("It's above\ntarget. (So is Dover\u{2019}s)", "It's above target|So is Dover\u{2019}s"),
            ("Better but late - while re-referrals rose", "Better|but late|while re-referrals rose"),
            ("- one\n- two\n\nthree", "one|two|three"),
        ];
        for (text, expected) in table {
            let said: Vec<String> = Words::of(text)
                .clauses
                .iter()
                .map(|clause| clause.iter().map(|word| word.text).collect::<Vec<_>>().join(" "))
                .collect();
            assert_eq!(said.join("|"), expected, "{text}");
        }
    }
}
