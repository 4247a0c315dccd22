//! `bellwether release import`: an edition that was published before releases were kept, as a release of its own.

use std::collections::BTreeSet;

use framework::Framework;
use periods::day_in_words;
use releases::{Release, Request};
use store::{Opening, StoreError};

use super::say;
use crate::Outcome;
use crate::archive;
use crate::arguments::ReleaseImport;
use crate::commands::store::address;
use crate::input;
use crate::output::{Failure, tell};

pub(crate) fn run(arguments: &ReleaseImport) -> Outcome {
    let now = archive::now();
    if arguments.published > now {
        return Err(Failure::Call("what is imported was published before now".to_owned()));
    }
    let current = input::read(&arguments.kept.folder)?.sound()?;
    let (folder, framework) = input::read(&arguments.earlier)?.with_folder()?;
    let scorecard = input::scorecard(&framework, arguments.scorecard.as_deref())?
        .ok_or_else(|| Failure::input("the earlier framework has no scorecard"))?;
    let data_month = input::edition(&framework, scorecard, arguments.month)?.data_month;
    let id = &framework.scorecard(scorecard).id;
    if current.find_scorecard(id).is_none() {
        return Err(Failure::input(format!(
            "{} has no scorecard `{id}`, so that nothing would follow the release",
            arguments.kept.folder.display()
        )));
    }
    let day = arguments.published.to_zoned(jiff::tz::TimeZone::system()).date();
    let release = Release::of(&Request {
        folder: &folder,
        framework: &framework,
        scorecard,
        data_month,
        number: 1,
        reason: Some(format!("Published on {}, before releases were kept.", day_in_words(day))),
    });
    let imported = archive::with(&address(&arguments.kept), Opening::OrNew, async |store| {
        match store.import(&release, &arguments.role, arguments.published, now).await {
            Err(taken @ StoreError::Taken { .. }) => Ok(Err(taken)),
            imported => imported.map(Ok),
        }
    })?;
    let entry = imported.map_err(|taken| Failure::Call(taken.to_string()))?;
    tell_of_strangers(&release, &current);
    say(&entry);
    Ok(())
}

/// Names the indicators that the framework of today does not know: nothing is compared with their figures.
fn tell_of_strangers(release: &Release, current: &Framework) {
    let all: BTreeSet<&str> = release.sheets.iter().map(|sheet| sheet.series.indicator.as_str()).collect();
    let strange: Vec<&str> = all.into_iter().filter(|id| current.find_indicator(id).is_none()).collect();
    if !strange.is_empty() {
        tell(&format!("the framework of today knows no {}", strange.join(", ")));
    }
}
