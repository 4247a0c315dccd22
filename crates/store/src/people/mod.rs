//! Those who use the service: accounts with their roles, sessions, and tokens of programs.
//!
//! Of a secret only its digest is kept; what the secrets are, and how passwords are hashed, is the service's affair.

mod accounts;
mod copy;
mod roles;
mod secrets;
mod sessions;
mod tokens;

pub use accounts::{Account, Credentials, NewAccount, Subject};
pub use secrets::SecretDigest;
pub use sessions::{SessionEntry, SignedIn};
pub use tokens::{NewToken, TokenEntry};

pub(crate) use copy::{copy, is_empty};
