-- One row per visit at which a child with a protection plan was seen, from its day until the plan ends. In time is
-- within 10 working days of the visit before it, or of the plan's first day. All belong to the county.
WITH visits AS (
    SELECT
        ssd_cp_visits.cppv_cp_visit_id,
        ssd_cp_plans.cppl_person_id,
        ssd_cp_visits.cppv_cp_visit_date,
        ssd_cp_plans.cppl_cp_plan_end_date,
        coalesce(
            lag(ssd_cp_visits.cppv_cp_visit_date) OVER (
                PARTITION BY ssd_cp_visits.cppv_cp_plan_id
                ORDER BY ssd_cp_visits.cppv_cp_visit_date, ssd_cp_visits.cppv_cp_visit_id
            ),
            ssd_cp_plans.cppl_cp_plan_start_date
        ) AS previous_date
    FROM ssd_cp_visits
    INNER JOIN ssd_cp_plans ON ssd_cp_visits.cppv_cp_plan_id = ssd_cp_plans.cppl_cp_plan_id
    WHERE coalesce(ssd_cp_visits.cppv_cp_visit_seen, FALSE)
)

SELECT
    cppv_cp_visit_id AS record,
    cppl_person_id AS person,
    'kent' AS place,
    cppv_cp_visit_date AS visit_date,
    cppl_cp_plan_end_date AS end_date,
    add_working_days(previous_date, 10) AS due_date,
    cppv_cp_visit_date AS done_date,
    coalesce(working_days(previous_date, cppv_cp_visit_date) <= 10, FALSE) AS is_in_time
FROM visits
