-- One row per child and initial child protection conference after a section 47 enquiry. In time is within 15 working
-- days of the day on which the enquiry began, of which the first is the one after it. All belong to the county.
SELECT
    ssd_initial_cp_conference.icpc_icpc_id AS record,
    ssd_initial_cp_conference.icpc_person_id AS person,
    'kent' AS place,
    ssd_initial_cp_conference.icpc_icpc_date AS held_date,
    add_working_days(ssd_s47_enquiry.s47e_s47_start_date, 15) AS due_date,
    ssd_initial_cp_conference.icpc_icpc_date AS done_date,
    working_days(ssd_s47_enquiry.s47e_s47_start_date, ssd_initial_cp_conference.icpc_icpc_date) <= 15 AS is_in_time
FROM ssd_initial_cp_conference
INNER JOIN ssd_s47_enquiry ON ssd_initial_cp_conference.icpc_s47_enquiry_id = ssd_s47_enquiry.s47e_s47_enquiry_id
WHERE
    NOT coalesce(ssd_initial_cp_conference.icpc_icpc_transfer_in, FALSE)
    AND ssd_s47_enquiry.s47e_s47_start_date IS NOT NULL
