-- One row per request for an education, health and care needs assessment. It is open until a plan is issued, or until
-- it is decided not to assess, not to issue a plan, or to go no further (codes N and W of the national return). All
-- belong to the county.
WITH outcomes AS (
    SELECT
        ssd_ehcp_assessment.ehca_ehcp_request_id,
        min(ssd_ehcp_named_plan.ehcn_named_plan_start_date) AS issued_date,
        max(
            CASE
                WHEN lower(ssd_ehcp_assessment.ehca_ehcp_assessment_outcome) IN ('n', 'w', 'refused', 'withdrawn')
                    THEN ssd_ehcp_assessment.ehca_ehcp_assessment_outcome_date
            END
        ) AS no_plan_date
    FROM ssd_ehcp_assessment
    LEFT JOIN ssd_ehcp_named_plan
        ON ssd_ehcp_assessment.ehca_ehcp_assessment_id = ssd_ehcp_named_plan.ehcn_ehcp_asmt_id
    GROUP BY ssd_ehcp_assessment.ehca_ehcp_request_id
),

requests AS (
    SELECT
        ssd_ehcp_requests.ehcr_ehcp_request_id,
        ssd_send.send_person_id,
        ssd_ehcp_requests.ehcr_ehcp_req_date,
        CASE
            WHEN lower(ssd_ehcp_requests.ehcr_ehcp_req_outcome) IN ('n', 'w', 'refused', 'withdrawn')
                THEN ssd_ehcp_requests.ehcr_ehcp_req_outcome_date
        END AS refused_date,
        row_number() OVER (
            PARTITION BY coalesce(ssd_send.send_person_id, ssd_ehcp_requests.ehcr_ehcp_request_id)
            ORDER BY ssd_ehcp_requests.ehcr_ehcp_req_date, ssd_ehcp_requests.ehcr_ehcp_request_id
        ) AS time_asked
    FROM ssd_ehcp_requests
    LEFT JOIN ssd_send ON ssd_ehcp_requests.ehcr_send_table_id = ssd_send.send_table_id
)

SELECT
    requests.ehcr_ehcp_request_id AS record,
    requests.send_person_id AS person,
    'kent' AS place,
    requests.ehcr_ehcp_req_date AS request_date,
    requests.ehcr_ehcp_req_date + 140 AS due_date,
    coalesce(outcomes.issued_date, requests.refused_date, outcomes.no_plan_date) AS end_date,
    requests.time_asked = 1 AS is_first,
    age(ssd_person.pers_dob, requests.ehcr_ehcp_req_date) AS age_at_request
FROM requests
LEFT JOIN outcomes ON requests.ehcr_ehcp_request_id = outcomes.ehca_ehcp_request_id
LEFT JOIN ssd_person ON requests.send_person_id = ssd_person.pers_person_id
