//! A difference in words: one line for each change.

use framework::FigureStatus;

use super::{Because, Cause, ComparatorMoved, Difference, StatusChange, TextChange, TextMoved};

/// A change, as a row of a table or a sentence of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What kind of change it is: `new indicator`, `target`, `restated` …
    pub kind: &'static str,
    /// The indicator that it is about.
    pub indicator: String,
    /// The place or places, or the levels of place.
    pub place: String,
    /// The period that it is about.
    pub period: String,
    /// The basis, where it is about a figure or a target.
    pub basis: String,
    /// The breakdown, where it is about one.
    pub breakdown: String,
    /// What it was.
    pub was: String,
    /// What it is.
    pub now: String,
    /// Why.
    pub cause: String,
}

impl Line {
    fn new(kind: &'static str) -> Self {
        let empty = String::new;
        Self {
            kind,
            indicator: empty(),
            place: empty(),
            period: empty(),
            basis: empty(),
            breakdown: empty(),
            was: empty(),
            now: empty(),
            cause: empty(),
        }
    }
}

impl Cause {
    /// The cause in words.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Supplied => "supplied since".to_owned(),
            Self::Version { change: Some(change) } => {
                format!("another version of the definition applies: {change}")
            }
            Self::Version { change: None } => "a version of the definition was taken back".to_owned(),
            Self::Definition { fields } => format!("the definition changed ({})", fields.join(", ")),
            Self::Place { change } => format!("the place was re-organised: {change}"),
            Self::Population => "the population was updated".to_owned(),
            Self::NoLongerProvisional { now } => {
                format!("the provisional figure {}", became(FigureStatus::Provisional, *now))
            }
            Self::Import { file } => format!("the import was corrected ({file})"),
            Self::LateRecords => "records were entered or corrected late".to_owned(),
            Self::NowMeasured => "it is measured from records now, and was imported".to_owned(),
            Self::NowImported { file } => {
                format!("it is imported now ({file}), and was measured from records")
            }
            Self::Explained(said) => said.clone(),
            Self::ToBeExplained => "to be explained".to_owned(),
        }
    }
}

/// What became of how settled a figure is.
fn became(was: FigureStatus, now: FigureStatus) -> &'static str {
    match (was, now) {
        (_, FigureStatus::Validated) => "became validated",
        (_, FigureStatus::NationallyPublished) => "became nationally published",
        (_, FigureStatus::Provisional) => "became provisional",
        (_, FigureStatus::Unpublished) => "may not be published any more",
        (FigureStatus::Unpublished, FigureStatus::Settled) => "may be published now",
        (_, FigureStatus::Settled) => "became final",
    }
}

impl StatusChange {
    /// What became of the figure, in words.
    #[must_use]
    pub fn words(&self) -> &'static str {
        became(self.was, self.now)
    }
}

impl ComparatorMoved {
    /// What moved, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::New => "it is shown now",
            Self::Gone => "it is no longer shown",
            Self::Period => "it is of another period",
            Self::Value => "its value for the period is another",
            Self::Standing => "it stands otherwise than it did",
        }
    }
}

impl TextMoved {
    /// What became of the text, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Replaced => "replaced",
            Self::Removed => "removed",
        }
    }
}

impl TextChange {
    /// What became of which text, in words: `the commentary was replaced`. Its indicator and place are left out.
    #[must_use]
    pub fn words(&self) -> String {
        let page = self.page.as_ref().map(|page| format!(" of page {page}"));
        let section = self.section.as_ref().map(|section| format!(" of section {section}"));
        let of: String = page.into_iter().chain(section).collect();
        format!("the {}{of} was {}", self.kind, self.moved.words())
    }
}

impl Because {
    /// What moved, in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Figure => "the figure moved",
            Self::Target => "the target moved",
            Self::Rule => "the rule moved",
            Self::EarlierFigure => "the earlier figure that it is compared with moved",
            Self::ToBeExplained => "to be explained",
        }
    }
}

impl Difference {
    /// Whether nothing has changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether nothing has changed but what people wrote, if anything.
    #[must_use]
    pub fn is_of_texts_alone(&self) -> bool {
        *self == Self { texts: self.texts.clone(), ..Self::default() }
    }

    /// All changes, by kind.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let indicator = |kind| {
            move |(id, title): (&String, &String)| Line {
                indicator: id.clone(),
                now: title.clone(),
                ..Line::new(kind)
            }
        };
        let removed = |(id, title): (&String, &String)| Line {
            indicator: id.clone(),
            was: title.clone(),
            ..Line::new("removed indicator")
        };
        let places = self.places.iter().map(|change| Line {
            place: change.place.clone(),
            now: change.change.clone(),
            ..Line::new("place")
        });
        let definitions = self.definitions.iter().map(|changed| Line {
            indicator: changed.indicator.clone(),
            place: changed.levels.join(", "),
            period: changed.from.map_or_else(String::new, |from| format!("from {from}")),
            was: changed.change.was.clone(),
            now: changed.change.now.clone(),
            cause: changed.change.field.to_owned(),
            ..Line::new("definition")
        });
        let comparators = self.comparators.iter().map(|changed| Line {
            indicator: changed.indicator.clone(),
            place: changed.place.clone(),
            period: changed.period.map_or_else(String::new, |period| period.to_string()),
            breakdown: changed.breakdown.clone(),
            was: changed.was.clone(),
            now: changed.now.clone(),
            cause: changed.moved.words().to_owned(),
            ..Line::new("comparator")
        });
        let targets = self.targets.iter().map(|moved| Line {
            indicator: moved.indicator.clone(),
            place: moved.places.iter().cloned().collect::<Vec<_>>().join(", "),
            period: moved.period.to_string(),
            basis: moved.basis.clone(),
            breakdown: moved.breakdown.clone(),
            was: moved.was.clone(),
            now: moved.now.clone(),
            ..Line::new("target")
        });
        let of_key = |kind, key: &crate::release::Key| Line {
            indicator: key.series.indicator.clone(),
            place: key.series.place.clone(),
            period: key.period.to_string(),
            basis: key.series.basis.clone(),
            breakdown: key.series.breakdown.clone(),
            ..Line::new(kind)
        };
        let restated = self.restated.iter().map(|restated| {
            let kind = if restated.causes == [Cause::Supplied] { "supplied" } else { "restated" };
            Line {
                was: restated.was.clone(),
                now: restated.now.clone(),
                cause: restated.causes.iter().map(Cause::words).collect::<Vec<_>>().join("; "),
                ..of_key(kind, &restated.key)
            }
        });
        let statuses = self.statuses.iter().map(|changed| {
            let said = |status: FigureStatus| status.words().unwrap_or("final").to_owned();
            Line {
                was: said(changed.was),
                now: said(changed.now),
                cause: format!("it {}", changed.words()),
                ..of_key("status", &changed.key)
            }
        });
        let ratings = self.ratings.iter().map(|changed| {
            let rating = |rating: &Option<String>| rating.clone().unwrap_or_else(|| "not rated".to_owned());
            let because: Vec<&str> = changed.because.iter().map(|because| because.words()).collect();
            Line {
                was: rating(&changed.was),
                now: rating(&changed.now),
                cause: because.join("; "),
                ..of_key("rating", &changed.key)
            }
        });
        let texts = self.texts.iter().map(|changed| Line {
            indicator: changed.indicator.clone().unwrap_or_default(),
            place: changed.place.clone().unwrap_or_default(),
            now: changed.words(),
            ..Line::new("text")
        });
        self.new_indicators
            .iter()
            .map(indicator("new indicator"))
            .chain(self.removed_indicators.iter().map(removed))
            .chain(places)
            .chain(definitions)
            .chain(comparators)
            .chain(targets)
            .chain(restated)
            .chain(statuses)
            .chain(ratings)
            .chain(texts)
            .collect()
    }
}
