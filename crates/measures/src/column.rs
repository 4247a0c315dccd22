//! Values of tables as they stand.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

use arrow::array::{Array as _, ArrayRef, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::DataType;
use arrow::error::ArrowError;
use datafusion::error::DataFusionError;
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::engine::MeasureError;

/// The different values of a column of text in a Parquet file.
pub fn column(path: &Path, name: &str) -> Result<BTreeSet<String>, MeasureError> {
    let mut values = BTreeSet::new();
    each_batch(path, &[name], &mut |batch| {
        let words = cast(batch.column(0), &DataType::Utf8View)?;
        values.extend(words.as_string_view().iter().flatten().map(str::to_owned));
        Ok(())
    })?;
    Ok(values)
}

/// The rows of a Parquet file whose key is wanted, by it: each the texts of the columns named, days as `2023-10-31`. What
/// is missing, or a column that the file doesn't have, is empty.
pub fn rows(
    path: &Path,
    key: &str,
    columns: &[&str],
    wanted: &BTreeSet<&str>,
) -> Result<BTreeMap<String, Vec<String>>, MeasureError> {
    let mut found = BTreeMap::new();
    let named: Vec<&str> = columns.iter().copied().chain([key]).collect();
    each_batch(path, &named, &mut |batch| {
        let text = |name: &str| -> Result<Option<ArrayRef>, ArrowError> {
            batch.column_by_name(name).map(|column| cast(column, &DataType::Utf8View)).transpose()
        };
        let Some(keys) = text(key)? else { return Ok(()) };
        let texts = columns.iter().map(|name| text(name)).collect::<Result<Vec<_>, _>>()?;
        for (row, key) in keys.as_string_view().iter().enumerate() {
            let Some(key) = key.filter(|key| wanted.contains(key)) else { continue };
            let cell = |column: &Option<ArrayRef>| match column {
                Some(column) if column.is_valid(row) => column.as_string_view().value(row).to_owned(),
                _ => String::new(),
            };
            found.insert(key.to_owned(), texts.iter().map(cell).collect());
        }
        Ok(())
    })?;
    Ok(found)
}

/// Reads some columns of a Parquet file, batch by batch.
fn each_batch(
    path: &Path,
    names: &[&str],
    take: &mut dyn FnMut(&RecordBatch) -> Result<(), ArrowError>,
) -> Result<(), MeasureError> {
    let mut read = || -> Result<(), DataFusionError> {
        let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path)?)?;
        let mask = ProjectionMask::columns(reader.parquet_schema(), names.iter().copied());
        for batch in reader.with_projection(mask).build()? {
            take(&batch?)?;
        }
        Ok(())
    };
    read().map_err(MeasureError::Records)
}
