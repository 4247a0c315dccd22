//! Running until it is told to stop.

use std::future::{Future, IntoFuture as _};
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures::future::{Either, select};
use tokio::net::TcpListener;
use tokio::sync::Notify;

use crate::app::App;
use crate::routes::router;

/// How often is looked whether a release is due.
const EVERY: Duration = Duration::from_secs(10);

/// Answers requests until it is told to stop, and then those that have begun, for as long as is set.
///
/// # Errors
///
/// If the texts of the folder cannot be taken in, or the listener fails.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    app.take_texts_in().await.map_err(io::Error::other)?;
    let due = tokio::spawn(publish_when_due(app.clone()));
    let stopping = Arc::new(Notify::new());
    let told = Arc::clone(&stopping);
    let service = router(&app).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop.await;
        tracing::info!("stopping");
        told.notify_one();
    });
    let patience = app.settings.shutdown.try_into().unwrap_or_default();
    let too_long = async {
        stopping.notified().await;
        tokio::time::sleep(patience).await;
    };
    let served = match select(pin!(serving.into_future()), pin!(too_long)).await {
        Either::Left((served, _)) => served,
        Either::Right(_) => {
            tracing::warn!("stopped before every request was answered");
            Ok(())
        }
    };
    due.abort();
    served
}

async fn publish_when_due(app: App) {
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        ticks.tick().await;
        publish_due(&app).await;
    }
}

/// Publishes what is due. What fails is tried again the next time.
pub async fn publish_due(app: &App) {
    let now = app.now();
    let waiting = async {
        let entries = app.store.list().await?;
        let is_due = |entry: &store::Entry| {
            entry.state == store::State::SignedOff && entry.publish_at.is_some_and(|at| at <= now)
        };
        // Nothing is written while nothing is due.
        if entries.iter().any(is_due) { app.store.publish_due(now).await } else { Ok(Vec::new()) }
    };
    match waiting.await {
        Ok(published) => {
            for entry in published {
                tracing::info!(release = entry.id, "published {}", entry.name());
            }
        }
        Err(error) => tracing::error!(%error, "what is due could not be published"),
    }
}

/// What ends when somebody at the keyboard, or the system, says stop. It is listened for from the call on.
///
/// # Errors
///
/// If the system doesn't let a program listen for that.
#[cfg(unix)]
pub fn told_to_stop() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    Ok(async move {
        select(pin!(terminated.recv()), pin!(interrupted.recv())).await;
    })
}

/// What ends when somebody at the keyboard says stop.
///
/// # Errors
///
/// None on this system.
#[cfg(not(unix))]
pub fn told_to_stop() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
