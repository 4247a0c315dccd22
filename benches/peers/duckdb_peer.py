"""The same indicators in straightforward SQL for DuckDB, written from their definitions: one query for each.

    python benches/peers/duckdb_peer.py SNAPSHOT [--list | INDICATOR ...]

Reads the Parquet files of a snapshot, writes `indicator,place,period,numerator,denominator`, for 120 months, the county,
and the places that have records. An indicator whose tables the snapshot doesn't have is left out.
"""

import csv
import datetime
import pathlib
import sys

import duckdb

import early_help
import education
import social_care

QUERIES = social_care.QUERIES | early_help.QUERIES | education.QUERIES
FIRST, LAST = 2013 * 12 + 10, 2023 * 12 + 9


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
    day = datetime.date(2012, 1, 1)
    while day <= datetime.date(2024, 6, 30):
        is_working = day.weekday() < 5 and day not in holidays
        working += is_working
        school += is_working and day not in closed and any(first <= day <= last for first, last in terms)
        rows.append((day, working, school))
        day += datetime.timedelta(1)
    return rows


def period(indicator, number):
    """The period that ends with a month: a term for those of the school census, an academic year for absence."""
    year, month = number // 12, number % 12 + 1
    if indicator in education.OF_ACADEMIC_YEARS:
        return f"AY{year - 1}-{year % 100:02}"
    if indicator in education.OF_TERMS:
        academic = year if month == 12 else year - 1
        return f"AY{academic}-{(academic + 1) % 100:02}-T{ {12: 1, 3: 2, 8: 3}[month]}"
    return f"{year}-{month:02}"


def main(snapshot, indicators):
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
    for indicator in indicators or QUERIES:
        try:
            rows = connection.execute(QUERIES[indicator]).fetchall()
        except duckdb.CatalogException:
            print(f"{indicator}: the snapshot doesn't have its tables", file=sys.stderr)
            continue
        for place, number, above, below in rows:
            if place is not None and FIRST <= number <= LAST:
                writer.writerow([indicator, place, period(indicator, number), above, below])


if __name__ == "__main__":
    if sys.argv[2:] == ["--list"]:
        print(*QUERIES)
    else:
        main(sys.argv[1], sys.argv[2:])
