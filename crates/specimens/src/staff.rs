//! Teams, their posts and their workers at the end of every month.
//!
//! Planned as in SCS40 (posts, and those that qualified workers of the council hold, in teams of both kinds), SCS42,
//! SCS43 and EH-CASELOAD (workers of teams for children in care, of social work teams and of early help units).

use crate::calendar::{LAST_MONTH, MONTHS};
use crate::county::{County, Done};
use crate::output::{Id, row};
use crate::places::{CARE_TEAMS, DISABILITY_TEAMS, DISTRICTS, LEAVER_TEAMS, NOT_RECORDED, TEAMS, unit_of};
use crate::quotas::Quotas;
use crate::series::shares;
use crate::tables;

/// The workers of an indicator's teams in tenths of a full-time equivalent, month by month. There were a tenth fewer
/// ten years before.
pub(crate) fn workers(quotas: &Quotas, indicator: &str) -> Vec<u32> {
    let (_, last) = quotas.tenths(indicator, "kent");
    grown(last)
}

fn grown(last: i64) -> Vec<u32> {
    let (end, months) = (LAST_MONTH as i64, MONTHS as i64);
    (0..months)
        .map(|month| u32::try_from(last * (900 * end + 100 * month.min(end)) / (1000 * end)).unwrap_or(0))
        .collect()
}

impl County<'_, '_> {
    pub(crate) fn staff(&mut self) -> Done {
        let begin = self.calendar.first(self.first_month());
        let others =
            [("cic", CARE_TEAMS), ("disabled-children", DISABILITY_TEAMS), ("care-leavers", LEAVER_TEAMS)];
        let others = others
            .iter()
            .flat_map(|(kind, count)| (1..=*count).map(move |number| format!("{kind}-{number}")));
        if self.out.county == 0 {
            let not_recorded = std::iter::once(NOT_RECORDED.to_owned());
            for team in TEAMS.iter().map(|team| team.0.to_owned()).chain(others).chain(not_recorded) {
                self.out.write(&tables::DEPARTMENTS, begin, row![team.as_str(), team.as_str(), "", ""])?;
            }
        }
        let (permanent, posts) = self.quotas.tenths("SCS40", "kent");
        let (permanent, posts) = (grown(permanent), grown(posts));
        let (social_work, care) = (workers(self.quotas, "SCS43"), workers(self.quotas, "SCS42"));
        let early_help = workers(self.quotas, "EH-CASELOAD");
        for month in self.months() {
            let last_day = self.calendar.last(month);
            // Posts are spread over both kinds of team as their workers are.
            let weights = [u64::from(social_work[month]), u64::from(care[month])];
            let (posts, permanent) = (shares(posts[month], &weights), shares(permanent[month], &weights));
            let kinds = [("cswt", TEAMS.len(), social_work[month]), ("cic team", CARE_TEAMS, care[month])];
            for (position, (kind, teams, workers)) in kinds.into_iter().enumerate() {
                let even = vec![1; teams];
                let of_teams =
                    [posts[position], permanent[position], workers].map(|amount| shares(amount, &even));
                for team in 0..teams {
                    let number = self.out.next(&tables::STAFFING);
                    let name =
                        if kind == "cswt" { TEAMS[team].0.to_owned() } else { format!("cic-{}", team + 1) };
                    let [posts, permanent, workers] =
                        [0, 1, 2].map(|which: usize| decimal(of_teams[which][team]));
                    self.out.write(
                        &tables::STAFFING,
                        last_day,
                        row![Id("ST", number), last_day, name, kind, posts, permanent, workers],
                    )?;
                }
            }
            for (district, workers) in
                shares(early_help[month], &[1; DISTRICTS.len()]).into_iter().enumerate()
            {
                let number = self.out.next(&tables::STAFFING);
                let unit = unit_of(district);
                let cells =
                    row![Id("ST", number), last_day, unit, "early help unit", "", "", decimal(workers)];
                self.out.write(&tables::STAFFING, last_day, cells)?;
            }
        }
        Ok(())
    }
}

/// Tenths as a number with one decimal.
fn decimal(tenths: u32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}
