//! Scorecards: sections, columns and pages.

mod matrices;
mod place_tables;
mod rows;

use periods::{Basis, Period, PeriodKind, YearKind};

use crate::diagnostics::{Diagnostic, Location, Rule};
use crate::document::{Document, child, unknown_word};
use crate::model::{
    Change, Column, CommentaryRule, Cut, IndicatorId, MatrixId, Page, PageItem, PanelId, Part, PlaceTableId,
    Scorecard, ScorecardId, Section, SectionId, SectionPeriods, TilesId,
};
use crate::raw;
use crate::schema::schemas;

use super::context::Context;
use super::exceptions;
use super::page_items::Names;
use super::panels::{self, Declared};
use super::tiles;

/// The columns of one word.
const COLUMNS: [(&str, Column); 16] = [
    ("periods", Column::Periods),
    ("value", Column::Value),
    ("trend", Column::Trend),
    ("numerator", Column::Numerator),
    ("denominator", Column::Denominator),
    ("target", Column::Target),
    ("floor", Column::Floor),
    ("rating", Column::Rating),
    ("frequency", Column::Frequency),
    ("basis", Column::Basis),
    ("polarity", Column::Polarity),
    ("annual-target", Column::AnnualTarget),
    ("annual-rating", Column::AnnualRating),
    ("outturn", Column::Outturn),
    ("outturn-target", Column::OutturnTarget),
    ("outturn-rating", Column::OutturnRating),
];

type Numbered = fn(u8) -> Column;

/// The columns that may be numbered, such as `direction:2`; the first needs no number.
const NUMBERED: [(&str, Numbered); 4] = [
    ("direction", |number| Column::Direction(number - 1)),
    ("previous", |number| Column::Previous(number - 1)),
    ("change", |number| Column::Change(number - 1)),
    ("next-target", Column::NextTarget),
];

/// The columns of another basis or of a breakdown, such as `value:rolling 3 months`.
const PARTS: [(&str, Part); 5] = [
    ("value", Part::Value),
    ("rating", Part::Rating),
    ("numerator", Part::Numerator),
    ("denominator", Part::Denominator),
    ("difference", Part::Difference),
];

pub(super) fn read(context: &mut Context<'_>, declared: Declared<'_>) -> Vec<Scorecard> {
    let mut scorecards = Vec::new();
    let folder = context.folder;
    for (index, file) in folder.below("scorecards", "toml") {
        let name = file.path.strip_prefix("scorecards/").and_then(|name| name.strip_suffix(".toml"));
        let id = name.unwrap_or_default().to_owned();
        let document = Document::read(index, file, &schemas().scorecard, &mut context.diagnostics);
        let scorecard = match document.whole::<raw::ScorecardFile>() {
            Some(raw) => read_one(context, &document, declared, (index, &id), raw),
            None => {
                // A mistake in one section, tile or panel hides none in the others.
                for (name, section) in document.entries_below::<raw::Section>("/sections") {
                    section.and_then(|section| read_section(context, &document, &name, &section));
                }
                for (name, matrix) in document.entries_below::<raw::Matrix>("/matrices") {
                    matrix.and_then(|matrix| matrices::read(context, &document, &name, &matrix));
                }
                for (name, table) in document.entries_below::<raw::PlaceTable>("/place_tables") {
                    table.and_then(|table| place_tables::read(context, &document, &name, &table));
                }
                for (name, raw) in document.entries_below::<raw::Tiles>("/tiles") {
                    raw.and_then(|raw| tiles::read(context, &document, &name, &raw));
                }
                for (name, raw) in document.entries_below::<raw::Panel>("/panels") {
                    raw.and_then(|raw| panels::read(context, &document, declared, &name, &raw));
                }
                None
            }
        };
        let known = scorecard.as_ref().map(|_| ScorecardId::new(scorecards.len()));
        // Two files of one folder cannot have one name.
        let _ = context.scorecards.declare(&id, known, Location::file(index));
        scorecards.extend(scorecard);
    }
    scorecards
}

fn read_one(
    context: &mut Context<'_>,
    document: &Document<'_>,
    declared: Declared<'_>,
    (index, id): (usize, &str),
    raw: raw::ScorecardFile,
) -> Option<Scorecard> {
    let before = context.diagnostics.len();
    context.address(Location::file(index), "a scorecard", id, "rename the file: its heading is its `title`");
    let target_year = raw.target_year.as_ref().and_then(|text| {
        let location = document.at("/target_year");
        let year = context.period(location, text)?;
        if !year.kind().is_year() {
            context.report(
                Diagnostic::new(Rule::BadPeriod, location, format!("`{text}` is not a year"))
                    .hint("a target year is a financial, academic or calendar year, such as `FY2016-17`"),
            );
        }
        Some(year)
    });
    let mut names = Names::new(document);
    let mut sections = Vec::new();
    for (name, section) in &raw.sections {
        let item = PageItem::Section(SectionId::new(sections.len()));
        names.declare(context, "/sections", "a section", name, item);
        sections.extend(read_section(context, document, name, section));
    }
    let mut matrices = Vec::new();
    for (name, matrix) in &raw.matrices {
        let item = PageItem::Matrix(MatrixId::new(matrices.len()));
        names.declare(context, "/matrices", "a matrix", name, item);
        matrices.extend(matrices::read(context, document, name, matrix));
    }
    let mut place_tables = Vec::new();
    for (name, table) in &raw.place_tables {
        let item = PageItem::PlaceTable(PlaceTableId::new(place_tables.len()));
        names.declare(context, "/place_tables", "a place table", name, item);
        place_tables.extend(place_tables::read(context, document, name, table));
    }
    let mut all_tiles = Vec::new();
    for (position, (name, raw)) in raw.tiles.iter().enumerate() {
        let item = PageItem::Tiles(TilesId::new(position));
        names.declare(context, "/tiles", "tiles", name, item);
        all_tiles.extend(tiles::read(context, document, name, raw));
    }
    let mut all_panels = Vec::new();
    for (position, (name, raw)) in raw.panels.iter().enumerate() {
        let item = PageItem::Panel(PanelId::new(position));
        names.declare(context, "/panels", "a panel", name, item);
        all_panels.extend(panels::read(context, document, declared, name, raw));
    }
    let exceptions = raw.exceptions.as_ref().and_then(|raw| exceptions::read(context, document, raw, &names));
    let mut pages: Vec<Page> = Vec::new();
    for (position, page) in raw.pages.iter().enumerate() {
        let here = format!("/pages/{position}");
        context.address(document.at(&child(&here, "id")), "a page", &page.id, "its heading is its `title`");
        if pages.iter().any(|other| other.id == page.id) {
            context.report(
                Diagnostic::new(
                    Rule::DuplicateId,
                    document.at(&child(&here, "id")),
                    format!("there are two pages `{}`", page.id),
                )
                .hint("rename or remove one of them"),
            );
        }
        let places = page.places.iter().enumerate().filter_map(|(number, text)| {
            context.selector(document.item(&child(&here, "places"), number), text)
        });
        let places = places.collect();
        let mut shown = Vec::new();
        for (number, name) in page.sections.iter().enumerate() {
            match names.get(name) {
                Some(item) => shown.push(item),
                None => {
                    let location = document.item(&child(&here, "sections"), number);
                    names.unknown(context, location, name);
                }
            }
        }
        pages.push(Page {
            id: page.id.clone(),
            title: page.title.clone(),
            places,
            items: shown,
            notes: page.notes.clone(),
        });
    }
    let withdrawn = read_withdrawn(context, document, &raw.withdrawn, &sections);
    let changes = read_changes(context, document, &raw.changes);
    (context.diagnostics.len() == before).then(|| Scorecard {
        id: id.to_owned(),
        title: raw.title,
        about: raw.about,
        target_year,
        minimum_denominator: raw.minimum_denominator,
        earlier: raw.earlier,
        exceptions,
        sections,
        matrices,
        place_tables,
        tiles: all_tiles,
        panels: all_panels,
        pages,
        withdrawn,
        changes,
        location: Location::file(index),
    })
}

/// The indicators that a scorecard no longer shows; one that a section still shows isn't withdrawn.
fn read_withdrawn(
    context: &mut Context<'_>,
    document: &Document<'_>,
    raw: &[String],
    sections: &[Section],
) -> Vec<IndicatorId> {
    let mut withdrawn = Vec::new();
    for (position, name) in raw.iter().enumerate() {
        let location = document.item("/withdrawn", position);
        let Some(id) = context.indicator(location, name) else { continue };
        if let Some(section) = sections.iter().find(|section| section.indicators.contains(&id)) {
            context.report(
                Diagnostic::new(
                    Rule::WithdrawnShown,
                    location,
                    format!("`{name}` is withdrawn, and the scorecard still shows it"),
                )
                .also(section.location, "shown here")
                .hint("take it out of the section, or out of `withdrawn`"),
            );
        }
        withdrawn.push(id);
    }
    withdrawn
}

fn read_changes(context: &mut Context<'_>, document: &Document<'_>, raw: &[raw::Change]) -> Vec<Change> {
    let mut changes = Vec::new();
    for (position, change) in raw.iter().enumerate() {
        let at = |key: &str| document.at(&child(&format!("/changes/{position}"), key));
        let month = context.month(at("month"), &change.month);
        let indicator = change.indicator.as_ref().map(|name| context.indicator(at("indicator"), name));
        let place = change.place.as_ref().map(|slug| context.place(at("place"), slug));
        let period = change.period.as_ref().map(|token| context.period(at("period"), token));
        let (Some(month), None | Some(Some(_)), None | Some(Some(_)), None | Some(Some(_))) =
            (month, indicator, place, period)
        else {
            continue;
        };
        changes.push(Change {
            month,
            indicator: indicator.flatten(),
            place: place.flatten(),
            period: period.flatten(),
            change: change.change.clone(),
        });
    }
    changes
}

fn read_section(
    context: &mut Context<'_>,
    document: &Document<'_>,
    name: &str,
    raw: &raw::Section,
) -> Option<Section> {
    let here = child("/sections", name);
    let at = |key: &str| document.at(&child(&here, key));
    let item = |key: &str, position: usize| document.item(&child(&here, key), position);
    let (indicators, headings) = rows::read(context, document, &here, raw)?;
    let columns: Vec<Column> = raw
        .columns
        .iter()
        .enumerate()
        .flat_map(|(position, text)| read_columns(context, item("columns", position), text))
        .collect();
    let periods = read_periods(context, at("periods"), &raw.periods);
    let latest = match &raw.latest {
        Some(text) => Some(context.period(at("latest"), text)?),
        None => None,
    };
    let of = match &raw.of {
        Some(text) => Some(context.selector(at("of"), text)?),
        None => None,
    };
    let commentary = raw.commentary.as_ref().map(|raw| {
        let levels = raw.levels.as_ref().map(|names| {
            let list = child(&here, "commentary/levels");
            context.levels_of(names, |position| document.item(&list, position))
        });
        let role = raw.role.clone();
        CommentaryRule { on: raw.on.clone(), levels, role, new_data_only: raw.new_data_only }
    });
    Some(Section {
        id: name.to_owned(),
        title: raw.title.clone(),
        caption: raw.caption.clone(),
        indicators,
        headings,
        periods: with_latest(periods?, latest),
        of,
        columns,
        commentary,
        narratives: raw.narratives,
        notes: raw.notes.clone(),
        location: document.key(&here),
    })
}

/// The columns of a text: one, or one for each member of a dimension.
fn read_columns(context: &mut Context<'_>, location: Location, text: &str) -> Vec<Column> {
    let Some(name) = text.strip_prefix("breakdowns:") else {
        return read_column(context, location, text).into_iter().collect();
    };
    let Some(dimension) = context.dimension(location, name) else { return Vec::new() };
    let members = context.dimension_members[dimension].clone();
    let mut columns = Vec::new();
    for member in members {
        let breakdown = context.breakdown(location, &member);
        columns.extend(breakdown.map(|id| Column::Of(Part::Value, Cut::Breakdown(id))));
    }
    columns
}

fn read_column(context: &mut Context<'_>, location: Location, text: &str) -> Option<Column> {
    let (word, of) = text.split_once(':').map_or((text, None), |(word, of)| (word, Some(of)));
    let number = match of {
        None => Some(1),
        Some(of) => of.parse::<u8>().ok().filter(|number| (1..=9).contains(number)),
    };
    if let (Some((_, column)), Some(number)) = (NUMBERED.iter().find(|(known, _)| *known == word), number) {
        return Some(column(number));
    }
    match of {
        Some(id) if word == "comparator" => return context.comparator(location, id).map(Column::Comparator),
        Some(mark) if word == "marks" => {
            let is_known = !rows::marked(context, location, mark).is_empty();
            return is_known.then(|| Column::Mark(mark.to_owned()));
        }
        Some(period) if word == "target" => return context.period(location, period).map(Column::TargetOf),
        Some(period) if word == "outturn" => return context.period(location, period).map(Column::OutturnOf),
        Some(of) => {
            if let Some((_, part)) = PARTS.iter().find(|(known, _)| *known == word) {
                return read_cut(context, location, of).map(|cut| Column::Of(*part, cut));
            }
        }
        None => {
            if let Some((_, column)) = COLUMNS.iter().find(|(known, _)| *known == word) {
                return Some(column.clone());
            }
        }
    }
    let mut known: Vec<&str> = COLUMNS.iter().map(|(word, _)| *word).collect();
    known.extend(NUMBERED.iter().map(|(word, _)| *word));
    known.extend([
        "comparator:ID",
        "value:BASIS",
        "value:BREAKDOWN",
        "breakdowns:DIMENSION",
        "marks:NAME",
        "target:PERIOD",
        "outturn:PERIOD",
    ]);
    context.report(unknown_word(location, text, &known));
    None
}

/// A basis or, where it isn't one, a breakdown.
fn read_cut(context: &mut Context<'_>, location: Location, text: &str) -> Option<Cut> {
    match Basis::parse(text) {
        Ok(basis) => Some(Cut::Basis(basis)),
        Err(_) => context.breakdown(location, text).map(Cut::Breakdown),
    }
}

/// The periods that end with a certain one; months of a year are those of the year that it lies in.
fn with_latest(periods: SectionPeriods, latest: Option<Period>) -> SectionPeriods {
    let kind = latest.filter(|_| periods.months_of.is_none()).map_or(periods.kind, Period::kind);
    SectionPeriods { kind, latest, ..periods }
}

/// `7 months`, `4 quarters` and so on; academic years where the section's last period is one.
pub(super) fn read_periods(
    context: &mut Context<'_>,
    location: Location,
    text: &str,
) -> Option<SectionPeriods> {
    let year = text.strip_prefix("months of the ").and_then(|rest| rest.strip_suffix(" year"));
    if let Some(year) = year.and_then(|word| YearKind::parse(word).ok()) {
        return Some(SectionPeriods {
            count: 12,
            kind: PeriodKind::Month,
            latest: None,
            months_of: Some(year),
        });
    }
    let kind = |word: &str| match word.trim_end_matches('s') {
        "month" => Some(PeriodKind::Month),
        "quarter" => Some(PeriodKind::FinancialQuarter),
        "term" => Some(PeriodKind::Term),
        "year" | "financial year" => Some(PeriodKind::FinancialYear),
        "academic year" => Some(PeriodKind::AcademicYear),
        "calendar year" => Some(PeriodKind::CalendarYear),
        _ => None,
    };
    let found = text.split_once(' ').and_then(|(count, word)| {
        let count = count.parse::<u8>().ok().filter(|count| (1..=60).contains(count))?;
        Some(SectionPeriods { count, kind: kind(word)?, latest: None, months_of: None })
    });
    if found.is_none() {
        context.report(
            Diagnostic::new(Rule::BadPeriod, location, format!("`{text}` doesn't say which periods to show"))
                .hint("write `7 months`, `4 quarters`, `6 terms`, `3 financial years`, `3 academic years` or `3 calendar years`, at most 60, or `months of the financial year`"),
        );
    }
    found
}
