//! An edition as JSON, and the schema that it keeps to.

use schemars::generate::SchemaSettings;

use crate::data::EditionData;
use crate::open_data::prefix;
use crate::paths::file_name;
use crate::{Refusal, SiteFile};

/// The edition as a JSON file, indented so that two editions can be compared line by line.
pub fn json(data: &EditionData) -> Result<SiteFile, Refusal> {
    let path = format!("{}{}.json", prefix(data), file_name(&data.scorecard));
    match serde_json::to_vec_pretty(data) {
        Ok(mut content) => {
            content.push(b'\n');
            Ok(SiteFile { path, content })
        }
        Err(source) => Err(Refusal::Unwritten { path, source: source.into() }),
    }
}

/// The JSON Schema of the edition, made from the types that are written.
#[must_use]
pub fn edition_schema() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = generator.into_root_schema_for::<EditionData>();
    format!("{:#}\n", schema.as_value())
}
