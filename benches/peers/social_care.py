"""Social work and children in care, written from the indicators' definitions."""

from peer_sql import TEAM, counted, month_of, monthly, per_child, per_worker, rolling, state

REFERRALS = f"""
SELECT {TEAM.format('cine_referral_team')} AS place, {month_of('cine_referral_date')} AS month, 1 AS below,
  CASE WHEN cine_referral_date <= lag(cine_referral_date) OVER (
    PARTITION BY cine_person_id ORDER BY cine_referral_date, cine_referral_id) + INTERVAL 12 MONTH
  THEN 1 ELSE 0 END AS above
FROM ssd_cin_episodes"""

REFERRAL_COUNTS = f"""
SELECT NULL AS place, {month_of('cine_referral_date')} AS month, 1 AS above, 1 AS below FROM ssd_cin_episodes"""

OPEN_REFERRALS = f"""
SELECT {TEAM.format('cine_referral_team')} AS place, cine_referral_date AS started, cine_close_date AS ended
FROM ssd_cin_episodes"""

MISSING = f"""
WITH latest AS (
  SELECT miss_table_id, max_by(cine_referral_team, (cine_referral_date, cine_referral_id)) AS team, count(*) AS open
  FROM ssd_missing JOIN ssd_cin_episodes ON miss_person_id = cine_person_id
    AND cine_referral_date <= miss_missing_episode_start_date
    AND coalesce(cine_close_date, DATE '2999-12-31') > miss_missing_episode_start_date
  GROUP BY miss_table_id)
SELECT {TEAM.format('team')} AS place, {month_of('miss_missing_episode_end_date')} AS month, 1 AS below,
  CASE WHEN miss_missing_rhi_accepted = 'Y' THEN 1 ELSE 0 END AS above
FROM ssd_missing JOIN latest USING (miss_table_id) JOIN ssd_person ON miss_person_id = pers_person_id
WHERE miss_missing_rhi_offered = 'Y' AND pers_dob + INTERVAL 18 YEAR > miss_missing_episode_start_date"""

PLANS = f"""
SELECT cppl_cp_plan_start_date AS started, cppl_cp_plan_end_date AS ended, coalesce(cppl_cp_plan_ola, false) AS other,
  {TEAM.format('cine_referral_team')} AS place,
  row_number() OVER (PARTITION BY cppl_person_id ORDER BY cppl_cp_plan_start_date, cppl_cp_plan_id) AS time
FROM ssd_cp_plans LEFT JOIN ssd_cin_episodes ON cppl_referral_id = cine_referral_id"""

CARE = """
SELECT NULL AS place, clae_cla_episode_start_date AS started,
  least(clae_cla_episode_ceased_date, lead(clae_cla_episode_start_date) OVER (
    PARTITION BY clae_person_id ORDER BY clae_cla_episode_start_date, clae_cla_episode_id)) AS ended,
  coalesce(clae_entered_care_date, clae_cla_episode_start_date) AS entered, pers_dob AS born, kind, provider, home_since,
  unaccompanied_from, unaccompanied_to
FROM ssd_cla_episodes
LEFT JOIN (
  SELECT clap_cla_placement_id, clap_cla_placement_type AS kind, clap_cla_placement_provider AS provider,
    CASE WHEN kind IN ('A3', 'A4', 'A5', 'A6') THEN coalesce(lag(clap_cla_placement_start_date) OVER (
      PARTITION BY coalesce(clap_cla_id, clap_cla_placement_id)
      ORDER BY clap_cla_placement_start_date, clap_cla_placement_id), clap_cla_placement_start_date)
    ELSE clap_cla_placement_start_date END AS home_since
  FROM ssd_cla_placement) ON clae_cla_placement_id = clap_cla_placement_id
LEFT JOIN ssd_person ON clae_person_id = pers_person_id
LEFT JOIN (
  SELECT immi_person_id, min(immi_immigration_status_start_date) AS unaccompanied_from,
    max(coalesce(immi_immigration_status_end_date, DATE '2999-12-31')) AS unaccompanied_to
  FROM ssd_immigration_status WHERE immi_immigration_status = 'UASC' GROUP BY ALL) ON clae_person_id = immi_person_id"""

LEAVERS = """
SELECT NULL AS place, clea_care_leaver_latest_contact AS started, least(
    (clea_care_leaver_latest_contact + INTERVAL 12 MONTH)::DATE,
    lead(clea_care_leaver_latest_contact) OVER (
      PARTITION BY clea_person_id ORDER BY clea_care_leaver_latest_contact, clea_table_id)) AS ended
FROM ssd_care_leavers"""

LEAVER_CONTACTS = f"""
SELECT NULL AS place, {month_of('clea_care_leaver_latest_contact')} AS month, 1 AS below,
  CASE WHEN left(clea_care_leaver_activity, 1) IN ('F', 'P') THEN 1 ELSE 0 END AS above
FROM ssd_care_leavers JOIN ssd_person ON clea_person_id = pers_person_id
WHERE clea_care_leaver_in_touch IN ('Y', 'Yes', 'y', 'yes') AND clea_care_leaver_eligibility NOT ILIKE '%qualifying%'
  AND pers_dob + INTERVAL 17 YEAR <= clea_care_leaver_latest_contact
  AND pers_dob + INTERVAL 22 YEAR > clea_care_leaver_latest_contact"""

ADOPTIONS = f"""
WITH adopted AS (
  SELECT perm_table_id, perm_person_id, perm_permanence_order_date AS ordered,
    CASE WHEN perm_adopted_by_carer_flag THEN coalesce(perm_placed_foster_carer_date, perm_placed_for_adoption_date)
    ELSE perm_placed_for_adoption_date END AS moved
  FROM ssd_permanence WHERE perm_permanence_order_type ILIKE '%adoption%')
SELECT NULL AS place, {month_of('ordered')} AS month, moved - max(clae_entered_care_date) AS above, 1 AS below
FROM adopted JOIN ssd_cla_episodes ON perm_person_id = clae_person_id AND clae_entered_care_date <= moved
GROUP BY perm_table_id, ordered, moved"""

AUDITS = f"""
SELECT {TEAM.format('place')} AS place, {month_of('completed_date')} AS month, 1 AS below,
  CASE WHEN grade IN ('good', 'outstanding') THEN 1 ELSE 0 END AS above
FROM audits WHERE service = 'children''s social work'"""

POSTS = f"""
SELECT CASE WHEN team LIKE '%-cswt' THEN team END AS place, {month_of('month_end')} AS month,
  permanent_qualified_fte AS above, posts_fte AS below
FROM staffing WHERE team_type IN ('cswt', 'cic team')"""


def held(teams):
    return f"""
SELECT {TEAM.format('invo_professional_team')} AS place, invo_involvement_start_date AS started,
  invo_involvement_end_date AS ended
FROM ssd_involvements WHERE invo_professional_team LIKE '{teams}'"""


QUERIES = {
    "SCS01": counted(state(OPEN_REFERRALS)),
    "SCS02": per_child(rolling(REFERRAL_COUNTS)),
    "SCS03": rolling(REFERRALS),
    "SCS08": rolling(MISSING),
    "SCS13": rolling(f"""
SELECT place, {month_of('started')} AS month, 1 AS below, CASE WHEN time > 1 THEN 1 ELSE 0 END AS above
FROM ({PLANS}) WHERE NOT other"""),
    "SCS18": state(
        CARE,
        above="home_since + INTERVAL 24 MONTH <= last_day",
        where="born + INTERVAL 16 YEAR > last_day AND entered + INTERVAL 30 MONTH <= last_day",
    ),
    "SCS19": state(
        CARE,
        above="provider = 'PR1' OR kind IN ('U1', 'U2', 'U3')",
        where="kind LIKE 'U_' AND NOT coalesce(unaccompanied_from <= last_day AND unaccompanied_to > last_day, false)",
    ),
    "SCS29": rolling(ADOPTIONS),
    "SCS34": rolling(LEAVER_CONTACTS),
    "SCS37": rolling(AUDITS),
    "SCS40": monthly(POSTS),
    "SCS42": per_worker(state(held("cic-%")), "cic team"),
    "SCS43": per_worker(state(held("%-cswt")), "cswt"),
    "CHILD-PROTECTION": counted(state(f"SELECT * FROM ({PLANS}) WHERE NOT other")),
    "CHILDREN-IN-CARE": counted(state(CARE)),
    "CARE-LEAVERS": counted(state(LEAVERS)),
}
