//! The examples of `docs/diagnostics`: each is laid over the small sound framework in `tests/base`, and what is said
//! of it must be what the page says. With `UPDATE_EXAMPLES=1` the pages are rewritten instead.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its files should stop")]

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{env, fs};

use framework::{
    Diagnostic, Folder, Framework, Rule, Style, compile, contracts, findings, render_all, review,
};

/// What a page says where nothing is wrong.
const NOTHING: &str = "nothing to report\n";

/// The crate that looks for what a section's rule forbids, and runs its examples: `framework` itself, `assess` where
/// ratings must be worked out, `measures` where a query must be planned.
pub(crate) fn checker(section: &str) -> &'static str {
    match Rule::parse(section) {
        Some(
            Rule::RatingWithoutFigure
            | Rule::RatingContradictsTarget
            | Rule::VerdictDiffers
            | Rule::EditedSentenceOutdated,
        ) => "assess",
        Some(Rule::FactQuery | Rule::MeasureColumn) => "measures",
        _ => "framework",
    }
}

/// A page of `docs/diagnostics`.
pub(crate) struct Page {
    pub path: PathBuf,
    pub text: String,
    /// The headings of its rules, in order.
    pub sections: Vec<String>,
    pub examples: Vec<Example>,
}

/// Files that replace, add to or are taken from the base, and what is said of the whole.
pub(crate) struct Example {
    pub section: String,
    pub line: usize,
    /// Paths with their new text; none takes the file away.
    pub changes: Vec<(String, Option<String>)>,
    /// Where the expected text stands in its page.
    expected: Range<usize>,
}

/// All pages, in the order of their names.
pub(crate) fn pages() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/diagnostics");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    paths.into_iter().map(read_page).collect()
}

fn read_page(path: PathBuf) -> Page {
    let text = fs::read_to_string(&path).unwrap();
    let mut page = Page { path, sections: Vec::new(), examples: Vec::new(), text: String::new() };
    let mut changes = Vec::new();
    // The words after the fence and where the block's text begins.
    let mut open: Option<(&str, usize)> = None;
    let mut at = 0;
    for (line, content) in text.split_inclusive('\n').enumerate() {
        let end = at + content.len();
        match (open, content.trim_end()) {
            (None, heading) if heading.starts_with("## `") => {
                page.sections.push(heading.trim_start_matches("## ").trim_matches('`').to_owned());
            }
            (None, fence) => open = fence.strip_prefix("```").map(|information| (information, end)),
            (Some((information, start)), "```") => {
                open = None;
                let body = text[start..at].to_owned();
                match information.split_once(' ') {
                    Some(("text", "diagnostics")) => page.examples.push(Example {
                        section: page.sections.last().cloned().unwrap_or_default(),
                        line: line + 1,
                        changes: std::mem::take(&mut changes),
                        expected: start..at,
                    }),
                    Some(("removed", path)) => changes.push((path.to_owned(), None)),
                    Some(("toml" | "csv" | "sql", path)) => changes.push((path.to_owned(), Some(body))),
                    _ => {}
                }
            }
            (Some(_), _) => {}
        }
        at = end;
    }
    assert!(changes.is_empty(), "{}: files without diagnostics: {changes:?}", page.path.display());
    page.text = text;
    page
}

/// The sound framework that every example is laid over.
pub(crate) fn base() -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../framework/tests/base");
    let (folder, faults) = Folder::read(&path);
    assert_eq!(faults, []);
    folder.files.into_iter().map(|file| (file.path, file.text)).collect()
}

impl Example {
    /// The base with the example laid over it.
    pub(crate) fn folder(&self) -> Folder {
        let mut files = base();
        for (path, text) in &self.changes {
            match text {
                Some(text) => files.insert(path.clone(), text.clone()),
                None => files.remove(path),
            };
        }
        Folder::from_texts(files)
    }
}

/// Everything that is said of a folder: what the compiler says, and of a sound one what looks wrong and what of that
/// is known. `further` adds the findings of other crates.
pub(crate) fn diagnose(folder: &Folder, further: impl Fn(&Framework) -> Vec<Diagnostic>) -> String {
    let (framework, mut diagnostics) = compile(folder);
    diagnostics.extend(contracts(folder, &[]).1);
    let mut known = String::new();
    if let Some(framework) = framework {
        diagnostics.extend(findings(&framework));
        diagnostics.extend(further(&framework));
        let review = review(&framework, diagnostics);
        diagnostics = review.open;
        for (diagnostic, reason) in review.acknowledged {
            let rendered = render_all(&[diagnostic], folder, Style::Plain);
            known.push_str(&format!("{}\n   = acknowledged: {reason}\n\n", rendered.trim_end()));
        }
    }
    for diagnostic in &diagnostics {
        assert!(diagnostic.hint.is_some(), "no way out of {diagnostic:?}");
    }
    let all = render_all(&diagnostics, folder, Style::Plain) + &known;
    if all.is_empty() { NOTHING.to_owned() } else { format!("{}\n", all.trim_end()) }
}

/// Runs the examples of some sections.
pub(crate) fn check(of_section: impl Fn(&str) -> bool, further: impl Fn(&Framework) -> Vec<Diagnostic>) {
    let update = env::var_os("UPDATE_EXAMPLES").is_some();
    let mut wrong = String::new();
    for mut page in pages() {
        // From the last to the first, so that the places of those before stay where they are.
        for example in page.examples.iter().rev().filter(|example| of_section(&example.section)) {
            let said = diagnose(&example.folder(), &further);
            let expected = &page.text[example.expected.clone()];
            if update {
                page.text.replace_range(example.expected.clone(), &said);
            } else if said != expected {
                let place = format!("{}:{}", page.path.display(), example.line);
                wrong.push_str(&format!("{place}\nexpected\n{expected}\nbut it says\n{said}\n"));
            }
        }
        if update {
            fs::write(&page.path, &page.text).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}\nIf that is right, run the tests with UPDATE_EXAMPLES=1.");
}
