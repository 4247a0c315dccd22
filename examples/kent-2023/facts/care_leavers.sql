-- One row per yearly contact with a care leaver, which is due around the birthday. It stands until the next contact
-- with the same person, for 12 months at the longest. In education, employment or training are the activities whose
-- code begins with F (full time) or P (part time); suitable homes have the code 1. All belong to the county.
SELECT
    clea_table_id AS record,
    clea_person_id AS person,
    'kent' AS place,
    clea_care_leaver_latest_contact AS contact_date,
    least(
        add_months(clea_care_leaver_latest_contact, 12),
        lead(clea_care_leaver_latest_contact) OVER (
            PARTITION BY clea_person_id ORDER BY clea_care_leaver_latest_contact, clea_table_id
        )
    ) AS until_date,
    age(ssd_person.pers_dob, clea_care_leaver_latest_contact) AS age_at_contact,
    coalesce(lower(clea_care_leaver_eligibility) NOT LIKE '%qualifying%', TRUE) AS is_relevant,
    coalesce(lower(clea_care_leaver_in_touch) IN ('y', 'yes'), FALSE) AS is_in_touch,
    coalesce(
        clea_care_leaver_activity LIKE 'F%' OR clea_care_leaver_activity LIKE 'P%', FALSE
    ) AS is_active,
    coalesce(clea_care_leaver_accom_suitable = '1', FALSE) AS is_suitable,
    clea_pathway_plan_review_date AS pathway_reviewed_date,
    CASE WHEN unaccompanied.person IS NULL THEN 'excluding UASC' END AS uasc
FROM ssd_care_leavers
LEFT JOIN ssd_person ON ssd_care_leavers.clea_person_id = ssd_person.pers_person_id
LEFT JOIN (
    SELECT DISTINCT immi_person_id AS person
    FROM ssd_immigration_status
    WHERE immi_immigration_status = 'UASC'
) AS unaccompanied
    ON ssd_care_leavers.clea_person_id = unaccompanied.person
