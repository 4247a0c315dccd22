//! What holds of every public copy, whatever the figures: nothing hidden can be worked out more closely than the profile
//! allows.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::support::{COUNT, PERCENT, decide, with_head};
use disclosure::{Request, attack};
use framework::{FigureKey, Framework};
use periods::Month;
use proptest::prelude::*;

const DISTRICTS: [&str; 3] = ["eastvale", "midvale", "westvale"];
const SEXES: [&str; 2] = ["girls", "boys"];
const AGES: [&str; 3] = ["under 5", "5 to 10", "over 10"];

/// Children of each district, sex and age in each month: some of them, and all.
type Children = Vec<(u32, u32)>;

/// What a copy is made of: which figures there are, and the children in them.
#[derive(Debug, Clone)]
struct Shape {
    months: usize,
    by_sex: bool,
    by_age: bool,
    crossed: bool,
    unallocated: u32,
    children: Children,
}

impl Shape {
    /// The counts of some districts, sexes and ages in a month.
    fn count(
        &self,
        month: usize,
        district: Option<usize>,
        sex: Option<usize>,
        age: Option<usize>,
    ) -> (u32, u32) {
        let mut sum = (0, 0);
        for (at, (some, all)) in self.children.iter().enumerate() {
            let here = (at / 18, at / 6 % 3, at / 3 % 2, at % 3);
            let is = |wanted: Option<usize>, here| wanted.is_none_or(|wanted| wanted == here);
            if here.0 == month && is(district, here.1) && is(sex, here.2) && is(age, here.3) {
                sum = (sum.0 + some, sum.1 + some + all);
            }
        }
        if district.is_none() && sex.is_none() && age.is_none() {
            sum = (sum.0, sum.1 + self.unallocated);
        }
        sum
    }

    fn breakdowns(&self) -> Vec<(String, Option<usize>, Option<usize>)> {
        let mut breakdowns = vec![(String::new(), None, None)];
        let sexes = SEXES.iter().enumerate();
        let ages = || AGES.iter().enumerate();
        if self.by_sex {
            breakdowns.extend(sexes.clone().map(|(at, sex)| ((*sex).to_owned(), Some(at), None)));
        }
        if self.by_age {
            breakdowns.extend(ages().map(|(at, age)| ((*age).to_owned(), None, Some(at))));
        }
        if self.crossed {
            breakdowns.extend(sexes.flat_map(|(at, sex)| {
                ages().map(move |(age, name)| (format!("{sex} + {name}"), Some(at), Some(age)))
            }));
        }
        breakdowns
    }

    fn framework(&self, is_proportion: bool, disclosure: &str) -> Framework {
        let mut rows = String::new();
        let places = DISTRICTS.iter().enumerate().map(|(at, place)| (*place, Some(at)));
        let places: Vec<_> = places.chain([("northshire", None)]).collect();
        for month in 0..self.months {
            for (place, district) in &places {
                for (breakdown, sex, age) in self.breakdowns() {
                    let (some, all) = self.count(month, *district, sex, age);
                    let period = format!("2023-{:02}", 10 - month);
                    if !is_proportion {
                        writeln!(rows, "{place},{period},{breakdown},{all}").unwrap();
                    } else if all > 0 {
                        writeln!(rows, "{place},{period},{breakdown},{some}/{all}").unwrap();
                    }
                }
            }
        }
        let count = COUNT.replace("exact", "with unallocated");
        with_head(disclosure, if is_proportion { PERCENT } else { &count }, &rows)
    }
}

fn shapes() -> impl Strategy<Value = Shape> {
    let children = prop_oneof![3 => (0_u32..3, 0_u32..4), 2 => (0_u32..20, 0_u32..90)];
    (1_usize..3, any::<[bool; 3]>(), 0_u32..8).prop_flat_map(
        move |(months, [by_sex, by_age, crossed], unallocated)| {
            prop::collection::vec(children.clone(), 18 * months).prop_map(move |children| Shape {
                months,
                by_sex,
                by_age,
                crossed,
                unallocated,
                children,
            })
        },
    )
}

/// The least width that the attack leaves to a protected count, and whether the copy was refused.
fn attacked(framework: &Framework) -> (f64, bool, f64) {
    let outcome = decide(framework);
    let hidden: BTreeSet<FigureKey> = outcome.hidden.keys().copied().collect();
    let request = Request::new(framework, Month::parse("2023-10").unwrap(), None).unwrap();
    let widths = attack(request, &hidden).into_iter().map(|one| one.interval.width());
    (widths.fold(f64::INFINITY, f64::min), outcome.given_away().count() > 0, f64::from(outcome.uncertainty))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_hidden_is_worked_out_of_counts(shape in shapes()) {
        let (least, is_refused, wanted) = attacked(&shape.framework(false, ""));
        prop_assert!(least >= wanted && !is_refused, "{least}");
    }

    #[test]
    fn nothing_hidden_is_worked_out_of_proportions(shape in shapes()) {
        let (least, is_refused, wanted) = attacked(&shape.framework(true, ""));
        prop_assert!(least >= wanted && !is_refused, "{least}");
    }

    #[test]
    fn nothing_small_is_worked_out_of_rounded_counts(shape in shapes()) {
        let (least, is_refused, wanted) = attacked(&shape.framework(false, "nearest = 5"));
        prop_assert!(least >= wanted && !is_refused, "{least}");
    }
}
