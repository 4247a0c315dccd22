//! Files of every kind, sound and otherwise.

use std::sync::Arc;

use arrow::array::{ArrayRef, BooleanArray, Date32Array, Float64Array, Int32Array, RecordBatch, StringArray};
use extracts::Source;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{Case, PEOPLE, VISITS, of, said, stored};

/// What is stored of people, whatever their file looks like.
const STORED: [&str; 2] = ["p1|1990-01-31|girl|", "p2|2015-10-31|boy|p1"];

fn people(name: &str, bytes: &[u8]) -> Vec<String> {
    let case = Case::new(&[(name, bytes)]);
    match case.load() {
        Ok(loaded) if loaded.report.findings.is_empty() => stored(&loaded.snapshot.table("people").unwrap()),
        other => said(&other),
    }
}

fn utf16(text: &str) -> Vec<u8> {
    [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

#[test]
fn csv_as_spreadsheets_and_databases_write_it() {
    let cases = [
        ("line ends of Windows", PEOPLE.replace('\n', "\r\n").into_bytes()),
        ("no end of the last line", PEOPLE.trim_end().into()),
        ("blank lines", PEOPLE.replace('\n', "\n\n").into_bytes()),
        ("a byte order mark", format!("\u{feff}{PEOPLE}").into_bytes()),
        ("semicolons", PEOPLE.replace(',', ";").into_bytes()),
        ("tabs", PEOPLE.replace(',', "\t").into_bytes()),
        ("bars", PEOPLE.replace(',', "|").into_bytes()),
        ("a line for Excel", format!("sep=;\r\n{}", PEOPLE.replace(',', ";")).into_bytes()),
        ("UTF-16", utf16(PEOPLE)),
        ("capital letters", PEOPLE.replacen("person_id,name", "PERSON_ID, Name ", 1).into_bytes()),
        ("quotation marks", PEOPLE.replace("p1,Ann", "\"p1\",\"Ann \"\"A\"\",\n the first\"").into_bytes()),
        ("a stray quotation mark", PEOPLE.replace("Ann", "5\" Ann").into_bytes()),
        ("times", PEOPLE.replace("31/10/2015", "31/10/2015 00:00:00").into_bytes()),
        (
            "no column that is dropped",
            PEOPLE.replace(",name", "").replace(",Ann", "").replace(",Bo", "").into(),
        ),
    ];
    for (which, bytes) in cases {
        assert_eq!(people("people.csv", &bytes), STORED, "{which}");
    }
}

#[test]
fn another_encoding_is_read_and_told() {
    let bytes = b"person_id,sex\nZo\xeb,girl\nRen\xe9e,girl\n";
    let case = Case::new(&[("people.csv", bytes)]);
    let loaded = case.load().unwrap();
    assert_eq!(stored(&loaded.snapshot.table("people").unwrap()), ["Zoë||girl|", "Renée||girl|"]);
    assert_eq!(
        said(&Ok(loaded))[1..],
        [
            "finding[read-as]: people: people.csv isn't UTF-8 and was read as windows-1252: look whether its accents are right"
        ]
    );
}

#[test]
fn files_at_fault_are_named_with_the_reason() {
    let unknown = "unknown-column: people.csv: the contract `people` has no column";
    let cases: [(&str, &str, &[u8], &[&str]); 14] = [
        ("nothing", "people.csv", b"", &["empty-file: people.csv: there is nothing in this file"]),
        ("spaces", "people.csv", b" \n\n ", &["empty-file: people.csv: there is nothing in this file"]),
        ("an unknown column", "people.csv", b"person_id,religion\n", &[&format!("{unknown} `religion`")]),
        (
            "a column without a name",
            "people.csv",
            b"person_id,\n",
            &["unknown-column: people.csv: a column has no name"],
        ),
        (
            "a column twice",
            "people.csv",
            b"person_id,sex,SEX\n",
            &["duplicate-column: people.csv: the column `sex` stands twice"],
        ),
        (
            "no key",
            "people.csv",
            b"sex\n",
            &["missing-column: people.csv: the column `person_id` is missing"],
        ),
        (
            "a workbook",
            "people.csv",
            b"PK\x03\x04....",
            &["wrong-kind: people.csv: this is a workbook or zip file, whatever its name says"],
        ),
        (
            "a PDF file",
            "people.csv",
            b"%PDF-1.7",
            &["wrong-kind: people.csv: this is a PDF file, whatever its name says"],
        ),
        (
            "zero bytes",
            "people.csv",
            b"person_id\np1\0",
            &["wrong-kind: people.csv: this is not text (it has zero bytes), whatever its name says"],
        ),
        (
            "no header",
            "people.csv",
            b"\"person_id\np1\n",
            &[
                "wrong-kind: people.csv: the first line isn't a header: a quotation mark is opened and not closed",
            ],
        ),
        (
            "text as a workbook",
            "people.xlsx",
            b"person_id\np1\n",
            &[
                "wrong-kind: people.xlsx: this cannot be read as a workbook: Zip error: invalid Zip archive: Could not find EOCD",
            ],
        ),
        (
            "text as Parquet",
            "people.parquet",
            b"person_id\np1\n",
            &[
                "wrong-kind: people.parquet: this cannot be read as Parquet: Parquet error: Invalid Parquet file. Corrupt footer",
            ],
        ),
        (
            "no table",
            "persons.csv",
            b"person_id\n",
            &["no-tables: the folder extract: no table of this extract has a contract: it has `persons.csv`"],
        ),
        (
            "another kind of file",
            "people.doc",
            b"",
            &["no-tables: the folder extract: no table of this extract has a contract: it has `people.doc`"],
        ),
    ];
    for (which, name, bytes, expected) in cases {
        assert_eq!(of(&[(name, bytes)]), expected, "{which}");
    }
}

#[test]
fn the_faults_of_all_files_are_told_at_once_and_nothing_is_stored() {
    let case =
        Case::new(&[("people.csv", b"person_id,religion\n"), ("visits.csv", b""), ("strict.csv", b"id\n")]);
    assert_eq!(
        said(&case.load()),
        [
            "unknown-column: people.csv: the contract `people` has no column `religion`",
            "empty-file: visits.csv: there is nothing in this file",
        ]
    );
    assert_eq!(extracts::snapshots(&case.store()), []);
    let left: Vec<_> =
        std::fs::read_dir(case.store()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with("loading")), "{left:?}");
}

#[test]
fn two_files_of_one_table_are_a_fault() {
    assert_eq!(
        of(&[("people.csv", PEOPLE.as_bytes()), ("people.txt", PEOPLE.as_bytes())]),
        ["table-twice: people.txt: `people.csv` is for the table `people` too"]
    );
}

#[test]
fn a_folder_that_is_not_there_is_a_fault() {
    let case = Case::new(&[]);
    let said = said(&case.load_from(&Source::Folder(case.extract().join("none"))));
    assert!(said[0].starts_with("unreadable: ") && said[0].contains("this cannot be read"), "{said:?}");
}

#[test]
fn a_huge_line_spoils_only_itself() {
    let mut text = PEOPLE.as_bytes().to_vec();
    text.extend(std::iter::repeat_n(b'x', 5_000_000));
    text.extend(b"\np3,,,,\n\"p4");
    text.extend(std::iter::repeat_n(b'\n', 2_000_000));
    text.extend(b"p5,,,,\n");
    assert_eq!(
        of(&[("people.csv", &text)]),
        [
            "people: 4",
            "  4 row-length: the row is longer than a million characters",
            "  6 row-length: a quotation mark is opened and not closed",
        ]
    );
}

fn workbook(sheet: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name(sheet).unwrap();
    for (column, name) in ["person_id", "name", "born", "sex", "mother_id"].into_iter().enumerate() {
        page.write(0, u16::try_from(column).unwrap(), name).unwrap();
    }
    let date = Format::new().set_num_format("dd/mm/yyyy");
    page.write(1, 0, "p1").unwrap();
    page.write_with_format(1, 2, ExcelDateTime::from_ymd(1990, 1, 31).unwrap(), &date).unwrap();
    page.write(1, 3, "girl").unwrap();
    page.write(3, 0, "p2").unwrap();
    page.write(3, 2, "31/10/2015").unwrap();
    page.write(3, 3, "boy").unwrap();
    page.write(3, 4, "p1").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_for_a_table_or_a_sheet_for_each() {
    assert_eq!(people("people.xlsx", &workbook("Sheet1")), STORED);
    let case = Case::new(&[("all.xlsx", &workbook("People"))]);
    let loaded = case.load_from(&Source::of(case.extract().join("all.xlsx").to_str().unwrap())).unwrap();
    assert_eq!(stored(&loaded.snapshot.table("people").unwrap()), STORED);
}

#[test]
fn cells_of_a_workbook_that_are_at_fault() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    for (column, name) in ["person_id", "born"].into_iter().enumerate() {
        page.write(0, u16::try_from(column).unwrap(), name).unwrap();
    }
    // A number for a date, a number for an id, a cell far outside the table, an empty row with a format.
    page.write(1, 0, "p1").unwrap();
    page.write(1, 1, 45_230).unwrap();
    page.write(2, 0, 12).unwrap();
    page.write(3, 0, "p3").unwrap();
    page.write(3, 16_000, "?").unwrap();
    page.write_blank(1_000_000, 9, &Format::new().set_bold()).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(
        of(&[("people.xlsx", &bytes)]),
        [
            "people: 1",
            "  4 row-length: the row has 16001 cells where there are 2 columns",
            "  2 wrong-type: born: \"45230\" isn't a date; give the cells a date format",
        ]
    );
    let mut book = Workbook::new();
    book.add_worksheet();
    assert_eq!(
        of(&[("people.xlsx", &book.save_to_buffer().unwrap())]),
        ["empty-file: people.xlsx, sheet Sheet1: there is nothing on this sheet"]
    );
}

fn parquet(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut bytes = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

#[test]
fn parquet_of_types_near_enough() {
    let bytes = parquet(vec![
        ("visit_id", Arc::new(Int32Array::from(vec![1, 2])) as ArrayRef),
        ("person_id", Arc::new(StringArray::from(vec!["p1", "p2"]))),
        ("asked_on", Arc::new(Date32Array::from(vec![19_661, 19_662]))),
        ("hours", Arc::new(Float64Array::from(vec![Some(0.1 + 0.2), None]))),
        ("seen_alone", Arc::new(BooleanArray::from(vec![Some(true), None]))),
        ("district", Arc::new(StringArray::from(vec![Some("eastvale"), None]))),
    ]);
    let case = Case::new(&[("visits.parquet", &bytes), ("people.csv", PEOPLE.as_bytes())]);
    let loaded = case.load().unwrap();
    assert_eq!(
        stored(&loaded.snapshot.table("visits").unwrap()),
        ["1|p1|2023-10-31||0.30|true|eastvale", "2|p2|2023-11-01||||"]
    );
}

#[test]
fn a_column_of_parquet_that_no_record_has() {
    let list =
        arrow::array::ListArray::from_iter_primitive::<arrow::datatypes::Int32Type, _, _>([Some([Some(1)])]);
    let bytes = parquet(vec![
        ("person_id", Arc::new(StringArray::from(vec!["p1"])) as ArrayRef),
        ("sex", Arc::new(list)),
    ]);
    let said = of(&[("people.parquet", &bytes)]);
    assert!(
        said[0].starts_with("column-type: people.parquet: the column `sex` is of the type List"),
        "{said:?}"
    );
}

#[test]
fn the_source_of_an_argument() {
    let case = Case::new(&[("visits.csv", VISITS.as_bytes())]);
    assert_eq!(Source::of("extract"), Source::Folder("extract".into()));
    assert_eq!(
        format!("{:?}", Source::of("postgres://ann:secret@host/cases")),
        "the PostgreSQL database cases",
        "passwords are never shown"
    );
    let file = case.extract().join("visits.csv");
    assert_eq!(Source::of(file.to_str().unwrap()), Source::Workbook(file));
}
