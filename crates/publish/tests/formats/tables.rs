//! Open data as a reader of CSV finds them; the tests of `documents` use this too.

use std::collections::BTreeMap;

use publish::SiteFile;

/// The columns of time and geography that the standard names.
pub(crate) const STANDARD_COLUMNS: [&str; 14] = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
    "lad_code",
    "lad_name",
    "ward_code",
    "ward_name",
];

/// A CSV file as its header and its rows, each cell under its column's name.
pub(crate) struct Csv {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<BTreeMap<String, String>>,
}

pub(crate) fn read(file: &SiteFile) -> Csv {
    let text = std::str::from_utf8(&file.content).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let rows = reader.records().map(|record| {
        let record = record.expect("as many cells as columns");
        columns.iter().cloned().zip(record.iter().map(str::to_owned)).collect()
    });
    Csv { rows: rows.collect(), columns }
}

/// A table of the standard with its metadata.
pub(crate) struct Table {
    pub(crate) path: String,
    pub(crate) data: Csv,
    pub(crate) metadata: Csv,
}

impl Table {
    /// The metadata of a column.
    pub(crate) fn about(&self, column: &str) -> Option<&BTreeMap<String, String>> {
        self.metadata.rows.iter().find(|row| row["col_name"] == column)
    }

    /// The columns that hold measurements.
    pub(crate) fn indicators(&self) -> impl Iterator<Item = &str> {
        let is_one = |row: &&BTreeMap<String, String>| row["col_type"] == "Indicator";
        self.metadata.rows.iter().filter(is_one).map(|row| row["col_name"].as_str())
    }

    /// The columns that are neither time, nor geography, nor measurements.
    pub(crate) fn filters(&self) -> impl Iterator<Item = &str> {
        let is_one =
            |column: &&str| !STANDARD_COLUMNS.contains(column) && self.indicators().all(|one| one != *column);
        self.data.columns.iter().map(String::as_str).filter(is_one)
    }
}

pub(crate) fn tables(files: &[SiteFile]) -> Vec<Table> {
    let metadata = files.iter().filter_map(|file| Some((file.path.strip_suffix(".meta.csv")?, file)));
    let tables = metadata.map(|(name, metadata)| {
        let path = format!("{name}.csv");
        let data = files.iter().find(|file| file.path == path).expect("a table beside its metadata");
        Table { data: read(data), metadata: read(metadata), path }
    });
    tables.collect()
}
