//! What is drawn of releases.

use futures::future::BoxFuture;
use store::StoreError;

/// A file of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyFile {
    /// Its content type.
    pub content_type: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// Where copies of releases are. Whoever asks it has asked before whether the copy may be seen.
pub trait Copies: Send + Sync {
    /// The audiences for which there is a copy of a release.
    fn audiences(&self, release: i64) -> BoxFuture<'_, Result<Vec<String>, StoreError>>;

    /// A file of the copy for an audience.
    fn file<'a>(
        &'a self,
        release: i64,
        audience: &'a str,
        path: &'a str,
    ) -> BoxFuture<'a, Result<Option<CopyFile>, StoreError>>;
}
