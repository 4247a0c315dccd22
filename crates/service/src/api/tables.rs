//! The tables that programs read: what they can be narrowed down by, and their columns as CSV.

use std::fmt::Write as _;

use serde_json::Value;

use super::asked::{Kind, Parameter};

/// A part of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Indicators,
    Places,
    Figures,
}

impl Part {
    pub(crate) fn table(self) -> &'static Table {
        match self {
            Self::Indicators => &INDICATORS,
            Self::Places => &PLACES,
            Self::Figures => &FIGURES,
        }
    }
}

/// A table.
#[derive(Debug)]
pub(crate) struct Table {
    /// What its rows are.
    pub(crate) name: &'static str,
    /// What it can be narrowed down by: columns, and how what is asked of them is written.
    pub(crate) filters: &'static [Parameter],
    /// Its columns as CSV, in their order.
    pub(crate) columns: &'static [Column],
}

/// A column of a table as CSV.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    /// What it holds, in a sentence.
    about: &'static str,
    of: Of,
}

/// Where a cell comes from in a row of JSON.
#[derive(Debug)]
enum Of {
    /// What a pointer leads to. A list of texts is joined by semicolons; what is null is empty.
    At(&'static str),
    /// What is worked out.
    By(fn(&Value) -> String),
}

impl Table {
    /// What a row has in a column; empty where there is no such column.
    pub(crate) fn cell(&self, column: &str, row: &Value) -> String {
        let found = self.columns.iter().find(|known| known.name == column);
        found.map(|column| column.cell(row)).unwrap_or_default()
    }
}

impl Column {
    /// What a row has in it.
    pub(crate) fn cell(&self, row: &Value) -> String {
        match self.of {
            Of::At(pointer) => row.pointer(pointer).map(text).unwrap_or_default(),
            Of::By(work_out) => work_out(row),
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// The members of a breakdown, or that it is the whole cohort.
fn breakdown(row: &Value) -> String {
    let members = row.pointer("/breakdown").and_then(Value::as_array).into_iter().flatten();
    let names: Vec<String> = members.filter_map(|member| member.get("name")).map(text).collect();
    if names.is_empty() { "Total".to_owned() } else { names.join(" + ") }
}

/// The changes of what an indicator means, each with the first month to which it applies.
fn changes(row: &Value) -> String {
    let versions = row.pointer("/versions").and_then(Value::as_array).into_iter().flatten();
    let said = |version: &Value, key: &str| version.get(key).map(text).unwrap_or_default();
    let changes = versions.map(|version| format!("{}: {}", said(version, "from"), said(version, "change")));
    changes.collect::<Vec<_>>().join("; ")
}

const fn at(name: &'static str, pointer: &'static str, about: &'static str) -> Column {
    Column { name, about, of: Of::At(pointer) }
}

const fn by(name: &'static str, work_out: fn(&Value) -> String, about: &'static str) -> Column {
    Column { name, about, of: Of::By(work_out) }
}

const fn filter(name: &'static str, about: &'static str) -> Parameter {
    Parameter { name, about, kind: Kind::Text, is_repeated: true }
}

/// The releases.
pub(crate) static RELEASES: Table = Table {
    name: "releases",
    filters: &[
        filter("scorecard", "The id of a scorecard."),
        Parameter {
            name: "data_month",
            about: "The month that the data run to, as `2023-10`.",
            kind: Kind::Month,
            is_repeated: true,
        },
        Parameter {
            name: "state",
            about: "Where the release is in its life.",
            kind: Kind::State,
            is_repeated: true,
        },
    ],
    columns: &[
        at("release", "/release", "The number that the release is asked for by."),
        at("scorecard", "/scorecard", "Its scorecard."),
        at("data_month", "/data_month", "The month that its data run to."),
        at("data_month_words", "/data_month_words", "The same in words."),
        at("number", "/number", "Which release of that month it is, from 1."),
        at("state", "/state", "Where it is in its life."),
        at("published_at", "/published_at", "When it was published, or is to be."),
        at("audience", "/audience", "Whose copy of it is read."),
        at("url", "/url", "Its address for programs."),
        at("pages", "/pages", "Its address for people."),
        at("edition", "/edition", "All of it as one file of JSON."),
    ],
};

/// The indicators of an edition.
static INDICATORS: Table = Table {
    name: "indicators",
    filters: &[],
    columns: &[
        at("indicator", "/id", "The indicator's id."),
        at("code", "/code", "Its code as printed."),
        at("title", "/title", "Its title."),
        at("heading", "/heading", "The heading of the scorecard under which it stands."),
        at("polarity", "/polarity", "Which way is better: high, low, target or none."),
        at("unit", "/unit", "The unit of its figures."),
        at("decimals", "/decimals", "Digits after the point when printed."),
        at("basis", "/basis", "How a period is filled."),
        at("frequency", "/frequency", "How often there is a figure."),
        at("definition", "/definition", "What is counted."),
        at("source", "/source", "Where the data come from."),
        at("owner", "/owner", "The role that answers for it."),
        at("rating", "/rating", "The limits of each rating."),
        at("marks", "/marks", "Tags."),
        at("notes", "/notes", "Notes."),
        by("changes", changes, "Changes of meaning, with the first month to which each applies."),
    ],
};

/// The places of an edition.
static PLACES: Table = Table {
    name: "places",
    filters: &[],
    columns: &[
        at("place", "/id", "The place's id."),
        at("name", "/name", "Its name."),
        at("level", "/level", "Its level, such as county or team."),
        at("part_of", "/part_of", "The ids of the places that it is a part of."),
        at("gss_code", "/gss_code", "The code of the Office for National Statistics."),
        at("la_code", "/la_code", "The Department for Education's number of a local authority."),
    ],
};

/// The figures of an edition.
static FIGURES: Table = Table {
    name: "figures",
    filters: &[
        filter("indicator", "The id of an indicator."),
        filter("place", "The id of a place."),
        filter("period", "A period as the framework writes it, such as `2023-10` or `FY2022-23-Q1`."),
        filter("basis", "How the period is filled, as the figures say it."),
        filter("breakdown", "A part of the cohort, as the CSV says it; `Total` is the whole."),
        filter("rating", "A rating, as the figures say it, such as `Red`."),
    ],
    columns: &[
        at("indicator", "/indicator", "The indicator's id."),
        at("title", "/title", "The indicator's title at this place in this period."),
        at("place", "/place", "The place's id."),
        at("place_name", "/place_name", "The place's name."),
        at("period", "/period/id", "The period, as the framework writes it."),
        at("period_words", "/period/words", "The period in words."),
        at("first_month", "/period/first_month", "The period's first month."),
        at("last_month", "/period/last_month", "The period's last month."),
        at("basis", "/basis", "How the period is filled."),
        at("is_own_basis", "/is_own_basis", "Whether that is the indicator's own basis."),
        by("breakdown", breakdown, "The part of the cohort; Total is the whole."),
        at("unit", "/unit", "The unit of the figure."),
        at("decimals", "/decimals", "Digits after the point when printed."),
        at("printed", "/reading/value/printed", "The figure as tables print it."),
        at("with_unit", "/reading/value/with_unit", "The figure as sentences print it."),
        at("exact", "/reading/value/exact", "The exact figure, to twelve decimals."),
        at("numerator", "/reading/value/numerator", "The numerator, where it is known."),
        at("denominator", "/reading/value/denominator", "The denominator, where it is known."),
        at("status", "/reading/absent/status", "Why there is no figure: the word of the framework."),
        at("symbol", "/reading/absent/symbol", "The same as the shorthand of government statistics."),
        at("absent", "/reading/absent/words", "The same as pages say it."),
        at("remarks", "/remarks", "What makes the figure less than settled."),
        at("restated", "/restated", "What the last release said, where that was something else."),
        at("break_in_series", "/break_in_series", "Why it may not be compared with the figures before."),
        at("as_at", "/as_at", "The day on which the data were taken."),
        at("target", "/target/target/printed", "The target as the council wrote it, or printed."),
        at("target_exact", "/target/target/exact", "The exact target."),
        at("target_period", "/target/target/period", "The period that the target was set for."),
        at("target_inferred", "/target/target/inferred", "Whether nobody published the target."),
        at("no_target", "/target/none", "Why there is no target."),
        at("floor", "/floors/0/printed", "The edge of amber; for polarity target the lower one."),
        at("floor_exact", "/floors/0/exact", "The same exactly."),
        at("upper", "/floors/1/printed", "For polarity target the upper edge of amber."),
        at("upper_exact", "/floors/1/exact", "The same exactly."),
        at("rating", "/rating/word", "The rating."),
        at("shade", "/rating/shade", "The colour that the rating counts as."),
        at("rating_reason", "/rating_reason", "Why the rating is what it is, or why there is none."),
        at("direction", "/directions/0/word", "The first direction of travel."),
        at("direction_against", "/directions/0/against", "What it compares the figure with."),
        at("direction_since", "/directions/0/since", "The period that it compares the figure with."),
        at("direction_change", "/directions/0/change", "The change."),
        at("direction_reason", "/directions/0/reason", "Why the direction is what it is."),
    ],
};

/// The column that says in each row of an edition whose copy it is.
pub(crate) const ABOUT_THIS_COPY: &str = "about_this_copy";

/// The columns of every table as CSV, as the documentation has them.
#[must_use]
pub fn columns_document() -> String {
    let mut text = String::new();
    for table in [&FIGURES, &INDICATORS, &PLACES, &RELEASES] {
        let _ = write!(text, "### {}\n\n| column | what it holds |\n| --- | --- |\n", table.name);
        if table.name != RELEASES.name {
            let _ = writeln!(
                text,
                "| `{ABOUT_THIS_COPY}` | Whose copy this is, and what is made up or hidden. |"
            );
        }
        for column in table.columns {
            let _ = writeln!(text, "| `{}` | {} |", column.name, column.about);
        }
        text.push('\n');
    }
    text
}
