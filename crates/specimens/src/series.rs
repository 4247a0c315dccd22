//! How much happens in which month: planned figures spread over the months so that every basis gives them again.

use crate::calendar::{Calendar, LAST_MONTH, MONTHS};
use crate::quotas::{Pair, Quotas};
use crate::random::Random;

/// The seasons of a year, January first.
pub(crate) type Season = [u32; 12];

/// Nothing but the days of the months.
pub(crate) const EVEN: Season = [100; 12];
/// Busy while schools are open, for they see children every day.
pub(crate) const SCHOOLS: Season = [102, 98, 112, 96, 108, 108, 106, 76, 96, 106, 108, 84];

/// What happens month by month, and how much of it counts towards the numerator.
pub(crate) struct Flow {
    pub(crate) total: Vec<u32>,
    pub(crate) part: Vec<u32>,
}

impl Flow {
    /// The flow of a proportion on a rolling year that is planned for a place in October 2023, `lag` months later
    /// than it happens. Every year before had a smaller denominator by so many thousandths.
    pub(crate) fn rolling(
        random: &mut Random,
        quotas: &Quotas,
        (indicator, place): (&str, &str),
        season: &Season,
        growth: u32,
        lag: usize,
    ) -> Flow {
        let Pair { numerator, denominator } = quotas.pair(indicator, place);
        let total = spread(random, denominator, season, growth, LAST_MONTH - lag);
        let anchors: Vec<_> = quotas
            .anchors(indicator, place)
            .into_iter()
            .map(|(month, rate)| (month - lag, i128::from(rate), 1000))
            .collect();
        let part = parts(&total, numerator, &anchors, LAST_MONTH - lag, None);
        Flow { total, part }
    }
}

/// Spreads what happens in the year to a month over its months, and lesser amounts over the years before.
pub(crate) fn spread(
    random: &mut Random,
    of_year: u32,
    season: &Season,
    growth: u32,
    end: usize,
) -> Vec<u32> {
    let mut months = vec![0; MONTHS];
    let mut last = end as i64;
    let mut amount = of_year;
    while last >= 0 {
        let all: Vec<i64> = (last - 11..=last).collect();
        let weights: Vec<u64> = all
            .iter()
            .map(|&month| {
                let of_year = Calendar::month_of_year((month + 12) as usize);
                u64::from(season[of_year - 1]) * (970 + random.below(61) as u64)
            })
            .collect();
        for (&month, share) in all.iter().zip(shares(amount, &weights)) {
            if let Some(slot) = usize::try_from(month).ok().and_then(|month| months.get_mut(month)) {
                *slot = share;
            }
        }
        amount = amount * (1000 - growth) / 1000;
        last -= 12;
    }
    for month in end + 1..MONTHS {
        months[month] = months[month - 12];
    }
    months
}

/// Shares of an amount in proportion to weights, which add up to it.
pub(crate) fn shares(amount: u32, weights: &[u64]) -> Vec<u32> {
    let all: u64 = weights.iter().sum::<u64>().max(1);
    let mut running = 0;
    let mut given = 0;
    weights
        .iter()
        .map(|weight| {
            running += weight;
            let until = (u64::from(amount) * running + all / 2) / all;
            let share = until - given;
            given = until;
            share as u32
        })
        .collect()
}

/// How much of every month counts, for the sum over a year to a month to be the planned numerator at the end, and
/// near the anchors (month, so many, out of so many) before. Before the first anchor its ratio holds. `range` is the
/// least and the most that one case can add, where it is more than a case that counts or doesn't.
pub(crate) fn parts(
    total: &[u32],
    numerator: u32,
    anchors: &[(usize, i128, i128)],
    end: usize,
    range: Option<(u32, u32)>,
) -> Vec<u32> {
    let year = |values: &[u32], month: usize| -> i128 {
        values[month.saturating_sub(11)..=month].iter().map(|&value| i128::from(value)).sum()
    };
    let denominator = year(total, end).max(1);
    let ratio = |month: usize| {
        let after = anchors.iter().find(|anchor| anchor.0 >= month && anchor.0 < end);
        after.map_or((i128::from(numerator), denominator), |&(_, part, whole)| (part, whole))
    };
    let mut result: Vec<u32> = Vec::new();
    for month in 0..total.len() {
        let (part, whole) = if month > end { (i128::from(numerator), denominator) } else { ratio(month) };
        let here = i128::from(total[month]);
        let wanted = if month < 11 {
            here * part / whole
        } else {
            let of_year = (year(total, month) * part * 2 + whole) / (2 * whole);
            let eleven: i128 = result[month - 11..month].iter().map(|&value| i128::from(value)).sum();
            of_year - eleven
        };
        // A month keeps some that count and some that don't, so that the months after can still make up for it.
        let (least, most) = match range {
            Some((least, most)) => (here * i128::from(least), here * i128::from(most)),
            None if month == end => (0, here),
            None => (here / 40, here - here / 40),
        };
        let mut wanted = wanted.clamp(least, most);
        if (end.saturating_sub(11)..=end).contains(&month) {
            // Whatever was near before, the months that are left must be able to make up the planned numerator.
            let (fewest, greatest) = range.unwrap_or((0, 1));
            let chosen: i128 = result[end.saturating_sub(11)..].iter().map(|&value| i128::from(value)).sum();
            let left: i128 = total[month + 1..=end].iter().map(|&value| i128::from(value)).sum();
            let missing = i128::from(numerator) - chosen;
            let (least, most) = (missing - left * i128::from(greatest), missing - left * i128::from(fewest));
            wanted = wanted.clamp(least.min(most), most.max(least));
            wanted = wanted.clamp(here * i128::from(fewest), here * i128::from(greatest));
        }
        result.push(u32::try_from(wanted).unwrap_or(0));
    }
    result
}

/// How many there are at the end of every month: as planned in October 2023, near the anchors before, and earlier
/// on a slow way from a number of thousandths of the first.
pub(crate) fn levels(random: &mut Random, end: u32, anchors: &[(usize, u32)], start: u32) -> Vec<u32> {
    let mut known: Vec<(usize, u32)> = anchors.to_vec();
    known.push((LAST_MONTH, end));
    known.sort_unstable();
    let (first, value) = known[0];
    let begin = u64::from(value) * u64::from(start) / 1000;
    (0..MONTHS)
        .map(|month| {
            if month >= LAST_MONTH {
                return end;
            }
            if let Some(&(_, level)) = known.iter().find(|point| point.0 == month) {
                return level;
            }
            if month > first {
                let before = known.iter().rev().find(|point| point.0 < month).map_or(value, |point| point.1);
                return before;
            }
            let gone = month as u64;
            let level = (begin * (first as u64 - gone) + u64::from(value) * gone) / first.max(1) as u64;
            (level * (985 + random.below(31) as u64) / 1000) as u32
        })
        .collect()
}

/// Levels without ups and downs: so many in October 2023, and so many thousandths of them ten years before.
pub(crate) fn smooth(end: u32, start: u32) -> Vec<u32> {
    let last = LAST_MONTH as u64;
    (0..MONTHS as u64)
        .map(|month| {
            let month = month.min(last);
            let thousandths = u64::from(start) * (last - month) + 1000 * month;
            (u64::from(end) * thousandths / (1000 * last)) as u32
        })
        .collect()
}

/// Anchors of a snapshot whose published values (in tenths of a percent, or of a unit) are of a whole (in `unit`
/// ths): the levels that they come to.
pub(crate) fn of_wholes(anchors: &[(usize, i64)], wholes: &[u32], unit: i64) -> Vec<(usize, u32)> {
    anchors
        .iter()
        .map(|&(month, value)| (month, ((value * i64::from(wholes[month]) + unit / 2) / unit) as u32))
        .collect()
}
