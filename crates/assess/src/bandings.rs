//! What each rating stands for, in words.

use figures::{Number, Unit};
use framework::{Band, Edge, InferredKey, Polarity, Rules, Scheme};

use crate::reason::{print_distance, print_edge};
use crate::target::AppliedTarget;

/// The limits of each rating in a sentence: `Green at 18.0 or below; amber above 18.0 and up to 22.0; red above 22.0.`
/// Without a target the rule is said in general.
#[must_use]
pub fn bandings(rules: &Rules, applied: Option<&AppliedTarget>) -> String {
    match (&rules.rating.scheme, applied) {
        (Scheme::None, _) => "Not rated.".to_owned(),
        (Scheme::Bands(bands), _) => named(rules, bands),
        (Scheme::Previous(within), _) => format!(
            "Rated against the figure before: green if no worse, amber if worse by no more than {}, red otherwise.",
            distance(rules, within)
        ),
        (scheme, Some(applied)) => match rules.polarity {
            Polarity::Target => around(rules, scheme, applied),
            Polarity::Low => {
                to_one_side(rules, applied, ("or below", "above", "up"), |floor, target| floor > target)
            }
            Polarity::High | Polarity::Neutral => {
                to_one_side(rules, applied, ("or above", "below", "down"), |floor, target| floor < target)
            }
        },
        (scheme, None) => in_general(rules, scheme),
    }
}

/// That limits are not the council's own, where nobody published them.
#[must_use]
pub fn inferred_note(inferred: &[InferredKey]) -> Option<&'static str> {
    if floor_is_inferred(inferred) {
        Some("The floor is inferred from published ratings; the council did not publish it.")
    } else if inferred.is_empty() {
        None
    } else {
        Some("Parts of this rule are inferred; the council did not publish them.")
    }
}

/// Whether keys that nobody published leave a floor inferred.
#[must_use]
pub fn floor_is_inferred(inferred: &[InferredKey]) -> bool {
    inferred.iter().any(|key| matches!(key, InferredKey::Floor | InferredKey::Within | InferredKey::Amber))
}

/// A target that is to be reached from one side. There is amber only where the floor lies beyond the target.
fn to_one_side(
    rules: &Rules,
    applied: &AppliedTarget,
    (reached, missed, along): (&str, &str, &str),
    leaves_amber: impl Fn(&Number, &Number) -> bool,
) -> String {
    let target = print_edge(rules, &applied.target);
    let green = format!("Green at {target} {reached}");
    match &applied.floor {
        None => {
            format!("{green}; amber {missed} {target}: no floor was published, so nothing is red.")
        }
        Some(floor) if leaves_amber(floor, &applied.target) => {
            let floor = print_edge(rules, floor);
            format!("{green}; amber {missed} {target} and {along} to {floor}; red {missed} {floor}.")
        }
        Some(_) => format!("{green}; red {missed} {target}; nothing is amber."),
    }
}

/// A target that is to be met from either side.
fn around(rules: &Rules, scheme: &Scheme, applied: &AppliedTarget) -> String {
    let say = |number: &Number| print_edge(rules, number);
    let nought = Number::zero();
    let within = if let Scheme::Band { green, .. } = scheme { green } else { &nought };
    let (lowest, highest) = (&applied.target - within, &applied.target + within);
    let green = if within.is_zero() {
        format!("Green at {}", say(&applied.target))
    } else {
        format!("Green from {} to {}", say(&lowest), say(&highest))
    };
    match (&applied.floor, &applied.upper) {
        (Some(lower), Some(upper)) if *lower >= lowest && *upper <= highest => {
            format!("{green}; red elsewhere; nothing is amber.")
        }
        (Some(lower), Some(upper)) => {
            let (lower, upper) = (say(lower), say(upper));
            format!(
                "{green}; amber outside that and from {lower} to {upper}; red below {lower} or above {upper}."
            )
        }
        (Some(lower), None) => {
            let lower = say(lower);
            format!("{green}; amber outside that and no lower than {lower}; red below {lower}.")
        }
        (None, Some(upper)) => {
            let upper = say(upper);
            format!("{green}; amber outside that and no higher than {upper}; red above {upper}.")
        }
        (None, None) => format!("{green}; amber elsewhere: no floor was published, so nothing is red."),
    }
}

fn in_general(rules: &Rules, scheme: &Scheme) -> String {
    let beyond = if rules.polarity == Polarity::Low { "at or below" } else { "at or above" };
    match scheme {
        Scheme::Floor(floor) => format!(
            "Green {beyond} the target, amber {beyond} the floor of {}, red otherwise.",
            print_edge(rules, floor)
        ),
        Scheme::Points(within) => {
            format!(
                "Green {beyond} the target, amber within {} of it, red otherwise.",
                distance(rules, within)
            )
        }
        Scheme::Percent(within) => {
            format!("Green {beyond} the target, amber within {}% of it, red otherwise.", shortest(within))
        }
        Scheme::Band { green, amber } => format!(
            "Green within {} of the target on either side, amber within {}, red otherwise.",
            distance(rules, green),
            distance(rules, amber)
        ),
        Scheme::Unknown => format!(
            "Green {beyond} the target. No floor was published, so a missed target is amber and never red."
        ),
        Scheme::Bands(_) | Scheme::Previous(_) | Scheme::None => String::new(),
    }
}

/// A distance as a rule gives it: in percentage points without decimals that it doesn't have.
fn distance(rules: &Rules, size: &Number) -> String {
    match rules.unit {
        Unit::Percent => Unit::PercentagePoints.with_unit(&shortest(size)),
        _ => print_distance(rules, size),
    }
}

fn shortest(number: &Number) -> String {
    let decimals = (0..=6).find(|decimals| number.rounded(*decimals) == *number).unwrap_or(6);
    number.grouped(decimals)
}

fn named(rules: &Rules, bands: &[Band]) -> String {
    let names: Vec<String> =
        bands.iter().map(|band| format!("{} ({})", band.name, edges(rules, band))).collect();
    format!("Rated in bands: {}.", names.join("; "))
}

fn edges(rules: &Rules, band: &Band) -> String {
    let say = |edge: &Edge, included, excluded| {
        format!("{} {}", if edge.included { included } else { excluded }, print_edge(rules, &edge.at))
    };
    let lower = band.lower.as_ref().map(|edge| say(edge, "from", "above"));
    let upper = band.upper.as_ref().map(|edge| say(edge, "to", "below"));
    match (lower, upper) {
        (None, None) => "any value".to_owned(),
        (lower, upper) => lower.into_iter().chain(upper).collect::<Vec<_>>().join(" "),
    }
}
