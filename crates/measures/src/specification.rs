//! What is asked of the facts: a plain list of questions between the framework and the engine, which can be read,
//! compared and kept, whatever engine answers them.

use std::collections::BTreeMap;
use std::fmt;

use framework::{
    BreakdownId, Condition, FactColumn, FactsId, Framework, IndicatorId, Quantity, SnapshotDay, Tally, When,
};

/// All questions that a framework's measures ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Specification {
    /// The questions; each is answered by one query.
    pub questions: Vec<Question>,
    slots: BTreeMap<(Tally, Shape), Slot>,
}

/// One question: amounts per place and month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The facts that it is put to.
    pub facts: FactsId,
    /// Their name.
    pub facts_name: String,
    /// When a fact counts.
    pub when: When,
    /// The column with the place.
    pub place: FactColumn,
    /// How facts are spread over months.
    pub shape: Shape,
    /// The dimensions and the columns that hold their members.
    pub breakdowns: Vec<(usize, FactColumn)>,
    /// What is added up for each place and month.
    pub terms: Vec<Term>,
}

/// Something added up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Which facts belong.
    pub conditions: Vec<Condition>,
    /// What is added up.
    pub quantity: Quantity,
    /// The breakdowns for which it is added up; the whole cohort is the first.
    pub breakdowns: Vec<BreakdownId>,
}

/// How facts are spread over months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// Each in the month of its day.
    Month,
    /// From the first snapshot on which it is open to the last.
    Stretch(Day),
    /// On each snapshot on which it is open, where what counts depends on the day.
    Snapshot(Day),
    /// In its calendar year.
    Year,
}

/// The day of a snapshot, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Day {
    /// The last day of the month.
    Last,
    /// The last working day of the month.
    LastWorking,
}

/// Where the answer to a tally is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// The question.
    pub question: usize,
    /// Its term.
    pub term: usize,
}

impl From<SnapshotDay> for Day {
    fn from(day: SnapshotDay) -> Self {
        match day {
            SnapshotDay::LastDay => Self::Last,
            SnapshotDay::LastWorkingDay => Self::LastWorking,
        }
    }
}

impl From<Day> for SnapshotDay {
    fn from(day: Day) -> Self {
        match day {
            Day::Last => Self::LastDay,
            Day::LastWorking => Self::LastWorkingDay,
        }
    }
}

impl Shape {
    /// How the facts of a tally are spread.
    #[must_use]
    pub fn of(tally: &Tally, day: SnapshotDay) -> Self {
        match &tally.when {
            When::Event(_) => Self::Month,
            When::Year(_) => Self::Year,
            When::Open { .. }
                if tally.quantity.adds() && !tally.conditions.iter().any(Condition::asks_day) =>
            {
                Self::Stretch(day.into())
            }
            When::Open { .. } => Self::Snapshot(day.into()),
        }
    }
}

impl Specification {
    /// The questions of some indicators' measures, in all their versions and at all levels.
    #[must_use]
    pub fn of(framework: &Framework, indicators: &[IndicatorId]) -> Self {
        let mut specification = Self { questions: Vec::new(), slots: BTreeMap::new() };
        for id in indicators {
            for rules in framework.indicator(*id).eras() {
                for tally in rules.measure.iter().flat_map(|measure| measure.formula.tallies()) {
                    specification.ask(framework, tally, rules.snapshot_day);
                }
            }
        }
        specification
    }

    /// Where the answer to a tally is found.
    #[must_use]
    pub fn slot(&self, tally: &Tally, day: SnapshotDay) -> Option<Slot> {
        self.slots.get(&(tally.clone(), Shape::of(tally, day))).copied()
    }

    fn ask(&mut self, framework: &Framework, tally: &Tally, day: SnapshotDay) {
        let shape = Shape::of(tally, day);
        let key = (tally.clone(), shape);
        if self.slots.contains_key(&key) {
            return;
        }
        let shared = self.questions.iter().position(|question| {
            question.facts == tally.facts
                && question.when == tally.when
                && question.place == tally.place
                && question.shape == shape
                && question.breakdowns == tally.breakdowns
                && question.terms.iter().all(|term| together(&term.quantity, &tally.quantity))
        });
        let question = shared.unwrap_or_else(|| {
            self.questions.push(Question {
                facts: tally.facts,
                facts_name: framework.facts[tally.facts.index()].name.clone(),
                when: tally.when.clone(),
                place: tally.place.clone(),
                shape,
                breakdowns: tally.breakdowns.clone(),
                terms: Vec::new(),
            });
            self.questions.len() - 1
        });
        let terms = &mut self.questions[question].terms;
        terms.push(Term {
            conditions: tally.conditions.clone(),
            quantity: tally.quantity.clone(),
            breakdowns: breakdowns_of(framework, tally),
        });
        self.slots.insert(key, Slot { question, term: terms.len() - 1 });
    }
}

/// Whether two quantities can be asked for in one question: amounts, or different things of one column.
fn together(one: &Quantity, other: &Quantity) -> bool {
    match (one, other) {
        (Quantity::Distinct(column), Quantity::Distinct(other)) => column == other,
        _ => one.adds() && other.adds(),
    }
}

/// The breakdowns in use that a tally's columns can tell apart, the whole cohort first.
pub(crate) fn breakdowns_of(framework: &Framework, tally: &Tally) -> Vec<BreakdownId> {
    let told = |member: &framework::MemberId| {
        let dimension = framework.members[member.index()].dimension;
        tally.breakdowns.iter().any(|(known, _)| *known == dimension)
    };
    framework.breakdown_ids().filter(|id| framework.breakdown(*id).members.iter().all(told)).collect()
}

impl fmt::Display for Specification {
    /// The questions in the order in which they are put.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for question in &self.questions {
            writeln!(
                formatter,
                "{}: {}, by {}",
                question.facts_name,
                when_in_words(question),
                question.place
            )?;
            for (_, column) in &question.breakdowns {
                writeln!(formatter, "  and by {column}")?;
            }
            for term in &question.terms {
                writeln!(
                    formatter,
                    "  {}{}",
                    quantity_in_words(&term.quantity),
                    conditions_in_words(&term.conditions)
                )?;
            }
        }
        Ok(())
    }
}

fn when_in_words(question: &Question) -> String {
    let day = |day: &Day| match day {
        Day::Last => "the last day",
        Day::LastWorking => "the last working day",
    };
    match (&question.when, &question.shape) {
        (When::Open { start, end }, Shape::Stretch(kind)) => {
            format!("open from {start} to {end} on {} of a month", day(kind))
        }
        (When::Open { start, end }, Shape::Snapshot(kind)) => {
            format!("open from {start} to {end}, as at {} of each month", day(kind))
        }
        (When::Year(column), _) => format!("in the year {column}"),
        (When::Event(column), _) => format!("in the month of {column}"),
        (When::Open { start, end }, _) => format!("open from {start} to {end}"),
    }
}

fn quantity_in_words(quantity: &Quantity) -> String {
    match quantity {
        Quantity::Count => "how many".to_owned(),
        Quantity::Sum(column) => format!("the sum of {column}"),
        Quantity::Distinct(column) => format!("how many different {column}"),
        Quantity::Values(column) => format!("the values of {column}"),
    }
}

fn conditions_in_words(conditions: &[Condition]) -> String {
    if conditions.is_empty() {
        return String::new();
    }
    let all: Vec<&str> = conditions.iter().map(|condition| condition.sql.as_str()).collect();
    format!(", where {}", all.join(", and "))
}
