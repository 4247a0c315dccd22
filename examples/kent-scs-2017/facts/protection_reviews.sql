-- One row per child protection plan with a review, from the day on which the first one was due until the plan ends.
-- `late_date` is the day on which the first of those was due that was held later, or not at all. All belong to the
-- county.
SELECT
    ssd_cp_plans.cppl_cp_plan_id AS record,
    ssd_cp_plans.cppl_person_id AS person,
    'kent' AS place,
    min(ssd_cp_reviews.cppr_cp_review_due) AS first_due_date,
    ssd_cp_plans.cppl_cp_plan_end_date AS end_date,
    min(ssd_cp_reviews.cppr_cp_review_due) FILTER (
        WHERE
            ssd_cp_reviews.cppr_cp_review_date IS NULL
            OR ssd_cp_reviews.cppr_cp_review_date > ssd_cp_reviews.cppr_cp_review_due
    ) AS late_date
FROM ssd_cp_reviews
INNER JOIN ssd_cp_plans ON ssd_cp_reviews.cppr_cp_plan_id = ssd_cp_plans.cppl_cp_plan_id
WHERE
    ssd_cp_plans.cppl_cp_plan_end_date IS NULL
    OR ssd_cp_reviews.cppr_cp_review_due < ssd_cp_plans.cppl_cp_plan_end_date
GROUP BY ssd_cp_plans.cppl_cp_plan_id, ssd_cp_plans.cppl_person_id, ssd_cp_plans.cppl_cp_plan_end_date
