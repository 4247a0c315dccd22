//! The page of what changed since the last release.

use publish::Compared;
use releases::Cause;

use crate::council::{Council, council, since, words};

/// The internal page of what changed from one framework to another.
fn told(released: &Council, now: &Council) -> String {
    since(&now.drawn("internal", &now.since(released)))
}

#[test]
fn without_an_earlier_release_the_page_is_the_log_of_indicators_alone() {
    let site = council().drawn("internal", &Compared::default());
    let said = words(&site["changes.html"]);
    assert!(said.contains("What changed in the indicators By the first data month"), "{said}");
    assert!(!said.contains("release") && !site["index.html"].contains("href=\"changes.html\""), "{said}");
}

#[test]
fn where_nothing_has_changed_the_page_says_so_and_is_linked() {
    let now = council();
    let site = now.drawn("internal", &now.since(&now));
    assert_eq!(
        since(&site),
        "Nothing has changed since the release of May 2021 but for what is new in the month."
    );
    assert!(site["index.html"].contains("href=\"changes.html\""));
}

#[test]
fn a_restated_figure_has_its_old_value_its_new_one_and_its_cause() {
    let now = council().figure("VISITS,shire,2021-05,81", "VISITS,shire,2021-05,79.5");
    assert_eq!(
        told(&council(), &now),
        "Restated figures The import was corrected (figures/all.csv) 1 figure Restated figures: The import was \
         corrected (figures/all.csv) Place Period Was Is VISITS Visits in time Shire May 2021 81.0% 79.5%"
    );
}

#[test]
fn the_page_of_an_indicator_lists_what_was_restated_of_it() {
    let now = council().figure("VISITS,shire,2021-05,81", "VISITS,shire,2021-05,79.5");
    let site = now.drawn("internal", &now.since(&council()));
    let page = words(&site["indicators/visits.html"]);
    let said = "Restated since the release of May 2021 The import was corrected (figures/all.csv) Shire, May 2021: \
                81.0% 79.5%";
    assert!(page.contains(said), "{page}");
    let unchanged = council().drawn("internal", &council().since(&council()));
    assert!(!words(&unchanged["indicators/visits.html"]).contains("Restated since"));
}

#[test]
fn ratings_are_told_apart_by_what_moved() {
    let cases = [
        (
            council().figure("VISITS,shire,2021-05,81", "VISITS,shire,2021-05,69"),
            "Because the figure moved Place Period Was Is VISITS Visits in time Shire May 2021 Green Red",
        ),
        (
            council().change("targets/all.csv", "FY2021-22,78", "FY2021-22,83"),
            "Because the target moved Place Period Was Is VISITS Visits in time Shire May 2021 Green Amber Shire \
             April 2021 Green Amber",
        ),
        (
            council().change("targets/all.csv", "FY2021-22,78", "FY2021-22,90").change(
                "indicators/all.toml",
                "floor = \"70\"",
                "floor = \"85\"",
            ),
            "Because the target moved and the rule moved",
        ),
    ];
    for (now, expected) in cases {
        let said = told(&council(), &now);
        assert!(said.contains(expected), "{said} does not say: {expected}");
    }
    let banded = |edge: &str| {
        let bands = format!(
            "[{{ name = \"Good\", counts_as = \"green\", to = \"{edge}\" }}, {{ name = \"Poor\", above = \"{edge}\" }}]"
        );
        let scheme = format!("rating = {{ scheme = \"bands\", bands = {bands} }}");
        council().change("indicators/all.toml", "polarity = \"none\"", "polarity = \"low\"").change(
            "indicators/all.toml",
            "rating = { scheme = \"none\" }",
            &scheme,
        )
    };
    let said = told(&banded("530"), &banded("520"));
    let expected = "Because the rule moved Place Period Was Is CASES Open cases Shire May 2021 Good Poor";
    assert!(said.contains(expected), "{said} does not say: {expected}");
}

#[test]
fn targets_and_definitions_are_told_in_words() {
    let now = council().change("targets/all.csv", "FY2021-22,78", "FY2021-22,79").change(
        "indicators/all.toml",
        "out of all.",
        "out of all that were due.",
    );
    let said = told(&council(), &now);
    for expected in [
        "Definitions VISITS Visits in time Definition before Visits in time, out of all. since Visits in time, out of \
         all that were due.",
        "Targets 1 target Targets Place Period Was Is VISITS Visits in time North and Shire Financial year 2021–22 78%, \
         floor 70% 79%, floor 70%",
    ] {
        assert!(said.contains(expected), "{said} does not say: {expected}");
    }
}

#[test]
fn indicators_and_places_that_come_and_go_are_named() {
    let with = council()
        .change("indicators/all.toml", "[CASES]\ntitle = \"Open cases\"", "[PLANS]\ntitle = \"Plans\"")
        .change("scorecards/board.toml", "\"CASES\"", "\"PLANS\"")
        .change("figures/all.csv", "CASES,", "PLANS,")
        .change(
            "places.csv",
            "south,South,district,shire\n",
            "south,Southern,district,shire\nwest,West,district,shire\n",
        );
    let said = told(&council(), &with);
    for expected in [
        "New indicators PLANS Plans",
        "Removed indicators Open cases",
        "Places Southern It was called South and is called Southern.",
        "West It is new.",
    ] {
        assert!(said.contains(expected), "{said} does not say: {expected}");
    }
}

#[test]
fn a_figure_that_was_awaited_is_counted_and_not_restated() {
    let released = council().figure("VISITS,shire,2021-05,81,,\n", "");
    let said = told(&released, &council());
    assert!(said.contains("1 figure was supplied that the release did not have."), "{said}");
    assert!(!said.contains("Restated"), "{said}");
}

/// The county's visits of May, with a status.
fn may(status: &str) -> Council {
    council().figure("VISITS,shire,2021-05,81,,", &format!("VISITS,shire,2021-05,81,{status},"))
}

#[test]
fn a_figure_that_is_settled_says_what_it_became() {
    let compared = may("validated").since(&may("provisional"));
    let expected = "More or less settled Became validated 1 figure More or less settled: Became validated Place Period \
                    Was Is VISITS Visits in time Shire May 2021 Provisional Validated";
    for audience in ["internal", "committee", "public"] {
        assert_eq!(since(&may("validated").drawn(audience, &compared)), expected, "{audience}");
    }
}

#[test]
fn that_a_figure_may_be_published_now_is_for_those_who_knew_that_it_was_there() {
    let compared = council().since(&may("unpublished"));
    assert!(since(&council().drawn("internal", &compared)).contains("May be published now 1 figure"));
    for audience in ["committee", "public"] {
        let said = since(&council().drawn(audience, &compared));
        assert!(!said.contains("settled"), "{audience}: {said}");
    }
}

#[test]
fn a_comparator_that_moved_is_told_outside_public_copies() {
    let now = council().comparator("75.5");
    let compared = now.since(&council().comparator("74"));
    let expected = "Comparators Its value for the period is another 1 comparator Comparators: Its value for the period \
                    is another Place Period Was Is VISITS Visits in time Shire England England 74%, financial year \
                    2020–21 England 75.5%, financial year 2020–21";
    for audience in ["internal", "committee"] {
        assert_eq!(since(&now.drawn(audience, &compared)), expected, "{audience}");
    }
    let public = since(&now.drawn("public", &compared));
    assert!(!public.contains("Comparators") && !public.contains("74%"), "{public}");
}

/// Both districts and the county were restated, and a district re-organised.
fn restated_everywhere() -> Council {
    council()
        .figure("VISITS,shire,2021-05,81", "VISITS,shire,2021-05,79.5")
        .figure("VISITS,north,2021-05,86", "VISITS,north,2021-05,61.7")
        .change("places.csv", "south,South,district,shire\n", "south,South,district,\n")
}

#[test]
fn an_audience_reads_of_its_own_places_alone() {
    let now = restated_everywhere();
    let compared = now.since(&council());
    let internal = now.drawn("internal", &compared);
    assert!(
        since(&internal).contains("61.7%") && since(&internal).contains("South left it"),
        "{}",
        since(&internal)
    );
    let copy = now.drawn("committee", &compared);
    assert!(since(&copy).contains("81.0% 79.5%"), "{}", since(&copy));
    for (path, page) in &copy {
        for hidden in ["North", "South", "61.7", "86.0", "figures/all.csv"] {
            assert!(!page.contains(hidden), "{path} says {hidden}");
        }
    }
    assert!(since(&copy).contains("The place was re-organised 1 figure"), "{}", since(&copy));
}

#[test]
fn of_a_release_that_was_not_published_only_the_internal_copy_knows() {
    let now = restated_everywhere();
    let mut compared = now.since(&council());
    compared.since.as_mut().expect("a release").is_published = false;
    assert!(since(&now.drawn("internal", &compared)).contains("79.5%"));
    for audience in ["committee", "public"] {
        let copy = now.drawn(audience, &compared);
        assert!(words(&copy["changes.html"]).contains("What changed in the indicators"));
        assert!(copy.values().all(|page| !page.contains("81.0")), "{audience}");
    }
}

#[test]
fn a_public_copy_tells_only_of_values_that_it_and_an_earlier_one_show() {
    let now = council().figure("VISITS,shire,2021-05,81", "VISITS,shire,2021-05,69");
    let compared = now.since(&council());
    let public = |now: &Council| now.drawn("public", &compared);
    let shown = public(&now.already_public("VISITS,shire,2021-05,81\n"));
    assert!(since(&shown).contains("The import was corrected 1 figure"), "{}", since(&shown));
    assert!(
        since(&shown).contains("81.0% 69.0%") && since(&shown).contains("Green Red"),
        "{}",
        since(&shown)
    );
    let cases = [
        ("nothing was public", now.clone()),
        ("something else was public", now.already_public("VISITS,shire,2021-05,80.9\n")),
        (
            "the figure is not to be published",
            now.figure("VISITS,shire,2021-05,69,,", "VISITS,shire,2021-05,69,unpublished,")
                .already_public("VISITS,shire,2021-05,81\n"),
        ),
        (
            "the figure is under embargo",
            now.figure("VISITS,shire,2021-05,69,,", "VISITS,shire,2021-05,69,,2021-08-01")
                .already_public("VISITS,shire,2021-05,81\n"),
        ),
        (
            "this copy shows another value",
            now.figure("VISITS,shire,2021-05,69", "VISITS,shire,2021-05,68")
                .already_public("VISITS,shire,2021-05,81\n"),
        ),
    ];
    for (case, now) in cases {
        let copy = public(&now);
        assert!(
            !since(&copy).contains("Restated") && !since(&copy).contains("Ratings"),
            "{case}: {}",
            since(&copy)
        );
        assert!(copy.values().all(|page| !page.contains("81.0")), "{case}");
    }
}

#[test]
fn an_audience_reads_nothing_of_figures_that_are_unpublished_or_under_embargo() {
    for status in ["unpublished,", ",2021-08-01"] {
        let now =
            council().figure("VISITS,shire,2021-05,81,,", &format!("VISITS,shire,2021-05,79.5,{status}"));
        let compared = now.since(&council());
        assert!(since(&now.drawn("internal", &compared)).contains("81.0% 79.5%"), "{status}");
        assert!(!since(&now.drawn("committee", &compared)).contains("81.0%"), "{status}");
    }
    // Nor of one that was not to be published when it was released.
    let released = council().figure("VISITS,shire,2021-05,81,,", "VISITS,shire,2021-05,81,unpublished,");
    let now = council().figure("VISITS,shire,2021-05,81", "VISITS,shire,2021-05,79.5");
    let compared = now.since(&released);
    assert!(!since(&now.drawn("committee", &compared)).contains("81.0%"));
}

/// Counts at the county: one of May that a person explains, and one of April that is small and that a public copy hides.
fn explained(may: &str, about: &str) -> Council {
    let changes = format!(
        "\n[[changes]]\nmonth = \"2021-06\"\n{about}change = \"{SAID}\"\n\n[[pages]]\nid = \"county\""
    );
    let imported = "CASES,shire,2021-04,512,,\nCASES,shire,2021-05,524,,\nCASES,shire,2021-06,533,,\n";
    council()
        .protected()
        .figure(imported, "")
        .measured(&format!("CASES,shire,2021-04,3\nCASES,shire,2021-05,{may}\nCASES,shire,2021-06,533\n"))
        .change("scorecards/board.toml", "\n[[pages]]\nid = \"county\"", &changes)
        .already_public("CASES,shire,2021-05,524\n")
}

const SAID: &str = "Two of a family of three were counted twice.";

#[test]
fn why_a_figure_moved_is_in_no_public_copy_that_hides_a_figure_it_may_be_about() {
    let of_place = "indicator = \"CASES\"\nplace = \"shire\"\n";
    let now = explained("530", of_place);
    let compared = now.since(&explained("524", of_place).change("scorecards/board.toml", SAID, "Another."));
    let internal = now.drawn("internal", &compared);
    assert!(since(&internal).contains(&format!("{SAID} 1 figure")), "{}", since(&internal));
    assert!(words(&internal["indicators/cases.html"]).contains(SAID));
    let public = now.drawn("public", &compared);
    let told = "Restated figures A reason was given that is not public 1 figure";
    assert!(since(&public).contains(told) && since(&public).contains("524 530"), "{}", since(&public));
    for (path, page) in &public {
        assert!(!page.contains(SAID), "{path}");
    }
}

#[test]
fn why_an_indicator_moved_as_a_whole_is_for_everybody() {
    let of_indicator = "indicator = \"CASES\"\n";
    let now = explained("530", of_indicator);
    let compared =
        now.since(&explained("524", of_indicator).change("scorecards/board.toml", SAID, "Another."));
    let public = now.drawn("public", &compared);
    assert!(since(&public).contains(&format!("Restated figures {SAID} 1 figure")), "{}", since(&public));
    // What the scorecard of today does not say any more is not said of it either.
    let silent = now.change("scorecards/board.toml", SAID, "Another.").drawn("public", &compared);
    assert!(silent.values().all(|page| !page.contains(SAID)));
}

#[test]
fn reasons_that_are_not_public_are_mentioned_once() {
    let now = explained("530", "indicator = \"CASES\"\nplace = \"shire\"\n");
    let mut compared = now.since(&explained("524", "indicator = \"CASES\"\nplace = \"shire\"\n"));
    let restated = &mut compared.since.as_mut().expect("a release").difference.restated;
    let said = |text: &str| Cause::Explained(text.to_owned());
    restated[0].causes = vec![said(SAID), said("A third.")];
    let public = now.drawn("public", &compared);
    assert!(
        since(&public).contains("Restated figures A reason was given that is not public 1 figure"),
        "{}",
        since(&public)
    );
}
