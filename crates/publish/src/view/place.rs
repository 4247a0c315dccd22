//! The scorecard page of a place.

use framework::PageItem;

use super::panels::{Panel, panel};
use super::shell::{Shell, shell};
use super::summary::{Summary, summary};
use super::table::{Section, sections};
use super::tiles::{Tiles, tiles};
use crate::edition::Edition;
use crate::paths;

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
    /// The answer first; nothing where the page has no section.
    pub summary: Option<Summary>,
    /// What it shows, in order.
    pub items: Vec<Item>,
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
    /// Large numbers.
    Tiles(Tiles),
    /// A chart.
    Panel(Box<Panel>),
}

pub(crate) fn place(edition: &Edition<'_>, shown: &paths::PlacePage) -> PlacePage {
    let page = &edition.scorecard.pages[shown.page];
    let name = &edition.framework.place(shown.place).name;
    let (sections, latest) = sections(edition, page, shown.place, &shown.path);
    let mut sections = sections.into_iter();
    let items = page.items.iter().filter_map(|item| match item {
        PageItem::Section(_) => sections.next().map(Item::Section),
        PageItem::Tiles(id) => {
            let declared = edition.scorecard.tiles(*id);
            Some(Item::Tiles(tiles(edition, declared, shown.place, &shown.path)))
        }
        PageItem::Panel(id) => {
            let declared = edition.scorecard.panel(*id);
            Some(Item::Panel(Box::new(panel(edition, declared, shown.place, &shown.path))))
        }
    });
    let items = items.collect();
    let has_sections = page.sections().next().is_some();
    let is_empty = latest.is_empty() && page.sections().count() == page.items.len();
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
        summary: has_sections.then(|| summary(edition, &latest)),
        empty: is_empty.then(|| "The scorecard has no indicator for this place.".to_owned()),
        items,
        notes: page.notes.clone(),
    }
}
