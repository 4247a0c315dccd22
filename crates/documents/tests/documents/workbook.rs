//! Workbooks as readers get them: what calamine and the parts of the file say, held against the edition's figures.

use std::io::{Cursor, Read as _};

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use documents::workbook::{RETURN_COLUMNS, RETURN_SHEET, return_form, workbook};
use framework::Framework;
use periods::Period;
use publish::data::{EditionData, ReadingData};
use publish::edition_data;

use crate::support::{Small, folder, request};

const EXAMPLES: [&str; 6] =
    ["kent-2017", "kent-2021", "kent-2023", "kent-commissioning-2017", "kent-ehps-2015", "kent-scs-2017"];

fn data(framework: &Framework) -> EditionData {
    edition_data(&request(framework)).expect("the data of an edition")
}

fn opened(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("a workbook")
}

/// The rows of a sheet below the headings of its table, which stand in the fourth row.
fn rows(bytes: &[u8], sheet: &str) -> (Vec<String>, Vec<Vec<Data>>) {
    let range = opened(bytes).worksheet_range(sheet).expect("a sheet");
    let mut rows = range.rows().skip(3);
    let headings = rows.next().expect("headings").iter().map(ToString::to_string).collect();
    (headings, rows.map(<[Data]>::to_vec).collect())
}

/// The parts of the file whose names begin with a text.
fn parts(bytes: &[u8], beginning: &str) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let names: Vec<String> = archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
    let mut parts = Vec::new();
    for name in names.into_iter().filter(|name| name.starts_with(beginning) && name.ends_with(".xml")) {
        let mut text = String::new();
        archive.by_name(&name).expect("a part").read_to_string(&mut text).expect("text");
        parts.push((name, text));
    }
    parts
}

#[test]
fn every_figure_of_every_example_is_in_its_workbook_as_its_page_prints_it() {
    for example in EXAMPLES {
        let framework = folder(&format!("examples/{example}"));
        let data = data(&framework);
        let (headings, rows) = rows(&workbook(&data).expect("a workbook"), "All figures");
        assert_eq!(rows.len(), data.figures.len(), "{example}");
        let column = |name: &str| headings.iter().position(|heading| heading == name).expect("a column");
        let (shown, exact, rating) = (column("Figure"), column("Exact figure"), column("Rating"));
        for (row, figure) in rows.iter().zip(&data.figures) {
            let says = format!("{example}: {} {} {}", figure.indicator, figure.place, figure.period.id);
            assert_eq!(row[0].to_string(), figure.indicator, "{says}");
            assert_eq!(row[2].to_string(), figure.place_name, "{says}");
            assert_eq!(row[3].to_string(), figure.period.words, "{says}");
            match &figure.reading {
                ReadingData::Absent(absence) => {
                    assert_eq!(row[shown].to_string(), absence.symbol.bracketed(), "{says}");
                    assert_eq!(row[exact].to_string(), absence.symbol.bracketed(), "{says}");
                }
                ReadingData::Value(value) => {
                    let printed: String =
                        value.printed.chars().filter(|letter| !matches!(letter, ',' | '+')).collect();
                    match &row[shown] {
                        Data::Float(number) => {
                            let decimals = usize::from(figure.decimals);
                            let rounded = format!("{number:.decimals$}");
                            assert_eq!(rounded, printed.replace('−', "-"), "{says}");
                        }
                        other => assert_eq!(other.to_string(), "[low]", "{says}"),
                    }
                    let Data::Float(number) = row[exact] else { panic!("{says}: {:?}", row[exact]) };
                    assert_eq!(number, value.exact.0.kept().parse::<f64>().expect("a number"), "{says}");
                }
            }
            let word = figure.rating.as_ref().map_or("[z]", |rating| rating.word.as_str());
            assert_eq!(row[rating].to_string(), word, "{says}");
        }
    }
}

#[test]
fn no_cell_of_a_table_is_blank() {
    for example in EXAMPLES {
        let bytes = workbook(&data(&folder(&format!("examples/{example}")))).expect("a workbook");
        for sheet in ["Notes", "Latest figures", "All figures", "Indicators", "Places"] {
            let (headings, rows) = rows(&bytes, sheet);
            for (number, row) in rows.iter().enumerate() {
                assert_eq!(row.len(), headings.len(), "{example}, {sheet}, row {number}");
                assert!(row.iter().all(|cell| !cell.to_string().is_empty()), "{example}, {sheet}: {row:?}");
            }
        }
    }
}

#[test]
fn sheets_keep_to_the_checklist() {
    let bytes = workbook(&data(&folder("examples/kent-2021"))).expect("a workbook");
    let names = opened(&bytes).sheet_names();
    assert_eq!(names[..3], ["Cover", "Contents", "Notes"]);
    let sheets = parts(&bytes, "xl/worksheets/sheet");
    assert_eq!(sheets.len(), names.len());
    for (name, text) in &sheets {
        assert!(!text.contains("<mergeCell"), "{name} merges cells");
        assert!(!text.contains("hidden=\"1\""), "{name} hides something");
        assert!(text.matches("<tablePart ").count() <= 1, "{name} has several tables");
        assert!(text.contains("r=\"A1\""), "{name} begins in A1");
    }
    for (name, text) in parts(&bytes, "xl/tables/") {
        assert!(text.contains("ref=\"A"), "{name} begins in column A");
        assert!(!text.contains("headerRowCount=\"0\""), "{name} has no headings");
    }
    assert!(parts(&bytes, "xl/workbook").iter().all(|(_, text)| !text.contains("state=\"hidden\"")));
}

#[test]
fn a_workbook_says_whose_copy_it_is_what_it_is_and_when_it_is_of() {
    let bytes = workbook(&data(&Small::new().compiled())).expect("a workbook");
    let cover = opened(&bytes).worksheet_range("Cover").expect("a cover");
    let lines: Vec<String> = cover.rows().map(|row| row[0].to_string()).collect();
    insta::assert_snapshot!(lines.join("\n"));
    let (_, core) = parts(&bytes, "docProps/core").remove(0);
    assert!(core.contains("<dc:title>Specimen scorecard, June 2021</dc:title>"), "{core}");
    assert!(core.contains("2021-07-14"), "{core}");
}

#[test]
fn the_same_edition_gives_the_same_bytes() {
    let framework = folder("examples/kent-2021");
    let one = workbook(&data(&framework)).expect("a workbook");
    assert!(one == workbook(&data(&framework)).expect("a workbook"));
}

#[test]
fn a_form_asks_for_what_a_place_returns_and_nothing_else() {
    let framework = Small::new().compiled();
    let place = framework.find_place("north").expect("a place");
    let month = Period::parse("2021-06").expect("a period");
    let form = return_form(&framework, place, month).expect("a form").expect("something to ask for");
    let range = opened(&form).worksheet_range(RETURN_SHEET).expect("the sheet");
    let rows: Vec<Vec<String>> =
        range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(rows[0], RETURN_COLUMNS);
    let asked: Vec<[&str; 4]> =
        rows[1..].iter().map(|row| [&row[0], &row[1], &row[2], &row[3]].map(String::as_str)).collect();
    assert_eq!(
        asked,
        [
            ["VISITS", "Visits in time", "north", "2021-06"],
            ["REFERRALS", "Referrals received", "north", "2021-06"]
        ]
    );
    let (_, sheet) = parts(&form, "xl/worksheets/sheet2").remove(0);
    for rule in ["type=\"decimal\"", "type=\"list\"", "sheetProtection"] {
        assert!(sheet.contains(rule), "{rule}");
    }
    let year = Period::parse("FY2021-22").expect("a period");
    assert!(return_form(&framework, place, year).expect("a form").is_none());
}
