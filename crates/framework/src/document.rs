//! TOML files: parsed with their places kept, then held against the schema, so that every mistake is found at once.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostics::{Diagnostic, Location, Rule, list, nearest};
use crate::folder::File;
use crate::schema::Schema;

/// A TOML file that could be parsed. Places in it are named by JSON pointers, such as `/SCS03/rating/floor`.
pub(crate) struct Document<'a> {
    file: usize,
    text: &'a str,
    table: Spanned<DeTable<'a>>,
    value: Value,
    /// Pointers of everything that the schema refuses.
    refused: Vec<String>,
    /// Whether there may be keys in the file that aren't in the table.
    keys_lost: bool,
}

impl<'a> Document<'a> {
    /// Parses a file and holds it against a schema; what is wrong is added to `diagnostics`.
    pub(crate) fn read(
        index: usize,
        file: &'a File,
        schema: &Schema,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let (table, errors) = DeTable::parse_recoverable(&file.text);
        let empty = file.readable && file.text.trim().is_empty();
        if empty {
            diagnostics.push(
                Diagnostic::new(Rule::EmptyFile, Location::file(index), "there is nothing in this file")
                    .hint("docs/framework.md shows what belongs into it; if nothing does, take the file out"),
            );
        }
        diagnostics.extend(syntax_faults(index, &file.text, &errors));
        let value = Value::Object(object(table.get_ref()));
        let keys_lost = empty || !file.readable || !errors.is_empty();
        let mut document =
            Self { file: index, text: &file.text, table, value, refused: Vec::new(), keys_lost };
        // What the parser could only guess at isn't held against the schema.
        if !keys_lost {
            document.hold_against(schema, diagnostics);
        }
        document
    }

    /// Whether the file may declare more than could be read of it.
    pub(crate) fn keys_lost(&self) -> bool {
        self.keys_lost
    }

    fn hold_against(&mut self, schema: &Schema, diagnostics: &mut Vec<Diagnostic>) {
        use jsonschema::error::ValidationErrorKind as Kind;
        let errors: Vec<_> = schema.errors(&self.value).collect();
        let mistyped: Vec<&str> = errors
            .iter()
            .filter(|error| matches!(error.kind(), Kind::Type { .. }))
            .map(|error| error.instance_path().as_str())
            .collect();
        // A key under a wrong name is reported with that name, and so isn't missing.
        let mut missing: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut meant: Vec<(&str, String)> = Vec::new();
        for error in &errors {
            let pointer = error.instance_path().as_str();
            match error.kind() {
                Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                    let known = schema.keys_beside(error.schema_path().as_str());
                    for key in unexpected {
                        let near = nearest(key, known.iter().map(String::as_str));
                        diagnostics.push(self.unknown_key(pointer, key, near, &known));
                        meant.extend(near.map(|near| (pointer, near.to_owned())));
                    }
                }
                Kind::Required { property } => {
                    missing.entry(pointer).or_default().extend(property.as_str());
                }
                Kind::Type { .. } => diagnostics.push(self.explain(pointer, error)),
                _ if mistyped.contains(&pointer) => {}
                _ => diagnostics.push(self.explain(pointer, error)),
            }
        }
        for (pointer, mut keys) in missing {
            keys.retain(|key| !meant.iter().any(|(at, near)| *at == pointer && near == key));
            diagnostics.extend(self.missing_keys(pointer, &keys));
        }
        self.refused = errors.iter().map(|error| error.instance_path().as_str().to_owned()).collect();
    }

    fn unknown_key(&self, pointer: &str, key: &str, near: Option<&str>, known: &[String]) -> Diagnostic {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let hint = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if !known.is_empty() && known.len() <= 16 => format!("its keys are {}", list(&known, "and")),
            None => "take it out, or look it up in docs/framework.md".to_owned(),
        };
        let location = self.key(&child(pointer, key));
        Diagnostic::new(Rule::UnknownKey, location, format!("there is no key `{key}` here")).hint(hint)
    }

    fn missing_keys(&self, pointer: &str, keys: &[&str]) -> Option<Diagnostic> {
        let location = if pointer.is_empty() { Location::file(self.file) } else { self.key(pointer) };
        let (message, hint) = match keys {
            [] => return None,
            [one] => (format!("the key `{one}` is missing"), format!("add `{one} = …`; {SHOWN}")),
            many => (format!("the keys {} are missing", list(many, "and")), format!("add them; {SHOWN}")),
        };
        Some(Diagnostic::new(Rule::MissingKey, location, message).hint(hint))
    }

    fn explain(&self, pointer: &str, error: &jsonschema::ValidationError<'_>) -> Diagnostic {
        use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
        let here = self.at(pointer);
        match error.kind() {
            Kind::Type { kind } => {
                let wanted = match kind {
                    TypeKind::Single(kind) => article(&kind.to_string()),
                    TypeKind::Multiple(kinds) => {
                        kinds.iter().map(|kind| article(&kind.to_string())).collect::<Vec<_>>().join(" or ")
                    }
                };
                let found = error.instance();
                let fault = Diagnostic::new(Rule::WrongType, here, format!("this should be {wanted}"))
                    .label(format!("this is {}", kind_of(found)));
                match (found.as_ref(), wanted.as_str()) {
                    (Value::Number(_), "text") => {
                        fault.hint(format!("write it in quotes, `\"{}\"`: it is exact", self.source(here)))
                    }
                    (_, "a list") => fault.hint("write it in square brackets: `[…]`"),
                    (Value::String(_), "`true` or `false`" | "a whole number") => {
                        fault.hint("write it without quotes")
                    }
                    _ => fault.hint(SHOWN),
                }
            }
            Kind::Enum { options } => {
                let known: Vec<&str> = options
                    .as_array()
                    .map(|all| all.iter().filter_map(Value::as_str).collect())
                    .unwrap_or_default();
                let word = error.instance().as_str().unwrap_or_default();
                unknown_word(here, word, &known)
            }
            Kind::MinItems { .. } => Diagnostic::new(Rule::WrongType, here, "this list is empty")
                .hint("name at least one; docs/framework.md says what it is for"),
            Kind::AnyOf { .. } => {
                Diagnostic::new(Rule::WrongType, here, "this should be text, or a list of texts")
                    .label(format!("this is {}", kind_of(error.instance())))
                    .hint("write it in quotes; several in square brackets: `[\"…\", \"…\"]`")
            }
            Kind::Minimum { limit } => beyond(here, "at least", limit),
            Kind::Maximum { limit } => beyond(here, "at most", limit),
            _ => Diagnostic::new(Rule::WrongType, here, error.to_string()).hint(SHOWN),
        }
    }

    /// The whole document, unless something in it was refused.
    pub(crate) fn whole<T: DeserializeOwned>(&self) -> Option<T> {
        self.part("")
    }

    /// What a pointer names, unless something in it was refused.
    pub(crate) fn part<T: DeserializeOwned>(&self, pointer: &str) -> Option<T> {
        let below = format!("{pointer}/");
        let refused = self.refused.iter().any(|refused| refused == pointer || refused.starts_with(&below));
        if refused || self.keys_lost {
            return None;
        }
        // The types that the schema was made from read whatever it lets pass.
        serde_json::from_value(self.value.pointer(pointer)?.clone()).ok()
    }

    /// The keys of the document in the order in which they stand, each with its table unless something in that was refused.
    pub(crate) fn entries<T: DeserializeOwned>(&self) -> Vec<(String, Option<T>)> {
        self.entries_below("")
    }

    /// The same for the keys below a pointer.
    pub(crate) fn entries_below<T: DeserializeOwned>(&self, pointer: &str) -> Vec<(String, Option<T>)> {
        // What was guessed after a mistake declares nothing.
        let Some(object) = self.value.pointer(pointer).and_then(Value::as_object).filter(|_| !self.keys_lost)
        else {
            return Vec::new();
        };
        let mut keys: Vec<&String> = object.keys().collect();
        keys.sort_by_key(|key| self.key(&child(pointer, key)).start);
        keys.into_iter().map(|key| (key.clone(), self.part(&child(pointer, key)))).collect()
    }

    /// The items of a list in their order, each unless something in it was refused.
    pub(crate) fn items<T: DeserializeOwned>(&self, pointer: &str) -> Vec<Option<T>> {
        let count = self.value.pointer(pointer).and_then(Value::as_array).map_or(0, Vec::len);
        (0..count).map(|position| self.part(&format!("{pointer}/{position}"))).collect()
    }

    /// Whether there is a value of a pointer.
    pub(crate) fn has(&self, pointer: &str) -> bool {
        self.value.pointer(pointer).is_some()
    }

    /// Where the value of a pointer stands; where there is none, its nearest parent.
    pub(crate) fn at(&self, pointer: &str) -> Location {
        Location::new(self.file, self.find(pointer).1)
    }

    /// Where an item of a list stands.
    pub(crate) fn item(&self, list: &str, position: usize) -> Location {
        self.at(&format!("{list}/{position}"))
    }

    /// Where the key of a pointer stands.
    pub(crate) fn key(&self, pointer: &str) -> Location {
        Location::new(self.file, self.find(pointer).0)
    }

    /// What a file says at a location.
    fn source(&self, location: Location) -> &str {
        self.text.get(location.start as usize..location.end as usize).unwrap_or_default()
    }

    /// The spans of the key and of the value of a pointer.
    fn find(&self, pointer: &str) -> (Range<usize>, Range<usize>) {
        let mut parts = pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~"));
        let Some(first) = parts.next() else { return (0..0, 0..0) };
        let Some((key, mut value)) = self.table.get_ref().get_key_value(first.as_str()) else {
            return (0..0, 0..0);
        };
        let mut spans = (key.span(), value.span());
        for part in parts {
            let next = match value.get_ref() {
                DeValue::Table(table) => {
                    table.get_key_value(part.as_str()).map(|(key, value)| (key.span(), value))
                }
                DeValue::Array(array) => part
                    .parse()
                    .ok()
                    .and_then(|index: usize| array.get(index))
                    .map(|value| (value.span(), value)),
                _ => None,
            };
            let Some((key, found)) = next else { break };
            spans = (key, found.span());
            value = found;
        }
        spans
    }
}

const SHOWN: &str = "docs/framework.md shows how each key is written";

/// The mistakes of a text that is no TOML. What follows one on its line is only an echo of it, and so is everything
/// that follows text or a list that isn't closed.
fn syntax_faults(file: usize, text: &str, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
    let mut errors: Vec<(usize, &toml::de::Error)> =
        errors.iter().map(|error| (error.span().map_or(0, |span| span.start), error)).collect();
    errors.sort_by_key(|(start, _)| *start);
    let mut faults = Vec::new();
    let mut last_line = None;
    let mut table_twice: Option<usize> = None;
    for (start, error) in errors {
        let line = text.get(..start).map_or(0, |before| before.matches('\n').count());
        let duplicate = error.message().contains("duplicate key");
        // The keys of a table that stands twice stand twice too.
        let same_table = |from: usize| text.get(from..start).is_some_and(|between| !between.contains("\n["));
        if last_line.replace(line) == Some(line) || (duplicate && table_twice.is_some_and(same_table)) {
            continue;
        }
        table_twice = Some(start)
            .filter(|_| duplicate && text.get(..start).is_some_and(|before| before.ends_with('[')));
        faults.push(syntax_fault(file, text, error));
        if is_unclosed(error.message()) {
            break;
        }
    }
    faults
}

fn is_unclosed(reason: &str) -> bool {
    ["unclosed", "missing closing", "unterminated"].iter().any(|word| reason.contains(word))
}

/// Why a text is no TOML, with the way out of the mistakes that people make.
fn syntax_fault(file: usize, text: &str, error: &toml::de::Error) -> Diagnostic {
    let span = error.span().unwrap_or(0..0);
    let reason = error.message();
    let from = text.get(..span.start).map_or(0, |before| before.rfind('\n').map_or(0, |newline| newline + 1));
    let line = text.get(from..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let hint = if reason.contains("duplicate key") {
        "each key stands once in its table, and each table once in its file: rename or remove one of the two"
    } else if line.contains(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']) {
        "write straight quotation marks, `\"`: curly ones come from word processors"
    } else if is_unclosed(reason) {
        "close what was opened: quotation marks, square brackets, braces"
    } else {
        "text, dates and exact numbers stand in quotes, a key and its value are joined by `=`, and lists stand in square brackets"
    };
    Diagnostic::new(Rule::TomlSyntax, Location::new(file, span), "this is not TOML")
        .label(reason.to_owned())
        .hint(hint)
}

fn beyond(here: Location, which: &str, limit: &Value) -> Diagnostic {
    Diagnostic::new(Rule::WrongType, here, format!("this number should be {which} {limit}")).hint(SHOWN)
}

/// A word that isn't one of those allowed.
pub(crate) fn unknown_word(location: Location, word: &str, known: &[&str]) -> Diagnostic {
    let fault = Diagnostic::new(Rule::UnknownWord, location, format!("`{word}` cannot stand here"));
    let all = format!("it can be {}", list(known, "or"));
    match nearest(word, known.iter().copied()) {
        Some(near) if known.len() > 8 => fault.hint(format!("did you mean `{near}`?")),
        Some(near) => fault.hint(format!("did you mean `{near}`? {}", all.replacen("it", "It", 1))),
        None => fault.hint(all),
    }
}

/// The pointer of a key below a pointer.
pub(crate) fn child(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

fn object(table: &DeTable<'_>) -> Map<String, Value> {
    table.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref()))).collect()
}

fn json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Null, Value::from)
        }
        DeValue::Float(number) => number.as_str().parse::<f64>().map_or(Value::Null, Value::from),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Array(array) => array.iter().map(|value| json(value.get_ref())).collect(),
        DeValue::Table(table) => Value::Object(object(table)),
    }
}

fn article(kind: &str) -> String {
    match kind {
        "string" => "text",
        "array" => "a list",
        "object" => "a table",
        "boolean" => "`true` or `false`",
        "integer" => "a whole number",
        "number" => "a number",
        other => other,
    }
    .to_owned()
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "out of range",
        Value::Bool(_) => "`true` or `false`",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a table",
    }
}
