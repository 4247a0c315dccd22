"""Some of the indicators, one or two of each kind, as an analyst would measure them with pandas.

    python benches/peers/pandas_peer.py SNAPSHOT [--list | INDICATOR ...]
"""

import pathlib
import sys

import numpy
import pandas

from duckdb_peer import FIRST, LAST, calendar
from peer_sql import DISTRICTS

MONTHS = range(FIRST, LAST + 1)
ROOT = pathlib.Path(__file__).resolve().parents[2]


class Records:
    """The tables of a snapshot, and the calendar."""

    def __init__(self, snapshot):
        self.snapshot = pathlib.Path(snapshot)
        days = pandas.DataFrame(calendar(ROOT), columns=["day", "working", "school"])
        self.days = days.assign(day=pandas.to_datetime(days["day"])).set_index("day")

    def read(self, table, columns):
        frame = pandas.read_parquet(self.snapshot / f"{table}.parquet", columns=columns)
        for column in columns:
            if column.endswith("_date") or column in ("month_end", "pers_dob"):
                frame[column] = pandas.to_datetime(frame[column])
        return frame


def month(dates):
    return dates.dt.year * 12 + dates.dt.month - 1


def everywhere(facts):
    """Each fact at its place, where that is known, and in the county."""
    known = facts[facts["place"].notna()]
    return pandas.concat([known, facts.assign(place="kent")])


def rolling(facts, months=12, lag=0):
    """Facts (place, month, above, below) added up by month, and then over the months to each month."""
    parts = everywhere(facts).groupby(["place", "month"])[["above", "below"]].sum()
    frames = []
    for place in parts.index.get_level_values("place").unique():
        wide = parts.loc[place].reindex(range(FIRST - 40, LAST + 1), fill_value=0)
        sums = wide.rolling(months).sum().shift(lag).loc[FIRST:LAST]
        frames.append(sums[sums["below"] > 0].assign(place=place))
    return pandas.concat(frames).reset_index(names="number")


def state(facts, condition=None):
    """Facts (place, started, ended) that are open at the end of each month."""
    facts = everywhere(facts)
    frames = []
    for number in MONTHS:
        last_day = pandas.Timestamp(number // 12, number % 12 + 1, 1) + pandas.offsets.MonthEnd(0)
        is_open = (facts["started"] <= last_day) & (facts["ended"].isna() | (facts["ended"] > last_day))
        here = facts[is_open]
        above = condition(here, last_day) if condition else pandas.Series(True, index=here.index)
        counts = here.assign(above=above.astype(int), below=1).groupby("place")[["above", "below"]].sum()
        frames.append(counts.assign(number=number))
    return pandas.concat(frames).reset_index()


def different(facts):
    counts = everywhere(facts).groupby(["place", "month"])["thing"].nunique()
    return counts.rename("above").reset_index().rename(columns={"month": "number"}).assign(below=None)


def team(names):
    return names.where(names.str.endswith("-cswt").fillna(False).astype(bool))


def district(names):
    return names.where(names.isin(DISTRICTS))


def re_referrals(records):
    frame = records.read("ssd_cin_episodes", [
        "cine_referral_id", "cine_person_id", "cine_referral_date", "cine_referral_team"])
    frame = frame.sort_values(["cine_person_id", "cine_referral_date", "cine_referral_id"])
    before = frame.groupby("cine_person_id")["cine_referral_date"].shift()
    again = frame["cine_referral_date"] <= before + pandas.DateOffset(months=12)
    return rolling(pandas.DataFrame({
        "place": team(frame["cine_referral_team"]), "month": month(frame["cine_referral_date"]),
        "above": again.astype(int), "below": 1}))


def caseload(records):
    frame = records.read("ssd_involvements", [
        "invo_professional_team", "invo_involvement_start_date", "invo_involvement_end_date"])
    frame.columns = ["place", "started", "ended"]
    frame = frame.assign(place=team(frame["place"]))
    cases = state(frame[frame["place"].notna()]).set_index(["place", "number"])["above"]
    staff = records.read("staffing", ["team", "team_type", "month_end", "workers_fte"])
    staff = staff[staff["team_type"] == "cswt"]
    workers = everywhere(pandas.DataFrame({
        "place": staff["team"], "number": month(staff["month_end"]), "below": staff["workers_fte"]}))
    workers = workers.groupby(["place", "number"])["below"].sum()
    return pandas.concat([cases, workers], axis=1, join="inner").reset_index()


def in_time(records, table, dates, kind, days):
    """Of what began on the first date, what had its second within so many days of a kind; by the date given last."""
    begun, done, counted = dates
    frame = records.read(table, ["district", begun, done])
    frame = frame[frame[counted].notna()]
    passed = records.days[kind]
    took = passed.reindex(frame[done]).to_numpy() - passed.reindex(frame[begun]).to_numpy()
    return rolling(pandas.DataFrame({
        "place": district(frame["district"]), "month": month(frame[counted]),
        "above": (took <= days).astype(int), "below": 1}))


def returns(records):
    cases = records.read("early_help_cases", [
        "case_id", "family_id", "district", "opened_date", "closed_date", "closure_outcome"])
    referrals = records.read("ssd_cin_episodes", ["cine_person_id", "cine_referral_date"])
    families = records.read("ssd_family", ["fami_person_id", "fami_family_id"])
    referred = referrals.merge(families, left_on="cine_person_id", right_on="fami_person_id")
    again = pandas.concat([
        cases[["family_id", "opened_date"]].set_axis(["family_id", "day"], axis=1),
        referred[["fami_family_id", "cine_referral_date"]].set_axis(["family_id", "day"], axis=1)])
    closed = cases[cases["closed_date"].notna() & (cases["closure_outcome"] == "outcomes achieved")]
    pairs = closed.merge(again, on="family_id")
    until = pairs["closed_date"] + pandas.DateOffset(months=3)
    back = pairs.loc[(pairs["day"] > pairs["closed_date"]) & (pairs["day"] <= until), "case_id"].unique()
    return rolling(pandas.DataFrame({
        "place": district(closed["district"]), "month": month(closed["closed_date"]),
        "above": closed["case_id"].isin(back).astype(int), "below": 1}), lag=3)


def contacts(records):
    frame = records.read("ssd_contacts", ["cont_person_id", "cont_contact_date"])
    return different(pandas.DataFrame({
        "place": None, "month": month(frame["cont_contact_date"]), "thing": frame["cont_person_id"]}))


def supported(records):
    frame = records.read("open_access", ["client_id", "kind", "contact_date"])
    frame = frame[~frame["kind"].isin(["letter", "no reply"])]
    return different(pandas.DataFrame({
        "place": None, "month": month(frame["contact_date"]), "thing": frame["client_id"]}))


def young_people(records):
    frame = records.read("participation", ["district", "start_date", "end_date", "curriculum_year", "status"])
    frame = frame[frame["curriculum_year"].isin([12, 13])]
    return state(
        pandas.DataFrame({
            "place": district(frame["district"]), "started": frame["start_date"], "ended": frame["end_date"],
            "status": frame["status"]}),
        lambda here, _: here["status"] == "neet")


def advice(records):
    frame = records.read("ep_referrals", ["referred_date", "advice_date"]).set_axis(["started", "ended"], axis=1)
    return state(
        frame.assign(place=None), lambda here, last_day: (last_day - here["started"]) > pandas.Timedelta(days=42))


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
        for row in MEASURES[indicator](records).itertuples():
            if FIRST <= row.number <= LAST:
                below = "" if row.below is None or numpy.isnan(float(row.below)) else row.below
                print(f"{indicator},{row.place},{row.number // 12}-{row.number % 12 + 1:02},{row.above},{below}")


if __name__ == "__main__":
    if sys.argv[2:] == ["--list"]:
        print(*MEASURES)
    else:
        main(sys.argv[1], sys.argv[2:])
