//! Documents tell what pages tell of earlier releases.

use documents::pdf::{self, Options};
use framework::{Folder, Framework};
use periods::Month;
use publish::{Compared, Correction, Request, Since, edition_data};
use releases::{Release, difference};

use crate::support::{Small, request, text};
use crate::workbook::AllFigures;

fn release(small: &Small, month: &str) -> Release {
    let folder = Folder::from_texts(small.files.clone());
    let framework = compiled(small);
    let edition = framework.editions.last().expect("an edition");
    Release::of(&releases::Request {
        folder: &folder,
        framework: &framework,
        scorecard: edition.scorecard,
        data_month: Month::parse(month).expect("a month"),
        number: 1,
        reason: None,
    })
}

fn compiled(small: &Small) -> Framework {
    Small { files: small.files.clone() }.compiled()
}

/// The framework, and how it differs from what May and June were released with.
fn restated() -> (Framework, Compared) {
    let now = Small::new();
    let released =
        Small::new().with("figures/all.csv", "VISITS,shire,2021-05,85,", "VISITS,shire,2021-05,83,");
    let since = Since {
        data_month: Month::parse("2021-05").expect("a month"),
        is_published: true,
        difference: difference(&release(&released, "2021-05"), &release(&now, "2021-06")),
    };
    let corrects = Correction {
        number: 1,
        reason: Some("A wrong count.".to_owned()),
        is_published: true,
        difference: difference(&release(&released, "2021-06"), &release(&now, "2021-06")),
    };
    (compiled(&now), Compared { since: Some(since), corrects: Some(corrects), superseded: None })
}

const WORDS: &str = "estated: 83.0% in the release of May 2021";

#[test]
fn a_scorecard_has_the_erratum_what_changed_and_notes_on_restated_figures() {
    let (framework, compared) = restated();
    let request = Request { compared: Some(&compared), ..request(&framework) };
    let said = text(&pdf::scorecard(&request, &Options::default()).expect("a scorecard"));
    for expected in [
        "Erratum This corrects release 1 of June 2021. A wrong count.",
        "Since the release of May 2021",
        "The import was corrected (figures/all.csv): 1 figure.",
        "Shire May 2021 83.0% 85.0%",
        WORDS,
    ] {
        assert!(said.contains(expected), "{said} does not say: {expected}");
    }
}

#[test]
fn a_scorecard_that_is_compared_with_nothing_tells_nothing() {
    let framework = Small::new().compiled();
    let said = text(&pdf::scorecard(&request(&framework), &Options::default()).expect("a scorecard"));
    assert!(!said.contains("Erratum") && !said.contains("Since the release"), "{said}");
}

#[test]
fn a_workbook_says_in_its_remarks_what_was_restated() {
    let (framework, compared) = restated();
    let request = Request { compared: Some(&compared), ..request(&framework) };
    let data = edition_data(&request).expect("data");
    let remarks = AllFigures::of(&data).texts("Remarks");
    let marked: Vec<_> =
        data.figures.iter().zip(&remarks).filter(|(_, remark)| remark.contains(WORDS)).collect();
    assert_eq!(marked.len(), 1, "{remarks:?}");
    assert_eq!((marked[0].0.indicator.as_str(), marked[0].0.period.id.as_str()), ("VISITS", "2021-05"));
}
