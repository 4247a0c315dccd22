//! Input that is too long, too much, empty or strange: a sound document or a clear refusal.

use std::fmt::Write as _;

use documents::pdf::{self, Error, Options};

use crate::support::{Small, pages, property, request, text};

fn scorecard(small: Small) -> Result<Vec<u8>, Error> {
    pdf::scorecard(&request(&small.compiled()), &Options::default())
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

#[test]
fn a_scorecard_of_a_thousand_rows_is_printed_whole() {
    let (mut indicators, mut figures, mut ids) = (String::new(), String::new(), Vec::new());
    for number in 0..1000 {
        let _ = write!(
            indicators,
            "\n[X{number}]\ntitle = \"Row number {number} of many\"\npolarity = \"none\"\nunit = \"count\"\n\
             basis = \"month\"\nfrequency = \"month\"\nplaces = [\"county\"]\nrating = {{ scheme = \"none\" }}\n"
        );
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

#[test]
fn a_place_or_a_report_that_is_not_there_is_named() {
    let framework = Small::new().compiled();
    let request = request(&framework);
    let place = pdf::place_sheet(&request, "nowhere", &Options::default()).expect_err("a refusal");
    assert!(matches!(&place, Error::NoSuchPlace(name) if name == "nowhere"), "{place}");
    let report = pdf::covering_report(&request, "cover", &Options::default()).expect_err("a refusal");
    assert!(report.to_string().contains("`cover`"), "{report}");
}
