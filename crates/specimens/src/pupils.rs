//! Pupils: children missing education, exclusions, and what young people do after year 11.
//!
//! Planned as in CYPE6 (children missing education referred to the team, and those dealt with in 30 school days, by
//! district), EH43 and EH44 (pupils permanently excluded in a year, primary and secondary) and SISE71 (young people of
//! years 12 and 13, and those not in education, employment or training).

use crate::calendar::{Day, LAST_MONTH, MONTHS};
use crate::county::{County, Done};
use crate::output::{Id, row};
use crate::places::{DISTRICTS, NEED, NOT_RECORDED};
use crate::random::Random;
use crate::series::{Flow, SCHOOLS, parts};
use crate::tables;

/// How many school days the team has.
const IN_TIME: i32 = 30;
/// Suspensions of a school day month, which no planned figure counts.
const SUSPENSIONS: usize = 950;
/// Of a thousand months of somebody in education or work, those in which something changes beside what is planned.
const CHANGES: u32 = 8;

/// What a young person of year 12 or 13 does, since a day.
#[derive(Clone, Copy)]
struct Stretch {
    person: u32,
    curriculum_year: u32,
    district: usize,
    status: &'static str,
    since: Day,
}

impl County<'_, '_> {
    pub(crate) fn missing_education(&mut self) -> Done {
        let mut random = self.random(50);
        for place in DISTRICTS.iter().copied().chain([NOT_RECORDED]) {
            let flow = Flow::rolling(&mut random, self.quotas, ("CYPE6", place), &SCHOOLS, 10, 0);
            for month in self.months() {
                for count in 0..flow.total[month] {
                    let referred = self.calendar.day_in(&mut random, month);
                    let closed = if count < flow.part[month] {
                        Some(random.between(2, IN_TIME))
                    } else {
                        random.chance(800).then(|| random.between(IN_TIME + 1, 75))
                    };
                    let mut closed = closed.map(|days| self.calendar.school_days_after(referred, days));
                    if count < flow.part[month] && month <= LAST_MONTH {
                        // What counts as in time in October has ended when that month's figures are made.
                        let known = self.calendar.last(LAST_MONTH).plus(3);
                        closed = closed.map(|day| {
                            if day > known { Day(random.between(referred.0 + 1, known.0)) } else { day }
                        });
                    }
                    let number = self.out.next(&tables::MISSING_EDUCATION);
                    let cells = row![Id("ME", number), Id("U", number), place, referred, closed];
                    self.out.write(&tables::MISSING_EDUCATION, referred, cells)?;
                }
            }
        }
        Ok(())
    }

    pub(crate) fn exclusions(&mut self) -> Done {
        let mut random = self.random(51);
        let phases: [(&str, &str, u32, &[&str]); 2] = [
            ("EH43", "primary", 10, &["R", "1", "2", "3", "4", "4", "5", "5", "6", "6"]),
            ("EH44", "secondary", 30, &["7", "8", "8", "9", "9", "9", "10", "10", "11"]),
        ];
        for (indicator, school_type, most, years) in phases {
            // No more than `most` in a month, of which as many happen as add up to the figures of twelve months.
            let of_year = i128::from(most) * 12;
            let anchors: Vec<_> = self
                .quotas
                .anchors(indicator, "kent")
                .into_iter()
                .map(|(month, value)| (month, i128::from(value / 10), of_year))
                .collect();
            let planned = self.quotas.count(indicator);
            let permanent = parts(&[most; MONTHS], planned, &anchors, LAST_MONTH, None);
            for month in self.months() {
                for _ in 0..permanent[month] {
                    self.exclude(&mut random, month, "permanent", (school_type, years))?;
                }
                let open = SCHOOLS[crate::calendar::Calendar::month_of_year(month) - 1] as usize;
                let share = if school_type == "primary" { 12 } else { 88 };
                for _ in 0..SUSPENSIONS * open * share / 10_000 {
                    self.exclude(&mut random, month, "suspension", (school_type, years))?;
                }
            }
        }
        Ok(())
    }

    fn exclude(
        &mut self,
        random: &mut Random,
        month: usize,
        kind: &str,
        (school_type, years): (&str, &[&str]),
    ) -> Done {
        let day = self.calendar.day_in(random, month);
        let number = self.out.next(&tables::EXCLUSIONS);
        let district = DISTRICTS[random.weighted(&NEED)];
        let cells =
            row![Id("EX", number), Id("UX", number), kind, day, random.pick(years), school_type, district];
        self.out.write(&tables::EXCLUSIONS, day, cells)
    }

    pub(crate) fn participation(&mut self) -> Done {
        let mut random = self.random(52);
        let planned = self.quotas.county("SISE71");
        let anchors = self.quotas.anchors("SISE71", "kent");
        // Of a thousand, those who do nothing of it, by month of the year, where no figure says so.
        let usual = [31, 32, 33, 34, 34, 34, 34, 34, 22, 23, 28, 30];
        let mut persons = 0;
        // Academic years begin in September; the last is that of October 2023.
        let last_september = LAST_MONTH - 1;
        for years_before in (0..=(last_september - self.first_month()).div_ceil(12)).rev() {
            let both = planned.denominator * (1000 - 10 * years_before as u32) / 1000;
            let begun =
                self.calendar.add_months(self.calendar.first(last_september), -12 * years_before as i32);
            let ended = self.calendar.add_months(begun, 12);
            let mut active: Vec<Stretch> = Vec::new();
            let mut neet: Vec<Stretch> = Vec::new();
            for count in 0..both {
                let curriculum_year = if count < both / 2 { 12 } else { 13 };
                let status =
                    ["education", "employment", "training", "not known"][random.weighted(&[880, 50, 40, 30])];
                let district = random.weighted(&NEED);
                active.push(Stretch { person: persons, curriculum_year, district, status, since: begun });
                persons += 1;
            }
            let (from, until) = (last_september + 12, last_september + 24);
            let of_year = (from..until).filter_map(|month| month.checked_sub(12 * (years_before + 1)));
            let months = self.months();
            for month in of_year.filter(|month| months.contains(month)) {
                let usual = i64::from(usual[crate::calendar::Calendar::month_of_year(month) - 1]);
                let rate = anchors.iter().find(|anchor| anchor.0 == month).map_or(usual, |anchor| anchor.1);
                let wanted = if month == LAST_MONTH {
                    planned.numerator as usize
                } else {
                    (i64::from(both) * rate / 1000) as usize
                };
                let changes = active.len() * CHANGES as usize / 1000;
                for _ in 0..changes.min(neet.len()) {
                    self.change(&mut random, month, (&mut neet, &mut active), "education")?;
                    self.change(&mut random, month, (&mut active, &mut neet), "neet")?;
                }
                while neet.len() > wanted {
                    self.change(&mut random, month, (&mut neet, &mut active), "education")?;
                }
                while neet.len() < wanted {
                    self.change(&mut random, month, (&mut active, &mut neet), "neet")?;
                }
            }
            for stretch in active.into_iter().chain(neet) {
                self.stretch(&stretch, ended)?;
            }
        }
        Ok(())
    }

    /// Somebody of one group goes over to the other.
    fn change(
        &mut self,
        random: &mut Random,
        month: usize,
        (from, to): (&mut Vec<Stretch>, &mut Vec<Stretch>),
        status: &'static str,
    ) -> Done {
        let at = random.below(from.len());
        let before = from.swap_remove(at);
        let last = self.calendar.last(month);
        let day = self.calendar.some_day(
            random,
            self.calendar.first(month).max(before.since.plus(1)).min(last),
            last,
        );
        if day > before.since {
            self.stretch(&before, day)?;
            to.push(Stretch { status, since: day, ..before });
        } else {
            to.push(Stretch { status, ..before });
        }
        Ok(())
    }

    fn stretch(&mut self, stretch: &Stretch, ended: Day) -> Done {
        let number = self.out.next(&tables::PARTICIPATION);
        let cells = row![
            Id("PA", number),
            Id("Y", stretch.person),
            stretch.curriculum_year,
            DISTRICTS[stretch.district],
            stretch.status,
            stretch.since,
            ended
        ];
        self.out.write(&tables::PARTICIPATION, stretch.since, cells)
    }
}
