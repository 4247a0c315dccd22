//! The values of keys, remembered in little space.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, DefaultHasher, Hash as _, Hasher};

use crate::values::Value;

/// A value of a key in 128 bits. Of a billion different values, the chance that two meet in one is below one in
/// 10²⁰.
pub(crate) type Key = u128;

/// Keys.
pub(crate) type Keys = HashSet<Key, BuildHasherDefault<Spread>>;

/// Keys, each with a line.
pub(crate) type Lines = HashMap<Key, u64, BuildHasherDefault<Spread>>;

/// The key that some values make. Nothing if one of them is missing.
pub(crate) fn key<'a, 'b: 'a>(values: impl IntoIterator<Item = &'a Value<'b>>) -> Option<Key> {
    let mut low = DefaultHasher::new();
    let mut high = DefaultHasher::new();
    high.write_u8(1);
    for value in values {
        for hasher in [&mut low, &mut high] {
            match value {
                Value::Null => return None,
                Value::Text(text) => text.hash(hasher),
                Value::Whole(whole) => hasher.write_i64(*whole),
                Value::Decimal(units) => hasher.write_i128(*units),
                Value::Date(days) => hasher.write_i32(*days),
                Value::Flag(flag) => hasher.write_u8(u8::from(*flag)),
            }
        }
    }
    Some(u128::from(high.finish()) << 64 | u128::from(low.finish()))
}

/// A hasher for what is spread evenly already.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u128(&mut self, key: u128) {
        let [low, high] = [key & u128::from(u64::MAX), key >> 64];
        self.0 = u64::try_from(low ^ high).unwrap_or_default();
    }
}
