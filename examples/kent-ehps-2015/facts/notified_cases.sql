-- One row per case of early help, with a unit or without one. The place is the district. A case begins on the day of
-- its first notification, or else on the day on which it was opened; the age is that on this day. Closures that were
-- undone, that passed the family on within early help, or that followed a move away are none.
WITH cases AS (
    SELECT
        early_help_cases.*,
        coalesce(early_help_cases.notified_date, early_help_cases.opened_date) AS begun_date,
        age(
            ssd_person.pers_dob, coalesce(early_help_cases.notified_date, early_help_cases.opened_date)
        ) AS age_when_begun
    FROM early_help_cases
    LEFT JOIN ssd_person ON early_help_cases.person_id = ssd_person.pers_person_id
)

SELECT
    case_id AS record,
    person_id AS person,
    district AS place,
    begun_date AS notified_date,
    plan_date,
    closed_date,
    unit IS NOT NULL AS is_with_unit,
    notified_date IS NOT NULL AS is_notified,
    first_contact_date - notified_date AS days_to_contact,
    plan_date - notified_date AS days_to_plan,
    closed_date - notified_date AS days_to_closure,
    working_days(begun_date, closed_date) AS working_days_open,
    coalesce(closure_outcome NOT IN ('re-opened', 'open to early help', 'moved away'), TRUE) AS is_closure,
    coalesce(closure_outcome = 'outcomes achieved', FALSE) AS is_achieved,
    coalesce(closure_outcome = 'stepped up', FALSE) AS is_step_up,
    CASE
        WHEN age_when_begun <= 4 THEN 'age 0-4'
        WHEN age_when_begun <= 10 THEN 'age 5-10'
        WHEN age_when_begun <= 15 THEN 'age 11-15'
        WHEN age_when_begun > 15 THEN 'age 16 and over'
    END AS age_band
FROM cases
