//! Exact numbers: reading, arithmetic and printing.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};
use std::str::FromStr;

use dashu_int::ops::{Abs as _, UnsignedAbs as _};
use dashu_int::{IBig, Sign, UBig};
use dashu_ratio::RBig;
use thiserror::Error;

/// The most digits that a number may be written with, before and after the decimal point together.
///
/// No figure of a scorecard comes near it; a cell that does holds something else.
pub const MOST_DIGITS: usize = 24;

/// As many decimals as [`Display`](fmt::Display) writes when they are the whole number.
const EXACT_DECIMALS: u8 = 12;

/// As many decimals as data files get.
const DATA_DECIMALS: u8 = 6;

/// An exact number: a ratio of two whole numbers of any size, in lowest terms.
///
/// Equality, order and hash are exact: `1177/1385` of a hundred is below 85 however it is printed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(RBig);

/// Why a text is not a number, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NumberError {
    /// There is nothing to read.
    #[error("a number is missing: write one, or leave the row without a value and say why in `status`")]
    Empty,
    /// Spaces around or within the number.
    #[error("`{text:.40}` has spaces: write {without:.40}")]
    Spaces {
        /// What was written.
        text: String,
        /// The same without its spaces.
        without: String,
    },
    /// Commas between groups of three digits.
    #[error("`{text:.40}` has a thousands separator: write {without:.40}")]
    ThousandsSeparator {
        /// What was written.
        text: String,
        /// The same without its separators.
        without: String,
    },
    /// A comma that does not separate thousands.
    #[error("`{text:.40}` has a comma: write a full stop before decimals, and no thousands separators")]
    Comma {
        /// What was written.
        text: String,
    },
    /// A percent sign.
    #[error("`{text:.40}` has a percent sign: write {without:.40}, the unit says that it is a percentage")]
    PercentSign {
        /// What was written.
        text: String,
        /// The same without its sign.
        without: String,
    },
    /// A currency sign.
    #[error("`{text:.40}` has a currency sign: write {without:.40}, the unit says that it is money")]
    CurrencySign {
        /// What was written.
        text: String,
        /// The same without its sign.
        without: String,
    },
    /// Scientific notation.
    #[error("`{text:.40}` has an exponent: write all digits, such as 150000 for 1.5e5")]
    Exponent {
        /// What was written.
        text: String,
    },
    /// Not-a-number or infinity, as spreadsheets and programs write them.
    #[error("`{text:.40}` is no value: leave it empty and say why in `status`, such as no-cases")]
    NotFinite {
        /// What was written.
        text: String,
    },
    /// No digit before or after the decimal point.
    #[error("`{text:.40}` has no digit on one side of its decimal point: write {suggestion:.40}")]
    MissingDigit {
        /// What was written.
        text: String,
        /// The same in full.
        suggestion: String,
    },
    /// More digits than [`MOST_DIGITS`].
    #[error("`{text:.40}` has {digits} digits: write at most {MOST_DIGITS}")]
    TooManyDigits {
        /// What was written.
        text: String,
        /// How many digits it has.
        digits: usize,
    },
    /// Anything else.
    #[error("`{text:.40}` is not a number: write digits with a full stop before decimals, such as 85.0")]
    NotANumber {
        /// What was written.
        text: String,
    },
}

impl Number {
    /// Nought.
    pub fn zero() -> Number {
        Number(RBig::ZERO)
    }

    /// A whole number of units that have so many digits after the point: 1052 with one digit is 105.2.
    pub fn scaled(units: i128, decimals: u8) -> Number {
        Number(RBig::from_parts(IBig::from(units), ten_to(usize::from(decimals))))
    }

    /// Reads a number in decimal notation: an optional sign (`+`, `-` or U+2212), digits, and optionally a full
    /// stop and more digits.
    ///
    /// Refused, each with the way out: nothing at all, spaces, thousands separators, percent and currency
    /// signs, exponents, not-a-number and infinity, a missing digit beside the decimal point, and more than
    /// [`MOST_DIGITS`] digits.
    pub fn parse(text: &str) -> Result<Number, NumberError> {
        let (negative, unsigned) = split_sign(text);
        let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let written_well = is_digits(whole) && (is_digits(decimals) || !unsigned.contains('.'));
        if !written_well {
            return Err(why_not(text));
        }
        let digits = whole.len() + decimals.len();
        if digits > MOST_DIGITS {
            return Err(NumberError::TooManyDigits { text: text.to_owned(), digits });
        }
        // Digits alone are always readable; were they not, the text is no number.
        let units = whole_number(&format!("{whole}{decimals}"))
            .ok_or_else(|| NumberError::NotANumber { text: text.to_owned() })?;
        Ok(Number(RBig::from_parts(if negative { -units } else { units }, ten_to(decimals.len()))))
    }

    /// Reads a number as people write it into a form: as [`parse`](Number::parse) does, or with commas between thousands.
    ///
    /// A comma anywhere else is refused: `27,5` may be meant as 27.5 and must not be read as 275.
    pub fn parse_grouped(text: &str) -> Result<Number, NumberError> {
        match Number::parse(text) {
            Err(NumberError::ThousandsSeparator { without, .. }) => Number::parse(&without),
            read => read,
        }
    }

    /// How many decimals a number was written with: `85.0` has one, `85` none.
    ///
    /// A value that was printed elsewhere can only be checked to the decimals that it was printed with.
    pub fn decimals_written(text: &str) -> u8 {
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        u8::try_from(decimals).unwrap_or(u8::MAX)
    }

    /// Whether this is nought.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is below nought.
    pub fn is_negative(&self) -> bool {
        self.0.sign() == Sign::Negative
    }

    /// The distance from nought.
    pub fn abs(&self) -> Number {
        Number(self.0.clone().abs())
    }

    /// On which side of nought this is: `Less` below, `Equal` at, `Greater` above.
    pub fn signum(&self) -> Ordering {
        self.0.numerator().cmp(&IBig::ZERO)
    }

    /// The exact quotient, or `None` if the divisor is nought.
    pub fn checked_div(&self, divisor: &Number) -> Option<Number> {
        (!divisor.is_zero()).then(|| Number(&self.0 / &divisor.0))
    }

    /// By how much a number printed with so many decimals may lie away from the exact one: half of the last digit.
    pub fn rounding(decimals: u8) -> Number {
        Number(RBig::from_parts(IBig::from(5), ten_to(usize::from(decimals) + 1)))
    }

    /// Rounded half up by magnitude to so many decimals: 0.05 to 0.1 and -0.05 to -0.1, so that a gap and its
    /// mirror image round alike.
    pub fn rounded(&self, decimals: u8) -> Number {
        Number(RBig::from_parts(self.rounded_units(decimals), ten_to(usize::from(decimals))))
    }

    /// The fewest decimals, no fewer than `fewest`, that show the number without rounding it; `most` where none do.
    pub fn decimals_needed(&self, fewest: u8, most: u8) -> u8 {
        (fewest..most).find(|decimals| self.rounded(*decimals) == *self).unwrap_or(most)
    }

    /// Printed with exactly so many decimals, rounded as [`rounded`](Number::rounded) says. What rounds to
    /// nought has no sign.
    pub fn printed(&self, decimals: u8) -> String {
        Written::of(&self.rounded_units(decimals), decimals).joined("")
    }

    /// Printed for people: as [`printed`](Number::printed), with commas between thousands (`1,234.5`).
    pub fn grouped(&self, decimals: u8) -> String {
        Written::of(&self.rounded_units(decimals), decimals).joined(",")
    }

    /// Printed for data files: rounded to six decimals, without trailing noughts.
    pub fn six_decimals(&self) -> String {
        Written::of(&self.rounded_units(DATA_DECIMALS), DATA_DECIMALS).trimmed().joined("")
    }

    /// Written to be read again, without trailing noughts: all decimals if there are no more than twelve. Of more the
    /// rest is cut off, and the twelfth is then never 0; so whoever rounds or compares it to fewer decimals gets what the
    /// exact number would have given.
    pub fn kept(&self) -> String {
        let scaled = &self.0 * ten_to(usize::from(EXACT_DECIMALS));
        let mut units = scaled.trunc();
        if !scaled.is_int() && (&units % IBig::from(10)).is_zero() {
            units += if self.is_negative() { -1 } else { 1 };
        }
        Written::of(&units, EXACT_DECIMALS).trimmed().joined("")
    }

    /// Written exactly, to be read again by [`parse_exact`](Number::parse_exact): the decimal if it ends within twelve
    /// places, otherwise a fraction in lowest terms such as `23540/277`. Equal numbers are written alike.
    pub fn exact(&self) -> String {
        if self.0.is_int() {
            return self.0.numerator().to_string();
        }
        // In lowest terms a decimal ends within so many places if its denominator is a part of that power of ten.
        let units = 10_u64.pow(u32::from(EXACT_DECIMALS));
        match u64::try_from(self.0.denominator())
            .ok()
            .filter(|denominator| units.is_multiple_of(*denominator))
        {
            Some(denominator) => Written::of(&(self.0.numerator() * (units / denominator)), EXACT_DECIMALS)
                .trimmed()
                .joined(""),
            None => self.0.to_string(),
        }
    }

    /// Reads what [`exact`](Number::exact) writes, of any length.
    ///
    /// Refused: what is neither a decimal nor two whole numbers with a slash between them, and a denominator of
    /// nought.
    pub fn parse_exact(text: &str) -> Result<Number, NumberError> {
        let refused = || NumberError::NotANumber { text: text.to_owned() };
        let whole = |part: &str| {
            let digits = part.strip_prefix('-').unwrap_or(part);
            let number = whole_number(digits).ok_or_else(refused)?;
            Ok(if digits == part { number } else { -number })
        };
        if let Some((numerator, denominator)) = text.split_once('/') {
            let numerator = RBig::from(whole(numerator)?);
            let denominator = Number(RBig::from(whole(denominator)?));
            return Number(numerator).checked_div(&denominator).ok_or_else(refused);
        }
        let (whole_part, decimals) = text.split_once('.').unwrap_or((text, ""));
        if text.ends_with('.') || whole_part.trim_start_matches('-').is_empty() {
            return Err(refused());
        }
        Ok(Number(RBig::from_parts(whole(&format!("{whole_part}{decimals}"))?, ten_to(decimals.len()))))
    }

    /// The nearest float, for the coordinates of a chart and nothing else.
    pub fn to_drawing(&self) -> f64 {
        // Decimal text always reads as a finite float at this magnitude, and rounds once.
        self.printed(EXACT_DECIMALS).parse().unwrap_or_default()
    }

    /// The whole number of units of the last decimal place, rounded half up by magnitude.
    fn rounded_units(&self, decimals: u8) -> IBig {
        let denominator = self.0.denominator();
        let twice = self.0.numerator().unsigned_abs() * ten_to(usize::from(decimals)) * 2_u8;
        // Integer division rounds down, so adding a half beforehand rounds half up.
        let magnitude = (twice + denominator) / (denominator * 2_u8);
        IBig::from_parts(self.0.sign(), magnitude)
    }
}

/// A decimal number as text.
struct Written {
    negative: bool,
    /// All digits, one at least before the point.
    digits: String,
    /// How many of them stand before the point.
    whole: usize,
}

impl Written {
    /// So many units of the last of so many decimal places.
    fn of(units: &IBig, decimals: u8) -> Written {
        let magnitude = units.unsigned_abs();
        // Whole numbers of a word print much faster than those of any length.
        let mut digits =
            u64::try_from(&magnitude).map_or_else(|_| magnitude.to_string(), |small| small.to_string());
        let decimals = usize::from(decimals);
        if digits.len() <= decimals {
            digits.insert_str(0, &"0".repeat(decimals + 1 - digits.len()));
        }
        Written { negative: units.sign() == Sign::Negative, whole: digits.len() - decimals, digits }
    }

    /// Without trailing noughts after the point.
    fn trimmed(mut self) -> Written {
        let kept = self.digits.trim_end_matches('0').len();
        self.digits.truncate(kept.max(self.whole));
        self
    }

    /// With its sign and its point, and this between thousands.
    fn joined(&self, separator: &str) -> String {
        let (mut rest, decimals) = self.digits.split_at(self.whole);
        let mut text = String::with_capacity(self.digits.len() * 2 + 2);
        if self.negative {
            text.push('-');
        }
        while rest.len() > 3 {
            let (group, after) = rest.split_at((rest.len() - 1) % 3 + 1);
            text.push_str(group);
            text.push_str(separator);
            rest = after;
        }
        text.push_str(rest);
        if !decimals.is_empty() {
            text.push('.');
            text.push_str(decimals);
        }
        text
    }
}

/// The exact decimal if it ends within twelve places; otherwise its first six and `…`, cut and not rounded, so
/// that 84.98194945… never claims to be more than it is.
impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scaled = &self.0 * ten_to(usize::from(EXACT_DECIMALS));
        if scaled.is_int() {
            return formatter.pad(&Written::of(scaled.numerator(), EXACT_DECIMALS).trimmed().joined(""));
        }
        let cut = (&self.0 * ten_to(usize::from(DATA_DECIMALS))).trunc();
        let written = Written { negative: self.is_negative(), ..Written::of(&cut, DATA_DECIMALS) };
        formatter.pad(&(written.joined("") + "…"))
    }
}

impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Number, NumberError> {
        Number::parse(text)
    }
}

impl From<i64> for Number {
    fn from(whole: i64) -> Number {
        Number(RBig::from(whole))
    }
}

impl Neg for Number {
    type Output = Number;

    fn neg(self) -> Number {
        Number(-self.0)
    }
}

impl Neg for &Number {
    type Output = Number;

    fn neg(self) -> Number {
        Number(-self.0.clone())
    }
}

/// The four mixtures of owned and borrowed operands.
macro_rules! operator {
    ($operator:ident, $method:ident) => {
        impl $operator<&Number> for &Number {
            type Output = Number;

            fn $method(self, other: &Number) -> Number {
                Number($operator::$method(&self.0, &other.0))
            }
        }

        impl $operator<Number> for &Number {
            type Output = Number;

            fn $method(self, other: Number) -> Number {
                $operator::$method(self, &other)
            }
        }

        impl $operator<&Number> for Number {
            type Output = Number;

            fn $method(self, other: &Number) -> Number {
                $operator::$method(&self, other)
            }
        }

        impl $operator<Number> for Number {
            type Output = Number;

            fn $method(self, other: Number) -> Number {
                $operator::$method(&self, &other)
            }
        }
    };
}

operator!(Add, add);
operator!(Sub, sub);
operator!(Mul, mul);

impl Sum for Number {
    fn sum<I: Iterator<Item = Number>>(numbers: I) -> Number {
        numbers.fold(Number::zero(), |total, number| total + number)
    }
}

impl<'a> Sum<&'a Number> for Number {
    fn sum<I: Iterator<Item = &'a Number>>(numbers: I) -> Number {
        numbers.fold(Number::zero(), |total, number| total + number)
    }
}

fn ten_to(places: usize) -> UBig {
    UBig::from(10_u8).pow(places)
}

/// The whole number that a text of digits is; nothing if it is anything else.
fn whole_number(digits: &str) -> Option<IBig> {
    // The library would take a sign and underscores as well.
    if is_digits(digits) { IBig::from_str_radix(digits, 10).ok() } else { None }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The sign and the rest; U+2212 is the minus sign that documents are set with.
fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// What is wrong with a text that is no number: the commonest slips get the way out spelt out.
fn why_not(text: &str) -> NumberError {
    let owned = text.to_owned();
    let (_, unsigned) = split_sign(text);
    if text.trim().is_empty() {
        return NumberError::Empty;
    }
    if let Some(error) = decoration(text) {
        return error;
    }
    if NOT_FINITE.iter().any(|word| unsigned.eq_ignore_ascii_case(word)) {
        return NumberError::NotFinite { text: owned };
    }
    let has_exponent = unsigned.split_once(['e', 'E']).is_some_and(|(number, exponent)| {
        number.starts_with(|first: char| first.is_ascii_digit()) && is_digits(split_sign(exponent).1)
    });
    if has_exponent {
        return NumberError::Exponent { text: owned };
    }
    let sign = &text[..text.len() - unsigned.len()];
    match unsigned.split_once('.') {
        Some(("", decimals)) if is_digits(decimals) => {
            NumberError::MissingDigit { suggestion: format!("{sign}0.{decimals}"), text: owned }
        }
        Some((whole, "")) if is_digits(whole) => {
            NumberError::MissingDigit { suggestion: format!("{sign}{whole}"), text: owned }
        }
        _ => NumberError::NotANumber { text: owned },
    }
}

/// What spreadsheets and programs write for no number at all.
const NOT_FINITE: [&str; 5] = ["nan", "inf", "infinity", "#div/0!", "#n/a"];

/// The signs, separators and spaces that keep a text from being a number, if it is one without them.
fn decoration(text: &str) -> Option<NumberError> {
    let is_currency = |character| matches!(character, '£' | '€' | '$');
    let without_signs = text
        .chars()
        .filter(|&character| character != '%' && !is_currency(character) && !character.is_whitespace())
        .collect::<String>();
    let without = without_signs.replace(',', "");
    if without.len() == text.len() || Number::parse(&without).is_err() {
        return None;
    }
    let (_, unsigned) = split_sign(&without_signs);
    let text = text.to_owned();
    Some(if unsigned.contains(',') && !has_thousands(unsigned) {
        NumberError::Comma { text }
    } else if text.contains('%') {
        NumberError::PercentSign { text, without }
    } else if text.contains(is_currency) {
        NumberError::CurrencySign { text, without }
    } else if unsigned.contains(',') {
        NumberError::ThousandsSeparator { text, without }
    } else {
        NumberError::Spaces { text, without }
    })
}

/// Whether every comma stands where thousands are separated: `1,234.5` but not `1,5`.
fn has_thousands(unsigned: &str) -> bool {
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let mut groups = whole.split(',');
    let first_fits = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    first_fits && groups.all(|group| group.len() == 3) && !decimals.contains(',')
}
