//! Contracts: what the tables of an extract must hold. Those of the folder are laid over those that are shipped.

use std::collections::BTreeMap;

use figures::Number;

use crate::diagnostics::{Diagnostic, Location, Rule, list, suggest};
use crate::document::{Document, child};
use crate::folder::Folder;
use crate::model::{ColumnType, Contract, ContractColumn, Contracts, Fresh, Reference, Stop, Visibility};
use crate::raw::{self, ColumnTypeName};
use crate::schema::schemas;

/// The contracts of a folder, laid key by key over those that are shipped: pairs of a file's name and its text.
///
/// What [`compile`](super::compile) says of the shape of `sources/*.toml` isn't said again; a contract in which
/// something is wrong is left out, and so are references to it.
#[must_use]
pub fn contracts(folder: &Folder, shipped: &[(&str, &str)]) -> (Contracts, Vec<Diagnostic>) {
    let shipped = Folder::from_texts(
        shipped.iter().map(|(name, text)| (format!("sources/{name}"), (*text).to_owned())),
    );
    let mut shape_of_shipped = Vec::new();
    let below = Documents::read(&shipped, &mut shape_of_shipped);
    let own = Documents::read(folder, &mut Vec::new());
    let mut drafts: Vec<Draft<'_, '_>> = Vec::new();
    let mut broken: Vec<String> = Vec::new();
    for (layer, documents) in [&below, &own].into_iter().enumerate() {
        for document in &documents.documents {
            for (name, source) in document.entries::<raw::Source>() {
                let Some(source) = source else {
                    broken.push(name);
                    continue;
                };
                let columns = document.entries_below(&format!("{}/columns", child("", &name)));
                let columns: Vec<_> = columns.into_iter().filter_map(|(id, raw)| Some((id, raw?))).collect();
                let draft = match drafts.iter_mut().find(|draft| draft.name == name) {
                    Some(draft) => draft,
                    None if source.is_contract() => {
                        drafts.push(Draft::new(&name));
                        let Some(draft) = drafts.last_mut() else { continue };
                        draft
                    }
                    None => continue,
                };
                draft.lay(source, columns);
                if layer == 1 {
                    draft.document = Some(document);
                }
            }
        }
    }
    let lost = own.lost || below.lost;
    let mut compiler = Compiler { diagnostics: shape_of_shipped, names: BTreeMap::new(), broken, lost };
    for (position, draft) in drafts.iter().enumerate() {
        compiler.names.insert(draft.name.clone(), position);
    }
    let compiled: Vec<Option<Contract>> =
        drafts.iter().map(|draft| compiler.contract(draft, &drafts)).collect();
    let mut diagnostics = compiler.diagnostics;
    diagnostics.sort_by_key(|diagnostic| (diagnostic.primary.0, diagnostic.rule));
    (closed(compiled), diagnostics)
}

/// The contracts that are sound, with their references to where they now stand.
fn closed(compiled: Vec<Option<Contract>>) -> Contracts {
    let mut stands = Vec::new();
    let mut count = 0;
    for contract in &compiled {
        stands.push(contract.as_ref().map(|_| count));
        count += usize::from(contract.is_some());
    }
    let mut tables: Vec<Contract> = compiled.into_iter().flatten().collect();
    for column in tables.iter_mut().flat_map(|contract| &mut contract.columns) {
        column.references = column.references.and_then(|reference| {
            let table = stands.get(reference.table).copied().flatten()?;
            Some(Reference { table, ..reference })
        });
    }
    Contracts { tables }
}

/// The files of `sources/`.
struct Documents<'a> {
    documents: Vec<Document<'a>>,
    /// Whether one of them could not be read whole.
    lost: bool,
}

impl<'a> Documents<'a> {
    fn read(folder: &'a Folder, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let documents: Vec<Document<'a>> = folder
            .below("sources", "toml")
            .map(|(index, file)| Document::read(index, file, &schemas().sources, diagnostics))
            .collect();
        let lost = documents.iter().any(Document::keys_lost);
        Self { documents, lost }
    }
}

/// A contract with all that was laid over it.
struct Draft<'d, 'a> {
    name: String,
    source: raw::Source,
    columns: Vec<(String, raw::ContractColumn)>,
    /// The folder's own file that speaks of it.
    document: Option<&'d Document<'a>>,
}

impl Draft<'_, '_> {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), source: raw::Source::default(), columns: Vec::new(), document: None }
    }

    fn lay(&mut self, over: raw::Source, columns: Vec<(String, raw::ContractColumn)>) {
        let under = std::mem::take(&mut self.source);
        self.source = raw::Source {
            title: over.title,
            about: over.about.or(under.about),
            key: over.key.or(under.key),
            file: over.file.or(under.file),
            order: over.order.or(under.order),
            fresh: over.fresh.or(under.fresh),
            retain_months: over.retain_months.or(under.retain_months),
            stop: over.stop.or(under.stop),
            columns: None,
        };
        for (name, over) in columns {
            match self.columns.iter_mut().find(|(known, _)| *known == name) {
                Some((_, under)) => *under = lay_column(std::mem::take(under), over),
                None => self.columns.push((name, over)),
            }
        }
    }

    /// Where a key of the contract stands, or else the contract; nowhere if the folder doesn't speak of it.
    fn at(&self, below: &[&str]) -> Location {
        let Some(document) = self.document else { return Location::file(usize::MAX) };
        let pointer = below.iter().fold(child("", &self.name), |pointer, key| child(&pointer, key));
        if document.has(&pointer) { document.at(&pointer) } else { document.key(&child("", &self.name)) }
    }

    /// Where the name of a column stands.
    fn column_at(&self, column: &str) -> Location {
        let Some(document) = self.document else { return Location::file(usize::MAX) };
        let pointer = child(&format!("{}/columns", child("", &self.name)), column);
        if document.has(&pointer) { document.key(&pointer) } else { self.at(&[]) }
    }
}

/// A column of another type than the shipped one has nothing of it that goes with a type.
fn lay_column(under: raw::ContractColumn, over: raw::ContractColumn) -> raw::ContractColumn {
    let same = over.kind.is_none_or(|kind| under.kind == Some(kind));
    let kept = if same { under.clone() } else { raw::ContractColumn::default() };
    raw::ContractColumn {
        kind: over.kind.or(under.kind),
        decimals: over.decimals.or(kept.decimals),
        required: over.required.or(under.required),
        visibility: over.visibility.or(under.visibility),
        longest: over.longest.or(kept.longest),
        allowed: over.allowed.or(kept.allowed),
        references: over.references.or(kept.references),
        past: over.past.or(kept.past),
        place: over.place.or(kept.place),
    }
}

struct Compiler {
    diagnostics: Vec<Diagnostic>,
    names: BTreeMap<String, usize>,
    /// Contracts in whose shape something is wrong.
    broken: Vec<String>,
    /// Whether there may be contracts that could not be read.
    lost: bool,
}

impl Compiler {
    fn report(&mut self, rule: Rule, at: Location, message: String, hint: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(rule, at, message).hint(hint));
    }

    fn contract(&mut self, draft: &Draft<'_, '_>, all: &[Draft<'_, '_>]) -> Option<Contract> {
        let before = self.diagnostics.len();
        let name = &draft.name;
        let source = &draft.source;
        let lacking: Vec<&str> = [("key", source.key.is_none()), ("columns", draft.columns.is_empty())]
            .into_iter()
            .filter_map(|(key, lacking)| lacking.then_some(key))
            .collect();
        if !lacking.is_empty() {
            self.report(
                Rule::ContractIncomplete,
                draft.at(&[]),
                format!("the contract `{name}` lacks {}", list(&lacking, "and")),
                "a contract names its key and its columns; docs/records.md shows one. A mere description of a source has only `title` and `about`",
            );
            return None;
        }
        self.name(draft.at(&[]), "a table", name);
        if let Some(file) = source.file.as_ref().filter(|file| file.contains(['/', '\\', ':'])) {
            self.report(
                Rule::BadId,
                draft.at(&["file"]),
                format!("`{file}` cannot be the name of a file"),
                "give the name alone, without folders and without the ending",
            );
        }
        let key: Vec<usize> = self.positions(draft, "key", source.key.as_deref().unwrap_or_default());
        let mut columns = Vec::new();
        for (position, (id, raw)) in draft.columns.iter().enumerate() {
            let column = self.column(draft, id, raw, all)?;
            columns.push(ContractColumn { required: column.required || key.contains(&position), ..column });
        }
        let mut order = Vec::new();
        for (number, pair) in source.order.iter().flatten().enumerate() {
            match self.positions(draft, "order", pair).as_slice() {
                [earlier, later] => {
                    self.dates(draft, "order", &columns, &[*earlier, *later]);
                    order.push((*earlier, *later));
                }
                _ if pair.len() == 2 => {}
                _ => self.report(
                    Rule::ContractColumn,
                    draft.at(&["order", &number.to_string()]),
                    format!("`order` of `{name}` takes pairs of columns"),
                    "write pairs: `order = [[\"the earlier date\", \"the later date\"]]`",
                ),
            }
        }
        let fresh = source.fresh.as_ref().and_then(|fresh| {
            let by = *self.positions(draft, "fresh", std::slice::from_ref(&fresh.by)).first()?;
            self.dates(draft, "fresh", &columns, &[by]);
            Some(Fresh { by, days: fresh.days })
        });
        let stop = self.stop(draft);
        if self.diagnostics.len() > before {
            return None;
        }
        Some(Contract {
            name: name.clone(),
            title: source.title.clone(),
            about: source.about.clone(),
            key,
            file: source.file.clone().unwrap_or_else(|| name.clone()),
            order,
            fresh,
            retain_months: source.retain_months,
            stop,
            columns,
        })
    }

    fn stop(&mut self, draft: &Draft<'_, '_>) -> Stop {
        let Some(stop) = &draft.source.stop else { return Stop::default() };
        let percent = stop.refused_percent.as_ref().and_then(|written| {
            let number = Number::parse(written).ok();
            if number.is_none() {
                self.report(
                    Rule::BadNumber,
                    draft.at(&["stop", "refused_percent"]),
                    format!("`{written}` is not a number"),
                    "write a percentage without the sign: `\"5\"`",
                );
            }
            number
        });
        Stop { refused_percent: percent, rules: stop.rules.clone() }
    }

    /// Names of tables and columns stand in queries without quotes.
    fn name(&mut self, at: Location, what: &str, name: &str) {
        let sound = name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if !sound {
            self.report(
                Rule::BadId,
                at,
                format!("`{name}` cannot be the name of {what}"),
                "names of tables and columns have lower-case letters, digits and underscores, and begin with a letter: queries use them as they are",
            );
        }
    }

    fn positions(&mut self, draft: &Draft<'_, '_>, key: &str, names: &[String]) -> Vec<usize> {
        let known = || draft.columns.iter().map(|(id, _)| id.as_str());
        let mut positions = Vec::new();
        for name in names {
            match known().position(|id| id == name) {
                Some(position) => positions.push(position),
                None => self.report(
                    Rule::ContractColumn,
                    draft.at(&[key]),
                    format!("`{}` has no column `{name}`", draft.name),
                    suggest(name, known()).unwrap_or_else(|| "name one of its columns".to_owned()),
                ),
            }
        }
        positions
    }

    fn dates(&mut self, draft: &Draft<'_, '_>, key: &str, columns: &[ContractColumn], positions: &[usize]) {
        for column in positions.iter().filter_map(|&position| columns.get(position)) {
            if column.kind != ColumnType::Date {
                self.report(
                    Rule::ContractType,
                    draft.at(&[key]),
                    format!("`{}` is {}, and `{key}` takes dates", column.name, article(column.kind.token())),
                    "name a column of the type `date`",
                );
            }
        }
    }

    fn column(
        &mut self,
        draft: &Draft<'_, '_>,
        id: &str,
        raw: &raw::ContractColumn,
        all: &[Draft<'_, '_>],
    ) -> Option<ContractColumn> {
        let at = draft.column_at(id);
        self.name(at, "a column", id);
        let lacking: Vec<&str> = [("type", raw.kind.is_none()), ("visibility", raw.visibility.is_none())]
            .into_iter()
            .filter_map(|(key, lacking)| lacking.then_some(key))
            .collect();
        if !lacking.is_empty() {
            self.report(
                Rule::ContractIncomplete,
                at,
                format!("the column `{id}` of `{}` lacks {}", draft.name, list(&lacking, "and")),
                "say what its values are (`type`) and where they may be seen (`visibility`: `dropped`, `measured` or `listed`)",
            );
        }
        let (Some(kind), Some(visibility)) = (raw.kind, raw.visibility) else { return None };
        let for_types = [
            ("decimals", raw.decimals.is_some(), ColumnTypeName::Decimal),
            ("longest", raw.longest.is_some(), ColumnTypeName::Text),
            ("allowed", raw.allowed.is_some(), ColumnTypeName::Text),
            ("past", raw.past.is_some(), ColumnTypeName::Date),
            ("place", raw.place.is_some(), ColumnTypeName::Text),
        ];
        for (key, said, takes) in for_types {
            if said && takes != kind {
                let takes = column_type(takes, 0).token();
                self.report(
                    Rule::ContractType,
                    draft.at(&["columns", id, key]),
                    format!(
                        "`{key}` goes with the type `{takes}`, and `{id}` is {}",
                        article(column_type(kind, 0).token())
                    ),
                    format!("take `{key}` out, or write `type = \"{takes}\"`"),
                );
            }
        }
        if kind == ColumnTypeName::Decimal && raw.decimals.is_none() {
            self.report(
                Rule::ContractType,
                at,
                format!("`{id}` is a decimal and doesn't say how many decimals it has"),
                "add `decimals = 2`, or however many digits stand after the point",
            );
        }
        if visibility == Visibility::Dropped && raw.place == Some(true) {
            self.report(
                Rule::ContractType,
                draft.at(&["columns", id, "place"]),
                format!("`{id}` is dropped and cannot say where a record belongs"),
                "write `visibility = \"measured\"`, or take `place` out",
            );
        }
        let references = raw.references.as_ref().and_then(|to| self.reference(draft, id, kind, to, all));
        Some(ContractColumn {
            name: id.to_owned(),
            kind: column_type(kind, raw.decimals.unwrap_or_default()),
            required: raw.required.unwrap_or_default(),
            visibility,
            longest: raw.longest,
            allowed: raw.allowed.clone().unwrap_or_default(),
            references,
            past: raw.past.unwrap_or_default(),
            place: raw.place.unwrap_or_default(),
        })
    }

    fn reference(
        &mut self,
        draft: &Draft<'_, '_>,
        id: &str,
        kind: ColumnTypeName,
        to: &str,
        all: &[Draft<'_, '_>],
    ) -> Option<Reference> {
        let at = draft.at(&["columns", id, "references"]);
        let Some((table, column)) = to.split_once('.') else {
            self.report(
                Rule::ContractColumn,
                at,
                format!("`{to}` is not a column of a table"),
                "write the table, a point and the column: `ssd_person.pers_person_id`",
            );
            return None;
        };
        let Some(&position) = self.names.get(table) else {
            if !self.lost && !self.broken.iter().any(|broken| broken == table) {
                let hint = suggest(table, self.names.keys().map(String::as_str))
                    .unwrap_or_else(|| "contracts are declared in sources/*.toml".to_owned());
                self.report(Rule::ContractColumn, at, format!("there is no contract `{table}`"), hint);
            }
            return None;
        };
        let target = &all.get(position)?.columns;
        let Some(found) = target.iter().position(|(name, _)| name == column) else {
            let hint = suggest(column, target.iter().map(|(name, _)| name.as_str()))
                .unwrap_or_else(|| "name one of its columns".to_owned());
            self.report(Rule::ContractColumn, at, format!("`{table}` has no column `{column}`"), hint);
            return None;
        };
        if target[found].1.kind.is_some_and(|other| other != kind) {
            self.report(
                Rule::ContractType,
                at,
                format!("`{id}` refers to `{to}`, which is of another type"),
                "give both the same type: a key such as 0012 is text",
            );
        }
        Some(Reference { table: position, column: found })
    }
}

fn column_type(name: ColumnTypeName, decimals: u8) -> ColumnType {
    match name {
        ColumnTypeName::Text => ColumnType::Text,
        ColumnTypeName::WholeNumber => ColumnType::WholeNumber,
        ColumnTypeName::Decimal => ColumnType::Decimal { decimals },
        ColumnTypeName::Date => ColumnType::Date,
        ColumnTypeName::YesOrNo => ColumnType::YesOrNo,
    }
}

fn article(kind: &str) -> String {
    match kind {
        "text" | "yes or no" => kind.to_owned(),
        other => format!("a {other}"),
    }
}
