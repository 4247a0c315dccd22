-- One row per report or plan of a social worker that was given a grade. All belong to the county.
SELECT
    document_id AS record,
    person_id AS person,
    'kent' AS place,
    kind,
    graded_date,
    grade IN ('good', 'outstanding') AS is_good
FROM graded_documents
