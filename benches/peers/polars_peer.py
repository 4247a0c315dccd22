"""Some of the indicators, one or two of each kind, as an analyst would measure them with Polars.

    python benches/peers/polars_peer.py SNAPSHOT [--list | INDICATOR ...]
"""

import datetime
import pathlib
import sys

import polars

from duckdb_peer import FIRST, LAST, calendar
from peer_sql import DISTRICTS

ROOT = pathlib.Path(__file__).resolve().parents[2]
col = polars.col


def month(name):
    return (col(name).dt.year().cast(polars.Int32) * 12 + col(name).dt.month().cast(polars.Int32) - 1).alias("month")


MONTHS = polars.DataFrame({
    "number": range(FIRST, LAST + 1),
    "last_day": [
        datetime.date(number // 12 + (number % 12 == 11), (number + 1) % 12 + 1, 1) - datetime.timedelta(1)
        for number in range(FIRST, LAST + 1)],
}, schema_overrides={"number": polars.Int32}).lazy()
DISTRICT = polars.when(col("district").is_in(DISTRICTS)).then(col("district")).alias("place")


def team(name):
    return polars.when(col(name).str.ends_with("-cswt")).then(col(name)).alias("place")


def everywhere(facts):
    """Each fact at its place, where that is known, and in the county."""
    county = facts.with_columns(place=polars.lit("kent"))
    return polars.concat([facts.filter(col("place").is_not_null()), county], how="vertical_relaxed")


def rolling(facts, months=12, lag=0):
    """Facts (place, month, above, below) added up by month, and then over the months to each month."""
    parts = everywhere(facts).group_by("place", "month").agg(col("above").sum(), col("below").sum())
    windows = MONTHS.with_columns(
        month=polars.int_ranges(col("number") - (months - 1 + lag), col("number") - lag + 1, dtype=polars.Int32))
    windows = windows.select("number", "month").explode("month")
    return windows.join(parts, on="month").group_by("place", "number").agg(col("above").sum(), col("below").sum())


def state(facts, above=col("started").is_not_null()):
    """Facts (place, started, ended) that are open at the end of each month."""
    is_open = (col("started") <= col("last_day")) & (col("ended").is_null() | (col("ended") > col("last_day")))
    return (
        everywhere(facts).join(MONTHS, how="cross").filter(is_open)
        .group_by("place", "number").agg(above.cast(polars.Int64).sum().alias("above"), polars.len().alias("below")))


def different(facts):
    return everywhere(facts).group_by("place", col("month").alias("number")).agg(
        col("thing").n_unique().alias("above")).with_columns(below=polars.lit(None))


class Records:
    """The tables of a snapshot, and the calendar."""

    def __init__(self, snapshot):
        self.snapshot = pathlib.Path(snapshot)
        self.days = polars.DataFrame(calendar(ROOT), schema=["day", "working", "school"], orient="row").lazy()

    def scan(self, table):
        return polars.scan_parquet(self.snapshot / f"{table}.parquet")

    def passed(self, facts, dates, kind):
        """The days of a kind that had passed by each of two dates."""
        for name in dates:
            days = self.days.select(col("day").alias(name), col(kind).alias(f"{name}_passed"))
            facts = facts.join(days, on=name, how="left")
        return facts


def re_referrals(records):
    order = ["cine_referral_date", "cine_referral_id"]
    before = col("cine_referral_date").shift().over("cine_person_id", order_by=order)
    again = col("cine_referral_date") <= before.dt.offset_by("12mo")
    return rolling(records.scan("ssd_cin_episodes").select(
        team("cine_referral_team"), month("cine_referral_date"),
        above=again.fill_null(False).cast(polars.Int64), below=polars.lit(1)))


def caseload(records):
    cases = state(records.scan("ssd_involvements").select(
        team("invo_professional_team"), started="invo_involvement_start_date", ended="invo_involvement_end_date",
    ).filter(col("place").is_not_null()))
    workers = everywhere(records.scan("staffing").filter(col("team_type") == "cswt").select(
        month("month_end").alias("number"), place="team", workers="workers_fte"))
    workers = workers.group_by("place", "number").agg(col("workers").sum().alias("below"))
    return cases.drop("below").join(workers, on=["place", "number"])


def in_time(records, table, dates, kind, days):
    begun, done, counted = dates
    facts = records.passed(records.scan(table).filter(col(counted).is_not_null()), (begun, done), kind)
    is_in_time = (col(f"{done}_passed") - col(f"{begun}_passed") <= days).fill_null(False)
    return rolling(facts.select(DISTRICT, month(counted), above=is_in_time.cast(polars.Int64), below=polars.lit(1)))


def returns(records):
    cases = records.scan("early_help_cases")
    referred = records.scan("ssd_cin_episodes").join(
        records.scan("ssd_family"), left_on="cine_person_id", right_on="fami_person_id")
    again = polars.concat([
        cases.select("family_id", day="opened_date"),
        referred.select(family_id="fami_family_id", day="cine_referral_date")])
    closed = cases.filter(col("closed_date").is_not_null() & (col("closure_outcome") == "outcomes achieved"))
    back = closed.join(again, on="family_id").filter(
        (col("day") > col("closed_date")) & (col("day") <= col("closed_date").dt.offset_by("3mo")))
    back = back.select("case_id", above=polars.lit(1)).unique()
    return rolling(closed.join(back, on="case_id", how="left").select(
        DISTRICT, month("closed_date"), col("above").fill_null(0), below=polars.lit(1)), lag=3)


def contacts(records):
    return different(records.scan("ssd_contacts").select(
        month("cont_contact_date"), place=polars.lit(None, polars.String), thing="cont_person_id"))


def supported(records):
    return different(records.scan("open_access").filter(~col("kind").is_in(["letter", "no reply"])).select(
        month("contact_date"), place=polars.lit(None, polars.String), thing="client_id"))


def young_people(records):
    facts = records.scan("participation").filter(col("curriculum_year").is_in([12, 13])).select(
        DISTRICT, "status", started="start_date", ended="end_date")
    return state(facts, col("status") == "neet")


def advice(records):
    facts = records.scan("ep_referrals").select(
        place=polars.lit(None, polars.String), started="referred_date", ended="advice_date")
    return state(facts, (col("last_day") - col("started")).dt.total_days() > 42)


MEASURES = {
    "SCS03": re_referrals,
    "SCS43": caseload,
    "EH52-F": lambda records: in_time(
        records, "early_help_assessments", ("allocated_date", "completed_date", "completed_date"), "working", 30),
    "CYPE6": lambda records: in_time(
        records, "missing_education", ("referred_date", "closed_date", "referred_date"), "school", 30),
    "EH16-F": returns,
    "FD01-C": contacts,
    "TS3": supported,
    "SISE71": young_people,
    "EP-WAITING": advice,
}


def main(snapshot, indicators):
    records = Records(snapshot)
    print("indicator,place,period,numerator,denominator")
    for indicator in indicators or MEASURES:
        figures = MEASURES[indicator](records).select("place", "number", "above", "below").collect(engine="streaming")
        for place, number, above, below in figures.iter_rows():
            if number is not None and FIRST <= number <= LAST:
                print(f"{indicator},{place},{number // 12}-{number % 12 + 1:02},{above},{'' if below is None else below}")


if __name__ == "__main__":
    if sys.argv[2:] == ["--list"]:
        print(*MEASURES)
    else:
        main(sys.argv[1], sys.argv[2:])
