//! Draws a framework folder as a web site, to look at while working on pages:
//! `cargo run -p publish --example draw -- examples/kent-2021 /tmp/site`.

#![expect(clippy::print_stderr, reason = "a command for developers")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use framework::{Folder, compile};
use publish::{Audience, Request, site};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(target)) = (arguments.next(), arguments.next()) else {
        return Err("usage: draw FOLDER DIRECTORY".into());
    };
    let started = Instant::now();
    let (folder, faults) = Folder::read(Path::new(&folder));
    let (framework, diagnostics) = compile(&folder);
    let Some(framework) = framework else {
        for fault in faults.iter().chain(&diagnostics) {
            eprintln!("{}: {}", fault.primary.0.describe(&folder), fault.message);
        }
        return Err("the folder has faults".into());
    };
    let edition = framework.editions.last().ok_or("the framework lists no edition")?;
    let compiled = started.elapsed();
    let request = Request {
        framework: &framework,
        scorecard: edition.scorecard,
        data_month: edition.data_month,
        audience: Audience::Internal,
        logo: None,
        disclosure: None,
        compared: None,
    };
    let site = site(&request, &mut |_| {})?;
    let drawn = started.elapsed() - compiled;
    for file in &site.files {
        let path = Path::new(&target).join(&file.path);
        std::fs::create_dir_all(path.parent().ok_or("a file lies nowhere")?)?;
        std::fs::write(path, &file.content)?;
    }
    eprintln!("{} files; compiled in {compiled:.0?}, drawn in {drawn:.0?}", site.files.len());
    Ok(())
}
