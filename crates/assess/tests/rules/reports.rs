//! What reports tell, and edits that no longer fit.

use assess::{Told, month_of, outdated_edits, tell};
use framework::{Framework, Report};
use periods::Month;

use crate::council::{Council, board, council};

const SAID: &str = "Share of visits in time: 84.0%, 1.0 percentage points below the target of 85.0%, where higher is better, rated amber: it keeps to the floor of 70.0%. It is up by 4.0 percentage points from 80.0% in May 2021, which is better.";

fn with(part: &str, edits: &str) -> Council {
    council(&["rating = { scheme = 'floor', floor = '70' }", "places = ['county', 'district']"])
        .target("FY2021-22", "85")
        .figure("2021-05", "80")
        .figure("2021-06", "84")
        .edition("2021-05")
        .edition("2021-06")
        .file(
            "reports/cover.toml",
            &format!("title = 'Cover'\nscorecards = ['board']\n[[parts]]\nheading = 'Now'\n{part}\n{edits}"),
        )
}

const PART: &str = "scorecard = 'board'\nplace = 'kent'";

fn edit(month: &str, generated: &str) -> String {
    format!(
        "[[edits]]\nindicator = 'I'\nplace = 'kent'\nmonth = '{month}'\ngenerated = '''{generated}'''\ntext = 'Ours.'\n"
    )
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

fn told<'a>(framework: &'a Framework, report: &'a Report, of: &str) -> Told<'a> {
    tell(framework, report, report.performances().next().unwrap(), month(of))
}

#[test]
fn a_part_tells_of_every_indicator_with_the_count_first() {
    let framework = with(PART, "").compile();
    let told = told(&framework, &framework.reports[0], "2021-06");
    assert_eq!(told.count, "The only rated indicator is amber.");
    let generated: Vec<&str> = told.paragraphs.iter().map(|figure| figure.generated.as_str()).collect();
    assert_eq!(generated, [SAID]);
}

#[test]
fn ratings_choose_and_order_paragraphs_and_leave_the_count_alone() {
    let framework = with(&format!("{PART}\nratings = ['red', 'green']"), "").compile();
    let told = told(&framework, &framework.reports[0], "2021-06");
    assert_eq!(told.count, "The only rated indicator is amber.");
    assert!(told.paragraphs.is_empty());
}

#[test]
fn an_edit_of_what_is_generated_now_is_no_finding() {
    for generated in [SAID.to_owned(), SAID.replace(" rated", "\nrated"), SAID.replace('-', "\u{2212}")] {
        let framework = with(PART, &edit("2021-06", &generated)).compile();
        assert_eq!(outdated_edits(&framework), [], "{generated}");
        let told = told(&framework, &framework.reports[0], "2021-06");
        assert_eq!(told.paragraphs[0].edit.map(|edit| edit.text.as_str()), Some("Ours."));
        assert!(!told.paragraphs[0].is_outdated());
    }
}

#[test]
fn an_edit_of_another_figure_is_outdated() {
    let framework = with(PART, &edit("2021-06", &SAID.replace("84.0", "83.0"))).compile();
    let findings = outdated_edits(&framework);
    assert_eq!(findings.len(), 1);
    assert_eq!(
        findings[0].message,
        "the sentence about I at Kent in June 2021 has changed since it was edited"
    );
    assert!(findings[0].hint.as_ref().unwrap().contains(SAID));
    assert!(told(&framework, &framework.reports[0], "2021-06").paragraphs[0].is_outdated());
}

#[test]
fn an_edit_of_an_earlier_month_is_held_against_that_month_and_not_shown_in_another() {
    let framework = with(PART, &edit("2021-05", SAID)).compile();
    assert_eq!(outdated_edits(&framework).len(), 1, "May says something else");
    assert_eq!(told(&framework, &framework.reports[0], "2021-06").paragraphs[0].edit, None);
}

#[test]
fn an_edit_of_what_no_part_tells_is_a_finding() {
    for part in [format!("{PART}\nratings = ['red']"), PART.replace("kent", "ashford")] {
        let framework = with(&part, &edit("2021-06", SAID)).compile();
        let messages: Vec<String> =
            outdated_edits(&framework).into_iter().map(|found| found.message).collect();
        assert_eq!(
            messages,
            ["the report has no paragraph about I at Kent in June 2021 that could be edited"]
        );
    }
}

#[test]
fn each_scorecard_of_an_umbrella_has_its_own_month() {
    let other = |editions: &str| {
        let mut council = with(PART, "").file(
            "scorecards/other.toml",
            "title = 'Other'\n[sections.all]\ntitle = 'All'\nindicators = ['I']\nperiods = '3 months'\ncolumns = ['periods']\n[[pages]]\nid = 'all'\ntitle = 'All'\nplaces = ['*']\nsections = ['all']\n",
        )
        .file(
            "reports/umbrella.toml",
            "title = 'Umbrella'\nscorecards = ['board', 'other']\n[[parts]]\nheading = 'Now'\nscorecard = 'other'\nplace = 'kent'\n",
        );
        for edition in editions.split_whitespace() {
            council =
                council.framework(&format!("[[editions]]\nscorecard = 'other'\ndata_month = '{edition}'"));
        }
        council.compile()
    };
    for (editions, drawn_for, expected) in [
        ("2021-03 2021-04", "2021-06", "2021-04"),
        ("2021-04 2021-07", "2021-06", "2021-07"),
        ("2021-04 2021-07", "2021-05", "2021-04"),
        ("", "2021-06", "2021-06"),
    ] {
        let framework = other(editions);
        let umbrella = framework.reports.iter().find(|report| report.id == "umbrella").unwrap();
        let scorecard = framework.find_scorecard("other").unwrap();
        assert_eq!(
            month_of(&framework, umbrella, scorecard, month(drawn_for)),
            month(expected),
            "{editions}"
        );
        assert_eq!(month_of(&framework, umbrella, board(&framework), month(drawn_for)), month(drawn_for));
    }
}
