//! The data of a document, as the templates read them.

use std::collections::BTreeSet;

use publish::view::Shell;
use publish::{LogoFile, Pages, Request};
use serde::Serialize;
use serde_json::Value;

use super::world::has_letter;
use super::{Error, Options};
use crate::chapters::Sheet;
use crate::content::Chapter;

/// How long the bands of every page may be, in letters, before only their headings run on.
const LONGEST_RUNNING: usize = 330;
/// The colour where the council names none.
const ACCENT: &str = "#1b4b87";
/// How much of a text an error repeats, in letters.
const MOST_OF_TEXT: usize = 60;

/// All that a template knows.
#[derive(Serialize)]
pub(super) struct Document {
    title: String,
    scorecard: String,
    organisation: String,
    description: String,
    edition: String,
    date: Day,
    accent: String,
    logo: Option<Logo>,
    bands: Vec<Band>,
    running_bands: Vec<Band>,
    running_foot: String,
    contacts: String,
    first_page: Option<u32>,
    #[serde(flatten)]
    pub(super) body: Body,
}

/// What a document holds.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Body {
    Chapters(Vec<Chapter>),
    Sheet(Sheet),
    Chapter(Chapter),
}

#[derive(Serialize)]
struct Day {
    year: i16,
    month: i8,
    day: i8,
}

#[derive(Serialize)]
struct Logo {
    content: Vec<u8>,
    alternative: String,
}

#[derive(Serialize)]
struct Band {
    heading: String,
    text: String,
}

impl Body {
    /// The template that lays it out.
    pub(super) fn template(&self) -> &'static str {
        match self {
            Self::Chapters(_) => "/scorecard.typ",
            Self::Sheet(_) => "/sheet.typ",
            Self::Chapter(_) => "/report.typ",
        }
    }
}

impl Document {
    /// A document of an edition, called after its own title where it is a part of the scorecard only.
    pub(super) fn new(
        pages: &Pages,
        request: &Request<'_>,
        options: &Options,
        title: Option<&str>,
        body: Body,
    ) -> Self {
        let shell = &pages.overview.shell;
        let edition = edition(shell);
        let scorecard = format!("{}, {}", shell.scorecard, shell.data_month);
        let bands: Vec<Band> = shell.bands.iter().map(|band| Band::new(&band.heading, &band.text)).collect();
        let letters: usize =
            bands.iter().map(|band| band.heading.chars().count() + band.text.chars().count()).sum();
        let running_text =
            |band: &Band| if letters > LONGEST_RUNNING { String::new() } else { band.text.clone() };
        Self {
            running_bands: bands.iter().map(|band| Band::new(&band.heading, &running_text(band))).collect(),
            bands,
            title: title.map_or_else(|| scorecard.clone(), |title| format!("{title} · {scorecard}")),
            scorecard: shell.scorecard.clone(),
            organisation: shell.organisation.clone(),
            description: format!("{}. {edition}.", shell.framework),
            running_foot: format!("{} · {} · {edition}", shell.organisation, shell.scorecard),
            edition,
            date: Day { year: pages.dated.year(), month: pages.dated.month(), day: pages.dated.day() },
            accent: pages.accent.clone().unwrap_or_else(|| ACCENT.to_owned()),
            logo: shell
                .brandmark
                .as_ref()
                .zip(request.logo.as_ref())
                .map(|(mark, file)| logo(&mark.alternative, file)),
            contacts: shell.contacts.join("; "),
            first_page: options.first_page.map(std::num::NonZeroU32::get),
            body,
        }
    }

    /// Refuses what no font can show.
    pub(super) fn check_letters(&self) -> Result<(), Error> {
        let data = serde_json::to_value(self).map_err(|error| Error::Layout(error.to_string()))?;
        check(&data, &mut BTreeSet::new())
    }
}

/// The month, first or final, and the day of publication.
fn edition(shell: &Shell) -> String {
    let published = shell.published_on.as_ref().map(|day| format!("published {day}"));
    let status = shell.status.map(str::to_owned);
    let parts: Vec<String> =
        std::iter::once(shell.data_month.clone()).chain(status).chain(published).collect();
    parts.join(" · ")
}

fn logo(alternative: &str, file: &LogoFile) -> Logo {
    Logo { content: file.content.clone(), alternative: alternative.to_owned() }
}

fn check(data: &Value, known: &mut BTreeSet<char>) -> Result<(), Error> {
    match data {
        Value::String(text) => {
            let unknown =
                |letter: &char| !letter.is_ascii_graphic() && *letter != ' ' && known.insert(*letter);
            let mut unknown = text.chars().filter(unknown);
            match unknown.find(|letter| !has_letter(*letter)) {
                Some(letter) => {
                    let text = text.chars().take(MOST_OF_TEXT).collect();
                    Err(Error::NoSuchLetter { letter, text })
                }
                None => Ok(()),
            }
        }
        Value::Array(items) => items.iter().try_for_each(|item| check(item, known)),
        Value::Object(fields) => fields.values().try_for_each(|field| check(field, known)),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

impl Band {
    fn new(heading: &str, text: &str) -> Self {
        Self { heading: heading.to_owned(), text: text.to_owned() }
    }
}
