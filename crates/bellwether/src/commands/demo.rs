//! `bellwether demo`: the example with records that are made up, loaded, measured, drawn and shown on a local port.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use documents::pdf::Options;
use include_dir::{Dir, include_dir};
use indicatif::{ProgressBar, ProgressStyle};
use publish::Audience;
use workspace::{Drawing, Drawn};

use crate::Outcome;
use crate::arguments::{Demo, Format, Load, Measure};
use crate::commands::publish::{compare, draw};
use crate::commands::{load, measure};
use crate::input::{self, edition, scorecard};
use crate::output::{Failure, tell};
use crate::{records, serve};

static EXAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../examples/kent-2023");

/// The file that says that a folder was made here, and may be made again if that was interrupted.
const MARK: &str = ".bellwether-demo";

/// How many years of records are made: two of figures, and one that the first windows of twelve months reach back to.
const YEARS: u8 = 3;

pub(crate) fn run(arguments: &Demo) -> Outcome {
    let folder = &arguments.folder;
    let kent = folder.join("kent");
    if is_whole(folder)? {
        tell(&format!(
            "{} was made before and is shown as it is; delete it to start again",
            folder.display()
        ));
    } else {
        make(folder)?;
    }
    let (files, mut framework) = input::read(&kent)?.with_folder()?;
    let scorecard =
        scorecard(&framework, None)?.ok_or_else(|| Failure::input("the example has no scorecard"))?;
    let data_month = edition(&framework, scorecard, None)?.data_month;
    let drawn = Drawn { scorecard, data_month, audience: Audience::Internal, is_kept: false };
    let compared = compare(&files, &mut framework, drawn, None)?;
    let drawing = Drawing::new(&framework, drawn, compared, None);
    let site = draw(&drawing, &BTreeSet::from([workspace::Format::Site]), &Options::default())?;
    let path = kent.display();
    tell(&format!(
        "where a figure comes from: bellwether explain SCS03 --folder {path} --place ashford-cswt --period {data_month}"
    ));
    serve::serve(site, arguments.port, &|address| {
        tell(&format!(
            "{}, from made-up records, is at http://{address}/",
            framework.scorecard(scorecard).title
        ));
        tell("press Ctrl-C to stop");
    })
}

/// Whether a demo lies in a folder, made to the end. A folder that holds anything else is refused.
fn is_whole(folder: &Path) -> Result<bool, Failure> {
    if folder.join(MARK).exists() {
        return Ok(folder.join("kent/measured/origin.toml").exists());
    }
    match fs::read_dir(folder).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(false),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Ok(false) => Err(Failure::Call(format!(
            "{} holds something else; give a folder that is new or empty",
            folder.display()
        ))),
        Err(error) => Err(Failure::Call(format!("{} cannot be read: {error}", folder.display()))),
    }
}

/// Fills a folder: an extract of made-up records, and a framework with the snapshot loaded from it and its figures.
fn make(folder: &Path) -> Outcome {
    let (kent, extract) = (folder.join("kent"), folder.join("extract"));
    let failed =
        |error: std::io::Error| Failure::input(format!("{} cannot be written: {error}", folder.display()));
    fs::create_dir_all(&kent).map_err(failed)?;
    fs::write(folder.join(MARK), "Made by `bellwether demo`. All records in here are made up.\n")
        .map_err(failed)?;
    // What an interrupted demo left behind.
    for name in ["extract", "kent/records", "kent/measured"] {
        match fs::remove_dir_all(folder.join(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
    }
    EXAMPLE.extract(&kent).map_err(failed)?;
    let settings = specimens::Settings { years: u32::from(YEARS), ..specimens::Settings::default() };
    write_records(&extract, &settings)?;
    let last = records::last_whole_month(settings.taken)?;
    let loaded = load::take_in(&Load {
        folder: kent.clone(),
        extract: extract.display().to_string(),
        taken: settings.taken,
        complete_from: last.plus(1 - 12 * i32::from(YEARS)),
        specimen: true,
    })?;
    load::say_what_was_refused(&loaded.map_err(Failure::input)?);
    let measured = measure::measured(&Measure {
        folder: kent,
        from: last.plus(-23),
        to: Some(last),
        as_at: None,
        keep: true,
        indicator: Vec::new(),
        everywhere: false,
        recast: false,
        snapshot: None,
        memory: None,
        partitions: None,
        format: Format::Text,
    });
    measured.map(|_| ())
}

fn write_records(extract: &Path, settings: &specimens::Settings) -> Outcome {
    let bar = ProgressBar::new(0).with_style(
        ProgressStyle::with_template("making records up {bar:24} {pos} of {len}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    bar.enable_steady_tick(Duration::from_millis(200));
    let written = specimens::write(extract, settings, |done, of| {
        bar.set_length(u64::try_from(of).unwrap_or(u64::MAX));
        bar.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    });
    bar.finish_and_clear();
    written.map_err(Failure::input)
}
