//! What an edition asks of people, and by when.

use jiff::civil::Date;
use periods::Month;

use super::{CalendarEntry, CalendarKind, Edition, Framework, ScorecardId};

/// A day on the way to an edition's publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionDay {
    /// What is due.
    pub kind: CalendarKind,
    /// The last day on which it is in time.
    pub on: Date,
    /// What the calendar calls it.
    pub name: String,
}

impl Framework {
    /// The days on the way to an edition's publication and to the meeting that reads it, as far as the calendars know
    /// them, the earliest first. They are counted back: publication is the edition's own day or the next one after its
    /// month; sign-off, commentary and cut-off are each the last of their kind by then; the meeting is the next.
    #[must_use]
    pub fn edition_days(&self, scorecard: ScorecardId, data_month: Month) -> Vec<EditionDay> {
        let is_this = |edition: &&Edition| (edition.scorecard, edition.data_month) == (scorecard, data_month);
        let published_on = self.editions.iter().find(is_this).and_then(|edition| edition.published_on);
        let of_kind = |kind: CalendarKind| {
            let after = move |entry: &&CalendarEntry| entry.kind == kind && entry.to > data_month.last_day();
            self.calendar.iter().filter(after)
        };
        let first = |kind: CalendarKind, from: Option<Date>| {
            let late = of_kind(kind).filter(|entry| from.is_none_or(|from| from <= entry.to));
            late.min_by_key(|entry| entry.to).map(of_entry)
        };
        let last = |kind: CalendarKind, by: Date| {
            of_kind(kind).filter(|entry| entry.to <= by).max_by_key(|entry| entry.to).map(of_entry)
        };
        let own = published_on.map(|on| EditionDay {
            kind: CalendarKind::Publication,
            on,
            name: "Publication".to_owned(),
        });
        let publication = own.or_else(|| first(CalendarKind::Publication, None));
        let mut by = publication.as_ref().map(|day| day.on);
        let mut days = Vec::new();
        days.extend(first(CalendarKind::Meeting, by));
        days.extend(publication);
        for kind in [CalendarKind::SignOff, CalendarKind::CommentaryDue, CalendarKind::CutOff] {
            let day = by.map_or_else(|| first(kind, None), |by| last(kind, by));
            by = day.as_ref().map(|day| day.on).or(by);
            days.extend(day);
        }
        days.reverse();
        days
    }

    /// The day by which the texts of an edition are due, where the calendars know it.
    #[must_use]
    pub fn commentary_due(&self, scorecard: ScorecardId, data_month: Month) -> Option<Date> {
        let days = self.edition_days(scorecard, data_month);
        days.into_iter().find(|day| day.kind == CalendarKind::CommentaryDue).map(|day| day.on)
    }
}

fn of_entry(entry: &CalendarEntry) -> EditionDay {
    EditionDay { kind: entry.kind, on: entry.to, name: entry.name.clone() }
}
