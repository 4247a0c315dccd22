//! `bellwether load`: takes an extract in.

use std::time::Duration;

use extracts::{LoadError, Loaded, Options, Report, Source};
use indicatif::{ProgressBar, ProgressStyle};

use crate::Outcome;
use crate::arguments::{Format, Load};
use crate::input;
use crate::output::{Failure, Rows, tell};
use crate::records;

pub(crate) fn run(arguments: &Load) -> Outcome {
    match take_in(arguments)? {
        Ok(loaded) => {
            for finding in &loaded.report.findings {
                tell(&finding.to_string());
            }
            tables(&loaded.report).print(Format::Text)?;
            say_what_was_refused(&loaded);
            Ok(())
        }
        Err(error) => {
            if let LoadError::Stopped(report) = &error {
                tables(report).print(Format::Text)?;
            }
            tell(&error.to_string());
            Err(Failure::input("nothing was loaded; the snapshot in use is what it was"))
        }
    }
}

/// Takes an extract in, with progress on a terminal.
pub(crate) fn take_in(arguments: &Load) -> Result<Result<Loaded, LoadError>, Failure> {
    let (framework, contracts) = input::read(&arguments.folder)?.with_contracts()?;
    let options = Options {
        taken: arguments.taken,
        specimen: arguments.specimen,
        complete_from: arguments.complete_from,
        places: framework.places.iter().map(|place| place.slug.clone()).collect(),
    };
    let store = workspace::records::folder(&arguments.folder);
    let bar = ProgressBar::new(0).with_style(
        ProgressStyle::with_template("loading {bar:24} table {pos} of {len}  {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    bar.enable_steady_tick(Duration::from_millis(200));
    let loaded =
        extracts::load(&Source::of(&arguments.extract), &contracts, &options, &store, &mut |progress| {
            bar.set_length(u64::try_from(progress.of).unwrap_or(u64::MAX));
            bar.set_position(u64::try_from(progress.number).unwrap_or(u64::MAX));
            bar.set_message(format!(
                "{}, {} rows, {} refused",
                progress.table, progress.rows, progress.refused
            ));
        });
    bar.finish_and_clear();
    Ok(loaded)
}

/// Says which snapshot was made, and where it is written what was refused and why.
pub(crate) fn say_what_was_refused(loaded: &Loaded) {
    tell(&format!("snapshot {}", records::describe(&loaded.snapshot)));
    if loaded.report.refused_rows() > 0 {
        tell(&format!(
            "{} refused; {} says why, and the rows lie beside it",
            input::count(usize::try_from(loaded.report.refused_rows()).unwrap_or(usize::MAX), "row"),
            loaded.snapshot.path.join("report.md").display()
        ));
    }
}

/// What became of each table.
fn tables(report: &Report) -> Rows {
    let rows = report.tables.iter().map(|table| {
        let rules = table.refused.iter().map(|count| format!("{} {}", count.rows, count.rule.token()));
        vec![
            table.table.clone(),
            table.rows.to_string(),
            table.refused_rows().to_string(),
            rules.collect::<Vec<_>>().join(", "),
        ]
    });
    Rows { columns: &["table", "rows", "refused", "why"], rows: rows.collect() }
}
