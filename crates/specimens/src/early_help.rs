//! Early help: the families whom a unit works with, and what becomes of them.
//!
//! Planned as in EH-CASELOAD (open cases at a month's end, and the workers of the units) and EH16-F (families closed
//! with outcomes achieved, and those of them who were back within three months; reported three months later), by
//! district.

use crate::calendar::{Day, MONTHS};
use crate::county::{County, Done};
use crate::output::{Id, row};
use crate::places::{DISTRICTS, NEED, NOT_RECORDED, unit_of};
use crate::random::Random;
use crate::series::{EVEN, Flow, levels, of_wholes};
use crate::staff::workers;
use crate::tables;

/// By how many months EH16-F is reported later than what it counts.
const LAG: usize = 3;
/// Of a thousand families that come back, those of whom a child is referred to social work.
const TO_SOCIAL_WORK: u32 = 400;
/// For a hundred cases that are closed with outcomes achieved, those closed otherwise.
const CLOSED_OTHERWISE: u32 = 55;

/// A case that is open.
#[derive(Clone, Copy)]
struct Case {
    number: u32,
    /// The family, where it was known before.
    family: Option<u32>,
    opened: Day,
}

/// How a case ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// With outcomes achieved; the family comes back in the month after.
    Returns,
    /// With outcomes achieved, for good.
    Achieved,
    /// In some other way.
    Otherwise,
}

/// All open cases as the months go by.
struct Open {
    random: Random,
    /// The longest open first.
    cases: Vec<Case>,
    /// How many cases were opened so far.
    opened: u32,
    /// Families who come back in the month that is next.
    returning: Vec<u32>,
}

impl Open {
    fn begin(&mut self, family: Option<u32>, opened: Day) -> u32 {
        self.cases.push(Case { number: self.opened, family, opened });
        self.opened += 1;
        self.opened - 1
    }

    /// Some case of the half that has been open for longer.
    fn oldest(&mut self) -> Option<Case> {
        let at = self.random.below(self.cases.len().div_ceil(2));
        (at < self.cases.len()).then(|| self.cases.remove(at))
    }
}

impl County<'_, '_> {
    /// Writes all cases; gives those that were opened in each month.
    pub(crate) fn early_help(&mut self) -> Done {
        let mut random = self.random(40);
        let districts = DISTRICTS.iter().copied().chain([NOT_RECORDED]);
        let flows: Vec<Flow> = districts
            .map(|place| Flow::rolling(&mut random, self.quotas, ("EH16-F", place), &EVEN, 10, LAG))
            .collect();
        let workers = workers(self.quotas, "EH-CASELOAD");
        let anchors = of_wholes(&self.quotas.anchors("EH-CASELOAD", "kent"), &workers, 100);
        let levels = levels(&mut random, self.quotas.count("EH-CASELOAD"), &anchors, 950);
        let mut open = Open { random, cases: Vec::new(), opened: 0, returning: Vec::new() };
        let first = self.first_month();
        for _ in 0..levels[first] {
            let opened = self.calendar.first(first).plus(-open.random.between(1, 120));
            open.begin(None, opened);
        }
        let mut opened_in = vec![Vec::new(); MONTHS];
        for month in self.months() {
            let before = open.cases.len();
            let returning = std::mem::take(&mut open.returning);
            for (district, flow) in flows.iter().enumerate() {
                self.close_cases(&mut open, month, district, (flow.total[month], flow.part[month]))?;
            }
            let closed = before - open.cases.len();
            let wanted = (levels[month] as usize + closed).saturating_sub(before).max(returning.len());
            let families = returning.into_iter().map(Some).chain(std::iter::repeat(None));
            for family in families.take(wanted) {
                let day = self.calendar.day_in(&mut open.random, month);
                opened_in[month].push(open.begin(family, day));
            }
        }
        for case in std::mem::take(&mut open.cases) {
            let family = case.family.unwrap_or_else(|| self.family());
            let district = open.random.weighted(&NEED);
            self.write_case(&mut open.random, case, family, district, None)?;
        }
        self.early_help_assessments(&opened_in)
    }

    /// Closes the cases of a district: those with outcomes achieved, of which some return, and others beside them.
    fn close_cases(
        &mut self,
        open: &mut Open,
        month: usize,
        district: usize,
        (achieved, return_again): (u32, u32),
    ) -> Done {
        let otherwise = (achieved * CLOSED_OTHERWISE + open.random.below(100) as u32) / 100;
        let ends = std::iter::repeat_n(End::Returns, return_again as usize)
            .chain(std::iter::repeat_n(End::Achieved, (achieved - return_again) as usize))
            .chain(std::iter::repeat_n(End::Otherwise, otherwise as usize));
        for end in ends {
            let Some(case) = open.oldest() else { break };
            let referred = if end == End::Returns && open.random.chance(TO_SOCIAL_WORK) {
                self.referred_family(month + 1, district).filter(|_| case.family.is_none())
            } else {
                None
            };
            let family = referred.or(case.family).unwrap_or_else(|| self.family());
            if end == End::Returns && referred.is_none() {
                open.returning.push(family);
            }
            let outcome = match end {
                End::Returns | End::Achieved => "outcomes achieved",
                End::Otherwise => {
                    open.random.pick(&["disengaged", "disengaged", "stepped up", "moved away", "other"])
                }
            };
            let day = self.calendar.day_in(&mut open.random, month);
            self.write_case(&mut open.random, case, family, district, Some((day, outcome)))?;
        }
        Ok(())
    }

    /// A family of a district of whom a child is referred to social work in a month, asked for once.
    fn referred_family(&mut self, month: usize, district: usize) -> Option<u32> {
        let families = self.seen.families.get_mut(month)?;
        let at = families.iter().position(|(_, _, home)| *home == district)?;
        Some(families.swap_remove(at).1)
    }

    fn write_case(
        &mut self,
        random: &mut Random,
        case: Case,
        family: u32,
        district: usize,
        end: Option<(Day, &str)>,
    ) -> Done {
        let place = DISTRICTS.get(district).copied().unwrap_or(NOT_RECORDED);
        let unit = unit_of(if district < DISTRICTS.len() { district } else { random.weighted(&NEED) });
        let cells = row![
            Id("EH", case.number),
            Id("F", family),
            unit,
            place,
            case.opened,
            end.map(|end| end.0),
            (end.map(|end| end.0), end.map_or("", |end| end.1))
        ];
        self.out.write(&tables::HELP_CASES, case.opened, cells)
    }
}
