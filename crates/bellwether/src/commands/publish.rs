//! `bellwether publish`: a scorecard as a web site, and in other formats.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use documents::pdf::Options;
use framework::{Folder, Framework};
use indicatif::{ProgressBar, ProgressStyle};
use publish::{Compared, Site};
use store::{Address, Opening};
use workspace::{Drawing, Drawn, Format, Output, OutputError};

use crate::Outcome;
use crate::archive;
use crate::arguments::{Publish, PublishFormat};
use crate::input;
use crate::output::{Failure, tell};

pub(crate) fn run(arguments: &Publish) -> Outcome {
    let output = Output::at(&arguments.to).map_err(|error| unwritten(&error))?;
    let (folder, mut framework) = input::read(&arguments.folder)?.with_folder()?;
    let scorecard = input::scorecard(&framework, arguments.scorecard.as_deref())?
        .ok_or_else(|| Failure::input("the framework has no scorecard; add one in scorecards/"))?;
    let data_month = input::edition(&framework, scorecard, arguments.month)?.data_month;
    let audience = input::audience(&framework, &arguments.audience)?;
    let logo = workspace::logo(&framework, &arguments.folder).map_err(|error| Failure::caused(&error))?;
    let formats: BTreeSet<Format> = arguments.formats.iter().copied().map(Format::from).collect();
    if arguments.first_page.is_some() && !formats.contains(&Format::Pdf) {
        return Err(Failure::Call("--first-page numbers the pages of PDF: add pdf to --as".to_owned()));
    }
    let options = Options { first_page: arguments.first_page };
    let store = arguments.store.as_deref();
    if store.is_some() && workspace::compares_with_reported(&framework) {
        let address = archive::address(&arguments.folder, store);
        archive::with(&address, Opening::Existing, async |store| {
            workspace::follow(&mut framework, &store).await
        })?;
    }
    if let Some(earlier) = arguments.earlier {
        framework.scorecards[scorecard.index()].earlier = earlier.into();
    }
    let drawn = Drawn { scorecard, data_month, audience, is_kept: false };
    let mut compared = compare(&folder, &mut framework, drawn, store)?;
    if let Some(superseded) = &mut compared.superseded {
        superseded.href.clone_from(&arguments.standing);
    }
    let site = draw(&Drawing::new(&framework, drawn, compared, logo), &formats, &options)?;
    output.replace(&site.files).map_err(|error| unwritten(&error))?;
    tell_of(&site, &framework.scorecard(scorecard).title, &arguments.to);
    Ok(())
}

/// Compares an edition with the releases of its folder, or those of the store that was named. A folder without releases
/// has nothing to compare with.
pub(crate) fn compare(
    folder: &Folder,
    framework: &mut Framework,
    drawn: Drawn,
    store: Option<&str>,
) -> Result<Compared, Failure> {
    let address = archive::address(&folder.path, store);
    if let Address::File(path) = &address
        && store.is_none()
        && !path.exists()
    {
        return Ok(Compared::default());
    }
    archive::with(&address, Opening::Existing, async |store| {
        workspace::compare(&store, folder, framework, drawn, None).await
    })
}

/// A folder that is not ours to write in was named by mistake.
fn unwritten(error: &OutputError) -> Failure {
    match error {
        OutputError::NotAFolder(_) | OutputError::OtherFiles(_) => Failure::Call(error.to_string()),
        OutputError::Unwritten { .. } => Failure::caused(error),
    }
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
    drawing: &Drawing<'_>,
    formats: &BTreeSet<Format>,
    options: &Options,
) -> Result<Site, Failure> {
    let total = u64::try_from(drawing.parts(formats)).unwrap_or(u64::MAX);
    let progress = ProgressBar::new(total).with_style(
        ProgressStyle::with_template("drawing {bar:24} {pos} of {len}  {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    progress.enable_steady_tick(Duration::from_millis(200));
    let mut on_part = |part: &str| {
        progress.set_message(part.to_owned());
        progress.inc(1);
    };
    let drawn = drawing.draw(formats, options, &mut on_part);
    progress.finish_and_clear();
    drawn.map_err(|error| Failure::caused(&error))
}

impl From<PublishFormat> for Format {
    fn from(format: PublishFormat) -> Self {
        match format {
            PublishFormat::Site => Self::Site,
            PublishFormat::OpenData => Self::OpenData,
            PublishFormat::Json => Self::Json,
            PublishFormat::Workbook => Self::Workbook,
            PublishFormat::Pdf => Self::Pdf,
            PublishFormat::Word => Self::Word,
        }
    }
}
