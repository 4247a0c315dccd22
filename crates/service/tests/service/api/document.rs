//! The OpenAPI document: it has every way in, and every answer keeps to it.

use std::collections::BTreeSet;

use permissions::{Role, TokenScope};
use serde_json::{Value, json};
use service::{openapi_document, routes};

use super::{program, published};
use crate::made::{everywhere, made};

fn document() -> Value {
    serde_json::from_str(&openapi_document()).unwrap()
}

/// What is wrong with an answer by the document's schema for a status and a content type.
fn faults(document: &Value, path: &str, status: u16, content: &str, body: &str) -> Vec<String> {
    let mut response = &document["paths"][path]["get"]["responses"][status.to_string()];
    if let Some(reference) = response["$ref"].as_str() {
        response = document.pointer(reference.strip_prefix('#').unwrap()).unwrap();
    }
    let mut schema = response["content"][content]["schema"].clone();
    assert!(schema.is_object(), "{path} {status} {content} is not in the document");
    schema["components"] = document["components"].clone();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let value: Value = serde_json::from_str(body).unwrap();
    validator.iter_errors(&value).map(|error| error.to_string()).collect()
}

#[test]
fn every_way_in_for_programs_is_in_the_document_and_nothing_else_is() {
    let document = document();
    let listed: BTreeSet<&str> = document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    let all = routes();
    let routed: BTreeSet<&str> =
        all.iter().map(|route| route.path).filter(|path| path.starts_with("/api/")).collect();
    assert_eq!(listed, routed);
    for (path, ways) in document["paths"].as_object().unwrap() {
        let methods: Vec<&String> = ways.as_object().unwrap().keys().collect();
        assert_eq!(methods, ["get"], "{path}");
        for part in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
            let parameters = ways["get"]["parameters"].as_array().unwrap();
            assert!(parameters.iter().any(|known| known["name"] == part && known["in"] == "path"), "{path}");
        }
    }
}

#[test]
fn every_reference_of_the_document_leads_somewhere_and_every_field_is_described() {
    let document = document();
    let mut waiting = vec![&document];
    let mut references = 0;
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(fields) => {
                if let Some(reference) = fields.get("$ref").and_then(Value::as_str) {
                    references += 1;
                    let pointer = reference.strip_prefix('#').unwrap();
                    assert!(document.pointer(pointer).is_some(), "{reference}");
                }
                waiting.extend(fields.values());
            }
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
    assert!(references > 50);
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        assert!(jsonschema::meta::is_valid(schema), "{name}");
        for (field, about) in schema["properties"].as_object().into_iter().flatten() {
            let is_described = about.get("description").is_some() || about.get("$ref").is_some();
            assert!(is_described, "{name}: {field} has no description");
        }
    }
}

#[tokio::test]
async fn every_answer_keeps_to_the_document() {
    let (made, id) = published().await;
    let document = document();
    let mut programs = vec![made.browser()];
    for (name, role) in [("analyst", Role::Analyst), ("reader", Role::Reader)] {
        programs.push(program(&made, name, &[everywhere(role)], TokenScope::Work).await);
    }
    for program in &mut programs {
        for (path, ways) in document["paths"].as_object().unwrap() {
            let asked = path.replace("{release}", &id.to_string()).replace("{scorecard}", "children");
            let mut queries = vec![String::new()];
            if ways["get"]["parameters"].as_array().unwrap().iter().any(|known| known["name"] == "limit") {
                queries.extend(["?limit=1", "?limit=2&after=2", "?after=99999"].map(str::to_owned));
            }
            for query in queries {
                let answer = program.get(&format!("{asked}{query}")).await;
                assert_eq!(answer.status, 200, "{asked}{query}: {}", answer.body);
                let content = answer.header("content-type");
                let found = faults(&document, path, 200, content, &answer.body);
                assert_eq!(found, Vec::<String>::new(), "{asked}{query}");
            }
            for (query, status) in [("?nothing=x", 422), ("?limit=0", 422)] {
                let answer = program.get(&format!("{asked}{query}")).await;
                assert_eq!(answer.status, status, "{asked}{query}");
                let content = answer.header("content-type");
                assert_eq!(faults(&document, path, status, content, &answer.body), Vec::<String>::new());
            }
        }
    }
}

#[tokio::test]
async fn what_the_document_does_not_allow_is_found() {
    let (made, id) = published().await;
    let document = document();
    let mut answer = made.browser().get(&format!("/api/v1/releases/{id}/figures?limit=1")).await.json();
    answer["rows"][0]["reading"] = json!(12.5);
    let path = "/api/v1/releases/{release}/figures";
    assert_ne!(faults(&document, path, 200, "application/json", &answer.to_string()), Vec::<String>::new());
}

#[tokio::test]
async fn the_document_is_for_everybody_and_a_page_leads_to_it() {
    let made = made().await;
    let mut nobody = made.browser();
    assert_eq!(nobody.get("/api/v1/openapi.json").await.body, openapi_document());
    let page = nobody.get("/api").await.body;
    assert!(
        page.contains("href=\"/api/v1/openapi.json\"") && page.contains("href=\"/sign-in?next=/account\"")
    );
    for route in routes().iter().filter(|route| route.path.starts_with("/api/")) {
        assert!(page.contains(&format!("<code>{}</code>", route.path)), "{}", route.path);
    }
    for name in ["indicator", "place", "rating", "scorecard", "state", "limit", "after", "format"] {
        assert_eq!(page.matches(&format!("<th scope=\"row\"><code>{name}</code>")).count(), 1, "{name}");
    }
    let mut reader = made.somebody("reader", &[everywhere(Role::Reader)]).await;
    assert!(reader.get("/api").await.body.contains("href=\"/account\">Make one"));
}
