//! The records of a stay in care.

use crate::calendar::{Day, LAST_MONTH};
use crate::care::Spell;
use crate::county::{County, Done};
use crate::need::Need;
use crate::output::{Id, row};
use crate::tables;

impl County<'_, '_> {
    /// A placement and the care episode that goes with it.
    pub(crate) fn write_placement(&mut self, spell: &Spell, end: Option<Day>, reason: &str) -> Done {
        let number = self.out.next(&tables::PLACEMENTS);
        let placement = &spell.placement;
        let (person, stay) = (Id("P", spell.person), Id("S", spell.number));
        let distance = ((number * 7919) % 600).to_string();
        let distance = format!("{}.{}", distance.len() * 7, distance.len());
        // Placements before the records are those of the first steering and have no kind yet.
        let (kind, provider) =
            if placement.kind.is_empty() { ("U6", "PR1") } else { (placement.kind, placement.provider) };
        let cells = row![
            Id("PL", number),
            placement.start,
            kind,
            "",
            distance,
            stay,
            provider,
            "",
            end,
            (end, if reason == "X1" { "CARPL" } else { "" }),
            person
        ];
        self.out.write(&tables::PLACEMENTS, placement.start, cells)?;
        let cells = row![
            Id("CE", number),
            person,
            placement.start,
            if placement.first { "S" } else { "P" },
            if spell.alone { "N8" } else { "N1" },
            end,
            (end, reason),
            stay,
            Id("R", spell.episode),
            Id("PL", number),
            spell.entered,
            ""
        ];
        self.out.write(&tables::CARE_EPISODES, placement.start, cells)
    }

    /// What there is once for a stay: legal status, reviews, health checks, adoption, status of immigration.
    pub(crate) fn write_spell(&mut self, need: &mut Need, spell: &Spell, end: Option<Day>) -> Done {
        let (person, stay) = (Id("P", spell.person), Id("S", spell.number));
        debug_assert_eq!(need.children[spell.child].person, spell.person);
        let random = &mut need.random;
        let legal = if spell.alone { "V2" } else { random.pick(&["C1", "C2", "C2", "V2"]) };
        let number = self.out.next(&tables::LEGAL_STATUS);
        self.out.write(
            &tables::LEGAL_STATUS,
            spell.entered,
            row![Id("LS", number), person, legal, spell.entered, end],
        )?;
        if spell.alone {
            let number = self.out.next(&tables::IMMIGRATION);
            let cells = row![person, Id("IM", number), "UASC", spell.entered, ""];
            self.out.write(&tables::IMMIGRATION, spell.entered, cells)?;
        }
        let until = end.unwrap_or(self.calendar.last(LAST_MONTH).plus(60));
        let mut day = spell.entered.plus(20);
        while day < until {
            let number = self.out.next(&tables::CARE_REVIEWS);
            let took_part = random.pick(&["PN0", "PN1", "PN2", "PN5"]);
            let cells = row![
                Id("CR", number),
                stay,
                day.plus(random.between(-5, 5)),
                day,
                false,
                (Some(day), took_part)
            ];
            self.out.write(&tables::CARE_REVIEWS, day, cells)?;
            day = day.plus(random.between(80, 182));
        }
        let mut day = spell.entered.plus(28);
        while day < until {
            let number = self.out.next(&tables::CARE_HEALTH);
            let kind = random.pick(&["Health check", "Dental check"]);
            let cells = row![Id("HC", number), person, kind, day, "Approved"];
            self.out.write(&tables::CARE_HEALTH, day, cells)?;
            day = day.plus(random.between(170, 360));
        }
        let Some(plan) = spell.adoption else { return Ok(()) };
        let number = self.out.next(&tables::PERMANENCE);
        let before = plan.placed.plus(-30).max(spell.entered);
        let cells = row![
            Id("PE", number),
            person,
            stay,
            before,
            "",
            before,
            plan.placed,
            plan.placed.plus(-10).max(spell.entered),
            false,
            "",
            "",
            "",
            false,
            "",
            "",
            "",
            "",
            plan.order,
            (Some(plan.order), "Adoption"),
            "",
            "",
            "",
            "2"
        ];
        self.out.write(&tables::PERMANENCE, plan.placed, cells)?;
        self.out.write(&tables::RESTRICTED, plan.placed, row![person, "adoption"])
    }
}
