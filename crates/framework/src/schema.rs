//! JSON Schemas of the TOML files, made from the same types that read them, for editors and for the compiler itself.

use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema as Generated};
use serde_json::Value;

use crate::raw;

/// The schema of one kind of TOML file.
pub struct Schema {
    /// The name of its file in `schemas/`.
    pub file_name: &'static str,
    /// Which files of a framework folder it is for.
    pub files: &'static str,
    value: Value,
    validator: Option<jsonschema::Validator>,
}

impl Schema {
    fn of<T: JsonSchema>(file_name: &'static str, files: &'static str) -> Self {
        let settings = SchemaSettings::draft2020_12().with_transform(Plain);
        let value = Value::from(settings.into_generator().into_root_schema_for::<T>());
        let validator = jsonschema::validator_for(&value).ok();
        Self { file_name, files, value, validator }
    }

    /// The schema as JSON, as it is written to `schemas/`.
    #[must_use]
    pub fn to_json(&self) -> String {
        format!("{:#}\n", self.value)
    }

    pub(crate) fn errors<'a>(
        &'a self,
        value: &'a Value,
    ) -> impl Iterator<Item = jsonschema::ValidationError<'a>> {
        self.validator.iter().flat_map(move |validator| validator.iter_errors(value))
    }

    /// The keys that stand beside a keyword of the schema, for "did you mean".
    pub(crate) fn keys_beside(&self, keyword: &str) -> Vec<String> {
        let parent = keyword.rsplit_once('/').map_or("", |(parent, _)| parent);
        self.value
            .pointer(parent)
            .and_then(|schema| schema.get("properties"))
            .and_then(Value::as_object)
            .map(|properties| properties.keys().cloned().collect())
            .unwrap_or_default()
    }
}

/// All schemas.
#[must_use]
pub fn schemas() -> &'static Schemas {
    static SCHEMAS: LazyLock<Schemas> = LazyLock::new(|| Schemas {
        framework: Schema::of::<raw::FrameworkFile>("framework.json", "framework.toml"),
        breakdowns: Schema::of::<raw::BreakdownsFile>("breakdowns.json", "breakdowns.toml"),
        indicators: Schema::of::<raw::IndicatorsFile>("indicators.json", "indicators/*.toml"),
        comparators: Schema::of::<raw::ComparatorsFile>("comparators.json", "comparators.toml"),
        scorecard: Schema::of::<raw::ScorecardFile>("scorecard.json", "scorecards/*.toml"),
        report: Schema::of::<raw::ReportFile>("report.json", "reports/*.toml"),
        sources: Schema::of::<raw::SourcesFile>("sources.json", "sources/*.toml"),
        commentary: Schema::of::<raw::TextsFile>("commentary.json", "commentary/*.toml"),
        origin: Schema::of::<raw::Origin>("origin.json", "measured/origin.toml"),
    });
    &SCHEMAS
}

/// The schema of each kind of TOML file.
pub struct Schemas {
    /// `framework.toml`
    pub framework: Schema,
    /// `breakdowns.toml`
    pub breakdowns: Schema,
    /// `indicators/*.toml`
    pub indicators: Schema,
    /// `comparators.toml`
    pub comparators: Schema,
    /// `scorecards/*.toml`
    pub scorecard: Schema,
    /// `reports/*.toml`
    pub report: Schema,
    /// `sources/*.toml`
    pub sources: Schema,
    /// `commentary/*.toml`
    pub commentary: Schema,
    /// `measured/origin.toml`
    pub origin: Schema,
}

impl Schemas {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> [&Schema; 9] {
        [
            &self.framework,
            &self.breakdowns,
            &self.indicators,
            &self.comparators,
            &self.scorecard,
            &self.report,
            &self.sources,
            &self.commentary,
            &self.origin,
        ]
    }
}

/// TOML has no null, and a list of words is easier to read and to complete than a choice of constants.
#[derive(Clone)]
struct Plain;

impl Transform for Plain {
    fn transform(&mut self, schema: &mut Generated) {
        transform_subschemas(self, schema);
        let Some(object) = schema.as_object_mut() else { return };
        if let Some(Value::Array(kinds)) = object.get_mut("type") {
            kinds.retain(|kind| kind != "null");
            if let [one] = kinds.as_slice() {
                let one = one.clone();
                object.insert("type".to_owned(), one);
            }
        }
        if let Some(Value::Array(choices)) = object.get("anyOf") {
            let choices: Vec<Value> = choices
                .iter()
                .filter(|choice| choice.get("type") != Some(&Value::from("null")))
                .cloned()
                .collect();
            if let [Value::Object(only)] = choices.as_slice() {
                object.remove("anyOf");
                for (key, value) in only {
                    object.entry(key.clone()).or_insert_with(|| value.clone());
                }
            }
        }
        if let Some(Value::Array(choices)) = object.get("oneOf") {
            let words: Option<Vec<Value>> =
                choices.iter().map(|choice| choice.get("const").cloned()).collect();
            if let Some(words) = words {
                object.remove("oneOf");
                object.insert("type".to_owned(), Value::from("string"));
                object.insert("enum".to_owned(), Value::Array(words));
            }
        }
        if object.get("default") == Some(&Value::Null) {
            object.remove("default");
        }
        // Formats such as `uint32` are Rust's; the minimum and maximum beside them say the same.
        if object.remove("format").is_some_and(|format| format == "uint32") {
            object.entry("maximum").or_insert_with(|| Value::from(u32::MAX));
        }
    }
}
