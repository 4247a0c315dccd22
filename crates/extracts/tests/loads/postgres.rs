//! PostgreSQL, against a server: the one that `BELLWETHER_TEST_POSTGRES` names (a connection as the user of a database
//! that may create others), or else one on this machine's own socket. Without a server the test says so and passes.

use std::env;
use std::sync::atomic::{AtomicUsize, Ordering};

use extracts::Source;
use postgres::{Client, NoTls};

use super::{Case, said, stored};

pub(crate) const NO_SERVER: &str =
    "no PostgreSQL server on this machine's socket; name one in BELLWETHER_TEST_POSTGRES";

/// A table with what files could not hold as easily: a capital letter that counts, quotes, a line within a value, nothing.
pub(crate) const PEOPLE: &str = r#"
    CREATE TABLE people (person_id varchar(48), name text, born timestamp, "Sex" text, mother_id text);
    INSERT INTO people VALUES
        ('p1', 'Secret name', '1990-01-31', 'girl', NULL),
        ('p2', 'A, "quoted"' || chr(10) || 'name', '2015-10-31 14:30', 'boy', 'p1'),
        ('p2', NULL, NULL, NULL, NULL);
"#;

/// A database that is dropped in the end.
pub(crate) struct Scratch {
    base: String,
    pub(crate) name: String,
}

impl Scratch {
    pub(crate) fn create() -> Option<Self> {
        let named = env::var("BELLWETHER_TEST_POSTGRES").ok();
        let user = env::var("USER").unwrap_or_else(|_| "root".to_owned());
        let candidates = match &named {
            Some(named) => vec![named.clone()],
            None => vec![
                format!("host=/var/run/postgresql user={user} dbname=postgres"),
                "host=/var/run/postgresql user=postgres dbname=postgres".to_owned(),
            ],
        };
        // Tests run beside each other, in one process or in several.
        static MADE: AtomicUsize = AtomicUsize::new(0);
        let name = format!("bellwether_test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        for base in candidates {
            let made = Client::connect(&base, NoTls)
                .and_then(|mut client| client.batch_execute(&format!("CREATE DATABASE {name}")));
            match made {
                Ok(()) => return Some(Self { base, name }),
                Err(error) => assert!(named.is_none(), "{error}"),
            }
        }
        None
    }

    /// How to connect to it. A later `dbname` wins.
    pub(crate) fn connection(&self) -> String {
        format!("{} dbname={}", self.base, self.name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Ok(mut client) = Client::connect(&self.base, NoTls) {
            let _ = client.batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
        }
    }
}

#[test]
fn tables_of_a_database() {
    let Some(scratch) = Scratch::create() else {
        println!("skipped: {NO_SERVER}");
        return;
    };
    let mut client = Client::connect(&scratch.connection(), NoTls).unwrap();
    client.batch_execute(PEOPLE).unwrap();
    client
        .batch_execute(
            r#"
            CREATE TABLE other (anything int);
            CREATE SCHEMA ssd;
            CREATE VIEW ssd.visits AS SELECT 1 AS visit_id, 'p1' AS person_id, date '2023-10-31' AS asked_on,
                1.5::float8 AS hours, true AS seen_alone, 'eastvale' AS district;
            CREATE TABLE ssd.strict (id text);
            INSERT INTO ssd.strict VALUES ('a'), (NULL), ('b');
            "#,
        )
        .unwrap();
    let case = Case::new(&[]);
    let source = |schema: Option<&str>| Source::Postgres {
        connection: scratch.connection(),
        schema: schema.map(str::to_owned),
    };
    let loaded = case.load_from(&source(None)).unwrap();
    assert_eq!(
        stored(&loaded.snapshot.table("people").unwrap()),
        ["p1|1990-01-31|girl|", "p2|2015-10-31|boy|p1"]
    );
    assert_eq!(loaded.snapshot.manifest.source, format!("the PostgreSQL database {}", scratch.name));
    assert_eq!(said(&Ok(loaded)), ["people: 2", "  3 duplicate-key: person_id is that of line 2"]);

    let loaded = case.load_from(&source(Some("ssd"))).unwrap();
    assert_eq!(
        said(&Ok(loaded.clone())),
        [
            "visits: 1",
            "strict: 2",
            "  2 missing-value: id is empty",
            "finding[missing-table]: people: it isn't in the extract, so that what refers to it wasn't followed: visits.person_id",
        ]
    );
    assert_eq!(stored(&loaded.snapshot.table("visits").unwrap()), ["1|p1|2023-10-31||1.50|true|eastvale"]);

    client.batch_execute("ALTER TABLE people ADD COLUMN religion text").unwrap();
    let name = format!("PostgreSQL database {}, table public.people", scratch.name);
    assert_eq!(
        said(&case.load_from(&source(None))),
        [format!("unknown-column: {name}: the contract `people` has no column `religion`")]
    );
    let nowhere =
        Source::Postgres { connection: "host=/nowhere user=ann password=secret".to_owned(), schema: None };
    let said = said(&case.load_from(&nowhere));
    assert!(
        said[0].starts_with("unreadable: PostgreSQL: the database cannot be read")
            && !said[0].contains("secret"),
        "{said:?}"
    );
}
