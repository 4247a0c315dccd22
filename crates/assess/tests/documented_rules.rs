//! The rules whose findings are made here, as `docs/diagnostics` documents them.

#[path = "../../framework/tests/examples/mod.rs"]
mod examples;

use assess::{compare_verdicts, outdated_edits};
use framework::Framework;

#[test]
fn examples_say_what_the_documentation_promises() {
    let findings = |framework: &Framework| [compare_verdicts(framework), outdated_edits(framework)].concat();
    examples::check(|section| examples::checker(section) == "assess", findings);
}
