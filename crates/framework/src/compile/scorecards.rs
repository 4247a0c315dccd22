//! Scorecards: sections, columns and pages.

use std::collections::BTreeMap;

use periods::{Basis, Period, PeriodKind};

use crate::diagnostics::{Diagnostic, Location, Rule, suggest};
use crate::document::{Document, child, unknown_word};
use crate::model::{
    Column, CommentaryRule, Cut, Exceptions, Page, PageItem, Part, Scorecard, ScorecardId, Section,
    SectionId, SectionPeriods,
};
use crate::raw;
use crate::schema::schemas;

use super::context::Context;

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

pub(super) fn read(context: &mut Context<'_>) -> Vec<Scorecard> {
    let mut scorecards = Vec::new();
    let folder = context.folder;
    for (index, file) in folder.below("scorecards", "toml") {
        let name = file.path.strip_prefix("scorecards/").and_then(|name| name.strip_suffix(".toml"));
        let id = name.unwrap_or_default().to_owned();
        let document = Document::read(index, file, &schemas().scorecard, &mut context.diagnostics);
        let scorecard = match document.whole::<raw::ScorecardFile>() {
            Some(raw) => read_one(context, &document, index, &id, raw),
            None => {
                // A mistake in one section hides none in the others.
                for (name, section) in document.entries_below::<raw::Section>("/sections") {
                    section.and_then(|section| read_section(context, &document, &name, &section));
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
    index: usize,
    id: &str,
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
    let mut names: BTreeMap<&str, PageItem> = BTreeMap::new();
    let mut sections = Vec::new();
    for (name, section) in &raw.sections {
        names.insert(name, PageItem::Section(SectionId::new(sections.len())));
        context.address(
            document.key(&child("/sections", name)),
            "a section",
            name,
            "its heading is its `title`",
        );
        sections.extend(read_section(context, document, name, section));
    }
    let exceptions = raw.exceptions.as_ref().and_then(|raw| read_exceptions(context, document, raw, &names));
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
            match names.get(name.as_str()) {
                Some(item) => shown.push(*item),
                None => {
                    let location = document.item(&child(&here, "sections"), number);
                    unknown_section(context, location, name, &names);
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
        exceptions,
        sections,
        pages,
        location: Location::file(index),
    })
}

fn unknown_section(
    context: &mut Context<'_>,
    location: Location,
    name: &str,
    names: &BTreeMap<&str, PageItem>,
) {
    let hint =
        suggest(name, names.keys().copied()).unwrap_or_else(|| format!("declare it: `[sections.{name}]`"));
    context.report(
        Diagnostic::new(Rule::UnknownSection, location, format!("this scorecard has no section `{name}`"))
            .hint(hint),
    );
}

fn read_exceptions(
    context: &mut Context<'_>,
    document: &Document<'_>,
    raw: &raw::Exceptions,
    names: &BTreeMap<&str, PageItem>,
) -> Option<Exceptions> {
    let places =
        raw.places.iter().enumerate().filter_map(|(position, text)| {
            context.selector(document.item("/exceptions/places", position), text)
        });
    let places = places.collect();
    let sections = raw.sections.as_ref().map(|sections| {
        let mut found = Vec::new();
        for (position, name) in sections.iter().enumerate() {
            match names.get(name.as_str()) {
                Some(PageItem::Section(id)) => found.push(*id),
                None => {
                    let location = document.item("/exceptions/sections", position);
                    unknown_section(context, location, name, names);
                }
            }
        }
        found
    });
    let (count, kind) = read_periods(context, document.at("/exceptions/periods"), &raw.periods)?;
    Some(Exceptions {
        on: raw.on.clone(),
        places,
        sections,
        count,
        kind,
        role: raw.role.clone(),
        lines: raw.lines.iter().map(|line| (line.label.clone(), line.text.clone())).collect(),
    })
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
    let commentary = raw.commentary.as_ref().map(|raw| {
        let levels = raw.levels.as_ref().map(|names| {
            let list = child(&here, "commentary/levels");
            context.levels_of(names, |position| document.item(&list, position))
        });
        let role = raw.role.clone();
        CommentaryRule { on: raw.on.clone(), levels, role, new_data_only: raw.new_data_only }
    });
    let (count, kind) = periods?;
    Some(Section {
        id: name.to_owned(),
        title: raw.title.clone(),
        caption: raw.caption.clone(),
        indicators,
        periods: SectionPeriods { count, kind: latest.map_or(kind, Period::kind), latest },
        of,
        columns,
        commentary,
        narratives: raw.narratives,
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
fn read_periods(context: &mut Context<'_>, location: Location, text: &str) -> Option<(u8, PeriodKind)> {
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
