//! How many children live in each district, by age: one estimate a year, as the national ones are.

use crate::county::{County, Done};
use crate::output::{Id, row};
use crate::places::DISTRICTS;
use crate::tables;

/// Children of one year of age in each district, in the middle of 2022; 330,000 of all under 18.
pub(crate) const CHILDREN: [u32; 12] =
    [1570, 1560, 1530, 1330, 1160, 1380, 1970, 1420, 1850, 1590, 1600, 1320];

impl County<'_, '_> {
    pub(crate) fn population(&mut self) -> Done {
        let mut random = self.random(61);
        let begin = self.calendar.first(self.first_month()).plus(-1000);
        for year in 2012..=2022_u32 {
            for (district, children) in CHILDREN.iter().enumerate() {
                for age in 0..=25_u32 {
                    let grown = children * (1000 - 6 * (2022 - year)) / 1000;
                    let children = grown - age * 3 + random.below(60) as u32;
                    let id = Id("PO", self.out.next(&tables::POPULATION));
                    let cells = row![id, DISTRICTS[district], year, age, children];
                    self.out.write(&tables::POPULATION, begin, cells)?;
                }
            }
        }
        Ok(())
    }
}
