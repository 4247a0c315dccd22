//! What tests of documents share: frameworks, requests, and what poppler reads in a PDF.

use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use framework::{Folder, Framework, compile};
use publish::{Audience, Request};

/// Every example, and the page states.
pub(crate) const EXAMPLES: [&str; 7] = [
    "examples/kent-2017",
    "examples/kent-2021",
    "examples/kent-2023",
    "examples/kent-commissioning-2017",
    "examples/kent-ehps-2015",
    "examples/kent-scs-2017",
    "crates/publish/tests/frameworks/states",
];

/// A folder of the project, compiled.
pub(crate) fn folder(path: &str) -> Framework {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    let (folder, faults) = Folder::read(&path);
    assert!(faults.is_empty(), "{faults:?}");
    let (framework, diagnostics) = compile(&folder);
    framework.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

/// A framework of a county, two districts and a few indicators, with whatever a test changes.
pub(crate) struct Small {
    pub(crate) files: Vec<(String, String)>,
}

impl Small {
    pub(crate) fn new() -> Self {
        let files = [
            ("framework.toml", include_str!("small/framework.toml")),
            ("places.csv", include_str!("small/places.csv")),
            ("indicators/all.toml", include_str!("small/indicators.toml")),
            ("figures/all.csv", include_str!("small/figures.csv")),
            ("targets/all.csv", include_str!("small/targets.csv")),
            ("scorecards/all.toml", include_str!("small/scorecard.toml")),
        ];
        Self { files: files.map(|(path, text)| (path.to_owned(), text.to_owned())).into() }
    }

    /// With words in a file replaced by others; they must be there.
    pub(crate) fn with(mut self, path: &str, before: &str, after: &str) -> Self {
        let (_, text) = self.files.iter_mut().find(|(known, _)| known == path).expect("a file");
        assert!(text.contains(before), "{before}");
        *text = text.replace(before, after);
        self
    }

    /// With more at the end of a file.
    pub(crate) fn and(mut self, path: &str, more: &str) -> Self {
        match self.files.iter_mut().find(|(known, _)| known == path) {
            Some((_, text)) => text.push_str(more),
            None => self.files.push((path.to_owned(), more.to_owned())),
        }
        self
    }

    pub(crate) fn compiled(self) -> Framework {
        let (framework, diagnostics) = compile(&Folder::from_texts(self.files));
        framework.unwrap_or_else(|| panic!("{diagnostics:?}"))
    }
}

/// A request for the last edition that a framework lists.
pub(crate) fn request(framework: &Framework) -> Request<'_> {
    let edition = framework.editions.last().expect("an edition");
    Request {
        framework,
        scorecard: edition.scorecard,
        data_month: edition.data_month,
        audience: Audience::Internal,
        logo: None,
        disclosure: None,
        compared: None,
    }
}

/// The parts of a workbook or a Word document whose names begin with a text, in words: all are XML.
pub(crate) fn parts(bytes: &[u8], beginning: &str) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let names: Vec<String> = archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
    let mut parts = Vec::new();
    for name in names.into_iter().filter(|name| name.starts_with(beginning) && name.ends_with(".xml")) {
        let mut text = String::new();
        archive.by_name(&name).expect("a part").read_to_string(&mut text).expect("text");
        parts.push((name, text));
    }
    parts
}

/// What a program of poppler says of a document.
fn poppler(program: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> String {
    let file = tempfile(pdf);
    let output = Command::new(program).args(before).arg(&file).args(after).output();
    let output = output.unwrap_or_else(|error| panic!("`{program}` of poppler-utils is needed: {error}"));
    std::fs::remove_file(&file).expect("a file to remove");
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    // Attributes of tags may hold bytes that are no text.
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A file of the document in the folder for tests, called after its bytes and this process.
fn tempfile(pdf: &[u8]) -> PathBuf {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{number}.pdf", std::process::id()));
    std::fs::write(&path, pdf).expect("a file to write");
    path
}

/// The text of each page, with plain spaces.
pub(crate) fn pages(pdf: &[u8]) -> Vec<String> {
    let text = poppler("pdftotext", &["-layout"], pdf, &["-"]).replace('\u{a0}', " ");
    text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

/// The text in the order of reading, each run of white space one space.
pub(crate) fn text(pdf: &[u8]) -> String {
    let text = poppler("pdftotext", &["-raw", "-nopgbrk"], pdf, &["-"]);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A property of a document.
pub(crate) fn property(pdf: &[u8], name: &str) -> String {
    let properties = poppler("pdfinfo", &["-isodates"], pdf, &[]);
    let prefix = format!("{name}:");
    let found = properties.lines().find_map(|line| line.strip_prefix(&prefix));
    found.unwrap_or_else(|| panic!("{name} in {properties}")).trim().to_owned()
}

/// What the document says of itself to archives and screen readers.
pub(crate) fn metadata(pdf: &[u8]) -> String {
    poppler("pdfinfo", &["-meta"], pdf, &[])
}

/// The tree of tags with their text, and of the attributes those that screen readers speak of.
pub(crate) fn tree(pdf: &[u8]) -> String {
    let tree = poppler("pdfinfo", &["-enc", "UTF-8", "-struct-text"], pdf, &[]);
    let spoken = ["/Scope", "/RowSpan", "/ColSpan", "/Summary"];
    let is_kept = |line: &&str| {
        let line = line.trim_start();
        !line.starts_with('/') || spoken.iter().any(|attribute| line.starts_with(attribute))
    };
    tree.lines().filter(is_kept).collect::<Vec<_>>().join("\n")
}

/// How high the lowest word of a document is, in points.
pub(crate) fn least_height(pdf: &[u8]) -> f64 {
    let words = poppler("pdftotext", &["-bbox"], pdf, &["-"]);
    let number = |line: &str, name: &str| {
        line.split_once(name)
            .and_then(|(_, rest)| rest.split('"').next())
            .and_then(|number| number.parse::<f64>().ok())
    };
    let heights = words.lines().filter_map(|line| Some(number(line, "yMax=\"")? - number(line, "yMin=\"")?));
    heights.fold(f64::MAX, f64::min)
}

/// The fonts, a line each, without the two lines of the head.
pub(crate) fn fonts(pdf: &[u8]) -> Vec<String> {
    poppler("pdffonts", &[], pdf, &[]).lines().skip(2).map(str::to_owned).collect()
}
