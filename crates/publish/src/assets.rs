//! The stylesheet, the script, the brand and the logo.

use framework::Brand;

use crate::paths::file_name;
use crate::{Request, SiteFile};

/// The stylesheet of every page.
pub const STYLE: &str = include_str!("../assets/site.css");
/// The script of every page, which works without.
pub const SCRIPT: &str = include_str!("../assets/site.js");

pub(crate) fn files(request: &Request<'_>) -> Vec<SiteFile> {
    let text =
        |path: &str, content: String| SiteFile { path: path.to_owned(), content: content.into_bytes() };
    let mut files = vec![
        text("assets/site.css", STYLE.to_owned()),
        text("assets/site.js", SCRIPT.to_owned()),
        text("assets/brand.css", brand_style(&request.framework.brand)),
    ];
    if let (Some(path), Some(logo)) = (logo_path(request), &request.logo) {
        files.push(SiteFile { path, content: logo.content.clone() });
    }
    files
}

/// Where the logo lies, if there is one and the framework says what it shows.
pub(crate) fn logo_path(request: &Request<'_>) -> Option<String> {
    let logo = request.logo.as_ref().filter(|_| request.framework.brand.logo.is_some())?;
    let ending = logo.name.rsplit_once('.').map_or("", |(_, ending)| ending);
    Some(format!("assets/logo.{}", file_name(ending)))
}

/// The council's colours as tokens. The framework's reader has checked that they are colours.
#[must_use]
pub fn brand_style(brand: &Brand) -> String {
    let rule = |colour: &Option<String>| colour.as_ref().map(|colour| format!(":root{{--accent:{colour}}}"));
    let dark = rule(&brand.accent_dark)
        .map(|rule| format!("@media screen and (prefers-color-scheme:dark){{{rule}}}"));
    let lines: Vec<String> = rule(&brand.accent).into_iter().chain(dark).collect();
    lines.join("\n") + "\n"
}
