//! Rules of tiles and panels: which figure they show, as at when, and what they say where there is none.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests may fail loudly")]

use std::collections::BTreeMap;

use framework::{Folder, compile};
use publish::{Audience, Request, site};

const FRAMEWORK: &str = r#"
name = "Specimen"
organisation = "Specimen Council"
levels = ["county", "district"]
specimen = true
editions = [{ scorecard = "all", data_month = "2021-06" }]
"#;

const PLACES: &str = "place,name,level,part_of
county,Specimen County,county,
north,North,district,county
south,South,district,county
";

const INDICATORS: &str = r#"
[CASES]
title = "Open cases"
polarity = "none"
unit = "count"
basis = "snapshot"
frequency = "month"
places = ["county", "district"]
definition = "All that is open."
source = "records"

[PLANS]
title = "Plans"
polarity = "none"
unit = "count"
basis = "snapshot"
frequency = "month"
places = ["county", "district"]

[SHARE]
title = "Share in time"
polarity = "high"
unit = "percent"
decimals = 1
basis = "rolling 12 months"
frequency = "month"
places = ["county"]
rating = { scheme = "points", within = "3" }
directions = [{ against = "previous period" }]

[SCHOOLS]
title = "Schools"
polarity = "none"
unit = "count"
basis = "snapshot"
frequency = "term"
year = "academic"
places = ["county"]
"#;

const PAGES: &str = r#"
title = "Specimen scorecard"

[sections.table]
title = "Table"
indicators = ["PLANS"]
periods = "2 months"
columns = ["periods"]

[[pages]]
id = "table"
title = "Table"
places = ["county"]
sections = ["table"]

[[pages]]
id = "more"
title = "More"
places = ["county", "north"]
sections = ["item"]
"#;

/// The site of a scorecard whose second page shows an item, with the figures (indicator, place, period, value, as at).
fn draw(item: &str, figures: &[(&str, &str, &str, &str, &str)]) -> BTreeMap<String, String> {
    let mut rows = "indicator,place,period,value,as_at\n".to_owned();
    for (indicator, place, period, value, as_at) in figures {
        rows.push_str(&format!("{indicator},{place},{period},{value},{as_at}\n"));
    }
    draw_files(&format!("{PAGES}\n{item}"), &rows)
}

fn draw_files(scorecard: &str, figures: &str) -> BTreeMap<String, String> {
    let files = [
        ("framework.toml", FRAMEWORK),
        ("places.csv", PLACES),
        ("indicators/all.toml", INDICATORS),
        ("sources/all.toml", "[records]\ntitle = \"The records\"\n"),
        ("targets/all.csv", "indicator,place,period,target\nSHARE,*,FY2021-22,90\n"),
        ("comparators.toml", "[england]\nlabel = \"England\"\nkind = \"nation\"\n"),
        (
            "comparators/all.csv",
            "indicator,place,comparator,period,value,status,as_at\nSHARE,county,england,FY2019-20,79.5,provisional,2021-03-31\n",
        ),
        ("scorecards/all.toml", scorecard),
        ("figures/all.csv", figures),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let (framework, diagnostics) = compile(&Folder::from_texts(files));
    let framework = framework.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let edition = framework.editions.last().expect("an edition");
    let request = Request {
        framework: &framework,
        scorecard: edition.scorecard,
        data_month: edition.data_month,
        audience: Audience::Internal,
        logo: None,
        disclosure: None,
        compared: None,
    };
    let files = site(&request, &mut |_| {}).expect("a site").files;
    files
        .into_iter()
        .filter(|file| file.path.ends_with(".html"))
        .map(|file| (file.path, words(&String::from_utf8(file.content).expect("text"))))
        .collect()
}

/// The words of a page in order, on one line.
fn words(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap_or_default();
    let texts = main.split('<').skip(1).filter_map(|part| part.split_once('>'));
    let texts: Vec<&str> = texts.flat_map(|(_, text)| text.split_whitespace()).collect();
    texts.join(" ")
}

/// The words of the page for the county that shows one tile.
fn tile(keys: &str, figures: &[(&str, &str, &str, &str, &str)]) -> String {
    let item = format!("[tiles.item]\ntitle = \"Activity\"\n[[tiles.item.tile]]\ntitle = \"A tile\"\n{keys}");
    draw(&item, figures)["places/county-more.html"].clone()
}

fn panel(keys: &str, figures: &[(&str, &str, &str, &str, &str)]) -> String {
    draw(&format!("[panels.item]\ntitle = \"A panel\"\n{keys}"), figures)["places/county-more.html"].clone()
}

#[test]
fn a_tile_says_as_at_when_its_own_figure_is() {
    let cases = "indicator = \"CASES\"";
    type Case<'c> = (&'c str, &'c [(&'c str, &'c str, &'c str, &'c str, &'c str)], &'c str);
    let table: &[Case<'_>] = &[
        (cases, &[("CASES", "county", "2021-06", "1234", "")], "A tile: 1,234 As at 30 June 2021 "),
        // When the data were taken, where that is known.
        (cases, &[("CASES", "county", "2021-06", "1234", "2021-07-05")], "1,234 As at 5 July 2021 "),
        // An older figure is shown, and its date says that it is.
        (cases, &[("CASES", "county", "2021-03", "99", "")], "A tile: 99 As at 31 March 2021 "),
        // What lies after the data month is not.
        (
            cases,
            &[("CASES", "county", "2021-05", "7", ""), ("CASES", "county", "2021-07", "8", "")],
            "A tile: 7 As at 31 May 2021 ",
        ),
        // A term that goes on, once its figure has been taken.
        (
            "indicator = \"SCHOOLS\"",
            &[
                ("SCHOOLS", "county", "AY2020-21-T2", "610", ""),
                ("SCHOOLS", "county", "AY2020-21-T3", "612", "2021-05-20"),
            ],
            "A tile: 612 As at 20 May 2021 ",
        ),
        // A month in which a termly figure was taken stands for its term.
        ("indicator = \"SCHOOLS\"", &[("SCHOOLS", "county", "2021-05", "613", "")], "613 As at 31 May 2021 "),
        // How the period is filled is said with it.
        (
            "indicator = \"SHARE\"",
            &[("SHARE", "county", "2021-06", "85", "")],
            "A tile: 85.0% As at 30 June 2021, rolling 12 months ",
        ),
    ];
    for (keys, figures, expected) in table {
        let page = tile(keys, figures) + " ";
        assert!(page.contains(expected), "{expected}: {page}");
    }
}

#[test]
fn a_tile_has_neither_target_nor_rating_nor_direction() {
    let figures = [("SHARE", "county", "2021-05", "80", ""), ("SHARE", "county", "2021-06", "70", "")];
    let page = tile("indicator = \"SHARE\"\ntrend = \"7 months\"", &figures);
    for word in ["arget", "Red", "rated", "orsened", "90"] {
        assert!(!page.contains(word), "{word}: {page}");
    }
}

#[test]
fn a_comparator_stands_in_brackets_with_its_own_period() {
    let page =
        tile("indicator = \"SHARE\"\ncomparator = \"england\"", &[("SHARE", "county", "2021-06", "85", "")]);
    assert!(page.contains("85.0% England (79.5%)"), "{page}");
    let said = "In brackets: England, financial year 2019\u{2013}20, as at 31 March 2021, provisional";
    assert!(page.contains(said), "{page}");
    let page =
        tile("indicator = \"CASES\"\ncomparator = \"england\"", &[("CASES", "county", "2021-06", "1", "")]);
    assert!(page.contains("England: not available") && !page.contains('('), "{page}");
}

#[test]
fn lines_say_their_date_once_or_each_its_own() {
    let lines = "lines = [{ label = \"All\", indicator = \"CASES\" }, { label = \"On a plan\", indicator = \"PLANS\" }]";
    let same =
        tile(lines, &[("CASES", "county", "2021-06", "40", ""), ("PLANS", "county", "2021-06", "9", "")]);
    assert_eq!(same.matches("As at").count(), 1, "{same}");
    assert!(same.contains("On a plan On a plan: 9 As at 30 June 2021"), "{same}");
    let own =
        tile(lines, &[("CASES", "county", "2021-06", "40", ""), ("PLANS", "county", "2021-04", "9", "")]);
    assert!(own.contains("All: 40 As at 30 June 2021"), "{own}");
    assert!(own.contains("On a plan: 9 As at 30 April 2021"), "{own}");
    let one = tile(lines, &[("CASES", "county", "2021-06", "40", "")]);
    assert!(one.contains("On a plan: To be supplied As at 30 June 2021"), "{one}");
}

#[test]
fn a_missing_figure_and_a_placeholder_are_to_be_supplied() {
    let missing = tile("indicator = \"CASES\"\ntrend = \"7 months\"", &[]);
    assert!(missing.contains("A tile: To be supplied") && !missing.contains("As at"), "{missing}");
    let placeholder = tile("to_be_supplied = \"From 2022\"", &[]);
    assert!(placeholder.contains("A tile To be supplied From 2022"), "{placeholder}");
}

#[test]
fn an_indicator_that_does_not_exist_at_a_place_says_so() {
    let item = "[tiles.item]\ntitle = \"Activity\"\ntile = [{ title = \"A tile\", indicator = \"SHARE\" }]";
    let site = draw(item, &[("SHARE", "county", "2021-06", "85", "")]);
    assert!(site["places/north.html"].contains("A tile: Not applicable at this place"));
}

#[test]
fn a_trend_ends_with_the_number_and_has_all_values_in_a_table() {
    let figures = [
        ("CASES", "county", "2021-01", "101", ""),
        ("CASES", "county", "2021-02", "102", ""),
        ("CASES", "county", "2021-04", "104", ""),
    ];
    let page = tile("indicator = \"CASES\"\ntrend = \"3 months\"", &figures);
    assert!(page.contains("From 102 in February 2021 to 104 in April 2021."), "{page}");
    assert!(
        page.contains("Period Figure February 2021 102 March 2021 – To be supplied April 2021 104"),
        "{page}"
    );
    assert!(!page.contains("101"), "{page}");
}

#[test]
fn one_figure_is_no_line() {
    let page =
        tile("indicator = \"CASES\"\ntrend = \"7 months\"", &[("CASES", "county", "2021-06", "5", "")]);
    assert!(!page.contains("All figures"), "{page}");
}

#[test]
fn what_tiles_and_panels_show_has_a_page_a_source_and_a_definition() {
    for item in [
        "[tiles.item]\ntitle = \"Item\"\ntile = [{ title = \"A tile\", indicator = \"CASES\" }]",
        "[panels.item]\ntitle = \"Item\"\nkind = \"columns\"\nindicators = [\"CASES\"]\nplaces = [\"county\"]\nperiods = \"7 months\"",
    ] {
        let site = draw(item, &[("CASES", "county", "2021-05", "5", "")]);
        assert!(site["indicators/cases.html"].contains("May 2021"), "{}", site["indicators/cases.html"]);
        assert!(
            site["indicators/index.html"].contains("Item Indicator May 2021"),
            "{}",
            site["indicators/index.html"]
        );
        assert!(site["sources.html"].contains("The records"), "{}", site["sources.html"]);
        assert!(site["definitions.html"].contains("All that is open."));
    }
}

#[test]
fn a_page_of_tiles_counts_no_ratings_and_has_nothing_to_filter() {
    let item = "[tiles.item]\ntitle = \"Activity\"\ntile = [{ title = \"A tile\", indicator = \"CASES\" }]";
    let site = draw(item, &[("CASES", "county", "2021-06", "5", "")]);
    let page = &site["places/county-more.html"];
    assert!(!page.contains("rated figure") && !page.contains("Find an indicator"), "{page}");
    assert!(!site["index.html"].contains("Specimen County: More"), "{}", site["index.html"]);
}

#[test]
fn a_scorecard_of_tiles_alone_is_a_site() {
    let scorecard = "title = \"Tiles\"\n[tiles.item]\ntitle = \"Activity\"\n\
                     tile = [{ title = \"A tile\", indicator = \"CASES\" }]\n\
                     [[pages]]\nid = \"a\"\ntitle = \"A\"\nplaces = [\"county\"]\nsections = [\"item\"]\n";
    let none = "No figure has been supplied for this scorecard yet.";
    let with = draw_files(scorecard, "indicator,place,period,value\nCASES,county,2021-06,5\n");
    assert!(with["places/county.html"].contains("A tile: 5"), "{}", with["places/county.html"]);
    assert!(!with["index.html"].contains(none), "{}", with["index.html"]);
    let without = draw_files(scorecard, "indicator,place,period,value\n");
    assert!(without["index.html"].contains(none), "{}", without["index.html"]);
}

const LINES: &str = "kind = \"lines\"\nindicators = [\"CASES\"]\nplaces = [\"county\", \"level:district\"]\nperiods = \"12 months\"\nabout = \"What it shows.\"";

#[test]
fn lines_show_what_there_is_and_name_what_there_is_not() {
    let page = panel(
        LINES,
        &[
            ("CASES", "county", "2021-04", "40", ""),
            ("CASES", "county", "2021-06", "50", ""),
            ("CASES", "north", "2021-06", "30", ""),
        ],
    );
    assert!(page.contains("A panel April 2021 to June 2021 What it shows."), "{page}");
    let seen = "Specimen County rose: 40 in April 2021, 50 in June 2021. North: 30 in June 2021.";
    assert!(page.contains(seen), "{page}");
    assert!(page.contains("Without a figure: South."), "{page}");
    let row = "Specimen County 40 – To be supplied 50 North – To be supplied – To be supplied 30 South";
    assert!(page.contains(row), "{page}");
}

#[test]
fn columns_show_the_latest_period_with_a_figure_in_the_order_declared() {
    let keys = "kind = \"columns\"\nindicators = [\"CASES\"]\nplaces = [\"south\", \"north\", \"*\"]\nperiods = \"3 months\"";
    let figures = [
        ("CASES", "north", "2021-04", "1", ""),
        ("CASES", "north", "2021-05", "20", ""),
        ("CASES", "county", "2021-05", "30", ""),
    ];
    let page = panel(keys, &figures);
    assert!(page.contains("A panel May 2021"), "{page}");
    assert!(page.contains("South To be supplied, North 20, Specimen County 30."), "{page}");
    assert!(page.contains("Place May 2021 South – To be supplied North 20 Specimen County 30"), "{page}");
}

#[test]
fn stages_are_added_or_end_where_they_say() {
    let keys = "kind = \"stages\"\nindicators = [\"CASES\", \"PLANS\"]\nlabels = [\"First\", \"Second\"]\nplaces = [\"level:district\"]\nperiods = \"3 months\"";
    let figures = [
        ("CASES", "north", "2021-06", "20", ""),
        ("PLANS", "north", "2021-06", "25", ""),
        ("CASES", "south", "2021-06", "4", ""),
    ];
    let added = panel(keys, &figures);
    assert!(added.contains("In all: North 45, South Not every stage has a figure."), "{added}");
    assert!(added.contains("Place First Second In all North 20 25 45 South 4"), "{added}");
    let cumulative = panel(&format!("{keys}\ncumulative = true"), &figures);
    assert!(cumulative.contains("At the end of the last: North 25, South To be supplied."), "{cumulative}");
    assert!(cumulative.contains("Place First Second North 20 25 South 4"), "{cumulative}");
}

#[test]
fn a_panel_without_a_figure_says_so() {
    let page = panel(LINES, &[]);
    assert!(page.contains("To be supplied: there is no figure to draw yet."), "{page}");
    assert!(!page.contains("All figures"), "{page}");
}
