//! Draws a framework folder as PDF, to look at while working on templates:
//! `cargo run -p documents --example draw_documents -- examples/kent-2021 /tmp/documents`.

#![expect(clippy::print_stderr, reason = "a command for developers")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use documents::pdf::{self, Options};
use framework::{Folder, compile};
use publish::{Audience, Request};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(target)) = (arguments.next(), arguments.next()) else {
        return Err("usage: draw FOLDER DIRECTORY".into());
    };
    let (folder, _) = Folder::read(Path::new(&folder));
    let framework = compile(&folder).0.ok_or("the folder has faults")?;
    let edition = framework.editions.last().ok_or("the framework lists no edition")?;
    let request = Request {
        framework: &framework,
        scorecard: edition.scorecard,
        data_month: edition.data_month,
        audience: Audience::Internal,
        logo: None,
        disclosure: None,
        compared: None,
    };
    std::fs::create_dir_all(&target)?;
    let write = |name: &str, document: Result<Vec<u8>, pdf::Error>, started: Instant| {
        match document {
            Ok(bytes) => {
                eprintln!("{name}: {} kB in {:.0?}", bytes.len() / 1000, started.elapsed());
                std::fs::write(Path::new(&target).join(name), bytes)?;
            }
            Err(error) => eprintln!("{name}: {error}"),
        }
        Ok::<(), Box<dyn Error>>(())
    };
    let options = Options::default();
    let started = Instant::now();
    write("scorecard.pdf", pdf::scorecard(&request, &options), started)?;
    let pages = publish::pages(&request)?;
    for (place, _) in pages.places.iter().take(2) {
        let started = Instant::now();
        write(&format!("{place}.pdf"), pdf::place_sheet(&request, place, &options), started)?;
    }
    for (report, _) in &pages.reports {
        let started = Instant::now();
        write(&format!("{report}.pdf"), pdf::covering_report(&request, report, &options), started)?;
    }
    Ok(())
}
