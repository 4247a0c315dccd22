//! Adoptions (SCS29): the orders of a year, and the days from each child's entering care to being placed with the
//! adopters, which add up to the planned number. They are planned before anybody enters care.

use crate::calendar::{Day, LAST_MONTH, MONTHS};
use crate::county::County;
use crate::random::Random;
use crate::series::{EVEN, parts, spread};

/// What is planned for a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Adoption {
    pub(crate) born: Day,
    pub(crate) entered: Day,
    pub(crate) placed: Day,
    pub(crate) order: Day,
}

impl Adoption {
    pub(crate) fn plan(county: &County<'_, '_>, random: &mut Random) -> Vec<Adoption> {
        let planned = county.quotas.county("SCS29");
        let orders = spread(random, planned.denominator, &EVEN, 0, LAST_MONTH);
        let anchors: Vec<_> = county
            .quotas
            .anchors("SCS29", "kent")
            .into_iter()
            .map(|(month, days)| (month, i128::from(days), 10))
            .collect();
        let days = parts(&orders, planned.numerator, &anchors, LAST_MONTH, Some((170, 620)));
        let mut all = Vec::new();
        for month in county.first_month()..MONTHS {
            let mut left = days[month] as i32;
            let mut count = orders[month] as i32;
            while count > 0 {
                let even = left / count;
                let waited = if count == 1 { left } else { even + random.between(-50, 50) };
                left -= waited;
                count -= 1;
                let order = county.calendar.day_in(random, month);
                // Children who are in care for 30 months would count for SCS18.
                let lived = random.between(80, (840 - waited).clamp(90, 290));
                let placed = order.plus(-lived);
                let entered = placed.plus(-waited);
                let born = entered.plus(-random.between(0, 900));
                all.push(Adoption { born, entered, placed, order });
            }
        }
        all
    }
}
