//! The rules of the open data standard of the Department for Education, one test each, on every example.

use std::collections::{BTreeMap, BTreeSet};

use crate::on_every_table;
use crate::tables::{STANDARD_COLUMNS, Table};

/// Identifiers that may stand in one table, with the digits of their years.
const IDENTIFIERS: [(&[&str], usize); 7] = [
    (&["Calendar year"], 4),
    (&["Reporting year"], 4),
    (&["Academic year"], 6),
    (&["Financial year"], 6),
    (&["Financial year Q1", "Financial year Q2", "Financial year Q3", "Financial year Q4"], 6),
    (&["Autumn term", "Spring term", "Summer term"], 6),
    (
        &[
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        4,
    ),
];

/// What indicators' names end with.
const TYPES: [&str; 8] =
    ["_count", "_percent", "_percentage_points", "_rate", "_average", "_score", "_days", "_pounds"];

const SYMBOLS: [&str; 4] = ["z", "x", "c", "low"];

#[test]
fn every_table_begins_with_time_and_geography() {
    on_every_table(|table| {
        assert_eq!(table.data.columns[..5], STANDARD_COLUMNS[..5], "{}", table.path);
        for row in &table.data.rows {
            assert_eq!(
                (row["country_code"].as_str(), row["country_name"].as_str()),
                ("E92000001", "England")
            );
        }
    });
}

#[test]
fn time_identifiers_are_the_standards_and_never_mixed() {
    on_every_table(|table| {
        let found: BTreeSet<&str> =
            table.data.rows.iter().map(|row| row["time_identifier"].as_str()).collect();
        let family = IDENTIFIERS.iter().find(|(family, _)| found.iter().all(|one| family.contains(one)));
        let (_, digits) = family.unwrap_or_else(|| panic!("{}: {found:?} are mixed", table.path));
        for row in &table.data.rows {
            let period = &row["time_period"];
            assert!(period.len() == *digits && period.bytes().all(|byte| byte.is_ascii_digit()), "{period}");
        }
    });
}

#[test]
fn six_digits_are_two_consecutive_years() {
    on_every_table(|table| {
        for period in table.data.rows.iter().map(|row| &row["time_period"]).filter(|period| period.len() == 6)
        {
            let (first, second): (u32, u32) = (period[..4].parse().unwrap(), period[4..].parse().unwrap());
            assert_eq!((first + 1) % 100, second, "{period}");
        }
    });
}

#[test]
fn each_level_has_its_columns_and_no_lower_ones() {
    let columns: [(&str, &[&str]); 5] = [
        ("National", &[]),
        ("Regional", &["region_code", "region_name"]),
        ("Local authority", &["old_la_code", "new_la_code", "la_name"]),
        ("Local authority district", &["lad_code", "lad_name"]),
        ("Ward", &["ward_code", "ward_name"]),
    ];
    on_every_table(|table| {
        for row in &table.data.rows {
            let level = columns.iter().position(|(level, _)| *level == row["geographic_level"]);
            let level = level.unwrap_or_else(|| panic!("{} is no level", row["geographic_level"]));
            let cell = |column: &&str| row.get(*column).map_or("", String::as_str);
            for (_, needed) in &columns[..=level] {
                // A district that is no part of a ward's authority is told by its absence from the framework.
                assert!(needed.iter().all(|column| !cell(column).is_empty()), "{}: {row:?}", table.path);
            }
            for (_, lower) in &columns[level + 1..] {
                assert!(lower.iter().all(|column| cell(column).is_empty()), "{}: {row:?}", table.path);
            }
        }
    });
}

#[test]
fn an_unknown_area_has_a_name_and_a_code_that_say_so() {
    on_every_table(|table| {
        for row in &table.data.rows {
            for (code, name) in
                [("region_code", "region_name"), ("new_la_code", "la_name"), ("lad_code", "lad_name")]
            {
                let (code, name) = (row.get(code), row.get(name));
                if name.is_some_and(|name| name == "Not available") {
                    assert_eq!(code.map(String::as_str), Some("x"));
                }
            }
        }
    });
}

#[test]
fn no_two_areas_have_one_code() {
    on_every_table(|table| {
        for (code, name) in [("new_la_code", "la_name"), ("lad_code", "lad_name"), ("ward_code", "ward_name")]
        {
            let mut names: BTreeMap<&str, &str> = BTreeMap::new();
            for row in &table.data.rows {
                let (Some(code), Some(name)) = (row.get(code), row.get(name)) else { continue };
                if code.len() == 9 {
                    assert_eq!(names.entry(code).or_insert(name), name, "{code}");
                }
            }
        }
    });
}

#[test]
fn names_of_columns_are_short_snake_case() {
    on_every_table(|table| {
        let mut seen = BTreeSet::new();
        for column in &table.data.columns {
            assert!(seen.insert(column), "{column} stands twice");
            assert!(column.len() <= 50, "{column}");
            assert!(column.starts_with(|first: char| first.is_ascii_lowercase()), "{column}");
            let is_snake = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
            assert!(column.bytes().all(is_snake), "{column}");
        }
    });
}

#[test]
fn names_of_indicators_end_with_what_they_are() {
    on_every_table(|table| {
        for column in table.indicators() {
            assert!(TYPES.iter().any(|kind| column.ends_with(kind)), "{column}");
        }
    });
}

#[test]
fn labels_and_items_keep_to_their_lengths() {
    on_every_table(|table| {
        for row in &table.metadata.rows {
            assert!(!row["label"].is_empty() && row["label"].chars().count() <= 80, "{}", row["label"]);
        }
        for column in table.filters() {
            for row in &table.data.rows {
                assert!(row[column].chars().count() <= 120, "{}", row[column]);
            }
        }
    });
}

#[test]
fn names_of_files_are_lower_case_without_a_period() {
    on_every_table(|table| {
        let name = table.path.strip_suffix(".csv").unwrap();
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(name.bytes().all(is_plain), "{name}");
        assert!(name.len() <= 100, "{name}");
        for month in ["2015-10", "2017-06", "2021-06", "2023-10"] {
            assert!(!name.contains(month), "{name}");
        }
    });
}

#[test]
fn metadata_have_the_columns_of_the_standard() {
    let columns = [
        "col_name",
        "col_type",
        "label",
        "indicator_grouping",
        "indicator_unit",
        "indicator_dp",
        "filter_hint",
        "filter_grouping_column",
        "filter_default",
    ];
    on_every_table(|table| {
        assert_eq!(table.metadata.columns, columns, "{}", table.path);
        for row in &table.metadata.rows {
            assert!(["Filter", "Indicator"].contains(&row["col_type"].as_str()));
            assert!(table.data.columns.contains(&row["col_name"]), "{}", row["col_name"]);
            assert!(["", "£", "£m", "%", "pp", "numberstring"].contains(&row["indicator_unit"].as_str()));
            let is_indicator = row["col_type"] == "Indicator";
            assert_eq!(row["indicator_dp"].parse::<u8>().is_ok(), is_indicator, "{row:?}");
        }
    });
}

#[test]
fn only_filters_with_several_items_have_metadata_and_groups_have_none() {
    on_every_table(|table| {
        let groups: BTreeSet<&str> =
            table.metadata.rows.iter().map(|row| row["filter_grouping_column"].as_str()).collect();
        for column in table.filters() {
            let items: BTreeSet<&str> = table.data.rows.iter().map(|row| row[column].as_str()).collect();
            let is_listed = table.about(column).is_some();
            let groups_a_lone_item = ["indicator_group", "place_level"].contains(&column);
            let is_group = groups.contains(column) || groups_a_lone_item;
            assert_eq!(is_listed, items.len() > 1 && !is_group, "{}: {column}", table.path);
        }
        for column in STANDARD_COLUMNS {
            assert!(table.about(column).is_none(), "{column}");
        }
    });
}

#[test]
fn the_default_of_a_filter_is_total_or_one_of_its_items() {
    on_every_table(|table| {
        for row in table.metadata.rows.iter().filter(|row| row["col_type"] == "Filter") {
            let column = &row["col_name"];
            let items: BTreeSet<&str> = table.data.rows.iter().map(|row| row[column].as_str()).collect();
            let default = row["filter_default"].as_str();
            assert!(items.contains(default), "{column}: {default}");
            assert!(default == "Total" || !items.contains("Total"), "{column}: {default}");
        }
    });
}

#[test]
fn measurements_are_plain_numbers_or_symbols() {
    on_every_table(|table| {
        for column in table.indicators() {
            for cell in table.data.rows.iter().map(|row| row[column].as_str()) {
                let digits = cell.strip_prefix('-').unwrap_or(cell);
                let is_number = figures::Number::parse(digits).is_ok();
                assert!(is_number || SYMBOLS.contains(&cell), "{}: {column} has `{cell}`", table.path);
            }
        }
    });
}

#[test]
fn nought_is_written_for_true_noughts_only() {
    on_every_table(|table| {
        for column in table.indicators() {
            for cell in table.data.rows.iter().map(|row| row[column].as_str()) {
                let is_nought = figures::Number::parse(cell).is_ok_and(|number| number.is_zero());
                assert!(!is_nought || cell == "0", "{}: {column} has `{cell}`", table.path);
            }
        }
    });
}

#[test]
fn no_filter_and_no_measurement_is_blank() {
    on_every_table(|table| {
        for column in table.filters().chain(table.indicators()) {
            assert!(table.data.rows.iter().all(|row| !row[column].trim().is_empty()), "{}", table.path);
        }
    });
}

#[test]
fn a_row_says_by_its_time_place_and_filters_what_it_is() {
    on_every_table(|table: &Table| {
        let columns: Vec<&str> = STANDARD_COLUMNS.into_iter().chain(table.filters()).collect();
        let mut seen = BTreeSet::new();
        for row in &table.data.rows {
            let key: Vec<&str> =
                columns.iter().map(|column| row.get(*column).map_or("", String::as_str)).collect();
            assert!(seen.insert(key.clone()), "{}: {key:?} stands twice", table.path);
        }
    });
}

#[test]
fn a_column_of_measurements_has_one_unit() {
    on_every_table(|table| {
        let figure = table.indicators().find(|column| column.starts_with("figure_")).unwrap();
        let unit = &table.about(figure).unwrap()["indicator_unit"];
        let expected = match figure {
            "figure_percent" => "%",
            "figure_percentage_points" => "pp",
            "figure_pounds" => "£",
            _ => "",
        };
        assert_eq!(unit, expected, "{figure}");
        for edge in table
            .indicators()
            .filter(|column| ["target_", "floor_"].iter().any(|one| column.starts_with(one)))
        {
            assert_eq!(&table.about(edge).unwrap()["indicator_unit"], unit, "{edge}");
        }
    });
}

#[test]
fn every_internal_table_says_so_in_its_name_and_in_each_row() {
    on_every_table(|table| {
        assert!(table.path.starts_with("internal-"), "{}", table.path);
        assert!(table.data.rows.iter().all(|row| row["about_this_copy"].contains("Internal copy")));
    });
}
