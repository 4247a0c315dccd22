//! Figures that were restated, and the first that may not be compared with those before.

use std::collections::BTreeMap;

use figures::{Number, Reading, Value};
use framework::{Earlier, Framework, SeriesKey};
use periods::Period;
use publish::Compared;

use crate::council::{Council, council, drawn, words};

/// The row of visits on the county's page, in words.
fn visits(site: &BTreeMap<String, String>) -> String {
    let said = words(&site["places/shire.html"]);
    let row = said.split("VISITS").nth(1).unwrap_or_else(|| panic!("{said}"));
    row.split("Open cases").next().unwrap_or_default().to_owned()
}

fn restated() -> Council {
    council().figure("VISITS,shire,2021-05,81", "VISITS,shire,2021-05,79.5")
}

const WORDS: &str = "(restated: 81.0% in the release of May 2021)";
const KEY: &str = "r restated since the release of May 2021";

#[test]
fn a_restated_figure_has_a_letter_with_words_and_a_key_below_the_table() {
    let now = restated();
    let site = now.drawn("internal", &now.since(&council()));
    let row = visits(&site);
    assert!(row.contains(&format!("80.0 79.5 r {WORDS} 82.0")), "{row}");
    assert!(site["places/shire.html"].contains("title=\"restated: 81.0% in the release of May 2021\""));
    for page in ["places/shire.html", "indicators/visits.html"] {
        assert!(words(&site[page]).contains(KEY), "{page}");
    }
    // Where nothing is marked there is no key.
    assert!(!words(&site["places/north.html"]).contains("restated since"));
    assert!(!words(&site["indicators/cases.html"]).contains("restated since"));
}

#[test]
fn a_figure_that_is_printed_as_it_was_has_no_letter() {
    let now = council().figure("VISITS,shire,2021-05,81", "VISITS,shire,2021-05,81.04");
    let site = now.drawn("internal", &now.since(&council()));
    assert!(!visits(&site).contains("restated"), "{}", visits(&site));
}

#[test]
fn charts_mark_restated_points_and_say_so() {
    let now = restated();
    let site = now.drawn("internal", &now.since(&council()));
    let page = &site["indicators/visits.html"];
    assert_eq!(page.matches(">r</text>").count(), 2, "in the wide picture and in the narrow one");
    assert!(page.contains("79.5% in May 2021 (restated)"), "{page}");
    let before = council().drawn("internal", &Compared::default());
    assert!(!before["indicators/visits.html"].contains(">r</text>"));
}

#[test]
fn a_public_copy_marks_only_what_an_earlier_one_showed() {
    let now = restated();
    let compared = now.since(&council());
    let public = |now: &Council| now.drawn("public", &compared);
    assert!(visits(&public(&now.already_public("VISITS,shire,2021-05,81\n"))).contains(WORDS));
    let silent = public(&now);
    assert!(silent.values().all(|page| !page.contains("81.0%")), "{}", visits(&silent));
}

#[test]
fn a_figure_that_is_gone_says_what_the_release_said() {
    let now = council().figure("VISITS,shire,2021-05,81,,", "VISITS,shire,2021-05,,not-available,");
    let site = now.drawn("internal", &now.since(&council()));
    assert!(
        visits(&site).contains("Not available: restated: 81.0% in the release of May 2021"),
        "{}",
        visits(&site)
    );
}

/// The framework with May as it was published.
fn as_published(now: &Council) -> Framework {
    let mut framework = now.compile();
    framework.scorecards[0].earlier = Earlier::AsPublished;
    let indicator = framework.find_indicator("VISITS").expect("an indicator");
    let series = SeriesKey::own(indicator, framework.find_place("shire").expect("a place"));
    let may = Period::parse("2021-05").expect("a period");
    let published = Reading::Present(Value::plain(Number::from(81)));
    framework.show_as_published([((series, may), published)].into());
    framework
}

#[test]
fn earlier_periods_can_be_shown_as_they_were_published() {
    let now = restated();
    let compared = now.since(&council());
    let framework = as_published(&now);
    let site = drawn(&framework, "internal", &compared);
    let row = visits(&site);
    assert!(row.contains("80.0 81.0 r (as published; as now known: 79.5%) 82.0"), "{row}");
    let page = &site["places/shire.html"];
    assert!(page.contains("Earlier periods are shown as they were first published; `bellwether publish --earlier as-now-known` draws the other view."));
    assert!(page.contains("restated since; shown as it was published"));
    // The other view says that there is this one.
    let usual = now.drawn("internal", &compared);
    assert!(usual["index.html"].contains("Earlier periods are shown as they are known by now; `bellwether publish --earlier as-published` draws the other view."));
}

#[test]
fn nothing_that_is_known_by_now_is_in_a_public_copy_of_what_was_published() {
    let now = restated().already_public("VISITS,shire,2021-05,81\n");
    let framework = as_published(&now);
    let copy = drawn(&framework, "public", &now.since(&council()));
    assert!(visits(&copy).contains("80.0 81.0 82.0"), "{}", visits(&copy));
    assert!(copy.values().all(|page| !page.contains("79.5")));
    assert!(copy["index.html"].contains("Earlier periods are shown as they were first published."));
}

#[test]
fn a_new_definition_is_marked_where_it_begins() {
    let changed = "definition = \"Visits in time, out of all.\"\n";
    let versions = |comparable: bool| {
        let version = format!(
            "{changed}versions = [{{ from = \"2021-05\", change = \"Counts calls too.\", comparable = {comparable} }}]\n"
        );
        council().change("indicators/all.toml", changed, &version).drawn("internal", &Compared::default())
    };
    let broken = versions(false);
    let row = visits(&broken);
    let said = "(new definition from May 2021, not comparable with figures before: Counts calls too.)";
    assert!(row.contains(&format!("80.0 81.0 b {said} 82.0")), "{row}");
    let page = &broken["places/shire.html"];
    assert!(words(page).contains("b new definition: not comparable with figures before"));
    assert_eq!(page.matches("class=\"break\"").count(), 1, "the small picture breaks");
    assert!(
        broken["indicators/visits.html"].contains(
            "Figures from May 2021 have a new definition and are not comparable with those before."
        )
    );
    let same = versions(true);
    assert!(
        !visits(&same).contains("new definition") && !same["places/shire.html"].contains("class=\"break\"")
    );
}
