-- One row per placement of a child or young person with an education, health and care plan. It ends with the plan, if
-- nobody entered its own end. All belong to the county; `district` is where the pupil lives.
SELECT
    ehcp_placements.placement_id AS record,
    ssd_send.send_person_id AS person,
    'kent' AS place,
    ehcp_placements.district,
    ehcp_placements.start_date,
    least(ehcp_placements.end_date, ssd_ehcp_named_plan.ehcn_named_plan_ceased_date) AS end_date,
    ehcp_placements.setting_type
FROM ehcp_placements
LEFT JOIN ssd_ehcp_named_plan ON ehcp_placements.named_plan_id = ssd_ehcp_named_plan.ehcn_named_plan_id
LEFT JOIN ssd_ehcp_assessment
    ON ssd_ehcp_named_plan.ehcn_ehcp_asmt_id = ssd_ehcp_assessment.ehca_ehcp_assessment_id
LEFT JOIN ssd_ehcp_requests
    ON ssd_ehcp_assessment.ehca_ehcp_request_id = ssd_ehcp_requests.ehcr_ehcp_request_id
LEFT JOIN ssd_send ON ssd_ehcp_requests.ehcr_send_table_id = ssd_send.send_table_id
