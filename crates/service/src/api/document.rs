//! What programs can ask, as an OpenAPI document (version 3.1): made from the declarations of addresses and tables, and
//! from the types that are written.

use publish::data::{FigureData, IndicatorData, PlaceData};
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};

use super::answers::{PartPage, ReleaseData, ReleaseInFull, ReleasesPage};
use super::asked::Parameter;
use super::endpoints::{Answer, ENDPOINTS, Endpoint};
use super::format::Format;
use super::problem::{CONTENT, ProblemData};
use super::tables::{ABOUT_THIS_COPY, Part};
use crate::shell::capital;

/// What may be answered beside what was asked for: status, name and meaning.
const PROBLEMS: [(&str, &str, &str); 7] = [
    ("401", "NotKnown", "The token has ended, or there is none such."),
    ("403", "NotAllowed", "Whoever asks may not."),
    ("404", "NotFound", "There is no such thing, or it isn’t published for whoever asks."),
    ("406", "NotAcceptable", "None of the formats that are welcome can be made."),
    ("422", "NotTaken", "A parameter isn’t known, or isn’t written as it must be; the problem names it."),
    ("429", "TooOften", "Too much was asked at once: `Retry-After` says when to go on."),
    ("503", "Busy", "The store is being written to: `Retry-After` says when to go on."),
];

const ABOUT: &str = "Releases of scorecards: their indicators, places and figures, as far as whoever asks may see them. \
                     Without a token that is what is published for everybody. It only reads.";

/// The document.
#[must_use]
pub fn openapi_document() -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let settings = settings.with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut generator = settings.into_generator();
    let paths: Map<String, Value> = ENDPOINTS
        .iter()
        .map(|endpoint| (endpoint.path.to_owned(), json!({ "get": operation(endpoint, &mut generator) })))
        .collect();
    let problem = generator.subschema_for::<ProblemData>();
    let problems: Map<String, Value> = PROBLEMS
        .iter()
        .map(|(_, name, about)| {
            let content = json!({ (CONTENT): { "schema": problem } });
            ((*name).to_owned(), json!({ "description": about, "content": content }))
        })
        .collect();
    let document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Bellwether",
            "version": "1",
            "description": ABOUT,
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "security": [{}, { "token": [] }],
        "paths": paths,
        "components": {
            "schemas": generator.take_definitions(true),
            "responses": problems,
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "A token of somebody’s account. It reads what they may read, as far as its scope goes.",
                },
            },
        },
    });
    format!("{document:#}\n")
}

fn operation(endpoint: &Endpoint, generator: &mut SchemaGenerator) -> Value {
    let mut responses: Map<String, Value> = PROBLEMS
        .iter()
        .map(|(status, name, _)| {
            ((*status).to_owned(), json!({ "$ref": format!("#/components/responses/{name}") }))
        })
        .collect();
    responses.insert("200".to_owned(), answered(endpoint, generator));
    responses.insert(
        "304".to_owned(),
        json!({ "description": "Nothing has changed since the answer of the tag that was sent.", "headers": { "ETag": tag() } }),
    );
    let of_path = endpoint.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let parameters: Vec<Value> = of_path.map(in_path).chain(endpoint.parameters().map(in_query)).collect();
    json!({
        "operationId": endpoint.name,
        "summary": capital(endpoint.about),
        "parameters": parameters,
        "responses": responses,
    })
}

/// What is answered to what was asked for.
fn answered(endpoint: &Endpoint, generator: &mut SchemaGenerator) -> Value {
    let schema = match endpoint.answer {
        Answer::Document => json!({ "type": "object" }),
        Answer::Release => generator.subschema_for::<ReleaseInFull>().into(),
        Answer::Releases => generator.subschema_for::<ReleasesPage<ReleaseData>>().into(),
        Answer::Part(Part::Indicators) => generator.subschema_for::<PartPage<IndicatorData>>().into(),
        Answer::Part(Part::Places) => generator.subschema_for::<PartPage<PlaceData>>().into(),
        Answer::Part(Part::Figures) => generator.subschema_for::<PartPage<FigureData>>().into(),
    };
    let mut content = json!({ (Format::Json.media_type()): { "schema": schema } });
    let mut headers = json!({ "ETag": tag() });
    if let Some(table) = endpoint.table() {
        let copy = (endpoint.answer != Answer::Releases).then_some(ABOUT_THIS_COPY);
        let columns: Vec<&str> =
            copy.into_iter().chain(table.columns.iter().map(|column| column.name)).collect();
        let about = format!("A row of headings, then the rows. Columns: {}.", columns.join(", "));
        content[Format::Csv.media_type()] = json!({ "schema": { "type": "string", "description": about } });
        headers["Link"] = json!({
            "description": "The address of the next page, where there is one, with `rel=\"next\"`.",
            "schema": { "type": "string" },
        });
    }
    json!({ "description": format!("{}.", capital(endpoint.about)), "headers": headers, "content": content })
}

fn tag() -> Value {
    json!({
        "description": "Sent back as `If-None-Match`, it asks whether anything has changed.",
        "schema": { "type": "string" },
    })
}

fn in_path(name: &str) -> Value {
    let (about, schema) = match name {
        "release" => {
            let schema = json!({ "type": "integer", "minimum": 1, "maximum": i64::MAX, "format": "int64" });
            ("The number of a release.", schema)
        }
        _ => ("The id of a scorecard.", json!({ "type": "string", "minLength": 1 })),
    };
    json!({ "name": name, "in": "path", "required": true, "description": about, "schema": schema })
}

fn in_query(parameter: &Parameter) -> Value {
    let one = parameter.kind.schema();
    let schema = if parameter.is_repeated { json!({ "type": "array", "items": one }) } else { one };
    let again =
        if parameter.is_repeated { " It may be given several times; one of them is enough." } else { "" };
    json!({
        "name": parameter.name,
        "in": "query",
        "description": format!("{}{again}", parameter.about),
        "schema": schema,
    })
}
