-- One row per case of a family that an early help unit works with. The place is the district.
SELECT
    case_id AS record,
    district AS place,
    unit,
    opened_date,
    closed_date
FROM early_help_cases
