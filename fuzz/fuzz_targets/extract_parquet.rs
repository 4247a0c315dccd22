//! An extract of one `.parquet` file.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::extract("parquet", bytes));
