//! Where each page lies in the site.

use std::collections::{BTreeSet, HashMap};

use framework::{Framework, IndicatorId, PageItem, PlaceId, PlaceSelector, Scorecard, ScorecardId};

/// The page of downloads.
pub(crate) const DOWNLOADS: &str = "downloads.html";

/// Where what it lists lies.
pub(crate) const DOWNLOADS_FOLDER: &str = "downloads";

/// A page of the scorecard as drawn for one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlacePage {
    /// The place of the page in [`framework::Scorecard::pages`].
    pub page: usize,
    pub place: PlaceId,
    /// Whether an earlier page of the scorecard shows the same place.
    pub is_further: bool,
    pub path: String,
}

/// The addresses of an edition's pages.
#[derive(Debug, Clone)]
pub(crate) struct Paths {
    pub place_pages: Vec<PlacePage>,
    /// The covering reports that are drawn with the scorecard, by their place in [`Framework::reports`].
    pub reports: Vec<(usize, String)>,
    indicators: HashMap<IndicatorId, String>,
    /// For each place its own page, or the page and the anchor of its block on another's.
    places: HashMap<PlaceId, String>,
}

impl Paths {
    /// The first page that names a place lies at `places/SLUG.html`, a further one at `places/SLUG-PAGE.html`; an
    /// address that is taken gets a number.
    pub(crate) fn new(framework: &Framework, id: ScorecardId) -> Self {
        let scorecard = framework.scorecard(id);
        let mut taken: BTreeSet<String> =
            ["places/index.html", "indicators/index.html"].map(str::to_owned).into();
        let mut place_pages: Vec<PlacePage> = Vec::new();
        let mut places = HashMap::new();
        let mut on_this_page = BTreeSet::new();
        for (number, page) in scorecard.pages.iter().enumerate() {
            on_this_page.clear();
            for place in page.places.iter().flat_map(|selector| framework.select(selector)) {
                if !on_this_page.insert(place) {
                    continue;
                }
                let slug = &framework.place(place).slug;
                let is_further = places.contains_key(&place);
                let name = if is_further { format!("{slug}-{}", page.id) } else { slug.clone() };
                let path = claim(&mut taken, "places", &name);
                if !is_further {
                    places.insert(place, path.clone());
                }
                place_pages.push(PlacePage { page: number, place, is_further, path });
            }
        }
        for shown in &place_pages {
            for item in &scorecard.pages[shown.page].items {
                for (id, selector) in blocks(scorecard, *item) {
                    for team in framework.select(selector) {
                        if framework.belongs_to_page(team, shown.place) {
                            let anchor = format!("{}#{id}-{}", shown.path, framework.place(team).slug);
                            places.entry(team).or_insert(anchor);
                        }
                    }
                }
            }
        }
        let indicators = scorecard
            .indicators()
            .into_iter()
            .map(|id| (id, claim(&mut taken, "indicators", &file_name(&framework.indicator(id).id))))
            .collect();
        let reports = framework.reports.iter().enumerate();
        let reports = reports
            .filter(|(_, report)| report.is_drawn_with(id))
            .map(|(number, report)| (number, claim(&mut taken, "reports", &file_name(&report.id))))
            .collect();
        Self { place_pages, reports, indicators, places }
    }

    /// The page of an indicator, if the scorecard shows it.
    pub(crate) fn indicator(&self, id: IndicatorId) -> Option<&str> {
        self.indicators.get(&id).map(String::as_str)
    }

    /// The page of a place, or where it is shown on another's.
    pub(crate) fn place(&self, id: PlaceId) -> Option<&str> {
        self.places.get(&id).map(String::as_str)
    }
}

/// The places of which an item of a page shows a block or a row, each with the id that its anchor begins with.
fn blocks(scorecard: &Scorecard, item: PageItem) -> Vec<(&str, &PlaceSelector)> {
    match item {
        PageItem::Section(id) => {
            let section = scorecard.section(id);
            section.of.iter().map(|selector| (section.id.as_str(), selector)).collect()
        }
        PageItem::PlaceTable(id) => {
            let table = scorecard.place_table(id);
            table.places.iter().map(|rows| (table.id.as_str(), &rows.places)).collect()
        }
        PageItem::Matrix(_) | PageItem::Tiles(_) | PageItem::Panel(_) => Vec::new(),
    }
}

/// An address below a folder that no other page has.
pub(crate) fn claim(taken: &mut BTreeSet<String>, folder: &str, name: &str) -> String {
    let numbered = (2..).map(|number| format!("{folder}/{name}-{number}.html"));
    let mut candidates = std::iter::once(format!("{folder}/{name}.html")).chain(numbered);
    let free = candidates.find(|path| !taken.contains(path)).unwrap_or_default();
    taken.insert(free.clone());
    free
}

/// A text as a file name: lower case, letters and digits and hyphens.
pub(crate) fn file_name(text: &str) -> String {
    let kept = text.chars().map(|character| match character.to_ascii_lowercase() {
        lower if lower.is_ascii_alphanumeric() => lower,
        _ => '-',
    });
    kept.collect()
}

/// The address of a page seen from another, both given from the root of the site.
pub(crate) fn relative(from: &str, to: &str) -> String {
    format!("{}{to}", root(from))
}

/// The way from a page to the root of the site: empty or `../`.
pub(crate) fn root(from: &str) -> &'static str {
    if from.contains('/') { "../" } else { "" }
}
