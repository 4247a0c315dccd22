//! The schemas in `schemas/` are those of the types that read the files, and the example keeps to them.

use std::path::Path;
use std::{env, fs};

use framework::{Folder, schemas};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// With `UPDATE_SCHEMAS=1` they are written instead.
#[test]
fn the_committed_schemas_are_current() {
    let folder = root().join("schemas");
    for schema in schemas().all() {
        let path = folder.join(schema.file_name);
        if env::var_os("UPDATE_SCHEMAS").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, schema.to_json()).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == schema.to_json(),
            "{} is not current: run with UPDATE_SCHEMAS=1",
            path.display()
        );
    }
}

#[test]
fn every_schema_is_one() {
    for schema in schemas().all() {
        let value = serde_json::from_str(&schema.to_json()).unwrap();
        assert!(jsonschema::meta::is_valid(&value), "{}", schema.file_name);
        assert!(jsonschema::validator_for(&value).is_ok(), "{}", schema.file_name);
    }
}

#[test]
fn every_toml_file_of_the_example_validates() {
    let (folder, _) = Folder::read(&root().join("examples/kent-2021"));
    let mut held = 0;
    for schema in schemas().all() {
        let validator = jsonschema::validator_for(&serde_json::from_str(&schema.to_json()).unwrap()).unwrap();
        let below = schema.files.split_once("/*.");
        for file in &folder.files {
            let is_one = match below {
                Some((parent, ending)) => {
                    file.path.starts_with(&format!("{parent}/")) && file.path.ends_with(ending)
                }
                None => file.path == schema.files,
            };
            if is_one {
                let table: toml::Table = file.text.parse().unwrap();
                // JSON has no dates: editors see them as text.
                let value = without_dates(toml::Value::Table(table));
                let errors: Vec<String> =
                    validator.iter_errors(&value).map(|error| error.to_string()).collect();
                assert_eq!(errors, Vec::<String>::new(), "{}", file.path);
                held += 1;
            }
        }
    }
    let documents = folder.files.iter().filter(|file| file.path.ends_with(".toml")).count();
    assert_eq!(held, documents, "a TOML file has no schema");
}

fn without_dates(value: toml::Value) -> serde_json::Value {
    match value {
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(without_dates).collect(),
        toml::Value::Table(table) => table
            .into_iter()
            .map(|(key, value)| (key, without_dates(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
    }
}
