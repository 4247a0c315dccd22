//! Loading: every table is read, held against its contract and written; then the whole becomes a snapshot at once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use figures::Number;
use framework::{Contract, Contracts};
use jiff::civil::Date;
use periods::Month;

use crate::check::{Check, Checked, Held, Plan, Setting};
use crate::fault::{Fault, FaultRule, Finding, FindingRule, LoadError};
use crate::follow;
use crate::manifest::{Manifest, TableManifest, fingerprint, hash_of};
use crate::readers::Failure;
use crate::report::{Report, TableReport, rows};
use crate::snapshot::{self, LOADING, Snapshot};
use crate::source::{Opened, Source};
use crate::values::{days_of, written_date};

/// What is said of an extract beside its tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The day on which it was taken.
    pub taken: Date,
    /// Whether its records are made up. Every page that is made from it says so.
    pub specimen: bool,
    /// The first month of whose events it has all, where that is known. No figure is made of what came before.
    pub complete_from: Option<Month>,
    /// The ids of the framework's places. Others in columns of places are reported. With none, places aren't looked at.
    pub places: BTreeSet<String>,
}

/// How far a load has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The table that is being read.
    pub table: &'a str,
    /// Its rows that were taken so far.
    pub rows: u64,
    /// Its rows that were refused so far.
    pub refused: u64,
    /// Its place among the tables, from 1.
    pub number: usize,
    /// How many tables there are.
    pub of: usize,
}

/// What a load that went through has made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The snapshot, which is now the one in use.
    pub snapshot: Snapshot,
    /// What was taken in, what was refused and why, and what looks wrong.
    pub report: Report,
}

/// How often progress is told, in rows.
const STEP: u64 = 1 << 15;

/// Loads an extract into a folder of records: all of it, or nothing. Until the very end the snapshot in use stays
/// what it was, whatever happens.
///
/// # Errors
/// The extract is at fault (nothing is stored), a contract stops the load (what was refused is kept in `stopped`),
/// another load is under way, or the folder cannot be written.
pub fn load(
    source: &Source,
    contracts: &Contracts,
    options: &Options,
    store: &Path,
    progress: &mut dyn FnMut(Progress<'_>),
) -> Result<Loaded, LoadError> {
    let mut opened = source.open(contracts).map_err(LoadError::Faults)?;
    snapshot::prepare(store)?;
    let _lock = snapshot::lock(store)?;
    snapshot::sweep(store);
    let folder =
        tempfile::Builder::new().prefix(LOADING).tempdir_in(store).map_err(LoadError::store(store))?;
    let setting =
        Setting { contracts, taken: days_of(options.taken), places: &options.places, folder: folder.path() };
    let mut load = Load::new(setting, &opened);
    load.read(&mut opened, progress)?;
    load.follow_later(&opened)?;
    let report = load.report(&opened, source, options);
    snapshot::write(&folder.path().join("report.md"), &report.to_markdown())?;
    if !report.stops.is_empty() {
        return Err(stopped(store, folder.path(), report));
    }
    let manifest = load.manifest(source, options)?;
    let snapshot = snapshot::establish(store, folder.path(), manifest)?;
    Ok(Loaded { snapshot, report })
}

/// Keeps the report and the refused rows of a load that was stopped, and nothing else of it.
fn stopped(store: &Path, folder: &Path, report: Report) -> LoadError {
    let keep = || -> Result<(), LoadError> {
        let kept = store.join("stopped");
        for entry in fs::read_dir(folder).map_err(LoadError::store(folder))?.flatten() {
            if entry.path().extension().is_some_and(|ending| ending == "parquet") {
                fs::remove_file(entry.path()).map_err(LoadError::store(folder))?;
            }
        }
        if kept.exists() {
            fs::remove_dir_all(&kept).map_err(LoadError::store(&kept))?;
        }
        fs::rename(folder, &kept).map_err(LoadError::store(&kept))
    };
    keep().err().unwrap_or_else(|| LoadError::Stopped(Box::new(report)))
}

/// A load that is under way.
struct Load<'a> {
    setting: Setting<'a>,
    /// Tables of the source by the place of their contract, in the order in which they are read.
    order: Vec<(usize, usize)>,
    /// The columns of each contract to which a table of the source refers.
    referred: BTreeMap<usize, BTreeSet<usize>>,
    held: Held,
    done: BTreeMap<usize, Checked>,
    /// The columns that refer to tables which aren't in the source, by the place of their contract.
    missing: BTreeMap<usize, Vec<String>>,
    findings: Vec<Finding>,
}

impl<'a> Load<'a> {
    fn new(setting: Setting<'a>, opened: &Opened) -> Self {
        let contracts = setting.contracts;
        let present: BTreeMap<usize, usize> =
            opened.tables.iter().enumerate().map(|(at, table)| (table.contract, at)).collect();
        let mut referred: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for &position in present.keys() {
            let contract = &contracts.all()[position];
            for (_, reference) in crate::check::references(contract) {
                if present.contains_key(&reference.table) {
                    referred.entry(reference.table).or_default().insert(reference.column);
                }
            }
        }
        let order = follow::order(contracts, present.keys().copied())
            .into_iter()
            .filter_map(|position| Some((position, *present.get(&position)?)))
            .collect();
        Self {
            setting,
            order,
            referred,
            held: Held::new(),
            done: BTreeMap::new(),
            missing: BTreeMap::new(),
            findings: Vec::new(),
        }
    }

    /// Reads every table. What is at fault in one doesn't keep the faults of the others from being told.
    fn read(&mut self, opened: &mut Opened, progress: &mut dyn FnMut(Progress<'_>)) -> Result<(), LoadError> {
        let mut faults = Vec::new();
        for (number, (position, at)) in self.order.clone().into_iter().enumerate() {
            let steps = (number + 1, self.order.len());
            match self.read_table(opened, position, at, steps, progress) {
                Ok(checked) => {
                    self.done.insert(position, checked);
                }
                Err(LoadError::Faults(more)) => faults.extend(more),
                Err(other) => return Err(other),
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(LoadError::Faults(faults)) }
    }

    fn read_table(
        &mut self,
        opened: &mut Opened,
        position: usize,
        at: usize,
        (number, of): (usize, usize),
        progress: &mut dyn FnMut(Progress<'_>),
    ) -> Result<Checked, LoadError> {
        let contract = &self.setting.contracts.all()[position];
        let name = opened.tables[at].name.clone();
        let reader = opened.reader(at)?;
        let nothing = BTreeSet::new();
        let referred = self.referred.get(&position).unwrap_or(&nothing);
        let plan = Plan::new(contract, reader.columns(), referred, &name).map_err(LoadError::Faults)?;
        if let Some(message) = reader.remark() {
            self.findings.push(Finding { rule: FindingRule::ReadAs, table: contract.name.clone(), message });
        }
        for (column, reference) in crate::check::references(contract) {
            if plan.has(column) && !self.is_present(reference.table) {
                let name = format!("{}.{}", contract.name, contract.columns[column].name);
                self.missing.entry(reference.table).or_default().push(name);
            }
        }
        let remember = crate::check::references(contract)
            .any(|(_, reference)| !self.held.contains_key(&reference) && self.is_present(reference.table));
        let mut check = Check::new(self.setting, position, &plan, &self.held, referred, remember)?;
        let mut seen = 0;
        let mut tell = |check: &Check<'_>| {
            let (rows, refused) = (check.rows(), check.refused.rows);
            progress(Progress { table: &contract.name, rows, refused, number, of });
        };
        tell(&check);
        let read = reader.read(&plan.wanted, &mut |line, row| {
            check.row(line, &row)?;
            seen += 1;
            if seen % STEP == 0 {
                tell(&check);
            }
            Ok(())
        });
        tell(&check);
        match read {
            Ok(()) => {}
            Err(Failure::Source(fault)) => return Err(fault.into()),
            Err(Failure::Sink(error)) => return Err(error),
        }
        let mut checked = check.end()?;
        for (column, keys) in std::mem::take(&mut checked.own) {
            self.held.insert(framework::Reference { table: position, column }, keys);
        }
        Ok(checked)
    }

    fn is_present(&self, table: usize) -> bool {
        self.order.iter().any(|(position, _)| *position == table)
    }

    /// Follows the references that led to tables which had not been read, and ends the files of refused rows.
    fn follow_later(&mut self, opened: &Opened) -> Result<(), LoadError> {
        let mut read = BTreeSet::new();
        let order = self.order.clone();
        for (position, _) in order {
            let contract = &self.setting.contracts.all()[position];
            let present = opened.tables.iter().any(|table| table.contract == position);
            let links = crate::check::links(self.setting.contracts, contract, |reference| {
                present && !read.contains(&reference.table) && self.held.contains_key(&reference)
            });
            read.insert(position);
            let Some(checked) = self.done.get_mut(&position) else { continue };
            if !links.is_empty() {
                follow::later(self.setting.folder, contract, &links, &self.held, checked)?;
            }
            checked.lines = Vec::new();
            checked.refused.end()?;
        }
        self.held = Held::new();
        Ok(())
    }

    fn report(&mut self, opened: &Opened, source: &Source, options: &Options) -> Report {
        let mut findings = std::mem::take(&mut self.findings);
        findings.extend(self.missing.iter().map(|(&table, columns)| Finding {
            rule: FindingRule::MissingTable,
            table: self.setting.contracts.all()[table].name.clone(),
            message: format!(
                "it isn't in the extract, so that what refers to it wasn't followed: {}",
                columns.join(", ")
            ),
        }));
        let mut stops = Vec::new();
        let mut tables = Vec::new();
        for (&position, checked) in &self.done {
            let contract = &self.setting.contracts.all()[position];
            let table = TableReport {
                table: contract.name.clone(),
                title: contract.title.clone(),
                rows: checked.rows,
                refused: checked.refused.counts(),
            };
            stops.extend(stops_of(contract, &table));
            findings.extend(findings_of(contract, checked, self.setting.taken));
            tables.push(table);
        }
        findings.extend(opened.unused.iter().map(|name| Finding {
            rule: FindingRule::Unused,
            table: name.clone(),
            message: "no contract has this name, so nothing read it".to_owned(),
        }));
        findings.sort_by(|one, other| (one.rule, &one.table).cmp(&(other.rule, &other.table)));
        Report {
            source: source.describe(),
            taken: options.taken,
            specimen: options.specimen,
            tables,
            findings,
            stops,
        }
    }

    fn manifest(&self, source: &Source, options: &Options) -> Result<Manifest, LoadError> {
        let mut tables = Vec::new();
        let mut refused = Vec::new();
        for (&position, checked) in &self.done {
            let contract = &self.setting.contracts.all()[position];
            let path = self.setting.folder.join(format!("{}.parquet", contract.name));
            tables.push(TableManifest {
                table: contract.name.clone(),
                rows: checked.rows,
                refused: checked.refused.counts().iter().map(|count| (count.rule, count.rows)).collect(),
                hash: hash_of(&path).map_err(LoadError::store(&path))?,
                contract: fingerprint(self.setting.contracts, contract),
            });
            if checked.refused.rows > 0 {
                let path = self.setting.folder.join("refused").join(format!("{}.csv", contract.name));
                refused.push(hash_of(&path).map_err(LoadError::store(&path))?);
            }
        }
        if !refused.is_empty() {
            snapshot::settle(&self.setting.folder.join("refused"))?;
        }
        let mut manifest = Manifest {
            layout: 1,
            taken: options.taken,
            specimen: options.specimen,
            complete_from: options.complete_from,
            source: source.describe(),
            hash: String::new(),
            tables,
        };
        manifest.hash = manifest.fingerprint(&refused);
        Ok(manifest)
    }
}

/// What of a table stops the load.
fn stops_of(contract: &Contract, table: &TableReport) -> Vec<Fault> {
    let mut stops = Vec::new();
    let refused = table.refused_rows();
    let number = |count: u64| Number::from(i64::try_from(count).unwrap_or(i64::MAX));
    if let Some(most) = &contract.stop.refused_percent {
        let all = number(table.rows + refused);
        if number(refused) * Number::from(100) > most.clone() * all {
            stops.push(Fault::new(
                FaultRule::Stopped,
                &contract.name,
                format!(
                    "{} of {} refused, more than the {most}% at which the contract of `{}` stops a load",
                    refused,
                    rows(table.rows + refused),
                    contract.name
                ),
                "`stopped/report.md` in the folder of records says why each was; mend the extract, or the contract where it is the contract that is wrong",
            ));
        }
    }
    for count in table.refused.iter().filter(|count| contract.stop.rules.contains(&count.rule)) {
        let first = count.examples.first().map(|example| format!(", the first in line {}", example.line));
        stops.push(Fault::new(
            FaultRule::Stopped,
            &contract.name,
            format!(
                "{} of `{}` broke the rule {}{}, at which its contract stops a load",
                rows(count.rows),
                contract.name,
                count.rule.token(),
                first.unwrap_or_default()
            ),
            "`stopped/report.md` in the folder of records names the rows; mend the extract and load again",
        ));
    }
    stops
}

/// What looks wrong with a table.
fn findings_of(contract: &Contract, checked: &Checked, taken: i32) -> Vec<Finding> {
    const SHOWN: usize = 5;
    let finding =
        |rule: FindingRule, message: String| Finding { rule, table: contract.name.clone(), message };
    let mut findings = Vec::new();
    if checked.rows == 0 && checked.refused.rows == 0 {
        findings.push(finding(FindingRule::NoRows, "it has no rows".to_owned()));
    }
    if let (Some(fresh), Some(latest)) = (contract.fresh, checked.latest) {
        let age = i64::from(taken) - i64::from(latest);
        if age > i64::from(fresh.days) {
            findings.push(finding(
                FindingRule::StaleData,
                format!(
                    "the latest {} is {}, {age} days before the extract was taken; {} are expected at most",
                    contract.columns[fresh.by].name,
                    written_date(latest),
                    fresh.days
                ),
            ));
        }
    }
    let mut by_column: BTreeMap<usize, Vec<(&str, u64)>> = BTreeMap::new();
    for ((column, place), count) in &checked.unknown_places {
        by_column.entry(*column).or_default().push((place, *count));
    }
    for (column, mut places) in by_column {
        places.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let all: u64 = places.iter().map(|(_, count)| count).sum();
        let shown: Vec<String> =
            places.iter().take(SHOWN).map(|(place, count)| format!("\"{place:.40}\" ({count})")).collect();
        let further = places.len().saturating_sub(SHOWN);
        let further = if further > 0 { format!(" and {further} more") } else { String::new() };
        findings.push(finding(
            FindingRule::UnknownPlace,
            format!(
                "{} whose {} isn't a place of the framework: {}{further}",
                rows(all),
                contract.columns[column].name,
                shown.join(", ")
            ),
        ));
    }
    findings
}
