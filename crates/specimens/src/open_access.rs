//! Children's centres and youth hubs: who came, and families whom they supported for a while; and the outcomes of youth
//! justice.
//!
//! Planned as in FS3a and FS3b: requests for focused support taken up by children's centres and by youth hubs.

use crate::calendar::LAST_MONTH;
use crate::county::{County, Done};
use crate::output::{Id, row};
use crate::places::{DISTRICTS, NEED};
use crate::random::Random;
use crate::series::{EVEN, SCHOOLS, spread};
use crate::tables;

/// Contacts of an average month, and those who ever come.
const CONTACTS: u32 = 9000;
const CLIENTS: usize = 70_000;
/// Of a thousand families whose focused support ends, those who go on coming.
const STILL_SUPPORTED: u32 = 420;
/// Outcomes of youth justice in a year, and how many of a thousand are somebody's first.
const OUTCOMES: u32 = 720;
const FIRST: u32 = 340;

impl County<'_, '_> {
    pub(crate) fn open_access(&mut self) -> Done {
        let mut random = self.random(62);
        let contacts = spread(&mut random, CONTACTS * 12, &SCHOOLS, 0, LAST_MONTH);
        for month in self.months() {
            for _ in 0..contacts[month] {
                // Some come every week, most now and then.
                let client =
                    if random.chance(500) { random.below(CLIENTS / 10) } else { random.below(CLIENTS) };
                let kind = [
                    "session",
                    "direct intervention",
                    "email, telephone or text",
                    "meeting with client",
                    "contact with client",
                    "letter",
                    "no reply",
                ][random.weighted(&[700, 60, 80, 50, 50, 30, 30])];
                self.come(&mut random, month, (client as u32, None), kind)?;
            }
        }
        self.focused_support(&mut random)
    }

    fn come(
        &mut self,
        random: &mut Random,
        month: usize,
        (client, family): (u32, Option<u32>),
        kind: &str,
    ) -> Done {
        let day = self.calendar.day_in(random, month);
        let number = self.out.next(&tables::OPEN_ACCESS);
        let family = family.map(|family| Id("F", family));
        self.out.write(&tables::OPEN_ACCESS, day, row![Id("OA", number), Id("CN", client), family, kind, day])
    }

    fn focused_support(&mut self, random: &mut Random) -> Done {
        let mut clients = CLIENTS as u32;
        for (indicator, started_by) in [("FS3a", "children's centre"), ("FS3b", "youth hub")] {
            let planned = self.quotas.count(indicator);
            let mut started = spread(random, planned * 12, &EVEN, 10, LAST_MONTH);
            started[LAST_MONTH] = planned;
            for month in self.months() {
                for _ in 0..started[month] {
                    let family = self.family();
                    let begun = self.calendar.day_in(random, month);
                    let closed = begun.plus(random.between(30, 200));
                    let number = self.out.next(&tables::FOCUSED_SUPPORT);
                    let cells = row![Id("FO", number), Id("F", family), started_by, begun, closed];
                    self.out.write(&tables::FOCUSED_SUPPORT, begun, cells)?;
                    let after = self.calendar.month(closed).map(|month| month + 1);
                    let after = after.filter(|month| *month < crate::calendar::MONTHS);
                    if let Some(after) = after.filter(|_| random.chance(STILL_SUPPORTED)) {
                        self.come(random, after, (clients, Some(family)), "session")?;
                        clients += 1;
                    }
                }
            }
        }
        Ok(())
    }

    pub(crate) fn youth_justice(&mut self) -> Done {
        let mut random = self.random(63);
        let outcomes = spread(&mut random, OUTCOMES, &EVEN, 0, LAST_MONTH);
        for month in self.months() {
            for _ in 0..outcomes[month] {
                let day = self.calendar.day_in(&mut random, month);
                let age = random.between(11, 17);
                let born = self.born(&mut random, day, age);
                let person = self.person(&mut random, day, born, None)?;
                let kind = random.pick(&[
                    "youth caution",
                    "youth conditional caution",
                    "referral order",
                    "youth rehabilitation order",
                ]);
                let number = self.out.next(&tables::YOUTH_JUSTICE);
                let district = DISTRICTS[random.weighted(&NEED)];
                let cells =
                    row![Id("YJ", number), Id("P", person), day, kind, random.chance(FIRST), district];
                self.out.write(&tables::YOUTH_JUSTICE, day, cells)?;
            }
        }
        Ok(())
    }
}
