//! The values of one column of a table.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

use arrow::array::AsArray;
use arrow::compute::cast;
use arrow::datatypes::DataType;
use datafusion::error::DataFusionError;
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::engine::MeasureError;

/// The different values of a column of text in a Parquet file.
pub fn column(path: &Path, name: &str) -> Result<BTreeSet<String>, MeasureError> {
    let read = || -> Result<BTreeSet<String>, DataFusionError> {
        let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path)?)?;
        let mask = ProjectionMask::columns(reader.parquet_schema(), [name]);
        let mut values = BTreeSet::new();
        for batch in reader.with_projection(mask).build()? {
            let words = cast(batch?.column(0), &DataType::Utf8View)?;
            values.extend(words.as_string_view().iter().flatten().map(str::to_owned));
        }
        Ok(values)
    };
    read().map_err(MeasureError::Records)
}
