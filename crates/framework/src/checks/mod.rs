//! What the data of a compiled framework show to be probably wrong.

mod acknowledge;
mod codes;
mod repeated;
mod running_totals;
mod sums;
mod target_sums;
mod targets;
mod verdicts;

use crate::diagnostics::Diagnostic;
use crate::model::Framework;

pub use acknowledge::{Review, review};

/// Everything in the data of a framework that is probably wrong, in the order of the files.
#[must_use]
pub fn findings(framework: &Framework) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    findings.extend(codes::two_meanings(framework));
    findings.extend(repeated::repeated_series(framework));
    findings.extend(running_totals::running_totals(framework));
    findings.extend(sums::parts_disagree(framework));
    findings.extend(sums::outturn_disagrees(framework));
    findings.extend(targets::unchanged(framework));
    findings.extend(targets::second_showings(framework));
    findings.extend(targets::unprofiled(framework));
    findings.extend(target_sums::parts_targets_disagree(framework));
    findings.extend(verdicts::two_directions(framework));
    findings.sort_by_key(|finding| (finding.primary.0, finding.rule));
    findings
}
