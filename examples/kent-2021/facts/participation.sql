-- One row per stretch of time in which a young person did the same: school, work, training, none of them, or nobody
-- knows. The place is the district.
SELECT
    participation_id AS record,
    person_id AS person,
    district AS place,
    start_date,
    end_date,
    curriculum_year,
    status
FROM participation
