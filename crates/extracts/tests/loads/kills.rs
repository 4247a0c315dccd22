//! A load that is killed, at whatever moment, leaves the snapshot before it whole.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use extracts::{Snapshot, Source, load, snapshots};

use super::{Case, options, small};

const EXTRACT: &str = "EXTRACTS_TEST_EXTRACT";
const STORE: &str = "EXTRACTS_TEST_STORE";

/// The process that is killed: this test, started by the one below.
#[test]
#[ignore = "started and killed by the test below"]
fn child() {
    let (Some(extract), Some(store)) = (env::var_os(EXTRACT), env::var_os(STORE)) else { return };
    load(&Source::Folder(extract.into()), &small(), &options(), Path::new(&store), &mut |_| {}).unwrap();
}

fn people(count: u32, sex: &str) -> String {
    let mut text = "person_id,born,sex,mother_id\n".to_owned();
    for number in 0..count {
        // Every fifth mother is nobody, so that the file is written a second time.
        let mother = if number % 5 == 0 { "nobody".to_owned() } else { format!("p{number}") };
        writeln!(text, "p{number},2015-10-31,{sex},{mother}").unwrap();
    }
    text
}

#[test]
fn a_load_killed_at_any_moment_leaves_a_whole_snapshot() {
    let case = Case::new(&[("people.csv", people(10, "girl").as_bytes())]);
    let first = case.load().unwrap().snapshot;
    fs::write(case.extract().join("people.csv"), people(30_000, "boy")).unwrap();
    let start = || {
        Command::new(env::current_exe().unwrap())
            .args(["--exact", "kills::child", "--ignored", "--test-threads", "1"])
            .env(EXTRACT, case.extract())
            .env(STORE, case.store())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };
    // How long it takes in one go, in a store of its own, tells when to kill.
    let begun = Instant::now();
    let other = Case::new(&[]);
    let whole = Command::new(env::current_exe().unwrap())
        .args(["--exact", "kills::child", "--ignored"])
        .env(EXTRACT, case.extract())
        .env(STORE, other.store())
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(whole.success());
    let second = Snapshot::open(&other.store(), None).unwrap().id;
    let takes = begun.elapsed();
    let moments = 40;
    let mut midway = 0;
    for moment in 0..moments {
        let mut child = start();
        std::thread::sleep(takes.mul_f64(f64::from(moment) / f64::from(moments - 5)));
        child.kill().unwrap();
        child.wait().unwrap();
        midway += usize::from(!unfinished(&case.store()).is_empty());
        let found = Snapshot::open(&case.store(), None).unwrap();
        assert!(found.id == first.id || found.id == second, "{}", found.id);
        found.verify().unwrap();
        for snapshot in snapshots(&case.store()) {
            snapshot.verify().unwrap();
        }
        if found.id == second {
            // Back to where it began, so that every moment is one of a load that has something to do.
            fs::write(case.store().join("current"), format!("{}\n", first.id)).unwrap();
            fs::remove_dir_all(case.store().join("snapshots").join(&second)).unwrap();
        }
    }
    assert!(midway > 0, "no load was killed while it was writing");
    assert!(start().wait().unwrap().success(), "what was left behind is in nobody's way");
    assert_eq!(Snapshot::open(&case.store(), None).unwrap().id, second);
    assert_eq!(unfinished(&case.store()), [""; 0]);
}

/// The folders of loads that have not come to their end.
fn unfinished(store: &Path) -> Vec<String> {
    let names =
        fs::read_dir(store).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    names.filter(|name| name.starts_with("loading")).collect()
}
