-- One row per child who was newly registered as educated at home. The place is the district. In time is within 10
-- school days of the day on which the team heard of the child, of which the first is the one after it.
SELECT
    case_id AS record,
    pupil_id AS person,
    district AS place,
    referred_date,
    add_school_days(referred_date, 10) AS due_date,
    visit_offered_date AS done_date,
    coalesce(school_days(referred_date, visit_offered_date) <= 10, FALSE) AS is_in_time
FROM home_education
