//! `bellwether release`: the life of a release, from a draft to its withdrawal.

mod erratum;
mod import;

use jiff::Timestamp;
use releases::{Disagreement, Key, Release, Request, disagreements};
use store::{Content, Entry, Opening, State};

use crate::Outcome;
use crate::archive;
use crate::arguments::{self, Listed, One, ReleaseDraft, ReleasePublish, ReleaseSignOff, ReleaseWithdraw};
use crate::commands::store::address;
use crate::input;
use crate::output::{Failure, Rows, tell};
use crate::reported;

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
    let (folder, mut framework) = input::read(&arguments.kept.folder)?.with_folder()?;
    let address = address(&arguments.kept);
    if arguments.kept.store.is_some() {
        reported::of_store(&mut framework, &address, Opening::OrNew)?;
    }
    let scorecard = input::scorecard(&framework, arguments.scorecard.as_deref())?
        .ok_or_else(|| Failure::input("the framework has no scorecard; add one in scorecards/"))?;
    let data_month = input::edition(&framework, scorecard, arguments.month)?.data_month;
    let id = &framework.scorecard(scorecard).id;
    let (number, standing) = archive::with(&address, Opening::OrNew, async |store| {
        let mut standing = Vec::new();
        for entry in store.list().await? {
            let stands = matches!(entry.state, State::SignedOff | State::Published);
            if stands && entry.data_month == data_month {
                let release = store.release(entry.id).await?;
                standing.push((entry, release));
            }
        }
        Ok((store.next_number(id, data_month).await?, standing))
    })?;
    let release = Release::of(&Request {
        folder: &folder,
        framework: &framework,
        scorecard,
        data_month,
        number,
        reason: arguments.reason.clone(),
    });
    if arguments.reason.is_none() {
        standing.iter().try_for_each(|(entry, other)| refuse_without_reason(&release, entry, other))?;
    }
    let now = archive::now();
    let entry = archive::with(&address, Opening::OrNew, async |store| store.draft(&release, now).await)?;
    say(&entry);
    Ok(())
}

/// A second release of a status, and one that contradicts another scorecard of its month, are made for a reason.
fn refuse_without_reason(release: &Release, entry: &Entry, other: &Release) -> Outcome {
    if other.heading.scorecard == release.heading.scorecard {
        return if other.heading.status == release.heading.status {
            Err(Failure::Call(format!(
                "{} is {} and of the same status; say with --reason why there is to be another",
                entry.name(),
                entry.state
            )))
        } else {
            Ok(())
        };
    }
    let found = disagreements(release, other);
    for Disagreement { key, one, other } in &found {
        let Key { series, period } = key;
        tell(&format!("{} at {} in {period}: {one} here, {other} there", series.indicator, series.place));
    }
    match found.len() {
        0 => Ok(()),
        figures => Err(Failure::Call(format!(
            "{} from {}; say with --reason why",
            if figures == 1 { "1 figure differs".to_owned() } else { format!("{figures} figures differ") },
            entry.name()
        ))),
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
    let seal = entry.seal.as_ref().map_or_else(String::new, |seal| format!(", seal {seal}"));
    tell(&format!("{} ({}): {}{due}{seal}", entry.name(), entry.id, entry.state));
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
