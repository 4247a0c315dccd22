//! What tests of a page's parts share: a framework of a county, two districts, three teams and a few indicators.

use std::collections::BTreeMap;

use framework::{Folder, Framework, compile};
use publish::{Audience, Request, site};

const HEAD: &str = r#"
name = "Small"
organisation = "Specimen Council"
levels = ["county", "district", "team"]
specimen = true

[[editions]]
scorecard = "all"
data_month = "2021-06"
"#;

const PLACES: &str = "\
place,name,level,groups,part_of,serves
shire,Shire,county,,,
north,North,district,,shire,
south,South,district,,shire,
north-team,North team,team,teams,north,
south-team,South team,team,teams,south,
shared-team,Shared team,team,teams,shire,north; south
";

const BREAKDOWNS: &str = r#"
[age]
title = "Age"
members = ["age 0-4", "age 5 and over"]
exclusive = true
complete = true
"#;

const INDICATORS: &str = r#"
[REFERRALS]
title = "Referrals received"
polarity = "none"
unit = "count"
basis = "month"
frequency = "month"
places = ["county", "district", "team"]
rating = { scheme = "none" }

[VISITS]
title = "Visits in time"
polarity = "high"
unit = "percent"
basis = "rolling 12 months"
frequency = "month"
places = ["county"]
marks = ["QPR"]
rating = { scheme = "points", within = "3" }

[TEAM-ONLY]
title = "Cases of a worker"
polarity = "none"
unit = "count"
basis = "month"
frequency = "month"
places = ["team"]
marks = ["QPR"]
rating = { scheme = "none" }

[PUPILS]
title = "Reading, all pupils"
polarity = "high"
unit = "percent"
basis = "year"
frequency = "year"
year = "academic"
places = ["county"]
rating = { scheme = "points", within = "3" }

[GAP]
title = "Gap in reading"
polarity = "low"
unit = "percentage-points"
decimals = 0
basis = "year"
frequency = "year"
year = "academic"
places = ["county"]
rating = { scheme = "points", within = "3" }

[PROGRESS]
title = "Progress in reading"
polarity = "high"
unit = "score"
decimals = 2
signed = true
basis = "year"
frequency = "year"
year = "academic"
places = ["county"]
rating = { scheme = "points", within = "0.1" }
"#;

const FIGURES: &str = "\
indicator,place,period,breakdown,numerator,denominator,value
REFERRALS,shire,2021-05,,,,28
REFERRALS,shire,2021-06,,,,30
REFERRALS,north-team,2021-05,,,,15
REFERRALS,north-team,2021-06,,,,12
REFERRALS,shire,2021-06,age 0-4,,,10
REFERRALS,shire,2021-06,age 5 and over,,,20
VISITS,shire,2021-06,,90,100,
TEAM-ONLY,north-team,2021-06,,,,7
PUPILS,shire,AY2018-19,,,,75.5
PUPILS,shire,AY2019-20,,,,74
GAP,shire,AY2019-20,,,,21
PROGRESS,shire,AY2018-19,,,,-0.21
PROGRESS,shire,AY2019-20,,,,0.04
";

const TARGETS: &str = "\
indicator,place,period,target
PUPILS,*,AY2019-20,75
GAP,*,AY2019-20,20
VISITS,*,FY2021-22,90
";

/// The framework, with a scorecard `all` and whatever a test changes.
pub(crate) struct Small {
    files: BTreeMap<String, String>,
}

impl Small {
    pub(crate) fn new(scorecard: &str) -> Self {
        let files = [
            ("framework.toml", HEAD),
            ("places.csv", PLACES),
            ("breakdowns.toml", BREAKDOWNS),
            ("indicators/all.toml", INDICATORS),
            ("figures/all.csv", FIGURES),
            ("targets/all.csv", TARGETS),
            ("scorecards/all.toml", scorecard),
        ];
        Self { files: files.map(|(path, text)| (path.to_owned(), text.to_owned())).into() }
    }

    /// Replaces a text that must be there.
    pub(crate) fn change(mut self, path: &str, from: &str, to: &str) -> Self {
        let text = self.files.get_mut(path).unwrap_or_else(|| panic!("no file {path}"));
        assert!(text.contains(from), "{path} has no {from}");
        *text = text.replace(from, to);
        self
    }

    /// Adds a file.
    pub(crate) fn file(mut self, path: &str, text: &str) -> Self {
        self.files.insert(path.to_owned(), text.to_owned());
        self
    }

    pub(crate) fn compile(self) -> Framework {
        let (framework, diagnostics) = compile(&Folder::from_texts(self.files));
        framework.unwrap_or_else(|| panic!("{diagnostics:?}"))
    }

    /// What is wrong with it.
    pub(crate) fn faults(self) -> Vec<String> {
        let (_, diagnostics) = compile(&Folder::from_texts(self.files));
        diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect()
    }

    /// The pages of its site, by path.
    pub(crate) fn draw(self) -> BTreeMap<String, String> {
        let framework = self.compile();
        let edition = framework.editions.last().expect("an edition");
        let request = Request {
            framework: &framework,
            scorecard: edition.scorecard,
            data_month: edition.data_month,
            audience: Audience::Internal,
            logo: None,
            disclosure: None,
            compared: None,
        };
        let files = site(&request, &mut |_| {}).expect("a site").files;
        let text = |content| String::from_utf8(content).expect("text");
        files.into_iter().map(|file| (file.path, text(file.content))).collect()
    }
}

pub(crate) fn page<'s>(site: &'s BTreeMap<String, String>, path: &str) -> &'s str {
    site.get(path).unwrap_or_else(|| panic!("no page {path}; there are {:?}", site.keys()))
}

/// The words of a page's content, without tags, in one line.
pub(crate) fn words(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap_or(page);
    let texts = main.split('<').skip(1).map(|part| part.split_once('>').map_or("", |(_, text)| text));
    texts.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of the table's row that a heading begins.
pub(crate) fn row(page: &str, heading: &str) -> String {
    let rows = page
        .split("<tr")
        .skip(1)
        .map(|part| format!("<tr{}", part.split("</tr>").next().unwrap_or_default()));
    let said: Vec<String> = rows.filter(|row| row.contains("scope=\"row\"")).map(|row| words(&row)).collect();
    let found = said.iter().find(|said| said.starts_with(heading));
    found.unwrap_or_else(|| panic!("no row {heading}; there are {said:#?}")).clone()
}
