//! Sites of small frameworks from texts.

use std::collections::BTreeMap;

use framework::{Folder, Framework, compile};
use publish::{Audience, Request, site};

/// The framework of some files; fails with what is wrong with them.
pub(crate) fn compiled<'t>(texts: impl IntoIterator<Item = (&'t str, String)>) -> Framework {
    let texts = texts.into_iter().map(|(path, text)| (path.to_owned(), text));
    let (framework, diagnostics) = compile(&Folder::from_texts(texts));
    framework.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

/// The pages of a scorecard's site for June 2021.
pub(crate) fn drawn(framework: &Framework, scorecard: &str) -> BTreeMap<String, String> {
    drawn_for(framework, scorecard, Audience::Internal)
}

/// The same as an audience gets them.
pub(crate) fn drawn_for(
    framework: &Framework,
    scorecard: &str,
    audience: Audience,
) -> BTreeMap<String, String> {
    let request = Request {
        framework,
        scorecard: framework.find_scorecard(scorecard).expect("a scorecard"),
        data_month: periods::Month::parse("2021-06").expect("a month"),
        audience,
        logo: None,
        disclosure: None,
        compared: None,
    };
    let site = site(&request, &mut |_| {}).expect("a site");
    let text = |content| String::from_utf8(content).expect("text");
    site.files.into_iter().map(|file| (file.path, text(file.content))).collect()
}
