//! Writing of tables: Parquet, row groups of about a million rows, compressed with snap.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Decimal128Builder, Int64Builder, RecordBatch, StringBuilder,
};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use framework::{ColumnType, Contract, ContractColumn};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use crate::fault::LoadError;
use crate::values::Value;

/// How many rows are held before they are handed to the file.
const BATCH: usize = 1 << 16;
const ROW_GROUP: usize = 1 << 20;
/// Digits of a stored decimal.
const PRECISION: u8 = 18;

/// The columns of a stored table: those of the contract that are not dropped.
#[must_use]
pub fn schema(contract: &Contract) -> SchemaRef {
    let field = |column: &ContractColumn| Field::new(&column.name, data_type(column.kind), !column.required);
    Arc::new(Schema::new(contract.kept().map(field).collect::<Vec<_>>()))
}

fn data_type(kind: ColumnType) -> DataType {
    match kind {
        ColumnType::Text => DataType::Utf8,
        ColumnType::WholeNumber => DataType::Int64,
        ColumnType::Decimal { decimals } => DataType::Decimal128(PRECISION, scale(decimals)),
        ColumnType::Date => DataType::Date32,
        ColumnType::YesOrNo => DataType::Boolean,
    }
}

fn scale(decimals: u8) -> i8 {
    i8::try_from(decimals).unwrap_or_default()
}

/// The values of one column that aren't in the file yet.
enum Column {
    Text(StringBuilder),
    Whole(Int64Builder),
    Decimal(Decimal128Builder),
    Date(Date32Builder),
    Flag(BooleanBuilder),
}

impl Column {
    fn new(kind: ColumnType) -> Self {
        match kind {
            ColumnType::Text => Self::Text(StringBuilder::new()),
            ColumnType::WholeNumber => Self::Whole(Int64Builder::new()),
            ColumnType::Decimal { .. } => {
                Self::Decimal(Decimal128Builder::new().with_data_type(data_type(kind)))
            }
            ColumnType::Date => Self::Date(Date32Builder::new()),
            ColumnType::YesOrNo => Self::Flag(BooleanBuilder::new()),
        }
    }

    fn push(&mut self, value: &Value<'_>) {
        match (self, value) {
            (Self::Text(builder), Value::Text(text)) => builder.append_value(text),
            (Self::Text(builder), _) => builder.append_null(),
            (Self::Whole(builder), Value::Whole(whole)) => builder.append_value(*whole),
            (Self::Whole(builder), _) => builder.append_null(),
            (Self::Decimal(builder), Value::Decimal(units)) => builder.append_value(*units),
            (Self::Decimal(builder), _) => builder.append_null(),
            (Self::Date(builder), Value::Date(days)) => builder.append_value(*days),
            (Self::Date(builder), _) => builder.append_null(),
            (Self::Flag(builder), Value::Flag(flag)) => builder.append_value(*flag),
            (Self::Flag(builder), _) => builder.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Whole(builder) => Arc::new(builder.finish()),
            Self::Decimal(builder) => Arc::new(builder.finish()),
            Self::Date(builder) => Arc::new(builder.finish()),
            Self::Flag(builder) => Arc::new(builder.finish()),
        }
    }
}

/// A table that is being written.
pub(crate) struct Table {
    path: std::path::PathBuf,
    writer: ArrowWriter<File>,
    schema: SchemaRef,
    /// The places in the contract of the columns that are kept.
    kept: Vec<usize>,
    columns: Vec<Column>,
    held: usize,
    /// How many rows there are.
    pub rows: u64,
}

impl Table {
    /// Begins a file.
    pub(crate) fn create(path: &Path, contract: &Contract) -> Result<Self, LoadError> {
        let schema = schema(contract);
        let file = File::create(path).map_err(LoadError::store(path))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .set_created_by("bellwether".to_owned())
            .build();
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties))
            .map_err(|error| failed(path, error))?;
        let kept: Vec<usize> = contract
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.visibility != framework::Visibility::Dropped)
            .map(|(position, _)| position)
            .collect();
        let columns = kept.iter().map(|&position| Column::new(contract.columns[position].kind)).collect();
        Ok(Self { path: path.to_owned(), writer, schema, kept, columns, held: 0, rows: 0 })
    }

    /// Adds a row: one value for each column of the contract.
    pub(crate) fn push(&mut self, values: &[Value<'_>]) -> Result<(), LoadError> {
        for (column, &position) in self.columns.iter_mut().zip(&self.kept) {
            column.push(&values[position]);
        }
        self.held += 1;
        self.rows += 1;
        if self.held >= BATCH { self.hand_on() } else { Ok(()) }
    }

    fn hand_on(&mut self) -> Result<(), LoadError> {
        if self.held == 0 {
            return Ok(());
        }
        self.held = 0;
        let arrays = self.columns.iter_mut().map(Column::finish).collect();
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays)
            .map_err(|error| failed(&self.path, error.into()))?;
        self.write(&batch)
    }

    /// Adds rows that have the columns of the table.
    pub(crate) fn write(&mut self, batch: &RecordBatch) -> Result<(), LoadError> {
        self.writer.write(batch).map_err(|error| failed(&self.path, error))
    }

    /// Ends the file; it is on the disk when this returns.
    pub(crate) fn close(mut self) -> Result<(), LoadError> {
        self.hand_on()?;
        let file = self.writer.into_inner().map_err(|error| failed(&self.path, error))?;
        file.sync_all().map_err(LoadError::store(&self.path))
    }
}

/// A file of the store that cannot be written or read.
pub(crate) fn failed(path: &Path, error: ParquetError) -> LoadError {
    LoadError::Store { path: path.to_owned(), error: std::io::Error::other(error) }
}
