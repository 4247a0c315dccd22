//! Attendance: the sessions of each academic year that every pupil was expected at and missed.
//!
//! Nothing is planned for: no figure of October 2023 is of attendance. Pupils go from year 1 to year 11 in one
//! district, and more of them are persistently absent in secondary schools.

use crate::calendar::Calendar;
use crate::county::{County, Done};
use crate::output::{Id, row};
use crate::places::DISTRICTS;
use crate::population::CHILDREN;
use crate::tables;

/// Of a thousand children of an age, those at schools which the state pays for.
const STATE_FUNDED: u32 = 930;
/// No district has as many pupils of one year group.
const MOST: u32 = 2500;
/// The sessions of an academic year: two for each of 190 days.
const SESSIONS: i32 = 380;
/// Curriculum years 1 to 6 are primary, those up to 11 secondary.
const PRIMARY: u32 = 6;
const YEARS: u32 = 11;
/// Of a thousand pupils, those who miss a tenth of their sessions or more.
const PERSISTENT: [u32; 2] = [150, 240];

impl County<'_, '_> {
    pub(crate) fn attendance(&mut self) -> Done {
        let mut random = self.random(63);
        let summers = self.months().filter(|&month| Calendar::month_of_year(month) == 7);
        for (number_of_year, july) in summers.enumerate() {
            let to = self.calendar.first(july).plus(20);
            let from = self.calendar.add_months(self.calendar.first(july), -10);
            for curriculum_year in 1..=YEARS {
                // A year group keeps its number from year to year.
                let group = number_of_year as u32 + YEARS - curriculum_year;
                let is_primary = curriculum_year <= PRIMARY;
                for (district, children) in CHILDREN.iter().enumerate() {
                    for pupil in 0..children * STATE_FUNDED / 1000 {
                        // Some join late or leave early.
                        let expected =
                            if random.chance(40) { random.between(60, SESSIONS - 20) } else { SESSIONS };
                        let tenth = (expected + 9) / 10;
                        let missed = if random.chance(PERSISTENT[usize::from(!is_primary)]) {
                            random.between(tenth, tenth * 4)
                        } else {
                            random.between(0, tenth - 1)
                        };
                        let id = Id("AT", self.out.next(&tables::ATTENDANCE));
                        let person =
                            Id("UA", (group * DISTRICTS.len() as u32 + district as u32) * MOST + pupil);
                        let school = if is_primary { "primary" } else { "secondary" };
                        let sessions = [expected as u32, missed as u32];
                        let cells =
                            row![id, person, DISTRICTS[district], school, from, to, sessions[0], sessions[1]];
                        self.out.write(&tables::ATTENDANCE, to, cells)?;
                    }
                }
            }
        }
        Ok(())
    }
}
