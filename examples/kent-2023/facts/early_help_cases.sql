-- One row per case of a family that an early help unit works with. The place is the district, or the unit. A case is a
-- return if the latest of the family's earlier cases with a unit ended no more than 12 months before it was opened, the
-- anniversary included.
SELECT
    record,
    place,
    unit,
    opened_date,
    closed_date,
    coalesce(
        previous_closed_date <= opened_date AND opened_date <= add_months(previous_closed_date, 12), FALSE
    ) AS is_return
FROM (
    SELECT
        case_id AS record,
        district AS place,
        unit,
        opened_date,
        closed_date,
        max(closed_date) OVER (
            PARTITION BY family_id ORDER BY opened_date, case_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS previous_closed_date
    FROM early_help_cases
    WHERE unit IS NOT NULL
) AS unit_case
