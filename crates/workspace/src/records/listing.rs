//! Which of the records behind a figure may be listed, and what of them.

use std::collections::{BTreeMap, BTreeSet};

use framework::{ColumnType, Contract, ContractColumn, Visibility};
use measures::{ExplainedFacts, Explanation, MeasureError, Record};

use super::Asked;

/// The table of the people whom no list shows.
const RESTRICTED: (&str, &str) = ("restricted_people", "person_id");

/// What may be listed of the records behind a figure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The columns that the contracts of the records' tables list.
    pub columns: Vec<ListedColumn>,
    /// The records that may be listed.
    pub records: Vec<ListedRecord>,
    /// How many others count, and are about people whom no list shows.
    pub restricted: usize,
}

/// A column that a contract lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedColumn {
    /// Its table.
    pub table: String,
    /// Its name.
    pub name: String,
    /// What its values are.
    pub kind: ColumnType,
}

/// A record that may be listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedRecord {
    /// How it counts.
    pub record: Record,
    /// A text for each of the columns; days as `2023-10-31`.
    pub cells: Vec<String>,
}

/// What the table of some facts' records says of them.
#[derive(Debug, Default)]
struct Rows<'a> {
    /// The columns that it lists.
    columns: Vec<(&'a str, &'a ContractColumn)>,
    /// By the id of a record, a text for each of these columns.
    cells: BTreeMap<String, Vec<String>>,
    /// The ids of records whose row names somebody whom no list shows.
    restricted: BTreeSet<String>,
}

impl Asked<'_> {
    /// Leaves out the records that are about people whom no list shows, and every column that no contract lists. The
    /// columns of a record are those of the row that its id is the key of; where an id is worked out, nobody has said
    /// that it may be seen, and the record has none. Must not be waited for within an asynchronous runtime.
    ///
    /// # Errors
    ///
    /// If the records cannot be read.
    pub fn listing(&self, explanation: &Explanation) -> Result<Listing, MeasureError> {
        let people = match self.snapshot.table(RESTRICTED.0) {
            Some(path) => measures::column(&path, RESTRICTED.1)?,
            None => BTreeSet::new(),
        };
        let mut all = Vec::new();
        for (position, facts) in explanation.facts.iter().enumerate() {
            let records = explanation.records.iter().filter(|record| record.facts == position);
            all.push(self.rows(facts, &records.map(|record| record.record.as_str()).collect(), &people)?);
        }
        let mut listing = Listing::default();
        for (table, column) in all.iter().flat_map(|rows| &rows.columns) {
            let (table, name, kind) = ((*table).to_owned(), column.name.clone(), column.kind);
            listing.columns.push(ListedColumn { table, name, kind });
        }
        for record in &explanation.records {
            let is_restricted = record.person.as_ref().is_some_and(|person| people.contains(person));
            if is_restricted || all[record.facts].restricted.contains(&record.record) {
                listing.restricted += 1;
                continue;
            }
            let cells = all.iter().enumerate().flat_map(|(position, rows)| {
                let known = rows.cells.get(&record.record).filter(|_| position == record.facts);
                known.cloned().unwrap_or_else(|| vec![String::new(); rows.columns.len()])
            });
            listing.records.push(ListedRecord { record: record.clone(), cells: cells.collect() });
        }
        Ok(listing)
    }

    fn rows(
        &self,
        facts: &ExplainedFacts,
        wanted: &BTreeSet<&str>,
        people: &BTreeSet<String>,
    ) -> Result<Rows<'_>, MeasureError> {
        let mut ids = facts.ids.iter();
        let (Some(id), None) = (ids.next(), ids.next()) else { return Ok(Rows::default()) };
        let (Some(contract), Some(path)) = (self.contracts.get(&id.table), self.snapshot.table(&id.table))
        else {
            return Ok(Rows::default());
        };
        if !is_key(contract, &id.column) {
            return Ok(Rows::default());
        }
        let kept: Vec<&ContractColumn> = contract.kept().collect();
        let names: Vec<&str> = kept.iter().map(|column| column.name.as_str()).collect();
        let mut rows = Rows {
            columns: kept
                .iter()
                .filter(|column| column.visibility == Visibility::Listed)
                .map(|column| (contract.name.as_str(), *column))
                .collect(),
            ..Rows::default()
        };
        for (record, texts) in measures::rows(&path, &id.column, &names, wanted)? {
            // Whoever is named in a row, by whatever column, is not listed with it.
            if texts.iter().any(|text| people.contains(text)) {
                rows.restricted.insert(record);
                continue;
            }
            let listed = kept.iter().zip(texts).filter(|(column, _)| column.visibility == Visibility::Listed);
            rows.cells.insert(record, listed.map(|(column, text)| written(column.kind, text)).collect());
        }
        Ok(rows)
    }
}

/// Whether a column is the whole key of its table, so that a value stands in one row.
fn is_key(contract: &Contract, column: &str) -> bool {
    contract.position(column).is_some_and(|position| contract.key == [position])
}

/// A value as it is listed.
fn written(kind: ColumnType, text: String) -> String {
    match (kind, text.as_str()) {
        (ColumnType::YesOrNo, "true") => "yes".to_owned(),
        (ColumnType::YesOrNo, "false") => "no".to_owned(),
        _ => text,
    }
}
