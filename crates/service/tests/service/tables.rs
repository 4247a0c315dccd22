//! What is written from the tables for those who answer for the service.

use std::path::PathBuf;
use std::{env, fs};

const BEGIN: &str = "<!-- The table is written by `cargo xtask generate`. -->\n";
const END: &str = "<!-- The end of the table. -->\n";

fn document(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name)
}

/// The documents as they should be.
fn documents() -> [(PathBuf, String); 4] {
    let routes = service::routes();
    let permissions = permissions::document(&service::lines(&routes));
    [
        (document("permissions.md"), permissions),
        with_table("service.md", &service::settings_table()),
        with_table("api.md", &service::columns_document()),
        (document("openapi.json"), service::openapi_document()),
    ]
}

/// A document with its table.
fn with_table(name: &str, table: &str) -> (PathBuf, String) {
    let path = document(name);
    let written = fs::read_to_string(&path).unwrap();
    let (before, rest) = written.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    (path, format!("{before}{BEGIN}\n{}\n\n{END}{after}", table.trim_end()))
}

#[test]
fn the_committed_tables_are_current() {
    for (path, text) in documents() {
        if env::var_os("UPDATE_TABLES").is_some() {
            fs::write(&path, &text).unwrap();
            eprintln!("wrote {}", path.display());
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == text, "{} is not current; run `cargo xtask generate`", path.display());
    }
}
