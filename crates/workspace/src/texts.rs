//! The texts of a store in the place of those of a folder: once a store has any, the folder's are those that it began
//! with.

use std::collections::BTreeMap;

use framework::{
    Closed, Framework, IndicatorId, PlaceId, ScorecardId, SectionId, Text, TextKind, TextSubject,
};
use jiff::civil::Date;
use periods::Month;
use publish::RequiredText;
use store::{Contracts, EntryOf, FiledText, KeptText, Stage, Summaries, TextKey, TextState};

/// A text that an edition needs, and how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwaitedText {
    /// What needs it, and who supplies it.
    pub required: RequiredText,
    /// By what a store knows it.
    pub key: TextKey,
    /// How far it has come; nothing of it is there otherwise.
    pub state: Option<TextState>,
    /// The account that wrote it last, where one did.
    pub author: Option<i64>,
    /// The day by which it is due, where the calendar says.
    pub due: Option<Date>,
}

/// The texts of a folder, for a store to begin with.
#[must_use]
pub fn filed_texts(framework: &Framework) -> Vec<FiledText> {
    let filed = |text: &Text| FiledText {
        key: text_key(framework, text.scorecard, text.month, text.kind, &text.subject),
        role: text.role.clone(),
        specimen: text.specimen,
        text: text.text.clone(),
    };
    framework.texts.iter().map(filed).collect()
}

/// By what a store knows a text about an edition.
#[must_use]
pub fn text_key(
    framework: &Framework,
    scorecard: ScorecardId,
    data_month: Month,
    kind: TextKind,
    subject: &TextSubject,
) -> TextKey {
    let declared = framework.scorecard(scorecard);
    TextKey {
        scorecard: declared.id.clone(),
        data_month,
        kind: kind.token().to_owned(),
        page: subject.page.clone(),
        section: subject.section.map(|section| declared.section(section).id.clone()),
        indicator: subject.indicator.map(|indicator| framework.indicator(indicator).id.clone()),
        place: subject.place.map(|place| framework.place(place).slug.clone()),
    }
}

/// The texts that an edition needs, with how far each has come among those of a store.
#[must_use]
pub fn awaited_texts(
    framework: &Framework,
    scorecard: ScorecardId,
    data_month: Month,
    required: &[RequiredText],
    texts: &[KeptText],
) -> Vec<AwaitedText> {
    let due = framework.commentary_due(scorecard, data_month);
    let awaited = |required: &RequiredText| {
        let required = required.clone();
        let subject = TextSubject {
            indicator: Some(required.indicator),
            place: Some(required.place),
            ..TextSubject::default()
        };
        let key = text_key(framework, scorecard, data_month, required.kind, &subject);
        let kept = texts.iter().find(|text| text.key == key);
        AwaitedText {
            state: kept.map(KeptText::state),
            author: kept.and_then(|text| text.latest.by.account),
            required,
            key,
            due,
        }
    };
    required.iter().map(awaited).collect()
}

/// Puts the approved texts of a store in the place of those that the folder has about an edition. Once the day by which
/// they were due has passed, nobody waits for the others any more, and pages say who supplied none. What the framework
/// doesn't know any more is given back.
pub fn lay_over(
    framework: &mut Framework,
    scorecard: ScorecardId,
    data_month: Month,
    texts: &[KeptText],
    today: Date,
) -> Vec<TextKey> {
    let mut strange = Vec::new();
    let mut approved = Vec::new();
    let mut unapproved = Vec::new();
    for text in texts {
        let Some((kind, subject)) = text_subject(framework, scorecard, &text.key) else {
            strange.push(text.key.clone());
            continue;
        };
        match text.state() {
            TextState::Approved => approved.push(Text {
                kind,
                scorecard,
                month: data_month,
                subject,
                role: Some(text.latest.by.role.clone()).filter(|role| !role.is_empty()),
                specimen: text.latest.specimen,
                text: text.latest.text.clone(),
                location: None,
            }),
            TextState::Submitted => unapproved.push((kind, subject)),
            TextState::Draft | TextState::Returned | TextState::Removed => {}
        }
    }
    framework.texts.retain(|text| (text.scorecard, text.month) != (scorecard, data_month));
    framework.texts.extend(approved);
    let passed = framework.commentary_due(scorecard, data_month).filter(|due| *due < today);
    let closed = passed.map(|due| Closed { due, unapproved: unapproved.into_iter().collect() });
    for edition in &mut framework.editions {
        if (edition.scorecard, edition.data_month) == (scorecard, data_month) {
            edition.closed.clone_from(&closed);
        }
    }
    strange
}

/// Puts the approved public summaries of contracts beside the other texts of an edition of their month: of each provider
/// one, in the place of one that the folder has. Where a provider has several contracts, each says what it is about.
pub fn lay_summaries(
    framework: &mut Framework,
    scorecard: ScorecardId,
    data_month: Month,
    (contracts, summaries): (&[EntryOf<Contracts>], &[EntryOf<Summaries>]),
) {
    let mut said: BTreeMap<PlaceId, Vec<&EntryOf<Summaries>>> = BTreeMap::new();
    for summary in summaries {
        let is_for_edition =
            summary.about.month == data_month && summary.latest.content.stage == Stage::Approved;
        if let Some(provider) = framework.find_place(&summary.about.provider).filter(|_| is_for_edition) {
            said.entry(provider).or_default().push(summary);
        }
    }
    let service = |summary: &EntryOf<Summaries>| {
        let about = &summary.about;
        let contract = contracts
            .iter()
            .find(|contract| (&contract.about.provider, contract.id) == (&about.provider, about.contract));
        contract.map_or_else(String::new, |contract| contract.latest.content.service.clone())
    };
    for (provider, summaries) in said {
        let text = match summaries[..] {
            [only] => only.latest.content.text.clone(),
            _ => {
                let titled = |summary: &&EntryOf<Summaries>| {
                    format!("**{}**\n\n{}", service(summary), summary.latest.content.text)
                };
                summaries.iter().map(titled).collect::<Vec<_>>().join("\n\n")
            }
        };
        let subject = TextSubject { place: Some(provider), ..TextSubject::default() };
        let kind = TextKind::Summary;
        framework.texts.retain(|text| {
            (text.scorecard, text.month, text.kind, &text.subject) != (scorecard, data_month, kind, &subject)
        });
        framework.texts.push(Text {
            kind,
            scorecard,
            month: data_month,
            subject,
            role: None,
            specimen: false,
            text,
            location: None,
        });
    }
}

/// What a text of a store is about in a framework, if it knows all of it.
#[must_use]
pub fn text_subject(
    framework: &Framework,
    scorecard: ScorecardId,
    key: &TextKey,
) -> Option<(TextKind, TextSubject)> {
    let declared = framework.scorecard(scorecard);
    let page = |id: &str| declared.pages.iter().find(|page| page.id == id).map(|page| page.id.clone());
    let section = |id: &str| -> Option<SectionId> { declared.find_section(id) };
    let indicator = |id: &str| -> Option<IndicatorId> { framework.find_indicator(id) };
    let place = |slug: &str| -> Option<PlaceId> { framework.find_place(slug) };
    let kind = TextKind::ALL.into_iter().find(|kind| kind.token() == key.kind)?;
    Some((
        kind,
        TextSubject {
            page: known(key.page.as_deref(), page)?,
            section: known(key.section.as_deref(), section)?,
            indicator: known(key.indicator.as_deref(), indicator)?,
            place: known(key.place.as_deref(), place)?,
        },
    ))
}

/// What a name that may be left out stands for: nothing if it stands for nothing that is known.
fn known<Found>(name: Option<&str>, find: impl FnOnce(&str) -> Option<Found>) -> Option<Option<Found>> {
    match name {
        None => Some(None),
        Some(name) => find(name).map(Some),
    }
}
