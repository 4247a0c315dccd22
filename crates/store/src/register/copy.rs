//! Entries in a backup: every version, in order.

use crate::back_end::{Kind, Session};
use crate::error::StoreError;

/// Whether there is no entry of any kind.
pub(crate) async fn is_empty(session: &mut dyn Session) -> Result<bool, StoreError> {
    Ok(session.rows("SELECT id FROM registered LIMIT 1", Vec::new(), &[Kind::Number]).await?.is_empty())
}

/// Copies all of them into a store that has none, after the accounts of those who wrote them.
pub(crate) async fn copy(from: &mut dyn Session, to: &mut dyn Session) -> Result<(), StoreError> {
    let tables: [(&str, &[Kind], &str); 2] = [
        (
            "SELECT kind, place, id, about FROM registered ORDER BY kind, place, id",
            &[Kind::Text, Kind::Text, Kind::Number, Kind::Text],
            "INSERT INTO registered (kind, place, id, about) VALUES ($1, $2, $3, $4)",
        ),
        (
            "SELECT kind, place, id, number, content, account, at FROM registered_version \
             ORDER BY kind, place, id, number",
            &[Kind::Text, Kind::Text, Kind::Number, Kind::Number, Kind::Text, Kind::Number, Kind::Text],
            "INSERT INTO registered_version (kind, place, id, number, content, account, at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        ),
    ];
    for (read, kinds, write) in tables {
        for row in from.rows(read, Vec::new(), kinds).await? {
            to.run(write, row.0).await?;
        }
    }
    Ok(())
}
