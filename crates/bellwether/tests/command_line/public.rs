//! A public copy shows nothing of what is hidden: a made-up county whose counts are unmistakable.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::person::{run, stderr, stdout};

const FRAMEWORK: &str = r#"
name = "Northshire children's scorecard"
organisation = "Northshire Council"
specimen = true
levels = ["county", "district"]

[disclosure]
owner = "Information governance"
method = "hide"
threshold = 5

[[contacts]]
role = "Information governance"

[[editions]]
scorecard = "children"
data_month = "2023-09"

[[editions]]
scorecard = "children"
data_month = "2023-10"
"#;

const SCORECARD: &str = r#"
title = "Children"

[[pages]]
id = "county"
title = "County"
places = ["northshire"]
sections = ["monthly"]

[[pages]]
id = "districts"
title = "Districts"
places = ["level:district"]
sections = ["monthly"]

[sections.monthly]
title = "Monthly indicators"
indicators = ["CASES", "SHARE", "STARTS"]
periods = "4 months"
columns = ["periods", "numerator", "denominator", "target", "rating", "direction"]

[[changes]]
month = "2023-10"
indicator = "CASES"
place = "eastvale"
period = "2023-10"
change = "There are 58431 less since they were counted again."

[[changes]]
month = "2023-10"
indicator = "CASES"
change = "Cases are counted in the evening."
"#;

const INDICATORS: &str = r#"
[CASES]
title = "Open cases"
polarity = "low"
unit = "count"
decimals = 0
basis = "snapshot"
frequency = "month"
year = "financial"
places = ["county", "district"]
sums = "exact"
definition = "Cases that are open on the last day of the month."
source = "cases"

[SHARE]
title = "Cases reviewed on time"
polarity = "high"
unit = "percent"
decimals = 3
basis = "month"
frequency = "month"
year = "financial"
places = ["county", "district"]
sums = "no"
definition = "Of the reviews of the month, those on time."
source = "cases"

[STARTS]
title = "Children who came into care"
polarity = "low"
unit = "count"
decimals = 0
basis = "year to date"
frequency = "month"
year = "financial"
places = ["county"]
definition = "Children who came into care since April."
source = "cases"
"#;

const PLACES: &str = "place,name,level,part_of
northshire,Northshire,county,
eastvale,Eastvale,district,northshire
midvale,Midvale,district,northshire
southvale,Southvale,district,northshire
westvale,Westvale,district,northshire
";

/// A text about a figure that is hidden, and one about a figure that is not.
const COMMENTARY: &str = r#"
[[text]]
kind = "commentary"
indicator = "CASES"
place = "eastvale"
month = "2023-10"
role = "Service manager"
specimen = true
text = "In Eastvale there are three, or 46337 less than elsewhere."

[[text]]
kind = "summary"
page = "county"
month = "2023-10"
role = "Service manager"
specimen = true
text = "A quiet month."
"#;

const DISTRICTS: [&str; 4] = ["eastvale", "midvale", "southvale", "westvale"];
const MONTHS: [&str; 4] = ["2023-07", "2023-08", "2023-09", "2023-10"];
/// Open cases by district, month by month: Eastvale has few in October.
const CASES: [[i64; 4]; 4] = [
    [46_301, 46_307, 46_309, 3],
    [57_719, 57_727, 57_731, 57_737],
    [68_111, 68_113, 68_141, 68_147],
    [79_201, 79_229, 79_231, 79_241],
];
/// Reviews on time and all reviews: all but two in Westvale's October.
const REVIEWS: [[[i64; 2]; 4]; 4] = [
    [[21_001, 31_013], [21_011, 31_019], [21_013, 31_033], [21_017, 31_039]],
    [[22_003, 32_003], [22_013, 32_009], [22_027, 32_027], [22_031, 32_029]],
    [[23_003, 33_013], [23_011, 33_023], [23_017, 33_029], [23_021, 33_037]],
    [[24_001, 34_019], [24_007, 34_031], [24_019, 34_033], [34_037, 34_039]],
];

/// Children who came into care since April: three of them in October.
const STARTS: [i64; 4] = [91_009, 91_019, 91_033, 91_036];

/// Writes the county.
fn write(folder: &Path, cases: &[[i64; 4]; 4], reviews: &[[[i64; 2]; 4]; 4]) {
    let mut rows = "indicator,place,period,numerator,denominator,value\n".to_owned();
    for (at, month) in MONTHS.iter().enumerate() {
        for (district, name) in DISTRICTS.iter().enumerate() {
            let [above, below] = reviews[district][at];
            rows += &format!("CASES,{name},{month},,,{}\n", cases[district][at]);
            rows += &format!("SHARE,{name},{month},{above},{below},\n");
        }
        let sum = |of: &dyn Fn(usize) -> i64| (0..DISTRICTS.len()).map(of).sum::<i64>();
        rows += &format!("CASES,northshire,{month},,,{}\n", sum(&|district| cases[district][at]));
        let [above, below] = [0, 1].map(|side| sum(&|district| reviews[district][at][side]));
        rows += &format!(
            "SHARE,northshire,{month},{above},{below},\nSTARTS,northshire,{month},,,{}\n",
            STARTS[at]
        );
    }
    let targets = "indicator,place,period,target,floor\nSHARE,northshire,FY2023-24,70,60\n";
    for (path, text) in [
        ("framework.toml", FRAMEWORK),
        ("places.csv", PLACES),
        ("indicators/all.toml", INDICATORS),
        ("scorecards/children.toml", SCORECARD),
        ("sources/cases.toml", "[cases]\ntitle = \"Case records\"\n"),
        ("commentary/october.toml", COMMENTARY),
        ("targets/all.csv", targets),
        ("figures/all.csv", &rows),
    ] {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// The hidden figures as `indicator place period`.
fn hidden(folder: &Path, month: &str) -> BTreeSet<String> {
    let run = run(&["disclose", folder.to_str().unwrap(), "--month", month, "--format", "json"]);
    assert!(run.status.success(), "{}", stderr(&run));
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&run.stdout).unwrap();
    let word = |row: &serde_json::Value, key: &str| row[key].as_str().unwrap().to_owned();
    rows.iter().map(|row| ["indicator", "place", "period"].map(|key| word(row, key)).join(" ")).collect()
}

/// The files of the public copy of October.
fn public_copy(folder: &Path) -> BTreeMap<String, String> {
    let site = folder.join("site");
    let (folder, to) = (folder.to_str().unwrap(), site.to_str().unwrap());
    let formats = "site,open-data,json";
    let run = run(&["publish", folder, "--to", to, "--audience", "public", "--as", formats]);
    assert!(run.status.success(), "{}", stderr(&run));
    let mut files = BTreeMap::new();
    collect(&site, &site, &mut files);
    files
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            files.insert(name, String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned());
        }
    }
}

/// A number as it may be written.
fn spellings(number: i64) -> [String; 2] {
    [number.to_string(), format!("{},{:03}", number / 1000, number % 1000)]
}

#[test]
fn no_file_of_a_public_site_holds_a_hidden_number() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &CASES, &REVIEWS);
    let hidden = hidden(folder.path(), "2023-10");
    let files = public_copy(folder.path());
    let holds = |number: i64| {
        spellings(number).iter().any(|text| {
            files.iter().any(|(name, file)| name.contains(text.as_str()) || file.contains(text.as_str()))
        })
    };
    let (mut sought, mut shown) = (0, 0);
    for (district, name) in DISTRICTS.iter().enumerate() {
        for (at, month) in MONTHS.iter().enumerate() {
            let [above, below] = REVIEWS[district][at];
            for (indicator, numbers) in [("CASES", vec![CASES[district][at]]), ("SHARE", vec![above, below])]
            {
                let is_hidden = hidden.contains(&format!("{indicator} {name} {month}"));
                for number in numbers.into_iter().filter(|number| *number > 999) {
                    assert!(!(is_hidden && holds(number)), "{number} of {indicator} {name} {month}");
                    sought += usize::from(is_hidden);
                    shown += usize::from(!is_hidden && holds(number));
                }
            }
        }
    }
    assert!(sought >= 4, "some are hidden beside the small ones: {hidden:?}");
    assert!(shown >= 15, "what is not hidden is found: {shown}");
    assert!(!files.values().any(|file| file.contains("46337")), "the text about a hidden figure is left out");
    assert!(files.values().any(|file| file.contains("A quiet month")), "other texts are not");
    assert!(!files.values().any(|file| file.contains("58431")), "nor is it said why a hidden figure moved");
    assert!(files.values().any(|file| file.contains("Cases are counted in the evening.")));
}

#[test]
fn two_counties_that_differ_only_in_what_is_hidden_have_the_same_public_site() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    write(folders[0].path(), &CASES, &REVIEWS);
    let known = hidden(folders[0].path(), "2023-10");
    let partner = |indicator: &str, not: usize| {
        let is_hidden =
            |district: &usize| known.contains(&format!("{indicator} {} 2023-10", DISTRICTS[*district]));
        (0..4).filter(is_hidden).find(|district| *district != not).unwrap()
    };
    let (mut cases, mut reviews) = (CASES, REVIEWS);
    cases[0][3] += 1;
    cases[partner("CASES", 0)][3] -= 1;
    reviews[3][3][0] += 1;
    reviews[partner("SHARE", 3)][3][0] -= 1;
    write(folders[1].path(), &cases, &reviews);
    assert_eq!(hidden(folders[1].path(), "2023-10"), known);
    let [one, other] = folders.each_ref().map(|folder| public_copy(folder.path()));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, file) in &one {
        assert_eq!(file, &other[name], "{name}");
    }
}

#[test]
fn the_next_month_hides_what_would_give_away_the_month_before() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &CASES, &REVIEWS);
    let path = folder.path().to_str().unwrap();
    // In September nothing is small: all of it becomes public.
    let september = run(&["disclose", path, "--month", "2023-09", "--keep"]);
    assert!(september.status.success(), "{}", stderr(&september));
    assert!(stdout(&september).contains("0 of 33 figures hidden"), "{}", stdout(&september));
    assert!(folder.path().join("public/children-2023-09.csv").is_file());
    // Then Eastvale's September turns out to be few, and Midvale to have the others: what was shown stays public, and
    // nothing new may be worked out of it.
    let mut cases = CASES;
    cases[0][2] = 4;
    cases[1][2] = CASES[1][2] + CASES[0][2] - 4;
    write(folder.path(), &cases, &REVIEWS);
    let hidden = hidden(folder.path(), "2023-10");
    assert!(hidden.contains("STARTS northshire 2023-10"), "less September's it is three: {hidden:?}");
    assert!(hidden.contains("CASES eastvale 2023-09"), "{hidden:?}");
    let beside = DISTRICTS[1..].iter().filter(|name| hidden.contains(&format!("CASES {name} 2023-09")));
    assert_eq!(beside.count(), 1, "{hidden:?}");
}

#[test]
fn a_profile_that_hides_everything_says_so() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &CASES, &REVIEWS);
    let profile = fs::read_to_string(folder.path().join("framework.toml")).unwrap();
    fs::write(folder.path().join("framework.toml"), profile.replace("threshold = 5", "threshold = 999999"))
        .unwrap();
    let run = run(&["disclose", folder.path().to_str().unwrap()]);
    assert!(
        stderr(&run).contains("the profile hides every figure: there is nothing to publish"),
        "{}",
        stderr(&run)
    );
}
