//! Parquet files.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Date32Type, Float64Type, Int64Type};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::{Failure, Reader, Row, Sink, names};
use crate::fault::{Fault, FaultRule};
use crate::values::Cell;

/// A Parquet file whose columns are known.
pub(crate) struct ParquetFile {
    name: String,
    columns: Vec<String>,
    builder: ParquetRecordBatchReaderBuilder<File>,
}

impl ParquetFile {
    /// Opens a file and reads what it says of its columns.
    pub(crate) fn open(path: &Path, name: &str) -> Result<Self, Fault> {
        let file = File::open(path).map_err(|error| super::text::unreadable(name, &error))?;
        let builder = super::guarded(|| ParquetRecordBatchReaderBuilder::try_new(file))
            .map_err(|error| wrong(name, &error))?;
        let columns = names(builder.schema().fields().iter().map(|field| field.name().as_str()));
        Ok(Self { name: name.to_owned(), columns, builder })
    }
}

fn wrong(name: &str, error: &dyn std::fmt::Display) -> Fault {
    Fault::new(
        FaultRule::WrongKind,
        name,
        format!("this cannot be read as Parquet: {error}"),
        "write it again, or save the table as CSV",
    )
}

impl Reader for ParquetFile {
    fn columns(&self) -> &[String] {
        &self.columns
    }

    fn read(self: Box<Self>, wanted: &[usize], sink: &mut Sink<'_>) -> Result<(), Failure> {
        let Self { name, columns, builder } = *self;
        let fields: Vec<String> =
            builder.schema().fields().iter().map(|field| field.name().clone()).collect();
        let mask = ProjectionMask::roots(builder.parquet_schema(), wanted.iter().copied());
        let open = || builder.with_projection(mask).with_batch_size(8192).build();
        let mut batches = super::guarded(open).map_err(|error| wrong(&name, &error))?;
        let mut line = 0;
        while let Some(batch) =
            super::guarded(|| batches.next().transpose()).map_err(|error| wrong(&name, &error))?
        {
            let arrays = wanted
                .iter()
                .map(|&column| plain(&name, &columns[column], &fields[column], &batch))
                .collect::<Result<Vec<_>, _>>()?;
            for row in 0..batch.num_rows() {
                line += 1;
                let cells: Vec<Cell<'_>> = arrays.iter().map(|array| array.cell(row)).collect();
                sink(line, Row::Cells(&cells))?;
            }
        }
        Ok(())
    }
}

/// A column in one of the few types that cells have.
enum Plain {
    Text(ArrayRef),
    Whole(ArrayRef),
    Number(ArrayRef),
    Date(ArrayRef),
    Flag(ArrayRef),
}

fn plain(name: &str, column: &str, field: &str, batch: &RecordBatch) -> Result<Plain, Fault> {
    let unknown = |kind: &DataType| {
        Fault::new(
            FaultRule::ColumnType,
            name,
            format!("the column `{column}` is of the type {kind}, which records don't have"),
            "write it as text, number, date or yes and no",
        )
    };
    let Some(array) = batch.column_by_name(field) else {
        return Err(wrong(name, &format!("the column `{column}` is lost")));
    };
    let to = match array.data_type() {
        DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Dictionary(..)
        | DataType::Null => DataType::Utf8,
        // Text keeps their digits.
        DataType::Decimal32(..)
        | DataType::Decimal64(..)
        | DataType::Decimal128(..)
        | DataType::Decimal256(..) => DataType::Utf8,
        DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => DataType::Int64,
        DataType::UInt8 | DataType::UInt16 | DataType::UInt32 | DataType::UInt64 => DataType::Int64,
        DataType::Float16 | DataType::Float32 | DataType::Float64 => DataType::Float64,
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => DataType::Date32,
        DataType::Boolean => DataType::Boolean,
        other => return Err(unknown(other)),
    };
    let array = super::guarded(|| cast(array, &to)).map_err(|error| wrong(name, &error))?;
    Ok(match to {
        DataType::Int64 => Plain::Whole(array),
        DataType::Float64 => Plain::Number(array),
        DataType::Date32 => Plain::Date(array),
        DataType::Boolean => Plain::Flag(array),
        _ => Plain::Text(array),
    })
}

impl Plain {
    fn cell(&self, row: usize) -> Cell<'_> {
        let (Self::Text(array)
        | Self::Whole(array)
        | Self::Number(array)
        | Self::Date(array)
        | Self::Flag(array)) = self;
        if array.is_null(row) {
            return Cell::Empty;
        }
        match self {
            Self::Text(array) => Cell::Text(Cow::Borrowed(array.as_string::<i32>().value(row))),
            Self::Whole(array) => Cell::Whole(array.as_primitive::<Int64Type>().value(row)),
            Self::Number(array) => Cell::Number(array.as_primitive::<Float64Type>().value(row)),
            Self::Date(array) => Cell::Date(array.as_primitive::<Date32Type>().value(row)),
            Self::Flag(array) => Cell::Flag(array.as_boolean().value(row)),
        }
    }
}
