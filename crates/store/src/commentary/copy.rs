//! Texts in a backup: every version, every step and every remark, in the order in which they came.

use crate::back_end::{Cell, Kind, Session};
use crate::error::StoreError;

/// Whether nothing was ever written.
pub(crate) async fn is_empty(session: &mut dyn Session) -> Result<bool, StoreError> {
    Ok(session.rows("SELECT id FROM commentary LIMIT 1", Vec::new(), &[Kind::Number]).await?.is_empty())
}

/// Copies everything that was written into a store that has nothing.
pub(crate) async fn copy(from: &mut dyn Session, to: &mut dyn Session) -> Result<(), StoreError> {
    let statement =
        "SELECT id, scorecard, data_month, kind, page, section, indicator, place FROM commentary ORDER BY id";
    const ABOUT: &[Kind] =
        &[Kind::Number, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text, Kind::Text];
    for row in from.rows(statement, Vec::new(), ABOUT).await? {
        let before: Vec<Cell> = row.0.iter().take(1).cloned().collect();
        let about: Vec<Cell> = row.0.into_iter().skip(1).collect();
        let statement = "INSERT INTO commentary (scorecard, data_month, kind, page, section, indicator, place) \
                         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
        let made = to.rows(statement, about, &[Kind::Number]).await?;
        let id = made.first().and_then(|row| row.number(0)).unwrap_or_default();
        copy_one(from, before, to, id).await?;
    }
    Ok(())
}

/// A text is written, then looked at, then perhaps written again: each step comes after the version that it was taken
/// with and before the next.
async fn copy_one(
    from: &mut dyn Session,
    before: Vec<Cell>,
    to: &mut dyn Session,
    id: i64,
) -> Result<(), StoreError> {
    let statement = "SELECT number, text, specimen, role, account, at FROM commentary_version \
                     WHERE commentary = $1 ORDER BY number";
    let kinds = &[Kind::Number, Kind::Text, Kind::Number, Kind::Text, Kind::Number, Kind::Text];
    let versions = from.rows(statement, before.clone(), kinds).await?;
    let statement = "SELECT version, position, step, reason, role, account, at FROM commentary_step \
                     WHERE commentary = $1 ORDER BY position";
    let kinds = &[Kind::Number, Kind::Number, Kind::Text, Kind::Text, Kind::Text, Kind::Number, Kind::Text];
    let steps = from.rows(statement, before.clone(), kinds).await?;
    let mut steps = steps.into_iter().peekable();
    for version in versions {
        let number = version.number(0);
        let statement = "INSERT INTO commentary_version (commentary, number, text, specimen, role, account, at) \
                         VALUES ($1, $2, $3, $4, $5, $6, $7)";
        to.run(statement, with(id, version.0)).await?;
        while let Some(step) = steps.next_if(|step| step.number(0) == number) {
            let statement = "INSERT INTO commentary_step \
                             (commentary, version, position, step, reason, role, account, at) \
                             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
            to.run(statement, with(id, step.0)).await?;
        }
    }
    let statement = "SELECT version, position, text, role, account, at FROM commentary_remark \
                     WHERE commentary = $1 ORDER BY position";
    let kinds = &[Kind::Number, Kind::Number, Kind::Text, Kind::Text, Kind::Number, Kind::Text];
    for remark in from.rows(statement, before, kinds).await? {
        let statement = "INSERT INTO commentary_remark (commentary, version, position, text, role, account, at) \
                         VALUES ($1, $2, $3, $4, $5, $6, $7)";
        to.run(statement, with(id, remark.0)).await?;
    }
    Ok(())
}

fn with(id: i64, cells: Vec<Cell>) -> Vec<Cell> {
    std::iter::once(Cell::from(id)).chain(cells).collect()
}
