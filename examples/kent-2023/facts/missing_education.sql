-- One row: a child reported as missing education, with the school days from the referral until the case was closed.
SELECT
  case_id AS record,
  pupil_id AS person,
  district AS place,
  referred_date,
  school_days(referred_date, closed_date) AS days
FROM missing_education
