//! What every request is answered with.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusRecorder};
use store::{Store, StoreError};
use thiserror::Error;
use workspace::{Input, filed_texts};

use crate::api::Editions;
use crate::limits::Limits;
use crate::month::Jobs;
use crate::passwords::Passwords;
use crate::secrets::{Secret, SecretError};
use crate::settings::Settings;
use crate::work::{AtWork, Faulty, Work};

/// Tells what time it is. It is handed in, so that tests decide.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What a service is made of.
pub struct Parts {
    /// How it is set.
    pub settings: Settings,
    /// Where everything is kept.
    pub store: Store,
    /// The framework folder.
    pub folder: PathBuf,
    /// What was read of it.
    pub input: Input,
    /// What time it is.
    pub clock: Clock,
}

/// Why a service cannot be put together.
#[derive(Debug, Error)]
pub enum AppError {
    /// The folder cannot be worked with.
    #[error(transparent)]
    Faulty(#[from] Faulty),
    /// There are no random numbers.
    #[error(transparent)]
    Secret(#[from] SecretError),
}

/// A service, as every request has it.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What every request has of a service.
pub struct Inner {
    pub(crate) settings: Settings,
    pub(crate) store: Store,
    pub(crate) work: Work,
    /// What is being drafted.
    pub(crate) jobs: Jobs,
    pub(crate) clock: Clock,
    pub(crate) limits: Limits,
    pub(crate) passwords: Passwords,
    pub(crate) editions: Editions,
    pub(crate) numbers: PrometheusRecorder,
    /// What opens the page on which the first administrator is made.
    pub(crate) first: Secret,
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// Puts a service together.
    ///
    /// # Errors
    ///
    /// If the folder has faults, or the machine gives no random numbers.
    pub fn new(parts: Parts) -> Result<Self, AppError> {
        let Parts { settings, store, folder, input, clock } = parts;
        Ok(Self(Arc::new(Inner {
            limits: Limits::new(&clock),
            passwords: Passwords::new()?,
            editions: Editions::default(),
            numbers: PrometheusBuilder::new().build_recorder(),
            first: Secret::new()?,
            settings,
            store,
            work: Work::begin(&folder, input, clock())?,
            jobs: Jobs::default(),
            clock,
        })))
    }

    /// Takes the texts of the folder in where the store has none: from then on the store has them.
    ///
    /// # Errors
    ///
    /// If the store cannot be written.
    pub async fn take_texts_in(&self) -> Result<(), StoreError> {
        if !self.store.has_texts().await? {
            self.store.import_texts(&filed_texts(&self.work().framework), self.now()).await?;
        }
        Ok(())
    }

    /// The link by which the first administrator is made. It is worth nothing once there is an account.
    #[must_use]
    pub fn first_link(&self) -> String {
        format!("{}/first/{}", self.settings.url, self.first.reveal())
    }

    /// The framework folder, as it was last read without faults.
    pub(crate) fn work(&self) -> Arc<AtWork> {
        self.work.now()
    }

    /// What time it is, to the second.
    pub(crate) fn now(&self) -> Timestamp {
        let now = (self.clock)();
        Timestamp::from_second(now.as_second()).unwrap_or(now)
    }
}
