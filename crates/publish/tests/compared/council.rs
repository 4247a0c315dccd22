//! A county of two districts with a scorecard, as it was released for May 2021 and as it stands in June.

use std::collections::BTreeMap;

use disclosure::Outcome;
use framework::{Folder, Framework, compile};
use periods::Month;
use publish::{Audience, Compared, Request, Since, edition_data, site};
use releases::{Release, difference};

const HEAD: &str = r#"
name = "Council"
organisation = "Specimen Council"
levels = ["county", "district"]
specimen = true

[audiences.committee]
title = "committee"
levels = ["county"]

[disclosure]
owner = "Director"
method = "as published"
reason = "The council published these figures."

[[contacts]]
role = "Director"

[[editions]]
scorecard = "board"
data_month = "2021-05"
published_on = 2021-06-25

[[editions]]
scorecard = "board"
data_month = "2021-06"
published_on = 2021-07-23
"#;

const PLACES: &str = "place,name,level,part_of
shire,Shire,county,
north,North,district,shire
south,South,district,shire
";

const INDICATORS: &str = r#"
[VISITS]
title = "Visits in time"
polarity = "high"
unit = "percent"
basis = "month"
frequency = "month"
places = ["county", "district"]
definition = "Visits in time, out of all."
rating = { scheme = "floor", floor = "70" }

[CASES]
title = "Open cases"
polarity = "none"
unit = "count"
basis = "snapshot"
frequency = "month"
places = ["county", "district"]
rating = { scheme = "none" }
"#;

const FIGURES: &str = "indicator,place,period,value,status,embargo_until
VISITS,shire,2021-04,80,,
VISITS,shire,2021-05,81,,
VISITS,shire,2021-06,82,,
VISITS,north,2021-04,84,,
VISITS,north,2021-05,86,,
VISITS,north,2021-06,88,,
CASES,shire,2021-04,512,,
CASES,shire,2021-05,524,,
CASES,shire,2021-06,533,,
";

const TARGETS: &str = "indicator,place,period,target
VISITS,*,FY2021-22,78
";

const SCORECARD: &str = r#"
title = "Board"

[sections.all]
title = "All"
indicators = ["VISITS", "CASES"]
periods = "3 months"
columns = ["periods", "trend", "target", "rating"]

[[pages]]
id = "county"
title = "County"
places = ["shire"]
sections = ["all"]

[[pages]]
id = "districts"
title = "Districts"
places = ["level:district"]
sections = ["all"]
"#;

/// The files of the framework, with whatever a test changes.
#[derive(Clone)]
pub(crate) struct Council {
    files: BTreeMap<String, String>,
}

pub(crate) fn council() -> Council {
    let files = [
        ("framework.toml", HEAD),
        ("places.csv", PLACES),
        ("indicators/all.toml", INDICATORS),
        ("figures/all.csv", FIGURES),
        ("targets/all.csv", TARGETS),
        ("scorecards/board.toml", SCORECARD),
    ];
    Council { files: files.map(|(path, text)| (path.to_owned(), text.to_owned())).into() }
}

pub(crate) fn month(text: &str) -> Month {
    Month::parse(text).expect("a month")
}

impl Council {
    /// Replaces a text that must be there.
    pub(crate) fn change(&self, path: &str, from: &str, to: &str) -> Self {
        let mut changed = self.clone();
        let text = changed.files.get_mut(path).unwrap_or_else(|| panic!("no file {path}"));
        assert!(text.contains(from), "{path} has no {from}");
        *text = text.replace(from, to);
        changed
    }

    /// A figure says something else, or a row of figures has another text.
    pub(crate) fn figure(&self, from: &str, to: &str) -> Self {
        self.change("figures/all.csv", from, to)
    }

    /// The county's comparator for visits in time has a value.
    pub(crate) fn comparator(&self, value: &str) -> Self {
        let mut changed =
            self.change("scorecards/board.toml", "\"rating\"]", "\"rating\", \"comparator:england\"]");
        let declared = "[england]\nlabel = \"England\"\nkind = \"nation\"\ncomparable = true\n";
        let values =
            format!("indicator,place,comparator,period,value\nVISITS,shire,england,FY2020-21,{value}\n");
        changed.files.insert("comparators.toml".to_owned(), declared.to_owned());
        changed.files.insert("comparators/england.csv".to_owned(), values);
        changed
    }

    /// What earlier public copies showed: rows of indicator, place, period and value.
    pub(crate) fn already_public(&self, rows: &str) -> Self {
        let mut changed = self.clone();
        let text = format!("indicator,place,period,value\n{rows}");
        changed.files.insert("public/board-2021-05.csv".to_owned(), text);
        changed
    }

    /// The case records that figures were measured from are what they were: rows of indicator, place, period and value.
    pub(crate) fn measured(&self, rows: &str) -> Self {
        let mut changed = self.clone();
        let origin =
            "snapshot = \"2021-07-01-specimen\"\nhash = \"0\"\nspecimen = true\nhistory = \"as recorded\"\n";
        changed.files.insert("measured/origin.toml".to_owned(), origin.to_owned());
        let rows = format!("indicator,place,period,value\n{rows}");
        changed.files.insert("measured/figures.csv".to_owned(), rows);
        changed
    }

    /// The public copy hides small counts.
    pub(crate) fn protected(&self) -> Self {
        let published = "method = \"as published\"\nreason = \"The council published these figures.\"";
        self.change("framework.toml", published, "method = \"hide\"\nthreshold = 5")
    }

    /// What people wrote for June: tables of `commentary/`.
    pub(crate) fn written(&self, texts: &str) -> Self {
        let mut changed = self.clone();
        changed.files.insert("commentary/all.toml".to_owned(), texts.to_owned());
        changed
    }

    pub(crate) fn compile(&self) -> Framework {
        let (framework, diagnostics) = compile(&Folder::from_texts(self.files.clone()));
        framework.unwrap_or_else(|| panic!("{diagnostics:?}"))
    }

    pub(crate) fn release(&self, data_month: &str) -> Release {
        let framework = self.compile();
        Release::of(&releases::Request {
            folder: &Folder::from_texts(self.files.clone()),
            framework: &framework,
            scorecard: framework.find_scorecard("board").expect("a scorecard"),
            data_month: month(data_month),
            number: 1,
            reason: None,
        })
    }

    /// What has changed in June since a framework was released for May.
    pub(crate) fn since(&self, released: &Self) -> Compared {
        let since = Since {
            data_month: month("2021-05"),
            is_published: true,
            difference: difference(&released.release("2021-05"), &self.release("2021-06")),
        };
        Compared { since: Some(since), ..Compared::default() }
    }

    /// The site for June.
    pub(crate) fn drawn(&self, audience: &str, compared: &Compared) -> BTreeMap<String, String> {
        drawn(&self.compile(), audience, compared)
    }
}

fn request<'a>(framework: &'a Framework, audience: &str, compared: &'a Compared) -> Request<'a> {
    Request {
        framework,
        scorecard: framework.find_scorecard("board").expect("a scorecard"),
        data_month: month("2021-06"),
        audience: match audience {
            "internal" => Audience::Internal,
            "public" => Audience::Public,
            declared => Audience::Declared(framework.find_audience(declared).expect("an audience")),
        },
        logo: None,
        disclosure: None,
        compared: Some(compared),
    }
}

pub(crate) fn drawn(framework: &Framework, audience: &str, compared: &Compared) -> BTreeMap<String, String> {
    let outcome = disclosure::Request::new(framework, month("2021-06"), None).map(Outcome::of);
    let request = Request { disclosure: outcome.as_ref(), ..request(framework, audience, compared) };
    let site = site(&request, &mut |_| {}).expect("a site");
    let text = |content| String::from_utf8(content).expect("text");
    site.files.into_iter().map(|file| (file.path, text(file.content))).collect()
}

/// The files of open data of the internal copy for June, by name.
pub(crate) fn open_data(framework: &Framework, compared: &Compared) -> BTreeMap<String, String> {
    let data = edition_data(&request(framework, "internal", compared)).expect("data");
    let files = publish::open_data_files(&data).expect("open data");
    let text = |content| String::from_utf8(content).expect("text");
    files.into_iter().map(|file| (file.path, text(file.content))).collect()
}

/// The words of a page, or of what stands between two texts of it, in one line.
pub(crate) fn words(page: &str) -> String {
    let main = page.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or(page);
    let texts = main.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text));
    texts.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the page of changes tells of the time since the release.
pub(crate) fn since(site: &BTreeMap<String, String>) -> String {
    let said = words(&site["changes.html"]);
    let after = said.split("Since the release of May 2021").nth(1).unwrap_or_else(|| panic!("{said}"));
    after.split("In the indicators, month by month").next().unwrap_or_default().trim().to_owned()
}
