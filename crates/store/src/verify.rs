//! Whether everything is still what was signed off.

use std::collections::BTreeMap;

use releases::{Heading, seal};

use crate::back_end::{Kind, Session};
use crate::entry::{self, Entry};
use crate::error::StoreError;
use crate::life::content;
use crate::{Store, audit, copies};

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many releases were looked at.
    pub releases: usize,
    /// The last seal of each scorecard's chain. Kept elsewhere, it proves that no release was taken from the end.
    pub ends: BTreeMap<String, ChainEnd>,
    /// The last entry of the audit log.
    pub audit: Option<ChainEnd>,
    /// What is wrong, in sentences.
    pub faults: Vec<String>,
}

/// The end of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainEnd {
    /// How many links the chain has.
    pub links: i64,
    /// The seal of the last.
    pub seal: String,
}

impl Store {
    /// Works every fingerprint, seal and digest and the hashes of copies out again and follows each chain from its first
    /// link to its last.
    ///
    /// # Errors
    ///
    /// If the store cannot be read at all.
    pub async fn verify(&self) -> Result<Verification, StoreError> {
        let mut found = Verification { faults: self.back_end.damage().await?, ..Verification::default() };
        let mut session = self.back_end.reading().await?;
        let entries = entry::all(&mut *session).await?;
        found.releases = entries.len();
        let mut known = BTreeMap::new();
        for entry in &entries {
            if !entry.content_removed {
                match content(&mut *session, entry).await {
                    Ok(content) if content.fingerprint() != entry.fingerprint => {
                        found.faults.push(format!("{}: its content is not what it was", entry.name()));
                    }
                    Ok(content) => match content.decode() {
                        Ok(release) if !is_of(entry, &release.heading) => {
                            let what =
                                "it is kept as of another scorecard, month or number than its content says";
                            found.faults.push(format!("{}: {what}", entry.name()));
                        }
                        Ok(_) => {}
                        Err(error) => {
                            found
                                .faults
                                .push(format!("{}: its content cannot be read: {error}", entry.name()));
                        }
                    },
                    Err(error) => found.faults.push(format!("{}: {error}", entry.name())),
                }
                found.faults.extend(copies::faults(&mut *session, entry, &mut known).await?);
            } else if has_rest(&mut *session, entry.id).await? {
                let what = "its content was removed, and some of it is still there";
                found.faults.push(format!("{}: {what}", entry.name()));
            }
            let copies = copies::fingerprints(&mut *session, entry.id).await?;
            found.follow(entry, &copies);
        }
        let log = audit::verified(&mut *session).await?;
        found.audit = log.end;
        found.faults.extend(log.faults);
        Ok(found)
    }
}

/// Whether a release is kept as what its content says that it is.
fn is_of(entry: &Entry, heading: &Heading) -> bool {
    entry.scorecard == heading.scorecard
        && entry.data_month == heading.data_month
        && entry.number == heading.number
}

/// Whether anything is left of a release's series and files.
async fn has_rest(session: &mut dyn Session, id: i64) -> Result<bool, StoreError> {
    let statement = "SELECT release FROM sheet WHERE release = $1 \
                     UNION SELECT release FROM copy_file WHERE release = $1";
    Ok(!session.rows(statement, vec![id.into()], &[Kind::Number]).await?.is_empty())
}

impl Verification {
    /// One step along a chain.
    fn follow(&mut self, entry: &Entry, copies: &BTreeMap<String, String>) {
        let (Some(link), Some(kept)) = (entry.link, entry.seal.as_ref()) else { return };
        let end = self.ends.get(&entry.scorecard);
        let (last, before) = end.map_or((0, None), |end| (end.links, Some(end.seal.clone())));
        if link != last + 1 {
            self.faults.push(format!("{}: a release before it is missing", entry.name()));
        } else if entry.previous != before {
            self.faults.push(format!("{}: it does not follow the release before it", entry.name()));
        }
        if seal(entry.previous.as_deref(), &entry.fingerprint, copies, &entry.sign_offs) != *kept {
            let what = "its seal is not that of its content, copies and sign-offs";
            self.faults.push(format!("{}: {what}", entry.name()));
        }
        self.ends.insert(entry.scorecard.clone(), ChainEnd { links: link, seal: kept.clone() });
    }
}
