-- One row: an early help assessment, with the working days from the family's allocation to its end.
SELECT
  assessment_id AS record,
  district AS place,
  completed_date,
  working_days(allocated_date, completed_date) AS days
FROM early_help_assessments
