-- One row per child and section 47 enquiry. The child was seen if a visit of the enquiry says so. All belong to the
-- county.
SELECT
    ssd_s47_enquiry.s47e_s47_enquiry_id AS record,
    ssd_s47_enquiry.s47e_person_id AS person,
    'kent' AS place,
    ssd_s47_enquiry.s47e_s47_start_date AS start_date,
    coalesce(visits.is_seen, FALSE) AS is_seen
FROM ssd_s47_enquiry
LEFT JOIN (
    SELECT
        enquiry_id,
        count(*) FILTER (WHERE seen) > 0 AS is_seen
    FROM enquiry_visits
    GROUP BY enquiry_id
) AS visits
    ON ssd_s47_enquiry.s47e_s47_enquiry_id = visits.enquiry_id
