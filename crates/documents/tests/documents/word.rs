//! Word documents as their parts say.

use documents::word;

use crate::support::{Small, folder, parts, request};

fn part(bytes: &[u8], name: &str) -> String {
    parts(bytes, name).remove(0).1
}

#[test]
fn covering_and_exception_reports_have_headings_tables_with_headings_and_no_boxes() {
    let framework = folder("examples/kent-scs-2017");
    let documents = word::documents(&request(&framework)).expect("documents");
    assert!(documents.iter().any(|document| document.name == "exceptions"));
    for document in &documents {
        let text = part(&document.content, "word/document.xml");
        assert!(text.contains("w:val=\"Heading1\""), "{}", document.name);
        assert!(!text.contains("txbxContent"), "{} has a text box", document.name);
        assert!(part(&document.content, "word/styles.xml").contains("heading 2"), "{}", document.name);
        let header = part(&document.content, "word/header1.xml");
        assert!(header.contains("Internal"), "{}: {header}", document.name);
    }
    let exceptions = documents.iter().find(|document| document.name == "exceptions").expect("exceptions");
    let text = part(&exceptions.content, "word/document.xml");
    assert!(text.contains("<w:tblHeader />"), "the headings of tables are repeated");
    let pages = publish::pages(&request(&framework)).expect("pages");
    for page in &pages.exception_reports {
        assert!(text.contains(&page.shown.in_words().replace('&', "&amp;")), "{}", page.about);
    }
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let framework = folder("examples/kent-2021");
    let one = word::documents(&request(&framework)).expect("documents");
    assert!(one == word::documents(&request(&framework)).expect("documents"));
}

#[test]
fn a_document_is_by_the_organisation_and_of_the_day_of_publication() {
    let report = "title = \"Report\"\nscorecards = [\"all\"]\n[[parts]]\nheading = \"One\"\nscorecard = \"all\"\nplace = \"shire\"\n";
    let small = Small::new()
        .with("framework.toml", "Specimen Council", "Specimen & <Other> Council")
        .and("reports/cover.toml", report);
    let documents = word::documents(&request(&small.compiled())).expect("documents");
    let core = part(&documents[0].content, "docProps/core.xml");
    assert!(core.contains("<dc:creator>Specimen &amp; &lt;Other> Council</dc:creator>"), "{core}");
    assert!(core.contains("2021-07-14") && !core.contains("unknown"), "{core}");
}
