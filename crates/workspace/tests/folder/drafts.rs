//! A draft is frozen with its copies, and says why where it isn't made.

use store::KeptCopy;
use workspace::{Compiled, DraftError, NoFolder};

use crate::northshire::{MORNING, Northshire, at, run};

#[test]
fn a_folder_that_is_not_there_is_told_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("nowhere");
    assert_eq!(Compiled::read(&missing).unwrap_err(), NoFolder::Missing(missing));
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert_eq!(Compiled::read(&file).unwrap_err(), NoFolder::File(file));
}

#[test]
fn a_draft_has_a_copy_for_everybody_who_may_have_one() {
    run(async {
        let audience = "+\n[audiences.committee]\ntitle = \"committee\"\nlevels = [\"county\"]\n";
        let northshire = Northshire::with(&[("framework.toml", audience)]).await;
        let entry = northshire.draft(None).await.unwrap();
        let copies = northshire.store.copies(entry.id).await.unwrap();
        let names: Vec<(&str, bool)> =
            copies.iter().map(|copy| (copy.audience.as_str(), copy.files.is_ok())).collect();
        assert_eq!(names, [("committee", true), ("internal", true), ("public", false)]);
        let [committee, internal, public] = copies.as_slice() else { panic!("{copies:?}") };
        assert!(public.files.as_ref().unwrap_err().contains("no disclosure profile"));
        let has = |copy: &KeptCopy, ending: &str| {
            copy.files.as_ref().unwrap().iter().any(|file| file.path.ends_with(ending))
        };
        for ending in ["index.html", ".css", ".pdf", ".xlsx", ".json", ".zip"] {
            assert!(has(internal, ending), "{ending}");
        }
        assert!(has(internal, "places/eastvale.html") && !has(committee, "places/eastvale.html"));
        let types = internal.files.as_ref().unwrap().iter().map(|file| file.content_type.as_str());
        assert!(types.into_iter().all(|kind| kind != "application/octet-stream"));
        northshire.sign_off(&entry).await;
        assert_eq!(northshire.store.verify().await.unwrap().faults, [""; 0]);
    });
}

#[test]
fn what_was_signed_off_is_given_though_the_folder_has_changed() {
    run(async {
        let mut northshire = Northshire::with(&[]).await;
        let first = northshire.draft(None).await.unwrap();
        northshire.sign_off(&first).await;
        northshire.change("places.csv", "Eastvale", "Nether Vale");
        let second = northshire.draft(Some("A name.")).await.unwrap();
        let of_first = northshire.page(first.id, "internal", "places/eastvale.html").await;
        let of_second = northshire.page(second.id, "internal", "places/eastvale.html").await;
        assert!(of_first.contains("Eastvale") && !of_first.contains("Nether Vale"));
        assert!(of_second.contains("Nether Vale") && !of_second.contains("Eastvale"));
    });
}

/// Whoever reads the copy of a correction reads it once that is published.
#[test]
fn copies_of_a_correction_carry_the_erratum_with_its_reason() {
    run(async {
        let audience = "+\n[audiences.committee]\ntitle = \"committee\"\nlevels = [\"county\"]\n";
        let mut northshire = Northshire::with(&[("framework.toml", audience)]).await;
        let first = northshire.draft(None).await.unwrap();
        northshire.sign_off(&first).await;
        northshire.store.publish(first.id, at(MORNING), at(MORNING)).await.unwrap();
        northshire.change("figures/children.csv", "2023-10,250,926", "2023-10,251,926");
        let second = northshire.draft(Some("One referral was left out.")).await.unwrap();
        for audience in ["internal", "committee"] {
            let before = northshire.page(first.id, audience, "index.html").await;
            assert!(!before.contains("One referral was left out."), "{audience}");
            let after = northshire.page(second.id, audience, "index.html").await;
            assert!(after.contains("One referral was left out."), "{audience}: {after}");
        }
        northshire.sign_off(&second).await;
        northshire.store.publish(second.id, at(MORNING), at(MORNING)).await.unwrap();
        // A third that says again what the first said is a correction too, and not superseded.
        northshire.change("figures/children.csv", "2023-10,251,926", "2023-10,250,926");
        let third = northshire.draft(Some("It was counted twice.")).await.unwrap();
        let page = northshire.page(third.id, "committee", "index.html").await;
        assert!(page.contains("It was counted twice.") && !page.contains("uperseded"), "{page}");
    });
}

#[test]
fn copies_of_a_correction_of_a_text_say_which_and_why_without_the_old_wording() {
    run(async {
        let commentary = "[[text]]\nkind = \"commentary\"\nmonth = \"2023-10\"\nindicator = \"REFER\"\n\
                          place = \"northshire\"\nrole = \"Service manager\"\nspecimen = true\n\
                          text = \"It said too much.\"\n";
        let mut northshire = Northshire::with(&[("commentary/october.toml", commentary)]).await;
        let first = northshire.draft(None).await.unwrap();
        northshire.sign_off(&first).await;
        northshire.store.publish(first.id, at(MORNING), at(MORNING)).await.unwrap();
        northshire.change("commentary/october.toml", "It said too much.", "It says enough.");
        let second = northshire.draft(Some("A text was put right.")).await.unwrap();
        let page = northshire.page(second.id, "internal", "index.html").await;
        assert!(page.contains("A text was put right. The commentary on "), "{page}");
        assert!(page.contains(" at Northshire was replaced."), "{page}");
        assert!(!page.contains("It said too much."), "{page}");
    });
}

#[test]
fn a_release_whose_time_has_come_is_published_before_another_is_drafted() {
    run(async {
        let mut northshire = Northshire::with(&[]).await;
        let first = northshire.draft(None).await.unwrap();
        northshire.sign_off(&first).await;
        let due = at("2023-11-23T09:30:00Z");
        northshire.store.publish(first.id, due, at(MORNING)).await.unwrap();
        northshire.change("figures/children.csv", "2023-10,250,926", "2023-10,251,926");
        let second = northshire.draft_at(Some("One was left out."), "2023-11-23T09:30:00Z").await.unwrap();
        assert_eq!(northshire.store.entry(first.id).await.unwrap().published_at, Some(due));
        let page = northshire.page(second.id, "internal", "index.html").await;
        assert!(page.contains("One was left out.") && !page.contains("ot published yet"), "{page}");
        northshire.sign_off(&second).await;
        northshire.store.publish(second.id, due, due).await.unwrap();
    });
}

#[test]
fn a_second_release_of_a_status_needs_a_reason() {
    run(async {
        let northshire = Northshire::with(&[]).await;
        let first = northshire.draft(None).await.unwrap();
        northshire.draft(None).await.unwrap();
        let again = northshire.store.list().await.unwrap();
        assert_eq!(again.len(), 1, "a draft is drafted again without a reason");
        assert_ne!(again[0].id, first.id);
        northshire.sign_off(&again[0]).await;
        let refused = northshire.draft(None).await.unwrap_err();
        let DraftError::Standing(entry) = refused else { panic!("{refused}") };
        assert_eq!(entry.id, again[0].id);
        assert_eq!(northshire.draft(Some("A correction.")).await.unwrap().number, 2);
    });
}

#[test]
fn a_scorecard_that_contradicts_another_needs_a_reason() {
    run(async {
        let other = "title = \"Other\"\n[sections.monthly]\ntitle = \"Monthly\"\nindicators = [\"REFER\"]\n\
                     periods = \"4 months\"\ncolumns = [\"periods\"]\n[[pages]]\nid = \"county\"\n\
                     title = \"Northshire\"\nplaces = [\"level:county\"]\nsections = [\"monthly\"]\n";
        let edition =
            "+\n[[editions]]\nscorecard = \"other\"\ndata_month = \"2023-10\"\nstatus = \"first\"\n";
        let mut northshire =
            Northshire::with(&[("scorecards/other.toml", other), ("framework.toml", edition)]).await;
        let first = northshire.draft(None).await.unwrap();
        northshire.sign_off(&first).await;
        northshire.change("figures/children.csv", "2023-10,250,926", "2023-10,251,926");
        let scorecard = northshire.framework.find_scorecard("other").unwrap();
        let wanted = workspace::Draft {
            folder: &northshire.folder,
            framework: &northshire.framework,
            scorecard,
            data_month: crate::northshire::october(),
            reason: None,
            logo: None,
            by: None,
        };
        let refused = workspace::draft(&northshire.store, &wanted, at(MORNING), &mut |_| {}).await;
        let Err(DraftError::Disagrees { entry, figures }) = refused else { panic!("{refused:?}") };
        assert_eq!((entry.id, figures.len()), (first.id, 1));
        assert_eq!(figures[0].key.series.indicator, "REFER");
        let wanted = workspace::Draft { reason: Some("The children's scorecard is wrong."), ..wanted };
        workspace::draft(&northshire.store, &wanted, at(MORNING), &mut |_| {}).await.unwrap();
    });
}

#[test]
fn a_page_that_was_drawn_earlier_can_say_what_stands_in_its_place_by_now() {
    run(async {
        let northshire = Northshire::with(&[]).await;
        let entry = northshire.draft(None).await.unwrap();
        for path in ["index.html", "places/eastvale.html"] {
            let page = northshire.page(entry.id, "internal", path).await;
            let day = Some(jiff::civil::date(2023, 12, 1));
            let superseded =
                publish::Superseded { by: 2, published_on: day, href: Some("/releases/2/".to_owned()) };
            let written = superseded.written_on(&page);
            let said = "<p><strong>Superseded</strong> Release 2, published on 1 December 2023, stands in its place. \
                        <a href=\"/releases/2/\">The edition that stands</a></p>";
            assert_eq!(written.replacen(&format!("{said}\n"), "", 1), page, "nothing else has changed");
            assert!(written.find(said) < written.find("<header"), "{path}");
        }
        assert_eq!(publish::Superseded { by: 2, published_on: None, href: None }.written_on("x"), "x");
    });
}
