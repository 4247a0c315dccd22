//! Backup and restoring: every release, text and account, as they are, from one store into another of either kind.

use releases::Encoded;

use crate::Store;
use crate::back_end::Session;
use crate::commentary;
use crate::copies;
use crate::entry::{self, Entry, State, kept};
use crate::error::StoreError;
use crate::led::{add_drafter, drafter};
use crate::life::{Content, New, Sealing, content, insert, sealed, step, withdrawn};
use crate::{people, register};

impl Store {
    /// Copies every release with its copies, its seal and its life, everything that was written, every account and the
    /// audit log into an empty store; how many releases.
    ///
    /// # Errors
    ///
    /// If the other store has releases, texts or accounts, or either fails; then the other stays empty.
    pub async fn copy_to(&self, other: &Self) -> Result<usize, StoreError> {
        let mut from = self.back_end.reading().await?;
        let mut to = other.back_end.writing().await?;
        let is_empty = entry::all(&mut *to).await?.is_empty()
            && commentary::is_empty(&mut *to).await?
            && people::is_empty(&mut *to).await?
            && register::is_empty(&mut *to).await?;
        if !is_empty {
            return Err(StoreError::NotEmpty);
        }
        // By scorecard in the order of the chain, so that each finds the one before it. Each keeps its number: the log,
        // addresses and minutes name it by that.
        let entries = entry::all(&mut *from).await?;
        copies::copy_content(&mut *from, &mut *to).await?;
        for entry in &entries {
            let content = if entry.content_removed {
                Encoded { front: String::new(), sheets: Vec::new() }
            } else {
                content(&mut *from, entry).await?
            };
            copy(&mut *from, &mut *to, entry, &content).await?;
        }
        to.count_on().await?;
        commentary::copy(&mut *from, &mut *to).await?;
        people::copy(&mut *from, &mut *to).await?;
        register::copy(&mut *from, &mut *to).await?;
        to.commit().await?;
        Ok(entries.len())
    }
}

/// Leads a release through its life again, as far as it came.
async fn copy(
    from: &mut dyn Session,
    to: &mut dyn Session,
    entry: &Entry,
    encoded: &Encoded,
) -> Result<(), StoreError> {
    let new = New {
        id: Some(entry.id),
        scorecard: &entry.scorecard,
        data_month: entry.data_month,
        number: entry.number,
        drafted_at: entry.drafted_at,
        fingerprint: entry.fingerprint.clone(),
    };
    let id = insert(to, &new, encoded).await?;
    copies::copy_copies(from, entry, to, id).await?;
    if let Some(account) = drafter(from, entry.id).await? {
        add_drafter(to, id, account).await?;
    }
    if entry.state == State::Draft {
        return Ok(());
    }
    step(to, id, State::Ready).await?;
    let (Some(link), Some(seal)) = (entry.link, entry.seal.clone()) else { return Ok(()) };
    let sealing =
        Sealing { sign_offs: entry.sign_offs.clone(), link, previous: entry.previous.clone(), seal };
    sealed(to, id, sealing).await?;
    if let Some(at) = entry.publish_at {
        to.run("UPDATE release SET publish_at = $2 WHERE id = $1", vec![id.into(), kept(at)]).await?;
    }
    if let Some(at) = entry.published_at {
        let statement = "UPDATE release SET state = 'published', published_at = $2 WHERE id = $1";
        to.run(statement, vec![id.into(), kept(at)]).await?;
    }
    if entry.state == State::Superseded {
        step(to, id, State::Superseded).await?;
    }
    if let (Some(at), Some(reason)) = (entry.withdrawn_at, &entry.reason) {
        let what = if entry.content_removed { Content::Remove } else { Content::Keep };
        withdrawn(to, id, reason, what, at).await?;
    }
    Ok(())
}
