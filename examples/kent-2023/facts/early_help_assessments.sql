-- One row per early help assessment of a family. The place is the district, or the unit. In time is within six weeks,
-- which are 30 working days, of the allocation, not counting the day of allocation itself.
SELECT
    assessment_id AS record,
    district AS place,
    unit,
    allocated_date,
    completed_date,
    add_working_days(allocated_date, 30) AS due_date,
    completed_date AS done_date,
    coalesce(working_days(allocated_date, completed_date) <= 30, FALSE) AS is_in_time
FROM early_help_assessments
