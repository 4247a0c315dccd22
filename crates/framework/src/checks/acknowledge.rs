//! Findings that are known.

use crate::diagnostics::{Diagnostic, Rule};
use crate::model::{Acknowledgement, Framework};

/// Findings, parted into those that somebody has to look at and those that are known.
#[derive(Debug, Clone, Default)]
pub struct Review {
    /// To be looked at, acknowledgements that match nothing among them.
    pub open: Vec<Diagnostic>,
    /// Known, each with the reason.
    pub acknowledged: Vec<(Diagnostic, String)>,
}

/// Parts findings by the framework's acknowledgements. An acknowledgement that matches nothing is itself a finding.
#[must_use]
pub fn review(framework: &Framework, findings: Vec<Diagnostic>) -> Review {
    let mut review = Review::default();
    let mut used = vec![false; framework.acknowledgements.len()];
    for finding in findings {
        let known: Vec<usize> = framework
            .acknowledgements
            .iter()
            .enumerate()
            .filter(|(_, acknowledgement)| matches(acknowledgement, &finding))
            .map(|(position, _)| position)
            .collect();
        for position in &known {
            used[*position] = true;
        }
        match known.first() {
            Some(first) => {
                review.acknowledged.push((finding, framework.acknowledgements[*first].reason.clone()));
            }
            None => review.open.push(finding),
        }
    }
    for (acknowledgement, _) in framework.acknowledgements.iter().zip(used).filter(|(_, used)| !used) {
        review.open.push(
            Diagnostic::new(
                Rule::UnmatchedAcknowledgement,
                acknowledgement.location,
                format!("there is no finding `{}` like the one acknowledged here", acknowledgement.rule.token()),
            )
            .hint("what it acknowledged is gone, or another of its cells is about something else; take it out or correct it"),
        );
    }
    review
}

fn matches(acknowledgement: &Acknowledgement, finding: &Diagnostic) -> bool {
    acknowledgement.rule == finding.rule
        && acknowledgement.indicator.is_none_or(|indicator| finding.subject.indicator == Some(indicator))
        && acknowledgement.place.is_none_or(|place| finding.subject.places.contains(&place))
        && acknowledgement.period.is_none_or(|period| finding.subject.period == Some(period))
        && acknowledgement.basis.is_none_or(|basis| finding.subject.basis == Some(basis))
        && acknowledgement.breakdown.is_none_or(|breakdown| finding.subject.breakdown == Some(breakdown))
        && acknowledgement.against.is_none_or(|against| finding.subject.against == Some(against))
}
