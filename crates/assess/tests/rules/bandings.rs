//! The limits of each rating in words, for every scheme and polarity.

use assess::{assess, bandings, inferred_note};
use framework::InferredKey;

use crate::council::{council, period, series};

/// What is said of an indicator with this unit, polarity, rating and row of targets; an empty row is no target.
fn said(unit: &str, polarity: &str, rating: &str, target: &str) -> String {
    let mut council = council(&[
        &format!("unit = '{unit}'"),
        &format!("polarity = '{polarity}'"),
        &format!("rating = {{ {rating} }}"),
        "decimals = 1",
    ])
    .figure("2021-06", "5");
    if !target.is_empty() {
        council = council.target_row(&format!("period=FY2021-22, {target}"));
    }
    let framework = council.compile();
    let (series, june) = (series(&framework, "kent"), period("2021-06"));
    let assessment = assess(&framework, None, series, june);
    bandings(framework.rules(series.indicator, series.place, &june), assessment.target.as_ref())
}

#[test]
fn every_scheme_says_its_limits() {
    let floor = "scheme = 'floor', floor = '22'";
    let band = "scheme = 'band', green = '2.5', amber = '7.5'";
    let bands = "scheme = 'bands', bands = [{ name = 'Good', from = '90', counts_as = 'green' }, { name = 'Fair', from = '50', below = '90' }, { name = 'Poor', below = '50' }]";
    let table = [
        // The caseload of a published exception report: above 22 red, 18 to 22 amber, 18 and below green.
        (
            "average",
            "low",
            floor,
            "target=18",
            "Green at 18.0 or below; amber above 18.0 and up to 22.0; red above 22.0.",
        ),
        (
            "percent",
            "high",
            "scheme = 'floor', floor = '80'",
            "target=85",
            "Green at 85.0% or above; amber below 85.0% and down to 80.0%; red below 80.0%.",
        ),
        (
            "percent",
            "high",
            "scheme = 'points', within = '3'",
            "target=85",
            "Green at 85.0% or above; amber below 85.0% and down to 82.0%; red below 82.0%.",
        ),
        (
            "percent",
            "low",
            "scheme = 'points', within = '3'",
            "target=20",
            "Green at 20.0% or below; amber above 20.0% and up to 23.0%; red above 23.0%.",
        ),
        (
            "days",
            "low",
            "scheme = 'percent', within = '50'",
            "target=10",
            "Green at 10.0 days or below; amber above 10.0 days and up to 15.0 days; red above 15.0 days.",
        ),
        (
            "percent",
            "high",
            "scheme = 'points', within = '0'",
            "target=90",
            "Green at 90.0% or above; red below 90.0%; nothing is amber.",
        ),
        (
            "percent",
            "high",
            "scheme = 'unknown'",
            "target=70",
            "Green at 70.0% or above; amber below 70.0%: no floor was published, so nothing is red.",
        ),
        (
            "percent",
            "low",
            "scheme = 'unknown'",
            "target=70, floor=75",
            "Green at 70.0% or below; amber above 70.0% and up to 75.0%; red above 75.0%.",
        ),
        (
            "percent",
            "target",
            band,
            "target=20",
            "Green from 17.5% to 22.5%; amber outside that and from 12.5% to 27.5%; red below 12.5% or above 27.5%.",
        ),
        (
            "percent",
            "target",
            "scheme = 'band', green = '2.5', amber = '2.5'",
            "target=20",
            "Green from 17.5% to 22.5%; red elsewhere; nothing is amber.",
        ),
        (
            "percent",
            "target",
            "scheme = 'unknown'",
            "target=20",
            "Green at 20.0%; amber elsewhere: no floor was published, so nothing is red.",
        ),
        (
            "percent",
            "target",
            "scheme = 'unknown'",
            "target=20, floor=15",
            "Green at 20.0%; amber outside that and no lower than 15.0%; red below 15.0%.",
        ),
        (
            "percent",
            "target",
            "scheme = 'unknown'",
            "target=20, upper=25",
            "Green at 20.0%; amber outside that and no higher than 25.0%; red above 25.0%.",
        ),
        (
            "percent",
            "high",
            bands,
            "",
            "Rated in bands: Poor (below 50.0%); Fair (from 50.0% below 90.0%); Good (from 90.0%).",
        ),
        (
            "percent",
            "low",
            "scheme = 'previous', within = '2'",
            "",
            "Rated against the figure before: green if no worse, amber if worse by no more than 2 percentage points, red otherwise.",
        ),
        ("percent", "high", "scheme = 'none'", "target=20", "Not rated."),
        // Without a target
        (
            "average",
            "low",
            floor,
            "",
            "Green at or below the target, amber at or below the floor of 22.0, red otherwise.",
        ),
        (
            "percent",
            "high",
            "scheme = 'points', within = '3'",
            "",
            "Green at or above the target, amber within 3 percentage points of it, red otherwise.",
        ),
        (
            "percent",
            "high",
            "scheme = 'percent', within = '12.5'",
            "",
            "Green at or above the target, amber within 12.5% of it, red otherwise.",
        ),
        (
            "percent",
            "target",
            band,
            "",
            "Green within 2.5 percentage points of the target on either side, amber within 7.5 percentage points, red otherwise.",
        ),
        (
            "percent",
            "high",
            "scheme = 'unknown'",
            "",
            "Green at or above the target. No floor was published, so a missed target is amber and never red.",
        ),
    ];
    for (unit, polarity, rating, target, expected) in table {
        assert_eq!(said(unit, polarity, rating, target), expected, "{polarity}, {rating}, {target}");
    }
}

#[test]
fn limits_that_nobody_published_say_so() {
    assert_eq!(inferred_note(&[]), None);
    for key in [InferredKey::Floor, InferredKey::Within, InferredKey::Amber] {
        assert!(inferred_note(&[key]).is_some_and(|note| note.starts_with("The floor is inferred")));
    }
    for key in [InferredKey::Green, InferredKey::Bands] {
        assert!(inferred_note(&[key]).is_some_and(|note| note.starts_with("Parts of this rule")));
    }
}
