//! `bellwether new`: a small, complete framework to start from.

use std::fs;
use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::Outcome;
use crate::arguments::New;
use crate::output::{Failure, tell};

static TEMPLATE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/template");

pub(crate) fn run(arguments: &New) -> Outcome {
    let folder = &arguments.folder;
    let taken = folder.exists() && (!folder.is_dir() || fs::read_dir(folder)?.next().is_some());
    if taken {
        return Err(Failure::Call(format!(
            "{} is there already; give a folder that is new or empty",
            folder.display()
        )));
    }
    write(folder)
        .map_err(|error| Failure::input(format!("{} cannot be written: {error}", folder.display())))?;
    let path = folder.display();
    tell(&format!(
        "{path} is a specimen framework: three places, four indicators, a scorecard with two pages"
    ));
    tell(&format!("next: bellwether check {path}"));
    tell(&format!("then: bellwether publish {path} --to {path}-site"));
    Ok(())
}

/// The template, and the schemas that let an editor complete and validate its TOML files.
fn write(folder: &Path) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    TEMPLATE.extract(folder)?;
    let schemas = folder.join("schemas");
    fs::create_dir_all(&schemas)?;
    for schema in framework::schemas().all() {
        fs::write(schemas.join(schema.file_name), schema.to_json())?;
    }
    Ok(())
}
