//! A drawn site on a local port, from memory.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use publish::Site;
use tokio::net::TcpListener;
use workspace::content_type;

use crate::Outcome;
use crate::output::Failure;

/// Serves a site to this machine alone until it is interrupted. `on_start` is told the address.
pub(crate) fn serve(site: Site, port: u16, on_start: &dyn Fn(SocketAddr)) -> Outcome {
    let files: HashMap<String, Bytes> =
        site.files.into_iter().map(|file| (format!("/{}", file.path), Bytes::from(file.content))).collect();
    let files = Arc::new(files);
    let router = Router::new().fallback(move |uri: Uri| {
        let files = Arc::clone(&files);
        async move { answer(&files, uri.path()) }
    });
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let listener = listen(port).await?;
        on_start(listener.local_addr()?);
        axum::serve(listener, router).with_graceful_shutdown(interrupted()).await.map_err(Failure::from)
    })
}

/// The port that was asked for or, if something else has it, one that is free.
async fn listen(port: u16) -> Result<TcpListener, Failure> {
    let local = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    match TcpListener::bind(local(port)).await {
        Ok(listener) => Ok(listener),
        Err(_) => Ok(TcpListener::bind(local(0)).await?),
    }
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        // Without a signal to wait for, the server runs until it is killed.
        std::future::pending::<()>().await;
    }
}

fn answer(files: &HashMap<String, Bytes>, path: &str) -> Response {
    let page = if path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    match files.get(&page) {
        Some(content) => ([(header::CONTENT_TYPE, content_type(&page))], content.clone()).into_response(),
        None => (StatusCode::NOT_FOUND, "There is no such page.\n").into_response(),
    }
}
