//! Publications that contradict themselves.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Rule, Subject};
use crate::model::{Direction, Framework, PublishedVerdict};

/// Figures that were published twice with different directions against one period: a team that stands on two pages
/// has moved one way only.
pub(super) fn two_directions(framework: &Framework) -> Vec<Diagnostic> {
    let mut first: BTreeMap<_, (&PublishedVerdict, Direction)> = BTreeMap::new();
    let mut findings = Vec::new();
    for verdict in &framework.verdicts {
        let Some(direction) = verdict.direction else { continue };
        let key = (verdict.series, verdict.period, verdict.against);
        match first.get(&key) {
            Some((other, published)) if *published != direction => findings.push(
                Diagnostic::new(
                    Rule::TwoDirections,
                    verdict.location,
                    format!(
                        "{} at `{}` in {} was published as {} on one page and {} on another",
                        framework.indicator(verdict.series.indicator).id,
                        framework.place(verdict.series.place).slug,
                        verdict.period.words(),
                        published.token(),
                        direction.token()
                    ),
                )
                .label(format!("{} on the page `{}`", direction.token(), verdict.page))
                .also(other.location, format!("{} on the page `{}`", published.token(), other.page))
                .hint("a figure has one direction of travel; acknowledge it if the publication is wrong")
                .about(Subject {
                    against: verdict.against,
                    ..Subject::figure(&verdict.series, verdict.period)
                }),
            ),
            Some(_) => {}
            None => {
                first.insert(key, (verdict, direction));
            }
        }
    }
    findings
}
