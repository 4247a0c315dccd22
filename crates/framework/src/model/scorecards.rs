//! Scorecards: sections, columns and pages.

use periods::{Basis, Period, PeriodKind};

use super::ids::{BreakdownId, ComparatorId, IndicatorId, LevelId, SectionId};
use super::places::PlaceSelector;
use super::rating::BandColour;
use crate::diagnostics::Location;

/// A scorecard.
#[derive(Debug, Clone)]
pub struct Scorecard {
    /// Its id: the name of its file.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who it is for.
    pub about: Option<String>,
    /// The year against whose targets everything is rated, where that isn't each figure's own.
    pub target_year: Option<Period>,
    /// Below this denominator nothing is rated, unless the indicator says otherwise.
    pub minimum_denominator: Option<u32>,
    /// Which figures open an exception report.
    pub exceptions: Option<Exceptions>,
    /// Its sections.
    pub sections: Vec<Section>,
    /// Its pages, in order.
    pub pages: Vec<Page>,
    /// Where it is declared.
    pub location: Location,
}

impl Scorecard {
    /// The section of an id.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.index()]
    }

    /// The indicators of all pages, in the order in which a reader meets them, each once.
    #[must_use]
    pub fn indicators(&self) -> Vec<IndicatorId> {
        let mut seen = Vec::new();
        for item in self.pages.iter().flat_map(|page| &page.items) {
            for indicator in self.indicators_of(*item) {
                if !seen.contains(&indicator) {
                    seen.push(indicator);
                }
            }
        }
        seen
    }

    /// The indicators that an item of a page shows, in order.
    #[must_use]
    pub fn indicators_of(&self, item: PageItem) -> Vec<IndicatorId> {
        match item {
            PageItem::Section(id) => self.section(id).indicators.clone(),
        }
    }
}

/// A table of indicators.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// A smaller heading, such as `Monthly indicators`.
    pub caption: Option<String>,
    /// Its rows.
    pub indicators: Vec<IndicatorId>,
    /// Which periods it shows.
    pub periods: SectionPeriods,
    /// One block for each of these places that belongs to the page's place; otherwise the page's place itself.
    pub of: Option<PlaceSelector>,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// Which of its rows need commentary.
    pub commentary: Option<CommentaryRule>,
    /// Whether each of its places has room for a narrative and for notes of meetings.
    pub narratives: bool,
    /// Printed under it.
    pub notes: Vec<String>,
    /// Where it is declared.
    pub location: Location,
}

/// Which figures open an exception report, and what the report shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exceptions {
    /// The ratings that open one; a named band goes by the colour that it counts as.
    pub on: Vec<BandColour>,
    /// At which places.
    pub places: Vec<PlaceSelector>,
    /// The sections whose rows may open one; all of them where nothing is said.
    pub sections: Option<Vec<SectionId>>,
    /// How many periods the trend shows.
    pub count: u8,
    /// Their kind; a row whose section shows another kind has as many of that.
    pub kind: PeriodKind,
    /// The role that supplies what is missing, where that isn't the indicator's owner.
    pub role: Option<String>,
    /// Labels and texts at the head of each report.
    pub lines: Vec<(String, String)>,
}

/// Which rows need commentary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommentaryRule {
    /// The ratings; a named band goes by the colour that it counts as.
    pub on: Vec<BandColour>,
    /// The levels of place; all of them where nothing is said.
    pub levels: Option<Vec<LevelId>>,
    /// Who supplies it, where that isn't the indicator's owner.
    pub role: Option<String>,
    /// Whether only figures that the edition before didn't have need it.
    pub new_data_only: bool,
}

/// Which periods a section shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SectionPeriods {
    /// How many.
    pub count: u8,
    /// Of which kind.
    pub kind: PeriodKind,
    /// The last one, where it isn't the latest that has ended by the data month.
    pub latest: Option<Period>,
}

/// A column of a section.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Column {
    /// The periods, one column each.
    Periods,
    /// A sparkline.
    Trend,
    /// The latest figure's numerator.
    Numerator,
    /// The latest figure's denominator.
    Denominator,
    /// A direction of travel: the place of its rule in the indicator's, from 0.
    Direction(u8),
    /// The figure that a direction of travel compares with.
    Previous(u8),
    /// The latest figure less the one that a direction of travel compares with.
    Change(u8),
    /// The target of the latest figure.
    Target,
    /// The floor of the latest figure.
    Floor,
    /// The rating of the latest figure.
    Rating,
    /// The target of so many years after the latest figure's.
    NextTarget(u8),
    /// The figure of the last whole year before the latest figure's.
    Outturn,
    /// Its target.
    OutturnTarget,
    /// Its rating.
    OutturnRating,
    /// A comparator.
    Comparator(ComparatorId),
    /// A part of the latest figure on another basis or of a breakdown.
    Of(Part, Cut),
}

/// A part of a figure that a column can show of another basis or of a breakdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The value.
    Value,
    /// The rating.
    Rating,
    /// The numerator.
    Numerator,
    /// The denominator.
    Denominator,
    /// The value less that of the row's own basis and whole cohort, unrounded.
    Difference,
}

/// Another cut through the same indicator.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Cut {
    /// Another basis, which an indicator of the section may not have.
    Basis(Basis),
    /// A breakdown.
    Breakdown(BreakdownId),
}

/// A page, drawn once for each of its places.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The places that it is drawn for.
    pub places: Vec<PlaceSelector>,
    /// What it shows, in order.
    pub items: Vec<PageItem>,
    /// Printed at its end.
    pub notes: Vec<String>,
}

impl Page {
    /// Its sections, in order.
    pub fn sections(&self) -> impl Iterator<Item = SectionId> + '_ {
        self.items.iter().map(|item| match item {
            PageItem::Section(id) => *id,
        })
    }
}

/// Something that a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PageItem {
    /// A table of indicators.
    Section(SectionId),
}
