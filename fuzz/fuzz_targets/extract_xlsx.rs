//! An extract of one `.xlsx` file.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::extract("xlsx", bytes));
