//! The scorecard page of a place.

use std::collections::BTreeSet;

use super::commentary::{PlaceNotes, TextView, notes_of_page, of_page};
use super::matrix::{Matrix, matrix};
use super::panels::{Panel, panel};
use super::place_table::{PlaceTable, place_table};
use super::shell::{Shell, shell};
use super::summary::{Summary, summary};
use super::table::{Latest, Section, sections};
use super::tiles::{Tiles, tiles};
use crate::edition::Edition;
use crate::paths;
use framework::{PageItem, PlaceId};

/// The scorecard page of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacePage {
    /// What stands around it.
    pub shell: Shell,
    /// The place.
    pub title: String,
    /// What of the place, where it is a further page.
    pub subtitle: Option<String>,
    /// One line about it.
    pub lead: String,
    /// What it says as a whole.
    pub text: Option<TextView>,
    /// The answer first; nothing where the page has no section.
    pub summary: Option<Summary>,
    /// What it shows, in order.
    pub items: Vec<Item>,
    /// What was written about the place, where no section has it.
    pub place_notes: Vec<PlaceNotes>,
    /// Printed at its end.
    pub notes: Vec<String>,
    /// That there is nothing to show, in words.
    pub empty: Option<String>,
}

/// Something that the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A table of indicators.
    Section(Section),
    /// A measure by group.
    Matrix(Matrix),
    /// Places down, indicators across.
    PlaceTable(PlaceTable),
    /// Large numbers.
    Tiles(Tiles),
    /// A chart.
    Panel(Box<Panel>),
}

/// What a page shows, in order, and the latest figure of every row or cell that exists, each once.
pub(crate) fn items<'a>(
    edition: &Edition<'a>,
    page: &framework::Page,
    place: PlaceId,
    path: &str,
) -> (Vec<Item>, Vec<Latest<'a>>) {
    let (sections, mut latest) = sections(edition, page, place, path);
    let mut sections = sections.into_iter();
    let items = page.items.iter().filter_map(|item| match item {
        PageItem::Section(_) => sections.next().map(Item::Section),
        PageItem::Matrix(id) => {
            let declared = edition.scorecard.matrix(*id);
            Some(Item::Matrix(matrix(edition, declared, place, path, &mut latest)))
        }
        PageItem::PlaceTable(id) => {
            let declared = edition.scorecard.place_table(*id);
            Some(Item::PlaceTable(place_table(edition, declared, place, path, &mut latest)))
        }
        PageItem::Tiles(id) => Some(Item::Tiles(tiles(edition, edition.scorecard.tiles(*id), place, path))),
        PageItem::Panel(id) => {
            Some(Item::Panel(Box::new(panel(edition, edition.scorecard.panel(*id), place, path))))
        }
    });
    let items = items.collect();
    let mut counted = BTreeSet::new();
    latest.retain(|line| counted.insert((line.assessment.series, line.assessment.period)));
    (items, latest)
}

pub(crate) fn place(edition: &Edition<'_>, shown: &paths::PlacePage) -> PlacePage {
    let page = &edition.scorecard.pages[shown.page];
    let name = &edition.framework.place(shown.place).name;
    let (items, latest) = items(edition, page, shown.place, &shown.path);
    // Tiles and panels rate nothing.
    let is_rated = |item: &&PageItem| !matches!(item, PageItem::Tiles(_) | PageItem::Panel(_));
    let rated = page.items.iter().filter(is_rated).count();
    let is_empty = latest.is_empty() && rated == page.items.len();
    let subtitle = shown.is_further.then(|| page.title.clone());
    let title = subtitle.as_ref().map_or_else(|| name.clone(), |subtitle| format!("{name}: {subtitle}"));
    PlacePage {
        shell: shell(edition, &shown.path, &title),
        title: name.clone(),
        subtitle,
        lead: format!(
            "{}, data to {}.",
            edition.scorecard.title,
            crate::words::day(edition.data_month.last_day())
        ),
        text: of_page(edition, &page.id, shown.place),
        summary: (rated > 0).then(|| summary(edition, &latest)),
        empty: is_empty.then(|| "The scorecard has no indicator for this place.".to_owned()),
        items,
        place_notes: notes_of_page(edition, page, shown),
        notes: page.notes.clone(),
    }
}
