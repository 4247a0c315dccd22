//! An edition, drawn for everybody who may get a copy.

use std::collections::BTreeSet;

use documents::pdf::Options;
use framework::Framework;
use publish::{Audience, SiteFile};
use store::{AudienceCopy, CopyFile, Store};

use crate::compared::compare;
use crate::draft::{Draft, DraftError};
use crate::draw::{DrawError, Drawing, Drawn, Format};

/// The copies of an edition in every format, as they are read once it is published: internal, for each audience that the
/// framework declares, and public. For an audience that may not have one it is said why. `on_part` is told each part
/// before it is drawn.
///
/// # Errors
///
/// If a format cannot be made, or the earlier releases cannot be read.
pub async fn copies(
    store: &Store,
    draft: &Draft<'_>,
    framework: &Framework,
    on_part: &mut dyn FnMut(&str),
) -> Result<Vec<AudienceCopy>, DraftError> {
    let formats: BTreeSet<Format> = Format::ALL.into();
    let mut copies = Vec::new();
    for (audience, name) in audiences(framework) {
        let drawn =
            Drawn { scorecard: draft.scorecard, data_month: draft.data_month, audience, is_kept: true };
        let mut framework = framework.clone();
        let compared = compare(store, draft.folder, &mut framework, drawn, draft.reason).await?;
        let drawing = Drawing::new(&framework, drawn, compared, draft.logo.cloned());
        let files = match drawing.draw(&formats, &Options::default(), on_part) {
            Ok(site) => Ok(site.files.into_iter().map(file).collect()),
            Err(DrawError::Refused(refusal)) => Err(refusal.to_string()),
            Err(other) => return Err(other.into()),
        };
        copies.push(AudienceCopy { audience: name.to_owned(), files });
    }
    Ok(copies)
}

/// Everybody whom copies are made for, with the names by which commands know them.
fn audiences(framework: &Framework) -> impl Iterator<Item = (Audience, &str)> {
    let declared = framework.audiences.iter().filter_map(|audience| {
        Some((Audience::Declared(framework.find_audience(&audience.id)?), audience.id.as_str()))
    });
    std::iter::once((Audience::Internal, "internal")).chain(declared).chain([(Audience::Public, "public")])
}

fn file(SiteFile { path, content }: SiteFile) -> CopyFile {
    CopyFile { content_type: content_type(&path).to_owned(), path, content }
}

/// The content type of a file that is drawn, by the ending of its name.
#[must_use]
pub fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json",
        Some("pdf") => "application/pdf",
        Some("zip") => "application/zip",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => "application/octet-stream",
    }
}
