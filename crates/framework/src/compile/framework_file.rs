//! `framework.toml`.

use std::path::{Component, Path};

use crate::diagnostics::{Diagnostic, Location, Rule};
use crate::document::{Document, child};
use crate::model::{Audience, Brand, Edition, Level, LevelId, Logo, RatingScheme};
use crate::raw;
use crate::schema::schemas;

use super::context::Context;
use super::{audiences, rating};

/// What `framework.toml` says, as far as it could be understood.
pub(super) struct Head<'a> {
    pub document: Document<'a>,
    pub file: Option<raw::FrameworkFile>,
    pub levels: Vec<Level>,
    pub default_rating: Option<RatingScheme>,
    pub audiences: Vec<Audience>,
    pub brand: Brand,
}

pub(super) fn read<'a>(context: &mut Context<'a>) -> Option<Head<'a>> {
    let Some((index, file)) = context.folder.find("framework.toml") else {
        context.levels.doubt(true);
        return None;
    };
    let document = Document::read(index, file, &schemas().framework, &mut context.diagnostics);
    let names: Option<Vec<String>> = document.part("/levels");
    context.levels.doubt(names.is_none());
    let mut levels = Vec::new();
    for (position, name) in names.iter().flatten().enumerate() {
        let location = document.item("/levels", position);
        match context.levels.declare(name, Some(LevelId::new(levels.len())), location) {
            Ok(()) => levels.push(Level { name: name.clone() }),
            Err(earlier) => context.duplicate("levels", name, location, earlier),
        }
    }
    let default_rating = document
        .part::<raw::Rating>("/rating")
        .and_then(|raw| rating::read(context, &document, "/rating", &raw));
    let brand = document.part("/brand").map(|raw| read_brand(context, &document, &raw)).unwrap_or_default();
    let audiences = audiences::read(context, &document);
    Some(Head { file: document.whole(), document, levels, default_rating, audiences, brand })
}

/// The editions, which can be resolved only when the scorecards are known.
pub(super) fn editions(context: &mut Context<'_>, head: Option<&Head<'_>>) -> Vec<Edition> {
    let Some(head) = head else { return Vec::new() };
    let mut editions: Vec<Edition> = Vec::new();
    let declared: Vec<raw::Edition> = head.document.part("/editions").unwrap_or_default();
    for (position, raw) in declared.iter().enumerate() {
        let at = |key: &str| head.document.at(&child(&format!("/editions/{position}"), key));
        let scorecard = context.scorecard(at("scorecard"), &raw.scorecard);
        let data_month = context.month(at("data_month"), &raw.data_month);
        let published_on = raw.published_on.as_ref().and_then(|text| context.date(at("published_on"), text));
        let (Some(scorecard), Some(data_month)) = (scorecard, data_month) else { continue };
        let twice = editions.iter().any(|edition| {
            edition.scorecard == scorecard && edition.data_month == data_month && edition.status == raw.status
        });
        if twice {
            context.report(
                Diagnostic::new(
                    Rule::DuplicateId,
                    at("data_month"),
                    format!("there are two editions of `{}` for {}", raw.scorecard, data_month.words()),
                )
                .hint("a month has at most a first and a final edition of a scorecard"),
            );
        }
        editions.push(Edition { scorecard, data_month, published_on, status: raw.status, closed: None });
    }
    editions
}

fn read_brand(context: &mut Context<'_>, document: &Document<'_>, raw: &raw::Brand) -> Brand {
    let mut colour = |key: &str, text: &Option<String>, background: &str| {
        text.clone()
            .filter(|text| check_colour(context, document.at(&child("/brand", key)), text, background))
    };
    let accent = colour("accent", &raw.accent, "#ffffff");
    let accent_dark = colour("accent_dark", &raw.accent_dark, "#12181f");
    let logo = raw.logo.as_ref().and_then(|path| {
        let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        let picture = [".svg", ".png"].iter().any(|ending| path.ends_with(ending));
        match &raw.logo_alt {
            Some(alternative) if plain && picture => {
                Some(Logo { path: path.clone(), alternative: alternative.clone() })
            }
            _ => {
                context.report(
                    Diagnostic::new(Rule::WrongType, document.at("/brand/logo"), "this logo cannot be used")
                        .hint("it is an SVG or PNG file in this folder, and `logo_alt` says what it shows"),
                );
                None
            }
        }
    });
    Brand { accent, accent_dark, logo }
}

/// Whether a colour is one, and can be read on its background.
fn check_colour(context: &mut Context<'_>, location: Location, text: &str, background: &str) -> bool {
    let (Some(colour), Some(ground)) = (luminance(text), luminance(background)) else {
        context.report(
            Diagnostic::new(Rule::BadColour, location, format!("`{text}` is not a colour"))
                .hint("colours are written `#rrggbb`, such as `#1b4b87`"),
        );
        return false;
    };
    let contrast = (colour.max(ground) + 0.05) / (colour.min(ground) + 0.05);
    if contrast < 4.5 {
        context.report(
            Diagnostic::new(
                Rule::BadColour,
                location,
                format!("this colour is hard to read: {contrast:.1}:1 against {background}"),
            )
            .hint("text needs a contrast of at least 4.5:1; choose a darker colour on white, a lighter one on dark"),
        );
        return false;
    }
    true
}

/// The relative luminance of `#rrggbb`, from 0 to 1, as WCAG 2.2 defines it.
fn luminance(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let channel = |from: usize| {
        let value = f64::from(u8::from_str_radix(&digits[from..from + 2], 16).ok()?) / 255.0;
        Some(if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * channel(0)? + 0.7152 * channel(2)? + 0.0722 * channel(4)?)
}
