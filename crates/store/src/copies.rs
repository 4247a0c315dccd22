//! The copies of a release: what was drawn of it for each audience, kept with it and as frozen as it is.

use std::collections::BTreeMap;

use releases::fingerprint;

use crate::Store;
use crate::back_end::{Cell, Kind, Session};
use crate::entry::{self, Entry};
use crate::error::StoreError;

/// A copy of a release for an audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AudienceCopy {
    /// The id of the audience: `internal`, `public`, or one that the framework declares.
    pub audience: String,
    /// The files that were drawn for it, or why it gets none: a sentence.
    pub files: Result<Vec<CopyFile>, String>,
}

/// A file of a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyFile {
    /// Its path, with `/` between the parts; no two files of a copy have the same.
    pub path: String,
    /// Its content type, as it is sent to browsers.
    pub content_type: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// What is kept of a copy, without what its files say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptCopy {
    /// The id of the audience.
    pub audience: String,
    /// Its files in the order of their paths, or why it has none.
    pub files: Result<Vec<KeptFile>, String>,
}

/// A file of a copy, without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// Its path.
    pub path: String,
    /// Its content type.
    pub content_type: String,
    /// The SHA-256 of what it says, in 64 hexadecimal digits.
    pub sha256: String,
}

/// A file of a copy with the SHA-256 of what it says.
pub(crate) struct Hashed<'a> {
    pub(crate) file: &'a CopyFile,
    pub(crate) sha256: String,
}

impl Store {
    /// What is kept of the copies of a release, in the order of their audiences. None of one whose content was removed.
    ///
    /// # Errors
    ///
    /// If there is no such release, or the store cannot be read.
    pub async fn copies(&self, release: i64) -> Result<Vec<KeptCopy>, StoreError> {
        let mut session = self.back_end.reading().await?;
        let entry = entry::one(&mut *session, release).await?;
        if entry.content_removed {
            return Ok(Vec::new());
        }
        let copies = kept(&mut *session, &entry).await?;
        Ok(copies.into_iter().map(|(copy, _)| copy).collect())
    }

    /// A file of the copy of a release for an audience, as it was drawn, with the SHA-256 of what it says.
    ///
    /// # Errors
    ///
    /// If the store cannot be read.
    pub async fn copy_file(
        &self,
        release: i64,
        audience: &str,
        path: &str,
    ) -> Result<Option<(CopyFile, String)>, StoreError> {
        let mut session = self.back_end.reading().await?;
        file(&mut *session, release, audience, path).await
    }
}

/// A file of a copy with the SHA-256 of what it says.
pub(crate) async fn file(
    session: &mut dyn Session,
    release: i64,
    audience: &str,
    path: &str,
) -> Result<Option<(CopyFile, String)>, StoreError> {
    let statement = "SELECT content_type, content.sha256, bytes FROM copy_file \
                     JOIN content ON content.sha256 = copy_file.sha256 \
                     WHERE release = $1 AND audience = $2 AND path = $3";
    let cells = vec![release.into(), audience.into(), path.into()];
    let rows = session.rows(statement, cells, &[Kind::Text, Kind::Text, Kind::Bytes]).await?;
    Ok(rows.into_iter().next().map(|mut row| {
        let file = CopyFile {
            path: path.to_owned(),
            content_type: row.text(0),
            content: row.take_bytes(2).unwrap_or_default(),
        };
        (file, row.text(1))
    }))
}

/// The SHA-256 of a file of a copy.
pub(crate) async fn sha256(
    session: &mut dyn Session,
    release: i64,
    audience: &str,
    path: &str,
) -> Result<Option<String>, StoreError> {
    let statement = "SELECT sha256 FROM copy_file WHERE release = $1 AND audience = $2 AND path = $3";
    let cells = vec![release.into(), audience.into(), path.into()];
    let rows = session.rows(statement, cells, &[Kind::Text]).await?;
    Ok(rows.first().map(|row| row.text(0)))
}

/// Gives a draft its copies.
pub(crate) async fn add(
    session: &mut dyn Session,
    release: i64,
    copies: &[AudienceCopy],
) -> Result<(), StoreError> {
    for copy in copies {
        let mut hashed: Vec<Hashed<'_>> = copy
            .files
            .iter()
            .flatten()
            .map(|file| Hashed { file, sha256: fingerprint(&file.content) })
            .collect();
        hashed.sort_by(|one, other| one.file.path.cmp(&other.file.path));
        let listed = hashed.iter().map(|one| (&*one.file.path, &*one.file.content_type, &*one.sha256));
        let fingerprint = copy.files.is_ok().then(|| fingerprint_of(listed));
        let refused = copy.files.as_ref().err();
        add_audience(session, release, &copy.audience, fingerprint, refused).await?;
        session.add_files(release, &copy.audience, &hashed).await?;
    }
    Ok(())
}

async fn add_audience(
    session: &mut dyn Session,
    release: i64,
    audience: &str,
    fingerprint: Option<String>,
    refused: Option<&String>,
) -> Result<(), StoreError> {
    let statement =
        "INSERT INTO audience_copy (release, audience, fingerprint, refused) VALUES ($1, $2, $3, $4)";
    let cells = vec![release.into(), audience.into(), fingerprint.into(), refused.cloned().into()];
    session.run(statement, cells).await?;
    Ok(())
}

/// The fingerprint of a copy: SHA-256 over one line for each file, in the order of their paths.
fn fingerprint_of<'f>(files: impl Iterator<Item = (&'f str, &'f str, &'f str)>) -> String {
    let list: String =
        files.map(|(path, content_type, sha256)| format!("{sha256}  {content_type}  {path}\n")).collect();
    fingerprint(&list)
}

/// The fingerprints of what was drawn of a release, by audience. They stay though the files go.
pub(crate) async fn fingerprints(
    session: &mut dyn Session,
    release: i64,
) -> Result<BTreeMap<String, String>, StoreError> {
    let statement =
        "SELECT audience, fingerprint FROM audience_copy WHERE release = $1 AND fingerprint IS NOT NULL";
    let rows = session.rows(statement, vec![release.into()], &[Kind::Text; 2]).await?;
    Ok(rows.iter().map(|row| (row.text(0), row.text(1))).collect())
}

/// Removes the files of the copies of a release.
pub(crate) async fn remove(session: &mut dyn Session, release: i64) -> Result<(), StoreError> {
    session.run("DELETE FROM copy_file WHERE release = $1", vec![release.into()]).await?;
    forget(session).await
}

/// Removes what no file says any more.
pub(crate) async fn forget(session: &mut dyn Session) -> Result<(), StoreError> {
    let statement = "DELETE FROM content WHERE NOT EXISTS \
                     (SELECT 1 FROM copy_file WHERE copy_file.sha256 = content.sha256)";
    session.run(statement, Vec::new()).await?;
    Ok(())
}

/// What is kept of the copies of a release, each with the fingerprint that was kept of it.
async fn kept(
    session: &mut dyn Session,
    entry: &Entry,
) -> Result<Vec<(KeptCopy, Option<String>)>, StoreError> {
    let statement = "SELECT audience, path, content_type, sha256 FROM copy_file WHERE release = $1";
    let rows = session.rows(statement, vec![entry.id.into()], &[Kind::Text; 4]).await?;
    let mut files: BTreeMap<String, Vec<KeptFile>> = BTreeMap::new();
    for row in rows {
        let file = KeptFile { path: row.text(1), content_type: row.text(2), sha256: row.text(3) };
        files.entry(row.text(0)).or_default().push(file);
    }
    let statement = "SELECT audience, fingerprint, refused FROM audience_copy WHERE release = $1";
    let rows = session.rows(statement, vec![entry.id.into()], &[Kind::Text; 3]).await?;
    let mut copies: Vec<(KeptCopy, Option<String>)> = rows
        .into_iter()
        .map(|row| {
            let audience = row.text(0);
            let mut files = files.remove(&audience).unwrap_or_default();
            // The databases sort texts in orders of their own.
            files.sort_by(|one, other| one.path.cmp(&other.path));
            let files = row.optional_text(2).map_or(Ok(files), Err);
            (KeptCopy { audience, files }, row.optional_text(1))
        })
        .collect();
    copies.sort_by(|(one, _), (other, _)| one.audience.cmp(&other.audience));
    Ok(copies)
}

/// What is wrong with the copies of a release, in sentences. What was found of content that several files say is found
/// once, in `known`: whether it is what its SHA-256 says.
pub(crate) async fn faults(
    session: &mut dyn Session,
    entry: &Entry,
    known: &mut BTreeMap<String, bool>,
) -> Result<Vec<String>, StoreError> {
    let mut faults = Vec::new();
    for (copy, kept) in kept(session, entry).await? {
        let Ok(files) = copy.files else { continue };
        let listed = files.iter().map(|file| (&*file.path, &*file.content_type, &*file.sha256));
        let name = format!("{}: its copy for `{}`", entry.name(), copy.audience);
        if Some(fingerprint_of(listed)) != kept {
            faults.push(format!("{name} does not have the files that it had"));
        }
        for file in files {
            let is_sound = match known.get(&file.sha256) {
                Some(is_sound) => *is_sound,
                None => is_sound(session, &file.sha256).await?,
            };
            known.insert(file.sha256, is_sound);
            if !is_sound {
                faults.push(format!("{name} has a file `{}` that is not what it was", file.path));
            }
        }
    }
    Ok(faults)
}

/// Whether content is what its SHA-256 says.
async fn is_sound(session: &mut dyn Session, sha256: &str) -> Result<bool, StoreError> {
    Ok(bytes(session, sha256).await?.is_some_and(|bytes| fingerprint(&bytes) == sha256))
}

async fn bytes(session: &mut dyn Session, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let statement = "SELECT bytes FROM content WHERE sha256 = $1";
    let rows = session.rows(statement, vec![sha256.into()], &[Kind::Bytes]).await?;
    Ok(rows.into_iter().next().and_then(|mut row| row.take_bytes(0)))
}

/// Copies what files say from one store into another.
pub(crate) async fn copy_content(from: &mut dyn Session, to: &mut dyn Session) -> Result<(), StoreError> {
    for row in from.rows("SELECT sha256 FROM content", Vec::new(), &[Kind::Text]).await? {
        let sha256 = row.text(0);
        let bytes = bytes(from, &sha256).await?.unwrap_or_default();
        add_content(to, &sha256, &bytes).await?;
    }
    Ok(())
}

/// Copies the copies of a release, whose content is there already, to a draft in another store.
pub(crate) async fn copy_copies(
    from: &mut dyn Session,
    entry: &Entry,
    to: &mut dyn Session,
    release: i64,
) -> Result<(), StoreError> {
    for (copy, fingerprint) in kept(from, entry).await? {
        add_audience(to, release, &copy.audience, fingerprint, copy.files.as_ref().err()).await?;
        for file in copy.files.iter().flatten() {
            add_file(to, release, &copy.audience, &file.path, &file.content_type, &file.sha256).await?;
        }
    }
    Ok(())
}

/// Keeps content, if it isn't kept already.
pub(crate) async fn add_content(
    session: &mut dyn Session,
    sha256: &str,
    bytes: &[u8],
) -> Result<(), StoreError> {
    let statement = "INSERT INTO content (sha256, bytes) VALUES ($1, $2) ON CONFLICT (sha256) DO NOTHING";
    session.run(statement, vec![sha256.into(), bytes.to_vec().into()]).await?;
    Ok(())
}

pub(crate) async fn add_file(
    session: &mut dyn Session,
    release: i64,
    audience: &str,
    path: &str,
    content_type: &str,
    sha256: &str,
) -> Result<(), StoreError> {
    let statement = "INSERT INTO copy_file (release, audience, path, content_type, sha256) \
                     VALUES ($1, $2, $3, $4, $5)";
    let cells: Vec<Cell> =
        vec![release.into(), audience.into(), path.into(), content_type.into(), sha256.into()];
    session.run(statement, cells).await?;
    Ok(())
}
