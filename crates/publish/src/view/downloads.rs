//! What stands beside the pages to be downloaded.

use figures::Number;

use super::shell::{Shell, shell};
use crate::edition::Edition;
use crate::paths::DOWNLOADS;

/// The page of downloads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DownloadsPage {
    /// What stands around it.
    pub shell: Shell,
    /// The files.
    pub entries: Vec<DownloadEntry>,
}

/// A file to download.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DownloadEntry {
    /// What it is called.
    pub title: String,
    /// Its address.
    pub href: String,
    /// What it holds.
    pub about: String,
    /// Its kind and size: `ZIP, 120 kB`.
    pub kind: String,
}

pub(crate) fn downloads(edition: &Edition<'_>) -> DownloadsPage {
    let entries = edition.downloads.iter().map(|download| {
        let path = &download.file.path;
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        DownloadEntry {
            title: download.title.clone(),
            href: path.clone(),
            about: download.about.clone(),
            kind: format!("{}, {}", ending.to_uppercase(), size(download.file.content.len())),
        }
    });
    DownloadsPage { shell: shell(edition, DOWNLOADS, "Downloads"), entries: entries.collect() }
}

/// So many bytes in words: `1 kB` at least, `2.5 MB`.
fn size(bytes: usize) -> String {
    let bytes = i128::try_from(bytes).unwrap_or(i128::MAX).max(1000);
    if bytes < 1_000_000 {
        format!("{} kB", Number::scaled(bytes, 3).printed(0))
    } else {
        format!("{} MB", Number::scaled(bytes, 6).printed(1))
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_in_thousands_or_millions_of_bytes() {
        for (bytes, words) in [(1, "1 kB"), (1_499, "1 kB"), (120_500, "121 kB"), (2_549_999, "2.5 MB")] {
            assert_eq!(size(bytes), words);
        }
    }
}
