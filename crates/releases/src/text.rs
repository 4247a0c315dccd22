//! How values are written where they are kept: as the texts that the framework uses, and numbers exactly. For serde's
//! `with`.

use std::fmt::Display;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize as _, Deserializer, Serializer};

/// Writes the text.
///
/// # Errors
///
/// Where the serializer cannot.
pub fn serialize<T: Display, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// Reads the text.
///
/// # Errors
///
/// Where it is no such value.
pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: FromStr<Err: Display>,
    D: Deserializer<'de>,
{
    String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
}

/// The same where there may be nothing.
pub mod optional {
    use super::{Deserializer, Display, FromStr, Serializer};
    use serde::Deserialize as _;
    use serde::de::Error as _;

    /// Writes the text.
    ///
    /// # Errors
    ///
    /// Where the serializer cannot.
    pub fn serialize<T: Display, S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serializer.collect_str(value),
            None => serializer.serialize_none(),
        }
    }

    /// Reads the text.
    ///
    /// # Errors
    ///
    /// Where it is no such value.
    pub fn deserialize<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
    where
        T: FromStr<Err: Display>,
        D: Deserializer<'de>,
    {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| text.parse().map_err(D::Error::custom)).transpose()
    }
}

/// Numbers, as [`Number::exact`](figures::Number::exact) writes them.
pub mod exact {
    use figures::Number;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    /// Writes the text.
    ///
    /// # Errors
    ///
    /// Where the serializer cannot.
    pub fn serialize<S: Serializer>(number: &Number, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&number.exact())
    }

    /// Reads the text.
    ///
    /// # Errors
    ///
    /// Where it is no such value.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        Number::parse_exact(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// Numbers where there may be none.
pub mod optional_exact {
    use figures::Number;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    /// Writes the text.
    ///
    /// # Errors
    ///
    /// Where the serializer cannot.
    pub fn serialize<S: Serializer>(number: &Option<Number>, serializer: S) -> Result<S::Ok, S::Error> {
        match number {
            Some(number) => serializer.serialize_str(&number.exact()),
            None => serializer.serialize_none(),
        }
    }

    /// Reads the text.
    ///
    /// # Errors
    ///
    /// Where it is no such value.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Number>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| Number::parse_exact(&text).map_err(D::Error::custom)).transpose()
    }
}
