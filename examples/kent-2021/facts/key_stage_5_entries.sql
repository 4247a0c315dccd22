-- One row per student and entry after the sixth form, with its points and how much of an entry it is. The place is the
-- district.
SELECT
    entry_id AS record,
    pupil_id AS person,
    district AS place,
    qualification,
    completed_date,
    entries,
    points
FROM key_stage_5_entries
