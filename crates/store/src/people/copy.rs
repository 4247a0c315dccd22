//! Accounts and the audit log in a backup. Sessions and invitations are not in it: who uses a store that was restored
//! signs in anew.

use crate::audit;
use crate::back_end::{Cell, Kind, Session};
use crate::error::StoreError;

/// Whether a store has neither accounts nor a log.
pub(crate) async fn is_empty(session: &mut dyn Session) -> Result<bool, StoreError> {
    let statement = "SELECT 1 WHERE EXISTS (SELECT 1 FROM account) OR EXISTS (SELECT 1 FROM audit)";
    Ok(session.rows(statement, Vec::new(), &[]).await?.is_empty())
}

/// Copies every account with its roles and tokens, and the log as it is.
pub(crate) async fn copy(from: &mut dyn Session, to: &mut dyn Session) -> Result<(), StoreError> {
    let tables: [(&str, &[Kind], &str); 3] = [
        (
            "SELECT id, name, title, password, issuer, subject, made_at, disabled_at FROM account ORDER BY id",
            &[
                Kind::Number,
                Kind::Text,
                Kind::Text,
                Kind::Text,
                Kind::Text,
                Kind::Text,
                Kind::Text,
                Kind::Text,
            ],
            "INSERT INTO account (id, name, title, password, issuer, subject, made_at, disabled_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        ),
        (
            "SELECT account, role, place FROM account_role ORDER BY account, role, place",
            &[Kind::Number, Kind::Text, Kind::Text],
            "INSERT INTO account_role (account, role, place) VALUES ($1, $2, $3)",
        ),
        (
            "SELECT id, account, label, digest, scope, made_at, ends_at, revoked_at FROM api_token ORDER BY id",
            &[
                Kind::Number,
                Kind::Number,
                Kind::Text,
                Kind::Text,
                Kind::Text,
                Kind::Text,
                Kind::Text,
                Kind::Text,
            ],
            "INSERT INTO api_token (id, account, label, digest, scope, made_at, ends_at, revoked_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        ),
    ];
    for (read, kinds, write) in tables {
        for row in from.rows(read, Vec::new(), kinds).await? {
            let cells: Vec<Cell> = row.0;
            to.run(write, cells).await?;
        }
    }
    for entry in audit::all(from).await? {
        audit::add(to, entry).await?;
    }
    Ok(())
}
