-- One row per inspection of a school or early years setting. Its judgement stands until the setting's next inspection,
-- or until the setting closes. All belong to the county.
SELECT
    judged.inspection_id AS record,
    'kent' AS place,
    settings.kind,
    judged.inspected_date,
    least(judged.next_inspected_date, settings.closed_date) AS until_date,
    judged.grade
FROM (
    SELECT
        inspection_id,
        setting_id,
        inspected_date,
        grade,
        lead(inspected_date) OVER (
            PARTITION BY setting_id ORDER BY inspected_date, inspection_id
        ) AS next_inspected_date
    FROM inspections
) AS judged
INNER JOIN settings ON judged.setting_id = settings.setting_id
