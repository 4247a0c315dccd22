//! The framework that `bellwether new` writes, with what a test adds, and a store beside it.

use std::fs;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::Duration;

use framework::{Folder, Framework, ScorecardId};
use jiff::Timestamp;
use periods::Month;
use store::{Address, Entry, Opening, Store};
use tempfile::TempDir;
use workspace::{Compiled, Draft, DraftError, draft};

/// A folder at work.
pub(crate) struct Northshire {
    path: PathBuf,
    pub(crate) folder: Folder,
    pub(crate) framework: Framework,
    pub(crate) store: Store,
    _kept: TempDir,
}

pub(crate) const MORNING: &str = "2023-11-20T09:00:00Z";

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn october() -> Month {
    Month::parse("2023-10").unwrap()
}

/// Runs a test with a runtime.
pub(crate) fn run(test: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test);
}

impl Northshire {
    /// The folder with these files added, changed or, where they begin with `+`, made longer.
    pub(crate) async fn with(files: &[(&str, &str)]) -> Self {
        let kept = tempfile::tempdir().unwrap();
        let path = kept.path().join("northshire");
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../bellwether/template"), &path);
        for (name, text) in files {
            put(&path.join(name), text);
        }
        let (folder, framework) = compiled(&path);
        let address = Address::File(kept.path().join("releases.sqlite"));
        let store = Store::open(&address, Opening::OrNew, Duration::from_secs(60)).await.unwrap();
        Self { path, folder, framework, store, _kept: kept }
    }

    /// Changes a file and compiles the folder again.
    pub(crate) fn change(&mut self, name: &str, from: &str, to: &str) {
        let path = self.path.join(name);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{text}");
        fs::write(&path, text.replace(from, to)).unwrap();
        (self.folder, self.framework) = compiled(&self.path);
    }

    pub(crate) fn scorecard(&self) -> ScorecardId {
        self.framework.find_scorecard("children").unwrap()
    }

    pub(crate) async fn draft(&self, reason: Option<&str>) -> Result<Entry, DraftError> {
        self.draft_at(reason, MORNING).await
    }

    pub(crate) async fn draft_at(&self, reason: Option<&str>, now: &str) -> Result<Entry, DraftError> {
        let wanted = Draft {
            folder: &self.folder,
            framework: &self.framework,
            scorecard: self.scorecard(),
            data_month: october(),
            reason,
            logo: None,
            by: None,
        };
        draft(&self.store, &wanted, at(now), &mut |_| {}).await
    }

    pub(crate) async fn sign_off(&self, entry: &Entry) {
        self.store.make_ready(entry.id).await.unwrap();
        self.store.sign_off(entry.id, &["Director".to_owned()], at(MORNING)).await.unwrap();
    }

    /// A page of a release as an audience gets it.
    pub(crate) async fn page(&self, release: i64, audience: &str, path: &str) -> String {
        let (file, _) = self.store.copy_file(release, audience, path).await.unwrap().unwrap();
        String::from_utf8(file.content).unwrap()
    }
}

fn compiled(path: &Path) -> (Folder, Framework) {
    let input = Compiled::read(path).unwrap().looked_through();
    let framework = input.framework.unwrap_or_else(|| panic!("{:?}", input.faults));
    (input.folder, framework)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let text = match text.strip_prefix('+') {
        Some(more) => fs::read_to_string(path).unwrap() + more,
        None => text.to_owned(),
    };
    fs::write(path, text).unwrap();
}
