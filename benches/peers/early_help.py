"""The front door, early help, open access and youth justice, written from the indicators' definitions."""

from peer_sql import DISTRICT, counted, different, month_of, monthly, per_child, per_worker, rolling, state


def contacts(outcome="true"):
    return f"SELECT NULL AS place, {month_of('cont_contact_date')} AS month, cont_person_id AS thing FROM ssd_contacts WHERE {outcome}"


def decided(outcome):
    return contacts(f"cont_contact_outcome_json = '{outcome}'")


def support(condition="true"):
    return f"SELECT NULL AS place, {month_of('started_date')} AS month, 1 AS above, 1 AS below FROM focused_support WHERE {condition}"


CASES = f"""
SELECT {DISTRICT.format('district')} AS place, opened_date AS started, closed_date AS ended
FROM early_help_cases WHERE unit IS NOT NULL"""

ASSESSMENTS = f"""
SELECT {DISTRICT.format('district')} AS place, {month_of('completed_date')} AS month, 1 AS below,
  CASE WHEN done.working - begun.working <= 30 THEN 1 ELSE 0 END AS above
FROM early_help_assessments
JOIN days AS begun ON begun.day = allocated_date JOIN days AS done ON done.day = completed_date"""

CLOSURES = f"""
WITH returns AS (
  SELECT family_id, opened_date AS day FROM early_help_cases
  UNION ALL
  SELECT fami_family_id, cine_referral_date FROM ssd_family JOIN ssd_cin_episodes ON cine_person_id = fami_person_id)
SELECT {DISTRICT.format('district')} AS place, {month_of('closed_date')} AS month, 1 AS below,
  CASE WHEN EXISTS (
    SELECT 1 FROM returns WHERE returns.family_id = cases.family_id
      AND day > closed_date AND day <= closed_date + INTERVAL 3 MONTH) THEN 1 ELSE 0 END AS above
FROM early_help_cases AS cases WHERE closure_outcome = 'outcomes achieved' AND closed_date IS NOT NULL"""

AUDITS = f"""
SELECT NULL AS place, {month_of('completed_date')} AS month, 1 AS below,
  CASE WHEN grade IN ('good', 'outstanding') THEN 1 ELSE 0 END AS above
FROM audits WHERE service = 'early help unit'"""

STILL_SUPPORTED = f"""
SELECT NULL AS place, {month_of('closed_date')} AS month, 1 AS below,
  CASE WHEN EXISTS (
    SELECT 1 FROM open_access WHERE open_access.family_id = support.family_id AND kind NOT IN ('letter', 'no reply')
      AND contact_date > closed_date AND contact_date <= closed_date + INTERVAL 3 MONTH) THEN 1 ELSE 0 END AS above
FROM focused_support AS support WHERE closed_date IS NOT NULL"""

ENTRANTS = f"""
SELECT {DISTRICT.format('district')} AS place, {month_of('outcome_date')} AS month, 1 AS above, 1 AS below
FROM youth_justice_outcomes LEFT JOIN ssd_person ON person_id = pers_person_id
WHERE first_substantive AND coalesce(
  pers_dob + INTERVAL 10 YEAR <= outcome_date AND pers_dob + INTERVAL 18 YEAR > outcome_date, true)"""

QUERIES = {
    "EH71-C": per_child(rolling(f"""
SELECT place, month, 1 AS above, 1 AS below FROM ({decided('Proceed to Early Help Unit')})""")),
    "FD01-C": different(contacts()),
    "FD02-C": different(decided("Threshold met for CSWS")),
    "FD03-C": different(decided("Proceed to Early Help Unit")),
    "FD14-C": different(decided("Information, Advice & Guidance")),
    "EH05-F": counted(state(CASES)),
    "EH-CASELOAD": per_worker(state(CASES.replace(DISTRICT.format("district"), "NULL")), "early help unit"),
    "EH52-F": rolling(ASSESSMENTS),
    "EH16-F": rolling(CLOSURES, lag=3),
    "EH-AUDIT": rolling(AUDITS),
    "EH35": counted(rolling(ENTRANTS)),
    "FS3": counted(monthly(support())),
    "FS3a": counted(monthly(support("started_by = 'children''s centre'"))),
    "FS3b": counted(monthly(support("started_by = 'youth hub'"))),
    "FS8": rolling(STILL_SUPPORTED, months=1, lag=3),
    "TS3": different(f"""
SELECT NULL AS place, {month_of('contact_date')} AS month, client_id AS thing
FROM open_access WHERE kind NOT IN ('letter', 'no reply')"""),
}
