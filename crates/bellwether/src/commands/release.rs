//! `bellwether release`: the life of a release, from a draft to its withdrawal.

mod erratum;
mod import;

use std::time::Duration;

use indicatif::ProgressBar;
use jiff::Timestamp;
use releases::{Disagreement, Key};
use store::{Content, Entry, Opening};
use workspace::{Draft, DraftError};

use crate::Outcome;
use crate::archive;
use crate::arguments::{self, Listed, One, ReleaseDraft, ReleasePublish, ReleaseSignOff, ReleaseWithdraw};
use crate::commands::store::address;
use crate::input;
use crate::output::{Failure, Rows, tell};

pub(crate) fn run(arguments: &arguments::Release) -> Outcome {
    match arguments {
        arguments::Release::Draft(arguments) => draft(arguments),
        arguments::Release::Ready(arguments) => ready(arguments),
        arguments::Release::SignOff(arguments) => sign_off(arguments),
        arguments::Release::Publish(arguments) => publish(arguments),
        arguments::Release::Import(arguments) => import::run(arguments),
        arguments::Release::Erratum(arguments) => erratum::run(arguments),
        arguments::Release::List(arguments) => list(arguments),
        arguments::Release::Verify(kept) => archive::verify(&address(kept)),
        arguments::Release::Withdraw(arguments) => withdraw(arguments),
    }
}

fn draft(arguments: &ReleaseDraft) -> Outcome {
    let address = address(&arguments.kept);
    let (folder, framework) = input::read_for(&arguments.kept.folder, &address)?.with_folder()?;
    let scorecard = input::scorecard(&framework, arguments.scorecard.as_deref())?
        .ok_or_else(|| Failure::input("the framework has no scorecard; add one in scorecards/"))?;
    let data_month = input::edition(&framework, scorecard, arguments.month)?.data_month;
    let logo = workspace::logo(&framework, &arguments.kept.folder);
    let logo = logo.map_err(|error| Failure::caused(&error))?;
    let draft = Draft {
        folder: &folder,
        framework: &framework,
        scorecard,
        data_month,
        reason: arguments.reason.as_deref(),
        logo: logo.as_ref(),
        by: None,
    };
    let progress = ProgressBar::new_spinner();
    progress.enable_steady_tick(Duration::from_millis(200));
    let mut on_part = |part: &str| progress.set_message(part.to_owned());
    let drafted = archive::with(&address, Opening::OrNew, async |store| {
        match workspace::draft(&store, &draft, archive::now(), &mut on_part).await {
            Err(DraftError::Store(error)) => Err(error),
            drafted => Ok(drafted),
        }
    });
    progress.finish_and_clear();
    let drafted = drafted?;
    say(&drafted.map_err(|error| refused(&error))?);
    Ok(())
}

/// Why nothing was drafted.
fn refused(error: &DraftError) -> Failure {
    match error {
        DraftError::Standing(entry) => Failure::Call(format!(
            "{} is {} and of the same status; say with --reason why there is to be another",
            entry.name(),
            entry.state
        )),
        DraftError::Disagrees { entry, figures } => {
            for Disagreement { key, one, other } in figures {
                let Key { series, period } = key;
                tell(&format!(
                    "{} at {} in {period}: {one} here, {other} there",
                    series.indicator, series.place
                ));
            }
            let differ = if figures.len() == 1 { "differs" } else { "differ" };
            Failure::Call(format!(
                "{} {differ} from {}; say with --reason why",
                input::count(figures.len(), "figure"),
                entry.name()
            ))
        }
        DraftError::Draw(_) | DraftError::Store(_) => Failure::caused(error),
    }
}

fn ready(arguments: &One) -> Outcome {
    step(arguments, async |store, release| store.make_ready(release).await)
}

fn sign_off(arguments: &ReleaseSignOff) -> Outcome {
    step(&arguments.one, async |store, release| {
        store.sign_off(release, &arguments.role, archive::now()).await
    })
}

fn withdraw(arguments: &ReleaseWithdraw) -> Outcome {
    let content = if arguments.remove_content { Content::Remove } else { Content::Keep };
    step(&arguments.one, async |store, release| {
        store.withdraw(release, &arguments.reason, content, archive::now()).await
    })
}

fn publish(arguments: &ReleasePublish) -> Outcome {
    let now = archive::now();
    let published =
        archive::with(&address(&arguments.kept), Opening::Existing, async |store| match arguments.release {
            Some(release) => Ok(vec![store.publish(release, arguments.at.unwrap_or(now), now).await?]),
            None => store.publish_due(now).await,
        })?;
    if published.is_empty() {
        tell("nothing is due");
    }
    published.iter().for_each(say);
    Ok(())
}

/// Takes one step of a release's life and says where it is.
fn step(one: &One, work: impl AsyncFnOnce(store::Store, i64) -> Result<Entry, store::StoreError>) -> Outcome {
    let entry =
        archive::with(&address(&one.kept), Opening::Existing, async |store| work(store, one.release).await)?;
    say(&entry);
    Ok(())
}

fn say(entry: &Entry) {
    let at = entry.publish_at.filter(|_| entry.published_at.is_none());
    let due = at.map_or_else(String::new, |at| format!(", to be published at {at}"));
    let removed = if entry.content_removed { ", its content removed" } else { "" };
    let seal = entry.seal.as_ref().map_or_else(String::new, |seal| format!(", seal {seal}"));
    tell(&format!("{} ({}): {}{due}{removed}{seal}", entry.name(), entry.id, entry.state));
}

fn list(arguments: &Listed) -> Outcome {
    let entries =
        archive::with(&address(&arguments.kept), Opening::Existing, async |store| store.list().await)?;
    let time = |at: Option<Timestamp>| at.map_or_else(String::new, |at| at.to_string());
    let rows = entries.iter().map(|entry| {
        let roles: Vec<&str> = entry.sign_offs.iter().map(|sign_off| sign_off.role.as_str()).collect();
        vec![
            entry.id.to_string(),
            entry.scorecard.clone(),
            entry.data_month.to_string(),
            entry.number.to_string(),
            entry.state.to_string(),
            roles.join(", "),
            time(entry.published_at.or(entry.publish_at)),
            entry.seal.clone().unwrap_or_default(),
            entry.reason.clone().unwrap_or_default(),
        ]
    });
    Rows {
        columns: &[
            "release",
            "scorecard",
            "data_month",
            "number",
            "state",
            "signed_off_by",
            "published",
            "seal",
            "reason",
        ],
        rows: rows.collect(),
    }
    .print(arguments.format)
}
