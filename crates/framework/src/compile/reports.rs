//! Covering reports.

use crate::diagnostics::{Diagnostic, Location, Rule, suggest};
use crate::document::{Document, child};
use crate::model::{
    Edit, Indicator, IndicatorId, Labelled, Performance, Place, PlaceId, Report, ReportPart, Scorecard,
    ScorecardId, SectionId,
};
use crate::raw;
use crate::schema::schemas;

use super::context::Context;

/// What a report refers to.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub scorecards: &'a [Scorecard],
    pub indicators: &'a [Indicator],
    pub places: &'a [Place],
}

pub(super) fn read(context: &mut Context<'_>, known: Known<'_>) -> Vec<Report> {
    let mut reports = Vec::new();
    let folder = context.folder;
    for (index, file) in folder.below("reports", "toml") {
        let name = file.path.strip_prefix("reports/").and_then(|name| name.strip_suffix(".toml"));
        let id = name.unwrap_or_default().to_owned();
        context.address(
            Location::file(index),
            "a report",
            &id,
            "rename the file: its heading is its `title`",
        );
        let document = Document::read(index, file, &schemas().report, &mut context.diagnostics);
        if let Some(raw) = document.whole::<raw::ReportFile>() {
            reports.extend(read_one(context, &document, index, id, raw, known));
        }
    }
    reports
}

fn read_one(
    context: &mut Context<'_>,
    document: &Document<'_>,
    index: usize,
    id: String,
    raw: raw::ReportFile,
    known: Known<'_>,
) -> Option<Report> {
    let before = context.diagnostics.len();
    let named = raw.scorecards.iter().enumerate();
    let scorecards: Vec<Option<ScorecardId>> = named
        .map(|(position, name)| context.scorecard(document.item("/scorecards", position), name))
        .collect();
    let whole = scorecards.iter().all(Option::is_some);
    let scorecards: Vec<ScorecardId> = scorecards.into_iter().flatten().collect();
    let mut parts = Vec::new();
    for (position, part) in raw.parts.into_iter().enumerate() {
        let here = format!("/parts/{position}");
        let performance =
            read_performance(context, document, &here, &part, whole.then_some(&scorecards), known);
        parts.push(ReportPart { heading: part.heading, paragraphs: part.paragraphs, performance });
    }
    let edits = read_edits(context, document, raw.edits);
    // What refers to a scorecard or indicator at fault isn't reported again, and the folder isn't compiled anyway.
    (whole && context.diagnostics.len() == before).then(|| Report {
        id,
        title: raw.title,
        scorecards,
        head: labelled(raw.head),
        summary: raw.summary,
        recommendation: raw.recommendation,
        parts,
        edits,
        documents: raw.background.items,
        contacts: labelled(raw.background.contacts),
        location: Location::file(index),
    })
}

fn labelled(raw: Vec<raw::Labelled>) -> Vec<Labelled> {
    raw.into_iter().map(|raw| Labelled { label: raw.label, text: raw.text }).collect()
}

/// What a part tells of figures; `scorecards` are the report's, where all of them are known.
fn read_performance(
    context: &mut Context<'_>,
    document: &Document<'_>,
    here: &str,
    raw: &raw::ReportPart,
    scorecards: Option<&Vec<ScorecardId>>,
    known: Known<'_>,
) -> Option<Performance> {
    let (name, place) = match (&raw.scorecard, &raw.place) {
        (Some(name), Some(place)) => (name, place),
        (None, None) => {
            let others = raw.sections.is_some() || raw.indicators.is_some() || raw.ratings.is_some();
            if others || raw.paragraphs.is_empty() {
                context.report(
                    Diagnostic::new(Rule::MissingKey, document.at(here), "this part has nothing to say")
                        .hint("give it `paragraphs`, or the `scorecard` and the `place` that it tells of"),
                );
            }
            return None;
        }
        (given, _) => {
            let (given, missing) =
                if given.is_some() { ("scorecard", "place") } else { ("place", "scorecard") };
            context.report(
                Diagnostic::new(
                    Rule::MissingKey,
                    document.key(&child(here, given)),
                    format!("the key `{missing}` is missing beside this one"),
                )
                .hint("what is generated needs both a `scorecard` and a `place`"),
            );
            return None;
        }
    };
    let at = |key: &str| document.at(&child(here, key));
    let place = context.place(at("place"), place);
    let id = context.scorecard(at("scorecard"), name)?;
    if scorecards.is_some_and(|of_report| !of_report.contains(&id)) {
        context.report(
            Diagnostic::new(
                Rule::UnknownScorecard,
                at("scorecard"),
                format!("this report doesn't go with the scorecard `{name}`"),
            )
            .hint("add it to the report's `scorecards`"),
        );
    }
    let place = place?;
    let scorecard = &known.scorecards[id.index()];
    let sections =
        chosen_sections(context, document, here, raw, scorecard, (place, &known.places[place.index()]));
    let offered = indicators_of(scorecard, &sections, &known.places[place.index()], known.indicators);
    let indicators = match &raw.indicators {
        Some(chosen) => chosen_indicators(context, document, here, chosen, &offered),
        None => without_second_showings(offered, known.indicators),
    };
    Some(Performance { scorecard: id, place, indicators, ratings: raw.ratings.clone().unwrap_or_default() })
}

/// The sections that a part names, or else those that the scorecard's pages show of the place itself.
fn chosen_sections(
    context: &mut Context<'_>,
    document: &Document<'_>,
    here: &str,
    raw: &raw::ReportPart,
    scorecard: &Scorecard,
    (id, place): (PlaceId, &Place),
) -> Vec<SectionId> {
    let Some(names) = &raw.sections else {
        let pages = scorecard.pages.iter();
        let pages = pages.filter(|page| page.places.iter().any(|selector| selector.matches(id, place)));
        let shown = pages.flat_map(|page| page.sections());
        return shown.filter(|section| scorecard.section(*section).of.is_none()).collect();
    };
    let mut chosen = Vec::new();
    for (position, name) in names.iter().enumerate() {
        match scorecard.sections.iter().position(|section| section.id == *name) {
            Some(found) => chosen.push(SectionId::new(found)),
            None => {
                let known = scorecard.sections.iter().map(|section| section.id.as_str());
                let hint = suggest(name, known).unwrap_or_else(|| "the scorecard declares them".to_owned());
                context.report(
                    Diagnostic::new(
                        Rule::UnknownSection,
                        document.item(&child(here, "sections"), position),
                        format!("the scorecard `{}` has no section `{name}`", scorecard.id),
                    )
                    .hint(hint),
                );
            }
        }
    }
    chosen
}

/// The indicators of some sections that exist at a place, each where it is met first.
fn indicators_of(
    scorecard: &Scorecard,
    sections: &[SectionId],
    place: &Place,
    indicators: &[Indicator],
) -> Vec<(SectionId, IndicatorId)> {
    let mut found: Vec<(SectionId, IndicatorId)> = Vec::new();
    for section in sections {
        for id in &scorecard.section(*section).indicators {
            let exists = indicators.get(id.index()).is_some_and(|known| known.levels.contains(&place.level));
            if exists && found.iter().all(|(_, other)| other != id) {
                found.push((*section, *id));
            }
        }
    }
    found
}

/// A second showing of an indicator that is told of already would count twice.
fn without_second_showings(
    offered: Vec<(SectionId, IndicatorId)>,
    indicators: &[Indicator],
) -> Vec<(SectionId, IndicatorId)> {
    let first = |id: IndicatorId| indicators[id.index()].same_as.unwrap_or(id);
    let mut seen = Vec::new();
    let mut kept = offered;
    kept.retain(|(_, id)| {
        let new = !seen.contains(&first(*id));
        seen.push(first(*id));
        new
    });
    kept
}

fn chosen_indicators(
    context: &mut Context<'_>,
    document: &Document<'_>,
    here: &str,
    chosen: &[String],
    offered: &[(SectionId, IndicatorId)],
) -> Vec<(SectionId, IndicatorId)> {
    let mut found = Vec::new();
    for (position, name) in chosen.iter().enumerate() {
        let location = document.item(&child(here, "indicators"), position);
        let Some(id) = context.indicator(location, name) else { continue };
        match offered.iter().find(|(_, offered)| *offered == id) {
            Some(pair) => found.push(*pair),
            None => context.report(
                Diagnostic::new(
                    Rule::UnknownIndicator,
                    location,
                    format!("the sections that this part tells of don't show `{name}` for its place"),
                )
                .hint("name the section that does in `sections`, or take the indicator out"),
            ),
        }
    }
    found
}

fn read_edits(context: &mut Context<'_>, document: &Document<'_>, raw: Vec<raw::Edit>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for (position, edit) in raw.into_iter().enumerate() {
        let here = format!("/edits/{position}");
        let at = |key: &str| document.at(&child(&here, key));
        let indicator = context.indicator(at("indicator"), &edit.indicator);
        let place = context.place(at("place"), &edit.place);
        let month = context.month(at("month"), &edit.month);
        let (Some(indicator), Some(place), Some(month)) = (indicator, place, month) else { continue };
        let of_same =
            |other: &&Edit| (other.indicator, other.place, other.month) == (indicator, place, month);
        if let Some(earlier) = edits.iter().find(of_same) {
            let earlier = earlier.location;
            context.report(
                Diagnostic::new(
                    Rule::DuplicateId,
                    at("indicator"),
                    format!("there are two edits of `{}` for one place and month", edit.indicator),
                )
                .also(earlier, "the first")
                .hint("take one of them out"),
            );
        }
        let location = at("generated");
        edits.push(Edit { indicator, place, month, generated: edit.generated, text: edit.text, location });
    }
    edits
}
