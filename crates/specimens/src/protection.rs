//! Child protection plans, within open cases of social work teams.
//!
//! Planned as in SCS13: plans that start in a year, those of other authorities' children left out, and those of them
//! that are not the child's first. How many are on a plan at the end of a month (CHILD-PROTECTION) is a number of ours.

use crate::calendar::Day;
use crate::county::{County, Done};
use crate::need::{Need, Service};
use crate::output::{Id, row};
use crate::series::{Flow, SCHOOLS, levels};
use crate::tables;

pub(crate) struct ProtectionPlan {
    flow: Flow,
    level: Vec<u32>,
}

impl ProtectionPlan {
    pub(crate) fn new(county: &County<'_, '_>) -> ProtectionPlan {
        let mut random = county.random(40);
        let flow = Flow::rolling(&mut random, county.quotas, ("SCS13", "kent"), &SCHOOLS, 5, 0);
        let level = levels(&mut random, county.quotas.count("CHILD-PROTECTION"), &[], 950);
        ProtectionPlan { flow, level }
    }
}

struct Plan {
    number: u32,
    child: usize,
    person: u32,
    episode: u32,
    start: Day,
    category: &'static str,
}

pub(crate) struct Protection {
    plan: ProtectionPlan,
    plans: Vec<Plan>,
    numbers: u32,
}

/// Marks a child whose plan was another authority's and who gets no other.
const ELSEWHERE: u32 = 1000;

impl Protection {
    pub(crate) fn new(plan: ProtectionPlan) -> Protection {
        Protection { plan, plans: Vec::new(), numbers: 0 }
    }

    pub(crate) fn begin(&mut self, county: &mut County<'_, '_>, need: &mut Need, begin: Day) -> Done {
        let mut left = self.plan.level[county.first_month()];
        while left > 0 {
            let at = need.random.below(need.open.len());
            if self.may_start(county, need, at, begin, false) {
                let start = Day(need.random.between(need.open[at].opened.0, begin.0 - 1));
                self.start(need, at, start);
                left -= 1;
            }
        }
        Ok(())
    }

    fn may_start(&self, county: &County<'_, '_>, need: &Need, at: usize, day: Day, again: bool) -> bool {
        let episode = &need.open[at];
        let child = &need.children[episode.child];
        let earlier = if again {
            (1..ELSEWHERE).contains(&child.plans) && child.plan_ended.plus(30) < day
        } else {
            child.plans == 0
        };
        earlier
            && matches!(episode.service, Service::SocialWork(_))
            && !episode.in_care
            && !episode.on_plan
            && episode.busy < day
            && county.calendar.age(child.born, day) < 17
    }

    fn start(&mut self, need: &mut Need, at: usize, day: Day) {
        let category = ["NEG", "EMO", "PHY", "SAB"][need.random.weighted(&[480, 370, 90, 60])];
        let episode = &mut need.open[at];
        episode.on_plan = true;
        episode.busy = day;
        let child = &mut need.children[episode.child];
        child.plans += 1;
        self.plans.push(Plan {
            number: self.numbers,
            child: episode.child,
            person: child.person,
            episode: episode.number,
            start: day,
            category,
        });
        self.numbers += 1;
    }

    pub(crate) fn month(&mut self, county: &mut County<'_, '_>, need: &mut Need, month: usize) -> Done {
        let calendar = county.calendar;
        let (first, last) = (calendar.first(month), calendar.last(month));
        let (total, again) = (self.plan.flow.total[month], self.plan.flow.part[month]);
        let ends = (self.plans.len() as u32 + total).saturating_sub(self.plan.level[month]);
        for _ in 0..ends {
            // Somebody who is nearly grown up comes first.
            let old = self
                .plans
                .iter()
                .position(|plan| calendar.age(need.children[plan.child].born, last.plus(31)) >= 18);
            let at = old.unwrap_or_else(|| need.random.below(self.plans.len()));
            let day = calendar.some_day(&mut need.random, first, last);
            let plan = self.plans.swap_remove(at);
            need.children[plan.child].plan_ended = day;
            if let Some(episode) = need.open.iter_mut().find(|episode| episode.number == plan.episode) {
                episode.on_plan = false;
                episode.busy = episode.busy.max(day);
            }
            county.write_plan(need, &plan, Some(day))?;
        }
        let mut started = 0;
        for count in 0..total {
            let is_again = count < again;
            for _ in 0..60_000 {
                let at = need.random.below(need.open.len());
                let day = calendar.some_day(&mut need.random, first, last);
                if self.may_start(county, need, at, day, is_again) {
                    self.start(need, at, day);
                    started += 1;
                    break;
                }
            }
        }
        // In the first years few children have had a plan: others start their first instead.
        for _ in started..total {
            for _ in 0..60_000 {
                let at = need.random.below(need.open.len());
                if self.may_start(county, need, at, last, false) {
                    self.start(need, at, last);
                    break;
                }
            }
        }
        self.elsewhere(county, need, (first, last))
    }

    /// Children on another authority's plan who stay in the county for a while.
    fn elsewhere(&mut self, county: &mut County<'_, '_>, need: &mut Need, (first, last): (Day, Day)) -> Done {
        for _ in 0..2 {
            let at = need.random.below(need.open.len());
            let day = county.calendar.some_day(&mut need.random, first, last);
            if !self.may_start(county, need, at, day, false) {
                continue;
            }
            let episode = &need.open[at];
            let child = &mut need.children[episode.child];
            child.plans = ELSEWHERE;
            let cells = row![
                Id("PP", self.numbers),
                Id("R", episode.number),
                "",
                Id("P", child.person),
                day,
                day.plus(need.random.between(20, 80)),
                "NEG",
                true,
                "NEG"
            ];
            self.numbers += 1;
            county.out.write(&tables::CP_PLANS, day, cells)?;
        }
        Ok(())
    }

    /// Writes the plans that have not ended.
    pub(crate) fn finish(self, county: &mut County<'_, '_>, need: &mut Need) -> Done {
        for plan in &self.plans {
            county.write_plan(need, plan, None)?;
        }
        Ok(())
    }
}

impl County<'_, '_> {
    /// A plan with the enquiry and the conference that it came from, and its reviews.
    fn write_plan(&mut self, need: &mut Need, plan: &Plan, end: Option<Day>) -> Done {
        let random = &mut need.random;
        let (person, referral) = (Id("P", plan.person), Id("R", plan.episode));
        let number = self.out.next(&tables::S47);
        let (enquiry, conference) = (Id("SE", number), Id("IC", number));
        let begun = plan.start.plus(-random.between(8, 15));
        let cells = row![
            enquiry,
            referral,
            person,
            begun,
            plan.start.plus(-2),
            false,
            "Initial child protection conference",
            "",
            ""
        ];
        self.out.write(&tables::S47, begun, cells)?;
        let cells = row![
            conference,
            Id("MT", number),
            enquiry,
            person,
            Id("PP", plan.number),
            referral,
            false,
            begun.plus(15),
            plan.start,
            true,
            "Child protection plan",
            "",
            ""
        ];
        self.out.write(&tables::CONFERENCES, plan.start, cells)?;
        let cells = row![
            Id("PP", plan.number),
            referral,
            conference,
            person,
            plan.start,
            end,
            plan.category,
            false,
            plan.category
        ];
        self.out.write(&tables::CP_PLANS, plan.start, cells)?;
        let until = end.unwrap_or(self.calendar.last(crate::calendar::LAST_MONTH).plus(60));
        let mut day = plan.start.plus(random.between(75, 91));
        while day <= until {
            let number = self.out.next(&tables::CP_REVIEWS);
            let continues = end.is_none_or(|end| day < end);
            let cells = row![
                Id("RV", number),
                person,
                Id("PP", plan.number),
                day.plus(random.between(-6, 6)),
                day,
                Id("RM", number),
                continues,
                true,
                "PN1"
            ];
            self.out.write(&tables::CP_REVIEWS, day, cells)?;
            day = day.plus(random.between(150, 183));
        }
        Ok(())
    }
}
