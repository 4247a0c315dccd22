-- One row: an education, health and care plan that was issued, with the days since its assessment was requested.
SELECT
  plans.ehcn_named_plan_id AS record,
  'kent' AS place,
  plans.ehcn_named_plan_start_date AS issued_date,
  plans.ehcn_named_plan_start_date - requests.ehcr_ehcp_req_date AS days
FROM ssd_ehcp_named_plan AS plans
LEFT JOIN ssd_ehcp_assessment AS assessments ON assessments.ehca_ehcp_assessment_id = plans.ehcn_ehcp_asmt_id
LEFT JOIN ssd_ehcp_requests AS requests ON requests.ehcr_ehcp_request_id = assessments.ehca_ehcp_request_id
