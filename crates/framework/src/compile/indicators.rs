//! Indicators. What a level or a version changes is laid over the indicator's own fields; each combination is checked.

use std::collections::BTreeMap;

use figures::{Number, Unit};
use periods::{Basis, Frequency, YearKind};

use crate::diagnostics::{Diagnostic, Location, Rule};
use crate::document::{Document, child};
use crate::model::{
    Against, Compare, DirectionRule, Indicator, IndicatorId, LevelId, Polarity, Profile, RatingScheme, Rules,
    Scheme, SnapshotDay, SourceId, Sums, Version,
};
use crate::raw;
use crate::schema::schemas;

use super::context::Context;
use super::measures;
use super::rating;

/// A rating scheme and where it stands.
type PlacedRating = (RatingScheme, Location);

/// How an indicator is measured in an era and at a level.
struct Measured {
    era: usize,
    level: usize,
    measure: measures::Read,
}

pub(super) fn read(context: &mut Context<'_>, default_rating: Option<&RatingScheme>) -> Vec<Indicator> {
    let folder = context.folder;
    let documents: Vec<Document<'_>> = folder
        .below("indicators", "toml")
        .map(|(index, file)| Document::read(index, file, &schemas().indicators, &mut context.diagnostics))
        .collect();
    let mut indicators: Vec<Indicator> = Vec::new();
    let mut second_showings: Vec<(usize, Location, String)> = Vec::new();
    let mut published_shares: Vec<(usize, Location, String)> = Vec::new();
    let mut measured: Vec<(usize, Measured)> = Vec::new();
    for document in &documents {
        context.indicators.doubt(document.keys_lost());
        context.marks_lost |= document.keys_lost();
        for (id, raw) in document.entries::<raw::Indicator>() {
            let location = document.key(&child("", &id));
            let shares_of = raw.as_ref().and_then(|raw| raw.shares_of.clone());
            let same_as = raw.as_ref().and_then(|raw| raw.same_as.clone());
            let indicator = raw.and_then(|raw| read_one(context, document, &id, raw, default_rating));
            let (indicator, of_indicator) = indicator.unzip();
            let known = indicator.as_ref().map(|_| IndicatorId::new(indicators.len()));
            context.marks_lost |= indicator.is_none();
            if let Err(earlier) = context.indicators.declare(&id, known, location) {
                context.duplicate("indicators", &id, location, earlier);
                continue;
            }
            let Some(indicator) = indicator else { continue };
            if let Some(other) = same_as {
                let at = document.at(&child(&child("", &id), "same_as"));
                second_showings.push((indicators.len(), at, other));
            }
            if let Some(other) = shares_of {
                let at = document.at(&child(&child("", &id), "shares_of"));
                published_shares.push((indicators.len(), at, other));
            }
            measured.extend(of_indicator.into_iter().flatten().map(|measure| (indicators.len(), measure)));
            for mark in &indicator.marks {
                context.marks.entry(mark.clone()).or_default().push(IndicatorId::new(indicators.len()));
            }
            indicators.push(indicator);
        }
    }
    for (position, location, other) in second_showings {
        indicators[position].same_as = context.indicator(location, &other);
    }
    for (position, location, other) in published_shares {
        indicators[position].shares_of = context.indicator(location, &other);
    }
    for (position, Measured { era, level, measure }) in measured {
        indicators[position].rules[era][level].measure = measure.resolve(context);
    }
    measures::check(context, &indicators);
    indicators
}

fn read_one(
    context: &mut Context<'_>,
    document: &Document<'_>,
    id: &str,
    raw: raw::Indicator,
    default_rating: Option<&RatingScheme>,
) -> Option<(Indicator, Vec<Measured>)> {
    let pointer = child("", id);
    let at = |key: &str| document.at(&child(&pointer, key));
    let item = |key: &str, position: usize| document.item(&child(&pointer, key), position);
    let faults_before = faults(context);
    context.address(document.key(&pointer), "an indicator", id, "how it is printed goes into `code`");
    let levels: Vec<LevelId> = raw
        .places
        .iter()
        .enumerate()
        .filter_map(|(position, name)| context.level(item("places", position), name))
        .collect();
    let also: Vec<Basis> = raw
        .also
        .iter()
        .flatten()
        .enumerate()
        .filter_map(|(position, text)| context.basis(item("also", position), text))
        .collect();
    let shares: Vec<usize> = raw
        .shares
        .iter()
        .enumerate()
        .filter_map(|(position, name)| context.dimension(item("shares", position), name))
        .collect();
    let from = raw.from.as_ref().and_then(|text| context.month(at("from"), text));
    let until = raw.until.as_ref().and_then(|text| context.month(at("until"), text));
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        context.report(
            Diagnostic::new(Rule::DatesReversed, at("until"), "this indicator ends before it begins")
                .hint("`from` is its first month, `until` its last"),
        );
    }
    let mut base = Layer::read(context, document, &pointer, own_fields(&raw));
    check_shares(context, document, &pointer, &raw, base.unit);
    // Activity is not rated, whatever holds for the rest.
    let rated = base.polarity != Some(Polarity::Neutral);
    let default = default_rating.filter(|_| rated).map(|scheme| (scheme.clone(), document.key(&pointer)));
    base.rating = base.rating.or(default);
    let (versions, layers) = read_versions(context, document, &pointer, &raw.versions);
    let by_level = read_levels(context, document, &pointer, &raw.by_level);
    if faults(context) > faults_before {
        return None;
    }

    let mut eras = vec![base.clone()];
    for layer in layers {
        let below = eras.last().cloned().unwrap_or_default();
        eras.push(layer.over(&below));
    }
    let level_count = context.levels.len();
    let (mut rules, mut measured) = (Vec::new(), Vec::new());
    for (position, era) in eras.iter().enumerate() {
        let mut of_era = Vec::new();
        for level in (0..level_count).map(LevelId::new) {
            let layer = by_level.get(&level).map_or_else(|| era.clone(), |layer| layer.over(era));
            if let Some((rating, location)) = &layer.rating {
                check_polarity(context, *location, rating, layer.polarity);
            }
            measured.extend(layer.measure.clone().map(|measure| Measured {
                era: position,
                level: level.index(),
                measure,
            }));
            of_era.push(layer.complete(&also)?);
        }
        rules.push(of_era);
    }
    let indicator = Indicator {
        id: id.to_owned(),
        code: raw.code.unwrap_or_else(|| id.to_owned()),
        levels,
        marks: raw.marks,
        same_as: None,
        shares,
        share_decimals: raw.share_decimals.unwrap_or(1),
        shares_of: None,
        carries_latest: raw.carry.is_some(),
        from,
        until,
        replaces: raw.replaces,
        versions,
        location: document.key(&pointer),
        rules,
    };
    (faults(context) == faults_before).then_some((indicator, measured))
}

/// A share is a part of a count; published shares are percentages.
fn check_shares(
    context: &mut Context<'_>,
    document: &Document<'_>,
    pointer: &str,
    raw: &raw::Indicator,
    unit: Option<Unit>,
) {
    let Some(unit) = unit else { return };
    let (key, wrong, hint) = if !raw.shares.is_empty() && !matches!(unit, Unit::Count | Unit::Currency) {
        ("shares", "shares are parts of a count", "take `shares` out, or count in `unit = \"count\"`")
    } else if raw.shares_of.is_some() && unit != Unit::Percent {
        ("shares_of", "published shares are percentages", "say `unit = \"percent\"`")
    } else {
        return;
    };
    context.report(
        Diagnostic::new(Rule::BadUnit, document.at(&child(pointer, key)), wrong)
            .also(document.at(&child(pointer, "unit")), "its unit")
            .hint(hint),
    );
}

fn faults(context: &Context<'_>) -> usize {
    context.diagnostics.len()
}

/// The fields of an indicator that levels and versions may override.
fn own_fields(raw: &raw::Indicator) -> raw::Override {
    let raw = raw.clone();
    raw::Override {
        title: raw.title,
        question: raw.question,
        polarity: raw.polarity,
        unit: raw.unit,
        decimals: raw.decimals,
        signed: raw.signed,
        basis: raw.basis,
        snapshot_day: raw.snapshot_day,
        frequency: raw.frequency,
        year: raw.year,
        sums: raw.sums,
        may_exceed_100: raw.may_exceed_100,
        definition: raw.definition,
        source: raw.source,
        owner: raw.owner,
        rating: raw.rating,
        directions: raw.directions,
        minimum_denominator: raw.minimum_denominator,
        profile: raw.profile,
        notes: raw.notes,
        measure: raw.measure,
    }
}

fn read_versions(
    context: &mut Context<'_>,
    document: &Document<'_>,
    pointer: &str,
    raw: &[raw::Version],
) -> (Vec<Version>, Vec<Layer>) {
    let (mut versions, mut layers): (Vec<Version>, Vec<Layer>) = (Vec::new(), Vec::new());
    for (position, version) in raw.iter().enumerate() {
        let here = child(&child(pointer, "versions"), &position.to_string());
        let location = document.at(&child(&here, "from"));
        layers.push(Layer::read(context, document, &here, version.fields.clone()));
        let Some(from) = context.month(location, &version.from) else { continue };
        if versions.last().is_some_and(|last| last.from >= from) {
            context.report(
                Diagnostic::new(
                    Rule::VersionOrder,
                    location,
                    "versions stand oldest first, each from its own month",
                )
                .hint("put this version where its date belongs"),
            );
        }
        versions.push(Version { from, change: version.change.clone(), comparable: version.comparable });
    }
    (versions, layers)
}

fn read_levels(
    context: &mut Context<'_>,
    document: &Document<'_>,
    pointer: &str,
    raw: &BTreeMap<String, raw::Override>,
) -> BTreeMap<LevelId, Layer> {
    let mut layers = BTreeMap::new();
    for (name, fields) in raw {
        let here = child(&child(pointer, "by_level"), name);
        let layer = Layer::read(context, document, &here, fields.clone());
        if let Some(level) = context.level(document.key(&here), name) {
            layers.insert(level, layer);
        }
    }
    layers
}

/// Fields that are said; what isn't said is taken from the layer below.
#[derive(Debug, Clone, Default)]
struct Layer {
    title: Option<String>,
    question: Option<String>,
    polarity: Option<Polarity>,
    unit: Option<Unit>,
    decimals: Option<u8>,
    signed: Option<bool>,
    basis: Option<Basis>,
    snapshot_day: Option<SnapshotDay>,
    frequency: Option<Frequency>,
    year: Option<YearKind>,
    sums: Option<Sums>,
    may_exceed_100: Option<bool>,
    definition: Option<String>,
    sources: Option<Vec<SourceId>>,
    owner: Option<String>,
    rating: Option<PlacedRating>,
    directions: Option<Vec<DirectionRule>>,
    minimum_denominator: Option<u32>,
    profile: Option<Profile>,
    notes: Option<Vec<String>>,
    measure: Option<measures::Read>,
}

impl Layer {
    fn read(context: &mut Context<'_>, document: &Document<'_>, pointer: &str, raw: raw::Override) -> Self {
        let at = |key: &str| document.at(&child(pointer, key));
        let item = |key: &str, position: usize| document.item(&child(pointer, key), position);
        let unit = raw.unit.as_ref().and_then(|text| context.unit(at("unit"), text));
        let sources = raw.source.as_ref().map(|source| {
            let words = source.words().iter().enumerate();
            words.filter_map(|(position, id)| context.source(item("source", position), id)).collect()
        });
        let directions = raw.directions.as_ref().map(|all| {
            all.iter()
                .enumerate()
                .filter_map(|(position, direction)| {
                    let here = child(&child(pointer, "directions"), &position.to_string());
                    rating::read_direction(context, document, &here, direction)
                })
                .collect()
        });
        Self {
            title: raw.title,
            question: raw.question,
            polarity: raw.polarity,
            unit,
            decimals: raw.decimals,
            signed: raw.signed,
            basis: raw.basis.as_ref().and_then(|text| context.basis(at("basis"), text)),
            snapshot_day: raw.snapshot_day,
            // The schema has already refused words that these do not know.
            frequency: raw.frequency.as_ref().and_then(|text| Frequency::parse(text).ok()),
            year: raw.year.as_ref().and_then(|text| YearKind::parse(text).ok()),
            sums: raw.sums,
            may_exceed_100: raw.may_exceed_100,
            definition: raw.definition,
            sources,
            owner: raw.owner,
            rating: raw
                .rating
                .as_ref()
                .and_then(|rating| rating::read(context, document, &child(pointer, "rating"), rating))
                .map(|scheme| (scheme, document.key(&child(pointer, "rating")))),
            directions,
            minimum_denominator: raw.minimum_denominator,
            profile: raw
                .profile
                .as_ref()
                .and_then(|profile| read_profile(context, document, &child(pointer, "profile"), profile)),
            notes: raw.notes,
            measure: raw
                .measure
                .as_ref()
                .and_then(|measure| measures::read(context, document, &child(pointer, "measure"), measure)),
        }
    }

    fn over(&self, below: &Self) -> Self {
        let (own, below) = (self.clone(), below.clone());
        Self {
            title: own.title.or(below.title),
            question: own.question.or(below.question),
            polarity: own.polarity.or(below.polarity),
            unit: own.unit.or(below.unit),
            decimals: own.decimals.or(below.decimals),
            signed: own.signed.or(below.signed),
            basis: own.basis.or(below.basis),
            snapshot_day: own.snapshot_day.or(below.snapshot_day),
            frequency: own.frequency.or(below.frequency),
            year: own.year.or(below.year),
            sums: own.sums.or(below.sums),
            may_exceed_100: own.may_exceed_100.or(below.may_exceed_100),
            definition: own.definition.or(below.definition),
            sources: own.sources.or(below.sources),
            owner: own.owner.or(below.owner),
            rating: own.rating.or(below.rating),
            directions: own.directions.or(below.directions),
            minimum_denominator: own.minimum_denominator.or(below.minimum_denominator),
            profile: own.profile.or(below.profile),
            notes: own.notes.or(below.notes),
            measure: own.measure.or(below.measure),
        }
    }

    /// The rules of a whole stack of layers; `None` only where the schema has already reported a missing key.
    fn complete(self, also: &[Basis]) -> Option<Rules> {
        let unit = self.unit?;
        let whole = matches!(unit, Unit::Count | Unit::Days | Unit::Currency);
        let unrated = RatingScheme { scheme: Scheme::None, inferred: Vec::new() };
        let previous_period = DirectionRule {
            against: Against::PreviousPeriod,
            compare: Compare::Unrounded,
            same: None,
            plain: false,
        };
        Some(Rules {
            title: self.title?,
            question: self.question,
            polarity: self.polarity?,
            unit,
            decimals: self.decimals.unwrap_or(if whole { 0 } else { 1 }),
            signed: self.signed.unwrap_or(false),
            bases: std::iter::once(self.basis?).chain(also.iter().cloned()).collect(),
            snapshot_day: self.snapshot_day.unwrap_or(SnapshotDay::LastDay),
            frequency: self.frequency?,
            year: self.year.unwrap_or(YearKind::Financial),
            sums: self.sums.unwrap_or(Sums::No),
            may_exceed_100: self.may_exceed_100.unwrap_or(false),
            definition: self.definition,
            sources: self.sources.unwrap_or_default(),
            owner: self.owner,
            rating: self.rating.map_or(unrated, |(scheme, _)| scheme),
            directions: self.directions.unwrap_or_else(|| vec![previous_period]),
            minimum_denominator: self.minimum_denominator,
            profile: self.profile,
            notes: self.notes.unwrap_or_default(),
            measure: None,
        })
    }
}

fn read_profile(
    context: &mut Context<'_>,
    document: &Document<'_>,
    pointer: &str,
    raw: &raw::OneOrMany,
) -> Option<Profile> {
    let shares = match raw {
        raw::OneOrMany::One(word) if word == "even" => return Some(Profile::Even),
        raw::OneOrMany::One(_) => Vec::new(),
        raw::OneOrMany::Many(shares) => {
            let mut read = Vec::new();
            for (position, share) in shares.iter().enumerate() {
                read.push(context.number(document.item(pointer, position), share));
            }
            read.into_iter().collect::<Option<Vec<Number>>>()?
        }
    };
    let total: Number = shares.iter().cloned().sum();
    if shares.len() == 12 && total == Number::from(1) && !shares.iter().any(Number::is_negative) {
        return Some(Profile::Shares(shares));
    }
    let wrong = match raw {
        raw::OneOrMany::One(_) => "it isn't `even`, and it isn't a list".to_owned(),
        raw::OneOrMany::Many(_) if shares.len() != 12 => format!("it has {} shares", shares.len()),
        raw::OneOrMany::Many(_) if total != Number::from(1) => format!("its shares add to {total}"),
        raw::OneOrMany::Many(_) => "a share is below zero".to_owned(),
    };
    context.report(
        Diagnostic::new(Rule::BadProfile, document.at(pointer), "this profile doesn't spread a year")
            .label(wrong)
            .hint("say `\"even\"`, or give twelve shares in quotes that add to 1, from the first month of the year"),
    );
    None
}

/// A scheme rates what the polarity calls better; where it calls nothing so, most schemes cannot rate.
fn check_polarity(
    context: &mut Context<'_>,
    location: Location,
    rating: &RatingScheme,
    polarity: Option<Polarity>,
) {
    let refusal = match (&rating.scheme, polarity) {
        (Scheme::Band { .. }, Some(Polarity::High | Polarity::Low)) => Some((
            "a band around the target needs the polarity `target`",
            "use `floor`, `points` or `percent`, or change the polarity",
        )),
        (Scheme::Floor(_) | Scheme::Points(_) | Scheme::Percent(_), Some(Polarity::Target)) => Some((
            "where near to the target is better, a floor lies on both sides of it",
            "use the scheme `band`",
        )),
        (Scheme::Previous(_), Some(Polarity::Target)) => Some((
            "the previous figure is no aim where near to the target is better",
            "use the scheme `band`",
        )),
        (scheme, Some(Polarity::Neutral)) if !matches!(scheme, Scheme::None | Scheme::Bands(_)) => Some((
            "an indicator without polarity cannot be rated",
            "give it a polarity, or take the rating out",
        )),
        _ => None,
    };
    if let Some((message, hint)) = refusal {
        context.report(Diagnostic::new(Rule::RatingPolarity, location, message).hint(hint));
    }
}
