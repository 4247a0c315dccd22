//! What a snapshot says of itself.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use framework::{Contract, Contracts, RowRule};
use jiff::civil::Date;
use periods::Month;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// What a snapshot says of itself: `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The layout of snapshots; 1.
    pub layout: u32,
    /// The day on which the extract was taken.
    #[serde(with = "day")]
    pub taken: Date,
    /// Whether its records are made up.
    pub specimen: bool,
    /// The first month of whose events it has all, where that is known.
    #[serde(with = "month", default, skip_serializing_if = "Option::is_none")]
    pub complete_from: Option<Month>,
    /// Where it came from, in words.
    pub source: String,
    /// The fingerprint of all that it holds: SHA-256, hexadecimal.
    pub hash: String,
    /// Its tables, in the order of the contracts.
    pub tables: Vec<TableManifest>,
}

/// What a snapshot says of one of its tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableManifest {
    /// Its name; the file is `NAME.parquet`.
    pub table: String,
    /// Rows.
    pub rows: u64,
    /// Rows that were refused, by rule.
    pub refused: BTreeMap<RowRule, u64>,
    /// The fingerprint of its file: SHA-256, hexadecimal.
    pub hash: String,
    /// The fingerprint of the contract against which its rows were held.
    pub contract: String,
}

impl Manifest {
    /// A table of the snapshot.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&TableManifest> {
        self.tables.iter().find(|table| table.table == name)
    }

    /// How many rows all tables have.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// The name of the snapshot's folder.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}-{}", self.taken, self.hash.get(..12).unwrap_or(&self.hash))
    }

    /// The fingerprint of all that a snapshot holds. `refused` are those of the files of refused rows.
    pub(crate) fn fingerprint(&self, refused: &[String]) -> String {
        let mut digest = Sha256::new();
        digest.update(format!("{} {} {}\n", self.layout, self.taken, self.specimen));
        if let Some(month) = self.complete_from {
            digest.update(format!("complete from {month}\n"));
        }
        for TableManifest { table, rows, hash, contract, .. } in &self.tables {
            digest.update(format!("{table} {rows} {hash} {contract}\n"));
        }
        for hash in refused {
            digest.update(format!("refused {hash}\n"));
        }
        hexadecimal(&digest.finalize())
    }
}

/// The fingerprint of a file.
pub(crate) fn hash_of(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut digest = Sha256::new();
    let mut chunk = vec![0; 1 << 18];
    loop {
        match file.read(&mut chunk)? {
            0 => return Ok(hexadecimal(&digest.finalize())),
            read => digest.update(&chunk[..read]),
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The fingerprint of a contract: of all that decides which rows are taken and what of them is stored. Its title and
/// words about it are not among that.
#[must_use]
pub fn fingerprint(contracts: &Contracts, contract: &Contract) -> String {
    let mut digest = Sha256::new();
    let name = |position: usize| contract.columns[position].name.as_str();
    let names =
        |positions: &[usize]| positions.iter().map(|&position| name(position)).collect::<Vec<_>>().join(" ");
    digest.update(format!("table {}\nkey {}\n", contract.name, names(&contract.key)));
    for &(earlier, later) in &contract.order {
        digest.update(format!("order {} {}\n", name(earlier), name(later)));
    }
    for column in &contract.columns {
        let target = column.references.map(|reference| {
            let (table, column) = contracts.target(reference);
            format!("{}.{}", table.name, column.name)
        });
        digest.update(format!(
            "column {} {:?} {} {} {:?} {:?} {} {}\n",
            column.name,
            column.kind,
            column.required,
            column.visibility.token(),
            column.longest,
            column.allowed,
            target.unwrap_or_default(),
            column.past,
        ));
    }
    hexadecimal(&digest.finalize())
}

/// Months as `2023-10`.
mod month {
    use periods::Month;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    #[expect(clippy::ref_option, reason = "serde gives the field as it is")]
    pub(super) fn serialize<S: Serializer>(month: &Option<Month>, serializer: S) -> Result<S::Ok, S::Error> {
        match month {
            Some(month) => serializer.collect_str(month),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Month>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| Month::parse(&text).map_err(D::Error::custom)).transpose()
    }
}

/// Days as `2023-10-31`.
mod day {
    use jiff::civil::Date;
    use serde::de::Error as _;
    use serde::{Deserialize as _, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(day)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
