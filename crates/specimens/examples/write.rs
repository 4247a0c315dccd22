//! Writes specimens into a folder: `cargo run --release -p specimens --example write -- FOLDER [TAKEN [SCALE [SEED]]]`.

#![expect(clippy::print_stderr, clippy::expect_used, reason = "this is a tool for developers")]

use specimens::{Settings, write};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("a folder");
    let mut settings = Settings::default();
    if let Some(taken) = arguments.next() {
        settings.taken = taken.parse().expect("a date");
    }
    if let Some(scale) = arguments.next() {
        settings.scale = scale.parse().expect("a number");
    }
    if let Some(seed) = arguments.next() {
        settings.seed = seed.parse().expect("a number");
    }
    let done = write(std::path::Path::new(&folder), &settings, |done, of| eprintln!("{done} of {of}"));
    done.expect("the folder can be written");
}
