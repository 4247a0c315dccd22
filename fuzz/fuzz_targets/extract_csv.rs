//! An extract of one `.csv` file.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::extract("csv", bytes));
