//! Of which column of which table the ids of records are: rows are looked up by them, so that a guess would show another
//! child's.

use measures::explain;
use periods::Period;

use crate::northshire::{Case, indicator, input, northshire, settings};

const CASES: [Case<'_>; 2] = [
    ("one", "harbour", "2023-10-02", "", "under 5", 3),
    ("two", "harbour", "2023-10-03", "2023-10-20", "under 5", 4),
];

/// The columns that the ids of facts are taken from.
#[expect(clippy::expect_used, reason = "helpers of tests")]
fn ids(query: &str) -> Vec<String> {
    let mut framework = northshire(&indicator("count", "month", "", "date = \"opened\"\nnumerator = \"*\""));
    query.clone_into(&mut framework.facts[0].query);
    let x = framework.find_indicator("X").expect("the indicator");
    let harbour = framework.find_place("harbour").expect("the team");
    let october = Period::parse("2023-10").expect("a month");
    let explained =
        explain(&framework, &input(&CASES), &settings("2023-10", "2023-10"), (x, harbour, october));
    let explained = explained.expect(query);
    assert!(!explained.records.is_empty(), "{query}");
    assert!(explained.records.iter().all(|record| record.facts == 0));
    let columns = explained.facts[0].ids.iter();
    columns.map(|column| format!("{}.{}", column.table, column.column)).collect()
}

#[test]
fn an_id_that_is_taken_as_it_stands_is_followed_to_its_column() {
    for query in [
        "SELECT case_id AS record, team AS place, opened FROM cases",
        "SELECT c.case_id AS record, c.team AS place, c.opened FROM cases AS c WHERE c.days > 0",
        "SELECT record, place, opened FROM (SELECT case_id AS record, team AS place, opened FROM cases) AS inner_cases",
        "WITH chosen AS (SELECT * FROM cases ORDER BY opened LIMIT 5)
         SELECT case_id AS record, team AS place, opened FROM chosen",
        "SELECT min(case_id) AS record, team AS place, opened FROM cases GROUP BY team, opened",
        "SELECT case_id AS record, max(team) AS place, max(opened) AS opened FROM cases GROUP BY case_id",
        "SELECT DISTINCT case_id AS record, team AS place, opened FROM cases",
        "SELECT case_id AS record, team AS place, opened, row_number() OVER (ORDER BY opened) AS number FROM cases",
        "SELECT later.case_id AS record, later.team AS place, later.opened FROM cases AS earlier
         RIGHT JOIN cases AS later ON earlier.case_id = later.case_id",
        "SELECT case_id AS record, team AS place, opened FROM cases
         UNION ALL SELECT case_id, team, closed FROM cases",
        "SELECT case_id AS record, team AS place, opened FROM cases
         WHERE case_id IN (SELECT case_id FROM cases WHERE days > 1)",
    ] {
        assert_eq!(ids(query), ["cases.case_id"], "{query}");
    }
}

#[test]
fn an_id_that_is_worked_out_leads_nowhere() {
    for query in [
        "SELECT case_id || '-' || team AS record, team AS place, opened FROM cases",
        "SELECT upper(case_id) AS record, team AS place, opened FROM cases",
        "SELECT CASE WHEN days > 3 THEN case_id ELSE team END AS record, team AS place, opened FROM cases",
        "SELECT 'one' AS record, team AS place, opened FROM cases",
        "SELECT CAST(row_number() OVER (ORDER BY case_id) AS VARCHAR) AS record, team AS place, opened FROM cases",
        "SELECT lag(case_id, 1, case_id) OVER (ORDER BY opened) AS record, team AS place, opened FROM cases",
        "SELECT CAST(count(case_id) AS VARCHAR) AS record, team AS place, opened FROM cases GROUP BY team, opened",
        "SELECT case_id AS record, team AS place, opened FROM cases
         UNION ALL SELECT 'one', team, closed FROM cases",
    ] {
        assert_eq!(ids(query), [""; 0], "{query}");
    }
}

#[test]
fn an_id_of_one_column_or_another_is_of_both() {
    let query = "SELECT case_id AS record, team AS place, opened FROM cases
                 UNION ALL SELECT team, team, opened FROM cases";
    assert_eq!(ids(query), ["cases.case_id", "cases.team"]);
}
