//! Who a copy may be made for.

use crate::diagnostics::{Diagnostic, Rule};
use crate::document::{Document, child};
use crate::model::{Audience, TextKind};
use crate::raw;

use super::context::Context;

/// Audiences that every framework has.
const RESERVED: [&str; 2] = ["internal", "public"];

pub(super) fn read(context: &mut Context<'_>, document: &Document<'_>) -> Vec<Audience> {
    let mut audiences = Vec::new();
    for (id, raw) in document.entries_below::<raw::Audience>("/audiences") {
        let here = child("/audiences", &id);
        let location = document.key(&here);
        if RESERVED.contains(&id.as_str()) {
            context.report(
                Diagnostic::new(Rule::BadId, location, format!("`{id}` cannot be the id of an audience"))
                    .hint("every framework has the audiences `internal` and `public`; choose another word"),
            );
        }
        context.address(location, "an audience", &id, "who it is for is its `title`");
        let Some(raw) = raw else { continue };
        let levels = raw.levels.as_ref().map(|names| {
            let list = child(&here, "levels");
            context.levels_of(names, |position| document.item(&list, position))
        });
        for (position, kind) in raw.texts.iter().flatten().enumerate() {
            if *kind == TextKind::Narrative {
                let location = document.item(&child(&here, "texts"), position);
                context.report(
                    Diagnostic::new(Rule::UnknownWord, location, "an audience cannot be shown narratives")
                        .hint("take `narrative` out: narratives tell of single cases and stay in internal copies"),
                );
            }
        }
        let texts = raw.texts.unwrap_or_else(|| TextKind::SHARED.to_vec());
        audiences.push(Audience { id, title: raw.title, levels, texts });
    }
    audiences
}
