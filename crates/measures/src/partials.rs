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
    /// Values and how often each is there.
    Values(Vec<Vec<(i128, i64)>>),
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
    names: HashMap<String, i128>,
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
                        (_, Quantity::Distinct(_) | Quantity::Values(_)) => {
                            Cells::Values(vec![Vec::new(); cells])
                        }
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
        for position in 0..self.partials.len() {
            let listed = matches!(self.partials[position].cells, Cells::Values(_));
            let (values, amounts) = if listed {
                let values = self.values(batch.column(from_terms), position)?;
                (Some(values), whole_numbers(batch.column(from_terms + 1))?)
            } else {
                (None, whole_numbers(batch.column(from_terms + position))?)
            };
            if values.is_none() {
                self.partials[position].scale = amounts.scale;
            }
            for row in 0..batch.num_rows() {
                let Some(amount) = amounts.numbers[row].filter(|_| months.is_valid(row)) else { continue };
                let (place, month) = (places.value(row), months.value(row));
                let until = stretch.then(|| batch.column(2).as_primitive::<Int32Type>().value(row));
                let value = values.as_ref().map(|values| values[row]);
                self.add(position, &matching[row], place, (month, until), (amount, value));
            }
        }
        Ok(())
    }

    /// For each row the breakdowns, by their place in the terms' list, that it belongs to.
    fn matching(&self, batch: &RecordBatch, from: usize) -> Result<Vec<Vec<usize>>> {
        let breakdowns = self.question.terms.first().map_or(&[][..], |term| term.breakdowns.as_slice());
        if self.question.breakdowns.is_empty() {
            return Ok(vec![vec![0]; batch.num_rows()]);
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
        Ok((0..batch.num_rows()).map(of_row).collect())
    }

    /// The values of a column as whole numbers: amounts, or numbers that stand for words.
    fn values(&mut self, column: &dyn Array, position: usize) -> Result<Vec<i128>> {
        if matches!(self.question.terms[position].quantity, Quantity::Values(_)) {
            let amounts = whole_numbers(column)?;
            self.partials[position].scale = amounts.scale;
            return Ok(amounts.numbers.into_iter().map(|number| number.unwrap_or(0)).collect());
        }
        let words = cast(column, &DataType::Utf8View)?;
        let names = &mut self.names;
        let number = |word: Option<&str>| {
            let word = word.unwrap_or_default();
            if let Some(known) = names.get(word) {
                return *known;
            }
            // As many names as memory holds are far fewer than numbers.
            let number = names.len() as i128;
            names.insert(word.to_owned(), number);
            number
        };
        Ok(words.as_string_view().iter().map(number).collect())
    }

    fn add(
        &mut self,
        position: usize,
        breakdowns: &[usize],
        place: i32,
        (month, until): (i32, Option<i32>),
        (amount, value): (i128, Option<i128>),
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
        for month in months {
            if unallocated && breakdowns.contains(&0) {
                partial.unallocated[month] += amount;
            }
            for breakdown in breakdowns {
                for whole in self.places.counted_at(place) {
                    let cell = (breakdown * partial.places + whole) * partial.months + month;
                    match (&mut partial.cells, value) {
                        (Cells::Amounts(cells), _) => cells[cell] += amount,
                        (Cells::Values(cells), Some(value)) => {
                            cells[cell].push((value, i64::try_from(amount).unwrap_or(i64::MAX)));
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    /// The answers, once all batches are in.
    pub(crate) fn finish(mut self) -> Vec<Partial> {
        for partial in &mut self.partials {
            if let Cells::Years(years) = &mut partial.cells {
                for amounts in years.values_mut() {
                    add_parts(amounts, self.places);
                }
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
            Cells::Values(cells) => {
                let different: BTreeSet<i128> =
                    cells[first..=last].iter().flatten().map(|(value, _)| *value).collect();
                Some(Number::scaled(different.len() as i128, 0))
            }
            Cells::Years(_) => None,
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
        let mut times: BTreeMap<i128, i64> = BTreeMap::new();
        for (value, count) in cells[first..=last].iter().flatten() {
            *times.entry(*value).or_default() += count;
        }
        let total: i64 = times.values().sum();
        let at = |wanted: i64| {
            let mut passed = 0;
            times.iter().find(|(_, count)| {
                passed += **count;
                passed > wanted
            })
        };
        let (lower, upper) = (at((total - 1).div_euclid(2))?.0, at(total / 2)?.0);
        let middle = Number::scaled(lower + upper, self.scale).checked_div(&Number::from(2))?;
        Some((middle, Number::from(total)))
    }

    /// What belongs to no known place in a window of months.
    pub(crate) fn unallocated(&self, months: (usize, usize)) -> Number {
        Number::scaled(self.unallocated[months.0..=months.1].iter().sum(), self.scale)
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
