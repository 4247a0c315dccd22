//! A public copy tells nothing of what its disclosure profile hides: a made-up county with a few planted small counts.

use framework::Framework;
use publish::data::{EditionData, ReadingData, TargetOrReason, edition_data};
use publish::{Audience, Refusal, Request, SiteFile, json, open_data, open_data_files};

use crate::folders;
use crate::northshire::{CASES, northshire, outcome, public_request, says, telling_counts, twin};

fn public(framework: &Framework) -> EditionData {
    edition_data(&public_request(framework, Some(&outcome(framework)))).unwrap()
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
    assert!(matches!(edition_data(&public_request(&framework, None)), Err(Refusal::NotProtected)));
    framework.disclosure = None;
    assert!(matches!(edition_data(&public_request(&framework, None)), Err(Refusal::NoDisclosureProfile)));
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
fn a_withheld_figure_is_marked_on_its_page_in_words_too_and_every_page_explains_the_mark() {
    let framework = northshire(&CASES);
    let outcome = outcome(&framework);
    let site = publish::site(&public_request(&framework, Some(&outcome)), &mut |_| {}).unwrap();
    let mark =
        "title=\"Suppressed\"><span aria-hidden=\"true\">c</span><span class=\"hidden\">Suppressed</span>";
    let pages: Vec<(&str, String)> = site
        .files
        .iter()
        .filter(|file| file.path.ends_with(".html"))
        .map(|file| (file.path.as_str(), String::from_utf8_lossy(&file.content).into_owned()))
        .collect();
    for (path, page) in &pages {
        assert!(page.contains("<p>c stands for a figure that is withheld.</p>"), "{path}");
    }
    let eastvale = pages.iter().find(|(path, _)| *path == "places/eastvale.html").unwrap();
    assert!(eastvale.1.contains(mark), "{}", eastvale.1);
}

#[test]
fn no_file_holds_a_number_that_is_hidden() {
    let framework = northshire(&CASES);
    let files = files(&public(&framework));
    for (count, is_hidden) in telling_counts(&framework, &outcome(&framework)) {
        // The archive is compressed; what it holds is among the files.
        let texts = files.iter().filter(|file| !file.path.ends_with(".zip"));
        let holders: Vec<&str> = texts
            .filter(|file| says(&String::from_utf8_lossy(&file.content), count))
            .map(|file| file.path.as_str())
            .collect();
        assert_eq!(holders.is_empty(), is_hidden, "{count} stands in {holders:?}");
    }
}

/// Whether Eastvale has three or four cases, the files are the same to the byte: so nothing in them can tell.
#[test]
fn files_do_not_depend_on_what_is_hidden() {
    let framework = northshire(&CASES);
    let twin = twin(&framework, &outcome(&framework));
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
