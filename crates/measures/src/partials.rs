//! Answers as they come from the engine: amounts per breakdown, place and month, exactly.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Decimal128Type, Int32Type, Int64Type};
use datafusion::error::{DataFusionError, Result};
use figures::Number;
use framework::{BreakdownId, Framework, Quantity};

use crate::places::PlaceMap;
use crate::specification::{Question, Shape};
use crate::time::{Axis, month_number};

/// The answer to one term of a question.
#[derive(Debug, Clone)]
pub(crate) struct Partial {
    breakdowns: Vec<BreakdownId>,
    places: usize,
    months: usize,
    /// Digits after the point of the whole numbers below.
    scale: u8,
    cells: Cells,
    /// What belongs to no known place, per month, over the whole cohort.
    unallocated: Vec<i128>,
}

#[derive(Debug, Clone)]
enum Cells {
    /// Amounts that add up over months and places.
    Amounts(Vec<i128>),
    /// Values, one for each fact.
    Values(Vec<Vec<i128>>),
    /// Things that are told apart, by number; each once and in order.
    Things(Vec<Vec<u32>>),
    /// Amounts of a calendar year, where a place has one.
    Years(BTreeMap<i32, Vec<Option<i128>>>),
}

/// Takes the batches of one question in, one after another.
pub(crate) struct Fold<'a> {
    question: &'a Question,
    framework: &'a Framework,
    places: &'a PlaceMap,
    first_month: i32,
    months: usize,
    partials: Vec<Partial>,
    /// The number of each thing that is told apart.
    names: HashMap<String, u32>,
}

impl<'a> Fold<'a> {
    pub(crate) fn new(
        question: &'a Question,
        framework: &'a Framework,
        places: &'a PlaceMap,
        axis: &Axis,
    ) -> Self {
        let months = axis.months();
        let partials = question
            .terms
            .iter()
            .map(|term| {
                let cells = term.breakdowns.len() * places.len() * months;
                Partial {
                    breakdowns: term.breakdowns.clone(),
                    places: places.len(),
                    months,
                    scale: 0,
                    cells: match (&question.shape, &term.quantity) {
                        (Shape::Year, _) => Cells::Years(BTreeMap::new()),
                        (_, Quantity::Distinct(_)) => Cells::Things(vec![Vec::new(); cells]),
                        (_, Quantity::Values(_)) => Cells::Values(vec![Vec::new(); cells]),
                        _ => Cells::Amounts(vec![0; cells]),
                    },
                    unallocated: vec![0; months],
                }
            })
            .collect();
        let first_month = month_number(axis.first());
        Self { question, framework, places, first_month, months, partials, names: HashMap::new() }
    }

    /// Takes in a batch.
    pub(crate) fn take(&mut self, batch: &RecordBatch) -> Result<()> {
        let stretch = matches!(self.question.shape, Shape::Stretch(_));
        let from_dimensions = if stretch { 3 } else { 2 };
        let from_terms = from_dimensions + self.question.breakdowns.len();
        let places = batch.column(0).as_primitive::<Int32Type>();
        let months = batch.column(1).as_primitive::<Int32Type>();
        let matching = self.matching(batch, from_dimensions)?;
        let tells_apart = matches!(self.partials.first().map(|term| &term.cells), Some(Cells::Things(_)));
        let things = if tells_apart { self.things(batch.column(from_terms))? } else { Vec::new() };
        for position in 0..self.partials.len() {
            let amounts = if tells_apart {
                let counts = batch.column(from_terms + 1 + position).as_boolean();
                things.iter().enumerate().map(|(row, thing)| thing.filter(|_| counts.value(row))).collect()
            } else {
                let amounts = whole_numbers(batch.column(from_terms + position))?;
                self.partials[position].scale = amounts.scale;
                amounts.numbers
            };
            for (row, amount) in amounts.into_iter().enumerate() {
                let Some(amount) = amount.filter(|_| months.is_valid(row)) else { continue };
                let (place, month) = (places.value(row), months.value(row));
                let until = stretch.then(|| batch.column(2).as_primitive::<Int32Type>().value(row));
                let breakdowns = matching.as_ref().map_or(&[0][..], |matching| &matching[row]);
                self.add(position, breakdowns, place, (month, until), amount);
            }
        }
        Ok(())
    }

    /// For each row the breakdowns, by their place in the terms' list, that it belongs to; nothing where there is only the
    /// whole cohort.
    fn matching(&self, batch: &RecordBatch, from: usize) -> Result<Option<Vec<Vec<usize>>>> {
        let breakdowns = self.question.terms.first().map_or(&[][..], |term| term.breakdowns.as_slice());
        if self.question.breakdowns.is_empty() {
            return Ok(None);
        }
        let mut columns = Vec::new();
        for (position, (dimension, _)) in self.question.breakdowns.iter().enumerate() {
            let words = cast(batch.column(from + position), &DataType::Utf8View)?;
            columns.push((*dimension, words));
        }
        let is_in = |row: usize, member: &framework::MemberId| {
            let member = &self.framework.members[member.index()];
            columns.iter().any(|(dimension, words)| {
                let words = words.as_string_view();
                *dimension == member.dimension && words.is_valid(row) && words.value(row) == member.name
            })
        };
        let of_row = |row: usize| {
            let belongs = |id: &BreakdownId| {
                self.framework.breakdown(*id).members.iter().all(|member| is_in(row, member))
            };
            breakdowns
                .iter()
                .enumerate()
                .filter(|(_, id)| belongs(id))
                .map(|(position, _)| position)
                .collect()
        };
        Ok(Some((0..batch.num_rows()).map(of_row).collect()))
    }

    /// The numbers of the things that a column names: the same for the same name.
    fn things(&mut self, column: &dyn Array) -> Result<Vec<Option<i128>>> {
        let words = cast(column, &DataType::Utf8View)?;
        let names = &mut self.names;
        let number = |word: Option<&str>| {
            let word = word?;
            if let Some(known) = names.get(word) {
                return Some(i128::from(*known));
            }
            // Memory ends long before numbers do.
            let number = u32::try_from(names.len()).unwrap_or(u32::MAX);
            names.insert(word.to_owned(), number);
            Some(i128::from(number))
        };
        Ok(words.as_string_view().iter().map(number).collect())
    }

    fn add(
        &mut self,
        position: usize,
        breakdowns: &[usize],
        place: i32,
        (month, until): (i32, Option<i32>),
        amount: i128,
    ) {
        let partial = &mut self.partials[position];
        let on_axis = |number: i32| usize::try_from(number).ok().filter(|at| *at < self.months);
        let months = match (self.question.shape, until) {
            (Shape::Stretch(_), Some(until)) => {
                usize::try_from(month).unwrap_or(0)..usize::try_from(until).unwrap_or(0).min(self.months)
            }
            (Shape::Year, _) => {
                if let (Cells::Years(years), Ok(index)) = (&mut partial.cells, usize::try_from(place)) {
                    let amounts = years.entry(month).or_insert_with(|| vec![None; partial.places]);
                    amounts[index] = Some(amounts[index].unwrap_or(0) + amount);
                }
                return;
            }
            (Shape::Month, _) => match on_axis(month - self.first_month) {
                Some(at) => at..at + 1,
                None => return,
            },
            _ => match on_axis(month) {
                Some(at) => at..at + 1,
                None => return,
            },
        };
        let unallocated = self.places.counted_at(place).is_empty() || place == crate::places::UNALLOCATED;
        let of_cohort = if matches!(partial.cells, Cells::Amounts(_)) { amount } else { 1 };
        for month in months {
            if unallocated && breakdowns.contains(&0) {
                partial.unallocated[month] += of_cohort;
            }
            for breakdown in breakdowns {
                for whole in self.places.counted_at(place) {
                    let cell = (breakdown * partial.places + whole) * partial.months + month;
                    match &mut partial.cells {
                        Cells::Amounts(cells) => cells[cell] += amount,
                        Cells::Values(cells) => cells[cell].push(amount),
                        Cells::Things(cells) => cells[cell].push(u32::try_from(amount).unwrap_or(u32::MAX)),
                        Cells::Years(_) => {}
                    }
                }
            }
        }
    }

    /// The answers, once all batches are in.
    pub(crate) fn finish(mut self) -> Vec<Partial> {
        for partial in &mut self.partials {
            match &mut partial.cells {
                Cells::Years(years) => {
                    for amounts in years.values_mut() {
                        add_parts(amounts, self.places);
                    }
                }
                Cells::Things(cells) => {
                    for things in cells {
                        things.sort_unstable();
                        things.dedup();
                        things.shrink_to_fit();
                    }
                }
                Cells::Amounts(_) | Cells::Values(_) => {}
            }
        }
        self.partials
    }
}

/// Gives a place without an amount of its own the sum of those of its parts.
fn add_parts(amounts: &mut [Option<i128>], places: &PlaceMap) {
    let own: BTreeSet<usize> =
        amounts.iter().enumerate().filter(|(_, amount)| amount.is_some()).map(|(place, _)| place).collect();
    let wholes_of =
        |place: usize| places.counted_at(i32::try_from(place).unwrap_or(crate::places::UNALLOCATED));
    let mut sums: BTreeMap<usize, i128> = BTreeMap::new();
    for &part in &own {
        for &whole in wholes_of(part).iter().filter(|whole| !own.contains(whole)) {
            let counted_between = wholes_of(part).iter().any(|between| {
                *between != part && own.contains(between) && wholes_of(*between).contains(&whole)
            });
            if !counted_between {
                *sums.entry(whole).or_default() += amounts[part].unwrap_or(0);
            }
        }
    }
    for (whole, sum) in sums {
        amounts[whole] = Some(sum);
    }
}

impl Partial {
    fn cell(&self, breakdown: BreakdownId, place: usize, month: usize) -> Option<usize> {
        let position = self.breakdowns.iter().position(|known| *known == breakdown)?;
        Some((position * self.places + place) * self.months + month)
    }

    /// The amount of a breakdown at a place in a window of months, in hundredths and so on as stored.
    pub(crate) fn amount(
        &self,
        breakdown: BreakdownId,
        place: usize,
        months: (usize, usize),
    ) -> Option<Number> {
        let (first, last) = (self.cell(breakdown, place, months.0)?, self.cell(breakdown, place, months.1)?);
        match &self.cells {
            Cells::Amounts(cells) => Some(Number::scaled(cells[first..=last].iter().sum(), self.scale)),
            Cells::Things(cells) if first == last => Some(Number::scaled(cells[first].len() as i128, 0)),
            Cells::Things(cells) => {
                let mut things = cells[first..=last].concat();
                things.sort_unstable();
                things.dedup();
                Some(Number::scaled(things.len() as i128, 0))
            }
            Cells::Values(_) | Cells::Years(_) => None,
        }
    }

    /// The amount of the latest year that isn't after a year.
    pub(crate) fn of_year(&self, place: usize, year: i32) -> Option<Number> {
        let Cells::Years(years) = &self.cells else { return None };
        years
            .range(..=year)
            .rev()
            .find_map(|(_, amounts)| amounts[place])
            .map(|amount| Number::scaled(amount, self.scale))
    }

    /// The median of a breakdown at a place in a window of months, and how many values it is taken over. The mean of
    /// the middle two if their number is even.
    pub(crate) fn median(
        &self,
        breakdown: BreakdownId,
        place: usize,
        months: (usize, usize),
    ) -> Option<(Number, Number)> {
        let (first, last) = (self.cell(breakdown, place, months.0)?, self.cell(breakdown, place, months.1)?);
        let Cells::Values(cells) = &self.cells else { return None };
        let mut values = cells[first..=last].concat();
        values.sort_unstable();
        let (lower, upper) = (values.get(values.len().checked_sub(1)? / 2)?, values.get(values.len() / 2)?);
        let middle = Number::scaled(lower + upper, self.scale).checked_div(&Number::from(2))?;
        Some((middle, Number::from(i64::try_from(values.len()).ok()?)))
    }

    /// What belongs to no known place in a window of months: how much where amounts are added up, otherwise how many
    /// facts. So a thing that is told apart is counted once for each fact of it.
    pub(crate) fn unallocated(&self, months: (usize, usize)) -> Number {
        // The digits after the point are those of values, and a number of facts has none.
        let scale = if matches!(self.cells, Cells::Amounts(_)) { self.scale } else { 0 };
        Number::scaled(self.unallocated[months.0..=months.1].iter().sum(), scale)
    }
}

/// Amounts as whole numbers of the smallest decimal place.
struct WholeNumbers {
    numbers: Vec<Option<i128>>,
    scale: u8,
}

fn whole_numbers(column: &dyn Array) -> Result<WholeNumbers> {
    let (numbers, scale) = match column.data_type() {
        DataType::Int64 => {
            (column.as_primitive::<Int64Type>().iter().map(|n| n.map(i128::from)).collect(), 0)
        }
        DataType::Decimal128(_, scale) => {
            (column.as_primitive::<Decimal128Type>().iter().collect(), u8::try_from(*scale).unwrap_or(0))
        }
        kind if kind.is_integer() => {
            let wide = cast(column, &DataType::Int64)?;
            (wide.as_primitive::<Int64Type>().iter().map(|n| n.map(i128::from)).collect(), 0)
        }
        other => {
            let message = format!("amounts are whole numbers or decimals, and this column has {other}");
            return Err(DataFusionError::Execution(message));
        }
    };
    Ok(WholeNumbers { numbers, scale })
}
