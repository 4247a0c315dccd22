//! The framework folder at work: read when the service starts, and again when somebody asks for it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use framework::{Contracts, Diagnostic, Folder, Framework, Style, render};
use jiff::Timestamp;
use permissions::Places;
use publish::{RequiredText, brand_style, required_texts};
use workspace::Input;

use crate::answers::Problem;
use crate::month::EditionKey;

/// A folder without faults.
pub(crate) struct AtWork {
    /// Its files.
    pub folder: Folder,
    /// What they say.
    pub framework: Framework,
    /// The contracts of the tables of extracts.
    pub contracts: Contracts,
    /// The places at which roles are held.
    pub places: Places,
    /// The council's colours, as a stylesheet.
    pub brand: String,
    /// The texts that editions need, once somebody has asked.
    required: Mutex<BTreeMap<EditionKey, Arc<[RequiredText]>>>,
}

impl AtWork {
    /// The texts that an edition needs. The first time every figure of it is assessed, so that takes a moment.
    pub(crate) async fn required(
        self: &Arc<Self>,
        edition: EditionKey,
    ) -> Result<Arc<[RequiredText]>, Problem> {
        let known = || self.required.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(required) = known().get(&edition) {
            return Ok(Arc::clone(required));
        }
        let work = Arc::clone(self);
        let assess = move || required_texts(&work.framework, edition.scorecard, edition.data_month);
        let required = tokio::task::spawn_blocking(assess).await.map_err(|error| Problem::failed(&error))?;
        let required: Arc<[RequiredText]> = required.into();
        known().insert(edition, Arc::clone(&required));
        Ok(required)
    }
}

/// What was found when the folder was last read, as people read it.
#[derive(Debug, Clone)]
pub(crate) struct Looked {
    /// What is wrong. With a fault, what was read before stays at work.
    pub faults: Vec<String>,
    /// What looks wrong, and isn't acknowledged: the first of them.
    pub findings: Vec<String>,
    /// How many more findings there are.
    pub more: usize,
    /// How much of what looks wrong is acknowledged with a reason.
    pub acknowledged: usize,
    /// When.
    pub at: Timestamp,
}

/// As many faults and findings as are shown.
const SHOWN: usize = 100;

/// The folder, and what was read of it.
pub(crate) struct Work {
    path: PathBuf,
    read: RwLock<(Arc<AtWork>, Arc<Looked>)>,
    /// Whoever reads it has this: what was read later must not be overtaken by what was read before.
    reading: tokio::sync::Mutex<()>,
}

/// A folder that cannot be worked with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the framework folder has faults")]
pub struct Faulty;

impl Work {
    /// Begins with a folder that was read.
    ///
    /// # Errors
    ///
    /// If it has faults.
    pub(crate) fn begin(path: &Path, input: Input, at: Timestamp) -> Result<Self, Faulty> {
        let (work, looked) = parts(input, at);
        let work = work.ok_or(Faulty)?;
        Ok(Self {
            path: path.to_owned(),
            read: RwLock::new((Arc::new(work), Arc::new(looked))),
            reading: tokio::sync::Mutex::default(),
        })
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// What is at work.
    pub(crate) fn now(&self) -> Arc<AtWork> {
        // Nobody panics while writing: a lock is as good as before.
        Arc::clone(&self.read.read().unwrap_or_else(PoisonError::into_inner).0)
    }

    /// What was found when it was last read.
    pub(crate) fn looked(&self) -> Arc<Looked> {
        Arc::clone(&self.read.read().unwrap_or_else(PoisonError::into_inner).1)
    }

    /// Waits until nobody else reads it.
    pub(crate) async fn reading(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.reading.lock().await
    }

    /// Takes in what was read again. With a fault, what was read before stays at work.
    pub(crate) fn take(&self, input: Input, at: Timestamp) {
        let (work, looked) = parts(input, at);
        let mut read = self.read.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(work) = work {
            read.0 = Arc::new(work);
        }
        read.1 = Arc::new(looked);
    }
}

fn parts(input: Input, at: Timestamp) -> (Option<AtWork>, Looked) {
    let Input { folder, framework, contracts, faults, review } = input;
    let written = |diagnostics: &[Diagnostic]| -> Vec<String> {
        let shown = diagnostics.iter().take(SHOWN);
        shown.map(|one| render(one, &folder, Style::Plain).trim_end().to_owned()).collect()
    };
    let looked = Looked {
        faults: written(&faults),
        findings: written(&review.open),
        more: review.open.len().saturating_sub(SHOWN),
        acknowledged: review.acknowledged.len(),
        at,
    };
    let work = framework.filter(|_| faults.is_empty()).map(|framework| AtWork {
        places: places(&framework),
        brand: brand_style(&framework.brand),
        folder,
        framework,
        contracts,
        required: Mutex::default(),
    });
    (work, looked)
}

/// The places of a framework, as roles are held at them.
fn places(framework: &Framework) -> Places {
    let part_of = |place: &framework::Place| -> Vec<String> {
        place.part_of.iter().map(|whole| framework.place(*whole).slug.clone()).collect()
    };
    let places: Vec<(&str, Vec<String>)> =
        framework.places.iter().map(|place| (place.slug.as_str(), part_of(place))).collect();
    Places::new(places.iter().map(|(place, part_of)| (*place, part_of.as_slice())))
}
