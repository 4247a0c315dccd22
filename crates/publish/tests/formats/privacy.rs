//! A public copy tells nothing of what its disclosure profile hides: a made-up county with a few planted small counts.

use disclosure::Outcome;
use framework::{Folder, Framework, compile};
use publish::data::{EditionData, ReadingData, TargetOrReason, edition_data};
use publish::{Audience, Refusal, Request, SiteFile, json, open_data, open_data_files};

use crate::folders;

const FRAMEWORK: &str = r#"
name = "Northshire children's scorecard"
organisation = "Northshire Council"
specimen = true
levels = ["county", "district"]

[disclosure]
owner = "Information governance"
method = "hide"
threshold = 5

[[contacts]]
role = "Information governance"

[[editions]]
scorecard = "children"
data_month = "2023-10"
"#;

const SCORECARD: &str = r#"
title = "Children"

[[pages]]
id = "county"
title = "County"
places = ["northshire"]
sections = ["monthly"]

[[pages]]
id = "districts"
title = "Districts"
places = ["level:district"]
sections = ["monthly"]

[sections.monthly]
title = "Monthly indicators"
indicators = ["CASES"]
periods = "3 months"
columns = ["periods", "numerator", "denominator", "target", "rating", "direction"]
"#;

const INDICATORS: &str = r#"
[CASES]
title = "Open cases"
polarity = "low"
unit = "count"
decimals = 0
basis = "snapshot"
frequency = "month"
year = "financial"
places = ["county", "district"]
sums = "exact"
definition = "Cases that are open on the last day of the month."
source = "cases"
"#;

const PLACES: &str = "place,name,level,part_of
northshire,Northshire,county,
eastvale,Eastvale,district,northshire
midvale,Midvale,district,northshire
southvale,Southvale,district,northshire
westvale,Westvale,district,northshire
";

const DISTRICTS: [&str; 4] = ["eastvale", "midvale", "southvale", "westvale"];
const MONTHS: [&str; 3] = ["2023-08", "2023-09", "2023-10"];
/// Open cases by district, month by month: Eastvale has few in October.
const CASES: [[i64; 3]; 4] =
    [[46_307, 46_309, 3], [57_727, 57_731, 57_737], [68_113, 68_141, 68_147], [79_229, 79_231, 79_241]];

fn northshire(cases: &[[i64; 3]; 4]) -> Framework {
    let mut rows = "indicator,place,period,value,note\n".to_owned();
    for (at, month) in MONTHS.iter().enumerate() {
        for (district, name) in DISTRICTS.iter().enumerate() {
            rows += &format!("CASES,{name},{month},{},\n", cases[district][at]);
        }
        let total: i64 = cases.iter().map(|months| months[at]).sum();
        rows += &format!("CASES,northshire,{month},{total},\n");
    }
    let texts = [
        ("framework.toml", FRAMEWORK.to_owned()),
        ("places.csv", PLACES.to_owned()),
        ("indicators/cases.toml", INDICATORS.to_owned()),
        ("scorecards/children.toml", SCORECARD.to_owned()),
        ("sources/sources.toml", "[cases]\ntitle = \"Case records\"\n".to_owned()),
        ("figures/cases.csv", rows),
    ];
    let texts = texts.into_iter().map(|(path, text)| (path.to_owned(), text));
    let (framework, diagnostics) = compile(&Folder::from_texts(texts));
    framework.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

fn request<'a>(framework: &'a Framework, disclosure: Option<&'a Outcome>) -> Request<'a> {
    let edition = framework.editions.last().unwrap();
    Request {
        framework,
        scorecard: edition.scorecard,
        data_month: edition.data_month,
        audience: Audience::Public,
        logo: None,
        disclosure,
    }
}

fn outcome(framework: &Framework) -> Outcome {
    let month = framework.editions.last().unwrap().data_month;
    Outcome::of(disclosure::Request::new(framework, month, None).unwrap())
}

fn public(framework: &Framework) -> EditionData {
    edition_data(&request(framework, Some(&outcome(framework)))).unwrap()
}

/// Everything that a reader can download.
fn files(data: &EditionData) -> Vec<SiteFile> {
    let mut files = open_data_files(data).unwrap();
    files.extend(open_data(data).unwrap().into_iter().map(|download| download.file));
    files.push(json(data).unwrap().file);
    files
}

#[test]
fn a_public_copy_is_refused_until_what_it_hides_is_worked_out() {
    let mut framework = northshire(&CASES);
    assert!(matches!(edition_data(&request(&framework, None)), Err(Refusal::NotProtected)));
    framework.disclosure = None;
    assert!(matches!(edition_data(&request(&framework, None)), Err(Refusal::NoDisclosureProfile)));
}

#[test]
fn what_is_hidden_is_confidential_and_nothing_is_said_of_it() {
    let framework = northshire(&CASES);
    let hidden = outcome(&framework).hidden;
    assert!(hidden.len() >= 2, "a small count and another that protects it");
    let data = public(&framework);
    for (series, period) in hidden.keys() {
        let mut figures = data.figures.iter();
        let figure =
            figures.find(|figure| figure.series == *series && figure.period.period == *period).unwrap();
        let ReadingData::Absent(absence) = &figure.reading else { panic!("{figure:?}") };
        assert_eq!((absence.symbol.bare(), absence.words.as_str()), ("c", "Suppressed"));
        assert_eq!((&figure.rating, figure.directions.len(), figure.remarks.len()), (&None, 0, 0));
        assert!(matches!(figure.target, TargetOrReason::None(_)));
    }
}

#[test]
fn no_file_holds_a_number_that_is_hidden() {
    let framework = northshire(&CASES);
    let hidden = outcome(&framework).hidden;
    let files = files(&public(&framework));
    let mut looked_for = 0;
    for (district, months) in CASES.iter().enumerate() {
        for (at, count) in months.iter().enumerate() {
            let is_hidden = hidden.keys().any(|(series, period)| {
                framework.place(series.place).slug == DISTRICTS[district] && period.to_string() == MONTHS[at]
            });
            // The archive is compressed; what it holds is among the files.
            let texts = files.iter().filter(|file| !file.path.ends_with(".zip"));
            let holders: Vec<&str> = texts
                .filter(|file| {
                    let text = String::from_utf8_lossy(&file.content);
                    let grouped = figures::Number::from(*count).grouped(0);
                    text.contains(&count.to_string()) || text.contains(&grouped)
                })
                .map(|file| file.path.as_str())
                .collect();
            if *count > 1000 {
                assert_eq!(holders.is_empty(), is_hidden, "{count} stands in {holders:?}");
                looked_for += usize::from(is_hidden);
            }
        }
    }
    assert!(looked_for > 0, "nothing was looked for");
}

/// Whether Eastvale has three or four cases, the files are the same to the byte: so nothing in them can tell.
#[test]
fn files_do_not_depend_on_what_is_hidden() {
    let framework = northshire(&CASES);
    let hidden = outcome(&framework).hidden;
    let protects = hidden.keys().map(|(series, _)| framework.place(series.place).slug.as_str());
    let protects: Vec<&str> = protects.filter(|slug| *slug != "eastvale").collect();
    let other = DISTRICTS.iter().position(|name| *name == protects[0]).unwrap();
    let mut cases = CASES;
    cases[0][2] += 1;
    cases[other][2] -= 1;
    let twin = northshire(&cases);
    assert!(hidden.keys().eq(outcome(&twin).hidden.keys()));
    assert_eq!(files(&public(&framework)), files(&public(&twin)));
}

/// Kent's committee sees the county and none of its districts.
#[test]
fn a_copy_for_an_audience_names_no_place_that_it_does_not_see() {
    let folder = folders().into_iter().find(|folder| folder.ends_with("kent-2021")).unwrap();
    let framework = crate::framework(&folder);
    let audience = Audience::Declared(framework.find_audience("committee").unwrap());
    let data = edition_data(&Request { audience, ..crate::request(&framework) }).unwrap();
    assert!(!data.figures.is_empty() && data.figures.iter().all(|figure| figure.place == "kent"));
    let files = files(&data);
    for place in framework.place_ids().map(|id| framework.place(id)).filter(|place| place.slug != "kent") {
        for file in files.iter().filter(|file| !file.path.ends_with(".zip")) {
            let text = String::from_utf8_lossy(&file.content);
            assert!(!text.contains(&format!("\"{}\"", place.slug)), "{} in {}", place.slug, file.path);
            assert!(!text.contains(&place.name), "{} in {}", place.name, file.path);
        }
    }
    for file in files.iter().filter(|file| file.path != "README.md") {
        let name = file.path.strip_prefix("downloads/").unwrap_or(&file.path);
        assert!(name.starts_with("committee-"), "{name}");
    }
}

#[test]
fn names_of_public_files_name_no_audience() {
    for file in files(&public(&northshire(&CASES))) {
        assert!(!file.path.contains("internal") && !file.path.contains("public"), "{}", file.path);
    }
}
