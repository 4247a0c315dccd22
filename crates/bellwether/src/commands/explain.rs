//! `bellwether explain`: where a measured figure comes from, down to its records.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use extracts::Snapshot;
use framework::{Contracts, Framework, IndicatorId, PlaceId, SeriesKey};
use jiff::Zoned;
use measures::{Explanation, History, Input, Record, Resources, Settings, difference};
use periods::{Period, day_in_words};

use crate::Outcome;
use crate::arguments::{Explain, Format};
use crate::input;
use crate::output::{Failure, Rows, tell, write};
use crate::records;

/// What is explained, and from what.
struct Asked<'a> {
    framework: &'a Framework,
    contracts: &'a Contracts,
    snapshot: &'a Snapshot,
    figure: (IndicatorId, PlaceId, Period),
}

pub(crate) fn run(arguments: &Explain) -> Outcome {
    let (framework, contracts) = input::read(&arguments.folder)?.with_contracts()?;
    let indicator = records::indicator(&framework, &arguments.indicator)?;
    let place = records::place(&framework, &arguments.place)?;
    let snapshot = records::snapshot(&arguments.folder, arguments.snapshot.as_deref())?;
    snapshot.verify().map_err(Failure::input)?;
    let asked = Asked {
        framework: &framework,
        contracts: &contracts,
        snapshot: &snapshot,
        figure: (indicator, place, arguments.period),
    };
    let explanation = asked.explain(arguments.period)?;
    if let (true, Some(reason)) = (arguments.records, &arguments.reason) {
        note(&arguments.folder, arguments, &snapshot, reason)?;
    }
    let says = asked.says(&explanation, arguments)?;
    if arguments.records {
        let restricted = restricted(&snapshot)?;
        let list = listed(&explanation.records, &restricted);
        if arguments.format == Format::Text {
            write(&says)?;
            write("\n")?;
        } else {
            tell(&says);
        }
        let hidden = explanation.records.len() - list.len();
        list_rows(&list).print(arguments.format)?;
        if hidden > 0 {
            tell(&format!("{} counted and not listed: restricted", input::count(hidden, "record")));
        }
        return Ok(());
    }
    write(&says)
}

impl Asked<'_> {
    fn settings(&self, period: Period) -> Settings {
        Settings {
            first: period.last_month(),
            last: period.last_month(),
            until: self.snapshot.manifest.taken,
            indicators: Some(vec![self.figure.0]),
            everywhere: true,
            history: History::AsThen,
            complete_from: self.snapshot.manifest.complete_from,
            resources: Resources::default(),
        }
    }

    fn explain(&self, period: Period) -> Result<Explanation, Failure> {
        let input = Input::of(self.contracts, Some(self.snapshot));
        let (indicator, place, _) = self.figure;
        measures::explain(self.framework, &input, &self.settings(period), (indicator, place, period))
            .map_err(|error| records::failed(&error))
    }

    /// Everything that is said beside the list of records.
    fn says(&self, explanation: &Explanation, arguments: &Explain) -> Result<String, Failure> {
        let (id, place, period) = self.figure;
        let framework = self.framework;
        let indicator = framework.indicator(id);
        let rules = framework.rules(id, place, &period);
        let input = Input::of(self.contracts, Some(self.snapshot));
        let measurement = records::measure(framework, &input, &self.settings(period))?;
        let series = SeriesKey::own(id, place);
        let figure = measurement
            .figures
            .iter()
            .find(|figure| figure.series == series && figure.period == period)
            .ok_or_else(|| {
                Failure::Call(format!("`{}` has no figure for {}", indicator.id, period.words()))
            })?;
        let mut lines = vec![
            format!("{} {}", indicator.code, rules.title).trim().to_owned(),
            format!("{}, {}, {}", framework.place(place).name, period.words(), rules.basis().words()),
            String::new(),
        ];
        let mut say = |name: &str, text: String| lines.push(format!("{name:<12}{text}"));
        say("Figure", in_words(rules, &figure.reading));
        let mut measured = framework.clone();
        measured.put_measured(series, period, figure.reading.clone());
        let scorecard = input::scorecard(framework, None).unwrap_or(None);
        let assessment = assess::assess(&measured, scorecard, series, period);
        let rating = assessment.rating.as_ref().map_or("none", |rating| rating.token());
        say("Rating", format!("{rating}: {}", assessment.reason));
        if let Some(imported) = framework.series(&series).and_then(|series| series.get(&period)) {
            let same = if imported.reading == figure.reading { "the same" } else { "another" };
            say("Imported", format!("{}, {same}", in_words(rules, &imported.reading)));
        }
        say("Definition", rules.definition.clone().unwrap_or_else(|| "none is written".to_owned()));
        let version = indicator.versions.iter().rfind(|version| version.from <= period.last_month());
        say(
            "Version",
            version.map_or_else(
                || "the first".to_owned(),
                |version| format!("since {}: {}", version.from.words(), version.change),
            ),
        );
        if let Some((first, last)) = explanation.days {
            let days = if first == last {
                day_in_words(last)
            } else {
                format!("{} to {}", day_in_words(first), day_in_words(last))
            };
            say("Counts", days);
        }
        for (name, _) in &explanation.facts {
            say("Query", format!("facts/{name}.sql"));
        }
        say("Extract", records::describe(self.snapshot));
        say("Hash", self.snapshot.manifest.hash.clone());
        let above = explanation.records.iter().filter(|record| record.in_numerator).count();
        let below = explanation.records.iter().filter(|record| record.in_denominator).count();
        say(
            "Records",
            if below == 0 {
                format!("{above} counted")
            } else {
                format!("{below} below the line, {above} above it")
            },
        );
        self.say_changes(explanation, arguments, &mut say)?;
        for (name, query) in &explanation.facts {
            lines.push(format!("\nfacts/{name}.sql\n\n{}", query.trim_end()));
        }
        Ok(format!("{}\n", lines.join("\n")))
    }

    /// What entered and left since the period before, and since the extract before.
    fn say_changes(
        &self,
        explanation: &Explanation,
        arguments: &Explain,
        say: &mut dyn FnMut(&str, String),
    ) -> Result<(), Failure> {
        let (.., period) = self.figure;
        let restricted = restricted(self.snapshot)?;
        if let Some(earlier) = period.previous() {
            let before = self.explain(earlier)?;
            let (entered, left) = difference(&before, explanation);
            say("Since", format!("{}: {} entered, {} left", earlier.words(), entered.len(), left.len()));
        }
        let store = records::store(&arguments.folder);
        let snapshots = extracts::snapshots(&store);
        let previous = snapshots.iter().rfind(|other| other.manifest.taken < self.snapshot.manifest.taken);
        let Some(previous) = previous else { return Ok(()) };
        // An extract taken before the period was over is no earlier word on it.
        if previous.manifest.taken <= period.last_month().last_day() {
            return Ok(());
        }
        let before = Asked { snapshot: previous, ..*self }.explain(period)?;
        let (entered, left) = difference(&before, explanation);
        say(
            "Since",
            format!(
                "the extract taken {}: {} entered, {} left",
                day_in_words(previous.manifest.taken),
                entered.len(),
                left.len()
            ),
        );
        if arguments.records {
            for (word, changed) in [("Entered", entered), ("Left", left)] {
                let ids: Vec<&str> = changed
                    .into_iter()
                    .filter(|record| !is_restricted(record, &restricted))
                    .map(|record| record.record.as_str())
                    .collect();
                if !ids.is_empty() {
                    say(word, ids.join(", "));
                }
            }
        }
        Ok(())
    }
}

fn in_words(rules: &framework::Rules, reading: &figures::Reading) -> String {
    let Some(value) = reading.value() else {
        return reading.absence().map_or("", figures::Absence::words).to_lowercase();
    };
    let printed = rules.unit.with_unit(&value.number().grouped(rules.decimals));
    match (value.numerator(), value.denominator()) {
        (Some(above), Some(below)) => {
            let amount = |number: &figures::Number| number.grouped(number.decimals_needed(0, 2));
            format!("{printed} ({} of {})", amount(above), amount(below))
        }
        _ => printed,
    }
}

/// The people who are counted and never listed.
fn restricted(snapshot: &Snapshot) -> Result<BTreeSet<String>, Failure> {
    match snapshot.table("restricted_people") {
        Some(path) => measures::column(&path, "person_id").map_err(|error| records::failed(&error)),
        None => Ok(BTreeSet::new()),
    }
}

fn is_restricted(record: &Record, restricted: &BTreeSet<String>) -> bool {
    record.person.as_ref().is_some_and(|person| restricted.contains(person))
}

/// The records that may be listed: those that don't count above the line first.
fn listed<'a>(records: &'a [Record], restricted: &BTreeSet<String>) -> Vec<&'a Record> {
    let mut list: Vec<&Record> = records.iter().filter(|record| !is_restricted(record, restricted)).collect();
    list.sort_by_key(|record| (record.in_numerator, std::cmp::Reverse(record.days_over), &record.record));
    list
}

fn list_rows(records: &[&Record]) -> Rows {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let rows = records.iter().map(|record| {
        let counts = match (record.in_numerator, record.in_denominator) {
            (true, true) => "above and below the line",
            (true, false) => "counted",
            (false, _) => "below the line only",
        };
        vec![
            record.record.clone(),
            counts.to_owned(),
            if record.unallocated {
                "unallocated".to_owned()
            } else {
                record.place.clone().unwrap_or_default()
            },
            day(record.date),
            day(record.due),
            record.days_over.map(|days| days.to_string()).unwrap_or_default(),
        ]
    });
    Rows { columns: &["record", "counts", "place", "date", "due", "days_over"], rows: rows.collect() }
}

/// Notes who looked at records, when and why, in the folder of records.
fn note(folder: &Path, arguments: &Explain, snapshot: &Snapshot, reason: &str) -> Result<(), Failure> {
    if reason.trim().is_empty() {
        return Err(Failure::Call("say why the records are looked at: --reason \"…\"".to_owned()));
    }
    let path = records::store(folder).join("looked-at.csv");
    let is_new = !path.exists();
    let file = OpenOptions::new().create(true).append(true).open(&path);
    let mut file =
        file.map_err(|error| Failure::input(format!("{} cannot be written: {error}", path.display())))?;
    if is_new {
        writeln!(file, "when,who,indicator,place,period,snapshot,reason")?;
    }
    let who = std::env::var("USER").unwrap_or_else(|_| "unknown".to_owned());
    let mut row = csv::Writer::from_writer(file);
    let when = Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    let period = arguments.period.to_string();
    row.write_record([
        &when,
        &who,
        &arguments.indicator,
        &arguments.place,
        &period,
        &snapshot.id,
        &reason.to_owned(),
    ])
    .and_then(|()| row.flush().map_err(csv::Error::from))
    .map_err(|error| Failure::input(format!("{} cannot be written: {error}", path.display())))
}
