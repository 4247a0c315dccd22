//! The releases of a framework folder, as commands use them.

use std::future::Future;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use store::{Address, Opening, Store, StoreError, Verification};

use crate::Outcome;
use crate::input::count;
use crate::output::{Failure, tell};

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(10);

/// Releases hold everything; what is printed of them is for those who work with the figures.
pub(crate) const INTERNAL: &str = "internal: this is not a public copy";

/// This moment, to the second.
pub(crate) fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

/// Where a folder's releases are kept, unless something else is said.
pub(crate) fn address(folder: &Path, said: Option<&str>) -> Address {
    said.map_or_else(|| Address::in_folder(folder), Address::of)
}

/// Opens the releases of an address and does something with them.
pub(crate) fn with<Done, Work>(
    address: &Address,
    opening: Opening,
    work: impl FnOnce(Store) -> Work,
) -> Result<Done, Failure>
where
    Work: Future<Output = Result<Done, StoreError>>,
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let done = runtime.block_on(async { work(open(address, opening).await?).await });
    done.map_err(|error| Failure::caused(&error))
}

/// Opens the releases of an address.
pub(crate) async fn open(address: &Address, opening: Opening) -> Result<Store, StoreError> {
    Store::open(address, opening, PATIENCE).await
}

/// Verifies the releases of an address and says what was found.
pub(crate) fn verify(address: &Address) -> Outcome {
    let found = with(address, Opening::Existing, async |store| store.verify().await)?;
    say(&found);
    match found.faults.len() {
        0 => Ok(()),
        faults => Err(Failure::input(format!("{} in the releases", count(faults, "fault")))),
    }
}

fn say(found: &Verification) {
    for fault in &found.faults {
        tell(fault);
    }
    tell(&format!("{} verified", count(found.releases, "release")));
    if let Some(end) = &found.audit {
        tell(&format!("audit log: {} entries, the last has the digest {}", end.links, end.seal));
    }
    for (scorecard, end) in &found.ends {
        tell(&format!("{scorecard}: {} signed off, the last has the seal {}", end.links, end.seal));
    }
}
