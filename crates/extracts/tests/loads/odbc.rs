//! Any database with an ODBC driver, told with the one for PostgreSQL: what is loaded through it is what is loaded without
//! it. Without a server, or the driver “PostgreSQL Unicode” (`apt-get install odbc-postgresql`), the test says so and
//! passes.

use extracts::Source;
use postgres::config::Host;
use postgres::{Client, Config, NoTls};

use super::postgres::{NO_SERVER, PEOPLE, Scratch};
use super::{Case, said, stored};

/// How the driver connects to a database.
fn connection(scratch: &Scratch) -> String {
    let config: Config = scratch.connection().parse().unwrap();
    let host = match config.get_hosts().first() {
        Some(Host::Tcp(host)) => host.clone(),
        Some(Host::Unix(folder)) => folder.display().to_string(),
        None => "localhost".to_owned(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    let user = config.get_user().unwrap_or_default();
    let password = String::from_utf8_lossy(config.get_password().unwrap_or_default()).into_owned();
    format!(
        "Driver={{PostgreSQL Unicode}};Servername={host};Port={port};Database={};Username={user};Password={password}",
        scratch.name
    )
}

#[test]
fn tables_through_a_driver_are_those_without_it() {
    let Some(scratch) = Scratch::create() else {
        println!("skipped: {NO_SERVER}");
        return;
    };
    let mut client = Client::connect(&scratch.connection(), NoTls).unwrap();
    client.batch_execute(PEOPLE).unwrap();
    client
        .batch_execute(
            r#"
            INSERT INTO people VALUES ('éł🌱', 'Not of this alphabet', '2015-10-31', 'girl', '');
            CREATE SCHEMA ssd;
            CREATE VIEW ssd.visits AS SELECT 1 AS visit_id, 'p1' AS person_id, date '2023-10-31' AS asked_on,
                1.5::float8 AS hours, true AS seen_alone, 'eastvale' AS district
                UNION ALL SELECT 2, 'p2', date '2023-10-31', 0.25, false, 'westmoor';
            CREATE TABLE ssd.strict (id text);
            INSERT INTO ssd.strict SELECT 'row ' || number FROM generate_series(1, 1100) number;
            "#,
        )
        .unwrap();
    let through_driver = |connection: String, schema: Option<&str>| Source::Odbc {
        connection,
        schema: schema.map(str::to_owned),
    };
    let nowhere = "Driver={PostgreSQL Unicode};Servername=/nowhere;Username=ann;Password=secret".to_owned();
    let refused = said(&Case::new(&[]).load_from(&through_driver(nowhere, None)));
    if refused[0].contains("Can't open lib") || refused[0].contains("not found") {
        println!("skipped: there is no driver “PostgreSQL Unicode”");
        return;
    }
    assert!(refused[0].starts_with("unreadable: ODBC: the database cannot be read"), "{refused:?}");
    assert!(!refused[0].contains("secret"), "{refused:?}");
    for (schema, tables) in [(None, &["people"][..]), (Some("ssd"), &["visits", "strict"])] {
        let source = Source::Postgres { connection: scratch.connection(), schema: schema.map(str::to_owned) };
        let [direct, driven] = [Case::new(&[]), Case::new(&[])];
        let expected = direct.load_from(&source).unwrap();
        let loaded = driven.load_from(&through_driver(connection(&scratch), schema)).unwrap();
        assert_eq!(said(&Ok(loaded.clone())), said(&Ok(expected.clone())));
        for table in tables {
            let [loaded, expected] =
                [&loaded, &expected].map(|loaded| stored(&loaded.snapshot.table(table).unwrap()));
            assert!(!expected.is_empty());
            assert_eq!(loaded, expected, "{table}");
        }
    }
}
