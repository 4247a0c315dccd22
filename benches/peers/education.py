"""Special educational needs, schools, exclusions and young people, written from the indicators' definitions."""

from peer_sql import DISTRICT, counted, different_in_year, month_of, monthly, of_terms, rolling, state

REQUESTS = """
WITH issued AS (
  SELECT ehca_ehcp_request_id AS request, min(ehcn_named_plan_start_date) AS day
  FROM ssd_ehcp_assessment JOIN ssd_ehcp_named_plan ON ehca_ehcp_assessment_id = ehcn_ehcp_asmt_id GROUP BY ALL),
turned_down AS (
  SELECT ehca_ehcp_request_id AS request, max(ehca_ehcp_assessment_outcome_date) AS day
  FROM ssd_ehcp_assessment WHERE lower(ehca_ehcp_assessment_outcome) IN ('n', 'w', 'refused', 'withdrawn') GROUP BY ALL)
SELECT NULL AS place, ehcr_ehcp_req_date AS started, coalesce(
    issued.day,
    CASE WHEN lower(ehcr_ehcp_req_outcome) IN ('n', 'w', 'refused', 'withdrawn') THEN ehcr_ehcp_req_outcome_date END,
    turned_down.day) AS ended
FROM ssd_ehcp_requests
LEFT JOIN issued ON issued.request = ehcr_ehcp_request_id
LEFT JOIN turned_down ON turned_down.request = ehcr_ehcp_request_id"""

FIRST_REQUESTS = f"""
SELECT NULL AS place, {month_of('first_day')} AS month, 1 AS above, 1 AS below FROM (
  SELECT min(ehcr_ehcp_req_date) AS first_day, any_value(pers_dob) AS born
  FROM ssd_ehcp_requests LEFT JOIN ssd_send ON ehcr_send_table_id = send_table_id
  LEFT JOIN ssd_person ON send_person_id = pers_person_id
  GROUP BY coalesce(send_person_id, ehcr_ehcp_request_id))
WHERE coalesce(born + INTERVAL 26 YEAR > first_day, true)"""

ISSUED = f"""
SELECT NULL AS place, {month_of('ehcn_named_plan_start_date')} AS month,
  ehcn_named_plan_start_date - ehcr_ehcp_req_date AS above, CASE WHEN ehcr_ehcp_req_date IS NOT NULL THEN 1 END AS below,
  1 AS plans
FROM ssd_ehcp_named_plan
LEFT JOIN ssd_ehcp_assessment ON ehcn_ehcp_asmt_id = ehca_ehcp_assessment_id
LEFT JOIN ssd_ehcp_requests ON ehca_ehcp_request_id = ehcr_ehcp_request_id"""

PLACED = """
SELECT NULL AS place, start_date AS started, least(end_date, ehcn_named_plan_ceased_date) AS ended, setting_type
FROM ehcp_placements LEFT JOIN ssd_ehcp_named_plan ON named_plan_id = ehcn_named_plan_id"""

ADVICE = "SELECT NULL AS place, referred_date AS started, advice_date AS ended FROM ep_referrals"

MISSING = f"""
SELECT {DISTRICT.format('district')} AS place, {month_of('referred_date')} AS month, 1 AS below,
  CASE WHEN done.school - begun.school <= 30 THEN 1 ELSE 0 END AS above
FROM missing_education
JOIN days AS begun ON begun.day = referred_date LEFT JOIN days AS done ON done.day = closed_date"""

YOUNG_PEOPLE = f"""
SELECT {DISTRICT.format('district')} AS place, start_date AS started, end_date AS ended, status
FROM participation WHERE curriculum_year IN (12, 13)"""


def excluded(years):
    return f"""
SELECT {DISTRICT.format('district')} AS place, {month_of('start_date')} AS month, pupil_id AS thing
FROM exclusions WHERE kind = 'permanent' AND {years}"""


def persistently_absent(school_type):
    """Pupils of the last count of each academic year, which ends in August."""
    return monthly(f"""
SELECT {DISTRICT.format('district')} AS place, {month_of('to_date')} AS month,
  CASE WHEN sessions_missed / sessions_expected >= 0.1 THEN 1 ELSE 0 END AS above, 1 AS below
FROM (
  SELECT *, max(to_date) OVER (PARTITION BY year(to_date + INTERVAL 4 MONTH)) AS last_count
  FROM attendance)
WHERE to_date = last_count AND school_type = '{school_type}'""")


def judged(kind):
    return state(f"""
SELECT NULL AS place, inspected_date AS started, least(lead(inspected_date) OVER (
    PARTITION BY setting_id ORDER BY inspected_date, inspection_id), closed_date) AS ended, grade
FROM inspections JOIN settings USING (setting_id) WHERE kind = '{kind}'""", above="grade IN ('good', 'outstanding')")


def schools(kind):
    return counted(of_terms(state(f"""
SELECT NULL AS place, coalesce(opened_date, DATE '1900-01-01') AS started, closed_date AS ended
FROM settings WHERE kind = '{kind}'""")))


def pupils(kind, above, below):
    """Amounts of the latest census by the end of each term."""
    return of_terms(f"""
WITH latest AS (
  SELECT number, max(census_date) AS census_date FROM months
  JOIN (SELECT DISTINCT census_date FROM school_census) ON census_date <= last_day GROUP BY ALL)
SELECT 'kent' AS place, number, sum({above}) AS above, sum({below}) AS below
FROM latest JOIN school_census USING (census_date) JOIN settings USING (setting_id)
WHERE kind = '{kind}' GROUP BY ALL""")


OF_ACADEMIC_YEARS = {"EH46", "EH47"}
OF_TERMS = {f"CYPE{number}" for number in range(10, 19)}

QUERIES = {
    "CYPE1": state(PLACED, above="setting_type IN ('independent special', 'out of county special')"),
    "CYPE6": rolling(MISSING),
    "CYPE10": schools("primary"),
    "CYPE11": schools("secondary"),
    "CYPE12": schools("special"),
    "CYPE13": pupils("primary", "pupils", "NULL"),
    "CYPE14": pupils("secondary", "pupils", "NULL"),
    "CYPE15": pupils("special", "pupils", "NULL"),
    "CYPE16": pupils("primary", "statutory_age_free_school_meals", "statutory_age_pupils"),
    "CYPE17": pupils("secondary", "statutory_age_free_school_meals", "statutory_age_pupils"),
    "CYPE18": pupils("special", "statutory_age_free_school_meals", "statutory_age_pupils"),
    "CYPE19": counted(monthly(FIRST_REQUESTS)),
    "EY8": judged("early years"),
    "SISE35": judged("primary"),
    "SISE36": judged("secondary"),
    "SISE37": judged("special"),
    "SISE71": state(YOUNG_PEOPLE, above="status = 'neet'"),
    "APP17-A": monthly(ISSUED),
    "APP17-D": counted(monthly(ISSUED.replace("ehcn_named_plan_start_date - ehcr_ehcp_req_date AS above", "1 AS above"))),
    "EH43": different_in_year(excluded("curriculum_year IN ('R', '1', '2', '3', '4', '5', '6')")),
    "EH44": different_in_year(excluded("curriculum_year NOT IN ('R', '1', '2', '3', '4', '5', '6')")),
    "EH46": persistently_absent("primary"),
    "EH47": persistently_absent("secondary"),
    "EP-WAITING": state(ADVICE, above="last_day - started > 42"),
    "SEND-WAITING": state(REQUESTS, above="last_day - started > 140"),
}
