//! A made-up county with a few planted small counts, and what its public copy hides; the tests of `documents` use it too.

use disclosure::Outcome;
use framework::{Folder, Framework, compile};
use publish::{Audience, Request};

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
indicators = ["CASES"]
periods = "3 months"
columns = ["periods", "numerator", "denominator", "target", "rating", "direction"]
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
"#;

const PLACES: &str = "place,name,level,part_of
northshire,Northshire,county,
eastvale,Eastvale,district,northshire
midvale,Midvale,district,northshire
southvale,Southvale,district,northshire
westvale,Westvale,district,northshire
";

pub(crate) const DISTRICTS: [&str; 4] = ["eastvale", "midvale", "southvale", "westvale"];
const MONTHS: [&str; 3] = ["2023-08", "2023-09", "2023-10"];
/// Open cases by district, month by month: Eastvale has few in October.
pub(crate) const CASES: [[i64; 3]; 4] =
    [[46_307, 46_309, 3], [57_727, 57_731, 57_737], [68_113, 68_141, 68_147], [79_229, 79_231, 79_241]];

/// The county with some cases.
pub(crate) fn northshire(cases: &[[i64; 3]; 4]) -> Framework {
    let mut rows = "indicator,place,period,value,note\n".to_owned();
    for (at, month) in MONTHS.iter().enumerate() {
        for (district, name) in DISTRICTS.iter().enumerate() {
            rows += &format!("CASES,{name},{month},{},\n", cases[district][at]);
        }
        let total: i64 = cases.iter().map(|months| months[at]).sum();
        rows += &format!("CASES,northshire,{month},{total},\n");
    }
    let texts = [
        ("framework.toml", FRAMEWORK.to_owned()),
        ("places.csv", PLACES.to_owned()),
        ("indicators/cases.toml", INDICATORS.to_owned()),
        ("scorecards/children.toml", SCORECARD.to_owned()),
        ("reports/cover.toml", report()),
        ("sources/sources.toml", "[cases]\ntitle = \"Case records\"\n".to_owned()),
        ("figures/cases.csv", rows),
    ];
    let texts = texts.into_iter().map(|(path, text)| (path.to_owned(), text));
    let (framework, diagnostics) = compile(&Folder::from_texts(texts));
    framework.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

/// A request for the copy that everybody may read.
pub(crate) fn public_request<'a>(framework: &'a Framework, disclosure: Option<&'a Outcome>) -> Request<'a> {
    let edition = framework.editions.last().unwrap();
    Request {
        framework,
        scorecard: edition.scorecard,
        data_month: edition.data_month,
        audience: Audience::Public,
        logo: None,
        disclosure,
        compared: None,
    }
}

/// What that copy hides.
pub(crate) fn outcome(framework: &Framework) -> Outcome {
    let month = framework.editions.last().unwrap().data_month;
    Outcome::of(disclosure::Request::new(framework, month, None).unwrap())
}

/// A covering report that tells of every place.
fn report() -> String {
    let mut report = "title = \"Covering report\"\nscorecards = [\"children\"]\n".to_owned();
    for place in DISTRICTS.iter().chain(&["northshire"]) {
        report += &format!(
            "\n[[parts]]\nheading = \"Performance of {place}\"\nscorecard = \"children\"\nplace = \"{place}\"\n"
        );
    }
    report
}

/// Every count that is large enough to be told from other numbers, and whether the public copy hides it.
pub(crate) fn telling_counts(framework: &Framework, outcome: &Outcome) -> Vec<(i64, bool)> {
    let mut counts = Vec::new();
    for (district, months) in CASES.iter().enumerate() {
        for (at, count) in months.iter().enumerate().filter(|(_, count)| **count > 1000) {
            let is_hidden = outcome.hidden.keys().any(|(series, period)| {
                framework.place(series.place).slug == DISTRICTS[district] && period.to_string() == MONTHS[at]
            });
            counts.push((*count, is_hidden));
        }
    }
    assert!(counts.iter().any(|(_, is_hidden)| *is_hidden), "nothing is looked for");
    counts
}

/// Whether a text has a count, with or without separators of thousands.
pub(crate) fn says(text: &str, count: i64) -> bool {
    text.contains(&count.to_string()) || text.contains(&figures::Number::from(count).grouped(0))
}

/// The same county with one case more where there are few, and one less where a count is hidden to protect it. A
/// public copy hides the same counts of both; so whatever differs between their copies tells of what is hidden.
pub(crate) fn twin(framework: &Framework, outcome: &Outcome) -> Framework {
    let protects = outcome.hidden.keys().map(|(series, _)| framework.place(series.place).slug.as_str());
    let protects: Vec<&str> = protects.filter(|slug| *slug != "eastvale").collect();
    let other = DISTRICTS.iter().position(|name| *name == protects[0]).unwrap();
    let mut cases = CASES;
    cases[0][2] += 1;
    cases[other][2] -= 1;
    let twin = northshire(&cases);
    assert!(outcome.hidden.keys().eq(self::outcome(&twin).hidden.keys()));
    twin
}
