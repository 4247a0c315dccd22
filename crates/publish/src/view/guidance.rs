//! How to read a scorecard, from the same lists that the figures are made with.

use assess::Caution;
use figures::Absence;
use framework::{Direction, Polarity, Scheme, SeriesKey};

use super::figure::{DirectionView, RatingView, Shade, Way};
use super::shell::{Shell, shell};
use crate::edition::Edition;
use crate::words;

/// How to read a scorecard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuidancePage {
    /// What stands around it.
    pub shell: Shell,
    /// What the framework says of itself.
    pub about: Option<String>,
    /// Ratings.
    pub ratings: Vec<RatingEntry>,
    /// Directions of travel.
    pub directions: Vec<DirectionEntry>,
    /// Polarities.
    pub polarities: Vec<Entry>,
    /// Reasons for absence.
    pub absences: Vec<Entry>,
    /// Bases in use.
    pub bases: Vec<Entry>,
    /// What makes a figure less than solid.
    pub cautions: Vec<Entry>,
    /// Titles and pages of indicators whose floors nobody published.
    pub inferred: Vec<(String, String)>,
    /// Titles and pages of indicators without a floor.
    pub unknown: Vec<(String, String)>,
    /// Abbreviations.
    pub abbreviations: Vec<Entry>,
    /// Contacts by role: about and mailbox.
    pub contacts: Vec<(Entry, Option<String>)>,
}

/// A word and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The word.
    pub term: String,
    /// What it means.
    pub meaning: String,
}

/// A rating and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RatingEntry {
    /// The rating.
    pub rating: RatingView,
    /// What it means.
    pub meaning: String,
}

/// A direction and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectionEntry {
    /// Its arrow.
    pub way: Way,
    /// Its word.
    pub word: String,
    /// What it means.
    pub meaning: String,
}

pub(crate) fn guidance(edition: &Edition<'_>) -> GuidancePage {
    let framework = edition.framework;
    let entry = |term: &str, meaning: &str| Entry { term: term.to_owned(), meaning: meaning.to_owned() };
    let mut page = GuidancePage {
        shell: shell(edition, "guidance.html", "Guidance"),
        about: framework.about.clone(),
        ratings: ratings(),
        directions: Direction::ALL.map(direction).into(),
        polarities: [Polarity::High, Polarity::Low, Polarity::Target, Polarity::Neutral]
            .map(|polarity| entry(&words::capital(polarity.words()), polarity_meaning(polarity)))
            .into(),
        absences: Absence::ALL.map(|absence| entry(absence.words(), absence_meaning(absence))).into(),
        bases: Vec::new(),
        cautions: vec![
            Entry {
                term: words::capital(Caution::SmallDenominator.words()),
                meaning: format!(
                    "It stands on fewer than {} cases, so one child can move it a long way.",
                    framework.small_denominator
                ),
            },
            entry(
                &words::capital(Caution::ShortHistory.words()),
                "Its place is younger than the months that the figure should cover, so it may be far from what it will settle at.",
            ),
            entry(
                "In italics",
                "Of a reporting year before that of the scorecard's month, because there is nothing newer yet.",
            ),
            entry("With days beneath it", "It covers only these days of its period."),
        ],
        inferred: Vec::new(),
        unknown: Vec::new(),
        abbreviations: framework.abbreviations.iter().map(|(term, meaning)| entry(term, meaning)).collect(),
        contacts: framework
            .contacts
            .iter()
            .map(|contact| {
                (entry(&contact.role, contact.about.as_deref().unwrap_or_default()), contact.email.clone())
            })
            .collect(),
    };
    if edition.since().is_some() {
        page.cautions.push(entry(
            "Restated",
            "The scorecard's last release said something else, which stands beside it. What changed and why is told under Changes.",
        ));
    }
    if edition.scorecard.indicators().iter().any(|id| is_broken(edition, *id)) {
        page.cautions.push(entry(
            "New definition",
            "The first figure of its row that may not be compared with those before, because something else is counted.",
        ));
    }
    add_indicators(edition, &mut page);
    page
}

/// Whether figures of an indicator may not all be compared.
fn is_broken(edition: &Edition<'_>, indicator: framework::IndicatorId) -> bool {
    edition.framework.indicator(indicator).versions.iter().any(|version| !version.comparable)
}

/// What depends on the indicators in use: bases, named bands, floors that nobody published.
fn add_indicators(edition: &Edition<'_>, page: &mut GuidancePage) {
    let now = periods::Period::month(edition.data_month);
    for id in edition.scorecard.indicators() {
        let place = edition.framework.place_ids().find(|place| edition.framework.applies(id, *place));
        let Some(place) = place else { continue };
        let rules = edition.rules(SeriesKey::own(id, place), &now);
        let indicator = edition.framework.indicator(id);
        let link = || {
            let name = indicator.printed_code().unwrap_or(&rules.title).to_owned();
            (name, edition.paths.indicator(id).unwrap_or_default().to_owned())
        };
        if assess::floor_is_inferred(&rules.rating.inferred) {
            page.inferred.push(link());
        }
        if rules.rating.scheme == Scheme::Unknown {
            page.unknown.push(link());
        }
        if let Scheme::Bands(bands) = &rules.rating.scheme {
            for band in bands {
                let rating = RatingView::new(&assess::Rating::Band {
                    name: band.name.clone(),
                    counts_as: band.counts_as,
                });
                if !page.ratings.iter().any(|known| known.rating == rating) {
                    page.ratings.push(RatingEntry {
                        rating,
                        meaning: "A band; its edges are on the indicator's page.".to_owned(),
                    });
                }
            }
        }
        for basis in &rules.bases {
            let term = words::capital(&basis.words());
            if !page.bases.iter().any(|known| known.term == term) {
                page.bases.push(Entry { term, meaning: basis_meaning(basis) });
            }
        }
    }
}

fn ratings() -> Vec<RatingEntry> {
    let entry = |shade, word: &str, meaning: &str| RatingEntry {
        rating: RatingView { shade, word: word.to_owned() },
        meaning: meaning.to_owned(),
    };
    vec![
        entry(Shade::Green, "Green", "At or beyond the target."),
        entry(Shade::Amber, "Amber", "Short of the target, but at or beyond the floor standard."),
        entry(Shade::Red, "Red", "Below the floor standard. Management action is due."),
    ]
}

fn direction(direction: Direction) -> DirectionEntry {
    let meaning = match direction {
        Direction::Improved => "Better than before, be the number larger or smaller.",
        Direction::Worsened => "Worse than before, be the number larger or smaller.",
        Direction::Same => "No change.",
        Direction::Increased => "A larger number, where neither way is better.",
        Direction::Decreased => "A smaller number, where neither way is better.",
    };
    DirectionEntry {
        way: DirectionView::way(direction),
        word: words::capital(direction.token()),
        meaning: meaning.to_owned(),
    }
}

fn polarity_meaning(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::High => "The aim is a figure at or above the target.",
        Polarity::Low => "The aim is a figure at or below the target.",
        Polarity::Target => "The aim is to stay near the target, neither above nor below it.",
        Polarity::Neutral => "Neither way is better; there is no target and no rating.",
    }
}

fn absence_meaning(absence: Absence) -> &'static str {
    match absence {
        Absence::NotAvailable => "The figure cannot be had.",
        Absence::ToBeSupplied => "The figure will come, or is owed.",
        Absence::NotApplicable => "The indicator means nothing at this place, or the place did not exist.",
        Absence::NotYetCollected => "Collection has not begun or is not finished.",
        Absence::NoCases => "There was nobody to count, so there is no proportion.",
        Absence::NoLongerApplicable => "The indicator is no longer measured.",
        Absence::Suppressed => "The figure is known and withheld, because it could reveal somebody.",
    }
}

fn basis_meaning(basis: &periods::Basis) -> String {
    use periods::Basis;
    match basis {
        Basis::Month => "What happened in the month.".to_owned(),
        Basis::Snapshot => "How things stood at the end of the period.".to_owned(),
        Basis::Rolling(months) => format!("What happened in the {months} months that end with the period."),
        Basis::YearToDate => {
            "What happened from the beginning of the year to the end of the period.".to_owned()
        }
        Basis::Quarter => "What happened in the quarter.".to_owned(),
        Basis::Year => "What happened in the year.".to_owned(),
        Basis::AverageOf(_) => "The mean of the figures of these months.".to_owned(),
    }
}
