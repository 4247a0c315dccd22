-- One row per school or early years setting. One without a day of opening was always there. All belong to the county.
SELECT
    setting_id AS record,
    'kent' AS place,
    kind,
    coalesce(opened_date, DATE '1900-01-01') AS opened_date,
    closed_date
FROM settings
