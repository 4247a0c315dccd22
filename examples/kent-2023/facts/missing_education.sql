-- One row per child missing education who was referred to the team. The place is the district. In time is within 30
-- school days of the referral, of which the first is the one after it.
SELECT
    case_id AS record,
    pupil_id AS person,
    district AS place,
    referred_date,
    closed_date,
    add_school_days(referred_date, 30) AS due_date,
    closed_date AS done_date,
    coalesce(school_days(referred_date, closed_date) <= 30, FALSE) AS is_in_time
FROM missing_education
