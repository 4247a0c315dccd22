//! A whole scorecard as PDF, beside WeasyPrint drawing the same places' pages.
//!
//! Goals on two cores: the scorecard of a directorate with twelve districts in under 2 s, and ten times as fast as the
//! peer. The peer needs `pip install -r benches/peers/requirements.txt`; only its drawing is timed, not its start.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints what it measured")]

use std::path::Path;

use benches::beside_python;
use documents::pdf::{self, Options};
use framework::{Folder, compile};
use publish::{Audience, Request, site};

const ROUNDS: usize = 5;

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
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents-peer");
    for file in site(&request, &mut |_| ()).unwrap().files {
        let path = folder.join(file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, file.content).unwrap();
    }

    let draw = || pdf::scorecard(&request, &Options::default()).unwrap().len();
    let (ours, bytes, peer) = beside_python(ROUNDS, draw, "weasyprint_peer.py", &folder).unwrap();
    println!("examples/kent-2021 as PDF, {} kB; median of {ROUNDS} rounds: {ours:.2?}", bytes / 1000);
    match peer {
        Ok(ratio) => {
            println!("WeasyPrint takes {ratio:.1} times as long for the pages of the places alone")
        }
        Err(words) => println!("no peer: {words}"),
    }
}
