//! How figures stand: of an earlier year in italics and in words, of a part period with its days, and published numbers
//! with the decimals that they were written with.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests may fail loudly")]

mod support;

/// The cells of the only row, of a framework with data to June 2021: an indicator of an academic year, England beside it.
fn cells(frequency: &str, periods: &str, figures: &str, comparator: &str, target: &str) -> Vec<String> {
    let texts = [
        ("framework.toml", "name = \"N\"\norganisation = \"O\"\nlevels = [\"county\"]\n".to_owned()),
        ("places.csv", "place,name,level\nkent,Kent,county\n".to_owned()),
        (
            "indicators/all.toml",
            format!(
                "[I]\ntitle = \"Visits\"\npolarity = \"high\"\nunit = \"percent\"\nbasis = \"{frequency}\"\n\
                 frequency = \"{frequency}\"\nyear = \"academic\"\nplaces = [\"county\"]\n"
            ),
        ),
        ("comparators.toml", "[england]\nlabel = \"England\"\nkind = \"nation\"\n".to_owned()),
        ("comparators/all.csv", format!("indicator,place,comparator,value\nI,kent,england,{comparator}\n")),
        ("targets/all.csv", format!("indicator,place,period,target\nI,*,AY2020-21,{target}\n")),
        ("figures/all.csv", format!("indicator,place,period,value,status,covers_from,covers_to\n{figures}")),
        (
            "scorecards/board.toml",
            format!(
                "title = \"Board\"\n[sections.all]\ntitle = \"All\"\nindicators = [\"I\"]\nperiods = \"{periods}\"\n\
                 columns = [\"periods\", \"target\", \"comparator:england\"]\n[[pages]]\nid = \"all\"\ntitle = \"All\"\n\
                 places = [\"kent\"]\nsections = [\"all\"]\n"
            ),
        ),
    ];
    let site = support::drawn(&support::compiled(texts), "board");
    let row =
        site["places/kent.html"].split("<tr data-rating").nth(1).and_then(|row| row.split("</tr>").next());
    let cells = row.expect("a row").split("<td").skip(1);
    cells.map(|cell| cell.split_once('>').map_or("", |(_, cell)| cell).trim().to_owned()).collect()
}

#[test]
fn the_latest_figure_of_an_earlier_year_is_in_italics_and_says_so() {
    let cells =
        cells("year", "2 academic years", "I,kent,AY2018-19,70,,,\nI,kent,AY2019-20,71,,,\n", "69", "80");
    assert!(cells[0].starts_with("70.0"), "an earlier column says its year in its heading: {}", cells[0]);
    assert!(
        cells[1].starts_with("<em title=\"Previous reporting year\">71.0</em><span class=\"hidden\"> (previous reporting year)</span>"),
        "{}",
        cells[1]
    );
}

#[test]
fn a_figure_of_the_same_year_and_an_absence_are_not_in_italics() {
    let same = cells("month", "1 month", "I,kent,2021-06,71,,,\n", "69", "80");
    assert!(!same[0].contains("<em"), "{}", same[0]);
    let figures = "I,kent,AY2018-19,70,,,\nI,kent,AY2019-20,,not-available,,\n";
    let absent = cells("year", "2 academic years", figures, "69", "80");
    assert!(absent[1].contains("Not available") && !absent[1].contains("<em"), "{}", absent[1]);
}

#[test]
fn a_part_period_shows_its_days() {
    let cells = cells("month", "1 month", "I,kent,2021-06,71,,2021-06-01,2021-06-11\n", "69", "80");
    assert!(cells[0].contains("aria-hidden=\"true\">1\u{2013}11 Jun</span>"), "{}", cells[0]);
    assert!(cells[0].contains("(covers 1 June 2021 to 11 June 2021 only)"), "{}", cells[0]);
}

#[test]
fn published_numbers_keep_the_decimals_that_they_were_written_with() {
    for (comparator, target, expected) in [
        ("69.0", "80", ["80.0", "69.0"]),
        ("69", "80.00", ["80.00", "69"]),
        ("69.25", "80.5", ["80.5", "69.25"]),
    ] {
        let cells = cells("month", "1 month", "I,kent,2021-06,71,,,\n", comparator, target);
        let shown: Vec<&str> =
            cells[1..3].iter().map(|cell| cell.split('<').next().unwrap_or_default()).collect();
        assert_eq!(shown, expected);
    }
}
