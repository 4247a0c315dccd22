//! Tables by the open data standard: what the columns are, which rows, and the file of metadata beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use figures::{Number, Symbol, Unit};

use super::geography::Geography;
use super::time::{Part, Time, time};
use crate::data::{EditionData, Exact, FigureData, IndicatorData, ReadingData, TargetOrReason};
use crate::paths::file_name;
use crate::words;

/// The most characters of a column's name.
const MOST_IN_A_NAME: usize = 50;
/// The most characters of a column's label.
const MOST_IN_A_LABEL: usize = 80;
/// The most characters of an item of a filter.
const MOST_IN_AN_ITEM: usize = 120;
/// The item of a filter that stands for all of them.
const TOTAL: &str = "Total";

/// A table: a tidy CSV file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table {
    /// The name of its file, without an ending.
    pub name: String,
    /// What it holds, in a sentence.
    pub about: String,
    pub columns: Vec<Column>,
    /// The rows, one cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What it holds, in a sentence.
    pub about: String,
    pub kind: ColumnKind,
}

/// What a column is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ColumnKind {
    /// When or where a row is: the standard knows these columns.
    Standard,
    /// What a row is about.
    Filter {
        /// The column that groups its items.
        grouped_by: Option<&'static str>,
    },
    /// The groups of another column's items.
    Group,
    /// A measurement.
    Indicator {
        /// `indicator_unit`.
        unit: &'static str,
        /// `indicator_dp`: digits after the point.
        decimals: u8,
    },
}

impl ColumnKind {
    pub(super) fn words(&self) -> &'static str {
        match self {
            Self::Standard => "Time or geography",
            Self::Filter { .. } => "Filter",
            Self::Group => "Filter group",
            Self::Indicator { .. } => "Indicator",
        }
    }
}

/// All tables of an edition: one for each family of time identifiers, kind of geography and unit. Different years are
/// never mixed in one table, nor are units in one column.
pub(super) fn tables(data: &EditionData, prefix: &str) -> Vec<Table> {
    let mut parts: BTreeMap<(&'static str, bool, Unit), Vec<Row<'_>>> = BTreeMap::new();
    let indicators: BTreeMap<&str, &IndicatorData> =
        data.indicators.iter().map(|indicator| (indicator.id.as_str(), indicator)).collect();
    let geographies: BTreeMap<&str, Geography> =
        data.places.iter().map(|place| (place.id.as_str(), Geography::of(data, place))).collect();
    for figure in &data.figures {
        let (Some(indicator), Some(geography)) =
            (indicators.get(figure.indicator.as_str()), geographies.get(figure.place.as_str()))
        else {
            continue;
        };
        let time = time(figure.period.period);
        let key = (time.table, geography.local.is_some(), figure.unit);
        parts.entry(key).or_default().push(Row { figure, indicator, geography, time });
    }
    let statement = statement(data);
    let table = |((time, is_local, unit), rows): ((&str, bool, Unit), Vec<Row<'_>>)| {
        let places = if is_local { "-local" } else { "" };
        let name = format!("{prefix}{}-{time}-{}{places}", file_name(&data.scorecard), measure(unit).file);
        Drawing { statement: &statement, unit, rows }.table(name, is_local)
    };
    parts.into_iter().map(table).collect()
}

/// What every copy must say, in a few words.
pub(super) fn statement(data: &EditionData) -> String {
    let headings: Vec<&str> = data.statements.iter().map(|said| said.heading.as_str()).collect();
    if headings.is_empty() { data.organisation.clone() } else { headings.join("; ") }
}

struct Row<'d> {
    figure: &'d FigureData,
    indicator: &'d IndicatorData,
    geography: &'d Geography,
    time: Time,
}

/// How a unit is named in files.
struct Measure {
    /// In names of files.
    file: String,
    /// At the end of names of columns.
    column: &'static str,
    /// In labels.
    label: String,
    /// `indicator_unit`; empty for numbers.
    unit: &'static str,
}

fn measure(unit: Unit) -> Measure {
    let (file, column, sign) = match unit {
        Unit::Percent => ("percentages".to_owned(), "percent", "%"),
        Unit::PercentagePoints => ("percentage-points".to_owned(), "percentage_points", "pp"),
        Unit::Count => ("counts".to_owned(), "count", ""),
        Unit::Per(population) => (format!("rates-per-{population}"), "rate", ""),
        Unit::Average => ("averages".to_owned(), "average", ""),
        Unit::Score => ("scores".to_owned(), "score", ""),
        Unit::Days => ("days".to_owned(), "days", ""),
        Unit::Currency => ("pounds".to_owned(), "pounds", "£"),
    };
    Measure { file, column, label: words::unit_in_full(unit), unit: sign }
}

/// A target or an edge of amber, which has a column of its own.
struct Edge {
    title: &'static str,
    about: &'static str,
    of: fn(&FigureData) -> Option<&Exact>,
}

const EDGES: [Edge; 3] = [
    Edge {
        title: "Target",
        about: "The target that the figure is rated against.",
        of: |figure| match &figure.target {
            TargetOrReason::Target(target) => Some(&target.exact),
            TargetOrReason::None(_) => None,
        },
    },
    Edge {
        title: "Floor",
        about: "The floor: beyond it the rating is red.",
        of: |figure| figure.floors.first().map(|floor| &floor.exact),
    },
    Edge {
        title: "Ceiling",
        about: "The upper edge of amber, where nearer to the target is better.",
        of: |figure| figure.floors.get(1).map(|floor| &floor.exact),
    },
];

struct Drawing<'s, 'd> {
    statement: &'s str,
    unit: Unit,
    rows: Vec<Row<'d>>,
}

impl Drawing<'_, '_> {
    fn table(&self, name: String, is_local: bool) -> Table {
        let mut table = Table { name, about: String::new(), columns: Vec::new(), rows: Vec::new() };
        table.rows = self.rows.iter().map(|_| Vec::new()).collect();
        self.add_time(&mut table);
        self.add_geography(&mut table);
        self.add_filters(&mut table);
        self.add_measurements(&mut table);
        let places = if is_local { "places without codes" } else { "areas with codes" };
        let time = self.rows.first().map_or("", |row| row.time.table).replace('-', " ");
        table.about =
            format!("Figures in {} of {time}, of {places}.", measure(self.unit).file.replace('-', " "));
        table
    }

    /// Adds a column with its cells.
    fn add(&self, table: &mut Table, column: Column, cell: impl Fn(&Row<'_>) -> String) {
        table.columns.push(column);
        for (cells, row) in table.rows.iter_mut().zip(&self.rows) {
            cells.push(cell(row));
        }
    }

    fn add_time(&self, table: &mut Table) {
        self.add(
            table,
            standard("time_period", "The year: four digits, or six of two consecutive years."),
            |row| row.time.period.clone(),
        );
        self.add(table, standard("time_identifier", "Which year, or what part of it."), |row| {
            row.time.identifier.clone()
        });
    }

    fn add_geography(&self, table: &mut Table) {
        self.add(table, standard("geographic_level", "The level of the area."), |row| {
            row.geography.level.words().to_owned()
        });
        self.add(table, standard("country_code", "The code of the country."), |_| "E92000001".to_owned());
        self.add(table, standard("country_name", "The country."), |_| "England".to_owned());
        let columns = ["region_code", "region_name"];
        self.add_area(table, &columns, |geography| geography.region.as_ref().map(<[_; 2]>::as_slice));
        let columns = ["old_la_code", "new_la_code", "la_name"];
        self.add_area(table, &columns, |geography| geography.authority.as_ref().map(<[_; 3]>::as_slice));
        let columns = ["lad_code", "lad_name"];
        self.add_area(table, &columns, |geography| geography.district.as_ref().map(<[_; 2]>::as_slice));
        let columns = ["ward_code", "ward_name"];
        self.add_area(table, &columns, |geography| geography.ward.as_ref().map(<[_; 2]>::as_slice));
    }

    /// The columns of an area, if any row has one; blank in rows of higher levels, as the standard wants it.
    fn add_area(&self, table: &mut Table, names: &[&str], of: impl Fn(&Geography) -> Option<&[String]>) {
        if self.rows.iter().all(|row| of(row.geography).is_none()) {
            return;
        }
        for (position, name) in names.iter().enumerate() {
            let about = "The code or name of the area; blank for higher levels, x where it is not known.";
            self.add(table, standard(name, about), |row| {
                of(row.geography).and_then(|parts| parts.get(position)).cloned().unwrap_or_default()
            });
        }
    }

    fn add_filters(&self, table: &mut Table) {
        self.add(
            table,
            filter(
                "about_this_copy",
                "About this copy",
                "Whose copy this is, and what is made up or hidden.",
            ),
            |_| shortened(self.statement, MOST_IN_AN_ITEM),
        );
        if self.rows.iter().any(|row| row.geography.local.is_some()) {
            self.add_places(table);
        }
        if let Some(Part { column, label, .. }) = self.rows.iter().find_map(|row| row.time.part.as_ref()) {
            self.add(table, filter(column, label, "Which part of the year, or which months."), |row| {
                row.time.part.as_ref().map_or(TOTAL.to_owned(), |part| part.item.clone())
            });
        }
        let group = Column {
            kind: ColumnKind::Group,
            ..filter(
                "indicator_group",
                "Heading",
                "The heading of the scorecard under which the indicator stands.",
            )
        };
        self.add(table, group, |row| shortened(&row.indicator.heading, MOST_IN_AN_ITEM));
        let kind = ColumnKind::Filter { grouped_by: Some("indicator_group") };
        let indicator =
            filter("indicator", "Indicator", "The indicator's id and title; indicators.csv defines it.");
        self.add(table, Column { kind, ..indicator }, |row| {
            shortened(&format!("{}: {}", row.indicator.id, row.indicator.title), MOST_IN_AN_ITEM)
        });
        self.add(table, filter("basis", "Basis", "How the period is filled."), |row| {
            shortened(&words::capital(&row.figure.basis), MOST_IN_AN_ITEM)
        });
        let mut dimensions: BTreeMap<&str, &str> = BTreeMap::new();
        for member in self.rows.iter().flat_map(|row| &row.figure.breakdown) {
            dimensions.insert(&member.dimension, &member.dimension_title);
        }
        for (dimension, title) in dimensions {
            let taken: BTreeSet<String> = table.columns.iter().map(|column| column.name.clone()).collect();
            let name = free_name(&taken, dimension);
            self.add(table, filter(&name, title, "A part of the cohort; Total is the whole."), |row| {
                let mut members = row.figure.breakdown.iter();
                let own = members.find(|member| member.dimension == dimension);
                own.map_or(TOTAL.to_owned(), |member| shortened(&member.name, MOST_IN_AN_ITEM))
            });
        }
    }

    fn add_places(&self, table: &mut Table) {
        let mut named: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for row in &self.rows {
            named.entry(&row.figure.place_name).or_default().insert(&row.figure.place);
        }
        let local = |row: &Row<'_>| row.geography.local.clone().unwrap_or_default();
        let group = filter("place_level", "Kind of place", "What kind of place it is.");
        self.add(table, Column { kind: ColumnKind::Group, ..group }, |row| {
            let [level, _] = local(row);
            shortened(&words::capital(&level), MOST_IN_AN_ITEM)
        });
        let kind = ColumnKind::Filter { grouped_by: Some("place_level") };
        let place = filter("place", "Place", "A place within the local authority that has no code.");
        self.add(table, Column { kind, ..place }, |row| {
            let [_, name] = local(row);
            let is_shared = named.get(name.as_str()).is_some_and(|places| places.len() > 1);
            let name = if is_shared { format!("{name} ({})", row.figure.place) } else { name };
            shortened(&name, MOST_IN_AN_ITEM)
        });
    }

    fn add_measurements(&self, table: &mut Table) {
        let Measure { column, label, unit, .. } = measure(self.unit);
        let label = if label.is_empty() { "number".to_owned() } else { label };
        let named = |title: &str, about: &str, decimals: u8| Column {
            name: format!("{}_{column}", title.to_lowercase()),
            label: shortened(&format!("{title} ({label})"), MOST_IN_A_LABEL),
            about: about.to_owned(),
            kind: ColumnKind::Indicator { unit, decimals },
        };
        let decimals = self.rows.iter().map(|row| row.figure.decimals).max().unwrap_or_default();
        self.add(
            table,
            named("Figure", "The figure, as the scorecard prints it.", decimals),
            |row| match &row.figure.reading {
                ReadingData::Value(value) => number(&value.exact, row.figure.decimals),
                ReadingData::Absent(absence) => absence.symbol.bare().to_owned(),
            },
        );
        self.add_cases(table, "Numerator", |row| match &row.figure.reading {
            ReadingData::Value(value) => value.numerator.as_ref(),
            ReadingData::Absent(_) => None,
        });
        self.add_cases(table, "Denominator", |row| match &row.figure.reading {
            ReadingData::Value(value) => value.denominator.as_ref(),
            ReadingData::Absent(_) => None,
        });
        for Edge { title, about, of } in EDGES {
            let printed = |figure: &FigureData, edge: &Exact| edge.0.decimals_needed(figure.decimals, 6);
            let known = self.rows.iter().filter_map(|row| Some(printed(row.figure, of(row.figure)?)));
            let Some(decimals) = known.max() else { continue };
            self.add(table, named(title, about, decimals), |row| match of(row.figure) {
                Some(edge) => number(edge, printed(row.figure, edge)),
                None => Symbol::NotApplicable.bare().to_owned(),
            });
        }
    }

    /// A column of counts, if any figure of the table has them.
    fn add_cases(
        &self,
        table: &mut Table,
        title: &str,
        of: impl for<'r> Fn(&'r Row<'_>) -> Option<&'r Exact>,
    ) {
        let Some(decimals) = self.rows.iter().filter_map(|row| Some(cases(of(row)?))).max() else { return };
        let column = Column {
            name: format!("{}_count", title.to_lowercase()),
            label: title.to_owned(),
            about: format!("The {} of the figure.", title.to_lowercase()),
            kind: ColumnKind::Indicator { unit: "", decimals },
        };
        self.add(table, column, |row| match (of(row), &row.figure.reading) {
            (Some(exact), _) => number(exact, cases(exact)),
            (None, ReadingData::Absent(absence)) => absence.symbol.bare().to_owned(),
            (None, ReadingData::Value(_)) => Symbol::NotAvailable.bare().to_owned(),
        });
    }
}

/// Digits after the point of a numerator or denominator: whole numbers but for averages of cases.
fn cases(exact: &Exact) -> u8 {
    exact.0.decimals_needed(0, 2)
}

/// A number without separators of thousands, or the symbol of what only rounds to nought.
pub(super) fn number(Exact(number): &Exact, decimals: u8) -> String {
    let plain = |number: &Number| number.printed(decimals);
    // A true nought is `0`, whatever the decimals.
    if number.is_zero() {
        return "0".to_owned();
    }
    Symbol::of_number(number, decimals).map_or_else(|| plain(number), |symbol| symbol.bare().to_owned())
}

fn standard(name: &str, about: &str) -> Column {
    let label = words::capital(&name.replace('_', " "));
    Column { name: name.to_owned(), label, about: about.to_owned(), kind: ColumnKind::Standard }
}

fn filter(name: &str, label: &str, about: &str) -> Column {
    Column {
        name: name.to_owned(),
        label: shortened(label, MOST_IN_A_LABEL),
        about: about.to_owned(),
        kind: ColumnKind::Filter { grouped_by: None },
    }
}

/// A dimension's id as a column's name that no other column has: lower case, digits and underscores, not beginning
/// with a digit.
fn free_name(taken: &BTreeSet<String>, dimension: &str) -> String {
    let mut name = file_name(dimension).replace('-', "_");
    if !name.starts_with(|first: char| first.is_ascii_lowercase()) {
        name.insert_str(0, "by_");
    }
    name.truncate(MOST_IN_A_NAME - 3);
    while taken.contains(&name) {
        name.insert_str(0, "by_");
    }
    name
}

/// A text of no more than so many characters; a longer one ends with an ellipsis.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

impl Table {
    /// The file of data.
    pub(super) fn csv(&self) -> io::Result<Vec<u8>> {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
        written(&names, &self.rows)
    }

    /// The file of metadata: filters with more than one item, and indicators.
    pub(super) fn metadata(&self) -> io::Result<Vec<u8>> {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for (position, column) in self.columns.iter().enumerate() {
            let items: BTreeSet<&str> = self.rows.iter().map(|row| row[position].as_str()).collect();
            let (kind, unit, decimals, hint, group, default) = match &column.kind {
                ColumnKind::Filter { grouped_by } if items.len() > 1 => {
                    let first = self.rows.first().map_or("", |row| row[position].as_str());
                    let default = if items.contains(TOTAL) { TOTAL } else { first };
                    ("Filter", "", String::new(), column.about.as_str(), grouped_by.unwrap_or(""), default)
                }
                ColumnKind::Indicator { unit, decimals } => {
                    ("Indicator", *unit, decimals.to_string(), "", "", "")
                }
                _ => continue,
            };
            let cells =
                [column.name.as_str(), kind, &column.label, "", unit, &decimals, hint, group, default];
            rows.push(cells.map(str::to_owned).into());
        }
        written(&METADATA, &rows)
    }
}

/// The columns of a file of metadata.
const METADATA: [&str; 9] = [
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
    "filter_default",
];

/// A CSV file in UTF-8.
pub(super) fn written(names: &[&str], rows: &[Vec<String>]) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(names)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}
