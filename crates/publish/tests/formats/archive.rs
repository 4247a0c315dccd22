//! The archive of open data.

use std::io::Read;

use publish::data::EditionData;
use publish::{open_data, open_data_files};
use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::{EXAMPLES, Example, data_of, folders, read, states};

fn archive_of(data: &EditionData) -> Vec<u8> {
    let downloads = open_data(data).unwrap();
    let archive = downloads.iter().find(|download| download.file.path.ends_with(".zip"));
    archive.expect("an archive").file.content.clone()
}

/// The files of an archive: name and bytes.
fn unpacked(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    let files = (0..archive.len()).map(|number| {
        let mut file = archive.by_index(number).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        (file.name().unwrap().into_owned(), content)
    });
    files.collect()
}

#[test]
fn the_archive_holds_every_file_with_its_checksum() {
    for example in EXAMPLES.iter() {
        let files = unpacked(&archive_of(&example.data));
        let expected: Vec<String> = example.files.iter().map(|file| file.path.clone()).collect();
        let (checksums, rest) = files.split_last().unwrap();
        assert_eq!(rest.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(), expected);
        assert_eq!(checksums.0, "SHA256SUMS");
        let listed = String::from_utf8(checksums.1.clone()).unwrap();
        assert_eq!(listed.lines().count(), rest.len());
        for (line, (name, content)) in listed.lines().zip(rest) {
            let digest: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(line, format!("{digest}  {name}"));
        }
    }
}

#[test]
fn the_same_edition_gives_the_same_bytes() {
    let [one, other] = [states(), states()].map(|folder| archive_of(&data_of(&folder)));
    assert_eq!(one, other);
}

#[test]
fn the_dictionary_describes_every_column_of_every_file() {
    for Example { files, .. } in EXAMPLES.iter() {
        let find = |name: &str| files.iter().find(|file| file.path == name).unwrap();
        let dictionary = read(find("internal-data-dictionary.csv"));
        let described: Vec<(&str, &str)> =
            dictionary.rows.iter().map(|row| (row["file"].as_str(), row["col_name"].as_str())).collect();
        let tables = files.iter().filter(|file| {
            let path = &file.path;
            path.ends_with(".csv") && !path.ends_with(".meta.csv") && !path.ends_with("dictionary.csv")
        });
        for file in tables {
            for column in &read(file).columns {
                assert!(
                    described.contains(&(file.path.as_str(), column.as_str())),
                    "{}: {column}",
                    file.path
                );
            }
        }
        assert!(dictionary.rows.iter().all(|row| row.values().all(|cell| !cell.is_empty())));
    }
}

#[test]
fn no_cell_of_the_supporting_files_is_blank() {
    for example in EXAMPLES.iter() {
        for file in &example.files {
            if ["internal-figures.csv", "internal-indicators.csv"].contains(&file.path.as_str()) {
                for row in read(file).rows {
                    let blank = row.iter().find(|(_, cell)| cell.is_empty());
                    assert_eq!(blank, None, "{}: {row:?}", file.path);
                }
            }
        }
    }
}

#[test]
fn the_open_data_of_the_states() {
    let files = open_data_files(&data_of(&states())).unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    insta::assert_snapshot!("names", names.join("\n"));
    let text = |name: &str| {
        let file = files.iter().find(|file| file.path == name).unwrap();
        String::from_utf8(file.content.clone()).unwrap()
    };
    insta::assert_snapshot!("read_me", text("README.md"));
}

#[test]
fn a_table_of_the_standard_with_its_metadata() {
    let (folder, name) = ("kent-2021", "internal-directorate-months-percentages");
    let position = folders().iter().position(|path| path.ends_with(folder)).unwrap();
    let text = |ending: &str| {
        let path = format!("{name}{ending}");
        let file = EXAMPLES[position].files.iter().find(|file| file.path == path).unwrap();
        String::from_utf8(file.content.clone()).unwrap()
    };
    let table = text(".csv");
    let rows: Vec<&str> = table.lines().step_by(table.lines().count() / 12).collect();
    insta::assert_snapshot!("table", rows.join("\n"));
    insta::assert_snapshot!("metadata", text(".meta.csv"));
}
