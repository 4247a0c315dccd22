//! Secrets: random, long, and shown to nobody but their holder.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest as _, Sha256};
use store::SecretDigest;
use thiserror::Error;

/// 256 random bits, in 43 characters that may stand in an address.
#[derive(Clone)]
pub struct Secret(String);

/// The machine gives no random numbers.
#[derive(Debug, Error)]
#[error("the machine gives no random numbers")]
pub struct SecretError;

const BYTES: usize = 32;

impl Secret {
    /// A new secret.
    ///
    /// # Errors
    ///
    /// If the machine gives no random numbers.
    pub fn new() -> Result<Self, SecretError> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).map_err(|_| SecretError)?;
        Ok(Self(BASE64URL_NOPAD.encode(&bytes)))
    }

    /// What somebody says is a secret, if it has the shape of one.
    #[must_use]
    pub fn said(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        (bytes.len() == BYTES).then(|| Self(text.to_owned()))
    }

    /// What is kept of it.
    #[must_use]
    pub fn digest(&self) -> SecretDigest {
        SecretDigest::of(&self.0)
    }

    /// The secret itself, for its holder.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the forms of a session carry.
    #[must_use]
    pub fn form_token(&self) -> String {
        self.derived("form")
    }

    /// Another secret, for a purpose: it follows from this one, and tells nothing of it.
    #[must_use]
    pub(crate) fn derived(&self, purpose: &str) -> String {
        let mut hash = Sha256::new();
        hash.update(format!("bellwether {purpose}\n"));
        hash.update(&self.0);
        BASE64URL_NOPAD.encode(&hash.finalize())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret")
    }
}

/// Whether two texts are the same, in a time that doesn't tell where they differ.
pub(crate) fn same(one: &str, other: &str) -> bool {
    // Digests of texts that somebody chooses say nothing about how much of them was right.
    Sha256::digest(one.as_bytes()) == Sha256::digest(other.as_bytes())
}
