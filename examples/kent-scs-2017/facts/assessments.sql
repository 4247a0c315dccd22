-- One row per child and family assessment that was finished. The place is the team that made it. Its days are working
-- days from its start, of which the first is the one after it. A child who was not yet born when it was finished could
-- not be seen.
WITH unaccompanied AS (
    SELECT DISTINCT immi_person_id AS person
    FROM ssd_immigration_status
    WHERE immi_immigration_status = 'UASC'
)

SELECT
    ssd_cin_assessments.cina_assessment_id AS record,
    ssd_cin_assessments.cina_person_id AS person,
    ssd_cin_assessments.cina_assessment_team AS place,
    ssd_cin_assessments.cina_assessment_auth_date AS finished_date,
    add_working_days(ssd_cin_assessments.cina_assessment_start_date, 45) AS due_date,
    ssd_cin_assessments.cina_assessment_auth_date AS done_date,
    coalesce(
        working_days(
            ssd_cin_assessments.cina_assessment_start_date, ssd_cin_assessments.cina_assessment_auth_date
        ) <= 45,
        FALSE
    ) AS is_in_time,
    coalesce(ssd_cin_assessments.cina_assessment_child_seen, FALSE) AS is_seen,
    coalesce(
        coalesce(ssd_person.pers_dob, ssd_person.pers_expected_dob) > ssd_cin_assessments.cina_assessment_auth_date,
        FALSE
    ) AS is_unborn,
    CASE WHEN unaccompanied.person IS NULL THEN 'excluding UASC' END AS uasc
FROM ssd_cin_assessments
LEFT JOIN ssd_person ON ssd_cin_assessments.cina_person_id = ssd_person.pers_person_id
LEFT JOIN unaccompanied ON ssd_cin_assessments.cina_person_id = unaccompanied.person
WHERE ssd_cin_assessments.cina_assessment_auth_date IS NOT NULL
