//! The formats cannot disagree: figures drawn at random from the pages stand in open data and JSON as they are printed.

use std::collections::BTreeMap;
use std::path::Path;

use figures::Number;
use publish::data::{EditionData, FigureData, ReadingData, edition_data};
use publish::{json, open_data_files, site};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use serde_json::Value;

use crate::{Csv, Table, folders, framework, read, request, tables};

/// How many figures of each example are looked up.
const DRAWN: usize = 200;

/// A figure as a page prints it.
#[derive(Debug)]
struct OnPage {
    indicator: String,
    /// Basis and breakdown.
    table: String,
    place: String,
    period: String,
    printed: String,
}

#[test]
fn two_hundred_figures_of_every_example_agree_in_all_formats() {
    for folder in folders() {
        let framework = framework(&folder);
        let request = request(&framework);
        let data = edition_data(&request).unwrap();
        let pages = site(&request, &mut |_| {}).unwrap();
        let mut cells = Vec::new();
        for file in pages.files.iter().filter(|file| file.path.starts_with("indicators/")) {
            cells.extend(cells_of(&String::from_utf8_lossy(&file.content)));
        }
        let formats = Formats::of(&data);
        let mut random = ChaCha8Rng::seed_from_u64(6);
        for _ in 0..DRAWN {
            let drawn = usize::try_from(random.next_u64() % cells.len() as u64).unwrap();
            formats.hold(&cells[drawn], &folder);
        }
    }
}

/// Every cell of the tables of figures of an indicator's page.
fn cells_of(page: &str) -> Vec<OnPage> {
    let title = between(page, "<title>", "</title>");
    let indicator = unescaped(title.split(": ").next().unwrap());
    let mut cells = Vec::new();
    for table in page.split("<table class=\"list figures\">").skip(1) {
        let table = table.split("</table>").next().unwrap();
        let name = unescaped(between(table, "<span class=\"caption\">", "</span>"));
        let head = between(table, "<thead>", "</thead>");
        let periods: Vec<String> = head
            .split("<span class=\"hidden\">")
            .skip(1)
            .map(|rest| unescaped(until(rest, "</span>")))
            .collect();
        for row in between(table, "<tbody>", "</tbody>").split("<tr").skip(1) {
            let place = text_of(between(row, "<th scope=\"row\">", "</th>"));
            for (period, cell) in periods.iter().zip(row.split("<td class=\"number").skip(1)) {
                let cell = until(cell.split_once('>').unwrap().1, "</td>");
                let printed = match cell.split_once("<span class=\"absent\"") {
                    Some((_, absent)) => unescaped(between(absent, "<span class=\"hidden\">", "</span>")),
                    None => unescaped(until(cell, "<span").trim()),
                };
                cells.push(OnPage {
                    indicator: indicator.clone(),
                    table: name.clone(),
                    place: place.clone(),
                    period: period.clone(),
                    printed,
                });
            }
        }
    }
    cells
}

fn until<'t>(text: &'t str, end: &str) -> &'t str {
    text.split(end).next().unwrap_or_default()
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    until(text.split_once(start).map_or("", |(_, rest)| rest), end)
}

/// The text of a cell that may hold a link.
fn text_of(cell: &str) -> String {
    let parts = cell.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    unescaped(&parts.collect::<String>())
}

fn unescaped(text: &str) -> String {
    let named = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")];
    named.iter().fold(text.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}

struct Formats<'d> {
    data: &'d EditionData,
    json: Value,
    figures: Csv,
    tables: Vec<Table>,
}

impl<'d> Formats<'d> {
    fn of(data: &'d EditionData) -> Self {
        let files = open_data_files(data).unwrap();
        let figures = files.iter().find(|file| file.path == "internal-figures.csv").unwrap();
        let json = serde_json::from_slice(&json(data).unwrap().file.content).unwrap();
        Self { figures: read(figures), tables: tables(&files), json, data }
    }

    /// Fails unless every format has the figure as the page prints it.
    fn hold(&self, cell: &OnPage, folder: &Path) {
        let about = format!("{}: {cell:?}", folder.display());
        let (at, figure) = self.find(cell).unwrap_or_else(|| panic!("no figure for {about}"));
        assert_eq!(figure.reading.printed(), cell.printed, "{about}");

        let row = &self.figures.rows[at];
        assert_eq!((&row["indicator"], &row["place"]), (&figure.indicator, &figure.place), "{about}");
        assert_eq!((&row["period"], &row["printed"]), (&figure.period.id, &cell.printed), "{about}");

        let value = &self.json["figures"][at];
        assert_eq!(value["indicator"], figure.indicator.as_str(), "{about}");
        assert_eq!(value["period"]["id"], figure.period.id.as_str(), "{about}");
        let printed = match &figure.reading {
            ReadingData::Value(_) => &value["reading"]["value"]["printed"],
            ReadingData::Absent(_) => &value["reading"]["absent"]["words"],
        };
        assert_eq!(printed, cell.printed.as_str(), "{about}");

        let in_table = self.in_table(figure).unwrap_or_else(|| panic!("no row for {about}"));
        assert!(!in_table.is_empty(), "{about}");
        match &figure.reading {
            ReadingData::Absent(absence) => assert_eq!(in_table, absence.symbol.bare(), "{about}"),
            ReadingData::Value(value) => {
                let printed = number(&cell.printed).unwrap_or_else(|| panic!("no number in {about}"));
                if printed.is_zero() && !value.exact.0.is_zero() {
                    assert_eq!(in_table, "low", "{about}");
                } else {
                    assert_eq!(number(in_table), Some(printed), "{about}");
                }
            }
        }
    }

    /// The figure of a cell, with its place in the list. Where two bases are alike but for a version's words, the one
    /// that is the indicator's own comes first.
    fn find(&self, cell: &OnPage) -> Option<(usize, &'d FigureData)> {
        let candidates: Vec<(usize, &FigureData)> = self
            .data
            .figures
            .iter()
            .enumerate()
            .filter(|(_, figure)| {
                figure.indicator == cell.indicator
                    && figure.place_name == cell.place
                    && figure.period.words.to_lowercase() == cell.period.to_lowercase()
            })
            .collect();
        let title = |figure: &FigureData| {
            let label = figure.breakdown_label();
            let parts = [figure.basis.as_str(), label.as_str()];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ").to_lowercase()
        };
        let exactly = candidates.iter().find(|(_, figure)| title(figure) == cell.table.to_lowercase());
        let only = (candidates.len() == 1).then(|| &candidates[0]);
        exactly.or(only).copied()
    }

    /// The cell of a figure in the tables of the standard.
    fn in_table(&self, figure: &FigureData) -> Option<&str> {
        let title = format!("{}: ", figure.indicator);
        let is_row = |row: &BTreeMap<String, String>| {
            let part = |name: &str| row.get(name).map(String::as_str);
            let area =
                [part("place"), part("ward_name"), part("lad_name"), part("la_name"), part("region_name")]
                    .into_iter()
                    .flatten()
                    .find(|name| !name.is_empty());
            let members_agree =
                figure.breakdown.iter().all(|member| row.values().any(|cell| *cell == member.name));
            row["indicator"].starts_with(&title)
                && area.is_some_and(|area| {
                    area == figure.place_name || area.ends_with(&format!("({})", figure.place))
                })
                && row["basis"].to_lowercase() == figure.basis.to_lowercase()
                && members_agree
                && time_agrees(row, figure)
        };
        let mut rows =
            self.tables.iter().flat_map(|table| table.data.rows.iter().map(move |row| (table, row)));
        let of_breakdown = |table: &Table, row: &BTreeMap<String, String>| {
            let broken_down =
                table.filters().filter(|column| is_dimension(column) && row[*column] != "Total");
            broken_down.count() == figure.breakdown.len()
        };
        let (table, row) = rows.find(|(table, row)| is_row(row) && of_breakdown(table, row))?;
        let column = table.indicators().find(|column| column.starts_with("figure_"))?;
        Some(&row[column])
    }
}

/// Whether a filter is a dimension of breakdown.
fn is_dimension(column: &str) -> bool {
    let others = [
        "about_this_copy",
        "place_level",
        "place",
        "half_term",
        "quarter",
        "reporting_period",
        "indicator_group",
        "indicator",
        "basis",
    ];
    !others.contains(&column)
}

/// Whether the time of a row is that of a figure, read back from the standard's columns.
fn time_agrees(row: &BTreeMap<String, String>, figure: &FigureData) -> bool {
    let (period, identifier) = (row["time_period"].as_str(), row["time_identifier"].as_str());
    let year = || format!("{}-{}", &period[..4], &period[4..]);
    let part = |name: &str| row.get(name).map(|item| item.chars().last().unwrap_or('?'));
    let id = match identifier {
        "Financial year" => format!("FY{}", year()),
        "Academic year" => match part("half_term") {
            Some(half) => format!("AY{}-H{half}", year()),
            None => format!("AY{}", year()),
        },
        "Calendar year" => match part("quarter") {
            Some(quarter) => format!("CY{period}-Q{quarter}"),
            None => format!("CY{period}"),
        },
        "Autumn term" => format!("AY{}-T1", year()),
        "Spring term" => format!("AY{}-T2", year()),
        "Summer term" => format!("AY{}-T3", year()),
        "Reporting year" => return row["reporting_period"] == figure.period.words,
        quarter if quarter.starts_with("Financial year Q") => {
            format!("FY{}-Q{}", year(), quarter.chars().last().unwrap_or('?'))
        }
        month => return format!("{month} {period}") == figure.period.words,
    };
    id == figure.period.id
}

/// A printed number: with separators of thousands, a real minus sign, a plus.
fn number(printed: &str) -> Option<Number> {
    let plain = printed.replace(',', "").replace('\u{2212}', "-");
    Number::parse(plain.trim_start_matches('+')).ok()
}
