//! The functions that facts and the engine's own queries may use beside DataFusion's.

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, Date32Array, Int32Array, Int32Builder, Int64Array, ListBuilder};
use arrow::datatypes::{DataType, Date32Type, Field, Int32Type, Int64Type};
use datafusion::common::exec_err;
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{ColumnarValue, ScalarUDF, Volatility, create_udf};
use framework::SnapshotDay;
use jiff::civil::Date;

use crate::calendars::{Calendars, Clock};
use crate::places::PlaceMap;
use crate::time::{Axis, day_number, day_of};

/// The functions that analysts may use in facts.
pub(crate) fn for_facts(calendars: &Calendars) -> Vec<ScalarUDF> {
    let school = calendars.school.clone().map(Arc::new);
    let working = Arc::new(calendars.working.clone());
    vec![
        days_between("working_days", Some(Arc::clone(&working))),
        days_between("school_days", school.clone()),
        days_after("add_working_days", Some(working)),
        days_after("add_school_days", school),
        function("add_months", &[DataType::Date32, DataType::Int64], DataType::Date32, |columns| {
            let (days, months) = (dates(&columns[0]), columns[1].as_primitive::<Int64Type>());
            let added: Date32Array =
                days.iter().zip(months).map(|pair| add_months(pair.0?, pair.1?)).collect();
            Ok(Arc::new(added))
        }),
        function("age", &[DataType::Date32, DataType::Date32], DataType::Int32, |columns| {
            let (born, on) = (dates(&columns[0]), dates(&columns[1]));
            let ages: Int32Array = born.iter().zip(on).map(|pair| age(pair.0?, pair.1?)).collect();
            Ok(Arc::new(ages))
        }),
    ]
}

/// The functions of the engine's own queries.
pub(crate) fn for_engine(places: &Arc<PlaceMap>, axis: &Axis) -> Vec<ScalarUDF> {
    let places = Arc::clone(places);
    let (first_day, months) = axis.months_of_days();
    let month_of = move |day: i32| {
        usize::try_from(day - first_day).ok().and_then(|position| months.get(position).copied())
    };
    let mut functions = vec![
        function("place_number", &[DataType::Utf8View], DataType::Int32, move |columns| {
            let names = columns[0].as_string_view();
            let number =
                |name: Option<&str>| name.map_or(crate::places::UNALLOCATED, |name| places.number(name));
            let numbers: Int32Array = names.iter().map(|name| Some(number(name))).collect();
            Ok(Arc::new(numbers))
        }),
        // A day outside the axis has no month here: no figure asks for it.
        function("month_number", &[DataType::Date32], DataType::Int32, move |columns| {
            let months: Int32Array = dates(&columns[0]).iter().map(|day| day.and_then(&month_of)).collect();
            Ok(Arc::new(months))
        }),
    ];
    for kind in [SnapshotDay::LastDay, SnapshotDay::LastWorkingDay] {
        let days: Arc<[i32]> = axis.snapshots(kind).into();
        functions.extend(snapshot_functions(kind, &days));
    }
    functions
}

/// What the functions about snapshots of a kind end in.
pub(crate) fn suffix(kind: SnapshotDay) -> &'static str {
    match kind {
        SnapshotDay::LastDay => "last_day",
        SnapshotDay::LastWorkingDay => "last_working_day",
    }
}

/// `snapshot_KIND`: the first snapshot on or after a day, how many there are if there is none; `snapshots_KIND`: those
/// on which something is open; `snapshot_date_KIND`: the day of a snapshot.
fn snapshot_functions(kind: SnapshotDay, days: &Arc<[i32]>) -> [ScalarUDF; 3] {
    let name = |function: &str| format!("{function}_{}", suffix(kind));
    let item = Arc::new(Field::new("item", DataType::Int32, true));
    let (first, open, dated) = (Arc::clone(days), Arc::clone(days), Arc::clone(days));
    [
        function(&name("snapshot"), &[DataType::Date32], DataType::Int32, move |columns| {
            let count = i32::try_from(first.len()).ok();
            let positions: Int32Array = dates(&columns[0])
                .iter()
                .map(|day| day.map_or(count, |day| i32::try_from(first.partition_point(|at| *at < day)).ok()))
                .collect();
            Ok(Arc::new(positions))
        }),
        function(
            &name("snapshots"),
            &[DataType::Date32, DataType::Date32],
            DataType::List(item),
            move |columns| {
                let mut lists = ListBuilder::new(Int32Builder::new());
                for (start, end) in dates(&columns[0]).iter().zip(dates(&columns[1])) {
                    if let Some(start) = start {
                        let from = open.partition_point(|at| *at < start);
                        let to = end.map_or(open.len(), |end| open.partition_point(|at| *at < end));
                        for position in from..to.max(from) {
                            lists.values().append_option(i32::try_from(position).ok());
                        }
                    }
                    lists.append(true);
                }
                Ok(Arc::new(lists.finish()))
            },
        ),
        function(&name("snapshot_date"), &[DataType::Int32], DataType::Date32, move |columns| {
            let at = |position: i32| usize::try_from(position).ok().and_then(|at| dated.get(at).copied());
            let days: Date32Array =
                columns[0].as_primitive::<Int32Type>().iter().map(|position| at(position?)).collect();
            Ok(Arc::new(days))
        }),
    ]
}

/// A function of whole columns that always gives the same for the same.
fn function(
    name: &str,
    takes: &[DataType],
    gives: DataType,
    body: impl Fn(&[ArrayRef]) -> Result<ArrayRef> + Send + Sync + 'static,
) -> ScalarUDF {
    let body = move |arguments: &[ColumnarValue]| {
        let columns = ColumnarValue::values_to_arrays(arguments)?;
        let scalar = arguments.iter().all(|argument| matches!(argument, ColumnarValue::Scalar(_)));
        let result = body(&columns)?;
        if scalar {
            return datafusion::scalar::ScalarValue::try_from_array(&result, 0).map(ColumnarValue::Scalar);
        }
        Ok(ColumnarValue::Array(result))
    };
    create_udf(name, takes.to_vec(), gives, Volatility::Immutable, Arc::new(body))
}

fn dates(column: &ArrayRef) -> &Date32Array {
    column.as_primitive::<Date32Type>()
}

/// How many days of a clock lie after one day, up to and including another.
fn days_between(name: &'static str, clock: Option<Arc<Clock>>) -> ScalarUDF {
    function(name, &[DataType::Date32, DataType::Date32], DataType::Int64, move |columns| {
        let clock = known(name, clock.as_deref())?;
        let pairs = dates(&columns[0]).iter().zip(dates(&columns[1]));
        let counted = pairs
            .map(|pair| match pair {
                (Some(from), Some(to)) => {
                    clock.between(from, to).map(Some).map_err(DataFusionError::Execution)
                }
                _ => Ok(None),
            })
            .collect::<Result<Int64Array>>()?;
        Ok(Arc::new(counted))
    })
}

/// The day by which so many days of a clock have passed.
fn days_after(name: &'static str, clock: Option<Arc<Clock>>) -> ScalarUDF {
    function(name, &[DataType::Date32, DataType::Int64], DataType::Date32, move |columns| {
        let clock = known(name, clock.as_deref())?;
        let pairs = dates(&columns[0]).iter().zip(columns[1].as_primitive::<Int64Type>());
        let days = pairs
            .map(|pair| match pair {
                (Some(from), Some(count)) => {
                    clock.after(from, count).map(Some).map_err(DataFusionError::Execution)
                }
                _ => Ok(None),
            })
            .collect::<Result<Date32Array>>()?;
        Ok(Arc::new(days))
    })
}

/// The clock of a function; there is none without school terms.
fn known<'a>(name: &str, clock: Option<&'a Clock>) -> Result<&'a Clock> {
    match clock {
        Some(clock) => Ok(clock),
        None => exec_err!("{name} needs the school terms in calendars/*.csv, and there are none"),
    }
}

/// The same day so many months later; the month's last day where it has no such day.
fn add_months(day: i32, months: i64) -> Option<i32> {
    let span = jiff::Span::new().try_months(months).ok()?;
    day_of(day)?.checked_add(span).ok().map(day_number)
}

/// The age in whole years: a year older on the birthday; who was born on 29 February is so on 1 March of a common
/// year, as the law has it.
fn age(born: i32, on: i32) -> Option<i32> {
    let (born, on) = (day_of(born)?, day_of(on)?);
    let had_birthday = |born: Date, on: Date| (on.month(), on.day()) >= (born.month(), born.day());
    Some(i32::from(on.year() - born.year()) - i32::from(!had_birthday(born, on)))
}
