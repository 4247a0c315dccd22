-- One row per education, health and care plan, with the days from the request for an assessment to the plan. All
-- belong to the county.
SELECT
    ssd_ehcp_named_plan.ehcn_named_plan_id AS record,
    ssd_send.send_person_id AS person,
    'kent' AS place,
    ssd_ehcp_named_plan.ehcn_named_plan_start_date AS issued_date,
    ssd_ehcp_requests.ehcr_ehcp_req_date AS request_date,
    ssd_ehcp_named_plan.ehcn_named_plan_start_date - ssd_ehcp_requests.ehcr_ehcp_req_date AS days_to_plan
FROM ssd_ehcp_named_plan
LEFT JOIN ssd_ehcp_assessment
    ON ssd_ehcp_named_plan.ehcn_ehcp_asmt_id = ssd_ehcp_assessment.ehca_ehcp_assessment_id
LEFT JOIN ssd_ehcp_requests
    ON ssd_ehcp_assessment.ehca_ehcp_request_id = ssd_ehcp_requests.ehcr_ehcp_request_id
LEFT JOIN ssd_send ON ssd_ehcp_requests.ehcr_send_table_id = ssd_send.send_table_id
