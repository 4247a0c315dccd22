//! Words and signs within a line.

use publish::view::{DirectionView, RatingView, Shown, TargetView};
use serde::Serialize;

use super::{Notes, Tag};

/// Something within a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(crate) enum Inline {
    Text {
        text: String,
    },
    Strong {
        text: String,
    },
    /// The value of an earlier year.
    Slanted {
        text: String,
    },
    /// Small print on a line of its own.
    Under {
        text: String,
    },
    Chip {
        text: String,
    },
    /// What is no longer so.
    Struck {
        text: String,
    },
    /// The mark of a note below.
    Mark {
        mark: String,
    },
    /// A dash for what is not there, with the mark of the note that says why.
    Absent {
        mark: String,
    },
    Rating(Tag),
    /// A rating shrunk to its shape.
    Shape(Tag),
    /// A direction: an arrow, its word, and since when.
    Direction {
        way: &'static str,
        word: String,
        since: Option<String>,
    },
    /// An arrow beside words that say the same.
    Arrow {
        way: &'static str,
    },
    /// A small drawing so many ems wide, with what those should know who do not see it.
    Drawing {
        svg: String,
        alternative: String,
        width: f64,
    },
}

pub(crate) fn plain(text: impl Into<String>) -> Inline {
    Inline::Text { text: text.into() }
}

pub(crate) fn tag(rating: &RatingView) -> Tag {
    Tag { shade: rating.shade.class(), word: rating.word.clone() }
}

/// A dash, and a note that says why.
pub(crate) fn absent(reason: &str, notes: &mut Notes) -> Vec<Inline> {
    vec![Inline::Absent { mark: notes.mark(reason) }]
}

/// A value without its unit and what makes it less than settled or sets it apart, or a dash and why.
pub(crate) fn shown(value: &Shown, remarks: &[String], notes: &mut Notes) -> Vec<Inline> {
    match value {
        Shown::Value(printed) => {
            let marks = printed.marks.iter().map(|mark| &mark.words);
            let said: Vec<&str> = remarks.iter().chain(marks).map(String::as_str).collect();
            let mark = (!said.is_empty()).then(|| Inline::Mark { mark: notes.mark(&said.join("; ")) });
            [plain(&printed.text)].into_iter().chain(mark).collect()
        }
        Shown::Absent(reason) | Shown::Withheld(reason) => absent(reason, notes),
    }
}

/// A target with what is to be known of it, or a dash and why there is none.
pub(crate) fn target(view: &Result<TargetView, String>, notes: &mut Notes) -> Vec<Inline> {
    match view {
        Ok(view) => {
            let mut inlines = vec![plain(&view.text)];
            if let Some(remark) = target_remark(view) {
                inlines.push(Inline::Mark { mark: notes.mark(&remark) });
            }
            inlines
        }
        Err(reason) => absent(reason, notes),
    }
}

/// A target in a sentence.
pub(crate) fn target_in_words(view: &TargetView) -> String {
    match target_remark(view) {
        Some(remark) => format!("{} ({})", view.with_unit, remark),
        None => view.with_unit.clone(),
    }
}

fn target_remark(view: &TargetView) -> Option<String> {
    let inferred =
        view.inferred.then(|| "inferred from published ratings; the council did not publish it".to_owned());
    let carried = view.carried.then(|| "carried from last year, provisionally".to_owned());
    let remarks: Vec<String> = inferred.into_iter().chain(carried).chain(view.other_plan.clone()).collect();
    (!remarks.is_empty()).then(|| remarks.join("; "))
}

impl Inline {
    pub(crate) fn direction(view: &DirectionView) -> Self {
        let since = view.since.map(|period| format!("since {}", period.words()));
        Self::Direction { way: view.way.class(), word: view.word.clone(), since }
    }

    /// How many letters it takes beside each other, at least; a sign counts as two.
    pub(crate) fn letters(&self) -> usize {
        let longest =
            |text: &str| text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0);
        match self {
            Self::Text { text } | Self::Strong { text } | Self::Slanted { text } | Self::Struck { text } => {
                longest(text)
            }
            Self::Under { text } | Self::Chip { text } => small(longest(text)),
            Self::Mark { mark } => mark.chars().count(),
            Self::Absent { mark } => 1 + mark.chars().count(),
            Self::Rating(tag) => tag.word.chars().count() + 5,
            Self::Shape(_) | Self::Arrow { .. } => 2,
            Self::Direction { word, since, .. } => {
                let since = since.as_ref().map_or(0, |since| small(since.chars().count()));
                since.max(word.chars().count() + 3)
            }
            Self::Drawing { .. } => 0,
        }
    }
}

/// How many letters of small print take, in letters of the size around it.
fn small(letters: usize) -> usize {
    (letters * 9).div_ceil(10)
}
