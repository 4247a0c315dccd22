//! Corrections on the front page, and pages of releases in whose place another stands.

use publish::{Compared, Correction, Superseded};
use releases::difference;

use crate::council::{Council, council, words};

/// What June corrects in a release of June.
fn correction(released: &Council, now: &Council, is_published: bool) -> Compared {
    let corrects = Correction {
        number: 1,
        reason: Some("A wrong count.".to_owned()),
        is_published,
        difference: difference(&released.release("2021-06"), &now.release("2021-06")),
    };
    Compared { corrects: Some(corrects), ..Compared::default() }
}

fn corrected() -> Council {
    council()
        .figure("VISITS,shire,2021-06,82", "VISITS,shire,2021-06,79.5")
        .figure("VISITS,north,2021-06,88", "VISITS,north,2021-06,61.7")
}

#[test]
fn the_front_page_says_what_was_what_is_and_why() {
    let now = corrected();
    let front = words(&now.drawn("internal", &correction(&council(), &now, true))["index.html"]);
    for said in [
        "Erratum This corrects release 1 of June 2021. A wrong count.",
        "The import was corrected (figures/all.csv) 2 figures",
        "Shire June 2021 82.0% 79.5% North June 2021 88.0% 61.7%",
        "North June 2021 Green Red",
    ] {
        assert!(front.contains(said), "{front} does not say: {said}");
    }
    assert!(!words(&now.drawn("internal", &Compared::default())["index.html"]).contains("Erratum"));
}

#[test]
fn an_audience_reads_the_erratum_of_its_own_places() {
    let now = corrected();
    let copy = now.drawn("committee", &correction(&council(), &now, true));
    let front = words(&copy["index.html"]);
    assert!(front.contains("82.0% 79.5%") && !front.contains("North"), "{front}");
}

#[test]
fn a_public_erratum_tells_only_what_was_public() {
    let now = corrected().already_public("VISITS,north,2021-06,88\n");
    let front = words(&now.drawn("public", &correction(&council(), &now, true))["index.html"]);
    assert!(front.contains("88.0% 61.7%") && !front.contains("82.0%"), "{front}");
    let silent = corrected();
    let front = words(&silent.drawn("public", &correction(&council(), &silent, true))["index.html"]);
    let said = "No figure, rating, target or definition that is shown here is another.";
    assert!(front.contains(said), "{front}");
}

#[test]
fn before_its_publication_a_correction_leaves_no_trace_but_internally() {
    let now = corrected().already_public("VISITS,north,2021-06,88\n");
    let compared = correction(&council(), &now, false);
    let internal = words(&now.drawn("internal", &compared)["index.html"]);
    assert!(internal.contains("Erratum not published yet"), "{internal}");
    for audience in ["committee", "public"] {
        let same = now.drawn(audience, &Compared::default());
        assert_eq!(now.drawn(audience, &compared), same, "{audience}");
    }
}

#[test]
fn a_page_that_was_superseded_says_so_and_leads_to_what_stands() {
    let superseded = Superseded {
        by: 2,
        published_on: Some("2021-08-02".parse().expect("a day")),
        href: Some("../corrected/index.html".to_owned()),
    };
    let compared = Compared { superseded: Some(superseded), ..Compared::default() };
    for audience in ["internal", "committee", "public"] {
        for (path, page) in council().drawn(audience, &compared) {
            if path.ends_with(".html") {
                let said =
                    "<strong>Superseded</strong> Release 2, published on 2 August 2021, stands in its place.";
                assert!(page.contains(said), "{path}");
                let root = if path.contains('/') { "../" } else { "" };
                let link = format!("<a href=\"{root}../corrected/index.html\">The edition that stands</a>");
                assert!(page.contains(&link), "{path}");
            }
        }
    }
}
