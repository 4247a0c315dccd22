//! `bellwether publish`: a scorecard as a web site, and in other formats.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use documents::pdf::Options;
use indicatif::{ProgressBar, ProgressStyle};
use publish::Site;
use workspace::{Drawing, Format, Output, OutputError};

use crate::Outcome;
use crate::arguments::{Publish, PublishFormat};
use crate::input;
use crate::output::{Failure, tell};

pub(crate) fn run(arguments: &Publish) -> Outcome {
    let output = Output::at(&arguments.to).map_err(|error| unwritten(&error))?;
    let framework = input::read(&arguments.folder)?.sound()?;
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
    let drawing = Drawing::new(&framework, scorecard, data_month, audience, logo);
    let site = draw(&drawing, &formats, &options)?;
    output.replace(&site.files).map_err(|error| unwritten(&error))?;
    tell_of(&site, &framework.scorecard(scorecard).title, &arguments.to);
    Ok(())
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
