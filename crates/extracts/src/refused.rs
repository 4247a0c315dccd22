//! Rows that were refused: kept apart with the line, the rule and the reason.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use framework::{Contract, RowRule, Visibility};

use crate::fault::LoadError;
use crate::report::{Example, RuleCount};

/// How many rows of a rule a report tells of.
const EXAMPLES: usize = 5;

/// The refused rows of a table. The file is begun with the first.
pub(crate) struct Refused {
    path: PathBuf,
    /// The place in the contract and the name of each column that is stored.
    columns: Vec<(usize, String)>,
    file: Option<csv::Writer<BufWriter<File>>>,
    counts: BTreeMap<RowRule, RuleCount>,
    /// How many there are.
    pub rows: u64,
}

impl Refused {
    pub(crate) fn new(folder: &Path, contract: &Contract) -> Self {
        Self {
            path: folder.join("refused").join(format!("{}.csv", contract.name)),
            columns: contract
                .columns
                .iter()
                .enumerate()
                .filter(|(_, column)| column.visibility != Visibility::Dropped)
                .map(|(position, column)| (position, column.name.clone()))
                .collect(),
            file: None,
            counts: BTreeMap::new(),
            rows: 0,
        }
    }

    /// Keeps a row apart. `cells` gives the original value of a column of the contract.
    pub(crate) fn push(
        &mut self,
        line: u64,
        rule: RowRule,
        reason: &str,
        cells: impl Fn(usize) -> String,
    ) -> Result<(), LoadError> {
        self.rows += 1;
        let count =
            self.counts.entry(rule).or_insert_with(|| RuleCount { rule, rows: 0, examples: Vec::new() });
        count.rows += 1;
        if count.examples.len() < EXAMPLES {
            count.examples.push(Example { line, reason: reason.to_owned() });
        }
        let failed = |error: csv::Error| LoadError::Store {
            path: self.path.clone(),
            error: std::io::Error::other(error),
        };
        let file = match &mut self.file {
            Some(file) => file,
            None => {
                if let Some(folder) = self.path.parent() {
                    fs::create_dir_all(folder).map_err(LoadError::store(folder))?;
                }
                let file = File::create(&self.path).map_err(LoadError::store(&self.path))?;
                let mut writer = csv::Writer::from_writer(BufWriter::new(file));
                let names = self.columns.iter().map(|(_, name)| name.as_str());
                writer.write_record(["line", "rule", "reason"].into_iter().chain(names)).map_err(failed)?;
                self.file.insert(writer)
            }
        };
        let head = [line.to_string(), rule.token().to_owned(), reason.to_owned()];
        let cells = self.columns.iter().map(|(position, _)| cells(*position));
        file.write_record(head.into_iter().chain(cells)).map_err(failed)
    }

    /// Ends the file, which is then on the disk, and tells how many rows broke each rule.
    pub(crate) fn end(&mut self) -> Result<(), LoadError> {
        let Some(writer) = self.file.take() else { return Ok(()) };
        let store = |error: std::io::Error| LoadError::Store { path: self.path.clone(), error };
        let buffered =
            writer.into_inner().map_err(|error| store(std::io::Error::other(error.to_string())))?;
        let file = buffered.into_inner().map_err(|error| store(std::io::Error::other(error.to_string())))?;
        file.sync_all().map_err(store)
    }

    /// Rows by rule, in the order of the rules.
    pub(crate) fn counts(&self) -> Vec<RuleCount> {
        self.counts.values().cloned().collect()
    }
}
