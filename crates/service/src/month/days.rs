//! The days on the way to an edition's publication, counted back from.

use framework::CalendarKind;
use jiff::civil::Date;
use periods::day_in_words;

use super::EditionKey;
use crate::work::AtWork;

/// A day on the way, as a step of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Countdown {
    pub kind: CalendarKind,
    /// What is due.
    pub name: &'static str,
    pub on: Date,
    /// `14 November 2023`.
    pub day: String,
    /// `in 5 days`.
    pub distance: String,
    pub is_over: bool,
    /// Whether it is the first that isn't over.
    pub is_next: bool,
}

/// The days of an edition, the earliest first.
pub(crate) fn days_from(work: &AtWork, edition: EditionKey, today: Date) -> Vec<Countdown> {
    let days = work.framework.edition_days(edition.scorecard, edition.data_month);
    let mut days: Vec<Countdown> = days
        .into_iter()
        .map(|day| Countdown {
            kind: day.kind,
            name: name(day.kind),
            on: day.on,
            day: day_in_words(day.on),
            distance: distance(today, day.on),
            is_over: day.on < today,
            is_next: false,
        })
        .collect();
    if let Some(next) = days.iter_mut().find(|day| !day.is_over) {
        next.is_next = true;
    }
    days
}

fn name(kind: CalendarKind) -> &'static str {
    match kind {
        CalendarKind::CutOff => "Cut-off for records",
        CalendarKind::CommentaryDue => "Commentary due",
        CalendarKind::SignOff => "Sign-off",
        CalendarKind::Publication => "Publication",
        CalendarKind::Meeting => "Meeting",
        CalendarKind::BankHoliday | CalendarKind::SchoolTerm | CalendarKind::SchoolClosed => "",
    }
}

/// How far a day is from today: `in 5 days`, `today`, `3 days ago`. On the day itself it is still in time.
pub(crate) fn distance(today: Date, on: Date) -> String {
    match (on - today).get_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days > 0 => format!("in {days} days"),
        days => format!("{} days ago", -days),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::distance;

    #[test]
    fn a_day_is_so_far_from_today() {
        let today = date(2023, 11, 14);
        for (on, expected) in [
            (date(2023, 11, 9), "5 days ago"),
            (date(2023, 11, 13), "yesterday"),
            (date(2023, 11, 14), "today"),
            (date(2023, 11, 15), "tomorrow"),
            (date(2023, 11, 16), "in 2 days"),
            (date(2023, 12, 14), "in 30 days"),
        ] {
            assert_eq!(distance(today, on), expected);
        }
    }
}
