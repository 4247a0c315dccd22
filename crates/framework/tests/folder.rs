//! What is on disk and isn't the text that a framework is made of. Nothing of it is half read, lost or followed.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its files should stop")]

use std::fs::{self, File, Permissions};
use std::path::Path;

use framework::{Folder, Style, compile, render_all};
use tempfile::TempDir;

const COLUMNS: &str = "indicator,place,period,value\n";

/// A copy of the sound framework in `tests/base`.
fn sound() -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/base");
    for file in Folder::read(&base).0.files {
        let path = copy.path().join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.text).unwrap();
    }
    copy
}

/// Everything that is said of a folder on disk; every diagnostic has a way out.
fn said(path: &Path) -> String {
    let (folder, mut diagnostics) = Folder::read(path);
    let (framework, compiled) = compile(&folder);
    diagnostics.extend(compiled);
    assert_eq!(framework.is_none(), diagnostics.iter().any(|one| one.severity().token() == "fault"));
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.hint.is_some()));
    render_all(&diagnostics, &folder, Style::Plain).trim_end().to_owned()
}

/// What is said of the sound framework with one more file.
fn said_of(path: &str, bytes: &[u8]) -> String {
    let folder = sound();
    let path = folder.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
    said(folder.path())
}

#[test]
fn a_sound_folder_has_nothing_to_report() {
    assert_eq!(said(sound().path()), "");
}

#[test]
fn other_encodings_are_named() {
    let mut utf16 = b"\xff\xfe".to_vec();
    utf16.extend(COLUMNS.encode_utf16().flat_map(u16::to_le_bytes));
    let windows = [COLUMNS.as_bytes(), b"REF,northshire,2023-11,24\n# Zo\xeb\n"].concat();
    let cases: [(&[u8], &str, &str); 4] = [
        (&utf16, "not-utf8", "this file is UTF-16"),
        (&windows, "not-utf8", "this file is not UTF-8: line 3 has a byte that isn't"),
        (b"indicator,place\0,period", "wrong-format", "this file has zero bytes: it is not text"),
        (&utf16[2..], "wrong-format", "this file has zero bytes: it is not text"),
    ];
    for (bytes, rule, message) in cases {
        let said = said_of("figures/more.csv", bytes);
        assert!(said.starts_with(&format!("fault[{rule}]: {message}\n--> figures/more.csv")), "{said}");
        assert_eq!(said.matches("fault[").count(), 1, "{said}");
    }
}

#[test]
fn what_isnt_text_is_named_for_what_it_is() {
    let cases: [(&str, &[u8], &str); 4] = [
        ("figures/more.csv", b"PK\x03\x04\x14\0", "a spreadsheet or zip file"),
        ("places.csv", b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel or Word file"),
        ("indicators/more.toml", b"%PDF-1.7", "a PDF file"),
        ("targets/more.csv", b"PAR1\x15\0", "a Parquet file"),
    ];
    for (path, bytes, what) in cases {
        let said = said_of(path, bytes);
        assert!(said.starts_with(&format!(
            "fault[wrong-format]: this is {what}, whatever its name says\n--> {path}"
        )));
        assert_eq!(said.matches("fault[").count(), 1, "{said}");
    }
}

#[test]
fn a_file_of_a_gigabyte_is_refused_unread() {
    let folder = sound();
    let file = File::create(folder.path().join("figures/records.csv")).unwrap();
    file.set_len(1_000_000_000).unwrap();
    let said = said(folder.path());
    assert!(said.starts_with("fault[file-too-large]: this file has 1000 MB"), "{said}");
    assert_eq!(said.matches("fault[").count(), 1, "{said}");
}

#[test]
fn files_of_nothing_are_reported() {
    for path in
        ["figures/more.csv", "indicators/more.toml", "framework.toml", "places.csv", "acknowledged.csv"]
    {
        for bytes in [&b""[..], b"\xef\xbb\xbf", b"\r\n\r\n"] {
            let said = said_of(path, bytes);
            assert!(said.starts_with("fault[empty-file]: there is nothing in this file"), "{path}: {said}");
            assert_eq!(said.matches("fault[").count(), 1, "{path}: {said}");
        }
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let text =
        "\u{feff}indicator,place,period,value\r\nREF,northshire,2023-11,24\r\n\r\nREF,eastvail,2023-11,24";
    let said = said_of("figures/more.csv", text.as_bytes());
    let expected = "\
fault[unknown-place]: there is no place `eastvail`
 --> figures/more.csv:4:5
  |
4 | REF,eastvail,2023-11,24
  |     ^^^^^^^^
  |
  = hint: did you mean `eastvale`?";
    assert_eq!(said, expected);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("secret.csv"), format!("{COLUMNS}CPP,eastvale,2023-11,4711\n")).unwrap();
    let folder = sound();
    symlink(elsewhere.path().join("secret.csv"), folder.path().join("figures/linked.csv")).unwrap();
    symlink(elsewhere.path(), folder.path().join("linked")).unwrap();
    let (read, _) = Folder::read(folder.path());
    assert!(read.files.iter().all(|file| !file.text.contains("4711")));
    let said = said(folder.path());
    assert_eq!(
        said.matches("fault[unreadable-file]: this is a link, and links are not followed").count(),
        2,
        "{said}"
    );
    assert_eq!(said.matches("fault[").count(), 2, "{said}");
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_reported() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = sound();
    let (file, below) = (folder.path().join("figures/children.csv"), folder.path().join("targets"));
    fs::set_permissions(&file, Permissions::from_mode(0o000)).unwrap();
    fs::set_permissions(&below, Permissions::from_mode(0o000)).unwrap();
    let may_read_anyway = fs::read(&file).is_ok();
    let said = said(folder.path());
    fs::set_permissions(&below, Permissions::from_mode(0o755)).unwrap();
    // An administrator reads everything.
    if !may_read_anyway {
        assert!(said.contains("fault[unreadable-file]: this file cannot be read"), "{said}");
        assert!(said.contains("fault[unreadable-file]: this folder cannot be read"), "{said}");
        assert_eq!(said.matches("fault[").count(), 2, "{said}");
    }
}

#[test]
fn what_nothing_reads_is_reported() {
    let cases = [
        ("figures/2023/november.csv", "figures/2023", "`figures` has files, not folders"),
        (
            "figures/november.xlsx",
            "figures/november.xlsx",
            "workbooks aren't read: save the sheet as `CSV UTF-8`",
        ),
        (
            "indicators/more.TOML",
            "indicators/more.TOML",
            "write the ending of its name in lower case: `.toml`",
        ),
        ("indicators/more.csv", "indicators/more.csv", "`indicators` has files whose names end in `.toml`"),
        ("indicator/more.toml", "indicator/more.toml", "did you mean `indicators`?"),
        ("breakdown.toml", "breakdown.toml", "did you mean `breakdowns.toml`?"),
        ("figures/.csv", "", ""),
        ("README.md", "", ""),
        (".git/config.toml", "", ""),
        ("pictures/2023/logo.svg", "", ""),
    ];
    for (path, reported, hint) in cases {
        let said = said_of(path, b"something");
        if reported.is_empty() {
            assert_eq!(said, "", "{path}");
        } else {
            let start = format!("finding[unused-file]: nothing reads this file\n--> {reported}\n");
            assert!(said.starts_with(&start) && said.contains(hint), "{said}");
        }
    }
}

#[test]
fn a_folder_that_isnt_there_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let said = said(&folder.path().join("nowhere"));
    assert!(said.starts_with("fault[unreadable-file]: this folder cannot be read"), "{said}");
}

#[test]
fn records_are_passed_over() {
    assert_eq!(said_of("records/current", b"2023-11-06-0123456789ab"), "");
    assert_eq!(said_of("records/snapshots/one/refused/people.csv", b"line,rule\n"), "");
}

#[test]
fn a_file_that_is_put_in_stands_in_the_order_of_paths_and_in_the_place_of_one_that_was_there() {
    let mut folder = Folder::from_texts(["a.csv", "c.csv"].map(|path| (path.to_owned(), "old".to_owned())));
    folder.put("b.csv", "new".to_owned());
    folder.put("c.csv", "new".to_owned());
    let files: Vec<(&str, &str)> =
        folder.files.iter().map(|file| (file.path.as_str(), file.text.as_str())).collect();
    assert_eq!(files, [("a.csv", "old"), ("b.csv", "new"), ("c.csv", "new")]);
    assert!(folder.take("a.csv") && !folder.take("a.csv"));
    assert_eq!(folder.find("b.csv").map(|(place, _)| place), Some(0));
}
