//! Audiences, and the framework as one of them may see it.

use std::collections::BTreeSet;

use super::Framework;
use super::ids::{AudienceId, LevelId, PlaceId};
use super::scorecards::PageItem;
use super::texts::TextKind;

/// Who a copy is for, beside `internal` and `public`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    /// Its id.
    pub id: String,
    /// Who it is, in words that follow `for the`.
    pub title: String,
    /// The levels of the places that it sees; all of them where nothing is said.
    pub levels: Option<Vec<LevelId>>,
    /// The kinds of text that it reads; narratives are never among them.
    pub texts: Vec<TextKind>,
}

impl Framework {
    /// The audience of an id.
    #[must_use]
    pub fn audience(&self, id: AudienceId) -> &Audience {
        &self.audiences[id.index()]
    }

    /// Looks an audience up by its id in the files.
    #[must_use]
    pub fn find_audience(&self, id: &str) -> Option<AudienceId> {
        self.audiences.iter().position(|audience| audience.id == id).map(AudienceId::new)
    }

    /// The framework as an audience may see it. Places of other levels are gone with their names, figures and pages,
    /// so that nothing made from it can tell of them; ids stay what they are. What earlier releases said is known as
    /// far as it was published.
    #[must_use]
    pub fn seen_by(&self, id: AudienceId) -> Self {
        let mut seen = self.clone();
        let audience = self.audience(id);
        seen.reported.keep_published();
        if let Some(levels) = &audience.levels {
            seen.hide(|seen, place| !levels.contains(&seen.place(place).level));
        }
        seen.texts.retain(|text| {
            let is_seen = text.subject.place.is_none_or(|place| !seen.hidden.contains(&place));
            text.kind != TextKind::Narrative && audience.texts.contains(&text.kind) && is_seen
        });
        seen
    }

    fn hide(&mut self, is_hidden: impl Fn(&Self, PlaceId) -> bool) {
        let hidden: BTreeSet<PlaceId> = self.place_ids().filter(|place| is_hidden(self, *place)).collect();
        // A place shows the comparators of the whole that it is part of, be that hidden or not.
        let wholes: BTreeSet<PlaceId> = self
            .place_ids()
            .filter(|whole| {
                self.place_ids().any(|place| !hidden.contains(&place) && self.is_part_of(place, *whole))
            })
            .collect();
        for place in &hidden {
            let place = &mut self.places[place.index()];
            place.slug.clear();
            place.name.clear();
            place.groups.clear();
        }
        for scorecard in &mut self.scorecards {
            scorecard.changes.retain(|change| change.place.is_none_or(|place| !hidden.contains(&place)));
        }
        for place in &mut self.places {
            place.serves.retain(|served| !hidden.contains(served));
            place.succeeds = place.succeeds.filter(|before| !hidden.contains(before));
        }
        self.figures.retain(|series, _| !hidden.contains(&series.place));
        self.reported.retain(|(series, _), _| !hidden.contains(&series.place));
        self.as_now_known.retain(|(series, _), _| !hidden.contains(&series.place));
        self.comparator_values.retain(|key, _| !hidden.contains(&key.place) || wholes.contains(&key.place));
        self.verdicts.retain(|verdict| !hidden.contains(&verdict.series.place));
        self.acknowledgements.retain(|known| known.place.is_none_or(|place| !hidden.contains(&place)));
        for report in &mut self.reports {
            report.parts.retain(|part| {
                part.performance.as_ref().is_none_or(|performance| !hidden.contains(&performance.place))
            });
            report.edits.retain(|edit| !hidden.contains(&edit.place));
        }
        self.hidden = hidden;
        self.drop_empty_pages();
    }

    /// Takes out pages and sections that no place is left for.
    fn drop_empty_pages(&mut self) {
        let mut scorecards = std::mem::take(&mut self.scorecards);
        for scorecard in &mut scorecards {
            for table in &mut scorecard.place_tables {
                table.places.retain(|rows| self.select(&rows.places).next().is_some());
            }
            for panel in &mut scorecard.panels {
                panel.places.retain(|selector| self.select(selector).next().is_some());
            }
            let (sections, place_tables) = (&scorecard.sections, &scorecard.place_tables);
            let panels = &scorecard.panels;
            scorecard
                .pages
                .retain(|page| page.places.iter().any(|selector| self.select(selector).next().is_some()));
            for page in &mut scorecard.pages {
                page.items.retain(|item| match item {
                    PageItem::Section(id) => {
                        let of = sections[id.index()].of.as_ref();
                        of.is_none_or(|selector| self.select(selector).next().is_some())
                    }
                    PageItem::PlaceTable(id) => !place_tables[id.index()].places.is_empty(),
                    PageItem::Panel(id) => !panels[id.index()].places.is_empty(),
                    PageItem::Matrix(_) | PageItem::Tiles(_) => true,
                });
            }
        }
        self.scorecards = scorecards;
    }
}
