//! Imported figures, and measured ones, which are written in the same way.

use std::collections::BTreeMap;
use std::collections::hash_map::{Entry, HashMap};

use figures::{Absence, Number, Reading, Unit, Value};
use jiff::civil::Date;
use periods::Period;

use crate::diagnostics::{Diagnostic, Rule, Severity, Subject};
use crate::document::unknown_word;
use crate::model::{Figure, FigureStatus, Indicator, Place, Rules, Series, SeriesKey};
use crate::table::{Cell, Columns, Table, View};

use super::context::Context;

const COLUMNS: Columns = Columns {
    required: &["indicator", "place", "period"],
    optional: &[
        "basis",
        "breakdown",
        "numerator",
        "denominator",
        "value",
        "status",
        "covers_from",
        "covers_to",
        "as_at",
        "released",
        "embargo_until",
        "source",
        "note",
        "reason",
        "author",
    ],
};

pub(super) fn read(
    context: &mut Context<'_>,
    parent: &str,
    indicators: &[Indicator],
    places: &[Place],
) -> BTreeMap<SeriesKey, Series> {
    let mut found: HashMap<(SeriesKey, Period), Figure> = HashMap::new();
    let folder = context.folder;
    for (index, file) in folder.below(parent, "csv") {
        let table = Table::read(index, file, &COLUMNS, &mut context.diagnostics);
        for row in table.rows() {
            let Some((series, figure)) = read_row(context, row, indicators, places) else { continue };
            match found.entry((series, figure.period)) {
                Entry::Vacant(place) => {
                    place.insert(figure);
                }
                Entry::Occupied(mut first) => {
                    // A row that says "to be supplied" waits for the value that replaces it.
                    let waits = |figure: &Figure| figure.reading.absence() == Some(Absence::ToBeSupplied);
                    if waits(first.get()) {
                        first.insert(figure);
                    } else if !waits(&figure) {
                        context.report(
                            Diagnostic::new(Rule::DuplicateFigure, row.location(), "there are two figures with this key")
                                .also(first.get().location, "the first")
                                .hint("indicator, place, period, basis and breakdown together must be unique; take one of them out"),
                        );
                    }
                }
            }
        }
    }
    let mut series: BTreeMap<SeriesKey, Vec<Figure>> = BTreeMap::new();
    for ((key, _), figure) in found {
        series.entry(key).or_default().push(figure);
    }
    series.into_iter().map(|(key, figures)| (key, Series::new(figures))).collect()
}

fn read_row(
    context: &mut Context<'_>,
    row: View<'_, '_>,
    indicators: &[Indicator],
    places: &[Place],
) -> Option<(SeriesKey, Figure)> {
    let before = context.diagnostics.len();
    let indicator_id = context.indicator_cell(row, "indicator");
    let place_id = context.place_cell(row, "place");
    let period = context.period_cell(row, "period");
    let breakdown = context.breakdown_cell(row);
    let cells = read_cells(context, row);
    let dates = ["as_at", "released", "embargo_until"].map(|column| context.date_cell(row, column));
    let covers = read_covers(context, row);
    let basis = indicator_id.and_then(|id| context.basis_cell(row, &indicators[id.index()]));
    if context.diagnostics.len() > before {
        return None;
    }
    let (indicator_id, place_id, period, breakdown) = (indicator_id?, place_id?, period?, breakdown?);
    let indicator = &indicators[indicator_id.index()];
    let place = &places[place_id.index()];
    let rules = indicator.rules(place.level, period.last_month());
    let series = SeriesKey { indicator: indicator_id, place: place_id, breakdown, basis: basis? };
    let subject = Subject::figure(&series, period);
    let (reading, status, printed_value) = read_value(context, row, rules, cells, &subject)?;
    if !indicator.levels.contains(&place.level) && reading.value().is_some() {
        context.report(
            Diagnostic::new(
                Rule::FigureOutsideLevels,
                row.location(),
                format!("`{}` doesn't exist at the level of `{}`", indicator.id, place.slug),
            )
            .also(indicator.location, "its `places` say where it exists")
            .hint("take the row out, or add the level to the indicator's `places`")
            .about(subject.clone()),
        );
    }
    if !place.exists_in(&period) {
        context.report(
            Diagnostic::new(
                Rule::FigureOutsidePlace,
                row.location(),
                format!("`{}` did not exist in {}", place.slug, period.words()),
            )
            .also(place.location, "its dates")
            .hint("the figure is not shown; correct the place's dates, or take the row out")
            .about(subject),
        );
    }
    let [as_at, released, embargo_until] = dates;
    let replacement = read_replacement(context, row)?;
    let figure = Figure {
        period,
        reading,
        status,
        covers,
        as_at,
        released,
        embargo_until,
        source: row.text("source"),
        replaces_measured: replacement.is_some(),
        note: replacement.or_else(|| row.text("note")),
        printed_value,
        location: row.location(),
    };
    Some((series, figure))
}

/// Why a figure stands although the records may say something else, and who says so; `None` if only half is said.
fn read_replacement(context: &mut Context<'_>, row: View<'_, '_>) -> Option<Option<String>> {
    match (row.text("reason"), row.text("author")) {
        (None, None) => Some(None),
        (Some(reason), Some(author)) => {
            let note = row.text("note").map(|note| format!(" {note}")).unwrap_or_default();
            Some(Some(format!("Stands in place of the measured figure: {reason} ({author}).{note}")))
        }
        (reason, _) => {
            let empty = if reason.is_some() { "author" } else { "reason" };
            context.report(
                Diagnostic::new(Rule::MissingCell, row.cell(empty).location, format!("the column `{empty}` is empty in this row"))
                    .hint("a figure that stands in place of a measured one says why in `reason` and who says so in `author`"),
            );
            None
        }
    }
}

/// The first and the last day that a figure of a part period covers.
fn read_covers(context: &mut Context<'_>, row: View<'_, '_>) -> Option<(Date, Date)> {
    let before = context.diagnostics.len();
    let covers = (context.date_cell(row, "covers_from"), context.date_cell(row, "covers_to"));
    if context.diagnostics.len() > before {
        return None;
    }
    let (column, message) = match covers {
        (Some(from), Some(to)) if from <= to => return Some((from, to)),
        (None, None) => return None,
        (Some(_), Some(_)) => ("covers_to", "this part period ends before it begins"),
        (Some(_), None) => ("covers_from", "this part period has no last day"),
        (None, Some(_)) => ("covers_to", "this part period has no first day"),
    };
    context.report(
        Diagnostic::new(Rule::DatesReversed, row.cell(column).location, message)
            .hint("`covers_from` is the first day, `covers_to` the last; give both, or neither"),
    );
    None
}

/// The cells that make a figure's value, each by itself.
struct Cells {
    value: Option<Number>,
    numerator: Option<Number>,
    denominator: Option<Number>,
    status: FigureStatus,
    absence: Option<Absence>,
}

fn read_cells(context: &mut Context<'_>, row: View<'_, '_>) -> Cells {
    let [value, numerator, denominator] =
        ["value", "numerator", "denominator"].map(|column| context.number_cell(row, column));
    let mut cells = Cells { value, numerator, denominator, status: FigureStatus::Settled, absence: None };
    if let Some(cell) = row.filled("status") {
        match FigureStatus::SAID.into_iter().find(|status| status.token() == cell.text) {
            Some(status) => cells.status = status,
            None => {
                let statuses = FigureStatus::SAID.map(FigureStatus::token);
                cells.absence = read_absence(context, &cell, &statuses);
            }
        }
    }
    cells
}

fn read_value(
    context: &mut Context<'_>,
    row: View<'_, '_>,
    rules: &Rules,
    cells: Cells,
    subject: &Subject,
) -> Option<(Reading, FigureStatus, Option<Number>)> {
    let before = context.diagnostics.len();
    let Cells { value, numerator, denominator, status, absence } = cells;
    let alone = match (&numerator, &denominator) {
        (Some(_), None) if rules.unit != Unit::Count => Some(("numerator", "denominator")),
        (None, Some(_)) => Some(("denominator", "numerator")),
        _ => None,
    };
    let measured = match (numerator, denominator) {
        (Some(numerator), Some(denominator)) => {
            check_proportion(context, row, rules, &numerator, &denominator);
            Some(match Value::ratio(numerator, denominator, rules.unit) {
                Ok(value) => Reading::Present(value),
                Err(absence) => Reading::Absent(absence),
            })
        }
        (Some(numerator), None) if rules.unit == Unit::Count => {
            Some(Reading::Present(Value::plain(value.clone().unwrap_or(numerator))))
        }
        (Some(numerator), None) => {
            value.clone().map(|number| Reading::Present(Value::with_numerator(number, numerator)))
        }
        (None, Some(denominator)) => {
            value.clone().map(|number| Reading::Present(Value::with_denominator(number, denominator)))
        }
        (None, None) => value.clone().map(|number| Reading::Present(Value::plain(number))),
    };
    let reading = match (measured, absence) {
        (Some(Reading::Absent(Absence::NoCases)), None | Some(Absence::NoCases)) => {
            Reading::Absent(Absence::NoCases)
        }
        (Some(_), Some(absence)) => {
            context.report(value_and_status(row, absence));
            return None;
        }
        (Some(reading), None) => reading,
        (None, Some(absence)) => Reading::Absent(absence),
        (None, None) => {
            context.report(match alone {
                Some((given, missing)) => Diagnostic::new(
                    Rule::ValueAndStatus,
                    row.cell(given).location,
                    format!("this row has a {given}, but neither a {missing} nor a value"),
                )
                .hint(format!("give the `{missing}`, or the `value` beside it")),
                None => neither_value_nor_status(row),
            });
            return None;
        }
    };
    if let Reading::Present(figure) = &reading {
        check_printed(context, row, figure, subject);
        check_hundred(context, row, rules, figure, subject);
    }
    (context.diagnostics[before..].iter().all(|diagnostic| diagnostic.rule.severity() == Severity::Finding))
        .then_some((reading, status, value))
}

/// A proportion's numerator lies within its denominator.
fn check_proportion(
    context: &mut Context<'_>,
    row: View<'_, '_>,
    rules: &Rules,
    numerator: &Number,
    denominator: &Number,
) {
    if rules.unit == Unit::Percent && !rules.may_exceed_100 && numerator > denominator {
        context.report(
            Diagnostic::new(
                Rule::NumeratorAboveDenominator,
                row.cell("numerator").location,
                format!("the numerator {numerator} is above the denominator {denominator}"),
            )
            .hint("have the two changed columns? If it is lawful for this indicator, say so there: `may_exceed_100 = true`"),
        );
    }
}

/// Where numerator and denominator define a value, the one printed beside them is only checked.
fn check_printed(context: &mut Context<'_>, row: View<'_, '_>, figure: &Value, subject: &Subject) {
    let (Some(cell), Some(_), Some(_)) = (row.filled("value"), figure.numerator(), figure.denominator())
    else {
        return;
    };
    let ours = figure.number().printed(Number::decimals_written(&cell.text));
    let theirs = Number::parse(&cell.text).map(|number| number.printed(Number::decimals_written(&cell.text)));
    if theirs.as_ref().is_ok_and(|theirs| *theirs != ours) {
        context.report(
            Diagnostic::new(
                Rule::ValueDisagrees,
                cell.location,
                format!("numerator and denominator give {ours}, not {}", cell.text),
            )
            .hint("they define the value, and the value in this column is not used; correct what is wrong")
            .about(subject.clone()),
        );
    }
}

fn check_hundred(
    context: &mut Context<'_>,
    row: View<'_, '_>,
    rules: &Rules,
    figure: &Value,
    subject: &Subject,
) {
    let above = rules.unit == Unit::Percent && !rules.may_exceed_100 && *figure.number() > Number::from(100);
    let checked_as_proportion = figure.numerator().is_some() && figure.denominator().is_some();
    if above && !checked_as_proportion {
        context.report(
            Diagnostic::new(
                Rule::PercentageAbove100,
                row.cell("value").location,
                format!("{} is more than 100 per cent", figure.number()),
            )
            .hint("if that is lawful for this indicator, say so there: `may_exceed_100 = true`")
            .about(subject.clone()),
        );
    }
}

/// The reason for absence that a cell names; `others` are words that it may also hold.
pub(super) fn read_absence(context: &mut Context<'_>, cell: &Cell, others: &[&str]) -> Option<Absence> {
    let found = Absence::ALL.iter().find(|absence| absence.token() == cell.text).copied();
    if found.is_none() {
        let known: Vec<&str> =
            Absence::ALL.iter().map(|absence| absence.token()).chain(others.iter().copied()).collect();
        context.report(unknown_word(cell.location, &cell.text, &known));
    }
    found
}

/// A row with neither a value nor a reason why there is none.
pub(super) fn neither_value_nor_status(row: View<'_, '_>) -> Diagnostic {
    Diagnostic::new(
        Rule::ValueAndStatus,
        row.location(),
        "this row has neither a value nor a reason for its absence",
    )
    .hint("give the value, or say in `status` why there is none, such as `not-available`")
}

/// A row with both a value and a reason why there is none.
pub(super) fn value_and_status(row: View<'_, '_>, absence: Absence) -> Diagnostic {
    Diagnostic::new(
        Rule::ValueAndStatus,
        row.cell("status").location,
        format!("this row has a value, and `{}` says that there is none", absence.token()),
    )
    .hint("take the value or the status out")
}
