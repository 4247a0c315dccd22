//! The analyst's workbook of 100,000 figures, beside openpyxl writing the same table.
//!
//! Goals on two cores: under 2 s, and ten times as fast as the peer. The peer needs
//! `pip install -r benches/peers/requirements.txt`; it writes the cells of the one table of all figures alone, as it reads
//! them from a CSV file, and only that is timed.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints what it measured")]

use std::io::Cursor;
use std::path::Path;

use benches::beside_python;
use calamine::{Reader as _, Xlsx, open_workbook_from_rs};
use documents::workbook::workbook;
use framework::{Folder, compile};
use publish::{Audience, Request, edition_data};

const FIGURES: usize = 100_000;
const ROUNDS: usize = 3;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (folder, faults) = Folder::read(&root.join("examples/kent-2021"));
    assert!(faults.is_empty(), "the example can be read");
    let framework = compile(&folder).0.unwrap();
    let edition = framework.editions.last().unwrap();
    let request = Request {
        framework: &framework,
        scorecard: edition.scorecard,
        data_month: edition.data_month,
        audience: Audience::Internal,
        logo: None,
        disclosure: None,
        compared: None,
    };
    let mut data = edition_data(&request).unwrap();
    let own = data.figures.len();
    data.figures = data.figures.iter().cycle().take(FIGURES).cloned().collect();
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("workbook-peer.csv");
    write_rows(&workbook(&data).unwrap(), &file);
    let write = || workbook(&data).unwrap().len();
    let (ours, bytes, peer) = beside_python(ROUNDS, write, "openpyxl_peer.py", &file).unwrap();
    println!(
        "{FIGURES} figures (those of examples/kent-2021, {own}, over and over), {} kB; median of {ROUNDS} rounds: \
         {ours:.2?}",
        bytes / 1000
    );
    match peer {
        Ok(ratio) => println!("openpyxl takes {ratio:.1} times as long"),
        Err(words) => println!("no peer: {words}"),
    }
}

/// The rows of the table of all figures, for the peer.
fn write_rows(book: &[u8], file: &Path) {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(book)).unwrap();
    let range = book.worksheet_range("All figures").unwrap();
    let mut writer = csv::Writer::from_path(file).unwrap();
    for row in range.rows().skip(3) {
        writer.write_record(row.iter().map(ToString::to_string)).unwrap();
    }
    writer.flush().unwrap();
}
