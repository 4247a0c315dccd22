//! `bellwether publish`: a scorecard as a web site.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use framework::{Framework, ScorecardId};
use indicatif::{ProgressBar, ProgressStyle};
use periods::Month;
use publish::{Audience, LogoFile, Request, Site};

use crate::Outcome;
use crate::arguments::Publish;
use crate::commands::disclose;
use crate::input;
use crate::output::{Failure, tell};

/// The list of a drawn site's files, which lies among them: it says that the folder is ours to write in.
const LIST: &str = ".bellwether";

/// Where files are put until all of them are there.
const WAITING: &str = ".bellwether-new";

pub(crate) fn run(arguments: &Publish) -> Outcome {
    let before = previous_files(&arguments.to)?;
    let framework = input::read(&arguments.folder)?.sound()?;
    let scorecard = input::scorecard(&framework, arguments.scorecard.as_deref())?
        .ok_or_else(|| Failure::input("the framework has no scorecard; add one in scorecards/"))?;
    let data_month = input::edition(&framework, scorecard, arguments.month)?.data_month;
    let audience = input::audience(&framework, &arguments.audience)?;
    let logo = match &framework.brand.logo {
        Some(logo) => Some(read_logo(&arguments.folder, &logo.path)?),
        None => None,
    };
    let site = draw(&framework, scorecard, data_month, audience, logo)?;
    write_site(&arguments.to, &site, &before)
        .map_err(|error| Failure::input(format!("{} cannot be written: {error}", arguments.to.display())))?;
    let pages = site.files.iter().filter(|file| file.path.ends_with(".html")).count();
    tell(&format!(
        "{} of {} drawn; open {}",
        input::count(pages, "page"),
        framework.scorecard(scorecard).title,
        arguments.to.join("index.html").display()
    ));
    Ok(())
}

/// Draws a site, with progress on a terminal.
pub(crate) fn draw(
    framework: &Framework,
    scorecard: ScorecardId,
    data_month: Month,
    audience: Audience,
    logo: Option<LogoFile>,
) -> Result<Site, Failure> {
    let disclosure = (audience == Audience::Public)
        .then(|| disclose::request(framework, scorecard, data_month))
        .flatten()
        .map(disclosure::Outcome::of);
    let request =
        Request { framework, scorecard, data_month, audience, logo, disclosure: disclosure.as_ref() };
    let total = u64::try_from(publish::page_count(&request)).unwrap_or(u64::MAX);
    let progress = ProgressBar::new(total).with_style(
        ProgressStyle::with_template("drawing {bar:24} {pos} of {len} pages  {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    progress.enable_steady_tick(Duration::from_millis(200));
    let site = publish::site(&request, &mut |page| {
        progress.set_message(page.to_owned());
        progress.inc(1);
    });
    progress.finish_and_clear();
    site.map_err(Failure::input)
}

fn read_logo(folder: &Path, path: &str) -> Result<LogoFile, Failure> {
    let content = fs::read(folder.join(path))
        .map_err(|error| Failure::input(format!("the logo {path} cannot be read: {error}")))?;
    let name = path.rsplit('/').next().unwrap_or(path).to_owned();
    Ok(LogoFile { name, content })
}

/// The files of the site that a folder holds; a folder that holds anything else is refused.
fn previous_files(to: &Path) -> Result<BTreeSet<String>, Failure> {
    if !to.exists() {
        return Ok(BTreeSet::new());
    }
    if !to.is_dir() {
        return Err(Failure::Call(format!("{} is not a folder", to.display())));
    }
    if let Ok(list) = fs::read_to_string(to.join(LIST)) {
        return Ok(list.lines().map(str::to_owned).collect());
    }
    let empty = fs::read_dir(to)?.next().is_none();
    if empty {
        return Ok(BTreeSet::new());
    }
    Err(Failure::Call(format!(
        "{} has files that are not a drawn site, and they will not be overwritten; give a new or empty folder",
        to.display()
    )))
}

/// Writes all files beside the old ones, then moves each into its place and removes those that are no longer drawn.
fn write_site(to: &Path, site: &Site, before: &BTreeSet<String>) -> std::io::Result<()> {
    let waiting = to.join(WAITING);
    if waiting.exists() {
        fs::remove_dir_all(&waiting)?;
    }
    for file in &site.files {
        let path = waiting.join(&file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, &file.content)?;
    }
    let now: BTreeSet<String> = site.files.iter().map(|file| file.path.clone()).collect();
    // Until every file is in its place the list names the old and the new, so that nothing of either is orphaned.
    write_list(to, before.union(&now))?;
    for path in &now {
        let place = to.join(path);
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::rename(waiting.join(path), place)?;
    }
    for path in before.difference(&now) {
        // It may have been removed by hand.
        let _ = fs::remove_file(to.join(path));
    }
    write_list(to, now.iter())?;
    fs::remove_dir_all(waiting)
}

fn write_list<'a>(to: &Path, paths: impl Iterator<Item = &'a String>) -> std::io::Result<()> {
    let text: String = paths.map(|path| format!("{path}\n")).collect();
    fs::write(to.join(LIST), text)
}
