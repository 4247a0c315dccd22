-- One row: a referral of a child to children's social work, with the day of the same child's referral before it.
SELECT
  cine_referral_id AS record,
  cine_person_id AS person,
  cine_referral_team AS place,
  cine_referral_date AS referral_date,
  lag(cine_referral_date) OVER (PARTITION BY cine_person_id ORDER BY cine_referral_date, cine_referral_id) AS previous_date
FROM ssd_cin_episodes
