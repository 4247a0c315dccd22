//! The contracts that come with Bellwether are sound, and cover every table and column of the Standard Safeguarding
//! Dataset (`ssd.csv`: its tables and columns, with their types and sizes).

use framework::{ColumnType, Contract, ContractColumn, Contracts, Folder, Visibility};

fn shipped() -> Contracts {
    let (contracts, diagnostics) = extracts::contracts(&Folder::default());
    let said: Vec<String> = diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect();
    assert_eq!(said, [""; 0]);
    contracts
}

/// Columns that may tell who a child or a worker is.
const IDENTIFYING: [&str; 16] = [
    "pers_forename",
    "pers_surname",
    "pers_common_child_id",
    "pers_legacy_id",
    "addr_address_json",
    "addr_address_postcode",
    "clap_cla_placement_postcode",
    "clea_care_leaver_personal_advisor",
    "link_identifier_value",
    "prof_professional_name",
    "prof_social_worker_registration_no",
    "prof_staff_id",
    "prep_court_reference",
    "send_upn",
    "send_uln",
    "s251_placeholder_1",
];

#[test]
fn every_table_and_column_of_the_dataset_has_its_contract() {
    let contracts = shipped();
    let mut rows = csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ssd.csv")).unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in rows.records() {
        let row = row.unwrap();
        let [_, table, field, kind, size, ..] = row.iter().collect::<Vec<_>>()[..] else { panic!() };
        let Some(column) = contracts.get(table).and_then(|contract| contract.column(field)) else {
            wrong.push(format!("{table}.{field} has no contract"));
            continue;
        };
        let sound = match kind {
            "datetime" => column.kind == ColumnType::Date,
            "int" => column.kind == ColumnType::WholeNumber,
            "float" => matches!(column.kind, ColumnType::Decimal { .. }),
            "nchar" => matches!(column.kind, ColumnType::YesOrNo | ColumnType::Text),
            _ => column.kind == ColumnType::Text && column.longest == size.parse().ok(),
        };
        if !sound {
            wrong.push(format!("{table}.{field} is {kind} {size}, not {column:?}"));
        }
        count += 1;
    }
    assert_eq!(wrong, [""; 0]);
    assert_eq!(count, 342);
}

#[test]
fn what_tells_who_somebody_is_is_dropped() {
    let contracts = shipped();
    let columns = || contracts.all().iter().flat_map(|contract| &contract.columns);
    for name in IDENTIFYING {
        let column = columns().find(|column| column.name == name).unwrap();
        assert_eq!(column.visibility, Visibility::Dropped, "{name}");
    }
    let telling = ["forename", "surname", "postcode", "_upn", "_uln", "address_json"];
    let kept: Vec<&str> = columns()
        .filter(|column| column.visibility != Visibility::Dropped)
        .map(|column| column.name.as_str())
        .filter(|name| telling.iter().any(|word| name.ends_with(word)))
        .collect();
    assert_eq!(kept, [""; 0]);
}

#[test]
fn the_tables_beyond_the_dataset_have_theirs() {
    let contracts = shipped();
    let beyond: Vec<&str> = contracts
        .all()
        .iter()
        .map(|contract| contract.name.as_str())
        .filter(|name| !name.starts_with("ssd_"))
        .collect();
    let mut sorted = beyond;
    sorted.sort_unstable();
    assert_eq!(
        sorted,
        [
            "attainment",
            "attendance",
            "audits",
            "centre_registrations",
            "early_help_assessments",
            "early_help_cases",
            "early_help_notifications",
            "ehcp_placements",
            "enquiry_visits",
            "ep_referrals",
            "exclusions",
            "focused_support",
            "free_place_families",
            "free_places",
            "graded_documents",
            "health_referrals",
            "home_education",
            "inspections",
            "key_stage_5_entries",
            "missing_education",
            "open_access",
            "participation",
            "placement_meetings",
            "population",
            "private_fostering",
            "private_fostering_visits",
            "restricted_people",
            "return_interviews",
            "school_applications",
            "school_census",
            "settings",
            "staffing",
            "youth_justice_cases",
            "youth_justice_outcomes",
        ]
    );
}

#[test]
fn a_reference_leads_to_a_column_that_is_kept() {
    let contracts = shipped();
    let lost: Vec<String> = contracts
        .all()
        .iter()
        .flat_map(|contract| {
            contract.columns.iter().filter_map(move |column| Some((contract, column, column.references?)))
        })
        .map(|(contract, column, reference)| (contract, column, contracts.target(reference)))
        .filter(|(_, _, (_, target))| target.visibility == Visibility::Dropped)
        .map(|(contract, column, _): (&Contract, &ContractColumn, _)| {
            format!("{}.{}", contract.name, column.name)
        })
        .collect();
    assert_eq!(lost, [""; 0]);
}

#[test]
fn the_contracts_of_the_guide_are_sound() {
    let guide = include_str!("../../../docs/records.md");
    let blocks: Vec<&str> =
        guide.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(blocks.len(), 2);
    for block in blocks {
        let folder = Folder::from_texts([("sources/guide.toml".to_owned(), block.to_owned())]);
        let (contracts, diagnostics) = extracts::contracts(&folder);
        let said: Vec<String> = diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect();
        assert_eq!(said, [""; 0]);
        assert!(
            contracts.get("home_visits").is_some()
                || contracts.get("ssd_cin_episodes").is_some_and(|one| one.title == "Referrals")
        );
    }
}
