//! Schools and early years settings: when they opened, how they were inspected, and their pupils.
//!
//! No figure of theirs was published for October 2023 with its numerator: all numbers are chosen.

use crate::calendar::{Day, MONTHS};
use crate::county::{County, Done};
use crate::output::{Id, row};
use crate::tables;

/// A kind of setting: how many there are, how many of a thousand are good or outstanding when inspected, pupils in a
/// typical one, how many of a thousand of those are of statutory age, and how many of these have free meals.
struct Kind {
    name: &'static str,
    count: u32,
    good: u32,
    pupils: i32,
    statutory: i32,
    free_meals: i32,
}

const KINDS: [Kind; 5] = [
    Kind { name: "primary", count: 460, good: 915, pupils: 280, statutory: 870, free_meals: 230 },
    Kind { name: "secondary", count: 101, good: 880, pupils: 1120, statutory: 860, free_meals: 190 },
    Kind { name: "special", count: 26, good: 930, pupils: 230, statutory: 850, free_meals: 450 },
    Kind { name: "early years", count: 640, good: 968, pupils: 0, statutory: 0, free_meals: 0 },
    Kind { name: "early years domestic", count: 760, good: 960, pupils: 0, statutory: 0, free_meals: 0 },
];

/// Censuses are in the autumn, spring and summer term.
const CENSUS_MONTHS: [usize; 3] = [10, 1, 5];

impl County<'_, '_> {
    pub(crate) fn schools(&mut self) -> Done {
        let mut random = self.random(60);
        let begin = self.calendar.first(self.first_month());
        let censuses: Vec<Day> = self
            .months()
            .filter(|month| CENSUS_MONTHS.contains(&crate::calendar::Calendar::month_of_year(*month)))
            .map(|month| self.calendar.first(month).plus(17))
            .collect();
        let end = self.calendar.last(MONTHS - 1);
        for kind in &KINDS {
            for _ in 0..kind.count {
                let number = self.out.next(&tables::SETTINGS);
                let setting = Id("SE", number);
                let opened = random.chance(60).then(|| Day(random.between(begin.0 - 1500, end.0 - 400)));
                let is_school = kind.pupils > 0;
                let closed = (!is_school && random.chance(120)).then(|| {
                    Day(random
                        .between(opened.unwrap_or(begin).0 + 200, end.0.max(opened.unwrap_or(begin).0 + 201)))
                });
                let known = opened.unwrap_or(begin.plus(-1000));
                self.out.write(&tables::SETTINGS, known, row![setting, kind.name, opened, closed])?;
                let mut inspected = known.plus(random.between(300, 1300));
                while inspected < closed.unwrap_or(end) {
                    let grade = if random.chance(kind.good) {
                        if random.chance(180) { "outstanding" } else { "good" }
                    } else if random.chance(850) {
                        "requires improvement"
                    } else {
                        "inadequate"
                    };
                    let id = Id("NS", self.out.next(&tables::INSPECTIONS));
                    self.out.write(&tables::INSPECTIONS, inspected, row![id, setting, inspected, grade])?;
                    inspected = inspected.plus(random.between(900, 1700));
                }
                if !is_school {
                    continue;
                }
                let mut pupils = kind.pupils * random.between(50, 160) / 100;
                for &day in &censuses {
                    pupils += random.between(-pupils / 60 - 1, pupils / 55 + 1);
                    if opened.is_some_and(|opened| opened > day) {
                        continue;
                    }
                    let statutory = pupils * kind.statutory / 1000;
                    let free = statutory * (kind.free_meals + random.between(-60, 60)) / 1000;
                    let id = Id("CS", self.out.next(&tables::CENSUS));
                    let amounts = [pupils, statutory, free].map(|amount| amount.max(0).to_string());
                    let [pupils, statutory, free] = amounts;
                    let cells = row![id, day, setting, pupils, statutory, free];
                    self.out.write(&tables::CENSUS, day, cells)?;
                }
            }
        }
        Ok(())
    }
}
