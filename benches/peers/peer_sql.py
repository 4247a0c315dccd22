"""What the peer's queries share: parts of months, windows over them, and states at the ends of months.

Every query gives place, number (of the month, counted from January of the year nought), above and below.
"""

DISTRICTS = [
    "ashford", "canterbury", "dartford", "dover", "folkestone-and-hythe", "gravesham", "maidstone", "sevenoaks", "swale",
    "thanet", "tonbridge-and-malling", "tunbridge-wells",
]

TEAM = "CASE WHEN {0} LIKE '%-cswt' THEN {0} END"
DISTRICT = "CASE WHEN {0} IN (" + ", ".join(f"'{name}'" for name in DISTRICTS) + ") THEN {0} END"


def month_of(column):
    return f"(year({column}) * 12 + month({column}) - 1)"


def everywhere(facts):
    """Each fact at its place, where that is known, and in the county."""
    return f"SELECT unnest(CASE WHEN place IS NULL THEN ['kent'] ELSE [place, 'kent'] END) AS place, * EXCLUDE (place) FROM ({facts})"


def monthly(facts):
    """Facts (place, month, above, below) added up by month."""
    return f"""
SELECT place, month AS number, sum(above) AS above, sum(below) AS below FROM ({everywhere(facts)}) GROUP BY ALL"""


def rolling(facts, months=12, lag=0):
    """Facts added up once by month, and then over the months to each month."""
    return f"""
SELECT place, months.number, sum(above) AS above, sum(below) AS below
FROM ({monthly(facts).replace('month AS number', 'month')}) AS partials
JOIN months ON partials.month BETWEEN months.number - {months - 1 + lag} AND months.number - {lag}
GROUP BY ALL"""


def state(facts, above="true", where="true"):
    """Facts (place, started, ended) that are open at the end of each month; conditions may ask for last_day."""
    return f"""
SELECT place, number, count(*) FILTER ({above}) AS above, count(*) AS below
FROM ({everywhere(facts)}) JOIN months
  ON started <= last_day AND (ended IS NULL OR ended > last_day) AND ({where})
GROUP BY ALL"""


def counted(query):
    """The amount above the line alone."""
    return f"SELECT place, number, above, NULL AS below FROM ({query})"


def different(facts):
    """How many different things of facts (place, month, thing) there are in each month."""
    return f"""
SELECT place, month AS number, count(DISTINCT thing) AS above, NULL AS below FROM ({everywhere(facts)}) GROUP BY ALL"""


def different_in_year(facts):
    return f"""
SELECT place, number, count(DISTINCT thing) AS above, NULL AS below
FROM ({everywhere(facts)}) JOIN months ON month BETWEEN number - 11 AND number
GROUP BY ALL"""


def per_child(query):
    """An amount of the county over its children under 18 in the latest year that isn't later."""
    return f"""
WITH children AS (SELECT year, sum(children) AS children FROM population WHERE age <= 17 GROUP BY year)
SELECT 'kent' AS place, number, above, (
  SELECT max_by(children, year) FROM children WHERE year <= number // 12) AS below
FROM ({query}) WHERE place = 'kent'"""


def per_worker(query, team_type):
    """Cases over the workers of the same teams at the same month's end."""
    return f"""
WITH workers AS ({monthly(f'''
  SELECT CASE WHEN team LIKE '%-cswt' THEN team END AS place, {month_of('month_end')} AS month,
    workers_fte AS above, NULL AS below
  FROM staffing WHERE team_type = '{team_type}' ''')})
SELECT cases.place, cases.number, cases.above, workers.above AS below
FROM ({query}) AS cases JOIN workers USING (place, number)"""


def of_terms(query):
    """The last month of each term."""
    return f"SELECT * FROM ({query}) WHERE number % 12 + 1 IN (3, 8, 12)"
