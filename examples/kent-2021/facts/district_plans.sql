-- One row per education, health and care plan, with the days from the request for an assessment to the plan. The place
-- is the district where the pupil lives, as the first placement under the plan says it.
WITH homes AS (
    SELECT
        named_plan_id,
        district,
        row_number() OVER (PARTITION BY named_plan_id ORDER BY start_date, placement_id) AS time_placed
    FROM ehcp_placements
)

SELECT
    ssd_ehcp_named_plan.ehcn_named_plan_id AS record,
    ssd_send.send_person_id AS person,
    homes.district AS place,
    ssd_ehcp_named_plan.ehcn_named_plan_start_date AS issued_date,
    ssd_ehcp_requests.ehcr_ehcp_req_date + 140 AS due_date,
    ssd_ehcp_named_plan.ehcn_named_plan_start_date AS done_date,
    age(ssd_person.pers_dob, ssd_ehcp_named_plan.ehcn_named_plan_start_date) AS age_when_issued,
    ssd_ehcp_named_plan.ehcn_named_plan_start_date - ssd_ehcp_requests.ehcr_ehcp_req_date AS days_to_plan
FROM ssd_ehcp_named_plan
LEFT JOIN homes ON ssd_ehcp_named_plan.ehcn_named_plan_id = homes.named_plan_id AND homes.time_placed = 1
LEFT JOIN ssd_ehcp_assessment
    ON ssd_ehcp_named_plan.ehcn_ehcp_asmt_id = ssd_ehcp_assessment.ehca_ehcp_assessment_id
LEFT JOIN ssd_ehcp_requests
    ON ssd_ehcp_assessment.ehca_ehcp_request_id = ssd_ehcp_requests.ehcr_ehcp_request_id
LEFT JOIN ssd_send ON ssd_ehcp_requests.ehcr_send_table_id = ssd_send.send_table_id
LEFT JOIN ssd_person ON ssd_send.send_person_id = ssd_person.pers_person_id
