//! Special educational needs: requests for assessments, the plans that come of them, where children with plans are
//! placed, and the advice of educational psychologists.
//!
//! Planned as in SEND-WAITING (requests that are open, and those open for more than 20 weeks), APP17-D, APP17-A and
//! APP17 (plans issued, how many days they took on average, and those within 20 weeks), CYPE1 (children with plans, and
//! those in independent or out-of-county special schools) and EP-WAITING (referrals that wait for advice, and those that
//! wait for more than six weeks).

use crate::SpecimenError;
use crate::calendar::{Day, LAST_MONTH, MONTHS};
use crate::county::{County, Done};
use crate::output::{Id, row};
use crate::places::{DISTRICTS, NEED};
use crate::random::Random;
use crate::series::{of_wholes, smooth};
use crate::tables;

/// Twenty weeks, in days.
const IN_TIME: i32 = 140;
/// Six weeks, in days.
const ADVICE_IN_TIME: i32 = 42;
/// Plans issued, and the days that they took, in the first months and before any figure is published.
const ISSUED: u32 = 105;
const DAYS: i64 = 150;
/// Requests that are refused in a month, and referrals to psychologists that are answered.
const REFUSED: u32 = 95;
const ADVISED: u32 = 210;
/// Settings of children with plans that aren't special schools elsewhere.
const USUAL: [&str; 3] = ["mainstream", "maintained special", "other"];
const SPECIAL: [&str; 2] = ["independent special", "out of county special"];

/// A plan that has not ceased, and where its child is placed.
#[derive(Clone, Copy)]
struct Plan {
    number: u32,
    placed: Day,
    setting: &'static str,
}

impl Plan {
    fn is_special(&self) -> bool {
        SPECIAL.contains(&self.setting)
    }
}

/// What happens as the months go by.
struct Send {
    random: Random,
    plans: Vec<Plan>,
    /// Requests by the month in which they were made.
    requests: Vec<Vec<u32>>,
}

impl County<'_, '_> {
    pub(crate) fn send(&mut self) -> Done {
        let mut send =
            Send { random: self.random(53), plans: Vec::new(), requests: vec![Vec::new(); MONTHS] };
        let first = self.first_month();
        let begin = self.calendar.first(first);
        let all = smooth(self.quotas.county("CYPE1").denominator, 560);
        let special = {
            let Some(last) = all.get(LAST_MONTH) else { return Ok(()) };
            let planned = self.quotas.county("CYPE1").numerator;
            let mut levels: Vec<u32> = all
                .iter()
                .map(|all| (u64::from(*all) * u64::from(planned) / u64::from(*last)) as u32)
                .collect();
            for (month, level) in of_wholes(&self.quotas.anchors("CYPE1", "kent"), &all, 1000) {
                levels[month] = level;
            }
            levels
        };
        for _ in 0..all[first] {
            let issued = begin.plus(-send.random.between(1, 4000));
            let days = send.random.between(100, 250);
            self.issue(&mut send, issued, days)?;
        }
        // Who waits at the end of October 2023.
        let waiting = self.quotas.county("SEND-WAITING");
        let end = self.calendar.last(LAST_MONTH);
        let mut open: Vec<(Day, u32)> = Vec::new();
        for count in 0..waiting.denominator {
            let late = count < waiting.numerator;
            let days =
                if late { send.random.between(IN_TIME + 1, 430) } else { send.random.between(0, IN_TIME) };
            let day = end.plus(-days);
            open.push((day, self.child_with_request(&mut send, day)?));
        }
        open.sort_unstable();
        let mut open = open.into_iter();
        for month in self.months() {
            let (issued, mean) = self.plans_of(month);
            if month > LAST_MONTH {
                for _ in 0..issued {
                    let Some((day, request)) = open.next() else { break };
                    let issued = self.calendar.day_in(&mut send.random, month);
                    self.write_request(request, day, None)?;
                    self.issue_for(&mut send, request, issued)?;
                }
                for _ in 0..REFUSED * 3 {
                    let day = self.calendar.day_in(&mut send.random, month);
                    let request = self.child_with_request(&mut send, day)?;
                    self.write_request(request, day, None)?;
                }
            } else {
                let in_time = if month == LAST_MONTH { self.quotas.count("APP17") } else { issued / 3 };
                for days in days_to_plan(&mut send.random, issued, in_time, mean) {
                    let day = self.calendar.day_in(&mut send.random, month);
                    self.issue(&mut send, day, days)?;
                }
                for _ in 0..REFUSED {
                    let refused = self.calendar.day_in(&mut send.random, month);
                    let day = refused.plus(-send.random.between(20, ADVICE_IN_TIME));
                    let request = self.child_with_request(&mut send, day)?;
                    self.write_request(request, day, Some(refused))?;
                }
            }
            self.place(&mut send, month, (all[month] as usize, special[month] as usize))?;
        }
        for (day, request) in open {
            self.write_request(request, day, None)?;
        }
        for plan in std::mem::take(&mut send.plans) {
            self.write_placement_of(&mut send.random, plan, None)?;
        }
        self.psychology(&mut send)
    }

    /// How many plans are issued in a month, and the mean of the days that they took.
    fn plans_of(&self, month: usize) -> (u32, i64) {
        let published = |indicator: &str| {
            self.quotas
                .anchors(indicator, "kent")
                .into_iter()
                .find(|anchor| anchor.0 == month)
                .map(|anchor| anchor.1 / 10)
        };
        if month == LAST_MONTH {
            return (self.quotas.count("APP17-D"), i64::from(self.quotas.count("APP17-A")));
        }
        let issued = published("APP17-D").and_then(|count| u32::try_from(count).ok());
        (issued.unwrap_or(ISSUED + month as u32 / 2), published("APP17-A").unwrap_or(DAYS + month as i64 / 3))
    }

    /// A child for whom an assessment is requested on a day; gives the number of the request, which is still to be
    /// written.
    fn child_with_request(&mut self, send: &mut Send, day: Day) -> Result<u32, SpecimenError> {
        let age = send.random.weighted(&[0, 0, 4, 9, 12, 10, 9, 8, 8, 8, 8, 7, 6, 5, 4, 3, 2, 1, 1]) as i32;
        let born = self.born(&mut send.random, day, age);
        let person = self.person(&mut send.random, day, born, None)?;
        let number = self.out.next(&tables::SEND);
        let cells = row![Id("SN", number), format!("S{number:012}"), "", "", Id("P", person)];
        self.out.write(&tables::SEND, day, cells)?;
        if let Some(month) = self.calendar.month(day) {
            send.requests[month].push(number);
        }
        Ok(number)
    }

    fn write_request(&mut self, request: u32, day: Day, refused: Option<Day>) -> Done {
        let cells = row![Id("RQ", request), Id("SN", request), day, refused, (refused, "N")];
        self.out.write(&tables::REQUESTS, day, cells)
    }

    /// A plan that took so many days from the request.
    fn issue(&mut self, send: &mut Send, issued: Day, days: i32) -> Done {
        let day = issued.plus(-days);
        let request = self.child_with_request(send, day)?;
        self.write_request(request, day, None)?;
        self.issue_for(send, request, issued)
    }

    fn issue_for(&mut self, send: &mut Send, request: u32, issued: Day) -> Done {
        let assessment = Id("AS", request);
        let cells = row![assessment, Id("RQ", request), issued, "Y", ""];
        self.out.write(&tables::ASSESSMENTS, issued, cells)?;
        let setting =
            if send.random.chance(90) { send.random.pick(&SPECIAL) } else { usual(&mut send.random) };
        send.plans.push(Plan { number: request, placed: issued, setting });
        self.out.write(&tables::NAMED_PLANS, issued, row![Id("PL", request), assessment, issued, "", ""])
    }

    /// Plans cease and children move until there are as many as planned at a month's end.
    fn place(&mut self, send: &mut Send, month: usize, (all, special): (usize, usize)) -> Done {
        let last = self.calendar.last(month);
        let mut attempts = 0;
        while send.plans.len() > all && attempts < 1_000_000 {
            attempts += 1;
            let at = send.random.below(send.plans.len());
            if send.plans[at].placed >= last {
                continue;
            }
            let plan = send.plans.swap_remove(at);
            let from = self.calendar.first(month).max(plan.placed.plus(1));
            let day = self.calendar.some_day(&mut send.random, from, last);
            self.write_placement_of(&mut send.random, plan, Some(day))?;
        }
        let mut now = send.plans.iter().filter(|plan| plan.is_special()).count();
        while now != special && attempts < 1_000_000 {
            attempts += 1;
            let at = send.random.below(send.plans.len());
            let plan = send.plans[at];
            if plan.is_special() != (now > special) || plan.placed >= last {
                continue;
            }
            let from = self.calendar.first(month).max(plan.placed.plus(1));
            let day = self.calendar.some_day(&mut send.random, from, last);
            self.write_placement_of(&mut send.random, plan, Some(day))?;
            let setting = if now > special { usual(&mut send.random) } else { send.random.pick(&SPECIAL) };
            send.plans[at] = Plan { placed: day, setting, ..plan };
            if now > special {
                now -= 1;
            } else {
                now += 1;
            }
        }
        Ok(())
    }

    fn write_placement_of(&mut self, random: &mut Random, plan: Plan, end: Option<Day>) -> Done {
        let number = self.out.next(&tables::SETTING_PLACEMENTS);
        let district = DISTRICTS[random.weighted(&NEED)];
        let cells = row![Id("SP", number), Id("PL", plan.number), plan.setting, district, plan.placed, end];
        self.out.write(&tables::SETTING_PLACEMENTS, plan.placed, cells)
    }

    /// Referrals for advice: by the month in which it was given, and those who wait at the end of October 2023.
    fn psychology(&mut self, send: &mut Send) -> Done {
        let waiting = self.quotas.county("EP-WAITING");
        for month in self.months() {
            for _ in 0..ADVISED {
                let advised = self.calendar.day_in(&mut send.random, month);
                let days = send.random.between(15, 75);
                let referred = advised.plus(-days);
                // Nobody is referred before November's extract who isn't among those who wait in October.
                if month <= LAST_MONTH || referred > self.calendar.last(LAST_MONTH) {
                    self.ask_for_advice(send, referred, Some(advised))?;
                }
            }
        }
        let end = self.calendar.last(LAST_MONTH);
        for count in 0..waiting.denominator {
            let late = count < waiting.numerator;
            let days = if late {
                send.random.between(ADVICE_IN_TIME + 1, 130)
            } else {
                send.random.between(0, ADVICE_IN_TIME)
            };
            let advised = end.plus(send.random.between(7, 60));
            self.ask_for_advice(send, end.plus(-days), Some(advised))?;
        }
        Ok(())
    }

    fn ask_for_advice(&mut self, send: &mut Send, referred: Day, advised: Option<Day>) -> Done {
        let of_month = self.calendar.month(referred).and_then(|month| month.checked_sub(1));
        let requests = of_month.map_or(&[][..], |month| send.requests[month].as_slice());
        let request = (!requests.is_empty()).then(|| Id("RQ", send.random.pick(requests)));
        let number = self.out.next(&tables::PSYCHOLOGY);
        self.out.write(&tables::PSYCHOLOGY, referred, row![Id("EP", number), request, referred, advised])
    }
}

fn usual(random: &mut Random) -> &'static str {
    USUAL[random.weighted(&[480, 400, 120])]
}

/// The days that plans took: so many of them within 20 weeks, and all with a mean.
fn days_to_plan(random: &mut Random, count: u32, in_time: u32, mean: i64) -> Vec<i32> {
    let mut days: Vec<i32> = (0..count)
        .map(|number| {
            if number < in_time {
                random.between(105, IN_TIME)
            } else {
                random.between(IN_TIME + 1, IN_TIME + 260)
            }
        })
        .collect();
    let mut missing = mean * i64::from(count) - days.iter().copied().map(i64::from).sum::<i64>();
    let late = &mut days[in_time as usize..];
    let mut attempts = 0;
    while missing != 0 && !late.is_empty() && attempts < 1_000_000 {
        attempts += 1;
        let at = random.below(late.len());
        let step = missing.signum() as i32;
        if late[at] + step > IN_TIME {
            late[at] += step;
            missing -= i64::from(step);
        }
    }
    days
}
