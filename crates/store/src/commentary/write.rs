//! Writing texts, and taking steps with them.

use jiff::Timestamp;
use permissions::Action;

use super::read::{authors, id_of, key_cells, text};
use super::{By, FiledText, KeptText, Saved, Step, TextKey, TextState, Writer};
use crate::audit::{Deed, note};
use crate::back_end::{Kind, Session};
use crate::entry::kept;
use crate::error::StoreError;
use crate::{Store, may};

impl Store {
    /// Keeps what somebody wrote, who began with a version: 0 where there was none. What is kept already is not kept
    /// twice.
    ///
    /// # Errors
    ///
    /// If the writer may not write there, the text is empty, waits for somebody else or is approved, or the store cannot
    /// be written.
    pub async fn save_text(
        &self,
        writer: &Writer,
        key: &TextKey,
        began_with: u32,
        text: &str,
        now: Timestamp,
    ) -> Result<Saved, StoreError> {
        check_role(writer)?;
        may(&writer.actor, Action::Write, key.object())?;
        if text.trim().is_empty() {
            return Err(StoreError::Unsaid("a text that is empty is not kept; write something"));
        }
        let mut session = self.back_end.writing().await?;
        let known = self::text(&mut *session, key).await?;
        let latest = known.as_ref().map_or(0, |known| known.latest.number);
        if let Some(known) = known {
            let is_kept = known.latest.text == text;
            // Whoever asks again, because they were cut off before they heard, has written it already.
            let is_own = known.latest.by == writer.by() && latest == began_with + 1;
            if is_kept && (latest == began_with || is_own) {
                return Ok(Saved::Kept(Box::new(known)));
            }
            if latest != began_with {
                return Ok(Saved::Conflict { theirs: known.latest, yours: text.to_owned() });
            }
            if !matches!(known.state(), TextState::Draft | TextState::Returned | TextState::Removed) {
                return Err(refused(&known, "a draft or returned", "changed"));
            }
        } else if began_with != 0 {
            return Err(StoreError::NoSuch("text"));
        }
        let id = match id_of(&mut *session, key).await? {
            Some(id) => id,
            None => begin(&mut *session, key).await?,
        };
        add_version(&mut *session, id, latest + 1, text, false, &writer.by(), now).await?;
        note(&mut *session, &writer.actor, &Deed::new("wrote", key.to_string()), now).await?;
        finish(session, key).await
    }

    /// Gives a version to others to look at.
    ///
    /// # Errors
    ///
    /// If the writer may not write there, there is no such text, it is submitted or approved already, or the store cannot
    /// be written.
    pub async fn submit_text(
        &self,
        writer: &Writer,
        key: &TextKey,
        version: u32,
        now: Timestamp,
    ) -> Result<Saved, StoreError> {
        self.step_text(writer, key, version, Step::Submitted, None, now).await
    }

    /// Gives a version back to whoever wrote it, for a reason. What is approved can be given back as well.
    ///
    /// # Errors
    ///
    /// If the writer may not return texts there, there is no such text, it is neither submitted nor approved, no reason
    /// is given, or the store cannot be written.
    pub async fn return_text(
        &self,
        writer: &Writer,
        key: &TextKey,
        version: u32,
        reason: &str,
        now: Timestamp,
    ) -> Result<Saved, StoreError> {
        if reason.trim().is_empty() {
            return Err(StoreError::Unsaid("a text is returned for a reason; say which"));
        }
        self.step_text(writer, key, version, Step::Returned, Some(reason), now).await
    }

    /// Says that a version stands.
    ///
    /// # Errors
    ///
    /// If the writer may not approve texts there, has written of this one, there is no such text, it isn't submitted, or
    /// the store cannot be written.
    pub async fn approve_text(
        &self,
        writer: &Writer,
        key: &TextKey,
        version: u32,
        now: Timestamp,
    ) -> Result<Saved, StoreError> {
        self.step_text(writer, key, version, Step::Approved, None, now).await
    }

    /// Says something of a version of a text, beside it.
    ///
    /// # Errors
    ///
    /// If the writer may not comment there, there is no such text, nothing is said, or the store cannot be written.
    pub async fn remark_on_text(
        &self,
        writer: &Writer,
        key: &TextKey,
        version: u32,
        text: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        check_role(writer)?;
        may(&writer.actor, Action::Comment, key.object())?;
        if text.trim().is_empty() {
            return Err(StoreError::Unsaid("a remark that is empty is not kept; write something"));
        }
        let mut session = self.back_end.writing().await?;
        let id = id_of(&mut *session, key).await?.ok_or(StoreError::NoSuch("text"))?;
        version_text(&mut *session, id, version).await?.ok_or(StoreError::NoSuch("text"))?;
        add_remark(&mut *session, id, version, text.trim(), &writer.by(), now).await?;
        note(&mut *session, &writer.actor, &Deed::new("commented on", key.to_string()), now).await?;
        session.commit().await
    }

    /// Removes all that a text ever said, and what was said of it, for good and for a reason; that it was written, by whom and when remains. It can
    /// be written anew. Releases that have it are withdrawn on their own.
    ///
    /// # Errors
    ///
    /// If the writer may not withdraw texts there, there is no such text, it was removed already, no reason is given, or
    /// the store cannot be written.
    pub async fn remove_text(
        &self,
        writer: &Writer,
        key: &TextKey,
        version: u32,
        reason: &str,
        now: Timestamp,
    ) -> Result<Saved, StoreError> {
        if reason.trim().is_empty() {
            return Err(StoreError::Unsaid("a text is removed for a reason; say which"));
        }
        self.step_text(writer, key, version, Step::Removed, Some(reason), now).await
    }

    /// Takes in the texts of files, approved as they stand, if none was ever written here; how many.
    ///
    /// # Errors
    ///
    /// If two are about the same, or the store cannot be written.
    pub async fn import_texts(&self, texts: &[FiledText], now: Timestamp) -> Result<usize, StoreError> {
        let mut session = self.back_end.writing().await?;
        if !super::is_empty(&mut *session).await? {
            return Ok(0);
        }
        for filed in texts {
            let by = By { account: None, role: filed.role.clone().unwrap_or_default() };
            let id = begin(&mut *session, &filed.key).await?;
            add_version(&mut *session, id, 1, &filed.text, filed.specimen, &by, now).await?;
            add_step(&mut *session, id, 1, Step::Submitted, None, &by, now).await?;
            add_step(&mut *session, id, 1, Step::Approved, None, &by, now).await?;
        }
        session.commit().await?;
        Ok(texts.len())
    }

    async fn step_text(
        &self,
        writer: &Writer,
        key: &TextKey,
        version: u32,
        step: Step,
        reason: Option<&str>,
        now: Timestamp,
    ) -> Result<Saved, StoreError> {
        check_role(writer)?;
        let mut session = self.back_end.writing().await?;
        let authors = authors(&mut *session, key).await?;
        may(&writer.actor, step.action(), key.object().of(&authors))?;
        let (Some(known), Some(id)) = (text(&mut *session, key).await?, id_of(&mut *session, key).await?)
        else {
            return Err(StoreError::NoSuch("text"));
        };
        if known.latest.number != version {
            let yours = version_text(&mut *session, id, version).await?.ok_or(StoreError::NoSuch("text"))?;
            return Ok(Saved::Conflict { theirs: known.latest, yours });
        }
        let wanted = match (step, known.state()) {
            (Step::Submitted, TextState::Draft | TextState::Returned)
            | (Step::Returned, TextState::Submitted | TextState::Approved)
            | (Step::Approved, TextState::Submitted) => None,
            (Step::Removed, state) if state != TextState::Removed => None,
            (Step::Submitted, _) => Some("a draft or returned"),
            (Step::Returned, _) => Some("submitted or approved"),
            (Step::Approved, _) => Some("submitted"),
            (Step::Removed, _) => Some("still there"),
        };
        if let Some(wanted) = wanted {
            return Err(refused(&known, wanted, step.words()));
        }
        add_step(&mut *session, id, version, step, reason, &writer.by(), now).await?;
        note(&mut *session, &writer.actor, &Deed::new(step.words(), key.to_string()), now).await?;
        if step == Step::Removed {
            for statement in [
                "UPDATE commentary_version SET text = NULL WHERE commentary = $1",
                "UPDATE commentary_remark SET text = NULL WHERE commentary = $1",
            ] {
                session.run(statement, vec![id.into()]).await?;
            }
        }
        finish(session, key).await
    }
}

impl Step {
    /// What it takes to take it.
    fn action(self) -> Action {
        match self {
            Self::Submitted => Action::Write,
            Self::Returned => Action::Return,
            Self::Approved => Action::Approve,
            Self::Removed => Action::Withdraw,
        }
    }
}

/// A role is printed beside what somebody writes.
fn check_role(writer: &Writer) -> Result<(), StoreError> {
    if writer.role.trim().is_empty() {
        return Err(StoreError::Unsaid("a text is written in a role; say which"));
    }
    Ok(())
}

fn refused(known: &KeptText, wanted: &'static str, what: &'static str) -> StoreError {
    StoreError::TextState { state: known.state(), wanted, what }
}

async fn finish(mut session: Box<dyn Session>, key: &TextKey) -> Result<Saved, StoreError> {
    let kept = text(&mut *session, key).await?.ok_or(StoreError::NoSuch("text"))?;
    session.commit().await?;
    Ok(Saved::Kept(Box::new(kept)))
}

/// Makes room for a text.
pub(super) async fn begin(session: &mut dyn Session, key: &TextKey) -> Result<i64, StoreError> {
    let statement = "INSERT INTO commentary (scorecard, data_month, kind, page, section, indicator, place) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
    let rows = session.rows(statement, key_cells(key), &[Kind::Number]).await?;
    Ok(rows.first().and_then(|row| row.number(0)).unwrap_or_default())
}

pub(super) async fn add_version(
    session: &mut dyn Session,
    id: i64,
    number: u32,
    text: &str,
    specimen: bool,
    by: &By,
    at: Timestamp,
) -> Result<(), StoreError> {
    let statement = "INSERT INTO commentary_version (commentary, number, text, specimen, role, account, at) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let cells = vec![
        id.into(),
        number.into(),
        text.into(),
        i64::from(specimen).into(),
        by.role.as_str().into(),
        by.account.into(),
        kept(at),
    ];
    session.run(statement, cells).await?;
    Ok(())
}

pub(super) async fn add_step(
    session: &mut dyn Session,
    id: i64,
    version: u32,
    step: Step,
    reason: Option<&str>,
    by: &By,
    at: Timestamp,
) -> Result<(), StoreError> {
    let statement = "INSERT INTO commentary_step (commentary, position, version, step, reason, role, account, at) \
                     SELECT $1, count(*) + 1, $2, $3, $4, $5, $6, $7 FROM commentary_step WHERE commentary = $1";
    let cells = vec![
        id.into(),
        version.into(),
        step.words().into(),
        reason.map(str::to_owned).into(),
        by.role.as_str().into(),
        by.account.into(),
        kept(at),
    ];
    session.run(statement, cells).await?;
    Ok(())
}

async fn add_remark(
    session: &mut dyn Session,
    id: i64,
    version: u32,
    text: &str,
    by: &By,
    at: Timestamp,
) -> Result<(), StoreError> {
    let statement = "INSERT INTO commentary_remark (commentary, position, version, text, role, account, at) \
                     SELECT $1, count(*) + 1, $2, $3, $4, $5, $6 FROM commentary_remark WHERE commentary = $1";
    let cells =
        vec![id.into(), version.into(), text.into(), by.role.as_str().into(), by.account.into(), kept(at)];
    session.run(statement, cells).await?;
    Ok(())
}

async fn version_text(
    session: &mut dyn Session,
    id: i64,
    version: u32,
) -> Result<Option<String>, StoreError> {
    let statement = "SELECT text FROM commentary_version WHERE commentary = $1 AND number = $2";
    let rows = session.rows(statement, vec![id.into(), version.into()], &[Kind::Text]).await?;
    Ok(rows.first().map(|row| row.text(0)))
}
