//! `bellwether publish`: a scorecard as a web site, and in other formats.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use documents::pdf::{self, Options};
use documents::{DocumentFile, word};
use framework::Framework;
use indicatif::{ProgressBar, ProgressStyle};
use publish::data::EditionData;
use publish::{Audience, Compared, Download, LogoFile, Request, Site};
use store::Opening;

use crate::Outcome;
use crate::archive;
use crate::arguments::{Publish, PublishFormat};
use crate::commands::disclose;
use crate::compared::{self, Drawn};
use crate::input;
use crate::output::{Failure, tell};
use crate::reported;
use crate::swap::{self, LIST};

pub(crate) fn run(arguments: &Publish) -> Outcome {
    let before = previous_files(&arguments.to)?;
    let (folder, mut framework) = input::read(&arguments.folder)?.with_folder()?;
    let scorecard = input::scorecard(&framework, arguments.scorecard.as_deref())?
        .ok_or_else(|| Failure::input("the framework has no scorecard; add one in scorecards/"))?;
    let data_month = input::edition(&framework, scorecard, arguments.month)?.data_month;
    let audience = input::audience(&framework, &arguments.audience)?;
    let logo = match &framework.brand.logo {
        Some(logo) => Some(read_logo(&arguments.folder, &logo.path)?),
        None => None,
    };
    let formats: BTreeSet<PublishFormat> = arguments.formats.iter().copied().collect();
    if arguments.first_page.is_some() && !formats.contains(&PublishFormat::Pdf) {
        return Err(Failure::Call("--first-page numbers the pages of PDF: add pdf to --as".to_owned()));
    }
    let options = Options { first_page: arguments.first_page };
    let store = arguments.store.as_deref();
    if store.is_some() {
        reported::of_store(&mut framework, &archive::address(&arguments.folder, store), Opening::Existing)?;
    }
    if let Some(earlier) = arguments.earlier {
        framework.scorecards[scorecard.index()].earlier = earlier.into();
    }
    let drawn = Drawn { scorecard, data_month, audience };
    let mut compared = compared::compare(&folder, &mut framework, drawn, store)?;
    if let Some(superseded) = &mut compared.superseded {
        superseded.href.clone_from(&arguments.standing);
    }
    let site = draw(&framework, drawn, &compared, logo, &formats, &options)?;
    swap::replace(&arguments.to, &site.files, &before)
        .map_err(|error| Failure::input(format!("{} cannot be written: {error}", arguments.to.display())))?;
    tell_of(&site, &framework.scorecard(scorecard).title, &arguments.to);
    Ok(())
}

fn tell_of(site: &Site, title: &str, to: &Path) {
    let pages = site.files.iter().filter(|file| file.path.ends_with(".html")).count();
    if pages > 0 {
        tell(&format!(
            "{} of {title} drawn; open {}",
            input::count(pages, "page"),
            to.join("index.html").display()
        ));
    }
    for file in site.files.iter().filter(|file| file.path.starts_with("downloads/")) {
        tell(&format!("{} written", to.join(&file.path).display()));
    }
}

/// Draws a site and other formats, with progress on a terminal. Without the site, the other formats alone.
pub(crate) fn draw(
    framework: &Framework,
    Drawn { scorecard, data_month, audience }: Drawn,
    compared: &Compared,
    logo: Option<LogoFile>,
    formats: &BTreeSet<PublishFormat>,
    options: &Options,
) -> Result<Site, Failure> {
    let disclosure = (audience == Audience::Public)
        .then(|| disclose::request(framework, scorecard, data_month))
        .flatten()
        .map(disclosure::Outcome::of);
    let disclosure = disclosure.as_ref();
    let compared = Some(compared);
    let request = Request { framework, scorecard, data_month, audience, logo, disclosure, compared };
    let has_site = formats.contains(&PublishFormat::Site);
    let pages = if has_site { publish::page_count(&request) } else { 0 };
    let total = u64::try_from(pages + beside(formats).count()).unwrap_or(u64::MAX);
    let progress = ProgressBar::new(total).with_style(
        ProgressStyle::with_template("drawing {bar:24} {pos} of {len}  {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    progress.enable_steady_tick(Duration::from_millis(200));
    let mut on_part = |part: &str| {
        progress.set_message(part.to_owned());
        progress.inc(1);
    };
    let drawn = draw_all(&request, formats, options, &mut on_part);
    progress.finish_and_clear();
    drawn
}

fn draw_all(
    request: &Request<'_>,
    formats: &BTreeSet<PublishFormat>,
    options: &Options,
    on_part: &mut dyn FnMut(&str),
) -> Result<Site, Failure> {
    let mut downloads = Vec::new();
    if beside(formats).next().is_some() {
        let data = publish::edition_data(request).map_err(Failure::input)?;
        for format in beside(formats) {
            on_part(format.words());
            downloads.extend(files_of(format, request, &data, options)?);
        }
    }
    if formats.contains(&PublishFormat::Site) {
        return publish::site_with_downloads(request, &downloads, on_part).map_err(Failure::input);
    }
    Ok(Site { files: downloads.into_iter().map(|download| download.file).collect() })
}

/// The formats whose files stand beside the pages of the site.
fn beside(formats: &BTreeSet<PublishFormat>) -> impl Iterator<Item = PublishFormat> + '_ {
    formats.iter().copied().filter(|format| *format != PublishFormat::Site)
}

/// What a format puts beside the pages.
fn files_of(
    format: PublishFormat,
    request: &Request<'_>,
    data: &EditionData,
    options: &Options,
) -> Result<Vec<Download>, Failure> {
    match format {
        PublishFormat::Site => Ok(Vec::new()),
        PublishFormat::OpenData => publish::open_data(data).map_err(Failure::input),
        PublishFormat::Json => Ok(vec![publish::json(data).map_err(Failure::input)?]),
        PublishFormat::Workbook => {
            let content = documents::workbook::workbook(data).map_err(Failure::input)?;
            let name = format!("{}.xlsx", data.scorecard);
            let about = "Every figure with its target, rating and reasons in one table, the latest figures, the \
                         indicators and the places, for Excel and its like.";
            Ok(vec![Download::new(data, "Workbook", about, &name, content)])
        }
        PublishFormat::Pdf => {
            let documents = pdf::documents(request, options).map_err(Failure::input)?;
            Ok(downloads(data, documents, "PDF, tagged, for packs and printers.", "pdf"))
        }
        PublishFormat::Word => {
            let documents = word::documents(request).map_err(Failure::input)?;
            Ok(downloads(data, documents, "A Word document to edit.", "docx"))
        }
    }
}

fn downloads(data: &EditionData, documents: Vec<DocumentFile>, about: &str, ending: &str) -> Vec<Download> {
    let download = |DocumentFile { name, title, content }| {
        Download::new(data, &title, about, &format!("{name}.{ending}"), content)
    };
    documents.into_iter().map(download).collect()
}

fn read_logo(folder: &Path, path: &str) -> Result<LogoFile, Failure> {
    let content = fs::read(folder.join(path))
        .map_err(|error| Failure::input(format!("the logo {path} cannot be read: {error}")))?;
    let name = path.rsplit('/').next().unwrap_or(path).to_owned();
    Ok(LogoFile { name, content })
}

/// The files of the site that a folder holds; a folder that holds anything else is refused.
fn previous_files(to: &Path) -> Result<BTreeSet<String>, Failure> {
    swap::recover(to)?;
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
