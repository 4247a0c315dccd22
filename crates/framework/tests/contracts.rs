//! A folder's own contracts, laid key by key over those that are shipped.

use framework::{ColumnType, Contracts, Folder, RowRule, Visibility, contracts};

const SHIPPED: &str = r#"
[people]
title = "People"
key = ["person_id"]
retain_months = 84

[people.columns]
person_id = { type = "text", required = true, visibility = "listed", longest = 48 }
name = { type = "text", visibility = "dropped" }
born = { type = "date", visibility = "measured", past = true }

[visits]
title = "Visits"
key = ["visit_id"]

[visits.columns]
visit_id = { type = "text", visibility = "listed" }
person_id = { type = "text", visibility = "listed", references = "people.person_id" }
"#;

/// The contracts of a folder with one file of sources, and what is said of them.
fn laid(own: &str) -> (Contracts, Vec<String>) {
    let folder = Folder::from_texts([("sources/own.toml".to_owned(), own.to_owned())]);
    let (contracts, diagnostics) = contracts(&folder, &[("people.toml", SHIPPED)]);
    (contracts, diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect())
}

#[test]
fn what_is_shipped_stands_without_a_word_of_the_folder() {
    let (contracts, said) = laid("");
    assert_eq!(said, [""; 0]);
    let people = contracts.get("people").unwrap();
    assert_eq!(people.file, "people");
    assert_eq!(people.kept().map(|column| column.name.as_str()).collect::<Vec<_>>(), ["person_id", "born"]);
    let visits = contracts.get("visits").unwrap();
    assert!(visits.column("visit_id").unwrap().required, "a key has a value");
    let (table, column) = contracts.target(visits.column("person_id").unwrap().references.unwrap());
    assert_eq!((table.name.as_str(), column.name.as_str()), ("people", "person_id"));
}

#[test]
fn the_folder_changes_what_it_names_and_nothing_else() {
    let (contracts, said) = laid(
        "[people]\ntitle = \"Children\"\nretain_months = 12\nstop = { rules = [\"wrong-type\"] }\n\
         [people.columns]\nname = { visibility = \"listed\" }\nperson_id = { longest = 12 }\n\
         gp = { type = \"yes or no\", visibility = \"measured\" }\n",
    );
    assert_eq!(said, [""; 0]);
    let people = contracts.get("people").unwrap();
    assert_eq!((people.title.as_str(), people.retain_months), ("Children", Some(12)));
    assert_eq!(people.stop.rules, [RowRule::WrongType]);
    assert_eq!(people.column("name").unwrap().visibility, Visibility::Listed);
    assert_eq!(people.column("person_id").unwrap().longest, Some(12));
    assert!(people.column("person_id").unwrap().required);
    assert!(people.column("born").unwrap().past);
    assert_eq!(people.columns.last().unwrap().kind, ColumnType::YesOrNo);
}

#[test]
fn another_type_takes_nothing_of_the_shipped_one_that_goes_with_a_type() {
    let (contracts, said) = laid(
        "[people]\ntitle = \"People\"\n[people.columns]\nborn = { type = \"text\" }\n[visits]\ntitle = \"V\"\n",
    );
    assert_eq!(said, [""; 0]);
    let born = contracts.get("people").unwrap().column("born").unwrap();
    assert_eq!((born.kind, born.past), (ColumnType::Text, false));
}

#[test]
fn a_contract_at_fault_is_left_out_with_the_references_to_it() {
    let (contracts, said) = laid("[people]\ntitle = \"People\"\nkey = [\"id\"]\n");
    assert_eq!(said, ["`people` has no column `id`"]);
    assert_eq!(contracts.get("people"), None);
    assert_eq!(contracts.get("visits").unwrap().column("person_id").unwrap().references, None);
}

#[test]
fn what_is_wrong_with_the_shape_is_said_by_the_compiler_alone() {
    for own in ["[visits]\ntitel = \"V\"\n", "[visits\n", "[other]\ntitle = \"O\"\nkey = 3\n"] {
        assert_eq!(laid(own).1, [""; 0], "{own}");
    }
}
