-- One row per episode of going missing of a child who was open to Children's Social Work Services when it began. The
-- place is the team of the latest referral then open; teams other than the children's social work teams have no page
-- and stand under the county. An interview is due if the file says that one was to be offered.
SELECT
    record,
    person,
    place,
    missing_date,
    returned_date,
    age_when_missing,
    interview_due,
    interview_held
FROM (
    SELECT
        ssd_missing.miss_table_id AS record,
        ssd_missing.miss_person_id AS person,
        CASE
            WHEN
                ssd_cin_episodes.cine_referral_team IS NULL
                OR ssd_cin_episodes.cine_referral_team LIKE '%-cswt'
                THEN ssd_cin_episodes.cine_referral_team
            ELSE 'kent'
        END AS place,
        ssd_missing.miss_missing_episode_start_date AS missing_date,
        ssd_missing.miss_missing_episode_end_date AS returned_date,
        age(ssd_person.pers_dob, ssd_missing.miss_missing_episode_start_date) AS age_when_missing,
        coalesce(ssd_missing.miss_missing_rhi_offered = 'Y', FALSE) AS interview_due,
        coalesce(ssd_missing.miss_missing_rhi_accepted = 'Y', FALSE) AS interview_held,
        row_number() OVER (
            PARTITION BY ssd_missing.miss_table_id
            ORDER BY ssd_cin_episodes.cine_referral_date DESC, ssd_cin_episodes.cine_referral_id DESC
        ) AS latest
    FROM ssd_missing
    INNER JOIN ssd_cin_episodes
        ON
            ssd_missing.miss_person_id = ssd_cin_episodes.cine_person_id
            AND ssd_missing.miss_missing_episode_start_date >= ssd_cin_episodes.cine_referral_date
    INNER JOIN ssd_person ON ssd_missing.miss_person_id = ssd_person.pers_person_id
    WHERE
        ssd_cin_episodes.cine_close_date IS NULL
        OR ssd_cin_episodes.cine_close_date > ssd_missing.miss_missing_episode_start_date
) AS episode
WHERE latest = 1
