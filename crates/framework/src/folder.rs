//! The files of a framework folder, read whole before anything is compiled.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostic, Location, Rule};

/// A framework file is written by people or exported from a spreadsheet; far larger ones are something else.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// The text files of a framework folder.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// Where it lies, for messages; empty for a folder that was never on disk.
    pub path: PathBuf,
    /// Its files, in the order of their paths.
    pub files: Vec<File>,
}

/// A text file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path in the folder, with `/` between the parts.
    pub path: String,
    /// What it says, without a byte order mark; empty where it could not be read.
    pub text: String,
    /// Whether it could be read. What could not is passed over by the compiler, and so is all that refers to it: it
    /// has been reported once.
    pub readable: bool,
}

impl Folder {
    /// A folder from texts, as tests and examples have it.
    #[must_use]
    pub fn from_texts(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        let texts: BTreeMap<String, String> = texts.into_iter().collect();
        let file = |(path, text)| File { path, text: without_mark(text), readable: true };
        Self { path: PathBuf::new(), files: texts.into_iter().map(file).collect() }
    }

    /// Reads the text files of a folder: `framework.toml` and every `.toml`, `.csv` and `.sql` below it.
    /// What cannot be read is a fault; the rest is read all the same. What no framework has, such as a workbook or a
    /// folder within a folder, is listed but not read, so that the compiler can say that nothing reads it.
    #[must_use]
    pub fn read(path: &Path) -> (Self, Vec<Diagnostic>) {
        let mut found = Vec::new();
        collect(path, "", 0, &mut found);
        found.sort_by(|one, other| one.0.cmp(&other.0));
        let mut folder = Self { path: path.to_owned(), files: Vec::new() };
        let mut faults = Vec::new();
        for (relative, found) in found {
            let index = folder.files.len();
            let (text, refusal) = match found {
                Found::Text => match read_text(&path.join(&relative)) {
                    Ok(text) => (text, None),
                    Err(refusal) => (String::new(), Some(refusal)),
                },
                Found::Other => (String::new(), None),
                Found::Refused(refusal) => (String::new(), Some(refusal)),
            };
            folder.files.push(File { path: relative, text, readable: refusal.is_none() });
            faults.extend(refusal.map(|(rule, message, hint)| {
                Diagnostic::new(rule, Location::file(index), message).hint(hint)
            }));
        }
        (folder, faults)
    }

    /// The file that a location lies in.
    #[must_use]
    pub fn file(&self, location: Location) -> &File {
        static NOWHERE: File = File { path: String::new(), text: String::new(), readable: false };
        self.files.get(location.file as usize).unwrap_or(&NOWHERE)
    }

    /// The file of a path, and its place in the list.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<(usize, &File)> {
        self.files.iter().enumerate().find(|(_, file)| file.path == path)
    }

    /// Puts a file in, in the place of the one of its path. The places of the files behind it change: what was found out
    /// of the folder before is of the folder as it was.
    pub fn put(&mut self, path: &str, text: String) {
        self.take(path);
        let place = self.files.partition_point(|file| file.path.as_str() < path);
        self.files.insert(place, File { path: path.to_owned(), text, readable: true });
    }

    /// Takes the file of a path out, and says whether there was one.
    pub fn take(&mut self, path: &str) -> bool {
        let before = self.files.len();
        self.files.retain(|file| file.path != path);
        self.files.len() < before
    }

    /// The files directly below a folder with an ending, such as `("targets", "csv")`.
    pub fn below<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = (usize, &'a File)> {
        self.files.iter().enumerate().filter(move |(_, file)| {
            file.path
                .strip_prefix(folder)
                .and_then(|rest| rest.strip_prefix('/'))
                .and_then(|name| name.strip_suffix(ending)?.strip_suffix('.'))
                .is_some_and(|stem| !stem.is_empty() && !stem.contains('/'))
        })
    }
}

/// Something in a framework folder.
enum Found {
    /// A text file.
    Text,
    /// Something that no framework has and that is easily taken for a part of one.
    Other,
    /// What cannot be read.
    Refused(Refusal),
}

/// Why something cannot be read: the rule, what is wrong, and the way out.
type Refusal = (Rule, String, String);

/// The folder of a framework in which snapshots of records are kept.
const RECORDS: &str = "records";

const TEXTS: [&str; 3] = ["toml", "csv", "sql"];
const WORKBOOKS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];

/// What lies in a folder, hidden files left out. A framework has files and folders of files, no deeper ones.
fn collect(folder: &Path, prefix: &str, depth: u8, found: &mut Vec<(String, Found)>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let path = prefix.trim_end_matches('/').to_owned();
            found.push((path, Found::Refused(unreadable("folder", &error))));
            return;
        }
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(kind) = entry.file_type() else { continue };
        // Records are no part of what a framework says, and there are millions.
        if name.starts_with('.') || (depth == 0 && name == RECORDS && kind.is_dir()) {
            continue;
        }
        let path = format!("{prefix}{name}");
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        let text = TEXTS.contains(&ending.as_str());
        if kind.is_symlink() && (text || entry.path().is_dir()) {
            found.push((path, Found::Refused(link())));
        } else if kind.is_dir() && depth == 0 {
            collect(&entry.path(), &format!("{path}/"), depth + 1, found);
        } else if kind.is_dir() {
            if has_texts(&entry.path()) {
                found.push((path, Found::Other));
            }
        } else if kind.is_file() && text {
            found.push((path, Found::Text));
        } else if kind.is_file() && WORKBOOKS.contains(&ending.as_str()) {
            found.push((path, Found::Other));
        }
    }
}

/// Whether a text file or workbook lies in a folder, where nothing will read it.
fn has_texts(folder: &Path) -> bool {
    let mut below = Vec::new();
    collect(folder, "", 1, &mut below);
    !below.is_empty()
}

fn unreadable(what: &str, error: &std::io::Error) -> Refusal {
    let message = format!("this {what} cannot be read: {error}");
    (
        Rule::UnreadableFile,
        message,
        "check its permissions, and that no other program holds it open".to_owned(),
    )
}

/// Following links would read outside the folder that was given.
fn link() -> Refusal {
    (
        Rule::UnreadableFile,
        "this is a link, and links are not followed".to_owned(),
        "put a copy of what it leads to into the framework folder".to_owned(),
    )
}

fn read_text(path: &Path) -> Result<String, Refusal> {
    let unreadable = |error: std::io::Error| unreadable("file", &error);
    let file = fs::File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    if size > LARGEST_FILE {
        return Err((
            Rule::FileTooLarge,
            format!("this file has {} MB, far more than a framework file can have", size / 1_000_000),
            "records belong in an extract, not in the framework folder".to_owned(),
        ));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST_FILE).read_to_end(&mut bytes).map_err(unreadable)?;
    decode(bytes)
}

/// Bytes as text, or why they are not the text that a file's name promises.
fn decode(bytes: Vec<u8>) -> Result<String, Refusal> {
    let signatures: [(&[u8], &str); 4] = [
        (b"PK\x03\x04", "a spreadsheet or zip file"),
        (b"\xd0\xcf\x11\xe0", "an old Excel or Word file"),
        (b"%PDF", "a PDF file"),
        (b"PAR1", "a Parquet file"),
    ];
    if let Some((_, what)) = signatures.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Err((
            Rule::WrongFormat,
            format!("this is {what}, whatever its name says"),
            "save it as text: in Excel, choose `CSV UTF-8`".to_owned(),
        ));
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err((
            Rule::NotUtf8,
            "this file is UTF-16".to_owned(),
            "save it as UTF-8: in Excel, choose `CSV UTF-8`, not `Unicode text`".to_owned(),
        ));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        (
            Rule::NotUtf8,
            format!("this file is not UTF-8: line {line} has a byte that isn't"),
            "it is probably Windows-1252: save it again as UTF-8; in Excel, choose `CSV UTF-8`".to_owned(),
        )
    })?;
    if text.contains('\0') {
        return Err((
            Rule::WrongFormat,
            "this file has zero bytes: it is not text".to_owned(),
            "save it as text".to_owned(),
        ));
    }
    Ok(without_mark(text))
}

/// A text without the byte order mark that Windows programs put before it.
fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}
