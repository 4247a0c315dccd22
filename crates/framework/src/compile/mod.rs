//! From the files of a folder to a framework: every file is read, every mistake reported, references resolved last.

mod audiences;
mod comparators;
mod context;
mod contracts;
mod disclosure;
mod exceptions;
mod figures;
mod files;
mod framework_file;
mod indicators;
mod measured;
mod measures;
mod names;
mod page_items;
mod panels;
mod places;
mod rating;
mod reports;
mod scorecards;
mod targets;
mod texts;
mod tiles;
mod verdicts;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostic, Severity};
use crate::folder::Folder;
use crate::model::{Contact, Framework, Origin, Reported};
use context::Context;

pub use contracts::contracts;

/// Compiles the files of a folder. There is a framework only if there is no fault and every file could be read; what
/// is wrong is listed in the order of the files. What could not be read is not reported again.
#[must_use]
pub fn compile(folder: &Folder) -> (Option<Framework>, Vec<Diagnostic>) {
    let mut context = Context::new(folder);
    let framework = build(&mut context);
    let mut diagnostics = context.into_diagnostics();
    diagnostics.sort_by_key(|diagnostic| (diagnostic.primary.0, diagnostic.rule));
    diagnostics.dedup();
    let sound = folder.files.iter().all(|file| file.readable)
        && diagnostics.iter().all(|diagnostic| diagnostic.severity() == Severity::Finding);
    (framework.filter(|_| sound), diagnostics)
}

fn build(context: &mut Context<'_>) -> Option<Framework> {
    files::check_names(context);
    let head = framework_file::read(context);
    let sources = files::read_sources(context);
    let (dimensions, members) = places::read_breakdowns(context);
    let places = places::read_places(context);
    let default_rating = head.as_ref().and_then(|head| head.default_rating.clone());
    let facts = measures::read_facts(context);
    let indicators = indicators::read(context, default_rating.as_ref());
    let comparators = comparators::read(context);
    let comparator_values = comparators::read_values(context);
    let targets = targets::read(context, &indicators, &places);
    let figures = figures::read(context, "figures", &indicators, &places);
    let (figures, origin) = measured::lay_over(context, &indicators, &places, figures);
    let already_public = figures::read(context, "public", &indicators, &places);
    let verdicts = verdicts::read(context, &indicators);
    let scorecards = scorecards::read(context, panels::Declared { indicators: &indicators, places: &places });
    let known = reports::Known { scorecards: &scorecards, indicators: &indicators, places: &places };
    let reports = reports::read(context, known);
    let calendar = files::read_calendar(context);
    let acknowledgements = verdicts::read_acknowledgements(context, &indicators);
    let editions = framework_file::editions(context, head.as_ref());
    let disclosure = head.as_ref().and_then(|head| disclosure::read(context, &head.document));
    let texts = texts::read(
        context,
        &texts::Known {
            indicators: &indicators,
            places: &places,
            scorecards: &scorecards,
            editions: &editions,
        },
    );
    let breakdowns = std::mem::take(&mut context.breakdowns);
    let head = head?;
    let file = head.file?;
    let contacts = file.contacts.into_iter();
    Some(Framework {
        name: file.name,
        organisation: file.organisation,
        about: file.about,
        notice: notice(file.notice, origin.as_ref()),
        specimen: file.specimen || origin.as_ref().is_some_and(|origin| origin.specimen),
        small_denominator: file.small_denominator.unwrap_or(10),
        levels: head.levels,
        places,
        dimensions,
        members,
        breakdowns,
        indicators,
        targets,
        comparators,
        comparator_values,
        figures,
        verdicts,
        sources,
        facts,
        origin,
        scorecards,
        editions,
        audiences: head.audiences,
        disclosure,
        already_public,
        reported: Reported::default(),
        as_now_known: BTreeMap::new(),
        reports,
        brand: head.brand,
        contacts: contacts
            .map(|contact| Contact { role: contact.role, about: contact.about, email: contact.email })
            .collect(),
        abbreviations: file.abbreviations,
        texts,
        calendar,
        acknowledgements,
        hidden: BTreeSet::new(),
    })
}

/// The sentence on every page. What a framework says of published figures doesn't hold of figures from specimen records.
fn notice(written: Option<String>, origin: Option<&Origin>) -> Option<String> {
    if origin.is_none_or(|origin| !origin.specimen) {
        return written;
    }
    Some(
        "Figures that are measured come from specimen records, which are made up, and not from any council."
            .to_owned(),
    )
}
