//! Matrices, place tables, groups of rows and lists by mark.

use crate::small::{Small, page, row, words};

const MATRIX: &str = r#"
title = "Specimen"

[matrices.learners]
title = "Vulnerable learners"
caption = "Primary phase"
groups = ["All pupils", "Gap", "Progress"]
latest = "AY2019-20"
shows = ["value", "rating", "direction", "target"]

[[matrices.learners.rows]]
title = "Reading"
indicators = ["PUPILS", "GAP", "PROGRESS"]

[[matrices.learners.rows]]
title = "Writing"
indicators = ["TEAM-ONLY", "", "PROGRESS"]

[[pages]]
id = "county"
title = "County"
places = ["shire"]
sections = ["learners"]
"#;

#[test]
fn a_cell_of_a_matrix_has_its_value_rating_direction_and_target() {
    let site = Small::new(MATRIX).draw();
    let reading = row(page(&site, "places/shire.html"), "Reading");
    for said in ["74.0%", "Amber", "Worsened", "target 75.0"] {
        assert!(reading.contains(said), "{said}: {reading}");
    }
}

#[test]
fn a_unit_that_is_long_stands_below_its_value() {
    let site = Small::new(MATRIX).draw();
    let reading = row(page(&site, "places/shire.html"), "Reading");
    assert!(reading.contains("21 , Gap in reading"), "{reading}");
    assert!(reading.contains("percentage points"), "{reading}");
}

#[test]
fn signed_scores_have_a_plus_and_keep_their_decimals() {
    let site = Small::new(MATRIX).draw();
    let reading = row(page(&site, "places/shire.html"), "Reading");
    assert!(reading.contains("+0.04"), "{reading}");
    let unsigned = Small::new(MATRIX).change("indicators/all.toml", "signed = true", "signed = false").draw();
    let reading = row(page(&unsigned, "places/shire.html"), "Reading");
    assert!(reading.contains("0.04") && !reading.contains("+0.04"), "{reading}");
}

#[test]
fn what_a_matrix_does_not_measure_is_said() {
    let site = Small::new(MATRIX).draw();
    let writing = row(page(&site, "places/shire.html"), "Writing");
    assert!(writing.contains("Not applicable at this place"), "{writing}");
    assert!(writing.contains("Not measured"), "{writing}");
}

#[test]
fn a_matrix_says_the_period_that_its_cells_share() {
    let site = Small::new(MATRIX).draw();
    assert!(words(page(&site, "places/shire.html")).contains("Primary phase, academic year 2019–20"));
}

#[test]
fn cells_of_different_periods_say_their_own() {
    let site = Small::new(MATRIX)
        .change("scorecards/all.toml", "latest = \"AY2019-20\"", "")
        .change("scorecards/all.toml", "\"GAP\", ", "\"REFERRALS\", ")
        .draw();
    let reading = row(page(&site, "places/shire.html"), "Reading");
    assert!(reading.contains("academic year 2019–20") && reading.contains("June 2021"), "{reading}");
}

#[test]
fn a_figure_that_stands_twice_on_a_page_counts_once() {
    let site = Small::new(MATRIX).draw();
    // Progress stands in two rows: one pupil figure, one gap, one progress score.
    assert!(words(page(&site, "places/shire.html")).contains("2 rated figures"));
    assert!(words(page(&site, "places/shire.html")).contains("1 figure not rated"));
}

#[test]
fn indicators_of_a_matrix_have_pages() {
    let site = Small::new(MATRIX).draw();
    assert!(site.contains_key("indicators/progress.html"));
    assert!(page(&site, "places/shire.html").contains("href=\"../indicators/progress.html\""));
}

const PLACES: &str = r#"
title = "Specimen"

[place_tables.activity]
title = "Activity"
places = ["level:county", { title = "Districts", places = "level:district" }, { title = "Teams", places = "group:teams" }]
columns = [
  { indicator = "REFERRALS", title = "Referrals", shows = ["value", "previous", "change"] },
  { indicator = "TEAM-ONLY" },
]
notes = ["Under the table."]

[[pages]]
id = "county"
title = "County"
places = ["shire"]
sections = ["activity"]

[[pages]]
id = "district"
title = "Districts"
places = ["level:district"]
sections = ["activity"]
"#;

#[test]
fn an_indicator_spans_its_columns_and_names_them_after_the_period() {
    let site = Small::new(PLACES).draw();
    let page = page(&site, "places/shire.html");
    assert!(page.contains("<th scope=\"colgroup\" class=\"first\" colspan=\"3\">"), "{page}");
    assert!(page.contains("<th scope=\"col\" class=\"first\" rowspan=\"2\">"), "{page}");
    let said = words(page);
    for heading in ["This month", "Last month", "Change"] {
        assert!(said.contains(heading), "{heading}: {said}");
    }
    assert!(!page.contains("This quarter"));
}

#[test]
fn a_yearly_indicator_has_years_in_its_headings() {
    let site = Small::new(PLACES).change("scorecards/all.toml", "\"REFERRALS\"", "\"PUPILS\"").draw();
    let said = words(page(&site, "places/shire.html"));
    assert!(said.contains("This year") && said.contains("Last year"), "{said}");
}

#[test]
fn a_place_is_a_row_with_its_figures() {
    let site = Small::new(PLACES).draw();
    let shire = page(&site, "places/shire.html");
    assert_eq!(row(shire, "Shire"), "Shire 30 28 (May 2021) +2 – Not applicable at this place");
    assert_eq!(row(shire, "North team"), "North team 12 15 (May 2021) −3 7");
}

#[test]
fn only_places_that_belong_to_the_page_have_rows() {
    let site = Small::new(PLACES).draw();
    let north = words(page(&site, "places/north.html"));
    // North itself, its own team and the one that serves it; neither the county nor another district.
    for (name, stands) in [("North team", true), ("Shared team", true), ("South team", false)] {
        assert_eq!(north.contains(name), stands, "{name}: {north}");
    }
    assert!(!north.contains("Shire 30"), "{north}");
    assert!(!page(&site, "places/north.html").contains("id=\"activity-south\""));
}

#[test]
fn a_place_that_two_selectors_name_stands_once() {
    let site = Small::new(PLACES)
        .change("scorecards/all.toml", "places = [\"level:county\",", "places = [\"north-team\",")
        .draw();
    assert_eq!(page(&site, "places/shire.html").matches("id=\"activity-north-team\"").count(), 1);
}

#[test]
fn a_place_table_without_a_place_of_the_page_says_so() {
    let site =
        Small::new(PLACES).change("scorecards/all.toml", "places = [\"level:county\", { title = \"Districts\", places = \"level:district\" }, { title = \"Teams\", places = \"group:teams\" }]", "places = [\"south-team\"]").draw();
    assert!(words(page(&site, "places/north.html")).contains("No place of this table belongs here."));
}

#[test]
fn a_place_table_only_shows_what_fits_a_cell() {
    let faults = Small::new(PLACES).change("scorecards/all.toml", "\"previous\"", "\"periods\"").faults();
    assert!(faults.iter().any(|fault| fault.contains("`periods` cannot stand here")), "{faults:?}");
}

const GROUPS: &str = r#"
title = "Specimen"

[sections.grouped]
title = "Children"
periods = "2 months"
columns = ["periods", "change"]
groups = [
  { title = "Front door", indicators = ["REFERRALS"] },
  { title = "Reports", indicators = ["mark:QPR"] },
]

[[pages]]
id = "county"
title = "County"
places = ["shire"]
sections = ["grouped"]
"#;

#[test]
fn groups_stand_in_one_table_under_headings_of_their_own() {
    let site = Small::new(GROUPS).draw();
    let shire = page(&site, "places/shire.html");
    assert_eq!(shire.matches("<table").count(), 1);
    let said = words(shire);
    // The summary above the table names rows, too.
    let said = said.split("Indicator").last().expect("a table");
    let at = |text: &str| said.find(text).unwrap_or_else(|| panic!("{text}: {said}"));
    assert!(at("Front door") < at("Referrals received") && at("Referrals received") < at("Reports"));
    assert!(at("Reports") < at("Visits in time"));
}

#[test]
fn a_mark_stands_for_all_that_have_it_in_the_order_of_the_files() {
    let framework = Small::new(GROUPS).compile();
    let names = |list: &[framework::IndicatorId]| -> Vec<String> {
        list.iter().map(|id| framework.indicator(*id).id.clone()).collect()
    };
    assert_eq!(names(&framework.scorecards[0].indicators()), ["REFERRALS", "VISITS", "TEAM-ONLY"]);
}

#[test]
fn what_a_list_names_before_its_mark_stands_once() {
    let framework = Small::new(GROUPS)
        .change("scorecards/all.toml", "[\"mark:QPR\"]", "[\"TEAM-ONLY\", \"mark:QPR\"]")
        .compile();
    let section = &framework.scorecards[0].sections[0];
    let names: Vec<&str> = section.indicators.iter().map(|id| framework.indicator(*id).id.as_str()).collect();
    assert_eq!(names, ["REFERRALS", "TEAM-ONLY", "VISITS"]);
}

#[test]
fn a_mark_that_no_indicator_has_is_a_fault_with_the_nearest() {
    let faults = Small::new(GROUPS).change("scorecards/all.toml", "mark:QPR", "mark:QRP").faults();
    assert_eq!(faults, ["no indicator has the mark `QRP`"]);
}
