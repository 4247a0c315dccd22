//! From values to coordinates.

use figures::Number;

/// Maps values onto a stretch of a picture.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// A scale from the smallest to the largest of some values; if all are equal they lie in the middle.
    pub(crate) fn over<'a>(values: impl IntoIterator<Item = &'a Number>, from: f64, to: f64) -> Self {
        let drawn = values.into_iter().map(Number::to_drawing);
        let (low, high) = drawn
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        Self { low, high, from, to }
    }

    pub(crate) fn at(&self, value: &Number) -> f64 {
        let span = self.high - self.low;
        let share = if span > 0.0 { (value.to_drawing() - self.low) / span } else { 0.5 };
        self.from + share * (self.to - self.from)
    }
}

/// How many lines an axis has at most, beside its first.
const MOST_STEPS: i64 = 5;

/// Round numbers that enclose some values, evenly apart: the lines of an axis, and the decimals to print them with.
pub(crate) fn ticks(values: &[&Number]) -> (Vec<Number>, u8) {
    let (Some(low), Some(high)) = (values.iter().min(), values.iter().max()) else {
        return (Vec::new(), 0);
    };
    let (step, decimals) = step(&(*high - *low), high);
    let first = floor(low, &step);
    let mut lines = vec![first];
    while let Some(last) = lines.last().filter(|last| last < high || lines.len() < 2) {
        let next = last + &step;
        lines.push(next);
    }
    (lines, decimals)
}

/// The smallest of 1, 2, 5, 10, 20 … and 0.5, 0.2, 0.1 … that needs few enough steps.
fn step(span: &Number, high: &Number) -> (Number, u8) {
    let span = if span.is_zero() { high.abs() } else { span.clone() };
    let (mut unit, mut decimals) = (Number::from(1), 0);
    let ten = Number::from(10);
    while decimals < 3 && !span.is_zero() && span < unit {
        unit = unit.checked_div(&ten).unwrap_or(unit);
        decimals += 1;
    }
    if decimals > 0 || span < Number::from(MOST_STEPS) {
        unit = unit.checked_div(&ten).unwrap_or(unit);
        decimals += 1;
    }
    loop {
        for factor in [1, 2, 5] {
            let step = &unit * Number::from(factor);
            if &step * Number::from(MOST_STEPS) >= span {
                let whole = step.rounded(0) == step;
                return (step, if whole { 0 } else { decimals });
            }
        }
        unit = &unit * &ten;
        decimals = decimals.saturating_sub(1);
    }
}

/// The largest multiple of a step that is not above a value.
fn floor(value: &Number, step: &Number) -> Number {
    let Some(steps) = value.checked_div(step) else { return value.clone() };
    let nearest = steps.rounded(0);
    let whole = if nearest > steps { nearest - Number::from(1) } else { nearest };
    whole * step
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(texts: &[&str]) -> Vec<Number> {
        texts.iter().map(|text| Number::parse(text).expect("a number")).collect()
    }

    fn lines(texts: &[&str]) -> String {
        let values = numbers(texts);
        let (lines, decimals) = ticks(&values.iter().collect::<Vec<_>>());
        lines.iter().map(|line| line.printed(decimals)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn an_axis_has_round_lines_around_its_values() {
        let table: &[(&[&str], &str)] = &[
            (&["25.5", "29", "30"], "25 26 27 28 29 30"),
            (&["255.1", "426"], "250 300 350 400 450"),
            (&["-2.2", "1.1"], "-3 -2 -1 0 1 2"),
            (&["0.12", "0.19"], "0.12 0.14 0.16 0.18 0.20"),
            (&["3.6"], "3 4"),
            (&["0"], "0.0 0.1"),
            (&["17088", "12000"], "12000 14000 16000 18000"),
        ];
        for (values, expected) in table {
            assert_eq!(lines(values), *expected, "{values:?}");
        }
    }

    #[test]
    fn nothing_has_no_lines() {
        assert_eq!(ticks(&[]).0.len(), 0);
    }

    #[test]
    fn equal_values_lie_in_the_middle() {
        let values = numbers(&["7", "7"]);
        let scale = Scale::over(&values, 0.0, 10.0);
        assert!((scale.at(&values[0]) - 5.0).abs() < f64::EPSILON);
    }
}
