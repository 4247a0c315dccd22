//! Workbooks as readers get them: what calamine and the parts of the file say, held against the edition's figures.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use documents::workbook::{RETURN_COLUMNS, RETURN_SHEET, return_form, workbook};
use framework::Framework;
use periods::Period;
use publish::data::{EditionData, FigureData, ReadingData};
use publish::edition_data;

use crate::support::{EXAMPLES, Small, folder, parts, request};

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

/// The sheet that has every figure, row by row in the order of the edition.
pub(crate) struct AllFigures {
    headings: Vec<String>,
    rows: Vec<Vec<Data>>,
}

impl AllFigures {
    pub(crate) fn of(data: &EditionData) -> Self {
        let (headings, rows) = rows(&workbook(data).expect("a workbook"), "All figures");
        assert_eq!(rows.len(), data.figures.len());
        Self { headings, rows }
    }

    /// What a column says, row by row.
    pub(crate) fn texts(&self, name: &str) -> Vec<String> {
        let column = self.column(name);
        self.rows.iter().map(|row| row[column].to_string()).collect()
    }

    fn column(&self, name: &str) -> usize {
        self.headings.iter().position(|heading| heading == name).expect("a column")
    }

    /// Fails unless a row has its figure as its page prints it.
    pub(crate) fn hold(&self, at: usize, figure: &FigureData, says: &str) {
        let row = &self.rows[at];
        let (shown, exact) = (&row[self.column("Figure")], &row[self.column("Exact figure")]);
        assert_eq!(row[0].to_string(), figure.indicator, "{says}");
        assert_eq!(row[2].to_string(), figure.place_name, "{says}");
        assert_eq!(row[3].to_string(), figure.period.words, "{says}");
        match &figure.reading {
            ReadingData::Absent(absence) => {
                assert_eq!(shown.to_string(), absence.symbol.bracketed(), "{says}");
                assert_eq!(exact.to_string(), absence.symbol.bracketed(), "{says}");
                let status = row[self.column("Status")].to_string();
                assert_eq!(status, absence.status.to_string(), "{says}");
            }
            ReadingData::Value(value) => {
                let printed: String =
                    value.printed.chars().filter(|letter| !matches!(letter, ',' | '+')).collect();
                match shown {
                    Data::Float(number) => {
                        let decimals = usize::from(figure.decimals);
                        let rounded = format!("{number:.decimals$}");
                        assert_eq!(rounded, printed.replace('−', "-"), "{says}");
                    }
                    other => assert_eq!(other.to_string(), "[low]", "{says}"),
                }
                let Data::Float(number) = exact else { panic!("{says}: {exact:?}") };
                assert_eq!(*number, value.exact.0.kept().parse::<f64>().expect("a number"), "{says}");
            }
        }
        let word = figure.rating.as_ref().map_or("[z]", |rating| rating.word.as_str());
        assert_eq!(row[self.column("Rating")].to_string(), word, "{says}");
    }
}

#[test]
fn every_figure_of_every_example_is_in_its_workbook_as_its_page_prints_it() {
    for example in EXAMPLES {
        let data = data(&folder(example));
        let all = AllFigures::of(&data);
        for (at, figure) in data.figures.iter().enumerate() {
            let says = format!("{example}: {} {} {}", figure.indicator, figure.place, figure.period.id);
            all.hold(at, figure, &says);
        }
    }
}

#[test]
fn no_cell_of_a_table_is_blank() {
    for example in EXAMPLES {
        let bytes = workbook(&data(&folder(example))).expect("a workbook");
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
