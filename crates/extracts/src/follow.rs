//! References between tables: the order in which tables are read, and what is left to follow afterwards.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, RecordBatch};
use arrow::compute::filter_record_batch;
use arrow::datatypes::{Date32Type, Decimal128Type, Int64Type};
use arrow::util::display::array_value_to_string;
use framework::{ColumnType, Contract, Contracts, RowRule};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};

use crate::check::{Checked, Held, Link, references};
use crate::fault::LoadError;
use crate::keys::key;
use crate::store::{Table, failed};
use crate::values::Value;

/// Tables in an order in which those that others refer to come first, as far as they don't refer to each other.
pub(crate) fn order(contracts: &Contracts, present: impl Iterator<Item = usize>) -> Vec<usize> {
    fn visit(
        contracts: &Contracts,
        table: usize,
        present: &BTreeSet<usize>,
        seen: &mut BTreeSet<usize>,
        order: &mut Vec<usize>,
    ) {
        if !present.contains(&table) || !seen.insert(table) {
            return;
        }
        for (_, reference) in references(&contracts.all()[table]) {
            visit(contracts, reference.table, present, seen, order);
        }
        order.push(table);
    }
    let present: BTreeSet<usize> = present.collect();
    let (mut seen, mut order) = (BTreeSet::new(), Vec::new());
    for &table in &present {
        visit(contracts, table, &present, &mut seen, &mut order);
    }
    order
}

/// Follows references of a table to tables that were read after it, and refuses the rows in which one leads nowhere.
/// The file is written anew only if there are such rows.
pub(crate) fn later(
    folder: &Path,
    contract: &Contract,
    links: &[Link],
    held: &Held,
    checked: &mut Checked,
) -> Result<(), LoadError> {
    let path = folder.join(format!("{}.parquet", contract.name));
    let kept: Vec<usize> = contract
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.visibility != framework::Visibility::Dropped)
        .map(|(position, _)| position)
        .collect();
    let columns: Vec<usize> =
        links.iter().filter_map(|link| kept.iter().position(|&column| column == link.column())).collect();
    let mut astray: Vec<(usize, String)> = Vec::new();
    let mut from = 0;
    for batch in batches(&path, Some(&columns))? {
        let batch = batch.map_err(|error| failed(&path, error.into()))?;
        for row in 0..batch.num_rows() {
            let complaints: Vec<String> =
                links.iter().filter_map(|link| complaint(contract, link, held, &batch, row)).collect();
            if !complaints.is_empty() {
                astray.push((from + row, complaints.join("; ")));
            }
        }
        from += batch.num_rows();
    }
    if astray.is_empty() {
        return Ok(());
    }
    let anew = folder.join(format!("{}.anew", contract.name));
    let mut table = Table::create(&anew, contract)?;
    let mut astray = astray.into_iter().peekable();
    let mut from = 0;
    for batch in batches(&path, None)? {
        let batch = batch.map_err(|error| failed(&path, error.into()))?;
        let mut stays = vec![true; batch.num_rows()];
        while let Some((row, reason)) = astray.next_if(|(row, _)| *row < from + batch.num_rows()) {
            stays[row - from] = false;
            let line = checked.lines.get(row).copied().unwrap_or_default();
            let cells = |position: usize| {
                let column = kept.iter().position(|&column| column == position);
                column.map_or_else(String::new, |column| shown(batch.column(column), row - from))
            };
            checked.refused.push(line, RowRule::UnknownReference, &reason, cells)?;
            checked.rows -= 1;
        }
        from += batch.num_rows();
        let batch = filter_record_batch(&batch, &BooleanArray::from(stays))
            .map_err(|error| failed(&path, error.into()))?;
        table.write(&batch)?;
    }
    table.close()?;
    fs::rename(&anew, &path).map_err(LoadError::store(&path))
}

fn batches(path: &Path, columns: Option<&[usize]>) -> Result<ParquetRecordBatchReader, LoadError> {
    let file = File::open(path).map_err(LoadError::store(path))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| failed(path, error))?;
    let mask = match columns {
        Some(columns) => ProjectionMask::roots(builder.parquet_schema(), columns.iter().copied()),
        None => ProjectionMask::all(),
    };
    builder.with_projection(mask).with_batch_size(1 << 13).build().map_err(|error| failed(path, error))
}

fn complaint(
    contract: &Contract,
    link: &Link,
    held: &Held,
    batch: &RecordBatch,
    row: usize,
) -> Option<String> {
    let column = &contract.columns[link.column()];
    let array = batch.column_by_name(&column.name)?;
    let key = key([&stored(array, column.kind, row)])?;
    let known = held.get(&link.reference())?;
    (!known.contains(&key)).then(|| link.complaint(&column.name))
}

/// A value as it is stored.
fn stored(array: &ArrayRef, kind: ColumnType, row: usize) -> Value<'_> {
    if array.is_null(row) {
        return Value::Null;
    }
    match kind {
        ColumnType::Text => Value::Text(array.as_string::<i32>().value(row).into()),
        ColumnType::WholeNumber => Value::Whole(array.as_primitive::<Int64Type>().value(row)),
        ColumnType::Decimal { .. } => Value::Decimal(array.as_primitive::<Decimal128Type>().value(row)),
        ColumnType::Date => Value::Date(array.as_primitive::<Date32Type>().value(row)),
        ColumnType::YesOrNo => Value::Flag(array.as_boolean().value(row)),
    }
}

/// A stored value as text.
fn shown(array: &ArrayRef, row: usize) -> String {
    if array.is_null(row) {
        return String::new();
    }
    array_value_to_string(array, row).unwrap_or_default()
}
