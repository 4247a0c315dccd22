//! Corrections, contradictions between scorecards, and what remains of a release whose content is removed.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::Path;

use crate::person::{run, stderr, stdout};
use crate::releases::{correct, done, northshire, publish, states};

#[test]
fn an_erratum_says_what_was_what_is_and_why_and_what_stays_approved() {
    let (_folder, framework) = northshire();
    done(&framework, &["release", "draft"], &[]);
    publish(&framework, "1");
    correct(&framework);
    done(&framework, &["release", "draft"], &["--reason", "A wrong count."]);
    let (printed, said) = done(&framework, &["release", "erratum"], &["1", "2"]);
    assert!(printed.starts_with("# Erratum to children 2023-10, release 1\n"), "{printed}");
    assert!(printed.contains("children 2023-10, release 2 corrects it. A wrong count."), "{printed}");
    assert!(
        printed.contains(
            "| restated REFER | northshire, 2023-09, rolling 12 months | 26.9% | 25.9% | the import was corrected \
             (figures/children.csv) |"
        ),
        "{printed}"
    );
    let figures: Vec<usize> =
        printed.lines().last().unwrap().split_whitespace().filter_map(|word| word.parse().ok()).collect();
    assert!(printed.contains("unchanged, as approved by Head of Service, Director; "), "{printed}");
    // The figure itself, and that of October whose direction compares with it, if it has one.
    assert!(figures[0] > 20 && (1..=2).contains(&figures[1]), "{printed}");
    assert!(said.contains("internal") && !said.contains("never published"), "{said}");
}

#[test]
fn an_erratum_is_of_a_later_release_of_the_same_month() {
    let (_folder, framework) = northshire();
    done(&framework, &["release", "draft"], &[]);
    publish(&framework, "1");
    done(&framework, &["release", "draft"], &["--reason", "Nothing."]);
    let folder = framework.to_str().unwrap();
    let refused = run(&["release", "erratum", folder, "2", "1"]);
    assert_eq!((refused.status.code(), stdout(&refused).as_str()), (Some(2), ""));
    assert!(stderr(&refused).contains("does not correct"), "{}", stderr(&refused));
}

#[test]
fn a_correction_before_publication_has_no_erratum_for_readers() {
    let (_folder, framework) = northshire();
    done(&framework, &["release", "draft"], &[]);
    done(&framework, &["release", "ready"], &["1"]);
    done(&framework, &["release", "sign-off"], &["1", "--role", "Director"]);
    correct(&framework);
    done(&framework, &["release", "draft"], &["--reason", "A wrong count."]);
    let (_, said) = done(&framework, &["release", "erratum"], &["1", "2"]);
    assert!(said.contains("never published: readers need not be told"), "{said}");
    publish(&framework, "2");
    let asked = ["history", "REFER", "--place", "northshire", "--period", "2023-09", "--folder"];
    let (history, _) = done(&framework, &asked, &["--published", "--format", "csv"]);
    assert_eq!(history.lines().count(), 2, "what was never published is in no public answer: {history}");
}

/// Scorecards beside that of children: `board` shows the same, `partners` one indicator that never differs.
fn three_scorecards(framework: &Path) {
    let children = fs::read_to_string(framework.join("scorecards/children.toml")).unwrap();
    fs::write(framework.join("scorecards/board.toml"), &children).unwrap();
    let shown = "[\"REFER\", \"PLANS\", \"NEET\", \"OPEN\"]";
    assert!(children.contains(shown), "{children}");
    fs::write(framework.join("scorecards/partners.toml"), children.replace(shown, "[\"PLANS\"]")).unwrap();
    let path = framework.join("framework.toml");
    let text = fs::read_to_string(&path).unwrap();
    let editions: String = ["board", "partners"]
        .map(|id| format!("[[editions]]\nscorecard = \"{id}\"\ndata_month = \"2023-10\"\n\n"))
        .concat();
    fs::write(&path, text.replacen("[[editions]]", &format!("{editions}[[editions]]"), 1)).unwrap();
}

#[test]
fn of_three_scorecards_of_a_month_the_one_that_contradicts_another_says_why() {
    let (_folder, framework) = northshire();
    three_scorecards(&framework);
    done(&framework, &["release", "draft"], &["--scorecard", "children"]);
    publish(&framework, "1");
    correct(&framework);
    let folder = framework.to_str().unwrap();
    let refused = run(&["release", "draft", folder, "--scorecard", "board"]);
    assert_eq!(refused.status.code(), Some(2), "{}", stderr(&refused));
    let said = stderr(&refused);
    assert!(said.contains("REFER at northshire in 2023-09: 25.9% here, 26.9% there"), "{said}");
    assert!(
        said.contains("1 figure differs from children 2023-10, release 1")
            && said.contains("say with --reason why"),
        "{said}"
    );
    assert_eq!(states(&framework), ["published"], "nothing was drafted");
    done(&framework, &["release", "draft"], &["--scorecard", "board", "--reason", "Counted again since."]);
    publish(&framework, "2");
    done(&framework, &["release", "draft"], &["--scorecard", "partners"]);
    publish(&framework, "3");
    assert_eq!(states(&framework), ["published"; 3]);
    let (_, verified) = done(&framework, &["release", "verify"], &[]);
    assert!(verified.contains("3 releases verified"), "{verified}");
}

#[test]
fn content_that_is_removed_is_in_no_output_and_not_in_the_file() {
    let (_folder, framework) = northshire();
    done(&framework, &["release", "draft"], &[]);
    publish(&framework, "1");
    let kept = framework.join("releases.sqlite");
    let holds = |path: &Path| {
        let bytes = fs::read(path).unwrap();
        bytes.windows(8).any(|window| window == b"westmoor")
    };
    assert!(holds(&kept));
    done(&framework, &["release", "withdraw"], &["1", "--reason", "A mistake.", "--remove-content"]);
    assert!(!holds(&kept), "what is removed is overwritten");

    let asked = ["history", "REFER", "--place", "westmoor", "--folder"];
    assert_eq!(done(&framework, &asked, &["--format", "csv"]).0.lines().count(), 1);
    done(&framework, &["release", "draft"], &["--reason", "Without the mistake."]);
    let folder_of = framework.to_str().unwrap();
    for refused in
        [run(&["diff", "1", "2", "--folder", folder_of]), run(&["release", "erratum", folder_of, "1", "2"])]
    {
        assert_eq!((refused.status.code(), stdout(&refused).as_str()), (Some(1), ""));
        let said = stderr(&refused);
        assert!(said.contains("the content of release 1 was removed: A mistake."), "{said}");
    }
    let (listed, _) = done(&framework, &["release", "list"], &["--format", "csv"]);
    assert!(listed.contains("withdrawn") && listed.contains("A mistake."), "{listed}");
    let (_, verified) = done(&framework, &["release", "verify"], &[]);
    assert!(verified.contains("2 releases verified"), "{verified}");
}

#[test]
fn a_backup_after_a_removal_holds_the_seal_and_the_reason_alone() {
    let (folder, framework) = northshire();
    done(&framework, &["release", "draft"], &[]);
    publish(&framework, "1");
    done(&framework, &["release", "withdraw"], &["1", "--reason", "A mistake.", "--remove-content"]);
    let backup = folder.path().join("backup.sqlite");
    let (_, said) = done(&framework, &["store", "backup"], &["--to", backup.to_str().unwrap()]);
    assert!(said.contains("1 release verified") && said.contains("has the seal"), "{said}");
    let bytes = fs::read(&backup).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("A mistake.") && !holds("westmoor"));
}
