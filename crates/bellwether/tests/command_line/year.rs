//! Twelve monthly releases of specimen records, the whole way: extracts in which records come late, a population that
//! is estimated anew, targets, definitions and teams that change. Each difference must say exactly what was done.
//!
//! What must be said is worked out here once more, from the files of the extracts alone: a figure is restated if it
//! comes to something else, and a change is its cause if that change by itself would have moved it.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod counted;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use specimens::write_year;
use tempfile::TempDir;

use crate::person::{copy, rows, stderr};
use crate::releases::done;
use counted::{Edition, Extract, INDICATORS, World, printed, rating};

const SEED: u64 = 7;
/// The month of the first figures and that of the first release.
const FIRST: Date = date(2023, 1, 1);
const BEGIN: Date = date(2023, 4, 1);

/// `2023-04`.
fn token(month: Date) -> String {
    month.strftime("%Y-%m").to_string()
}

/// A line of a difference: what changed, of what, where, when, what it was and is, and why.
type Line = [String; 7];

fn line(cells: [&str; 7]) -> Line {
    cells.map(str::to_owned)
}

/// A framework that changes from month to month.
struct Desk {
    folder: TempDir,
    framework: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let framework = folder.path().join("northshire");
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command_line/year/framework"), &framework);
        Self { folder, framework }
    }

    fn edit(&self, file: &str, was: &str, now: &str) {
        let path = self.framework.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(was).count(), 1, "{was} in {file}");
        fs::write(path, text.replace(was, now)).unwrap();
    }

    /// From the extract that is taken in the month after to a release that is signed off.
    fn release(&self, month: Date, number: usize) -> Extract {
        let taken = month.checked_add(1.month()).unwrap().with().day(6).build().unwrap();
        let extract = self.folder.path().join(format!("extract-{}", token(month)));
        write_year(&extract, SEED, taken).unwrap();
        let load = [extract.to_str().unwrap(), "--taken", &taken.to_string(), "--specimen"];
        let (_, said) = done(&self.framework, &["load"], &load);
        assert!(!said.contains("refused"), "{said}");
        done(&self.framework, &["measure"], &["--from", &token(FIRST), "--keep", "--format", "csv"]);
        done(&self.framework, &["release", "draft"], &["--month", &token(month)]);
        let release = number.to_string();
        done(&self.framework, &["release", "ready"], &[&release]);
        done(&self.framework, &["release", "sign-off"], &[&release, "--role", "Director"]);
        Extract::read(&extract)
    }

    /// What has changed from one release to another.
    fn difference(&self, old: usize, new: usize) -> BTreeSet<Line> {
        let asked = ["diff", &old.to_string(), &new.to_string(), "--folder"];
        let (changes, _) = done(&self.framework, &asked, &["--format", "csv"]);
        let columns = ["change", "indicator", "place", "period", "was", "now", "why"];
        let lines: Vec<Line> =
            rows(&changes).iter().map(|row| columns.map(|column| row[column].clone())).collect();
        let told: BTreeSet<Line> = lines.iter().cloned().collect();
        assert_eq!(told.len(), lines.len(), "nothing is told twice");
        told
    }
}

/// What is done to the framework before the release of a month, and what must be said of it beside figures and ratings.
/// Where a definition or a version says something else and counts as before, no figure moves by it.
fn happens(desk: &Desk, month: &str, edition: &mut Edition) -> Vec<Line> {
    const FILE: &str = "indicators/referrals.toml";
    let redefined = |indicator, levels, was, now| {
        vec![
            line(["definition", indicator, levels, "", was, now, "definition"]),
            line(["definition", indicator, levels, "", "", "", "how records are counted"]),
        ]
    };
    match month {
        "2023-09" => {
            desk.edit("targets/board.csv", "AGAIN,*,FY2023-24,22", "AGAIN,*,FY2023-24,20");
            edition.target = 20;
            let places = "harbour, moor, northshire, valley";
            let (was, now) = ("22%, floor 25%", "20%, floor 23%");
            vec![line(["target", "AGAIN", places, "FY2023-24", was, now, ""])]
        }
        "2023-10" => {
            let was = "Referrals received in the month.";
            let now = "Referrals received in the month that were not closed at once.";
            desk.edit(FILE, was, now);
            let measure = "[REFERRALS.measure]\n";
            desk.edit(FILE, measure, &format!("{measure}where = \"NOT is_closed_at_once\"\n"));
            edition.without_closed_at_once.insert("REFERRALS");
            redefined("REFERRALS", "county, team", was, now)
        }
        "2023-11" => {
            let (was, now) = ("open at the end of the month's last day", "open when the month is over");
            desk.edit(FILE, was, now);
            let [was, now] = [was, now].map(|when| format!("Cases that are {when}."));
            vec![line(["definition", "OPEN", "county, team", "", &was, &now, "definition"])]
        }
        "2023-12" => {
            desk.edit(
                "places.csv",
                "harbour,Harbour team,team,northshire,,,\n",
                "harbour,Harbour team,team,northshire,,2023-09-30,\n\
                 harbour-east,Harbour East team,team,northshire,2023-10-01,,harbour\n\
                 harbour-west,Harbour West team,team,northshire,2023-10-01,,harbour\n",
            );
            edition.is_split = true;
            let new = "It is new and stands in the place of Harbour team.";
            vec![
                line(["place", "", "harbour", "", "", LAST_DAY, ""]),
                line(["place", "", "harbour-east", "", "", new, ""]),
                line(["place", "", "harbour-west", "", "", new, ""]),
            ]
        }
        "2024-01" => {
            let version =
                "[[OFTEN.versions]]\nfrom = \"2023-11\"\nchange = \"A team counts what others sent it.\"\n";
            desk.edit(FILE, "[RATE]\n", &format!("{version}\n[RATE]\n"));
            let now = "from November 2023: A team counts what others sent it.";
            vec![line(["definition", "OFTEN", "county, team", "from 2023-11", "", now, "version"])]
        }
        "2024-03" => {
            let was = "Referrals of the last 12 months, per 10,000 residents aged 0 to 17 at the latest mid-year \
                       estimate.";
            let now = "Referrals of the last 12 months that were not closed at once, per 10,000 residents aged 0 to \
                       17 at the latest mid-year estimate.";
            desk.edit(FILE, was, now);
            let measure = "[RATE.measure]\n";
            desk.edit(FILE, measure, &format!("{measure}where = \"NOT is_closed_at_once\"\n"));
            edition.without_closed_at_once.insert("RATE");
            redefined("RATE", "county", was, now)
        }
        _ => Vec::new(),
    }
}

const LAST_DAY: &str = "Its last day was not known and is 30 September 2023.";
const DEFINITION: &str = "the definition changed (definition, how records are counted)";
const PLACE: &str = "the place was re-organised: Its last day was not known and is 30 September 2023.";
const POPULATION: &str = "the population was updated";
const LATE: &str = "records were entered or corrected late";

/// The changes that by themselves move a figure, or without which it would be another.
fn causes(old: &Edition, new: &Edition, indicator: &str, place: &str, month: Date) -> Vec<&'static str> {
    if old.without_closed_at_once.contains(indicator) != new.without_closed_at_once.contains(indicator) {
        // Whatever else moved the figure, nobody can tell from what the two say of other things.
        let population = old.extract.children != new.extract.children && indicator == "RATE";
        return [DEFINITION].into_iter().chain(population.then_some(POPULATION)).collect();
    }
    let (was, now) = (World::of(old), World::of(new));
    let figure = |world: &World<'_>| world.figure(indicator, place, month);
    let moves =
        |there: World<'_>, back: World<'_>| figure(&there) != figure(&was) || figure(&back) != figure(&now);
    [
        (PLACE, moves(World { teams: now.teams, ..was }, World { teams: was.teams, ..now })),
        (
            POPULATION,
            moves(World { population: now.population, ..was }, World { population: was.population, ..now }),
        ),
        (LATE, moves(World { records: now.records, ..was }, World { records: was.records, ..now })),
    ]
    .into_iter()
    .filter_map(|(cause, moves)| moves.then_some(cause))
    .collect()
}

/// The figures of an edition: indicator, place, period and the month whose figure stands for it.
fn figures(edition: &Edition) -> Vec<(&'static str, &'static str, String, Date)> {
    let mut figures = Vec::new();
    for indicator in INDICATORS {
        for place in edition.places(indicator) {
            let mut month = FIRST;
            while month <= edition.month {
                if edition.exists(place, month) {
                    figures.push((indicator, place, token(month), month));
                }
                month = month.checked_add(1.month()).unwrap();
            }
            // On rolling and snapshot bases the last month stands for the year.
            if indicator != "REFERRALS" && edition.exists(place, date(2023, 3, 1)) {
                figures.push((indicator, place, "FY2022-23".to_owned(), date(2023, 3, 1)));
            }
        }
    }
    figures
}

/// What must be said of the figures and ratings of two editions.
fn expected(old: &Edition, new: &Edition) -> BTreeSet<Line> {
    let mut lines = BTreeSet::new();
    for (indicator, place, period, month) in figures(old) {
        let was = World::of(old).figure(indicator, place, month);
        let said = printed(indicator, was);
        if !new.exists(place, month) {
            lines.insert(line(["restated", indicator, place, &period, &said, "no longer reported", PLACE]));
            continue;
        }
        let now = World::of(new).figure(indicator, place, month);
        if was != now {
            let why = causes(old, new, indicator, place, month);
            assert!(!why.is_empty(), "{indicator} at {place} in {period}");
            let says = printed(indicator, now);
            lines.insert(line(["restated", indicator, place, &period, &said, &says, &why.join("; ")]));
        }
        let target = |edition: &Edition| if month < BEGIN { 22 } else { edition.target };
        let ratings = (rating(was, target(old)), rating(now, target(new)));
        if indicator == "AGAIN" && ratings.0 != ratings.1 {
            let moved = [("the figure moved", was != now), ("the target moved", target(old) != target(new))];
            let why: Vec<&str> =
                moved.into_iter().filter_map(|(what, moved)| moved.then_some(what)).collect();
            lines.insert(line(["rating", indicator, place, &period, ratings.0, ratings.1, &why.join("; ")]));
        }
    }
    lines
}

#[test]
fn each_cause_of_a_year_of_releases_is_named_and_no_other() {
    let desk = Desk::new();
    let mut before: Option<Edition> = None;
    let mut causes_found: Vec<(String, BTreeSet<String>)> = Vec::new();
    for number in 1..=12 {
        let month = BEGIN.checked_add((i64::try_from(number).unwrap() - 1).months()).unwrap();
        let mut edition = before.as_ref().map_or_else(Edition::first, |before| before.followed(month));
        if number > 1 {
            let (was, now) = (token(before.as_ref().unwrap().month), token(month));
            desk.edit("framework.toml", &format!("\"{was}\""), &format!("\"{now}\""));
        }
        let planted = happens(&desk, &token(month), &mut edition);
        edition.extract = desk.release(month, number);
        if let Some(before) = before.replace(edition.clone()) {
            let mut found = desk.difference(number - 1, number);
            // The fingerprints of how records are counted say nothing to a reader.
            let of_counting = |line: &Line| line[6] == "how records are counted";
            let counting: Vec<Line> = found.iter().filter(|line| of_counting(line)).cloned().collect();
            for mut line in counting {
                found.remove(&line);
                assert_ne!(line[4], line[5]);
                line[4].clear();
                line[5].clear();
                found.insert(line);
            }
            let mut expected = expected(&before, &edition);
            expected.extend(planted);
            let month = token(month);
            let missing: Vec<&Line> = expected.difference(&found).collect();
            let untrue: Vec<&Line> = found.difference(&expected).collect();
            assert!(
                missing.is_empty() && untrue.is_empty(),
                "{month}: not said {missing:#?}, said {untrue:#?}"
            );
            let causes = found.iter().filter(|line| line[0] == "restated").map(|line| line[6].clone());
            causes_found.push((month, causes.collect()));
        }
    }
    // Each month's records are late somewhere; beside that stands what was done.
    let also = |month: &str| -> Vec<String> {
        let (_, causes) = causes_found.iter().find(|(known, _)| known == month).unwrap();
        assert!(causes.contains(LATE), "{month}: {causes:?}");
        causes.iter().filter(|cause| *cause != LATE).cloned().collect()
    };
    assert_eq!(also("2023-07"), [POPULATION.to_owned(), format!("{POPULATION}; {LATE}")]);
    assert_eq!(also("2023-10"), [DEFINITION]);
    assert_eq!(also("2023-12"), [PLACE]);
    assert_eq!(also("2024-03"), [format!("{DEFINITION}; {POPULATION}")]);
    for quiet in ["2023-05", "2023-06", "2023-08", "2023-09", "2023-11", "2024-01", "2024-02"] {
        assert_eq!(also(quiet), [""; 0], "{quiet}");
    }
    let (_, verified) = done(&desk.framework, &["release", "verify"], &[]);
    assert!(verified.contains("12 releases verified"), "{verified}");
    let refused = crate::person::run(&["release", "draft", desk.framework.to_str().unwrap()]);
    assert!(stderr(&refused).contains("say with --reason"), "{}", stderr(&refused));
}
