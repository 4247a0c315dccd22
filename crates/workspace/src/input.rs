//! A framework folder, read and compiled.

use std::path::{Path, PathBuf};

use framework::{Contract, Contracts, Diagnostic, Folder, Framework, Review, Severity};
use store::{EntryOf, Returns, Store, StoreError};
use thiserror::Error;

use crate::reported::{compares_with_reported, follow};
use crate::returns::{RETURNS_FILE, approved_returns, is_awaited, returns_file};

/// A framework folder that is looked through.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its files.
    pub folder: Folder,
    /// The framework, if there is no fault.
    pub framework: Option<Framework>,
    /// The contracts of the tables of extracts: those that ship, and the folder's own laid over them.
    pub contracts: Contracts,
    /// What is wrong.
    pub faults: Vec<Diagnostic>,
    /// What looks wrong, and what of that is known.
    pub review: Review,
}

/// A framework folder that is compiled, and waits for what earlier releases said before its data are looked through.
#[derive(Debug, Clone)]
pub struct Compiled {
    folder: Folder,
    framework: Option<Framework>,
    diagnostics: Vec<Diagnostic>,
}

/// There is no folder to read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoFolder {
    /// There is nothing.
    #[error("{} does not exist; give the framework folder", .0.display())]
    Missing(PathBuf),
    /// There is a file.
    #[error("{} is not a folder; give the framework folder", .0.display())]
    File(PathBuf),
}

impl Compiled {
    /// Reads a folder and compiles it.
    ///
    /// # Errors
    ///
    /// If there is no such folder. What is wrong within it is no error, and is among the faults of the [`Input`].
    pub fn read(path: &Path) -> Result<Self, NoFolder> {
        if !path.is_dir() {
            let error = if path.exists() { NoFolder::File } else { NoFolder::Missing };
            return Err(error(path.to_owned()));
        }
        let (folder, unreadable) = Folder::read(path);
        let (framework, compiled) = framework::compile(&folder);
        Ok(Self { folder, framework, diagnostics: unreadable.into_iter().chain(compiled).collect() })
    }

    /// Compiles a folder that was read before.
    #[must_use]
    pub fn of(folder: Folder) -> Self {
        let (framework, diagnostics) = framework::compile(&folder);
        Self { folder, framework, diagnostics }
    }

    /// With the approved ones of the returns of a store, as far as the folder has no figure of its own. Where it has
    /// faults nothing is taken in: they come first.
    #[must_use]
    pub fn with_returns(mut self, returns: Vec<EntryOf<Returns>>) -> Self {
        if self.framework.is_none() {
            return self;
        }
        if self.folder.take(RETURNS_FILE) {
            self = Self::of(self.folder);
        }
        let Some(framework) = &self.framework else { return self };
        let mut returns = approved_returns(returns);
        returns.retain(|entry| is_awaited(framework, &entry.about));
        if returns.is_empty() {
            return self;
        }
        self.folder.put(RETURNS_FILE, returns_file(&returns));
        Self::of(self.folder)
    }

    /// Whether it has no faults so far.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.framework.is_some()
    }

    /// Whether any figure is compared with what an earlier release said.
    #[must_use]
    pub fn compares_with_reported(&self) -> bool {
        self.framework.as_ref().is_some_and(compares_with_reported)
    }

    /// Takes in what the releases of a store said, as far as figures are compared with it.
    ///
    /// # Errors
    ///
    /// If the store or a release cannot be read.
    pub async fn follow(&mut self, store: &Store) -> Result<(), StoreError> {
        match &mut self.framework {
            Some(framework) => follow(framework, store).await,
            None => Ok(()),
        }
    }

    /// Holds the folder's queries against its contracts, and looks through its data. Takes a moment, and must not be
    /// waited for within an asynchronous runtime: queries are planned in one of their own.
    #[must_use]
    pub fn looked_through(self) -> Input {
        let Self { folder, framework, mut diagnostics } = self;
        let (contracts, of_contracts) = extracts::contracts(&folder);
        diagnostics.extend(of_contracts);
        if let Some(framework) = framework.as_ref().filter(|framework| !framework.facts.is_empty()) {
            let table = |contract: &Contract| (contract.name.clone(), extracts::schema(contract));
            diagnostics.extend(measures::check(framework, &contracts.all().iter().map(table).collect()));
        }
        let (faults, mut findings): (Vec<_>, Vec<_>) =
            diagnostics.into_iter().partition(|diagnostic| diagnostic.severity() == Severity::Fault);
        let review = match &framework {
            Some(framework) => {
                findings.extend(framework::findings(framework));
                findings.extend(assess::compare_verdicts(framework));
                findings.extend(assess::outdated_edits(framework));
                framework::review(framework, findings)
            }
            None => Review { open: findings, acknowledged: Vec::new() },
        };
        let framework = framework.filter(|_| faults.is_empty());
        Input { folder, framework, contracts, faults, review }
    }
}
