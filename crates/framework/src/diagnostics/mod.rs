//! What is wrong with a framework, said so that somebody can mend it.

mod render;
mod rule;

use std::ops::Range;

pub use render::{Style, render, render_all};
pub use rule::{Rule, Severity};

use crate::folder::Folder;
use crate::model::{BasisIndex, BreakdownId, IndicatorId, PlaceId, SeriesKey};
use periods::Period;

/// A stretch of a file of the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The place of the file in [`Folder::files`].
    pub file: u32,
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Location {
    /// A stretch of bytes of a file.
    #[must_use]
    pub fn new(file: usize, span: Range<usize>) -> Self {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Self { file: small(file), start: small(span.start), end: small(span.end) }
    }

    /// The very beginning of a file, for what concerns all of it.
    #[must_use]
    pub fn file(file: usize) -> Self {
        Self::new(file, 0..0)
    }

    /// A stretch of this one, counted from its first byte.
    pub(crate) fn within(self, span: Range<usize>) -> Self {
        let from = self.start as usize;
        Self::new(self.file as usize, from + span.start..from + span.end)
    }

    /// How many bytes long it is.
    pub(crate) fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether it is for a file as a whole.
    pub(crate) fn is_whole_file(self) -> bool {
        self.start == 0 && self.end == 0
    }

    /// The path of the file and the line, as in `figures/children.csv:14`.
    #[must_use]
    pub fn describe(&self, folder: &Folder) -> String {
        let (line, _) = self.line_and_column(folder);
        format!("{}:{line}", folder.file(*self).path)
    }

    /// The line and the column, both from 1, columns in characters.
    #[must_use]
    pub fn line_and_column(&self, folder: &Folder) -> (usize, usize) {
        let text = &folder.file(*self).text;
        let before = text.get(..self.start as usize).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that it breaks.
    pub rule: Rule,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// Where, with a few words beside the caret.
    pub primary: (Location, String),
    /// Other places that matter.
    pub others: Vec<(Location, String)>,
    /// The way out.
    pub hint: Option<String>,
    /// What it is about, so that it can be acknowledged.
    pub subject: Subject,
}

/// What a finding is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// The indicator.
    pub indicator: Option<IndicatorId>,
    /// The places.
    pub places: Vec<PlaceId>,
    /// The period.
    pub period: Option<Period>,
    /// The basis of the indicator.
    pub basis: Option<BasisIndex>,
    /// The breakdown.
    pub breakdown: Option<BreakdownId>,
    /// The period that a direction compares with.
    pub against: Option<Period>,
}

impl Subject {
    /// The figure of a series in a period.
    #[must_use]
    pub fn figure(series: &SeriesKey, period: Period) -> Self {
        Self {
            indicator: Some(series.indicator),
            places: vec![series.place],
            period: Some(period),
            basis: Some(series.basis),
            breakdown: Some(series.breakdown),
            against: None,
        }
    }
}

impl Diagnostic {
    /// Something wrong at a location.
    #[must_use]
    pub fn new(rule: Rule, location: Location, message: impl Into<String>) -> Self {
        Self {
            rule,
            message: message.into(),
            primary: (location, String::new()),
            others: Vec::new(),
            hint: None,
            subject: Subject::default(),
        }
    }

    /// Adds a few words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.primary.1 = label.into();
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn also(mut self, location: Location, label: impl Into<String>) -> Self {
        self.others.push((location, label.into()));
        self
    }

    /// Adds the way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says what it is about.
    #[must_use]
    pub fn about(mut self, subject: Subject) -> Self {
        self.subject = subject;
        self
    }

    /// Fault or finding.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.rule.severity()
    }
}

/// The nearest of the known words, to ask "did you mean".
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| {
            (strsim::damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase()), candidate)
        })
        .filter(|(distance, candidate)| *distance <= candidate.chars().count().max(3) / 3)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A hint that asks "did you mean", or else lists what is known if that is short.
#[must_use]
pub(crate) fn suggest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(candidate) = nearest(word, known.iter().copied()) {
        return Some(format!("did you mean `{candidate}`?"));
    }
    match known.as_slice() {
        [] => None,
        [one] => Some(format!("there is only `{one}`")),
        many if many.len() <= 16 => Some(format!("there are {}", list(many, "and"))),
        _ => None,
    }
}

/// Words in backticks, joined as a sentence joins them.
#[must_use]
pub(crate) fn list(words: &[&str], conjunction: &str) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {conjunction} {last}", first.join(", ")),
    }
}
