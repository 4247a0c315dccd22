//! The rules for which ratings are worked out, as `docs/diagnostics` documents them.

#[path = "../../framework/tests/examples/mod.rs"]
mod examples;

use assess::compare_verdicts;

#[test]
fn examples_say_what_the_documentation_promises() {
    examples::check(examples::needs_ratings, compare_verdicts);
}
