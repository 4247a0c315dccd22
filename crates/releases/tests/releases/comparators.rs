//! Releases hold the comparators that their pages show, and say when one moved.

use figures::Absence;
use releases::{Comparator, Figure, difference, disagreements};

use super::council::{Council, council, period, said};

fn with(rows: &[&str]) -> Council {
    let mut council = council().measure("VISITS", "east", "2023-09", "82/100");
    council.comparators = rows.iter().map(|row| (*row).to_owned()).collect();
    council
}

/// What is said of England's figures between two releases of a month.
fn moved(before: &[&str], after: &[&str]) -> Vec<String> {
    let lines = said(&difference(&with(before).release("2023-10"), &with(after).release("2023-10")));
    lines.into_iter().filter(|line| line.starts_with("comparator")).collect()
}

#[test]
fn the_newest_value_beside_an_indicator_is_held_with_all_that_is_said_of_it() {
    let council = with(&[
        "england,VISITS,northshire,FY2021-22,78.25,,",
        "england,VISITS,northshire,FY2022-23,79.50,provisional,2023-06",
        "england,TALKS,northshire,,,not-available,",
    ]);
    let held = council.release("2023-10").comparators;
    let named: Vec<(&str, &str)> =
        held.iter().map(|one| (one.indicator.as_str(), one.place.as_str())).collect();
    assert_eq!(named, [("TALKS", "northshire"), ("VISITS", "northshire")]);
    assert_eq!(held[0].figure, Figure::Absent(Absence::NotAvailable));
    let Comparator {
        comparator, label, kind, comparable, period: of, printed, status, as_at, figure, ..
    } = &held[1];
    assert_eq!((comparator.as_str(), label.as_str(), kind.as_str()), ("england", "England", "nation"));
    assert!(*comparable);
    assert_eq!((*of, printed.as_str()), (Some(period("FY2022-23")), "79.50%"));
    assert_eq!((status.as_deref(), as_at.as_deref()), (Some("provisional"), Some("2023-06")));
    assert_eq!(figure.amount().unwrap().exact.exact(), "79.5");
}

#[test]
fn a_comparator_that_no_page_shows_is_not_held() {
    let held = with(&["wales,VISITS,northshire,,78.2,,", "england,VISITS,northshire,,79.5,,"]);
    let held = held.release("2023-10").comparators;
    assert_eq!(held.iter().map(|one| one.comparator.as_str()).collect::<Vec<_>>(), ["england"]);
}

#[test]
fn a_comparator_that_moved_says_how() {
    let before = "england,VISITS,northshire,FY2021-22,78.2,provisional,";
    let was = "comparator VISITS at northshire in";
    assert_eq!(moved(&[before], &[before]), [""; 0]);
    assert_eq!(
        moved(&[before], &["england,VISITS,northshire,FY2022-23,79.5,,"]),
        [format!(
            "{was} FY2022-23: England 78.2%, financial year 2021\u{2013}22, provisional -> England 79.5%, financial \
             year 2022\u{2013}23: it is of another period"
        )]
    );
    assert_eq!(
        moved(&[before], &["england,VISITS,northshire,FY2021-22,78.4,provisional,"]),
        [format!(
            "{was} FY2021-22: England 78.2%, financial year 2021\u{2013}22, provisional -> England 78.4%, financial \
             year 2021\u{2013}22, provisional: its value for the period is another"
        )]
    );
    assert_eq!(
        moved(&[before], &["england,VISITS,northshire,FY2021-22,78.2,,"]),
        [format!(
            "{was} FY2021-22: England 78.2%, financial year 2021\u{2013}22, provisional -> England 78.2%, financial \
             year 2021\u{2013}22: it stands otherwise than it did"
        )]
    );
}

#[test]
fn a_comparator_that_is_new_or_gone_is_told() {
    let (england, other) = ("england,VISITS,northshire,,78.2,,", "england,TALKS,northshire,,12,,");
    assert_eq!(
        moved(&[other], &[other, england]),
        ["comparator VISITS at northshire:  -> England 78.2%: it is shown now"]
    );
    assert_eq!(
        moved(&[other, england], &[other]),
        ["comparator VISITS at northshire: England 78.2% -> : it is no longer shown"]
    );
}

#[test]
fn a_release_older_than_its_comparators_says_nothing_of_them() {
    let (mut old, new) =
        (with(&[]).release("2023-10"), with(&["england,VISITS,northshire,,78.2,,"]).release("2023-10"));
    old.heading.layout = 1;
    assert_eq!(difference(&old, &new).comparators, []);
    old.heading.layout = 2;
    assert_eq!(difference(&old, &new).comparators.len(), 1);
}

#[test]
fn scorecards_with_other_comparators_do_not_disagree() {
    let release = |row| with(&[row]).release("2023-10");
    let (one, other) =
        (release("england,VISITS,northshire,,78.2,,"), release("england,VISITS,northshire,,80.2,,"));
    assert_ne!(one.comparators, other.comparators);
    assert_eq!(disagreements(&one, &other), []);
}
