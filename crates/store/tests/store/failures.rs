//! What is at fault is said, and nothing is lost.

use std::fs;
use std::process::{Command, Stdio};
use std::sync::Arc;

use store::{Address, Opening, Store, StoreError};
use tempfile::TempDir;

use crate::made::{MORNING, at, board, published, release};
use crate::scratch::{Kind, PATIENCE, Scratch};

async fn opened(scratch: &Scratch) -> Result<Store, StoreError> {
    Store::open(&scratch.address(), Opening::Existing, PATIENCE).await
}

pub(crate) async fn a_database_of_a_newer_program_is_left_alone(scratch: Arc<Scratch>) {
    let store = scratch.open().await;
    published(&store, &board("2023-10", 1, 12)).await;
    store.close().await;
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 SELECT 99, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
    scratch.raw(newer).await.unwrap();
    assert!(matches!(opened(&scratch).await, Err(StoreError::Newer(99))));
    scratch.raw("DELETE FROM _sqlx_migrations WHERE version = 99").await.unwrap();
    assert_eq!(opened(&scratch).await.unwrap().verify().await.unwrap().releases, 1);
}

fn run(test: impl AsyncFnOnce(Scratch)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async { test(Scratch::create(Kind::Sqlite).await.unwrap()).await });
}

#[test]
fn where_there_is_no_store_none_is_made_unless_asked_for() {
    run(async |scratch| {
        assert!(matches!(opened(&scratch).await, Err(StoreError::Missing { .. })));
        assert!(!scratch.path().exists());
        let nowhere = Address::File(scratch.path().join("below").join("releases.sqlite"));
        let error = Store::open(&nowhere, Opening::OrNew, PATIENCE).await.unwrap_err();
        assert!(matches!(error, StoreError::Unopened { .. }), "{error:?}");
    });
}

#[test]
fn a_file_that_is_something_else_is_refused_and_left_as_it_is() {
    run(async |scratch| {
        let text = "indicator,place\n".repeat(500);
        fs::write(scratch.path(), &text).unwrap();
        let error = opened(&scratch).await.unwrap_err();
        assert!(matches!(error, StoreError::Damaged(_)), "{error:?}");
        assert_eq!(fs::read_to_string(scratch.path()).unwrap(), text);
    });
}

#[test]
fn a_damaged_file_is_found() {
    run(async |scratch| {
        let store = scratch.open().await;
        for month in ["2023-08", "2023-09", "2023-10"] {
            published(&store, &release("board", month, 1, 12, 40)).await;
        }
        store.close().await;
        let whole = fs::read(scratch.path()).unwrap();
        // Cut off, and pages of noise at one place after the other.
        let mut damaged = vec![whole[..whole.len() / 2].to_vec()];
        for page in (8192..whole.len() - 4096).step_by(4096) {
            let mut noise = whole.clone();
            noise[page..page + 4096]
                .iter_mut()
                .enumerate()
                .for_each(|(position, byte)| *byte = (position * 31) as u8);
            damaged.push(noise);
        }
        for file in damaged {
            fs::write(scratch.path(), file).unwrap();
            let found = match opened(&scratch).await {
                Ok(store) => {
                    let found = store.verify().await;
                    store.close().await;
                    found.map(|found| found.faults)
                }
                Err(error) => Err(error),
            };
            match found {
                Ok(faults) => assert!(!faults.is_empty(), "damage was not found"),
                Err(error) => assert!(matches!(error, StoreError::Damaged(_)), "{error:?}"),
            }
        }
        fs::write(scratch.path(), whole).unwrap();
        assert_eq!(opened(&scratch).await.unwrap().verify().await.unwrap().faults, [""; 0]);
    });
}

#[test]
fn a_full_disk_is_said_and_nothing_is_half_there() {
    let Some(disk) = SmallDisk::mount() else { return };
    run(async |_| {
        let address = Address::File(disk.0.path().join("releases.sqlite"));
        let store = Store::open(&address, Opening::OrNew, PATIENCE).await.unwrap();
        published(&store, &board("2023-09", 1, 12)).await;
        let before = store.list().await.unwrap();
        let error = store.draft(&release("board", "2023-10", 1, 12, 5000), at(MORNING)).await.unwrap_err();
        assert!(matches!(error, StoreError::Full), "{error:?}");
        assert_eq!(store.list().await.unwrap(), before);
        assert_eq!(store.verify().await.unwrap().faults, [""; 0]);
        published(&store, &board("2023-10", 1, 12)).await;
    });
}

#[test]
fn a_read_only_folder_is_read_and_not_written() {
    let Some(disk) = SmallDisk::mount() else { return };
    run(async |_| {
        let address = Address::File(disk.0.path().join("releases.sqlite"));
        let store = Store::open(&address, Opening::OrNew, PATIENCE).await.unwrap();
        published(&store, &board("2023-09", 1, 12)).await;
        store.close().await;
        disk.make_read_only();
        let store = Store::open(&address, Opening::Existing, PATIENCE).await.unwrap();
        assert_eq!(store.verify().await.unwrap().releases, 1);
        let error = store.draft(&board("2023-10", 1, 12), at(MORNING)).await.unwrap_err();
        assert!(matches!(error, StoreError::ReadOnly), "{error:?}");
        store.close().await;
        let other = Address::File(disk.0.path().join("other.sqlite"));
        let error = Store::open(&other, Opening::OrNew, PATIENCE).await.unwrap_err();
        assert!(matches!(error, StoreError::Unopened { .. }), "{error:?}");
    });
}

/// A file system of a megabyte, which is gone in the end.
struct SmallDisk(TempDir);

impl SmallDisk {
    /// Only a system's administrator may mount one; otherwise the test says so and passes.
    fn mount() -> Option<Self> {
        let disk = Self(TempDir::new().unwrap());
        let mounted = disk.command("mount", &["-t", "tmpfs", "-o", "size=1m", "tmpfs"]);
        if !mounted {
            println!("skipped: no file system can be mounted");
        }
        mounted.then_some(disk)
    }

    fn make_read_only(&self) {
        assert!(self.command("mount", &["-o", "remount,ro"]));
    }

    fn command(&self, name: &str, arguments: &[&str]) -> bool {
        let done = Command::new(name).args(arguments).arg(self.0.path()).stderr(Stdio::null()).status();
        done.is_ok_and(|status| status.success())
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        self.command("umount", &[]);
    }
}

#[test]
fn a_server_that_cannot_be_reached_is_said_without_the_password() {
    run(async |_| {
        let nowhere = Address::of("postgres://ann:secret@127.0.0.1:1/releases");
        let error = Store::open(&nowhere, Opening::OrNew, PATIENCE).await.unwrap_err();
        assert!(matches!(error, StoreError::Unreached(_)), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("secret"));
    });
}
