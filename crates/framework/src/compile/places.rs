//! Places and breakdowns.

use crate::diagnostics::{Diagnostic, Location, Rule};
use crate::document::{Document, child};
use crate::model::{Dimension, Member, MemberId, Place, PlaceId};
use crate::raw;
use crate::schema::schemas;
use crate::table::{Cell, Columns, Table, View};

use super::context::Context;

const COLUMNS: Columns = Columns {
    required: &["place", "name", "level"],
    optional: &["groups", "part_of", "serves", "from", "to", "succeeds", "gss_code", "la_code"],
};

pub(super) fn read_breakdowns(context: &mut Context<'_>) -> (Vec<Dimension>, Vec<Member>) {
    let (mut dimensions, mut members) = (Vec::new(), Vec::new());
    let Some((index, file)) = context.folder.find("breakdowns.toml") else { return (dimensions, members) };
    let document = Document::read(index, file, &schemas().breakdowns, &mut context.diagnostics);
    context.members.doubt(document.keys_lost());
    context.dimensions.doubt(document.keys_lost());
    for (id, dimension) in document.entries::<raw::Dimension>() {
        context.members.doubt(dimension.is_none());
        let known = dimension.as_ref().map(|_| dimensions.len());
        // Two tables of one file cannot have one name.
        let _ = context.dimensions.declare(&id, known, document.key(&child("", &id)));
        let Some(dimension) = dimension else { continue };
        for (position, name) in dimension.members.iter().enumerate() {
            let location = document.item(&child(&child("", &id), "members"), position);
            match context.members.declare(name, Some(MemberId::new(members.len())), location) {
                Ok(()) => {
                    members.push(Member { name: name.clone(), dimension: dimensions.len() });
                    context.member_dimensions.push(dimensions.len());
                }
                Err(earlier) => context.duplicate("members of breakdowns", name, location, earlier),
            }
        }
        context.dimension_members.push(dimension.members);
        dimensions.push(Dimension {
            title: dimension.title.unwrap_or_else(|| id.clone()),
            id,
            exclusive: dimension.exclusive,
            complete: dimension.complete,
        });
    }
    (dimensions, members)
}

pub(super) fn read_places(context: &mut Context<'_>) -> Vec<Place> {
    let Some((index, file)) = context.folder.find("places.csv") else {
        context.places.doubt(true);
        context.groups_lost = true;
        return Vec::new();
    };
    let table = Table::read(index, file, &COLUMNS, &mut context.diagnostics);
    context.places.doubt(table.rows_lost());
    context.groups_lost = table.rows_lost();
    let mut places: Vec<Place> = Vec::new();
    let mut rows = Vec::new();
    for row in table.rows() {
        let Some(slug) = context.needed(row, "place") else {
            context.places.doubt(true);
            continue;
        };
        let place = read_place(context, row, &slug.text, slug.location);
        let id = place.as_ref().map(|_| PlaceId::new(places.len()));
        if let Err(earlier) = context.places.declare(&slug.text, id, slug.location) {
            context.duplicate("places", &slug.text, slug.location, earlier);
        } else if let Some(place) = place {
            places.push(place);
            rows.push(row);
        }
    }
    // A place may name one that stands below it in the file.
    let mut parents = Vec::new();
    for (position, row) in rows.into_iter().enumerate() {
        let part_of = resolve_list(context, row, "part_of");
        places[position].part_of = part_of.iter().map(|(place, _)| *place).collect();
        places[position].serves =
            resolve_list(context, row, "serves").into_iter().map(|(place, _)| place).collect();
        parents.push(part_of);
        places[position].succeeds =
            row.filled("succeeds").and_then(|cell| context.place(cell.location, &cell.text));
    }
    check_tree(context, &places, &parents);
    places
}

fn read_place(context: &mut Context<'_>, row: View<'_, '_>, slug: &str, location: Location) -> Option<Place> {
    let sound = !slug.is_empty()
        && slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !slug.starts_with('-');
    if !sound {
        context.report(
            Diagnostic::new(Rule::BadId, location, format!("`{slug}` cannot be the id of a place")).hint(
                format!(
                    "ids are lower case with hyphens: `{}`",
                    slug.to_lowercase()
                        .split(|letter: char| !letter.is_ascii_alphanumeric())
                        .filter(|part| !part.is_empty())
                        .collect::<Vec<&str>>()
                        .join("-")
                ),
            ),
        );
    }
    let name = context.needed(row, "name");
    let level = context.needed(row, "level").and_then(|cell| context.level(cell.location, &cell.text));
    let groups: Vec<String> = row.cell("groups").parts().map(|group| group.text).collect();
    for group in &groups {
        if !context.groups.contains(group) {
            context.groups.push(group.clone());
        }
    }
    let from = context.date_cell(row, "from");
    let to = context.date_cell(row, "to");
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        context.report(
            Diagnostic::new(Rule::DatesReversed, row.cell("to").location, "this place ends before it begins")
                .hint("`from` is its first day, `to` its last"),
        );
    }
    Some(Place {
        slug: Some(slug.to_owned()).filter(|_| sound)?,
        name: name?.text,
        level: level?,
        groups,
        part_of: Vec::new(),
        serves: Vec::new(),
        from,
        to,
        succeeds: None,
        gss_code: row.text("gss_code"),
        la_code: row.text("la_code"),
        location: row.location(),
    })
}

fn resolve_list(context: &mut Context<'_>, row: View<'_, '_>, column: &str) -> Vec<(PlaceId, Location)> {
    let cell = row.cell(column);
    let place = |part: Cell| Some((context.place(part.location, &part.text)?, part.location));
    cell.parts().filter_map(place).collect()
}

/// Parents lie at a larger level, at most one at each, so no place can be part of itself.
fn check_tree(context: &mut Context<'_>, places: &[Place], parents: &[Vec<(PlaceId, Location)>]) {
    for (position, (place, parents)) in places.iter().zip(parents).enumerate() {
        for (index, (parent, location)) in parents.iter().enumerate() {
            let above = &places[parent.index()];
            if parent.index() == position {
                context.report(
                    Diagnostic::new(
                        Rule::PlaceCycle,
                        *location,
                        format!("`{}` is part of itself", place.slug),
                    )
                    .hint("`part_of` names the larger place to which its figures add"),
                );
            } else if above.level >= place.level {
                context.report(
                    Diagnostic::new(
                        Rule::PlaceParents,
                        *location,
                        format!("`{}` is part of `{}`, which isn't at a larger level", place.slug, above.slug),
                    )
                    .also(above.location, "the larger place")
                    .hint("a place is part of places of the levels before its own; use `serves` to show it elsewhere"),
                );
            } else if place.part_of[..index].iter().any(|other| places[other.index()].level == above.level) {
                context.report(
                    Diagnostic::new(
                        Rule::PlaceParents,
                        *location,
                        format!("`{}` is part of two places of one level", place.slug),
                    )
                    .hint("its figures would be added twice; name one in `part_of` and show it on the other page with `serves`"),
                );
            }
        }
    }
}
