-- One row per referral of a small child to social work, until it is closed or the child turns five, with the first
-- registration with a Children's Centre to which somebody consented. The place is the district: what the team is part
-- of, or the team itself. A child whose address is confidential stands under the county.
SELECT
    ssd_cin_episodes.cine_referral_id AS record,
    ssd_cin_episodes.cine_person_id AS person,
    CASE
        WHEN restricted_people.person_id IS NOT NULL THEN 'kent'
        ELSE coalesce(ssd_department.dept_team_parent_id, ssd_cin_episodes.cine_referral_team)
    END AS place,
    ssd_cin_episodes.cine_referral_date AS referral_date,
    least(ssd_cin_episodes.cine_close_date, add_months(ssd_person.pers_dob, 60)) AS until_date,
    registrations.registered_date,
    registrations.ended_date
FROM ssd_cin_episodes
INNER JOIN ssd_person ON ssd_cin_episodes.cine_person_id = ssd_person.pers_person_id
LEFT JOIN ssd_department ON ssd_cin_episodes.cine_referral_team = ssd_department.dept_team_id
LEFT JOIN restricted_people
    ON ssd_cin_episodes.cine_person_id = restricted_people.person_id AND restricted_people.reason = 'protected address'
LEFT JOIN (
    SELECT
        person_id,
        registered_date,
        ended_date,
        row_number() OVER (PARTITION BY person_id ORDER BY registered_date, registration_id) AS time_registered
    FROM centre_registrations
    WHERE coalesce(consents, FALSE)
) AS registrations
    ON ssd_cin_episodes.cine_person_id = registrations.person_id AND registrations.time_registered = 1
WHERE ssd_person.pers_dob IS NOT NULL
