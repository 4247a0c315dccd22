//! Writes the first inputs of each target from the sound framework of the tests.

use std::fs;
use std::io;
use std::path::Path;

use fuzz::{BASE, of_kind};

fn main() -> io::Result<()> {
    let whole: Vec<String> = BASE.iter().map(|(path, text)| format!("{path}\0{text}")).collect();
    write("framework", "base", whole.join("\0").as_bytes())?;
    for ending in ["csv", "toml"] {
        for (which, (path, text)) in of_kind(ending).into_iter().enumerate() {
            let which = u8::try_from(which).unwrap_or_default();
            write(ending, &path.replace('/', "-"), &[&[which], text.as_bytes()].concat())?;
        }
    }
    Ok(())
}

fn write(target: &str, name: &str, bytes: &[u8]) -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(name), bytes)
}
