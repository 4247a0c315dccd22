//! Rules of a whole site: its links, its safety, its sameness, and what the pages say.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests may fail loudly")]

mod copies;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use framework::{Folder, Framework, compile};
use publish::{Audience, LogoFile, Refusal, Request, Site, site};

fn framework(folder: &str) -> Framework {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let (folder, faults) = Folder::read(&path);
    assert!(faults.is_empty(), "{faults:?}");
    let (framework, diagnostics) = compile(&folder);
    framework.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

fn states() -> Framework {
    framework("tests/frameworks/states")
}

fn kent() -> Framework {
    framework("../../examples/kent-2021")
}

fn request(framework: &Framework) -> Request<'_> {
    let edition = framework.editions.last().expect("an edition");
    Request {
        framework,
        scorecard: edition.scorecard,
        data_month: edition.data_month,
        audience: Audience::Internal,
        logo: None,
        disclosure: None,
        compared: None,
    }
}

fn draw(framework: &Framework) -> BTreeMap<String, String> {
    pages(site(&request(framework), &mut |_| {}).expect("a site"))
}

fn pages(site: Site) -> BTreeMap<String, String> {
    let text = |content| String::from_utf8(content).expect("text");
    site.files.into_iter().map(|file| (file.path, text(file.content))).collect()
}

/// The values of an attribute in a page.
fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let opening = format!(" {name}=\"");
    page.split(&opening).skip(1).map(|rest| rest.split('"').next().unwrap_or_default()).collect()
}

/// The words of a page in order, without tags and without what only lays out.
fn words(page: &str) -> String {
    let main = page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or_default();
    let mut words = String::new();
    for (position, part) in main.split('<').enumerate() {
        let text = if position == 0 { "" } else { part.split_once('>').map_or("", |(_, text)| text) };
        let ends_a_line =
            ["/tr", "/p", "/h1", "/h2", "/h3", "/h4", "/li", "/dd", "/dt", "/text", "/title", "/desc"]
                .iter()
                .any(|tag| part.starts_with(&format!("{tag}>")));
        words.push_str(if ends_a_line { "\n" } else { " " });
        words.push_str(text.trim());
    }
    let lines = words.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Fails where a link of a site leads nowhere.
fn every_link_leads_somewhere(site: &BTreeMap<String, String>) {
    let ids: BTreeMap<&str, BTreeSet<&str>> = site
        .iter()
        .map(|(path, page)| (path.as_str(), attributes(page, "id").into_iter().collect()))
        .collect();
    for (path, page) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        for link in attributes(page, "href").into_iter().chain(attributes(page, "src")) {
            if link.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let target = match file.strip_prefix("../") {
                _ if file.is_empty() => path.clone(),
                Some(from_root) => from_root.to_owned(),
                None if folder.is_empty() => file.to_owned(),
                None => format!("{folder}/{file}"),
            };
            let found = ids.get(target.as_str()).unwrap_or_else(|| panic!("{path} links to {link}"));
            assert!(anchor.is_empty() || found.contains(anchor), "{path} links to {link}");
        }
    }
}

#[test]
fn every_link_of_the_example_leads_somewhere() {
    for framework in [kent(), states()] {
        every_link_leads_somewhere(&draw(&framework));
    }
}

#[test]
fn a_site_asks_nothing_of_the_network() {
    for (path, content) in draw(&states()) {
        assert!(!content.contains("http://") && !content.contains("https://"), "{path}");
    }
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let framework = states();
    assert_eq!(draw(&framework), draw(&framework));
}

#[test]
fn a_public_copy_is_refused_with_the_reason() {
    let framework = states();
    let request = Request { audience: Audience::Public, ..request(&framework) };
    let refusal = site(&request, &mut |_| {}).expect_err("refused");
    assert!(matches!(refusal, Refusal::NoDisclosureProfile));
    assert!(refusal.to_string().contains("no disclosure profile with an owner"), "{refusal}");
}

#[test]
fn progress_counts_every_page() {
    let framework = states();
    let request = request(&framework);
    let mut told = Vec::new();
    let site = site(&request, &mut |path| told.push(path.to_owned())).expect("a site");
    assert_eq!(told.len(), publish::page_count(&request));
    assert!(told.iter().all(|path| site.files.iter().any(|file| file.path == *path)));
}

#[test]
fn text_of_the_framework_is_never_markup() {
    for (path, page) in draw(&states()).iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!page.contains("<script>alert") && !page.contains("<b>bold</b>"), "{path}");
        assert!(!page.contains("South & <West>"), "{path}");
    }
}

#[test]
fn every_page_says_what_kind_of_copy_it_is() {
    for (path, page) in draw(&states()).iter().filter(|(path, _)| path.ends_with(".html")) {
        for said in ["Internal copy", "Specimen", "Made to look at pages"] {
            assert!(page.contains(said), "{path} does not say {said}");
        }
    }
}

#[test]
fn every_heading_of_a_table_says_what_it_heads() {
    for (path, page) in draw(&states()).iter().filter(|(path, _)| path.ends_with(".html")) {
        let headings = page.split("<th").skip(1).filter(|rest| rest.starts_with([' ', '>']));
        for heading in headings {
            let tag = heading.split('>').next().unwrap_or_default();
            assert!(tag.contains("scope="), "{path}: <th{tag}>");
        }
    }
}

#[test]
fn a_further_page_of_a_place_has_an_address_of_its_own() {
    let site = draw(&kent());
    assert!(site.contains_key("places/kent.html"));
    assert!(site.contains_key("places/kent-vulnerable-learners.html"));
}

#[test]
fn an_inferred_floor_is_labelled_wherever_it_shows() {
    let site = draw(&kent());
    for (page, said) in [
        ("index.html", "the floor of 50.0% (inferred, not published)"),
        ("places/kent.html", "the floor of 50.0% (inferred, not published)"),
        ("indicators/send11.html", "Inferred floor 50"),
        ("indicators/send11.html", "floor, inferred from published ratings"),
        (
            "indicators/send11.html",
            "The floor is inferred from published ratings; the council did not publish it.",
        ),
        ("guidance.html", "Inferred floors"),
        ("guidance.html", "No published floor"),
    ] {
        assert!(site[page].contains(said), "{page} does not say: {said}");
    }
    let states = draw(&states());
    let floors: Vec<&str> = states["places/specimen.html"].split("<td class=\"floor\"").skip(1).collect();
    assert!(floors[0].split("</td>").next().is_some_and(|cell| cell.contains("inferred")), "{}", floors[0]);
}

#[test]
fn a_block_without_a_figure_says_so_in_words() {
    let site = draw(&kent());
    let dover = words(&site["places/dover.html"]);
    assert!(dover.contains("To be supplied: none of the 6 indicators has a figure yet."), "{dover}");
    assert!(words(&site["places/swale.html"]).contains("Not applicable at this place"));
}

#[test]
fn a_team_of_two_places_is_marked() {
    let site = draw(&kent());
    let page = words(&site["places/tonbridge-and-malling.html"]);
    assert!(page.contains("serves Sevenoaks and Tonbridge and Malling"), "{page}");
}

#[test]
fn a_scorecard_without_figures_says_so() {
    let mut framework = states();
    framework.figures.clear();
    let site = draw(&framework);
    assert!(site["index.html"].contains("No figure has been supplied for this scorecard yet."));
    assert!(site["places/specimen.html"].contains("Nothing is rated yet."));
    assert!(site["indicators/high.html"].contains("There is no figure to draw yet."));
}

#[test]
fn a_scorecard_without_pages_is_still_a_site() {
    let mut framework = states();
    framework.scorecards[0].pages.clear();
    let site = draw(&framework);
    assert!(site["indicators/index.html"].contains("The scorecard has no indicators."));
    assert!(site["places/index.html"].contains("The scorecard names no place."));
}

#[test]
fn the_logo_and_the_colours_are_the_councils() {
    let mut framework = states();
    let logo = framework::Logo { path: "images/Logo.SVG".to_owned(), alternative: "Specimen".to_owned() };
    framework.brand.logo = Some(logo);
    let logo = LogoFile { name: "Logo.SVG".to_owned(), content: b"<svg/>".to_vec() };
    let request = Request { logo: Some(logo), ..request(&framework) };
    let site = pages(site(&request, &mut |_| {}).expect("a site"));
    assert_eq!(site["assets/logo.svg"], "<svg/>");
    assert!(site["places/south.html"].contains(r#"<img src="../assets/logo.svg" alt="Specimen""#));
    assert!(site["assets/brand.css"].contains("--accent:#5b2a86"));
}

#[test]
fn what_moved_most_did_so_in_proportion_to_the_figure_before() {
    let page = words(&draw(&states())["places/specimen.html"]);
    let moved = page.split("Moved most since May 2021").nth(1).expect("what moved");
    let lines: Vec<&str> = moved.lines().filter(|line| line.contains("Worsened, now")).take(3).collect();
    // 5.5 to 8.5, 66 to 60, £1,240 to £1,310.
    for (line, start) in
        lines.iter().zip(["+3.0 Visits missed", "\u{2212}6 Percentage in the same", "+70 Weekly cost"])
    {
        assert!(line.starts_with(start), "{line}");
    }
    // Figures on few cases move by leaps that mean nothing.
    let south = words(&draw(&states())["places/south.html"]);
    let moved = south.split("Moved most").nth(1).and_then(|rest| rest.split("Find an indicator").next());
    assert!(moved.is_some_and(|moved| !moved.contains("visits in time, New team")), "{south}");
}

#[test]
fn pages_read_as_they_did() {
    let site = draw(&states());
    for page in ["index.html", "places/south.html", "indicators/rate.html", "guidance.html"] {
        let name = page.trim_end_matches(".html").replace('/', "-");
        insta::assert_snapshot!(name, words(&site[page]));
    }
}

#[test]
fn a_target_of_another_plan_says_so_in_tables_and_on_its_page() {
    let site = draw(&states());
    let said = "Target for June 2022 of the improvement plan";
    let county = &site["places/specimen.html"];
    assert!(county.contains(&format!("title=\"{said}\"")), "no mark beside the target");
    assert!(words(county).contains(&format!("({said})")), "nothing for those who do not see the mark");
    let page = words(&site["indicators/unknown.html"]);
    let row = page.lines().find(|line| line.starts_with("Financial year 2021–22")).expect("its targets");
    assert_eq!(row.matches(said).count(), 1, "{row}");
}
