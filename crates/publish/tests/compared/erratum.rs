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

/// Texts of June, each with what it is about and what it says.
fn written(texts: &[(&str, &str)]) -> Council {
    let text = |(about, said): &(&str, &str)| {
        let role = "role = \"Director\"\nscorecard = \"board\"\nmonth = \"2021-06\"\nspecimen = true\n";
        format!("[[text]]\n{about}\n{role}text = \"{said}\"\n\n")
    };
    // A file with nothing in it is refused.
    if texts.is_empty() { council() } else { council().written(&texts.iter().map(text).collect::<String>()) }
}

const OF_SHIRE: &str = "kind = \"commentary\"\nindicator = \"VISITS\"\nplace = \"shire\"";
const OF_NORTH: &str = "kind = \"commentary\"\nindicator = \"VISITS\"\nplace = \"north\"";
const OF_PAGE: &str = "kind = \"summary\"\npage = \"county\"";
const NARRATIVE: &str = "kind = \"narrative\"\nplace = \"shire\"";

/// What the erratum of the front page says, and that no page says what a text said before.
fn told(now: &Council, released: &Council, audience: &str) -> String {
    let copy = now.drawn(audience, &correction(released, now, true));
    for (path, page) in &copy {
        assert!(!page.contains("Ms Specimen"), "{audience}: {path}");
    }
    let section = copy["index.html"].split("class=\"erratum\"").nth(1).expect("an erratum");
    let said = words(section.split("</section>").next().unwrap_or_default());
    said.trim_start_matches("Erratum ").to_owned()
}

const LEAD: &str = "This corrects release 1 of June 2021. A wrong count.";
const NO_FIGURE: &str = "No figure, rating, target or definition that is shown here is another.";
const OTHERS: &str = "Texts were changed that are not named here.";

#[test]
fn a_text_that_was_replaced_is_named_in_the_copies_that_show_it() {
    let was = written(&[(OF_SHIRE, "Ms Specimen was away.")]);
    let now = written(&[(OF_SHIRE, "The manager was away.")]);
    let said = format!("{LEAD} The commentary on Visits in time at Shire was replaced. {NO_FIGURE}");
    for audience in ["internal", "committee", "public"] {
        assert_eq!(told(&now, &was, audience), said, "{audience}");
    }
    let was = written(&[(OF_NORTH, "Ms Specimen was away.")]);
    let now = written(&[(OF_NORTH, "The manager was away.")]);
    let said = format!("{LEAD} The commentary on Visits in time at North was replaced. {NO_FIGURE}");
    assert_eq!(told(&now, &was, "internal"), said);
    assert_eq!(told(&now, &was, "public"), said);
    assert_eq!(told(&now, &was, "committee"), format!("{LEAD} {NO_FIGURE}"), "it does not see North");
}

#[test]
fn narratives_are_told_internally_alone() {
    let was = written(&[(NARRATIVE, "Ms Specimen was away.")]);
    for (now, became) in
        [(written(&[(NARRATIVE, "The manager was away.")]), "replaced"), (written(&[]), "removed")]
    {
        let said = format!("{LEAD} The narrative at Shire was {became}. {NO_FIGURE}");
        assert_eq!(told(&now, &was, "internal"), said);
        for audience in ["committee", "public"] {
            assert_eq!(told(&now, &was, audience), format!("{LEAD} {NO_FIGURE}"), "{audience}");
        }
    }
}

#[test]
fn outside_internal_copies_what_was_removed_is_not_named() {
    let was = written(&[(OF_SHIRE, "Ms Specimen was away.")]);
    let said = format!("{LEAD} The commentary on Visits in time at Shire was removed. {NO_FIGURE}");
    assert_eq!(told(&written(&[]), &was, "internal"), said);
    for audience in ["committee", "public"] {
        assert_eq!(told(&written(&[]), &was, audience), format!("{LEAD} {OTHERS} {NO_FIGURE}"), "{audience}");
    }
    let of_north = written(&[(OF_NORTH, "Ms Specimen was away.")]);
    assert_eq!(told(&written(&[]), &of_north, "committee"), format!("{LEAD} {NO_FIGURE}"));
    let mut silent = correction(&was, &written(&[]), true);
    silent.corrects.as_mut().expect("a correction").reason = None;
    let front = words(&written(&[]).drawn("public", &silent)["index.html"]);
    assert!(!front.contains(OTHERS), "without a reason nothing is said: {front}");
}

#[test]
fn a_public_copy_names_no_text_that_it_leaves_out() {
    let hiding =
        |council: Council| council.protected().figure("CASES,shire,2021-04,512", "CASES,shire,2021-04,3");
    let of_cases = OF_SHIRE.replace("VISITS", "CASES");
    let was = hiding(written(&[(&of_cases, "Ms Specimen was away.")]));
    let now = hiding(written(&[(&of_cases, "The manager was away.")]));
    assert!(told(&now, &was, "committee").contains("The commentary on Open cases at Shire was replaced."));
    assert_eq!(told(&now, &was, "public"), format!("{LEAD} {NO_FIGURE}"));
}

#[test]
fn several_texts_are_told_in_one_sentence_and_many_are_counted() {
    let now = written(&[(OF_SHIRE, "A."), (OF_NORTH, "B."), (OF_PAGE, "C.")]);
    assert_eq!(
        told(&now, &written(&[]), "internal"),
        format!(
            "{LEAD} The commentaries on Visits in time at North and on Visits in time at Shire were added. The summary \
             of the page County was added. {NO_FIGURE}"
        )
    );
    let narratives: Vec<String> = ["shire", "north", "south"]
        .into_iter()
        .flat_map(|place| {
            let of_place = format!("kind = \"narrative\"\nplace = \"{place}\"");
            let of = |indicator: &str| format!("{of_place}\nindicator = \"{indicator}\"");
            [of("VISITS"), of("CASES"), of_place.clone()]
        })
        .collect();
    let narratives: Vec<(&str, &str)> = narratives.iter().map(|about| (about.as_str(), "A.")).collect();
    let said = |texts: &[(&str, &str)]| told(&written(texts), &written(&[]), "internal");
    assert!(said(&narratives[..8]).starts_with(&format!("{LEAD} The narratives at North, ")));
    assert_eq!(said(&narratives), format!("{LEAD} 9 narratives were added. {NO_FIGURE}"));
}
