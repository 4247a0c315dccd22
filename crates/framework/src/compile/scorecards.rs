//! Scorecards: sections, columns and pages.

use std::collections::BTreeMap;

use periods::{Basis, Period, PeriodKind};

use crate::diagnostics::{Diagnostic, Location, Rule, suggest};
use crate::document::{Document, child, unknown_word};
use crate::model::{
    Column, Cut, Page, PageItem, PanelId, Part, Scorecard, ScorecardId, Section, SectionId, SectionPeriods,
    TilesId,
};
use crate::raw;
use crate::schema::schemas;

use super::context::Context;
use super::panels::{self, Declared};
use super::tiles;

/// The columns of one word.
const COLUMNS: [(&str, Column); 10] = [
    ("periods", Column::Periods),
    ("trend", Column::Trend),
    ("numerator", Column::Numerator),
    ("denominator", Column::Denominator),
    ("target", Column::Target),
    ("floor", Column::Floor),
    ("rating", Column::Rating),
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
    let mut items = Items::default();
    let mut sections = Vec::new();
    for (position, (name, section)) in raw.sections.iter().enumerate() {
        let item = PageItem::Section(SectionId::new(position));
        items.declare(context, document, ("/sections", "a section"), name, item);
        sections.extend(read_section(context, document, name, section));
    }
    let mut all_tiles = Vec::new();
    for (position, (name, raw)) in raw.tiles.iter().enumerate() {
        let item = PageItem::Tiles(TilesId::new(position));
        items.declare(context, document, ("/tiles", "tiles"), name, item);
        all_tiles.extend(tiles::read(context, document, name, raw));
    }
    let mut all_panels = Vec::new();
    for (position, (name, raw)) in raw.panels.iter().enumerate() {
        let item = PageItem::Panel(PanelId::new(position));
        items.declare(context, document, ("/panels", "a panel"), name, item);
        all_panels.extend(panels::read(context, document, declared, name, raw));
    }
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
            match items.get(name) {
                Some(item) => shown.push(item),
                None => {
                    let hint = suggest(name, items.names())
                        .unwrap_or_else(|| format!("declare it: `[sections.{name}]`"));
                    context.report(
                        Diagnostic::new(
                            Rule::UnknownSection,
                            document.item(&child(&here, "sections"), number),
                            format!("this scorecard has no section `{name}`"),
                        )
                        .hint(hint),
                    );
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
    (context.diagnostics.len() == before).then(|| Scorecard {
        id: id.to_owned(),
        title: raw.title,
        about: raw.about,
        target_year,
        minimum_denominator: raw.minimum_denominator,
        sections,
        tiles: all_tiles,
        panels: all_panels,
        pages,
        location: Location::file(index),
    })
}

/// What pages can show, by name: sections, tiles and panels share one set of names.
#[derive(Default)]
struct Items(BTreeMap<String, (PageItem, Location)>);

impl Items {
    fn declare(
        &mut self,
        context: &mut Context<'_>,
        document: &Document<'_>,
        (table, what): (&str, &str),
        name: &str,
        item: PageItem,
    ) {
        let location = document.key(&child(table, name));
        context.address(location, what, name, "its heading is its `title`");
        match self.0.get(name) {
            Some((_, earlier)) => context.duplicate("page items", name, location, *earlier),
            None => {
                self.0.insert(name.to_owned(), (item, location));
            }
        }
    }

    fn get(&self, name: &str) -> Option<PageItem> {
        self.0.get(name).map(|(item, _)| *item)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
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
    let indicators: Vec<_> = raw
        .indicators
        .iter()
        .enumerate()
        .filter_map(|(position, id)| context.indicator(item("indicators", position), id))
        .collect();
    let columns: Vec<Column> = raw
        .columns
        .iter()
        .enumerate()
        .filter_map(|(position, text)| read_column(context, item("columns", position), text))
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
    let (count, kind) = periods?;
    Some(Section {
        id: name.to_owned(),
        title: raw.title.clone(),
        caption: raw.caption.clone(),
        indicators,
        periods: SectionPeriods { count, kind: latest.map_or(kind, Period::kind), latest },
        of,
        columns,
        notes: raw.notes.clone(),
        location: document.key(&here),
    })
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
    known.extend(["comparator:ID", "value:BASIS", "value:BREAKDOWN"]);
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

/// `7 months`, `4 quarters` and so on; academic years where the section's last period is one.
pub(super) fn read_periods(
    context: &mut Context<'_>,
    location: Location,
    text: &str,
) -> Option<(u8, PeriodKind)> {
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
        Some((count.parse::<u8>().ok().filter(|count| (1..=60).contains(count))?, kind(word)?))
    });
    if found.is_none() {
        context.report(
            Diagnostic::new(Rule::BadPeriod, location, format!("`{text}` doesn't say which periods to show"))
                .hint("write `7 months`, `4 quarters`, `6 terms`, `3 financial years`, `3 academic years` or `3 calendar years`, at most 60"),
        );
    }
    found
}
