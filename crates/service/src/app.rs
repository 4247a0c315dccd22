//! What every request is answered with.

use std::sync::Arc;

use jiff::Timestamp;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusRecorder};
use permissions::Places;
use store::Store;

use crate::limits::Limits;
use crate::passwords::Passwords;
use crate::secrets::{Secret, SecretError};
use crate::settings::Settings;

/// Tells what time it is. It is handed in, so that tests decide.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Whose service it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Council {
    /// The name of the council.
    pub name: String,
    /// Its colours, as a stylesheet.
    pub brand: String,
}

/// What a service is made of.
pub struct Parts {
    /// How it is set.
    pub settings: Settings,
    /// Where everything is kept.
    pub store: Store,
    /// The places at which roles are held.
    pub places: Places,
    /// Whose it is.
    pub council: Council,
    /// What time it is.
    pub clock: Clock,
}

/// A service, as every request has it.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What every request has of a service.
pub struct Inner {
    pub(crate) settings: Settings,
    pub(crate) store: Store,
    pub(crate) places: Places,
    pub(crate) council: Council,
    pub(crate) clock: Clock,
    pub(crate) limits: Limits,
    pub(crate) passwords: Passwords,
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
    /// If the machine gives no random numbers.
    pub fn new(parts: Parts) -> Result<Self, SecretError> {
        let Parts { settings, store, places, council, clock } = parts;
        Ok(Self(Arc::new(Inner {
            limits: Limits::new(&clock),
            passwords: Passwords::new()?,
            numbers: PrometheusBuilder::new().build_recorder(),
            first: Secret::new()?,
            settings,
            store,
            places,
            council,
            clock,
        })))
    }

    /// The link by which the first administrator is made. It is worth nothing once there is an account.
    #[must_use]
    pub fn first_link(&self) -> String {
        format!("{}/first/{}", self.settings.url, self.first.reveal())
    }

    /// What time it is, to the second.
    pub(crate) fn now(&self) -> Timestamp {
        let now = (self.clock)();
        Timestamp::from_second(now.as_second()).unwrap_or(now)
    }
}
