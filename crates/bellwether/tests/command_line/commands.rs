//! The commands as people call them: what they print, where, and how they end.

use std::fs;

use crate::person::{copy, example, rows, run, stderr, stdout};

#[test]
fn a_new_framework_is_sound_and_can_be_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let framework = folder.path().join("northshire");
    let site = folder.path().join("site");
    let made = run(&["new", framework.to_str().unwrap()]);
    assert!(made.status.success(), "{}", stderr(&made));
    let checked = run(&["check", framework.to_str().unwrap(), "--strict"]);
    assert!(checked.status.success(), "{}{}", stdout(&checked), stderr(&checked));
    assert!(
        stderr(&checked).contains("4 indicators, 3 places, 48 figures; 0 findings"),
        "{}",
        stderr(&checked)
    );
    let drawn = run(&["publish", framework.to_str().unwrap(), "--to", site.to_str().unwrap()]);
    assert!(drawn.status.success(), "{}", stderr(&drawn));
    let page = fs::read_to_string(site.join("places/northshire.html")).unwrap();
    assert!(page.contains("specimen"), "a page of a specimen framework says so");
}

#[test]
fn new_does_not_touch_a_folder_that_has_files() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.txt"), "mine").unwrap();
    let refused = run(&["new", folder.path().to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("give a folder that is new or empty"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn check_shows_findings_and_only_strict_fails_on_them() {
    let path = example();
    let path = path.to_str().unwrap();
    let checked = run(&["check", path]);
    assert_eq!(checked.status.code(), Some(0));
    assert!(stdout(&checked).contains("finding[target-unchanged]"));
    assert!(stderr(&checked).contains("5 acknowledged"));
    assert_eq!(run(&["check", path, "--strict"]).status.code(), Some(1));
}

#[test]
fn check_explains_faults_and_fails() {
    let folder = tempfile::tempdir().unwrap();
    copy(&example(), folder.path());
    fs::write(
        folder.path().join("figures/wrong.csv"),
        "indicator,place,period,value\nSCS03,kint,2021-06,many\n",
    )
    .unwrap();
    let checked = run(&["check", folder.path().to_str().unwrap(), "--format", "csv"]);
    assert_eq!(checked.status.code(), Some(1));
    let found = rows(&stdout(&checked));
    let rules: Vec<&str> = found.iter().map(|row| row["rule"].as_str()).collect();
    assert_eq!(rules, ["unknown-place", "bad-number"], "both mistakes of the row, and nothing else");
    assert_eq!(found[0]["file"], "figures/wrong.csv");
    assert_eq!((found[0]["line"].as_str(), found[0]["column"].as_str()), ("2", "7"));
    assert_eq!(found[0]["hint"], "did you mean `kent`?");

    let assessed = run(&["assess", folder.path().to_str().unwrap(), "--period", "2021-06"]);
    assert_eq!(assessed.status.code(), Some(1));
    assert_eq!(stdout(&assessed), "", "nothing is assessed");
    assert!(stderr(&assessed).contains("did you mean `kent`?"));
}

#[test]
fn acknowledged_findings_are_shown_on_request_with_their_reasons() {
    let path = example();
    let shown = run(&["check", path.to_str().unwrap(), "--acknowledged"]);
    assert!(stdout(&shown).contains("acknowledged: May and June both print 10.5"));
}

#[test]
fn a_wrong_call_exits_with_two() {
    for arguments in [
        &["check", "no/such/folder"][..],
        &["assess", "."],
        &["assess", ".", "--period", "June"],
        &["publish", "."],
        &["paint"],
    ] {
        assert_eq!(run(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_folder_without_a_framework_says_how_to_start_one() {
    let folder = tempfile::tempdir().unwrap();
    let checked = run(&["check", folder.path().to_str().unwrap()]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(stdout(&checked).contains("bellwether new"), "{}", stdout(&checked));
}

#[test]
fn assess_prints_json_and_a_table() {
    let path = example();
    let path = path.to_str().unwrap();
    let json = run(&["assess", path, "--period", "FY2021-22-Q1", "--format", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&json.stdout).unwrap();
    let kent = rows.iter().find(|row| row["place"] == "kent").expect("a row for the county");
    assert_eq!((kent["indicator"].as_str(), kent["printed"].as_str()), (Some("CYPE8"), Some("32.4")));
    let table = run(&["assess", path, "--period", "FY2021-22-Q1"]);
    assert!(stdout(&table).lines().any(|line| line.contains("CYPE8") && line.contains("improved")));
}

#[test]
fn a_public_copy_is_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let path = folder.path().join("northshire");
    assert!(run(&["new", path.to_str().unwrap()]).status.success());
    let refused =
        run(&["publish", path.to_str().unwrap(), "--to", site.to_str().unwrap(), "--audience", "public"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("disclosure profile"));
    assert!(!site.exists());
}

#[test]
fn a_copy_for_an_audience_that_nobody_declared_is_refused_with_those_there_are() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let path = example();
    let draw_for = |audience: &str| {
        run(&["publish", path.to_str().unwrap(), "--to", site.to_str().unwrap(), "--audience", audience])
    };
    let refused = draw_for("comittee");
    assert_eq!(refused.status.code(), Some(2));
    let said = stderr(&refused);
    assert!(said.contains("no audience `comittee`; there are: internal, public, committee"), "{said}");
    assert!(!site.exists());
    assert_eq!(draw_for("committee").status.code(), Some(0));
    assert!(!site.join("places/dover.html").exists());
}

#[test]
fn publish_does_not_overwrite_what_it_did_not_draw() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), "mine").unwrap();
    let path = example();
    let refused = run(&["publish", path.to_str().unwrap(), "--to", folder.path().to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(fs::read_to_string(folder.path().join("index.html")).unwrap(), "mine");
}

#[test]
fn other_formats_lie_beside_the_site_which_links_to_them() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let path = example();
    let publish = |formats: &str| {
        run(&["publish", path.to_str().unwrap(), "--to", site.to_str().unwrap(), "--as", formats])
    };
    assert!(publish("site,open-data,json").status.success());
    let downloads: Vec<String> = fs::read_dir(site.join("downloads"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(downloads.len(), 3, "{downloads:?}");
    let page = fs::read_to_string(site.join("downloads.html")).unwrap();
    for file in &downloads {
        assert!(file.starts_with("internal-"), "{file}");
        assert!(page.contains(&format!("href=\"downloads/{file}\"")), "{file}");
    }
    assert!(fs::read_to_string(site.join("index.html")).unwrap().contains("href=\"downloads.html\""));
    // The other formats alone: no page is left of those before.
    assert!(publish("json").status.success());
    assert!(!site.join("index.html").exists());
    assert_eq!(fs::read_dir(site.join("downloads")).unwrap().count(), 1);
    assert_eq!(publish("parchment").status.code(), Some(2));
}

#[test]
fn publishing_again_removes_pages_that_are_no_longer_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let framework = folder.path().join("northshire");
    let site = folder.path().join("site");
    run(&["new", framework.to_str().unwrap()]);
    let publish = || run(&["publish", framework.to_str().unwrap(), "--to", site.to_str().unwrap()]);
    assert!(publish().status.success());
    let page = site.join("places/westmoor.html");
    assert!(page.exists());
    for file in ["places.csv", "figures/children.csv"] {
        let path = framework.join(file);
        let text = fs::read_to_string(&path).unwrap();
        let kept: Vec<&str> = text.lines().filter(|line| !line.contains("westmoor")).collect();
        fs::write(&path, kept.join("\n")).unwrap();
    }
    let again = publish();
    assert!(again.status.success(), "{}", stderr(&again));
    assert!(!page.exists());
    assert!(site.join("places/eastvale.html").exists());
}
