//! JSON: it keeps to its schema, and the schema is the one that is committed.

use std::path::{Path, PathBuf};
use std::{env, fs};

use publish::{edition_schema, json, json_path};
use serde_json::Value;

use crate::{EXAMPLES, data_of, states};

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/edition.json")
}

/// With `UPDATE_SCHEMAS=1` it is written instead.
#[test]
fn the_committed_schema_is_current() {
    if env::var_os("UPDATE_SCHEMAS").is_some() {
        fs::write(committed(), edition_schema()).unwrap();
    }
    let text = fs::read_to_string(committed()).unwrap_or_default();
    assert!(text == edition_schema(), "schemas/edition.json is not current: run `cargo xtask generate`");
}

#[test]
fn the_schema_is_one_and_describes_every_field() {
    let schema: Value = serde_json::from_str(&edition_schema()).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let definitions = schema["$defs"].as_object().unwrap();
    for shape in definitions.values().chain([&schema]) {
        for (field, about) in shape["properties"].as_object().into_iter().flatten() {
            let is_described = about.get("description").is_some() || about.get("$ref").is_some();
            assert!(is_described, "{field} has no description");
        }
    }
}

#[test]
fn every_example_keeps_to_the_schema() {
    let schema: Value = serde_json::from_str(&edition_schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for example in EXAMPLES.iter() {
        let file = json(&example.data).unwrap().file;
        let value: Value = serde_json::from_slice(&file.content).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new(), "{}", file.path);
        assert_eq!(value["schema"], "bellwether/edition/1");
        assert_eq!(file.path, json_path(&example.data.scorecard, &example.data.audience));
        assert_eq!(value["audience"], "internal");
        let says_so = |said: &Value| said["heading"] == "Internal copy";
        assert!(value["statements"].as_array().unwrap().iter().any(says_so));
    }
}

#[test]
fn what_the_schema_does_not_allow_is_found() {
    let schema: Value = serde_json::from_str(&edition_schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let file = json(&data_of(&states())).unwrap().file;
    let mut value: Value = serde_json::from_slice(&file.content).unwrap();
    let reading = &mut value["figures"][0]["reading"];
    *reading = Value::from(12.5);
    assert!(!validator.is_valid(&value));
}

#[test]
fn a_figure_of_the_states_as_json() {
    let data = data_of(&states());
    let rated = data.figures.iter().find(|figure| figure.rating.is_some()).unwrap();
    insta::assert_snapshot!("rated_figure", serde_json::to_string_pretty(rated).unwrap());
}
