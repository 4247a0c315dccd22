"""Writes an extract of made-up records as Parquet: chance alone, for benchmarks and for nothing else.

Nothing in it is about a real child, and no figure drawn from it means anything.
"""

import argparse
import datetime
import pathlib

import numpy
import pyarrow
import pyarrow.parquet

FIRST = numpy.datetime64("2013-11-01")
LAST = numpy.datetime64("2023-10-31")
DAYS = int((LAST - FIRST).astype(int))

TEAMS = [
    "ashford-cswt", "canterbury-cswt", "dartford-cswt", "dover-cswt", "folkestone-and-hythe-cswt", "gravesham-cswt",
    "maidstone-cswt", "sevenoaks-north-and-tonbridge-and-malling-cswt", "sevenoaks-south-and-tunbridge-wells-cswt",
    "swale-central-cswt", "swale-island-and-rural-cswt", "thanet-margate-cswt", "thanet-ramsgate-cswt",
]
DISTRICTS = [
    "ashford", "canterbury", "dartford", "dover", "folkestone-and-hythe", "gravesham", "maidstone", "sevenoaks", "swale",
    "thanet", "tonbridge-and-malling", "tunbridge-wells",
]


def ids(prefix, count):
    return pyarrow.array([f"{prefix}{number}" for number in range(count)])


def named(prefix, numbers):
    return pyarrow.array([f"{prefix}{number}" for number in numbers])


def dates(days, missing=None):
    values = FIRST + days.astype("timedelta64[D]")
    mask = missing if missing is not None else numpy.zeros(len(days), bool)
    return pyarrow.array(values.astype("datetime64[D]"), mask=mask)


def words(choices, random, count):
    return pyarrow.array(choices).take(pyarrow.array(random.integers(0, len(choices), count)))


def write(folder, table, columns):
    pyarrow.parquet.write_table(pyarrow.table(columns), folder / f"{table}.parquet")


def make(folder, scale, seed):
    random = numpy.random.default_rng(seed)
    people = 120_000 * scale

    def day(count):
        return random.integers(0, DAYS, count)

    def spell(count, longest):
        start = day(count)
        end = start + random.integers(1, longest, count)
        return dates(start), dates(end, end > DAYS)

    count = 240_000 * scale
    write(folder, "ssd_cin_episodes", {
        "cine_referral_id": ids("R", count),
        "cine_person_id": named("P", random.integers(0, people, count)),
        "cine_referral_date": dates(day(count)),
        "cine_referral_team": words(TEAMS + ["cic-1", None], random, count),
    })
    rows = [
        (f"N{place}-{year}-{age}", place, year, age, int(random.integers(1000, 3000)))
        for place in DISTRICTS for year in range(2013, 2024) for age in range(26)
    ]
    write(folder, "population", dict(zip(["population_id", "place", "year", "age", "children"], map(list, zip(*rows)))))
    count = 300_000 * scale
    start, end = spell(count, 500)
    write(folder, "ssd_involvements", {
        "invo_involvements_id": ids("I", count),
        "invo_person_id": named("P", random.integers(0, people, count)),
        "invo_professional_team": words(TEAMS + ["cic-1", "cic-2", None], random, count),
        "invo_involvement_start_date": start,
        "invo_involvement_end_date": end,
    })
    months = [(numpy.datetime64("2013-12") + month).astype("datetime64[D]") - 1 for month in range(120)]
    rows = [
        (f"S{month}-{TEAMS.index(team)}", month.astype(datetime.date), team, "cswt", f"{random.integers(100, 300) / 10:.1f}")
        for month in months for team in TEAMS
    ]
    staffing = dict(zip(["staffing_id", "month_end", "team", "team_type", "workers_fte"], map(list, zip(*rows))))
    staffing["workers_fte"] = pyarrow.array(staffing["workers_fte"]).cast(pyarrow.decimal128(18, 1))
    write(folder, "staffing", staffing)
    count = 60_000 * scale
    families = 40_000 * scale
    start, end = spell(count, 300)
    write(folder, "early_help_cases", {
        "case_id": ids("H", count),
        "family_id": named("F", random.integers(0, families, count)),
        "unit": words(["unit-1"], random, count),
        "district": words(DISTRICTS, random, count),
        "opened_date": start,
        "closed_date": end,
        "closure_outcome": words(["outcomes achieved", "disengaged"], random, count),
    })
    write(folder, "ssd_family", {
        "fami_table_id": ids("M", people),
        "fami_family_id": named("F", random.integers(0, families, people)),
        "fami_person_id": ids("P", people),
    })
    count = 55_000 * scale
    start, end = spell(count, 70)
    write(folder, "early_help_assessments", {
        "assessment_id": ids("A", count),
        "case_id": named("H", random.integers(0, 60_000 * scale, count)),
        "district": words(DISTRICTS, random, count),
        "allocated_date": start,
        "completed_date": end,
    })
    count = 37_000 * scale
    start, end = spell(count, 80)
    write(folder, "missing_education", {
        "case_id": ids("E", count),
        "pupil_id": named("P", random.integers(0, people, count)),
        "district": words(DISTRICTS, random, count),
        "referred_date": start,
        "closed_date": end,
    })
    count = 1_200_000 * scale
    write(folder, "open_access", {
        "contact_id": ids("K", count),
        "client_id": named("C", random.integers(0, 90_000 * scale, count)),
        "kind": words(["session", "meeting with client", "letter", "no reply"], random, count),
        "contact_date": dates(day(count)),
    })


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--scale", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    make(arguments.folder, arguments.scale, arguments.seed)
