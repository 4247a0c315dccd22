//! What people wrote, beside the figures that it is about.

use framework::{BandColour, IndicatorId, PlaceId, SectionId, Text, TextKind, TextSubject};

use super::facts::facts;
use super::figure::RatingView;
use super::table::Latest;
use crate::edition::Edition;
use crate::paths;
use crate::prose::Prose;
use crate::words;

/// A text that somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextView {
    /// What it says.
    pub prose: Prose,
    /// Who wrote it: a role.
    pub role: Option<String>,
    /// Whether it is made up.
    pub is_specimen: bool,
}

impl TextView {
    pub(crate) fn new(text: &Text) -> Self {
        Self { prose: Prose::new(&text.text), role: text.role.clone(), is_specimen: text.specimen }
    }
}

/// What was written about a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentaryEntry {
    /// The figure's rating.
    pub rating: Option<RatingView>,
    /// Its indicator.
    pub title: String,
    /// The indicator's page.
    pub href: String,
    /// The team, where it isn't the page's own place.
    pub team: Option<String>,
    /// Value, target and change in a sentence.
    pub facts: String,
    /// What was written, or that it is to be supplied and by whom.
    pub text: Result<TextView, String>,
}

/// What was written about a place: a summary for everybody, a narrative and the notes of a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceNotes {
    /// The place.
    pub place: String,
    /// The fields that the copy shows.
    pub fields: Vec<NoteField>,
}

impl PlaceNotes {
    /// The heading above what was written about places.
    #[must_use]
    pub fn heading(notes: &[Self]) -> &'static str {
        let labels = || notes.iter().flat_map(|notes| &notes.fields).map(|field| field.label);
        match (labels().any(|label| label == SUMMARY), labels().any(|label| label != SUMMARY)) {
            (true, false) => "Summary",
            (true, true) => "Summary, narrative and meeting notes",
            (false, _) => "Narrative and meeting notes",
        }
    }
}

/// The label of what everybody may read of a place.
const SUMMARY: &str = "Summary";

/// A labelled field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteField {
    /// Its label.
    pub label: &'static str,
    /// Whether it never leaves an internal copy.
    pub is_internal: bool,
    /// What was written, each with the title of its indicator where it is about one.
    pub texts: Vec<(Option<String>, TextView)>,
    /// What is said where nothing was written.
    pub empty: &'static str,
}

/// The summary of a page as it is drawn for a place: the one written for that place, or for all.
pub(crate) fn of_page(edition: &Edition<'_>, page: &str, place: PlaceId) -> Option<TextView> {
    summary(edition, place, |text| text.subject.page.as_deref() == Some(page))
}

/// The summary of a section on the page of a place.
pub(crate) fn of_section(edition: &Edition<'_>, section: SectionId, place: PlaceId) -> Option<TextView> {
    summary(edition, place, |text| text.subject.section == Some(section))
}

fn summary(edition: &Edition<'_>, place: PlaceId, is_of: impl Fn(&Text) -> bool) -> Option<TextView> {
    let here: Vec<&Text> = edition.texts(TextKind::Summary).filter(|text| is_of(text)).collect();
    let of = |wanted: Option<PlaceId>| here.iter().find(|text| text.subject.place == wanted);
    of(Some(place)).or_else(|| of(None)).map(|text| TextView::new(text))
}

/// The commentary on a section's figures, red first, then amber, green and the rest. A figure whose rating needs one
/// says so until it is there.
pub(crate) fn of_figures(
    edition: &Edition<'_>,
    section: &framework::Section,
    figures: &[Latest<'_>],
) -> Vec<CommentaryEntry> {
    if !edition.shows(TextKind::Commentary) {
        return Vec::new();
    }
    let mut entries: Vec<CommentaryEntry> =
        figures.iter().filter_map(|figure| entry(edition, section, figure)).collect();
    entries.sort_by_key(|entry| (entry.rating.is_none(), entry.rating.as_ref().map(|rating| rating.shade)));
    entries
}

fn entry(
    edition: &Edition<'_>,
    section: &framework::Section,
    figure: &Latest<'_>,
) -> Option<CommentaryEntry> {
    let assessment = &figure.assessment;
    let series = assessment.series;
    let written = find(edition, TextKind::Commentary, series.indicator, series.place);
    let rules = edition.rules(series, &assessment.period);
    let text = match written {
        Some(text) => Ok(text),
        None => {
            let role = commentary_needed(edition, section, assessment)?;
            let subject = of_series(series.indicator, series.place);
            Err(missing(edition, TextKind::Commentary, &subject, role))
        }
    };
    Some(CommentaryEntry {
        rating: assessment.rating.as_ref().map(RatingView::new),
        title: rules.title.clone(),
        href: figure.href.clone(),
        team: figure.team.clone(),
        facts: facts(edition, assessment),
        text,
    })
}

/// Who supplies commentary on a figure of a section, if its rating needs one.
pub(crate) fn commentary_needed<'e>(
    edition: &'e Edition<'_>,
    section: &'e framework::Section,
    assessment: &assess::Assessment<'_>,
) -> Option<Option<&'e String>> {
    let rule = section.commentary.as_ref()?;
    let level = edition.framework.place(assessment.series.place).level;
    let is_needed = is_among(assessment.rating.as_ref(), &rule.on)
        && rule.levels.as_ref().is_none_or(|levels| levels.contains(&level))
        && (!rule.new_data_only || edition.is_new(section, assessment));
    let rules = edition.rules(assessment.series, &assessment.period);
    is_needed.then(|| rule.role.as_ref().or(rules.owner.as_ref()))
}

/// What a text about an indicator at a place is about.
pub(crate) fn of_series(indicator: IndicatorId, place: PlaceId) -> TextSubject {
    TextSubject { indicator: Some(indicator), place: Some(place), ..TextSubject::default() }
}

/// What was written of a kind about an indicator at a place.
pub(crate) fn find(
    edition: &Edition<'_>,
    kind: TextKind,
    indicator: IndicatorId,
    place: PlaceId,
) -> Option<TextView> {
    edition
        .texts(kind)
        .find(|text| text.subject.indicator == Some(indicator) && text.subject.place == Some(place))
        .map(TextView::new)
}

/// What is said in the place of a text: `Commentary to be supplied by Head of service.` or, once nobody waits for it any
/// more, `Head of service supplied no commentary by 14 November 2023.`
pub(crate) fn missing(
    edition: &Edition<'_>,
    kind: TextKind,
    subject: &TextSubject,
    role: Option<&String>,
) -> String {
    let (what, was) = match kind {
        TextKind::Exception => ("cause and action", "were"),
        TextKind::DataNote => ("data notes", "were"),
        other => (other.token(), "was"),
    };
    let Some(closed) = edition.declared.and_then(|declared| declared.closed.as_ref()) else {
        let what = words::capital(what);
        return match role {
            Some(role) => format!("{what} to be supplied by {role}."),
            None => format!("{what} to be supplied."),
        };
    };
    let day = words::day(closed.due);
    let is_unapproved = closed.unapproved.contains(&(kind, subject.clone()));
    match role {
        Some(role) if is_unapproved => {
            format!("{} {was} supplied by {role} and not approved by {day}.", words::capital(what))
        }
        None if is_unapproved => {
            format!("{} {was} supplied and not approved by {day}.", words::capital(what))
        }
        Some(role) => format!("{role} supplied no {what} by {day}."),
        None => format!("No {what} {was} supplied by {day}."),
    }
}

/// What was written about the places of a section: of each where the section has room for it, else of the teams that
/// somebody wrote about. The page's own place comes at the page's end.
pub(crate) fn notes_of_section(
    edition: &Edition<'_>,
    section: &framework::Section,
    id: SectionId,
    places: &[PlaceId],
    own: PlaceId,
) -> Vec<PlaceNotes> {
    let is_of = |text: &Text| text.subject.section.is_none_or(|section| section == id);
    places
        .iter()
        .map(|place| (place, notes(edition, *place, is_of)))
        .filter(|(place, notes)| section.narratives || (**place != own && has_texts(notes)))
        .map(|(_, notes)| notes)
        .filter(|notes| !notes.fields.is_empty())
        .collect()
}

/// What was written about a page's own place, where none of its sections has room for it. A further page of the place
/// doesn't repeat it.
pub(crate) fn notes_of_page(
    edition: &Edition<'_>,
    page: &framework::Page,
    shown: &paths::PlacePage,
) -> Vec<PlaceNotes> {
    let has_room = page.sections().any(|id| {
        let section = edition.scorecard.section(id);
        section.narratives && section.of.is_none()
    });
    if has_room || shown.is_further {
        return Vec::new();
    }
    Some(notes(edition, shown.place, |_| true)).filter(has_texts).into_iter().collect()
}

fn has_texts(notes: &PlaceNotes) -> bool {
    notes.fields.iter().any(|field| !field.texts.is_empty())
}

fn notes(edition: &Edition<'_>, place: PlaceId, is_of: impl Fn(&Text) -> bool) -> PlaceNotes {
    let field = |kind: TextKind, label, empty| {
        // The summary of a page or a section stands there.
        let stands_elsewhere = |text: &Text| {
            text.kind == TextKind::Summary && (text.subject.page.is_some() || text.subject.section.is_some())
        };
        let here = |text: &&Text| text.subject.place == Some(place) && !stands_elsewhere(text) && is_of(text);
        let texts = edition.texts(kind).filter(here).map(|text| {
            let title = text.subject.indicator.map(|id| {
                let now = periods::Period::month(edition.data_month);
                edition.framework.rules(id, place, &now).title.clone()
            });
            (title, TextView::new(text))
        });
        let is_internal = kind == TextKind::Narrative;
        edition.shows(kind).then(|| NoteField { label, is_internal, texts: texts.collect(), empty })
    };
    // Few places have a summary of their own, so that nobody waits for one.
    let summary = field(TextKind::Summary, SUMMARY, "").filter(|summary| !summary.texts.is_empty());
    let narrative = field(TextKind::Narrative, "Narrative", "No narrative has been supplied.");
    let meeting =
        field(TextKind::MeetingNote, "Notes from the meeting", "There are no notes from a meeting.");
    PlaceNotes {
        place: edition.framework.place(place).name.clone(),
        fields: [summary, narrative, meeting].into_iter().flatten().collect(),
    }
}

/// Whether a rating is among those that a rule names.
pub(crate) fn is_among(rating: Option<&assess::Rating>, colours: &[BandColour]) -> bool {
    rating.and_then(assess::Rating::colour).is_some_and(|colour| colours.contains(&colour))
}
