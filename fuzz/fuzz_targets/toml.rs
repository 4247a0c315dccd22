//! One `.toml` file of a sound framework replaced.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::replaced("toml", bytes));
