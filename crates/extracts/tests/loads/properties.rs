//! Whatever a file holds, a load says something of it and doesn't panic; every row is stored or kept apart.

use proptest::prelude::*;

use super::Case;

fn outcome(name: &str, bytes: &[u8]) -> Option<u64> {
    let case = Case::new(&[(name, bytes)]);
    case.load().ok().map(|loaded| loaded.report.rows() + loaded.report.refused_rows())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for name in ["people.csv", "people.xlsx", "people.parquet"] {
            outcome(name, &bytes);
        }
    }

    #[test]
    fn any_rows_never_panic(rows in "([pé\",;\t\r\n0-9/ -]|2023-10-31){0,200}") {
        outcome("people.csv", format!("person_id,born,sex,mother_id\n{rows}").as_bytes());
    }

    #[test]
    fn no_row_is_lost(rows in prop::collection::vec("[a-c\"é,0-9 ]{1,12}", 1..20)) {
        let lines: Vec<String> = rows.into_iter().map(|row| format!("x{row}")).collect();
        let text = format!("person_id,born\n{}\n", lines.join("\n"));
        // A quotation mark inside a field is part of it, so each line that doesn't begin a field with one is a row.
        prop_assume!(!text.contains(",\""));
        prop_assert_eq!(outcome("people.csv", text.as_bytes()), Some(lines.len() as u64));
    }
}

#[test]
fn a_parquet_file_with_any_byte_changed_never_panics() {
    let case = Case::new(&[("people.csv", super::PEOPLE.as_bytes())]);
    let loaded = case.load().unwrap();
    let bytes = std::fs::read(loaded.snapshot.table("people").unwrap()).unwrap();
    for at in (0..bytes.len()).step_by(7) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x55;
        outcome("people.parquet", &changed);
    }
}
