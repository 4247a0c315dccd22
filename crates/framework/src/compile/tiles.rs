//! Tiles.

use crate::diagnostics::{Diagnostic, Location, Rule};
use crate::document::{Document, child};
use crate::model::{Tile, TileFigure, TileShows, Tiles};
use crate::raw;

use super::context::Context;
use super::scorecards::read_periods;

/// The keys that say what a tile shows.
const SHOWN: [&str; 3] = ["indicator", "lines", "to_be_supplied"];

pub(super) fn read(
    context: &mut Context<'_>,
    document: &Document<'_>,
    name: &str,
    raw: &raw::Tiles,
) -> Option<Tiles> {
    let here = child("/tiles", name);
    let tiles: Vec<Option<Tile>> = raw
        .tile
        .iter()
        .enumerate()
        .map(|(position, tile)| read_tile(context, document, &format!("{here}/tile/{position}"), tile))
        .collect();
    Some(Tiles {
        id: name.to_owned(),
        title: raw.title.clone(),
        tiles: tiles.into_iter().collect::<Option<_>>()?,
        notes: raw.notes.clone(),
        location: document.key(&here),
    })
}

fn read_tile(
    context: &mut Context<'_>,
    document: &Document<'_>,
    here: &str,
    raw: &raw::Tile,
) -> Option<Tile> {
    let at = |key: &str| document.at(&child(here, key));
    let given = [raw.indicator.is_some(), raw.lines.is_some(), raw.to_be_supplied.is_some()];
    let keys: Vec<&str> =
        SHOWN.into_iter().zip(given).filter(|(_, is_given)| *is_given).map(|(key, _)| key).collect();
    if keys.len() != 1 {
        let location = keys.get(1).map_or_else(|| at("title"), |key| at(key));
        let message = if keys.is_empty() {
            format!("the tile `{}` shows nothing", raw.title)
        } else {
            format!("the tile `{}` has `{}` and `{}`", raw.title, keys[0], keys[1])
        };
        context.report(
            Diagnostic::new(Rule::TileKeys, location, message)
                .hint("a tile has one of `indicator`, `lines` and `to_be_supplied`"),
        );
        return None;
    }
    if raw.indicator.is_none() {
        for (key, is_given) in [("comparator", raw.comparator.is_some()), ("trend", raw.trend.is_some())] {
            if is_given {
                context.report(
                    Diagnostic::new(
                        Rule::TileKeys,
                        at(key),
                        format!("the tile `{}` has `{key}` without `indicator`", raw.title),
                    )
                    .hint(match key {
                        "comparator" => {
                            "a line has its own: `{ label = \"…\", indicator = \"…\", comparator = \"…\" }`"
                        }
                        _ => "only a tile of one number has a line beside it: take `trend` out",
                    }),
                );
            }
        }
    }
    let shows = if let Some(id) = &raw.indicator {
        let figure = read_figure(context, at("indicator"), id, at("comparator"), raw.comparator.as_deref());
        let trend = match &raw.trend {
            Some(text) => Some(read_periods(context, at("trend"), text)?),
            None => None,
        };
        TileShows::Number(figure?, trend)
    } else if let Some(lines) = &raw.lines {
        let lines: Vec<_> = lines
            .iter()
            .enumerate()
            .map(|(position, line)| {
                let at = |key: &str| document.at(&format!("{here}/lines/{position}/{key}"));
                let comparator = line.comparator.as_deref();
                let figure =
                    read_figure(context, at("indicator"), &line.indicator, at("comparator"), comparator)?;
                Some((line.label.clone(), figure))
            })
            .collect();
        TileShows::Lines(lines.into_iter().collect::<Option<_>>()?)
    } else {
        TileShows::ToBeSupplied(raw.to_be_supplied.clone().unwrap_or_default())
    };
    Some(Tile { title: raw.title.clone(), shows, notes: raw.notes.clone() })
}

fn read_figure(
    context: &mut Context<'_>,
    at: Location,
    indicator: &str,
    at_comparator: Location,
    comparator: Option<&str>,
) -> Option<TileFigure> {
    let indicator = context.indicator(at, indicator);
    let comparator = match comparator {
        Some(id) => Some(context.comparator(at_comparator, id)?),
        None => None,
    };
    Some(TileFigure { indicator: indicator?, comparator })
}
