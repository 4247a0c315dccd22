//! How small numbers are protected in public copies.

use std::num::NonZeroU32;

use crate::diagnostics::{Diagnostic, Rule, suggest};
use crate::document::{Document, child};
use crate::model::{
    DisclosureLimits, DisclosureMethod, DisclosureProfile, ExemptFigures, FiguresNamed, SensitiveFigures,
};
use crate::raw;

use super::context::Context;

const PROFILE: &str = "/disclosure";
/// The keys that say something only where small counts are protected.
const OF_PROTECTION: [&str; 6] = ["threshold", "nearest", "zeros", "uncertainty", "sensitive", "exempt"];

pub(super) fn read(context: &mut Context<'_>, document: &Document<'_>) -> Option<DisclosureProfile> {
    let raw: raw::Disclosure = document.part(PROFILE)?;
    check_owner(context, document, &raw.owner);
    let method = method(context, document, &raw)?;
    let mut sensitive = Vec::new();
    for (position, known) in raw.sensitive.iter().enumerate() {
        let here = format!("{PROFILE}/sensitive/{position}");
        let figures = named(context, document, &here, &known.indicators, &known.breakdowns);
        sensitive.push(SensitiveFigures {
            figures,
            threshold: known.threshold,
            reason: known.reason.clone(),
        });
    }
    let mut exempt = Vec::new();
    for (position, known) in raw.exempt.iter().enumerate() {
        let here = format!("{PROFILE}/exempt/{position}");
        let figures = named(context, document, &here, &known.indicators, &known.breakdowns);
        if figures.indicators.is_empty() && figures.breakdowns.is_empty() {
            context.report(
                Diagnostic::new(Rule::MissingKey, document.at(&here), "everything would be exempt")
                    .hint("name `indicators` or `breakdowns`; a profile that protects nothing is `method = \"as published\"`"),
            );
        }
        exempt.push(ExemptFigures { figures, reason: known.reason.clone() });
    }
    Some(DisclosureProfile { owner: raw.owner, method, sensitive, exempt })
}

fn method(
    context: &mut Context<'_>,
    document: &Document<'_>,
    raw: &raw::Disclosure,
) -> Option<DisclosureMethod> {
    let at = |key: &str| document.at(&child(PROFILE, key));
    match raw.method {
        raw::DisclosureMethod::AsPublished => {
            for key in OF_PROTECTION.into_iter().filter(|key| document.has(&child(PROFILE, key))) {
                context.report(
                    Diagnostic::new(
                        Rule::KeysExclude,
                        document.key(&child(PROFILE, key)),
                        format!("`{key}` says nothing where figures are shown as they were published"),
                    )
                    .also(at("method"), "as published")
                    .hint("take it out, or write `method = \"hide\"`"),
                );
            }
            if raw.reason.is_none() {
                context
                    .report(Diagnostic::new(Rule::MissingKey, at("method"), "`reason` is missing").hint(
                        "say where the organisation published these very figures: every page shows it",
                    ));
            }
            Some(DisclosureMethod::AsPublished { reason: raw.reason.clone()? })
        }
        raw::DisclosureMethod::Hide | raw::DisclosureMethod::Round => {
            let rounds = raw.method == raw::DisclosureMethod::Round;
            if raw.reason.is_some() {
                context.report(
                    Diagnostic::new(
                        Rule::KeysExclude,
                        document.key(&child(PROFILE, "reason")),
                        "`reason` says why nothing is hidden",
                    )
                    .also(at("method"), "small counts are protected")
                    .hint("take it out, or write `method = \"as published\"`"),
                );
            }
            if raw.nearest.is_some() && !rounds {
                context.report(
                    Diagnostic::new(
                        Rule::KeysExclude,
                        document.key(&child(PROFILE, "nearest")),
                        "`nearest` says how counts are rounded",
                    )
                    .also(at("method"), "small counts are hidden")
                    .hint("take it out, or write `method = \"round\"`"),
                );
            }
            if raw.nearest.is_none() && rounds {
                context.report(
                    Diagnostic::new(Rule::MissingKey, at("method"), "`nearest` is missing")
                        .hint("counts are shown to the nearest multiple of it, such as `nearest = 5`"),
                );
                return None;
            }
            let Some(threshold) = raw.threshold else {
                context.report(
                    Diagnostic::new(Rule::MissingKey, at("method"), "`threshold` is missing").hint(
                        "counts below it are small, such as `threshold = 5`; no national rule says which, \
                         so that the owner decides",
                    ),
                );
                return None;
            };
            // Rounded to nought, a count is one of so many numbers at least.
            let half = raw.nearest.and_then(|nearest| NonZeroU32::new(nearest.get() / 2));
            Some(DisclosureMethod::Protect(DisclosureLimits {
                threshold,
                zeros_are_small: raw.zeros == Some(raw::Zeros::Small),
                nearest: raw.nearest.filter(|_| rounds),
                uncertainty: raw.uncertainty.or(half).unwrap_or(threshold),
            }))
        }
    }
}

fn check_owner(context: &mut Context<'_>, document: &Document<'_>, owner: &str) {
    let contacts: Vec<raw::Contact> = document.items("/contacts").into_iter().flatten().collect();
    if contacts.iter().any(|contact| contact.role == owner) {
        return;
    }
    let hint = suggest(owner, contacts.iter().map(|contact| contact.role.as_str())).unwrap_or_else(|| {
        "whoever answers for public copies is the role of one of `[[contacts]]`, so that readers can ask"
            .to_owned()
    });
    let location = document.at(&child(PROFILE, "owner"));
    context.report(
        Diagnostic::new(Rule::UnknownWord, location, format!("no contact has the role `{owner}`")).hint(hint),
    );
}

fn named(
    context: &mut Context<'_>,
    document: &Document<'_>,
    here: &str,
    indicators: &[String],
    breakdowns: &[String],
) -> FiguresNamed {
    let (of_indicators, of_breakdowns) = (child(here, "indicators"), child(here, "breakdowns"));
    FiguresNamed {
        indicators: indicators
            .iter()
            .enumerate()
            .filter_map(|(position, name)| context.indicator(document.item(&of_indicators, position), name))
            .collect(),
        breakdowns: breakdowns
            .iter()
            .enumerate()
            .filter_map(|(position, name)| context.breakdown(document.item(&of_breakdowns, position), name))
            .collect(),
    }
}
