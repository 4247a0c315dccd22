//! What stands around every page.

use framework::{DisclosureLimits, DisclosureMethod, DisclosureProfile, Earlier, PlaceId};

use crate::edition::Edition;
use crate::paths::{self, DOWNLOADS, relative};
use crate::words;
use crate::{Audience, Superseded};

/// What stands around a page: header, navigation, bands, footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shell {
    /// The title of the page, as the browser shows it.
    pub title: String,
    /// The title of the scorecard.
    pub scorecard: String,
    /// Whose scorecard it is.
    pub organisation: String,
    /// The name of the framework.
    pub framework: String,
    /// The month that the data run to.
    pub data_month: String,
    /// First or final release, or draft.
    pub status: Option<&'static str>,
    /// The day of publication, where it is known.
    pub published_on: Option<String>,
    /// The way to the root of the site: empty or `../`.
    pub root: String,
    /// The council's logo.
    pub brandmark: Option<Brandmark>,
    /// The way to other pages.
    pub navigation: Vec<NavigationItem>,
    /// What every page must say.
    pub bands: Vec<Band>,
    /// What stands for a withheld figure, in a copy that withholds some.
    pub key: Option<&'static str>,
    /// The edition that stands in the place of this one, where that can be read.
    pub standing: Option<String>,
    /// Whether earlier periods are shown as they were published or as they are known by now, where that can differ.
    pub earlier: Option<String>,
    /// Who answers questions: roles.
    pub contacts: Vec<String>,
    /// The page of downloads, if there are any.
    pub downloads: Option<String>,
}

/// A logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brandmark {
    /// Its address.
    pub href: String,
    /// What it shows.
    pub alternative: String,
}

/// A link of the navigation, or a menu of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavigationItem {
    /// Its words.
    pub title: String,
    /// Where it leads; nothing for a menu.
    pub href: String,
    /// Whether it is the page itself, or a menu that holds it.
    pub is_current: bool,
    /// The links of a menu.
    pub items: Vec<NavigationItem>,
}

/// Something that every page must say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// In a few words.
    pub heading: String,
    /// In a sentence; may be empty.
    pub text: String,
}

/// The shell of the page at a path.
pub(crate) fn shell(edition: &Edition<'_>, path: &str, title: &str) -> Shell {
    let framework = edition.framework;
    let scorecard = edition.scorecard.title.clone();
    let brandmark = edition
        .logo_path
        .as_ref()
        .zip(framework.brand.logo.as_ref())
        .map(|(href, logo)| Brandmark { href: relative(path, href), alternative: logo.alternative.clone() });
    Shell {
        title: format!("{title} \u{b7} {scorecard}, {}", edition.data_month.words()),
        scorecard,
        organisation: framework.organisation.clone(),
        framework: framework.name.clone(),
        data_month: edition.data_month.words(),
        status: edition.status_words(),
        published_on: edition.declared.and_then(|declared| declared.published_on).map(words::day),
        root: paths::root(path).to_owned(),
        brandmark,
        navigation: navigation(edition, path),
        bands: bands(edition),
        key: withholds(edition).then_some("c stands for a figure that is withheld."),
        standing: standing(edition, path),
        earlier: edition.since().map(|_| earlier(edition)),
        contacts: framework.contacts.iter().map(|contact| contact.role.clone()).collect(),
        downloads: (!edition.downloads.is_empty()).then(|| relative(path, DOWNLOADS)),
    }
}

/// Whether the copy withholds figures because they could reveal somebody.
fn withholds(edition: &Edition<'_>) -> bool {
    let protects = |profile: &DisclosureProfile| matches!(profile.method, DisclosureMethod::Protect(_));
    edition.audience == Audience::Public && edition.framework.disclosure.as_ref().is_some_and(protects)
}

/// The address of the edition that stands, seen from a page.
fn standing(edition: &Edition<'_>, path: &str) -> Option<String> {
    let href = edition.compared?.superseded.as_ref()?.href.as_ref()?;
    let is_whole = href.contains("://") || href.starts_with('/');
    Some(if is_whole { href.clone() } else { relative(path, href) })
}

/// What pages that are superseded begin with.
pub(crate) const SUPERSEDED: &str = "Superseded";

pub(crate) fn superseded_by(Superseded { by, published_on, .. }: &Superseded) -> String {
    match published_on {
        Some(day) => format!("Release {by}, published on {}, stands in its place.", words::day(*day)),
        None => format!("Release {by} stands in its place."),
    }
}

/// Whose copy it is, and what else every copy of the edition must say.
pub(crate) fn bands(edition: &Edition<'_>) -> Vec<Band> {
    let framework = edition.framework;
    let mut bands = Vec::new();
    let superseded = edition.compared.and_then(|compared| compared.superseded.as_ref());
    bands.extend(
        superseded.map(|superseded| Band { heading: SUPERSEDED.to_owned(), text: superseded_by(superseded) }),
    );
    if framework.specimen {
        bands.push(Band {
            heading: "Specimen".to_owned(),
            text: "The records and texts are made up; they describe nobody.".to_owned(),
        });
    }
    let copy = match edition.audience {
        Audience::Internal => Some("Internal copy".to_owned()),
        Audience::Declared(id) => Some(format!("Copy for the {}", framework.audience(id).title)),
        Audience::Public => {
            bands.extend(framework.disclosure.as_ref().map(public));
            None
        }
    };
    bands.extend(copy.map(|heading| Band {
        heading,
        text: "Not for publication: small numbers are not protected.".to_owned(),
    }));
    if let Some(notice) = &framework.notice {
        bands.push(Band { heading: "Notice".to_owned(), text: notice.clone() });
    }
    if edition.scorecard.earlier == Earlier::AsPublished {
        bands.push(Band { heading: "Earlier periods as published".to_owned(), text: earlier(edition) });
    }
    bands
}

/// How earlier periods are shown; who works with the figures is told how to see them otherwise.
fn earlier(edition: &Edition<'_>) -> String {
    let (shown, other) = match edition.scorecard.earlier {
        Earlier::AsNowKnown => ("as they are known by now", Earlier::AsPublished),
        Earlier::AsPublished => ("as they were first published", Earlier::AsNowKnown),
    };
    let otherwise = match edition.audience {
        Audience::Internal => {
            format!("; `bellwether publish --earlier {}` draws the other view", other.token())
        }
        Audience::Declared(_) | Audience::Public => String::new(),
    };
    format!("Earlier periods are shown {shown}{otherwise}.")
}

/// How small numbers are protected, and who answers for it.
fn public(profile: &DisclosureProfile) -> Band {
    match &profile.method {
        DisclosureMethod::AsPublished { reason } => {
            Band { heading: "As the council published".to_owned(), text: reason.clone() }
        }
        DisclosureMethod::Protect(DisclosureLimits { nearest: Some(nearest), .. }) => Band {
            heading: format!("Counts are rounded to the nearest {nearest}"),
            text: format!(
                "Percentages, ratings and directions are those of the rounded counts. What would still give small \
                 numbers away is withheld. Questions: {}.",
                profile.owner
            ),
        },
        DisclosureMethod::Protect(limits) => Band {
            heading: "Small numbers are hidden".to_owned(),
            text: format!(
                "Counts below {}, and whatever would give them away, are withheld. Questions: {}.",
                limits.threshold, profile.owner
            ),
        },
    }
}

/// The covering reports: a link to the only one, or a menu.
fn reports(edition: &Edition<'_>, path: &str) -> Option<NavigationItem> {
    let link = |(number, to): &(usize, String)| NavigationItem {
        title: edition.framework.reports[*number].title.clone(),
        href: relative(path, to),
        is_current: path == to,
        items: Vec::new(),
    };
    let mut items: Vec<NavigationItem> = edition.paths.reports.iter().map(link).collect();
    if items.len() > 1 {
        let is_current = items.iter().any(|item| item.is_current);
        return Some(NavigationItem { title: "Reports".to_owned(), href: String::new(), is_current, items });
    }
    let only = items.pop()?;
    Some(NavigationItem { title: "Report".to_owned(), ..only })
}

fn navigation(edition: &Edition<'_>, path: &str) -> Vec<NavigationItem> {
    let link = |title: &str, to: &str| NavigationItem {
        title: title.to_owned(),
        href: relative(path, to),
        is_current: path == to,
        items: Vec::new(),
    };
    let mut items = vec![link("Overview", "index.html")];
    for (number, page) in edition.scorecard.pages.iter().enumerate() {
        let shown: Vec<_> = edition.paths.place_pages.iter().filter(|shown| shown.page == number).collect();
        let name = |place: PlaceId| edition.framework.place(place).name.as_str();
        match shown[..] {
            [] => {}
            [only] if only.is_further => items.push(link(&page.title, &only.path)),
            [only] => items.push(link(name(only.place), &only.path)),
            _ => items.push(NavigationItem {
                title: page.title.clone(),
                href: String::new(),
                is_current: shown.iter().any(|shown| shown.path == path),
                items: shown.iter().map(|shown| link(name(shown.place), &shown.path)).collect(),
            }),
        }
    }
    items.extend(reports(edition, path));
    items.push(link("All places", "places/index.html"));
    let mut indicators = link("Indicators", "indicators/index.html");
    indicators.is_current = path.starts_with("indicators/");
    items.push(indicators);
    if edition.scorecard.exceptions.is_some() {
        let mut exceptions = link("Exceptions", "exceptions/index.html");
        exceptions.is_current = path.starts_with("exceptions/");
        items.push(exceptions);
    }
    items.push(link("Guidance", "guidance.html"));
    items.push(link("Sources", "sources.html"));
    items.push(link("Definitions", "definitions.html"));
    if super::changes::has_changes(edition) {
        items.push(link("Changes", "changes.html"));
    }
    items
}
