//! What an edition asks of people, and by when.

use jiff::civil::Date;

use super::{CalendarEntry, CalendarKind, Edition, Framework};

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
    pub fn edition_days(&self, edition: &Edition) -> Vec<EditionDay> {
        let month_ends = edition.data_month.last_day();
        let of_kind = |kind: CalendarKind| {
            self.calendar.iter().filter(move |entry| entry.kind == kind && entry.to > month_ends)
        };
        let first = |kind: CalendarKind, from: Option<Date>| {
            let late = of_kind(kind).filter(|entry| from.is_none_or(|from| from <= entry.to));
            late.min_by_key(|entry| entry.to).map(of_entry)
        };
        let last = |kind: CalendarKind, by: Date| {
            of_kind(kind).filter(|entry| entry.to <= by).max_by_key(|entry| entry.to).map(of_entry)
        };
        let own = edition.published_on.map(|on| EditionDay {
            kind: CalendarKind::Publication,
            on,
            name: "Publication".to_owned(),
        });
        let publication = own.or_else(|| first(CalendarKind::Publication, None));
        let mut days = Vec::new();
        days.extend(first(CalendarKind::Meeting, publication.as_ref().map(|day| day.on)));
        let mut by = publication.as_ref().map(|day| day.on);
        days.extend(publication);
        for kind in [CalendarKind::SignOff, CalendarKind::CommentaryDue, CalendarKind::CutOff] {
            let day = by.map_or_else(|| first(kind, None), |by| last(kind, by));
            by = day.as_ref().map(|day| day.on).or(by);
            days.extend(day);
        }
        days.reverse();
        days
    }
}

fn of_entry(entry: &CalendarEntry) -> EditionDay {
    EditionDay { kind: entry.kind, on: entry.to, name: entry.name.clone() }
}
