//! PDF as readers get it: what poppler finds in the bytes.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use documents::pdf::{self, Error, Options};
use framework::Framework;
use publish::view::{Cell, Item, Shown, TileBody};
use publish::{Audience, Refusal, Request};

use crate::support::{Small, folder, fonts, least_height, metadata, pages, property, request, text, tree};

fn scorecard(framework: &Framework) -> Vec<u8> {
    pdf::scorecard(&request(framework), &Options::default()).expect("a scorecard")
}

/// How many places' sheets are drawn: enough to meet a county and its districts.
const SHEETS: usize = 3;

/// The documents of a request: its scorecard, sheets of places that have tables, its covering reports.
fn every_document(request: &Request<'_>) -> Vec<(String, Vec<u8>)> {
    let options = Options::default();
    let pages = publish::pages(request).expect("pages");
    let mut documents =
        vec![("scorecard".to_owned(), pdf::scorecard(request, &options).expect("a scorecard"))];
    for (place, _) in pages.places.iter().take(SHEETS) {
        match pdf::place_sheet(request, place, &options) {
            Ok(sheet) => documents.push((place.clone(), sheet)),
            Err(Error::NothingForSheet(_)) => {}
            Err(error) => panic!("{place}: {error}"),
        }
    }
    for (report, _) in &pages.reports {
        documents.push((report.clone(), pdf::covering_report(request, report, &options).expect("a report")));
    }
    documents
}

/// How often each word stands in a text.
fn words(text: &str) -> BTreeMap<&str, usize> {
    let mut words = BTreeMap::new();
    for word in text.split_whitespace() {
        *words.entry(word).or_default() += 1;
    }
    words
}

/// The figures that the pages of a scorecard print in tables and tiles.
fn printed(request: &Request<'_>) -> Vec<String> {
    let pages = publish::pages(request).expect("pages");
    let mut printed = Vec::new();
    let value = |shown: &Shown| match shown {
        Shown::Value(value) => Some(value.text.clone()),
        Shown::Absent(_) | Shown::Withheld(_) => None,
    };
    for item in pages.places.iter().flat_map(|(_, page)| &page.items) {
        match item {
            Item::Section(section) => {
                let blocks = section.blocks.iter().filter(|block| block.to_be_supplied.is_none());
                for cell in blocks.flat_map(|block| &block.rows).flat_map(|row| &row.cells) {
                    match cell {
                        Cell::Figure { shown, .. } | Cell::Value { shown, .. } => {
                            printed.extend(value(shown))
                        }
                        Cell::Target(Ok(target)) => printed.push(target.text.clone()),
                        _ => {}
                    }
                }
            }
            Item::PlaceTable(table) => {
                for cell in table.groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.cells) {
                    if let Cell::Figure { shown, .. } | Cell::Value { shown, .. } = cell {
                        printed.extend(value(shown));
                    }
                }
            }
            Item::Panel(panel) if panel.picture.is_some() => {
                printed.extend(
                    panel.table.rows.iter().flat_map(|row| &row.cells).filter_map(|(shown, _)| value(shown)),
                );
            }
            Item::Tiles(tiles) => {
                for tile in &tiles.tiles {
                    if let TileBody::Number(number, _) = &tile.shows {
                        printed.extend(number.shown.clone().ok());
                    }
                }
            }
            Item::Panel(_) | Item::Matrix(_) => {}
        }
    }
    printed
        .into_iter()
        .flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// Looks at every document of a folder: each is tagged and archival, names itself and has its fonts within it, and the
/// scorecard says every figure as often as it is printed.
fn look_through(example: &str) {
    let framework = folder(example);
    let request = request(&framework);
    for (name, document) in every_document(&request) {
        assert_eq!(property(&document, "Tagged"), "yes", "{name}");
        let metadata = metadata(&document);
        for claim in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"] {
            assert!(metadata.contains(claim), "{name}: {claim} in {metadata}");
        }
        assert!(!property(&document, "Title").is_empty(), "{name}");
        let not_embedded: Vec<String> =
            fonts(&document).into_iter().filter(|font| !font.contains(" yes yes ")).collect();
        assert!(not_embedded.is_empty(), "{name}: {not_embedded:?}");
        if name == "scorecard" {
            let text = text(&document);
            let found = words(&text);
            let printed = printed(&request).join(" ");
            assert!(!printed.is_empty());
            for (figure, times) in words(&printed) {
                let read = found.get(figure).copied().unwrap_or_default();
                assert!(read >= times, "{figure} is printed {times} times and read {read} times");
            }
        }
    }
}

macro_rules! examples {
    ($($name:ident in $folder:literal;)*) => {$(
        #[test]
        fn $name() {
            look_through($folder);
        }
    )*};
}

examples! {
    every_document_of_2015 in "examples/kent-ehps-2015";
    every_document_of_2017 in "examples/kent-2017";
    every_document_of_2017_of_commissioning in "examples/kent-commissioning-2017";
    every_document_of_2017_of_children in "examples/kent-scs-2017";
    every_document_of_2021 in "examples/kent-2021";
    every_document_of_2023 in "examples/kent-2023";
    every_document_of_the_page_states in "crates/publish/tests/frameworks/states";
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let framework = folder("crates/publish/tests/frameworks/states");
    let request = request(&framework);
    assert!(every_document(&request) == every_document(&request));
}

#[test]
fn no_word_is_too_small_to_be_read() {
    let framework = folder("crates/publish/tests/frameworks/states");
    for (name, document) in every_document(&request(&framework)) {
        // The marks of notes are the smallest; a line is higher than its letters.
        assert!(least_height(&document) > 4.0, "{name}: {}", least_height(&document));
    }
}

#[test]
fn the_date_is_that_of_the_edition() {
    let published = Small::new().compiled();
    assert!(property(&scorecard(&published), "CreationDate").starts_with("2021-07-14"));
    let unknown = Small::new().with("framework.toml", "published_on = 2021-07-14\n", "").compiled();
    assert!(property(&scorecard(&unknown), "CreationDate").starts_with("2021-06-30"));
}

#[test]
fn tags_tell_screen_readers_what_sight_tells() {
    let framework = Small::new().compiled();
    let sheet = pdf::place_sheet(&request(&framework), "shire", &Options::default()).expect("a sheet");
    insta::assert_snapshot!("sheet-tags", tree(&sheet));
}

#[test]
fn headings_of_columns_and_of_rows_are_tagged_as_such() {
    let tree = tree(&scorecard(&Small::new().compiled()));
    let has = |words: &str, scope: &str| {
        let lines: Vec<&str> = tree.lines().collect();
        let heads = lines.iter().enumerate().filter(|(_, line)| line.trim_start().starts_with("TH"));
        let of = |at: usize| lines[at..].iter().take(4).copied().collect::<Vec<_>>().join(" ");
        heads.map(|(at, _)| of(at)).any(|cell| cell.contains(words) && cell.contains(scope))
    };
    assert!(has("\"Rating\"", "/Scope /Column"), "{tree}");
    assert!(has("Visits in time", "/Scope /Row"), "{tree}");
}

#[test]
fn pages_have_their_own_numbers_and_those_of_the_pack() {
    let framework = Small::new().compiled();
    let options = Options { first_page: NonZeroU32::new(57) };
    let pages = pages(&pdf::scorecard(&request(&framework), &options).expect("a scorecard"));
    for (number, page) in (1..).zip(&pages) {
        let expected = format!("Page {number} of {}, pack page {}", pages.len(), 56 + number);
        assert!(page.contains(&expected), "{expected}: {page}");
    }
    let own = crate::support::pages(&scorecard(&framework));
    assert!(own.iter().all(|page| page.contains("Page ") && !page.contains("pack page")));
}

/// What Kent's clerk puts into the pack of the Cabinet Committee from page 57 on.
#[test]
fn the_committees_copy_of_kent_is_the_county_alone_numbered_from_57() {
    let framework = folder("examples/kent-2021");
    let committee = framework.find_audience("committee").expect("an audience");
    let request = Request { audience: Audience::Declared(committee), ..request(&framework) };
    let options = Options { first_page: NonZeroU32::new(57) };
    let document = pdf::scorecard(&request, &options).expect("a scorecard");
    let pages = pages(&document);
    for (number, page) in (1..).zip(&pages) {
        let expected = format!("Page {number} of {}, pack page {}", pages.len(), 56 + number);
        assert!(page.contains(&expected), "{expected}: {page}");
    }
    assert!(pages.iter().any(|page| page.lines().any(|line| line.trim() == "Kent")), "a page of the county");
    let text = text(&document);
    let is_word = |said: &str, at: usize, length: usize| {
        let letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        !letter(said[..at].chars().next_back()) && !letter(said[at + length..].chars().next())
    };
    for place in framework.place_ids().map(|id| framework.place(id)).filter(|place| place.slug != "kent") {
        let found = text.match_indices(&place.name).find(|(at, name)| is_word(&text, *at, name.len()));
        assert_eq!(found, None, "{} is told of", place.name);
    }
}

#[test]
fn every_page_says_whose_copy_it_is() {
    let framework = Small::new().compiled();
    let mut request = request(&framework);
    for (_, document) in every_document(&request) {
        for page in pages(&document) {
            assert!(page.contains("Specimen") && page.contains("Internal copy"), "{page}");
        }
    }
    request.audience = Audience::Declared(framework.find_audience("committee").expect("an audience"));
    for page in pages(&pdf::scorecard(&request, &Options::default()).expect("a scorecard")) {
        assert!(
            page.contains("Copy for the Scrutiny Committee") && !page.contains("Internal copy"),
            "{page}"
        );
    }
}

#[test]
fn a_copy_for_an_audience_knows_no_more_than_it_may_see() {
    let framework = Small::new().compiled();
    let mut request = request(&framework);
    assert!(text(&scorecard(&framework)).contains("North"));
    request.audience = Audience::Declared(framework.find_audience("committee").expect("an audience"));
    let document = pdf::scorecard(&request, &Options::default()).expect("a scorecard");
    let text = text(&document);
    assert!(text.contains("Shire") && text.contains("1,331"), "{text}");
    for hidden in ["North", "South", "612"] {
        assert!(!text.contains(hidden) && !tree(&document).contains(hidden), "{hidden}: {text}");
    }
}

#[test]
fn a_public_copy_is_refused_without_a_disclosure_profile() {
    let framework = Small::new().compiled();
    let request = Request { audience: Audience::Public, ..request(&framework) };
    let options = Options::default();
    for refused in [
        pdf::scorecard(&request, &options),
        pdf::place_sheet(&request, "shire", &options),
        pdf::covering_report(&request, "cover", &options),
    ] {
        assert!(matches!(refused, Err(Error::Refused(Refusal::NoDisclosureProfile))), "{refused:?}");
    }
}

#[test]
fn a_missing_figure_is_a_dash_with_its_reason_below() {
    let text = text(&scorecard(&Small::new().compiled()));
    assert!(text.contains("To be supplied"), "{text}");
    assert!(text.contains("– a"), "{text}");
}
