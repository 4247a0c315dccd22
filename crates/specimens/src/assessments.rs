//! Assessments of families at the start of early help, and audits of the work.
//!
//! Planned as in EH52-F (assessments finished, and those within 30 working days, by district), EH-AUDIT and SCS37
//! (audits of early help units and of social work, and those with a good grade).

use crate::county::{County, Done};
use crate::output::{Id, row};
use crate::places::{DISTRICTS, NEED, NOT_RECORDED, TEAMS, unit_of};
use crate::series::{EVEN, Flow, SCHOOLS};
use crate::tables;

/// How many working days an assessment may take.
const IN_TIME: i32 = 30;

impl County<'_, '_> {
    /// `opened_in` has the cases that were opened in each month.
    pub(crate) fn early_help_assessments(&mut self, opened_in: &[Vec<u32>]) -> Done {
        let mut random = self.random(41);
        for place in DISTRICTS.iter().copied().chain([NOT_RECORDED]) {
            let flow = Flow::rolling(&mut random, self.quotas, ("EH52-F", place), &SCHOOLS, 10, 0);
            for month in self.months() {
                for count in 0..flow.total[month] {
                    let completed = self.calendar.day_in(&mut random, month);
                    let days = if count < flow.part[month] {
                        random.between(8, IN_TIME)
                    } else {
                        random.between(IN_TIME + 1, 55)
                    };
                    let allocated = self.calendar.working_days_before(completed, days);
                    let cases =
                        self.calendar.month(allocated).map_or(&[][..], |month| opened_in[month].as_slice());
                    let case = (!cases.is_empty()).then(|| Id("EH", random.pick(cases)));
                    let number = self.out.next(&tables::HELP_ASSESSMENTS);
                    let cells = row![Id("EA", number), case, place, allocated, completed];
                    self.out.write(&tables::HELP_ASSESSMENTS, allocated, cells)?;
                }
            }
        }
        Ok(())
    }

    pub(crate) fn audits(&mut self) -> Done {
        let mut random = self.random(42);
        for (indicator, service) in [("EH-AUDIT", "early help unit"), ("SCS37", "children's social work")] {
            let flow = Flow::rolling(&mut random, self.quotas, (indicator, "kent"), &EVEN, 15, 0);
            for month in self.months() {
                for count in 0..flow.total[month] {
                    let day = self.calendar.day_in(&mut random, month);
                    let place = if service == "early help unit" {
                        unit_of(random.weighted(&NEED))
                    } else {
                        random.pick(&TEAMS).0.to_owned()
                    };
                    let grade = if count < flow.part[month] {
                        random.pick(&["good", "good", "good", "outstanding"])
                    } else {
                        random.pick(&["requires improvement", "requires improvement", "inadequate"])
                    };
                    let number = self.out.next(&tables::AUDITS);
                    self.out.write(
                        &tables::AUDITS,
                        day,
                        row![Id("AU", number), service, place, day, grade],
                    )?;
                }
            }
        }
        Ok(())
    }
}
