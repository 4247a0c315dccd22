-- One row: an early help case closed with its outcomes achieved, and whether the family came back to early help, or a
-- child of it to children's social work, in the three months after.
WITH returned AS (
  SELECT closed.case_id
  FROM early_help_cases AS closed
  JOIN early_help_cases AS later ON later.family_id = closed.family_id
  WHERE later.opened_date > closed.closed_date AND later.opened_date <= add_months(closed.closed_date, 3)
  UNION
  SELECT closed.case_id
  FROM early_help_cases AS closed
  JOIN ssd_family AS members ON members.fami_family_id = closed.family_id
  JOIN ssd_cin_episodes AS referrals ON referrals.cine_person_id = members.fami_person_id
  WHERE referrals.cine_referral_date > closed.closed_date
    AND referrals.cine_referral_date <= add_months(closed.closed_date, 3)
)
SELECT
  cases.case_id AS record,
  cases.district AS place,
  cases.closed_date,
  returned.case_id IS NOT NULL AS came_back
FROM early_help_cases AS cases
LEFT JOIN returned ON returned.case_id = cases.case_id
WHERE cases.closure_outcome = 'outcomes achieved'
