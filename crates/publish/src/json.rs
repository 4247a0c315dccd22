//! An edition as JSON, and the schema that it keeps to.

use schemars::generate::SchemaSettings;

use crate::data::EditionData;
use crate::paths::file_name;
use crate::{Download, Refusal, download_path};

/// The edition as JSON to download, indented so that two editions can be compared line by line.
pub fn json(data: &EditionData) -> Result<Download, Refusal> {
    let name = name(&data.scorecard);
    let mut content = serde_json::to_vec_pretty(data)
        .map_err(|source| Refusal::Unwritten { path: name.clone(), source: source.into() })?;
    content.push(b'\n');
    let about = "Every figure with all that is said of it, the indicators and the places, for programs.";
    Ok(Download::new(data, "The edition as JSON", about, &name, content))
}

/// Where the JSON of a scorecard lies among the files of an audience's copy.
#[must_use]
pub fn json_path(scorecard: &str, audience: &str) -> String {
    download_path(audience, &name(scorecard))
}

fn name(scorecard: &str) -> String {
    format!("{}.json", file_name(scorecard))
}

/// The JSON Schema of the edition, made from the types that are written.
#[must_use]
pub fn edition_schema() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = generator.into_root_schema_for::<EditionData>();
    format!("{:#}\n", schema.as_value())
}
