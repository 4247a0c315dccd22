//! What people wrote: `commentary/*.toml`.

use std::collections::BTreeMap;

use periods::{Month, Period};

use crate::diagnostics::{Diagnostic, Location, Rule, Subject, list, suggest};
use crate::document::{Document, child};
use crate::folder::Folder;
use crate::model::{
    Edition, Indicator, Place, Scorecard, ScorecardId, SectionId, Text, TextKind, TextSubject,
};
use crate::raw;
use crate::references::case_references;
use crate::schema::schemas;

use super::context::Context;

/// What texts refer to.
pub(super) struct Known<'k> {
    pub indicators: &'k [Indicator],
    pub places: &'k [Place],
    pub scorecards: &'k [Scorecard],
    pub editions: &'k [Edition],
}

/// The keys that a kind of text takes beside `scorecard`, `month`, `specimen` and `text`: those that it needs, and
/// those that it may have. A summary needs one of its three.
fn keys(kind: TextKind) -> (&'static [&'static str], &'static [&'static str]) {
    match kind {
        TextKind::Summary => (&["role"], &["page", "section", "place"]),
        TextKind::Commentary | TextKind::Exception => (&["indicator", "place", "role"], &[]),
        TextKind::DataNote => (&["indicator"], &["place", "role"]),
        TextKind::Narrative => (&["place", "role"], &["section", "indicator"]),
        TextKind::MeetingNote => (&["place", "role"], &["section"]),
    }
}

pub(super) fn read(context: &mut Context<'_>, known: &Known<'_>) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut seen = BTreeMap::new();
    let folder = context.folder;
    for (index, file) in folder.below("commentary", "toml") {
        let document = Document::read(index, file, &schemas().commentary, &mut context.diagnostics);
        for (position, raw) in document.items::<raw::Text>("/text").into_iter().enumerate() {
            let Some(raw) = raw else { continue };
            let reader = Reader { document: &document, here: format!("/text/{position}"), raw: &raw, known };
            let Some(text) = reader.read(context) else { continue };
            let key = (text.kind, text.scorecard, text.month, text.subject.clone());
            let location = reader.at("kind");
            if let Some(earlier) = seen.insert(key, location) {
                context.report(
                    Diagnostic::new(
                        Rule::DuplicateText,
                        location,
                        format!("there are two texts of the kind `{}` about the same", text.kind.token()),
                    )
                    .also(earlier, "the first")
                    .hint("make one text of them, or take one out"),
                );
            }
            reader.look_through(context, &text);
            texts.push(text);
        }
    }
    texts
}

/// Reads one text.
struct Reader<'r, 'a> {
    document: &'r Document<'a>,
    here: String,
    raw: &'r raw::Text,
    known: &'r Known<'r>,
}

impl Reader<'_, '_> {
    fn at(&self, key: &str) -> Location {
        self.document.at(&child(&self.here, key))
    }

    fn read(&self, context: &mut Context<'_>) -> Option<Text> {
        let raw = self.raw;
        let has_its_keys = self.check_keys(context);
        let month = context.month(self.at("month"), &raw.month);
        let scorecard = self.scorecard(context);
        let declared = scorecard.and_then(|id| self.known.scorecards.get(id.index()));
        let page = self.reference(&raw.page, |page| self.page(context, declared, page));
        let section = self.reference(&raw.section, |name| self.section(context, declared, name));
        let indicator = self.reference(&raw.indicator, |id| context.indicator(self.at("indicator"), id));
        let place = self.reference(&raw.place, |slug| context.place(self.at("place"), slug));
        if raw.text.trim().is_empty() {
            context.report(
                Diagnostic::new(Rule::MissingKey, self.at("text"), "this text is empty")
                    .hint("write it, or take the whole entry out: what is missing is said on the page"),
            );
            return None;
        }
        Some(Text {
            kind: raw.kind,
            scorecard: scorecard?,
            month: month?,
            subject: TextSubject { page: page?, section: section?, indicator: indicator?, place: place? },
            role: raw.role.clone(),
            specimen: raw.specimen,
            text: raw.text.clone(),
            location: Some(self.at("kind")),
        })
        .filter(|_| has_its_keys)
    }

    /// A key that may be left out: `None` if what it names isn't there, which has been reported.
    fn reference<T>(&self, key: &Option<String>, find: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
        match key {
            None => Some(None),
            Some(name) => find(name).map(Some),
        }
    }

    /// Whether the text has the keys of its kind and no others; what is wrong is reported.
    fn check_keys(&self, context: &mut Context<'_>) -> bool {
        let raw = self.raw;
        let kind = raw.kind.token();
        let before = context.diagnostics.len();
        let given = [
            ("page", raw.page.is_some()),
            ("section", raw.section.is_some()),
            ("indicator", raw.indicator.is_some()),
            ("place", raw.place.is_some()),
            ("role", raw.role.is_some()),
        ];
        let has = |key: &str| given.iter().any(|(name, is_given)| *name == key && *is_given);
        let (needed, optional) = keys(raw.kind);
        let missing: Vec<&str> = needed.iter().copied().filter(|key| !has(key)).collect();
        if !missing.is_empty() {
            let word = if missing.len() == 1 { "key" } else { "keys" };
            context.report(
                Diagnostic::new(
                    Rule::MissingKey,
                    self.at("kind"),
                    format!("a text of the kind `{kind}` needs the {word} {}", list(&missing, "and")),
                )
                .hint("docs/framework.md says what each kind of text is about"),
            );
        }
        for (key, _) in given.iter().filter(|(_, is_given)| *is_given) {
            if !needed.contains(key) && !optional.contains(key) {
                context.report(
                    Diagnostic::new(
                        Rule::UnknownKey,
                        self.document.key(&child(&self.here, key)),
                        format!("a text of the kind `{kind}` has no key `{key}`"),
                    )
                    .hint("take it out, or choose another kind"),
                );
            }
        }
        let mistake = match (has("page"), has("section"), has("place")) {
            (true, true, _) => {
                Some((Rule::UnknownKey, "a summary is of a page or of a section, not of both"))
            }
            (false, false, false) => {
                Some((Rule::MissingKey, "a summary needs one of the keys `page`, `section` and `place`"))
            }
            _ => None,
        };
        if let Some((rule, message)) = mistake.filter(|_| raw.kind == TextKind::Summary) {
            context.report(Diagnostic::new(rule, self.at("kind"), message).hint(
                "a page's summary stands at its head, a section's below its table, a place's own at its end",
            ));
        }
        context.diagnostics.len() == before
    }

    fn scorecard(&self, context: &mut Context<'_>) -> Option<ScorecardId> {
        if let Some(id) = &self.raw.scorecard {
            return context.scorecard(self.at("scorecard"), id);
        }
        if context.scorecards.len() > 1 {
            context.report(
                Diagnostic::new(
                    Rule::MissingKey,
                    self.at("kind"),
                    "there are several scorecards, and this text doesn't say which it is of",
                )
                .hint("add `scorecard = …`"),
            );
            return None;
        }
        self.known.scorecards.first().map(|_| ScorecardId::new(0))
    }

    fn page(&self, context: &mut Context<'_>, scorecard: Option<&Scorecard>, id: &str) -> Option<String> {
        let pages = &scorecard?.pages;
        if pages.iter().any(|page| page.id == id) {
            return Some(id.to_owned());
        }
        let hint = suggest(id, pages.iter().map(|page| page.id.as_str()))
            .unwrap_or_else(|| "pages are declared in the scorecard's file".to_owned());
        context.report(
            Diagnostic::new(Rule::UnknownPage, self.at("page"), format!("the scorecard has no page `{id}`"))
                .hint(hint),
        );
        None
    }

    fn section(
        &self,
        context: &mut Context<'_>,
        scorecard: Option<&Scorecard>,
        id: &str,
    ) -> Option<SectionId> {
        let sections = &scorecard?.sections;
        let found = sections.iter().position(|section| section.id == id);
        if found.is_none() {
            let hint = suggest(id, sections.iter().map(|section| section.id.as_str()))
                .unwrap_or_else(|| "sections are declared in the scorecard's file".to_owned());
            context.report(
                Diagnostic::new(
                    Rule::UnknownSection,
                    self.at("section"),
                    format!("the scorecard has no section `{id}`"),
                )
                .hint(hint),
            );
        }
        found.map(SectionId::new)
    }

    /// Reports what looks wrong about the text, which is sound.
    fn look_through(&self, context: &mut Context<'_>, text: &Text) {
        let about = || Subject {
            indicator: text.subject.indicator,
            places: text.subject.place.into_iter().collect(),
            period: Some(Period::month(text.month)),
            ..Subject::default()
        };
        if let Some((key, why)) = not_shown(self.known, text) {
            context.report(
                Diagnostic::new(Rule::TextNotShown, self.at(key), why)
                    .hint("no page shows this text: correct what it is about, or take it out")
                    .about(about()),
            );
        }
        if text.kind == TextKind::Narrative {
            return;
        }
        let is_code = |word: &str| self.known.indicators.iter().any(|one| one.id == word || one.code == word);
        let location = self.at("text");
        for span in case_references(written(context.folder, location), is_code) {
            context.report(
                Diagnostic::new(
                    Rule::CaseReference,
                    location.within(span),
                    "this looks like the reference of a case",
                )
                .hint("take it out: only a narrative may name a case, and it stays in internal copies")
                .about(about()),
            );
        }
    }
}

/// Why no page shows a text, and the key to blame.
fn not_shown(known: &Known<'_>, text: &Text) -> Option<(&'static str, String)> {
    let has_edition = |month: Month| {
        known.editions.iter().any(|one| one.scorecard == text.scorecard && one.data_month == month)
    };
    let scorecard = &known.scorecards[text.scorecard.index()];
    if !has_edition(text.month) {
        return Some(("month", format!("`{}` has no edition for {}", scorecard.id, text.month.words())));
    }
    let indicator = text.subject.indicator?;
    let id = &known.indicators[indicator.index()].id;
    if !scorecard.indicators().contains(&indicator) {
        return Some(("indicator", format!("`{}` doesn't show the indicator `{id}`", scorecard.id)));
    }
    let place = &known.places[text.subject.place?.index()];
    let exists = known.indicators[indicator.index()].levels.contains(&place.level);
    (!exists).then(|| ("place", format!("the indicator `{id}` doesn't exist at `{}`", place.slug)))
}

/// What a file says at a location.
fn written(folder: &Folder, location: Location) -> &str {
    let text = &folder.file(location).text;
    text.get(location.start as usize..location.end as usize).unwrap_or_default()
}
