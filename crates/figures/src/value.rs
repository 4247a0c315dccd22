//! What a figure is worth, or why it is worth nothing.

use crate::{Absence, Number, Unit};

/// What a figure is worth, exactly and in its unit, with its numerator and denominator where they are known.
///
/// Values have no order of their own, since units differ: compare their [`number`](Value::number)s.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Value {
    number: Number,
    numerator: Option<Number>,
    denominator: Option<Number>,
}

impl Value {
    /// A value of which neither numerator nor denominator is known.
    pub fn plain(number: Number) -> Value {
        Value { number, numerator: None, denominator: None }
    }

    /// A value whose numerator alone is known besides.
    pub fn with_numerator(number: Number, numerator: Number) -> Value {
        Value { number, numerator: Some(numerator), denominator: None }
    }

    /// A value whose denominator alone is known besides, such as an average and the cases it was taken over.
    pub fn with_denominator(number: Number, denominator: Number) -> Value {
        Value { number, numerator: None, denominator: Some(denominator) }
    }

    /// The value that a numerator and a denominator define: their ratio times the unit's
    /// [`multiplier`](Unit::multiplier). A denominator of nought is [`Absence::NoCases`].
    pub fn ratio(numerator: Number, denominator: Number, unit: Unit) -> Result<Value, Absence> {
        let number = (&numerator * unit.multiplier()).checked_div(&denominator).ok_or(Absence::NoCases)?;
        Ok(Value { number, numerator: Some(numerator), denominator: Some(denominator) })
    }

    /// The value in its unit: for a percentage 85 and not 0.85. Exact.
    pub fn number(&self) -> &Number {
        &self.number
    }

    /// The numerator, where it is known.
    pub fn numerator(&self) -> Option<&Number> {
        self.numerator.as_ref()
    }

    /// The denominator, where it is known.
    pub fn denominator(&self) -> Option<&Number> {
        self.denominator.as_ref()
    }
}

/// What is read at a figure: its value, or the reason why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reading {
    /// There is a value.
    Present(Value),
    /// There is none, for this reason.
    Absent(Absence),
}

impl Reading {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Reading::Present(value) => Some(value),
            Reading::Absent(_) => None,
        }
    }

    /// The reason why there is no value, if there is none.
    pub fn absence(&self) -> Option<Absence> {
        match self {
            Reading::Present(_) => None,
            Reading::Absent(absence) => Some(*absence),
        }
    }
}

impl From<Result<Value, Absence>> for Reading {
    fn from(result: Result<Value, Absence>) -> Reading {
        match result {
            Ok(value) => Reading::Present(value),
            Err(absence) => Reading::Absent(absence),
        }
    }
}
