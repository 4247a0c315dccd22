//! What holds for every folder, however broken. The property tests and the fuzz targets hold the readers to it.

use framework::{Folder, Location, Severity, Style, compile, findings, render, review};

/// Compiles a folder and draws whatever is said of it. Without a framework there is a fault.
pub(crate) fn look_through(folder: &Folder) {
    let (framework, mut diagnostics) = compile(folder);
    let sound = diagnostics.iter().all(|diagnostic| diagnostic.severity() == Severity::Finding);
    assert_eq!(framework.is_some(), sound, "{diagnostics:?}");
    if let Some(framework) = &framework {
        diagnostics.extend(findings(framework));
        let review = review(framework, diagnostics);
        diagnostics = review.open;
        diagnostics.extend(review.acknowledged.into_iter().map(|(diagnostic, _)| diagnostic));
    }
    for diagnostic in &diagnostics {
        assert!(diagnostic.hint.is_some(), "no way out of {diagnostic:?}");
        lies_inside(folder, diagnostic.primary.0);
        for (location, _) in &diagnostic.others {
            lies_inside(folder, *location);
        }
        for style in [Style::Plain, Style::Coloured] {
            assert!(!render(diagnostic, folder, style).is_empty());
        }
    }
}

fn lies_inside(folder: &Folder, location: Location) {
    if location.file == u32::MAX {
        return;
    }
    let text = &folder.file(location).text;
    assert!(text.get(location.start as usize..location.end as usize).is_some(), "{location:?} in {text:?}");
}
