//! Snapshots: one for each extract, whole, and gone when their time is over.

use std::fs;

use extracts::{LoadError, Options, Snapshot, SnapshotError, Source, current, load, purge, snapshots};

use super::{Case, PEOPLE, VISITS, options, small};

#[test]
fn a_snapshot_says_what_it_holds() {
    let case = Case::new(&[("people.csv", format!("{PEOPLE}p1,,,,\n").as_bytes())]);
    let snapshot = case.load().unwrap().snapshot;
    let manifest = &snapshot.manifest;
    assert!(snapshot.id.starts_with("2023-11-06-") && snapshot.id.len() == 23, "{}", snapshot.id);
    assert!(manifest.hash.starts_with(&snapshot.id[11..]));
    assert!(manifest.specimen);
    assert_eq!(manifest.source, "the folder extract");
    assert_eq!((manifest.tables.len(), manifest.rows()), (1, 2));
    assert_eq!(manifest.table("people").unwrap().refused[&framework::RowRule::DuplicateKey], 1);
    assert_eq!(Snapshot::open(&case.store(), None).unwrap(), snapshot);
    assert_eq!(Snapshot::open(&case.store(), Some(&snapshot.id)).unwrap(), snapshot);
    assert_eq!(fs::read_to_string(case.store().join(".gitignore")).unwrap(), "*\n");
    assert_eq!(fs::read_to_string(case.store().join("current")).unwrap().trim(), snapshot.id);
    snapshot.verify().unwrap();
}

#[test]
fn the_same_extract_is_the_same_snapshot() {
    let case = Case::new(&[("people.csv", PEOPLE.as_bytes())]);
    let first = case.load().unwrap().snapshot;
    assert_eq!(case.load().unwrap().snapshot, first);
    fs::write(case.extract().join("people.csv"), PEOPLE.replace("girl", "boy")).unwrap();
    let second = case.load().unwrap().snapshot;
    assert_ne!(second.id, first.id);
    assert_eq!(snapshots(&case.store()).len(), 2);
    assert_eq!(current(&case.store()), Some(second.id));
}

#[test]
fn a_load_that_fails_leaves_the_snapshot_before() {
    let case = Case::new(&[("people.csv", PEOPLE.as_bytes())]);
    let first = case.load().unwrap().snapshot;
    fs::write(case.extract().join("people.csv"), "person_id,religion\n").unwrap();
    assert!(matches!(case.load(), Err(LoadError::Faults(_))));
    assert_eq!(Snapshot::open(&case.store(), None).unwrap(), first);
}

#[test]
fn what_cannot_be_opened_is_said() {
    let case = Case::new(&[("people.csv", PEOPLE.as_bytes())]);
    assert!(matches!(Snapshot::open(&case.store(), None), Err(SnapshotError::None(_))));
    let snapshot = case.load().unwrap().snapshot;
    for id in ["2023-11-06-000000000000", "../snapshots", "", "."] {
        assert!(
            matches!(Snapshot::open(&case.store(), Some(id)), Err(SnapshotError::Unknown { .. })),
            "{id}"
        );
    }
    let table = snapshot.table("people").unwrap();
    let mut bytes = fs::read(&table).unwrap();
    bytes[10] ^= 1;
    fs::write(&table, bytes).unwrap();
    assert!(matches!(snapshot.verify(), Err(SnapshotError::Changed { .. })));
    fs::write(snapshot.path.join("manifest.json"), "{").unwrap();
    assert!(matches!(Snapshot::open(&case.store(), None), Err(SnapshotError::Unreadable { .. })));
}

#[test]
fn two_loads_at_once_are_refused() {
    let case = Case::new(&[("people.csv", PEOPLE.as_bytes())]);
    let mut second = None;
    let source = Source::Folder(case.extract());
    let first = load(&source, &small(), &options(), &case.store(), &mut |_| {
        second = Some(case.load());
    });
    assert!(first.is_ok());
    assert!(matches!(second, Some(Err(LoadError::Busy(_)))));
}

/// The contract of people keeps a snapshot for 12 months, that of visits for 24.
#[test]
fn a_snapshot_goes_when_the_shortest_time_of_its_tables_is_over() {
    let case = Case::new(&[("people.csv", PEOPLE.as_bytes()), ("visits.csv", VISITS.as_bytes())]);
    let source = Source::Folder(case.extract());
    for (taken, remove) in [("2021-01-31", false), ("2021-06-30", true), ("2022-01-31", false)] {
        if remove {
            fs::remove_file(case.extract().join("people.csv")).unwrap();
        }
        let options = Options { taken: taken.parse().unwrap(), ..options() };
        // Dates after the day of the extract are refused, which is nothing to this test.
        load(&source, &small(), &options, &case.store(), &mut |_| {}).unwrap();
    }
    let purged = |today: &str, dry_run: bool| -> Vec<String> {
        let expired = purge(&case.store(), &small(), today.parse().unwrap(), dry_run).unwrap();
        expired
            .into_iter()
            .map(|one| {
                format!("{} {} {}{}", one.taken, one.due, one.table, if one.current { " stays" } else { "" })
            })
            .collect()
    };
    let none: [&str; 0] = [];
    assert_eq!(purged("2022-01-30", false), none);
    assert_eq!(purged("2022-01-31", true), ["2021-01-31 2022-01-31 people"]);
    assert_eq!(snapshots(&case.store()).len(), 3, "nothing goes in a dry run");
    assert_eq!(purged("2022-01-31", false), ["2021-01-31 2022-01-31 people"]);
    assert_eq!(purged("2022-01-31", false), none);
    assert_eq!(
        purged("2030-01-01", false),
        ["2021-06-30 2023-06-30 visits", "2022-01-31 2024-01-31 visits stays"],
        "the one in use stays"
    );
    assert_eq!(snapshots(&case.store()).len(), 1);
}

#[test]
fn a_snapshot_remembers_from_when_its_records_are_complete() {
    let case = Case::new(&[("people.csv", PEOPLE.as_bytes())]);
    let unsaid = case.load().unwrap().snapshot;
    let month = periods::Month::parse("2018-04").unwrap();
    let options = Options { complete_from: Some(month), ..options() };
    let said = load(&Source::Folder(case.extract()), &small(), &options, &case.store(), &mut |_| {})
        .unwrap()
        .snapshot;
    assert_ne!(said.id, unsaid.id);
    let again = Snapshot::open(&case.store(), None).unwrap();
    assert_eq!(again.manifest.complete_from, Some(month));
    let earlier = Snapshot::open(&case.store(), Some(&unsaid.id)).unwrap();
    assert_eq!(earlier.manifest.complete_from, None);
}
