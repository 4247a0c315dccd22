//! The one place where a session of the engine is made.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use datafusion::catalog::MemTable;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::context::SQLOptions;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use extracts::Snapshot;
use framework::{Contract, Contracts};

use crate::calendars::Calendars;
use crate::functions;
use crate::places::PlaceMap;
use crate::time::Axis;

/// The tables that facts may read.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Every declared table by name.
    pub tables: BTreeMap<String, Table>,
}

impl Input {
    /// The tables of contracts, with the rows that a snapshot has of them.
    #[must_use]
    pub fn of(contracts: &Contracts, snapshot: Option<&Snapshot>) -> Self {
        let table = |contract: &Contract| Table {
            columns: extracts::schema(contract),
            rows: snapshot.and_then(|snapshot| snapshot.table(&contract.name)).map(Rows::Parquet),
        };
        Self {
            tables: contracts.all().iter().map(|contract| (contract.name.clone(), table(contract))).collect(),
        }
    }
}

/// A declared table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its columns.
    pub columns: SchemaRef,
    /// Its rows, if it was loaded.
    pub rows: Option<Rows>,
}

/// Where the rows of a table are.
#[derive(Debug, Clone)]
pub enum Rows {
    /// In a Parquet file.
    Parquet(PathBuf),
    /// In memory.
    Memory(Vec<RecordBatch>),
}

/// What a session may use of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resources {
    /// How many parts of a query are worked on at once.
    pub partitions: usize,
    /// The memory that queries may use, in bytes; what doesn't fit goes to temporary files.
    pub memory: Option<usize>,
}

impl Default for Resources {
    /// All processors, and no limit of memory.
    fn default() -> Self {
        Self { partitions: std::thread::available_parallelism().map_or(1, usize::from), memory: None }
    }
}

/// Only questions: nothing that makes, changes or copies anything.
pub(crate) fn only_questions() -> SQLOptions {
    SQLOptions::new().with_allow_ddl(false).with_allow_dml(false).with_allow_statements(false)
}

/// Functions that give another answer another time; a figure must not depend on when it was measured.
pub(crate) const UNSTEADY: [&str; 7] =
    ["now", "current_timestamp", "current_date", "today", "current_time", "random", "uuid"];

/// A session that knows the declared tables and the functions of facts.
pub(crate) async fn session(
    input: &Input,
    calendars: &Calendars,
    resources: Resources,
) -> Result<SessionContext> {
    let mut config = SessionConfig::new().with_target_partitions(resources.partitions.max(1));
    let options = config.options_mut();
    options.execution.parquet.pushdown_filters = true;
    options.execution.parquet.reorder_filters = true;
    let mut runtime = RuntimeEnvBuilder::new();
    if let Some(memory) = resources.memory {
        // The engine doesn't count all that it uses.
        runtime = runtime.with_memory_limit(memory, 0.9);
    }
    let context = SessionContext::new_with_config_rt(config, Arc::new(runtime.build()?));
    for name in UNSTEADY {
        context.deregister_udf(name);
    }
    for function in functions::for_facts(calendars) {
        context.register_udf(function);
    }
    for (name, table) in &input.tables {
        match &table.rows {
            Some(Rows::Parquet(path)) => {
                let Some(path) = path.to_str() else {
                    return Err(DataFusionError::Execution(format!("the path of `{name}` is no text")));
                };
                let options = ParquetReadOptions::default().schema(&table.columns);
                context.register_parquet(name.as_str(), path, options).await?;
            }
            Some(Rows::Memory(batches)) => {
                let rows = MemTable::try_new(Arc::clone(&table.columns), vec![batches.clone()])?;
                context.register_table(name.as_str(), Arc::new(rows))?;
            }
            None => {
                let none = MemTable::try_new(Arc::clone(&table.columns), vec![Vec::new()])?;
                context.register_table(name.as_str(), Arc::new(none))?;
            }
        }
    }
    Ok(context)
}

/// Lets a session know the functions of the engine's own queries.
pub(crate) fn with_engine_functions(context: &SessionContext, places: &Arc<PlaceMap>, axis: &Axis) {
    for function in functions::for_engine(places, axis) {
        context.register_udf(function);
    }
}
