//! Contacts of the front door: who got in touch about a child, and what was decided.
//!
//! Planned as in FD01-C, FD02-C, FD03-C and FD14-C: the children of whom there was a contact in a month, those who met
//! the threshold of social work, those who went on to early help, and those for whom advice was enough.

use crate::calendar::{LAST_MONTH, MONTHS};
use crate::county::{County, Done};
use crate::output::{Id, row};
use crate::random::Random;
use crate::series::{SCHOOLS, spread};
use crate::tables;

/// What is decided, and the indicator that counts it.
const OUTCOMES: [(&str, &str); 3] = [
    ("FD02-C", "Threshold met for CSWS"),
    ("FD03-C", "Proceed to Early Help Unit"),
    ("FD14-C", "Information, Advice & Guidance"),
];
/// What else is decided.
const OTHER: &str = "Signposted elsewhere";
/// Of a thousand children of a month, those who were not heard of before.
const NEW: u32 = 300;

impl County<'_, '_> {
    pub(crate) fn contacts(&mut self) -> Done {
        let mut random = self.random(43);
        let all = of_months(&mut random, self.quotas.count("FD01-C"));
        let decided = OUTCOMES.map(|(indicator, _)| of_months(&mut random, self.quotas.count(indicator)));
        // Children of whom there was a contact before.
        let mut known: Vec<u32> = Vec::new();
        for month in self.months() {
            let mut referred = std::mem::take(&mut self.seen.referred[month]);
            random.shuffle(&mut referred);
            let mut children: Vec<u32> = referred.into_iter().take(decided[0][month] as usize).collect();
            random.shuffle(&mut known);
            let mut again = 0;
            while children.len() < all[month] as usize {
                if again < known.len() && !random.chance(NEW) {
                    children.push(known[again]);
                    again += 1;
                    continue;
                }
                let day = self.calendar.first(month);
                let age = random.between(0, 17);
                let born = self.born(&mut random, day, age);
                let family = self.family();
                children.push(self.person(&mut random, day, born, Some(family))?);
            }
            known.extend(&children[(decided[0][month] as usize).min(children.len())..]);
            known.sort_unstable();
            known.dedup();
            let mut rest = children.as_slice();
            for (position, (_, outcome)) in OUTCOMES.iter().enumerate() {
                let (those, others) = rest.split_at((decided[position][month] as usize).min(rest.len()));
                for child in those {
                    self.contact(&mut random, month, *child, outcome)?;
                    // Advice is asked for more than once; a child is counted once.
                    if *outcome == OUTCOMES[2].1 && random.chance(90) {
                        self.contact(&mut random, month, *child, outcome)?;
                    }
                }
                rest = others;
            }
            for child in rest {
                self.contact(&mut random, month, *child, OTHER)?;
            }
        }
        Ok(())
    }

    fn contact(&mut self, random: &mut Random, month: usize, child: u32, outcome: &str) -> Done {
        let day = self.calendar.day_in(random, month);
        let (code, source) = random.pick(&[
            ("1A", "Individual: family member"),
            ("2A", "Schools"),
            ("3A", "Health services: GP"),
            ("3D", "Health services: A&E"),
            ("5B", "LA services: housing"),
            ("6", "Police"),
        ]);
        let number = self.out.next(&tables::CONTACTS);
        let cells = row![Id("CO", number), Id("P", child), day, code, source, outcome];
        self.out.write(&tables::CONTACTS, day, cells)
    }
}

/// What happens in each month, for so much in October 2023.
fn of_months(random: &mut Random, october: u32) -> Vec<u32> {
    let mut months = spread(random, october * 12, &SCHOOLS, 15, LAST_MONTH);
    // The planned month itself comes out as it was planned.
    months[LAST_MONTH] = october;
    debug_assert_eq!(months.len(), MONTHS);
    months
}
