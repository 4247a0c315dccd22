-- One row: a request to assess a child's education, health and care needs, from the request to the plan or the refusal.
SELECT
  requests.ehcr_ehcp_request_id AS record,
  send.send_person_id AS person,
  'kent' AS place,
  requests.ehcr_ehcp_req_date AS requested_date,
  requests.ehcr_ehcp_req_date + 140 AS due_date,
  coalesce(
    plans.issued_date,
    CASE WHEN requests.ehcr_ehcp_req_outcome = 'R' THEN requests.ehcr_ehcp_req_outcome_date END
  ) AS decided_date
FROM ssd_ehcp_requests AS requests
LEFT JOIN ssd_send AS send ON send.send_table_id = requests.ehcr_send_table_id
LEFT JOIN (
  SELECT assessments.ehca_ehcp_request_id AS request_id, min(plans.ehcn_named_plan_start_date) AS issued_date
  FROM ssd_ehcp_assessment AS assessments
  JOIN ssd_ehcp_named_plan AS plans ON plans.ehcn_ehcp_asmt_id = assessments.ehca_ehcp_assessment_id
  GROUP BY assessments.ehca_ehcp_request_id
) AS plans ON plans.request_id = requests.ehcr_ehcp_request_id
