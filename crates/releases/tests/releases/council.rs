//! A small council that can be changed between one release and the next.

use std::collections::BTreeMap;

use framework::{Folder, Severity, compile};
use periods::{Month, Period};
use releases::{Difference, Release, Request};

/// A framework of three indicators. `VISITS` is a measured percentage with a target; `RATE` an imported rate of a
/// population; `TALKS` an imported count.
#[derive(Debug, Clone)]
pub(crate) struct Council {
    /// Lines of indicator fields by indicator.
    pub(crate) indicators: BTreeMap<String, Vec<String>>,
    /// `place,name,level,part_of,from,to,succeeds`.
    pub(crate) places: Vec<String>,
    /// `indicator,place,period,target,floor`.
    pub(crate) targets: Vec<String>,
    /// Figures by indicator, place and period: `numerator/denominator`, a value, or a status; after a value, a space and
    /// how settled it is.
    pub(crate) imported: Figures,
    /// The same, measured.
    pub(crate) measured: Figures,
    /// The fingerprint of the records.
    pub(crate) records: String,
    /// How replaced places are counted.
    pub(crate) history: String,
    /// What people say has changed: month, what it is about, as in a scorecard, and a sentence.
    pub(crate) changes: Vec<(String, String, String)>,
    /// What people wrote.
    pub(crate) commentary: String,
    /// Comparators, of which pages show England and not Wales: `comparator,indicator,place,period,value,status,as_at`.
    pub(crate) comparators: Vec<String>,
}

type Figures = BTreeMap<(String, String, String), String>;

pub(crate) fn council() -> Council {
    let usual = |title: &str, unit: &str, polarity: &str| {
        [
            format!("title = '{title}'"),
            format!("unit = '{unit}'"),
            format!("polarity = '{polarity}'"),
            "decimals = 1".to_owned(),
            "basis = 'month'".to_owned(),
            "frequency = 'month'".to_owned(),
            "year = 'financial'".to_owned(),
            "places = ['county', 'team']".to_owned(),
            format!("definition = '{title}, as counted.'"),
        ]
        .to_vec()
    };
    let mut visits = usual("Visits in time", "percent", "high");
    visits.push("rating = { scheme = 'points', within = '5' }".to_owned());
    visits.push("directions = [{ against = 'previous period' }]".to_owned());
    let indicators = [
        ("VISITS", visits),
        ("RATE", usual("Referrals per 10,000", "per 10000", "none")),
        ("TALKS", usual("Talks", "count", "none")),
    ];
    Council {
        indicators: indicators.map(|(id, lines)| (id.to_owned(), lines)).into(),
        places: [
            "northshire,Northshire,county,,,,",
            "east,East team,team,northshire,,,",
            "west,West team,team,northshire,,,",
        ]
        .map(str::to_owned)
        .to_vec(),
        targets: vec!["VISITS,*,FY2023-24,80,".to_owned()],
        imported: Figures::new(),
        measured: Figures::new(),
        records: "0".repeat(64),
        history: "as recorded".to_owned(),
        changes: Vec::new(),
        commentary: String::new(),
        comparators: Vec::new(),
    }
}

fn key(indicator: &str, place: &str, period: &str) -> (String, String, String) {
    (indicator.to_owned(), place.to_owned(), period.to_owned())
}

impl Council {
    pub(crate) fn import(mut self, indicator: &str, place: &str, period: &str, figure: &str) -> Self {
        self.imported.insert(key(indicator, place, period), figure.to_owned());
        self
    }

    pub(crate) fn measure(mut self, indicator: &str, place: &str, period: &str, figure: &str) -> Self {
        self.measured.insert(key(indicator, place, period), figure.to_owned());
        self
    }

    /// Another extract is loaded.
    pub(crate) fn loaded(mut self, records: &str) -> Self {
        self.records = records.repeat(64);
        self
    }

    /// A field of an indicator says something else.
    pub(crate) fn field(mut self, indicator: &str, line: &str) -> Self {
        let lines = self.indicators.get_mut(indicator).unwrap();
        let name = line.split(" =").next().unwrap();
        lines.retain(|known| known.split(" =").next() != Some(name));
        lines.push(line.to_owned());
        self
    }

    /// A row of `places.csv` is another one, or is new.
    pub(crate) fn place(mut self, row: &str) -> Self {
        let slug = row.split(',').next().unwrap();
        match self.places.iter_mut().find(|known| known.split(',').next() == Some(slug)) {
            Some(known) => row.clone_into(known),
            None => self.places.push(row.to_owned()),
        }
        self
    }

    pub(crate) fn texts(&self) -> Vec<(String, String)> {
        let list = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>().join("\n");
        let indicators = self.indicators.iter().map(|(id, lines)| format!("[{id}]\n{}\n", lines.join("\n")));
        let shown = self.indicators.keys().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(", ");
        let changes = self.changes.iter().map(|(month, about, change)| {
            format!("[[changes]]\nmonth = '{month}'\n{about}\nchange = '{change}'")
        });
        let beside = if self.comparators.is_empty() { "" } else { ", 'comparator:england'" };
        let mut texts = vec![
            (
                "framework.toml",
                "name = 'Northshire'\norganisation = 'Northshire County Council'\nlevels = ['county', 'team']\n\
                 [[editions]]\nscorecard = 'board'\ndata_month = '2023-10'\nstatus = 'first'\n"
                    .to_owned(),
            ),
            ("places.csv", format!("place,name,level,part_of,from,to,succeeds\n{}\n", self.places.join("\n"))),
            ("indicators/all.toml", list(&mut indicators.into_iter())),
            ("targets/all.csv", format!("indicator,place,period,target,floor\n{}\n", self.targets.join("\n"))),
            (
                "scorecards/board.toml",
                format!(
                    "title = 'Board'\n[sections.all]\ntitle = 'All'\nindicators = [{shown}]\nperiods = '3 months'\n\
                     columns = ['periods'{beside}]\n[[pages]]\nid = 'all'\ntitle = 'All'\nplaces = ['*']\n\
                     sections = ['all']\n{}\n",
                    list(&mut changes.into_iter())
                ),
            ),
        ];
        if !self.imported.is_empty() {
            texts.push(("figures/all.csv", csv(&self.imported)));
        }
        if !self.measured.is_empty() {
            texts.push(("measured/figures.csv", csv(&self.measured)));
            texts.push((
                "measured/origin.toml",
                format!(
                    "snapshot = '2023-11-06-{}'\nhash = '{}'\nspecimen = false\nhistory = '{}'\n",
                    &self.records[..12],
                    self.records,
                    self.history
                ),
            ));
        }
        if !self.comparators.is_empty() {
            let declared = [("england", "England"), ("wales", "Wales")]
                .map(|(id, label)| format!("[{id}]\nlabel = '{label}'\nkind = 'nation'\n"));
            texts.push(("comparators.toml", declared.concat()));
            let header = "comparator,indicator,place,period,value,status,as_at";
            texts.push(("comparators/all.csv", format!("{header}\n{}\n", self.comparators.join("\n"))));
        }
        if !self.commentary.is_empty() {
            texts.push(("commentary/all.toml", self.commentary.clone()));
        }
        texts.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
    }

    /// The release of a data month.
    pub(crate) fn release(&self, data_month: &str) -> Release {
        let folder = Folder::from_texts(self.texts());
        let (framework, diagnostics) = compile(&folder);
        let framework = framework.unwrap_or_else(|| {
            let faults = diagnostics.iter().filter(|found| found.severity() == Severity::Fault);
            let lines =
                faults.map(|fault| format!("{}: {}\n", fault.primary.0.describe(&folder), fault.message));
            panic!("{}", lines.collect::<String>())
        });
        Release::of(&Request {
            folder: &folder,
            framework: &framework,
            scorecard: framework.find_scorecard("board").unwrap(),
            data_month: month(data_month),
            number: 1,
            reason: None,
        })
    }
}

fn csv(figures: &Figures) -> String {
    let row = |((indicator, place, period), figure): (&(String, String, String), &String)| {
        let is_number = figure.starts_with(|first: char| first.is_ascii_digit());
        let (value, status) = figure.split_once(' ').unwrap_or((figure, ""));
        let cells = match value.split_once('/') {
            Some((numerator, denominator)) => format!("{numerator},{denominator},"),
            None if is_number => format!(",,{value}"),
            None => format!(",,,{figure}"),
        };
        let status = if is_number { format!(",{status}") } else { String::new() };
        format!("{indicator},{place},{period},{cells}{status}\n")
    };
    let rows: String = figures.iter().map(row).collect();
    format!("indicator,place,period,numerator,denominator,value,status\n{rows}")
}

pub(crate) fn month(token: &str) -> Month {
    Month::parse(token).unwrap()
}

pub(crate) fn period(token: &str) -> Period {
    Period::parse(token).unwrap()
}

/// A difference as lines: `kind indicator at place in period: was -> now: cause`.
pub(crate) fn said(difference: &Difference) -> Vec<String> {
    let line = |line: releases::Line| {
        let about = [("", line.indicator), ("at ", line.place), ("in ", line.period)];
        let about = about.into_iter().filter(|(_, what)| !what.is_empty());
        let about: String = about.map(|(before, what)| format!(" {before}{what}")).collect();
        let cause = if line.cause.is_empty() { String::new() } else { format!(": {}", line.cause) };
        format!("{}{about}: {} -> {}{cause}", line.kind, line.was, line.now)
    };
    difference.lines().into_iter().map(line).collect()
}
