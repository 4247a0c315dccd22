//! Rows that break a rule are refused and kept apart, and spoil no other.

use std::fs;

use super::{Case, PEOPLE, VISITS, of, said, stored};

#[test]
fn a_sound_extract_is_stored_with_all_that_is_kept_of_it() {
    let case = Case::new(&[("people.csv", PEOPLE.as_bytes()), ("visits.csv", VISITS.as_bytes())]);
    let loaded = case.load().unwrap();
    assert_eq!(said(&Ok(loaded.clone())), ["people: 2", "visits: 1"]);
    assert_eq!(
        stored(&loaded.snapshot.table("people").unwrap()),
        ["p1|1990-01-31|girl|", "p2|2015-10-31|boy|p1"]
    );
    assert_eq!(
        stored(&loaded.snapshot.table("visits").unwrap()),
        ["1|p1|2023-10-31|2023-11-02|1.50|true|eastvale"]
    );
}

/// Rows of people with what is said of each; nothing where it is stored.
#[test]
fn each_rule_says_what_is_wrong_with_a_row() {
    let cases = [
        ("p3,,2020-02-29,boy,", ""),
        ("p3,,,,", ""),
        ("p3,Zoë,2020-02-29,boy", "row-length: the row has 4 cells where there are 5 columns"),
        ("p3,Zoë,2020-02-29,boy,,", "row-length: the row has 6 cells where there are 5 columns"),
        (",Zoë,,,", "missing-value: person_id is empty"),
        ("  ,Zoë,,,", "missing-value: person_id is empty"),
        (
            "p3,,29/02/2019,,",
            "wrong-type: born: \"29/02/2019\" isn't a date; dates are written 2023-10-31 or 31/10/2023",
        ),
        ("p3,,,Girl,", "value-not-allowed: sex: \"Girl\" isn't one of the values that it may have"),
        ("p345678,,,,", "too-long: person_id: \"p345678\" … has more than 6 characters"),
        ("ééééé3,,,,", ""),
        ("p3,,2023-11-06,,", ""),
        ("p3,,2023-11-07,,", "date-in-future: born: \"2023-11-07\" is after the day of the extract"),
        ("p1,,,,", "duplicate-key: person_id is that of line 2"),
        ("p3,,,,p9", "unknown-reference: mother_id isn't in people.person_id"),
        ("p3,,,,p3", ""),
        (
            "p3,,soon,man,",
            "wrong-type: born: \"soon\" isn't a date; dates are written 2023-10-31 or 31/10/2023; sex: \"man\" isn't one of the values that it may have",
        ),
        ("\"p3,,,", "row-length: a quotation mark is opened and not closed"),
    ];
    for (row, expected) in cases {
        let text = format!("{PEOPLE}{row}\n");
        let result = Case::new(&[("people.csv", text.as_bytes())]).load();
        let found = match said(&result).as_slice() {
            [stored] if stored == "people: 3" => String::new(),
            [stored, refused] if stored == "people: 2" => {
                refused.strip_prefix("  4 ").map_or_else(|| refused.clone(), str::to_owned)
            }
            other => other.join("\n"),
        };
        assert_eq!(found, expected, "{row}");
    }
}

#[test]
fn the_rules_of_several_columns_and_of_other_tables() {
    let visits = format!(
        "{VISITS}2,p1,2023-10-31,2023-10-30,,,\n3,p9,2023-10-31,,,,\n4,p2,,,,,\n5.5,p2,2023-10-31,,,,\n6,p2,2023-10-31,,1.255,,\n7,p2,2023-10-31,,,perhaps,\n8,p2,2023-10-31,,,0,\n"
    );
    assert_eq!(
        of(&[("people.csv", PEOPLE.as_bytes()), ("visits.csv", visits.as_bytes())]),
        [
            "people: 2",
            "visits: 2",
            "  5 missing-value: asked_on is empty",
            "  6 wrong-type: visit_id: \"5.5\" isn't a whole number",
            "  7 wrong-type: hours: \"1.255\" has more decimals than its column",
            "  8 wrong-type: seen_alone: \"perhaps\" isn't yes or no",
            "  3 dates-out-of-order: asked_on (2023-10-31) is after visited_on (2023-10-30)",
            "  4 unknown-reference: person_id isn't in people.person_id",
        ]
    );
}

#[test]
fn a_row_whose_person_was_refused_is_refused_too() {
    let people = "person_id,born\np1,never\n";
    assert_eq!(
        of(&[("people.csv", people.as_bytes()), ("visits.csv", VISITS.as_bytes())])[2..],
        ["visits: 0", "  2 unknown-reference: person_id isn't in people.person_id"]
    );
}

#[test]
fn the_first_of_rows_with_one_key_is_kept() {
    let people = "person_id,sex\np1,girl\np1,boy\np1,man\n";
    let case = Case::new(&[("people.csv", people.as_bytes())]);
    let loaded = case.load().unwrap();
    assert_eq!(stored(&loaded.snapshot.table("people").unwrap()), ["p1||girl|"]);
}

#[test]
fn refused_rows_are_kept_apart_without_what_is_dropped() {
    let people = format!("{PEOPLE}p3,Secret name,soon,,\np4,Secret name,,\np5,Secret name,,,p9\n");
    let case = Case::new(&[("people.csv", people.as_bytes())]);
    let loaded = case.load().unwrap();
    let kept = fs::read_to_string(loaded.snapshot.path.join("refused/people.csv")).unwrap();
    assert_eq!(
        kept,
        "line,rule,reason,person_id,born,sex,mother_id\n\
         4,wrong-type,\"born: \"\"soon\"\" isn't a date; dates are written 2023-10-31 or 31/10/2023\",p3,soon,,\n\
         5,row-length,the row has 4 cells where there are 5 columns,,,,\n\
         6,unknown-reference,mother_id isn't in people.person_id,p5,,,p9\n"
    );
    let report = fs::read_to_string(loaded.snapshot.path.join("report.md")).unwrap();
    assert_eq!(report, loaded.report.to_markdown());
    assert!(report.contains("line 4: born: \"soon\" isn't a date"), "{report}");
    assert!(!report.contains("Secret"), "{report}");
    for entry in fs::read_dir(&loaded.snapshot.path).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = fs::read(&path).unwrap();
            assert!(!bytes.windows(6).any(|window| window == b"Secret"), "{}", path.display());
        }
    }
}

#[test]
fn what_looks_wrong_is_told() {
    let visits = "visit_id,person_id,asked_on,district\n1,p1,2023-09-01,eastvale\n2,p1,2023-09-02,Eastvale\n3,p1,2023-09-02,Eastvale\n";
    assert_eq!(
        of(&[("visits.csv", visits.as_bytes()), ("strict.csv", b"id\n"), ("notes.docx", b"")]),
        [
            "visits: 3",
            "strict: 0",
            "finding[missing-table]: people: it isn't in the extract, so that what refers to it wasn't followed: visits.person_id",
            "finding[no-rows]: strict: it has no rows",
            "finding[stale-data]: visits: the latest asked_on is 2023-09-02, 65 days before the extract was taken; 40 are expected at most",
            "finding[unknown-place]: visits: 2 rows whose district isn't a place of the framework: \"Eastvale\" (2)",
            "finding[unused]: notes.docx: no contract has this name, so nothing read it",
        ]
    );
}

#[test]
fn a_contract_can_stop_a_load() {
    let case = Case::new(&[("strict.csv", b"id\na\nb\nb\n")]);
    let result = case.load();
    assert_eq!(
        said(&result),
        [
            "1 row of `strict` broke the rule duplicate-key, the first in line 4, at which its contract stops a load"
        ]
    );
    assert_eq!(extracts::current(&case.store()), None);
    assert!(
        fs::read_to_string(case.store().join("stopped/report.md")).unwrap().contains("nothing was stored")
    );
    assert!(case.store().join("stopped/refused/strict.csv").exists());
    assert!(!case.store().join("stopped/strict.parquet").exists());
    assert_eq!(
        of(&[("strict.csv", b"id\na\na,b\nb,c\n")]),
        ["2 of 3 rows refused, more than the 50% at which the contract of `strict` stops a load"]
    );
    assert_eq!(of(&[("strict.csv", b"id\na\nb,c\n")])[0], "strict: 1", "half of them isn't more than half");
}
