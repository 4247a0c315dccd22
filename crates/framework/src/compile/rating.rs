//! Rating schemes and directions of travel.

use figures::Number;

use crate::diagnostics::{Diagnostic, Location, Rule};
use crate::document::{Document, child};
use crate::model::{Against, Band, Compare, DirectionRule, Edge, InferredKey, RatingScheme, Scheme};
use crate::raw::{self, SchemeName};

use super::context::Context;

/// Reads a rating; where keys are missing, too many or not numbers, that is reported.
pub(super) fn read(
    context: &mut Context<'_>,
    document: &Document<'_>,
    pointer: &str,
    raw: &raw::Rating,
) -> Option<RatingScheme> {
    let keys: [(InferredKey, &Option<String>); 4] = [
        (InferredKey::Floor, &raw.floor),
        (InferredKey::Within, &raw.within),
        (InferredKey::Green, &raw.green),
        (InferredKey::Amber, &raw.amber),
    ];
    let needed: &[InferredKey] = match raw.scheme {
        SchemeName::Floor => &[InferredKey::Floor],
        SchemeName::Points | SchemeName::Percent | SchemeName::Previous => &[InferredKey::Within],
        SchemeName::Band => &[InferredKey::Green, InferredKey::Amber],
        SchemeName::Bands => &[InferredKey::Bands],
        SchemeName::Unknown | SchemeName::None => &[],
    };
    let mut sound = true;
    let mut given: Vec<InferredKey> =
        keys.iter().filter(|(_, text)| text.is_some()).map(|(key, _)| *key).collect();
    if raw.bands.is_some() {
        given.push(InferredKey::Bands);
    }
    let scheme = raw.scheme.token();
    let missing = needed.iter().find(|key| !given.contains(key)).map(|key| key.token());
    let surplus: Vec<&str> =
        given.iter().filter(|key| !needed.contains(key)).map(|key| key.token()).collect();
    for (position, key) in surplus.iter().enumerate() {
        sound = false;
        let (message, hint) = match missing.filter(|_| position == 0) {
            Some(missing) => (
                format!("the scheme `{scheme}` needs the key `{missing}`, and has no use for `{key}`"),
                format!("write `{missing}`, or choose the scheme that `{key}` belongs to"),
            ),
            None => (
                format!("the scheme `{scheme}` has no use for the key `{key}`"),
                "take it out, or choose the scheme that it belongs to".to_owned(),
            ),
        };
        let location = document.key(&child(pointer, key));
        context.report(Diagnostic::new(Rule::RatingKeys, location, message).hint(hint));
    }
    if let Some(missing) = missing.filter(|_| surplus.is_empty()) {
        sound = false;
        context.report(
            Diagnostic::new(
                Rule::RatingKeys,
                document.key(pointer),
                format!("the scheme `{scheme}` needs the key `{missing}`"),
            )
            .hint(format!(
                "add `{missing} = \"…\"`; if the council published none, say `scheme = \"unknown\"`"
            )),
        );
    }
    for key in raw.inferred.iter().filter(|key| !needed.contains(key)) {
        sound = false;
        context.report(
            Diagnostic::new(
                Rule::RatingKeys,
                document.at(&child(pointer, "inferred")),
                format!("`{}` cannot be inferred: this scheme doesn't have it", key.token()),
            )
            .hint("`inferred` names keys of this scheme"),
        );
    }
    let mut number = |key: InferredKey, text: &Option<String>, distance: bool| {
        let location = document.at(&child(pointer, key.token()));
        let number = context.number(location, text.as_ref()?)?;
        if distance && number.is_negative() {
            context.report(
                Diagnostic::new(Rule::RatingKeys, location, "a distance cannot be below zero").hint(
                    "write it without the minus: the polarity says on which side of the target it lies",
                ),
            );
            return None;
        }
        Some(number)
    };
    let scheme = match raw.scheme {
        SchemeName::Floor => Scheme::Floor(number(InferredKey::Floor, &raw.floor, false)?),
        SchemeName::Points => Scheme::Points(number(InferredKey::Within, &raw.within, true)?),
        SchemeName::Percent => Scheme::Percent(number(InferredKey::Within, &raw.within, true)?),
        SchemeName::Previous => Scheme::Previous(number(InferredKey::Within, &raw.within, true)?),
        SchemeName::Band => {
            let green = number(InferredKey::Green, &raw.green, true);
            let amber = number(InferredKey::Amber, &raw.amber, true);
            let (green, amber) = (green?, amber?);
            if amber < green {
                context.report(
                    Diagnostic::new(
                        Rule::RatingKeys,
                        document.at(&child(pointer, "amber")),
                        "amber must lie outside green",
                    )
                    .hint("`green` is the smaller distance from the target"),
                );
                return None;
            }
            Scheme::Band { green, amber }
        }
        SchemeName::Bands => Scheme::Bands(read_bands(context, document, pointer, raw.bands.as_deref()?)?),
        SchemeName::Unknown => Scheme::Unknown,
        SchemeName::None => Scheme::None,
    };
    sound.then(|| RatingScheme { scheme, inferred: raw.inferred.clone() })
}

fn read_bands(
    context: &mut Context<'_>,
    document: &Document<'_>,
    pointer: &str,
    raw: &[raw::Band],
) -> Option<Vec<Band>> {
    let mut bands: Vec<(Band, Location)> = Vec::new();
    for (position, band) in raw.iter().enumerate() {
        let here = child(&child(pointer, "bands"), &position.to_string());
        let lower = read_edge(context, document, &here, [("from", &band.from), ("above", &band.above)])?;
        let upper = read_edge(context, document, &here, [("to", &band.to), ("below", &band.below)])?;
        let name = band.name.clone();
        bands.push((Band { name, counts_as: band.counts_as, lower, upper }, document.at(&here)));
    }
    // Bands may be written from the best or from the worst; unbounded edges come first and last.
    bands.sort_by(|(a, _), (b, _)| {
        a.lower.as_ref().map(|edge| &edge.at).cmp(&b.lower.as_ref().map(|edge| &edge.at))
    });
    let mut sound = true;
    for pair in bands.windows(2) {
        let [(below, below_at), (above, above_at)] = pair else { continue };
        let fault = match (&below.upper, &above.lower) {
            (Some(end), Some(start)) if end.at == start.at && end.included != start.included => None,
            (Some(end), Some(start)) if end.at < start.at => {
                Some((Rule::BandGap, format!("values from {} to {}", end.at, start.at)))
            }
            (Some(end), Some(start)) if end.at == start.at && !end.included => {
                Some((Rule::BandGap, format!("the value {}", end.at)))
            }
            (Some(_), Some(start)) => Some((Rule::BandOverlap, format!("the value {}", start.at))),
            (None, _) | (_, None) => Some((Rule::BandOverlap, "everything beyond".to_owned())),
        };
        if let Some((rule, which)) = fault {
            sound = false;
            let (message, hint) = if rule == Rule::BandGap {
                (
                    format!("{which} lie in no band: between `{}` and `{}`", below.name, above.name),
                    "let one band end where the next begins: `to` and `above`, or `below` and `from`",
                )
            } else {
                (
                    format!("{which} lies in two bands: `{}` and `{}`", below.name, above.name),
                    "give the edge to one of them: `to` and `above`, or `below` and `from`",
                )
            };
            context.report(
                Diagnostic::new(rule, *above_at, message).also(*below_at, "the band before it").hint(hint),
            );
        }
    }
    sound.then(|| bands.into_iter().map(|(band, _)| band).collect())
}

/// An edge from the two ways of writing it, one of which belongs to the band; `Some(None)` is unbounded.
fn read_edge(
    context: &mut Context<'_>,
    document: &Document<'_>,
    pointer: &str,
    [(included, first), (excluded, second)]: [(&str, &Option<String>); 2],
) -> Option<Option<Edge>> {
    let (key, text, belongs) = match (first, second) {
        (None, None) => return Some(None),
        (Some(text), None) => (included, text, true),
        (None, Some(text)) => (excluded, text, false),
        (Some(_), Some(_)) => {
            context.report(
                Diagnostic::new(
                    Rule::RatingKeys,
                    document.at(pointer),
                    format!("a band has `{included}` or `{excluded}`, not both"),
                )
                .hint(format!(
                    "with `{included}` the edge belongs to the band, with `{excluded}` it doesn't"
                )),
            );
            return None;
        }
    };
    let at: Number = context.number(document.at(&child(pointer, key)), text)?;
    Some(Some(Edge { at, included: belongs }))
}

/// Reads one direction of travel.
pub(super) fn read_direction(
    context: &mut Context<'_>,
    document: &Document<'_>,
    pointer: &str,
    raw: &raw::Direction,
) -> Option<DirectionRule> {
    let location = document.at(&child(pointer, "against"));
    let against = match raw.against.as_str() {
        "previous period" => Some(Against::PreviousPeriod),
        "previously reported" => Some(Against::PreviouslyReported),
        "previous figure" => Some(Against::PreviousFigure),
        "a year ago" => Some(Against::YearAgo),
        other => other
            .strip_prefix("regression over ")
            .and_then(|count| count.parse::<u8>().ok())
            .filter(|count| *count >= 2)
            .map(Against::Regression),
    };
    if against.is_none() {
        context.report(
            Diagnostic::new(
                Rule::BadDirection,
                location,
                format!("a direction cannot compare with `{}`", raw.against),
            )
            .hint("it can be `previous period`, `previously reported`, `previous figure`, `a year ago` or `regression over N` (at least 2 periods)"),
        );
    }
    let same = match &raw.same {
        Some(text) => Some(context.number(document.at(&child(pointer, "same")), text)?),
        None => None,
    };
    Some(DirectionRule {
        against: against?,
        compare: raw.compare.unwrap_or(Compare::Unrounded),
        same,
        plain: raw.plain,
    })
}
