-- One row per audit of a case. Units and teams without a page of their own stand under the county; `team` names them.
SELECT
    audit_id AS record,
    CASE
        WHEN
            place LIKE '%-ehu' OR place LIKE 'cic-%' OR place LIKE 'disabled-children-%' OR place LIKE 'care-leavers-%'
            THEN 'kent'
        ELSE place
    END AS place,
    place AS team,
    service,
    due_date,
    completed_date,
    coalesce(grade IN ('good', 'outstanding'), FALSE) AS is_good
FROM audits
