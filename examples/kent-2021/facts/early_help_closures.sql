-- One row per early help case that was closed. The place is the district, or the unit. A family returns if another case
-- of early help is opened for it, or one of its children is referred to social work, after the day of closure and no
-- later than the same day three months on.
WITH returns AS (
    SELECT
        family_id,
        opened_date AS returned_date
    FROM early_help_cases
    UNION ALL
    SELECT
        ssd_family.fami_family_id AS family_id,
        ssd_cin_episodes.cine_referral_date AS returned_date
    FROM ssd_family
    INNER JOIN ssd_cin_episodes ON ssd_family.fami_person_id = ssd_cin_episodes.cine_person_id
),

first_returns AS (
    SELECT
        early_help_cases.case_id,
        min(returns.returned_date) AS returned_date
    FROM early_help_cases
    INNER JOIN returns
        ON early_help_cases.family_id = returns.family_id AND early_help_cases.closed_date < returns.returned_date
    GROUP BY early_help_cases.case_id
)

SELECT
    early_help_cases.case_id AS record,
    early_help_cases.district AS place,
    early_help_cases.unit,
    early_help_cases.closed_date,
    early_help_cases.closure_outcome = 'outcomes achieved' AS is_achieved,
    first_returns.returned_date,
    coalesce(first_returns.returned_date <= add_months(early_help_cases.closed_date, 3), FALSE) AS is_return
FROM early_help_cases
LEFT JOIN first_returns ON early_help_cases.case_id = first_returns.case_id
WHERE early_help_cases.closed_date IS NOT NULL
