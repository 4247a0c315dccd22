//! The rule `verdict-differs`, as `docs/diagnostics` documents it.

#[path = "../../framework/tests/examples/mod.rs"]
mod examples;

use assess::compare_verdicts;
use framework::Rule;

#[test]
fn examples_say_what_the_documentation_promises() {
    examples::check(|section| section == Rule::VerdictDiffers.token(), compare_verdicts);
}
