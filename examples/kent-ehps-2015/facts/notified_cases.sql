-- One row per case of early help, with a unit or without one. The place is the district. A case begins on the day of its
-- first notification, or else on the day on which it was opened; the age is that on this day. Closures that were undone,
-- that passed the family on within early help, or that followed a move away are none.
SELECT
    early_help_cases.case_id AS record,
    early_help_cases.person_id AS person,
    early_help_cases.district AS place,
    coalesce(early_help_cases.notified_date, early_help_cases.opened_date) AS notified_date,
    early_help_cases.plan_date,
    early_help_cases.closed_date,
    early_help_cases.unit IS NOT NULL AS is_with_unit,
    early_help_cases.notified_date IS NOT NULL AS is_notified,
    early_help_cases.first_contact_date - early_help_cases.notified_date AS days_to_contact,
    early_help_cases.plan_date - early_help_cases.notified_date AS days_to_plan,
    early_help_cases.closed_date - early_help_cases.notified_date AS days_to_closure,
    working_days(
        coalesce(early_help_cases.notified_date, early_help_cases.opened_date), early_help_cases.closed_date
    ) AS working_days_open,
    coalesce(
        early_help_cases.closure_outcome NOT IN ('re-opened', 'open to early help', 'moved away'), TRUE
    ) AS is_closure,
    coalesce(early_help_cases.closure_outcome = 'outcomes achieved', FALSE) AS is_achieved,
    coalesce(early_help_cases.closure_outcome = 'stepped up', FALSE) AS is_step_up,
    CASE
        WHEN age(ssd_person.pers_dob, coalesce(early_help_cases.notified_date, early_help_cases.opened_date)) <= 4 THEN 'age 0-4'
        WHEN age(ssd_person.pers_dob, coalesce(early_help_cases.notified_date, early_help_cases.opened_date)) <= 10 THEN 'age 5-10'
        WHEN age(ssd_person.pers_dob, coalesce(early_help_cases.notified_date, early_help_cases.opened_date)) <= 15 THEN 'age 11-15'
        WHEN age(ssd_person.pers_dob, coalesce(early_help_cases.notified_date, early_help_cases.opened_date)) > 15 THEN 'age 16 and over'
    END AS age_band
FROM early_help_cases
LEFT JOIN ssd_person ON early_help_cases.person_id = ssd_person.pers_person_id
