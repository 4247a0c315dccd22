//! Passwords: the rules of the National Cyber Security Centre, and argon2id with the parameters of OWASP.
//!
//! <https://www.ncsc.gov.uk/collection/passwords/updating-your-approach>: long enough, not a common one, no rules of
//! composition, no expiry. <https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html>: 19 MiB,
//! two passes, one lane.

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use thiserror::Error;
use tokio::sync::Semaphore;
use zxcvbn::Score;

use crate::secrets::{Secret, SecretError};

/// How many characters a password has at least.
pub const SHORTEST: usize = 12;

/// How many characters a password has at most: a book takes long to look at.
pub const LONGEST: usize = 200;

/// Why a password is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Weak {
    /// It has too few characters.
    #[error("Password must have at least {SHORTEST} characters; three random words make a good one")]
    Short,
    /// It has too many.
    #[error("Password must have at most {LONGEST} characters")]
    Long,
    /// It is among the first that would be tried.
    #[error("Password is too easy to guess{0}; three random words make a good one")]
    Guessable(String),
}

/// Holds a password against the rules. What is known of its holder makes it no better.
///
/// # Errors
///
/// Why it is not taken.
pub fn strong(password: &str, known: &[&str]) -> Result<(), Weak> {
    let characters = password.chars().count();
    if characters < SHORTEST {
        return Err(Weak::Short);
    }
    if characters > LONGEST {
        return Err(Weak::Long);
    }
    let guessed = zxcvbn::zxcvbn(password, known);
    if guessed.score() >= Score::Three {
        return Ok(());
    }
    let warning = guessed.feedback().and_then(|feedback| feedback.warning());
    let why =
        warning.map(|warning| format!(" ({})", warning.to_string().trim_end_matches('.').to_lowercase()));
    Err(Weak::Guessable(why.unwrap_or_default()))
}

/// A password could not be hashed.
#[derive(Debug, Error)]
#[error("a password could not be hashed")]
pub struct HashError;

/// Hashes passwords, and holds them against hashes.
pub struct Passwords {
    /// The hash of a password that nobody has: an unknown name takes as long as a known one.
    nobodys: String,
    /// How many are hashed at once: each takes 19 MiB.
    turns: Semaphore,
}

/// So many are hashed at once.
const AT_ONCE: usize = 4;

impl Passwords {
    /// Makes ready to hash.
    ///
    /// # Errors
    ///
    /// If the machine gives no random numbers.
    pub(crate) fn new() -> Result<Self, SecretError> {
        let nobodys = hash(Secret::new()?.reveal()).map_err(|_| SecretError)?;
        Ok(Self { nobodys, turns: Semaphore::new(AT_ONCE) })
    }

    /// The hash of a password, worked out beside what else is done.
    ///
    /// # Errors
    ///
    /// If it cannot be hashed.
    pub async fn hash(&self, password: String) -> Result<String, HashError> {
        let _turn = self.turns.acquire().await.map_err(|_| HashError)?;
        tokio::task::spawn_blocking(move || hash(&password)).await.map_err(|_| HashError)?
    }

    /// Whether a password is that of a hash. Without a hash it never is, and takes as long.
    ///
    /// # Errors
    ///
    /// If it cannot be looked at.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, HashError> {
        let is_known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobodys.clone());
        let _turn = self.turns.acquire().await.map_err(|_| HashError)?;
        let right = tokio::task::spawn_blocking(move || verify(&password, &hash)).await;
        Ok(right.map_err(|_| HashError)? && is_known)
    }
}

/// argon2id: 19 MiB, two passes, one lane.
fn argon2() -> Result<Argon2<'static>, HashError> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|_| HashError)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &str) -> Result<String, HashError> {
    let hash: PasswordHash = argon2()?.hash_password(password.as_bytes()).map_err(|_| HashError)?;
    Ok(hash.to_string())
}

/// The parameters are those of the hash, so that older ones still count after others are chosen.
fn verify(password: &str, hash: &str) -> bool {
    argon2().is_ok_and(|argon2| argon2.verify_password(password.as_bytes(), hash).is_ok())
}
