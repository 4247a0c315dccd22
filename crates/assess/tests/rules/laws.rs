//! What holds for every figure, target and scheme.

use assess::assess;
use framework::Direction;
use proptest::prelude::*;

use crate::council::{Council, Seen, council, period, series};

/// A decimal with two digits after the point, from its hundredths.
fn decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
}

/// The county's figure of June 2021 and Ashford's and Dover's, from one compilation.
fn seen(council: &Council) -> [Seen; 3] {
    let framework = council.compile();
    ["kent", "ashford", "dover"]
        .map(|place| Seen::new(assess(&framework, None, series(&framework, place), period("2021-06"))))
}

/// Schemes that stand with the polarities high and low; edges are hundredths.
#[derive(Debug, Clone)]
enum Scheme {
    /// So far from the target, on its easier side, as an absolute floor.
    Floor(i64),
    Points(i64),
    Percent(i64),
    Unknown,
    Previous(i64),
}

impl Scheme {
    fn written(&self, polarity: &str, target: i64) -> String {
        match self {
            Self::Floor(distance) => {
                let floor = if polarity == "high" { target - distance } else { target + distance };
                format!("rating = {{ scheme = 'floor', floor = '{}' }}", decimal(floor))
            }
            Self::Points(within) => {
                format!("rating = {{ scheme = 'points', within = '{}' }}", decimal(*within))
            }
            Self::Percent(within) => {
                format!("rating = {{ scheme = 'percent', within = '{}' }}", decimal(*within))
            }
            Self::Unknown => "rating = { scheme = 'unknown' }".to_owned(),
            Self::Previous(within) => {
                format!("rating = {{ scheme = 'previous', within = '{}' }}", decimal(*within))
            }
        }
    }
}

fn scheme() -> impl Strategy<Value = Scheme> {
    prop_oneof![
        (0..2000_i64).prop_map(Scheme::Floor),
        (0..2000_i64).prop_map(Scheme::Points),
        (0..5000_i64).prop_map(Scheme::Percent),
        Just(Scheme::Unknown),
        (0..2000_i64).prop_map(Scheme::Previous),
    ]
}

fn one_sided() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just("high"), Just("low")]
}

/// A score, so that a figure can be of either sign.
fn scored(polarity: &str, scheme: &Scheme, target: i64) -> Council {
    council(&["unit = 'score'", &format!("polarity = '{polarity}'"), &scheme.written(polarity, target)])
        .target("FY2021-22", &decimal(target))
}

fn rank(rating: &str) -> usize {
    ["red", "amber", "green"].iter().position(|word| *word == rating).unwrap()
}

fn opposite(direction: Direction) -> Direction {
    match direction {
        Direction::Improved => Direction::Worsened,
        Direction::Worsened => Direction::Improved,
        Direction::Increased => Direction::Decreased,
        Direction::Decreased => Direction::Increased,
        Direction::Same => Direction::Same,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Cross-multiplied in whole numbers: no rounding has a say.
    #[test]
    fn a_rating_is_the_order_of_a_value_and_its_edges(
        polarity in one_sided(),
        (numerator, denominator) in (1..3000_i64).prop_flat_map(|denominator| (0..=denominator, Just(denominator))),
        target in 0..10_000_i64,
        floor_distance in 0..2000_i64,
        on_target in any::<bool>(),
    ) {
        // Half the targets lie within a hundredth of the value, where rounding would mislead.
        let target = if on_target { numerator * 10_000 / denominator } else { target };
        let floor = if polarity == "high" { target - floor_distance } else { target + floor_distance };
        let reaches = |edge: i64| {
            let (value, edge) = (numerator * 10_000, edge * denominator);
            if polarity == "high" { value >= edge } else { value <= edge }
        };
        let expected = if reaches(target) { "green" } else if reaches(floor) { "amber" } else { "red" };
        let scheme = Scheme::Floor(floor_distance);
        let seen = council(&[&format!("polarity = '{polarity}'"), &scheme.written(polarity, target)])
            .target("FY2021-22", &decimal(target))
            .figure("2021-06", &format!("{numerator}/{denominator}"))
            .assess("2021-06");
        prop_assert_eq!(seen.rating, expected, "{}", seen.reason);
    }

    #[test]
    fn a_better_value_never_has_a_worse_rating(
        polarity in one_sided(),
        scheme in scheme(),
        target in -5000..5000_i64,
        before in -5000..5000_i64,
        values in (-6000..6000_i64, -6000..6000_i64),
    ) {
        let (first, second) = values;
        let [_, first_seen, second_seen] = seen(
            &scored(polarity, &scheme, target)
                .figure_at("ashford", "2021-05", &decimal(before))
                .figure_at("dover", "2021-05", &decimal(before))
                .figure_at("ashford", "2021-06", &decimal(first))
                .figure_at("dover", "2021-06", &decimal(second)),
        );
        let first_is_better = if polarity == "high" { first >= second } else { first <= second };
        let (better, worse) = if first_is_better { (first_seen, second_seen) } else { (second_seen, first_seen) };
        prop_assert!(rank(&better.rating) >= rank(&worse.rating), "{} {}", better.reason, worse.reason);
    }

    #[test]
    fn a_higher_value_never_lies_in_a_lower_band(
        edges in proptest::collection::btree_set(-3000..3000_i64, 2),
        values in (-6000..6000_i64, -6000..6000_i64),
    ) {
        let edges: Vec<String> = edges.into_iter().map(decimal).collect();
        let bands = format!(
            "rating = {{ scheme = 'bands', bands = [{{ name = '0', below = '{0}' }}, \
             {{ name = '1', from = '{0}', to = '{1}' }}, {{ name = '2', above = '{1}' }}] }}",
            edges[0], edges[1]
        );
        let (low, high) = (values.0.min(values.1), values.0.max(values.1));
        let [_, lower, higher] = seen(
            &council(&["unit = 'score'", &bands])
                .figure_at("ashford", "2021-06", &decimal(low))
                .figure_at("dover", "2021-06", &decimal(high)),
        );
        prop_assert!(lower.rating != "-" && lower.rating <= higher.rating);
    }

    #[test]
    fn nearer_to_the_target_is_never_rated_worse(
        target in -3000..3000_i64,
        distances in (0..2000_i64, 0..2000_i64),
        values in (-6000..6000_i64, -6000..6000_i64),
    ) {
        let (green, amber) = (distances.0.min(distances.1), distances.0.max(distances.1));
        let band = format!(
            "rating = {{ scheme = 'band', green = '{}', amber = '{}' }}", decimal(green), decimal(amber)
        );
        let distance = |value: i64| (value - target).abs();
        let (near, far) = if distance(values.0) <= distance(values.1) { values } else { (values.1, values.0) };
        let [_, nearer, farther] = seen(
            &council(&["unit = 'score'", "polarity = 'target'", &band])
                .target("FY2021-22", &decimal(target))
                .figure_at("ashford", "2021-06", &decimal(near))
                .figure_at("dover", "2021-06", &decimal(far)),
        );
        prop_assert!(rank(&nearer.rating) >= rank(&farther.rating), "{} {}", nearer.reason, farther.reason);
    }

    #[test]
    fn the_way_back_has_the_opposite_direction(
        polarity in prop_oneof![Just("high"), Just("low"), Just("target"), Just("none")],
        against in prop_oneof![Just("previous period"), Just("previous figure"), Just("regression over 2")],
        same in proptest::option::of(0..300_i64),
        printed in any::<bool>(),
        plain in any::<bool>(),
        values in (-1000..1000_i64, -1000..1000_i64),
    ) {
        let same = same.map_or_else(String::new, |same| format!(", same = '{}'", decimal(same)));
        let compare = if printed { "printed" } else { "unrounded" };
        let rule = format!(
            "directions = [{{ against = '{against}', compare = '{compare}', plain = {plain}{same} }}]"
        );
        let [_, there, back] = seen(
            &council(&["unit = 'score'", &format!("polarity = '{polarity}'"), &rule])
                .target("FY2021-22", "1")
                .figure_at("ashford", "2021-05", &decimal(values.0))
                .figure_at("ashford", "2021-06", &decimal(values.1))
                .figure_at("dover", "2021-05", &decimal(values.1))
                .figure_at("dover", "2021-06", &decimal(values.0)),
        );
        let (there, back) = (there.directions[0].direction, back.directions[0].direction);
        prop_assert!(there.is_some());
        prop_assert_eq!(there.map(opposite), back);
    }

    #[test]
    fn turning_everything_upside_down_changes_no_rating_and_no_direction(
        scheme in scheme(),
        target in -5000..5000_i64,
        values in (-6000..6000_i64, -6000..6000_i64),
    ) {
        let turned = |polarity: &str, sign: i64| {
            let seen = scored(polarity, &scheme, sign * target)
                .figure("2021-05", &decimal(sign * values.0))
                .figure("2021-06", &decimal(sign * values.1))
                .assess("2021-06");
            (seen.rating, seen.directions[0].direction)
        };
        prop_assert_eq!(turned("high", 1), turned("low", -1));
    }

    #[test]
    fn a_proportion_of_more_cases_is_the_same_proportion(
        polarity in one_sided(),
        scheme in scheme(),
        target in 0..10_000_i64,
        proportions in proptest::collection::vec((0..500_i64, 10..500_i64), 2),
        times in 2..50_i64,
    ) {
        let scaled = |times: i64| {
            let figure = |index: usize| {
                let (numerator, denominator): (i64, i64) = proportions[index];
                format!("{}/{}", numerator * times, denominator * times)
            };
            let seen = council(&[&format!("polarity = '{polarity}'"), &scheme.written(polarity, target)])
                .target("FY2021-22", &decimal(target))
                .figure("2021-05", &figure(0))
                .figure("2021-06", &figure(1))
                .assess("2021-06");
            let travel = seen.directions[0].clone();
            (seen.rating, seen.value, seen.cautions, travel.direction, travel.change)
        };
        prop_assert_eq!(scaled(1), scaled(times));
    }
}
