//! The layout of the database, as steps that each have a name. A step that has been released never changes; a new
//! layout is a new step.

use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, MigrationType, Migrator};

/// The steps of SQLite.
pub(crate) fn sqlite() -> Migrator {
    steps([
        ("releases", include_str!("../migrations/sqlite/1_releases.sql")),
        ("history", include_str!("../migrations/sqlite/2_history.sql")),
        ("frozen", include_str!("../migrations/sqlite/3_frozen.sql")),
        ("people", include_str!("../migrations/sqlite/4_people.sql")),
        ("copies", include_str!("../migrations/sqlite/5_copies.sql")),
        ("commentary", include_str!("../migrations/sqlite/6_commentary.sql")),
        ("register", include_str!("../migrations/sqlite/7_register.sql")),
        ("month", include_str!("../migrations/sqlite/8_month.sql")),
        ("entries", include_str!("../migrations/sqlite/9_entries.sql")),
    ])
}

/// The steps of PostgreSQL.
pub(crate) fn postgres() -> Migrator {
    steps([
        ("releases", include_str!("../migrations/postgres/1_releases.sql")),
        ("history", include_str!("../migrations/postgres/2_history.sql")),
        ("frozen", include_str!("../migrations/postgres/3_frozen.sql")),
        ("people", include_str!("../migrations/postgres/4_people.sql")),
        ("copies", include_str!("../migrations/postgres/5_copies.sql")),
        ("commentary", include_str!("../migrations/postgres/6_commentary.sql")),
        ("register", include_str!("../migrations/postgres/7_register.sql")),
        ("month", include_str!("../migrations/postgres/8_month.sql")),
        ("entries", include_str!("../migrations/postgres/9_entries.sql")),
    ])
}

fn steps<const COUNT: usize>(steps: [(&'static str, &'static str); COUNT]) -> Migrator {
    let step = |(number, (name, statements)): (i64, (&'static str, &'static str))| {
        Migration::new(number, name.into(), MigrationType::Simple, statements.into_sql_str(), false)
    };
    Migrator::with_migrations((1..).zip(steps).map(step).collect())
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection as _, SqliteConnection};

    /// The statements that made everything there is.
    async fn layout(connection: &mut SqliteConnection) -> Vec<String> {
        let statement = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name";
        sqlx::query_scalar(statement).fetch_all(connection).await.unwrap()
    }

    #[tokio::test]
    async fn a_store_of_any_earlier_step_comes_to_the_layout_of_a_new_one() {
        let mut new = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        super::sqlite().run(&mut new).await.unwrap();
        let expected = layout(&mut new).await;
        let steps = i64::try_from(super::sqlite().iter().count()).unwrap();
        for step in 1..=steps {
            let mut old = SqliteConnection::connect("sqlite::memory:").await.unwrap();
            super::sqlite().run_to(step, &mut old).await.unwrap();
            assert_eq!(layout(&mut old).await == expected, step == steps, "step {step}");
            let draft = "INSERT INTO release (scorecard, data_month, number, state, front, fingerprint, drafted_at) \
                         VALUES ('board', '2023-10', 1, 'draft', '', hex(randomblob(32)), '')";
            sqlx::raw_sql(draft).execute(&mut old).await.unwrap();
            super::sqlite().run(&mut old).await.unwrap();
            assert_eq!(layout(&mut old).await, expected, "step {step}");
            let kept: i64 =
                sqlx::query_scalar("SELECT count(*) FROM release").fetch_one(&mut old).await.unwrap();
            assert_eq!(kept, 1);
        }
    }

    #[test]
    fn both_databases_have_the_same_steps() {
        let names = |migrator: sqlx::migrate::Migrator| -> Vec<String> {
            migrator.iter().map(|step| step.description.to_string()).collect()
        };
        assert_eq!(names(super::sqlite()), names(super::postgres()));
    }
}
