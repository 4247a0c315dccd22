//! The rows of one table held against its contract, one after the other.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use framework::{ColumnType, Contract, Contracts, Reference, RowRule, Visibility};

use crate::fault::{Fault, FaultRule, LoadError};
use crate::keys::{Keys, Lines, key};
use crate::readers::Row;
use crate::refused::Refused;
use crate::store::Table;
use crate::values::{Value, value, written, written_date};

/// What the tables read so far hold: the values of the columns to which others refer.
pub(crate) type Held = BTreeMap<Reference, Keys>;

/// A column of the contract, and where it stands in a row.
#[derive(Debug, Clone, Copy)]
struct Slot {
    /// Its place among the wanted columns of a row; nothing if the file hasn't got it.
    cell: Option<usize>,
    /// Whether its values are looked at at all.
    read: bool,
}

/// How a table's columns are found in its file.
#[derive(Debug)]
pub(crate) struct Plan {
    slots: Vec<Slot>,
    /// The places in the file of the columns that are read.
    pub wanted: Vec<usize>,
}

impl Plan {
    /// Finds the columns of a contract among those of a file, or says all that is wrong with them.
    pub(crate) fn new(
        contract: &Contract,
        columns: &[String],
        referred: &BTreeSet<usize>,
        name: &str,
    ) -> Result<Self, Vec<Fault>> {
        const MOST: usize = 8;
        let mut faults = Vec::new();
        let shown = |column: &str| column.chars().take(40).collect::<String>();
        let unknown: Vec<&String> =
            columns.iter().filter(|column| contract.position(column).is_none()).collect();
        for column in unknown.iter().take(MOST) {
            let message = if column.is_empty() {
                "a column has no name".to_owned()
            } else {
                format!("the contract `{}` has no column `{}`", contract.name, shown(column))
            };
            faults.push(Fault::new(
                FaultRule::UnknownColumn,
                name,
                message,
                "leave it out of the extract, or add it to the contract with its visibility: what nobody has said a word about isn't stored",
            ));
        }
        if unknown.len() > MOST {
            faults.push(Fault::new(
                FaultRule::UnknownColumn,
                name,
                format!(
                    "{} further columns aren't in the contract `{}`",
                    unknown.len() - MOST,
                    contract.name
                ),
                "is this the file of that table?",
            ));
        }
        let mut slots = Vec::new();
        let mut wanted = Vec::new();
        for (position, column) in contract.columns.iter().enumerate() {
            let kept = column.visibility != Visibility::Dropped;
            let read = kept
                || contract.key.contains(&position)
                || contract.order.iter().any(|(earlier, later)| *earlier == position || *later == position)
                || contract.fresh.is_some_and(|fresh| fresh.by == position)
                || referred.contains(&position);
            let mut found = columns.iter().enumerate().filter(|(_, name)| **name == column.name);
            let at = found.next().map(|(at, _)| at);
            if found.next().is_some() {
                faults.push(Fault::new(
                    FaultRule::DuplicateColumn,
                    name,
                    format!("the column `{}` stands twice", column.name),
                    "take one of the two out",
                ));
            }
            if at.is_none() && read && column.required {
                faults.push(Fault::new(
                    FaultRule::MissingColumn,
                    name,
                    format!("the column `{}` is missing", column.name),
                    "add it to the extract; names of columns are written as in the contract",
                ));
            }
            let cell = at.filter(|_| read).map(|at| {
                wanted.push(at);
                wanted.len() - 1
            });
            slots.push(Slot { cell, read });
        }
        if faults.is_empty() { Ok(Self { slots, wanted }) } else { Err(faults) }
    }
}

impl Plan {
    /// Whether the file has a column of the contract that is read.
    pub(crate) fn has(&self, column: usize) -> bool {
        self.slots[column].cell.is_some()
    }
}

/// A reference of a column, and what is known of the table that it leads to.
pub(crate) struct Link {
    column: usize,
    reference: Reference,
    /// What it is called in messages.
    target: String,
}

/// A table that is being read.
pub(crate) struct Check<'a> {
    contract: &'a Contract,
    plan: &'a Plan,
    taken: i32,
    places: &'a BTreeSet<String>,
    held: &'a Held,
    links: Vec<Link>,
    own: BTreeMap<usize, Keys>,
    keys: Lines,
    /// Whether the lines of rows are remembered, for references that can only be followed later.
    remember: bool,
    table: Table,
    broken: Vec<(RowRule, String)>,
    pub(crate) refused: Refused,
    pub(crate) lines: Vec<u64>,
    pub(crate) latest: Option<i32>,
    /// Values that should be places and aren't, by column and value.
    pub(crate) unknown_places: BTreeMap<(usize, String), u64>,
}

/// What stays the same for all tables of a load.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub contracts: &'a Contracts,
    pub taken: i32,
    pub places: &'a BTreeSet<String>,
    pub folder: &'a Path,
}

/// No more different wrong places than these are told apart.
const MOST_PLACES: usize = 1000;

impl<'a> Check<'a> {
    pub(crate) fn new(
        setting: Setting<'a>,
        position: usize,
        plan: &'a Plan,
        held: &'a Held,
        referred: &BTreeSet<usize>,
        remember: bool,
    ) -> Result<Self, LoadError> {
        let contract = &setting.contracts.all()[position];
        let links = links(setting.contracts, contract, |reference| held.contains_key(&reference));
        Ok(Self {
            contract,
            plan,
            taken: setting.taken,
            places: setting.places,
            held,
            links,
            own: referred.iter().map(|&column| (column, Keys::default())).collect(),
            keys: Lines::default(),
            remember,
            table: Table::create(&setting.folder.join(format!("{}.parquet", contract.name)), contract)?,
            broken: Vec::new(),
            refused: Refused::new(setting.folder, contract),
            lines: Vec::new(),
            latest: None,
            unknown_places: BTreeMap::new(),
        })
    }

    /// How many rows are accepted so far.
    pub(crate) fn rows(&self) -> u64 {
        self.table.rows
    }

    /// Takes a row, or keeps it apart with the reason.
    pub(crate) fn row(&mut self, line: u64, row: &Row<'_>) -> Result<(), LoadError> {
        if let Row::Broken(rule, reason) = row {
            // Its cells cannot be told apart, so none of them is stored.
            return self.refused.push(line, *rule, reason, |_| String::new());
        }
        self.broken.clear();
        let mut values: Vec<Value<'_>> = Vec::with_capacity(self.contract.columns.len());
        for (position, slot) in self.plan.slots.iter().enumerate() {
            let value = match slot.cell {
                Some(cell) => self.value(position, row, cell),
                None => Value::Null,
            };
            let column = &self.contract.columns[position];
            if value == Value::Null && column.required && slot.read && self.no_complaint_of(position) {
                self.broken.push((RowRule::MissingValue, format!("{} is empty", column.name)));
            }
            values.push(value);
        }
        self.orders(&values);
        let key = key(self.contract.key.iter().map(|&column| &values[column]));
        if let Some(earlier) = key.and_then(|key| self.keys.get(&key)) {
            let names: Vec<&str> =
                self.contract.key.iter().map(|&column| self.contract.columns[column].name.as_str()).collect();
            self.broken
                .push((RowRule::DuplicateKey, format!("{} is that of line {earlier}", names.join(", "))));
        }
        self.follow(&values);
        if let Some((rule, _)) = self.broken.first() {
            let rule = *rule;
            let reasons: Vec<&str> = self.broken.iter().map(|(_, reason)| reason.as_str()).collect();
            let cells = |position: usize| {
                self.plan.slots[position].cell.map_or_else(String::new, |cell| written(&row.cell(cell)))
            };
            return self.refused.push(line, rule, &reasons.join("; "), cells);
        }
        if let Some(key) = key {
            self.keys.insert(key, line);
        }
        self.note(&values);
        if self.remember {
            self.lines.push(line);
        }
        self.table.push(&values)
    }

    fn no_complaint_of(&self, position: usize) -> bool {
        let name = &self.contract.columns[position].name;
        !self
            .broken
            .iter()
            .any(|(_, reason)| reason.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(':')))
    }

    /// The value of a cell; what is wrong with it is noted.
    fn value<'row>(&mut self, position: usize, row: &'row Row<'_>, cell: usize) -> Value<'row> {
        let column = &self.contract.columns[position];
        let broken = &mut self.broken;
        let mut complain = |rule: RowRule, shown: &str, why: &str| {
            let shown: String = shown.chars().take(40).collect();
            broken.push((rule, format!("{}: \"{shown}\" {why}", column.name)));
        };
        let value = match value(row.cell(cell), column.kind) {
            Ok(value) => value,
            Err(why) => {
                complain(RowRule::WrongType, &written(&row.cell(cell)), why);
                return Value::Null;
            }
        };
        match &value {
            Value::Text(text) => {
                if !column.allowed.is_empty() && !column.allowed.iter().any(|allowed| allowed == text) {
                    complain(RowRule::ValueNotAllowed, text, "isn't one of the values that it may have");
                }
                if let Some(longest) = column.longest.filter(|&longest| is_longer(text, longest)) {
                    complain(RowRule::TooLong, text, &format!("… has more than {longest} characters"));
                }
            }
            Value::Date(days) if column.past && *days > self.taken => {
                complain(RowRule::DateInFuture, &written_date(*days), "is after the day of the extract");
            }
            _ => {}
        }
        value
    }

    fn orders(&mut self, values: &[Value<'_>]) {
        for &(earlier, later) in &self.contract.order {
            if let (Value::Date(first), Value::Date(second)) = (&values[earlier], &values[later])
                && first > second
            {
                let name = |position: usize| self.contract.columns[position].name.as_str();
                self.broken.push((
                    RowRule::DatesOutOfOrder,
                    format!(
                        "{} ({}) is after {} ({})",
                        name(earlier),
                        written_date(*first),
                        name(later),
                        written_date(*second)
                    ),
                ));
            }
        }
    }

    fn follow(&mut self, values: &[Value<'_>]) {
        for link in &self.links {
            let Some(key) = key([&values[link.column]]) else { continue };
            if self.held.get(&link.reference).is_some_and(|keys| !keys.contains(&key)) {
                let column = &self.contract.columns[link.column].name;
                self.broken.push((RowRule::UnknownReference, link.complaint(column)));
            }
        }
    }

    /// What later rows, other tables and findings want to know of an accepted row.
    fn note(&mut self, values: &[Value<'_>]) {
        for (&column, keys) in &mut self.own {
            keys.extend(key([&values[column]]));
        }
        if let Some(fresh) = self.contract.fresh
            && let Value::Date(days) = values[fresh.by]
        {
            self.latest = self.latest.max(Some(days));
        }
        if self.places.is_empty() {
            return;
        }
        for (position, column) in self.contract.columns.iter().enumerate().filter(|(_, column)| column.place)
        {
            let Value::Text(place) = &values[position] else { continue };
            if column.kind == ColumnType::Text && !self.places.contains(place.as_ref()) {
                let known = (position, place.to_string());
                if self.unknown_places.len() < MOST_PLACES || self.unknown_places.contains_key(&known) {
                    *self.unknown_places.entry(known).or_default() += 1;
                }
            }
        }
    }

    /// Ends the table: its file is on the disk, and what it holds is known.
    pub(crate) fn end(self) -> Result<Checked, LoadError> {
        let Self { table, refused, own, lines, latest, unknown_places, .. } = self;
        let rows = table.rows;
        table.close()?;
        Ok(Checked { rows, refused, own, lines, latest, unknown_places })
    }
}

/// What is left of a table that was read.
pub(crate) struct Checked {
    pub rows: u64,
    pub refused: Refused,
    pub own: BTreeMap<usize, Keys>,
    pub lines: Vec<u64>,
    pub latest: Option<i32>,
    pub unknown_places: BTreeMap<(usize, String), u64>,
}

/// The references of a table that can be followed.
pub(crate) fn links(
    contracts: &Contracts,
    contract: &Contract,
    can_follow: impl Fn(Reference) -> bool,
) -> Vec<Link> {
    let link = |(column, reference): (usize, Reference)| {
        let (table, target) = contracts.target(reference);
        Link { column, reference, target: format!("{}.{}", table.name, target.name) }
    };
    references(contract).filter(|(_, reference)| can_follow(*reference)).map(link).collect()
}

/// The references of columns that are kept.
pub(crate) fn references(contract: &Contract) -> impl Iterator<Item = (usize, Reference)> {
    contract
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.visibility != Visibility::Dropped)
        .filter_map(|(position, column)| Some((position, column.references?)))
}

impl Link {
    /// The column that refers.
    pub(crate) fn column(&self) -> usize {
        self.column
    }

    /// What it refers to.
    pub(crate) fn reference(&self) -> Reference {
        self.reference
    }

    pub(crate) fn complaint(&self, column: &str) -> String {
        format!("{column} isn't in {}", self.target)
    }
}

fn is_longer(text: &str, longest: u32) -> bool {
    let longest = usize::try_from(longest).unwrap_or(usize::MAX);
    text.len() > longest && text.chars().count() > longest
}
