//! Gathers every figure that the pages of an edition ask for.

use std::collections::{BTreeMap, BTreeSet};

use assess::Assessment;
use figures::{Absence, Number, Value};
use framework::{BasisIndex, BreakdownId, Column, IndicatorId, PlaceId, Rules, SeriesKey};
use periods::Period;

use super::{
    AbsenceData, ComparatorData, DirectionData, EditionData, Exact, FigureData, IndicatorData, MemberData,
    MonthData, PeriodData, PlaceData, RatingData, ReadingData, SchemaVersion, StatementData, TargetData,
    TargetOrReason, ValueData, VersionData,
};
use crate::Audience;
use crate::edition::{Edition, Showing};
use crate::view::{
    self, Cell, DirectionView, Line, RatingView, Shown, TargetView, bandings, bands, place_of, rules_of,
    shown_with_remarks, source_words, target,
};
use crate::words;

pub(super) fn gather(edition: &Edition<'_>) -> EditionData {
    let framework = edition.framework;
    look_at_every_page(edition);
    let visible: BTreeSet<PlaceId> = framework.place_ids().collect();
    let broken_down = framework.figures.keys().map(|key| (key.indicator, key.breakdown)).collect();
    let shown: Vec<_> = edition
        .assessed()
        .into_iter()
        .filter(|assessment| {
            visible.contains(&assessment.series.place) && is_shown(edition, &broken_down, assessment)
        })
        .collect();
    let showings = edition.showings();
    let mut ids: Vec<IndicatorId> = showings.iter().map(|showing| showing.indicator).collect();
    let known: BTreeSet<IndicatorId> = ids.iter().copied().collect();
    let others: BTreeSet<IndicatorId> = shown.iter().map(|one| one.series.indicator).collect();
    ids.extend(others.difference(&known));
    let order: BTreeMap<IndicatorId, usize> = ids.iter().copied().zip(0..).collect();
    let mut figures: Vec<_> = shown.iter().map(|one| figure(edition, one)).collect();
    figures.sort_by_key(|figure: &FigureData| {
        let SeriesKey { indicator, place, breakdown, basis } = figure.series;
        let period = figure.period.period;
        (order.get(&indicator).copied(), place, basis, breakdown, period.chronological(), period)
    });
    let mut places: BTreeSet<PlaceId> = shown.iter().map(|one| one.series.place).collect();
    let mut wholes: Vec<PlaceId> = places.iter().copied().collect();
    while let Some(place) = wholes.pop() {
        let part_of = framework.place(place).part_of.iter().copied();
        wholes.extend(part_of.filter(|whole| visible.contains(whole) && places.insert(*whole)));
    }
    EditionData {
        schema: SchemaVersion::First,
        framework: framework.name.clone(),
        organisation: framework.organisation.clone(),
        scorecard: edition.scorecard.id.clone(),
        title: edition.scorecard.title.clone(),
        data_month: MonthData {
            id: edition.data_month.to_string(),
            words: edition.data_month.words(),
            month: edition.data_month,
        },
        status: edition.status_words(),
        published_on: edition.declared.and_then(|declared| declared.published_on).map(|day| day.to_string()),
        audience: match edition.audience {
            Audience::Internal => "internal".to_owned(),
            Audience::Declared(id) => framework.audience(id).id.clone(),
            Audience::Public => "public".to_owned(),
        },
        statements: bands(edition)
            .into_iter()
            .map(|band| StatementData { heading: band.heading, text: band.text })
            .collect(),
        contacts: framework.contacts.iter().map(|contact| contact.role.clone()).collect(),
        indicators: ids.iter().filter_map(|id| indicator(edition, &showings, *id)).collect(),
        places: places.iter().map(|id| place(edition, *id, &visible)).collect(),
        comparators: comparators(edition, &shown.iter().map(|one| one.series).collect()),
        figures,
    }
}

/// Makes the view models of all pages. An edition remembers every figure that they ask for, so that no page can show
/// one that the data lack.
fn look_at_every_page(edition: &Edition<'_>) {
    view::overview(edition);
    view::places(edition);
    for shown in &edition.paths.place_pages {
        view::place(edition, shown);
    }
    for id in edition.scorecard.indicators() {
        view::indicator(edition, id);
    }
    for (number, path) in &edition.paths.reports {
        view::report(edition, *number, path);
    }
    for opened in &edition.exceptions {
        view::exception(edition, opened);
    }
}

/// Whether an assessment is one of a figure: its indicator exists at the place and is broken down this way at any
/// place, and its period has begun or has a figure all the same.
fn is_shown(
    edition: &Edition<'_>,
    broken_down: &BTreeSet<(IndicatorId, BreakdownId)>,
    assessment: &Assessment<'_>,
) -> bool {
    let SeriesKey { indicator, place, breakdown, .. } = assessment.series;
    edition.framework.applies(indicator, place)
        && (breakdown == BreakdownId::WHOLE || broken_down.contains(&(indicator, breakdown)))
        && (assessment.reading.value().is_some() || !edition.is_ahead(&assessment.period))
}

fn figure(edition: &Edition<'_>, assessment: &Assessment<'_>) -> FigureData {
    let framework = edition.framework;
    let Assessment { series, period, .. } = *assessment;
    let rules = edition.rules(series, &period);
    let (shown, remarks) = shown_with_remarks(edition, assessment);
    let marked = |letter| {
        let mark = shown.marks().iter().find(|mark| mark.letter == letter);
        mark.map(|mark| words::capital(&mark.words))
    };
    let (restated, break_in_series) = (marked('r'), marked('b'));
    let place = framework.place(series.place);
    let basis = rules.bases.get(series.basis.index()).unwrap_or_else(|| rules.basis());
    let floors = assessment.target.iter().flat_map(|applied| TargetView::floors(rules, applied));
    FigureData {
        indicator: framework.indicator(series.indicator).id.clone(),
        title: rules.title.clone(),
        place: place.slug.clone(),
        place_name: place.name.clone(),
        period: PeriodData::new(period),
        basis: words::basis(rules, basis),
        is_own_basis: series.basis == BasisIndex::OWN,
        breakdown: members(edition, series.breakdown),
        unit: rules.unit,
        decimals: rules.decimals,
        reading: reading(assessment, shown),
        remarks,
        restated,
        break_in_series,
        as_at: assessment.figure.and_then(|figure| figure.as_at).map(|day| day.to_string()),
        target: match target(edition, rules, assessment) {
            Ok(target) => TargetOrReason::Target(target_data(target)),
            Err(reason) => TargetOrReason::None(reason),
        },
        floors: floors.map(target_data).collect(),
        rating: assessment.rating.as_ref().map(|rating| {
            let RatingView { shade, word } = RatingView::new(rating);
            RatingData { word, shade: shade.class() }
        }),
        rating_reason: words::with_minus(&assessment.reason),
        directions: directions(rules, assessment),
        series,
    }
}

fn members(edition: &Edition<'_>, breakdown: BreakdownId) -> Vec<MemberData> {
    let framework = edition.framework;
    let members = framework.breakdown(breakdown).members.iter().map(|id| &framework.members[id.index()]);
    let data = members.map(|member| {
        let dimension = &framework.dimensions[member.dimension];
        MemberData {
            dimension: dimension.id.clone(),
            dimension_title: dimension.title.clone(),
            name: member.name.clone(),
        }
    });
    data.collect()
}

/// The reading behind what is shown; both come from one assessment, so that they are of one kind.
fn reading(assessment: &Assessment<'_>, shown: Shown) -> ReadingData {
    match shown {
        Shown::Value(printed) => {
            let part = |of: fn(&Value) -> Option<&Number>| {
                assessment.reading.value().and_then(of).cloned().map(Exact)
            };
            ReadingData::Value(Box::new(ValueData {
                printed: printed.text,
                with_unit: printed.with_unit,
                exact: Exact(printed.exact),
                numerator: part(Value::numerator),
                denominator: part(Value::denominator),
            }))
        }
        Shown::Absent(words) | Shown::Withheld(words) => {
            let status = assessment.reading.absence().unwrap_or(Absence::NotAvailable);
            ReadingData::Absent(AbsenceData { status, symbol: status.shorthand(), words })
        }
    }
}

fn target_data(view: TargetView) -> TargetData {
    TargetData {
        printed: view.text,
        with_unit: view.with_unit,
        exact: Exact(view.exact),
        period: view.period.map(Period::words),
        carried: view.carried,
        inferred: view.inferred,
        other_plan: view.other_plan,
    }
}

fn directions(rules: &Rules, assessment: &Assessment<'_>) -> Vec<DirectionData> {
    let data = assessment.directions.iter().map(|travel| {
        let view = DirectionView::new(rules, travel);
        DirectionData {
            against: travel.against.to_string(),
            since: travel.compared_with.map(Period::words),
            word: view.as_ref().map(|view| view.word.clone()),
            change: view.and_then(|view| view.change).map(|change| change.text),
            reason: words::with_minus(&travel.reason()),
        }
    });
    data.collect()
}

fn indicator(edition: &Edition<'_>, showings: &[Showing<'_>], id: IndicatorId) -> Option<IndicatorData> {
    let declared = edition.framework.indicator(id);
    let showing = showings.iter().find(|showing| showing.indicator == id);
    let latest = showing.map_or_else(|| edition.latest_period(id), |showing| showing.latest);
    let place = place_of(edition, id)?;
    let rules = rules_of(edition, id, &latest)?;
    let newest = edition.assess(SeriesKey::own(id, place), latest);
    Some(IndicatorData {
        id: declared.id.clone(),
        code: declared.printed_code().map(str::to_owned),
        title: rules.title.clone(),
        heading: showing.map_or_else(|| "Shares as published".to_owned(), |known| known.heading.to_owned()),
        polarity: rules.polarity.token(),
        polarity_words: rules.polarity.words(),
        unit: rules.unit,
        unit_words: words::unit_in_full(rules.unit),
        decimals: rules.decimals,
        basis: words::basis(rules, rules.basis()),
        frequency: words::frequency(rules.frequency),
        definition: rules.definition.clone(),
        source: source_words(edition, rules),
        owner: rules.owner.clone(),
        rating: bandings(rules, &newest),
        marks: declared.marks.clone(),
        notes: rules.notes.clone(),
        versions: declared
            .versions
            .iter()
            .map(|version| VersionData {
                from: version.from.to_string(),
                change: version.change.clone(),
                comparable: version.comparable,
            })
            .collect(),
    })
}

fn place(edition: &Edition<'_>, id: PlaceId, visible: &BTreeSet<PlaceId>) -> PlaceData {
    let framework = edition.framework;
    let place = framework.place(id);
    let part_of = place.part_of.iter().filter(|whole| visible.contains(whole));
    PlaceData {
        id: place.slug.clone(),
        name: place.name.clone(),
        level: framework.levels[place.level.index()].name.clone(),
        part_of: part_of.map(|whole| framework.place(*whole).slug.clone()).collect(),
        gss_code: place.gss_code.clone(),
        la_code: place.la_code.clone(),
    }
}

/// The comparators that stand beside the figures of the whole cohort, as the cells of tables print them.
fn comparators(edition: &Edition<'_>, series: &BTreeSet<SeriesKey>) -> Vec<ComparatorData> {
    let framework = edition.framework;
    let mut data = Vec::new();
    for key in series.iter().filter(|key| **key == SeriesKey::own(key.indicator, key.place)) {
        let newest = edition.assess(*key, edition.newest_period(*key));
        let line = Line::new(edition, newest.period, &newest);
        for id in edition.scorecard.comparators_beside(key.indicator) {
            let Cell::Value { shown, remarks } = line.cell(&Column::Comparator(id)) else { continue };
            let comparator = framework.comparator(id);
            data.push(ComparatorData {
                comparator: comparator.id.clone(),
                label: comparator.label.clone(),
                comparable: comparator.comparable,
                indicator: framework.indicator(key.indicator).id.clone(),
                place: framework.place(key.place).slug.clone(),
                printed: match &shown {
                    Shown::Value(printed) => printed.text.clone(),
                    Shown::Absent(reason) | Shown::Withheld(reason) => reason.clone(),
                },
                exact: match shown {
                    Shown::Value(printed) => Some(Exact(printed.exact)),
                    Shown::Absent(_) | Shown::Withheld(_) => None,
                },
                remarks,
            });
        }
    }
    data
}
