//! A small framework from texts: one indicator, a county with two districts and a team, and what a test adds.

use std::collections::BTreeMap;

use assess::{Assessment, DirectionOfTravel, assess};
use framework::{
    BreakdownId, ComparatorId, Folder, Framework, Location, PlaceId, ScorecardId, SeriesKey, Severity,
};
use periods::Period;

/// Columns of `figures/*.csv` that tests use.
const FIGURE: &[&str] = &[
    "indicator",
    "place",
    "period",
    "basis",
    "breakdown",
    "numerator",
    "denominator",
    "value",
    "status",
    "covers_from",
    "covers_to",
];
/// Columns of `targets/*.csv` that tests use.
const TARGET: &[&str] = &[
    "indicator",
    "place",
    "period",
    "basis",
    "breakdown",
    "target",
    "floor",
    "upper",
    "printed",
    "status",
    "source",
    "set_for",
];
/// Columns of `comparators/*.csv` that tests use.
const COMPARATOR: &[&str] =
    &["indicator", "place", "breakdown", "comparator", "period", "value", "status", "as_at"];
/// Columns of `verdicts/*.csv`.
const VERDICT: &[&str] =
    &["page", "indicator", "place", "period", "target", "rating", "direction", "against"];

/// The texts of a framework folder.
#[derive(Debug, Clone)]
pub(crate) struct Council {
    /// Fields of the indicator `I` by key.
    fields: BTreeMap<String, String>,
    /// What stands under the indicator's table.
    below: Vec<String>,
    /// Lines of `framework.toml` before its tables.
    head: Vec<String>,
    /// Lines of the scorecard before its tables.
    scorecard: Vec<String>,
    editions: Vec<String>,
    places: Vec<String>,
    figures: Vec<String>,
    targets: Vec<String>,
    comparators: Vec<String>,
    verdicts: Vec<String>,
    /// Whole files.
    files: Vec<(String, String)>,
}

/// A council whose indicator has these fields; the rest is a monthly percentage, higher is better, not rated.
/// A line that begins with `[` is a table below the indicator, with the lines after it.
pub(crate) fn council(fields: &[&str]) -> Council {
    let mut council = Council {
        fields: BTreeMap::new(),
        below: Vec::new(),
        head: Vec::new(),
        scorecard: Vec::new(),
        editions: Vec::new(),
        places: [
            "kent,Kent,county,,,,",
            "ashford,Ashford,district,east,kent,,",
            "dover,Dover,district,east,kent,,",
            "ashford-team,Ashford team,team,east;teams,ashford,,",
        ]
        .map(str::to_owned)
        .to_vec(),
        figures: Vec::new(),
        targets: Vec::new(),
        comparators: Vec::new(),
        verdicts: Vec::new(),
        files: Vec::new(),
    };
    let usual = [
        "title = 'Share of visits in time'",
        "polarity = 'high'",
        "unit = 'percent'",
        "basis = 'month'",
        "frequency = 'month'",
        "year = 'financial'",
        "may_exceed_100 = true",
        "places = ['county', 'district', 'team']",
    ];
    for line in usual.iter().chain(fields) {
        if line.starts_with('[') || !council.below.is_empty() {
            council.below.push((*line).to_owned());
        } else {
            let key = line.split(" =").next().unwrap().to_owned();
            council.fields.insert(key, (*line).to_owned());
        }
    }
    council
}

impl Council {
    /// A figure of the county: `85.3`, `1177/1385`, or a status such as `no-cases`.
    pub(crate) fn figure(self, period: &str, value: &str) -> Self {
        self.figure_at("kent", period, value)
    }

    /// A figure of a place.
    pub(crate) fn figure_at(self, place: &str, period: &str, value: &str) -> Self {
        let number = value.starts_with(|first: char| first.is_ascii_digit() || first == '-');
        let value = match value.split_once('/') {
            Some((numerator, denominator)) => format!("numerator={numerator}, denominator={denominator}"),
            None if number => format!("value={value}"),
            None => format!("status={value}"),
        };
        self.figure_row(&format!("place={place}, period={period}, {value}"))
    }

    /// A row of figures, as `column=value, column=value`.
    pub(crate) fn figure_row(mut self, row: &str) -> Self {
        self.figures.push(csv(FIGURE, row));
        self
    }

    /// A target for every place.
    pub(crate) fn target(self, period: &str, target: &str) -> Self {
        self.target_row(&format!("period={period}, target={target}"))
    }

    /// A row of targets; for every place unless it says otherwise.
    pub(crate) fn target_row(mut self, row: &str) -> Self {
        self.targets.push(csv(TARGET, &format!("place=*, {row}")));
        self
    }

    /// A row of comparators, of `england` unless it says otherwise.
    pub(crate) fn comparator_row(mut self, row: &str) -> Self {
        self.comparators.push(csv(COMPARATOR, &format!("comparator=england, {row}")));
        self
    }

    /// A verdict published elsewhere.
    pub(crate) fn verdict(mut self, row: &str) -> Self {
        self.verdicts.push(csv(VERDICT, &format!("page=kent, place=kent, {row}")));
        self
    }

    /// A line at the top of `framework.toml`.
    pub(crate) fn framework(mut self, line: &str) -> Self {
        self.head.push(line.to_owned());
        self
    }

    /// A line at the top of the scorecard.
    pub(crate) fn scorecard(mut self, line: &str) -> Self {
        self.scorecard.push(line.to_owned());
        self
    }

    /// An edition of the scorecard.
    pub(crate) fn edition(mut self, month: &str) -> Self {
        self.editions
            .push(format!("[[editions]]\nscorecard = 'board'\ndata_month = '{month}'\nstatus = 'final'\n"));
        self
    }

    /// Another place: `place,name,level,groups,part_of,from,to`.
    pub(crate) fn place(mut self, row: &str) -> Self {
        self.places.push(row.to_owned());
        self
    }

    /// A whole file.
    pub(crate) fn file(mut self, path: &str, text: &str) -> Self {
        self.files.push((path.to_owned(), text.to_owned()));
        self
    }

    fn texts(&self) -> Vec<(String, String)> {
        let lines = |lines: &[String]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        let table = |columns: &[&str], rows: &[String]| format!("{}\n{}", columns.join(","), lines(rows));
        let fields: Vec<String> = self.fields.values().cloned().collect();
        let mut texts = vec![
            (
                "framework.toml",
                format!(
                    "name = 'Test'\norganisation = 'Test'\nlevels = ['county', 'district', 'team']\n{}{}",
                    lines(&self.head),
                    lines(&self.editions)
                ),
            ),
            ("places.csv", format!("place,name,level,groups,part_of,from,to\n{}", lines(&self.places))),
            ("breakdowns.toml", "[age]\nmembers = ['age 0-4', 'age 5-10']\n".to_owned()),
            ("indicators/all.toml", format!("[I]\n{}{}", lines(&fields), lines(&self.below))),
            (
                "comparators.toml",
                "[england]\nlabel = 'England'\nkind = 'nation'\n[region]\nlabel = 'Region'\nkind = 'region'\n"
                    .to_owned(),
            ),
            (
                "scorecards/board.toml",
                format!(
                    "title = 'Board'\n{}[sections.all]\ntitle = 'All'\nindicators = ['I']\nperiods = '3 months'\n\
                     columns = ['periods']\n[[pages]]\nid = 'all'\ntitle = 'All'\nplaces = ['*']\n\
                     sections = ['all']\n",
                    lines(&self.scorecard)
                ),
            ),
        ];
        for (path, columns, rows) in [
            ("figures/all.csv", FIGURE, &self.figures),
            ("targets/all.csv", TARGET, &self.targets),
            ("comparators/all.csv", COMPARATOR, &self.comparators),
            ("verdicts/all.csv", VERDICT, &self.verdicts),
        ] {
            if !rows.is_empty() {
                texts.push((path, table(columns, rows)));
            }
        }
        let texts = texts.into_iter().map(|(path, text)| (path.to_owned(), text));
        texts.chain(self.files.iter().cloned()).collect()
    }

    /// The compiled framework, or the rules that its faults break.
    pub(crate) fn try_compile(&self) -> Result<Framework, String> {
        let folder = Folder::from_texts(self.texts());
        let (framework, diagnostics) = framework::compile(&folder);
        framework.ok_or_else(|| {
            let faults = diagnostics.iter().filter(|diagnostic| diagnostic.severity() == Severity::Fault);
            let line = |at: Location| at.describe(&folder);
            faults
                .map(|fault| format!("{} {}: {}\n", line(fault.primary.0), fault.rule.token(), fault.message))
                .collect()
        })
    }

    /// The compiled framework; fails with its faults.
    pub(crate) fn compile(&self) -> Framework {
        self.try_compile().unwrap_or_else(|faults| panic!("{faults}"))
    }

    /// The county's figure of a period, assessed without a scorecard.
    pub(crate) fn assess(&self, period: &str) -> Seen {
        self.assess_at("kent", period)
    }

    /// A place's figure, assessed without a scorecard.
    pub(crate) fn assess_at(&self, place: &str, period: &str) -> Seen {
        let framework = self.compile();
        let series = series(&framework, place);
        Seen::new(assess(&framework, None, series, self::period(period)))
    }

    /// The county's figure, assessed as the scorecard sees it.
    pub(crate) fn assess_on_scorecard(&self, period: &str) -> Seen {
        let framework = self.compile();
        let series = series(&framework, "kent");
        Seen::new(assess(&framework, Some(board(&framework)), series, self::period(period)))
    }

    /// The county's figure on another basis or of a breakdown, by their places in their lists.
    pub(crate) fn assess_of(&self, basis: &str, breakdown: &str, period: &str) -> Seen {
        let framework = self.compile();
        let period = self::period(period);
        let mut series = series(&framework, "kent");
        let other = framework.figures.keys().find(|key| {
            let rules = framework.rules(key.indicator, key.place, &period);
            key.place == series.place
                && rules.bases[key.basis.index()].to_string() == basis
                && framework.breakdown(key.breakdown).label == breakdown
        });
        series = *other.unwrap_or(&series);
        Seen::new(assess(&framework, None, series, period))
    }
}

/// The series of the indicator at a place, on its own basis.
pub(crate) fn series(framework: &Framework, place: &str) -> SeriesKey {
    SeriesKey::own(framework.find_indicator("I").unwrap(), framework.find_place(place).unwrap())
}

/// The only scorecard.
pub(crate) fn board(framework: &Framework) -> ScorecardId {
    framework.find_scorecard("board").unwrap()
}

pub(crate) fn period(token: &str) -> Period {
    Period::parse(token).unwrap()
}

/// What a comparator says beside a place's figures, as `value in period`, or `-`.
pub(crate) fn compared(framework: &Framework, comparator: ComparatorId, place: PlaceId) -> String {
    let indicator = framework.find_indicator("I").unwrap();
    let value = assess::comparator(framework, comparator, indicator, place, BreakdownId::WHOLE);
    value.map_or_else(
        || "-".to_owned(),
        |value| {
            let number =
                value.reading.value().map_or_else(|| "none".to_owned(), |value| value.number().to_string());
            let when = value.period.map_or_else(|| "no period".to_owned(), |period| period.to_string());
            format!("{number} in {when}")
        },
    )
}

/// An assessment without its framework.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Seen {
    /// The rating's word, or `-`.
    pub(crate) rating: String,
    pub(crate) reason: String,
    /// The target's number, or `-`.
    pub(crate) target: String,
    /// The lower or only floor, or `-`.
    pub(crate) floor: String,
    /// The value, or the status.
    pub(crate) value: String,
    pub(crate) directions: Vec<Travel>,
    /// Cautions in words.
    pub(crate) cautions: Vec<&'static str>,
}

/// A direction of travel without its framework.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Travel {
    pub(crate) direction: Option<framework::Direction>,
    pub(crate) change: Option<figures::Number>,
    compared_with: Option<periods::Period>,
    reason: String,
}

impl Travel {
    fn new(travel: &DirectionOfTravel<'_>) -> Self {
        Self {
            direction: travel.direction,
            change: travel.change.clone(),
            compared_with: travel.compared_with,
            reason: travel.reason(),
        }
    }
}

impl Seen {
    pub(crate) fn new(assessment: Assessment<'_>) -> Self {
        let number = |number: Option<String>| number.unwrap_or_else(|| "-".to_owned());
        let target = assessment.target.as_ref();
        Self {
            rating: assessment.rating.as_ref().map_or("-", |rating| rating.token()).to_owned(),
            target: number(target.map(|applied| applied.target.to_string())),
            floor: number(
                target.and_then(|applied| applied.floor.as_ref()).map(std::string::ToString::to_string),
            ),
            value: match (assessment.reading.value(), assessment.reading.absence()) {
                (Some(value), _) => value.number().to_string(),
                (None, absence) => number(absence.map(|absence| absence.token().to_owned())),
            },
            reason: assessment.reason,
            directions: assessment.directions.iter().map(Travel::new).collect(),
            cautions: assessment.cautions.iter().map(|caution| caution.words()).collect(),
        }
    }

    /// The first direction as `word against period`, with `-` for what there isn't.
    pub(crate) fn direction(&self) -> String {
        self.direction_numbered(0)
    }

    pub(crate) fn direction_numbered(&self, index: usize) -> String {
        let travel = &self.directions[index];
        let word = travel.direction.map_or("-", framework::Direction::token);
        let then = travel.compared_with.map_or_else(|| "-".to_owned(), |then| then.to_string());
        format!("{word} against {then}")
    }

    /// The reason of the first direction.
    pub(crate) fn travel(&self) -> &str {
        &self.directions[0].reason
    }
}

/// A row of a table from `column=value, column=value`; a column that is said twice has the last value.
fn csv(columns: &[&str], row: &str) -> String {
    let mut cells = BTreeMap::from([("indicator", "I"), ("place", "kent")]);
    for cell in row.split(", ") {
        let (column, value) = cell.split_once('=').unwrap();
        assert!(columns.contains(&column), "no column {column}");
        cells.insert(column, value);
    }
    columns.iter().map(|column| cells.get(column).copied().unwrap_or("")).collect::<Vec<_>>().join(",")
}
