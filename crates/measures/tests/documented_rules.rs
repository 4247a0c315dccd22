//! The rules that are checked here, as `docs/diagnostics` documents them.

#[path = "../../framework/tests/examples/mod.rs"]
mod examples;

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema};
use framework::Framework;

#[test]
fn examples_say_what_the_documentation_promises() {
    let column = |name: &str, kind: DataType| Field::new(name, kind, true);
    let referrals = Schema::new(vec![
        column("referral_id", DataType::Utf8),
        column("person_id", DataType::Utf8),
        column("referral_date", DataType::Date32),
        column("team", DataType::Utf8),
    ]);
    let declared = BTreeMap::from([("referral_records".to_owned(), Arc::new(referrals))]);
    let findings = |framework: &Framework| measures::check(framework, &declared);
    examples::check(|section| examples::checker(section) == "measures", findings);
}
