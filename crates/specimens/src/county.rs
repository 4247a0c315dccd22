//! One county of 330,000 children, subject by subject.

use crate::calendar::{Calendar, Day, LAST_MONTH, MONTHS};
use crate::output::{Id, Output, row};
use crate::quotas::Quotas;
use crate::random::Random;
use crate::{Settings, SpecimenError, tables};

pub(crate) type Done = Result<(), SpecimenError>;

pub(crate) struct County<'a, 'o> {
    pub(crate) calendar: &'a Calendar,
    pub(crate) quotas: &'a Quotas,
    pub(crate) settings: &'a Settings,
    pub(crate) out: &'o mut Output<'a>,
    families: u32,
    pub(crate) seen: Seen,
}

/// What later subjects know of earlier ones, by month.
pub(crate) struct Seen {
    /// Children referred, each once a month.
    pub(crate) referred: Vec<Vec<u32>>,
    /// Families of whom a child was referred, with the day and the district; no family twice.
    pub(crate) families: Vec<Vec<(Day, u32, usize)>>,
}

impl<'a, 'o> County<'a, 'o> {
    /// What is written, one after another: later subjects use what is seen in earlier ones.
    const SUBJECTS: [fn(&mut Self) -> Done; 14] = [
        Self::staff,
        Self::need,
        Self::early_help,
        Self::audits,
        Self::contacts,
        Self::attendance,
        Self::missing_education,
        Self::exclusions,
        Self::participation,
        Self::send,
        Self::schools,
        Self::population,
        Self::open_access,
        Self::youth_justice,
    ];
    pub(crate) const STEPS: usize = Self::SUBJECTS.len();

    pub(crate) fn new(
        calendar: &'a Calendar,
        quotas: &'a Quotas,
        settings: &'a Settings,
        number: u32,
        out: &'o mut Output<'a>,
    ) -> County<'a, 'o> {
        debug_assert_eq!(number, out.county);
        let seen = Seen {
            referred: (0..MONTHS).map(|_| Vec::new()).collect(),
            families: (0..MONTHS).map(|_| Vec::new()).collect(),
        };
        County { calendar, quotas, settings, out, families: 0, seen }
    }

    pub(crate) fn write(&mut self, mut done: impl FnMut(usize)) -> Done {
        for (index, subject) in Self::SUBJECTS.iter().enumerate() {
            subject(self)?;
            done(index + 1);
        }
        Ok(())
    }

    /// Chance for a subject.
    pub(crate) fn random(&self, stream: u32) -> Random {
        Random::new(self.settings.seed, self.out.county, stream)
    }

    /// The months that records are made of.
    pub(crate) fn months(&self) -> std::ops::Range<usize> {
        self.first_month()..MONTHS
    }

    pub(crate) fn first_month(&self) -> usize {
        LAST_MONTH + 1 - 12 * self.settings.years as usize
    }

    pub(crate) fn family(&mut self) -> u32 {
        self.families += 1;
        self.families - 1
    }

    /// A new person, first heard of on a day.
    pub(crate) fn person(
        &mut self,
        random: &mut Random,
        known: Day,
        born: Day,
        family: Option<u32>,
    ) -> Result<u32, SpecimenError> {
        let number = self.out.next(&tables::PERSON);
        let person = Id("P", number);
        let sex = ["M", "F", "M", "F", "U"][random.weighted(&[512, 480, 0, 0, 8])];
        let ethnicity = ["WBRI", "WOTH", "MWBC", "ABAN", "BAFR", "OOTH", "NOBT"]
            [random.weighted(&[760, 60, 50, 40, 50, 20, 20])];
        let name = format!("{number:07}");
        let disabled = random.chance(60);
        self.out.write(
            &tables::PERSON,
            known,
            row![
                person,
                "Specimen",
                name.as_str(),
                sex,
                sex,
                ethnicity,
                born,
                format!("S{name}"),
                "",
                if random.chance(10) { "UN3" } else { "" },
                disabled || random.chance(120),
                "",
                "",
                false,
                "GB"
            ],
        )?;
        if let Some(family) = family {
            let row_number = self.out.next(&tables::FAMILY);
            self.out.write(&tables::FAMILY, known, row![Id("FM", row_number), Id("F", family), person])?;
        }
        if disabled {
            let row_number = self.out.next(&tables::DISABILITY);
            let code = random.pick(&["MOB", "COMM", "LD", "BEH", "AUT"]);
            self.out.write(&tables::DISABILITY, known, row![person, Id("DI", row_number), code])?;
        }
        // Staff families and protected addresses: one in 300.
        if random.below(300) == 0 {
            let reason = if random.chance(600) { "protected address" } else { "staff family" };
            self.out.write(&tables::RESTRICTED, known, row![person, reason])?;
        }
        Ok(number)
    }

    /// A day of birth of somebody who is of an age on a day.
    pub(crate) fn born(&self, random: &mut Random, on: Day, age: i32) -> Day {
        let birthday = self.calendar.add_months(on, -12 * age);
        birthday.plus(-random.between(0, 363))
    }
}
