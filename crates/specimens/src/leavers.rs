//! Care leavers: those whom the council supports after care, and what they do at their birthdays.
//!
//! Planned as in SCS34: young people aged 17 to 21 whose birthday fell in a year, with whom there was contact around
//! it (in the same month here), and those of them in education, employment or training (activity F or P).

use crate::calendar::{Day, MONTHS};
use crate::county::{County, Done};
use crate::output::{Id, row};
use crate::places::LEAVER_TEAMS;
use crate::series::{EVEN, Flow};
use crate::tables;

/// Somebody who left care at 16 or later.
#[derive(Clone, Copy)]
pub(crate) struct Leaver {
    pub(crate) person: u32,
    pub(crate) born: Day,
    pub(crate) left: Day,
}

impl County<'_, '_> {
    pub(crate) fn leavers(&mut self, leavers: &[Leaver]) -> Done {
        let mut random = self.random(30);
        let flow = Flow::rolling(&mut random, self.quotas, ("SCS34", "kent"), &EVEN, 25, 0);
        let mut birthdays: Vec<Vec<(Leaver, Day)>> = (0..MONTHS).map(|_| Vec::new()).collect();
        for &leaver in leavers {
            self.support(&mut random, leaver)?;
            for years in 17..=21 {
                let day = self.calendar.birthday(leaver.born, years);
                if day >= leaver.left
                    && let Some(month) = self.calendar.month(day)
                {
                    birthdays[month].push((leaver, day));
                }
            }
        }
        let first = self.first_month();
        for (month, mut due) in birthdays.into_iter().enumerate().skip(first) {
            random.shuffle(&mut due);
            let total = flow.total[month] as usize;
            // Some left care before the records begin.
            while due.len() < total + total / 9 {
                let age = random.between(18, 21);
                let day = self.calendar.day_in(&mut random, month);
                let born = self.calendar.add_months(day, -12 * age);
                let day = self.calendar.birthday(born, age);
                let left = self.calendar.birthday(born, 18);
                let person = self.person(&mut random, left.min(day), born, None)?;
                let leaver = Leaver { person, born, left };
                self.support(&mut random, leaver)?;
                due.push((leaver, day));
            }
            let mut active = flow.part[month] as usize;
            for (count, &(leaver, birthday)) in due.iter().take(total + total / 9).enumerate() {
                let in_touch = count < total;
                let is_active = in_touch && random.below(total - count) < active;
                active -= usize::from(is_active);
                let activity = if is_active {
                    random.pick(&["F1", "F2", "F2", "F4", "F5", "P1", "P2", "P4", "P5"])
                } else if in_touch {
                    random.pick(&["G4", "G5", "G5", "G6", "N1"])
                } else {
                    ""
                };
                let (least, most) = (self.calendar.first(month), self.calendar.last(month));
                let near = birthday.plus(random.between(-12, 12)).max(least).min(most);
                // Nobody is asked before turning 17.
                let contact = if self.calendar.age(leaver.born, near) < 17 { birthday } else { near };
                let number = self.out.next(&tables::CARE_LEAVERS);
                let home = random.pick(&["B", "C", "D", "E", "K", "T", "U"]);
                let team = format!("care-leavers-{}", random.below(LEAVER_TEAMS) + 1);
                let cells = row![
                    Id("CL", number),
                    Id("P", leaver.person),
                    if leaver.left <= birthday.plus(-365) { "Former relevant" } else { "Relevant" },
                    in_touch,
                    contact,
                    if in_touch { home } else { "" },
                    if in_touch { random.pick(&["1", "1", "1", "2"]) } else { "" },
                    activity,
                    contact.plus(-random.between(10, 150)),
                    format!("W01-{team:.44}"),
                    team.as_str(),
                    format!("W{:02}-{team:.44}", random.between(1, 20))
                ];
                self.out.write(&tables::CARE_LEAVERS, contact, cells)?;
            }
        }
        Ok(())
    }

    /// The involvement of a team of personal advisers up to the 21st birthday.
    fn support(&mut self, random: &mut crate::random::Random, leaver: Leaver) -> Done {
        let team = format!("care-leavers-{}", random.below(LEAVER_TEAMS) + 1);
        let end = self.calendar.birthday(leaver.born, 21);
        let number = self.out.next(&tables::INVOLVEMENTS);
        let worker = format!("W{:02}-{team:.44}", random.between(1, 20));
        let cells = row![
            Id("IN", number),
            worker,
            "personal adviser",
            team,
            leaver.left,
            end,
            (Some(end), "came of age"),
            Id("P", leaver.person),
            ""
        ];
        self.out.write(&tables::INVOLVEMENTS, leaver.left, cells)
    }
}
