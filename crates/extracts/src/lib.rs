//! Takes extracts of records in: contracts, readers, checks, and snapshots in Parquet.
//!
//! A contract says what a table of an extract must hold (`docs/records.md`). [`load`] reads every table of a
//! [`Source`], holds each row against its contract, keeps apart what breaks it, and writes the rest as Parquet; only
//! when all of it is on the disk does it become the [`Snapshot`] in use. Killed at any moment, it leaves the snapshot
//! before as it was.

mod check;
mod fault;
mod follow;
mod keys;
mod load;
mod manifest;
mod readers;
mod refused;
mod report;
mod sheet;
mod shipped;
mod snapshot;
mod source;
mod store;
mod values;

pub use fault::{Fault, FaultRule, Finding, FindingRule, LoadError};
pub use load::{Loaded, Options, Progress, load};
pub use manifest::{Manifest, TableManifest, fingerprint};
pub use report::{Example, Report, RuleCount, TableReport};
pub use sheet::{SheetTexts, read_sent_sheet, read_sheet};
pub use shipped::{contracts, shipped};
pub use snapshot::{Expired, Snapshot, SnapshotError, current, prepare, purge, snapshots};
pub use source::Source;
pub use store::schema;
