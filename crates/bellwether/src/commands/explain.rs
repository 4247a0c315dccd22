//! `bellwether explain`: where a measured figure comes from, down to its records.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use extracts::Snapshot;
use jiff::Zoned;
use measures::{Explanation, Record, Resources, difference};
use periods::day_in_words;
use store::{Address, Opening};
use workspace::records::{
    Asked, Listing, amounts_in_words, counts_in_words, days_in_words, folder, reading_in_words, served_at,
};

use crate::Outcome;
use crate::archive;
use crate::arguments::{Explain, Format};
use crate::input;
use crate::output::{Failure, Rows, tell, write};
use crate::records;

pub(crate) fn run(arguments: &Explain) -> Outcome {
    if arguments.records {
        refuse_if_served(arguments)?;
    }
    let (framework, contracts) = input::read(&arguments.folder)?.with_contracts()?;
    let indicator = records::indicator(&framework, &arguments.indicator)?;
    let place = records::place(&framework, &arguments.place)?;
    let snapshot = records::snapshot(&arguments.folder, arguments.snapshot.as_deref())?;
    let asked = Asked {
        framework: &framework,
        contracts: &contracts,
        snapshot: &snapshot,
        indicator,
        place,
        period: arguments.period,
        resources: Resources::default(),
    };
    snapshot.verify().map_err(Failure::input)?;
    let explanation = explain(asked)?;
    if let (true, Some(reason)) = (arguments.records, &arguments.reason) {
        note(&arguments.folder, arguments, &snapshot, reason)?;
    }
    if !arguments.records {
        return write(&says(asked, &explanation, None, arguments)?);
    }
    let listing = listing(asked, &explanation)?;
    let says = says(asked, &explanation, Some(&listing), arguments)?;
    if arguments.format == Format::Text {
        write(&says)?;
        write("\n")?;
    } else {
        tell(&says);
    }
    list_rows(&listing).print(arguments.format)?;
    if listing.restricted > 0 {
        tell(&format!("{} counted and not listed: restricted", input::count(listing.restricted, "record")));
    }
    Ok(())
}

/// Where a folder is served, records are looked at in the service alone: it asks who may, and its log cannot be changed.
fn refuse_if_served(arguments: &Explain) -> Outcome {
    let Explain { indicator, place, period, .. } = arguments;
    let path = format!("/records/{indicator}/{place}/{period}");
    let instead = match served_at(&arguments.folder) {
        Some(url) => format!("{url}{path}"),
        None if has_accounts(&arguments.folder)? => format!("{path} of the service"),
        None => return Ok(()),
    };
    Err(Failure::Call(format!(
        "this folder is served, and its records are listed in the service alone, which knows who may look and writes \
         each look to its audit log; look at {instead}"
    )))
}

fn has_accounts(folder: &Path) -> Result<bool, Failure> {
    let address = Address::in_folder(folder);
    match &address {
        Address::File(path) if path.exists() => {
            archive::with(&address, Opening::Existing, async |store| store.has_accounts().await)
        }
        _ => Ok(false),
    }
}

fn explain(asked: Asked<'_>) -> Result<Explanation, Failure> {
    asked.explain().map_err(|error| records::failed(&error))
}

fn listing(asked: Asked<'_>, explanation: &Explanation) -> Result<Listing, Failure> {
    asked.listing(explanation).map_err(|error| records::failed(&error))
}

/// Everything that is said beside the list of records.
fn says(
    asked: Asked<'_>,
    explanation: &Explanation,
    listing: Option<&Listing>,
    arguments: &Explain,
) -> Result<String, Failure> {
    let Asked { framework, place, period, snapshot, .. } = asked;
    let (indicator, rules) = (framework.indicator(asked.indicator), asked.rules());
    let measurement = records::measure(framework, &asked.input(), &asked.settings())?;
    let figure = asked
        .figure(&measurement)
        .ok_or_else(|| Failure::Call(format!("`{}` has no figure for {}", indicator.id, period.words())))?;
    let mut lines = vec![
        format!("{} {}", indicator.code, rules.title).trim().to_owned(),
        format!("{}, {}, {}", framework.place(place).name, period.words(), rules.basis().words()),
        String::new(),
    ];
    let mut say = |name: &str, text: String| lines.push(format!("{name:<12}{text}"));
    say("Figure", reading_in_words(rules, &figure.reading));
    let scorecard = input::scorecard(framework, None).unwrap_or(None);
    let rating = asked.assessed(scorecard, &figure.reading, |assessment| {
        let rating = assessment.rating.as_ref().map_or("none", |rating| rating.token());
        format!("{rating}: {}", assessment.reason)
    });
    say("Rating", rating);
    if let Some(imported) = framework.series(&asked.series()).and_then(|series| series.get(&period)) {
        let same = if imported.reading == figure.reading { "the same" } else { "another" };
        say("Imported", format!("{}, {same}", reading_in_words(rules, &imported.reading)));
    }
    say("Definition", rules.definition.clone().unwrap_or_else(|| "none is written".to_owned()));
    let version = asked.version().map_or_else(
        || "the first".to_owned(),
        |version| format!("since {}: {}", version.from.words(), version.change),
    );
    say("Version", version);
    if let Some(days) = explanation.days {
        say("Counts", days_in_words(days));
    }
    for facts in &explanation.facts {
        say("Query", format!("facts/{}.sql", facts.name));
    }
    say("Extract", records::describe(snapshot));
    say("Hash", snapshot.manifest.hash.clone());
    say("Records", amounts_in_words(&explanation.records));
    say_changes(asked, explanation, listing, arguments, &mut say)?;
    for facts in &explanation.facts {
        lines.push(format!("\nfacts/{}.sql\n\n{}", facts.name, facts.query.trim_end()));
    }
    Ok(format!("{}\n", lines.join("\n")))
}

/// What entered and left since the period before, and since the extract before.
fn say_changes(
    asked: Asked<'_>,
    explanation: &Explanation,
    listed: Option<&Listing>,
    arguments: &Explain,
    say: &mut dyn FnMut(&str, String),
) -> Outcome {
    let Asked { period, snapshot, .. } = asked;
    if let Some(earlier) = period.previous() {
        let before = explain(Asked { period: earlier, ..asked })?;
        let (entered, left) = difference(&before, explanation);
        say("Since", format!("{}: {} entered, {} left", earlier.words(), entered.len(), left.len()));
    }
    let snapshots = extracts::snapshots(&folder(&arguments.folder));
    let previous = snapshots.iter().rfind(|other| other.manifest.taken < snapshot.manifest.taken);
    let Some(previous) = previous else { return Ok(()) };
    // An extract taken before the period was over is no earlier word on it.
    if previous.manifest.taken <= period.last_month().last_day() {
        return Ok(());
    }
    let earlier = Asked { snapshot: previous, ..asked };
    let before = explain(earlier)?;
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
    if let Some(listed) = listed {
        let listed_before = listing(earlier, &before)?;
        for (word, changed, listed) in [("Entered", entered, listed), ("Left", left, &listed_before)] {
            let known: BTreeSet<&Record> = listed.records.iter().map(|listed| &listed.record).collect();
            let ids: Vec<&str> = changed
                .into_iter()
                .filter(|record| known.contains(record))
                .map(|record| record.record.as_str())
                .collect();
            if !ids.is_empty() {
                say(word, ids.join(", "));
            }
        }
    }
    Ok(())
}

/// The records that may be listed: those that don't count above the line first.
fn list_rows(listing: &Listing) -> Rows {
    let mut records: Vec<&Record> = listing.records.iter().map(|listed| &listed.record).collect();
    records.sort_by_key(|record| (record.in_numerator, std::cmp::Reverse(record.days_over), &record.record));
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let rows = records.into_iter().map(|record| {
        vec![
            record.record.clone(),
            counts_in_words(record).to_owned(),
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
fn note(
    framework_folder: &Path,
    arguments: &Explain,
    snapshot: &Snapshot,
    reason: &str,
) -> Result<(), Failure> {
    if reason.trim().is_empty() {
        return Err(Failure::Call("say why the records are looked at: --reason \"…\"".to_owned()));
    }
    let path = folder(framework_folder).join("looked-at.csv");
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
