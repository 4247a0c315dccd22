"""The same indicators in straightforward SQL for DuckDB, written from their definitions: one query for each.

Reads the Parquet files of a snapshot, writes `indicator,place,period,numerator,denominator`, for 120 months and all places
that have records.
"""

import csv
import datetime
import pathlib
import sys

import duckdb

WINDOW = """
SELECT place, months.number, sum(above) AS above, sum(below) AS below
FROM ({partials}) AS partials
JOIN months ON partials.month BETWEEN months.number - {back} AND months.number - {lag}
GROUP BY ALL
"""

# Each gives amounts per place and month; a county total beside its places.
EVERYWHERE = "SELECT unnest([place, 'kent']) AS place, month, above, below FROM ({facts}) WHERE place <> 'kent' \
UNION ALL SELECT 'kent', month, above, below FROM ({facts}) WHERE place = 'kent'"

TEAM = "CASE WHEN {0} LIKE '%-cswt' THEN {0} ELSE 'kent' END"


def month_of(column):
    return f"(year({column}) * 12 + month({column}) - 1)"


def summed(facts):
    return f"SELECT place, month, sum(above) AS above, sum(below) AS below FROM ({EVERYWHERE.format(facts=facts)}) GROUP BY ALL"


def rolling(facts, months=12, lag=0):
    return WINDOW.format(partials=summed(facts), back=months - 1 + lag, lag=lag)


REFERRALS = f"""
SELECT {TEAM.format('cine_referral_team')} AS place, {month_of('cine_referral_date')} AS month, 1 AS below,
  CASE WHEN cine_referral_date <= lag(cine_referral_date) OVER (
    PARTITION BY cine_person_id ORDER BY cine_referral_date, cine_referral_id) + INTERVAL 12 MONTH
  THEN 1 ELSE 0 END AS above
FROM ssd_cin_episodes"""

QUERIES = {
    "SCS03": rolling(REFERRALS),
    "SCS02": f"""
SELECT 'kent' AS place, number, above, (
  SELECT sum(children) FROM population WHERE age <= 17 AND year = least(number // 12, 2023)) AS below
FROM ({rolling(REFERRALS).replace('sum(above) AS above', 'sum(below) AS above', 1)})
WHERE place = 'kent'""",
    "SCS43": f"""
WITH cases AS (
  SELECT place, number, count(*) AS above FROM (
    SELECT unnest([invo_professional_team, 'kent']) AS place, invo_involvement_start_date AS start,
      coalesce(invo_involvement_end_date, DATE '2999-12-31') AS ended
    FROM ssd_involvements WHERE invo_professional_team LIKE '%-cswt')
  JOIN months ON start <= last_day AND ended > last_day GROUP BY ALL),
workers AS (
  SELECT place, month, sum(workers_fte) AS below FROM (
    SELECT unnest([team, 'kent']) AS place, {month_of('month_end')} AS month, workers_fte
    FROM staffing WHERE team_type = 'cswt') GROUP BY ALL)
SELECT place, number, above, below FROM cases JOIN workers USING (place) WHERE month = number""",
    "EH52-F": rolling(f"""
SELECT district AS place, {month_of('completed_date')} AS month, 1 AS below,
  CASE WHEN done.working - begun.working <= 30 THEN 1 ELSE 0 END AS above
FROM early_help_assessments
JOIN days AS begun ON begun.day = allocated_date JOIN days AS done ON done.day = completed_date"""),
    "CYPE6": rolling(f"""
SELECT district AS place, {month_of('referred_date')} AS month, 1 AS below,
  CASE WHEN done.school - begun.school <= 30 THEN 1 ELSE 0 END AS above
FROM missing_education
JOIN days AS begun ON begun.day = referred_date LEFT JOIN days AS done ON done.day = closed_date"""),
    "EH16-F": rolling(f"""
WITH returns AS (
  SELECT family_id, opened_date AS day FROM early_help_cases
  UNION ALL
  SELECT fami_family_id, cine_referral_date FROM ssd_family JOIN ssd_cin_episodes ON cine_person_id = fami_person_id)
SELECT district AS place, {month_of('closed_date')} AS month, 1 AS below,
  CASE WHEN EXISTS (
    SELECT 1 FROM returns WHERE returns.family_id = cases.family_id
      AND day > closed_date AND day <= closed_date + INTERVAL 3 MONTH) THEN 1 ELSE 0 END AS above
FROM early_help_cases AS cases WHERE closure_outcome = 'outcomes achieved' AND closed_date IS NOT NULL""", lag=3),
    "TS3": f"""
SELECT 'kent' AS place, {month_of('contact_date')} AS number, count(DISTINCT client_id) AS above, NULL AS below
FROM open_access WHERE kind NOT IN ('letter', 'no reply') GROUP BY ALL""",
}


def calendar(root):
    """Working and school days passed by each day."""
    holidays = set()
    for row in csv.reader(open(root / "crates/periods/data/bank-holidays-england-and-wales.csv", encoding="utf-8")):
        if row and row[0][:1].isdigit():
            holidays.add(datetime.date.fromisoformat(row[0]))
    terms, closed = [], set()
    for row in csv.DictReader(open(root / "examples/kent-2023/calendars/terms.csv", encoding="utf-8")):
        first = datetime.date.fromisoformat(row["date"])
        last = datetime.date.fromisoformat(row["to"] or row["date"])
        if row["calendar"] == "school-term":
            terms.append((first, last))
        else:
            closed.update(first + datetime.timedelta(number) for number in range((last - first).days + 1))
    working = school = 0
    rows = []
    day = datetime.date(2013, 9, 1)
    while day <= datetime.date(2024, 6, 30):
        is_working = day.weekday() < 5 and day not in holidays
        working += is_working
        school += is_working and day not in closed and any(first <= day <= last for first, last in terms)
        rows.append((day, working, school))
        day += datetime.timedelta(1)
    return rows


def main(snapshot):
    root = pathlib.Path(__file__).resolve().parents[2]
    connection = duckdb.connect()
    for file in pathlib.Path(snapshot).glob("*.parquet"):
        connection.execute(f"CREATE VIEW {file.stem} AS SELECT * FROM '{file}'")
    connection.execute(
        "CREATE TABLE months AS SELECT year(first) * 12 + month(first) - 1 AS number, last_day(first) AS last_day FROM "
        "(SELECT unnest(generate_series(DATE '2013-11-01', DATE '2023-10-01', INTERVAL 1 MONTH))::DATE AS first)")
    connection.execute("CREATE TABLE days (day DATE, working INT, school INT)")
    connection.executemany("INSERT INTO days VALUES (?, ?, ?)", calendar(root))
    writer = csv.writer(sys.stdout)
    writer.writerow(["indicator", "place", "period", "numerator", "denominator"])
    for indicator, query in QUERIES.items():
        for place, number, above, below in connection.execute(query).fetchall():
            if place is not None and 2013 * 12 + 10 <= number <= 2023 * 12 + 9:
                writer.writerow([indicator, place, f"{number // 12}-{number % 12 + 1:02}", above, below])


if __name__ == "__main__":
    main(sys.argv[1])
