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
    ])
}

/// The steps of PostgreSQL.
pub(crate) fn postgres() -> Migrator {
    steps([
        ("releases", include_str!("../migrations/postgres/1_releases.sql")),
        ("history", include_str!("../migrations/postgres/2_history.sql")),
        ("frozen", include_str!("../migrations/postgres/3_frozen.sql")),
    ])
}

fn steps<const COUNT: usize>(steps: [(&'static str, &'static str); COUNT]) -> Migrator {
    let step = |(number, (name, statements)): (i64, (&'static str, &'static str))| {
        Migration::new(number, name.into(), MigrationType::Simple, statements.into_sql_str(), false)
    };
    Migrator::with_migrations((1..).zip(steps).map(step).collect())
}
