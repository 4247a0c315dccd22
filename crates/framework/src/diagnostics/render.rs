//! Diagnostics as text: file, line, caret, rule and hint.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Location, Severity};
use crate::folder::Folder;

/// Whether text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// For a terminal.
    Coloured,
    /// For files, and terminals without colour.
    Plain,
}

/// One diagnostic as text.
#[must_use]
pub fn render(diagnostic: &Diagnostic, folder: &Folder, style: Style) -> String {
    let level = match diagnostic.severity() {
        Severity::Fault => Level::ERROR.with_name("fault"),
        Severity::Finding => Level::WARNING.with_name("finding"),
    };
    let (primary, label) = &diagnostic.primary;
    let mut group =
        Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule.token()));
    let mut files: Vec<u32> = vec![primary.file];
    files.extend(
        diagnostic.others.iter().map(|(location, _)| location.file).filter(|file| *file != primary.file),
    );
    files.dedup();
    for file in files {
        let mut marks = Vec::new();
        if file == primary.file {
            marks.push((*primary, label.as_str(), AnnotationKind::Primary));
        }
        marks.extend(
            diagnostic
                .others
                .iter()
                .filter(|(location, _)| location.file == file)
                .map(|(location, label)| (*location, label.as_str(), AnnotationKind::Context)),
        );
        if folder.files.len() <= file as usize {
            continue;
        }
        group = if marks.iter().all(|(location, ..)| location.is_whole_file()) {
            group.element(Origin::path(folder.file(marks[0].0).path.as_str()))
        } else {
            group.element(snippet(folder, &marks))
        };
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.with_name("hint").message(hint.as_str()));
    }
    let renderer = match style {
        Style::Coloured => Renderer::styled(),
        Style::Plain => Renderer::plain(),
    };
    renderer.render(&[group])
}

/// Many diagnostics as text, with an empty line after each.
#[must_use]
pub fn render_all(diagnostics: &[Diagnostic], folder: &Folder, style: Style) -> String {
    diagnostics.iter().map(|diagnostic| format!("{}\n\n", render(diagnostic, folder, style))).collect()
}

/// The lines around some locations of one file. Only those lines are handed on, so that a long file costs nothing.
fn snippet<'a>(
    folder: &'a Folder,
    marks: &[(Location, &'a str, AnnotationKind)],
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let file = folder.file(marks[0].0);
    let text = file.text.as_str();
    let floor = |at: u32| {
        let mut at = (at as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let first = marks.iter().map(|(location, ..)| floor(location.start)).min().unwrap_or(0);
    let last = marks.iter().map(|(location, ..)| floor(location.end)).max().unwrap_or(0);
    let start = text[..first].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[last..].find('\n').map_or(text.len(), |newline| last + newline);
    let annotations = marks.iter().map(|(location, label, kind)| {
        let from = floor(location.start) - start;
        let to = (floor(location.end) - start).max(from);
        let annotation = kind.span(from..to);
        if label.is_empty() { annotation } else { annotation.label(*label) }
    });
    Snippet::source(&text[start..end])
        .line_start(text[..start].matches('\n').count() + 1)
        .path(file.path.as_str())
        .annotations(annotations)
}
