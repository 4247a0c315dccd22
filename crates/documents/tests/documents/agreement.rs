//! The formats cannot disagree: figures drawn at random from the pages stand in open data, JSON, workbook and PDF as they
//! are printed, and where there is none, so does the reason.

use std::borrow::Cow;
use std::collections::BTreeMap;

use documents::pdf::{self, Options};
use figures::Number;
use publish::data::{EditionData, FigureData, ReadingData, edition_data};
use publish::{SiteFile, json, open_data_files, site};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use serde_json::Value;

use crate::support::{EXAMPLES, folder, request, text};
use crate::tables::{Csv, Table, read, tables};
use crate::workbook::AllFigures;

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
    for example in EXAMPLES {
        let framework = folder(example);
        let request = request(&framework);
        let data = edition_data(&request).unwrap();
        let pages = site(&request, &mut |_| {}).unwrap();
        // Below each chart of an indicator's page stands its table, with every figure.
        let cells: Vec<OnPage> =
            of_folder(&pages.files, "indicators/").flat_map(|page| cells_of(&page)).collect();
        assert!(cells.iter().all(|cell| !cell.printed.is_empty()), "{example} has a blank cell");
        let formats = Formats::of(&data);
        for at in drawn(cells.len()) {
            formats.hold(&cells[at], example);
        }
    }
}

#[test]
fn two_hundred_cells_of_every_example_are_in_its_pdf_as_on_its_pages() {
    for example in EXAMPLES {
        let framework = folder(example);
        let request = request(&framework);
        let pages = site(&request, &mut |_| {}).unwrap();
        let rows: Vec<PageRow> =
            of_folder(&pages.files, "places/").flat_map(|page| page_rows(&page)).collect();
        let cells: Vec<(&PageRow, usize)> =
            rows.iter().flat_map(|row| (0..row.printed.len()).map(move |at| (row, at))).collect();
        let text = text(&pdf::scorecard(&request, &Options::default()).unwrap());
        let words: Vec<&str> = text.split_whitespace().collect();
        for at in drawn(cells.len()) {
            let (row, cell) = cells[at];
            assert!(row.is_in(cell, &words), "{example}: cell {cell} of {row:?}");
        }
    }
}

/// The pages of a folder of the site.
fn of_folder<'f>(files: &'f [SiteFile], folder: &'f str) -> impl Iterator<Item = Cow<'f, str>> {
    files
        .iter()
        .filter(move |file| file.path.starts_with(folder) && file.path.ends_with(".html"))
        .map(|file| String::from_utf8_lossy(&file.content))
}

/// Where to look among so many cells.
fn drawn(cells: usize) -> Vec<usize> {
    let mut random = ChaCha8Rng::seed_from_u64(6);
    (0..DRAWN).map(|_| usize::try_from(random.next_u64() % cells as u64).unwrap()).collect()
}

/// A row of a table on a place's page.
#[derive(Debug)]
struct PageRow {
    title: String,
    /// What is printed in its cells with figures and targets, or why nothing is.
    printed: Vec<Result<String, String>>,
}

impl PageRow {
    /// Whether a document says a cell: after the row's title, in order behind the cell before it. Where there is no
    /// figure, a dash has the mark of a note below that says why.
    fn is_in(&self, cell: usize, words: &[&str]) -> bool {
        let title: String = self.title.split_whitespace().collect();
        let mut starts = (0..words.len()).filter_map(|at| after_title(&words[at..], &title));
        let cells = &self.printed[cell.saturating_sub(1)..=cell];
        starts.any(|after| {
            let mut from = 0;
            cells.iter().all(|printed| {
                let found =
                    after.iter().take(LONGEST_ROW).enumerate().skip(from).find(|(at, word)| match printed {
                        Ok(value) => *word == value,
                        Err(reason) => **word == "–" && has_note(&after[at + 1..], reason),
                    });
                from = found.map_or(from, |(at, _)| at + 1);
                found.is_some()
            })
        })
    }
}

/// What follows a title that stands at the beginning; lines also break behind hyphens.
fn after_title<'w, 't>(words: &'w [&'t str], title: &str) -> Option<&'w [&'t str]> {
    let mut left = title;
    for (at, word) in words.iter().enumerate() {
        if left.is_empty() {
            return Some(&words[at..]);
        }
        left = left.strip_prefix(word)?;
    }
    None
}

/// No row of a table has more words after its title.
const LONGEST_ROW: usize = 150;

/// Whether the note whose mark comes first gives a reason.
fn has_note(after: &[&str], reason: &str) -> bool {
    let reason: Vec<&str> = reason.split_whitespace().collect();
    let Some((mark, after)) = after.split_first() else { return false };
    after.windows(reason.len() + 1).any(|window| window[0] == *mark && window[1..] == reason)
}

/// The rows of a place's page, of its tables and of those beside its pictures. Those of tiles are on pages alone: on
/// paper a tile says in words where its line begins and ends.
fn page_rows(page: &str) -> Vec<PageRow> {
    const KINDS: [&str; 7] = ["period", "number", "value", "target", "outturn", "comparator", "numerator"];
    let mut rows = Vec::new();
    let tables = page.split("<table class=\"").skip(1).filter(|table| !table.starts_with("list\""));
    for row in tables.flat_map(|table| table.split("<tr").skip(1)).map(|row| until(row, "</tr>")) {
        let Some((_, heading)) = row.split_once("<th scope=\"row\"") else { continue };
        let heading = until(heading.split_once('>').unwrap().1, "</th>");
        let title = text_of(until(until(heading, "<details"), "<span"));
        let mut printed = Vec::new();
        for cell in row.split("<td").skip(1).map(|cell| until(cell, "</td>")) {
            let (attributes, content) = cell.split_once('>').unwrap();
            let kind = between(attributes, "class=\"", "\"");
            if !kind.split(' ').any(|word| KINDS.contains(&word)) {
                continue;
            }
            let content = match content.strip_prefix("<em") {
                Some(slanted) => until(slanted.split_once('>').unwrap().1, "</em>"),
                None => content,
            };
            printed.push(if content.starts_with("<span class=\"absent\"") {
                Err(unescaped(between(content, "<span class=\"hidden\">", "</span>")))
            } else {
                Ok(text_of(until(until(content, "<sup"), "<span")).trim().to_owned())
            });
            let words = printed.last().unwrap().as_ref().unwrap_or_else(|reason| reason);
            assert!(!words.is_empty(), "a blank cell in the row {title}");
        }
        rows.push(PageRow { title, printed });
    }
    rows
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
                    None => unescaped(until(until(cell, "<sup"), "<span").trim()),
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
    workbook: AllFigures,
}

impl<'d> Formats<'d> {
    fn of(data: &'d EditionData) -> Self {
        let files = open_data_files(data).unwrap();
        let figures = files.iter().find(|file| file.path == "internal-figures.csv").unwrap();
        let json = serde_json::from_slice(&json(data).unwrap().file.content).unwrap();
        Self { figures: read(figures), tables: tables(&files), workbook: AllFigures::of(data), json, data }
    }

    /// Fails unless every format has the figure as the page prints it.
    fn hold(&self, cell: &OnPage, example: &str) {
        let about = format!("{example}: {cell:?}");
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

        self.workbook.hold(at, figure, &about);

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
