-- One row per application for a place at the start of a school. The place is the district.
SELECT
    application_id AS record,
    pupil_id AS person,
    district AS place,
    phase,
    starts_date,
    coalesce(preference_offered = 1, FALSE) AS is_first_preference
FROM school_applications
