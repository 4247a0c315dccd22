//! Panels.

use std::collections::BTreeSet;

use figures::Unit;

use crate::diagnostics::{Diagnostic, Location, Rule};
use crate::document::{Document, child};
use crate::model::{Indicator, IndicatorId, LevelId, Panel, PanelKind, Place, PlaceId, PlaceSelector};
use crate::raw;

use super::context::Context;
use super::scorecards::read_periods;

/// How many lines a reader can tell apart.
const MOST_LINES: usize = 7;
/// How many stages a reader can tell apart.
const MOST_STAGES: usize = 6;

/// What is declared elsewhere and a panel must agree with.
#[derive(Clone, Copy)]
pub(super) struct Declared<'a> {
    pub indicators: &'a [Indicator],
    pub places: &'a [Place],
}

pub(super) fn read(
    context: &mut Context<'_>,
    document: &Document<'_>,
    declared: Declared<'_>,
    name: &str,
    raw: &raw::Panel,
) -> Option<Panel> {
    let here = child("/panels", name);
    let at = |key: &str| document.at(&child(&here, key));
    let item = |key: &str, position: usize| document.item(&child(&here, key), position);
    let countable = check_count(context, &at, &item, name, raw);
    let indicators: Vec<Option<IndicatorId>> = raw
        .indicators
        .iter()
        .enumerate()
        .map(|(position, id)| context.indicator(item("indicators", position), id))
        .collect();
    let places: Vec<Option<PlaceSelector>> = raw
        .places
        .iter()
        .enumerate()
        .map(|(position, text)| context.selector(item("places", position), text))
        .collect();
    let periods = read_periods(context, at("periods"), &raw.periods);
    let indicators: Vec<IndicatorId> = indicators.into_iter().collect::<Option<_>>()?;
    let places: Vec<PlaceSelector> = places.into_iter().collect::<Option<_>>()?;
    let periods = periods?;
    if countable {
        check_places(context, declared, &at, &item, raw, (&indicators, &places));
    }
    Some(Panel {
        id: name.to_owned(),
        title: raw.title.clone(),
        kind: raw.kind,
        indicators,
        labels: raw.labels.clone(),
        places,
        periods,
        cumulative: raw.cumulative,
        about: raw.about.clone(),
        notes: raw.notes.clone(),
        location: document.key(&here),
    })
}

/// Whether there are as few indicators as the kind of panel draws; and whether the keys suit it.
fn check_count(
    context: &mut Context<'_>,
    at: &impl Fn(&str) -> Location,
    item: &impl Fn(&str, usize) -> Location,
    name: &str,
    raw: &raw::Panel,
) -> bool {
    let kind = raw.kind.token();
    let most = if raw.kind == PanelKind::Stages { MOST_STAGES } else { 1 };
    let countable = raw.indicators.len() <= most;
    if !countable {
        let (message, hint) = match raw.kind {
            PanelKind::Stages => (
                format!("`{name}` has more than {MOST_STAGES} stages"),
                "more cannot be told apart: make two panels, or a section".to_owned(),
            ),
            _ => (
                format!("a panel of {kind} shows one indicator"),
                "make a panel for each; parts of one whole are `kind = \"stages\"`".to_owned(),
            ),
        };
        context.report(Diagnostic::new(Rule::PanelKeys, item("indicators", most), message).hint(hint));
    }
    if let Some(labels) = raw.labels.as_ref().filter(|labels| labels.len() != raw.indicators.len()) {
        context.report(
            Diagnostic::new(
                Rule::PanelKeys,
                at("labels"),
                format!(
                    "the labels of `{name}` are {}, its indicators {}",
                    labels.len(),
                    raw.indicators.len()
                ),
            )
            .hint("give each indicator a label, in the same order, or take `labels` out"),
        );
    }
    if raw.labels.is_some() && raw.kind != PanelKind::Stages {
        context.report(
            Diagnostic::new(Rule::PanelKeys, at("labels"), format!("a panel of {kind} has no labels"))
                .hint("only stages need names beside each other: take `labels` out"),
        );
    }
    if raw.cumulative && raw.kind != PanelKind::Stages {
        context.report(
            Diagnostic::new(
                Rule::PanelKeys,
                at("cumulative"),
                format!("a panel of {kind} cannot be cumulative"),
            )
            .hint("only stages follow one another: take `cumulative` out, or write `kind = \"stages\"`"),
        );
    }
    countable
}

/// Whether each indicator exists at one of the places, there are few enough lines, and stages have one unit.
fn check_places(
    context: &mut Context<'_>,
    declared: Declared<'_>,
    at: &impl Fn(&str) -> Location,
    item: &impl Fn(&str, usize) -> Location,
    raw: &raw::Panel,
    (indicators, selectors): (&[IndicatorId], &[PlaceSelector]),
) {
    let selected = |position: &usize| {
        let place = &declared.places[*position];
        selectors.iter().any(|selector| selector.matches(PlaceId::new(*position), place))
    };
    let levels: Vec<LevelId> =
        (0..declared.places.len()).filter(selected).map(|position| declared.places[position].level).collect();
    let mut unit: Option<(Unit, &str)> = None;
    for (position, id) in indicators.iter().enumerate() {
        let Some(indicator) = declared.indicators.get(id.index()) else { continue };
        let there: Vec<LevelId> =
            levels.iter().copied().filter(|level| indicator.levels.contains(level)).collect();
        if there.is_empty() {
            context.report(
                Diagnostic::new(
                    Rule::PanelKeys,
                    item("indicators", position),
                    format!("`{}` exists at none of the panel's places", indicator.id),
                )
                .also(indicator.location, "declared here, with its levels")
                .hint("name places of its levels"),
            );
        }
        if raw.kind == PanelKind::Lines && there.len() > MOST_LINES {
            context.report(
                Diagnostic::new(
                    Rule::PanelKeys,
                    at("places"),
                    format!("{} lines cannot be told apart", there.len()),
                )
                .hint(format!("name at most {MOST_LINES} places, or write `kind = \"columns\"`")),
            );
        }
        let units: BTreeSet<Unit> = there.iter().map(|level| indicator.latest_rules(*level).unit).collect();
        for own in units {
            match unit {
                Some((first, of)) if first != own => context.report(
                    Diagnostic::new(
                        Rule::PanelKeys,
                        item("indicators", position),
                        format!("`{}` has another unit than `{of}`", indicator.id),
                    )
                    .also(indicator.location, "declared here")
                    .hint("what is drawn on one scale has one unit"),
                ),
                Some(_) => {}
                None => unit = Some((own, &indicator.id)),
            }
        }
    }
}
