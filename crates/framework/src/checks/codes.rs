//! A code is a name: whoever reads it on two pages takes it for one thing.

use std::collections::BTreeMap;

use periods::Month;

use crate::diagnostics::{Diagnostic, Rule, Subject};
use crate::model::{Framework, Indicator, IndicatorId};

/// Codes that two indicators print at the same time and with different titles, though neither is the other shown again
/// or replaces it.
pub(super) fn two_meanings(framework: &Framework) -> Vec<Diagnostic> {
    let mut by_code: BTreeMap<&str, Vec<IndicatorId>> = BTreeMap::new();
    for id in framework.indicator_ids() {
        if let Some(code) = framework.indicator(id).printed_code() {
            by_code.entry(code).or_default().push(id);
        }
    }
    let mut findings = Vec::new();
    for (code, ids) in by_code {
        for (position, id) in ids.iter().enumerate() {
            let other = ids[..position].iter().find(|other| contradict(framework, *id, **other));
            if let Some(other) = other {
                let (one, other) = (framework.indicator(*id), framework.indicator(*other));
                findings.push(
                    Diagnostic::new(
                        Rule::CodeWithTwoMeanings,
                        one.location,
                        format!("`{code}` is printed for two indicators: `{}` and `{}`", title(other), title(one)),
                    )
                    .also(other.location, "the other")
                    .hint("give one of them another `code`; or say with `from` and `until` when each was used, or with `same_as` or `replaces` how they belong together")
                    .about(Subject { indicator: Some(*id), ..Subject::default() }),
                );
            }
        }
    }
    findings
}

fn contradict(framework: &Framework, one: IndicatorId, other: IndicatorId) -> bool {
    let shown = |id: IndicatorId| framework.indicator(id).same_as.unwrap_or(id);
    let replaces = |new: &Indicator, old: &Indicator| new.replaces.as_ref() == Some(&old.id);
    let (first, second) = (framework.indicator(one), framework.indicator(other));
    overlap(first, second)
        && title(first) != title(second)
        && shown(one) != shown(other)
        && !replaces(first, second)
        && !replaces(second, first)
}

/// Whether there is a month in which both are measured.
fn overlap(one: &Indicator, other: &Indicator) -> bool {
    let begins = |indicator: &Indicator| indicator.from.unwrap_or(Month::FIRST);
    let ends = |indicator: &Indicator| indicator.until.unwrap_or(Month::LAST);
    begins(one) <= ends(other) && begins(other) <= ends(one)
}

/// What an indicator is called now.
fn title(indicator: &Indicator) -> &str {
    indicator.rules.last().and_then(|era| era.first()).map_or("", |rules| &rules.title)
}
