//! A small count planted in each relation by which it could be worked out.

use crate::support::{COUNT, PERCENT, decide, framework, hidden_in, shown_in, with_head};

const MONTHLY: &str =
    "unit = \"count\"\ndecimals = 0\nbasis = \"month\"\nfrequency = \"month\"\nsums = \"no\"";

#[test]
fn without_small_counts_everything_is_shown() {
    let figures = "northshire,2023-10,,60\neastvale,2023-10,,10\nmidvale,2023-10,,20\nwestvale,2023-10,,30";
    assert_eq!(hidden_in(&framework(COUNT, figures)), [""; 0]);
}

#[test]
fn the_threshold_itself_is_shown_and_one_less_is_not() {
    let one = |count: u32| hidden_in(&framework(COUNT, &format!("eastvale,2023-10,,{count}")));
    assert_eq!(one(5), [""; 0]);
    assert_eq!(one(4), ["eastvale 2023-10*"]);
    assert_eq!(one(1), ["eastvale 2023-10*"]);
}

#[test]
fn nought_is_shown_unless_the_profile_says_that_it_tells() {
    let figures = "eastvale,2023-10,,0";
    assert_eq!(hidden_in(&framework(COUNT, figures)), [""; 0]);
    assert_eq!(hidden_in(&with_head("zeros = \"small\"", COUNT, figures)), ["eastvale 2023-10*"]);
}

#[test]
fn a_district_cannot_be_had_from_the_county_and_the_others() {
    let figures = "northshire,2023-10,,53\neastvale,2023-10,,3\nmidvale,2023-10,,20\nwestvale,2023-10,,30";
    let hidden = hidden_in(&framework(COUNT, figures));
    assert_eq!((hidden.len(), hidden[0].as_str()), (2, "eastvale 2023-10*"), "{hidden:?}");
}

#[test]
fn two_small_districts_protect_each_other_only_if_their_sum_leaves_room() {
    let figures = "northshire,2023-10,,54\neastvale,2023-10,,3\nmidvale,2023-10,,1\nwestvale,2023-10,,50";
    let hidden = hidden_in(&framework(COUNT, figures));
    assert_eq!(hidden, ["eastvale 2023-10*", "midvale 2023-10*", "westvale 2023-10"]);
    let figures = "northshire,2023-10,,56\neastvale,2023-10,,3\nmidvale,2023-10,,3\nwestvale,2023-10,,50";
    assert_eq!(hidden_in(&framework(COUNT, figures)), ["eastvale 2023-10*", "midvale 2023-10*"]);
}

#[test]
fn cases_of_no_district_are_a_small_count_too() {
    let unallocated = COUNT.replace("exact", "with unallocated");
    let figures = "northshire,2023-10,,62\neastvale,2023-10,,10\nmidvale,2023-10,,20\nwestvale,2023-10,,30";
    assert_eq!(hidden_in(&framework(&unallocated, figures)).len(), 1);
    let many = "northshire,2023-10,,70\neastvale,2023-10,,10\nmidvale,2023-10,,20\nwestvale,2023-10,,30";
    assert_eq!(hidden_in(&framework(&unallocated, many)), [""; 0]);
}

#[test]
fn a_proportion_is_hidden_for_its_numerator_its_rest_and_its_denominator() {
    let one = |counts: &str| hidden_in(&framework(PERCENT, &format!("eastvale,2023-10,,{counts}")));
    for (counts, is_hidden) in
        [("3/90", true), ("87/90", true), ("0/3", true), ("30/90", false), ("0/90", false)]
    {
        assert_eq!(!one(counts).is_empty(), is_hidden, "{counts}");
    }
    assert_eq!(one("90/90"), [""; 0], "all of them leave nobody out");
}

#[test]
fn numerators_and_denominators_add_whether_or_not_the_framework_says_so() {
    let figures =
        "northshire,2023-10,,33/200\neastvale,2023-10,,3/60\nmidvale,2023-10,,10/70\nwestvale,2023-10,,20/70";
    let hidden = hidden_in(&framework(PERCENT, figures));
    assert_eq!((hidden.len(), hidden[0].as_str()), (2, "eastvale 2023-10*"), "{hidden:?}");
}

#[test]
fn members_of_a_breakdown_add_to_the_whole() {
    let figures = "eastvale,2023-10,,43\neastvale,2023-10,girls,3\neastvale,2023-10,boys,40";
    assert_eq!(hidden_in(&framework(COUNT, figures)), ["eastvale 2023-10 boys", "eastvale 2023-10 girls*"]);
}

#[test]
fn a_member_that_is_shown_nowhere_is_a_small_count_too() {
    let figures = "eastvale,2023-10,,43\neastvale,2023-10,boys,40";
    assert_eq!(hidden_in(&framework(COUNT, figures)), ["eastvale 2023-10 boys"]);
}

#[test]
fn breakdowns_that_cross_are_protected_on_both_sides() {
    let figures = "eastvale,2023-10,,93
        eastvale,2023-10,girls,43
        eastvale,2023-10,boys,50
        eastvale,2023-10,under 5,33
        eastvale,2023-10,5 to 10,30
        eastvale,2023-10,over 10,30
        eastvale,2023-10,girls + under 5,3
        eastvale,2023-10,girls + 5 to 10,20
        eastvale,2023-10,girls + over 10,20
        eastvale,2023-10,boys + under 5,30
        eastvale,2023-10,boys + 5 to 10,10
        eastvale,2023-10,boys + over 10,10";
    let hidden = hidden_in(&framework(COUNT, figures));
    assert_eq!(hidden.len(), 4, "{hidden:?}");
    assert!(hidden.contains(&"eastvale 2023-10 girls + under 5*".to_owned()));
}

#[test]
fn a_cohort_that_leaves_a_few_out_is_not_shown_beside_the_whole() {
    let few = "northshire,2023-10,,403\nnorthshire,2023-10,excluding UASC,400";
    assert_eq!(hidden_in(&framework(COUNT, few)), ["northshire 2023-10 excluding UASC"]);
    let many = "northshire,2023-10,,440\nnorthshire,2023-10,excluding UASC,400";
    assert_eq!(hidden_in(&framework(COUNT, many)), [""; 0]);
}

#[test]
fn a_month_cannot_be_had_from_the_year_to_date_before_and_after() {
    let to_date =
        "unit = \"count\"\ndecimals = 0\nbasis = \"year to date\"\nfrequency = \"month\"\nsums = \"no\"";
    let small = "northshire,2023-08,,40\nnorthshire,2023-09,,52\nnorthshire,2023-10,,55";
    assert_eq!(hidden_in(&framework(to_date, small)).len(), 1);
    let large = "northshire,2023-08,,40\nnorthshire,2023-09,,52\nnorthshire,2023-10,,65";
    assert_eq!(hidden_in(&framework(to_date, large)), [""; 0]);
}

#[test]
fn a_small_month_cannot_be_had_from_the_quarter_and_the_other_months() {
    let monthly = format!("{MONTHLY}\nalso = [\"quarter\"]");
    let figures = "northshire,2023-07,,3
        northshire,2023-08,,20
        northshire,2023-09,,30
        northshire,FY2023-24-Q2,,53;quarter";
    let hidden = hidden_in(&framework(&monthly, figures));
    assert_eq!(hidden.len(), 2, "{hidden:?}");
    assert!(hidden.contains(&"northshire 2023-07*".to_owned()));
}

#[test]
fn overlapping_years_give_a_month_away_only_beside_the_month_a_year_before() {
    let monthly = format!("{MONTHLY}\nalso = [\"rolling 12 months\"]");
    // Of October 2022 and 2023 the second is small; the two rolling years differ by what they differ.
    let figures = "northshire,2022-10,,23
        northshire,2023-10,,3
        northshire,2023-09,,500;rolling 12 months
        northshire,2023-10,,480;rolling 12 months";
    let hidden = hidden_in(&framework(&monthly, figures));
    assert_eq!(hidden.len(), 2, "{hidden:?}");
    assert!(hidden.contains(&"northshire 2023-10*".to_owned()), "{hidden:?}");
}

#[test]
fn what_is_public_already_stays_shown_and_another_figure_takes_its_place() {
    let figures = "northshire,2023-10,,53\neastvale,2023-10,,3\nmidvale,2023-10,,20\nwestvale,2023-10,,30";
    let mut framework = framework(COUNT, figures);
    let midvale = framework.find_place("midvale").expect("a place");
    let public = framework.figures.iter().filter(|(key, _)| key.place == midvale);
    framework.already_public = public.map(|(key, series)| (*key, series.clone())).collect();
    assert_eq!(hidden_in(&framework), ["eastvale 2023-10*", "westvale 2023-10"]);
}

#[test]
fn a_copy_that_would_give_away_what_all_others_are_public_of_is_refused() {
    let figures = "northshire,2023-10,,53\neastvale,2023-10,,3\nmidvale,2023-10,,20\nwestvale,2023-10,,30";
    let mut framework = framework(COUNT, figures);
    let eastvale = framework.find_place("eastvale").expect("a place");
    let public = framework.figures.iter().filter(|(key, _)| key.place != eastvale);
    framework.already_public = public.map(|(key, series)| (*key, series.clone())).collect();
    let outcome = decide(&framework);
    let given_away: Vec<f64> = outcome.given_away().map(|attacked| attacked.value).collect();
    assert_eq!(given_away, [3.0]);
}

#[test]
fn exempt_figures_are_shown_and_sensitive_ones_have_a_threshold_of_their_own() {
    let exempt = "exempt = [{ indicators = [\"X\"], reason = \"schools are counted\" }]";
    assert_eq!(hidden_in(&with_head(exempt, COUNT, "eastvale,2023-10,,3")), [""; 0]);
    let sensitive = "sensitive = [{ breakdowns = [\"girls\"], threshold = 10, reason = \"few\" }]";
    let figures = "eastvale,2023-10,girls,9\neastvale,2023-10,girls + under 5,9\nwestvale,2023-10,boys,9";
    let hidden = hidden_in(&with_head(sensitive, COUNT, figures));
    assert_eq!(hidden, ["eastvale 2023-10 girls + under 5*", "eastvale 2023-10 girls*"]);
}

#[test]
fn a_proportion_whose_counts_are_not_known_is_not_shown() {
    assert_eq!(hidden_in(&framework(PERCENT, "eastvale,2023-10,,40")), ["eastvale 2023-10*"]);
}

#[test]
fn parts_that_are_more_than_the_whole_are_named_and_the_rest_is_still_protected() {
    let figures = "northshire,2023-10,,40\neastvale,2023-10,,3\nmidvale,2023-10,,20\nwestvale,2023-10,,30";
    let outcome = decide(&framework(COUNT, figures));
    assert_eq!(outcome.contradictions.len(), 1);
    assert_eq!(outcome.contradictions[0].parts.len(), 3);
    assert_eq!(outcome.hidden.len(), 1);
}

#[test]
fn a_profile_that_leaves_nothing_says_so() {
    assert!(decide(&framework(COUNT, "eastvale,2023-10,,3\nwestvale,2023-10,,2")).hides_everything());
    assert!(!decide(&framework(COUNT, "eastvale,2023-10,,3\nwestvale,2023-10,,20")).hides_everything());
}

/// Rounded to the nearest five, so that every small count can be any of three numbers at least.
fn rounded(figures: &str) -> framework::Framework {
    let rounded = with_head("nearest = 5", COUNT, figures);
    assert!(rounded.disclosure.is_some());
    rounded
}

#[test]
fn rounded_counts_are_shown_where_they_leave_room() {
    let figures = "northshire,2023-10,,56\neastvale,2023-10,,3\nmidvale,2023-10,,21\nwestvale,2023-10,,32";
    let framework = rounded(figures);
    assert_eq!(hidden_in(&framework), [""; 0]);
    assert_eq!(shown_in(&framework), ["eastvale 5", "midvale 20", "northshire 55", "westvale 30"]);
}

#[test]
fn two_rounded_districts_whose_county_narrows_them_down_do_not_all_stay() {
    // 3 and 3 are shown as 5 each and can be 3 to 7; but 6 is shown as 5 and can be no more than 7.
    let figures = "northshire,2023-10,,6\neastvale,2023-10,,3\nmidvale,2023-10,,3\nwestvale,2023-10,,0";
    assert_eq!(hidden_in(&rounded(figures)).len(), 1);
}

#[test]
fn a_proportion_is_that_of_its_rounded_counts_and_hidden_on_a_small_denominator() {
    let proportions = |figures| with_head("nearest = 5", PERCENT, figures);
    assert_eq!(shown_in(&proportions("eastvale,2023-10,,3/92")), ["eastvale 5.6"]);
    assert_eq!(hidden_in(&proportions("eastvale,2023-10,,1/3")), ["eastvale 2023-10*"]);
}
