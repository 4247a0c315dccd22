//! What is said of texts that are others in another release of the month.

use releases::{Difference, Release, TextMoved, difference, erratum, says_what_was_superseded};

use super::council::{Council, council, said};

/// A text of October: what it is, and what it says.
fn text(about: &str, text: &str) -> String {
    format!("[[text]]\n{about}\nscorecard = 'board'\nmonth = '2023-10'\ntext = '{text}'\n")
}

const OF_VISITS: &str = "kind = 'commentary'\nindicator = 'VISITS'\nplace = 'east'\nrole = 'Manager'";
const OF_PAGE: &str = "kind = 'summary'\npage = 'all'\nplace = 'west'\nrole = 'Manager'";
const OF_SECTION: &str = "kind = 'summary'\nsection = 'all'\nrole = 'Manager'";

fn with(texts: &[String]) -> Council {
    let mut council = council().measure("VISITS", "east", "2023-10", "82/100");
    council.commentary = texts.concat();
    council
}

fn between(before: &[String], after: &[String]) -> Difference {
    difference(&with(before).release("2023-10"), &with(after).release("2023-10"))
}

#[test]
fn a_text_that_is_another_is_told_without_what_it_said() {
    let difference =
        between(&[text(OF_VISITS, "Ms Specimen was away.")], &[text(OF_VISITS, "The manager was away.")]);
    assert_eq!(said(&difference), ["text VISITS at east:  -> the commentary was replaced"]);
    assert!(!difference.is_empty() && difference.is_of_texts_alone());
    assert!(!format!("{difference:?}").contains("Specimen"));
}

#[test]
fn texts_that_come_and_go_are_told_by_what_they_are_about() {
    assert_eq!(
        said(&between(&[text(OF_PAGE, "A.")], &[text(OF_SECTION, "A."), text(OF_VISITS, "B.")])),
        [
            "text VISITS at east:  -> the commentary was added",
            "text:  -> the summary of section all was added",
            "text at west:  -> the summary of page all was removed",
        ]
    );
}

#[test]
fn another_role_is_another_text_and_another_order_is_none() {
    let other = OF_VISITS.replace("Manager", "Director");
    let moved = |difference: Difference| -> Vec<TextMoved> {
        difference.texts.iter().map(|text| text.moved).collect()
    };
    assert_eq!(moved(between(&[text(OF_VISITS, "A.")], &[text(&other, "A.")])), [TextMoved::Replaced]);
    let both = [text(OF_VISITS, "A."), text(OF_PAGE, "B.")];
    let turned = [both[1].clone(), both[0].clone()];
    assert!(between(&both, &turned).is_empty());
}

#[test]
fn what_was_written_for_another_month_is_no_other_text() {
    let september = text(OF_VISITS, "A.").replace("2023-10", "2023-09");
    let old = with(std::slice::from_ref(&september)).release("2023-09");
    let new = with(&[september, text(OF_VISITS, "B.")]).release("2023-10");
    assert_eq!((old.texts.len(), new.texts.len()), (1, 1));
    assert_eq!(difference(&old, &new).texts, []);
}

#[test]
fn an_erratum_of_texts_leaves_every_figure_as_it_was_approved() {
    let (old, new) = (with(&[]), with(&[text(OF_VISITS, "A.")]));
    let found = erratum(&old.release("2023-10"), &new.release("2023-10"));
    assert_eq!((found.difference.texts.len(), found.unchanged), (1, found.figures));
}

#[test]
fn a_figure_that_moved_is_more_than_a_text() {
    let old = with(&[]).release("2023-10");
    let new = with(&[text(OF_VISITS, "A.")]).measure("VISITS", "east", "2023-10", "81/100").loaded("1");
    assert!(!difference(&old, &new.release("2023-10")).is_of_texts_alone());
    assert!(difference(&old, &old).is_of_texts_alone(), "where nothing has changed no figure has");
}

/// Whether an edition that is drawn again says what an earlier release said in whose place another stands.
fn is_superseded(earlier: &Release, stands: &Release, edition: &Release) -> bool {
    let (from_earlier, from_standing) = (difference(earlier, edition), difference(stands, edition));
    says_what_was_superseded(&from_earlier, &from_standing, stands.corrects(earlier))
}

#[test]
fn an_edition_of_a_text_that_was_corrected_says_what_was_superseded() {
    let none = || with(&[]).release("2023-10");
    let was = || with(&[text(OF_VISITS, "Ms Specimen was away.")]).release("2023-10");
    let now = || with(&[text(OF_VISITS, "The manager was away.")]).release("2023-10");
    assert!(is_superseded(&was(), &now(), &was()), "it was replaced");
    assert!(is_superseded(&was(), &none(), &was()), "it was removed");
    assert!(!is_superseded(&none(), &now(), &none()), "it came later and takes nothing back");
    assert!(!is_superseded(&none(), &now(), &was()), "it is neither of both");
    // From the first release to the final one is no correction.
    let with_status = |status: &str, mut release: Release| {
        release.heading.status = Some(status.to_owned());
        release
    };
    assert!(!is_superseded(&with_status("first", was()), &with_status("final", now()), &was()));
}

#[test]
fn an_edition_of_figures_that_were_corrected_says_so_whatever_is_written() {
    let release = |figure: &str, texts: &[String]| {
        with(texts).measure("VISITS", "east", "2023-10", figure).release("2023-10")
    };
    let (was, now) = (release("82/100", &[]), release("81/100", &[]));
    assert!(is_superseded(&was, &now, &release("82/100", &[text(OF_VISITS, "A.")])));
    assert!(!is_superseded(&was, &now, &release("80/100", &[])), "it is neither of both");
    assert!(!is_superseded(&was, &now, &release("81/100", &[text(OF_VISITS, "A.")])), "it is what stands");
}
