//! Notes below a table: why figures are missing, what makes them less than settled.

use serde::Serialize;

/// A note with its mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Note {
    pub mark: String,
    pub text: String,
}

/// The notes of a table, in the order in which a reader meets them, each once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Notes {
    notes: Vec<Note>,
}

impl Notes {
    /// The mark of a note: `a` to `z`, then `aa`, `ab` and so on.
    pub(crate) fn mark(&mut self, text: &str) -> String {
        if let Some(known) = self.notes.iter().find(|note| note.text == text) {
            return known.mark.clone();
        }
        let mark = letters(self.notes.len());
        self.notes.push(Note { mark: mark.clone(), text: text.to_owned() });
        mark
    }

    pub(crate) fn into_notes(self) -> Vec<Note> {
        self.notes
    }
}

fn letters(number: usize) -> String {
    let (before, last) = (number / 26, number % 26);
    let last = u8::try_from(last).map_or('z', |last| char::from(b'a' + last));
    match before.checked_sub(1) {
        Some(before) => format!("{}{last}", letters(before)),
        None => last.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_have_the_same_mark() {
        let mut notes = Notes::default();
        let marks = ["Not available", "To be supplied", "Not available"].map(|text| notes.mark(text));
        assert_eq!(marks, ["a", "b", "a"]);
        assert_eq!(notes.into_notes().len(), 2);
    }

    #[test]
    fn after_z_come_two_letters() {
        assert_eq!([25, 26, 27, 52, 702].map(letters), ["z", "aa", "ab", "ba", "aaa"]);
    }
}
