//! Children in care: who comes and goes, where they are placed, and which team holds the case.
//!
//! Planned at the end of a month, not counting unaccompanied asylum-seeking children in the first two:
//! - SCS18: under 16, in care for 30 months or more, and of these in the same placement for 24 months or more;
//! - SCS19: in foster care (placement types U1 to U6), and of these with the council's own carers (provider PR1) or
//!   with relatives or friends (U1 to U3);
//! - SCS42: cases that the care teams hold; CHILDREN-IN-CARE: all (a number of ours, as none was published).
//!
//! SCS29 is planned in `adoption`. Children are chosen to leave, to move and to change hands so that every month ends
//! with the planned numbers.

use std::collections::HashMap;

use crate::adoption::Adoption;
use crate::calendar::{Calendar, Day};
use crate::county::{County, Done};
use crate::leavers::Leaver;
use crate::need::{Need, Service};
use crate::places::{CARE_TEAMS, LEAVER_TEAMS};
use crate::random::Random;
use crate::series::{levels, of_wholes};

/// The numbers planned for the end of every month.
pub(crate) struct CarePlan {
    all: Vec<u32>,
    alone: Vec<u32>,
    long: Vec<u32>,
    settled: Vec<u32>,
    foster: Vec<u32>,
    own: Vec<u32>,
    held: Vec<u32>,
    adoptions: Vec<Adoption>,
}

/// Unaccompanied children among those in care.
const ALONE: u32 = 460;

impl CarePlan {
    pub(crate) fn new(county: &County<'_, '_>) -> CarePlan {
        let quotas = county.quotas;
        let mut random = county.random(20);
        let (eighteen, nineteen) = (quotas.county("SCS18"), quotas.county("SCS19"));
        let long = levels(&mut random, eighteen.denominator, &[], 1000);
        let settled = of_all(&long, &quotas.anchors("SCS18", "kent"), eighteen.numerator);
        let foster = levels(&mut random, nineteen.denominator, &[], 1010);
        let own = of_all(&foster, &quotas.anchors("SCS19", "kent"), nineteen.numerator);
        let workers = crate::staff::workers(quotas, "SCS42");
        let anchors = of_wholes(&quotas.anchors("SCS42", "kent"), &workers, 100);
        CarePlan {
            all: levels(&mut random, quotas.count("CHILDREN-IN-CARE") - ALONE, &[], 1000),
            alone: levels(&mut random, ALONE, &[], 900),
            long,
            settled,
            foster,
            own,
            held: levels(&mut random, quotas.county("SCS42").numerator, &anchors, 970),
            adoptions: Adoption::plan(county, &mut random),
        }
    }
}

/// The part of every level that the last planned number and the anchors (in tenths of a percent) come to.
fn of_all(all: &[u32], anchors: &[(usize, i64)], numerator: u32) -> Vec<u32> {
    let end = crate::calendar::LAST_MONTH;
    let mut part: Vec<u32> = all
        .iter()
        .map(|&whole| ((u64::from(whole) * u64::from(numerator) * 2 + 1) / (2 * u64::from(all[end]))) as u32)
        .collect();
    for (month, level) in of_wholes(anchors, all, 1000) {
        part[month] = level;
    }
    part
}

/// A stay in care.
pub(crate) struct Spell {
    pub(crate) number: u32,
    pub(crate) child: usize,
    pub(crate) person: u32,
    pub(crate) born: Day,
    pub(crate) episode: u32,
    pub(crate) entered: Day,
    pub(crate) alone: bool,
    pub(crate) adoption: Option<Adoption>,
    pub(crate) placement: Placement,
}

/// A placement that has not ended.
pub(crate) struct Placement {
    pub(crate) start: Day,
    pub(crate) kind: &'static str,
    pub(crate) provider: &'static str,
    pub(crate) decided: bool,
    pub(crate) first: bool,
}

impl Placement {
    fn undecided(start: Day, first: bool) -> Placement {
        Placement { start, kind: "", provider: "", decided: false, first }
    }

    fn is_foster(&self) -> bool {
        self.kind.starts_with('U')
    }

    fn is_own(&self) -> bool {
        self.is_foster() && (self.provider == "PR1" || ["U1", "U2", "U3"].contains(&self.kind))
    }
}

pub(crate) struct Care {
    plan: CarePlan,
    spells: Vec<Spell>,
    spell_numbers: u32,
    leavers: Vec<Leaver>,
}

impl Care {
    pub(crate) fn new(plan: CarePlan) -> Care {
        Care { plan, spells: Vec::new(), spell_numbers: 0, leavers: Vec::new() }
    }

    /// Those who are in care when the records begin.
    pub(crate) fn begin(&mut self, county: &mut County<'_, '_>, need: &mut Need, begin: Day) -> Done {
        let month = county.first_month();
        let adoptions: Vec<Adoption> = self.plan.adoptions.clone();
        let under_way = adoptions.into_iter().filter(|plan| plan.entered < begin && plan.order >= begin);
        let mut stays: Vec<(Day, Day, bool, Option<Adoption>)> =
            under_way.map(|plan| (plan.entered, plan.born, false, Some(plan))).collect();
        while stays.len() < self.plan.all[month] as usize {
            let age = need.random.weighted(&[3, 4, 4, 5, 5, 5, 5, 6, 6, 6, 7, 7, 8, 8, 9, 9, 8, 6]) as i32;
            // Sixty days old at least, so that a stay begins after the birth.
            let born = county.born(&mut need.random, begin.plus(-60), age);
            let most = begin.since(born);
            let stay = if need.random.chance(620) {
                need.random.between(950, 4000)
            } else {
                need.random.between(5, 900)
            };
            stays.push((begin.plus(-stay.min(most - 40)), born, false, None));
        }
        for _ in 0..self.plan.alone[month] {
            let age = need.random.weighted(&[1, 4, 6]) as i32 + 15;
            let born = county.born(&mut need.random, begin, age);
            stays.push((begin.plus(-need.random.between(5, 500)), born, true, None));
        }
        let held = self.plan.held[month] as usize;
        for (count, (entered, born, alone, adoption)) in stays.into_iter().enumerate() {
            let referred = entered.plus(-need.random.between(0, 60)).max(born);
            let at = county.child_born(need, referred, None, born)?;
            need.open[at].in_care = true;
            if count < held {
                need.open[at].service = Service::Care(need.random.below(CARE_TEAMS));
            }
            self.enter(need, at, entered, alone, adoption);
            let spell = self.spells.len() - 1;
            if adoption.is_none() && need.random.chance(450) && begin.since(entered) > 60 {
                let start = entered.plus(need.random.between(20, begin.since(entered) - 10));
                county.write_placement(&self.spells[spell], Some(start), "X1")?;
                self.spells[spell].placement = Placement::undecided(start, false);
            }
        }
        self.decide(county, need, month, true)
    }

    fn enter(&mut self, need: &mut Need, at: usize, entered: Day, alone: bool, adoption: Option<Adoption>) {
        let episode = &mut need.open[at];
        episode.in_care = true;
        episode.busy = episode.busy.max(entered);
        let child = &need.children[episode.child];
        self.spells.push(Spell {
            number: self.spell_numbers,
            child: episode.child,
            person: child.person,
            born: child.born,
            episode: episode.number,
            entered,
            alone,
            adoption,
            placement: Placement::undecided(entered, true),
        });
        self.spell_numbers += 1;
    }

    /// How many unaccompanied children arrive in a month.
    pub(crate) fn arrivals(&self, county: &County<'_, '_>, month: usize) -> u32 {
        let leaving = |spell: &&Spell| county.calendar.birthday(spell.born, 18) > county.calendar.last(month);
        let staying = self.spells.iter().filter(|spell| spell.alone).filter(leaving).count() as u32;
        self.plan.alone[month].saturating_sub(staying)
    }

    pub(crate) fn month(&mut self, county: &mut County<'_, '_>, need: &mut Need, month: usize) -> Done {
        let calendar = county.calendar;
        let (first, last) = (calendar.first(month), calendar.last(month));
        let arrived: Vec<usize> = (0..need.open.len())
            .filter(|&at| need.open[at].in_care && need.open[at].opened >= first)
            .collect();
        for at in arrived {
            let day = need.open[at].opened;
            self.enter(need, at, day, true, None);
        }
        self.leave_as_planned(county, need, (first, last))?;
        self.leave_by_choice(county, need, month)?;
        self.come(county, need, month)?;
        self.move_on(county, need, month)?;
        self.decide(county, need, month, false)?;
        self.change_hands(county, need, month)
    }

    /// Coming of age and adoption.
    fn leave_as_planned(
        &mut self,
        county: &mut County<'_, '_>,
        need: &mut Need,
        (first, last): (Day, Day),
    ) -> Done {
        for at in (0..self.spells.len()).rev() {
            let spell = &self.spells[at];
            let adult = county.calendar.birthday(spell.born, 18);
            let order = spell.adoption.map(|plan| plan.order);
            let day = order.unwrap_or(adult);
            if day <= last {
                self.leave(county, need, at, day.max(first).max(spell.entered.plus(1)))?;
            }
        }
        Ok(())
    }

    fn leave(&mut self, county: &mut County<'_, '_>, need: &mut Need, at: usize, day: Day) -> Done {
        let spell = self.spells.swap_remove(at);
        let reason = match (&spell.adoption, county.calendar.age(spell.born, day)) {
            (Some(_), _) => "E11",
            (None, 18..) => "E7",
            (None, _) => need.random.pick(&["E4A", "E45", "E8", "E48"]),
        };
        county.write_placement(&spell, Some(day), reason)?;
        county.write_spell(need, &spell, Some(day))?;
        if spell.adoption.is_none() && county.calendar.age(spell.born, day) >= 16 {
            self.leavers.push(Leaver { person: spell.person, born: spell.born, left: day });
        }
        if let Some(position) = need.open.iter().position(|episode| episode.number == spell.episode) {
            county.close(need, position, Some(day))?;
        }
        Ok(())
    }

    /// Whether a stay counts for SCS18 at the end of a month.
    fn is_long(calendar: &Calendar, spell: &Spell, last: Day) -> bool {
        !spell.alone
            && spell.adoption.is_none()
            && calendar.age(spell.born, last) < 16
            && spell.entered <= calendar.add_months(last, -30)
    }

    fn leave_by_choice(&mut self, county: &mut County<'_, '_>, need: &mut Need, month: usize) -> Done {
        let calendar = county.calendar;
        let (first, last) = (calendar.first(month), calendar.last(month));
        let long = |spells: &[Spell]| -> Vec<usize> {
            (0..spells.len()).filter(|&at| Self::is_long(calendar, &spells[at], last)).collect()
        };
        let now = long(&self.spells);
        let wanted = self.plan.long[month] as usize;
        let near = now.len() < wanted + 12;
        for _ in wanted..now.len() {
            let all = long(&self.spells);
            let at = need.random.pick(&all);
            let day = calendar.some_day(&mut need.random, first.plus(1), last);
            self.leave(county, need, at, day)?;
        }
        let now = self.spells.iter().filter(|spell| !spell.alone).count();
        let surplus = now.saturating_sub(self.plan.all[month] as usize);
        let others = surplus.max(need.random.between(16, 26) as usize);
        let mut gone = 0;
        for _ in 0..20_000 {
            if gone == others {
                break;
            }
            let at = need.random.below(self.spells.len());
            let spell = &self.spells[at];
            let days = last.since(spell.entered);
            let stays = spell.alone || spell.adoption.is_some() || spell.entered >= first;
            let nearly_long = near && days > 400 && calendar.age(spell.born, last) < 15;
            if stays
                || nearly_long
                || Self::is_long(calendar, spell, last)
                || (days > 400 && !need.random.chance(300))
            {
                continue;
            }
            let day = calendar.some_day(&mut need.random, first.plus(1), last);
            self.leave(county, need, at, day)?;
            gone += 1;
        }
        Ok(())
    }

    /// New stays, of children whose case a social work team holds.
    fn come(&mut self, county: &mut County<'_, '_>, need: &mut Need, month: usize) -> Done {
        let calendar = county.calendar;
        let (first, last) = (calendar.first(month), calendar.last(month));
        let adoptions: Vec<Adoption> = self
            .plan
            .adoptions
            .iter()
            .copied()
            .filter(|plan| plan.entered >= first && plan.entered <= last)
            .collect();
        for plan in adoptions {
            let at = (0..5000).find_map(|_| {
                let at = need.random.below(need.open.len());
                let age = plan.entered.since(need.children[need.open[at].child].born);
                (free(need, at) && need.open[at].busy < plan.entered && (0..1100).contains(&age))
                    .then_some(at)
            });
            if let Some(at) = at {
                self.enter(need, at, plan.entered, false, Some(plan));
            }
        }
        let now = self.spells.iter().filter(|spell| !spell.alone).count();
        let mut left = (self.plan.all[month] as usize).saturating_sub(now);
        for _ in 0..200_000 {
            if left == 0 {
                break;
            }
            let at = need.random.below(need.open.len());
            let episode = &need.open[at];
            let age = calendar.age(need.children[episode.child].born, last.plus(62));
            if !free(need, at) || age >= 18 || episode.busy >= last || (age > 13 && need.random.chance(450)) {
                continue;
            }
            let day = calendar.some_day(&mut need.random, first.max(episode.busy.plus(1)), last);
            self.enter(need, at, day, false, None);
            left -= 1;
        }
        Ok(())
    }

    /// Changes of placement: for adoption, of as many settled children as are above plan, and of some others.
    fn move_on(&mut self, county: &mut County<'_, '_>, need: &mut Need, month: usize) -> Done {
        let calendar = county.calendar;
        let (first, last) = (calendar.first(month), calendar.last(month));
        for at in 0..self.spells.len() {
            let Some(plan) = self.spells[at].adoption else { continue };
            if plan.placed >= first && plan.placed <= last {
                self.move_to(county, at, plan.placed)?;
                let kind = need.random.pick(&["A3", "A4", "A5", "A6"]);
                let spell = &mut self.spells[at];
                spell.placement = Placement {
                    kind,
                    provider: "PR1",
                    decided: true,
                    ..Placement::undecided(plan.placed, false)
                };
            }
        }
        let since = calendar.add_months(last, -24);
        let mut settled: Vec<usize> = (0..self.spells.len())
            .filter(|&at| {
                Self::is_long(calendar, &self.spells[at], last) && self.spells[at].placement.start <= since
            })
            .collect();
        need.random.shuffle(&mut settled);
        let surplus = settled.len().saturating_sub(self.plan.settled[month] as usize);
        for &at in &settled[..surplus] {
            let day = calendar.some_day(&mut need.random, first.plus(1), last);
            self.move_to(county, at, day)?;
        }
        for _ in 0..24 {
            let at = need.random.below(self.spells.len());
            if self.may_move(calendar, at, first, last) {
                let day = calendar.some_day(&mut need.random, first.plus(1), last);
                self.move_to(county, at, day)?;
            }
        }
        Ok(())
    }

    fn may_move(&self, calendar: &Calendar, at: usize, first: Day, last: Day) -> bool {
        let spell = &self.spells[at];
        spell.adoption.is_none() && spell.placement.start < first && !Self::is_long(calendar, spell, last)
    }

    fn move_to(&mut self, county: &mut County<'_, '_>, at: usize, day: Day) -> Done {
        county.write_placement(&self.spells[at], Some(day), "X1")?;
        self.spells[at].placement = Placement::undecided(day, false);
        Ok(())
    }

    /// Decides on the kind of new placements, for as many to be foster care and the council's own as planned. Where
    /// the new ones don't suffice, others move.
    fn decide(&mut self, county: &mut County<'_, '_>, need: &mut Need, month: usize, begin: bool) -> Done {
        let calendar = county.calendar;
        let (first, last) = (calendar.first(month), calendar.last(month));
        let count = |spells: &[Spell], which: fn(&Placement) -> bool| {
            spells
                .iter()
                .filter(|spell| !spell.alone && spell.placement.decided && which(&spell.placement))
                .count()
        };
        let (foster, own) = (self.plan.foster[month] as usize, self.plan.own[month] as usize);
        for _ in 0..2000 {
            let undecided =
                self.spells.iter().filter(|spell| !spell.alone && !spell.placement.decided).count();
            let foster_now = count(&self.spells, Placement::is_foster);
            let own_now = count(&self.spells, Placement::is_own);
            let other_now = foster_now - own_now;
            let unplaced: fn(&Placement) -> bool = |placement| !placement.is_foster();
            let not_own: fn(&Placement) -> bool = |placement| placement.is_foster() && !placement.is_own();
            let which = if own_now > own {
                Placement::is_own
            } else if other_now > foster - own {
                not_own
            } else if foster - foster_now > undecided {
                unplaced
            } else {
                break;
            };
            let movers: Vec<usize> = (0..self.spells.len())
                .filter(|&at| {
                    let spell = &self.spells[at];
                    !spell.alone
                        && spell.placement.decided
                        && which(&spell.placement)
                        && self.may_move(calendar, at, first, last)
                })
                .collect();
            if movers.is_empty() || begin {
                break;
            }
            let at = need.random.pick(&movers);
            let day = calendar.some_day(&mut need.random, first.plus(1), last);
            self.move_to(county, at, day)?;
        }
        let mut own_left = own.saturating_sub(count(&self.spells, Placement::is_own));
        let mut other_left =
            foster.saturating_sub(count(&self.spells, Placement::is_foster)).saturating_sub(own_left);
        let mut undecided: Vec<usize> =
            (0..self.spells.len()).filter(|&at| !self.spells[at].placement.decided).collect();
        need.random.shuffle(&mut undecided);
        for at in undecided {
            let spell = &mut self.spells[at];
            let random = &mut need.random;
            let (kind, provider) = if spell.alone {
                random.pick(&[("U6", "PR4"), ("U4", "PR1"), ("H5", "PR4"), ("P2", "PR4"), ("K2", "PR1")])
            } else if own_left > 0 {
                own_left -= 1;
                own_placement(random)
            } else if other_left > 0 {
                other_left -= 1;
                (random.pick(&["U4", "U5", "U6"]), "PR4")
            } else {
                random.pick(&[("K2", "PR4"), ("K2", "PR1"), ("P1", "PR0"), ("H5", "PR4"), ("S1", "PR4")])
            };
            spell.placement.kind = kind;
            spell.placement.provider = provider;
            spell.placement.decided = true;
        }
        Ok(())
    }

    /// Cases go from social work to the care teams, the longest stays first; where these hold too many, the oldest
    /// children go to the teams for those who leave care.
    fn change_hands(&mut self, county: &mut County<'_, '_>, need: &mut Need, month: usize) -> Done {
        let (first, last) = (county.calendar.first(month), county.calendar.last(month));
        let held = need.open.iter().filter(|episode| matches!(episode.service, Service::Care(_))).count();
        let planned = self.plan.held[month] as usize;
        let wanted = planned.saturating_sub(held);
        let positions: HashMap<u32, usize> =
            need.open.iter().enumerate().map(|(at, episode)| (episode.number, at)).collect();
        let mut waiting: Vec<(Day, usize)> = self
            .spells
            .iter()
            .filter_map(|spell| Some((spell.entered, *positions.get(&spell.episode)?)))
            .filter(|&(_, at)| !matches!(need.open[at].service, Service::Care(_) | Service::Leaving(_)))
            .collect();
        waiting.sort_unstable();
        for &(entered, at) in waiting.iter().take(wanted) {
            let from = first.max(entered).max(need.open[at].busy).plus(1).min(last);
            let day = county.calendar.some_day(&mut need.random, from, last);
            let team = Service::Care(need.random.below(CARE_TEAMS));
            county.hand_over(need, at, day, team)?;
        }
        let mut oldest: Vec<(Day, usize)> = self
            .spells
            .iter()
            .filter_map(|spell| Some((spell.born, *positions.get(&spell.episode)?)))
            .filter(|&(_, at)| {
                let episode = &need.open[at];
                matches!(episode.service, Service::Care(_)) && episode.busy.max(episode.held_since) < last
            })
            .collect();
        oldest.sort_unstable();
        for &(_, at) in oldest.iter().take(held.saturating_sub(planned)) {
            let from = first.max(need.open[at].busy).max(need.open[at].held_since).plus(1).min(last);
            let day = county.calendar.some_day(&mut need.random, from, last);
            let team = Service::Leaving(need.random.below(LEAVER_TEAMS));
            county.hand_over(need, at, day, team)?;
        }
        Ok(())
    }

    /// Writes those who are still in care, and what became of those who left it.
    pub(crate) fn finish(self, county: &mut County<'_, '_>, need: &mut Need) -> Done {
        for spell in &self.spells {
            county.write_placement(spell, None, "")?;
            county.write_spell(need, spell, None)?;
        }
        county.leavers(&self.leavers)
    }
}

/// Whether a case may become one of care.
fn free(need: &Need, at: usize) -> bool {
    let episode = &need.open[at];
    matches!(episode.service, Service::SocialWork(_)) && !episode.in_care && !episode.on_plan
}

fn own_placement(random: &mut Random) -> (&'static str, &'static str) {
    if random.chance(250) {
        (random.pick(&["U1", "U2", "U3"]), random.pick(&["PR1", "PR0"]))
    } else {
        (random.pick(&["U4", "U5", "U6"]), "PR1")
    }
}
