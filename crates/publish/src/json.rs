//! An edition as JSON, and the schema that it keeps to.

use schemars::generate::SchemaSettings;

use crate::data::EditionData;
use crate::open_data::prefix;
use crate::paths::{DOWNLOADS_FOLDER as FOLDER, file_name};
use crate::{Download, Refusal, SiteFile};

/// The edition as JSON to download, indented so that two editions can be compared line by line.
pub fn json(data: &EditionData) -> Result<Download, Refusal> {
    let path = format!("{FOLDER}/{}{}.json", prefix(data), file_name(&data.scorecard));
    let mut content = serde_json::to_vec_pretty(data)
        .map_err(|source| Refusal::Unwritten { path: path.clone(), source: source.into() })?;
    content.push(b'\n');
    Ok(Download {
        title: "The edition as JSON".to_owned(),
        about: "Every figure with all that is said of it, the indicators and the places, for programs."
            .to_owned(),
        file: SiteFile { path, content },
    })
}

/// The JSON Schema of the edition, made from the types that are written.
#[must_use]
pub fn edition_schema() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let schema = generator.into_root_schema_for::<EditionData>();
    format!("{:#}\n", schema.as_value())
}
