//! Secrets, of which only digests are kept.

use std::fmt;

use sha2::{Digest as _, Sha256};

/// The SHA-256 of a secret, in hexadecimal. The secret must be random and long: a password never is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretDigest(String);

impl SecretDigest {
    /// The digest of a secret.
    #[must_use]
    pub fn of(secret: &str) -> Self {
        Self(data_encoding::HEXLOWER.encode(&Sha256::digest(secret.as_bytes())))
    }

    /// A digest as it was written. It opens nothing: what is asked for is always the secret.
    #[must_use]
    pub fn as_written(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretDigest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SecretDigest")
    }
}
