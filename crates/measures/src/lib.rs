//! Facts become figures. An analyst's query says what counts, once; the engine makes of it every month, place and
//! breakdown, exactly, and can list the records behind each figure.
//!
//! [`Specification`] is the plain list of questions that a framework's measures ask. [`measure`] puts them to the
//! records of an [`Input`] and fills periods from the answers; [`explain()`] lists what stands behind one figure;
//! [`check`] holds facts and measures against the tables that are declared. The one place that makes a session of
//! the query engine is `session`; nothing random and nothing that depends on today is known to it.

mod calendars;
mod column;
mod engine;
mod explain;
mod facts;
mod figure;
mod functions;
mod lineage;
mod partials;
mod places;
mod queries;
mod session;
mod specification;
mod time;

pub use column::{column, rows};
pub use engine::{MeasureError, Measured, Measurement, Settings, measure, period_kind};
pub use explain::{ExplainedFacts, Explanation, Record, difference, explain};
pub use facts::check;
pub use lineage::TableColumn;
pub use places::History;
pub use session::{Input, Resources, Rows, Table};
pub use specification::{Day, Question, Shape, Slot, Specification, Term};
pub use time::Axis;
