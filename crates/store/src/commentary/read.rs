//! Looking texts up.

use periods::Month;
use permissions::{Action, Actor};

use super::{By, KeptText, Step, TextHistory, TextKey, TextRemark, TextStep, TextVersion};
use crate::Store;
use crate::back_end::{Cell, Cells, Kind, Session};
use crate::entry::instant;
use crate::error::StoreError;

/// Texts as they are now, of those that a condition is true of.
macro_rules! texts_where {
    ($condition:literal) => {
        concat!(
            "SELECT scorecard, data_month, kind, page, section, indicator, place, \
             latest.number, latest.text, latest.specimen, latest.role, latest.account, latest.at, \
             last.step, last.version, last.reason, last.role, last.account, last.at \
             FROM commentary JOIN commentary_version AS latest ON latest.commentary = commentary.id \
             AND latest.number = (SELECT max(number) FROM commentary_version WHERE commentary = commentary.id) \
             LEFT JOIN commentary_step AS last ON last.commentary = commentary.id \
             AND last.position = (SELECT max(position) FROM commentary_step WHERE commentary = commentary.id) \
             WHERE ",
            $condition
        )
    };
}

const TEXT: &[Kind] = &[
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Text,
    Kind::Number,
    Kind::Text,
    Kind::Number,
    Kind::Text,
    Kind::Number,
    Kind::Text,
    Kind::Text,
    Kind::Number,
    Kind::Text,
    Kind::Text,
    Kind::Number,
    Kind::Text,
];

impl Store {
    /// The texts of an edition as they are now, in the order in which they were begun: all of them, for whoever drafts a
    /// release of it.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn texts(&self, scorecard: &str, data_month: Month) -> Result<Vec<KeptText>, StoreError> {
        let mut session = self.back_end.reading().await?;
        let statement = texts_where!("scorecard = $1 AND data_month = $2 ORDER BY commentary.id");
        let cells = vec![scorecard.into(), data_month.to_string().into()];
        session.rows(statement, cells, TEXT).await?.iter().map(kept).collect()
    }

    /// The texts of an edition that somebody may see, in the order in which they were begun.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn visible_texts(
        &self,
        actor: &Actor,
        scorecard: &str,
        data_month: Month,
    ) -> Result<Vec<KeptText>, StoreError> {
        let mut texts = self.texts(scorecard, data_month).await?;
        texts.retain(|text| text.key.may(actor, Action::See));
        Ok(texts)
    }

    /// Whether any text was ever written here: from then on the store has the texts, and not the files.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn has_texts(&self) -> Result<bool, StoreError> {
        let mut session = self.back_end.reading().await?;
        Ok(!super::is_empty(&mut *session).await?)
    }

    /// A text as it is now, of those that somebody may see.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn text(&self, actor: &Actor, key: &TextKey) -> Result<Option<KeptText>, StoreError> {
        if !key.may(actor, Action::See) {
            return Ok(None);
        }
        let mut session = self.back_end.reading().await?;
        text(&mut *session, key).await
    }

    /// The same text of the latest month before that has one, of those that somebody may see.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn text_before(&self, actor: &Actor, key: &TextKey) -> Result<Option<KeptText>, StoreError> {
        if !key.may(actor, Action::See) {
            return Ok(None);
        }
        let mut session = self.back_end.reading().await?;
        let statement = texts_where!(
            "scorecard = $1 AND data_month < $2 AND kind = $3 AND page = $4 AND section = $5 AND indicator = $6 \
             AND place = $7 ORDER BY data_month DESC LIMIT 1"
        );
        let rows = session.rows(statement, key_cells(key), TEXT).await?;
        rows.first().map(kept).transpose()
    }

    /// Everything that was written of a text and done with it; nothing for somebody who may not see it.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn text_history(&self, actor: &Actor, key: &TextKey) -> Result<TextHistory, StoreError> {
        if !key.may(actor, Action::See) {
            return Ok(TextHistory::default());
        }
        let mut session = self.back_end.reading().await?;
        let Some(id) = id_of(&mut *session, key).await? else { return Ok(TextHistory::default()) };
        let statement = "SELECT number, text, specimen, role, account, at FROM commentary_version \
                         WHERE commentary = $1 ORDER BY number";
        let kinds = &[Kind::Number, Kind::Text, Kind::Number, Kind::Text, Kind::Number, Kind::Text];
        let versions = session.rows(statement, vec![id.into()], kinds).await?;
        let statement = "SELECT step, version, reason, role, account, at FROM commentary_step \
                         WHERE commentary = $1 ORDER BY position";
        let kinds = &[Kind::Text, Kind::Number, Kind::Text, Kind::Text, Kind::Number, Kind::Text];
        let steps = session.rows(statement, vec![id.into()], kinds).await?;
        let statement = "SELECT version, text, role, account, at FROM commentary_remark \
                         WHERE commentary = $1 ORDER BY position";
        let kinds = &[Kind::Number, Kind::Text, Kind::Text, Kind::Number, Kind::Text];
        let remarks = session.rows(statement, vec![id.into()], kinds).await?;
        Ok(TextHistory {
            versions: versions.iter().map(|row| version(row, 0)).collect::<Result<_, _>>()?,
            steps: steps.iter().filter_map(|row| step(row, 0).transpose()).collect::<Result<_, _>>()?,
            remarks: remarks.iter().map(remark).collect::<Result<_, _>>()?,
        })
    }
}

/// A text as it is now.
pub(super) async fn text(session: &mut dyn Session, key: &TextKey) -> Result<Option<KeptText>, StoreError> {
    let statement = texts_where!(
        "scorecard = $1 AND data_month = $2 AND kind = $3 AND page = $4 AND section = $5 AND indicator = $6 \
         AND place = $7"
    );
    session.rows(statement, key_cells(key), TEXT).await?.first().map(kept).transpose()
}

/// The accounts that have written of a text.
pub(super) async fn authors(session: &mut dyn Session, key: &TextKey) -> Result<Vec<i64>, StoreError> {
    let statement = "SELECT DISTINCT account FROM commentary_version JOIN commentary ON id = commentary \
                     WHERE scorecard = $1 AND data_month = $2 AND kind = $3 AND page = $4 AND section = $5 \
                     AND indicator = $6 AND place = $7 AND account IS NOT NULL";
    let rows = session.rows(statement, key_cells(key), &[Kind::Number]).await?;
    Ok(rows.iter().filter_map(|row| row.number(0)).collect())
}

/// By what the database knows a text.
pub(super) async fn id_of(session: &mut dyn Session, key: &TextKey) -> Result<Option<i64>, StoreError> {
    let statement = "SELECT id FROM commentary WHERE scorecard = $1 AND data_month = $2 AND kind = $3 \
                     AND page = $4 AND section = $5 AND indicator = $6 AND place = $7";
    let rows = session.rows(statement, key_cells(key), &[Kind::Number]).await?;
    Ok(rows.first().and_then(|row| row.number(0)))
}

/// What a text is about, as it is kept.
pub(super) fn key_cells(key: &TextKey) -> Vec<Cell> {
    let optional = |text: &Option<String>| Cell::from(text.as_deref().unwrap_or_default());
    vec![
        key.scorecard.as_str().into(),
        key.data_month.to_string().into(),
        key.kind.as_str().into(),
        optional(&key.page),
        optional(&key.section),
        optional(&key.indicator),
        optional(&key.place),
    ]
}

fn kept(row: &Cells) -> Result<KeptText, StoreError> {
    let month = row.text(1);
    let optional = |column| row.optional_text(column).filter(|text| !text.is_empty());
    Ok(KeptText {
        key: TextKey {
            scorecard: row.text(0),
            data_month: Month::parse(&month).map_err(|_| unreadable(&month))?,
            kind: row.text(2),
            page: optional(3),
            section: optional(4),
            indicator: optional(5),
            place: optional(6),
        },
        latest: version(row, 7)?,
        last_step: step(row, 13)?,
    })
}

/// A version from a column on.
fn version(row: &Cells, column: usize) -> Result<TextVersion, StoreError> {
    Ok(TextVersion {
        number: number(row, column),
        text: row.text(column + 1),
        specimen: row.number(column + 2) == Some(1),
        by: By { role: row.text(column + 3), account: row.number(column + 4) },
        at: instant(&row.text(column + 5))?,
    })
}

/// A step from a column on, where there is one.
fn step(row: &Cells, column: usize) -> Result<Option<TextStep>, StoreError> {
    let Some(word) = row.optional_text(column) else { return Ok(None) };
    let step = Step::ALL.into_iter().find(|step| step.words() == word).ok_or_else(|| unreadable(&word))?;
    Ok(Some(TextStep {
        step,
        version: number(row, column + 1),
        reason: row.optional_text(column + 2),
        by: By { role: row.text(column + 3), account: row.number(column + 4) },
        at: instant(&row.text(column + 5))?,
    }))
}

fn remark(row: &Cells) -> Result<TextRemark, StoreError> {
    Ok(TextRemark {
        version: number(row, 0),
        text: row.text(1),
        by: By { role: row.text(2), account: row.number(3) },
        at: instant(&row.text(4))?,
    })
}

fn number(row: &Cells, column: usize) -> u32 {
    row.number(column).and_then(|number| u32::try_from(number).ok()).unwrap_or_default()
}

fn unreadable(what: &str) -> StoreError {
    StoreError::Damaged(format!("`{what}` stands where it cannot be"))
}
