//! How bytes become framework folders, and what must hold for each of them.

#[path = "../../crates/framework/tests/laws/mod.rs"]
mod laws;

use std::path::Path;
use std::sync::LazyLock;

use framework::Folder;

/// Paths and texts of a sound framework.
pub static BASE: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/framework/tests/base");
    Folder::read(&path).0.files.into_iter().map(|file| (file.path, file.text)).collect()
});

/// The base's files of one kind, in order.
pub fn of_kind(ending: &str) -> Vec<&'static (String, String)> {
    BASE.iter().filter(|(path, _)| path.ends_with(ending)).collect()
}

/// A whole folder from bytes: paths and texts in turn, parted by zero bytes.
pub fn folder(bytes: &[u8]) {
    let mut parts = bytes.split(|byte| *byte == 0).map(text);
    let mut files = Vec::new();
    while let Some(path) = parts.next() {
        files.push((path, parts.next().unwrap_or_default()));
    }
    laws::look_through(&Folder::from_texts(files));
}

/// The base with one file replaced: the first byte says which of its kind, the rest is its text.
pub fn replaced(ending: &str, bytes: &[u8]) {
    let Some((which, rest)) = bytes.split_first() else { return };
    let candidates = of_kind(ending);
    let (path, _) = candidates[usize::from(*which) % candidates.len()];
    let mut files = BASE.clone();
    files.retain(|(other, _)| other != path);
    files.push((path.clone(), text(rest)));
    laws::look_through(&Folder::from_texts(files));
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
