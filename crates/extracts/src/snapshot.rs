//! Snapshots: what loads have left in the folder of records.
//!
//! ```text
//! records/current              the id of the snapshot in use
//! records/snapshots/ID/        TABLE.parquet, manifest.json, report.md, refused/TABLE.csv
//! records/stopped/             report.md and refused/TABLE.csv of the last load that was stopped
//! ```

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use framework::Contracts;
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::fault::LoadError;
use crate::manifest::{Manifest, hash_of};

const CURRENT: &str = "current";
const MANIFEST: &str = "manifest.json";
/// How the folders of loads that are under way begin.
pub(crate) const LOADING: &str = "loading-";

/// A snapshot that is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Its id: the day on which the extract was taken and the first letters of its fingerprint.
    pub id: String,
    /// Its folder.
    pub path: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
}

/// Why a snapshot cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// Nothing was loaded yet.
    #[error("there is no snapshot in {}: load an extract first", .0.display())]
    None(PathBuf),
    /// There is no such snapshot.
    #[error("there is no snapshot `{id}` in {}", .folder.display())]
    Unknown {
        /// What was asked for.
        id: String,
        /// The folder of records.
        folder: PathBuf,
    },
    /// It can be found and not be read.
    #[error("the snapshot in {} cannot be read: {reason}", .path.display())]
    Unreadable {
        /// Its folder.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// A file is not what was stored.
    #[error("the table `{table}` in {} is not what was stored: its fingerprint is another", .path.display())]
    Changed {
        /// The snapshot's folder.
        path: PathBuf,
        /// The table.
        table: String,
    },
}

impl Snapshot {
    /// Opens a snapshot of a folder of records: the one in use, or one by its id.
    ///
    /// # Errors
    /// There is none, or it cannot be read.
    pub fn open(store: &Path, id: Option<&str>) -> Result<Self, SnapshotError> {
        let id = match id {
            Some(id) => id.to_owned(),
            None => current(store).ok_or_else(|| SnapshotError::None(store.to_owned()))?,
        };
        let unknown = || SnapshotError::Unknown { id: id.clone(), folder: store.to_owned() };
        if id.is_empty() || id.contains(['/', '\\']) || id.starts_with('.') {
            return Err(unknown());
        }
        let path = store.join("snapshots").join(&id);
        if !path.is_dir() {
            return Err(unknown());
        }
        let unreadable = |reason: String| SnapshotError::Unreadable { path: path.clone(), reason };
        let text = fs::read_to_string(path.join(MANIFEST)).map_err(|error| unreadable(error.to_string()))?;
        let manifest = serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
        Ok(Self { id, path, manifest })
    }

    /// The Parquet file of a table, where the snapshot has it.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<PathBuf> {
        self.manifest.table(name).map(|table| self.path.join(format!("{}.parquet", table.table)))
    }

    /// Reads all files and compares their fingerprints with those that were noted when they were stored.
    ///
    /// # Errors
    /// A file cannot be read, or is another.
    pub fn verify(&self) -> Result<(), SnapshotError> {
        for table in &self.manifest.tables {
            let file = self.path.join(format!("{}.parquet", table.table));
            let hash = hash_of(&file).map_err(|error| SnapshotError::Unreadable {
                path: self.path.clone(),
                reason: error.to_string(),
            })?;
            if hash != table.hash {
                return Err(SnapshotError::Changed { path: self.path.clone(), table: table.table.clone() });
            }
        }
        Ok(())
    }
}

/// The id of the snapshot in use.
#[must_use]
pub fn current(store: &Path) -> Option<String> {
    let id = fs::read_to_string(store.join(CURRENT)).ok()?.trim().to_owned();
    (!id.is_empty()).then_some(id)
}

/// The snapshots of a folder of records, the oldest first. What cannot be read is passed over.
#[must_use]
pub fn snapshots(store: &Path) -> Vec<Snapshot> {
    let entries = fs::read_dir(store.join("snapshots")).into_iter().flatten().flatten();
    let mut found: Vec<Snapshot> = entries
        .filter_map(|entry| Snapshot::open(store, Some(&entry.file_name().to_string_lossy())).ok())
        .collect();
    found.sort_by(|one, other| (one.manifest.taken, &one.id).cmp(&(other.manifest.taken, &other.id)));
    found
}

/// A snapshot that has been kept for as long as it may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expired {
    /// The snapshot.
    pub id: String,
    /// The day on which the extract was taken.
    pub taken: Date,
    /// The first day on which it should no longer be there.
    pub due: Date,
    /// The table whose contract keeps it for the shortest time.
    pub table: String,
    /// Whether it stays because it is in use.
    pub current: bool,
}

/// Removes the snapshots that have been kept for as long as their contracts say: a snapshot goes when the shortest
/// time of its tables is over. The one in use stays, and is told. With `dry_run` nothing is removed.
///
/// # Errors
/// Something cannot be removed, or a load is under way.
pub fn purge(
    store: &Path,
    contracts: &Contracts,
    today: Date,
    dry_run: bool,
) -> Result<Vec<Expired>, LoadError> {
    if !store.is_dir() {
        return Ok(Vec::new());
    }
    let _lock = lock(store)?;
    let in_use = current(store);
    let mut expired = Vec::new();
    for snapshot in snapshots(store) {
        let shortest = snapshot
            .manifest
            .tables
            .iter()
            .filter_map(|table| Some((contracts.get(&table.table)?.retain_months?, &table.table)))
            .min();
        let Some((months, table)) = shortest else { continue };
        let Ok(due) = snapshot.manifest.taken.checked_add(i64::from(months).months()) else { continue };
        if due > today {
            continue;
        }
        let current = in_use.as_ref() == Some(&snapshot.id);
        if !dry_run && !current {
            // Renamed first, so that no half of a snapshot is ever taken for one.
            let doomed = store.join(format!("{LOADING}{}", snapshot.id));
            fs::rename(&snapshot.path, &doomed).map_err(LoadError::store(&snapshot.path))?;
            fs::remove_dir_all(&doomed).map_err(LoadError::store(&doomed))?;
        }
        expired.push(Expired {
            taken: snapshot.manifest.taken,
            due,
            table: table.clone(),
            current,
            id: snapshot.id,
        });
    }
    Ok(expired)
}

/// Makes the folder of records, which no version control should take in.
///
/// # Errors
/// It cannot be made.
pub fn prepare(store: &Path) -> Result<(), LoadError> {
    let snapshots = store.join("snapshots");
    fs::create_dir_all(&snapshots).map_err(LoadError::store(&snapshots))?;
    let ignore = store.join(".gitignore");
    if !ignore.exists() {
        fs::write(&ignore, "*\n").map_err(LoadError::store(&ignore))?;
    }
    Ok(())
}

/// Keeps other loads out for as long as the file is held.
pub(crate) fn lock(store: &Path) -> Result<File, LoadError> {
    let path = store.join(".lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(LoadError::store(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(LoadError::Busy(store.to_owned())),
        Err(TryLockError::Error(error)) => Err(LoadError::store(&path)(error)),
    }
}

/// Removes what loads have left that never came to their end.
pub(crate) fn sweep(store: &Path) {
    for entry in fs::read_dir(store).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(LOADING) {
            // What cannot be removed now is tried again at the next load.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Writes a file that is on the disk when this returns.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), LoadError> {
    let written = || -> io::Result<()> {
        let mut file = File::create(path)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    written().map_err(LoadError::store(path))
}

/// Makes sure that the names in a folder are on the disk.
pub(crate) fn settle(folder: &Path) -> Result<(), LoadError> {
    // Elsewhere folders cannot be opened, and names are settled with their files.
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(LoadError::store(folder))?;
    }
    Ok(())
}

/// Puts a finished folder in its place and makes it the snapshot in use. Whoever looks sees the one before or this
/// one, each of them whole.
pub(crate) fn establish(store: &Path, finished: &Path, manifest: Manifest) -> Result<Snapshot, LoadError> {
    let text = serde_json::to_string_pretty(&manifest)
        .map_err(|error| LoadError::store(finished)(io::Error::other(error)))?;
    write(&finished.join(MANIFEST), &format!("{text}\n"))?;
    settle(finished)?;
    let id = manifest.id();
    let snapshots = store.join("snapshots");
    let path = snapshots.join(&id);
    // The same extract, loaded again, is there already.
    if !path.join(MANIFEST).exists() {
        fs::rename(finished, &path).map_err(LoadError::store(&path))?;
        settle(&snapshots)?;
    }
    let next = store.join(".next");
    write(&next, &format!("{id}\n"))?;
    let current = store.join(CURRENT);
    fs::rename(&next, &current).map_err(LoadError::store(&current))?;
    settle(store)?;
    Ok(Snapshot { id, path, manifest })
}
