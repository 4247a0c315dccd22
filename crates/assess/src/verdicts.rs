//! Our verdicts beside those that were published elsewhere.

use figures::Number;
use framework::{Diagnostic, Direction, Framework, PublishedVerdict, Rule, Subject};

use crate::assessment::{Assessment, assess};

/// Findings where a published target, rating or direction isn't ours.
#[must_use]
pub fn compare_verdicts(framework: &Framework) -> Vec<Diagnostic> {
    // Of several scorecards, a verdict does not say on which it stood.
    let scorecard = match framework.scorecards.as_slice() {
        [only] => framework.find_scorecard(&only.id),
        _ => None,
    };
    framework
        .verdicts
        .iter()
        .flat_map(|verdict| {
            let ours = assess(framework, scorecard, verdict.series, verdict.period);
            [
                target_differs(framework, verdict, &ours),
                rating_differs(framework, verdict, &ours),
                direction_differs(framework, verdict, &ours),
            ]
        })
        .flatten()
        .collect()
}

fn target_differs(
    framework: &Framework,
    verdict: &PublishedVerdict,
    ours: &Assessment<'_>,
) -> Option<Diagnostic> {
    let theirs = verdict.target.as_ref()?;
    let decimals = framework.rules(verdict.series.indicator, verdict.series.place, &verdict.period).decimals;
    let own = ours.target.as_ref().map(|applied| &applied.target);
    // A target that is a part of the year's was published rounded.
    let agrees = |own: &Number| own == theirs || own.rounded(decimals) == *theirs;
    (!own.is_some_and(agrees)).then(|| {
        let own = own.map_or_else(|| "that there is none".to_owned(), |own| format!("{own}"));
        let message = format!(
            "{} was published with the target {theirs}, our targets say {own}",
            subject(framework, verdict)
        );
        finding(verdict, message).hint("If the publication is wrong, say so in acknowledged.csv")
    })
}

fn rating_differs(
    framework: &Framework,
    verdict: &PublishedVerdict,
    ours: &Assessment<'_>,
) -> Option<Diagnostic> {
    let theirs = verdict.rating.as_deref()?;
    let own = ours.rating.as_ref().map(|rating| rating.token());
    (own != Some(theirs)).then(|| {
        let own = own.unwrap_or("not rated");
        let message = format!("{} was published as {theirs}, ours is {own}", subject(framework, verdict));
        finding(verdict, message)
            .hint(format!("{} If the publication is wrong, say so in acknowledged.csv", ours.reason))
    })
}

fn direction_differs(
    framework: &Framework,
    verdict: &PublishedVerdict,
    ours: &Assessment<'_>,
) -> Option<Diagnostic> {
    let theirs = verdict.direction?;
    let own = match verdict.against {
        Some(against) => ours.directions.iter().find(|travel| travel.compared_with == Some(against)),
        None => ours.directions.first(),
    };
    let word = own.and_then(|travel| travel.direction);
    (word != Some(theirs)).then(|| {
        let reason =
            own.map_or("No direction of travel compares with that period.", |travel| travel.reason.as_str());
        let message = format!(
            "{} was published as {}, ours is {}",
            subject(framework, verdict),
            theirs.token(),
            word.map_or("no direction", Direction::token)
        );
        let finding = finding(verdict, message);
        let subject = Subject { against: verdict.against, ..finding.subject.clone() };
        finding
            .about(subject)
            .hint(format!("{reason} If the publication is wrong, say so in acknowledged.csv"))
    })
}

fn subject(framework: &Framework, verdict: &PublishedVerdict) -> String {
    format!(
        "{} at {} in {}",
        framework.indicator(verdict.series.indicator).id,
        framework.place(verdict.series.place).name,
        verdict.period.words()
    )
}

fn finding(verdict: &PublishedVerdict, message: String) -> Diagnostic {
    Diagnostic::new(Rule::VerdictDiffers, verdict.location, message)
        .about(Subject::figure(&verdict.series, verdict.period))
}
