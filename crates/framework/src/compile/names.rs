//! The names that a framework declares, and references to them.

use std::collections::HashMap;

use crate::diagnostics::{Diagnostic, Location, Rule, suggest};

/// Names of one kind. A name whose declaration is at fault is known, so that references to it aren't faults too.
#[derive(Debug)]
pub(super) struct Register<Id> {
    kind: Kind,
    names: HashMap<String, (Option<Id>, Location)>,
    incomplete: bool,
}

/// What is named, and what to say where the name is unknown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kind {
    pub rule: Rule,
    pub word: &'static str,
    pub declared: &'static str,
}

impl<Id: Copy> Register<Id> {
    pub(super) fn new(rule: Rule, word: &'static str, declared: &'static str) -> Self {
        Self { kind: Kind { rule, word, declared }, names: HashMap::new(), incomplete: false }
    }

    /// Declares a name; if it is taken, says where.
    pub(super) fn declare(&mut self, name: &str, id: Option<Id>, location: Location) -> Result<(), Location> {
        match self.names.get(name) {
            Some((_, earlier)) => Err(*earlier),
            None => {
                self.names.insert(name.to_owned(), (id, location));
                Ok(())
            }
        }
    }

    /// Notes that a file which declares such names could not be read whole. A name that isn't known may stand in
    /// what was lost, and the one mistake is reported already.
    pub(super) fn doubt(&mut self, lost: bool) {
        self.incomplete |= lost;
    }

    /// How many names are declared.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The id of a name: `None` if its declaration is at fault, or if there is none, which is reported.
    pub(super) fn resolve(
        &self,
        location: Location,
        name: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Id> {
        match self.names.get(name) {
            Some((id, _)) => *id,
            None => {
                diagnostics.extend((!self.incomplete).then(|| self.unknown(location, name)));
                None
            }
        }
    }

    fn unknown(&self, location: Location, name: &str) -> Diagnostic {
        let Kind { rule, word, declared } = self.kind;
        let mut names: Vec<&str> = self.names.keys().map(String::as_str).collect();
        names.sort_unstable();
        let hint = suggest(name, names).unwrap_or_else(|| declared.to_owned());
        Diagnostic::new(rule, location, format!("there is no {word} `{name}`")).hint(hint)
    }
}
