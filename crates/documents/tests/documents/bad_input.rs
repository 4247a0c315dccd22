//! Input that is too long, too much, empty or strange: a sound document or a clear refusal.

use std::fmt::Write as _;
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use documents::pdf::{self, Error, Options};
use documents::{word, workbook};
use publish::edition_data;

use crate::support::{Small, pages, parts, property, request, text};

fn scorecard(small: Small) -> Result<Vec<u8>, Error> {
    pdf::scorecard(&request(&small.compiled()), &Options::default())
}

/// The cells of a sheet of the edition's workbook.
fn sheet(small: Small, name: &str) -> Vec<Vec<Data>> {
    let data = edition_data(&request(&small.compiled())).expect("the data of an edition");
    let bytes = workbook::workbook(&data).expect("a workbook");
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook that opens");
    assert!(book.worksheet_formula(name).expect("a sheet").is_empty(), "a text became a formula");
    book.worksheet_range(name).expect("a sheet").rows().map(<[Data]>::to_vec).collect()
}

/// The text of the exception reports in Word, each run after the other, as its XML says it.
fn in_word(small: Small) -> String {
    let exceptions =
        "\n[exceptions]\non = [\"red\", \"amber\"]\nplaces = [\"level:county\"]\nperiods = \"3 months\"\n";
    let small = small.and("scorecards/all.toml", exceptions);
    let documents = word::documents(&request(&small.compiled())).expect("documents");
    let document = documents.iter().find(|document| document.name == "exceptions").expect("exceptions");
    parts(&document.content, "word/document.xml").remove(0).1
}

#[test]
fn a_letter_that_no_font_has_is_refused_by_name() {
    let small = Small::new().with("indicators/all.toml", "Visits in time", "Visits in \u{1f600} time");
    let error = scorecard(small).expect_err("a refusal").to_string();
    assert!(error.contains("U+1F600") && error.contains("Visits in"), "{error}");
}

#[test]
fn letters_of_european_languages_are_had() {
    let small = Small::new().with("places.csv", "North,", "Łódź Ærø Ñandú Ðorđe Ελλάδα Київ €,");
    let text = text(&scorecard(small).expect("a scorecard"));
    assert!(text.contains("Łódź Ærø Ñandú Ðorđe Ελλάδα Київ €"), "{text}");
}

#[test]
fn words_that_look_like_markup_stay_words() {
    let written = "#panic() *bold* _it_ $x$ <label> @ref //c [b] <b>no</b> ~ =";
    let small = Small::new().with("indicators/all.toml", "Visits in time", written);
    let text = text(&scorecard(small).expect("a scorecard"));
    assert!(text.contains(written), "{text}");
}

#[test]
fn a_title_of_five_hundred_letters_is_printed_whole() {
    let title = format!("{}end", "Visits made to children on time ".repeat(16));
    assert!(title.len() > 500);
    let small = Small::new().with("indicators/all.toml", "Visits in time", &title);
    let document = scorecard(small).expect("a scorecard");
    let text = text(&document);
    assert!(text.contains("on time end"), "{text}");
    assert_eq!(property(&document, "Tagged"), "yes");
}

#[test]
fn a_place_without_figures_says_so() {
    let framework = Small::new().compiled();
    let pages = pages(&pdf::scorecard(&request(&framework), &Options::default()).expect("a scorecard"));
    let south =
        pages.iter().find(|page| page.lines().any(|line| line.trim() == "South")).expect("a page of South");
    assert!(south.contains("To be supplied: none of the 2 indicators has a figure yet."), "{south}");
    let sheet = pdf::place_sheet(&request(&framework), "south", &Options::default()).expect("a sheet");
    assert!(text(&sheet).contains("To be supplied"));
}

#[test]
fn a_framework_without_any_figure_is_drawn() {
    let figures = include_str!("support/small/figures.csv");
    let head = "indicator,place,period,numerator,denominator,value\n";
    let small = Small::new().with("figures/all.csv", figures, head);
    let text = text(&scorecard(small).expect("a scorecard"));
    assert!(text.contains("To be supplied"), "{text}");
}

fn row_of_many(number: u32) -> String {
    format!(
        "\n[X{number}]\ntitle = \"Row number {number} of many\"\npolarity = \"none\"\nunit = \"count\"\n\
         basis = \"month\"\nfrequency = \"month\"\nplaces = [\"county\"]\nrating = {{ scheme = \"none\" }}\n"
    )
}

#[test]
fn a_scorecard_of_a_thousand_rows_is_printed_whole() {
    let (mut indicators, mut figures, mut ids) = (String::new(), String::new(), Vec::new());
    for number in 0..1000 {
        indicators.push_str(&row_of_many(number));
        let _ = writeln!(figures, "X{number},shire,2021-06,,,{}", 50_000 + number);
        ids.push(format!("\"X{number}\""));
    }
    let small = Small::new()
        .and("indicators/many.toml", &indicators)
        .and("figures/all.csv", &figures)
        .with("scorecards/all.toml", "\"VISITS\"", &format!("\"VISITS\", {}", ids.join(", ")))
        .with("scorecards/all.toml", "places = [\"shire\", \"level:district\"]", "places = [\"shire\"]");
    let document = scorecard(small).expect("a scorecard");
    let pages = pages(&document);
    assert!(pages.len() > 30, "{}", pages.len());
    let all = text(&document);
    for number in 0..1000 {
        let figure = format!("50,{number:03}");
        assert!(all.contains(&figure), "{figure}");
    }
    let tables: Vec<&String> =
        pages.iter().filter(|page| page.contains("Row number") && page.contains(" 50,")).collect();
    let with_heads =
        tables.iter().filter(|page| page.contains("Indicator") && page.contains("Rating")).count();
    assert_eq!(with_heads, tables.len(), "each page of the table repeats its head");
}

/// What could be taken for a formula, for a number or for markup.
const MISLEADING: [&str; 4] =
    ["=HYPERLINK('x')", "+1", "#panic() & <w:p/> &amp; ]]>", "  leading and trailing  "];

#[test]
fn a_title_that_looks_like_something_else_stays_a_text_in_a_workbook() {
    for title in MISLEADING {
        let small = Small::new().with("indicators/all.toml", "Visits in time", title);
        let indicators = sheet(small, "Indicators");
        let texts = indicators.iter().flatten().filter(|cell| **cell == Data::String(title.to_owned()));
        assert_eq!(texts.count(), 1, "{title}: {indicators:?}");
    }
}

#[test]
fn a_title_that_looks_like_something_else_stays_a_text_in_word() {
    for title in MISLEADING {
        let small = Small::new().with("indicators/all.toml", "Visits in time", title);
        let escaped = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let document = in_word(small).replace("&apos;", "'").replace("]]>", "]]&gt;").replace("/>", "/&gt;");
        assert!(document.contains(&escaped), "{escaped}: {document}");
    }
}

#[test]
fn a_letter_that_no_font_of_ours_has_is_left_to_the_readers_program() {
    let with_letter =
        || Small::new().with("indicators/all.toml", "Visits in time", "Visits in \u{1f600} time");
    let indicators = sheet(with_letter(), "Indicators");
    assert!(indicators.iter().flatten().any(|cell| *cell == "Visits in \u{1f600} time"));
    assert!(in_word(with_letter()).contains("Visits in \u{1f600} time"));
}

#[test]
fn a_title_of_five_hundred_letters_is_whole_in_a_workbook_and_in_word() {
    let title = format!("{}end", "Visits made to children on time ".repeat(16));
    let long = || Small::new().with("indicators/all.toml", "Visits in time", &title);
    assert!(sheet(long(), "Indicators").iter().flatten().any(|cell| cell.to_string() == title));
    assert!(in_word(long()).contains(&title));
}

#[test]
fn a_text_that_fills_a_cell_of_excel_is_written_and_one_letter_more_is_refused_by_its_words() {
    let defined = |letters: usize| {
        let definition = format!("Visits counted. {}", "v".repeat(letters - "Visits counted. ".len()));
        let line = format!("title = \"Visits in time\"\ndefinition = \"{definition}\"");
        let small = Small::new().with("indicators/all.toml", "title = \"Visits in time\"", &line);
        workbook::workbook(&edition_data(&request(&small.compiled())).expect("the data of an edition"))
    };
    assert!(defined(32_767).is_ok());
    let error = defined(32_768).expect_err("a refusal").to_string();
    assert!(error.contains("“Visits counted.") && error.contains("32768"), "{error}");
}

#[test]
fn a_place_without_figures_is_not_available_in_a_workbook() {
    let figures = sheet(Small::new(), "Latest figures");
    let south: Vec<&Vec<Data>> =
        figures.iter().filter(|row| row.iter().any(|cell| *cell == "South")).collect();
    assert_eq!(south.len(), 2, "{figures:?}");
    assert!(south.iter().all(|row| row.iter().any(|cell| *cell == "[x]")), "{south:?}");
}

#[test]
fn an_edition_of_a_thousand_indicators_is_whole_in_a_workbook() {
    let (mut indicators, mut figures, mut ids) = (String::new(), String::new(), Vec::new());
    for number in 0..1000 {
        indicators.push_str(&row_of_many(number));
        let _ = writeln!(figures, "X{number},shire,2021-06,,,{}", 50_000 + number);
        ids.push(format!("\"X{number}\""));
    }
    let small = Small::new().and("indicators/many.toml", &indicators).and("figures/all.csv", &figures).with(
        "scorecards/all.toml",
        "\"VISITS\"",
        &format!("\"VISITS\", {}", ids.join(", ")),
    );
    let all = sheet(small, "All figures");
    for number in 0..1000 {
        let figure = Data::Float(f64::from(50_000 + number));
        assert!(all.iter().any(|row| row.contains(&figure)), "{figure}");
    }
}

#[test]
fn a_place_or_a_report_that_is_not_there_is_named() {
    let framework = Small::new().compiled();
    let request = request(&framework);
    let place = pdf::place_sheet(&request, "nowhere", &Options::default()).expect_err("a refusal");
    assert!(matches!(&place, Error::NoSuchPlace(name) if name == "nowhere"), "{place}");
    let report = pdf::covering_report(&request, "cover", &Options::default()).expect_err("a refusal");
    assert!(report.to_string().contains("`cover`"), "{report}");
}
