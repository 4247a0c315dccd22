//! Two indicators that count alike: what one shows, the other cannot hide.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use disclosure::{Outcome, Request};
use framework::{Folder, Framework, compile};
use periods::Month;

const FRAMEWORK: &str = r#"
name = "Northshire"
organisation = "Northshire Council"
specimen = true
levels = ["county"]

[disclosure]
owner = "Information governance"
method = "hide"
threshold = 5
exempt = [{ indicators = ["RE-REFERRALS"], reason = "told by the department" }]

[[contacts]]
role = "Information governance"
"#;

const SHARE: &str = r#"
[SHARE]
title = "Percentage of referrals that are re-referrals"
polarity = "low"
unit = "percent"
basis = "month"
frequency = "month"
places = ["county"]

[SHARE.measure]
facts = "referrals"
numerator = "is_re_referral"
denominator = "*"
date = "day"
"#;

/// A count of the numerator of the share, of the referrals of which a column says so.
fn count(column: &str) -> String {
    format!(
        "[RE-REFERRALS]\ntitle = \"Re-referrals\"\npolarity = \"low\"\nunit = \"count\"\nbasis = \"month\"\n\
         frequency = \"month\"\nplaces = [\"county\"]\n\n[RE-REFERRALS.measure]\nfacts = \"referrals\"\n\
         numerator = \"{column}\"\ndate = \"day\"\n"
    )
}

/// The counts that could be worked out of a share of three in sixty, beside a count of three that is exempt.
fn given_away(column: &str) -> Vec<f64> {
    let framework = framework(&count(column));
    let month = Month::parse("2023-10").unwrap();
    let outcome = Outcome::of(Request::new(&framework, month, None).unwrap());
    assert_eq!(outcome.hidden.len(), 1, "the share is hidden for its own sake");
    outcome.given_away().map(|attacked| attacked.value).collect()
}

#[expect(clippy::panic, reason = "a helper of tests")]
fn framework(count: &str) -> Framework {
    let texts = [
        ("framework.toml", FRAMEWORK),
        ("places.csv", "place,name,level\nnorthshire,Northshire,county\n"),
        ("facts/referrals.sql", "SELECT record, place, day, is_re_referral, is_from_school FROM referrals\n"),
        ("indicators/share.toml", SHARE),
        ("indicators/count.toml", count),
        (
            "figures/all.csv",
            "indicator,place,period,numerator,denominator,value\n\
             SHARE,northshire,2023-10,3,60,\nRE-REFERRALS,northshire,2023-10,,,3\n",
        ),
    ];
    let folder = Folder::from_texts(texts.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let (framework, diagnostics) = compile(&folder);
    framework.unwrap_or_else(|| {
        panic!("{}", framework::render_all(&diagnostics, &folder, framework::Style::Plain))
    })
}

#[test]
fn a_numerator_that_another_indicator_shows_as_a_count_is_given_away() {
    assert_eq!(given_away("is_re_referral"), [3.0]);
}

#[test]
fn the_same_number_of_something_else_gives_nothing_away() {
    assert_eq!(given_away("is_from_school"), [0.0; 0]);
}
