//! Writes a folder of drawn files as a whole: a reader finds the old files or the new ones, never some of each.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use publish::SiteFile;
use thiserror::Error;

/// The list of a drawn folder's files, which lies among them: it says that the folder is ours to write in.
const LIST: &str = ".bellwether";

/// A folder that drawn files are put in: it is new, empty, or holds what was drawn before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    to: PathBuf,
    /// The files that were drawn before.
    before: BTreeSet<String>,
}

/// Why files are not put in a folder.
#[derive(Debug, Error)]
pub enum OutputError {
    /// It is a file.
    #[error("{} is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// Somebody else's files are in it.
    #[error(
        "{} has files that are not a drawn site, and they will not be overwritten; give a new or empty folder",
        .0.display()
    )]
    OtherFiles(PathBuf),
    /// It cannot be read or written.
    #[error("{} cannot be written", .path.display())]
    Unwritten {
        /// The folder.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl Output {
    /// Looks at a folder, and gives it its name back if it lost it.
    ///
    /// # Errors
    ///
    /// If it holds anything but what was drawn, or cannot be read.
    pub fn at(to: &Path) -> Result<Self, OutputError> {
        let unwritten = |source| OutputError::Unwritten { path: to.to_owned(), source };
        recover(to).map_err(unwritten)?;
        let output = |before| Self { to: to.to_owned(), before };
        if !to.exists() {
            return Ok(output(BTreeSet::new()));
        }
        if !to.is_dir() {
            return Err(OutputError::NotAFolder(to.to_owned()));
        }
        if let Ok(list) = fs::read_to_string(to.join(LIST)) {
            return Ok(output(list.lines().map(str::to_owned).collect()));
        }
        match fs::read_dir(to).map_err(unwritten)?.next() {
            None => Ok(output(BTreeSet::new())),
            Some(_) => Err(OutputError::OtherFiles(to.to_owned())),
        }
    }

    /// Puts files in the place of those that were drawn before, and keeps whatever else lies in the folder.
    ///
    /// They are written to a folder beside it, which then takes its name. A file that has not changed stays the same
    /// file, so that whoever copies the folder elsewhere copies only what is new.
    ///
    /// # Errors
    ///
    /// If they cannot be written; then the old files stay.
    pub fn replace(&self, files: &[SiteFile]) -> Result<(), OutputError> {
        replace(&self.to, files, &self.before)
            .map_err(|source| OutputError::Unwritten { path: self.to.clone(), source })
    }
}

fn replace(to: &Path, files: &[SiteFile], before: &BTreeSet<String>) -> io::Result<()> {
    let exists = to.exists();
    let to = if exists { to.canonicalize()? } else { std::path::absolute(to)? };
    let (new, old) = (beside(&to, "new"), beside(&to, "old"));
    remove(&new)?;
    remove(&old)?;
    fs::create_dir_all(&new)?;
    for file in files {
        put(file, &to, &new)?;
    }
    if exists {
        keep_others(&to, &new, Path::new(""), before)?;
    }
    let list: String = files.iter().map(|file| format!("{}\n", file.path)).collect();
    fs::write(new.join(LIST), list)?;
    if exists {
        fs::rename(&to, &old)?;
    }
    if let Err(error) = fs::rename(&new, &to) {
        recover(&to)?;
        return Err(error);
    }
    remove(&old)
}

/// Gives a folder its name back that lost it when the power went between its old and its new files.
fn recover(to: &Path) -> io::Result<()> {
    let old = beside(&std::path::absolute(to)?, "old");
    if !to.exists() && old.exists() { fs::rename(old, to) } else { Ok(()) }
}

/// A hidden folder beside another.
fn beside(to: &Path, word: &str) -> PathBuf {
    let name = to.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    to.with_file_name(format!(".{name}.bellwether-{word}"))
}

fn remove(folder: &Path) -> io::Result<()> {
    if folder.exists() { fs::remove_dir_all(folder) } else { Ok(()) }
}

/// Writes a file, or links the old one where it is the same.
fn put(file: &SiteFile, from: &Path, new: &Path) -> io::Result<()> {
    let path = new.join(&file.path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let old = from.join(&file.path);
    let is_same = fs::read(&old).is_ok_and(|content| content == file.content);
    // Not every file system has links.
    if is_same && fs::hard_link(&old, &path).is_ok() { Ok(()) } else { fs::write(path, &file.content) }
}

/// Takes over what was not drawn before and is not drawn now.
fn keep_others(from: &Path, new: &Path, below: &Path, before: &BTreeSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(from.join(below))? {
        let entry = entry?;
        let path = below.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            keep_others(from, new, &path, before)?;
            continue;
        }
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        let name = parts.join("/");
        let target = new.join(&path);
        if name == LIST || before.contains(&name) || target.exists() {
            continue;
        }
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        if fs::hard_link(entry.path(), &target).is_err() {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, content: &str) -> SiteFile {
        SiteFile { path: path.to_owned(), content: content.as_bytes().to_vec() }
    }

    fn put_in(to: &Path, files: &[SiteFile]) {
        Output::at(to).unwrap().replace(files).unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn new_files_take_the_place_of_the_old_and_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("site");
        put_in(&to, &[file("index.html", "one"), file("places/a.html", "a")]);
        fs::write(to.join("notes.txt"), "mine").unwrap();
        put_in(&to, &[file("index.html", "two"), file("places/b.html", "b")]);
        assert_eq!(fs::read_to_string(to.join("index.html")).unwrap(), "two");
        assert_eq!(names(&to.join("places")), ["b.html"]);
        assert_eq!(fs::read_to_string(to.join("notes.txt")).unwrap(), "mine");
        let drawn = BTreeSet::from(["index.html".to_owned(), "places/b.html".to_owned()]);
        assert_eq!(Output::at(&to).unwrap().before, drawn);
        assert_eq!(names(folder.path()), ["site"]);
    }

    #[test]
    fn a_file_that_has_not_changed_is_not_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("site");
        put_in(&to, &[file("index.html", "one")]);
        let written = |to: &Path| fs::metadata(to.join("index.html")).unwrap().modified().unwrap();
        let first = written(&to);
        put_in(&to, &[file("index.html", "one"), file("b.html", "b")]);
        assert_eq!(written(&to), first);
    }

    #[test]
    fn a_folder_that_lost_its_name_gets_it_back() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("site");
        put_in(&to, &[file("index.html", "one")]);
        fs::rename(&to, beside(&to, "old")).unwrap();
        Output::at(&to).unwrap();
        assert_eq!(fs::read_to_string(to.join("index.html")).unwrap(), "one");
    }

    #[test]
    fn a_folder_of_other_files_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("notes.txt"), "mine").unwrap();
        assert!(matches!(Output::at(folder.path()), Err(OutputError::OtherFiles(_))));
        let file = folder.path().join("notes.txt");
        assert!(matches!(Output::at(&file), Err(OutputError::NotAFolder(_))));
        assert_eq!(names(folder.path()), ["notes.txt"]);
    }
}
