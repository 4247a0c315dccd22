//! Scorecards: sections, columns and pages.

use periods::{Basis, Month, Period, PeriodKind, YearKind};
use schemars::JsonSchema;
use serde::Deserialize;

use super::ids::{
    BreakdownId, ComparatorId, IndicatorId, LevelId, MatrixId, PanelId, PlaceId, PlaceTableId, SectionId,
    TilesId,
};
use super::panels::Panel;
use super::places::PlaceSelector;
use super::rating::BandColour;
use super::tables::{Matrix, PlaceTable};
use super::tiles::Tiles;
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
    /// How it shows months before that of an edition.
    pub earlier: Earlier,
    /// Which figures open an exception report.
    pub exceptions: Option<Exceptions>,
    /// Its sections.
    pub sections: Vec<Section>,
    /// Its matrices.
    pub matrices: Vec<Matrix>,
    /// Its place tables.
    pub place_tables: Vec<PlaceTable>,
    /// Its tiles.
    pub tiles: Vec<Tiles>,
    /// Its panels.
    pub panels: Vec<Panel>,
    /// Its pages, in order.
    pub pages: Vec<Page>,
    /// Indicators that it no longer shows.
    pub withdrawn: Vec<IndicatorId>,
    /// What else has changed, in the order of the file.
    pub changes: Vec<Change>,
    /// Where it is declared.
    pub location: Location,
}

/// How a scorecard shows periods that an earlier edition has shown already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Earlier {
    /// With what is known by now; what the last release said otherwise is marked.
    #[default]
    AsNowKnown,
    /// As they were first released.
    AsPublished,
}

impl Earlier {
    /// The word in files and on the command line.
    #[must_use]
    pub fn token(self) -> &'static str {
        match self {
            Self::AsNowKnown => "as-now-known",
            Self::AsPublished => "as-published",
        }
    }
}

/// Something that has changed, where no field of an indicator says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The first data month to which it applies.
    pub month: Month,
    /// The indicator that it is about.
    pub indicator: Option<IndicatorId>,
    /// The place whose figures it is about.
    pub place: Option<PlaceId>,
    /// The period that it is about, and all within it.
    pub period: Option<Period>,
    /// What has changed, in a sentence.
    pub change: String,
}

impl Scorecard {
    /// The section of an id.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.index()]
    }

    /// Looks a section up by its id in the files.
    #[must_use]
    pub fn find_section(&self, id: &str) -> Option<SectionId> {
        self.sections.iter().position(|section| section.id == id).map(SectionId::new)
    }

    /// The matrix of an id.
    #[must_use]
    pub fn matrix(&self, id: MatrixId) -> &Matrix {
        &self.matrices[id.index()]
    }

    /// The place table of an id.
    #[must_use]
    pub fn place_table(&self, id: PlaceTableId) -> &PlaceTable {
        &self.place_tables[id.index()]
    }

    /// The tiles of an id.
    #[must_use]
    pub fn tiles(&self, id: TilesId) -> &Tiles {
        &self.tiles[id.index()]
    }

    /// The panel of an id.
    #[must_use]
    pub fn panel(&self, id: PanelId) -> &Panel {
        &self.panels[id.index()]
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

    /// The comparators that any section, place table or tile shows beside an indicator, in order.
    #[must_use]
    pub fn comparators_beside(&self, indicator: IndicatorId) -> Vec<ComparatorId> {
        let of_sections = self
            .sections
            .iter()
            .filter(|section| section.indicators.contains(&indicator))
            .flat_map(|section| &section.columns);
        let of_tables = self
            .place_tables
            .iter()
            .flat_map(|table| &table.columns)
            .filter(|column| column.indicator == indicator)
            .flat_map(|column| &column.shows);
        let of_columns = of_sections.chain(of_tables).filter_map(|column| match column {
            Column::Comparator(id) => Some(*id),
            _ => None,
        });
        let of_tiles = self.tiles.iter().flat_map(Tiles::figures);
        let of_tiles = of_tiles.filter(|figure| figure.indicator == indicator);
        let mut beside = Vec::new();
        for id in of_columns.chain(of_tiles.filter_map(|figure| figure.comparator)) {
            if !beside.contains(&id) {
                beside.push(id);
            }
        }
        beside
    }

    /// The indicators that an item of a page shows, in order.
    #[must_use]
    pub fn indicators_of(&self, item: PageItem) -> Vec<IndicatorId> {
        match item {
            PageItem::Section(id) => self.section(id).indicators.clone(),
            PageItem::Matrix(id) => self.matrix(id).indicators().collect(),
            PageItem::PlaceTable(id) => {
                self.place_table(id).columns.iter().map(|column| column.indicator).collect()
            }
            PageItem::Tiles(id) => self.tiles(id).figures().map(|figure| figure.indicator).collect(),
            PageItem::Panel(id) => self.panel(id).indicators.clone(),
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
    /// Headings between its rows, in order.
    pub headings: Vec<RowHeading>,
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

/// A heading between the rows of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowHeading {
    /// Its words.
    pub title: String,
    /// The place of the row that it stands above.
    pub above: usize,
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
    /// All months of such a year instead: of the one that holds the data month, or the last period.
    pub months_of: Option<YearKind>,
}

impl SectionPeriods {
    /// The last period shown that has begun by a data month; nothing before the calendar begins.
    #[must_use]
    pub fn last(&self, data_month: Month) -> Option<Period> {
        let begun = self.latest.filter(|latest| latest.first_month() <= data_month);
        begun.or_else(|| Period::latest(self.kind, data_month))
    }
}

/// A column of a section.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Column {
    /// The periods, one column each.
    Periods,
    /// The latest figure alone.
    Value,
    /// How often the indicator has a figure.
    Frequency,
    /// The indicator's own basis.
    Basis,
    /// Which way is better.
    Polarity,
    /// Whether the indicator has a mark.
    Mark(String),
    /// The target of a period.
    TargetOf(Period),
    /// The figure of a period.
    OutturnOf(Period),
    /// The target of the whole year that contains the latest figure.
    AnnualTarget,
    /// The latest figure rated against that target, where the two can be compared.
    AnnualRating,
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
        self.items.iter().filter_map(|item| match item {
            PageItem::Section(id) => Some(*id),
            _ => None,
        })
    }
}

/// Something that a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PageItem {
    /// A table of indicators.
    Section(SectionId),
    /// A measure by group.
    Matrix(MatrixId),
    /// Places down, indicators across.
    PlaceTable(PlaceTableId),
    /// Large numbers beside each other.
    Tiles(TilesId),
    /// A chart.
    Panel(PanelId),
}
