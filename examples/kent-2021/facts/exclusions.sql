-- One row per exclusion of a pupil. The place is the district. By `phase` Years R to 6 are primary and 7 to 14
-- secondary, whatever the school.
SELECT
    exclusion_id AS record,
    pupil_id AS person,
    district AS place,
    start_date,
    kind,
    school_type,
    CASE WHEN curriculum_year IN ('R', '1', '2', '3', '4', '5', '6') THEN 'primary' ELSE 'secondary' END AS phase
FROM exclusions
