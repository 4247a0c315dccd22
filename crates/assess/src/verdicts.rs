//! Our verdicts beside those that were published elsewhere.

use figures::{Number, Unit};
use framework::{Diagnostic, Direction, Framework, Polarity, PublishedVerdict, Rule, Scheme, Subject};

use crate::assessment::{Assessment, assess};
use crate::direction::DirectionOfTravel;

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
        finding(Rule::VerdictDiffers, verdict, message)
            .hint("If the publication is wrong, say so in acknowledged.csv")
    })
}

/// A published rating beside ours. One that stands on nothing, and one that its own target rules out, are said to be so:
/// no rule of ours is needed to see it.
fn rating_differs(
    framework: &Framework,
    verdict: &PublishedVerdict,
    ours: &Assessment<'_>,
) -> Option<Diagnostic> {
    let theirs = verdict.rating.as_deref()?;
    let published = format!("{} was published as {theirs}", subject(framework, verdict));
    if let Some(why) = nothing_to_rate(framework, verdict, ours) {
        return Some(
            finding(Rule::RatingWithoutFigure, verdict, format!("{published}, but there is {why}"))
                .hint("supply what is missing; if the publication is wrong, say so in acknowledged.csv"),
        );
    }
    if let Some(why) = contradiction(framework, verdict, ours) {
        return Some(
            finding(Rule::RatingContradictsTarget, verdict, format!("{published}, but {why}"))
                .hint("no floor makes that right; if the publication is wrong, say so in acknowledged.csv"),
        );
    }
    let own = ours.rating.as_ref().map(|rating| rating.token());
    (own != Some(theirs)).then(|| {
        let own = own.unwrap_or("not rated");
        finding(Rule::VerdictDiffers, verdict, format!("{published}, ours is {own}"))
            .hint(format!("{} If the publication is wrong, say so in acknowledged.csv", ours.reason))
    })
}

/// What a rating lacks to stand on: a figure, or a target where its scheme needs one.
fn nothing_to_rate(
    framework: &Framework,
    verdict: &PublishedVerdict,
    ours: &Assessment<'_>,
) -> Option<String> {
    if let Some(absence) = ours.reading.absence() {
        return Some(format!("no figure (`{}`)", absence.token()));
    }
    let rules = framework.rules(verdict.series.indicator, verdict.series.place, &verdict.period);
    let needs_target = !matches!(rules.rating.scheme, Scheme::Bands(_) | Scheme::Previous(_) | Scheme::None);
    let lacks_target = verdict.target.is_none() && ours.target.is_none();
    (needs_target && lacks_target).then(|| "no target".to_owned())
}

/// Why a rating cannot follow from the target beside it, whatever the floor: green while the target is missed, another
/// colour while it is met.
fn contradiction(framework: &Framework, verdict: &PublishedVerdict, ours: &Assessment<'_>) -> Option<String> {
    let rules = framework.rules(verdict.series.indicator, verdict.series.place, &verdict.period);
    if matches!(rules.rating.scheme, Scheme::Bands(_) | Scheme::Previous(_)) {
        return None;
    }
    let value = ours.reading.value()?;
    let target = verdict.target.as_ref().or(ours.target.as_ref().map(|applied| &applied.target))?;
    let gain = match rules.polarity {
        Polarity::High => value.number() - target,
        Polarity::Low => target - value.number(),
        // How far from the target is still green may not have been published.
        Polarity::Target | Polarity::Neutral => return None,
    };
    // Digits that were not printed may lie on either side of the target.
    let exact = rules.unit == Unit::Count || (value.numerator().is_some() && value.denominator().is_some());
    let unprinted = if exact { Number::zero() } else { Number::rounding(rules.decimals) };
    let verb = match verdict.rating.as_deref()? {
        "green" if &gain + &unprinted < Number::zero() => "misses",
        "amber" | "red" if gain >= unprinted => "meets",
        _ => return None,
    };
    Some(format!("{} {verb} its target of {target}", value.number().printed(rules.decimals)))
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
        let reason = own.map_or_else(
            || "No direction of travel compares with that period.".to_owned(),
            DirectionOfTravel::reason,
        );
        let message = format!(
            "{} was published as {}, ours is {}",
            subject(framework, verdict),
            theirs.token(),
            word.map_or("no direction", Direction::token)
        );
        let finding = finding(Rule::VerdictDiffers, verdict, message);
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

fn finding(rule: Rule, verdict: &PublishedVerdict, message: String) -> Diagnostic {
    Diagnostic::new(rule, verdict.location, message).about(Subject::figure(&verdict.series, verdict.period))
}
