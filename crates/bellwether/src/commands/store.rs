//! `bellwether store`: backs releases up, restores and verifies them.

use store::{Address, Opening};

use crate::Outcome;
use crate::archive;
use crate::arguments::{Kept, Store, StoreBackup, StoreRestore};
use crate::input::count;
use crate::output::{Failure, tell};

pub(crate) fn run(arguments: &Store) -> Outcome {
    match arguments {
        Store::Backup(arguments) => backup(arguments),
        Store::Restore(arguments) => restore(arguments),
        Store::Verify(kept) => archive::verify(&address(kept)),
    }
}

pub(crate) fn address(kept: &Kept) -> Address {
    archive::address(&kept.folder, kept.store.as_deref())
}

fn backup(arguments: &StoreBackup) -> Outcome {
    if arguments.to.exists() {
        return Err(Failure::Call(format!("{} is there already; give a new file", arguments.to.display())));
    }
    copy(&address(&arguments.kept), &Address::File(arguments.to.clone()))
}

fn restore(arguments: &StoreRestore) -> Outcome {
    copy(&Address::File(arguments.from.clone()), &address(&arguments.kept))
}

/// Copies the releases of one store into another, and verifies them there.
fn copy(from: &Address, to: &Address) -> Outcome {
    let copied = archive::with(from, Opening::Existing, async |from| {
        let to = archive::open(to, Opening::OrNew).await?;
        from.copy_to(&to).await
    })?;
    tell(&format!("{} copied", count(copied, "release")));
    archive::verify(to)
}
