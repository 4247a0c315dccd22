-- One row per stretch of time in which a young person did the same: school, work, training, none of them, or nobody
-- knows. The place is the district. `under_18_until` is the day on which it ended, or on which the young person came of
-- age.
SELECT
    participation_id AS record,
    person_id AS person,
    district AS place,
    start_date,
    end_date,
    least(end_date, add_months(born, 216)) AS under_18_until,
    curriculum_year,
    status,
    coalesce(vulnerable, FALSE) AS is_vulnerable
FROM participation
