//! Children in need: referrals and their episodes, month by month, and within them protection and care.
//!
//! Planned as in SCS03 (referrals of a year, and those that come within 12 months of an earlier one of the child,
//! the anniversary included) and SCS43 (cases of the social work teams at the end of a month). All other
//! referrals are the child's first, or come a day and more after the anniversary of the last.

use crate::calendar::{Day, LAST_MONTH};
use crate::care::{Care, CarePlan};
use crate::county::{County, Done};
use crate::output::{Id, row};
use crate::places::{self, NEED, NOT_RECORDED, TEAMS};
use crate::protection::{Protection, ProtectionPlan};
use crate::random::Random;
use crate::series::{Flow, SCHOOLS, levels, of_wholes};
use crate::{SpecimenError, tables};

/// A child known to social work.
pub(crate) struct Child {
    pub(crate) person: u32,
    pub(crate) family: u32,
    pub(crate) born: Day,
    pub(crate) district: usize,
    pub(crate) last_referral: Day,
    pub(crate) open: bool,
    /// Whether the child has been on a protection plan, and when the last one ended.
    pub(crate) plans: u32,
    pub(crate) plan_ended: Day,
}

/// Who holds a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Service {
    SocialWork(usize),
    Care(usize),
    /// Those in care who are about to leave it.
    Leaving(usize),
    Disability(usize),
}

impl Service {
    pub(crate) fn team(self) -> String {
        match self {
            Service::SocialWork(team) => TEAMS[team].0.to_owned(),
            Service::Care(team) => format!("cic-{}", team + 1),
            Service::Leaving(team) => format!("care-leavers-{}", team + 1),
            Service::Disability(team) => format!("disabled-children-{}", team + 1),
        }
    }
}

/// An open episode of need.
pub(crate) struct Episode {
    pub(crate) number: u32,
    pub(crate) child: usize,
    pub(crate) opened: Day,
    pub(crate) service: Service,
    pub(crate) held_since: Day,
    pub(crate) worker: u32,
    /// Until when something happens in it, so that it cannot close before.
    pub(crate) busy: Day,
    pub(crate) in_care: bool,
    pub(crate) on_plan: bool,
    pub(crate) place_known: bool,
}

/// All children and open episodes as the months go by.
pub(crate) struct Need {
    pub(crate) random: Random,
    pub(crate) children: Vec<Child>,
    pub(crate) open: Vec<Episode>,
    /// Children without an open episode.
    closed: Vec<usize>,
    episodes: u32,
    missing: Flow,
}

impl Need {
    /// How many cases the social work teams hold.
    fn social_work(&self) -> usize {
        self.open.iter().filter(|episode| matches!(episode.service, Service::SocialWork(_))).count()
    }

    fn disability(&self) -> usize {
        self.open.iter().filter(|episode| matches!(episode.service, Service::Disability(_))).count()
    }
}

/// The cases that teams for disabled children hold; no figure of theirs was published.
const DISABILITY_CASES: u32 = 1180;
/// How many of a referred family's children are referred with the first.
const SIBLINGS: [u32; 4] = [560, 250, 130, 60];

impl County<'_, '_> {
    pub(crate) fn need(&mut self) -> Done {
        let mut random = self.random(11);
        let mut need = Need {
            missing: Flow::rolling(&mut random, self.quotas, ("SCS08", "kent"), &SCHOOLS, 20, 0),
            random: self.random(10),
            children: Vec::new(),
            open: Vec::new(),
            closed: Vec::new(),
            episodes: 0,
        };
        let flow = Flow::rolling(&mut random, self.quotas, ("SCS03", "kent"), &SCHOOLS, 12, 0);
        let workers = crate::staff::workers(self.quotas, "SCS43");
        let anchors = of_wholes(&self.quotas.anchors("SCS43", "kent"), &workers, 100);
        let cases = levels(&mut random, self.quotas.county("SCS43").numerator, &anchors, 930);
        let mut care = Care::new(CarePlan::new(self));
        let mut protection = Protection::new(ProtectionPlan::new(self));
        let first = self.first_month();
        let begin = self.calendar.first(first);
        for _ in 0..cases[first] {
            let opened = begin.plus(-need.random.between(1, 180));
            self.new_child(&mut need, opened, None, 17)?;
        }
        for _ in 0..DISABILITY_CASES {
            let opened = begin.plus(-need.random.between(1, 1500));
            let at = self.new_child(&mut need, opened, None, 16)?;
            need.open[at].service = Service::Disability(need.random.below(places::DISABILITY_TEAMS));
        }
        care.begin(self, &mut need, begin)?;
        protection.begin(self, &mut need, begin)?;
        for month in self.months() {
            let young = care.arrivals(self, month);
            self.referrals(&mut need, month, flow.total[month], flow.part[month], young)?;
            care.month(self, &mut need, month)?;
            protection.month(self, &mut need, month)?;
            self.closings(&mut need, month, cases[month])?;
            self.moves(&mut need, month)?;
            self.missing(&mut need, month)?;
        }
        self.late_referrals(&mut need)?;
        care.finish(self, &mut need)?;
        protection.finish(self, &mut need)?;
        for at in (0..need.open.len()).rev() {
            self.close(&mut need, at, None)?;
        }
        Ok(())
    }

    /// A child not known before, referred on a day. Gives the position of the open episode.
    pub(crate) fn new_child(
        &mut self,
        need: &mut Need,
        day: Day,
        like: Option<usize>,
        oldest: i32,
    ) -> Result<usize, SpecimenError> {
        let age = if need.random.chance(120) { 0 } else { need.random.between(0, oldest) };
        let born = self.born(&mut need.random, day, age);
        self.child_born(need, day, like, born)
    }

    pub(crate) fn child_born(
        &mut self,
        need: &mut Need,
        day: Day,
        like: Option<usize>,
        born: Day,
    ) -> Result<usize, SpecimenError> {
        let (family, district) = match like {
            Some(sibling) => (need.children[sibling].family, need.children[sibling].district),
            None => (self.family(), need.random.weighted(&NEED)),
        };
        let person = self.person(&mut need.random, day, born, Some(family))?;
        let child = need.children.len();
        need.children.push(Child {
            person,
            family,
            born,
            district,
            last_referral: day,
            open: false,
            plans: 0,
            plan_ended: day,
        });
        if like.is_none()
            && let Some(month) = self.calendar.month(day)
        {
            self.seen.families[month].push((day, family, district));
        }
        Ok(self.refer(need, child, day))
    }

    /// Opens an episode. Gives its position.
    fn refer(&mut self, need: &mut Need, child: usize, day: Day) -> usize {
        let district = need.children[child].district;
        let team = places::team_of(&mut need.random, district);
        if let Some(month) = self.calendar.month(day) {
            self.seen.referred[month].push(need.children[child].person);
        }
        need.children[child].last_referral = day;
        need.children[child].open = true;
        need.open.push(Episode {
            number: need.episodes,
            child,
            opened: day,
            service: Service::SocialWork(team),
            held_since: day,
            worker: need.random.below(20) as u32,
            busy: day,
            in_care: false,
            on_plan: false,
            place_known: !need.random.chance(5),
        });
        need.episodes += 1;
        need.open.len() - 1
    }

    /// The referrals of a month: young people who come alone, returns within a year, later returns, new families.
    fn referrals(&mut self, need: &mut Need, month: usize, total: u32, again: u32, young: u32) -> Done {
        let mut left = total;
        for _ in 0..young.min(total) {
            let day = self.calendar.day_in(&mut need.random, month);
            let age = need.random.weighted(&[0, 40, 120, 340, 500]) as i32 + 13;
            let at = {
                // Nobody is nearly 18, so that nobody has to leave in the month of arrival.
                let born = self.born(&mut need.random, day, age).plus(if age == 17 { 60 } else { 0 });
                self.child_born(need, day, None, born)?
            };
            need.open[at].in_care = true;
            left -= 1;
        }
        let again = again.min(left);
        // A return needs an earlier referral: in the first months there are few.
        let mut returned = 0;
        while returned < again {
            let Some((slot, day)) = self.pick_return(need, month, true) else { break };
            self.reopen(need, slot, day);
            returned += 1;
        }
        left -= returned;
        let later = left * 15 / 100;
        for _ in 0..later {
            let Some((slot, day)) = self.pick_return(need, month, false) else { break };
            self.reopen(need, slot, day);
            left -= 1;
        }
        while left > 0 {
            let day = self.calendar.day_in(&mut need.random, month);
            let first = self.new_child(need, day, None, 17)?;
            let disabled = need.random.chance(25);
            let sibling = need.open[first].child;
            left -= 1;
            let more = need.random.weighted(&SIBLINGS) as u32;
            if disabled {
                need.open[first].service = Service::Disability(need.random.below(places::DISABILITY_TEAMS));
                continue;
            }
            for _ in 0..more.min(left) {
                let at = self.new_child(need, day, Some(sibling), 17)?;
                need.open[at].service = need.open[first].service;
                left -= 1;
            }
        }
        Ok(())
    }

    fn reopen(&mut self, need: &mut Need, slot: usize, day: Day) {
        let child = need.closed.swap_remove(slot);
        self.refer(need, child, day);
    }

    /// A child to be referred again in a month: within a year of the last referral, or after more than a year.
    fn pick_return(&self, need: &mut Need, month: usize, within: bool) -> Option<(usize, Day)> {
        if need.closed.is_empty() {
            return None;
        }
        let last = self.calendar.last(month);
        for attempt in 0..4000 {
            // Most of those who were closed last stand at the end.
            let recent = if within { need.closed.len().min(22_000) } else { need.closed.len() };
            let slot = need.closed.len() - 1 - need.random.below(recent);
            let child = &need.children[need.closed[slot]];
            let anniversary = self.calendar.add_months(child.last_referral, 12);
            let on_the_day = attempt < 2 && self.calendar.month(anniversary) == Some(month);
            let day = match (on_the_day, within) {
                (true, true) => anniversary,
                (true, false) => anniversary.plus(1),
                _ => self.calendar.day_in(&mut need.random, month),
            };
            let is_within = day <= anniversary;
            let young = self.calendar.age(child.born, last) < 18;
            if is_within == within && young && day <= last && day > child.last_referral.plus(6) {
                return Some((slot, day));
            }
        }
        None
    }

    /// Closes as many cases of the social work and disability teams as are above the planned number.
    fn closings(&mut self, need: &mut Need, month: usize, cases: u32) -> Done {
        let (first, last) = (self.calendar.first(month), self.calendar.last(month));
        for disability in [false, true] {
            let (now, wanted) = if disability {
                (need.disability(), DISABILITY_CASES as usize)
            } else {
                (need.social_work(), cases as usize)
            };
            let mut excess = now.saturating_sub(wanted);
            let mut attempts = 0;
            while excess > 0 && attempts < 40_000_000 {
                attempts += 1;
                let at = need.random.below(need.open.len());
                let episode = &need.open[at];
                let held = match episode.service {
                    Service::SocialWork(_) => !disability,
                    Service::Disability(_) => disability,
                    Service::Care(_) | Service::Leaving(_) => false,
                };
                if !held || episode.in_care || episode.on_plan || episode.busy >= last {
                    continue;
                }
                let from = first.max(episode.busy.plus(1));
                let day = self.calendar.some_day(&mut need.random, from, last);
                self.close(need, at, Some(day))?;
                excess -= 1;
            }
        }
        Ok(())
    }

    /// Some cases move to another worker, or another team of the service.
    fn moves(&mut self, need: &mut Need, month: usize) -> Done {
        let last = self.calendar.last(month);
        for at in 0..need.open.len() {
            if !need.random.chance(22) || need.open[at].busy >= last || need.open[at].held_since >= last {
                continue;
            }
            let from =
                self.calendar.first(month).max(need.open[at].busy).max(need.open[at].held_since).plus(1);
            let day = self.calendar.some_day(&mut need.random, from, last);
            let service = match need.open[at].service {
                Service::SocialWork(_) if need.random.chance(250) => {
                    Service::SocialWork(need.random.below(TEAMS.len()))
                }
                same => same,
            };
            self.hand_over(need, at, day, service)?;
        }
        Ok(())
    }

    /// Ends the involvement of who holds a case and begins another.
    pub(crate) fn hand_over(&mut self, need: &mut Need, at: usize, day: Day, service: Service) -> Done {
        self.write_involvement(need, at, Some(day))?;
        let worker = need.random.below(20) as u32;
        let episode = &mut need.open[at];
        episode.service = service;
        episode.held_since = day;
        episode.busy = episode.busy.max(day);
        episode.worker = worker;
        Ok(())
    }

    fn write_involvement(&mut self, need: &Need, at: usize, end: Option<Day>) -> Done {
        let episode = &need.open[at];
        let number = self.out.next(&tables::INVOLVEMENTS);
        let person = Id("P", need.children[episode.child].person);
        let team = episode.service.team();
        let worker = format!("W{:02}-{team:.44}", episode.worker + 1);
        let cells = row![
            Id("IN", number),
            worker,
            "social worker",
            team,
            episode.held_since,
            end,
            (end, "case moved or closed"),
            person,
            Id("R", episode.number)
        ];
        self.out.write(&tables::INVOLVEMENTS, episode.held_since, cells)
    }

    /// Closes an episode, or writes it as open at the end.
    pub(crate) fn close(&mut self, need: &mut Need, at: usize, day: Option<Day>) -> Done {
        self.write_involvement(need, at, day)?;
        let episode = need.open.swap_remove(at);
        need.children[episode.child].open = false;
        if day.is_some() {
            need.closed.push(episode.child);
        }
        self.write_episode(need, &episode, day, episode.opened)
    }

    fn write_episode(&mut self, need: &mut Need, episode: &Episode, day: Option<Day>, entered: Day) -> Done {
        let random = &mut need.random;
        let child = &need.children[episode.child];
        let (person, referral) = (Id("P", child.person), Id("R", episode.number));
        // Once with a team, a referral stays its referral, whoever holds the case later.
        let team = if let Service::Disability(_) = episode.service {
            episode.service.team()
        } else if episode.place_known {
            TEAMS[places::team_of(random, child.district)].0.to_owned()
        } else {
            NOT_RECORDED.to_owned()
        };
        let short = day.is_some_and(|day| day.since(episode.opened) < 20);
        let need_code = ["N1", "N2", "N4", "N5", "N6", "N8"][random.weighted(&[520, 60, 100, 180, 60, 80])];
        let source = random.pick(&["1A", "2A", "2B", "3A", "5A", "6", "8", "9"]);
        let reason = random.pick(&["RC1", "RC2", "RC3", "RC4", "RC7"]);
        let worker = format!("W{:02}-{team:.44}", episode.worker + 1);
        let cells = row![
            referral,
            person,
            episode.opened,
            need_code,
            source,
            "Specimen source",
            if short { "No further action" } else { "Assessment" },
            short,
            (day, reason),
            day,
            team.as_str(),
            worker.as_str()
        ];
        self.out.write(&tables::CIN_EPISODES, entered, cells)?;
        if short {
            return Ok(());
        }
        let start = episode.opened.plus(random.between(0, 3));
        let end = start.plus(random.between(12, 62));
        let end = day.map_or(end, |day| end.min(day));
        let number = self.out.next(&tables::CIN_ASSESSMENTS);
        let seen = !random.chance(20);
        let cells = row![
            Id("CA", number),
            person,
            referral,
            start,
            seen,
            end,
            (Some(end), "Specimen outcome"),
            (Some(end), "N"),
            team.as_str(),
            worker.as_str()
        ];
        self.out.write(&tables::CIN_ASSESSMENTS, start, cells)?;
        let factors = random.pick(&["4A", "2B", "3A", "5B", "12A", "17A"]);
        self.out.write(
            &tables::ASSESSMENT_FACTORS,
            end,
            row![Id("AF", number), Id("CA", number), (Some(end), factors)],
        )?;
        if day.is_none_or(|day| day.since(end) > 15) {
            let number = self.out.next(&tables::CIN_PLANS);
            let start = end.plus(5);
            let cells = row![Id("CP", number), referral, person, start, day, team.as_str(), worker.as_str()];
            self.out.write(&tables::CIN_PLANS, start, cells)?;
            let mut visit = start.plus(random.between(2, 20));
            let until = day.unwrap_or(self.calendar.last(LAST_MONTH)).min(start.plus(400));
            while visit < until {
                let number = self.out.next(&tables::CIN_VISITS);
                let cells = row![
                    Id("CV", number),
                    person,
                    visit,
                    !random.chance(60),
                    random.chance(700),
                    random.chance(400)
                ];
                self.out.write(&tables::CIN_VISITS, visit, cells)?;
                visit = visit.plus(random.between(28, 60));
            }
        }
        Ok(())
    }

    /// Referrals of October 2023 that came to be entered after the extract of November: children not known before,
    /// whose cases were closed within days, so that they change nothing but the number of referrals.
    fn late_referrals(&mut self, need: &mut Need) -> Done {
        let first = self.calendar.first(LAST_MONTH);
        for _ in 0..self.settings.late_records {
            let day = self.calendar.some_day(&mut need.random, first.plus(1), first.plus(19));
            let entered = first.plus(need.random.between(31 + 7, 31 + 32));
            let age = need.random.between(0, 16);
            let born = self.born(&mut need.random, day, age);
            let family = self.family();
            let person = self.person(&mut need.random, entered, born, Some(family))?;
            let child = need.children.len();
            let district = need.random.weighted(&NEED);
            need.children.push(Child {
                person,
                family,
                born,
                district,
                last_referral: day,
                open: false,
                plans: 0,
                plan_ended: day,
            });
            let team = places::team_of(&mut need.random, district);
            let episode = Episode {
                number: need.episodes,
                child,
                opened: day,
                service: Service::SocialWork(team),
                held_since: day,
                worker: 0,
                busy: day,
                in_care: false,
                on_plan: false,
                place_known: true,
            };
            need.episodes += 1;
            let closed = day.plus(need.random.between(2, 9));
            self.write_episode(need, &episode, Some(closed), entered)?;
        }
        Ok(())
    }

    /// Missing episodes (SCS08): those of a year that ended with an offer of a return interview, of children under 18
    /// with an open episode of need when they went missing, and how many took it.
    fn missing(&mut self, need: &mut Need, month: usize) -> Done {
        let (first, last) = (self.calendar.first(month), self.calendar.last(month));
        let (mut left, mut taken) = (need.missing.total[month], need.missing.part[month]);
        while left > 0 {
            let at = need.random.below(need.open.len());
            let episode = &need.open[at];
            let born = need.children[episode.child].born;
            let from = first.max(episode.opened.plus(1));
            let age = self.calendar.age(born, from);
            if from > last.plus(-1) || age < if need.random.chance(100) { 6 } else { 12 } {
                continue;
            }
            if self.calendar.age(born, last) >= 18 {
                continue;
            }
            let person = need.children[episode.child].person;
            let start = Day(need.random.between(from.0, last.0));
            let end = start.plus(need.random.weighted(&[450, 350, 100, 60, 40]) as i32).min(last);
            let accepted = need.random.below(left as usize) < taken as usize;
            taken -= u32::from(accepted);
            left -= 1;
            self.write_missing(person, (start, end), true, accepted)?;
        }
        // Others aren't open to social work: they don't count.
        for _ in 0..need.missing.total[month] / 8 {
            let start = Day(need.random.between(first.0, last.0));
            let age = need.random.between(11, 17);
            let born = self.born(&mut need.random, start, age);
            let person = self.person(&mut need.random, start, born, None)?;
            let accepted = need.random.chance(500);
            self.write_missing(person, (start, start.plus(1).min(last)), accepted, accepted)?;
        }
        Ok(())
    }

    fn write_missing(
        &mut self,
        person: u32,
        (start, end): (Day, Day),
        offered: bool,
        accepted: bool,
    ) -> Done {
        let number = self.out.next(&tables::MISSING);
        let answer = |yes: bool| (Some(end), if yes { "Y" } else { "N" });
        let cells =
            row![Id("MI", number), Id("P", person), start, "M", end, answer(offered), answer(accepted)];
        self.out.write(&tables::MISSING, start, cells)
    }
}
